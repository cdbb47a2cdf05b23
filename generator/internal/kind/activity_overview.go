package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/value"
)

func activityOverview(c *env[activitySettings], all []*item[activityRecord]) []block.Block {
	var deeds []deed
	for _, it := range all {
		deeds = append(deeds, it.own.deeds(c.AsOf)...)
	}
	slices.SortStableFunc(deeds, func(a, b deed) int { return a.Day.Compare(b.Day) })
	from := c.AsOf.AddDays(-364)
	year := slices.DeleteFunc(slices.Clone(deeds), func(d deed) bool { return d.Day.Before(from) })
	var out []block.Block
	if len(deeds) > 0 {
		figures := activityFigures(c, year)
		sourcedFrom(figures.Figures, here(deedSums))
		out = append(out, figures, deedCalendar(c, deeds))
		out = append(out, deedsByCategory("近一年各类活动", year)...)
		out = append(out, overMonths(c, deeds)...)
		out = append(out, participation(c, year)...)
	}
	if last := lastCoverage(all); last != nil {
		out = append(out, coverage(c, last.own)...)
	}
	out = append(out, submitted(c, all)...)
	out = append(out, issuesByCarrier(year)...)
	out = append(out, deedsByRecord(c, all, from)...)
	if len(all) < all[0].own.section {
		return out // what the board has to do is not told of a unit alone
	}
	out = append(out, absent(c, year)...)
	out = append(out, festivalTable(c)...)
	out = append(out, nodeTable(c, deeds)...)
	return append(out, lastDone(c, deeds)...)
}

// deedSums is the place of what each record has added to the numbers of the last year.
const deedSums = "year"

// deedsByRecord adds up the last year by record.
func deedsByRecord(c *env[activitySettings], all []*item[activityRecord], from value.Date) []block.Block {
	var with []*item[activityRecord]
	var sums []*done
	var total done
	for _, it := range all {
		s := &done{}
		for _, d := range it.own.deeds(c.AsOf) {
			if !d.Day.Before(from) {
				s.add(&d)
				total.add(&d)
			}
		}
		if s.times > 0 {
			with, sums = append(with, it), append(sums, s)
		}
	}
	if len(with) == 0 {
		return nil
	}
	n := func(title string, of func(*done) int) sumColumn { return counts(title, each(sums, of)) }
	lines := append(sums, &total)
	return []block.Block{sumTable(
		deedSums, "记录", recordCells(with),
		n("活动", func(s *done) int { return s.times }),
		n("参加人次", func(s *done) int { return s.people }),
		n("应参加", func(s *done) int { return s.due }),
		n("其中参加", func(s *done) int { return s.attended }),
		sumColumn{"学时", func(i int) block.Cell { return block.Text(lines[i].hours.String()) }, !total.hours.IsZero()},
		n("志愿者", func(s *done) int { return s.volunteers }),
		sumColumn{"志愿小时", func(i int) block.Cell { return block.Text(lines[i].service.String()) }, !total.service.IsZero()},
		sumColumn{"经费", func(i int) block.Cell { return moneyCell(lines[i].money) }, !total.money.IsZero()},
		sumColumn{"为企业减负", func(i int) block.Cell { return moneyCell(lines[i].relief) }, !total.relief.IsZero()},
		sumColumn{"帮扶企业（家，不重复）", func(i int) block.Cell { return count(len(lines[i].companies.names)) }, len(total.companies.names) > 0},
	)}
}

func activityFigures(c *env[activitySettings], year []deed) block.Figures {
	var s done
	for i := range year {
		s.add(&year[i])
	}
	figures := s.figures("近一年活动", minimum(c.set.MinSample))
	if n := len(s.companies.names); n > 0 {
		figures = append(figures, block.Figure{Label: "帮扶企业", Value: fmt.Sprint(n), Unit: "家"})
	}
	return block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures}
}

