package surface

import (
	"cmp"
	"fmt"
	"math"

	"gongkai/generator/internal/block"
)

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
