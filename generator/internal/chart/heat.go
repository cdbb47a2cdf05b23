package chart

import (
	"math"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// shades returns the steps of colour over the numbers of the chart. Where things are counted, none is no shade.
func (s *sketch) shades() []piece {
	lo, hi, whole := s.extent(false)
	if whole && lo == 0 && hi > 0 {
		none := piece{Gte: 0, Lte: ptr(0.0), Label: "0", Color: s.nothing()}
		return append([]piece{none}, s.ranges(1, hi, whole)...)
	}
	return s.ranges(lo, hi, whole)
}

// ranges returns the steps of colour from one number to another. Few whole
// numbers have a shade each; more are put into equal ranges.
func (s *sketch) ranges(lo, hi float64, whole bool) []piece {
	const most = 5
	if whole && hi-lo < most {
		n := int(hi-lo) + 1
		colours := s.palette.ramp(n)
		pieces := make([]piece, n)
		for i := range pieces {
			v := lo + float64(i)
			pieces[i] = piece{Gte: v, Lte: ptr(v), Label: printed(v), Color: colours[i]}
		}
		return pieces
	}
	sc := newScale(lo, hi, most, whole, "")
	n := int(math.Round((sc.hi - sc.lo) / sc.step))
	if sc.hi <= hi && whole { // the largest number begins a range of its own
		n++
	}
	colours := s.palette.ramp(n)
	pieces := make([]piece, n)
	for i := range pieces {
		from, to := round(sc.lo+float64(i)*sc.step, 9), round(sc.lo+float64(i+1)*sc.step, 9)
		pieces[i] = piece{Gte: from, Color: colours[i], Label: printed(from) + "–" + printed(to)}
		if whole {
			if from == 0 && lo > 0 { // what is counted is there at least once
				from, pieces[i].Gte = 1, 1
			}
			pieces[i].Lte, pieces[i].Label = ptr(to-1), printed(from)+"–"+printed(to-1)
			if to-1 == from {
				pieces[i].Label = printed(from)
			}
			continue
		}
		if pieces[i].Lt = ptr(to); i == n-1 {
			pieces[i].Lt, pieces[i].Lte = nil, ptr(to)
		}
	}
	return pieces
}

// nothing is the colour of a field in which there is nothing.
func (s *sketch) nothing() string { return mix(s.palette.Line, s.palette.Card, 0.6) }

// shade returns the colour of a number.
func shade(pieces []piece, n float64) string {
	for i := len(pieces) - 1; i > 0; i-- {
		if n >= pieces[i].Gte {
			return pieces[i].Color
		}
	}
	return pieces[0].Color
}

// visualMap returns the legend of the shades, below each other if they do not fit
// in a row, and its height. dimension is that of the number in each item.
func (s *sketch) visualMap(pieces []piece, dimension int) (v *visualMap, height float64) {
	v = &visualMap{
		Type: "piecewise", Show: true, Pieces: pieces, Dimension: dimension,
		Orient: "horizontal", Left: "center", Bottom: 2, ItemSymbol: "rect",
		ItemWidth: 14, ItemHeight: 14, ItemGap: 12, TextGap: 6, TextStyle: s.text(s.palette.Ink),
	}
	width := 0.0
	for _, p := range pieces {
		width += v.ItemWidth + v.TextGap + ems(p.Label)*s.font + v.ItemGap
	}
	if width < s.width {
		return v, s.line + 4
	}
	v.Orient, v.ItemGap = "vertical", 6
	return v, float64(len(pieces)) * (s.line + v.ItemGap)
}

// heatmap draws a grid of shades with the number in each field.
func (s *sketch) heatmap() *option {
	pieces := s.shades()
	shown, left := s.beside()
	row := s.rowOf(shown)
	slot := (s.width - left - 2) / float64(len(s.Series))
	heads, lines := shorten(s.seriesNames(), slot/s.font)
	legend, height := s.visualMap(pieces, 2)
	top, foot := float64(lines)*s.line+8, height+14
	o := s.option(top + row*float64(len(s.names)) + foot)
	o.Grid = &opts.Grid{Left: px(left), Right: "2", Top: px(top), Bottom: px(foot)}
	x, y := s.categoryAxis(heads), s.categoryAxis(shown)
	x.Position, x.AxisLine = "top", &opts.AxisLine{Show: opts.Bool(false)}
	y.Inverse, y.AxisLine = opts.Bool(true), &opts.AxisLine{Show: opts.Bool(false)}
	y.AxisLabel.Color = s.palette.Ink
	o.XAxis, o.YAxis = []axis{x}, []axis{y}
	o.VisualMap = legend
	o.Series = []seriesOption{{
		SingleSeries: charts.SingleSeries{
			Type: "heatmap", Data: s.fields(pieces, slot),
			ItemStyle: &opts.ItemStyle{BorderColor: s.palette.Card, BorderWidth: 2},
		},
		Label: &label{Show: true, Position: "inside", FontSize: s.font},
	}}
	return o
}

// fields returns the numbers of a heat map.
func (s *sketch) fields(pieces []piece, slot float64) []item {
	var data []item
	for row := range s.names {
		for i := range s.Series {
			cell := s.cell(row, i)
			if !cell.HasNumber {
				continue
			}
			text := cellText(cell)
			colour := shade(pieces, cell.Number)
			data = append(data, item{
				Value: []any{i, row, cell.Number}, Text: text,
				Label: &label{
					Show:  ems(text)*s.font+2 <= slot && colour != s.nothing(),
					Color: s.palette.on(colour),
				},
			})
		}
	}
	return data
}

var (
	months   = []string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"}
	weekdays = []string{"日", "一", "", "三", "", "五", ""} // every second: fields are smaller than letters
)

// strip is a run of months in one row of a calendar.
type strip struct{ first, last time.Time }

// strips cuts the time that the rows span, in whole months, into as few rows of about as many months as have at most
// a given number. A span within one year is the whole year.
func (s *sketch) strips(most int) []strip {
	first, last := s.names[0], s.names[0]
	for _, name := range s.names {
		first, last = min(first, name), max(last, name)
	}
	from, _ := time.Parse(time.DateOnly, first)
	to, _ := time.Parse(time.DateOnly, last)
	if from.Year() == to.Year() {
		from, to = date(from.Year(), 1), date(from.Year(), 12)
	}
	from = date(from.Year(), from.Month())
	months := 12*(to.Year()-from.Year()) + int(to.Month()-from.Month()) + 1
	rows := (months + most - 1) / most
	each := (months + rows - 1) / rows
	var out []strip
	for !from.After(to) {
		next := from.AddDate(0, each, 0)
		out = append(out, strip{from, next.AddDate(0, 0, -1)})
		from = next
	}
	end := date(to.Year(), to.Month()).AddDate(0, 1, -1)
	if lastStrip := &out[len(out)-1]; lastStrip.last.After(end) {
		lastStrip.last = end
	}
	return out
}

func date(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// weeks returns how many columns of weeks, which begin on Monday, a strip has.
func (t strip) weeks() int {
	days := int(t.last.Sub(t.first).Hours()/24) + 1
	return (days + (int(t.first.Weekday())+6)%7 + 6) / 7
}

// calendar draws a field for each day, in columns of weeks.
func (s *sketch) calendar() *option {
	most := 13 // a year back from a day is that many months
	if s.narrow {
		most = 7
	}
	strips := s.strips(most)
	left := 2*s.font + 4
	weeks := 0
	for _, t := range strips {
		weeks = max(weeks, t.weeks())
	}
	cell := math.Min(math.Floor((s.width-left-2)/float64(weeks)*10)/10, 22)
	pieces := s.shades()
	o := s.option(0)
	y := 0.0
	for i, t := range strips {
		head := 2*s.line + 8
		o.Calendar = append(o.Calendar, s.strip(t, left, y+head, cell))
		o.Series = append(o.Series, seriesOption{SingleSeries: charts.SingleSeries{
			Type: "heatmap", CoordSystem: "calendar", CalendarIndex: i, Data: s.days(t),
			ItemStyle: &opts.ItemStyle{BorderColor: s.palette.Card, BorderWidth: 1},
		}})
		y += head + 7*cell + 8
	}
	legend, height := s.visualMap(pieces, 1)
	o.VisualMap, o.Print.Height = legend, y+height+12
	return o
}

func (s *sketch) strip(t strip, left, top, cell float64) calendar {
	small := opts.CalendarLabel{Color: s.palette.Muted, FontSize: int(s.font)}
	day := &calendarLabel{CalendarLabel: small, NameMap: weekdays}
	day.FirstDay, day.Margin = 1, 6
	month := &calendarLabel{CalendarLabel: small, NameMap: months}
	month.Margin = 6
	return calendar{
		Calendar: opts.Calendar{
			Left: px(left), Top: px(top), Orient: "horizontal",
			Range:     []string{t.first.Format(time.DateOnly), t.last.Format(time.DateOnly)},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: mix(s.palette.Axis, s.palette.Card, 0.4), Width: 1}},
			ItemStyle: &opts.ItemStyle{Color: s.nothing(), BorderColor: s.palette.Card, BorderWidth: 1},
			YearLabel: &opts.CalendarLabel{Show: opts.Bool(false)},
		},
		CellSize: []any{cell, cell}, DayLabel: day, MonthLabel: month,
	}
}

// days returns the numbers of the days of a strip.
func (s *sketch) days(t strip) []item {
	from, to := t.first.Format(time.DateOnly), t.last.Format(time.DateOnly)
	data := []item{}
	for row, name := range s.names {
		if cell := s.cell(row, 0); cell.HasNumber && from <= name && name <= to {
			data = append(data, item{Value: []any{name, cell.Number}, Text: cellText(cell)})
		}
	}
	return data
}
