package kind

import (
	"cmp"
	"strings"

	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// caseRecord is what was applied for in a period and what became of it, by case number or in
// counts (catalogue A10, A18, B16, B21, B42, D55, E25). It names no applicant.
type caseRecord struct {
	Period  value.Period `key:"period" zh:"期间" help:"哪一期受理的，例如 2026-10；办结以后在这一期里补办结日期" need:"yes"`
	Channel value.Text   `key:"channel" zh:"渠道,受理渠道" help:"窗口、热线、网上……"`
	Line    value.Phone  `key:"line" zh:"受理电话,专线电话" help:"打哪个电话可以办"`
	Hours   value.Text   `key:"hours" zh:"受理时间" help:"什么时候受理"`

	Cases  []caseRow `table:"办件"`
	Layout Layout    `table:"办件"`
	Counts []caseSum `table:"办件统计"`
}

// caseRow is one case.
type caseRow struct {
	Row
	Number    value.Text `col:"受理号,受理编号,办件编号" need:"cell"`
	What      value.Text `col:"事项,办理事项" need:"cell"`
	Class     value.Text `col:"类别"`
	Unit      value.Text `col:"单位,窗口,科室,承办单位" ref:"unit"`
	Applicant value.Text `col:"申请人,办事人"`
	Received  value.Date `col:"受理日期,受理日" need:"cell"`
	Promised  promised   `col:"承诺工作日,承诺时限" need:"column"`
	Done      value.Date `col:"办结日期,办结日"`
	State     value.Text `col:"状态"`
	Level     value.Text `col:"审核级,当前级"`
	First     value.Text `col:"首问人,首问责任人" ref:"any"`
	Handler   value.Text `col:"经办人,经办" ref:"any"`
	Agent     value.Text `col:"代办人" ref:"any"`
	Result    Rich       `col:"结果,办理结果"`
	Rating    value.Text `col:"满意,评价,满意评价"`
	Why       Rich       `col:"说明,超期原因"`

	due value.Date // the last day in time; none without a promise
}

// caseSum is how many cases of one sort there were.
type caseSum struct {
	Row
	What      value.Text   `col:"事项,办理事项,类别" need:"cell" again:"yes"`
	Unit      value.Text   `col:"单位,窗口,科室,承办单位" ref:"unit"`
	Carried   *value.Count `col:"上期未办结,期初未办结"`
	Received  *value.Count `col:"受理数,受理件数" need:"cell"`
	Done      *value.Count `col:"办结数,办结件数" need:"cell"`
	OnTime    *value.Count `col:"按时办结数,按时办结"`
	Rated     *value.Count `col:"评价数,评价件数"`
	Satisfied *value.Count `col:"满意数,满意件数"`
}

// sumTitles are the columns of numbers, in the order of caseSum.numbers.
var sumTitles = []string{"上期未办结", "受理数", "办结数", "按时办结数", "评价数", "满意数"}

// numbers returns what was counted; nil where it was not.
func (s *caseSum) numbers() []*value.Count {
	return []*value.Count{s.Carried, s.Received, s.Done, s.OnTime, s.Rated, s.Satisfied}
}

// add adds up rows; what only some of them count is added up over those.
func (s *caseSum) add(r caseSum) {
	sums := []**value.Count{&s.Carried, &s.Received, &s.Done, &s.OnTime, &s.Rated, &s.Satisfied}
	for i, n := range r.numbers() {
		if n == nil {
			continue
		}
		if *sums[i] == nil {
			*sums[i] = new(value.Count)
		}
		**sums[i] += *n
	}
}

// promised is how many days were promised; a number alone is working days.
type promised struct{ value.Days }

// Parse reads 5, 5个工作日 and 7天.
func (p *promised) Parse(text string) error {
	if err := p.Days.Parse(text); err != nil {
		return err
	}
	if p.N == 0 {
		return &value.Error{Message: "“" + text + "”是零天", Hint: "写至少 1 天；当场就办结的也写 1"}
	}
	if p.Unit == value.DaysUnspecified {
		p.Unit = value.DaysNatural
		if !strings.ContainsAny(text, "天日") {
			p.Unit = value.DaysWorking
		}
	}
	return nil
}

// caseSettings is the kind's part of board.yaml.
type caseSettings struct {
	Limit     promised     `key:"limit" zh:"默认时限" help:"没有写承诺时限的办件按几个工作日算；不写时不算"`
	NeedFirst value.Bool   `key:"needFirst" zh:"首问必填" help:"写“是”时每件都要写首问责任人"`
	Levels    []value.Text `key:"levels" zh:"审核级" help:"办件经过哪几级，从低到高，例如 社区、城区办、民政局"`
	MinCases  *value.Count `key:"minCases" zh:"最少件数" help:"少于这个件数时不算比例；不写时是 1"`
}

// The states of a case.
const (
	caseOpen  = "办理中"
	caseDone  = "已办结"
	caseMoved = "已转办"
	caseNo    = "不予受理"
	caseBack  = "已撤回"
)

var (
	caseStates   = []string{"已受理", caseOpen, caseDone, caseMoved, caseNo, caseBack}
	caseRatings  = []string{"非常满意", "很满意", "满意", "基本满意", "不满意", "非常不满意", "是", "否"}
	happyRatings = []string{"非常满意", "很满意", "满意", "是"}
)

var (
	errCaseNone    = diag.Define("GK0860", diag.Error, "既没有办件表格，也没有办件统计表格。", "逐件公开的，第一行写：| 受理号 | 事项 | 受理日期 | 承诺工作日 | 办结日期 |；只公开件数的，写：| 事项 | 受理数 | 办结数 |")
	errCaseTwice   = diag.Define("GK0861", diag.Error, "受理号“%[1]s”已经在 %[2]s 第 %[3]d 行出现过。", "受理号不能重复。跨期办结的，在受理的那一期里补办结日期，不要再列一次。")
	errCaseOrder   = diag.Define("GK0862", diag.Error, "办结日期 %[1]s 早于受理日期 %[2]s。", "核对这两个日期。")
	errCaseState   = diag.Define("GK0863", diag.Error, "状态是“%[1]s”，但%[2]s。", "%[3]s")
	errCaseWord    = diag.Define("GK0864", diag.Error, "“%[1]s”不在可选的范围里。", "%[2]s可以写：%[3]s。")
	errCasePeriod  = diag.Define("GK0865", diag.Error, "受理日期 %[1]s 不在%[2]s。", "核对受理日期；确实是别的期受理的，列到那一期的记录里。")
	errCaseCarried = diag.Define("GK0866", diag.Error, "“%[1]s”的上期未办结写的是 %[2]s 件，按以前各期算应为 %[3]d 件。", "核对以前各期的受理数和办结数，或者改正这一格。")
	errCaseYear    = diag.Define("GK0867", diag.Error, "%[1]s，算不出受理号“%[2]s”应在哪天办结。", "放假安排公布以后，在 board.yaml 的“放假安排”里补上这一年；还没公布的，先删掉这一件的承诺时限。")
	errCasePrivate = diag.Define("GK0868", diag.Error, "%[1]s里有%[2]s，不能公开。", "%[3]s")
	errCaseMore    = diag.Define("GK0869", diag.Error, "“%[1]s”的%[2]s是 %[3]d 件，比%[4]s %[5]d 件还多。", "核对这两个数。")
)

var cases = &typed[caseRecord, caseSettings]{
	name: "case", title: "办件公开",
	help:  "一期受理的办件：受理号、承诺时限、办结日期，算出按时办结率和逾期",
	check: checkCases, relate: relateCases, blocks: caseBlocks, overview: caseOverview, measures: caseMeasures,
}

func (r *caseRecord) reportsOn() value.Period { return r.Period }

type caseItem = item[caseRecord]

// asOf returns the case as it stood on a day; ok is false where it had not come in yet.
func (r caseRow) asOf(day value.Date) (caseRow, bool) {
	if r.Done.After(day) {
		r.Done, r.State, r.Rating, r.Result, r.Why = value.Date{}, caseOpen, "", Rich{}, Rich{}
	}
	return r, !r.Received.After(day)
}

// closed reports whether a case ended without being dealt with here.
func (r caseRow) closed() bool {
	return r.State == caseMoved || r.State == caseNo || r.State == caseBack
}

// late is how many days past the promise a case was finished, or is now; known is false where
// the holidays of a year are not.
func (r caseRow) late(days *calendar.Calendar, asOf value.Date) (by int, known bool) {
	end := cmp.Or(r.Done, asOf)
	if r.due.IsZero() || !end.After(r.due) {
		return 0, true
	}
	n, err := days.Between(r.due, end, r.Promised.Unit == value.DaysWorking)
	return n, err == nil
}

// took is how many working days a finished case took.
func (r caseRow) took(days *calendar.Calendar) (int, bool) {
	n, err := days.Between(r.Received, r.Done, true)
	return n, err == nil
}

// rows returns the cases that had come in on the as-of date, as they stood, with the record's unit.
func (r *caseRecord) rows(unit value.Text, asOf value.Date) []caseRow {
	var out []caseRow
	for _, row := range withoutTotals(r.Cases) {
		if row, ok := row.asOf(asOf); ok {
			row.Unit = cmp.Or(row.Unit, unit)
			out = append(out, row)
		}
	}
	return out
}
