package surface

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// followTracks follows every category of tracks: what the years came to, all lines at a glance, and each by itself.
func followTracks(tracks []*board.Track) []block.Block {
	var out []block.Block
	for i, t := range tracks {
		out = append(out, inShort(t, "", i)...)
		out = append(out, histories(t, i)...)
	}
	return out
}

// followOutline shows tracks in short; the categories by themselves are on the pages of each.
func followOutline(tracks []*board.Track) []block.Block {
	var out []block.Block
	for _, t := range tracks {
		short := inShort(t, t.History, 0)
		last := len(short) - 1
		short[last] = withMore(short[last], block.Link{Text: "各项的图和各期数字", Ref: t.History})
		out = append(out, short...)
	}
	return out
}

// inShort is what the years of a track came to, and all its lines at a glance, which lead to the histories of the i-th
// track of a page.
func inShort(t *board.Track, page block.Ref, i int) []block.Block {
	var out []block.Block
	if t.Sum {
		out = years(t)
	}
	return append(out, glance(t, func(k int) block.Ref { return page + block.Ref("#"+historyPlace(i, k)) }))
}

// histories follow the categories of the i-th track of a page.
func histories(t *board.Track, i int) []block.Block {
	var out []block.Block
	for k, n := range followedNames(t) {
		out = append(out, block.At(history(t, n), historyPlace(i, k)))
	}
	return out
}

func historyPlace(track, category int) string {
	return fmt.Sprintf("history-%d-%d", track+1, category+1)
}

// followedNames are the categories of a track that have their own histories.
func followedNames(t *board.Track) []string {
	names := allNames(t)
	return names[:min(len(names), comparedParts)]
}

// followAccounts shows the lines of several accounts, one under the other, each of which leads to its own page. Where
// all have the same span, the note says it once.
func followAccounts(accounts []*board.Account) block.Table {
	first := accounts[0].Tracks[0]
	table := glances(wholeOf(first), "名称", first.Unit)
	differ := slices.ContainsFunc(accounts, func(a *board.Account) bool { return span(a.Tracks[0]) != span(first) })
	if table.Note = sparkNote; differ {
		table.Columns = slices.Insert(table.Columns, 1, block.Column{Title: "起止"})
	} else {
		table.Note = span(first) + "；" + sparkNote
	}
	for _, a := range accounts {
		row := glanceRow(block.Cell{Text: a.Name, Ref: a.History}, wholes(a.Tracks[0]))
		if differ {
			row = slices.Insert(row, 1, block.Text(span(a.Tracks[0])))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

const sparkNote = "每条线从自己的最低到最高。"

// span says from when to when a track goes.
func span(t *board.Track) string {
	return fmt.Sprintf("%s至%s", t.Points[0].Period, t.Points[len(t.Points)-1].Period)
}

// wholes are the numbers of a track as a whole.
func wholes(t *board.Track) []moment {
	var out []moment
	for i := range t.Points {
		if p := &t.Points[i]; p.Total.HasNumber {
			out = append(out, moment{p, p.Total})
		}
	}
	return out
}

// years adds up a track by calendar year. Periods of another length than most recent ones are left out: they would be
// counted twice.
func years(t *board.Track) []block.Block {
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
	chart := block.Chart{Head: block.Head{Title: t.Title() + "：各年合计"}, Type: block.BarChart, Open: true}
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
func glance(t *board.Track, place func(int) block.Ref) block.Table {
	table := glances(t.Title(), t.Of, t.Unit)
	table.Note = span(t) + "；" + sparkNote
	for i, n := range allNames(t) {
		name := block.Text(n)
		if i < comparedParts {
			name.Ref = place(i)
		}
		table.Rows = append(table.Rows, glanceRow(name, moments(t, n)))
	}
	return table
}

// glances is a table of lines without its rows.
func glances(title, of, unit string) block.Table {
	return block.Table{Head: block.Head{Title: title + "：一览"}, Unit: unit, Columns: []block.Column{
		{Title: of}, {Title: "走势"}, {Title: "最低", Align: block.End, Minor: true}, {Title: "最高", Align: block.End, Minor: true}, {Title: "最近一期", Align: block.End},
	}}
}

// glanceRow is a line with its lowest, its highest and its last number.
func glanceRow(name block.Cell, points []moment) []block.Cell {
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
	return []block.Cell{name, {Spark: line}, low.cell, high.cell, now.linked()}
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
func moments(t *board.Track, name string) []moment {
	var out []moment
	for i := range t.Points {
		if c, ok := t.Points[i].Part(name); ok {
			out = append(out, moment{&t.Points[i], c})
		}
	}
	return out
}

// history is one category over all periods.
func history(t *board.Track, name string) block.Block {
	table := block.Table{Unit: t.Unit, Columns: []block.Column{{Title: "期间"}, {Title: name, Align: block.End}}}
	points := moments(t, name)
	var before value.Period
	for _, m := range points {
		table.Rows = append(table.Rows, []block.Cell{{Text: m.at.Period.Label(before), Ref: m.at.Ref}, m.cell})
		before = m.at.Period
	}
	head := block.Head{Title: t.Title() + "：" + name}
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
