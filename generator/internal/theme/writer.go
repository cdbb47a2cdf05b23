package theme

import (
	"html/template"
	"strings"

	"gongkai/generator/internal/block"
)

// writer writes HTML where templates would take too long: what there is hundreds
// of on a page, or some of on every page. Templates say where it goes.
type writer struct {
	page *Page
	out  strings.Builder
}

// newWriter returns a writer with room for so many bytes.
func (p *Page) newWriter(room int) *writer {
	w := &writer{page: p}
	w.out.Grow(room)
	return w
}

func (w *writer) html() template.HTML { return template.HTML(w.out.String()) }

// raw adds HTML.
func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.out.WriteString(s)
	}
}

// text adds a text.
func (w *writer) text(s string) {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case '\'':
			entity = "&#39;"
		default:
			continue
		}
		w.raw(s[from:i], entity)
		from = i + 1
	}
	w.raw(s[from:])
}

// words adds a text in which lines break only where they may.
func (w *writer) words(s string) {
	if mayBreak(s) {
		w.raw(whole(escape(s)))
		return
	}
	w.text(s)
}

// element adds an element with a text in it; nothing for an empty text. tag is what
// stands in its start tag.
func (w *writer) element(name, attributes, text string) {
	if text == "" {
		return
	}
	w.raw("<", name, attributes, ">")
	w.words(text)
	w.raw("</", name, ">")
}

// link adds a text, as a link if it has an address.
func (w *writer) link(text string, ref block.Ref) {
	if ref == "" {
		w.words(text)
		return
	}
	w.open(ref)
	w.words(text)
	w.raw("</a>")
}

// open adds the start tag of a link.
func (w *writer) open(ref block.Ref) {
	w.raw(`<a href="`)
	w.text(string(w.page.URL(ref)))
	w.raw(`"`)
	w.until(ref)
	w.raw(">")
}

// until adds to a start tag on which day what it leads to is withdrawn, by which js/until.js hides it.
func (w *writer) until(ref block.Ref) {
	page, _, _ := strings.Cut(string(ref), "#")
	if day := w.page.plan.Site.Ends[block.Ref(page)]; day != "" {
		w.raw(` data-until="`, day, `"`)
	}
}

// badge adds a badge with a space before it.
func (w *writer) badge(b block.Badge) {
	if b.Text != "" {
		w.raw(" ")
		w.element("span", ` class="badge `+b.Tone.String()+`"`, b.Text)
	}
}

func (w *writer) cell(c *block.Cell) {
	if c.Strong {
		w.raw("<strong>")
	}
	if c.Ref != "" {
		w.open(c.Ref)
	}
	if c.Markup.IsZero() {
		w.words(c.Text)
	} else {
		w.raw(whole(c.Markup.HTML(func(r block.Ref) string { return string(w.page.URL(r)) })))
	}
	if c.Text == "" && c.Markup.IsZero() {
		w.badge(c.Badge) // it is all that the link says
	}
	if c.Ref != "" {
		w.raw("</a>")
	}
	if c.Strong {
		w.raw("</strong>")
	}
	if len(c.Spark) > 1 {
		w.spark(c.Spark)
	}
	if c.Text != "" || !c.Markup.IsZero() {
		w.badge(c.Badge)
	}
}

func (w *writer) fact(f *block.Fact) {
	w.raw("<div>")
	w.element("dt", "", f.Label)
	w.raw("<dd>")
	w.link(f.Text, f.Ref)
	if len(f.Links) > 0 {
		w.raw(`<span class="links">`)
		for _, l := range f.Links {
			if l.Ref == "" {
				w.element("span", "", l.Text)
			} else {
				w.link(l.Text, l.Ref)
			}
		}
		w.raw("</span>")
	}
	w.badge(f.Badge)
	w.raw("</dd></div>")
}

// trends are what stands before a change, for eyes and for ears.
var trends = map[int8]string{
	1:  `<span aria-hidden="true">▲</span><span class="visually-hidden">增加</span> `,
	-1: `<span aria-hidden="true">▼</span><span class="visually-hidden">减少</span> `,
}

func (w *writer) figure(f *block.Figure) {
	w.raw(`<li class="figure"`)
	if f.Until != "" {
		w.raw(` data-until="`)
		w.text(f.Until)
		w.raw(`"`)
	}
	w.raw(`><p class="what">`)
	w.link(f.Label, f.Ref)
	w.raw(`</p><p class="value`, length(f.Value), `"><strong>`)
	w.text(f.Value)
	w.raw("</strong>")
	if f.Unit != "" {
		w.raw(" ")
		w.element("span", "", f.Unit)
	}
	w.raw("</p>")
	tone := " " + f.Tone.String()
	if f.Change != "" {
		w.raw(`<p class="change`, tone, `">`, trends[f.Trend])
		w.text(f.Change)
		w.raw("</p>")
		tone = "" // said once
	}
	w.element("p", ` class="change`+tone+`"`, f.Note)
	w.source(f)
	w.raw("</li>")
}

// source adds the way to what a figure was worked out from. On paper nobody can follow it.
func (w *writer) source(f *block.Figure) {
	if f.Source == "" || w.page.plan.Paper {
		return
	}
	w.raw(`<p class="source"><a href="`)
	w.text(string(w.page.URL(f.Source)))
	w.raw(`"`)
	w.until(f.Source)
	w.raw(` aria-label="`)
	w.text(f.Label)
	w.raw(`：这个数字从哪来">这个数字从哪来</a></p>`)
}

func (w *writer) card(c *block.Card, dated bool) {
	w.raw("<li")
	w.until(c.Ref)
	w.raw(">")
	if dated { // those without a date leave room for it
		w.raw(`<span class="date">`)
		w.text(c.Date)
		w.raw("</span>")
	}
	w.raw(`<div><p class="what">`)
	w.link(c.Title, c.Ref)
	w.badge(c.Badge)
	w.raw("</p>")
	w.element("p", ` class="text"`, c.Text)
	w.raw("</div></li>")
}

func (w *writer) signature(s *block.Signature) {
	w.raw("<li>")
	w.element("span", ` class="role"`, s.Role)
	if s.Name == "" {
		w.raw(`<span class="name none">未签</span>`)
	}
	w.element("span", ` class="name"`, s.Name)
	w.element("span", ` class="date"`, s.Date)
	w.raw("</li>")
}
