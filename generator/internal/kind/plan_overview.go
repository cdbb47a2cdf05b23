package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// planOverview shows how the activities of a section go: the one under way with its stages, what is late, what is next.
func planOverview(c *env[noSettings], all []*item[planRecord]) []block.Block {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *item[planRecord]) int { return b.own.planSpan().From.Compare(a.own.planSpan().From) })
	var total planTally
	for _, it := range all {
		t := it.own.tally(c.AsOf)
		total.all, total.done, total.late = total.all+t.all, total.done+t.done, total.late+t.late
	}
	now := currentPlan(c, all)
	figures := block.Figures{Head: block.Head{Role: block.Headline}}
	if total.all > 0 {
		figures.Figures = append(figures.Figures, total.figure("活动任务完成"))
	}
	figures.Figures = append(figures.Figures, plansFigure(c, all))
	if f, ok := stageFigure(now.own, c.AsOf); ok {
		f.Ref, f.Source = now.Ref, now.place(ownFigures)
		figures.Figures = append(figures.Figures, f)
	}
	sourcedFrom(figures.Figures, here(planSums))
	out := []block.Block{figures}
	if spans := now.own.spans(c.AsOf, segmentDepth); len(spans) > 0 {
		out = append(out, block.Schedule{
			Head: block.Head{Role: block.Headline, Title: string(now.Title), More: block.Link{Text: "查看方案", Ref: now.Ref}}, Spans: spans, AsOf: c.AsOf,
		})
	}
	out = append(out, planList(c, all, total)...)
	open := dues(all, c.AsOf)
	out = append(out, planLate(c, open)...)
	out = append(out, planNext(c, open)...)
	return append(out, planOwners(c, now)...)
}

func plansFigure(c *env[noSettings], all []*item[planRecord]) block.Figure {
	n := 0
	for _, it := range all {
		if it.own.planSpan().Contains(c.AsOf) {
			n++
		}
	}
	return block.Figure{Label: "正在开展", Value: fmt.Sprint(n), Unit: "项活动", Note: fmt.Sprintf("共公开 %d 份方案", len(all))}
}

// currentPlan is the plan under way that began last, rather one with stages; or the last one.
func currentPlan(c *env[noSettings], all []*item[planRecord]) *item[planRecord] {
	now := -1
	for i, it := range all {
		if it.own.planSpan().Contains(c.AsOf) && (now < 0 || len(all[now].own.nodes) == 0 && len(it.own.nodes) > 0) {
			now = i
		}
	}
	return all[max(now, 0)]
}

// planSums is the place of what each plan has to do and has done.
const planSums = "plans"

func planList(c *env[noSettings], all []*item[planRecord], total planTally) []block.Block {
	t := block.Table{Head: block.Head{Title: "各项活动", Place: planSums}, Columns: []block.Column{
		{Title: "活动"}, {Title: "起止"}, {Title: "当前阶段"}, {Title: "任务", Align: block.End}, {Title: "已完成", Align: block.End}, {Title: "逾期", Align: block.End},
	}}
	for _, it := range all {
		n, stage := it.own.tally(c.AsOf), block.Cell{}
		span := it.own.planSpan()
		when := block.Text(span.String())
		if span.Contains(c.AsOf) {
			when.Badge = block.Badge{Text: "正在开展", Tone: block.Good}
		}
		if now := it.own.stage(c.AsOf); now != nil {
			stage.Text = now.title
		} else if !span.IsZero() && span.To.Before(c.AsOf) {
			stage.Badge = block.Badge{Text: "已结束"}
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref}, when, stage, n.cell(n.all), n.cell(n.done), n.cell(n.late),
		})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, {}, {}, total.cell(total.all), total.cell(total.done), total.cell(total.late)}}
	return []block.Block{t}
}

// cell is one of the numbers; a plan without tasks has none to count.
func (t planTally) cell(n int) block.Cell {
	if t.all == 0 {
		return block.Text("—")
	}
	return count(n)
}

// due is something of a plan that is not done and has a last day.
type due struct {
	it          *item[planRecord]
	what, owner string
	text        string // what else to say of it
	on          value.Date
}

