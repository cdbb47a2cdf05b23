package theme

import (
	"html/template"
	"math"
	"strconv"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// Schedule is the dot of blocks/schedule.html. Places on the axis are in percent
// of its width.
type Schedule struct {
	View
	Ticks, Years []Tick
	Now          float64 // where the as-of date is; 0 for nowhere
	Nested       bool    // there are levels
	Items        []Span
	Legend       *Legend // nil if there is nothing to explain
}

// Tick is a place on the axis with its label.
type Tick struct {
	X     float64
	Text  string
	Minor bool // no room for the label on a phone
	Last  bool // so near to the end that the label may not fit behind the tick
}

// Legend tells what of a schedule has to be explained.
type Legend struct {
	Done, Milestone, Late bool
	Now                   string // the as-of date
}

// Span is a row of a schedule with its bar worked out.
type Span struct {
	block.Span
	URL         template.URL
	Level       int    // 0, 1, 2
	First, Last string // when it begins and ends; Last is empty for a milestone, both are for no date
	Milestone   bool
	X, Width    float64
	End         float64 // where the bar ends
	Done        float64 // width of what is done
	Late        float64 // where what is late is today; 0 for in time
	Half        int     // of the height
	Height      int
}

func newSchedule(v View, b block.Schedule) *Schedule {
	s := &Schedule{View: v, Items: make([]Span, len(b.Spans))}
	var l Legend
	a := axisOf(b.Spans)
	s.Ticks, s.Years = a.ticks()
	asOf := dayOf(b.AsOf)
	if a.from <= asOf && asOf < a.to {
		s.Now, l.Now = a.middle(asOf), b.AsOf.String()
	}
	for i, span := range b.Spans {
		s.Items[i] = a.span(span, asOf)
		s.Items[i].URL = v.URL(span.Ref)
		s.Nested = s.Nested || s.Items[i].Level > 0
		l.Done = l.Done || s.Items[i].Done > 0
		l.Milestone = l.Milestone || s.Items[i].Milestone
		l.Late = l.Late || s.Items[i].Late > 0
	}
	if l != (Legend{}) {
		s.Legend = &l
	}
	return s
}

// HTML renders the block.
func (v *Schedule) HTML() (template.HTML, error) { return v.Page.block("schedule", v) }

// day counts days since some day long ago.
type day int

func dayOf(d value.Date) day { return daysTo(d.Year(), int(d.Month()), d.Day()) }

func daysTo(year, month, d int) day {
	return day(time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func (d day) time() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// axis is the days that a schedule shows, the last one not included.
type axis struct {
	from, to day
	days     day // between ticks, if less than a month
	months   int // between ticks, otherwise
}

// Numbers of ticks that there is room for, and of labels on a phone.
const (
	mostDays   = 8
	mostMonths = 12
	mostLabels = 8
)

// axisOf returns the axis that holds all spans and begins and ends at a tick.
func axisOf(spans []block.Span) axis {
	var a axis
	for _, s := range spans {
		first, last, ok := ends(s)
		switch {
		case !ok:
		case a.from == a.to:
			a.from, a.to = first, last+1
		default:
			a.from, a.to = min(a.from, first), max(a.to, last+1)
		}
	}
	for _, a.days = range []day{1, 2, 7} {
		if n := (a.to - a.from + a.days - 1) / a.days; n <= mostDays {
			a.to = a.from + n*a.days
			return a
		}
	}
	a.days = 0
	a.widen()
	return a
}

// widen picks a distance of whole months and lets the axis begin and end at its
// multiples.
func (a *axis) widen() {
	first, last := monthOf(a.from), monthOf(a.to-1)+1
	for _, a.months = range []int{1, 3, 6, 12, 24, 60, 120, 1200} {
		from, to := first/a.months*a.months, (last+a.months-1)/a.months*a.months
		if (to-from)/a.months <= mostMonths {
			a.from, a.to = startOf(from), startOf(to)
			return
		}
	}
}

// monthOf counts months.
func monthOf(d day) int { return d.time().Year()*12 + int(d.time().Month()) - 1 }

// startOf returns the first day of a month.
func startOf(month int) day { return daysTo(month/12, month%12+1, 1) }

// ticks returns the ticks with the names of days or months, and the places where
// years begin.
func (a axis) ticks() (ticks, years []Tick) {
	for d := a.from; d < a.to; {
		t := d.time()
		if a.months < 12 && (len(years) == 0 || t.YearDay() == 1) {
			years = append(years, Tick{X: a.at(d), Text: strconv.Itoa(t.Year()) + "年", Last: a.at(d) > 100-yearRoom})
		}
		switch {
		case a.months >= 12:
			ticks = append(ticks, Tick{X: a.at(d), Text: strconv.Itoa(t.Year())})
			d = startOf(monthOf(d) + a.months)
		case a.months > 0:
			ticks = append(ticks, Tick{X: a.at(d), Text: strconv.Itoa(int(t.Month())) + "月"})
			d = startOf(monthOf(d) + a.months)
		default:
			ticks = append(ticks, Tick{X: a.at(d), Text: t.Format("01-02")})
			d += a.days
		}
	}
	for i := range ticks {
		ticks[i].Minor = i%2 > 0 && len(ticks) > mostLabels
	}
	if len(years) > 1 && years[1].X < yearRoom {
		years = years[1:] // no room for the first
	}
	return ticks, years
}

// yearRoom is the share of the axis that the name of a year takes on a phone.
const yearRoom = 15

// at returns where a day begins.
func (a axis) at(d day) float64 { return a.place(float64(d - a.from)) }

// middle returns where the middle of a day is.
func (a axis) middle(d day) float64 { return a.place(float64(d-a.from) + 0.5) }

func (a axis) place(days float64) float64 { return hundredths(days / float64(a.to-a.from) * 100) }

func hundredths(x float64) float64 { return math.Round(x*100) / 100 }

// ends returns the first and the last day of a span. One that has only one of
// them is a milestone.
func ends(s block.Span) (first, last day, ok bool) {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return 0, 0, false
	case s.From.IsZero():
		s.From = s.To
	case s.To.Before(s.From):
		s.To = s.From
	}
	return dayOf(s.From), dayOf(s.To), true
}

// Heights of bars, by their level.
var heights = [...]int{16, 12, 8}

func (a axis) span(s block.Span, asOf day) Span {
	level := min(max(s.Level, 0), len(heights)-1)
	out := Span{Span: s, Level: level, Height: heights[level], Half: heights[level] / 2}
	first, last, ok := ends(s)
	if !ok {
		return out
	}
	out.First, out.Last = words(first, last)
	out.Milestone = first == last
	out.X, out.End = a.at(first), a.at(last+1)
	if out.Milestone {
		out.X = a.middle(first)
		out.End = out.X
	}
	out.Width = hundredths(out.End - out.X)
	if s.Share == nil {
		return out
	}
	share := min(max(*s.Share, 0), 100)
	out.Done = hundredths(out.Width * float64(share) / 100)
	if share < 100 && last < asOf {
		out.Late = a.at(min(asOf, a.to))
	}
	return out
}

// words returns the days as texts, without repeating the year. last is empty if
// it is the same day.
func words(first, last day) (from, to string) {
	const full, short = "2006年1月2日", "1月2日"
	from = first.time().Format(full)
	switch {
	case first == last:
		return from, ""
	case first.time().Year() == last.time().Year():
		return from, last.time().Format(short)
	}
	return from, last.time().Format(full)
}
