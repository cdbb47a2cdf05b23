package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/opts"
)

// lying lays out a chart with names on the left, the first row at the top, and a
// value axis below, which is left out where every bar has its number.
func (s *sketch) lying(sc scale, row, right float64, legendNames []string, axisShown bool) *option {
	shown, left := s.beside()
	row = math.Max(row, s.rowOf(shown))
	top, foot := 4.0, 4+s.legendHeight(legendNames, 12)
	if s.unit != "" {
		top += s.line + 6
	}
	if axisShown {
		foot += s.line + 8
	}
	o := s.option(top + row*float64(len(s.names)) + foot)
	if sc.unit != "" {
		o.Title = s.note("单位：" + sc.unit)
	}
	o.Grid = &opts.Grid{Left: px(left), Right: px(right), Top: px(top), Bottom: px(foot)}
	o.Legend = s.legendOf(legendNames, 12, "rect")
	x, y := s.valueAxis(sc), s.categoryAxis(s.names)
	if !axisShown {
		x.AxisLabel, x.SplitLine = &axisLabel{Show: ptr(false)}, &opts.SplitLine{Show: opts.Bool(false)}
	}
	y.Inverse = opts.Bool(true)
	y.AxisLine.OnZero = opts.Bool(false)
	y.AxisLabel.Color = s.palette.Ink
	o.XAxis, o.YAxis = []axis{x}, []axis{y}
	o.Print.Divisor, o.Print.Labels = sc.divisor, shown
	return o
}

// beside returns the names as they stand on the left, and how much room they take.
func (s *sketch) beside() (shown []string, width float64) {
	shown = make([]string, len(s.names))
	for i, name := range s.names {
		shown[i] = wrap(name, float64(s.label), s.lines)
	}
	return shown, widest(shown)*s.font + 12
}

// rowOf returns how high a row has to be for the names beside it.
func (s *sketch) rowOf(shown []string) float64 {
	lines := 1
	for _, name := range shown {
		lines = max(lines, strings.Count(name, "\n")+1)
	}
	return math.Max(s.row, float64(lines)*s.line+6)
}

// bar draws horizontal bars, each with its number.
func (s *sketch) bar() *option {
	lo, hi, _ := s.extent(false)
	number := 0.0
	for i := range s.Series {
		number = math.Max(number, widest(s.texts(i))*s.font+8)
	}
	sc := scale{lo: math.Min(lo, 0), hi: math.Max(hi, 0), divisor: 1, unit: s.unit}
	if sc.hi == sc.lo {
		sc.hi = sc.lo + 1
	}
	if sc.lo < 0 { // room for the numbers on the left of bars that go there
		_, left := s.beside()
		sc.lo -= (sc.hi - sc.lo) * number / math.Max(s.width-left-2*number, number)
	}
	row := math.Max(s.row, 18*float64(len(s.Series))+14)
	o := s.lying(sc, row, number, s.seriesNames(), false)
	for i := range s.Series {
		b := s.bars(i, s.items(i))
		b.BarMaxWidth, b.BarGap, b.BarCategoryGap = "18", "15%", "30%"
		b.Label = s.labelled("right")
		data := b.Data.([]item)
		for n := range data {
			if v, ok := data[n].Value.(float64); ok && v < 0 {
				data[n].Label = &label{Show: true, Position: "left"}
			}
		}
		o.Series = append(o.Series, b)
	}
	return o
}

// stackedBar draws horizontal bars in parts, with the number in each part that
// has room for it.
func (s *sketch) stackedBar() *option {
	lo, hi, whole := s.extent(true)
	sc := newScale(math.Min(lo, 0), math.Max(hi, 0), s.ticks, whole, s.unit)
	longest := lo >= 0 && hi > sc.step && hi < sc.hi
	if longest { // as long as there is room; the axis ends on no number of its own then
		sc.hi = hi
	}
	o := s.lying(sc, s.row, 14, s.seriesNames(), true)
	if longest {
		o.XAxis[0].AxisLabel.ShowMaxLabel = ptr(false)
	}
	_, left := s.beside()
	width := (s.width - 14 - left) / (sc.hi - sc.lo)
	for i := range s.Series {
		b := s.bars(i, s.items(i))
		b.Stack, b.BarMaxWidth, b.BarCategoryGap = "sum", "22", "30%"
		s.gaps(&b, func(n float64, text string) bool {
			return ems(text)*s.font+4 <= math.Abs(n)*width
		})
		o.Series = append(o.Series, b)
	}
	return o
}
