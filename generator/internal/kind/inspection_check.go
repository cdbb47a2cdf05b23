package kind

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errCheckItem  = diag.Define("GK0920", diag.Error, "“%[1]s”不是清单“%[2]s”的条目。", "%[3]s条目要一字不差：%[4]s。")
	errCheckCount = diag.Define("GK0921", diag.Error, "清单“%[1]s”应当是 %[2]d 条，列出了 %[3]d 条。", "补上漏写的条目，或者改名称。")
	errMark       = diag.Define("GK0922", diag.Error, "“%[1]s”里的“%[2]s”看不出合格不合格。", "写“√”或“×”，或者“合格数/检查数”，例如“18/20”；打分的写分数。")
	errMarkRange  = diag.Define("GK0923", diag.Error, "“%[1]s”是 %[2]s，超过了%[3]s %[4]s。", "核对这两个数。")
	errPointSum   = diag.Define("GK0924", diag.Error, "得分写的是 %[1]s，各项%[2]s是 %[3]s。", "核对各项和得分；各项没有错的，把得分改为 %[3]s。")
	errDayOff     = diag.Define("GK0925", diag.Warning, "%[1]s是休息日，这份清单只在工作日检查。", "核对日期。")
	errMissedDays = diag.Define("GK0926", diag.Warning, "%[1]s都要检查，没有记录的有：%[2]s。", "补上记录；确实没有检查的，网页上照实列为应查未查。")
	errNoChecker  = diag.Define("GK0927", diag.Error, "没有写检查人。", "在开头写“检查人: 姓名”，各次不同的在表格里加“检查人”一列。")
	errFixOrder   = diag.Define("GK0928", diag.Error, "%[1]s %[2]s 早于发现的日期 %[3]s。", "核对这两个日期。")
	errYearOff    = diag.Define("GK0929", diag.Warning, "%[1]s，不能核对哪些是工作日。", "放假安排公布以后，在 board.yaml 的“放假安排”里补上这一年。")
)

// The rhythms of inspections.
const (
	daily     = "每日"
	everyWork = "每工作日"
	weekly    = "每周"
	monthly   = "每月"
	irregular = "不定期"
)

var rhythms = []string{daily, everyWork, weekly, monthly, irregular}

func checkInspectionSettings(s *inspectionSettings, report *diag.Report) {
	for _, l := range s.Lists {
		if n := numberIn(string(l.Name)); n > 0 && n != len(l.Items) {
			report.Add(errCheckCount.At(l.Pos, l.Name, n, len(l.Items)))
		}
		if r := string(l.Rhythm); r != "" && !slices.Contains(rhythms, r) {
			report.Add(errWord.At(l.Pos, "频次", r, diag.DidYouMean(r, rhythms), strings.Join(rhythms, "、")))
		}
	}
}

func checkInspection(c *env[inspectionSettings], it *item[inspectionRecord]) {
	own := it.own
	if !it.takesTable() {
		c.report(errNothing, it.end, "加一个表格，表头写“日期、对象”和各条目，打分的加“得分”；按条目合计的写“检查项目、检查数、合格数”")
		return
	}
	c.checkProse(it.Record)
	list := c.set.list(own.List)
	var lists []string
	for _, l := range c.set.Lists {
		lists = append(lists, string(l.Name))
	}
	c.oneOf("检查清单", string(own.List), lists, it.At("list"))
	c.oneOf("检查方式", string(own.Method), plain(c.set.Methods), it.At("method"))
	if c.oneOf("频次", string(own.Rhythm), rhythms, it.At("rhythm")) && own.Rhythm == "" && list != nil {
		own.Rhythm = list.Rhythm
	}
	if list != nil {
		own.items = list.names()
	}
	checkVisits(c, it, list)
	checkParts(c, it)
	checkTotals(c, own.Parts)
	checkTotals(c, own.Violations)
	checkProblems(c, it)
	checkRhythm(c, it)
}

// relateInspection tells each record how many there are, so that what is missing is only told of a
// whole section.
func relateInspection(_ *env[inspectionSettings], all []*item[inspectionRecord]) {
	for _, it := range all {
		it.own.section = len(all)
	}
}

