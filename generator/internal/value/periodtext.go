package value

import (
	"fmt"
	"regexp"
	"strings"
)

// rangePart matches what people put between the ends of a range.
const rangePart = `(?:--?|~|——?|–|至|到)`

// periodForms are the ways to write a period. What they capture, readPeriod knows.
var periodForms = []struct {
	unit    Unit
	pattern *regexp.Regexp
}{
	{Month, form(yearPart + `年` + smallPart + `月`)},
	{Month, form(`(\d{4})[-/.](\d{1,2})`)},
	{TwoMonths, form(yearPart + `年` + smallPart + `月?` + rangePart + smallPart + `月`)},
	{TwoMonths, form(`(\d{4})[-/.](\d{1,2})(?:~|—|–|至|到)(\d{1,2})`)},
	{Quarter, form(yearPart + `年度?第?` + smallPart + `季度`)},
	{Quarter, form(`(\d{4})[-年]?Q(\d)`)},
	{HalfYear, form(yearPart + `年度?(上|下)半年`)},
	{HalfYear, form(`(\d{4})[-年]?H(\d)`)},
	{Year, form(yearPart + `(?:年度?)?`)},
	{Term, form(`(\d{4})` + rangePart + `(\d{4})学年度?第` + smallPart + `学期`)},
	{Term, form(`(\d{4})-(\d{4})-(\d)`)},
}

func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`^` + pattern + `$`) }

// ParsePeriod reads a period as [Period.Parse] does.
func ParsePeriod(text string) (Period, error) {
	var p Period
	err := p.Parse(text)
	return p, err
}

// Parse reads a month (“2026年10月”, “2026-10”, “2026/10”), two months (“2026年9-10月”,
// “2026-09~10”), a quarter (“2026年第三季度”, “2026年三季度”, “2026-Q3”), half a year
// (“2026年上半年”, “2026-H1”), a year (“2026年”, “2026年度”, “2026”) or a school term
// (“2026-2027学年第一学期”, “2026-2027-1”).
func (v *Period) Parse(text string) error {
	s := strings.ToUpper(tighten(Normalize(text)))
	for _, form := range periodForms {
		m := form.pattern.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		p, err := readPeriod(form.unit, m[1:])
		if err != nil {
			return err.of("期间", text)
		}
		*v = p
		return nil
	}
	return notPeriod(text).of("期间", text)
}

// notPeriod says why a text is not a period.
func notPeriod(text string) *Error {
	if parts, err := readDate(text); err == nil && parts.year != 0 {
		return &Error{"是某一天，不是一段时间", "请写到月、季度或者年，例如“2026年10月”"}
	}
	return &Error{"看不懂", "请写成“2026年10月”“2026年第三季度”“2026年上半年”“2026年”或者“2026-2027学年第一学期”"}
}

// readPeriod reads what the pattern of a unit captured: the year and the number
// in the year; for two months, both months; for a term, both years.
func readPeriod(u Unit, parts []string) (Period, *Error) {
	year, err := yearNumber(parts[0])
	if err != nil {
		return Period{}, err
	}
	n := 1
	switch u {
	case TwoMonths:
		if n, err = readTwoMonths(parts[1], parts[2]); err != nil {
			return Period{}, err
		}
	case Term:
		if next, _ := yearNumber(parts[1]); next != year+1 {
			return Period{}, &Error{"的学年不对", fmt.Sprintf("一个学年跨相邻两年，例如“%d-%d学年第一学期”", year, year+1)}
		}
		n = ordinal(parts[2])
	case Month, Quarter, HalfYear:
		n = ordinal(parts[1])
	}
	if n < 1 || n > units[u].perYear {
		return Period{}, &Error{"不存在", howMany[u]}
	}
	return Period{u, year, n}, nil
}

var howMany = map[Unit]string{
	Month: "月份请写 1 到 12", Quarter: "一年只有四个季度", HalfYear: "一年只有上半年和下半年",
	Term: "一个学年只有第一学期和第二学期",
}

// readTwoMonths returns the number in the year of the two months from–to.
func readTwoMonths(from, to string) (int, *Error) {
	first, last := smallNumber(from), smallNumber(to)
	if first%2 != 1 || last != first+1 || last > 12 {
		return 0, &Error{"不是一个双月", "双月只有1-2月、3-4月、5-6月、7-8月、9-10月、11-12月"}
	}
	return (first + 1) / 2, nil
}

// ordinal reads the number of a period in its year.
func ordinal(s string) int {
	switch s {
	case "上":
		return 1
	case "下":
		return 2
	}
	return smallNumber(s)
}
