package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// done adds up activities.
type done struct {
	times, people, attended, due, volunteers int
	hours, service                           value.Score
	money, relief                            value.Money
	companies                                sums
}

func (s *done) add(d *deed) {
	s.times++
	if d.People != nil {
		s.people += int(*d.People)
		if d.Due != nil {
			s.attended, s.due = s.attended+int(*d.People), s.due+int(*d.Due)
		}
	}
	if d.Volunteers != nil {
		s.volunteers += int(*d.Volunteers)
	}
	if d.Hours != nil {
		s.hours = s.hours.Add(*d.Hours)
	}
	if d.Service != nil {
		s.service = s.service.Add(*d.Service)
	}
	if d.Money != nil {
		s.money = s.money.Add(*d.Money)
	}
	if d.Relief != nil {
		s.relief = s.relief.Add(*d.Relief)
	}
	if d.Company != "" {
		s.companies.add(string(d.Company), 1)
	}
}

// figures are the numbers that there are; those of a single activity don't count activities.
func (s *done) figures(label string, least int) []block.Figure {
	var out []block.Figure
	add := func(label, text, unit string, shown bool) {
		if shown {
			out = append(out, block.Figure{Label: label, Value: text, Unit: unit})
		}
	}
	add(label, value.Count(s.times).String(), "次", label != "")
	add("参加", value.Count(s.people).String(), "人次", s.people > 0)
	if r := rate(s.attended, s.due, least); r != "" {
		out = append(out, block.Figure{Label: "参加率", Value: strings.TrimSuffix(r, "%"), Unit: "%", Note: fmt.Sprintf("参加 %s ÷ 应参加 %s", value.Count(s.attended), value.Count(s.due))})
	}
	add("学时", s.hours.String(), "学时", !s.hours.IsZero())
	add("志愿者", value.Count(s.volunteers).String(), "人次", s.volunteers > 0)
	add("志愿服务", s.service.String(), "小时", !s.service.IsZero())
	add("经费", s.money.String(), "元", !s.money.IsZero())
	add("为企业减负", s.relief.String(), "元", !s.relief.IsZero())
	return out
}

func activityBlocks(c *env[activitySettings], it *item[activityRecord]) []block.Block {
	own := it.own
	deeds := own.deeds(c.AsOf)
	single := it.has("held")
	label := "活动"
	if single && len(deeds) == 1 {
		label = ""
	}
	var s done
	for i := range deeds {
		s.add(&deeds[i])
	}
	var out []block.Block
	if figures := s.figures(label, minimum(c.set.MinSample)); len(figures) > 0 && len(deeds) > 0 {
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures})
	}
	var f facts
	f.add("期间", own.Period.String())
	f.add("类别", string(own.Category))
	f.add("活动日期", heldText(own))
	f.add("时段", string(own.Span))
	f.add("地点", string(own.Place))
	f.add("节日", string(own.Festival))
	f.add("参加人", names(own.Members))
	if own.Held.After(c.AsOf) {
		f = append(facts{{Label: "状态", Text: fmt.Sprintf("还有 %d 天", own.Held.Sub(c.AsOf)), Badge: block.Badge{Text: "未开始"}}}, f...)
	}
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	out = append(out, it.body(func(table string) []block.Block {
		switch table {
		case "载体覆盖":
			return coverage(c, own)
		case "报送情况":
			return submissions(c, own.Submissions, nil)
		}
		return []block.Block{deedTable(deeds)}
	})...)
	if len(deeds) > 1 {
		out = append(out, deedsByCategory("各类活动", deeds)...)
	}
	return out
}

func heldText(own *activityRecord) string {
	if own.Until.IsZero() || own.Until == own.Held {
		return dateText(own.Held)
	}
	return fmt.Sprintf("%s至%s，共 %d 天", own.Held, own.Until, own.Until.Sub(own.Held)+1)
}

func deedTable(deeds []deed) block.Block {
	if len(deeds) == 0 {
		return block.Callout{Text: "这一期没有活动。"}
	}
	t := block.Table{Head: block.Head{Role: block.Headline}, Caption: "活动台账", Columns: []block.Column{
		{Title: "日期"},
		{Title: "主题"},
		{Title: "类别"},
		{Title: "单位"},
		{Title: "地点", Minor: true},
		{Title: "服务对象", Minor: true},
		{Title: "企业"},
		{Title: "人数", Align: block.End},
		{Title: "应参加", Align: block.End, Minor: true},
		{Title: "参加率", Align: block.End},
		{Title: "学时", Align: block.End},
		{Title: "志愿者", Align: block.End},
		{Title: "服务时数", Align: block.End},
		{Title: "经费（元）", Align: block.End},
		{Title: "减负（元）", Align: block.End},
		{Title: "节日", Minor: true},
		{Title: "参加人", Minor: true},
		{Title: "载体"},
		{Title: "期号", Align: block.End},
		{Title: "结果"},
	}}
	for i := range deeds {
		d := &deeds[i]
		attended := ""
		if d.People != nil && d.Due != nil {
			attended = rate(int(*d.People), int(*d.Due), defaultMinimum)
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(d.Day.ISO()), d.Subject.cell(), block.Text(string(d.Category)), block.Text(string(d.Unit)), block.Text(string(d.Place)), block.Text(string(d.Served)), block.Text(string(d.Company)),
			countOrBlank(d.People), countOrBlank(d.Due), block.Text(attended), scoreOrBlank(d.Hours),
			countOrBlank(d.Volunteers), scoreOrBlank(d.Service), moneyOrBlank(d.Money), moneyOrBlank(d.Relief),
			block.Text(string(d.Festival)), block.Text(string(d.Members)), block.Text(string(d.Carrier)), countOrBlank(d.Issue), d.Outcome.cell(),
		})
	}
	return withoutEmpty(t)
}

