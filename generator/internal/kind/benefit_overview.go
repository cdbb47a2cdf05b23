package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// seriesOf groups the periods of each programme, without lists, in the order of the section.
func seriesOf(all []*item[benefitRecord]) [][]*item[benefitRecord] {
	var out [][]*item[benefitRecord]
	for _, it := range all {
		n := len(out)
		switch {
		case it.own.isList():
		case n > 0 && out[n-1][0].own.series() == it.own.series():
			out[n-1] = append(out[n-1], it)
		default:
			out = append(out, []*item[benefitRecord]{it})
		}
	}
	return out
}

func benefitOverview(c *env[benefitSettings], all []*item[benefitRecord]) []block.Block {
	sortBenefits(c.set, all)
	groups := seriesOf(all)
	out := []block.Block{benefitTotals(c, all, groups)}
	if open := openLists(c, all); len(open.Rows) > 0 {
		out = append(out, open)
	}
	if chart, ok := paidByMonth(c, all); ok {
		out = append(out, chart)
	}
	if len(groups) > 0 {
		out = append(out, programTable(c, groups))
	}
	out = append(out, dueAndPaid(c, groups)...)
	for _, g := range groups {
		if len(g[0].own.Festival) == 0 {
			out = append(out, programTrend(c, tail(g, lastPeriods))...)
		}
	}
	out = append(out, festivals(c, groups)...)
	return append(out, paidByRecord(c, all, len(groups) == 0)...)
}

// benefitTotals are what was paid this year, and how many each programme reaches.
func benefitTotals(c *env[benefitSettings], all []*item[benefitRecord], groups [][]*item[benefitRecord]) block.Figures {
	f := block.Figures{Head: block.Head{Role: block.Headline}}
	year := c.AsOf.Year()
	now, n := paidIn(all, value.PeriodOf(value.Year, c.AsOf), c.AsOf)
	if n > 0 {
		first := block.Figure{Label: fmt.Sprintf("%d年已发放", year), Value: now.String(), Unit: "元", Note: fmt.Sprintf("%d 次发放", n), Source: here(paidSums)}
		f.Figures = append(f.Figures, first)
	}
	const most = 5 // in a row
	for _, g := range groups {
		last := g[len(g)-1].own
		if len(last.Changes) == 0 || len(f.Figures) >= most {
			continue
		}
		fig := last.headFigure(string(last.Program)+last.Period.Short(), "人", last.persons)
		fig.Ref, fig.Source = g[len(g)-1].Ref, g[len(g)-1].place(ownFigures)
		f.Figures = append(f.Figures, fig)
	}
	if len(f.Figures) == 0 {
		f.Figures = []block.Figure{{Label: "公开记录", Value: fmt.Sprint(len(all)), Unit: "条", Source: here(paidSums)}}
	}
	return f
}

// paidSums is the place of what was paid with each record.
const paidSums = "paid"

// paidByRecord lists what was paid this year, record by record; or, where there are only lists and nothing was paid, all
// records.
func paidByRecord(c *env[benefitSettings], all []*item[benefitRecord], lists bool) []block.Block {
	year := value.PeriodOf(value.Year, c.AsOf)
	sum, n := paidIn(all, year, c.AsOf)
	if n == 0 {
		if !lists {
			return nil
		}
		t := block.Table{Head: block.Head{Title: "这些数字从哪来", Place: paidSums}, Columns: []block.Column{{Title: "记录"}, {Title: "公布日期"}}}
		for i, cell := range recordCells(all) {
			t.Rows = append(t.Rows, []block.Cell{cell, block.Text(all[i].Date.ISO())})
		}
		return []block.Block{t}
	}
	t := block.Table{Head: block.Head{Title: "这些数字从哪来", Place: paidSums}, Unit: "元", Columns: []block.Column{
		{Title: "记录"}, {Title: "发放日期"}, {Title: fmt.Sprintf("%d年已发放", c.AsOf.Year()), Align: block.End},
	}}
	for _, it := range all {
		if one, n := paidIn([]*item[benefitRecord]{it}, year, c.AsOf); n > 0 {
			t.Rows = append(t.Rows, []block.Cell{{Text: string(it.Title), Ref: it.Ref}, block.Text(it.own.Paid.ISO()), moneyCell(one)})
		}
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, {}, moneyCell(sum)}}
	return []block.Block{t}
}