// dues lists what of all plans was not done on a day.
func dues(all []*item[planRecord], asOf value.Date) []due {
	var out []due
	for _, it := range all {
		p := it.own
		for _, n := range p.leaves() {
			if _, done := n.done(asOf); !done && !n.span.IsZero() {
				out = append(out, due{it, n.title, n.owner(), n.owner(), n.span.To})
			}
		}
		for i := range p.Projects {
			if pr := &p.Projects[i]; !reached(pr.Done, asOf) {
				out = append(out, due{it, string(pr.Name), string(pr.Owner), string(pr.Owner), pr.Due})
			}
		}
		for _, m := range p.Milestones {
			if !reached(m.Done, asOf) {
				what := strings.TrimPrefix(string(m.Project+"："+m.Name), "：")
				out = append(out, due{it, what, m.owner(p), m.owner(p), m.Due})
			}
		}
		for _, d := range p.Duties {
			if !reached(d.Sent, asOf) {
				out = append(out, due{it, string(d.What), string(it.Unit), "报" + string(d.To), d.Due})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b due) int { return a.on.Compare(b.on) })
	return out
}

// planLate lists what is late and not done, the longest on top.
func planLate(c *env[noSettings], all []due) []block.Block {
	t := block.Table{Head: block.Head{Title: "逾期未完成"}, Columns: []block.Column{
		{Title: "事项"}, {Title: "责任单位"}, {Title: "截止"}, {Title: "状态", Align: block.Center},
	}}
	for _, d := range all {
		if d.on.Before(c.AsOf) {
			what := d.what
			if d.text != d.owner {
				what += "（" + d.text + "）"
			}
			t.Rows = append(t.Rows, []block.Cell{
				{Text: what, Ref: d.it.Ref}, block.Text(d.owner), block.Text(d.on.ISO()), {Badge: dueBadge(d.on, d.on, value.Date{}, c.AsOf)},
			})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []block.Block{t}
}

// planNext lists what is due in the next days, the next one on top.
func planNext(c *env[noSettings], all []due) []block.Block {
	cards := block.Cards{Head: block.Head{Title: fmt.Sprintf("%d 天内到期", soon)}}
	for _, d := range all {
		if left := d.on.Sub(c.AsOf); left >= 0 && left <= soon {
			cards.Cards = append(cards.Cards, block.Card{
				Title: d.what, Ref: d.it.Ref, Date: d.on.Short(), Text: d.text, Badge: withDaysLeft(block.Badge{Text: stateDoing}, d.on, c.AsOf),
			})
		}
	}
	if len(cards.Cards) == 0 {
		return nil
	}
	return []block.Block{cards}
}

// byOwner counts the tasks of each unit that is responsible for some.
func (p *planRecord) byOwner(asOf value.Date) (order []string, of map[string]*planTally) {
	of = map[string]*planTally{}
	for _, n := range p.leaves() {
		for _, owner := range planNames(value.Text(n.owner())) {
			if of[owner] == nil {
				of[owner] = &planTally{}
				order = append(order, owner)
			}
			_, done := n.done(asOf)
			of[owner].add(done, n.overdue(asOf))
		}
	}
	return order, of
}

// planOwners draws who has how much to do (责任矩阵).
func planOwners(c *env[noSettings], it *item[planRecord]) []block.Block {
	order, of := it.own.byOwner(c.AsOf)
	if len(order) < 2 {
		return nil
	}
	t := block.Table{Unit: "项", Columns: []block.Column{
		{Title: "责任单位"}, {Title: "已完成", Align: block.End}, {Title: "未到期", Align: block.End}, {Title: "逾期", Align: block.End},
	}}
	for _, owner := range order {
		n := of[owner]
		t.Rows = append(t.Rows, []block.Cell{block.Text(owner), count(n.done), count(n.all - n.done - n.late), count(n.late)})
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "各单位任务", Note: string(it.Title)}, Type: block.StackedBar,
		Desc: fmt.Sprintf("%d 个单位各有几项任务已完成、未到期和逾期。", len(order)), Table: t,
		Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.RestHue}, {Column: 3, Hue: block.BadHue}},
	}}
}

// planMeasures tells how many tasks each unit has finished in a year, over all plans of that year.
func planMeasures(c *env[noSettings], all []*item[planRecord]) []Measure {
	type key struct {
		unit   string
		period value.Period
	}
	at := map[key]int{}
	var out []Measure
	var done []int
	for _, it := range all {
		period := it.own.reportsOn()
		order, of := it.own.byOwner(c.AsOf)
		for _, owner := range order {
			isUnit := slices.ContainsFunc(c.Roster.Units, func(u Unit) bool { return string(u.Name) == owner })
			if period.IsZero() || !isUnit {
				continue
			}
			i, ok := at[key{owner, period}]
			if !ok {
				i = len(out)
				at[key{owner, period}] = i
				out = append(out, Measure{Name: "完成活动任务", Unit: "项", Of: owner, Period: period, Sum: true, Ref: it.Ref, Pos: it.At("title")})
				done = append(done, 0)
			}
			done[i] += of[owner].done
			out[i].Cell = count(done[i])
		}
	}
	return out
}
