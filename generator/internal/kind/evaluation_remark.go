package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// remark is what a leader said to somebody, in the four parts that the plans ask for, and what
// came of it (catalogue A25, C22, D37, E22).
type remark struct {
	Row
	Of      value.Text `col:"被点评人,点评对象,被点评单位" need:"cell" ref:"any"`
	By      value.Text `col:"点评人" ref:"person"`
	Date    value.Date `col:"点评日期"`
	Good    Rich       `col:"肯定成绩" need:"cell"`
	Bad     Rich       `col:"指出问题" need:"cell"`
	Improve Rich       `col:"改进意见" need:"cell"`
	Aim     Rich       `col:"努力方向" need:"cell"`
	Due     value.Date `col:"整改期限"`
	Done    value.Date `col:"整改日期,完成日期"`
	Result  Rich       `col:"整改结果"`
}

// boxOpinion is how many opinions there were on something, without who gave them (A26).
type boxOpinion struct {
	Row
	Class value.Text  `col:"意见分类" need:"cell"`
	N     value.Count `col:"件数" need:"cell"`
	Text  Rich        `col:"意见摘要,摘要"`
}

var (
	errRemarkDates = diag.Define("GK0481", diag.Error, "%[1]s %[2]s 早于点评日期 %[3]s。", "核对这两个日期：先点评，再整改。")
	errRemarkSelf  = diag.Define("GK0485", diag.Error, "“%[1]s”点评了自己。", "换一位点评人；自评不算点评。")
)

func checkRemarks(c *env[evaluationSettings], it *item[evaluationRecord]) {
	for _, r := range it.own.remarks() {
		if r.By != "" && r.By == r.Of {
			c.report(errRemarkSelf, r.At("点评人"), r.By)
		}
		for _, d := range []struct {
			title string
			date  value.Date
		}{{"整改期限", r.Due}, {"整改日期", r.Done}} {
			if !d.date.IsZero() && d.date.Before(r.Date) {
				c.report(errRemarkDates, r.At(d.title), d.title, d.date, r.Date)
			}
		}
	}
}

func (e *evaluationRecord) remarks() []remark { return withoutTotals(e.Comments) }

// asOf returns the remark as it stood on a day; ok is false where it had not been made.
func (r remark) asOf(day value.Date) (remark, bool) {
	if r.Done.After(day) {
		r.Done, r.Result = value.Date{}, Rich{}
	}
	return r, !r.Date.After(day)
}

// mended reports whether what was said has been followed.
func (r remark) mended() bool { return !r.Done.IsZero() || r.Result.Text != "" }

func (r remark) badge(asOf value.Date) block.Badge {
	switch late := asOf.Sub(r.Due); {
	case r.mended() && !r.Due.IsZero() && r.Done.After(r.Due):
		return block.Badge{Text: "逾期整改", Tone: block.Attention}
	case r.mended():
		return block.Badge{Text: "已整改", Tone: block.Good}
	case r.Due.IsZero():
		return block.Badge{Text: "整改中", Tone: block.Neutral}
	case late > 0:
		return block.Badge{Text: fmt.Sprintf("逾期 %d 天", late), Tone: block.Bad}
	case late == 0:
		return block.Badge{Text: "今日到期", Tone: block.Attention}
	default:
		return block.Badge{Text: fmt.Sprintf("还有 %d 天", -late), Tone: block.Neutral}
	}
}

// told is a remark with its record.
type told struct {
	remark
	it *item[evaluationRecord]
}

// remarksOf returns the remarks that had been made on the as-of date.
func remarksOf(c *env[evaluationSettings], all []*item[evaluationRecord]) []told {
	var out []told
	for _, it := range all {
		for _, r := range it.own.remarks() {
			if r, ok := r.asOf(c.AsOf); ok {
				out = append(out, told{r, it})
			}
		}
	}
	return out
}

// remarkTable shows the four parts of what was said, and what came of it.
func remarkTable(c *env[evaluationSettings], it *item[evaluationRecord]) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline, Title: "点评和整改"}, Columns: []block.Column{
		{Title: "被点评人"},
		{Title: "点评人", Minor: true},
		{Title: "点评日期", Minor: true},
		{Title: "肯定成绩"},
		{Title: "指出问题"},
		{Title: "改进意见"},
		{Title: "努力方向"},
		{Title: "整改期限"},
		{Title: "状态", Align: block.Center},
		{Title: "整改结果"},
	}}
	for _, r := range remarksOf(c, []*item[evaluationRecord]{it}) {
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(r.Of)), block.Text(string(r.By)), block.Text(isoText(r.Date)), r.Good.cell(), r.Bad.cell(), r.Improve.cell(), r.Aim.cell(),
			block.Text(isoText(r.Due)),
			{Badge: r.badge(c.AsOf)},
			r.Result.cell(),
		})
	}
	return withoutEmpty(t)
}

