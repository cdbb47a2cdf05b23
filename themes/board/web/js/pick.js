// Puts any two rows of a table side by side, column by column. Without this script the table is there, and so is
// what the page itself compares.
//
// The page says:
//
//   <section id="track-1-pair">…</section>            what the form is put before; the table itself where there is none
//   <section id="track-1" data-pick="科目" data-rate>  data-pick is what the columns are; with data-rate, differences
//     <h2>支出：各期</h2>                                say something in per cent, too
//     <table>…</table>                                a row for each period, its name in the first cell
//   </section>
//
// Numbers are calculated in whole hundredths, so that they come out as they do on paper.
(function () {
  "use strict";

  var none = "—";

  function each(list, call) { Array.prototype.forEach.call(list, call); }

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // read returns a number in hundredths; null for what is none.
  function read(text) {
    var plain = text.replace(/,/g, "");
    return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Math.round(parseFloat(plain) * 100) : null;
  }

  function decimals(text) { return (text.split(".")[1] || "").length; }

  // write formats hundredths as the cells do: +1,590.40.
  function write(n, digits) {
    var parts = (Math.abs(n) / 100).toFixed(digits).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return (n > 0 ? "+" : n < 0 ? "-" : "") + parts.join(".");
  }

  // rate is a difference in per cent of what it is on, rounded half up.
  function rate(diff, base) {
    if (base === 0) return none;
    var tenths = Math.floor((2000 * Math.abs(diff) + Math.abs(base)) / (2 * Math.abs(base)));
    var sign = tenths === 0 || diff === 0 ? "" : diff > 0 ? "+" : "-";
    return sign + (tenths / 10).toFixed(1) + "%";
  }

  function text(cell) { return cell ? cell.textContent.trim() : ""; }

  function cell(name, value, label) {
    var out = make(name, name === "td" ? "end" : "", value);
    if (label) out.setAttribute("data-label", label);
    return out;
  }

  // period is a cell with the name of a row, which leads where that leads.
  function period(row) {
    var out = make("th", "end"), link = row.cells[0].querySelector("a");
    out.setAttribute("scope", "col");
    if (link) out.appendChild(link.cloneNode(true));
    else out.textContent = text(row.cells[0]);
    return out;
  }

  // compared is a column of two rows as a row.
  function compared(box, name, a, b, labels) {
    var row = make("tr"), head = make("th", "long", name), x = read(a), y = read(b), known = x !== null && y !== null;
    head.setAttribute("scope", "row");
    row.appendChild(head);
    row.appendChild(cell("td", a, labels[0]));
    row.appendChild(cell("td", b, labels[1]));
    row.appendChild(cell("td", known ? write(y - x, Math.max(decimals(a), decimals(b))) : none, "增减"));
    if (box.hasAttribute("data-rate")) row.appendChild(cell("td", known ? rate(y - x, x) : none, "增减幅度"));
    return row;
  }

  function table(box, source, before, after) {
    var out = make("table", "stacked"), head = make("tr"), body = make("tbody"), foot = make("tfoot");
    var labels = [text(before.cells[0]), text(after.cells[0])], first = make("th", "", box.getAttribute("data-pick"));
    var caption = source.querySelector(".measure");
    if (caption) out.appendChild(make("caption")).appendChild(caption.cloneNode(true));
    first.setAttribute("scope", "col");
    head.appendChild(first);
    head.appendChild(period(before));
    head.appendChild(period(after));
    (box.hasAttribute("data-rate") ? ["增减", "增减幅度"] : ["增减"]).forEach(function (title) {
      var th = make("th", "end", title);
      th.setAttribute("scope", "col");
      head.appendChild(th);
    });
    each(source.tHead.rows[0].cells, function (title, i) {
      var a = text(before.cells[i]), b = text(after.cells[i]);
      if (i === 0 || a === none && b === none) return;
      (after.cells[i].querySelector("strong") ? foot : body).appendChild(compared(box, text(title), a, b, labels));
    });
    out.appendChild(make("thead")).appendChild(head);
    out.appendChild(body);
    if (foot.rows.length) out.appendChild(foot);
    return out;
  }

  function chooser(label, rows, chosen) {
    var out = make("label", "", label), select = make("select");
    each(rows, function (row, i) {
      var option = make("option", "", text(row.cells[0]));
      option.value = i;
      option.selected = i === chosen;
      select.appendChild(option);
    });
    out.appendChild(select);
    return out;
  }

  function wake(box) {
    var source = box.querySelector("table");
    if (!source) return; // it is over
    var rows = Array.prototype.filter.call(source.tBodies[0].rows, function (row) { return !row.hidden; });
    if (rows.length < 2) return;
    var title = text(box.querySelector("h2")).split("：")[0];
    var out = make("section", "block table pick"), form = make("form"), place = make("div", "scroll");
    var state = make("p", "visually-hidden");
    var before = chooser("前一期", rows, 1), after = chooser("后一期", rows, 0);
    state.setAttribute("role", "status");
    place.tabIndex = 0; // it may have to be scrolled, which nobody can tell before a choice
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", title + "：任选两期");
    out.appendChild(make("div", "head")).appendChild(make("h2", "", title + "：任选两期"));
    form.appendChild(before);
    form.appendChild(after);
    [form, place, state].forEach(function (part) { out.appendChild(part); });

    function show() {
      var a = rows[before.lastChild.value], b = rows[after.lastChild.value];
      place.textContent = "";
      place.appendChild(table(box, source, a, b));
      state.textContent = title + "，" + text(a.cells[0]) + "和" + text(b.cells[0]) + "。";
    }

    form.addEventListener("change", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    show();
    state.textContent = "";
    var at = document.getElementById(box.id + "-pair") || box;
    if (/\bending\b/.test(at.parentNode.className)) { // what it shows ends on the same day
      at = at.parentNode;
      out.setAttribute("data-until", at.getAttribute("data-until"));
    }
    at.parentNode.insertBefore(out, at);
  }

  // After js/until.js has taken out what is over.
  document.addEventListener("DOMContentLoaded", function () { each(document.querySelectorAll("[data-pick]"), wake); });
})();