// paidIn adds up what was paid on the days of a period, up to a day.
func paidIn(all []*item[benefitRecord], in value.Period, asOf value.Date) (sum value.Money, n int) {
	for _, it := range all {
		if b := it.own; b.paidBy(asOf) && in.Contains(b.Paid) && b.money {
			sum, n = sum.Add(b.amount), n+1
		}
	}
	return sum, n
}

// openLists are the lists that are on notice, what ends first on top.
func openLists(c *env[benefitSettings], all []*item[benefitRecord]) block.Table {
	t := block.Table{Head: block.Head{Title: "正在公示的名单"}, Columns: []block.Column{
		{Title: "名单"}, {Title: "数目", Align: block.End}, {Title: "公示止"}, {Title: "还剩", Align: block.Center}, {Title: "异议电话", Align: block.End},
	}}
	var open []*item[benefitRecord]
	for _, it := range all {
		if w := it.own.window(); w != nil && w.Open(c.AsOf) {
			open = append(open, it)
		}
	}
	slices.SortStableFunc(open, func(x, y *item[benefitRecord]) int { return x.own.ends.Compare(y.own.ends) })
	for _, it := range open {
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref},
			block.Text(fmt.Sprintf("%d %s", it.own.listed.rows, it.own.listUnit())), block.Text(it.own.ends.ISO()),
			{Badge: it.own.window().State(c.AsOf)},
			block.Text(it.own.objectionPhone(c.Context)),
		})
	}
	return t
}

// paidByMonth shows what was paid in each month of the last year, by programme.
func paidByMonth(c *env[benefitSettings], all []*item[benefitRecord]) (block.Chart, bool) {
	var names []string
	var first value.Date
	for _, it := range all {
		b := it.own
		if !b.paidBy(c.AsOf) || !b.money {
			continue
		}
		if !slices.Contains(names, string(b.Program)) {
			names = append(names, string(b.Program))
		}
		if first.IsZero() || b.Paid.Before(first) {
			first = b.Paid
		}
	}
	if len(names) == 0 {
		return block.Chart{}, false
	}
	months := tail(periodsUntil(value.PeriodOf(value.Month, first), c.AsOf), lastPeriods)
	chart := block.Chart{Head: block.Head{Role: block.Headline, Title: fmt.Sprintf("近 %d 个月发放金额", len(months)), Note: "按实际发放的月份"}, Type: block.StackedChart}
	chart.Table = block.Table{Unit: "元", Columns: []block.Column{{Title: "月份"}}}
	for i, n := range names {
		chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: n, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: "合计", Align: block.End})
	var sum value.Money
	var prev value.Period
	for _, m := range months {
		row := []block.Cell{block.Text(m.Label(prev))}
		for _, n := range names {
			own := slices.DeleteFunc(slices.Clone(all), func(it *item[benefitRecord]) bool { return string(it.own.Program) != n })
			amount, _ := paidIn(own, m, c.AsOf)
			row = append(row, moneyCell(amount))
		}
		total, _ := paidIn(all, m, c.AsOf)
		sum = sum.Add(total)
		chart.Table.Rows = append(chart.Table.Rows, append(row, moneyCell(total)))
		prev = m
	}
	chart.Desc = fmt.Sprintf("%d 个月共发放 %s 元。", len(months), sum)
	return chart, len(months) > 1
}

// periodsUntil lists the periods from the first to the one of a day, also those in which nothing happened.
func periodsUntil(first value.Period, day value.Date) []value.Period {
	var out []value.Period
	for p := first; !p.Start().After(day); p = p.Next() {
		out = append(out, p)
	}
	return out
}

