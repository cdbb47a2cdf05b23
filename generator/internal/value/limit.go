package value

import (
	"fmt"
	"regexp"
)

// Limit is how long something may take that is promised to the public: 30分钟, 2小时,
// 3天, 5个工作日, or 当场 for at once. The zero value is none.
type Limit struct {
	n    int
	unit limitUnit
}

type limitUnit uint8

const (
	limitMinutes limitUnit = iota + 1
	limitHours
	limitDays
	limitWorkdays
)

var (
	limitText = regexp.MustCompile(`^(\d+)(?:个)?(分钟|分|小时|天|日|自然日|工作日)(?:内|以内)?$`)
	limitNow  = regexp.MustCompile(`^(?:当场|即时|即办|立等可取|随到随办)(?:办结|办理)?$`)

	limitUnits = map[string]limitUnit{
		"分钟": limitMinutes, "分": limitMinutes, "小时": limitHours, "天": limitDays, "日": limitDays, "自然日": limitDays, "工作日": limitWorkdays,
	}
)

// TypeName returns the Chinese name of the type.
func (Limit) TypeName() string { return "时限" }

// Parse reads “30分钟”, “2小时”, “3天”, “5个工作日” and “当场”. A number needs its unit.
func (v *Limit) Parse(text string) error {
	s := tighten(Normalize(text))
	if limitNow.MatchString(s) {
		*v = Limit{0, limitMinutes}
		return nil
	}
	m := limitText.FindStringSubmatch(s)
	if m == nil {
		why := &Error{"看不懂", "请写成“5个工作日”“3天”“2小时”“30分钟”或者“当场”"}
		if _, err := scanWhole(s); err == nil {
			why = &Error{"没有写单位", "请写上单位，例如“" + s + "个工作日”“" + s + "天”"}
		}
		return why.of("时限", text)
	}
	n, err := scanWhole(m[1])
	switch {
	case err != nil:
	case n == 0:
		err = &Error{"是零", "请写大于零的数；当场就能办完的写“当场”"}
	case n > maxDays:
		err = &Error{"太长", "请核对时限"}
	}
	if err != nil {
		return err.of("时限", text)
	}
	*v = Limit{int(n), limitUnits[m[2]]}
	return nil
}

// String formats the limit for readers: “当场”, “30分钟”, “5个工作日”.
func (v Limit) String() string {
	switch {
	case v.IsZero():
		return ""
	case v.n == 0:
		return "当场"
	}
	return fmt.Sprintf("%d%s", v.n, [...]string{limitMinutes: "分钟", limitHours: "小时", limitDays: "天", limitWorkdays: "个工作日"}[v.unit])
}

// IsZero tells whether there is no limit.
func (v Limit) IsZero() bool { return v == Limit{} }

// Days returns how many days the limit is, and whether they are working days; ok is false for
// limits that are shorter than a day.
func (v Limit) Days() (n int, working, ok bool) {
	return v.n, v.unit == limitWorkdays, v.unit >= limitDays
}

const (
	hour = 60      // minutes
	day  = 24 * 60 // minutes; a working day takes one at least
)

// minutes is how long the limit is at least, seen from a total that counts working days or all.
func (v Limit) minutes(working bool) int {
	switch v.unit {
	case limitHours:
		return v.n * hour
	case limitDays:
		if working {
			return v.n * day * 5 / 7 // a week of days has five working days
		}
		return v.n * day
	case limitWorkdays:
		return v.n * day
	}
	return v.n
}

// Below tells whether the limit is shorter than what steps take that follow each other. It says
// so only where that is certain, since days and working days cannot be compared exactly.
func (v Limit) Below(steps []Limit) bool {
	working, sum := v.unit == limitWorkdays, 0
	for _, s := range steps {
		sum += s.minutes(working)
	}
	return sum > v.minutes(working)
}
