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

func (p *planner) gridRow(row []block.Cell) GridRow {
	var out GridRow
	for _, c := range row {
		cell := badgeCell(c.Badge)
		cell.Text, cell.Strong = cmp.Or(c.Text, plainText(c.Markup)), c.Strong
		out.Cells = append(out.Cells, cell)
		if end := p.ends[c.Ref]; end != "" && (out.Until == "" || end < out.Until) {
			out.Until = end
		}
	}
	return out
}

// grid shows a grid on as many slides as it needs, with a figure and the way to the whole
// beside it where that costs nothing.
func (p *planner) grid(about subject, g *Grid, figure *block.Figure) []*Slide {
	if len(g.Rows) == 0 {
		return nil
	}
	side, narrow := p.side(about, figure)
	var best arrangement
	for _, zoom := range zooms {
		try := p.arrange(g, p.room, nil, zoom)
		if side != nil {
			if beside := p.arrange(g, narrow, side, zoom); beside.better(try) {
				try = beside
			}
		}
		if try.better(best) {
			best = try
		}
	}
	if best.grid == nil {
		return nil
	}
	return p.gridSlides(about, best)
}

// arrangement is one way to show a grid.
type arrangement struct {
	grid  *Grid
	room  box // in the grid's own letters
	side  *ScreenSide
	zoom  int
	pages [][]GridRow
}

func (p *planner) arrange(g *Grid, room box, side *ScreenSide, zoom int) arrangement {
	a := arrangement{room: box{room.w * 100 / float64(zoom), room.h * 100 / float64(zoom)}, side: side, zoom: zoom}
	if a.grid = g.laidOut(a.room); a.grid == nil {
		return a
	}
	a.pages = a.grid.pages(a.room.h)
	for _, page := range a.pages {
		if a.grid.head()+rowsHeight(page) > a.room.h {
			return arrangement{} // a single row is higher
		}
	}
	return a
}

// better compares two ways: first by what is lost, then by how long it takes to see it all, then
// by what stands beside it, and last by size.
func (a arrangement) better(b arrangement) bool {
	if a.grid == nil || b.grid == nil {
		return a.grid != nil
	}
	beside := func(x arrangement) int {
		if x.side != nil {
			return 0
		}
		return 1
	}
	small := func(x arrangement) int {
		if x.zoom < 100 {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(b.grid.majors(), a.grid.majors()),
		cmp.Compare(small(a), small(b)),
		cmp.Compare(len(b.grid.Columns), len(a.grid.Columns)),
		cmp.Compare(a.grid.cut, b.grid.cut),
		cmp.Compare(len(a.pages), len(b.pages)),
		cmp.Compare(a.grid.broken(), b.grid.broken()),
		cmp.Compare(beside(a), beside(b)),
		cmp.Compare(b.zoom, a.zoom),
	) < 0
}

// majors counts the columns that are not there only if there is room.
func (g *Grid) majors() int {
	n := 0
	for _, c := range g.Columns {
		if !c.Minor {
			n++
		}
	}
	return n
}

// first shows as many of the first rows as stand on one slide, beside the way to the others.
func (p *planner) first(about subject, g *Grid) []*Slide {
	side, room := p.side(about, nil)
	part := *g
	for part.Rows = g.Rows[:min(len(g.Rows), int(room.h/(lineHeight+rowSpaces[1])))]; len(part.Rows) > 0; part.Rows = part.Rows[:len(part.Rows)-1] {
		if a := p.arrange(&part, room, side, 100); a.grid != nil && len(a.pages) == 1 {
			return p.gridSlides(about, a)
		}
	}
	return nil
}

// broken counts the cells' lines beyond the first.
func (g *Grid) broken() int {
	n := 0
	for _, r := range g.Rows {
		n += r.lines - 1
	}
	return n
}

// plain reports whether no cell had to be broken into lines.
func (g *Grid) plain() bool { return g.broken() == 0 }

func (p *planner) gridSlides(about subject, a arrangement) []*Slide {
	g, pages := a.grid, a.pages
	shown := pages[:min(len(pages), gridPages)]
	var out []*Slide
	for i, rows := range shown {
		part := *g
		part.Rows, part.Foot = rows, nil
		if i == len(pages)-1 {
			part.Foot = g.Foot
		}
		part.loosen(a.room.h)
		s := &Slide{Form: "grid", Title: about.title, Section: about.section, Grid: &part, Side: a.side, Zoom: a.zoom, Until: about.until}
		if len(pages) > 1 {
			s.Pager = fmt.Sprintf("第 %d/%d 屏", i+1, len(shown))
		}
		if len(shown) < len(pages) && i == len(shown)-1 {
			s.Pager += fmt.Sprintf("，共 %d 行", len(g.Rows))
		}
		out = append(out, s)
	}
	return out
}

// loosen gives rows the space that is left.
func (g *Grid) loosen(height float64) {
	lines, rows := g.foot()
	for _, r := range g.Rows {
		lines, rows = lines+r.lines, rows+1
	}
	g.Room = 1
	for i, space := range rowSpaces {
		if g.head()+float64(lines)*lineHeight+float64(rows)*space <= height {
			g.Room = i + 1
		}
	}
}

// rowsHeight is the height of rows that stand close.
func rowsHeight(rows []GridRow) float64 {
	h := 0.0
	for _, r := range rows {
		h += float64(r.lines)*lineHeight + rowSpaces[0]
	}
	return h
}

func (g *Grid) head() float64 {
	if g.Head {
		return headHeight(g.headLines)
	}
	return 0
}

func (g *Grid) foot() (lines, rows int) {
	for _, r := range g.Foot {
		lines, rows = lines+r.lines, rows+1
	}
	return lines, rows
}

// pages distributes rows over slides, about the same on each; totals stand on the last.
func (g *Grid) pages(height float64) [][]GridRow {
	room, foot := height-g.head(), rowsHeight(g.Foot)
	total := foot + rowsHeight(g.Rows)
	for n := max(1, int(math.Ceil(total/room-0.001))); ; n++ {
		var out [][]GridRow
		target, used := max(total/float64(n), cellLines*lineHeight+rowSpaces[0]), 0.0
		var page []GridRow
		for _, r := range g.Rows {
			h := rowsHeight([]GridRow{r})
			if len(page) > 0 && (used+h > room || used+h/2 > target) {
				out, page, used = append(out, page), nil, 0
			}
			page, used = append(page, r), used+h
		}
		if used+foot <= room || n > len(g.Rows) {
			if out = append(out, page); len(out) <= n || n > len(g.Rows) {
				return out
			}
		}
	}
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
