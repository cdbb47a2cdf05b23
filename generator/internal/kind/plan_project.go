package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// latest returns the last report of a project up to a day.
func (pr *planProject) latest(asOf value.Date) (planReport, bool) {
	for _, r := range slices.Backward(pr.reports) {
		if !r.On.After(asOf) {
			return r, true
		}
	}
	return planReport{}, false
}

// share is how much of a project is done: as reported, or its milestones reached out of all.
func (pr *planProject) share(asOf value.Date) (value.Percent, bool) {
	if reached(pr.Done, asOf) {
		return value.Ratio(1, 1), true
	}
	if r, ok := pr.latest(asOf); ok {
		return r.Share, true
	}
	if len(pr.steps) == 0 {
		return value.Percent{}, false
	}
	n := 0
	for _, m := range pr.steps {
		if reached(m.Done, asOf) {
			n++
		}
	}
	return value.Ratio(int64(n), int64(len(pr.steps))), true
}

// span is the time of a project, from its start or its first milestone.
func (pr *planProject) span() value.Stretch {
	s := value.Stretch{From: pr.Start, To: pr.Due}
	if s.From.IsZero() {
		s.From = pr.Due
		for _, m := range pr.steps {
			s = union(s, value.Stretch{From: m.Due, To: m.Due})
		}
		s.To = pr.Due
	}
	return s
}

// owner is who is responsible for a milestone: as its row says, or that of its project.
func (m planMilestone) owner(p *planRecord) string {
	if m.Owner == "" {
		for i := range p.Projects {
			if p.Projects[i].Name == m.Project {
				return string(p.Projects[i].Owner)
			}
		}
	}
	return string(m.Owner)
}

func (pr *planProject) badge(asOf value.Date) block.Badge {
	return dueBadge(pr.span().From, pr.Due, pr.Done, asOf)
}

// planProjects shows projects over time, with their money and progress.
func planProjects(c *env[noSettings], p *planRecord) []block.Block {
	s := block.Schedule{Head: block.Head{Role: block.Headline, Title: "项目进度"}, AsOf: c.AsOf}
	t := block.Table{Caption: "项目投资和完成情况", Unit: "元", Columns: []block.Column{
		{Title: "项目"},
		{Title: "内容"},
		{Title: "计划完成", Align: block.End},
		{Title: "状态", Align: block.Center},
		{Title: "进度（%）", Align: block.End},
		{Title: "计划投资", Align: block.End},
		{Title: "累计投资", Align: block.End},
		{Title: "受益人数", Align: block.End},
		{Title: "责任单位"},
		{Title: "佐证"},
	}}
	progress := block.Table{Unit: "%", Columns: []block.Column{{Title: "项目"}, {Title: "进度", Align: block.End}}}
	for i := range p.Projects {
		pr := &p.Projects[i]
		span := pr.span()
		bar := block.Span{Title: string(pr.Name), From: span.From, To: span.To, Badge: pr.badge(c.AsOf), Text: string(pr.Owner)}
		share, known := pr.share(c.AsOf)
		shareCell, paid, benefit, evidence := block.Cell{}, block.Cell{}, block.Cell{}, block.Cell{}
		if known {
			whole := int(share.Hundredths() / 100)
			bar.Share, shareCell = &whole, percentCell(share)
			progress.Rows = append(progress.Rows, []block.Cell{block.Text(string(pr.Name)), shareCell})
		}
		if r, ok := pr.latest(c.AsOf); ok {
			paid = moneyOrBlank(r.Paid)
		}
		if pr.Benefit != nil {
			benefit = count(int(*pr.Benefit))
		}
		if pr.Done.IsZero() || reached(pr.Done, c.AsOf) {
			evidence = pr.Evidence.cell()
		}
		s.Spans = append(s.Spans, bar)
		for _, m := range pr.steps {
			s.Spans = append(s.Spans, m.span(1, c.AsOf))
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(pr.Name)), pr.What.cell(), block.Text(pr.Due.ISO()),
			{Badge: pr.badge(c.AsOf)},
			shareCell,
			moneyOrBlank(pr.Budget), paid, benefit, block.Text(string(pr.Owner)), evidence,
		})
	}
	t = withoutEmpty(t)
	if !slices.ContainsFunc(t.Columns, func(col block.Column) bool { return col.Title == "计划投资" || col.Title == "累计投资" }) {
		t.Unit = ""
	}
	out := []block.Block{s, t}
	if len(progress.Rows) > 1 {
		out = append(out, block.Chart{
			Head: block.Head{Title: "各项目进度", Note: "按最近一次填报；没有填报的，按已到达的里程碑 ÷ 全部里程碑"}, Type: block.BarChart, Max: 100,
			Desc: fmt.Sprintf("%d 个项目各完成了百分之几。", len(progress.Rows)), Table: progress, Series: []block.Series{{Column: 1}},
		})
	}
	return out
}

// planReports shows what was reported. From enough days for a trend it is drawn, a line a project.
func planReports(c *env[noSettings], p *planRecord) []block.Block {
	t := block.Table{Caption: "进度填报", Columns: []block.Column{
		{Title: "填报日期"}, {Title: "项目"}, {Title: "进度（%）", Align: block.End}, {Title: "累计投资（元）", Align: block.End}, {Title: "说明"},
	}}
	var known []planReport
	for _, r := range p.Reports {
		if !r.On.After(c.AsOf) {
			known = append(known, r)
		}
	}
	slices.SortStableFunc(known, func(a, b planReport) int { return a.On.Compare(b.On) })
	var on []value.Date
	for _, r := range known {
		if len(on) == 0 || on[len(on)-1] != r.On {
			on = append(on, r.On)
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(r.On.ISO()), block.Text(string(r.Of)), percentCell(r.Share), moneyOrBlank(r.Paid), r.Reason.cell(),
		})
	}
	switch {
	case len(known) == 0:
		return nil
	case len(on) < trendDays:
		return []block.Block{withoutEmpty(t)}
	}
	return []block.Block{progressTrend(p, known, on), withoutEmpty(t)}
}

// trendDays is how many days a trend needs at least.
const trendDays = 3

func progressTrend(p *planRecord, known []planReport, on []value.Date) block.Chart {
	t := block.Table{Unit: "%", Columns: []block.Column{{Title: "填报日期"}}}
	chart := block.Chart{Head: block.Head{Title: "项目进度走势"}, Type: block.LineChart, Max: 100, Desc: fmt.Sprintf("%s至%s各项目的进度。", on[0], on[len(on)-1])}
	for _, pr := range p.Projects {
		if len(pr.reports) > 0 {
			t.Columns = append(t.Columns, block.Column{Title: string(pr.Name), Align: block.End})
			chart.Series = append(chart.Series, block.Series{Column: len(t.Columns) - 1})
		}
	}
	for _, day := range on {
		row := []block.Cell{block.Text(day.ISO())}
		for _, s := range chart.Series {
			cell := block.Text("—")
			for _, r := range known {
				if r.On == day && string(r.Of) == t.Columns[s.Column].Title {
					cell = percentCell(r.Share)
				}
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	chart.Table = t
	return chart
}
