package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func planBlocks(c *env[noSettings], it *item[planRecord]) []block.Block {
	p := it.own
	var out []block.Block
	if f := planFigures(c, p); len(f.Figures) > 0 {
		out = append(out, f)
	}
	for _, m := range p.missing() {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("方案说有 %s 个%s，列出了 %d 个。", m.declared, m.what, m.listed)})
	}
	out = append(out, planCard(it).block(block.Headline)...)
	if len(p.Means) > 0 {
		out = append(out, planMeans(c, p))
	}
	out = append(out, it.body(func(table string) []block.Block {
		switch table {
		case "进度安排":
			return planSchedule(c, p)
		case "里程碑":
			return []block.Block{milestoneTable(c, p)}
		case "进度填报":
			return planReports(c, p)
		case "项目":
			return planProjects(c, p)
		case "报送":
			return []block.Block{dutyTable(c, p.Duties, "报送")}
		}
		return planGoals(c, p)
	})...)
	return append(out, it.common().block(block.Detail)...)
}

// planTally counts what is done of a plan: tasks, and projects.
type planTally struct{ all, done, late int }

func (t *planTally) add(done bool, late int) {
	t.all++
	switch {
	case done:
		t.done++
	case late > 0:
		t.late++
	}
}

func (p *planRecord) tally(asOf value.Date) planTally {
	var t planTally
	for _, n := range p.leaves() {
		_, done := n.done(asOf)
		t.add(done, n.overdue(asOf))
	}
	for _, pr := range p.Projects {
		done := reached(pr.Done, asOf)
		t.add(done, asOf.Sub(pr.Due))
	}
	return t
}

// reached tells whether something had happened by a day.
func reached(on, asOf value.Date) bool { return !on.IsZero() && !on.After(asOf) }

func (t planTally) figure(label string) block.Figure {
	f := block.Figure{Label: label, Value: fmt.Sprint(t.done), Unit: fmt.Sprintf("/ %d 项", t.all), Note: "没有逾期"}
	if t.late > 0 {
		f.Note, f.Tone = fmt.Sprintf("%d 项逾期未完成", t.late), block.Bad
	}
	return f
}

// stage returns the stage in which a day lies, the last one to begin where they overlap.
func (p *planRecord) stage(asOf value.Date) *planNode {
	var now *planNode
	for _, n := range p.nodes {
		if n.parent == nil && !n.span.IsZero() && n.span.Contains(asOf) && (now == nil || n.span.From.After(now.span.From)) {
			now = n
		}
	}
	return now
}

func planFigures(c *env[noSettings], p *planRecord) block.Figures {
	out := block.Figures{Head: block.Head{Role: block.Headline}}
	if t := p.tally(c.AsOf); t.all > 0 {
		out.Figures = append(out.Figures, t.figure("已完成"))
	}
	span := p.planSpan()
	if span.IsZero() {
		return out
	}
	if f, ok := stageFigure(p, c.AsOf); ok {
		out.Figures = append(out.Figures, f)
	}
	f := block.Figure{Label: "活动时间", Value: "已结束", Note: span.String()}
	switch left := span.To.Sub(c.AsOf); {
	case c.AsOf.Before(span.From):
		f.Label, f.Value, f.Unit = "距开始", fmt.Sprint(span.From.Sub(c.AsOf)), "天"
	case left >= 0:
		f.Label, f.Value, f.Unit = "距结束", fmt.Sprint(left), "天"
	}
	out.Figures = append(out.Figures, f)
	return out
}

func stageFigure(p *planRecord, asOf value.Date) (block.Figure, bool) {
	now := p.stage(asOf)
	if now == nil {
		return block.Figure{}, false
	}
	n, all := 0, 0
	for _, k := range p.nodes {
		if k.parent == nil {
			if all++; k == now {
				n = all
			}
		}
	}
	return block.Figure{Label: "当前阶段", Value: fmt.Sprint(n), Unit: fmt.Sprintf("/ %d", all), Note: now.title}, true
}