// deedsByCategory ranks the categories by how often, with people and hours beside.
func deedsByCategory(title string, deeds []deed) []block.Block {
	if len(deeds) == 0 {
		return nil
	}
	var times, people sums
	hours := map[string]value.Score{}
	anyHours := false
	for i := range deeds {
		d := &deeds[i]
		name := string(d.Category)
		if name == "" {
			name = "未分类"
		}
		times.add(name, 1)
		if d.People != nil {
			people.add(name, int(*d.People))
		}
		if d.Hours != nil {
			hours[name] = hours[name].Add(*d.Hours)
			anyHours = true
		}
	}
	order := times.ranked()
	t := times.table("类别", "次数", "次", order)
	if people.total() > 0 {
		t.Columns = append(t.Columns, block.Column{Title: "人次", Align: block.End})
	}
	if anyHours {
		t.Columns = append(t.Columns, block.Column{Title: "学时", Align: block.End})
	}
	for i, name := range order {
		if people.total() > 0 {
			t.Rows[i] = append(t.Rows[i], block.Text(value.Count(people.n[name]).String()))
		}
		if anyHours {
			t.Rows[i] = append(t.Rows[i], block.Text(hours[name].String()))
		}
	}
	return []block.Block{charted(block.Chart{
		Head: block.Head{Title: title}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("共 %d 次活动，最多的是%s，%d 次。", len(deeds), order[0], times.n[order[0]]),
	})}
}

// coverage shows what is published by which carrier, and what is not.
func coverage(c *env[activitySettings], own *activityRecord) []block.Block {
	t := block.Table{Head: block.Head{Title: "载体覆盖"}, Columns: []block.Column{{Title: "载体"}}}
	for _, col := range own.Grid.Extra {
		t.Columns = append(t.Columns, block.Column{Title: col.Title, Align: block.Center})
	}
	t.Columns = append(t.Columns, block.Column{Title: "版本"}, block.Column{Title: "数量", Align: block.End}, block.Column{Title: "更新日期"})
	shown, all := 0, 0
	for _, r := range own.Coverage {
		row := []block.Cell{block.Text(string(r.Name))}
		for i := range own.Grid.Extra {
			m, _ := readMark(r.Extra[i].Text)
			badge := block.Badge{Text: "缺", Tone: block.Attention}
			all++
			if m.passed > 0 {
				shown++
				badge = block.Badge{Text: "已公开", Tone: block.Good}
			}
			row = append(row, block.Cell{Badge: badge})
		}
		day := r.Day
		if day.After(c.AsOf) {
			day = value.Date{}
		}
		t.Rows = append(t.Rows, append(row, block.Text(string(r.Version)), countOrBlank(r.Copies), block.Text(isoText(day))))
	}
	t.Note = fmt.Sprintf("%d 项内容都已经公开到位", all)
	if shown < all {
		t.Note = fmt.Sprintf("公开了 %d / %d 项，还缺 %d 项；每种载体都有全部内容才算公开到位", shown, all, all-shown)
	}
	return []block.Block{withoutEmpty(t)}
}

// submissions ranks units by what they handed in, and names those that handed in nothing.
func submissions(c *env[activitySettings], list []submit, head *block.Head) []block.Block {
	var sent, taken sums
	for _, s := range list {
		if s.Total != "" {
			continue
		}
		sent.add(string(s.Unit), int(s.Sent))
		if s.Taken != nil {
			taken.add(string(s.Unit), int(*s.Taken))
		}
	}
	var silent []string
	for _, u := range c.Roster.Units {
		if c.set.Watched != "" && u.Type == c.set.Watched && sent.n[string(u.Name)] == 0 {
			silent = append(silent, string(u.Name))
		}
	}
	out := sent.ranking("各单位报送", "报送单位", "报送篇数", "篇")
	for i, b := range out {
		chart, ok := b.(block.Chart)
		if !ok {
			continue
		}
		if head != nil {
			chart.Head = *head
		}
		if len(taken.names) > 0 {
			chart.Table.Columns = append(chart.Table.Columns, block.Column{Title: "采用篇数", Align: block.End})
			for j, name := range sent.ranked() {
				chart.Table.Rows[j] = append(chart.Table.Rows[j], block.Text(fmt.Sprint(taken.n[name])))
			}
		}
		out[i] = chart
	}
	if len(silent) > 0 && len(list) > 0 {
		out = append(out, block.Callout{Tone: block.Attention, Text: "还没有报送的单位：" + strings.Join(silent, "、") + "。"})
	}
	return out
}

// lastCoverage returns the newest record that tells of carriers.
func lastCoverage(all []*item[activityRecord]) *item[activityRecord] {
	withGrid := slices.DeleteFunc(slices.Clone(all), func(it *item[activityRecord]) bool { return len(it.own.Coverage) == 0 })
	if len(withGrid) == 0 {
		return nil
	}
	return slices.MaxFunc(withGrid, func(a, b *item[activityRecord]) int { return a.Date.Compare(b.Date) })
}
