package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// sourced is a matter with the record that it is from.
type sourced struct {
	matter
	ref block.Ref
}

func rectificationOverview(c *env[rectificationSettings], all []*item[rectificationRecord]) []block.Block {
	matters := matterList(c, all)
	var out []block.Block
	if len(matters) > 0 {
		out = append(out, matterOverview(c, matters)...)
		out = append(out, matterSums(c, all))
	}
	var openings []opening
	var reports []tipOff
	var orders []order
	for _, it := range all {
		openings = append(openings, it.own.Openings...)
		reports = append(reports, it.own.Reports...)
		orders = append(orders, it.own.Orders...)
	}
	out = append(out, openOrders(c, orders)...)
	out = append(out, boxOverview(c, openings)...)
	out = append(out, reportOverview(c, all, reports, len(matters) == 0)...)
	if len(all) < all[0].own.section {
		return out // those of a unit alone
	}
	return append(out, contact(c)...)
}

// The places of what each record has added to the figures.
const (
	matterPlace = "matters"
	reportPlace = "reports"
)

// matterSums counts the matters of each record.
func matterSums(c *env[rectificationSettings], all []*item[rectificationRecord]) block.Table {
	var with []*item[rectificationRecord]
	var sums []handled
	for _, it := range all {
		var h handled
		for _, m := range known(c, it.own) {
			h.add(&m, c.AsOf)
		}
		if h.all > 0 {
			with, sums = append(with, it), append(sums, h)
		}
	}
	n := func(title string, of func(handled) int) sumColumn { return counts(title, each(sums, of)) }
	return sumTable(
		matterPlace, "记录", recordCells(with),
		n("意见", func(h handled) int { return h.all }),
		n("已办结", func(h handled) int { return h.closed }).always(),
		n("办理天数", func(h handled) int { return h.days }),
		n("逾期未办结", func(h handled) int { return h.overdue }).always(),
		n("逾期办结", func(h handled) int { return h.late }),
		n("回访", func(h handled) int { return h.asked }),
		n("满意", func(h handled) int { return h.content }),
	)
}

// reportSums counts the reports of each record.
func reportSums(c *env[rectificationSettings], all []*item[rectificationRecord]) block.Table {
	with := slices.DeleteFunc(slices.Clone(all), func(it *item[rectificationRecord]) bool { return len(it.own.Reports) == 0 })
	of := func(counts func(tipOff) bool) []int {
		return each(with, func(it *item[rectificationRecord]) int {
			n := 0
			for _, r := range it.own.Reports {
				if r.Total == "" && !r.Received.After(c.AsOf) && counts(r.asOf(c.AsOf)) {
					n++
				}
			}
			return n
		})
	}
	return sumTable(
		reportPlace, "记录", recordCells(with),
		counts("收到举报", of(func(tipOff) bool { return true })),
		counts("已有结论", of(func(r tipOff) bool { return r.Verdict != verdictOpen })).always(),
		counts("查实", of(func(r tipOff) bool { return r.Verdict == verdictTrue || r.Verdict == verdictPartly })).always(),
	)
}

// matterList returns the matters of a section in the order in which they came up.
func matterList(c *env[rectificationSettings], all []*item[rectificationRecord]) []sourced {
	var out []sourced
	for _, it := range all {
		for _, m := range known(c, it.own) {
			out = append(out, sourced{m, it.Ref})
		}
	}
	slices.SortStableFunc(out, func(a, b sourced) int { return cmp.Or(a.dates[0].Compare(b.dates[0]), cmp.Compare(a.Number, b.Number)) })
	return out
}

func matterOverview(c *env[rectificationSettings], list []sourced) []block.Block {
	least := minimum(c.set.MinSample)
	matters := make([]matter, len(list))
	var h handled
	var channels sums
	for i := range list {
		matters[i] = list[i].matter
		h.add(&matters[i], c.AsOf)
		if m := matters[i]; m.Channel != "" {
			channels.add(string(m.Channel), 1)
		}
	}
	figures := h.figures(least)
	sourcedFrom(figures, here(matterPlace))
	figures[0].Label = "意见办结" // it stands among those of other sections on the home page
	out := []block.Block{block.Figures{
		Head:    block.Head{Role: block.Headline, Note: "办结含说明理由、不采纳的；平均办理天数是从收到到答复的自然日"},
		Figures: figures,
	}}
	out = append(out, matterTrend(c, matters)...)
	out = append(out, openMatters(c, list)...)
	if len(matters) > 1 {
		out = append(out, byCategory(c, matters), funnel(c, matters))
	}
	if len(channels.names) > 1 {
		out = append(out, channels.ranking("意见从哪里来", "渠道", "件数", "件")...)
	}
	return append(out, answerTime(c, matters)...)
}

