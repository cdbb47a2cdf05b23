// The build-time bundle: gongkai runs it in an embedded JavaScript engine that
// has no browser, no console and no timers, and calls drawChart.

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
  AriaComponent,
  CalendarComponent,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TitleComponent,
  VisualMapPiecewiseComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { prepare } from "./format.js";

use([
  BarChart, GaugeChart, HeatmapChart, LineChart, PieChart, RadarChart,
  AriaComponent, CalendarComponent, GridComponent, LegendComponent,
  RadarComponent, TitleComponent, VisualMapPiecewiseComponent,
  SVGRenderer,
]);

// drawChart returns the SVG of an option, which is JSON, on width × height.
globalThis.drawChart = (json, width, height) => {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(prepare(JSON.parse(json)));
    // renderToSVGString does the same, with a style sheet that a page cannot use.
    return chart.getZr().painter.renderToString({ useViewBox: true, cssAnimation: false, cssEmphasis: false });
  } finally {
    chart.dispose();
  }
};
