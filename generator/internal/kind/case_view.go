package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/value"
)

// caseTally counts cases.
type caseTally struct {
	received, done int
	onTime, timed  int // timed are those whose promise has been kept or broken
	overdue        int // open and past the promise
	days, measured int // working days that measured cases took together
	rated, happy   int
}

func (t *caseTally) add(r caseRow, days *calendar.Calendar, asOf value.Date) {
	t.received++
	if r.closed() {
		return
	}
	late := !r.due.IsZero() && cmp.Or(r.Done, asOf).After(r.due)
	if r.Done.IsZero() {
		if late {
			t.overdue++
			t.timed++
		}
		return
	}
	t.done++
	if !r.due.IsZero() {
		t.timed++
		if !late {
			t.onTime++
		}
	}
	if n, ok := r.took(days); ok {
		t.days, t.measured = t.days+n, t.measured+1
	}
	if r.Rating != "" {
		t.rated++
		if slices.Contains(happyRatings, string(r.Rating)) {
			t.happy++
		}
	}
}

func (t *caseTally) addSum(s caseSum) {
	t.received += int(*s.Received)
	t.done += int(*s.Done)
	if s.OnTime != nil {
		t.onTime, t.timed = t.onTime+int(*s.OnTime), t.timed+int(*s.Done)
	}
	if s.Rated != nil && s.Satisfied != nil {
		t.rated, t.happy = t.rated+int(*s.Rated), t.happy+int(*s.Satisfied)
	}
}

// rate is the share of promises kept: finished in time ÷ (finished + overdue now).
func (t *caseTally) rate(minimum int) value.Percent {
	if t.timed < minimum {
		return value.Ratio(0, 0)
	}
	return value.Ratio(int64(t.onTime), int64(t.timed))
}

func (s *caseSettings) minimum() int {
	if s.MinCases == nil {
		return 1
	}
	return int(*s.MinCases)
}

// tallyOf counts the cases of a record, those of one unit or all for "".
func tallyOf(c *env[caseSettings], it *caseItem, unit value.Text) caseTally {
	var t caseTally
	for _, r := range it.own.rows(it.Unit, c.AsOf) {
		if unit == "" || r.Unit == unit {
			t.add(r, c.Calendar, c.AsOf)
		}
	}
	for _, s := range withoutTotals(it.own.Counts) {
		if unit == "" || s.Unit == unit || s.Unit == "" && it.Unit == unit {
			t.addSum(s)
		}
	}
	return t
}

const onTimeNote = "按时办结 ÷（已办结 + 逾期未办结）"

// figures are the numbers of a period, or of several together.
func (t *caseTally) figures(c *env[caseSettings]) []block.Figure {
	var out []block.Figure
	if rate := t.rate(c.set.minimum()); rate.IsDefined() {
		out = append(out, block.Figure{Label: "按时办结率", Value: bare(rate), Unit: "%", Note: fmt.Sprintf("%s = %s ÷ %s", onTimeNote, value.Count(t.onTime), value.Count(t.timed))})
	}
	out = append(out, block.Figure{Label: "办结", Value: value.Count(t.done).String(), Unit: "/ " + value.Count(t.received).String() + " 件", Note: "已办结 / 已受理"})
	if t.measured > 0 {
		mean := value.ScoreOf((int64(t.days)*200 + int64(t.measured)) / (2 * int64(t.measured)))
		out = append(out, block.Figure{Label: "平均用时", Value: mean.String(), Unit: "个工作日", Note: fmt.Sprintf("用时合计 %s 个工作日 ÷ %s 件，受理当天不计", value.Count(t.days), value.Count(t.measured))})
	}
	if t.overdue > 0 {
		out = append(out, block.Figure{Label: "逾期未办结", Value: fmt.Sprint(t.overdue), Unit: "件", Tone: block.Bad})
	}
	if t.rated > 0 && t.rated >= c.set.minimum() {
		out = append(out, block.Figure{Label: "满意率", Value: bare(value.Ratio(int64(t.happy), int64(t.rated))), Unit: "%", Note: fmt.Sprintf("满意 %d 件 ÷ 已评价 %d 件", t.happy, t.rated)})
	}
	return out
}

func caseBlocks(c *env[caseSettings], it *caseItem) []block.Block {
	r := it.own
	t := tallyOf(c, it, "")
	figures := block.Figures{Head: block.Head{Role: block.Headline}, Figures: t.figures(c)}
	if t.timed > 0 && t.timed < c.set.minimum() {
		figures.Note = fmt.Sprintf("只有 %d 件，少于 %d 件，不计算比例。", t.timed, c.set.minimum())
	}
	out := []block.Block{figures}
	var f facts
	f.add("期间", r.Period.String())
	f.add("受理渠道", string(r.Channel))
	f.add("受理电话", r.Line.String())
	f.add("受理时间", string(r.Hours))
	f.add("监督电话", c.Supervision)
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	return append(out, it.body(func(table string) []block.Block {
		if table == "办件统计" {
			return []block.Block{sumsChart(r)}
		}
		head := block.Head{Role: block.Headline, Title: "办件情况", Note: "凭受理号查询；应办结日按放假安排推算，受理当天不计。"}
		return []block.Block{caseTable(c, r.rows(it.Unit, c.AsOf), head, it.Unit == "")}
	})...)
}

