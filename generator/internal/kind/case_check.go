package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

func checkCases(c *env[caseSettings], it *caseItem) {
	r := it.own
	if len(r.Cases)+len(r.Counts) == 0 {
		c.report(errCaseNone, it.At("period"))
	}
	for i := range r.Cases {
		if r.Cases[i].Total == "" {
			checkCase(c, r, &r.Cases[i])
		}
	}
	for _, s := range withoutTotals(r.Counts) {
		checkSum(c, s)
	}
	checkTotals(c, r.Counts)
	for _, col := range r.Layout.Extra {
		if slices.ContainsFunc(caseHeads, func(w string) bool { return strings.Contains(col.Title, w) }) {
			c.report(errCasePrivate, col.Pos, "办件表格", "“"+col.Title+"”这一列", "删掉这一列；办件凭受理号查询，不列个人信息。")
		}
	}
}

// caseHeads are words in the title of a column that must not be there.
var caseHeads = []string{"身份证", "证件号", "手机", "电话", "住址", "地址", "门牌", "出生", "银行卡", "病", "姓名", "投诉人", "来访人", "当事人"}

func checkCase(c *env[caseSettings], rec *caseRecord, r *caseRow) {
	if !rec.Period.Contains(r.Received) {
		c.report(errCasePeriod, r.At("受理日期"), r.Received, rec.Period)
	}
	if !r.Done.IsZero() && r.Done.Before(r.Received) {
		c.report(errCaseOrder, r.At("办结日期"), r.Done, r.Received)
	}
	if r.Promised.IsZero() {
		r.Promised = c.set.Limit
	}
	if !r.Promised.IsZero() {
		due, err := c.Calendar.End(r.Received, r.Promised.N, r.Promised.Unit == value.DaysWorking)
		if err != nil {
			c.report(errCaseYear, r.At("承诺工作日"), err, r.Number)
		}
		r.due = due
	}
	if bool(c.set.NeedFirst) && r.First == "" {
		c.report(errNoCell, r.At("首问人"), "首问人", "首问责任人的姓名或岗位")
	}
	if a := value.Normalize(string(r.Applicant)); a != "" && !strings.ContainsAny(a, "*×某") {
		c.report(errCasePrivate, r.At("申请人"), "“申请人”", "没有隐去的姓名“"+a+"”", "只写姓，其余用 * 代替，例如“张*”；或者删掉这一列，凭受理号查询。")
	}
	c.checkPrivate("事项", string(r.What), r.At("事项"))
	c.checkPrivate("结果", string(r.Result.Text), r.At("结果"))
	c.checkPrivate("说明", string(r.Why.Text), r.At("说明"))
	checkCaseState(c, r)
}

func checkCaseState(c *env[caseSettings], r *caseRow) {
	if r.State != "" && !checkChoice(c.Report, errCaseWord, r.At("状态"), string(r.State), caseStates) {
		return
	}
	finished := r.State == caseDone
	switch {
	case finished && r.Done.IsZero():
		c.report(errCaseState, r.At("状态"), r.State, "没有办结日期", "填上办结日期；还没办完的，状态写“办理中”。")
	case !finished && r.State != "" && !r.closed() && !r.Done.IsZero():
		c.report(errCaseState, r.At("状态"), r.State, "有办结日期", "已经办完的，状态写“已办结”；没有办完的，删掉办结日期。")
	case r.Rating != "" && r.Done.IsZero():
		c.report(errCaseState, r.At("满意"), caseOpen, "已经有评价", "办结以后才能评价：填上办结日期，或者删掉评价。")
	}
	if r.State == "" {
		r.State = caseOpen
		if !r.Done.IsZero() {
			r.State = caseDone
		}
	}
	if r.Rating != "" {
		checkChoice(c.Report, errCaseWord, r.At("满意"), string(r.Rating), caseRatings)
	}
	if r.Level != "" && len(c.set.Levels) > 0 {
		checkChoice(c.Report, errCaseWord, r.At("审核级"), string(r.Level), plain(c.set.Levels))
	}
}

// checkSum checks that a part is no greater than the whole.
func checkSum(c *env[caseSettings], s caseSum) {
	for _, p := range []struct {
		part   string
		n      *value.Count
		whole  string
		within *value.Count
	}{
		{"按时办结数", s.OnTime, "办结数", s.Done},
		{"评价数", s.Rated, "办结数", s.Done},
		{"满意数", s.Satisfied, "评价数", s.Rated},
		{"满意数", s.Satisfied, "办结数", s.Done},
	} {
		if p.n != nil && p.within != nil && *p.n > *p.within {
			c.report(errCaseMore, s.At(p.part), s.What, p.part, int(*p.n), p.whole, int(*p.within))
			return
		}
	}
}

// relateCases checks that a number means one case only, and that no more is finished than has
// come in.
func relateCases(c *env[caseSettings], all []*caseItem) {
	slices.SortStableFunc(all, func(a, b *caseItem) int { return a.own.Period.Compare(b.own.Period) })
	seen := map[value.Text]diag.Pos{}
	type key struct{ unit, what value.Text }
	open, known := map[key]int{}, map[key]bool{}
	for _, it := range all {
		for _, r := range withoutTotals(it.own.Cases) {
			if first, ok := seen[r.Number]; ok {
				c.report(errCaseTwice, r.At("受理号"), r.Number, first.File, first.Line)
				continue
			}
			seen[r.Number] = r.At("受理号")
		}
		for _, s := range withoutTotals(it.own.Counts) {
			k := key{s.Unit, s.What}
			if s.Unit == "" {
				k.unit = it.Unit
			}
			switch {
			case s.Carried == nil:
			case !known[k]:
				open[k] = int(*s.Carried)
			case int(*s.Carried) != open[k]:
				c.report(errCaseCarried, s.At("上期未办结"), s.What, s.Carried, open[k])
			}
			known[k] = true
			had := open[k] + int(*s.Received)
			open[k] = had - int(*s.Done)
			if open[k] < 0 {
				c.report(errCaseMore, s.At("办结数"), s.What, "办结数", int(*s.Done), "没有办结的加上新受理的", had)
				open[k] = 0
			}
		}
	}
}