// programTable is the state of each programme: its last period, whether it was paid in time, and when the next one is due.
func programTable(c *env[benefitSettings], groups [][]*item[benefitRecord]) block.Table {
	t := block.Table{Head: block.Head{Title: "各项目发放情况"}, Columns: []block.Column{
		{Title: "项目"},
		{Title: "最近一期"},
		{Title: "人数", Align: block.End},
		{Title: "金额（元）", Align: block.End},
		{Title: "发放日期", Minor: true},
		{Title: "是否按时", Align: block.Center},
		{Title: "下期应发", Minor: true},
		{Title: "倒计时", Align: block.Center, Minor: true},
	}}
	for _, g := range groups {
		it := g[len(g)-1]
		b := it.own
		persons, paid := b.persons.closing, ""
		if len(b.Changes) == 0 {
			persons = b.dueN
		}
		if b.paidBy(c.AsOf) {
			paid = b.Paid.ISO()
		}
		amount := block.Text("—")
		if b.money {
			amount = moneyCell(b.amount)
		}
		p := c.set.program(b.Program)
		row := []block.Cell{
			{Text: b.series(), Ref: it.Ref},
			block.Text(b.Period.String()), count(persons), amount,
			block.Text(paid),
			{Badge: b.payBadge(c.AsOf)},
			{},
			{},
		}
		if next := p.day(c.Calendar, p.Due, b.Period.Next()); !next.IsZero() && b.Festival == "" {
			row[6] = block.Text(next.ISO())
			row[7] = block.Cell{Badge: deadline(next, value.Date{}, c.AsOf, fmt.Sprintf("还有 %d 天", next.Sub(c.AsOf)), "")}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// dueAndPaid sets beside each other, for the last period of each programme, who should get money and who got it.
func dueAndPaid(c *env[benefitSettings], groups [][]*item[benefitRecord]) []block.Block {
	t := block.Table{Unit: "人", Columns: []block.Column{{Title: "项目"}, {Title: "应发", Align: block.End}, {Title: "实发", Align: block.End}}}
	var short []string
	for _, g := range groups {
		i := len(g) - 1
		for i > 0 && (!g[i].own.paidBy(c.AsOf) || !g[i].own.money) {
			i--
		}
		b := g[i].own
		if !b.paidBy(c.AsOf) || !b.money {
			continue
		}
		if n := b.dueN - b.paidN; n > 0 {
			short = append(short, fmt.Sprintf("%s%s少发 %d 人：%s。", b.series(), b.Period.Short(), n, strings.TrimSuffix(b.why(), "。")))
		}
		t.Rows = append(t.Rows, []block.Cell{{Text: b.series() + b.Period.Short(), Ref: g[i].Ref}, count(b.dueN), count(b.paidN)})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	desc := strings.Join(short, "")
	if desc == "" {
		desc = "各项目最近一期都足额发放。"
	}
	return []block.Block{charted(block.Chart{
		Head: block.Head{Title: "应发与实发", Note: desc}, Type: block.BarChart, Desc: desc, Table: t,
		Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
	})}
}

// why returns the reason for a payment that fell short.
func (b *benefitRecord) why() string {
	if b.Reason != "" {
		return string(b.Reason)
	}
	var notes []value.Text
	for _, p := range b.Payments {
		if due, paid := p.counts(); paid < due {
			notes = append(notes, p.Note)
		}
	}
	return names(notes)
}

// programTrend follows one programme over its periods: how many, who came and went, which categories.
func programTrend(c *env[benefitSettings], g []*item[benefitRecord]) []block.Block {
	var out []block.Block
	counted := slices.DeleteFunc(slices.Clone(g), func(it *item[benefitRecord]) bool { return len(it.own.Changes) == 0 })
	name := string(g[0].own.Program)
	if len(counted) > 1 {
		out = append(out, personsTrend(name, counted), yearFlow(name, counted))
	}
	last := g[len(g)-1].own
	if all := last.shares(c.set.least()); len(all) > 1 && len(last.Payments) > 0 {
		chart := last.paymentsChart(c)
		if x, ok := chart.(block.Chart); ok {
			x.Title, x.Open = name+last.Period.Short()+x.Title, false
			chart = x
		}
		out = append(out, chart)
	}
	return out
}

func personsTrend(name string, g []*item[benefitRecord]) block.Chart {
	households := slices.ContainsFunc(g, func(it *item[benefitRecord]) bool { return it.own.hasHousehold })
	chart := block.Chart{
		Head: block.Head{Title: name + "人数"}, Type: block.LineChart, Series: []block.Series{{Column: 1}},
		Table: block.Table{Columns: []block.Column{{Title: "期间"}, {Title: "人数", Align: block.End}}},
	}
	if households {
		chart.Title = name + "户数和人数"
		chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: "户数", Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: 2})
	}
	chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: "金额（元）", Align: block.End})
	var prev value.Period
	for _, it := range g {
		row := []block.Cell{{Text: it.own.Period.Label(prev), Ref: it.Ref}, count(it.own.persons.closing)}
		if households {
			row = append(row, count(it.own.households.closing))
		}
		chart.Table.Rows = append(chart.Table.Rows, append(row, moneyCell(it.own.amount)))
		prev = it.own.Period
	}
	first, last := g[0].own, g[len(g)-1].own
	chart.Desc = fmt.Sprintf("从%s的 %d 人到%s的 %d 人。", first.Period, first.persons.closing, last.Period, last.persons.closing)
	return chart
}