// deedCalendar shows on which days of the last year something was done.
func deedCalendar(c *env[activitySettings], deeds []deed) block.Block {
	days := make([]value.Date, len(deeds))
	for i, d := range deeds {
		days[i] = d.Day
	}
	chart, n := yearCalendar("近一年活动日历", "活动", "次", c.AsOf, days)
	if n == 0 {
		return block.Callout{Text: fmt.Sprintf("近一年没有活动，上一次是%s。", deeds[len(deeds)-1].Day)}
	}
	chart.Role, chart.Desc = block.Headline, fmt.Sprintf("近一年有 %d 天举办了活动。", n)
	return chart
}

// overMonths shows what was done month by month: how often, how many people, for how long.
func overMonths(c *env[activitySettings], deeds []deed) []block.Block {
	list := months(deeds[0].Day, c.AsOf)
	if len(list) < 2 {
		return nil
	}
	at := map[value.Period]*done{}
	var total done
	for i := range deeds {
		p := value.PeriodOf(value.Month, deeds[i].Day)
		if at[p] == nil {
			at[p] = &done{}
		}
		at[p].add(&deeds[i])
		total.add(&deeds[i])
	}
	of := func(p value.Period) done {
		if at[p] == nil {
			return done{}
		}
		return *at[p]
	}
	line := func(title, column, unit string, kind block.ChartType, cell func(done) block.Cell) block.Block {
		return block.Chart{
			Head: block.Head{Title: title}, Type: kind, Series: []block.Series{{Column: 1}},
			Desc:  fmt.Sprintf("%s至%s%s。", list[0], list[len(list)-1], title),
			Table: timeline(list, unit, []string{column}, func(p value.Period) []block.Cell { return []block.Cell{cell(of(p))} }),
		}
	}
	out := splitByMonth("每月活动", list, deeds, func(d *deed) string { return string(d.Category) })
	out = append(out, splitByMonth("每月服务对象", list, deeds, func(d *deed) string { return string(d.Served) })...)
	if total.people > 0 {
		out = append(out, line("每月参加人次", "人次", "人次", block.ColumnChart, func(s done) block.Cell { return count(s.people) }))
	}
	if total.due >= minimum(c.set.MinSample) {
		out = append(out, line("每月参加率", "参加率", "%", block.LineChart, func(s done) block.Cell {
			if s.due < minimum(c.set.MinSample) {
				return block.Text("—")
			}
			return percentCell(value.Ratio(int64(s.attended), int64(s.due)))
		}))
	}
	if !total.hours.IsZero() {
		out = append(out, line("每月学时", "学时", "学时", block.ColumnChart, func(s done) block.Cell { return block.Number(s.hours.String(), s.hours.Float()) }))
	}
	if !total.service.IsZero() {
		out = append(out, line("每月志愿服务时数", "服务时数", "小时", block.LineChart, func(s done) block.Cell { return block.Number(s.service.String(), s.service.Float()) }))
	}
	return out
}

