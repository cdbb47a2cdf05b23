// Wakes the charts of a page, and puts tools below them: the table instead of the
// drawing, single series off and on, and the chart as PNG, SVG and CSV. Without this
// script, or without JavaScript, they stay what they are: SVG drawings, each followed
// by its table.
//
// The page says:
//
//   <figure data-chart data-bundle="URL of chart/dist/client.js">
//     <div class="on-wide" data-view="wide"><svg class="chart-svg" …>…</svg></div>
//     <div class="on-phone" data-view="phone">the same, drawn for phones</div>
//     <script type="application/json" class="chart-option">…</script>
//     <p class="chart-hint" hidden>左右方向键逐项查看，数字键显示或隐藏一组</p>
//     …
//   </figure>
//
// The theme's style sheet shows one view and hides the other with display: none. The
// drawings and the script's text are what chart.Drawer.Draw returns; a page may leave
// out a view. The hint is shown while a chart is used by keyboard; it may be left out.
(function () {
  "use strict";

  var loading = null; // the bundle is loaded once a page

  // load calls back when the bundle is there. A bundle that does not come leaves
  // the drawings as they are.
  function load(url, then) {
    if (!loading) {
      loading = { waiting: [], ready: false };
      var script = document.createElement("script");
      script.src = url;
      script.onload = function () {
        loading.ready = true;
        loading.waiting.forEach(function (call) { call(); });
      };
      document.head.appendChild(script);
    }
    if (loading.ready) {
      then();
    } else {
      loading.waiting.push(then);
    }
  }

  // wake makes a view answer to its reader, once, and calls back with the chart.
  function wake(figure, view, then) {
    load(figure.getAttribute("data-bundle"), function () {
      view.chart = view.chart || window.gongkaiChart.takeOver(figure, view);
      if (then && view.chart) then(view.chart);
    });
  }

  function wakeOnUse(figure, view) {
    function use() { wake(figure, view); }
    view.addEventListener("pointerenter", use, { once: true });
    view.addEventListener("touchstart", use, { passive: true, once: true });
    view.addEventListener("focus", use, { once: true });
  }

  function showHint(figure, view) {
    var hint = figure.querySelector(".chart-hint");
    if (!hint) return;
    view.addEventListener("keyup", function () { hint.hidden = false; });
    view.addEventListener("blur", function () { hint.hidden = true; });
  }

  // ---- Tools.

  function button(parent, text, pressed, act) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    if (pressed !== null) b.setAttribute("aria-pressed", String(pressed));
    b.addEventListener("click", function () { act(b); });
    parent.appendChild(b);
  }

  // flip turns a switch and says whether it is on.
  function flip(b) {
    var on = b.getAttribute("aria-pressed") !== "true";
    b.setAttribute("aria-pressed", String(on));
    return on;
  }

  function addTools(figure) {
    var drawing = figure.querySelector(".drawing"), details = figure.querySelector("details");
    if (!drawing || !drawing.querySelector("svg")) return;
    var fold = document.createElement("details"), tools = document.createElement("div");
    fold.className = "tools";
    fold.appendChild(document.createElement("summary")).textContent = "筛选和下载";
    fold.appendChild(tools);
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", nameOf(figure) + "：筛选和下载");
    button(tools, "只看表格", false, function (b) {
      drawing.hidden = flip(b);
      if (drawing.hidden && details) details.open = true;
    });
    seriesOf(figure).forEach(function (name) {
      button(tools, name, true, function (b) {
        var on = flip(b);
        figure.querySelectorAll("[data-view]").forEach(function (view) {
          if (!view.clientWidth) return;
          wake(figure, view, function (chart) { chart.dispatchAction({ type: on ? "legendSelect" : "legendUnSelect", name: name }); });
        });
      });
    });
    button(tools, "PNG", null, function () { savePNG(figure); });
    button(tools, "SVG", null, function () { save(svgOf(figure), "image/svg+xml", figure, "svg"); });
    button(tools, "CSV", null, function () { save(csvOf(figure), "text/csv", figure, "csv"); });
    if (details) figure.insertBefore(fold, details);
    else figure.appendChild(fold);
  }

  // seriesOf returns the names of the series that a legend can turn off.
  function seriesOf(figure) {
    var option = figure.querySelector("script.chart-option");
    var legend = option ? JSON.parse(option.textContent).wide.legend : null;
    var names = legend && legend.data ? legend.data.map(function (entry) { return entry.name || entry; }) : [];
    return names.length > 1 ? names : [];
  }

  function nameOf(figure) {
    var heading = figure.querySelector("h2, svg title");
    return heading ? heading.textContent.trim() : document.title;
  }

  function save(content, type, figure, extension) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
    link.download = nameOf(figure).replace(/[\\/:*?"<>|]/g, "") + "." + extension;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  // svgOf returns the drawing that is shown as a file of its own: with its size, its
  // font and a ground.
  function svgOf(figure) {
    var shown = Array.prototype.filter.call(figure.querySelectorAll("[data-view] svg"), function (svg) { return svg.clientWidth > 0; })[0] ||
      figure.querySelector("[data-view] svg");
    var svg = shown.cloneNode(true), box = shown.viewBox.baseVal;
    var width = box && box.width || shown.clientWidth, height = box && box.height || shown.clientHeight;
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("font-family", getComputedStyle(shown).fontFamily);
    svg.removeAttribute("style");
    var ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ground.setAttribute("width", width);
    ground.setAttribute("height", height);
    ground.setAttribute("fill", "#FFFFFF");
    svg.insertBefore(ground, svg.firstChild);
    return new XMLSerializer().serializeToString(svg);
  }

  // savePNG draws the drawing twice as large, which is sharp in a document.
  function savePNG(figure) {
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(blob, "image/png", figure, "png"); });
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgOf(figure));
  }

  // csvOf returns the table as package opendata writes one: numbers without commas,
  // texts that office programs would take for formulas behind an apostrophe.
  function csvOf(figure) {
    var rows = Array.prototype.map.call(figure.querySelectorAll("thead tr, tbody tr"), function (row) {
      return Array.prototype.map.call(row.cells, function (cell) {
        var text = cell.textContent.trim();
        if (/^[-+\u2212]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) {
          text = text.replace(/,/g, "").replace("\u2212", "-").replace(/^\+/, "");
        } else if (/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text)) {
          text = "'" + text;
        }
        return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(",");
    });
    return "\uFEFF" + rows.join("\r\n") + "\r\n";
  }

  document.querySelectorAll("figure[data-chart][data-bundle]").forEach(function (figure) {
    figure.querySelectorAll("[data-view]").forEach(function (view) {
      view.tabIndex = 0;
      wakeOnUse(figure, view);
      showHint(figure, view);
    });
    addTools(figure);
  });
})();
