package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func serviceOverview(c *env[serviceSettings], all []*serviceItem) []block.Block {
	var items []*serviceItem
	var fees, eased int
	for _, it := range all {
		if it.own.procedure() {
			items = append(items, it)
		}
		fees += len(it.own.Fees)
		eased += len(withoutTotals(it.own.Eased))
	}
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: overviewFigures(c, all, items)}}
	out = append(out, promisedLimits(items)...)
	out = append(out, improvements(all)...)
	if len(items) > 0 {
		out = append(out, block.At(serviceTable(items), "items"))
	}
	if fees > 0 {
		t := feeTable(c, all)
		if t.Role = block.Detail; len(t.Rows) < fees {
			t.Note = "同一项收费多次公示的，列最近一次的；以前的见各期公示"
		}
		out = append(out, block.At(t, "fees"))
	}
	if eased > 0 {
		out = append(out, easedByClass(all)...)
		out = append(out, block.At(easedTable(c, all), "eased"))
	}
	return append(out, adviceBlocks(c, all)...)
}

func overviewFigures(c *env[serviceSettings], all, items []*serviceItem) []block.Figure {
	online, free, old := 0, 0, 0
	for _, it := range items {
		if slices.ContainsFunc(it.own.Ways, func(w value.Text) bool { return w == "网上" || w == "掌上" }) {
			online++
		}
		if it.own.charge() == "不收费" {
			free++
		}
	}
	fees := feesOf(all)
	for _, f := range fees {
		if f.expired(c.AsOf) {
			old++
		}
	}
	var out []block.Figure
	if len(items) > 0 {
		f := block.Figure{Label: "公开办事事项", Value: fmt.Sprint(len(items)), Unit: "项", Note: fmt.Sprintf("%d 项不收费", free), Source: here("items")}
		if online > 0 {
			f.Note += fmt.Sprintf("，%d 项可以网上办", online)
		}
		out = append(out, f)
	}
	if len(fees) > 0 {
		f := block.Figure{Label: "公示收费项目", Value: fmt.Sprint(len(fees)), Unit: "项", Note: "依据都在有效期内", Source: here("fees")}
		if old > 0 {
			f.Note, f.Tone = fmt.Sprintf("%d 项依据已过期", old), block.Bad
		}
		out = append(out, f)
	}
	if n := adviceTotal(c, all); n > 0 {
		out = append(out, block.Figure{Label: "咨询服务", Value: value.Count(n).String(), Unit: "人次", Source: here("advice")})
	}
	if len(out) == 0 {
		out = append(out, block.Figure{Label: "便民举措", Value: fmt.Sprint(len(easedTable(c, all).Rows)), Unit: "条", Source: here("eased")})
	}
	return out
}

// mostLimits is how many promised limits a chart shows.
const mostLimits = 20

// promisedLimits compares the limits that count the same sort of days, which is working days in most offices.
func promisedLimits(items []*serviceItem) []block.Block {
	byUnit := map[bool][]*serviceItem{}
	for _, it := range items {
		if it.own.Limit == nil {
			continue
		}
		if _, working, ok := it.own.Limit.Days(); ok {
			byUnit[working] = append(byUnit[working], it)
		}
	}
	unit, shown := "个工作日", byUnit[true]
	if len(byUnit[false]) > len(shown) {
		unit, shown = "天", byUnit[false]
	}
	if len(shown) < 2 {
		return nil
	}
	days := func(it *serviceItem) int { n, _, _ := it.own.Limit.Days(); return n }
	slices.SortStableFunc(shown, func(a, b *serviceItem) int { return cmp.Compare(days(b), days(a)) })
	shown = shown[:min(len(shown), mostLimits)]
	t := block.Table{Unit: unit, Columns: []block.Column{{Title: "事项"}, {Title: "承诺时限", Align: block.End}}}
	for _, it := range shown {
		t.Rows = append(t.Rows, []block.Cell{{Text: string(it.Title), Ref: it.Ref}, count(days(it))})
	}
	chart := block.Chart{
		Head: block.Head{Role: block.Headline, Title: "承诺办结时限"}, Type: block.BarChart, Table: t,
		Desc:   fmt.Sprintf("最长的是%s，%d%s。", shown[0].Title, days(shown[0]), unit),
		Series: []block.Series{{Column: 1}},
	}
	if rest := len(items) - len(shown); rest > 0 {
		chart.Note = fmt.Sprintf("另有 %d 项当场办、按小时办或者按别的日子计算，见下面的事项一览", rest)
	}
	return []block.Block{chart}
}

// improvements compares, for each number that several services report, how it was and how it is.
func improvements(all []*serviceItem) []block.Block {
	type point struct {
		it *serviceItem
		ch serviceChange
	}
	of := map[string][]point{}
	var order []string
	for _, it := range all {
		for _, ch := range it.own.Changes {
			name := string(ch.What) + "\x00" + ch.After.unit
			if of[name] == nil {
				order = append(order, name)
			}
			of[name] = append(of[name], point{it, ch})
		}
	}
	var out []block.Block
	for _, name := range order {
		points := of[name]
		if len(points) < 2 {
			continue
		}
		first := points[0].ch
		t := block.Table{Unit: first.After.unit, Columns: []block.Column{{Title: "事项"}, {Title: "原", Align: block.End}, {Title: "现", Align: block.End}}}
		var before, after int64
		for _, p := range points {
			before, after = before+p.ch.Before.n.Hundredths(), after+p.ch.After.n.Hundredths()
			t.Rows = append(t.Rows, []block.Cell{
				{Text: string(p.it.Title), Ref: p.it.Ref}, block.Number(p.ch.Before.n.String(), p.ch.Before.n.Float()), block.Number(p.ch.After.n.String(), p.ch.After.n.Float()),
			})
		}
		out = append(out, block.Chart{
			Head: block.Head{Title: string(first.What) + "改进前后"}, Type: block.BarChart, Table: t,
			Desc:   fmt.Sprintf("%d 个事项合计从 %s 变为 %s%s。", len(points), value.ScoreOf(before), value.ScoreOf(after), first.After.unit),
			Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
		})
	}
	return out
}

