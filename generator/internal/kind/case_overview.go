package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// casePeriod is what became of the cases of one period, from one record or several.
type casePeriod struct {
	period value.Period
	tally  caseTally
	items  []*caseItem
}

func casePeriods(c *env[caseSettings], all []*caseItem) []*casePeriod {
	var out []*casePeriod
	for _, it := range all {
		i := slices.IndexFunc(out, func(p *casePeriod) bool { return p.period == it.own.Period })
		if i < 0 {
			i = len(out)
			out = append(out, &casePeriod{period: it.own.Period})
		}
		out[i].items = append(out[i].items, it)
		out[i].tally.merge(tallyOf(c, it, ""))
	}
	slices.SortStableFunc(out, func(a, b *casePeriod) int { return a.period.Compare(b.period) })
	return out
}

func (t *caseTally) merge(o caseTally) {
	t.received, t.done, t.onTime, t.timed = t.received+o.received, t.done+o.done, t.onTime+o.onTime, t.timed+o.timed
	t.overdue, t.days, t.measured = t.overdue+o.overdue, t.days+o.days, t.measured+o.measured
	t.rated, t.happy = t.rated+o.rated, t.happy+o.happy
}

func caseOverview(c *env[caseSettings], all []*caseItem) []block.Block {
	periods := tail(casePeriods(c, all), lastPeriods)
	out := []block.Block{caseFigures(c, periods)}
	if len(periods) > 1 {
		out = append(out, caseCounts(periods))
	}
	if open := openCases(c, all); len(open.Rows) > 0 {
		out = append(out, open)
	}
	out = append(out, caseRates(c, periods)...)
	var total caseTally
	for _, p := range periods {
		total.merge(p.tally)
	}
	out = append(out, caseFunnel(periods, total)...)
	out = append(out, caseLevels(c, all)...)
	out = append(out, caseUnits(c, periods)...)
	out = append(out, caseSorts(c, periods)...)
	return append(out, caseSums(periods))
}

// caseFigures are the numbers of the last period, with the change of the first on the one before.
func caseFigures(c *env[caseSettings], periods []*casePeriod) block.Figures {
	last := periods[len(periods)-1]
	figures := last.tally.figures(c)
	for i := range figures {
		figures[i].Label = last.period.Short() + figures[i].Label
		figures[i].Ref = last.items[0].Ref
	}
	overdue := 0
	for _, p := range periods {
		overdue += p.tally.overdue
	}
	figures = slices.DeleteFunc(figures, func(f block.Figure) bool { return f.Tone == block.Bad })
	if rate := last.tally.rate(c.set.minimum()); rate.IsDefined() && len(periods) > 1 {
		before := periods[len(periods)-2]
		if was := before.tally.rate(c.set.minimum()); was.IsDefined() {
			diff := rate.Hundredths() - was.Hundredths()
			figures[0].Change, figures[0].Trend = compared(value.ScoreOf(max(diff, -diff)).String()+" 个百分点", diff, before.period.Short())
		}
	}
	f := block.Figure{Label: "逾期未办结", Value: fmt.Sprint(overdue), Unit: "件", Note: fmt.Sprintf("截至 %s，各期合计", c.AsOf)}
	if overdue > 0 {
		f.Tone = block.Bad
	}
	figures = append(figures, f)
	sourcedFrom(figures, here(casePeriodSums))
	return block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures}
}

// casePeriodSums is the place of what the figures are worked out from.
const casePeriodSums = "periods"

// caseSums are the numbers that rates and means are worked out from, period by period.
func caseSums(periods []*casePeriod) block.Table {
	label := make([]block.Cell, len(periods))
	var prev value.Period
	for i, p := range periods {
		label[i] = block.Cell{Text: p.period.Label(prev), Ref: p.items[0].Ref}
		prev = p.period
	}
	n := func(title string, of func(caseTally) int) sumColumn {
		return counts(title, each(periods, func(p *casePeriod) int { return of(p.tally) }))
	}
	return sumTable(
		casePeriodSums, "期间", label,
		n("已受理", func(t caseTally) int { return t.received }),
		n("已办结", func(t caseTally) int { return t.done }),
		n("按时办结", func(t caseTally) int { return t.onTime }),
		n("已办结 + 逾期未办结", func(t caseTally) int { return t.timed }),
		n("逾期未办结", func(t caseTally) int { return t.overdue }).always(),
		n("用时（工作日）", func(t caseTally) int { return t.days }),
		n("计用时的件数", func(t caseTally) int { return t.measured }),
		n("满意", func(t caseTally) int { return t.happy }),
		n("已评价", func(t caseTally) int { return t.rated }),
	)
}

