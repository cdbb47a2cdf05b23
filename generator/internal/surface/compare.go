package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// comparedParts is how many categories a chart of two periods, or the page of all histories, can hold.
const comparedParts = 16

// compareTracks puts the last periods of tracks side by side, with all numbers below.
func compareTracks(tracks []*board.Track) []block.Block {
	var out []block.Block
	for i, t := range tracks {
		place := fmt.Sprintf("track-%d", i+1)
		pairs := lastPairs(t)
		out = append(out, block.At(pairs[0], place+"-pair"))
		out = append(append(out, pairs[1:]...), allPeriods(t, place))
	}
	return out
}

// compareOutline puts the last periods of tracks side by side; all numbers are on the pages of each.
func compareOutline(tracks []*board.Track) []block.Block {
	var out []block.Block
	for _, t := range tracks {
		pairs := lastPairs(t)
		pairs[0] = withMore(pairs[0], block.Link{Text: "各期数字，任选两期", Ref: t.Compare})
		out = append(out, pairs...)
	}
	return out
}

// lastPairs are the last period of a track with the one before, and with the same of the year before.
func lastPairs(t *board.Track) []block.Block {
	before, last := lastTwo(t)
	out := []block.Block{pair(t, before, last)}
	if i := slices.IndexFunc(t.Points, func(p kind.Point) bool { return p.Period == last.Period.YearBefore() }); i >= 0 && t.Points[i].Period != before.Period {
		out = append(out, pair(t, &t.Points[i], last))
	}
	return out
}

