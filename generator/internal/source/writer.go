package source

import (
	"bytes"
	"html"

	mdhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"gongkai/generator/internal/block"
)

// writer collects HTML, cut open where an address belongs.
type writer struct {
	buf   buffer
	parts []string
	refs  []block.Ref
}

// buffer is a bytes.Buffer with the methods that goldmark's text writer asks for.
type buffer struct{ bytes.Buffer }

func (b *buffer) Buffered() int { return 0 }
func (b *buffer) Flush() error  { return nil }

// raw adds HTML.
func (w *writer) raw(s string) { w.buf.WriteString(s) }

// text adds text that has no markup in it.
func (w *writer) text(s []byte) {
	for {
		i := bytes.IndexAny(s, `&<>"`)
		if i < 0 {
			w.buf.Write(s)
			return
		}
		w.buf.Write(s[:i])
		w.buf.Write(util.EscapeHTMLByte(s[i]))
		s = s[i+1:]
	}
}

// markdown adds text in which backslashes and entities are still to be resolved.
func (w *writer) markdown(s []byte) { resolve(&w.buf, s) }

// ref cuts the HTML at an address.
func (w *writer) ref(ref block.Ref) {
	w.parts = append(w.parts, w.buf.String())
	w.buf.Reset()
	w.refs = append(w.refs, ref)
}

// markup returns what was written and starts anew.
func (w *writer) markup() block.Markup {
	if len(w.refs) == 0 && w.buf.Len() == 0 {
		return block.Markup{}
	}
	m := block.Markup{Parts: append(w.parts, w.buf.String()), Refs: w.refs}
	w.parts, w.refs = nil, nil
	w.buf.Reset()
	return m
}

// resolve writes the HTML of text in which backslashes and entities are still to be
// resolved.
func resolve(w *buffer, s []byte) {
	if !bytes.ContainsAny(s, "\\&<>\"\x00") {
		w.Write(s)
		return
	}
	mdhtml.DefaultWriter.Write(w, s)
}

// resolved returns the text of what resolve writes.
func resolved(s []byte) string {
	if !bytes.ContainsAny(s, "\\&\x00") {
		return string(s)
	}
	var b buffer
	resolve(&b, s)
	return html.UnescapeString(b.String())
}
