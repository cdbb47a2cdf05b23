package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// standardOverview is the list of what holds (制度目录), with what has changed lately.
func standardOverview(c *env[standardSettings], all []*item[standardRecord]) []block.Block {
	all = slices.Clone(all)
	sorts := c.set.sorts()
	slices.SortStableFunc(all, func(a, b *item[standardRecord]) int {
		return slices.Index(sorts, string(a.own.Sort)) - slices.Index(sorts, string(b.own.Sort))
	})
	valid, lost := 0, 0
	for _, it := range all {
		if it.own.state(c.AsOf).Text == inForce {
			valid++
		}
		lost += it.own.pendingItems()
	}
	f := block.Figure{Label: "现行有效的制度标准", Value: fmt.Sprint(valid), Unit: "件", Note: fmt.Sprintf("共公开 %d 件", len(all)), Source: here("list")}
	if lost > 0 {
		f.Note, f.Tone = f.Note+fmt.Sprintf("，%d 条%s待补", lost, noWording), block.Attention
	}
	changes := changesOf(c, all)
	figures := []block.Figure{f}
	if n := changes.since(c.AsOf.AddDays(-yearOfDays)); n > 0 {
		figures = append(figures, block.Figure{Label: "近一年变更", Value: fmt.Sprint(n), Unit: "次", Note: "新建、修订、废止", Source: here("changes")})
	}
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures}, standardList(c, all)}
	out = append(out, standardsBySort(c, all, sorts)...)
	return append(out, changes.blocks(c.AsOf)...)
}

// homeRows is how long a list may be that the home page of a board shows.
const homeRows = 15

// yearOfDays is how far back 近一年 goes.
const yearOfDays = 365

func standardList(c *env[standardSettings], all []*item[standardRecord]) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline, Title: "制度目录", Place: "list"}, Columns: []block.Column{
		{Title: "名称"},
		{Title: "类别"},
		{Title: "效力", Align: block.Center},
		{Title: "文号", Minor: true},
		{Title: "版本", Minor: true},
		{Title: "条目", Align: block.End, Minor: true},
		{Title: "生效日期", Minor: true},
	}}
	for _, it := range all {
		s := it.own
		items := block.Cell{}
		if n := len(s.Items) + len(s.Documents); n > 0 {
			items = count(n)
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref},
			block.Text(string(s.Sort)),
			{Badge: s.state(c.AsOf)},
			block.Text(s.Document.String()),
			block.Text(s.version(c.AsOf)), items, block.Text(isoText(s.from())),
		})
	}
	if len(t.Rows) > homeRows {
		t.Role = block.Detail
	}
	return withoutEmpty(t)
}

// standardsBySort draws how many of each sort hold.
func standardsBySort(c *env[standardSettings], all []*item[standardRecord], sorts []string) []block.Block {
	t := block.Table{Unit: "件", Columns: []block.Column{
		{Title: "类别"}, {Title: inForce, Align: block.End}, {Title: notYet, Align: block.End}, {Title: "已废止或失效", Align: block.End},
	}}
	for _, name := range sorts {
		var n [3]int
		for _, it := range all {
			if string(it.own.Sort) != name {
				continue
			}
			switch it.own.state(c.AsOf).Text {
			case inForce:
				n[0]++
			case notYet:
				n[1]++
			default:
				n[2]++
			}
		}
		if n[0]+n[1]+n[2] > 0 {
			t.Rows = append(t.Rows, []block.Cell{block.Text(name), count(n[0]), count(n[1]), count(n[2])})
		}
	}
	if len(t.Rows) < 2 {
		return nil
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "各类制度标准"}, Type: block.StackedBar, Table: t,
		Desc:   fmt.Sprintf("%d 类制度标准各有几件现行有效。", len(t.Rows)),
		Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.FairHue}, {Column: 3, Hue: block.RestHue}},
	}}
}

// changed is one change of one rule.
type changed struct {
	on     value.Date
	action string
	it     *item[standardRecord]
	text   string
	to     string
}

// changeLog is the changes of all rules of a section, the newest first.
type changeLog []changed

func changesOf(c *env[standardSettings], all []*item[standardRecord]) changeLog {
	var log changeLog
	for _, it := range all {
		for _, ch := range it.own.Changes {
			if reached(ch.On, c.AsOf) {
				log = append(log, changed{ch.On, string(ch.Action), it, ch.text(), string(ch.To)})
			}
		}
		if by := it.own.replacedBy; by != nil && reached(it.own.replacedOn, c.AsOf) && it.own.Repealed.IsZero() {
			log = append(log, changed{it.own.replacedOn, changeRepeal, it, "由“" + string(by.Title) + "”代替", ""})
		}
	}
	slices.SortStableFunc(log, func(a, b changed) int { return b.on.Compare(a.on) })
	return log
}

func (log changeLog) since(day value.Date) int {
	n := 0
	for _, ch := range log {
		if ch.on.After(day) {
			n++
		}
	}
	return n
}

// logRows is how many changes the log of a section shows; each rule has all of its own.
const logRows = 20

func (log changeLog) blocks(asOf value.Date) []block.Block {
	if len(log) == 0 {
		return nil
	}
	t := block.Table{Head: block.Head{Title: "制度变更日志", Place: "changes", Note: fmt.Sprintf("近一年变更 %d 次。", log.since(asOf.AddDays(-yearOfDays)))}, Columns: []block.Column{
		{Title: "日期"}, {Title: "动作", Align: block.Center}, {Title: "制度"}, {Title: "变更内容"},
	}}
	tones := map[string]block.Tone{changeNew: block.Good, changeAmend: block.Attention}
	for _, ch := range log[:min(len(log), logRows)] {
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(ch.on.ISO()),
			{Badge: block.Badge{Text: ch.action, Tone: tones[ch.action]}},
			{Text: strings.TrimSpace(string(ch.it.Title) + " " + ch.to), Ref: ch.it.Ref},
			block.Text(ch.text),
		})
	}
	if len(log) > logRows {
		t.Note += fmt.Sprintf("只列最近 %d 次，更早的见各制度的变更记录。", logRows)
	}
	return append(log.byYear(), t)
}

// byYear draws how many changes there were, from two years on.
func (log changeLog) byYear() []block.Block {
	t := block.Table{Unit: "次", Columns: []block.Column{{Title: "年份"}, {Title: changeNew, Align: block.End}, {Title: changeAmend, Align: block.End}, {Title: changeRepeal, Align: block.End}}}
	for y := log[len(log)-1].on.Year(); y <= log[0].on.Year(); y++ {
		n := map[string]int{}
		for _, ch := range log {
			if ch.on.Year() == y {
				n[ch.action]++
			}
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(fmt.Sprintf("%d年", y)), count(n[changeNew]), count(n[changeAmend]), count(n[changeRepeal])})
	}
	if len(t.Rows) < 2 {
		return nil
	}
	t.Rows = tail(t.Rows, lastPeriods)
	return []block.Block{block.Chart{
		Head: block.Head{Title: "各年制度变更"}, Type: block.StackedChart, Table: t, Desc: fmt.Sprintf("%d 年来制度新建、修订和废止的次数。", len(t.Rows)),
		Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.FairHue}, {Column: 3, Hue: block.RestHue}},
	}}
}
