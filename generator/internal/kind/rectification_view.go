package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// handled counts matters by how they stand.
type handled struct {
	all, closed, rejected, late, overdue, days int
	asked, content                             int // of those who were asked, how many are content
}

func (h *handled) add(m *matter, asOf value.Date) {
	h.all++
	if done := m.closed(); !done.IsZero() {
		h.closed++
		h.days += m.days()
		if m.rejected() {
			h.rejected++
		} else if !m.Due.IsZero() && done.After(m.Due) {
			h.late++
		}
	}
	if m.overdue(asOf) > 0 {
		h.overdue++
	}
	if m.Satisfied != "" {
		h.asked++
		if string(m.Satisfied) != opinions[len(opinions)-1] {
			h.content++
		}
	}
}

// figures are the numbers that people ask for: how many were answered, how fast, and what is late.
func (h *handled) figures(least int) []block.Figure {
	done := block.Figure{Label: "意见办结", Value: value.Count(h.closed).String(), Unit: fmt.Sprintf("/ %s 件", value.Count(h.all)), Note: rateNote("办结率", h.closed, h.all, least)}
	out := []block.Figure{done}
	if h.closed > 0 {
		out = append(out, block.Figure{Label: "平均办理", Value: mean(h.days, h.closed).String(), Unit: "天", Note: fmt.Sprintf("从收到到答复合计 %s 天 ÷ 已办结的 %s 件", value.Count(h.days), value.Count(h.closed))})
	}
	late := block.Figure{Label: "逾期未办结", Value: fmt.Sprint(h.overdue), Unit: "件"}
	if h.overdue > 0 {
		late.Tone = block.Bad
	}
	if h.late > 0 {
		late.Note = fmt.Sprintf("另有 %d 件逾期办结", h.late)
	}
	out = append(out, late)
	if h.asked > 0 {
		out = append(out, block.Figure{Label: "回访满意", Value: fmt.Sprint(h.content), Unit: fmt.Sprintf("/ %d 人", h.asked), Note: rateNote("满意率", h.content, h.asked, least)})
	}
	return out
}

// badge says how a matter stands.
func (m *matter) badge(asOf value.Date) block.Badge {
	if m.rejected() {
		return block.Badge{Text: "已答复，不采纳", Tone: block.Neutral}
	}
	return deadline(m.Due, m.closed(), asOf, string(m.State), "按时办结")
}

// known returns the matters that had come up by a day, as they stood then.
func known(c *env[rectificationSettings], own *rectificationRecord) []matter {
	var out []matter
	for _, m := range own.Matters {
		if m.Total != "" {
			continue
		}
		if m, ok := m.asOf(c.AsOf, c.set.steps()); ok {
			out = append(out, m)
		}
	}
	return out
}

func rectificationBlocks(c *env[rectificationSettings], it *item[rectificationRecord]) []block.Block {
	own, matters := it.own, known(c, it.own)
	var out []block.Block
	if own.single != nil && len(matters) == 1 {
		return append(singleBlocks(c, it, &matters[0]), it.body(func(t string) []block.Block { return ownTable(c, own, t, matters) })...)
	}
	if len(matters) > 0 {
		var h handled
		for i := range matters {
			h.add(&matters[i], c.AsOf)
		}
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: h.figures(minimum(c.set.MinSample))})
	}
	var f facts
	f.add("期间", own.Period.String())
	f.add("渠道", string(own.Channel))
	f.add("问题类别", string(own.Category))
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	out = append(out, it.body(func(t string) []block.Block { return ownTable(c, own, t, matters) })...)
	if len(matters) > 1 {
		out = append(out, funnel(c, matters), byCategory(c, matters))
	}
	return out
}

func ownTable(c *env[rectificationSettings], own *rectificationRecord, table string, matters []matter) []block.Block {
	switch table {
	case "开箱记录":
		return []block.Block{openingTable(c, own.Openings)}
	case "举报办理":
		return []block.Block{reportTable(c, own.Reports)}
	case "督办单":
		return []block.Block{orderTable(c, own.Orders)}
	}
	return []block.Block{matterTable(c, matters)}
}