// compareAccounts puts the last two periods of each of several accounts side by side, in one number. Where they are the
// same of all, the columns say them.
func compareAccounts(accounts []*board.Account) block.Table {
	first := accounts[0].Tracks[0]
	titles := func(a, b string) []block.Column {
		return comparedColumns("名称", a, b, rated(first.Unit))
	}
	before, last := lastTwo(first)
	table := block.Table{
		Head: block.Head{Title: wholeOf(first) + "：最近两期"}, Unit: first.Unit, Columns: titles(before.Period.String(), last.Period.String()),
	}
	differ := slices.ContainsFunc(accounts, func(a *board.Account) bool {
		x, y := lastTwo(a.Tracks[0])
		return x.Period != before.Period || y.Period != last.Period
	})
	if differ {
		table.Columns = slices.Insert(titles("上期数", "本期数"), 1, block.Column{Title: "最近一期"})
	}
	for _, a := range accounts {
		x, y := lastTwo(a.Tracks[0])
		row := pairRow(block.Cell{Text: a.Name, Ref: a.Compare}, x.Total, y.Total, rated(first.Unit))
		if row[1].Ref, row[2].Ref = x.Ref, y.Ref; differ {
			row = slices.Insert(row, 1, block.Text(y.Period.String()))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// lastTwo are the last point of a track and the one before.
func lastTwo(t *board.Track) (before, last *kind.Point) {
	n := len(t.Points)
	return &t.Points[n-2], &t.Points[n-1]
}

// comparedColumns are the columns of a table of two periods.
func comparedColumns(of, before, after string, rate bool) []block.Column {
	out := []block.Column{{Title: of}, {Title: before, Align: block.End}, {Title: after, Align: block.End}, {Title: "增减", Align: block.End}}
	if rate {
		out = append(out, block.Column{Title: "增减幅度", Align: block.End})
	}
	return out
}

// partNames are the categories of points, those of the last one first.
func partNames(points ...*kind.Point) []string {
	var out []string
	for _, p := range slices.Backward(points) {
		for _, x := range p.Parts {
			if !slices.Contains(out, x.Name) {
				out = append(out, x.Name)
			}
		}
	}
	return out
}

// allNames are the categories of a track.
func allNames(t *board.Track) []string {
	points := make([]*kind.Point, len(t.Points))
	for i := range t.Points {
		points[i] = &t.Points[i]
	}
	return partNames(points...)
}

// pair puts two periods of a track side by side.
func pair(t *board.Track, a, b *kind.Point) block.Block {
	rate := rated(t.Unit)
	table := block.Table{Unit: t.Unit, Columns: comparedColumns(t.Of, a.Period.String(), b.Period.String(), rate)}
	for _, name := range partNames(a, b) {
		x, _ := a.Part(name)
		y, _ := b.Part(name)
		table.Rows = append(table.Rows, pairRow(block.Text(name), x, y, rate))
	}
	if t.Sum {
		table.Foot = [][]block.Cell{pairRow(block.Cell{Text: "合计", Strong: true}, a.Total, b.Total, rate)}
	}
	head := block.Head{Title: fmt.Sprintf("%s：%s和%s", t.Title(), a.Period, b.Period)}
	if t.Unit == "%" {
		head.Note = "增减按百分点算。"
	}
	if len(table.Rows) < 2 || len(table.Rows) > comparedParts {
		for _, row := range table.Rows {
			row[1].Ref, row[2].Ref = a.Ref, b.Ref
		}
		table.Head = head
		return table
	}
	return block.Chart{
		Head: head, Type: block.BarChart, Table: table, Series: []block.Series{{Column: 1}, {Column: 2}}, Open: true, Source: sources(a, b),
		Desc: fmt.Sprintf("%d 项，%s和%s各一条。", len(table.Rows), a.Period, b.Period),
	}
}

// sources are the records of points; one that several records tell has none of its own.
func sources(points ...*kind.Point) []block.Link {
	var out []block.Link
	for _, p := range points {
		if p.Ref != "" {
			out = append(out, block.Link{Text: p.Period.String(), Ref: p.Ref})
		}
	}
	return out
}

// rated reports whether differences of a unit say something in per cent, too. Those of rates and points don't.
func rated(unit string) bool { return unit != "%" && unit != "分" }

// pairRow is what a category was in two periods, and by what it changed; one that is not known of both has no change.
func pairRow(name, a, b block.Cell, rate bool) []block.Cell {
	row := []block.Cell{name, orNone(a), orNone(b), block.Text("—")}
	share := block.Text("—")
	if before, after, ok := amounts(a, b); ok {
		row[3] = block.Text(signed(after.Sub(before), max(decimals(a.Text), decimals(b.Text))))
		if p := value.Share(after.Sub(before), before.Abs()); p.IsDefined() {
			share = block.Text(plus(p.Hundredths() > 0) + p.String())
		}
	}
	if rate {
		row = append(row, share)
	}
	return row
}

func orNone(c block.Cell) block.Cell {
	if c.Text == "" {
		return block.Text("—")
	}
	return c
}

// amounts reads two cells exactly as they are written.
func amounts(a, b block.Cell) (x, y value.Money, ok bool) {
	ok = x.Parse(a.Text) == nil && y.Parse(b.Text) == nil
	return x, y, ok
}

// decimals is how many decimals a number is written with, two at most.
func decimals(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// signed is a difference with its sign, as exact as what it is of: +1,590.40, +1.4, -3, 0.
func signed(m value.Money, decimals int) string {
	text := m.String()
	if text = text[:len(text)-2+decimals]; decimals == 0 {
		text = strings.TrimSuffix(text, ".")
	}
	return plus(m.Sign() > 0) + text
}

func plus(up bool) string {
	if up {
		return "+"
	}
	return ""
}

// allPeriods is every number of a track, a row for each period, the newest on top.
func allPeriods(t *board.Track, place string) block.Table {
	names := allNames(t)
	table := block.Table{
		Head: block.Head{Title: t.Title() + "：各期", Place: place}, Unit: t.Unit, Columns: []block.Column{{Title: "期间"}},
		Pick: block.Pick{Of: t.Of, Rate: rated(t.Unit)},
	}
	for _, n := range names {
		table.Columns = append(table.Columns, block.Column{Title: n, Align: block.End})
	}
	if t.Sum {
		table.Columns = append(table.Columns, block.Column{Title: "合计", Align: block.End})
	}
	for i := range slices.Backward(t.Points) {
		p := &t.Points[i]
		row := []block.Cell{{Text: p.Period.String(), Ref: p.Ref}}
		for _, n := range names {
			cell, _ := p.Part(n)
			row = append(row, orNone(cell))
		}
		if t.Sum {
			total := p.Total
			total.Strong = true
			row = append(row, total)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