// planCard is the card of the activity.
func planCard(it *item[planRecord]) facts {
	p := it.own
	var f facts
	f.add("载体", string(p.Carrier))
	f.add("主题", string(p.Theme))
	f.add("主线", numbered(p.Lines))
	f.add("目标", numbered(p.Goals))
	f.add("宗旨", string(p.Purpose))
	f.add("理念", string(p.Idea))
	f.add("导向", string(p.Direction))
	f.add("口号", numbered(p.Slogans))
	f.add("起止", p.Span.String())
	return f
}

// numbered writes a list in one line: alone as it is, several with ①②③ before them.
func numbered(list []value.Text) string {
	if len(list) < 2 || len(list) > 20 {
		return names(list)
	}
	parts := make([]string, len(list))
	for i, text := range list {
		parts[i] = string('①'+rune(i)) + string(text)
	}
	return strings.Join(parts, "　")
}

// planMeans shows the ways in their order; what stands in the schedule brings its state along.
func planMeans(c *env[noSettings], p *planRecord) block.Steps {
	s := block.Steps{Head: block.Head{Title: "推进方式"}}
	for _, m := range p.Means {
		step := block.Step{Title: string(m)}
		if n := p.named(string(m), nil); n != nil && !n.span.IsZero() {
			step.Time, step.Who, step.Badge = n.span.String(), n.owner(), n.badge(c.AsOf)
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

// planSchedule draws the schedule; where authors wrote more of it than a schedule shows, a table follows.
func planSchedule(c *env[noSettings], p *planRecord) []block.Block {
	s := block.Schedule{Head: block.Head{Role: block.Headline, Title: "进度安排"}, AsOf: c.AsOf, Spans: p.spans(c.AsOf, taskDepth)}
	for _, m := range p.Milestones {
		if m.Project == "" {
			s.Spans = append(s.Spans, m.span(0, c.AsOf))
		}
	}
	out := []block.Block{s}
	if t := scheduleTable(c, p); len(t.Columns) > 1 {
		out = append(out, t)
	}
	return out
}

// spans are the bars of the stages, and of what is in them down to a depth.
func (p *planRecord) spans(asOf value.Date, depth int) []block.Span {
	var out []block.Span
	for _, n := range p.nodes {
		if n.depth <= depth {
			out = append(out, block.Span{
				Title: n.title, Level: n.level, From: n.span.From, To: n.span.To,
				Badge: n.badge(asOf), Text: n.owner(), Share: n.share(asOf),
			})
		}
	}
	return out
}

func (m planMilestone) span(level int, asOf value.Date) block.Span {
	return block.Span{Title: string(m.Name), Level: level, From: m.Due, To: m.Due, Badge: m.badge(asOf), Text: string(m.Owner)}
}

// badge counts the days to a milestone that is near, so that the public sees what is next.
func (m planMilestone) badge(asOf value.Date) block.Badge {
	return withDaysLeft(dueBadge(m.Due, m.Due, m.Done, asOf), m.Due, asOf)
}

// soon is how many days ahead something due is announced.
const soon = 30

// withDaysLeft tells how many days are left of what is due soon.
func withDaysLeft(b block.Badge, due, asOf value.Date) block.Badge {
	left := due.Sub(asOf)
	switch open := b.Text == stateTodo || b.Text == stateDoing; {
	case open && left == 0:
		return block.Badge{Text: "今天到期", Tone: block.Attention}
	case open && left <= soon:
		return block.Badge{Text: fmt.Sprintf("还有 %d 天", left), Tone: block.Attention}
	case open:
		return block.Badge{Text: "未到期"}
	}
	return b
}

// scheduleTable is what the schedule has no room for.
func scheduleTable(c *env[noSettings], p *planRecord) block.Table {
	type column struct {
		title string
		cell  func(*planNode) block.Cell
	}
	all := []column{
		{"前置", func(n *planNode) block.Cell { return block.Text(string(n.row.After)) }},
		{"内容", func(n *planNode) block.Cell { return n.row.What.cell() }},
		{"完成日期", func(n *planNode) block.Cell {
			if reached(n.row.Done, c.AsOf) {
				return block.Text(n.row.Done.ISO())
			}
			return block.Cell{}
		}},
		{"佐证", func(n *planNode) block.Cell {
			if _, done := n.done(c.AsOf); !n.row.Done.IsZero() && !done {
				return block.Cell{} // belongs to what has not happened yet
			}
			return n.row.Evidence.cell()
		}},
	}
	all = slices.DeleteFunc(all, func(col column) bool { return !slices.Contains(p.Layout.Has, col.title) })
	t := block.Table{Caption: "各项安排的内容和完成情况", Columns: []block.Column{{Title: "事项"}}}
	for _, col := range all {
		t.Columns = append(t.Columns, block.Column{Title: col.title})
	}
	for _, x := range p.Layout.Extra {
		t.Columns = append(t.Columns, block.Column{Title: x.Title})
	}
	for _, n := range p.nodes {
		if !n.own {
			continue
		}
		row := []block.Cell{{Text: strings.Repeat("　", n.level) + n.title, Strong: n.level == 0}}
		for _, col := range all {
			row = append(row, col.cell(n))
		}
		for _, x := range n.row.Extra {
			row = append(row, plainCell(x))
		}
		if slices.ContainsFunc(row[1:], func(cell block.Cell) bool { return cell.Text != "" || !cell.Markup.IsZero() }) {
			t.Rows = append(t.Rows, row)
		}
	}
	return withoutEmpty(t)
}

func milestoneTable(c *env[noSettings], p *planRecord) block.Table {
	t := block.Table{Head: block.Head{Title: "里程碑"}, Columns: []block.Column{
		{Title: "里程碑"},
		{Title: "计划日期"},
		{Title: "实际日期"},
		{Title: "状态", Align: block.Center},
		{Title: "所属项目"},
		{Title: "责任单位"},
		{Title: "内容"},
	}}
	for _, m := range p.Milestones {
		actual := ""
		if reached(m.Done, c.AsOf) {
			actual = m.Done.ISO()
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(m.Name)), block.Text(m.Due.ISO()), block.Text(actual),
			{Badge: m.badge(c.AsOf)},
			block.Text(string(m.Project)), block.Text(m.owner(p)), m.What.cell(),
		})
	}
	return withoutEmpty(t)
}

func dutyTable(c *env[noSettings], duties []planDuty, title string) block.Table {
	t := block.Table{Head: block.Head{Title: title}, Columns: []block.Column{
		{Title: "报送事项"}, {Title: "接收单位"}, {Title: "截止日期"}, {Title: "状态", Align: block.Center}, {Title: "报送日期"}, {Title: "回执"},
	}}
	open := map[value.Text]int{}
	count := map[value.Text]int{}
	for _, d := range duties {
		count[d.What]++
		if !reached(d.Sent, c.AsOf) {
			open[d.What]++
		}
	}
	for _, d := range duties {
		sent, receipt := "", block.Cell{}
		if reached(d.Sent, c.AsOf) {
			sent, receipt = d.Sent.ISO(), d.Receipt.cell()
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(d.What)), block.Text(string(d.To)), block.Text(d.Due.ISO()), {Badge: d.badge(c.AsOf)}, block.Text(sent), receipt,
		})
		if n := count[d.What]; n > 1 && open[d.What] > 0 {
			t.Note = fmt.Sprintf("“%s”要报 %d 处，全部报到才算完成，还差 %d 处。", d.What, n, open[d.What])
		}
	}
	return withoutEmpty(t)
}

func (d planDuty) badge(asOf value.Date) block.Badge {
	b := withDaysLeft(dueBadge(d.Due, d.Due, d.Sent, asOf), d.Due, asOf)
	switch b.Text {
	case stateDone:
		b.Text = "已报送"
	case "逾期完成":
		b.Text = "逾期报送"
	}
	return b
}
