package surface

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
)

// Grid is rows under columns, laid out: what the browser shows is what was measured.
type Grid struct {
	Columns []GridColumn
	Head    bool // the columns have titles
	Rows    []GridRow
	Foot    []GridRow // totals
	Room    int       // how much space rows have: 1 is the least

	headLines int
	cut       int // cells whose text is shortened
}

// GridColumn is a column with its width.
type GridColumn struct {
	Title string
	Align block.Align
	Minor bool // is left out first
	Width int  // in tenths of a letter
}

// GridRow is a row that may end by its date.
type GridRow struct {
	Cells []GridCell
	Until string // the first day on which it is not shown; "" for no end
	Last  string // the last day of a notice period, of which the script counts the days left
	lines int
}

// GridCell is a cell.
type GridCell struct {
	Text   string
	Badge  string
	Tone   string
	Strong bool
	Label  bool // says what stands beside it
	Indent int  // letters
}

// Class returns the class of the cell in the theme's styles.
func (c GridCell) Class() string {
	switch {
	case c.Indent > 0:
		return fmt.Sprintf("i%d", c.Indent)
	case c.Label:
		return "label"
	}
	return ""
}

func badgeCell(b block.Badge) GridCell { return GridCell{Badge: b.Text, Tone: b.Tone.String()} }

// Measures of the theme's styles, in letters.
const (
	cellSpace  = 0.9 // left and right of a cell's text, together
	lineHeight = 1.3
	badgeSpace = 1.1 // around a badge's text
	smallText  = 0.8 // of heads and badges
	cellLines  = 3   // most lines of a cell
)

// rowSpaces is what rows have above and below their text, by Grid.Room.
var rowSpaces = []float64{0.5, 0.8, 1.1, 1.5}

// headHeight is the height of a head of one or two lines.
func headHeight(lines int) float64 { return float64(lines)*smallText*lineHeight + 0.6 }

// zooms are the sizes in which rows are shown, the largest first. The last is for tables that
// would lose a column otherwise.
var zooms = []int{150, 135, 120, 100, 85}

func (c GridCell) width() float64 { return c.textWidth() + c.badgeWidth() }

func (c GridCell) textWidth() float64 {
	w := textWidth(c.Text) + float64(c.Indent)
	if c.Strong {
		w *= 1.04
	}
	return w
}

func (c GridCell) badgeWidth() float64 {
	if c.Badge == "" {
		return 0
	}
	return smallText*textWidth(c.Badge) + badgeSpace
}

// fit shortens the cell's text to what a column of some width has room for, and returns on how
// many lines the cell stands. A badge stands on the last line, or on one of its own.
func (c *GridCell) fit(width float64) int {
	if c.Text == "" || c.width() <= width {
		return 1
	}
	width -= float64(c.Indent)
	if c.Strong {
		width /= 1.04
	}
	most := cellLines
	if c.Badge != "" {
		most--
	}
	c.Text = clip(c.Text, width, most)
	lines := wrapText(c.Text, width)
	if textWidth(lines[len(lines)-1])+c.badgeWidth() > width {
		return len(lines) + 1
	}
	return len(lines)
}

// tableGrid makes a grid of a table.
func (p *planner) tableGrid(t block.Table) *Grid {
	g := &Grid{Head: true}
	for _, c := range t.Columns {
		g.Columns = append(g.Columns, GridColumn{Title: c.Title, Align: c.Align, Minor: c.Minor})
	}
	for _, row := range t.Rows {
		g.Rows = append(g.Rows, p.gridRow(row))
	}
	for _, row := range t.Foot {
		g.Foot = append(g.Foot, p.gridRow(row))
	}
	return g
}

// narrowSpaces replaces wide spaces, which hang out of a line that is full.
func narrowSpaces(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "　", " ")) }

func (p *planner) gridRow(row []block.Cell) GridRow {
	var out GridRow
	for _, c := range row {
		cell := badgeCell(c.Badge)
		cell.Text, cell.Strong = cmp.Or(c.Text, plainText(c.Markup)), c.Strong
		cell.Text = narrowSpaces(cell.Text)
		out.Cells = append(out.Cells, cell)
		if end := p.ends[c.Ref]; end != "" && (out.Until == "" || end < out.Until) {
			out.Until = end
		}
	}
	return out
}

// laidOut returns the grid with the widths of its columns and its texts shortened to what fits:
// heads are broken into two lines, then minor columns go, then long texts are broken, then the last
// columns go. It is nil where not even one column fits.
func (g *Grid) laidOut(room box) *Grid {
	keep := make([]int, len(g.Columns))
	for i := range keep {
		keep[i] = i
	}
	for _, brk := range []breaking{noBreaks, breakHeads} {
		if out := g.fit(keep, room, brk); out != nil {
			return out
		}
	}
	keep = slices.DeleteFunc(keep, func(i int) bool { return g.Columns[i].Minor })
	for len(keep) > 0 {
		for _, brk := range []breaking{noBreaks, breakHeads, breakTexts, cutTexts} {
			if out := g.fit(keep, room, brk); out != nil {
				return out
			}
		}
		if len(keep) == 1 {
			return nil
		}
		keep = g.without(keep)
	}
	return nil
}

