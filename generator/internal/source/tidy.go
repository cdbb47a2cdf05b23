package source

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// Tidying is what Tidy is told of a document by those who know what it means.
type Tidying struct {
	Rank func(key string) int                      // the order of the front matter; keys of the same rank stay as they are
	Cell func(t *Table, column int, c Cell) string // how a cell of a row is written as a rule; c.Text where there is none
}

// maxColumn is how wide a column is made at most, in columns of a terminal. A longer cell sticks out, so that one
// remark does not push all others off the window.
const maxColumn = 100

// Tidy returns a document with its tables aligned, its cells as they are written as a rule, and its front matter in
// order, in UTF-8; lines end as they did. Whatever reads the result reads what stood there before: that is
// checked here, and what would not pass stays as it is. It returns nil for a document with errors, which are reported.
func Tidy(path string, raw []byte, how func(*Document) Tidying, r *diag.Report) []byte {
	own := &diag.Report{}
	f := decode(path, raw, own)
	if f == nil {
		pass(own, r)
		return nil
	}
	doc := f.document()
	if doc == nil || own.Errors() > 0 {
		pass(own, r)
		return nil
	}
	t := how(doc)
	text := f.data
	for _, step := range []func(*file, *Document, Tidying) []byte{orderFront, alignTables} {
		if next := step(f, doc, t); next != nil {
			if g, now := reread(path, next); same(doc, now, t) {
				text, f, doc = next, g, now
			}
		}
	}
	if bytes.Contains(raw, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if bytes.HasPrefix(raw, utf8BOM) {
		text = append(slices.Clone(utf8BOM), text...)
	}
	return text
}

func pass(from, to *diag.Report) {
	for _, f := range from.Findings() {
		to.Add(f)
	}
}

// reread reads a text that Tidy has made.
func reread(path string, text []byte) (*file, *Document) {
	var r diag.Report
	f := decode(path, text, &r)
	if f == nil {
		return nil, nil
	}
	doc := f.document()
	if r.Errors() > 0 {
		return nil, nil
	}
	return f, doc
}

// orderFront returns the text with the keys of the front matter in order, each with the comment above it; nil
// where there is nothing to order, or the keys don't begin a line each.
func orderFront(f *file, doc *Document, t Tidying) []byte {
	entries := doc.Front.Entries
	rank := func(i int) int { return t.Rank(entries[i].Key) }
	order := make([]int, len(entries))
	for i, e := range entries {
		order[i] = i
		if e.Pos.Col != 1 || i > 0 && e.Pos.Line <= entries[i-1].Pos.Line {
			return nil
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	if slices.IsSorted(order) {
		return nil
	}
	lines := strings.SplitAfter(string(f.data), "\n")
	from := make([]int, len(entries)+1) // where each key's lines begin
	for i, e := range entries {
		from[i] = e.Pos.Line - 1
		for from[i] > 0 && strings.HasPrefix(lines[from[i]-1], "#") {
			from[i]--
		}
	}
	from[len(entries)] = doc.End.Line - 1
	var b strings.Builder
	write := func(from, to int) { b.WriteString(strings.Join(lines[from:to], "")) }
	write(0, from[0])
	for _, i := range order {
		write(from[i], from[i+1])
	}
	write(doc.End.Line-1, len(lines))
	return []byte(b.String())
}

// alignTables returns the text with the tables at its top level aligned.
func alignTables(f *file, doc *Document, t Tidying) []byte {
	lines := strings.Split(string(f.data), "\n")
	for _, p := range doc.Body {
		if table, ok := p.(*Table); ok {
			rows := alignTable(lines[table.Pos.Line-1:], table, t)
			copy(lines[table.Pos.Line-1:], rows)
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

// alignTable returns the lines of a table: those of its header, of the line under that, and of its rows.
func alignTable(lines []string, table *Table, t Tidying) []string {
	rows := [][]string{rawCells(lines[0])}
	for i, cells := range table.Rows {
		raw := rawCells(lines[i+2])
		for j, c := range cells {
			// A cell with markup or escapes in it is more than its text, and stays.
			if j < len(raw) && strings.TrimSpace(raw[j]) == c.Text {
				raw[j] = t.Cell(table, j, c)
			}
		}
		rows = append(rows, raw)
	}
	widths := make([]int, len(table.Header))
	for i := range widths {
		widths[i] = 3 // ---
		for _, row := range rows {
			if i < len(row) {
				if w := diag.Columns(row[i]); w <= maxColumn {
					widths[i] = max(widths[i], w)
				}
			}
		}
	}
	out := make([]string, 0, len(rows)+1)
	for i, row := range rows {
		out = append(out, alignRow(row, widths, table.Align))
		if i == 0 {
			out = append(out, delimiter(lines[1], widths))
		}
	}
	return out
}

// rawCells returns the cells of a row as they are written.
func rawCells(line string) []string {
	src := []byte(line)
	var out []string
	for _, s := range splitRow(nil, src, span{0, len(src)}) {
		out = append(out, string(src[s.start:s.end]))
	}
	return out
}

func alignRow(cells []string, widths []int, align []block.Align) string {
	var b strings.Builder
	b.WriteString("|")
	for i, c := range cells {
		space := 0
		if i < len(widths) {
			space = max(0, widths[i]-diag.Columns(c))
		}
		left := 0
		switch {
		case i >= len(align): // not in a table without errors
		case align[i] == block.End:
			left = space
		case align[i] == block.Center:
			left = space / 2
		}
		b.WriteString(" " + strings.Repeat(" ", left) + c + strings.Repeat(" ", space-left) + " |")
	}
	return b.String()
}

// delimiter is the line under the header. A cell keeps the colons that it has.
func delimiter(line string, widths []int) string {
	var b strings.Builder
	b.WriteString("|")
	for i, c := range rawCells(line) {
		dashes := 3
		if i < len(widths) {
			dashes = widths[i]
		}
		left, right := strings.HasPrefix(c, ":"), strings.HasSuffix(c, ":")
		text := strings.Repeat("-", dashes)
		if left {
			text = ":" + text[1:]
		}
		if right {
			text = text[:dashes-1] + ":"
		}
		b.WriteString(" " + text + " |")
	}
	return b.String()
}

// same reports whether two documents say the same: keys in whatever order, cells as they are written as a rule.
func same(a, b *Document, t Tidying) bool {
	if b == nil || len(a.Body) != len(b.Body) || len(a.Links) != len(b.Links) || !slices.Equal(a.Anchors, b.Anchors) {
		return false
	}
	for i, l := range a.Links {
		if l.Dest != b.Links[i].Dest || l.Image != b.Links[i].Image {
			return false
		}
	}
	for i := range a.Body {
		if !samePart(a.Body[i], b.Body[i], t) {
			return false
		}
	}
	return sameKeys(a.Front, b.Front)
}

func sameKeys(a, b *Node) bool {
	if len(a.Entries) != len(b.Entries) {
		return false
	}
	for _, e := range a.Entries {
		i := slices.IndexFunc(b.Entries, func(other Entry) bool { return other.Key == e.Key })
		if i < 0 || !sameNode(e.Value, b.Entries[i].Value) {
			return false
		}
	}
	return true
}

func sameNode(a, b *Node) bool {
	if a.Type != b.Type || a.Text != b.Text || a.Quoted != b.Quoted || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Items {
		if !sameNode(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i, e := range a.Entries {
		if e.Key != b.Entries[i].Key || !sameNode(e.Value, b.Entries[i].Value) {
			return false
		}
	}
	return true
}

func samePart(a, b Part, t Tidying) bool {
	switch a := a.(type) {
	case *Prose:
		b, ok := b.(*Prose)
		return ok && a.Text == b.Text && reflect.DeepEqual(a.Markup, b.Markup)
	case *Fence:
		b, ok := b.(*Fence)
		return ok && a.Info == b.Info && sameNode(a.Node, b.Node)
	case *Table:
		b, ok := b.(*Table)
		return ok && sameTable(a, b, t)
	}
	return false
}

func sameTable(a, b *Table, t Tidying) bool {
	if a.Heading != b.Heading || !slices.Equal(a.Align, b.Align) || len(a.Rows) != len(b.Rows) || !sameCells(a.Header, b.Header) {
		return false
	}
	for i, row := range a.Rows {
		want := slices.Clone(row)
		for j, c := range row {
			if b.Rows[i][j].Text != c.Text {
				want[j].Text = t.Cell(a, j, c)
			}
		}
		if !sameCells(want, b.Rows[i]) {
			return false
		}
	}
	return true
}

func sameCells(a, b []Cell) bool {
	return slices.EqualFunc(a, b, func(a, b Cell) bool { return a.Text == b.Text && reflect.DeepEqual(a.Markup, b.Markup) })
}
