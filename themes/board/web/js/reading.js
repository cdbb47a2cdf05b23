// The switches at the top of a page: 大字版, 高对比, 深色 and 朗读. What a reader
// chooses is remembered in the browser. Without this script the switches are not
// shown, and the page follows what the system prefers.
//
// It runs before the page is shown, so that nothing jumps: the choice is on the
// root element (data-elder, data-contrast) and in the media of the style sheet
// for dark ground. The rest waits for the page.
(function () {
  "use strict";

  var root = document.documentElement;
  var dark = document.querySelector("link[data-dark]");
  var prefersDark = window.matchMedia("screen and (prefers-color-scheme: dark)");
  var key = "gongkai-reading";

  // load returns what was chosen before. A browser may refuse to remember
  // anything, or hold what somebody else has put there.
  function load() {
    try {
      return JSON.parse(window.localStorage.getItem(key)) || {};
    } catch (e) {
      return {};
    }
  }

  function save() {
    try {
      window.localStorage.setItem(key, JSON.stringify(chosen));
    } catch (e) {
      // it holds for this page
    }
  }

  var chosen = load();

  function isDark() {
    return chosen.dark === undefined ? prefersDark.matches : chosen.dark;
  }

  var states = {
    elder: function () { return !!chosen.elder; },
    contrast: function () { return !!chosen.contrast; },
    dark: isDark
  };

  function flag(name, on) {
    if (on) root.setAttribute(name, "");
    else root.removeAttribute(name);
  }

  function apply() {
    flag("data-elder", chosen.elder);
    flag("data-contrast", chosen.contrast);
    if (dark) dark.media = chosen.contrast || isDark() ? "screen" : "not all";
  }

  apply();
  flag("data-scripts", true); // style sheets show what takes them
  flag("data-mute", !("speechSynthesis" in window));

  var toggles = {
    elder: function () { chosen.elder = !chosen.elder; },
    contrast: function () { chosen.contrast = !chosen.contrast; },
    dark: function () {
      chosen.dark = !isDark();
      if (chosen.dark === prefersDark.matches) delete chosen.dark; // goes with the system again
    }
  };

  // show brings the switches up to date, and what style sheets cannot do: tables
  // that do not fit can be scrolled by keyboard, and in 大字版 those behind charts are open.
  function show() {
    each("[data-reading]", function (button) {
      var state = states[button.getAttribute("data-reading")];
      if (state) button.setAttribute("aria-pressed", String(state()));
    });
    if (chosen.elder) each(".chart > details:not(.tools)", function (details) { details.open = true; });
    each(".scroll, .prose pre, .prose table", function (box) {
      if (box.scrollWidth <= box.clientWidth || box.hasAttribute("tabindex")) return;
      box.tabIndex = 0;
      if (box.className !== "scroll") return; // it says itself what it is
      var caption = box.querySelector("caption");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", caption ? caption.textContent.trim() : "表格");
    });
  }

  // reveal opens what the place is folded into that the address names; most browsers do by themselves.
  function reveal() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1))), folded = false;
    for (var at = place; at; at = at.parentElement) {
      if (at.nodeName !== "DETAILS" || at.open) continue;
      at.open = folded = true;
    }
    if (folded) place.scrollIntoView();
  }

  function each(selector, call) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), call);
  }

  function bind(button) {
    var name = button.getAttribute("data-reading");
    if (name === "aloud") {
      button.addEventListener("click", function () { aloud(button); });
    } else {
      button.addEventListener("click", function () {
        toggles[name]();
        save();
        apply();
        show();
      });
    }
  }

  // aloud reads the page from its heading on, part by part: browsers stop in the
  // middle of long texts.
  function aloud(button) {
    var on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    window.speechSynthesis.cancel();
    if (!on) return;
    var parts = [];
    each("main h1, main h2, main p:not(.source), main li, main dt, main dd, main caption, main th, main td", function (element) {
      if (element.offsetParent && !element.querySelector("p, li, dt, dd, th, td")) parts.push(element.textContent.trim());
    });
    (function next() {
      var text = parts.shift();
      if (text === undefined || button.getAttribute("aria-pressed") !== "true") {
        button.setAttribute("aria-pressed", "false");
        return;
      }
      var speech = new window.SpeechSynthesisUtterance(text);
      speech.lang = root.lang;
      speech.onend = next;
      window.speechSynthesis.speak(speech);
    })();
  }

  document.addEventListener("DOMContentLoaded", function () {
    each("[data-reading]", bind);
    show();
    window.addEventListener("resize", show);
    var follow = function () { apply(); show(); };
    if (prefersDark.addEventListener) prefersDark.addEventListener("change", follow);
    window.addEventListener("hashchange", reveal);
    reveal();
  });
})();