// breaking is what may be broken into two lines to make a grid fit.
type breaking uint8

const (
	noBreaks breaking = iota
	breakHeads
	breakTexts // and heads
	cutTexts   // into three lines, and then cut
)

// widthSteps is how many widths a column can have in a letter.
const widthSteps = 10

// leastText is the least width of a column whose texts are broken.
const leastText = 6

// without leaves out the column that is missed least: a code, such as the number of a voucher; then the
// last text that does not name the row; then the last number. States are kept.
func (g *Grid) without(keep []int) []int {
	const nothing = -1
	drop, worth := nothing, 0
	for k := 1; k < len(keep); k++ {
		w := g.worth(keep[k])
		if drop == nothing || w <= worth {
			drop, worth = k, w
		}
	}
	return slices.Delete(slices.Clone(keep), drop, drop+1)
}

func (g *Grid) worth(column int) int {
	code, badge := true, false
	for _, r := range g.Rows {
		c := r.Cells[column]
		code = code && (c.Text == "" || strings.ContainsAny(c.Text, "0123456789") && textWidth(c.Text) < leastText)
		badge = badge || c.Badge != ""
	}
	switch {
	case badge:
		return 3
	case g.Columns[column].Align == block.End:
		return 2
	case code:
		return 0
	}
	return 1
}

// fit lays out some of the columns; nil if they don't fit.
func (g *Grid) fit(keep []int, room box, brk breaking) *Grid {
	out := &Grid{Head: g.Head}
	least, most := make([]float64, len(keep)), make([]float64, len(keep))
	sumLeast, sumMost := 0.0, 0.0
	for k, i := range keep {
		c := g.Columns[i]
		out.Columns = append(out.Columns, c)
		head, widest := smallText*textWidth(c.Title), 0.0
		if brk >= breakHeads {
			head = min(head, max(head/2+0.6, smallText*3))
		}
		for _, rows := range [][]GridRow{g.Rows, g.Foot} {
			for _, r := range rows {
				widest = max(widest, r.Cells[i].width())
			}
		}
		least[k], most[k] = max(head, widest)+cellSpace, max(head, widest)+cellSpace
		if brk >= breakTexts && c.Align == block.Start && widest > leastText+2 {
			parts := float64(brk-breakTexts) + 2
			least[k] = max(head, leastText, min(widest/parts+1.5, room.w*0.6)) + cellSpace
		}
		sumLeast, sumMost = sumLeast+least[k], sumMost+most[k]
	}
	spare := room.w - sumLeast - float64(len(keep))/widthSteps // widths are rounded up
	if spare < 0 {
		return nil
	}
	for k := range keep {
		w := least[k]
		if sumMost > sumLeast {
			w = min(most[k], w+spare*(most[k]-least[k])/(sumMost-sumLeast))
		}
		out.Columns[k].Width = int(math.Ceil(w * widthSteps))
	}
	out.spread(room.w)
	out.take(g, keep)
	return out
}

// spread gives columns the width that is left, texts before numbers, but not so much that
// the eye loses the row.
func (g *Grid) spread(width float64) {
	used, texts := 0, 0
	for _, c := range g.Columns {
		used += c.Width
		if c.Align == block.Start {
			texts++
		}
	}
	left := int(width*widthSteps) - used
	if !g.Head { // labels stand close to what they say
		g.Columns[len(g.Columns)-1].Width += left
		return
	}
	for i := range g.Columns {
		c := &g.Columns[i]
		switch {
		case left <= 0:
		case texts == 0:
			c.Width += left / len(g.Columns)
		case c.Align == block.Start:
			c.Width += left / texts
		}
	}
}

// take copies the cells of some columns, shortened.
func (g *Grid) take(from *Grid, keep []int) {
	copied := func(rows []GridRow) []GridRow {
		out := make([]GridRow, len(rows))
		for n, r := range rows {
			out[n] = GridRow{Until: r.Until, Last: r.Last, lines: 1}
			for k, i := range keep {
				cell := r.Cells[i]
				whole := cell.Text
				out[n].lines = max(out[n].lines, cell.fit(float64(g.Columns[k].Width)/widthSteps-cellSpace))
				if cell.Text != whole {
					g.cut++
				}
				out[n].Cells = append(out[n].Cells, cell)
			}
		}
		return out
	}
	g.Rows, g.Foot = copied(from.Rows), copied(from.Foot)
	g.headLines = 1
	for _, c := range g.Columns {
		if smallText*textWidth(c.Title) > float64(c.Width)/widthSteps-cellSpace {
			g.headLines = 2
		}
	}
}

// count returns how many characters there are to read.
func (g *Grid) count() int {
	n := 0
	for _, r := range append(g.Rows[:len(g.Rows):len(g.Rows)], g.Foot...) {
		for _, c := range r.Cells {
			n += len([]rune(strings.TrimSpace(c.Text + c.Badge)))
		}
	}
	return n
}
