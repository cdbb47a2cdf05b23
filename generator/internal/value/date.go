package value

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Date is a day of the civil calendar, without time of day and time zone. Dates
// compare with == and serve as map keys; the zero value is no date.
type Date struct {
	year  int
	month time.Month
	day   int
}

// shanghai is the legal time of all of China. It has had no summer time since
// 1991, so it needs no time zone database.
var shanghai = time.FixedZone("CST", 8*60*60)

// Today returns the day that it is in China at the given instant.
func Today(now time.Time) Date { return dateOf(now.In(shanghai)) }

func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// NewDate returns a day, or an error if the calendar does not have it.
func NewDate(year, month, day int) (Date, error) {
	d, err := dateParts{year, month, day}.date()
	if err == nil {
		err = checkYear(year)
	}
	if err != nil {
		return Date{}, err.of("日期", fmt.Sprintf("%d-%02d-%02d", year, month, day))
	}
	return d, nil
}

// ParseDate reads a date as [Date.Parse] does.
func ParseDate(text string) (Date, error) {
	var d Date
	err := d.Parse(text)
	return d, err
}

// TypeName returns the Chinese name of the type.
func (Date) TypeName() string { return "日期" }

// Parse reads “2026年10月5日”, “2026-10-05”, “2026/10/5”, “2026.10.5”, “20261005” and
// “二〇二六年十月五日”. A time of day after it is read and dropped. Dates without a
// year are an error; see [ParseDateIn].
func (v *Date) Parse(text string) error {
	parts, err := readDate(text)
	if err == nil && parts.year == 0 {
		err = &Error{"缺年份", "请写全年月日，例如“2026年10月5日”"}
	}
	var d Date
	if err == nil {
		d, err = parts.date()
	}
	if err != nil {
		return err.of("日期", text)
	}
	*v = d
	return nil
}

// ParseDateIn reads a date that may lack its year, as in the rows of an account
// of one period: the year is the one that puts the date into the period. A date
// with its year is returned as it is, inside the period or not.
func ParseDateIn(text string, p Period) (Date, error) {
	parts, err := readDate(text)
	if err == nil {
		_, err = parts.date()
	}
	if err != nil {
		return Date{}, err.of("日期", text)
	}
	if parts.year != 0 || p.IsZero() {
		return ParseDate(text)
	}
	// A period is no longer than a year, so at most one year fits.
	for parts.year = p.Start().Year(); parts.year <= p.End().Year(); parts.year++ {
		if d, err := parts.date(); err == nil && p.Contains(d) {
			return d, nil
		}
	}
	outside := &Error{
		Message: fmt.Sprintf("没有写年份，又不在%s之内（%s至%s）", p, p.Start(), p.End()),
		Hint:    "请核对月和日；确实不属于这一期的，请写全年月日",
	}
	return Date{}, outside.of("日期", text)
}

// dateParts is a date as written. A year of 0 was not written.
type dateParts struct{ year, month, day int }

var (
	timeOfDay = regexp.MustCompile(`[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)? ?(?:Z|[+-]\d\d:\d\d)?$`)

	separatedDate = regexp.MustCompile(`^(\d{4})(?:-(\d\d?)-|/(\d\d?)/|\.(\d\d?)\.)(\d\d?)$`)
	compactDate   = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	wordedDate    = regexp.MustCompile(`^(?:` + yearPart + `年)?` + smallPart + `月` + smallPart + `[日号]$`)
	shortDate     = regexp.MustCompile(`^(\d\d?)(?:-|/|\.)(\d\d?)$`)

	twoDigitYear = regexp.MustCompile(`^\d\d(?:[-/.]\d\d?[-/.]\d\d?|年.*)$`)
	excelSerial  = regexp.MustCompile(`^[34]\d{4}(\.\d+)?$`)
	letterO      = regexp.MustCompile(`[oO].*年`)
)

// readDate takes a date apart. The numbers are not checked against the calendar.
func readDate(text string) (dateParts, *Error) {
	if isISO(text) { // most dates in tables are; expressions would take half of a table's time
		return partsOf(text[:4], text[5:7], text[8:])
	}
	s := Normalize(text)
	s = tighten(timeOfDay.ReplaceAllString(s, ""))
	if m := separatedDate.FindStringSubmatch(s); m != nil {
		return partsOf(m[1], m[2]+m[3]+m[4], m[5])
	}
	if m := shortDate.FindStringSubmatch(s); m != nil {
		return partsOf("", m[1], m[2])
	}
	for _, form := range []*regexp.Regexp{compactDate, wordedDate} {
		if m := form.FindStringSubmatch(s); m != nil {
			return partsOf(m[1], m[2], m[3])
		}
	}
	return dateParts{}, notDate(s)
}

