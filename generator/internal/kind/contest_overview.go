package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

const (
	topRanks = 15 // bars in an overview
	topLines = 5  // lines that can be told apart
)

func contestOverview(c *env[contestSettings], all []*item[contestRecord]) []block.Block {
	sortContests(all)
	groups := contestSeries(all)
	// The contest with the newest period comes first; of those as new, in the order of the settings.
	slices.SortStableFunc(groups, func(a, b []*item[contestRecord]) int {
		x, y := a[len(a)-1].own, b[len(b)-1].own
		place := func(k *contestRecord) int { return slices.Index(c.set.names(), string(k.Contest)) }
		return cmp.Or(y.Period.End().Compare(x.Period.End()), cmp.Compare(place(x), place(y)))
	})
	figures := block.Figures{Head: block.Head{Role: block.Headline}}
	const most = 4 // in a row
	var out []block.Block
	headline := true
	for _, g := range groups {
		if len(figures.Figures) < most {
			figures.Figures = append(figures.Figures, contestFigure(g))
		}
		blocks := contestCharts(c, g)
		if !headline {
			blocks = plainRoles(blocks)
		}
		headline = headline && len(blocks) == 0
		out = append(out, blocks...)
	}
	return append([]block.Block{figures}, out...)
}

// plainRoles makes details of headlines: a section has one.
func plainRoles(blocks []block.Block) []block.Block {
	for i, b := range blocks {
		switch x := b.(type) {
		case block.Chart:
			x.Role = block.Detail
			blocks[i] = x
		case block.Table:
			x.Role = block.Detail
			blocks[i] = x
		}
	}
	return blocks
}

// contestFigure is the newest number of a contest, with its change.
func contestFigure(g []*item[contestRecord]) block.Figure {
	it := g[len(g)-1]
	k, prev := it.own, it.own.prev
	label := string(k.Contest) + k.Period.Short()
	source := it.place(ownFigures)
	switch {
	case k.hasTolls():
		f := block.Figure{Label: label + "收费额", Value: k.whole().amount.String(), Unit: "元", Ref: it.Ref, Source: source, Note: fmt.Sprintf("差错 %d 次", k.whole().errors)}
		if len(k.sums) > 1 {
			f.Source = it.rows(tollUnits)
		}
		if prev != nil && prev.own.hasTolls() {
			d := k.whole().amount.Sub(prev.own.whole().amount)
			f.Change, f.Trend = compared(d.Abs().String(), d.Sign(), prev.own.Period.Short())
		}
		return f
	case len(k.ranking) > 0 && k.ranking[0].complete:
		m, _ := k.mean()
		f := k.meanFigure(label + "平均")
		f.Ref, f.Source = it.Ref, source
		if prev != nil {
			if before, n := prev.own.mean(); n > 0 {
				f.Change, f.Trend = compared(difference(m, before), m.Compare(before), prev.own.Period.Short())
			}
		}
		return f
	}
	f := k.figures()[0]
	f.Label, f.Ref, f.Source = label+f.Label, it.Ref, source
	return f
}

// contestCharts show one contest: where everybody stands, and how it came to that.
func contestCharts(c *env[contestSettings], g []*item[contestRecord]) []block.Block {
	last := g[len(g)-1].own
	name := string(last.Contest)
	var out []block.Block
	if last.hasTolls() {
		progress := last.run.progressCharts(c.set, topRanks)
		for i, b := range progress {
			if x, ok := b.(block.Chart); ok && i == 0 {
				x.Role = block.Headline
				progress[i] = x
			}
		}
		out = append(append(out, progress...), tollTrends(tail(g, lastPeriods))...)
	}
	if len(last.ranking) > 0 {
		out = append(out, last.rankingChart(name+last.Period.Short()+"排行", topRanks, false))
		scored := slices.DeleteFunc(slices.Clone(g), func(it *item[contestRecord]) bool { return len(it.own.season) == 0 })
		if len(scored) > 1 {
			out = append(out, seasonTable(name, last), topTrend(name, tail(scored, lastPeriods)))
		}
		if heat, ok := unitHeat(c, name, tail(scored, lastPeriods)); ok {
			out = append(out, heat)
		}
		if len(scored) > 1 { // what happened once is on the page of its record
			out = append(out, titled(name+last.Period.Short(), last.itemCharts())...)
			if stars, ok := last.starChart(c); ok {
				out = append(out, titled(name, []block.Block{stars})...)
			}
		}
	}
	if len(last.Levels) > 0 {
		out = append(out, titled(name, last.levelsChart(c)[:1])...)
	}
	if len(last.Benchmarks) > 0 {
		out = append(out, titled(name, []block.Block{last.benchmarkChart()})...)
	}
	return out
}

