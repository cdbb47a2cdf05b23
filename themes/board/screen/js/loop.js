/* The loop of a lobby screen. It runs for months without anybody near, in browsers of ten years
   ago: ES5, no library, and every step can fail without stopping those that follow.

   There is one clock, tick, once a second. It counts how long a slide has been there, turns to the
   next, and looks for a new build. No element is made while it runs. */
(function () {
  'use strict';

  var NIGHT = 3 * 60 + 30;    // minute of the day at which the page loads itself again
  var HOLD = 60;              // seconds for which a touch holds a slide
  var FADE = 600;             // milliseconds; the style sheet's transition is shorter
  var PATIENCE = 30;          // seconds after which a request is given up
  var PROBE = '#whole';       // the address of a page ends so where it only has to say whether it is whole
  var LOCAL = location.protocol === 'file:';

  var stage, slides, empty, progress, clock, state, stateText;
  var current = -1;           // index of the slide that is shown; -1 for the empty one
  var shown = null;           // its element
  var elapsed = 0;            // seconds that it has been shown
  var held = 0;               // seconds that it is still held; Infinity until it is let go
  var uptime = 0;             // seconds since the page was loaded
  var asking = 0;             // uptime at which a request for a new build began; 0 for none
  var typed = '', typedAt = 0;

  function data(element, name) { return element.getAttribute('data-' + name) || ''; }

  /* Time. A device whose clock is earlier than the build has lost it; then the day of the build
     counts, and no hour. */

  function two(n) { return (n < 10 ? '0' : '') + n; }

  function iso(date) { return date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate()); }

  function believed() { return iso(new Date()) >= data(stage, 'day'); }

  function today() { return believed() ? iso(new Date()) : data(stage, 'day'); }

  function days(from, to) { return Math.round((noon(to) - noon(from)) / 86400000); }

  function noon(day) {
    var part = day.split('-');
    return new Date(+part[0], part[1] - 1, +part[2], 12).getTime();
  }

  function ended(element) {
    var until = data(element, 'until');
    return until !== '' && today() >= until;
  }

  function inHours(slide) {
    var hours = data(slide, 'hours'), weekdays = data(slide, 'days'), now = new Date(), minute, i, range;
    if (!believed()) { return true; }
    if (weekdays && weekdays.indexOf(String(now.getDay())) < 0) { return false; }
    if (!hours) { return true; }
    minute = now.getHours() * 60 + now.getMinutes();
    hours = hours.split(' ');
    for (i = 0; i < hours.length; i++) {
      range = hours[i].split('-');
      range = [+range[0], +range[1]];
      if (range[0] <= range[1] ? minute >= range[0] && minute < range[1] : minute >= range[0] || minute < range[1]) { return true; }
    }
    return false;
  }

  /* Which slides there are to show now. */

  function alive(slide) {
    var rows, i, left;
    if (slide.broken || ended(slide) || !inHours(slide)) { return false; }
    rows = slide.querySelectorAll('[data-until]');
    left = rows.length === 0 || slide.querySelectorAll('tbody tr').length > rows.length;
    for (i = 0; i < rows.length && !left; i++) { left = !ended(rows[i]); }
    return left;
  }

  function safelyAlive(slide) {
    try { return alive(slide); } catch (e) { slide.broken = true; return false; }
  }

  /* playable lists the slides to show now; an emergency leaves nothing else. */
  function playable() {
    var all = [], urgents = [], i;
    for (i = 0; i < slides.length; i++) {
      if (safelyAlive(slides[i])) {
        all.push(i);
        if (slides[i].urgent) { urgents.push(i); }
      }
    }
    return urgents.length ? urgents : all;
  }

  /* due reports whether another slide has to come at once: this one has ended, or an emergency
     begins or ends. */
  function due() {
    var i, urgent = false;
    if (current < 0 || !safelyAlive(slides[current])) { return true; }
    for (i = 0; i < slides.length && !urgent; i++) { urgent = slides[i].urgent && safelyAlive(slides[i]); }
    return urgent !== slides[current].urgent;
  }

  /* Showing. */

  /* refresh hides the rows that have ended and counts the days that are left of the others. */
  function refresh(slide) {
    var rows = slide.querySelectorAll('tr[data-until]'), i, badge, left;
    for (i = 0; i < rows.length; i++) {
      rows[i].className = ended(rows[i]) ? 'gone' : '';
      badge = rows[i].querySelector('.badge');
      if (badge && data(rows[i], 'last')) {
        left = days(today(), data(rows[i], 'last'));
        badge.firstChild.data = left > 1 ? '剩 ' + left + ' 天' : left === 1 ? '明日结束' : '今日结束';
      }
    }
  }

  function name(slide, extra) {
    slide.className = slide.className.replace(/ (on|in|top)\b/g, '') + extra;
  }

  /* appear puts a slide over the one that is shown. */
  function appear(slide) {
    var before = shown;
    if (slide === before) { return; }
    name(slide, ' on top in');
    void slide.offsetWidth; // makes the browser see it before it begins to fade in
    name(slide, ' on top');
    if (before) { name(before, ' on'); }
    shown = slide;
    setTimeout(function () {
      var all = stage.querySelectorAll('.slide.on'), i;
      for (i = 0; i < all.length; i++) {
        if (all[i] !== shown) { name(all[i], ''); }
      }
    }, FADE);
  }

  /* show turns to one of the slides; one that fails is left out from then on. */
  function show(i) {
    try {
      refresh(slides[i]);
      appear(slides[i]);
    } catch (e) {
      slides[i].broken = true;
      return false;
    }
    current = i;
    elapsed = 0;
    return true;
  }

  /* turn goes on by some slides, past those that fail. */
  function turn(step) {
    var list = playable(), at, i;
    while (list.length) {
      at = 0;
      for (i = 0; i < list.length; i++) {
        if (step > 0 ? list[i] <= current : list[i] < current) { at = i + 1; }
      }
      if (step < 0) { at -= 1; }
      if (show(list[(at + list.length) % list.length])) { return; }
      list = playable();
    }
    current = -1;
    elapsed = 0;
    appear(empty);
  }

  function dwell() { return current < 0 ? 5 : +data(slides[current], 'dwell') || 8; }

  function hold(seconds) {
    held = seconds;
    stage.className = stage.className.replace(/ held\b/, '') + (held > 0 ? ' held' : '');
  }

  /* The foot. */

  function foot() {
    var now = new Date(), newest = data(stage, 'newest'), old = newest ? days(newest, today()) : 0;
    clock.firstChild.data = believed() ? two(now.getHours()) + ':' + two(now.getMinutes()) : '';
    state.firstChild.data = held > 0 ? '已暂停' : old > +data(stage, 'stale') ? '最近公开在' + old + '天前' : stateText;
    state.className = old > +data(stage, 'stale') && held <= 0 ? 'state old' : 'state';
    progress.style.width = (held > 0 ? 100 : Math.min(100, 100 * elapsed / dwell())) + '%';
  }

  function tick() {
    uptime += 1;
    elapsed += 1;
    if (held > 0 && (held -= 1) <= 0) { hold(0); }
    if (due() || held <= 0 && elapsed >= dwell()) { turn(1); }
    foot();
    if (asking && uptime - asking > PATIENCE) { asking = 0; }
    if (uptime % (+data(stage, 'poll') || 300) === 0) { poll(); }
    if (uptime > 3600 && new Date().getHours() * 60 + new Date().getMinutes() === NIGHT) { renew(); }
  }

  /* A new build. It is taken when all of its files could be loaded, and until then the old one
     goes on. A page from a web server asks for the files; one from a disk may not read what lies
     beside it, and shows the new page to itself in a frame that nobody sees. */

  function poll() {
    var once = false;
    function found(note) {
      if (once) { return; }
      once = true;
      if (!note || !note.files || note.version === data(stage, 'version')) {
        asking = 0;
        return;
      }
      (LOCAL ? frame : collect)(note.files, function (page) {
        asking = 0;
        if (page && page.indexOf('data-version="' + note.version + '"') >= 0) { take(page); }
      });
    }
    if (asking) { return; }
    asking = uptime;
    if (LOCAL) {
      ask(found);
      return;
    }
    get('version.json', function (text) {
      var note = null;
      try { note = JSON.parse(text); } catch (e) { /* half written: the next time will do */ }
      found(note);
    });
  }

  function get(file, done) {
    var request = new XMLHttpRequest();
    request.onreadystatechange = function () {
      if (request.readyState !== 4) { return; }
      done(request.status === 200 ? request.responseText : null);
    };
    try {
      request.open('GET', file + '?' + new Date().getTime(), true);
      request.send();
    } catch (e) {
      done(null);
    }
  }

  /* collect loads files one after another, and gives the page when there are all. */
  function collect(files, done) {
    var page = null;
    function next(i) {
      if (i === files.length) {
        done(page);
        return;
      }
      get(files[i], function (text) {
        if (!text) {
          done(null);
          return;
        }
        if (files[i] === 'index.html') { page = text; }
        next(i + 1);
      });
    }
    next(0);
  }

  /* ask runs version.js, which calls gongkaiVersion. */
  function ask(done) {
    var script = document.createElement('script');
    window.gongkaiVersion = done;
    script.onload = script.onerror = function () {
      document.head.removeChild(script);
      done(null);
    };
    script.src = 'version.js?' + new Date().getTime();
    document.head.appendChild(script);
  }

  /* frame loads the page that lies on the disk now, and gives its text when it says that it is whole. */
  function frame(files, done) {
    var inner = document.createElement('iframe'), wait;
    function end(page) {
      clearTimeout(wait);
      window.removeEventListener('message', heard);
      if (inner.parentNode) { inner.parentNode.removeChild(inner); }
      done(page);
    }
    function heard(event) {
      if (event.source === inner.contentWindow) { end(event.data); }
    }
    window.addEventListener('message', heard);
    wait = setTimeout(function () { end(null); }, PATIENCE * 500);
    inner.className = 'probe';
    inner.src = 'index.html?' + new Date().getTime() + PROBE;
    document.body.appendChild(inner);
  }

  /* answer is what a page does in such a frame: it tells the text that it was made of, once its style sheet
     and all of its pictures are there. A page that is half written never gets here. */
  function answer() {
    var text = document.documentElement.outerHTML;
    window.addEventListener('load', function () {
      var pictures = document.images, whole = document.querySelector('link[rel=stylesheet]').sheet, i;
      for (i = 0; i < pictures.length; i++) { whole = whole && pictures[i].naturalWidth > 0; }
      window.parent.postMessage(whole ? text : '', '*');
    });
  }

  /* take puts a new stage in the place of the old one. Only a new script needs the page to be
     loaded again. */
  function take(text) {
    var page, fresh, style;
    try {
      page = new DOMParser().parseFromString(text, 'text/html');
      fresh = page.getElementById('stage');
    } catch (e) { /* too old for that */ }
    if (!fresh || source(page) !== source(document)) {
      location.reload();
      return;
    }
    style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = page.querySelector('link[rel=stylesheet]').getAttribute('href');
    style.onload = function () {
      var old = document.querySelector('link[rel=stylesheet]');
      document.body.className = page.body.className;
      document.title = page.title;
      document.body.replaceChild(document.importNode(fresh, true), stage);
      old.parentNode.removeChild(old);
      begin();
    };
    style.onerror = function () { style.parentNode.removeChild(style); };
    document.head.appendChild(style);
  }

  function source(page) { return page.querySelector('script[src]').getAttribute('src'); }

  /* renew loads the page again, which frees what a browser has leaked; not while that could
     end with an empty screen. */
  function renew() {
    if (asking) { return; }
    asking = uptime;
    (LOCAL ? frame : collect)(['index.html'], function (page) {
      asking = 0;
      if (page && page.indexOf('id="stage"') >= 0) { location.reload(); } // and not what a server says of its troubles
    });
  }

  /* Remote controls send arrows, Enter and digits. */

  function key(event) {
    var code = event.keyCode, digit = code >= 96 && code <= 105 ? code - 96 : code >= 48 && code <= 57 ? code - 48 : -1;
    if (code === 39 || code === 40 || code === 34 || code === 13) {
      turn(1);
    } else if (code === 37 || code === 38 || code === 33) {
      turn(-1);
    } else if (code === 32) {
      hold(held > 0 ? 0 : Infinity);
    } else if (digit >= 0) {
      typed = uptime - typedAt <= 2 ? typed + digit : String(digit);
      typedAt = uptime;
      if (slides[typed - 1] && safelyAlive(slides[typed - 1])) { show(typed - 1); }
    } else {
      return;
    }
    foot();
    event.preventDefault();
  }

  /* fit makes the stage fill a window of another size. */
  function fit() {
    var width = +data(stage, 'width'), height = +data(stage, 'height'), rotate = +data(stage, 'rotate');
    var across = rotate ? height : width, down = rotate ? width : height;
    var scale = Math.min(window.innerWidth / across, window.innerHeight / down);
    var x = (window.innerWidth - across * scale) / 2, y = (window.innerHeight - down * scale) / 2;
    if (rotate === 90) { x += across * scale; }
    if (rotate === 270) { y += down * scale; }
    stage.style.webkitTransform = stage.style.transform =
      scale === 1 && !rotate ? 'none' : 'translate(' + x + 'px,' + y + 'px) rotate(' + rotate + 'deg) scale(' + scale + ')';
  }

  /* begin starts the loop on the stage that is in the page. */
  function begin() {
    var all, i;
    stage = document.getElementById('stage');
    empty = document.getElementById('empty');
    progress = document.getElementById('progress');
    clock = document.getElementById('clock');
    state = document.getElementById('state');
    if (!clock.firstChild) { clock.appendChild(document.createTextNode('')); }
    stateText = state.firstChild.data;
    slides = [];
    all = stage.querySelectorAll('.slide');
    for (i = 0; i < all.length; i++) {
      if (all[i] !== empty) {
        all[i].urgent = /\burgent\b/.test(all[i].className);
        slides.push(all[i]);
      }
    }
    shown = stage.querySelector('.slide.on');
    current = -1;
    fit();
    turn(1);
    foot();
  }

  if (location.hash === PROBE) {
    answer();
    return;
  }
  document.addEventListener('keydown', key);
  document.addEventListener('click', function () {
    hold(held > 0 ? 0 : HOLD);
    foot();
  });
  window.addEventListener('resize', fit);
  begin();
  setInterval(tick, 1000);
}());