func caseCounts(periods []*casePeriod) block.Chart {
	t := block.Table{Unit: "件", Columns: []block.Column{{Title: "期间"}, {Title: "受理", Align: block.End}, {Title: "办结", Align: block.End}}}
	var prev value.Period
	in, done := 0, 0
	for _, p := range periods {
		in, done = in+p.tally.received, done+p.tally.done
		t.Rows = append(t.Rows, []block.Cell{{Text: p.period.Label(prev), Ref: p.items[0].Ref}, count(p.tally.received), count(p.tally.done)})
		prev = p.period
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(in), count(done)}}
	return block.Chart{
		Head: block.Head{Role: block.Headline, Title: "受理和办结", Note: "办结数是这一期受理的办件里已经办结的"}, Type: block.ColumnChart, Table: t,
		Desc:   fmt.Sprintf("%d 期共受理 %d 件，办结 %d 件。", len(periods), in, done),
		Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
	}
}

// openCases are those that somebody is waiting for, the most overdue on top.
func openCases(c *env[caseSettings], all []*caseItem) block.Table {
	var open []caseRow
	for _, it := range all {
		for _, r := range it.own.rows(it.Unit, c.AsOf) {
			if r.Done.IsZero() && !r.closed() {
				open = append(open, r)
			}
		}
	}
	slices.SortStableFunc(open, func(a, b caseRow) int {
		if a.due.IsZero() != b.due.IsZero() {
			return cmp.Compare(b.due.Year(), a.due.Year()) // those without a promise last
		}
		return a.due.Compare(b.due)
	})
	return caseTable(c, open, block.Head{Title: fmt.Sprintf("正在办理（%d 件）", len(open))}, true)
}

func caseRates(c *env[caseSettings], periods []*casePeriod) []block.Block {
	t := block.Table{Unit: "%", Columns: []block.Column{{Title: "期间"}, {Title: "按时办结率", Align: block.End}, {Title: "件数", Align: block.End}}}
	var prev value.Period
	low, known := 100.0, 0
	for _, p := range periods {
		rate := p.tally.rate(c.set.minimum())
		if rate.IsDefined() {
			low = min(low, rate.Float())
			known++
		}
		t.Rows = append(t.Rows, []block.Cell{{Text: p.period.Label(prev), Ref: p.items[0].Ref}, percentCell(rate), block.Text(value.Count(p.tally.timed).String())})
		prev = p.period
	}
	if known < 3 {
		return nil
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "按时办结率", Note: onTimeNote}, Type: block.LineChart, Table: t,
		Desc: fmt.Sprintf("%d 期中最低 %.1f%%。", known, low), Series: []block.Series{{Column: 1}},
	}}
}

// caseFunnel shows how many of the cases that came in were finished, and how many of those satisfied.
func caseFunnel(periods []*casePeriod, t caseTally) []block.Block {
	rows := [][]block.Cell{{block.Text("受理"), count(t.received), block.Text("")}, {block.Text("办结"), count(t.done), block.Text(value.Ratio(int64(t.done), int64(t.received)).String())}}
	if t.timed > 0 {
		rows = append(rows, []block.Cell{block.Text("按时办结"), count(t.onTime), block.Text(value.Ratio(int64(t.onTime), int64(t.received)).String())})
	}
	if t.rated > 0 {
		rows = append(rows,
			[]block.Cell{block.Text("已评价"), count(t.rated), block.Text(value.Ratio(int64(t.rated), int64(t.received)).String())},
			[]block.Cell{block.Text("满意"), count(t.happy), block.Text(value.Ratio(int64(t.happy), int64(t.received)).String())})
	}
	if t.received == 0 || len(rows) < 3 {
		return nil
	}
	last := periods[len(periods)-1]
	return []block.Block{block.Chart{
		Head:   block.Head{Title: "从受理到满意", Note: fmt.Sprintf("%s至%s受理的办件；占受理数的比例见表", periods[0].period, last.period)},
		Type:   block.BarChart,
		Table:  block.Table{Unit: "件", Columns: []block.Column{{Title: "环节"}, {Title: "件数", Align: block.End}, {Title: "占受理", Align: block.End}}, Rows: rows},
		Desc:   fmt.Sprintf("受理 %d 件，办结 %d 件，满意 %d 件。", t.received, t.done, t.happy),
		Series: []block.Series{{Column: 1}},
	}}
}