// singleBlocks tell one matter: what it is, how far it got, what came of it.
func singleBlocks(c *env[rectificationSettings], it *item[rectificationRecord], m *matter) []block.Block {
	state := block.Fact{Label: "状态", Text: string(m.State), Badge: m.badge(c.AsOf)}
	if m.rejected() || state.Badge.Text == state.Text { // the mark says it all
		state.Text = ""
	}
	f := facts{state}
	if m.Problem.Text != it.Title {
		f.add("问题", string(m.Problem.Text))
	}
	f.add("渠道", string(m.Channel))
	f.add("问题类别", string(m.Category))
	f.add("措施", string(m.Measure.Text))
	f.add("时限", dateText(m.Due))
	f.add("结果", string(m.Result.Text))
	f.add("不采纳理由", string(m.Reason.Text))
	f.add("满意", string(m.Satisfied))
	out := append(f, it.common()...).block(block.Headline)
	steps := block.Steps{Head: block.Head{Title: "办理过程"}}
	for i, name := range c.set.steps() {
		s := block.Step{Title: name, Time: dateText(m.dates[i])}
		switch {
		case !m.dates[i].IsZero():
			s.Badge = block.Badge{Text: stateDone, Tone: block.Good}
		case m.closed().IsZero():
			s.Badge = block.Badge{Text: "待办"}
		default:
			continue
		}
		steps.Steps = append(steps.Steps, s)
	}
	return append(out, steps)
}

func matterTable(c *env[rectificationSettings], matters []matter) block.Block {
	if len(matters) == 0 {
		return block.Callout{Text: "这一期没有收到意见。"}
	}
	t := block.Table{
		Head: block.Head{Role: block.Headline}, Caption: "整改台账",
		Columns: []block.Column{
			{Title: "编号"},
			{Title: "问题"},
			{Title: "状态", Align: block.Center},
			{Title: "措施"},
			{Title: "责任人"},
			{Title: "时限"},
			{Title: "结果"},
			{Title: "渠道", Minor: true},
			{Title: "类别", Minor: true},
			{Title: "办理过程", Minor: true},
		},
	}
	for i := range matters {
		m := &matters[i]
		result := m.Result.cell()
		if m.rejected() {
			result = m.Reason.cell()
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(m.Number)), m.Problem.cell(),
			{Badge: m.badge(c.AsOf)},
			m.Measure.cell(), block.Text(string(m.Owner)),
			block.Text(isoText(m.Due)), result, block.Text(string(m.Channel)), block.Text(string(m.Category)), block.Text(m.way(c.set.steps())),
		})
	}
	return withoutEmpty(t)
}

// way tells the steps with their days: 10-08 收集 → 10-10 研究.
func (m *matter) way(steps []string) string {
	var parts []string
	for i, d := range m.dates {
		if !d.IsZero() {
			parts = append(parts, d.Short()+" "+steps[i])
		}
	}
	return strings.Join(parts, " → ")
}

// funnel tells how many matters got how far.
func funnel(c *env[rectificationSettings], matters []matter) block.Block {
	var s sums
	steps := c.set.steps()
	for i, step := range steps {
		s.add(step, 0)
		for _, m := range matters {
			if !m.dates[i].IsZero() {
				s.add(step, 1)
			}
		}
	}
	return block.Chart{
		Head: block.Head{Title: "办到了哪一步", Note: "每一步各有多少件已经办过"}, Type: block.BarChart,
		Desc:  fmt.Sprintf("%s %d 件，%s %d 件。", steps[0], s.n[steps[0]], steps[len(steps)-1], s.n[steps[len(steps)-1]]),
		Table: s.table("步骤", "件数", "件", steps), Series: []block.Series{{Column: 1}},
	}
}

