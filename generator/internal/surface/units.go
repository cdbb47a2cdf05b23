package surface

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// comparedPeriods is how many periods a comparison shows: a year and the same month of the year before.
const comparedPeriods = 13

const unitsTitle = "各单位"

// units plans a page for each unit that something is known of, one for each measure that compares them, and one that
// lists them.
func (w *web) units() []*Page {
	if !w.hasUnits() {
		return nil
	}
	crumbs := w.crumbs(w.board.Root)
	pages := []*Page{w.gathering(unitsRef, unitsTitle, "", crumbs, unitsRef, w.unitIndex)}
	crumbs = append(crumbs, block.Link{Text: unitsTitle, Ref: unitsRef})
	for _, r := range w.board.Rankings {
		title := cmp.Or(r.Type, unitsTitle) + "：" + r.Measure
		pages = append(pages, w.gathering(r.Ref, title, "", crumbs, unitsRef, func() Content { return Content{Main: compare(r.Units, r.Measure)} }))
	}
	for _, u := range w.board.Units {
		if u.Ref != "" {
			pages = append(pages, w.gathering(u.Ref, string(u.Name), "", crumbs, unitsRef, func() Content { return w.unit(u) }))
		}
	}
	return pages
}

func (w *web) hasUnits() bool {
	return slices.ContainsFunc(w.board.Units, func(u *board.Unit) bool { return u.Ref != "" })
}

// unit shows everything about one unit: its newest numbers, how they developed, its records.
func (w *web) unit(u *board.Unit) Content {
	var c Content
	var figures []block.Figure
	var charts []block.Block
	for _, name := range board.MeasureNames([]*board.Unit{u}) {
		series := ofName(u.Measures, name)
		figure, place := newest(series), fmt.Sprintf("measure-%d", len(figures)+1)
		figure.Source = block.Ref("#" + place)
		figures = append(figures, figure)
		charts = append(charts, block.At(trend(name, series), place))
	}
	if len(figures) > 0 {
		c.Lead = append(c.Lead, block.Figures{Figures: figures})
	}
	var about block.Facts
	for _, f := range []block.Fact{{Label: "类别", Text: string(u.Type)}, {Label: "负责人", Text: string(u.Unit.Head)}} {
		if f.Text != "" {
			about.Facts = append(about.Facts, f)
		}
	}
	if len(about.Facts) > 0 {
		c.Main = append(c.Main, about)
	}
	own := w.gather(u.Records, len(u.Records))
	c.Lead = append(c.Lead, own.Lead...)
	c.Main = append(append(c.Main, charts...), own.Main...)
	return c
}

// unitIndex lists the units by type, and by what they can be compared.
func (w *web) unitIndex() Content {
	var c Content
	for _, u := range w.board.Units {
		if u.Ref == "" {
			continue
		}
		i := slices.IndexFunc(c.Main, func(b block.Block) bool { return b.Lead().Title == cmp.Or(string(u.Type), unitsTitle) })
		if i < 0 {
			i = len(c.Main)
			c.Main = append(c.Main, block.Cards{Head: block.Head{Title: cmp.Or(string(u.Type), unitsTitle)}})
		}
		group := c.Main[i].(block.Cards)
		group.Cards = append(group.Cards, block.Card{Title: string(u.Name), Ref: u.Ref})
		c.Main[i] = group
	}
	t := block.Table{
		Head:    block.Head{Title: "按指标比较", Note: "同一类单位有两个以上的，放在一起比较；点指标可以看到名次、走势和各期数字。"},
		Columns: []block.Column{{Title: "指标"}, {Title: "单位类别"}, {Title: "最近一期"}, {Title: "单位", Align: block.End}},
	}
	for _, r := range w.board.Rankings {
		periods, n := w.rankedPeriods(r)
		t.Rows = append(t.Rows, []block.Cell{
			{Text: r.Measure, Ref: r.Ref}, block.Text(r.Type), block.Text(periods[len(periods)-1].String()), block.Text(fmt.Sprintf("%d 个", n)),
		})
	}
	if len(t.Rows) > 0 {
		c.Main = append(c.Main, t)
	}
	return c
}

// rankedPeriods are the periods of a ranking in their order, and how many units it has.
func (w *web) rankedPeriods(r board.Ranking) (periods []value.Period, units int) {
	for _, u := range r.Units {
		series := ofName(u.Measures, r.Measure)
		for _, m := range series {
			if !slices.Contains(periods, m.Period) {
				periods = append(periods, m.Period)
			}
		}
		if len(series) > 0 {
			units++
		}
	}
	slices.SortFunc(periods, value.Period.Compare)
	return periods, units
}

// ofName returns the measures of a name, one for each period, the last one written.
func ofName(all []kind.Measure, name string) []kind.Measure {
	var out []kind.Measure
	for _, m := range all {
		switch n := len(out); {
		case m.Name != name:
		case n > 0 && out[n-1].Period == m.Period:
			out[n-1] = m
		default:
			out = append(out, m)
		}
	}
	return out
}

// newest is the last number of a series, with its change on the one before.
func newest(series []kind.Measure) block.Figure {
	m := series[len(series)-1]
	f := block.Figure{Label: m.Name, Value: m.Cell.Text, Unit: m.Unit, Note: m.Period.String(), Ref: m.Ref}
	if len(series) > 1 {
		before := series[len(series)-2]
		f.Note = fmt.Sprintf("%s；%s为 %s", m.Period, before.Period.Label(m.Period), before.Cell.Text)
	}
	return f
}

