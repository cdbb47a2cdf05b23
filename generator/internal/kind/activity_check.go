package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errHours        = diag.Define("GK0931", diag.Error, "%[1]s是 0。", "填上实际的%[1]s；没有的，这一格留空。")
	errSpan         = diag.Define("GK0934", diag.Error, "“%[1]s”从 %[2]s 到 %[3]s 是 %[4]d 天，应当是%[5]s。", "核对起止；时段写错的，改正“时段”。")
	errIssue        = diag.Define("GK0935", diag.Error, "%[1]s的期号是 %[2]d，上一期是 %[3]d（%[4]s），接不上。", "期号每年从 1 起，一期接一期；缺的一期补上，写错的改正。")
	errNoFestival   = diag.Define("GK0936", diag.Warning, "%[1]d 年%[2]s（%[3]s）没有活动记录。", "办过的补上记录，在“节日”里写“%[2]s”；没有办的，网页上照实列出。")
	errLunarYear    = diag.Define("GK0937", diag.Warning, "不知道 %[1]d 年%[2]s是哪一天，没有核对。", "程序里有 2025 至 2027 年的农历节日，这一年的自己核对。")
	errCoverage     = diag.Define("GK0938", diag.Warning, "%[1]s。", "%[2]s。")
	errConsent      = diag.Define("GK0939", diag.Error, "写了企业名称“%[1]s”，没有写明企业同意公开。", "企业同意的，加“同意公开”一列，写“是”；不同意的，写“某企业”。")
	serviceSpans    = []string{"服务月", "服务周", "服务日"}
	festivalWindows = struct{ before, after int }{30, 7} // days around a festival in which its activities are held
)

func checkActivitySettings(s *activitySettings, report *diag.Report) {
	s.limits = map[string]int{}
	for _, p := range s.Remind {
		var days value.Days
		if err := days.Parse(p.Text); err != nil {
			message, hint := explain(err)
			report.Add(errValue.At(p.Pos, p.Key, message, hint))
		}
		s.limits[p.Key] = days.N
		if all := plain(s.Categories); len(all) > 0 && !slices.Contains(all, p.Key) {
			report.Add(errWord.At(p.Pos, "类别", p.Key, diag.DidYouMean(p.Key, all), strings.Join(all, "、")))
		}
	}
	for _, name := range plain(s.Festivals) {
		if all := calendar.FestivalNames(); !slices.Contains(all, name) {
			report.Add(errWord.At(s.Pos, "节日", name, diag.DidYouMean(name, all), strings.Join(all, "、")))
		}
	}
	for _, n := range s.Nodes {
		if !n.From.IsZero() && !n.To.IsZero() && n.To.Before(n.From) {
			report.Add(errStepOrder.At(n.Pos, n.Name+"的“止”", n.To, "“起”", n.From, "起、止"))
		}
	}
}

func checkActivity(c *env[activitySettings], it *item[activityRecord]) {
	own := it.own
	if it.has("held") {
		own.Ledger = append(own.Ledger, singleDeed(it))
	}
	if !it.has("held") && !it.takesTable() {
		c.report(errNothing, it.end, "在开头写“活动日期”，或者加一个表格，表头写“日期、类别、主题”")
	}
	c.checkProse(it.Record)
	checkSpan(c, it)
	var rows []Row
	for i := range own.Ledger {
		d := &own.Ledger[i]
		if d.Total != "" {
			continue
		}
		if d.at == nil {
			d.at = d.Row.At
			rows = append(rows, d.Row)
		}
		if d.Category == "" {
			d.Category = own.Category
		}
		checkDeed(c, it, d)
	}
	c.checkColumns(own.Layout, rows)
	checkTotals(c, own.Ledger)
	checkTotals(c, own.Submissions)
	checkCoverage(c, it)
	for _, s := range own.Submissions {
		if s.Taken != nil && *s.Taken > s.Sent {
			c.report(errFigures, s.At("采用数"), fmt.Sprintf("采用 %s 篇，比报送的 %s 篇还多", s.Taken, s.Sent), "采用数不能超过报送数")
		}
	}
}

// deedKeys are the keys of an activity that is told by itself, by the columns of the ledger.
var deedKeys = map[string]string{
	"日期": "held", "类别": "category", "人数": "people", "应参加": "due", "学时": "hours", "志愿者数": "volunteers",
	"服务时数": "service", "节日": "festival", "地点": "place", "参加人": "members",
}

// singleDeed makes an activity of the keys of a record.
func singleDeed(it *item[activityRecord]) deed {
	own := it.own
	return deed{
		Day: own.Held, Category: own.Category, Subject: Rich{Text: it.Title}, Place: own.Place, Unit: it.Unit, People: own.People, Due: own.Due,
		Hours: own.Hours, Volunteers: own.Volunteers, Service: own.Service, Money: own.Money, Festival: own.Festival,
		Members: value.Text(names(own.Members)),
		at:      func(column string) diag.Pos { return it.At(deedKeys[column]) },
	}
}

