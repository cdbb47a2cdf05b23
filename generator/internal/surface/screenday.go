package surface

import (
	"slices"
)

// Shift is a part of a day in which a screen shows the same slides, round after round.
type Shift struct {
	From, To int // minutes since midnight
	Slides   []*Slide
}

// Seconds returns how long one round takes.
func (s Shift) Seconds() int {
	n := 0
	for _, slide := range s.Slides {
		n += slide.Dwell
	}
	return n
}

// DayOf cuts a day of the week, 0 for Sunday, into shifts. The script in the browser decides the
// same by the clock; see themes/board/screen/js/loop.js.
func DayOf(slides []*Slide, weekday int) []Shift {
	const midnight = 24 * 60
	cuts := []int{0, midnight}
	for _, s := range slides {
		for _, h := range s.Hours {
			cuts = append(cuts, h.From, h.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Shift
	for i := range len(cuts) - 1 {
		shift := Shift{From: cuts[i], To: cuts[i+1], Slides: showing(slides, weekday, cuts[i])}
		if n := len(out); n > 0 && slices.Equal(out[n-1].Slides, shift.Slides) {
			out[n-1].To = shift.To
			continue
		}
		out = append(out, shift)
	}
	return out
}

// showing picks the slides of one minute; an emergency leaves no others.
func showing(slides []*Slide, weekday, minute int) []*Slide {
	var all, urgent []*Slide
	for _, s := range slides {
		in := len(s.Hours) == 0
		for _, h := range s.Hours {
			in = in || h.Contains(minute)
		}
		if !in || !s.Weekdays.Contains(weekday) {
			continue
		}
		all = append(all, s)
		if s.Urgent {
			urgent = append(urgent, s)
		}
	}
	if len(urgent) > 0 {
		return urgent
	}
	return all
}
