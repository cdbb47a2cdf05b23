package calendar

import (
	"slices"

	"gongkai/generator/internal/value"
)

// Festival is a day for which offices visit and celebrate: a fixed one, or one by the lunar calendar.
type Festival struct {
	Name  string
	day   int   // month*100+day; 0 for a lunar one
	lunar []int // the same for each year from firstLunar on
}

// firstLunar is the first year of the lunar dates below; they go to 2035.
const firstLunar = 2025

// festivals have their lunar dates by GB/T 33661-2017 《农历的编算和颁行》, which counts in Beijing time: the new moon of
// 6 February 2027 falls a few minutes before midnight there, so 春节 is that day. Those of 2025 and 2026 agree with the
// announced holidays. Years that the table lacks are said to be unknown, never guessed.
var festivals = []Festival{
	{Name: "元旦", day: 101},
	{Name: "春节", lunar: []int{129, 217, 206, 126, 213, 203, 123, 211, 131, 219, 208}},
	{Name: "元宵", lunar: []int{212, 303, 220, 209, 227, 217, 206, 225, 214, 305, 222}},
	{Name: "清明", lunar: []int{404, 405, 405, 404, 404, 405, 405, 404, 404, 405, 405}},
	{Name: "端午", lunar: []int{531, 619, 609, 528, 616, 605, 624, 612, 601, 620, 610}},
	{Name: "中秋", lunar: []int{1006, 925, 915, 1003, 922, 912, 1001, 919, 908, 927, 916}},
	{Name: "重阳", lunar: []int{1029, 1018, 1008, 1026, 1016, 1005, 1024, 1012, 1001, 1020, 1009}},
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
	if i := year - firstLunar; f.lunar != nil && i >= 0 && i < len(f.lunar) {
		md = f.lunar[i]
	}
	day, err := value.NewDate(year, md/100, md%100)
	return day, md > 0 && err == nil
}