// titled puts the name of a contest before the titles of its charts.
func titled(name string, blocks []block.Block) []block.Block {
	for i, b := range blocks {
		if x, ok := b.(block.Chart); ok {
			x.Title = name + x.Title
			blocks[i] = x
		}
	}
	return blocks
}

// seasonTable is the accumulated ranking of the year.
func seasonTable(name string, last *contestRecord) block.Block {
	t := block.Table{Unit: last.unit(), Columns: []block.Column{
		{Title: "对象"}, {Title: "累计", Align: block.End}, {Title: "名次", Align: block.Center}, {Title: "比上期", Align: block.Center}, {Title: "期数", Align: block.End, Minor: true},
	}}
	for _, r := range last.season[:min(topRanks, len(last.season))] {
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(r.name), scoreCell(r.total), block.Text(fmt.Sprint(r.rank)), block.Text(result{rank: r.rank, was: r.was}.change()), count(r.periods),
		})
	}
	return charted(block.Chart{
		Head: block.Head{Title: fmt.Sprintf("%s%d年累计排行", name, last.Period.Start().Year()), Note: "累计 = 今年各期总分相加，没有参加的一期不计"}, Type: block.BarChart,
		Desc:  fmt.Sprintf("累计第一名是%s，%s %s。", last.season[0].name, last.season[0].total, last.unit()),
		Table: t, Series: []block.Series{{Column: 1}},
	})
}

// topTrend follows those who lead the year, period by period.
func topTrend(name string, g []*item[contestRecord]) block.Block {
	last := g[len(g)-1].own
	leaders := last.season[:min(topLines, len(last.season))]
	t := block.Table{Unit: last.unit(), Columns: []block.Column{{Title: "期间"}}}
	var series []block.Series
	for i, r := range leaders {
		t.Columns = append(t.Columns, block.Column{Title: r.name, Align: block.End})
		series = append(series, block.Series{Column: i + 1})
	}
	var prev value.Period
	for _, it := range g {
		row := []block.Cell{{Text: it.own.Period.Label(prev), Ref: it.Ref}}
		for _, r := range leaders {
			row = append(row, it.own.totalOf(r.name))
		}
		t.Rows = append(t.Rows, row)
		prev = it.own.Period
	}
	return block.Chart{
		Head: block.Head{Title: name + "走势", Note: fmt.Sprintf("今年累计前 %d 名各期的总分", len(leaders))}, Type: block.LineChart,
		Desc: fmt.Sprintf("%d 期，今年累计前 %d 名的总分。", len(g), len(leaders)), Table: t, Series: series,
	}
}

func (k *contestRecord) totalOf(name string) block.Cell {
	for _, s := range k.ranking {
		if string(s.Name) == name && s.complete {
			return scoreCell(s.total)
		}
	}
	return block.Text("—")
}

// unitMean is what a unit got in a period: its own total, or the mean of its members'.
type unitMean struct {
	name  string
	score value.Score
	n     int // members; 0 for its own total
}

func (k *contestRecord) unitMeans(r *Roster) []unitMean {
	var out []unitMean
	sums := map[string]int64{}
	for _, s := range k.ranking {
		if !s.complete {
			continue
		}
		name, members := string(s.In), 1
		if person, known := k.isPerson(r, s.Name); known && !person {
			name, members = string(s.Name), 0
		}
		if name == "" {
			continue
		}
		i := slices.IndexFunc(out, func(u unitMean) bool { return u.name == name })
		if i < 0 {
			i = len(out)
			out = append(out, unitMean{name: name})
		}
		sums[name] += s.total.Hundredths()
		out[i].n += members
	}
	for i := range out {
		n := int64(max(out[i].n, 1))
		out[i].score = value.ScoreOf((2*sums[out[i].name] + n) / (2 * n))
	}
	return out
}

