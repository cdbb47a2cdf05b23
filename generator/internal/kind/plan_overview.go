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
	figures := block.Figures{Head: block.Head{Role: block.Headline}}
	if total.all > 0 {
		figures.Figures = append(figures.Figures, total.figure("活动任务完成"))
	}
	figures.Figures = append(figures.Figures, plansFigure(c, all))
	now := currentPlan(c, all)
	if f, ok := stageFigure(now.own, c.AsOf); ok {
		f.Ref = now.Ref
		figures.Figures = append(figures.Figures, f)
	}
	out := []block.Block{figures}
	if spans := now.own.spans(c.AsOf, 1); len(spans) > 0 {
		out = append(out, block.Schedule{
			Head: block.Head{Role: block.Headline, Title: string(now.Title), More: block.Link{Text: "查看方案", Ref: now.Ref}}, Spans: spans, AsOf: c.AsOf,
		})
	}
	out = append(out, planList(c, all)...)
	out = append(out, planLate(c, all)...)
	out = append(out, planNext(c, all)...)
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

func planList(c *env[noSettings], all []*item[planRecord]) []block.Block {
	if len(all) < 2 {
		return nil
	}
	t := block.Table{Head: block.Head{Title: "各项活动"}, Columns: []block.Column{
		{Title: "活动"}, {Title: "起止"}, {Title: "当前阶段"}, {Title: "任务", Align: block.End}, {Title: "已完成", Align: block.End}, {Title: "逾期", Align: block.End},
	}}
	for _, it := range all {
		n, stage := it.own.tally(c.AsOf), block.Cell{}
		span := it.own.planSpan()
		if now := it.own.stage(c.AsOf); now != nil {
			stage.Text = now.title
		} else if !span.IsZero() && span.To.Before(c.AsOf) {
			stage.Badge = block.Badge{Text: "已结束"}
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.Title), Ref: it.Ref}, block.Text(span.String()), stage, count(n.all), count(n.done), count(n.late),
		})
	}
	return []block.Block{t}
}

// planLate lists what is late and not done, the longest on top.
func planLate(c *env[noSettings], all []*item[planRecord]) []block.Block {
	type late struct {
		days int
		row  []block.Cell
	}
	var found []late
	add := func(it *item[planRecord], what, owner string, due value.Date) {
		n := c.AsOf.Sub(due)
		found = append(found, late{n, []block.Cell{
			{Text: what, Ref: it.Ref}, block.Text(owner), block.Text(due.ISO()), {Badge: block.Badge{Text: fmt.Sprintf("逾期 %d 天", n), Tone: block.Bad}},
		}})
	}
	for _, it := range all {
		for _, n := range it.own.leaves() {
			if n.overdue(c.AsOf) > 0 {
				add(it, n.title, n.owner(), n.span.To)
			}
		}
		for _, pr := range it.own.Projects {
			if !reached(pr.Done, c.AsOf) && pr.Due.Before(c.AsOf) {
				add(it, string(pr.Name), string(pr.Owner), pr.Due)
			}
		}
		for _, m := range it.own.Milestones {
			if !reached(m.Done, c.AsOf) && m.Due.Before(c.AsOf) && m.Project != "" {
				add(it, string(m.Project+"："+m.Name), m.owner(it.own), m.Due)
			}
		}
		for _, d := range it.own.Duties {
			if !reached(d.Sent, c.AsOf) && d.Due.Before(c.AsOf) {
				add(it, string(d.What)+"（报"+string(d.To)+"）", string(it.Unit), d.Due)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b late) int { return b.days - a.days })
	t := block.Table{Head: block.Head{Title: "逾期未完成"}, Columns: []block.Column{
		{Title: "事项"}, {Title: "责任单位"}, {Title: "截止", Align: block.End}, {Title: "状态", Align: block.Center},
	}}
	for _, l := range found {
		t.Rows = append(t.Rows, l.row)
	}
	return []block.Block{t}
}

// planNext lists what is due in the next days, the next one on top.
func planNext(c *env[noSettings], all []*item[planRecord]) []block.Block {
	type next struct {
		due  value.Date
		card block.Card
	}
	var found []next
	add := func(it *item[planRecord], what, text string, due value.Date) {
		if left := due.Sub(c.AsOf); left >= 0 && left <= soon {
			found = append(found, next{due, block.Card{
				Title: what, Ref: it.Ref, Date: due.Short(), Text: text, Badge: withDaysLeft(block.Badge{Text: stateDoing}, due, c.AsOf),
			}})
		}
	}
	for _, it := range all {
		for _, n := range it.own.leaves() {
			if _, done := n.done(c.AsOf); !done && !n.span.IsZero() {
				add(it, n.title, n.owner(), n.span.To)
			}
		}
		for _, m := range it.own.Milestones {
			if !reached(m.Done, c.AsOf) {
				add(it, strings.TrimPrefix(string(m.Project+"："+m.Name), "："), m.owner(it.own), m.Due)
			}
		}
		for _, d := range it.own.Duties {
			if !reached(d.Sent, c.AsOf) {
				add(it, string(d.What), "报"+string(d.To), d.Due)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b next) int { return a.due.Compare(b.due) })
	cards := block.Cards{Head: block.Head{Title: fmt.Sprintf("%d 天内到期", soon)}}
	for _, n := range found {
		cards.Cards = append(cards.Cards, n.card)
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
