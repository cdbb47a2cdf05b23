package theme

import (
	"html/template"

	"gongkai/generator/internal/block"
)

// Chart is the dot of blocks/chart.html.
type Chart struct {
	View
	// Layout is how much of a section's page the chart takes: "" for half of the
	// width, "full" for all of it, "side" for all of it with the table beside the
	// drawing.
	Layout string

	Block block.Chart
	table *Table
}

func newChart(v View, c block.Chart) *Chart {
	data := v
	if c.Place != "" {
		c.Table.Place = block.Rows(c.Place)
	}
	data.Block, data.ID = c.Table, v.ID+"-data"
	t := newTable(data, c.Table)
	t.Of = c.Title
	return &Chart{View: v, Block: c, table: t}
}

// HTML renders the block.
func (v *Chart) HTML() (template.HTML, error) { return v.Page.block("chart", v) }

// Drawing is a chart drawn for wide columns and for phones.
type Drawing struct {
	Wide, Phone template.HTML
	Option      template.JS // what a script needs to draw them itself, as JSON
}

// Drawing returns the drawings.
func (v *Chart) Drawing() (Drawing, error) {
	d, err := v.Page.theme.charts.Draw(v.Block, v.Page.Site.Palette, v.ID)
	if v.Page.plan.Paper && (v.Block.Type == block.HeatmapChart || v.Block.Type == block.CalendarChart) {
		d.Wide = inGrey(d.Wide)
	}
	return Drawing{template.HTML(d.Wide), template.HTML(d.Phone), template.JS(d.Option)}, drawn(err)
}

// drawError is an error of the drawer, for which no template is to blame.
type drawError struct{ error }

func drawn(err error) error {
	if err != nil {
		return drawError{err}
	}
	return nil
}

// Table renders the numbers that are drawn.
func (v *Chart) Table() (template.HTML, error) { return v.table.HTML() }

// arrange gives charts that follow each other half of the width each, and the
// whole width to one that would have nothing beside it, or whose table is what
// people came for.
func arrange(views []blockView) {
	for len(views) > 0 {
		var run []*Chart
		for _, v := range views {
			if e, ok := v.(ending); ok {
				v = e.blockView
			}
			c, ok := v.(*Chart)
			if !ok {
				break
			}
			c.Layout = ""
			run = append(run, c)
		}
		arrangeRun(run)
		views = views[max(1, len(run)):]
	}
}

func arrangeRun(run []*Chart) {
	halves := run[:0:0]
	for _, c := range run {
		if c.Block.Open {
			arrangeRun(halves)
			halves = nil
			c.widen()
			continue
		}
		halves = append(halves, c)
	}
	if len(halves)%2 == 1 {
		halves[0].widen()
	}
}

func (v *Chart) widen() {
	v.Layout = "full"
	if v.table.room <= besideRoom && len(v.Block.Table.Rows) <= besideRows {
		v.Layout = "side"
	}
}
