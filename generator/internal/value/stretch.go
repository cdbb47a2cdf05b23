package value

import (
	"regexp"
	"strings"
)

// Stretch is a run of days, both ends included, such as the time of one stage of a
// plan. Stretches compare with ==; the zero value is none.
type Stretch struct{ From, To Date }

var (
	// stretchCut is what people put between the two ends; 一一 is a dash that was typed as two ones.
	stretchCut = regexp.MustCompile(`--?|~|——?|–|至|到|一一`)

	bareMonth = regexp.MustCompile(`^` + smallPart + `月份?$`)
	bareDay   = regexp.MustCompile(`^` + smallPart + `[日号]$`)
	anyYear   = regexp.MustCompile(`\d{4}|年`)
	// cutMonth is a year with a number that lost its 月, as in 2011年12至2012年5月.
	cutMonth = regexp.MustCompile(`^(` + yearPart + `年` + smallPart + `)(?:` + stretchCut.String() + `)`)
)

// TypeName returns the Chinese name of the type.
func (Stretch) TypeName() string { return "起止时间" }

// Parse reads “2026年3月1日至5月31日”, “2026年3月至5月”, “2026-03-01~2026-05-31”, “2026年3-5月”,
// and one day or one period (“2026年10月”) for all of its days.
func (v *Stretch) Parse(text string) error { return v.ParseIn(text, Period{}) }

// ParseIn reads a stretch that may lack its year where a period tells it.
func (v *Stretch) ParseIn(text string, within Period) error {
	s := tighten(Normalize(text))
	if run, ok := oneStretch(s, within); ok {
		*v = run
		return nil
	}
	for _, cut := range stretchCut.FindAllStringIndex(s, -1) {
		run, ok := betweenEnds(s[:cut[0]], s[cut[1]:], within)
		switch {
		case !ok:
		case run.To.Before(run.From):
			return (&Error{"的起点晚于终点", "请把先后两个日期写对；跨年的，后一个也写年份"}).of("起止时间", text)
		default:
			*v = run
			return nil
		}
	}
	return notStretch(s, within).of("起止时间", text)
}

func notStretch(s string, within Period) *Error {
	for _, end := range stretchCut.Split(s, -1) {
		if parts, err := readDate(end); err == nil {
			if _, err = parts.date(); err != nil {
				return &Error{"里的" + quote(end) + err.Message, err.Hint}
			}
		}
	}
	if m := cutMonth.FindStringSubmatch(s); m != nil {
		return &Error{"里缺“月”字", "“" + m[1] + "”后面加上“月”，例如“" + m[1] + "月至…”"}
	}
	if within.IsZero() && !anyYear.MatchString(s) && strings.ContainsAny(s, "0123456789月") {
		return &Error{"缺年份", "请写全，例如“2026年3月至5月”"}
	}
	return &Error{"看不懂", "请写成“2026年3月至5月”“2026年3月1日至3月15日”或者“2026年10月”"}
}

// oneStretch reads a day, or a period for all of its days.
func oneStretch(s string, within Period) (Stretch, bool) {
	if d, err := ParseDateIn(s, within); err == nil {
		return Stretch{d, d}, true
	}
	if p, err := ParsePeriod(s); err == nil {
		return Stretch{p.Start(), p.End()}, true
	}
	if m := bareMonth.FindStringSubmatch(s); m != nil && !within.IsZero() {
		for p := PeriodOf(Month, within.Start()); p.Start().Before(within.End()); p = p.Next() {
			if int(p.Start().Month()) == smallNumber(m[1]) {
				return Stretch{p.Start(), p.End()}, true
			}
		}
	}
	return Stretch{}, false
}

// betweenEnds reads the two ends. The first may leave 月 to the second (3-5月), the
// second its year and month to the first (2026年3月1日至15日).
func betweenEnds(left, right string, within Period) (Stretch, bool) {
	if bareMonth.MatchString(right) && !strings.ContainsAny(left, "月.-/") {
		left += "月"
	}
	from, ok := oneStretch(left, within)
	if !ok {
		return Stretch{}, false
	}
	year := PeriodOf(Year, from.From)
	to, ok := oneStretch(right, Period{})
	if !ok {
		to, ok = oneStretch(right, year)
	}
	if m := bareDay.FindStringSubmatch(right); !ok && m != nil {
		if d, err := NewDate(from.From.Year(), int(from.From.Month()), smallNumber(m[1])); err == nil {
			to, ok = Stretch{d, d}, true
		}
	}
	return Stretch{from.From, to.To}, ok
}

// IsZero tells whether there is none.
func (v Stretch) IsZero() bool { return v == Stretch{} }

// Contains tells whether a day lies in the stretch.
func (v Stretch) Contains(d Date) bool { return !d.Before(v.From) && !d.After(v.To) }

// Covers tells whether all of w lies in the stretch.
func (v Stretch) Covers(w Stretch) bool { return !w.From.Before(v.From) && !w.To.After(v.To) }

// String formats the stretch for readers: “2026年3月1日至3月15日”, and whole months
// without days: “2026年3月至5月”.
func (v Stretch) String() string {
	if v.IsZero() {
		return ""
	}
	if v.From == v.To {
		return v.From.String()
	}
	from, to := v.From.String(), v.To.String()
	first, last := PeriodOf(Month, v.From), PeriodOf(Month, v.To)
	if v.From == first.Start() && v.To == last.End() {
		from, to = first.String(), last.String()
	}
	if from == to {
		return from
	}
	if v.From.Year() == v.To.Year() {
		_, to, _ = strings.Cut(to, "年")
	}
	return from + "至" + to
}
