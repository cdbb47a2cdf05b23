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
}

// GridColumn is a column with its width.
type GridColumn struct {
	Title string
	Align block.Align
	Minor bool // is left out first
	Width int  // in half letters
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
	headHeight = 1.6
	lineHeight = 1.3
	badgeSpace = 1.1 // around a badge's text
	smallText  = 0.8 // of heads and badges
	cellLines  = 2   // most lines of a cell
)

// rowSpaces is what rows have above and below their text, by Grid.Room.
var rowSpaces = []float64{0.5, 0.8, 1.1, 1.5}

// zooms are the sizes in which few rows are shown, the largest first.
var zooms = []int{150, 135, 120}

func (c GridCell) width() float64 {
	w := textWidth(c.Text) + float64(c.Indent)
	if c.Strong {
		w *= 1.04
	}
	if c.Badge != "" {
		w += smallText*textWidth(c.Badge) + badgeSpace
	}
	return w
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
// beside it where there is room for that.
func (p *planner) grid(about subject, g *Grid, figure *block.Figure) []*Slide {
	if len(g.Rows) == 0 {
		return nil
	}
	if len(g.Rows) <= p.mostRows() {
		for _, zoom := range zooms {
			if s := p.oneSlide(about, g, figure, zoom); s != nil {
				return []*Slide{s}
			}
		}
		if s := p.oneSlide(about, g, figure, 100); s != nil {
			return []*Slide{s}
		}
	}
	side, room := p.side(about, figure)
	laid, pages := g.laidOut(p.room), 0
	if laid != nil {
		pages = len(laid.pages(p.room.h))
	}
	if narrow := g.laidOut(room); side != nil && narrow != nil && narrow.plain() && len(narrow.pages(room.h)) == pages {
		return p.gridSlides(about, narrow, room, side)
	}
	if laid == nil {
		return nil
	}
	return p.gridSlides(about, laid, p.room, nil)
}

// mostRows is how many rows of one line stand on a slide.
func (p *planner) mostRows() int { return int((p.room.h - headHeight) / (lineHeight + rowSpaces[0])) }

// oneSlide shows all of a small grid at once, larger; nil if it does not fit so.
func (p *planner) oneSlide(about subject, g *Grid, figure *block.Figure, zoom int) *Slide {
	side, room := p.side(about, figure)
	for _, try := range []struct {
		room box
		side *ScreenSide
	}{{room, side}, {p.room, nil}} {
		if try.side == nil && try.room == room && side != nil {
			continue
		}
		inner := box{try.room.w * 100 / float64(zoom), try.room.h * 100 / float64(zoom)}
		laid := g.laidOut(inner)
		if laid == nil || !laid.plain() && zoom > 100 || len(laid.Columns) < len(g.Columns) || len(laid.pages(inner.h)) > 1 {
			continue
		}
		slides := p.gridSlides(about, laid, inner, try.side)
		slides[0].Zoom = zoom
		return slides[0]
	}
	return nil
}

// plain reports whether no cell had to be broken into lines.
func (g *Grid) plain() bool {
	return !slices.ContainsFunc(g.Rows, func(r GridRow) bool { return r.lines > 1 })
}

func (p *planner) gridSlides(about subject, g *Grid, room box, side *ScreenSide) []*Slide {
	pages := g.pages(room.h)
	shown := pages[:min(len(pages), gridPages)]
	var out []*Slide
	for i, rows := range shown {
		part := *g
		part.Rows, part.Foot = rows, nil
		if i == len(pages)-1 {
			part.Foot = g.Foot
		}
		part.loosen(room.h)
		s := &Slide{Form: "grid", Title: about.title, Section: about.section, Grid: &part, Side: side, Until: about.until}
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

func (g *Grid) head() float64 {
	if g.Head {
		return headHeight
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
	heightOf := func(lines, rows int) float64 { return float64(lines)*lineHeight + float64(rows)*rowSpaces[0] }
	room := height - g.head()
	footLines, footRows := g.foot()
	total := heightOf(footLines, footRows)
	for _, r := range g.Rows {
		total += heightOf(r.lines, 1)
	}
	for n := max(1, int(math.Ceil(total/room-0.001))); ; n++ {
		var out [][]GridRow
		target, used := max(total/float64(n), heightOf(cellLines, 1)), 0.0
		var page []GridRow
		for _, r := range g.Rows {
			h := heightOf(r.lines, 1)
			if len(page) > 0 && (used+h > room || used+h/2 > target) {
				out, page, used = append(out, page), nil, 0
			}
			page, used = append(page, r), used+h
		}
		if used+heightOf(footLines, footRows) <= room || n > len(g.Rows) {
			if out = append(out, page); len(out) <= n || n > len(g.Rows) {
				return out
			}
		}
	}
}

// laidOut returns the grid with the widths of its columns and its texts shortened to what fits:
// minor columns go first, then long texts are broken into two lines, then the last columns
// go. It is nil where not even two columns fit.
func (g *Grid) laidOut(room box) *Grid {
	keep := make([]int, len(g.Columns))
	for i := range keep {
		keep[i] = i
	}
	if out := g.fit(keep, room, false); out != nil {
		return out
	}
	keep = slices.DeleteFunc(keep, func(i int) bool { return g.Columns[i].Minor })
	for len(keep) > 0 {
		for _, wrapped := range []bool{false, true} {
			if out := g.fit(keep, room, wrapped); out != nil {
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

// without leaves out the column that is missed least: the last text among those that don't
// name the row, or else the last number.
func (g *Grid) without(keep []int) []int {
	drop := len(keep) - 1
	for i := len(keep) - 1; i > 1; i-- {
		if g.Columns[keep[i]].Align == block.Start {
			drop = i
			break
		}
	}
	return slices.Delete(slices.Clone(keep), drop, drop+1)
}

// fit lays out some of the columns; nil if they don't fit.
func (g *Grid) fit(keep []int, room box, wrapped bool) *Grid {
	out := &Grid{Head: g.Head}
	least, most := make([]float64, len(keep)), make([]float64, len(keep))
	sumLeast, sumMost := 0.0, 0.0
	for k, i := range keep {
		c := g.Columns[i]
		out.Columns = append(out.Columns, c)
		title := smallText * textWidth(c.Title)
		most[k] = title
		for _, rows := range [][]GridRow{g.Rows, g.Foot} {
			for _, r := range rows {
				most[k] = max(most[k], r.Cells[i].width())
			}
		}
		least[k] = most[k]
		if wrapped && c.Align == block.Start && most[k] > 8 {
			least[k] = max(8, min(most[k]/2+2, room.w*0.6))
		}
		least[k], most[k] = least[k]+cellSpace, most[k]+cellSpace
		sumLeast, sumMost = sumLeast+least[k], sumMost+most[k]
	}
	spare := room.w - sumLeast - 0.5*float64(len(keep)) // widths are rounded to half letters
	if spare < 0 {
		return nil
	}
	for k := range keep {
		w := least[k]
		if sumMost > sumLeast {
			w = min(most[k], w+spare*(most[k]-least[k])/(sumMost-sumLeast))
		}
		out.Columns[k].Width = int(math.Ceil(w * 2))
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
	left := int(width*2) - used
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
				if width := float64(g.Columns[k].Width)/2 - cellSpace; cell.width() > width && cell.Text != "" {
					inner := width - (cell.width() - textWidth(cell.Text))
					cell.Text = clip(cell.Text, inner, cellLines)
					out[n].lines = max(out[n].lines, min(cellLines, len(wrapText(cell.Text, inner))))
				}
				out[n].Cells = append(out[n].Cells, cell)
			}
		}
		return out
	}
	g.Rows, g.Foot = copied(from.Rows), copied(from.Foot)
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
