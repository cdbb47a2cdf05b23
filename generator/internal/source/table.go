package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

var (
	errFewCells = diag.Define("GK0175", diag.Error,
		"这一行只有 %d 格，表头有 %d 格。", "请补上缺少的格子；没有内容的格子也要留着“|”。")
	errManyCells = diag.Define("GK0176", diag.Error,
		"这一行有 %d 格，表头只有 %d 格。", "请删掉多出的格子；内容里的竖线请写成“\\|”。")
	errTextUnder = diag.Define("GK0177", diag.Error,
		"这一行紧跟在表格下面，被当成了表格的一行。", "请在它前面空一行。")
)

// span is a piece of the body.
type span struct{ start, end int }

// splitRow cuts a row of a table at its pipes, but for those behind a backslash, and
// appends the cells. Their spans are those of the text without the spaces around it; an
// empty cell's is where its text would be.
func splitRow(cells []span, src []byte, row span) []span {
	for row.start < row.end && isBlank(src[row.start]) {
		row.start++
	}
	for row.end > row.start && isBlank(src[row.end-1]) {
		row.end--
	}
	if row.start < row.end && src[row.start] == '|' {
		row.start++
	}
	if row.end > row.start && src[row.end-1] == '|' && src[row.end-2] != '\\' {
		row.end--
	}
	for from := row.start; ; {
		to := from
		for to < row.end && (src[to] != '|' || to > from && src[to-1] == '\\') {
			to++
		}
		cells = append(cells, trimSpan(src, span{from, to}))
		if to >= row.end {
			return cells
		}
		from = to + 1
	}
}

func trimSpan(src []byte, s span) span {
	whole := s
	for s.start < s.end && isBlank(src[s.start]) {
		s.start++
	}
	if s.start == s.end && s.end > whole.start {
		s.start = whole.start + 1
		return span{s.start, s.start}
	}
	for s.end > s.start && isBlank(src[s.end-1]) {
		s.end--
	}
	return s
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// rowSpan returns where a row of a table stands.
func (b *builder) rowSpan(row ast.Node) span {
	start := max(0, row.Pos())
	end := bytes.IndexByte(b.src[start:], '\n')
	if end < 0 {
		return span{start, len(b.src)}
	}
	return span{start, start + end}
}

// table reads a table at the top level. The Markdown library finds it; what it does not
// tell, where empty cells are and which it dropped or invented, comes from the source line.
func (b *builder) table(n *east.Table) *Table {
	head := n.FirstChild()
	t := &Table{
		Pos:     b.f.pos(b.base + b.rowSpan(head).start),
		Heading: b.heading,
		Align:   make([]block.Align, len(n.Alignments)),
		Rows:    make([][]Cell, 0, n.ChildCount()-1),
	}
	for i, a := range n.Alignments {
		switch a {
		case east.AlignRight:
			t.Align[i] = block.End
		case east.AlignCenter:
			t.Align[i] = block.Center
		}
	}
	at, spans := b.split(head)
	b.lintHeader(at, spans, len(n.Alignments))
	t.Header = b.cells(head, at, spans, len(n.Alignments))
	for row := head.NextSibling(); row != nil; row = row.NextSibling() {
		at, spans := b.split(row)
		if b.lintRow(row, at, spans, len(n.Alignments)) {
			t.Rows = append(t.Rows, b.cells(row, at, spans, len(n.Alignments)))
		}
	}
	return t
}

// split returns where a row and its cells stand. The cells are valid until the next call.
func (b *builder) split(row ast.Node) (span, []span) {
	at := b.rowSpan(row)
	b.spans = splitRow(b.spans[:0], b.src, at)
	return at, b.spans
}

// cells reads the cells of a row.
func (b *builder) cells(row ast.Node, at span, spans []span, columns int) []Cell {
	cells := make([]Cell, columns)
	n := row.FirstChild()
	for i := range cells {
		place := at.end
		if i < len(spans) {
			place = spans[i].start
		}
		cells[i].Pos = b.f.pos(b.base + place)
		if n != nil {
			b.cell(&cells[i], n)
			n = n.NextSibling()
		}
	}
	return cells
}

// cell reads the content of a cell.
func (b *builder) cell(c *Cell, n ast.Node) {
	first := n.FirstChild()
	if first == nil {
		return
	}
	c.Text = strings.TrimSpace(b.text(n))
	if t, ok := first.(*ast.Text); ok && t.NextSibling() == nil && !strings.ContainsAny(c.Text, "]/<") {
		return // most cells are one text, with nothing in it to look at
	}
	b.inlines(n)
	m := b.markup()
	if len(m.Refs) > 0 || strings.Contains(m.Parts[0], "<") {
		c.Markup = m
	}
}

// lintNested looks at the rows of a table that is not at the top level.
func (b *builder) lintNested(n *east.Table) {
	at, spans := b.split(n.FirstChild())
	b.lintHeader(at, spans, len(n.Alignments))
	for row := n.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		at, spans := b.split(row)
		b.lintRow(row, at, spans, len(n.Alignments))
	}
}

// lintHeader reports a header with fewer cells than the line under it. The Markdown library
// adds empty ones; one with more cells is no table to it.
func (b *builder) lintHeader(at span, cells []span, columns int) {
	if len(cells) == columns {
		return
	}
	if i := bytes.Index(b.src[at.start:at.end], []byte("｜")); i >= 0 {
		b.f.report(errWidePipe, b.base+at.start+i)
		return
	}
	b.f.report(errTableColumns, b.base+at.start, len(cells), columns)
}

// lintRow reports a row that has not as many cells as the header. It reports whether the
// row is one at all.
func (b *builder) lintRow(row ast.Node, at span, cells []span, columns int) bool {
	line := b.src[at.start:at.end]
	switch {
	case columns > 1 && len(cells) == 1 && bytes.Contains(line, []byte("｜")):
		b.f.report(errWidePipe, b.base+at.start+bytes.Index(line, []byte("｜")))
	case bytes.IndexByte(line, '|') < 0 && (columns > 1 || b.hasPipes(row.Parent().FirstChild())):
		b.f.report(errTextUnder, b.base+at.start)
		return false
	case len(cells) < columns:
		b.f.report(errFewCells, b.base+at.end, len(cells), columns)
	case len(cells) > columns:
		b.f.report(errManyCells, b.base+cells[columns].start, len(cells), columns)
	}
	return true
}

func (b *builder) hasPipes(row ast.Node) bool {
	at := b.rowSpan(row)
	return bytes.IndexByte(b.src[at.start:at.end], '|') >= 0
}