// splitByMonth stacks the activities of each month by what they are.
func splitByMonth(title string, list []value.Period, deeds []deed, name func(*deed) string) []block.Block {
	var all sums
	at := map[string]*sums{}
	for i := range deeds {
		p := value.PeriodOf(value.Month, deeds[i].Day)
		n := name(&deeds[i])
		if n == "" || p.Start().Before(list[0].Start()) {
			continue
		}
		all.add(n, 1)
		if at[n] == nil {
			at[n] = &sums{}
		}
		at[n].add(p.Key(), 1)
	}
	titles := all.ranked()
	if len(titles) < 2 {
		return nil
	}
	rest := 0
	if len(titles) > maxCategories {
		rest = len(titles) - maxCategories + 1
		titles = titles[:maxCategories-1]
	}
	columns := slices.Clone(titles)
	if rest > 0 {
		columns = append(columns, "其他")
	}
	chart := block.Chart{
		Head: block.Head{Title: title}, Type: block.StackedChart,
		Desc: fmt.Sprintf("%s至%s，共 %d 次，最多的是%s。", list[0], list[len(list)-1], all.total(), titles[0]),
		Table: timeline(list, "次", columns, func(p value.Period) []block.Cell {
			var row []block.Cell
			for _, n := range titles {
				row = append(row, count(at[n].n[p.Key()]))
			}
			if rest > 0 {
				other := 0
				for _, n := range all.ranked()[len(titles):] {
					other += at[n].n[p.Key()]
				}
				row = append(row, count(other))
			}
			return row
		}),
	}
	for i := range columns {
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	return []block.Block{chart}
}

// participation shows who of the roster, and which unit, took part in which month.
func participation(c *env[activitySettings], year []deed) []block.Block {
	if len(year) == 0 {
		return nil
	}
	list := months(year[0].Day, c.AsOf)
	columns, column := labels(list), map[value.Period]string{}
	for i, p := range list {
		column[p] = columns[i]
	}
	var people, units sums
	for _, name := range plain(c.set.Everyone) {
		people.add(name, 0)
	}
	at := map[[2]string]int{}
	for i := range year {
		d := &year[i]
		month := column[value.PeriodOf(value.Month, d.Day)]
		for _, name := range d.members() {
			if len(c.set.Everyone) == 0 || slices.Contains(c.set.Everyone, value.Text(name)) {
				people.add(name, 1)
			}
			at[[2]string{name, month}]++
		}
		if d.Unit != "" {
			units.add(string(d.Unit), 1)
			at[[2]string{string(d.Unit), month}]++
		}
	}
	cell := func(row, column string) int { return at[[2]string{row, column}] }
	var out []block.Block
	if len(people.names) > 1 && len(list) > 1 {
		out = append(out, countMatrix("谁参加了", "姓名", "次", people.names, columns, cell))
	}
	if len(units.names) > 1 && len(list) > 1 {
		out = append(out, countMatrix("各单位活动", "单位", "次", units.names, columns, cell))
	}
	return out
}

// absent names those who have to take part and have not yet.
func absent(c *env[activitySettings], year []deed) []block.Block {
	var out []string
	for _, name := range plain(c.set.Everyone) {
		if !slices.ContainsFunc(year, func(d deed) bool { return slices.Contains(d.members(), name) }) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []block.Block{block.Callout{Tone: block.Attention, Text: "近一年还没有参加的：" + strings.Join(out, "、") + "。"}}
}

// submitted adds up what units handed in.
func submitted(c *env[activitySettings], all []*item[activityRecord]) []block.Block {
	var list []submit
	for _, it := range all {
		if !it.From().Before(c.AsOf.AddDays(-364)) {
			list = append(list, it.own.Submissions...)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return submissions(c, list, &block.Head{Title: "近一年各单位报送"})
}

// issuesByCarrier counts the issues of each carrier.
func issuesByCarrier(year []deed) []block.Block {
	var s sums
	for _, d := range year {
		if d.Issue != nil || d.Carrier != "" {
			s.add(cmp.Or(string(d.Carrier), string(d.Category)), 1)
		}
	}
	if len(s.names) < 2 {
		return nil
	}
	return s.ranking("近一年各载体期数", "载体", "期数", "期")
}

// festivalTable lists the festivals of this year with what was done for them, in whichever section it is told.
func festivalTable(c *env[activitySettings]) []block.Block {
	if len(c.set.Festivals) == 0 {
		return nil
	}
	t := block.Table{Head: block.Head{Title: "节日活动", Note: "节前 30 天到节后 7 天办的都算"}, Columns: []block.Column{
		{Title: "节日"}, {Title: "日期"}, {Title: "活动", Align: block.End}, {Title: "状态", Align: block.Center},
	}}
	year := c.AsOf.Year()
	for _, name := range plain(c.set.Festivals) {
		f, _ := calendar.FindFestival(name)
		day, known := f.On(year)
		if !known {
			t.Rows = append(t.Rows, []block.Cell{block.Text(name), block.Text("—"), block.Text("—"), {Badge: block.Badge{Text: fmt.Sprintf("不知道 %d 年的日期", year)}}})
			continue
		}
		n := 0
		for _, it := range kinOf[activityRecord](c.Context) {
			for _, d := range it.own.deeds(c.AsOf) {
				if d.isFor(name, day) {
					n++
				}
			}
		}
		badge := block.Badge{Text: "没有记录", Tone: block.Attention}
		switch {
		case n > 0:
			badge = block.Badge{Text: "已办", Tone: block.Good}
		case day.After(c.AsOf):
			badge = block.Badge{Text: fmt.Sprintf("还有 %d 天", day.Sub(c.AsOf))}
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(name), block.Text(day.ISO()), count(n), {Badge: badge}})
	}
	return []block.Block{t}
}

// nodeTable lists the stretches for which publicity is planned, with what was done in each.
func nodeTable(c *env[activitySettings], deeds []deed) []block.Block {
	if len(c.set.Nodes) == 0 {
		return nil
	}
	t := block.Table{Head: block.Head{Title: "宣传节点"}, Columns: []block.Column{
		{Title: "节点"}, {Title: "起"}, {Title: "止"}, {Title: "活动", Align: block.End}, {Title: "状态", Align: block.Center},
	}}
	for _, n := range c.set.Nodes {
		if n.From.IsZero() || n.To.IsZero() {
			t.Rows = append(t.Rows, []block.Cell{block.Text(string(n.Name)), block.Text("待定"), block.Text("待定"), block.Text("—"), {Badge: block.Badge{Text: "日期待定"}}})
			continue
		}
		times := 0
		for _, d := range deeds {
			if !d.Day.Before(n.From) && !d.Day.After(n.To) {
				times++
			}
		}
		state := block.Badge{Text: "已结束"}
		switch {
		case c.AsOf.Before(n.From):
			state.Text = fmt.Sprintf("还有 %d 天", n.From.Sub(c.AsOf))
		case !c.AsOf.After(n.To):
			state = block.Badge{Text: "进行中", Tone: block.Good}
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(n.Name)), block.Text(n.From.ISO()), block.Text(n.To.ISO()), count(times), {Badge: state}})
	}
	return []block.Block{t}
}

// lastDone lists how long ago each category was last done.
func lastDone(c *env[activitySettings], deeds []deed) []block.Block {
	if len(c.set.Remind) == 0 {
		return nil
	}
	last := map[string]value.Date{}
	for _, d := range deeds {
		last[string(d.Category)] = d.Day // deeds are in the order of time
	}
	var order []string
	for _, p := range c.set.Remind {
		order = append(order, p.Key)
	}
	return sinceTable("距上次活动", "类别", c.AsOf, order, func(name string) int { return c.set.limits[name] }, last)
}

// activityMeasures are how often and with how many people something was done in each month, by the
// board and by its units, and what units handed in.
func activityMeasures(c *env[activitySettings], all []*item[activityRecord]) []Measure {
	type slot struct {
		of     string
		period value.Period
	}
	var order []slot
	at := map[slot]*done{}
	from := map[slot]*item[activityRecord]{}
	for _, it := range all {
		for _, d := range it.own.deeds(c.AsOf) {
			key := slot{cmp.Or(string(d.Unit), string(it.Unit)), value.PeriodOf(value.Month, d.Day)}
			if at[key] == nil {
				at[key] = &done{}
				from[key] = it
				order = append(order, key)
			}
			at[key].add(&d)
		}
	}
	slices.SortStableFunc(order, func(a, b slot) int { return cmp.Or(a.period.Compare(b.period), cmp.Compare(a.of, b.of)) })
	var out []Measure
	for _, key := range order {
		it, s := from[key], at[key]
		m := Measure{Name: "活动次数", Unit: "次", Of: key.of, Period: key.period, Cell: count(s.times), Sum: true, Ref: it.Ref, Pos: it.At("title")}
		out = append(out, m)
		if s.people > 0 {
			m.Name, m.Unit, m.Cell = "参加人次", "人次", count(s.people)
			out = append(out, m)
		}
	}
	for _, it := range all {
		for _, s := range it.own.Submissions {
			if s.Total == "" && !it.Period.IsZero() {
				out = append(out, Measure{Name: "报送篇数", Unit: "篇", Of: string(s.Unit), Period: it.Period, Cell: count(int(s.Sent)), Sum: true, Ref: it.Ref, Pos: s.At("报送单位")})
			}
		}
	}
	return out
}
