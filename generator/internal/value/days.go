package value

import (
	"regexp"
	"strconv"
)

// DayUnit tells which days a time limit counts.
type DayUnit uint8

// The day units. The law counts calendar days where nothing is said (民法典 200);
// whether an author has to say it is for the caller to decide.
const (
	DaysUnspecified DayUnit = iota
	DaysNatural             // 自然日: calendar days
	DaysWorking             // 工作日: days on which offices work
)

// Days is a length of time in whole days, such as that of a public notice. Days
// compare with ==.
type Days struct {
	N    int
	Unit DayUnit
}

// maxDays is ten years; a longer limit is a slip.
const maxDays = 3660

var daysText = regexp.MustCompile(`^([\d.,-]+)(?:天|日|(?:个)?(工作日|自然日))?$`)

// TypeName returns the Chinese name of the type.
func (Days) TypeName() string { return "天数" }

// Parse reads “7”, “7天”, “7日”, “7个工作日” and “7个自然日”.
func (v *Days) Parse(text string) error {
	m := daysText.FindStringSubmatch(tighten(Normalize(text)))
	if m == nil {
		return (&Error{"看不懂", "请写成“7天”“7个工作日”或者“7个自然日”"}).of("天数", text)
	}
	n, err := scanWhole(m[1])
	if err == nil && n > maxDays {
		err = &Error{"太长", "请核对天数"}
	}
	if err != nil {
		return err.of("天数", text)
	}
	*v = Days{N: int(n), Unit: dayUnits[m[2]]}
	return nil
}

var dayUnits = map[string]DayUnit{"工作日": DaysWorking, "自然日": DaysNatural}

// String formats the days with their unit: “7天”, “7个工作日”, “7个自然日”.
func (v Days) String() string {
	unit := "天"
	switch v.Unit {
	case DaysWorking:
		unit = "个工作日"
	case DaysNatural:
		unit = "个自然日"
	}
	return strconv.Itoa(v.N) + unit
}

// IsZero tells whether nothing is set. “0个工作日” (done at once) is not zero.
func (v Days) IsZero() bool { return v == Days{} }
