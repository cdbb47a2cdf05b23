// The page to search on. What it searches in was made when the board was built:
// scripts that are loaded as they are needed, which works from a folder, too.
// Package search in generator/internal/search writes them and says what is in them.
//
// The page says:
//
//   <section data-indexes="index.js ../xikou/search/index.js">
//     <form>…</form>  <p class="off">…</p>  <p class="state"></p>  <ol class="found"></ol>  <button class="more">
//   </section>
(function () {
  "use strict";

  var box = document.querySelector("[data-indexes]");
  var form = box.querySelector("form");
  var state = box.querySelector(".state");
  var list = box.querySelector(".found");
  var more = box.querySelector("button.more");
  var pageSize = 10;
  var patience = 12; // files that are read before the reader is asked whether to go on
  var most = 4; // files that are fetched at once

  // ---- Loading. A file hands over what it holds by calling gongkaiSearch.

  var files = {}; // by address: {waiting, value, failed}

  window.gongkaiSearch = function (value) {
    files[document.currentScript.src].value = value;
  };

  function load(url, then) {
    var file = files[url];
    if (file && file.done) return then(file.value);
    if (file) return void file.waiting.push(then);
    file = files[url] = { waiting: [then], done: false, value: null };
    var script = document.createElement("script");
    script.src = url;
    script.onload = script.onerror = function () {
      file.done = true;
      file.waiting.forEach(function (call) { call(file.value); });
    };
    document.head.appendChild(script);
  }

  function loadAll(urls, then) {
    var left = urls.length, values = [];
    if (!left) return then(values);
    urls.forEach(function (url, i) {
      load(url, function (value) {
        values[i] = value;
        if (--left === 0) then(values);
      });
    });
  }

  // ---- Words of a question.

  // fold makes small letters of large ones and ordinary characters of full-width
  // ones. Every character keeps its place.
  function fold(text) {
    return text.replace(/[\uFF01-\uFF5E\u3000]/g, function (c) {
      return c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xFEE0);
    }).replace(/[A-Z]/g, function (c) { return c.toLowerCase(); });
  }

  // words leaves out what a number that is being typed begins or ends with: 1,200. is on its way to 1,200.50.
  function words(question) {
    return fold(question).split(/\s+/).map(function (word) {
      return word.replace(/^[.,]+(?=\d)/, "").replace(/(\d)[.,]+$/, "$1");
    }).filter(Boolean);
  }

  // pattern is what finds a word; commas may stand between the digits of a number.
  function pattern(word) {
    var letters = Array.from(word.replace(/(\d),(?=\d{3})/g, "$1"));
    return new RegExp(letters.map(function (c, i) {
      var escaped = c.replace(/[.*+?^${}()|[\]\\\/-]/, "\\$&");
      return /\d/.test(c) && /\d/.test(letters[i + 1] || "") ? escaped + ",?" : escaped;
    }).join(""), "g");
  }

  // find returns where a pattern is in a folded text, from a place on; null for
  // nowhere. A number is found as a whole: 3日 is not in 13日.
  function find(p, text, from) {
    p.lastIndex = from;
    for (var m = p.exec(text); m; m = p.exec(text)) {
      var end = m.index + m[0].length;
      if (!(/^\d/.test(m[0]) && goesBack(text, m.index)) && !(/\d$/.test(m[0]) && /^(\d|\.\d|,\d{3}(?!\d))/.test(text.slice(end, end + 5)))) return [m.index, end];
      p.lastIndex = m.index + 1;
    }
    return null;
  }

  // goesBack reports whether a number begins before a place.
  function goesBack(text, at) {
    var mark = text[at - 1] || "";
    if (/\d/.test(mark)) return true;
    return /\d/.test(text[at - 2] || "") && (mark === "." || mark === "," && /^\d{3}(?!\d)/.test(text.slice(at, at + 4)));
  }

  // terms returns what of a word is in the index: pairs of neighbouring letters,
  // a letter that stands alone, numbers (which search/terms.go tells apart in the same way).
  function terms(word) {
    var out = [];
    (word.match(/\p{L}+/gu) || []).forEach(function (run) {
      var letters = Array.from(run);
      if (letters.length === 1) out.push(run);
      for (var i = 1; i < letters.length; i++) out.push(letters[i - 1] + letters[i]);
    });
    (word.match(/\d+(?:\.\d+|,\d{3}(?!\d))*/g) || []).forEach(function (number) { out.push(number.replace(/,/g, "")); });
    return out;
  }

  // ---- The index.

  // decode reads the numbers of files: see encode in search/terms.go.
  function decode(code, n) {
    var out = new Array(n).fill(false), at = -1, step = 0, i;
    function digit(c) { return c >= "a" ? c.charCodeAt(0) - 97 : c.charCodeAt(0) - 65 + 26; }
    if (code[0] === "=") {
      for (i = 0; i < n; i++) out[i] = (digit(code[1 + Math.floor(i / 5)]) >> (i % 5) & 1) === 1;
      return out;
    }
    for (i = 0; i < code.length; i++) {
      if (code[i] < "a") {
        step = (step + code.charCodeAt(i) - 65 + 1) * 26;
      } else {
        at += step + code.charCodeAt(i) - 97 + 1;
        step = 0;
        out[at] = true;
      }
    }
    return out;
  }

  // before compares texts by their characters, as Go sorts them.
  function before(a, b) {
    var x = Array.from(a), y = Array.from(b);
    for (var i = 0; i < x.length && i < y.length; i++) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
    }
    return x.length < y.length;
  }

  // fileOf returns the file that has a term, if any.
  function fileOf(index, term) {
    var low = 0, high = index.terms.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (before(term, index.terms[middle][0])) high = middle;
      else low = middle + 1;
    }
    return low ? index.base + index.terms[low - 1][1] : "";
  }

  // candidates finds the files with documents that have all terms, and those that
  // have all of them in titles.
  function candidates(index, all, then) {
    var urls = all.map(function (term) { return fileOf(index, term); });
    if (urls.indexOf("") >= 0) return then([]);
    loadAll(urls, function (values) {
      var n = index.docs.length;
      var any = new Array(n).fill(true), titles = new Array(n).fill(true);
      all.forEach(function (term, i) {
        var code = ((values[i] || {})[term] || ",").split(",");
        var inAny = decode(code[0], n), inTitles = decode(code[1] || "", n);
        for (var k = 0; k < n; k++) {
          any[k] = any[k] && inAny[k];
          titles[k] = titles[k] && inTitles[k];
        }
      });
      var out = [];
      for (var k = 0; k < n; k++) {
        if (any[k]) out.push({ index: index, url: index.base + index.docs[k][0], date: index.docs[k][1], title: titles[k] });
      }
      then(out);
    });
  }

  // ---- A search goes through files, those with titles first and the newest first
  // among them, until there is enough to show.

  var current = 0; // the search that is on; an older one stops

  function search(indexes, asked) {
    var id = ++current;
    var patterns = asked.words.map(pattern);
    list.textContent = "";
    more.hidden = true;
    if (!patterns.length) return say("");
    var all = [].concat.apply([], asked.words.map(terms));
    var queue = [], left = indexes.length;
    var inTitles = [], inTexts = [], shown = 0, wanted = pageSize, unread = patience, ahead = 1, reading = false;
    if (!left) return say("没有可以搜索的内容。");
    say("正在查找…");
    indexes.forEach(function (index) {
      candidates(index, all, function (found) {
        queue = queue.concat(found);
        if (--left === 0 && id === current) run();
      });
    });

    function run() {
      queue = queue.filter(function (file) { return !asked.year || file.date.slice(0, 4) === asked.year; });
      queue.sort(function (a, b) {
        if (a.title !== b.title) return a.title ? -1 : 1;
        return newest(a, b);
      });
      more.onclick = function () {
        if (shown === wanted) wanted += pageSize;
        unread = patience;
        if (!reading) next();
      };
      next();
    }

    // ready returns the hits that nothing still to come stands before.
    function ready() {
      inTitles.sort(newest);
      inTexts.sort(newest);
      if (!queue.length) return inTitles.concat(inTexts);
      var later = function (hit) { return date(hit) > date(queue[0]); };
      return queue[0].title ? inTitles.filter(later) : inTitles.concat(inTexts.filter(later));
    }

    function next() {
      if (id !== current) return;
      var hits = ready();
      for (; shown < hits.length && shown < wanted; shown++) list.appendChild(item(hits[shown], patterns));
      if (queue.length && hits.length < wanted && unread > 0) return read(hits.length);
      var rest = queue.length > 0 || hits.length > shown;
      more.hidden = !rest;
      say(shown === 0 && rest ? "新近的内容里没有找到。" : shown === 0 ? "没有找到。可以少写几个字，或者换一个说法。" : rest ? "先列出 " + shown + " 条，标题里有的和新近的在前。" : "一共找到 " + shown + " 条。");
    }

    // read takes some files more. Few answer most questions: the more have been read, the more are fetched at once,
    // but no more than will do if they yield as much as those before.
    function read(had) {
      var files = queue.splice(0, Math.min(ahead, unread));
      unread -= files.length;
      reading = true;
      loadAll(files.map(function (file) { return file.url; }), function (values) {
        reading = false;
        if (id !== current) return;
        files.forEach(function (file, i) {
          (values[i] || []).slice().reverse().forEach(function (doc) { take(file.index, doc); });
        });
        var has = ready().length;
        var like = has > had ? Math.floor((wanted - has) * files.length / (has - had)) : most;
        ahead = Math.max(1, Math.min(most, patience - unread - 2, like));
        next();
      });
    }

    function take(index, doc) {
      if (doc[6] && doc[6] <= today()) return; // withdrawn since the board was built
      var hit = { index: index, title: doc[0], url: index.root + doc[1], date: doc[2], kind: index.kinds[doc[3]] || "", unit: index.units[doc[4]] || "", text: doc[5] };
      if (asked.kind && hit.kind !== asked.kind) return;
      if (asked.unit && hit.unit !== asked.unit && index.folder !== asked.unit) return;
      if (asked.year && hit.date.slice(0, 4) !== asked.year) return;
      var title = fold(hit.title), text = fold(hit.text), titles = true;
      for (var i = 0; i < patterns.length; i++) {
        if (find(patterns[i], title, 0)) continue;
        titles = false;
        if (!find(patterns[i], text, 0)) return;
      }
      (titles ? inTitles : inTexts).push(hit);
    }
  }

  // today is that of China.
  function today() { return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10); }

  // date is that of a file or a hit. What has none, such as a section, is always new.
  function date(x) { return x.date || "9999"; }

  function newest(a, b) { return date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0; }

  function say(text) {
    state.textContent = text;
  }

  // ---- What is found, with the sentence that it is in.

  function element(name, className, content) {
    var e = document.createElement(name);
    if (className) e.className = className;
    e.append.apply(e, [].concat(content));
    return e;
  }

  // marked returns a text with what was asked for marked.
  function marked(text, patterns) {
    var folded = fold(text), spans = [];
    patterns.forEach(function (p) {
      for (var place = find(p, folded, 0); place; place = find(p, folded, place[1])) spans.push(place);
    });
    spans.sort(function (a, b) { return a[0] - b[0]; });
    var out = [], at = 0;
    spans.forEach(function (s) {
      if (s[1] <= at) return;
      out.push(text.slice(at, Math.max(s[0], at)), element("mark", "", text.slice(Math.max(s[0], at), s[1])));
      at = s[1];
    });
    return out.concat(text.slice(at));
  }

  // sentence returns the sentence or row of a text that a pattern is in, or the
  // beginning of the text. A long one is cut around the place.
  function sentence(text, patterns) {
    var folded = fold(text), place = null;
    for (var i = 0; i < patterns.length && !place; i++) place = find(patterns[i], folded, 0);
    var at = place ? place[0] : 0;
    var from = Math.max.apply(null, ["。", "！", "？", "\n"].map(function (c) { return text.lastIndexOf(c, at - 1); })) + 1;
    if (at === 0) from = 0;
    var rest = text.slice(at).search(/[。！？\n]/);
    var to = rest < 0 ? text.length : at + rest + (text[at + rest] === "\n" ? 0 : 1);
    if (to - from <= 120) return text.slice(from, to);
    var start = Math.max(from, at - 40), end = Math.min(to, at + 80);
    return (start > from ? "…" : "") + text.slice(start, end) + (end < to ? "…" : "");
  }

  function item(hit, patterns) {
    var link = element("a", "", marked(hit.title, patterns));
    link.href = hit.url;
    var about = [hit.date, hit.kind, hit.unit, indexes.length > 1 ? hit.index.folder : ""].filter(Boolean).join(" · ");
    return element("li", "", [
      element("p", "what", [link]),
      element("p", "by", [about]),
      element("p", "text", marked(sentence(hit.text, patterns), patterns))
    ]);
  }

  // ---- The form.

  var indexes = [];
  var started = false;

  function options(name, values) {
    var select = form.elements[name];
    values.forEach(function (value) {
      var option = element("option", "", [value]);
      option.value = value;
      select.appendChild(option);
    });
    select.disabled = values.length < 2;
  }

  function different(values) {
    return values.filter(function (value, i) { return value && values.indexOf(value) === i; }).sort();
  }

  function each(of) {
    return different([].concat.apply([], indexes.map(of)));
  }

  function start() {
    options("kind", each(function (index) { return index.kinds; }));
    options("unit", each(function (index) { return indexes.length > 1 ? [index.folder].concat(index.units) : index.units; }));
    options("year", each(function (index) { return index.docs.map(function (doc) { return doc[1].slice(0, 4); }); }).reverse());
    var question = /[?&]q=([^&]*)/.exec(window.location.search);
    if (question && !form.elements.q.value) {
      try {
        form.elements.q.value = decodeURIComponent(question[1].replace(/\+/g, " "));
      } catch (e) {
        form.elements.q.value = ""; // an address that somebody broke
      }
    }
    started = true;
    ask();
  }

  // A question may be typed before there is anything to search in.
  function ask() {
    if (!started) return say(form.elements.q.value ? "正在查找…" : "");
    search(indexes, {
      words: words(form.elements.q.value), kind: form.elements.kind.value, year: form.elements.year.value, unit: form.elements.unit.value
    });
  }

  var composing = false; // between the letters of a character that is being typed
  form.addEventListener("compositionstart", function () { composing = true; });
  form.addEventListener("compositionend", function () { composing = false; ask(); });
  form.addEventListener("input", function () { if (!composing) ask(); });
  form.addEventListener("change", ask);
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });

  var urls = box.getAttribute("data-indexes").split(" ").map(function (url) {
    var link = document.createElement("a");
    link.href = url;
    return link.href;
  });
  loadAll(urls, function (values) {
    values.forEach(function (value, i) {
      if (!value) return;
      value.base = urls[i].replace(/[^\/]*$/, "");
      value.root = value.base.replace(/[^\/]*\/$/, "");
      indexes.push(value);
    });
    start();
  });
})();