// byCategory tells which sorts of problems there are and how they stand; a board that does not
// sort them gets it by channel.
func byCategory(c *env[rectificationSettings], matters []matter) block.Block {
	label, of := "类别", func(m matter) value.Text { return m.Category }
	if !slices.ContainsFunc(matters, func(m matter) bool { return m.Category != "" }) {
		label, of = "渠道", func(m matter) value.Text { return m.Channel }
	}
	t := block.Table{Unit: "件", Columns: []block.Column{
		{Title: label}, {Title: "已办结", Align: block.End}, {Title: "办理中", Align: block.End}, {Title: "逾期", Align: block.End}, {Title: "不采纳", Align: block.End},
	}}
	var all, closed, late, rejected sums
	for _, name := range plain(c.set.Categories) {
		if label == "类别" {
			all.add(name, 0)
		}
	}
	for _, m := range matters {
		name := string(of(m))
		if name == "" {
			name = "未分类"
		}
		all.add(name, 1)
		switch {
		case m.rejected():
			rejected.add(name, 1)
		case !m.closed().IsZero():
			closed.add(name, 1)
		case m.overdue(c.AsOf) > 0:
			late.add(name, 1)
		}
	}
	order := all.ranked()
	for _, name := range order {
		open := all.n[name] - closed.n[name] - late.n[name] - rejected.n[name]
		t.Rows = append(t.Rows, []block.Cell{block.Text(name), count(closed.n[name]), count(open), count(late.n[name]), count(rejected.n[name])})
	}
	chart := block.Chart{
		Head: block.Head{Title: "各" + label + "问题办理情况"}, Type: block.StackedBar,
		Desc:  fmt.Sprintf("共 %d 件，最多的是%s，%d 件。", len(matters), order[0], all.n[order[0]]),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.FairHue}, {Column: 3, Hue: block.BadHue}, {Column: 4, Hue: block.RestHue}},
	}
	return charted(chart)
}

func openingTable(c *env[rectificationSettings], openings []opening) block.Block {
	t := block.Table{Caption: "开箱记录", Columns: []block.Column{{Title: "开箱日"}, {Title: "意见箱"}, {Title: "件数", Align: block.End}, {Title: "开箱人"}}}
	for _, o := range openings {
		if o.Total == "" && !o.Day.After(c.AsOf) {
			t.Rows = append(t.Rows, []block.Cell{block.Text(o.Day.ISO()), block.Text(string(o.Box)), count(int(o.Count)), block.Text(string(o.By))})
		}
	}
	return withoutEmpty(t)
}

// asOf returns a report as it stood on a day.
func (r tipOff) asOf(day value.Date) tipOff {
	if r.Answered.After(day) {
		r.Answered, r.Verdict, r.Handling = value.Date{}, verdictOpen, Rich{}
	}
	return r
}

func reportTable(c *env[rectificationSettings], reports []tipOff) block.Block {
	t := block.Table{
		Head: block.Head{Note: "举报人和被举报人都不公开"}, Caption: "举报办理",
		Columns: []block.Column{{Title: "件号"}, {Title: "渠道", Minor: true}, {Title: "类别"}, {Title: "受理日"}, {Title: "调查结果", Align: block.Center}, {Title: "处理"}, {Title: "反馈日"}},
	}
	for _, r := range reports {
		if r.Total != "" || r.Received.After(c.AsOf) {
			continue
		}
		r = r.asOf(c.AsOf)
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(r.Number)), block.Text(string(r.Channel)), block.Text(string(r.Category)), block.Text(r.Received.ISO()),
			{Badge: block.Badge{Text: string(r.Verdict)}},
			r.Handling.cell(), block.Text(isoText(r.Answered)),
		})
	}
	if len(t.Rows) == 0 {
		return block.Callout{Text: "这一期没有收到举报。"}
	}
	return withoutEmpty(t)
}

func orderTable(c *env[rectificationSettings], orders []order) block.Block {
	t := block.Table{Caption: "督办单", Columns: []block.Column{
		{Title: "文号"},
		{Title: "单位"},
		{Title: "情形"},
		{Title: "手段"},
		{Title: "签发日"},
		{Title: "期限"},
		{Title: "状态", Align: block.Center},
		{Title: "结果"},
	}}
	for _, o := range orders {
		if o.Total != "" || o.Issued.After(c.AsOf) {
			continue
		}
		if o.Done.After(c.AsOf) {
			o.Done, o.Result = value.Date{}, Rich{}
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(o.Number.String()), block.Text(string(o.Unit)), block.Text(string(o.Situation)), block.Text(string(o.Means)), block.Text(o.Issued.ISO()),
			block.Text(o.Due.ISO()),
			{Badge: deadline(o.Due, o.Done, c.AsOf, "整改中", "按时办结")},
			o.Result.cell(),
		})
	}
	return withoutEmpty(t)
}