// badge says how a case stands to its promise.
func (r caseRow) badge(work *calendar.Calendar, asOf value.Date) block.Badge {
	days, known := r.late(work, asOf)
	unit := "天"
	if r.Promised.Unit == value.DaysWorking {
		unit = "个工作日"
	}
	by := fmt.Sprintf(" %d %s", days, unit)
	if !known {
		by = ""
	}
	isLate := !r.due.IsZero() && cmp.Or(r.Done, asOf).After(r.due)
	switch {
	case r.closed():
		return block.Badge{Text: string(r.State), Tone: block.Neutral}
	case !r.Done.IsZero() && isLate && days == 0 && known:
		return block.Badge{Text: "超期办结", Tone: block.Attention}
	case !r.Done.IsZero() && isLate:
		return block.Badge{Text: "超期" + by + "办结", Tone: block.Attention}
	case !r.Done.IsZero() && r.due.IsZero():
		return block.Badge{Text: caseDone, Tone: block.Good}
	case !r.Done.IsZero():
		return block.Badge{Text: "按时办结", Tone: block.Good}
	case isLate:
		return block.Badge{Text: "逾期" + by, Tone: block.Bad}
	case r.due.IsZero():
		return block.Badge{Text: string(r.State), Tone: block.Neutral}
	}
	left, err := work.Between(asOf, r.due, r.Promised.Unit == value.DaysWorking)
	if err != nil {
		return block.Badge{Text: string(r.State), Tone: block.Neutral}
	}
	text := fmt.Sprintf("还有 %d %s", left, unit)
	if r.State != caseOpen { // which goes without saying where a day is still to come
		text = string(r.State) + "，" + text
	}
	return block.Badge{Text: text, Tone: block.Neutral}
}

func caseTable(c *env[caseSettings], rows []caseRow, head block.Head, units bool) block.Table {
	t := block.Table{Head: head, Columns: []block.Column{
		{Title: "受理号"},
		{Title: "事项"},
		{Title: "类别", Minor: true},
		{Title: "单位", Minor: true},
		{Title: "申请人", Minor: true},
		{Title: "受理日期"},
		{Title: "承诺时限", Align: block.End, Minor: true},
		{Title: "应办结"},
		{Title: "办结日期"},
		{Title: "状态", Align: block.Center},
		{Title: "审核级", Minor: true},
		{Title: "首问", Minor: true},
		{Title: "经办", Minor: true},
		{Title: "代办", Minor: true},
		{Title: "结果", Minor: true},
		{Title: "评价", Align: block.Center, Minor: true},
		{Title: "说明", Minor: true},
	}}
	for _, r := range rows {
		unit, limit := "", ""
		if units {
			unit = string(r.Unit)
		}
		if !r.Promised.IsZero() {
			limit = r.Promised.String()
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(r.Number)), block.Text(string(r.What)), block.Text(string(r.Class)), block.Text(unit), block.Text(string(r.Applicant)),
			block.Text(r.Received.ISO()), block.Text(limit), block.Text(isoText(r.due)), block.Text(isoText(r.Done)),
			{Badge: r.badge(c.Calendar, c.AsOf)},
			block.Text(string(r.Level)), block.Text(string(r.First)), block.Text(string(r.Handler)), block.Text(string(r.Agent)),
			r.Result.cell(), block.Text(string(r.Rating)), r.Why.cell(),
		})
	}
	return withoutEmpty(t)
}

// sumsChart shows how many cases of each sort came in and were finished.
func sumsChart(r *caseRecord) block.Block {
	t := block.Table{Unit: "件", Columns: []block.Column{
		{Title: "事项"},
		{Title: "单位"},
		{Title: "上期未办结", Align: block.End},
		{Title: "受理", Align: block.End},
		{Title: "办结", Align: block.End},
		{Title: "按时办结", Align: block.End},
		{Title: "评价", Align: block.End},
		{Title: "满意", Align: block.End},
	}}
	var sum caseSum
	for _, s := range withoutTotals(r.Counts) {
		sum.add(s)
		t.Rows = append(t.Rows, append([]block.Cell{block.Text(string(s.What)), block.Text(string(s.Unit))}, s.cells()...))
	}
	if len(t.Rows) > 1 {
		t.Foot = [][]block.Cell{append([]block.Cell{{Text: "合计", Strong: true}, {}}, sum.cells()...)}
	}
	head := block.Head{Role: block.Headline, Title: "各类办件"}
	t = withoutEmpty(withUnits(t))
	if len(t.Rows) < 2 {
		t.Head = head
		return t
	}
	chart := block.Chart{Head: head, Type: block.ColumnChart, Table: t, Desc: fmt.Sprintf("受理 %s 件，办结 %s 件。", sum.Received, sum.Done), Open: true}
	if len(t.Rows) > mostColumns {
		chart.Type = block.BarChart
	}
	for i, col := range t.Columns {
		switch col.Title {
		case "受理":
			chart.Series = append(chart.Series, block.Series{Column: i, Hue: block.RestHue})
		case "办结":
			chart.Series = append(chart.Series, block.Series{Column: i, Hue: block.GoodHue})
		}
	}
	return chart
}

// mostColumns is how many sorts of cases have room for their names below columns.
const mostColumns = 7

// withUnits puts units beside the names of rows where several units have the same: a chart tells its rows apart by
// their first cell.
func withUnits(t block.Table) block.Table {
	seen, again := map[string]bool{}, false
	for _, row := range t.Rows {
		again = again || seen[row[0].Text]
		seen[row[0].Text] = true
	}
	if !again {
		return t
	}
	for _, row := range t.Rows {
		if unit := row[1].Text; unit != "" {
			row[0].Text, row[1].Text = row[0].Text+"（"+unit+"）", ""
		}
	}
	return t
}

func (s *caseSum) cells() []block.Cell {
	out := make([]block.Cell, len(sumTitles))
	for i, n := range s.numbers() {
		if n != nil {
			out[i] = count(int(*n))
		}
	}
	return out
}