// matterTrend shows month by month what came in and what was finished.
func matterTrend(c *env[rectificationSettings], matters []matter) []block.Block {
	var in, done sums
	for i := range matters {
		m := &matters[i]
		in.add(value.PeriodOf(value.Month, m.dates[0]).Key(), 1)
		if d := m.closed(); !d.IsZero() {
			done.add(value.PeriodOf(value.Month, d).Key(), 1)
		}
	}
	periods := months(matters[0].dates[0], c.AsOf)
	if len(periods) < 2 {
		return nil
	}
	return []block.Block{block.Chart{
		Head: block.Head{Role: block.Headline, Title: "每月收到和办结的意见"}, Type: block.ColumnChart,
		Desc: fmt.Sprintf("%s至%s，每月收到和办结的件数。", periods[0], periods[len(periods)-1]),
		Table: timeline(periods, "件", []string{"收到", "办结"}, func(p value.Period) []block.Cell {
			return []block.Cell{count(in.n[p.Key()]), count(done.n[p.Key()])}
		}),
		Series: []block.Series{{Column: 1}, {Column: 2}},
	}}
}

// answerTime shows how long answers took, by the month of the answer.
func answerTime(c *env[rectificationSettings], matters []matter) []block.Block {
	var days, n sums
	for i := range matters {
		if d := matters[i].closed(); !d.IsZero() {
			key := value.PeriodOf(value.Month, d).Key()
			days.add(key, matters[i].days())
			n.add(key, 1)
		}
	}
	if len(n.names) < 2 {
		return nil
	}
	periods := months(matters[0].dates[0], c.AsOf)
	return []block.Block{block.Chart{
		Head: block.Head{Title: "平均办理天数", Note: "按办结的月份算，从收到到答复的自然日"}, Type: block.LineChart,
		Desc: fmt.Sprintf("%s至%s，每月办结的意见平均用了多少天。", periods[0], periods[len(periods)-1]),
		Table: timeline(periods, "天", []string{"平均天数", "办结件数"}, func(p value.Period) []block.Cell {
			if n.n[p.Key()] == 0 {
				return []block.Cell{block.Text("—"), count(0)}
			}
			m := mean(days.n[p.Key()], n.n[p.Key()])
			return []block.Cell{block.Number(m.String(), m.Float()), count(n.n[p.Key()])}
		}),
		Series: []block.Series{{Column: 1}},
	}}
}

// openMatters lists what is not finished, what is due first on top.
func openMatters(c *env[rectificationSettings], list []sourced) []block.Block {
	open := slices.DeleteFunc(slices.Clone(list), func(m sourced) bool { return !m.closed().IsZero() })
	slices.SortStableFunc(open, func(a, b sourced) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return a.Due.Compare(b.Due)
	})
	t := block.Table{Head: block.Head{Title: "正在办理"}, Columns: []block.Column{
		{Title: "编号"}, {Title: "问题"}, {Title: "责任人"}, {Title: "步骤"}, {Title: "时限"}, {Title: "状态", Align: block.Center},
	}}
	for _, m := range open {
		badge := m.badge(c.AsOf)
		what := m.Problem.cell()
		if m.Number == "" {
			what.Ref = m.ref
		}
		if badge.Text == string(m.State) { // the step has a column of its own
			badge.Text = "未到期"
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(m.Number), Ref: m.ref},
			what, block.Text(string(m.Owner)), block.Text(string(m.State)),
			block.Text(isoText(m.Due)),
			{Badge: badge},
		})
	}
	if len(t.Rows) == 0 {
		return []block.Block{block.Callout{Tone: block.Good, Text: "收到的意见都已经答复。"}}
	}
	return []block.Block{withoutEmpty(t)}
}

// openOrders lists the supervision orders that are not carried out yet, then the others.
func openOrders(c *env[rectificationSettings], orders []order) []block.Block {
	if len(orders) == 0 {
		return nil
	}
	slices.SortStableFunc(orders, func(a, b order) int {
		if a.Done.IsZero() != b.Done.IsZero() {
			if a.Done.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(a.Due.Compare(b.Due), a.Issued.Compare(b.Issued))
	})
	t, ok := orderTable(c, orders).(block.Table)
	if !ok || len(t.Rows) == 0 {
		return nil
	}
	t.Title, t.Caption = "督办", ""
	return []block.Block{t}
}

// boxOverview shows what the opinion box held, and whether it is opened as often as it should be.
func boxOverview(c *env[rectificationSettings], openings []opening) []block.Block {
	openings = slices.DeleteFunc(slices.Clone(openings), func(o opening) bool { return o.Total != "" || o.Day.After(c.AsOf) })
	if len(openings) == 0 {
		return nil
	}
	slices.SortStableFunc(openings, func(a, b opening) int { return a.Day.Compare(b.Day) })
	var out []block.Block
	last := openings[len(openings)-1].Day
	if ago := c.AsOf.Sub(last); !c.set.OpenEvery.IsZero() && ago > c.set.OpenEvery.N {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("意见箱上一次开箱是%s，距今 %d 天，应当每 %s开一次。", last, ago, c.set.OpenEvery)})
	}
	var opened, letters sums
	for _, o := range openings {
		key := value.PeriodOf(value.Month, o.Day).Key()
		opened.add(key, 1)
		letters.add(key, int(o.Count))
	}
	periods := months(openings[0].Day, c.AsOf)
	return append(out, charted(block.Chart{
		Head: block.Head{Title: "意见箱每月件数"}, Type: block.ColumnChart,
		Desc: fmt.Sprintf("共开箱 %d 次，取出意见 %d 件，最近一次是%s。", len(openings), letters.total(), last),
		Table: timeline(periods, "件", []string{"件数", "开箱次数"}, func(p value.Period) []block.Cell {
			return []block.Cell{count(letters.n[p.Key()]), count(opened.n[p.Key()])}
		}),
		Series: []block.Series{{Column: 1}},
	}))
}