// isISO tells whether a text has the form 2026-10-05.
func isISO(s string) bool {
	if len(s) != len("2026-10-05") {
		return false
	}
	for i := range len(s) {
		if dash := i == 4 || i == 7; dash && s[i] != '-' || !dash && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// notDate says why a text is not a date.
func notDate(s string) *Error {
	switch {
	case twoDigitYear.MatchString(s):
		return &Error{"的年份不是四位", "请把年份写成四位，例如“2026年10月5日”"}
	case excelSerial.MatchString(s):
		return &Error{"是电子表格的日期序号", "请在电子表格中把这一格改为“日期”格式，再重新复制"}
	case letterO.MatchString(s):
		return &Error{"里有字母 O", "请把字母 O 改成汉字“〇”"}
	}
	return &Error{"看不懂", "请写成“2026年10月5日”或者“2026-10-05”"}
}

// partsOf reads the numbers of a date; the year may be missing.
func partsOf(year, month, day string) (p dateParts, err *Error) {
	if year != "" {
		if p.year, err = yearNumber(year); err != nil {
			return p, err
		}
	}
	p.month, p.day = smallNumber(month), smallNumber(day)
	if p.month < 0 || p.day < 0 {
		return p, notDate("")
	}
	return p, nil
}

// date checks the parts against the calendar. Without a year, 29 February passes.
func (p dateParts) date() (Date, *Error) {
	name := strconv.Itoa(p.year) + "年"
	year := p.year
	if year == 0 {
		year, name = 2000, ""
	}
	if p.month < 1 || p.month > 12 {
		return Date{}, &Error{fmt.Sprintf("不存在，没有%d月", p.month), "月份请写 1 到 12"}
	}
	last := daysIn(year, time.Month(p.month))
	if p.day < 1 || p.day > last {
		return Date{}, &Error{
			fmt.Sprintf("不存在，%s%d月只有%d天", name, p.month, last),
			fmt.Sprintf("日请写 1 到 %d", last),
		}
	}
	return Date{year, time.Month(p.month), p.day}, nil
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Year returns the year, with all its digits.
func (v Date) Year() int { return v.year }

// Month returns the month of the year.
func (v Date) Month() time.Month { return v.month }

// Day returns the day of the month.
func (v Date) Day() int { return v.day }

// Weekday returns the day of the week.
func (v Date) Weekday() time.Weekday { return v.Time().Weekday() }

// Time returns midnight, China time, at which the day begins.
func (v Date) Time() time.Time {
	return time.Date(v.year, v.month, v.day, 0, 0, 0, 0, shanghai)
}

// AddDays returns the day n days later, or earlier if n is negative.
func (v Date) AddDays(n int) Date {
	return dateOf(time.Date(v.year, v.month, v.day+n, 0, 0, 0, 0, time.UTC))
}

// Sub returns how many days v is after w.
func (v Date) Sub(w Date) int {
	return int(v.Time().Sub(w.Time()) / (24 * time.Hour))
}

// Compare returns -1, 0 or 1.
func (v Date) Compare(w Date) int {
	return cmp.Or(cmp.Compare(v.year, w.year), cmp.Compare(v.month, w.month), cmp.Compare(v.day, w.day))
}

// Before tells whether v is earlier than w.
func (v Date) Before(w Date) bool { return v.Compare(w) < 0 }

// After tells whether v is later than w.
func (v Date) After(w Date) bool { return v.Compare(w) > 0 }

// IsZero tells whether there is no date.
func (v Date) IsZero() bool { return v == Date{} }

// String formats the date for readers: “2026年10月5日”.
func (v Date) String() string {
	if v.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", v.year, v.month, v.day)
}

// ISO formats the date for machines: “2026-10-05”.
func (v Date) ISO() string {
	if v.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", v.year, v.month, v.day)
}

// Short formats the date for narrow columns, where the year is plain: “10-05”.
func (v Date) Short() string {
	if v.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", v.month, v.day)
}
