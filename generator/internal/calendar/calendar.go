// Package calendar knows the days of festivals and counts those of notice periods: natural and working days
// by the Civil Code and the yearly holiday arrangement of the State Council.
package calendar

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gongkai/generator/internal/value"
)

// year is the holiday arrangement of one year: days off, and weekend days on
// which people work in exchange (调休).
type year struct{ off, work []value.Stretch }

// Calendar knows on which days people work, for the years whose arrangements have been announced. A year that is not
// in it is unknown, and counting through it is refused, never guessed. It does not change.
type Calendar struct{ years map[int]year }

// Announced holds what is built in: 2025 by 国办发明电〔2024〕12号, 2026 by the notice of 4 November 2025.
var Announced = &Calendar{years: map[int]year{
	2025: {
		off:  days(2025, [][2]int{{101, 101}, {128, 204}, {404, 406}, {501, 505}, {531, 602}, {1001, 1008}}),
		work: days(2025, [][2]int{{126, 126}, {208, 208}, {427, 427}, {928, 928}, {1011, 1011}}),
	},
	2026: {
		off:  days(2026, [][2]int{{101, 103}, {215, 223}, {404, 406}, {501, 505}, {619, 621}, {925, 927}, {1001, 1007}}),
		work: days(2026, [][2]int{{104, 104}, {214, 214}, {228, 228}, {509, 509}, {920, 920}, {1010, 1010}}),
	},
}}

// days makes stretches of pairs of month*100+day.
func days(of int, pairs [][2]int) []value.Stretch {
	day := func(md int) value.Date {
		d, err := value.NewDate(of, md/100, md%100)
		if err != nil {
			panic(err) // a slip in the table above
		}
		return d
	}
	out := make([]value.Stretch, len(pairs))
	for i, p := range pairs {
		out[i] = value.Stretch{From: day(p[0]), To: day(p[1])}
	}
	return out
}

// With returns a calendar that also knows a year: its days off, and the weekend days on which people work.
func (c *Calendar) With(of int, off, work []value.Stretch) *Calendar {
	years := maps.Clone(c.years)
	years[of] = year{off, work}
	return &Calendar{years}
}

// Knows reports whether the arrangement of a year is known.
func (c *Calendar) Knows(of int) bool {
	_, ok := c.years[of]
	return ok
}

// UnknownYear is returned where the holidays of a year are not known.
type UnknownYear int

func (y UnknownYear) Error() string { return fmt.Sprintf("还没有 %d 年的放假安排", int(y)) }

// IsWorkday reports whether people work on a day.
func (c *Calendar) IsWorkday(d value.Date) (bool, error) {
	y, ok := c.years[d.Year()]
	if !ok {
		return false, UnknownYear(d.Year())
	}
	on := func(s value.Stretch) bool { return s.Contains(d) }
	switch {
	case slices.ContainsFunc(y.work, on):
		return true, nil
	case slices.ContainsFunc(y.off, on):
		return false, nil
	}
	return !Weekend(d), nil
}

// Weekend reports whether a day is a Saturday or a Sunday.
func Weekend(d value.Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// End returns the last day of a period of n days that is announced on from. The
// first day does not count (民法典 201), and a last day that is a day off moves to
// the next working day (民法典 203).
func (c *Calendar) End(from value.Date, n int, working bool) (value.Date, error) {
	d := from
	for left := n; left > 0; {
		d = d.AddDays(1)
		counts := true
		if working {
			var err error
			if counts, err = c.IsWorkday(d); err != nil {
				return value.Date{}, err
			}
		}
		if counts {
			left--
		}
	}
	for {
		works, err := c.IsWorkday(d)
		if err != nil || works {
			return d, err
		}
		d = d.AddDays(1)
	}
}

// Last returns the last day that a rule leaves for a period. shift tells whether a last day off moves to the next
// working day; unmoved that it lies in a year whose holidays are not known, so that it may still move.
func (c *Calendar) Last(rule value.Due, p value.Period, shift bool) (day value.Date, unmoved bool) {
	day, after := rule.In(p)
	if !shift && after.Unit != value.DaysWorking {
		return day.AddDays(after.N), false
	}
	moved, err := c.End(day, after.N, after.Unit == value.DaysWorking)
	if err != nil {
		return day.AddDays(after.N), true
	}
	return moved, false
}

// Between counts the days after from up to and including to, working days only or all.
func (c *Calendar) Between(from, to value.Date, working bool) (int, error) {
	if !working {
		return max(0, to.Sub(from)), nil
	}
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		works, err := c.IsWorkday(d)
		if err != nil {
			return 0, err
		}
		if works {
			n++
		}
	}
	return n, nil
}