// unitHeat shows the units over the periods.
func unitHeat(c *env[contestSettings], name string, g []*item[contestRecord]) (block.Chart, bool) {
	var units []string
	for _, it := range g {
		for _, m := range it.own.unitMeans(c.Roster) {
			if !slices.Contains(units, m.name) {
				units = append(units, m.name)
			}
		}
	}
	if len(units) < 2 || len(g) < 2 {
		return block.Chart{}, false
	}
	chart := block.Chart{
		Head: block.Head{Title: name + "各单位各期得分", Note: "个人参加的，取本单位参加的人的平均"}, Type: block.HeatmapChart,
		Desc: fmt.Sprintf("%d 个单位 %d 期的得分，颜色越深越高。", len(units), len(g)),
	}
	chart.Table = block.Table{Unit: g[0].own.unit(), Columns: []block.Column{{Title: "单位"}}}
	for _, u := range units {
		chart.Table.Rows = append(chart.Table.Rows, []block.Cell{block.Text(u)})
	}
	for i, it := range g {
		chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: it.own.Period.Short(), Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
		means := it.own.unitMeans(c.Roster)
		for j, u := range units {
			cell := block.Text("—")
			for _, m := range means {
				if m.name == u {
					cell = scoreCell(m.score) // all as wide as each other: a field shows its number or none does
				}
			}
			chart.Table.Rows[j] = append(chart.Table.Rows[j], cell)
		}
	}
	return chart, true
}

// tollTrends show what was taken in over the periods, as a whole and by unit.
func tollTrends(g []*item[contestRecord]) []block.Block {
	g = slices.DeleteFunc(slices.Clone(g), func(it *item[contestRecord]) bool { return !it.own.hasTolls() })
	if len(g) < 2 {
		return nil
	}
	name := string(g[0].own.Contest)
	t := block.Table{Unit: "元", Columns: []block.Column{{Title: "期间"}, {Title: "收费额", Align: block.End}, {Title: "差错次数", Align: block.End}}}
	var units []string
	var prev value.Period
	var sum value.Money
	wrong := 0
	for _, it := range g {
		w := it.own.whole()
		sum, wrong = sum.Add(w.amount), wrong+w.errors
		t.Rows = append(t.Rows, []block.Cell{{Text: it.own.Period.Label(prev), Ref: it.Ref}, moneyCell(w.amount), count(w.errors)})
		prev = it.own.Period
		for _, u := range it.own.sums {
			if !slices.Contains(units, u.name) {
				units = append(units, u.name)
			}
		}
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, moneyCell(sum), count(wrong)}}
	out := []block.Block{block.Chart{
		Head: block.Head{Title: name + "各期收费额"}, Type: block.ColumnChart, Desc: fmt.Sprintf("%d 期收费 %s 元，差错 %d 次。", len(g), sum, wrong),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.IncomeHue}},
	}}
	if len(units) < 2 {
		return out
	}
	heat := block.Chart{Head: block.Head{Title: name + "各单位各期收费额"}, Type: block.HeatmapChart, Desc: fmt.Sprintf("%d 个单位 %d 期的收费额，颜色越深越多。", len(units), len(g))}
	heat.Table = block.Table{Unit: "万元", Columns: []block.Column{{Title: "单位"}}}
	for _, u := range units {
		heat.Table.Rows = append(heat.Table.Rows, []block.Cell{block.Text(u)})
	}
	for i, it := range g {
		heat.Table.Columns = append(heat.Table.Columns, block.Column{Title: it.own.Period.Short(), Align: block.End})
		heat.Series = append(heat.Series, block.Series{Column: i + 1})
		for j, u := range units {
			cell := block.Text("—")
			if at := slices.IndexFunc(it.own.sums, func(s unitSum) bool { return s.name == u }); at >= 0 {
				cell = tenThousands(it.own.sums[at].amount)
			}
			heat.Table.Rows[j] = append(heat.Table.Rows[j], cell)
		}
	}
	return append(out, heat)
}

// tenThousands is an amount in 万元 with one decimal, for fields that are too small for more.
func tenThousands(m value.Money) block.Cell {
	f := m.Float() / 1e4
	return block.Number(fmt.Sprintf("%.1f", f), f)
}

// contestMeasures are the points of units, and the money that was taken in, which adds up over units and boards.
func contestMeasures(c *env[contestSettings], all []*item[contestRecord]) []Measure {
	var out []Measure
	for _, it := range all {
		k := it.own
		add := func(name, unit, of string, cell block.Cell, sum bool) {
			out = append(out, Measure{Name: name, Unit: unit, Of: of, Period: k.Period, Cell: cell, Sum: sum, Ref: it.Ref, Pos: it.At("period")})
		}
		for _, m := range k.unitMeans(c.Roster) {
			add(string(k.Contest), k.unit(), m.name, scoreCell(m.score), false)
		}
		if !k.hasTolls() {
			continue
		}
		add("收费额", "元", "", moneyCell(k.whole().amount), true)
		for _, u := range k.sums {
			add("收费额", "元", u.name, moneyCell(u.amount), true)
		}
	}
	return out
}
