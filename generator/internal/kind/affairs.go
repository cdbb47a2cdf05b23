package kind

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// affairsRecord is a matter that residents are told about and may object to
// (居务公开; catalogue B18, rules 2.2 and 2.3).
type affairsRecord struct {
	Category    value.Text `key:"category" zh:"类别" help:"居务的类别，取自 board.yaml" need:"yes"`
	Decision    value.Text `key:"decision" zh:"决定,议定结果" help:"议定了什么"`
	Meeting     value.Text `key:"meeting" zh:"会议,议定会议" help:"在哪个会议上议定"`
	MeetingDate value.Date `key:"meetingDate" zh:"会议日期" help:"会议的日期"`
	onNotice    `need:"from"`
	Handler     value.Text   `key:"handler" zh:"经办人" help:"谁经办"`
	Amount      *value.Money `key:"amount" zh:"金额" help:"涉及的金额，单位元"`
}

// affairsSettings is the kind's part of board.yaml.
type affairsSettings struct {
	Categories []value.Text `key:"categories" zh:"类别" help:"居务公开有哪些类别；不写时不限"`
}

var (
	errSelfReview  = diag.Define("GK0425", diag.Error, "审核人和经办人都是“%[1]s”。", "经办的人不能审核自己：换一位审核人（居务监督）。")
	errCategory    = diag.Define("GK0426", diag.Error, "类别“%[1]s”不在 board.yaml 列出的类别里。", "%[2]s可以写：%[3]s。")
	errMeetingLate = diag.Define("GK0427", diag.Error, "会议日期 %[1]s 晚于公示起 %[2]s。", "核对这两个日期：先议定，再公示。")
)

var affairs = &typed[affairsRecord, affairsSettings]{
	name: "affairs", title: "居务公开",
	help:  "议定的事项、公示的起止日期和异议电话",
	check: checkAffairs, blocks: affairsBlocks, overview: affairsOverview,
	notice: NoticeRule{After: Archive}, totals: affairsTotals,
}

// affairsTotals is how much a matter is about.
func affairsTotals(it *item[affairsRecord]) []block.Figure {
	if it.own.Amount == nil {
		return nil
	}
	return []block.Figure{{Label: "涉及金额", Value: it.own.Amount.String(), Unit: "元"}}
}

func checkAffairs(c *env[affairsSettings], it *item[affairsRecord]) {
	a := it.own
	if cat := string(a.Category); len(c.set.Categories) > 0 && !slices.Contains(c.set.Categories, a.Category) {
		all := strings.Split(names(c.set.Categories), "、")
		c.report(errCategory, it.At("category"), cat, diag.DidYouMean(cat, all), names(c.set.Categories))
	}
	if a.Handler != "" && slices.Contains(it.Reviewers, a.Handler) {
		c.report(errSelfReview, it.At("reviewers"), a.Handler)
	}
	if !a.MeetingDate.IsZero() && a.MeetingDate.After(a.From) {
		c.report(errMeetingLate, it.At("meetingDate"), a.MeetingDate, a.From)
	}
	c.closeNotice(it.Record, &a.onNotice)
}

func affairsBlocks(c *env[affairsSettings], it *item[affairsRecord]) []block.Block {
	a := it.own
	w := a.window()
	f := facts{a.fact(c.AsOf)}
	f.add("类别", string(a.Category))
	f.add("议定结果", string(a.Decision))
	f.add("议定会议", strings.TrimSpace(string(a.Meeting)+" "+dateText(a.MeetingDate)))
	if a.Amount != nil {
		f = append(f, block.Fact{Label: "涉及金额", Text: a.Amount.String() + " 元", InWords: a.Amount.Capital()})
	}
	f.add("经办人", string(a.Handler))
	f.add("异议电话", a.objectionPhone(c.Context))
	out := append(f, it.common()...).block(block.Headline)
	if w.Open(c.AsOf) {
		out = append(out, block.Callout{
			Tone: block.Attention,
			Text: fmt.Sprintf("正在公示，%s截止。有异议请在截止前拨打 %s。", a.ends, a.objectionPhone(c.Context)),
		})
	}
	return append(out, it.body(nil)...)
}

func affairsOverview(c *env[affairsSettings], all []*item[affairsRecord]) []block.Block {
	var out []block.Block
	open := affairsOpen(c, all)
	figure := block.Figure{Label: "正在公示", Value: fmt.Sprint(len(open.Rows)), Unit: "项", Note: fmt.Sprintf("累计公开 %d 项", len(all))}
	if figure.Source = here(open.Place); len(open.Rows) == 0 {
		figure.Source = hereRows(affairsSorts)
	}
	out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: []block.Figure{figure}})
	if len(open.Rows) > 0 {
		out = append(out, open)
	}
	return append(out, affairsByCategory(c, all), affairsCalendar(c, all))
}

// affairsOpen is the table of what is on notice, what ends first on top.
func affairsOpen(c *env[affairsSettings], all []*item[affairsRecord]) block.Table {
	var open []*item[affairsRecord]
	for _, it := range all {
		if it.own.window().Open(c.AsOf) {
			open = append(open, it)
		}
	}
	sort.SliceStable(open, func(i, j int) bool { return open[i].own.ends.Before(open[j].own.ends) })
	t := block.Table{Head: block.Head{Title: "正在公示", Place: "open"}, Columns: []block.Column{
		{Title: "事项"},
		{Title: "类别"},
		{Title: "公示起"},
		{Title: "公示止"},
		{Title: "还剩", Align: block.Center},
		{Title: "异议电话", Align: block.End},
	}}
	for _, it := range open {
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref},
			block.Text(string(it.own.Category)),
			block.Text(it.own.From.ISO()), block.Text(it.own.ends.ISO()),
			{Badge: it.own.window().State(c.AsOf)},
			block.Text(it.own.objectionPhone(c.Context)),
		})
	}
	return t
}

// affairsSorts is the place of how many there are of each sort.
const affairsSorts = "sorts"

func affairsByCategory(c *env[affairsSettings], all []*item[affairsRecord]) block.Chart {
	n, open := map[string]int{}, map[string]int{}
	now := 0
	var order []string
	for _, it := range all {
		cat := string(it.own.Category)
		if n[cat] == 0 {
			order = append(order, cat)
		}
		n[cat]++
		if it.own.window().Open(c.AsOf) {
			open[cat]++
			now++
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return n[order[i]] > n[order[j]] })
	t := block.Table{Unit: "项", Columns: []block.Column{{Title: "类别"}, {Title: "公开事项", Align: block.End}, {Title: "其中正在公示", Align: block.End}}}
	for _, cat := range order {
		t.Rows = append(t.Rows, []block.Cell{block.Text(cat), count(n[cat]), count(open[cat])})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(len(all)), count(now)}}
	return block.Chart{
		Head: block.Head{Title: "各类公开事项", Place: affairsSorts}, Type: block.BarChart,
		Desc:  fmt.Sprintf("共公开 %d 项，最多的一类是%s，%d 项。", len(all), order[0], n[order[0]]),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}

// affairsCalendar shows on which days of the last year something was published.
func affairsCalendar(c *env[affairsSettings], all []*item[affairsRecord]) block.Block {
	var days []value.Date
	for _, it := range all {
		days = append(days, it.From())
	}
	chart, n := yearCalendar("近一年公开日历", "公开事项", "项", c.AsOf, days)
	if n == 0 {
		return block.Callout{Text: "近一年没有公开事项。"}
	}
	chart.Desc = fmt.Sprintf("近一年有 %d 天公布了居务事项。", n)
	return chart
}
