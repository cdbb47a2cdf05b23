// Package calendar knows the days of festivals and counts those of notice periods: natural and working days
// by the Civil Code and the yearly holiday arrangement of the State Council.
package calendar

import (
	"fmt"
	"time"

	"gongkai/generator/internal/value"
)

// span is a run of days within one year, as month*100+day.
type span struct{ from, to int }

// year is the holiday arrangement of one year: days off, and weekend days on
// which people work in exchange (调休).
type year struct{ off, work []span }

// years holds the arrangements that have been announced: 2025 by 国办发明电〔2024〕12号,
// 2026 by the notice of 4 November 2025. A year that is not here is unknown, and
// counting through it is refused, never guessed.
var years = map[int]year{
	2025: {
		off:  []span{{101, 101}, {128, 204}, {404, 406}, {501, 505}, {531, 602}, {1001, 1008}},
		work: []span{{126, 126}, {208, 208}, {427, 427}, {928, 928}, {1011, 1011}},
	},
	2026: {
		off:  []span{{101, 103}, {215, 223}, {404, 406}, {501, 505}, {619, 621}, {925, 927}, {1001, 1007}},
		work: []span{{104, 104}, {214, 214}, {228, 228}, {509, 509}, {920, 920}, {1010, 1010}},
	},
}

// UnknownYear is returned where the holidays of a year are not known.
type UnknownYear int

func (y UnknownYear) Error() string { return fmt.Sprintf("还没有 %d 年的放假安排", int(y)) }

// IsWorkday reports whether people work on a day.
func IsWorkday(d value.Date) (bool, error) {
	y, ok := years[d.Year()]
	if !ok {
		return false, UnknownYear(d.Year())
	}
	md := int(d.Month())*100 + d.Day()
	switch {
	case within(y.work, md):
		return true, nil
	case within(y.off, md):
		return false, nil
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday, nil
}

func within(spans []span, md int) bool {
	for _, s := range spans {
		if s.from <= md && md <= s.to {
			return true
		}
	}
	return false
}

// End returns the last day of a period of n days that is announced on from. The
// first day does not count (民法典 201), and a last day that is a day off moves to
// the next working day (民法典 203).
func End(from value.Date, n int, working bool) (value.Date, error) {
	d := from
	for left := n; left > 0; {
		d = d.AddDays(1)
		counts := true
		if working {
			var err error
			if counts, err = IsWorkday(d); err != nil {
				return value.Date{}, err
			}
		}
		if counts {
			left--
		}
	}
	for {
		works, err := IsWorkday(d)
		if err != nil || works {
			return d, err
		}
		d = d.AddDays(1)
	}
}

// Last returns the last day that a rule leaves for a period. shift tells whether a last day off moves to the next
// working day; unmoved that it lies in a year whose holidays are not known, so that it may still move.
func Last(rule value.Due, p value.Period, shift bool) (day value.Date, unmoved bool) {
	day, after := rule.In(p)
	if !shift && after.Unit != value.DaysWorking {
		return day.AddDays(after.N), false
	}
	moved, err := End(day, after.N, after.Unit == value.DaysWorking)
	if err != nil {
		return day.AddDays(after.N), true
	}
	return moved, false
}

// Between counts the days after from up to and including to, working days only or all.
func Between(from, to value.Date, working bool) (int, error) {
	if !working {
		return max(0, to.Sub(from)), nil
	}
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		works, err := IsWorkday(d)
		if err != nil {
			return 0, err
		}
		if works {
			n++
		}
	}
	return n, nil
}