// checkVisits reads the marks of every visit.
func checkVisits(c *env[inspectionSettings], it *item[inspectionRecord], list *checkList) {
	own := it.own
	columns := itemColumns(c, own, list)
	seen := map[string]diag.Pos{}
	var rows []Row
	for i := range own.Checks {
		v := &own.Checks[i]
		if v.Total != "" {
			continue
		}
		rows = append(rows, v.Row)
		v.read(c, own, columns, list)
		c.checkDay(it.Record, "日期", v.Day, it.Period, v.At("日期"))
		checkObject(c, v.Object, v.At("对象"))
		c.oneOf("方式", string(v.Method), plain(c.set.Methods), v.At("方式"))
		c.checkNameless("说明", string(v.Found.Text), v.At("存在问题"))
		c.checkUnique("对象和日期", strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", v.Object, v.Day, v.Shift)), " "), v.At("对象"), seen)
		if v.By == "" && len(own.Inspectors) == 0 {
			c.report(errNoChecker, v.At("检查人"))
		}
	}
	c.checkColumns(own.Layout, rows)
	if len(rows) == 0 && len(own.Parts)+len(own.Violations) > 0 && len(own.Inspectors) == 0 {
		c.report(errNoChecker, it.At("inspectors"))
	}
}

// itemColumns returns the item that each extra column is about. Without a list of the board, the columns are the list.
func itemColumns(c *env[inspectionSettings], own *inspectionRecord, list *checkList) []int {
	out := make([]int, len(own.Layout.Extra))
	if list == nil {
		own.items = nil
		for i, col := range own.Layout.Extra {
			own.items = append(own.items, col.Title)
			out[i] = i
		}
		return out
	}
	found := 0
	for i, col := range own.Layout.Extra {
		if out[i] = slices.Index(own.items, col.Title); out[i] < 0 {
			c.report(errCheckItem, col.Pos, col.Title, list.Name, diag.DidYouMean(col.Title, own.items), strings.Join(own.items, "、"))
			continue
		}
		found++
	}
	// A table of the list has all of its items, or none where there are only points.
	if found > 0 && found < len(own.items) && len(own.Layout.Extra) == found {
		for i, name := range own.items {
			if !slices.Contains(out, i) {
				c.report(errNoColumn, own.Layout.Pos, "检查记录", name, strings.Join(own.items, "、"))
			}
		}
	}
	return out
}

// read reads the marks of a visit and adds them up.
func (v *check) read(c *env[inspectionSettings], own *inspectionRecord, columns []int, list *checkList) {
	v.marks = make([]mark, len(own.items))
	var sum value.Score
	scored, weighted := 0, list != nil
	for i, item := range columns {
		if item < 0 {
			continue
		}
		name, cell := own.items[item], v.Extra[i]
		m, ok := readMark(cell.Text)
		full := c.set.full()
		if list != nil && list.Items[item].Full != nil {
			full = *list.Items[item].Full
		} else {
			weighted = false
		}
		switch {
		case !ok:
			c.report(errMark, cell.Pos, name, cell.Text)
			continue
		case m.passed > m.checked:
			c.report(errMarkRange, cell.Pos, name, cell.Text, "检查数", fmt.Sprint(m.checked))
		case m.points != nil && m.points.Compare(full) > 0:
			c.report(errMarkRange, cell.Pos, name, m.points.String()+" 分", "满分", full)
		}
		v.marks[item] = m
		v.sum.add(passes{checked: m.checked, passed: m.passed})
		if m.points != nil {
			sum, scored = sum.Add(*m.points), scored+1
		}
	}
	v.total(c, sum, scored, weighted)
}

// total works out the points of a visit, or compares them with what is written. Items with
// weights add up; others are averaged.
func (v *check) total(c *env[inspectionSettings], sum value.Score, scored int, weighted bool) {
	if v.Points != nil && v.Points.Compare(c.set.full()) > 0 {
		c.report(errMarkRange, v.At("得分"), "得分", v.Points.String()+" 分", "满分", c.set.full())
		return
	}
	if scored > 0 {
		word := "相加"
		if !weighted {
			word, sum = "平均", passes{points: sum.Hundredths(), rated: scored}.score()
		}
		if v.Points != nil && !roundsTo(sum, *v.Points) {
			c.report(errPointSum, v.At("得分"), v.Points, word, sum)
		}
		if v.Points == nil {
			v.Points = &sum
		}
	}
	if v.Points != nil {
		v.sum.points, v.sum.rated = v.Points.Hundredths(), 1
	}
}

// roundsTo reports whether what is written is the number, rounded to two, one or no decimals.
func roundsTo(n, written value.Score) bool {
	for _, unit := range []int64{1, 10, 100} {
		if (n.Hundredths()+unit/2)/unit*unit == written.Hundredths() {
			return true
		}
	}
	return false
}

// checkObject checks what was looked at: a place or a unit, never a person.
func checkObject(c *env[inspectionSettings], object value.Text, pos diag.Pos) {
	c.checkNameless("对象", string(object), pos)
	if len(c.set.Objects) == 0 {
		return
	}
	allowed := plain(c.set.Objects)
	for _, u := range c.Roster.Units {
		allowed = append(allowed, string(u.Name))
	}
	c.oneOf("对象", string(object), allowed, pos)
}

func checkParts(c *env[inspectionSettings], it *item[inspectionRecord]) {
	own := it.own
	listed := c.set.list(own.List) != nil
	inList := func(item value.Text, pos diag.Pos) {
		switch {
		case item == "" || slices.Contains(own.items, string(item)):
		case listed:
			c.report(errCheckItem, pos, item, own.List, diag.DidYouMean(string(item), own.items), strings.Join(own.items, "、"))
		default:
			own.items = append(own.items, string(item))
		}
		c.checkNameless("检查项目", string(item), pos)
	}
	for _, p := range own.Parts {
		if p.Total != "" {
			continue
		}
		inList(p.Item, p.At("检查项目"))
		checkObject(c, p.Object, p.At("对象"))
		c.checkDay(it.Record, "日期", p.Day, it.Period, p.At("日期"))
		if p.Passed > p.Checked {
			c.report(errMarkRange, p.At("合格数"), "合格数", p.Passed, "检查数", p.Checked)
		}
	}
	for _, v := range own.Violations {
		if v.Total != "" {
			continue
		}
		inList(v.Item, v.At("违规项"))
		checkObject(c, v.Object, v.At("对象"))
		c.checkDay(it.Record, "日期", v.Day, it.Period, v.At("日期"))
	}
}

func checkProblems(c *env[inspectionSettings], it *item[inspectionRecord]) {
	for _, p := range it.own.Problems {
		c.checkNameless("问题", string(p.What.Text), p.At("问题"))
		c.checkPrivate("措施", string(p.Measure.Text), p.At("措施"))
		c.checkPrivate("结果", string(p.Result.Text), p.At("结果"))
		checkObject(c, p.Object, p.At("对象"))
		c.checkDay(it.Record, "完成日期", p.Done, value.Period{}, p.At("完成日期"))
		if !p.Day.IsZero() && p.Due.Before(p.Day) {
			c.report(errFixOrder, p.At("时限"), "时限", p.Due, p.Day)
		}
		if !p.Done.IsZero() && p.Done.Before(p.Day) {
			c.report(errFixOrder, p.At("完成日期"), "完成日期", p.Done, p.Day)
		}
	}
}

// checkRhythm warns of days off and of days without a check.
func checkRhythm(c *env[inspectionSettings], it *item[inspectionRecord]) {
	days := it.own.days(c.AsOf)
	if it.own.Rhythm == everyWork {
		for _, v := range it.own.Checks {
			if works, err := c.Calendar.IsWorkday(v.Day); err == nil && !works && v.Total == "" {
				c.report(errDayOff, v.At("日期"), v.Day)
			}
		}
	}
	missed, err := it.own.missed(c.Calendar, c.AsOf, days)
	var unknown calendar.UnknownYear
	switch {
	case errors.As(err, &unknown):
		c.report(errYearOff, it.At("period"), err)
	case len(missed) > 0:
		c.report(errMissedDays, it.At("period"), it.own.Rhythm, strings.Join(missed, "、"))
	}
}

// days returns the days on which something was looked at.
func (r *inspectionRecord) days(asOf value.Date) map[value.Date]bool {
	out := map[value.Date]bool{}
	for _, v := range r.Checks {
		out[v.Day] = !v.Day.IsZero() && !v.Day.After(asOf)
	}
	for _, p := range r.Parts {
		out[p.Day] = !p.Day.IsZero() && !p.Day.After(asOf)
	}
	return out
}

// missed names the days, weeks or months of the period that should have a check and have none.
// A record without dated rows says nothing about days. Weeks that the period holds in part belong to no
// record alone, so they are not asked for.
func (r *inspectionRecord) missed(work *calendar.Calendar, asOf value.Date, days map[value.Date]bool) ([]string, error) {
	dated := false
	for d := range days {
		dated = dated || !d.IsZero()
	}
	end := r.Period.End()
	if !end.Before(asOf) {
		end = asOf.AddDays(-1)
	}
	if !dated || !slices.Contains(rhythms[:4], string(r.Rhythm)) {
		return nil, nil
	}
	var out []string
	for from := r.Period.Start(); !from.After(end); {
		to, label, err := stretch(work, string(r.Rhythm), from)
		if err != nil {
			return nil, err
		}
		seen := label == "" || to.After(end)
		for d := from; !d.After(to); d = d.AddDays(1) {
			seen = seen || days[d]
		}
		if !seen {
			out = append(out, label)
		}
		from = to.AddDays(1)
	}
	return out, nil
}

// stretch returns the last day of the stretch that begins on a day and should hold a check, and
// its name; none for days that need no check.
func stretch(work *calendar.Calendar, rhythm string, from value.Date) (to value.Date, label string, err error) {
	switch rhythm {
	case weekly:
		monday := (int(from.Weekday()) + 6) % 7
		to = from.AddDays(6 - monday)
		if monday != 0 {
			return to, "", nil
		}
		return to, fmt.Sprintf("%s至%s", from.Short(), to.Short()), nil
	case monthly:
		p := value.PeriodOf(value.Month, from)
		return p.End(), p.Short(), nil
	case everyWork:
		works, err := work.IsWorkday(from)
		if err != nil || !works {
			return from, "", err
		}
	}
	return from, from.Short(), nil
}
