package value

import (
	"fmt"
	"regexp"
	"strconv"
)

// Frequency is how often something has to be made public. The zero value is on occasion.
type Frequency struct{ unit Unit }

var frequencies = map[string]Unit{
	"每月": Month, "按月": Month, "月度": Month, "每两月": TwoMonths, "每两个月": TwoMonths, "双月": TwoMonths, "每双月": TwoMonths,
	"每季度": Quarter, "每季": Quarter, "按季": Quarter, "季度": Quarter, "每半年": HalfYear, "半年": HalfYear,
	"每年": Year, "按年": Year, "年度": Year, "每学期": Term, "学期": Term,
	"适时": 0, "及时": 0, "随时": 0, "不定期": 0,
}

// TypeName returns the Chinese name of the type.
func (Frequency) TypeName() string { return "周期" }

// Parse reads “每月”, “每两月”, “每季度”, “每半年”, “每年”, “每学期”, and “适时” for whenever there is occasion.
func (v *Frequency) Parse(text string) error {
	unit, ok := frequencies[tighten(Normalize(text))]
	if !ok {
		return (&Error{"看不懂", "请写“每月”“每两月”“每季度”“每半年”“每年”“每学期”或者“适时”"}).of("周期", text)
	}
	*v = Frequency{unit}
	return nil
}

// Unit returns the length of the period; 0 for on occasion.
func (v Frequency) Unit() Unit { return v.unit }

// String returns how the frequency is written.
func (v Frequency) String() string {
	switch v.unit {
	case 0:
		return "适时"
	case TwoMonths:
		return "每两月"
	}
	return "每" + v.unit.String()
}

// Due is the rule for the last day on which the report on a period is in time, such as 次月15日.
// The zero value is the last day of the period.
type Due struct {
	next  int // months after the last one of the period; used with day
	month int // of the year in which the period ends, or of the one after; used with day
	day   int // of the month; 0 where After counts; 31 is the last day of any month
	after Days
	later bool // the month is of the year after
}

var (
	dueMonth = regexp.MustCompile(`^(当月|次月|下月)(?:(\d{1,2})[日号]|(?:月)?底)前?$`)
	dueDate  = regexp.MustCompile(`^(次年|第二年)?(\d{1,2})月(?:(\d{1,2})[日号]|底)前?$`)
	dueAfter = regexp.MustCompile(`^期末后(.+?)内?$`)
)

// TypeName returns the Chinese name of the type.
func (Due) TypeName() string { return "时限" }

// Parse reads “次月15日”, “当月5日前”, “次月底”, “12月31日”, “次年1月31日”, “期末” and “期末后10个工作日”. The day itself is in time.
func (v *Due) Parse(text string) error {
	s := tighten(Normalize(text))
	due, ok := readDue(s)
	if !ok {
		return (&Error{"看不懂", "请写成“次月15日”“当月5日前”“12月31日”“次年1月31日”“期末”或者“期末后10个工作日”"}).of("时限", text)
	}
	*v = due
	return nil
}

func readDue(s string) (Due, bool) {
	if s == "期末" || s == "期末前" {
		return Due{}, true
	}
	if m := dueMonth.FindStringSubmatch(s); m != nil {
		d := Due{day: dayOr31(m[2])}
		if m[1] != "当月" {
			d.next = 1
		}
		return d, d.day >= 1 && d.day <= 31
	}
	if m := dueDate.FindStringSubmatch(s); m != nil {
		d := Due{month: atoi(m[2]), day: dayOr31(m[3]), later: m[1] != ""}
		return d, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31
	}
	if m := dueAfter.FindStringSubmatch(s); m != nil {
		var d Due
		err := d.after.Parse(m[1])
		return d, err == nil
	}
	return Due{}, false
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits) // the pattern lets only digits through
	return n
}

func dayOr31(digits string) int {
	if digits == "" {
		return 31
	}
	return atoi(digits)
}

// In applies the rule to a period: the day, and how many days are to be counted from it. Counting
// them needs a calendar.
func (v Due) In(p Period) (day Date, after Days) {
	end := p.End()
	switch {
	case v.day == 0:
		return end, v.after
	case v.month == 0:
		return dayOf(end.Year(), int(end.Month())+v.next, v.day), Days{}
	case v.later:
		return dayOf(end.Year()+1, v.month, v.day), Days{}
	}
	return dayOf(end.Year(), v.month, v.day), Days{}
}

// dayOf returns a day of a month that may lie beyond December; a day that the month does not have is its last.
func dayOf(year, month, day int) Date {
	year, month = year+(month-1)/12, (month-1)%12+1
	first, err := NewDate(year, month, 1)
	if err != nil {
		return Date{}
	}
	return first.AddDays(min(day, daysIn(year, first.Month())) - 1)
}

// String returns the rule as Parse reads it.
func (v Due) String() string {
	day := fmt.Sprintf("%d日", v.day)
	if v.day == 31 {
		day = "底"
	}
	switch {
	case v.day == 0 && v.after.IsZero():
		return "期末"
	case v.day == 0:
		return "期末后" + v.after.String()
	case v.month == 0 && v.next == 1:
		return "次月" + day
	case v.month == 0:
		return "当月" + day
	}
	if v.later {
		return fmt.Sprintf("次年%d月%s", v.month, day)
	}
	return fmt.Sprintf("%d月%s", v.month, day)
}
