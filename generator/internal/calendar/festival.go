package calendar

import (
	"slices"

	"gongkai/generator/internal/value"
)

// Festival is a day for which offices visit and celebrate: a fixed one, or one by the lunar calendar.
type Festival struct {
	Name  string
	day   int         // month*100+day; 0 for a lunar one
	lunar map[int]int // the same by year
}

// festivals have their lunar dates by GB/T 33661-2017 《农历的编算和颁行》, which counts in Beijing time: the new moon of
// 6 February 2027 falls a few minutes before midnight there, so 春节 is that day. Those of 2025 and 2026 agree with the
// holidays in years. Other years are said to be unknown, never guessed.
var festivals = []Festival{
	{Name: "元旦", day: 101},
	{Name: "春节", lunar: map[int]int{2025: 129, 2026: 217, 2027: 206}},
	{Name: "元宵", lunar: map[int]int{2025: 212, 2026: 303, 2027: 220}},
	{Name: "清明", lunar: map[int]int{2025: 404, 2026: 405, 2027: 405}},
	{Name: "端午", lunar: map[int]int{2025: 531, 2026: 619, 2027: 609}},
	{Name: "中秋", lunar: map[int]int{2025: 1006, 2026: 925, 2027: 915}},
	{Name: "重阳", lunar: map[int]int{2025: 1029, 2026: 1018, 2027: 1008}},
	{Name: "三八", day: 308},
	{Name: "五一", day: 501},
	{Name: "五四", day: 504},
	{Name: "六一", day: 601},
	{Name: "七一", day: 701},
	{Name: "八一", day: 801},
	{Name: "教师节", day: 910},
	{Name: "国庆", day: 1001},
}

// FestivalNames returns the names of the festivals that are known.
func FestivalNames() []string {
	out := make([]string, len(festivals))
	for i, f := range festivals {
		out[i] = f.Name
	}
	return out
}

// FindFestival returns the festival of a name.
func FindFestival(name string) (f Festival, ok bool) {
	i := slices.IndexFunc(festivals, func(f Festival) bool { return f.Name == name })
	if i < 0 {
		return Festival{}, false
	}
	return festivals[i], true
}

// On returns the day of the festival in a year; ok is false where it is not known.
func (f Festival) On(year int) (day value.Date, ok bool) {
	md := f.day
	if md == 0 {
		md = f.lunar[year]
	}
	day, err := value.NewDate(year, md/100, md%100)
	return day, md > 0 && err == nil
}