// followUp is how many remarks have been followed.
func followUp(c *env[evaluationSettings], list []told) block.Figure {
	done, late := 0, 0
	for _, r := range list {
		if r.mended() {
			done++
		} else if !r.Due.IsZero() && r.Due.Before(c.AsOf) {
			late++
		}
	}
	f := block.Figure{Label: "点评整改", Value: fmt.Sprint(done), Unit: fmt.Sprintf("/ %d 条", len(list)), Note: fmt.Sprintf("整改率 %s", value.Ratio(int64(done), int64(len(list))))}
	if late > 0 {
		f.Note, f.Tone = fmt.Sprintf("%d 条逾期没有整改", late), block.Bad
	}
	return f
}

// remarkSums is the place of how many remarks each record has.
const remarkSums = "remarks"

// remarksByRecord counts the remarks of each record and how many of them have been followed.
func remarksByRecord(c *env[evaluationSettings], all []*item[evaluationRecord]) []block.Block {
	with := slices.DeleteFunc(slices.Clone(all), func(it *item[evaluationRecord]) bool {
		return len(remarksOf(c, []*item[evaluationRecord]{it})) == 0
	})
	if len(with) == 0 {
		return nil
	}
	of := func(counts func(told) bool) []int {
		return each(with, func(it *item[evaluationRecord]) int {
			n := 0
			for _, r := range remarksOf(c, []*item[evaluationRecord]{it}) {
				if counts(r) {
					n++
				}
			}
			return n
		})
	}
	return []block.Block{sumTable(
		remarkSums, "记录", recordCells(with),
		counts("点评意见", of(func(told) bool { return true })),
		counts("已整改", of(func(r told) bool { return r.mended() })).always(),
		counts("逾期没有整改", of(func(r told) bool { return !r.mended() && !r.Due.IsZero() && r.Due.Before(c.AsOf) })),
	)}
}

// openRemarks are those that have not been followed, what is due first on top.
func openRemarks(c *env[evaluationSettings], list []told) []block.Block {
	open := slices.DeleteFunc(slices.Clone(list), func(r told) bool { return r.mended() })
	if len(open) == 0 {
		return nil
	}
	slices.SortStableFunc(open, func(a, b told) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return cmp.Compare(b.Due.Year(), a.Due.Year()) // those without a date last
		}
		return a.Due.Compare(b.Due)
	})
	t := block.Table{Head: block.Head{Title: "正在整改的点评意见"}, Columns: []block.Column{
		{Title: "被点评人"}, {Title: "指出问题"}, {Title: "改进意见", Minor: true}, {Title: "整改期限"}, {Title: "状态", Align: block.Center},
	}}
	for _, r := range open {
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(r.Of), Ref: r.it.Ref}, r.Bad.cell(), r.Improve.cell(), block.Text(isoText(r.Due)), {Badge: r.badge(c.AsOf)},
		})
	}
	return []block.Block{withoutEmpty(t)}
}

// opinionBlocks show what people's opinions were about, and how many there were in each period.
func opinionBlocks(all []*item[evaluationRecord]) []block.Block {
	var classes sums
	var periods []value.Period
	n := map[value.Period]int{}
	for _, it := range all {
		for _, o := range withoutTotals(it.own.Opinions) {
			classes.add(string(o.Class), int(o.N))
			if !slices.Contains(periods, it.own.Period) {
				periods = append(periods, it.own.Period)
			}
			n[it.own.Period] += int(o.N)
		}
	}
	if len(classes.names) == 0 {
		return nil
	}
	var out []block.Block
	t := classes.table("意见分类", "件数", "件", classes.ranked())
	if len(t.Rows) > 1 {
		out = append(out, block.Chart{
			Head: block.Head{Title: "意见分类"}, Type: block.DonutChart, Table: t, Series: []block.Series{{Column: 1}},
			Desc: fmt.Sprintf("最多的是%s，%s 件。", t.Rows[0][0].Text, t.Rows[0][1].Text),
		})
	}
	slices.SortFunc(periods, value.Period.Compare)
	if periods = tail(periods, lastPeriods); len(periods) > 1 {
		last := periods[len(periods)-1]
		out = append(out, block.Chart{
			Head: block.Head{Title: "各期意见件数"}, Type: block.ColumnChart, Series: []block.Series{{Column: 1}},
			Table: timeline(periods, "件", []string{"意见"}, func(p value.Period) []block.Cell { return []block.Cell{count(n[p])} }),
			Desc:  fmt.Sprintf("%d 期，最近一期 %d 件。", len(periods), n[last]),
		})
	}
	return out
}

// opinionTable is the list of a record's opinions.
func opinionTable(e *evaluationRecord) block.Table {
	t := block.Table{Head: block.Head{Title: "意见分类"}, Unit: "件", Columns: []block.Column{{Title: "意见分类"}, {Title: "件数", Align: block.End}, {Title: "意见摘要"}}}
	sum := 0
	for _, o := range withoutTotals(e.Opinions) {
		sum += int(o.N)
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(o.Class)), count(int(o.N)), o.Text.cell()})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(sum), {}}}
	return withoutEmpty(t)
}

// people splits 张三、李四.
func people(text value.Text) []string {
	parts := strings.Split(string(text), "、")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
