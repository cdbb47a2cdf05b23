package surface

import (
	"fmt"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// historyOf follows every category of a section: what the years came to, all lines at a glance, and each by itself.
func (w *web) historyOf(s *board.Section) []block.Block {
	var out []block.Block
	for i := range s.Tracks {
		t := &s.Tracks[i]
		place := func(k int) string { return fmt.Sprintf("history-%d-%d", i+1, k+1) }
		if t.Sum {
			out = append(out, years(t)...)
		}
		names := allNames(t)
		out = append(out, glance(t, names, place))
		for k, n := range names[:min(len(names), comparedParts)] {
			out = append(out, block.At(history(t, n), place(k)))
		}
	}
	return append(out, ways(s, s.History))
}

// years adds up a track by calendar year. Periods of another length than most recent ones are left out: they would be
// counted twice.
func years(t *kind.Track) []block.Block {
	unit := t.Points[len(t.Points)-1].Period.Unit()
	var list []int
	of := map[int][]*kind.Point{}
	for i := range t.Points {
		p := &t.Points[i]
		if p.Period.Unit() != unit {
			continue
		}
		y := p.Period.Start().Year()
		if of[y] == nil {
			list = append(list, y)
		}
		of[y] = append(of[y], p)
	}
	if len(list) < 2 {
		return nil
	}
	table := block.Table{Unit: t.Unit, Columns: []block.Column{{Title: t.Of}}}
	chart := block.Chart{Head: block.Head{Title: t.Name + "：各年合计"}, Type: block.BarChart, Open: true}
	foot := []block.Cell{{Text: "合计", Strong: true}}
	for i, y := range list {
		points := of[y]
		label := fmt.Sprintf("%d年", y)
		if first, last := points[0].Period, points[len(points)-1].Period; first.Start().Month() != 1 || last.End().Month() != 12 {
			label += fmt.Sprintf("（%s至%s）", first.Short(), last.Short())
		}
		table.Columns = append(table.Columns, block.Column{Title: label, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
		foot = append(foot, sumOf(points, func(p *kind.Point) block.Cell { return p.Total }))
	}
	for _, n := range allNames(t) {
		row := []block.Cell{block.Text(n)}
		for _, y := range list {
			row = append(row, sumOf(of[y], func(p *kind.Point) block.Cell { c, _ := p.Part(n); return c }))
		}
		table.Rows = append(table.Rows, row)
	}
	table.Foot = [][]block.Cell{foot}
	chart.Table = table
	chart.Desc = fmt.Sprintf("%d年至%d年，每年合计。", list[0], list[len(list)-1])
	if len(table.Rows) > comparedParts || len(list) > comparedYears {
		table.Head = chart.Head
		return []block.Block{table}
	}
	return []block.Block{chart}
}

// comparedYears is how many years bars can be told apart of.
const comparedYears = 6

// sumOf adds up a number of points; "—" where none has it.
func sumOf(points []*kind.Point, of func(*kind.Point) block.Cell) block.Cell {
	var cells []block.Cell
	for _, p := range points {
		if c := of(p); c.Text != "" {
			cells = append(cells, c)
		}
	}
	sum, ok := addUp(cells)
	if !ok || len(cells) == 0 {
		return block.Text("—")
	}
	sum.Strong = false
	return sum
}

// glance shows the lines of all categories, one under the other, each of which leads to its own history.
func glance(t *kind.Track, names []string, place func(int) string) block.Table {
	first, last := t.Points[0].Period, t.Points[len(t.Points)-1].Period
	table := block.Table{
		Head: block.Head{Title: t.Name + "：一览", Note: fmt.Sprintf("%s至%s；每条线从自己的最低到最高。", first, last)}, Unit: t.Unit,
		Columns: []block.Column{
			{Title: t.Of}, {Title: "走势"}, {Title: "最低", Align: block.End, Minor: true}, {Title: "最高", Align: block.End, Minor: true}, {Title: "最近一期", Align: block.End},
		},
	}
	for i, n := range names {
		name := block.Text(n)
		if i < comparedParts {
			name.Ref = block.Ref("#" + place(i))
		}
		points := moments(t, n)
		low, high := points[0], points[0]
		var line []float64
		for _, p := range points {
			if p.cell.Number < low.cell.Number {
				low = p
			}
			if p.cell.Number > high.cell.Number {
				high = p
			}
			line = append(line, p.cell.Number)
		}
		now := points[len(points)-1]
		table.Rows = append(table.Rows, []block.Cell{name, {Spark: line}, low.cell, high.cell, now.linked()})
	}
	return table
}

// moment is a number of a category at a period.
type moment struct {
	at   *kind.Point
	cell block.Cell
}

func (m moment) linked() block.Cell {
	m.cell.Ref = m.at.Ref
	return m.cell
}

// moments are the numbers of a category.
func moments(t *kind.Track, name string) []moment {
	var out []moment
	for i := range t.Points {
		if c, ok := t.Points[i].Part(name); ok {
			out = append(out, moment{&t.Points[i], c})
		}
	}
	return out
}

// history is one category over all periods.
func history(t *kind.Track, name string) block.Block {
	table := block.Table{Unit: t.Unit, Columns: []block.Column{{Title: "期间"}, {Title: name, Align: block.End}}}
	points := moments(t, name)
	var before value.Period
	for _, m := range points {
		table.Rows = append(table.Rows, []block.Cell{{Text: m.at.Period.Label(before), Ref: m.at.Ref}, m.cell})
		before = m.at.Period
	}
	head := block.Head{Title: t.Name + "：" + name}
	if len(points) < 3 { // two dots are no line
		table.Head = head
		return table
	}
	last := points[len(points)-1]
	return block.Chart{
		Head: head, Type: block.LineChart, Table: table, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("%s至%s的%s，最近一期 %s %s。", points[0].at.Period, last.at.Period, name, last.cell.Text, t.Unit),
	}
}