// serviceTable is the list in which people look for what they came for.
func serviceTable(items []*serviceItem) block.Table {
	t := block.Table{Head: block.Head{Title: "事项一览"}, Columns: []block.Column{
		{Title: "事项"},
		{Title: "类别", Minor: true},
		{Title: "服务对象", Minor: true},
		{Title: "办结时限", Align: block.End},
		{Title: "方式"},
		{Title: "收费"},
		{Title: "窗口", Minor: true},
		{Title: "电话", Align: block.End},
	}}
	for _, it := range items {
		s := it.own
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref},
			block.Text(string(s.Category)), block.Text(string(s.Audience)), block.Text(s.Limit.String()),
			block.Text(names(s.Ways)), block.Text(s.charge()), block.Text(string(s.Window)), block.Text(s.Phone.String()),
		})
	}
	return withoutEmpty(t)
}

func easedByClass(all []*serviceItem) []block.Block {
	var k sums
	for _, it := range all {
		for _, e := range withoutTotals(it.own.Eased) {
			k.add(string(e.Class), 1)
		}
	}
	if len(k.names) < 2 {
		return nil
	}
	return k.ranking("各类便民举措", "类别", "举措", "条")
}

// given returns who was advised until the as-of date, in the order of time.
func given(c *env[serviceSettings], all []*serviceItem) []advice {
	var out []advice
	for _, it := range all {
		for _, a := range withoutTotals(it.own.Advice) {
			if !a.Date.After(c.AsOf) {
				out = append(out, a)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b advice) int { return a.Date.Compare(b.Date) })
	return out
}

func adviceTotal(c *env[serviceSettings], all []*serviceItem) int {
	n := 0
	for _, a := range given(c, all) {
		n += int(a.N)
	}
	return n
}

// adviceByMonth counts how many were advised in each month from the first to the last.
func adviceByMonth(list []advice) (periods []value.Period, n map[value.Period]int) {
	n = map[value.Period]int{}
	for _, a := range list {
		n[value.PeriodOf(value.Month, a.Date)] += int(a.N)
	}
	if len(list) > 0 {
		periods = months(list[0].Date, list[len(list)-1].Date)
	}
	return periods, n
}

// adviceBlocks show on what people were advised, and when.
func adviceBlocks(c *env[serviceSettings], all []*serviceItem) []block.Block {
	list := given(c, all)
	if len(list) == 0 {
		return nil
	}
	var classes sums
	for _, a := range list {
		classes.add(string(a.Class), int(a.N))
	}
	var out []block.Block
	if t := classes.table("咨询类别", "人次", "人次", classes.ranked()); len(t.Rows) > 1 {
		out = append(out, block.Chart{
			Head: block.Head{Title: "咨询类别"}, Type: block.DonutChart, Table: t, Series: []block.Series{{Column: 1}},
			Desc: fmt.Sprintf("最多的是%s，%s 人次。", t.Rows[0][0].Text, t.Rows[0][1].Text),
		})
	}
	if periods, n := adviceByMonth(list); len(periods) > 1 {
		last := periods[len(periods)-1]
		out = append(out, block.Chart{
			Head: block.Head{Title: "每月咨询人次"}, Type: block.ColumnChart, Series: []block.Series{{Column: 1}},
			Table: timeline(periods, "人次", []string{"咨询人次"}, func(p value.Period) []block.Cell { return []block.Cell{count(n[p])} }),
			Desc:  fmt.Sprintf("%s至%s，最近一个月 %d 人次。", periods[0], last, n[last]),
		})
	}
	return append(out, adviceTable(list))
}

func adviceTable(list []advice) block.Table {
	t := block.Table{Head: block.Head{Role: block.Appendix, Title: "咨询登记", Place: "advice"}, Columns: []block.Column{
		{Title: "日期"}, {Title: "类别"}, {Title: "主题"}, {Title: "人次", Align: block.End},
	}}
	sum := 0
	for i := len(list) - 1; i >= 0; i-- {
		a := list[i]
		sum += int(a.N)
		t.Rows = append(t.Rows, []block.Cell{block.Text(a.Date.ISO()), block.Text(string(a.Class)), block.Text(string(a.Topic)), count(int(a.N))})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, {}, {}, count(sum)}}
	return withoutEmpty(t)
}

// serviceMeasures are the people advised, by month and unit.
func serviceMeasures(c *env[serviceSettings], all []*serviceItem) []Measure {
	var out []Measure
	for _, it := range all {
		periods, n := adviceByMonth(given(c, []*serviceItem{it}))
		for _, m := range periods {
			out = append(out, Measure{Name: "咨询人次", Unit: "人次", Of: string(it.Unit), Period: m, Cell: count(n[m]), Sum: true, Ref: it.Ref, Pos: it.At("title")})
		}
	}
	return out
}
