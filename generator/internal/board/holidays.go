package board

import (
	"slices"

	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// HolidayYear is the holiday arrangement of a year that the program does not know yet: the State Council announces
// it in November of the year before.
type HolidayYear struct {
	kind.Place
	Year  value.Period    `key:"year" zh:"年份" help:"例如 2027年" need:"yes"`
	Off   []value.Stretch `key:"off" zh:"放假" help:"放假的日子，每段写年份，例如 2027年1月1日至3日" need:"yes"`
	Work  []value.Stretch `key:"work" zh:"上班" help:"调休上班的星期六、星期日，例如 2027年1月10日"`
	Basis value.Text      `key:"basis" zh:"依据" help:"哪个文件公布的"`
}

var (
	errHolidayYear = diag.Define("GK0376", diag.Error, "“%[1]s”不在 %[2]s 里。", "核对放假安排；跨年的一段拆成两段，各写在自己那一年。")
	errHolidayWork = diag.Define("GK0377", diag.Error, "“%[1]s”不都是周末，本来就上班。", "“上班”只写调休上班的星期六、星期日。")
	errHolidayKnow = diag.Define("GK0378", diag.Warning, "这里的 %[1]s 放假安排和程序里的不一样：%[2]s。现在按这里的算。", "核对国务院办公厅的通知；程序里的没有错，就删掉这里的一年。")
	errHolidayOnce = diag.Define("GK0379", diag.Error, "%[1]s 的放假安排写了两次。", "合成一处。")
	errHolidayPart = diag.Define("GK0389", diag.Error, "“年份”写的 %[1]s 不是一整年。", "写一整年，例如 2027年。")
)

// readHolidays adds what board.yaml says of holidays to what the board above knows, or the program.
func (b *Board) readHolidays(report *diag.Report) {
	b.calendar = calendar.Announced
	if b.Parent != nil {
		b.calendar = b.Parent.calendar
	}
	var seen []value.Period
	for _, h := range b.Holidays {
		switch {
		case h.Year.Unit() != value.Year:
			report.Add(errHolidayPart.At(h.Pos, h.Year))
			continue
		case slices.Contains(seen, h.Year):
			report.Add(errHolidayOnce.At(h.Pos, h.Year))
			continue
		}
		seen = append(seen, h.Year)
		if !h.check(report) {
			continue
		}
		year := h.Year.Start().Year()
		known, own := b.calendar, b.calendar.With(year, h.Off, h.Work)
		if day, differs := firstDifference(known, own, h.Year); known.Knows(year) && differs {
			report.Add(errHolidayKnow.At(h.Pos, h.Year, day))
		}
		b.calendar = own
	}
}

// check reports days of other years, and days of work that are no weekend.
func (h *HolidayYear) check(report *diag.Report) bool {
	before := report.Errors()
	whole := value.Stretch{From: h.Year.Start(), To: h.Year.End()}
	for _, s := range slices.Concat(h.Off, h.Work) {
		if !whole.Covers(s) {
			report.Add(errHolidayYear.At(h.Pos, s, h.Year))
		}
	}
	for _, s := range h.Work {
		if !calendar.Weekend(s.From) || !calendar.Weekend(s.To) || s.To.Sub(s.From) > 1 {
			report.Add(errHolidayWork.At(h.Pos, s))
		}
	}
	return report.Errors() == before
}

// firstDifference finds the first day of a year on which people work by one calendar only.
func firstDifference(a, b *calendar.Calendar, year value.Period) (day value.Date, differs bool) {
	for d := year.Start(); !d.After(year.End()); d = d.AddDays(1) {
		x, _ := a.IsWorkday(d)
		y, _ := b.IsWorkday(d)
		if x != y {
			return d, true
		}
	}
	return value.Date{}, false
}