// checkSpan checks that a month, week or day of service is as long as its name says.
func checkSpan(e *env[activitySettings], it *item[activityRecord]) {
	own := it.own
	if !own.Until.IsZero() && own.Until.Before(own.Held) {
		e.report(errStepOrder, it.At("until"), "“止”", own.Until, "“起”", own.Held, "起、止")
		return
	}
	span := string(own.Span)
	if !e.oneOf("时段", span, serviceSpans, it.At("span")) || span == "" || own.Held.IsZero() {
		return
	}
	until := own.Until
	if until.IsZero() {
		until = own.Held
	}
	month := value.PeriodOf(value.Month, own.Held)
	n, right := until.Sub(own.Held)+1, false
	meant := map[string]string{"服务月": "一个自然月", "服务周": "7天", "服务日": "1天"}[span]
	switch span {
	case "服务月":
		right = own.Held == month.Start() && until == month.End()
	case "服务周":
		right = n == 7
	case "服务日":
		right = n == 1
	}
	if !right {
		e.report(errSpan, it.At("span"), span, own.Held, until, n, meant)
	}
}

func checkDeed(c *env[activitySettings], it *item[activityRecord], d *deed) {
	if d.Day != it.own.Held { // an activity that is told by itself may be announced
		c.checkDay(it.Record, "日期", d.Day, it.Period, d.at("日期"))
	}
	c.oneOf("类别", string(d.Category), plain(c.set.Categories), d.at("类别"))
	c.oneOf("服务对象", string(d.Served), plain(c.set.Served), d.at("服务对象"))
	c.oneOf("载体", string(d.Carrier), plain(c.set.Carriers), d.at("载体"))
	c.oneOf("节日", string(d.Festival), calendar.FestivalNames(), d.at("节日"))
	if d.Subject.Text != it.Title { // which is looked at already
		c.checkPrivate("主题", string(d.Subject.Text), d.at("主题"))
	}
	c.checkPrivate("结果", string(d.Outcome.Text), d.at("结果"))
	c.checkPrivate("地点", string(d.Place), d.at("地点"))
	if d.Hours != nil && d.Hours.IsZero() {
		c.report(errHours, d.at("学时"), "学时")
	}
	if d.Service != nil && d.Service.IsZero() {
		c.report(errHours, d.at("服务时数"), "服务时数")
	}
	if d.Company != "" && !bool(d.Consent) && !strings.Contains(string(d.Company), "某") {
		c.report(errConsent, d.at("企业"), d.Company)
	}
	checkAttendance(c, d)
}

// checkAttendance checks that no more came than were due, that those who are named are as many
// as are counted at most, and that a rate which is written is the right one.
func checkAttendance(c *env[activitySettings], d *deed) {
	if d.People == nil {
		return
	}
	if d.Due != nil && *d.People > *d.Due {
		c.report(errFigures, d.at("人数"), fmt.Sprintf("参加 %s 人，比应参加的 %s 人还多", d.People, d.Due), "参加的不能超过应参加的；外来的另写一行")
		return
	}
	if n := len(d.members()); n > int(*d.People) {
		c.report(errFigures, d.at("人数"), fmt.Sprintf("参加 %s 人，参加人却写了 %d 位", d.People, n), "人数不能少于写出姓名的人")
	}
	if d.Rate == "" || value.IsBlank(string(d.Rate)) {
		return
	}
	var written value.Percent
	if err := written.Parse(string(d.Rate)); err != nil {
		message, hint := explain(err)
		c.report(errCell, d.at("参加率"), "参加率", message, hint)
		return
	}
	if d.Due == nil {
		c.report(errFigures, d.at("参加率"), "写了参加率，没有写应参加的人数", "加“应参加”一列，参加率由程序算")
		return
	}
	computed := value.Ratio(int64(*d.People), int64(*d.Due))
	whole := (computed.Hundredths() + 50) / 100 * 100
	if written != computed && written.Hundredths() != whole {
		c.report(errFigures, d.at("参加率"), fmt.Sprintf("参加率写的是 %s，算出来是 %s（%s ÷ %s）", written, computed, d.People, d.Due), "人数没有错的，把参加率改为 "+computed.String())
	}
}

// members returns those of the roster who took part.
func (d *deed) members() []string {
	if d.Members == "" {
		return nil
	}
	return strings.Split(string(d.Members), "、")
}

