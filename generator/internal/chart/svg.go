package chart

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Marks in packed drawings. They can't occur in XML or JSON, and so not in any text.
const (
	idMark   = "\x01" // stands for the id of the chart
	partMark = "\x02" // between the parts
)

var errSVG = errors.New("chart: the bundle wrote an SVG of an unknown form")

// element is a tag of the SVG as the bundle writes it.
type element struct {
	name  string
	attrs []attr
	close bool // </name>
}

type attr struct{ name, value string }

func (e *element) get(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// tidy turns the bundle's SVG into what stands inside the <svg> of a page: no
// style attribute, no ids of the bundle's own, no areas that only catch the mouse,
// and the font left to the page. The size that most texts have is said by the
// <svg> itself.
func tidy(svg string, size Size) (string, error) {
	t := tidier{font: size.layout().font, id: idMark + "-" + size.String()}
	t.Grow(len(svg))
	for svg != "" {
		text, rest, found := strings.Cut(svg, "<")
		t.text(text)
		if !found {
			break
		}
		el, after, err := readTag(rest)
		if err != nil {
			return "", err
		}
		if svg = after; el.close {
			t.end(el.name)
		} else if err := t.start(el); err != nil {
			return "", err
		}
	}
	if t.depth != 0 {
		return "", errSVG
	}
	return t.String(), nil
}

// tidier writes the elements that are worth it.
type tidier struct {
	strings.Builder
	font  float64
	id    string // what ids begin with
	depth int
	skip  int    // depth of the element being left out; 0 for none
	open  bool   // the last start tag has no > yet
	look  string // the attributes of the path whose tag is open, without its d
	texts run    // texts that are not written yet
	say   bool   // inside of the last of them
}

// run is texts after each other that look the same, such as the labels of an axis.
// What they have in common is written once, on a group around them.
type run struct {
	look  string
	texts []placed
}

// placed is a text with the attributes that say where it stands.
type placed struct{ place, text string }

func (t *tidier) start(el element) error {
	if t.say {
		return errSVG // the bundle writes no elements into texts
	}
	t.depth++
	if t.skip == 0 && unseen(el) {
		t.skip = t.depth
	}
	switch {
	case t.skip > 0 || el.name == "svg":
	case el.name == "text":
		t.startText(el)
	case el.name == "path":
		t.finishTexts()
		t.path(el)
	default:
		t.finishTexts()
		t.finishTag(">")
		t.WriteString("<" + el.name + t.attributes(el))
		t.open = true
	}
	return nil
}

func (t *tidier) startText(el element) {
	t.finishTag(">")
	x, y, others := place(el)
	look := t.attributes(element{attrs: others})
	if look != t.texts.look {
		t.finishTexts()
		t.texts.look = look
	}
	t.texts.texts = append(t.texts.texts, placed{place: ` x="` + x + `" y="` + y + `"`})
	t.say = true
}

// finishTexts writes the texts that wait for more of their look.
func (t *tidier) finishTexts() {
	r := t.texts
	t.texts = run{texts: r.texts[:0]}
	grouped := len(r.texts) > 1 && r.look != ""
	if grouped {
		t.WriteString("<g" + r.look + ">")
		r.look = ""
	}
	for _, p := range r.texts {
		t.WriteString("<text" + p.place + r.look + ">" + p.text + "</text>")
	}
	if grouped {
		t.WriteString("</g>")
	}
}

// rectangle is how the bundle draws one; there is a shorter way.
var rectangle = regexp.MustCompile(`l(-?[\d.]+) 0l0 (-?[\d.]+)l(-?[\d.]+) 0Z`)

// path writes a path whose tag stays open, because the paths after it that look
// the same become part of it: the days of a calendar, the lines of a grid.
func (t *tidier) path(el element) {
	d := rectangle.ReplaceAllString(el.get("d"), "h${1}v${2}h${3}Z")
	el.attrs = slices.DeleteFunc(el.attrs, func(a attr) bool { return a.name == "d" })
	look := t.attributes(el)
	if t.look == look && !strings.Contains(look, "opacity") {
		t.WriteString(d)
		return
	}
	t.finishTag(">")
	t.WriteString("<path" + look + ` d="` + d)
	t.look = look
}

func (t *tidier) end(name string) {
	switch {
	case t.skip > 0:
		if t.depth == t.skip {
			t.skip = 0
		}
	case name == "text":
		t.say = false
	case name == "path" && t.look != "":
	default:
		t.finishTexts()
		t.endElement(name)
	}
	t.depth--
}

func (t *tidier) endElement(name string) {
	switch {
	case name == "svg":
		t.finishTag(">")
	case t.open:
		t.finishTag("/>")
	default:
		t.finishTag(">")
		t.WriteString("</" + name + ">")
	}
}

// text writes what stands between tags. Line breaks of the bundle are left out.
func (t *tidier) text(text string) {
	switch {
	case t.say:
		t.texts.texts[len(t.texts.texts)-1].text += text
	case t.skip == 0 && strings.TrimSpace(text) != "":
		t.finishTexts()
		t.finishTag(">")
		t.WriteString(text)
	}
}

// finishTag ends the tag that is open, if one is.
func (t *tidier) finishTag(end string) {
	switch {
	case t.look != "":
		t.WriteString(`"/>`)
	case t.open:
		t.WriteString(end)
	}
	t.open, t.look = false, ""
}

// attributes returns the attributes that are kept, each after a space.
func (t *tidier) attributes(el element) string {
	var b strings.Builder
	for _, a := range el.attrs {
		switch {
		case dropped(a):
		case a.name == "style":
			t.style(&b, a.value)
		default:
			b.WriteString(" " + a.name + `="` + t.ownIDs(a.value) + `"`)
		}
	}
	return b.String()
}

// style writes CSS declarations as attributes. A strict content security policy
// blocks the style attribute, and the font is the page's.
func (t *tidier) style(b *strings.Builder, style string) {
	for declaration := range strings.SplitSeq(style, ";") {
		key, value, ok := strings.Cut(declaration, ":")
		if !ok || key == "font-family" {
			continue
		}
		value = strings.TrimSuffix(value, "px")
		if key == "font-size" && value == px(t.font) {
			continue
		}
		b.WriteString(" " + key + `="` + value + `"`)
	}
}

// readTag reads a tag of which svg begins after the <. The bundle quotes every value and
// escapes what is in them.
func readTag(svg string) (el element, rest string, err error) {
	end := strings.IndexByte(svg, '>')
	if end < 0 || strings.HasPrefix(svg, "!") || strings.HasPrefix(svg, "?") {
		return el, "", errSVG
	}
	rest = svg[end+1:]
	if svg[0] == '/' {
		return element{name: svg[1:end], close: true}, rest, nil
	}
	name, attrs, _ := strings.Cut(svg[:end], " ")
	el.name = name
	for attrs = strings.TrimSpace(attrs); attrs != ""; attrs = strings.TrimSpace(attrs) {
		key, after, ok := strings.Cut(attrs, `="`)
		if !ok {
			return el, "", errSVG
		}
		value, after, ok := strings.Cut(after, `"`)
		if !ok {
			return el, "", errSVG
		}
		el.attrs = append(el.attrs, attr{key, value})
		attrs = after
	}
	return el, rest, nil
}

// unseen reports whether an element paints nothing: the background, hit areas.
func unseen(el element) bool {
	switch el.name {
	case "svg", "g", "defs", "clipPath", "text", "image", "pattern":
		return false
	}
	fill := el.get("fill") == "none" || el.get("fill-opacity") == "0"
	stroke := el.get("stroke") == "" || el.get("stroke") == "none" || el.get("stroke-width") == "0"
	return fill && stroke || el.get("opacity") == "0"
}

// dropped are attributes that only the bundle's own scripts need, or that the
// <svg> says once for all.
func dropped(a attr) bool {
	switch a.name {
	case "pointer-events", "xml:space":
		return true
	case "dominant-baseline":
		return a.value == "central"
	case "text-anchor":
		return a.value == "start"
	}
	return strings.HasPrefix(a.name, "ecmeta_")
}

// place returns where a text stands, with the transformation that moves it there
// worked in, and its other attributes.
func place(el element) (x, y string, others []attr) {
	var dx, dy float64
	for _, a := range el.attrs {
		moved := false
		if a.name == "transform" {
			dx, dy, moved = translation(a.value)
		}
		if !moved && a.name != "x" && a.name != "y" {
			others = append(others, a)
		}
	}
	left, _ := strconv.ParseFloat(el.get("x"), 64)
	top, _ := strconv.ParseFloat(el.get("y"), 64)
	return px(left + dx), px(top + dy), others
}

// translation reads translate(x y).
func translation(transform string) (dx, dy float64, ok bool) {
	inside, found := strings.CutPrefix(transform, "translate(")
	if !found || !strings.HasSuffix(inside, ")") {
		return 0, 0, false
	}
	parts := strings.FieldsFunc(inside[:len(inside)-1], func(r rune) bool { return r == ' ' || r == ',' })
	if len(parts) != 2 {
		return 0, 0, false
	}
	dx, err1 := strconv.ParseFloat(parts[0], 64)
	dy, err2 := strconv.ParseFloat(parts[1], 64)
	return dx, dy, err1 == nil && err2 == nil
}

// ownIDs replaces ids such as zr7-c0, which count the charts that a runtime has
// drawn, by the chart's own.
func (t *tidier) ownIDs(value string) string {
	start := strings.Index(value, "zr")
	if start < 0 || start > 0 && value[start-1] != '#' {
		return value
	}
	digits := start + 2
	for digits < len(value) && value[digits] >= '0' && value[digits] <= '9' {
		digits++
	}
	if digits == start+2 || digits == len(value) || value[digits] != '-' {
		return value
	}
	return value[:start] + t.id + value[digits:]
}

// finish puts a tidied drawing into its <svg>. The height and width are the
// page's to give: the drawing fills the width there is.
func finish(inner string, size Size, title, desc string, p printing) string {
	id := idMark + "-" + size.String()
	var b strings.Builder
	b.Grow(len(inner) + 512)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" viewBox="0 0 %s %s"`, px(p.Width), px(p.Height))
	fmt.Fprintf(&b, ` font-size="%s" dominant-baseline="central" role="img"`, px(size.layout().font))
	if desc == "" {
		fmt.Fprintf(&b, ` aria-labelledby="%s-t"><title id="%[1]s-t">%[2]s</title>`, id, html.EscapeString(title))
	} else {
		fmt.Fprintf(&b, ` aria-labelledby="%s-t %[1]s-d"><title id="%[1]s-t">%[2]s</title><desc id="%[1]s-d">%[3]s</desc>`,
			id, html.EscapeString(title), html.EscapeString(desc))
	}
	b.WriteString(inner)
	b.WriteString("</svg>")
	return b.String()
}