// trend follows a measure over all periods, each of which leads to its record. Two dots are no line.
func trend(name string, series []kind.Measure) block.Block {
	t := block.Table{Unit: series[0].Unit, Columns: []block.Column{{Title: "期间"}, {Title: name, Align: block.End}}}
	for i, m := range series {
		cell := m.Cell
		cell.Ref = m.Ref
		t.Rows = append(t.Rows, []block.Cell{block.Text(periodLabel(series, i)), cell})
	}
	if len(series) < 3 {
		t.Title = name
		return t
	}
	return block.Chart{
		Head: block.Head{Title: name + "变化"}, Type: block.LineChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("%s至%s的%s。", series[0].Period, series[len(series)-1].Period, name),
	}
}

func periodLabel(series []kind.Measure, i int) string {
	if i == 0 {
		return series[i].Period.Label(value.Period{})
	}
	return series[i].Period.Label(series[i-1].Period)
}

// compare shows one measure of several units: who stands where in the last period, and how
// all of them developed.
func compare(units []*board.Unit, name string) []block.Block {
	var periods []value.Period
	known := map[*board.Unit][]kind.Measure{}
	measure := ""
	for _, u := range units {
		for _, m := range ofName(u.Measures, name) {
			known[u] = append(known[u], m)
			measure = m.Unit
			if !slices.Contains(periods, m.Period) {
				periods = append(periods, m.Period)
			}
		}
	}
	if len(known) < 2 {
		return nil
	}
	slices.SortFunc(periods, value.Period.Compare)
	periods = periods[max(0, len(periods)-comparedPeriods):]
	rank := ranking(units, known, name, measure, periods[len(periods)-1])
	if len(periods) < 3 {
		return []block.Block{rank}
	}
	return []block.Block{courses(units, known, name, measure, periods), rank, heat(units, known, name, measure, periods)}
}

// at returns the cell of a period; an empty one where nothing is known.
func at(series []kind.Measure, p value.Period) (block.Cell, bool) {
	for _, m := range series {
		if m.Period == p {
			cell := m.Cell
			cell.Ref = m.Ref
			return cell, true
		}
	}
	return block.Cell{}, false
}

func ranking(units []*board.Unit, known map[*board.Unit][]kind.Measure, name, measure string, p value.Period) block.Block {
	t := block.Table{Unit: measure, Columns: []block.Column{{Title: "单位"}, {Title: name, Align: block.End}}}
	for _, u := range units {
		if cell, ok := at(known[u], p); ok {
			t.Rows = append(t.Rows, []block.Cell{{Text: string(u.Name), Ref: u.Ref}, cell})
		}
	}
	slices.SortStableFunc(t.Rows, func(x, y []block.Cell) int {
		switch {
		case x[1].Number > y[1].Number:
			return -1
		case x[1].Number < y[1].Number:
			return 1
		}
		return 0
	})
	return block.Chart{
		Head: block.Head{Title: fmt.Sprintf("%s%s比较", p, name)}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("%d 个单位%s的%s，从高到低。", len(t.Rows), p, name),
	}
}

// courses shows how each unit came to where it is, one small line under the other.
func courses(units []*board.Unit, known map[*board.Unit][]kind.Measure, name, measure string, periods []value.Period) block.Block {
	t := block.Table{
		Head: block.Head{Title: name + "走势", Note: fmt.Sprintf("%s至%s；每条线从自己的最低到最高。", periods[0], periods[len(periods)-1])}, Unit: measure,
		Columns: []block.Column{
			{Title: "单位"},
			{Title: "走势"},
			{Title: "最低", Align: block.End, Minor: true},
			{Title: "最高", Align: block.End, Minor: true},
			{Title: periods[len(periods)-1].Short(), Align: block.End},
		},
	}
	for _, u := range units {
		var numbers []float64
		var low, high, last block.Cell
		for _, p := range periods {
			cell, ok := at(known[u], p)
			if !ok || !cell.HasNumber {
				continue
			}
			if len(numbers) == 0 || cell.Number < low.Number {
				low = cell
			}
			if len(numbers) == 0 || cell.Number > high.Number {
				high = cell
			}
			numbers, last = append(numbers, cell.Number), cell
		}
		if len(numbers) > 1 {
			t.Rows = append(t.Rows, []block.Cell{{Text: string(u.Name), Ref: u.Ref}, {Spark: numbers}, low, high, last})
		}
	}
	return t
}

func heat(units []*board.Unit, known map[*board.Unit][]kind.Measure, name, measure string, periods []value.Period) block.Block {
	t := block.Table{Unit: measure, Columns: []block.Column{{Title: "单位"}}}
	c := block.Chart{
		Head: block.Head{Title: "各单位" + name}, Type: block.HeatmapChart,
		Desc: fmt.Sprintf("%d 个单位%s至%s各期的%s。", len(known), periods[0], periods[len(periods)-1], name),
	}
	var before value.Period
	for i, p := range periods {
		t.Columns = append(t.Columns, block.Column{Title: p.Label(before), Align: block.End})
		c.Series = append(c.Series, block.Series{Column: i + 1})
		before = p
	}
	for _, u := range units {
		if len(known[u]) == 0 {
			continue
		}
		row := []block.Cell{{Text: string(u.Name), Ref: u.Ref}}
		for _, p := range periods {
			cell, _ := at(known[u], p)
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	c.Table = t
	return c
}