// reportOverview counts reports and how many proved true.
func reportOverview(c *env[rectificationSettings], all []*item[rectificationRecord], reports []tipOff, lead bool) []block.Block {
	var verdict sums
	received, proven, decided := 0, 0, 0
	for _, r := range reports {
		if r.Total != "" || r.Received.After(c.AsOf) {
			continue
		}
		r = r.asOf(c.AsOf)
		received++
		verdict.add(string(r.Verdict), 1)
		if r.Verdict != verdictOpen {
			decided++
		}
		if r.Verdict == verdictTrue || r.Verdict == verdictPartly {
			proven++
		}
	}
	if received == 0 {
		return nil
	}
	f := block.Figures{Head: block.Head{Title: "举报办理", Note: "查实含部分查实；举报人和被举报人都不公开"}, Figures: []block.Figure{
		{Label: "收到举报", Value: fmt.Sprint(received), Unit: "件"},
		{Label: "已有结论", Value: fmt.Sprint(decided), Unit: fmt.Sprintf("/ %d 件", received)},
		{Label: "查实", Value: fmt.Sprint(proven), Unit: fmt.Sprintf("/ %d 件", decided), Note: rateNote("查实率", proven, decided, minimum(c.set.MinSample))},
	}}
	sourcedFrom(f.Figures, here(reportPlace))
	if lead {
		f.Role, f.Title = block.Headline, ""
	}
	out := append([]block.Block{f}, verdict.ranking("举报调查结果", "调查结果", "件数", "件")...)
	return append(out, reportSums(c, all))
}

// contact tells how people can say something.
func contact(c *env[rectificationSettings]) []block.Block {
	var f facts
	for _, ch := range c.set.Channels {
		text := string(ch.Help)
		if !ch.Phone.IsZero() {
			if text != "" {
				text += "，"
			}
			text += ch.Phone.String()
		}
		f.add(string(ch.Name), text)
	}
	if !slices.ContainsFunc(c.set.Channels, func(ch channel) bool { return ch.Phone.String() == c.Supervision }) {
		f.add("监督电话", c.Supervision)
	}
	if len(f) == 0 {
		return nil
	}
	return []block.Block{block.Facts{Head: block.Head{Title: "怎样提意见"}, Facts: f}}
}

// rectificationMeasures are the number of matters and the closing rate of each period, of the
// board and of its units.
func rectificationMeasures(c *env[rectificationSettings], all []*item[rectificationRecord]) []Measure {
	var out []Measure
	for _, it := range all {
		if it.Period.IsZero() {
			continue
		}
		whole := string(it.Unit)
		of := map[string]*handled{whole: {}}
		units := []string{whole}
		for _, m := range known(c, it.own) {
			of[whole].add(&m, c.AsOf)
			owner := string(m.Owner)
			if owner == whole || !c.Roster.hasUnit(owner) {
				continue
			}
			if of[owner] == nil {
				of[owner] = &handled{}
				units = append(units, owner)
			}
			of[owner].add(&m, c.AsOf)
		}
		for _, unit := range units {
			out = append(out, of[unit].measures(it, unit, minimum(c.set.MinSample))...)
		}
	}
	return out
}

func (h *handled) measures(it *item[rectificationRecord], unit string, least int) []Measure {
	if h.all == 0 {
		return nil
	}
	m := Measure{Name: "意见件数", Unit: "件", Of: unit, Period: it.Period, Cell: count(h.all), Sum: true, Ref: it.Ref, Pos: it.At("period")}
	out := []Measure{m}
	if h.all >= least {
		m.Name, m.Unit, m.Sum, m.Cell = "意见办结率", "%", false, percentCell(value.Ratio(int64(h.closed), int64(h.all)))
		out = append(out, m)
	}
	return out
}
