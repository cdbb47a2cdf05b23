package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// blocks writes the children of a block.
func (b *builder) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n)
	}
}

// block writes one block. Nothing reaches a page but what is written here and in inline.
func (b *builder) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		level := strconv.Itoa(b.levels[n.Level])
		b.w.raw("<h" + level + ` id="`)
		b.w.text([]byte(b.anchor(b.text(n))))
		b.w.raw(`">`)
		b.inlines(n)
		b.w.raw("</h" + level + ">\n")
	case *ast.Paragraph:
		b.element("p", n, b.inlines)
	case *ast.TextBlock:
		b.inlines(n)
		if n.NextSibling() != nil {
			b.w.raw("\n")
		}
	case *ast.Blockquote:
		b.w.raw("<blockquote>\n")
		b.blocks(n)
		b.w.raw("</blockquote>\n")
	case *ast.List:
		b.list(n)
	case *ast.ListItem:
		b.element("li", n, b.blocks)
	case *ast.ThematicBreak:
		b.w.raw("<hr>\n")
	case *ast.FencedCodeBlock:
		b.w.raw(`<pre tabindex="0"><code>`) // whoever has no mouse scrolls it with the keys
		b.lines(n.Lines())
		b.w.raw("</code></pre>\n")
	case *ast.HTMLBlock:
		b.htmlBlock(n)
	case *east.Table:
		b.nestedTable(n)
	case *ast.LinkReferenceDefinition:
	default:
		b.blocks(n)
	}
}

func (b *builder) element(name string, n ast.Node, content func(ast.Node)) {
	b.w.raw("<" + name + ">")
	content(n)
	b.w.raw("</" + name + ">\n")
}

func (b *builder) list(n *ast.List) {
	if !n.IsOrdered() {
		b.w.raw("<ul>\n")
		b.blocks(n)
		b.w.raw("</ul>\n")
		return
	}
	if n.Start != 1 {
		b.w.raw(`<ol start="` + strconv.Itoa(n.Start) + "\">\n")
	} else {
		b.w.raw("<ol>\n")
	}
	b.blocks(n)
	b.w.raw("</ol>\n")
}

func (b *builder) lines(lines *text.Segments) {
	for i := range lines.Len() {
		line := lines.At(i)
		b.w.text(line.Value(b.src))
	}
}

// nestedTable writes a table inside of a list or a quote. Those at the top level are parts
// of their own.
func (b *builder) nestedTable(n *east.Table) {
	b.lintNested(n)
	b.w.raw("<table>\n<thead>\n")
	b.nestedRow(n.FirstChild(), "th")
	b.w.raw("</thead>\n<tbody>\n")
	for row := n.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		b.nestedRow(row, "td")
	}
	b.w.raw("</tbody>\n</table>\n")
}

func (b *builder) nestedRow(row ast.Node, tag string) {
	b.w.raw("<tr>")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		b.w.raw("<" + tag)
		switch n.(*east.TableCell).Alignment {
		case east.AlignRight:
			b.w.raw(` class="end"`)
		case east.AlignCenter:
			b.w.raw(` class="center"`)
		}
		b.w.raw(">")
		b.inlines(n)
		b.w.raw("</" + tag + ">")
	}
	b.w.raw("</tr>\n")
}

// inlines writes the children of an inline, or those of a block that are inlines.
func (b *builder) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			n = b.texts(t)
			continue
		}
		b.inline(n)
	}
}

func (b *builder) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.String:
		b.w.text(n.Value)
	case *ast.CodeSpan:
		b.w.raw("<code>")
		b.w.text([]byte(b.text(n)))
		b.w.raw("</code>")
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		b.wrapped(tag, n)
	case *east.Strikethrough:
		b.wrapped("del", n)
	case *ast.Link:
		b.link(n)
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.Image:
		b.image(n)
	case *ast.RawHTML:
		b.rawHTML(n)
	case *east.TaskCheckBox:
		b.taskMark(n.IsChecked)
	default:
		b.inlines(n)
	}
}

