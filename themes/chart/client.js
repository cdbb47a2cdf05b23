// The browser bundle: turns a chart that stands on the page as SVG into one that
// answers to the mouse, the finger and the keyboard. board/web/js/chart.js loads
// it when a reader first turns to a chart, and says what the page looks like.
//
// The live chart is drawn at the size of the drawing and scaled to the room that
// the drawing had, so nothing moves. It sets no style attributes in markup: a
// strict content security policy lets it run.

import { init, use } from "echarts/core";
import {
  BarChart,
  GaugeChart,
  HeatmapChart,
  LineChart,
  PieChart,
  RadarChart,
} from "echarts/charts";
import {
  CalendarComponent,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapPiecewiseComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { itemText, prepare } from "./format.js";

use([
  BarChart, GaugeChart, HeatmapChart, LineChart, PieChart, RadarChart,
  CalendarComponent, GridComponent, LegendComponent, RadarComponent,
  TitleComponent, TooltipComponent, VisualMapPiecewiseComponent,
  SVGRenderer,
]);

// node makes an element that says something.
function node(name, text) {
  const element = document.createElement(name);
  element.textContent = String(text).replace(/\n/g, "");
  return element;
}

// row makes a line of a tooltip. Its mark has the colour of the series.
function row(text, colour) {
  const element = node("div", text);
  if (typeof colour === "string") {
    const mark = document.createElement("span");
    mark.style.cssText = "display:inline-block;width:0.7em;height:0.7em;margin-right:0.5em";
    mark.style.background = colour;
    element.prepend(mark);
  }
  return element;
}

// heading returns what an item is a number of.
function heading(option, item) {
  if (item.seriesType !== "heatmap") return item.name;
  if (option.calendar) return item.value[0];
  return `${option.yAxis[0].data[item.value[1]]}，${option.xAxis[0].data[item.value[0]]}`;
}

// lines returns the numbers of the items that were hit, as the table prints them.
function lines(option, unit, hit) {
  const items = [].concat(hit);
  if (items[0].seriesType === "radar") {
    return option.radar.indicator.map((axis, i) => row(`${axis.name} ${items[0].value[i] ?? "—"}`));
  }
  const said = new Set(); // the two parts of a step across zero say the same
  const rows = [];
  for (const item of items) {
    const number = itemText(item);
    if (!item.seriesName || number === "" || said.has(item.seriesName)) continue;
    said.add(item.seriesName);
    const name = Array.isArray(hit) ? `${item.seriesName} ` : "";
    const share = item.percent === undefined ? "" : `，占 ${item.percent.toFixed(1)}%`;
    const known = unit && !number.endsWith(unit) ? ` ${unit}` : "";
    rows.push(row(name + number + known + share, item.color));
  }
  return rows;
}

// tooltip returns the tooltip of an option. Its content is elements, not markup,
// whose styles a content security policy would block.
function tooltip(option, unit) {
  const bars = option.series[0].type === "bar";
  const onAxis = bars || option.series[0].type === "line";
  return {
    trigger: onAxis ? "axis" : "item",
    confine: true,
    transitionDuration: 0,
    backgroundColor: "#ffffff",
    borderColor: option.textStyle.color,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: option.textStyle.color, fontSize: 14, fontFamily: option.textStyle.fontFamily },
    axisPointer: { type: bars ? "shadow" : "line" },
    formatter(hit) {
      const content = document.createElement("div");
      content.append(node("strong", heading(option, [].concat(hit)[0])), ...lines(option, unit, hit));
      return content;
    },
  };
}

// points returns how many places the arrow keys stop at.
const points = (option) => Math.max(...option.series.map((series) => series.data.length));

// numberAt reports whether a series has a number at an index.
function numberAt(series, index) {
  const item = series.data[index];
  return item !== null && item !== undefined && item.value !== null;
}

// keys lets the arrow keys walk through the chart and digits toggle its series.
function keys(view, chart, option) {
  const toggles = option.legend ? option.legend.data.map((entry) => entry.name || entry) : [];
  let at = -1;
  view.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + points(option)) % points(option);
      const seriesIndex = option.series.findIndex((series) => series.name !== undefined && numberAt(series, at));
      chart.dispatchAction({ type: "showTip", seriesIndex: Math.max(seriesIndex, 0), dataIndex: at });
    } else if (event.key === "Escape") {
      chart.dispatchAction({ type: "hideTip" });
    } else if (toggles[event.key - 1]) {
      chart.dispatchAction({ type: "legendToggleSelect", name: toggles[event.key - 1] });
    } else {
      return;
    }
    event.preventDefault();
  });
  view.addEventListener("focusout", () => chart.dispatchAction({ type: "hideTip" }));
}

// fit scales the live chart to the width that the view has.
function fit(view, host, width, height) {
  const scale = view.clientWidth / width;
  if (!scale) return; // not shown now
  host.style.transform = `scale(${scale})`;
  view.style.height = `${height * scale}px`;
}

// swap shows one element of a view instead of another. Paper gets the drawing,
// which fits any width.
function swap(view, shown, hidden) {
  shown.style.display = "";
  hidden.style.display = "none";
  view.style.height = "";
}

// patched changes an option as a patch says: chart.difference in Go tells how.
function patched(from, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  if (from === null || typeof from !== "object") return patch;
  for (const key of Object.keys(patch)) {
    if (patch[key] === null) delete from[key];
    else from[key] = patched(from[key], patch[key]);
  }
  return from;
}

// optionOf returns the option of a figure's view.
function optionOf(data, view) {
  const options = JSON.parse(data.textContent);
  return view.dataset.view === "phone" ? patched(options.wide, options.phone) : options.wide;
}

// takeOver replaces the drawing in a view of a figure by a live chart, which it returns.
function takeOver(figure, view) {
  const drawing = view.querySelector("svg");
  const data = figure.querySelector("script.chart-option");
  if (!drawing || !data) return;
  const option = optionOf(data, view);
  const { width, height, unit } = option.gongkai;
  option.textStyle.fontFamily = getComputedStyle(view).fontFamily;
  option.tooltip = tooltip(option, unit);

  const host = document.createElement("div");
  host.style.cssText = `width:${width}px;height:${height}px;transform-origin:0 0`;
  host.setAttribute("role", "img");
  const name = drawing.querySelector("title");
  if (name) host.setAttribute("aria-label", name.textContent);
  view.style.overflow = "hidden";
  view.appendChild(host);
  fit(view, host, width, height);
  const chart = init(host, null, { renderer: "svg", width, height });
  chart.setOption(prepare(option));
  drawing.style.display = "none";
  keys(view, chart, option);
  window.addEventListener("resize", () => fit(view, host, width, height));
  window.addEventListener("beforeprint", () => swap(view, drawing, host));
  window.addEventListener("afterprint", () => {
    swap(view, host, drawing);
    fit(view, host, width, height);
  });
  return chart;
}

window.gongkaiChart = { takeOver };