// yearFlow adds up who came and went over the periods shown.
func yearFlow(name string, g []*item[benefitRecord]) block.Block {
	first, last := g[0].own, g[len(g)-1].own
	var added, removed int
	for _, it := range g {
		added, removed = added+it.own.persons.added, removed+it.own.persons.removed
	}
	t := block.Table{Unit: "人", Columns: []block.Column{{Title: "变动"}, {Title: "人数", Align: block.End}}, Rows: [][]block.Cell{
		{block.Text(first.Period.Prev().Short() + "末"), count(first.persons.opening)},
		{block.Text("新增"), count(added)},
		{block.Text("减少"), count(-removed)},
		{block.Text(last.Period.Short() + "末"), count(last.persons.closing)},
	}}
	return block.Chart{
		Head: block.Head{Title: name + "增减", Note: fmt.Sprintf("%s至%s", first.Period, last.Period)}, Type: block.WaterfallChart,
		Desc:  fmt.Sprintf("%s至%s新增 %d 人，减少 %d 人。", first.Period, last.Period, added, removed),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}

// festivals is a table with a row a year: which festivals had their visit, and how much it was.
func festivals(c *env[benefitSettings], groups [][]*item[benefitRecord]) []block.Block {
	t := block.Table{Head: block.Head{Title: "节日慰问"}, Unit: "元", Columns: []block.Column{{Title: "年份"}}}
	cells := map[int]map[int]block.Cell{} // year, column
	first, last := 0, 0
	for _, g := range groups {
		if g[0].own.Festival == "" {
			continue
		}
		t.Columns = append(t.Columns, block.Column{Title: g[0].own.series(), Align: block.End})
		for _, it := range g {
			year := it.own.Period.Start().Year()
			if cells[year] == nil {
				cells[year] = map[int]block.Cell{}
			}
			cell := block.Cell{Text: fmt.Sprintf("还没有发放（%d 人）", it.own.dueN), Ref: it.Ref}
			if it.own.paidBy(c.AsOf) {
				cell = moneyCell(it.own.amount)
				cell.Text, cell.Ref = fmt.Sprintf("%s（%d 人）", it.own.amount, it.own.paidN), it.Ref
			}
			cells[year][len(t.Columns)-1] = cell
			if first == 0 || year < first {
				first = year
			}
			last = max(last, year)
		}
	}
	if len(t.Columns) == 1 {
		return nil
	}
	for year := first; year <= last; year++ {
		row := []block.Cell{block.Text(fmt.Sprintf("%d年", year))}
		for i := 1; i < len(t.Columns); i++ {
			cell, ok := cells[year][i]
			if !ok {
				cell = block.Text("—")
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) < 2 {
		return []block.Block{t}
	}
	chart := block.Chart{Head: t.Head, Type: block.ColumnChart, Desc: "各年节日慰问的金额。", Table: t}
	chart.Table.Title = ""
	for i := 1; i < len(t.Columns); i++ {
		chart.Series = append(chart.Series, block.Series{Column: i})
	}
	return []block.Block{chart}
}

// benefitMeasures are persons and amounts, which add up over boards and units.
func benefitMeasures(c *env[benefitSettings], all []*item[benefitRecord]) []Measure {
	var out []Measure
	for _, it := range all {
		b := it.own
		add := func(name, unit, of string, cell block.Cell) {
			out = append(out, Measure{Name: b.series() + name, Unit: unit, Of: of, Period: b.Period, Cell: cell, Sum: true, Ref: it.Ref, Pos: it.At("period")})
		}
		if b.isList() {
			continue
		}
		if len(b.Changes) > 0 {
			add("人数", "人", "", count(b.persons.closing))
		}
		if !b.paidBy(c.AsOf) || !b.money {
			continue
		}
		add("发放金额", "元", "", moneyCell(b.amount))
		var units []share
		for _, p := range b.Payments {
			if p.Unit != "" && p.Total == "" {
				due, paid := p.counts()
				units = addShare(units, share{string(p.Unit), due, paid, b.amountOf(p), ""})
			}
		}
		if slices.ContainsFunc(units, func(s share) bool { return s.due < c.set.least() }) {
			continue // too few in a unit to tell it from the others
		}
		for _, u := range units {
			add("发放金额", "元", u.name, moneyCell(u.amount))
		}
	}
	return out
}
