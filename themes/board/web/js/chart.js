// Wakes the charts of a page. Without this script, or without JavaScript, they
// stay what they are: SVG drawings, each followed by its table.
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

  function wakeOnUse(figure, view) {
    var woken = false;
    function wake() {
      if (woken) return;
      woken = true;
      load(figure.getAttribute("data-bundle"), function () {
        window.gongkaiChart.takeOver(figure, view);
      });
    }
    view.addEventListener("pointerenter", wake);
    view.addEventListener("touchstart", wake, { passive: true });
    view.addEventListener("focus", wake);
  }

  function showHint(figure, view) {
    var hint = figure.querySelector(".chart-hint");
    if (!hint) return;
    view.addEventListener("keyup", function () { hint.hidden = false; });
    view.addEventListener("blur", function () { hint.hidden = true; });
  }

  document.querySelectorAll("figure[data-chart][data-bundle]").forEach(function (figure) {
    figure.querySelectorAll("[data-view]").forEach(function (view) {
      view.tabIndex = 0;
      wakeOnUse(figure, view);
      showHint(figure, view);
    });
  });
})();
