// Hides what may be seen until a day only, also when nobody has built the pages again:
//
//   <article data-until="2026-11-28" data-gone="what to say in its place">…</article>
//   <li data-until="2026-11-28">…</li>
//
// The day is the first on which it is not to be seen, in China. The script stands in the head and hides
// what it can as soon as it is there; when the page is whole it takes it out.
(function () {
  "use strict";

  function today() { return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10); }

  function ended(then) {
    document.querySelectorAll("[data-until]").forEach(function (element) {
      if (element.getAttribute("data-until") <= today()) then(element);
    });
  }

  function hide() { ended(function (element) { element.hidden = true; }); }

  function takeOut() {
    ended(function (element) {
      var gone = element.getAttribute("data-gone");
      element.removeAttribute("data-until");
      element.textContent = gone || "";
      element.hidden = !gone;
      if (gone) document.title = gone;
    });
  }

  var parsing = new MutationObserver(hide);
  parsing.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () {
    parsing.disconnect();
    takeOut();
    setInterval(takeOut, 600000); // a page may stay open over night
  });
})();