func (b *builder) wrapped(tag string, n ast.Node) {
	b.w.raw("<" + tag + ">")
	b.inlines(n)
	b.w.raw("</" + tag + ">")
}

// taskMark writes the mark of a task. It is no form control: nobody can tick it.
func (b *builder) taskMark(done bool) {
	if done {
		b.w.raw(`<span class="task" role="img" aria-label="已完成">☑</span> `)
	} else {
		b.w.raw(`<span class="task" role="img" aria-label="未完成">☐</span> `)
	}
}

// texts writes a piece of text, together with those after it that only a mark without
// meaning separates from it. It returns the last of them.
func (b *builder) texts(n *ast.Text) *ast.Text {
	whole := n.Segment
	for {
		next, ok := n.NextSibling().(*ast.Text)
		if !ok || n.HardLineBreak() || n.SoftLineBreak() || n.IsRaw() != next.IsRaw() || next.Segment.Start != whole.Stop {
			break
		}
		n, whole = next, whole.WithStop(next.Segment.Stop)
	}
	value := whole.Value(b.src)
	if n.IsRaw() {
		b.w.text(value)
	} else {
		b.lintText(value, whole.Start)
		b.bareLinks(value, whole.Start)
	}
	switch {
	case n.HardLineBreak():
		b.w.raw("<br>\n")
	case n.SoftLineBreak() && b.breaks(n):
		b.w.raw("\n")
	}
	return n
}

// breaks reports whether the line end behind a text is a space. Beside Chinese it is
// nothing: the author broke the line there for the editor, and Chinese has no spaces. That
// is the rule of the CSS Text draft.
func (b *builder) breaks(n *ast.Text) bool {
	before := b.edge(n, ast.Node.LastChild)
	if len(before) == 0 {
		before = b.edge(n.PreviousSibling(), ast.Node.LastChild)
	}
	after := b.edge(n.NextSibling(), ast.Node.FirstChild)
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRune(after)
	return !isCJK(last) && !isCJK(first)
}

// edge returns the text that an inline starts or ends with, as child says.
func (b *builder) edge(n ast.Node, child func(ast.Node) ast.Node) []byte {
	for n != nil {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Value(b.src)
		}
		n = child(n)
	}
	return nil
}

// text returns what a reader reads of a node, without markup. Its white space is that of
// the source.
func (b *builder) text(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil && !t.IsRaw() && n.Kind() != ast.KindCodeSpan {
		return resolved(t.Segment.Value(b.src)) // most cells and headings
	}
	var s strings.Builder
	b.appendText(&s, n)
	return s.String()
}

func (b *builder) appendText(s *strings.Builder, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(b.src)
		if n.IsRaw() {
			s.Write(value)
		} else {
			s.WriteString(resolved(value))
		}
		if n.HardLineBreak() || n.SoftLineBreak() && b.breaks(n) {
			s.WriteByte('\n')
		}
		return
	case *ast.String:
		s.Write(n.Value)
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			s.Write(bytes.ReplaceAll(c.(*ast.Text).Segment.Value(b.src), []byte{'\n'}, []byte{' '}))
		}
		return
	case *ast.AutoLink:
		s.Write(n.Label(b.src))
	case *ast.RawHTML:
		raw := segments(n.Segments, b.src)
		switch {
		case isBreak(raw):
			s.WriteByte(' ')
		case !isComment(raw):
			s.Write(raw)
		}
	case *ast.HTMLBlock:
		s.Write(b.htmlText(n))
	case *ast.FencedCodeBlock:
		s.Write(segments(n.Lines(), b.src))
	case *ast.LinkReferenceDefinition:
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.appendText(s, c)
	}
	if n.Type() == ast.TypeBlock {
		s.WriteByte('\n')
	}
}

// segments returns the source of segments.
func segments(lines *text.Segments, src []byte) []byte {
	var all []byte
	for i := range lines.Len() {
		line := lines.At(i)
		all = append(all, line.Value(src)...)
	}
	return all
}