// checkCoverage reads what each carrier shows. Only carriers that all show everything, in the
// same version, have made something public as it was promised.
func checkCoverage(c *env[activitySettings], it *item[activityRecord]) {
	own := it.own
	if len(own.Coverage) == 0 {
		return
	}
	contents := plain(c.set.Contents)
	for _, col := range own.Grid.Extra {
		c.oneOf("公开内容", col.Title, contents, col.Pos)
	}
	for _, want := range contents {
		if !slices.ContainsFunc(own.Grid.Extra, func(col ExtraColumn) bool { return col.Title == want }) {
			c.report(errNoColumn, own.Grid.Pos, "载体覆盖", want, strings.Join(contents, "、"))
		}
	}
	var have []string
	first := own.Coverage[0]
	for _, r := range own.Coverage {
		have = append(have, string(r.Name))
		c.oneOf("载体", string(r.Name), plain(c.set.Carriers), r.At("载体"))
		c.checkDay(it.Record, "更新日期", r.Day, value.Period{}, r.At("更新日期"))
		var lacks []string
		for i, col := range own.Grid.Extra {
			m, ok := readMark(r.Extra[i].Text)
			if !ok || m.points != nil {
				c.report(errMark, r.Extra[i].Pos, col.Title, r.Extra[i].Text)
			} else if m.passed == 0 {
				lacks = append(lacks, col.Title)
			}
		}
		if len(lacks) > 0 {
			c.report(errCoverage, r.At("载体"), fmt.Sprintf("“%s”上还没有%s", r.Name, strings.Join(lacks, "、")), "各种载体都有全部内容，才算公开到位；还没有的，网页上照实写“缺”")
		}
		if r.Version != first.Version {
			c.report(errCoverage, r.At("版本"), fmt.Sprintf("“%s”的版本是“%s”，“%s”的是“%s”", r.Name, r.Version, first.Name, first.Version), "各种载体上的内容要是同一个版本")
		}
	}
	for _, want := range plain(c.set.Carriers) {
		if !slices.Contains(have, want) && len(contents) > 0 {
			c.report(errCoverage, own.Grid.Pos, "表格里没有“"+want+"”这种载体", "加一行；还没有用的，各项写“×”")
		}
	}
}

// issued is a numbered issue with its record.
type issued struct {
	deed
	carrier string
}

// relateActivity checks that issues follow each other, and that no festival was left out.
func relateActivity(c *env[activitySettings], all []*item[activityRecord]) {
	var issues []issued
	for _, it := range all {
		it.own.section = len(all)
		for _, d := range it.own.Ledger {
			if d.Total == "" && d.Issue != nil {
				issues = append(issues, issued{d, cmp.Or(string(d.Carrier), string(d.Category))})
			}
		}
	}
	slices.SortStableFunc(issues, func(a, b issued) int {
		return cmp.Or(cmp.Compare(a.carrier, b.carrier), a.Day.Compare(b.Day), cmp.Compare(*a.Issue, *b.Issue))
	})
	for i, now := range issues {
		if i == 0 || issues[i-1].carrier != now.carrier {
			continue
		}
		before := issues[i-1]
		restart := now.Day.Year() > before.Day.Year() && *now.Issue == 1
		if *now.Issue != *before.Issue+1 && !restart {
			c.report(errIssue, now.at("期号"), now.carrier, int(*now.Issue), int(*before.Issue), before.Day)
		}
	}
	// What one section has nothing of may be in another: the section of the newest record answers for all.
	kin := kinOf[activityRecord](c.Context)
	if slices.ContainsFunc(all, func(it *item[activityRecord]) bool { return it.Record == kin[0].Record }) {
		for _, m := range missedFestivals(c, kin) {
			if m.known {
				c.report(errNoFestival, all[0].At("title"), m.year, m.name, m.day)
			} else {
				c.report(errLunarYear, all[0].At("title"), m.year, m.name)
			}
		}
	}
}

// missed is a festival without an activity.
type missed struct {
	name  string
	year  int
	day   value.Date
	known bool // whether the day is known at all
}

// missedFestivals returns the festivals of the settings, from the first activity to the as-of date, that
// have no activity about that time.
func missedFestivals(c *env[activitySettings], all []*item[activityRecord]) []missed {
	var first value.Date
	for _, it := range all {
		for _, d := range it.own.deeds(c.AsOf) {
			if first.IsZero() || d.Day.Before(first) {
				first = d.Day
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	var out []missed
	for year := first.Year(); year <= c.AsOf.Year(); year++ {
		for _, name := range plain(c.set.Festivals) {
			f, found := calendar.FindFestival(name)
			if !found {
				continue
			}
			day, ok := f.On(year)
			switch {
			case !ok:
				out = append(out, missed{name: name, year: year})
			case day.Before(first) || day.AddDays(festivalWindows.after).After(c.AsOf) || celebrated(all, name, day):
			default:
				out = append(out, missed{name, year, day, true})
			}
		}
	}
	return out
}

// isFor reports whether something was done for a festival, about its day.
func (d deed) isFor(festival string, day value.Date) bool {
	away := d.Day.Sub(day)
	return string(d.Festival) == festival && -festivalWindows.before <= away && away <= festivalWindows.after
}

// celebrated reports whether there is an activity for a festival about its day.
func celebrated(all []*item[activityRecord], name string, day value.Date) bool {
	return slices.ContainsFunc(all, func(it *item[activityRecord]) bool {
		return slices.ContainsFunc(it.own.Ledger, func(d deed) bool { return d.isFor(name, day) })
	})
}
