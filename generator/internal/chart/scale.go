package chart

import "math"

// scale is a value axis: from lo to hi in equal steps.
type scale struct {
	lo, hi, step float64
	divisor      float64 // what numbers are divided by to be printed
	unit         string  // the unit after dividing: 万元
}

// newScale returns an axis over the numbers from lo to hi, in about the given
// number of steps. whole says that there are no halves of what is counted.
func newScale(lo, hi float64, steps int, whole bool, unit string) scale {
	if hi <= lo {
		hi = lo + 1
	}
	step := niceStep((hi - lo) / float64(steps))
	if whole && step != math.Trunc(step) { // half of something counted would fall between two ranges
		step = niceStep(math.Ceil(step))
	}
	s := scale{
		lo:   round(math.Floor(lo/step+1e-9)*step, 9),
		hi:   round(math.Ceil(hi/step-1e-9)*step, 9),
		step: step, divisor: 1, unit: unit,
	}
	s.shrink()
	return s
}

// changes returns the axis of lines and radars. Columns and bars say by their length how much there is, and begin at
// zero; a line says how it changes, and zero would flatten what is all far from it.
func (s *sketch) changes() scale {
	lo, hi, whole := s.extent(false)
	base := math.Min(lo, 0)
	if change := hi - lo; change > 0 && change < lo {
		base = lo
	}
	sc := newScale(base, math.Max(hi, s.Max), s.ticks, whole, s.unit)
	if lo > 0 && sc.lo == lo { // at the very foot the lowest would look like nothing
		sc.lo = round(sc.lo-sc.step, 9)
	}
	return sc
}

// steps returns on how many steps the axis goes up.
func (s scale) steps() int { return int(math.Round((s.hi - s.lo) / s.step)) }

// footroom makes room for a label of a share of the axis below the number lo.
func (s *scale) footroom(lo, share float64) {
	if lo < 0 && lo-s.lo < share*(s.hi-s.lo) {
		s.lo = round(s.lo-s.step, 9)
	}
}

// shrink prints large sums of money in a larger unit, as on paper.
func (s *scale) shrink() {
	if s.unit != "元" {
		return
	}
	switch top := math.Max(s.hi, -s.lo); {
	case top >= 1e8:
		s.divisor, s.unit = 1e8, "亿元"
	case top >= 1e4:
		s.divisor, s.unit = 1e4, "万元"
	}
}

// niceStep returns the next step of 1, 2, 2.5 or 5 times a power of ten that is
// not below step.
func niceStep(step float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, n := range []float64{1, 2, 2.5, 5} {
		if step <= n*power*(1+1e-9) {
			return n * power
		}
	}
	return 10 * power
}

// labels returns the texts along the axis.
func (s scale) labels() []string {
	var texts []string
	for i := 0; s.lo+float64(i)*s.step <= s.hi+s.step/2; i++ {
		texts = append(texts, printed(round((s.lo+float64(i)*s.step)/s.divisor, 4)))
	}
	return texts
}

func round(n float64, digits int) float64 {
	p := math.Pow(10, float64(digits))
	return math.Round(n*p) / p
}