// caseLevels shows at which level the cases are.
func caseLevels(c *env[caseSettings], all []*caseItem) []block.Block {
	if len(c.set.Levels) < 2 {
		return nil
	}
	reached := make([]int, len(c.set.Levels))
	for _, it := range all {
		for _, r := range it.own.rows(it.Unit, c.AsOf) {
			for i := range slices.Index(c.set.Levels, r.Level) + 1 {
				reached[i]++
			}
		}
	}
	if reached[0] == 0 {
		return nil
	}
	t := block.Table{Unit: "件", Columns: []block.Column{{Title: "审核级"}, {Title: "到达件数", Align: block.End}}}
	for i, level := range c.set.Levels {
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(level)), count(reached[i])})
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "逐级审核", Note: "到了上一级的办件都经过了下一级"}, Type: block.BarChart, Table: t,
		Desc: fmt.Sprintf("%d 件进入审核，%d 件到了%s。", reached[0], reached[len(reached)-1], c.set.Levels[len(reached)-1]), Series: []block.Series{{Column: 1}},
	}}
}

// caseUnits compares the units.
func caseUnits(c *env[caseSettings], periods []*casePeriod) []block.Block {
	units := unitsOf(c, periods)
	if len(units) < 2 {
		return nil
	}
	type line struct {
		unit  value.Text
		tally caseTally
	}
	lines := make([]line, len(units))
	for i, u := range units {
		lines[i].unit = u
		for _, p := range periods {
			for _, it := range p.items {
				lines[i].tally.merge(tallyOf(c, it, u))
			}
		}
	}
	rate := func(l line) value.Percent { return l.tally.rate(c.set.minimum()) }
	slices.SortStableFunc(lines, func(a, b line) int { return rate(b).Compare(rate(a)) })
	t := block.Table{Unit: "%", Columns: []block.Column{
		{Title: "单位"},
		{Title: "按时办结率", Align: block.End},
		{Title: "受理（件）", Align: block.End},
		{Title: "办结（件）", Align: block.End},
		{Title: "逾期未办结（件）", Align: block.End},
	}}
	known := 0
	for _, l := range lines {
		if rate(l).IsDefined() {
			known++
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(l.unit)), percentCell(rate(l)), block.Text(value.Count(l.tally.received).String()),
			block.Text(value.Count(l.tally.done).String()), block.Text(value.Count(l.tally.overdue).String()),
		})
	}
	head := block.Head{Title: "各单位按时办结率", Note: onTimeNote}
	if known < 2 {
		t.Head, t.Unit = head, ""
		return []block.Block{t}
	}
	return []block.Block{block.Chart{
		Head: head, Type: block.BarChart, Max: 100, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("最高的是%s，%s。", lines[0].unit, rate(lines[0])),
	}}
}

// unitsOf returns the units that the cases name, in the order in which they first occur.
func unitsOf(c *env[caseSettings], periods []*casePeriod) []value.Text {
	var units []value.Text
	add := func(u value.Text) {
		if u != "" && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	for _, p := range periods {
		for _, it := range p.items {
			for _, r := range it.own.rows(it.Unit, c.AsOf) {
				add(r.Unit)
			}
			for _, s := range withoutTotals(it.own.Counts) {
				add(cmp.Or(s.Unit, it.Unit))
			}
		}
	}
	return units
}

// caseSorts shows what people come for.
func caseSorts(c *env[caseSettings], periods []*casePeriod) []block.Block {
	var k sums
	for _, p := range periods {
		for _, it := range p.items {
			for _, r := range it.own.rows(it.Unit, c.AsOf) {
				k.add(string(r.What), 1)
			}
			for _, s := range withoutTotals(it.own.Counts) {
				k.add(string(s.What), int(*s.Received))
			}
		}
	}
	if len(k.names) < 2 {
		return nil
	}
	return k.ranking("各类事项受理件数", "事项", "受理", "件")
}

// caseMeasures are the cases of each period, of the board and of each unit.
func caseMeasures(c *env[caseSettings], all []*caseItem) []Measure {
	var out []Measure
	for _, p := range casePeriods(c, all) {
		for _, unit := range append([]value.Text{""}, unitsOf(c, []*casePeriod{p})...) {
			var t caseTally
			for _, it := range p.items {
				t.merge(tallyOf(c, it, unit))
			}
			m := Measure{Of: string(unit), Period: p.period, Ref: p.items[0].Ref, Pos: p.items[0].At("period")}
			add := func(name, unit string, cell block.Cell, sum bool) {
				m.Name, m.Unit, m.Cell, m.Sum = name, unit, cell, sum
				out = append(out, m)
			}
			if rate := t.rate(c.set.minimum()); rate.IsDefined() {
				add("按时办结率", "%", percentCell(rate), false)
			}
			add("受理件数", "件", count(t.received), true)
			if unit == "" { // of units it says little more than what came in
				add("办结件数", "件", count(t.done), true)
			}
		}
	}
	return out
}
