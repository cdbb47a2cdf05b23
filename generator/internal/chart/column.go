package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// upright is a chart with names along the bottom and a value axis on the left.
type upright struct {
	*option
	slot float64 // width of what one name has
}

// upright lays out the axes. mark is the width of a mark in the legend.
func (s *sketch) upright(sc scale, legendNames []string, mark int, icon string) upright {
	left := math.Max(widest(sc.labels()), ems(sc.unit))*s.font + 10
	right, top := 6.0, 16+s.line
	slot := (s.width - left - right) / float64(max(len(s.names), 1))
	short, lines := shorten(s.names, slot/s.font)
	foot := 8 + float64(lines)*s.line + s.legendHeight(legendNames, float64(mark))
	o := s.option(top + s.plot + foot)
	o.Grid = &opts.Grid{Left: px(left), Right: px(right), Top: px(top), Bottom: px(foot)}
	o.Legend = s.legendOf(legendNames, mark, icon)
	x := s.categoryAxis(s.names)
	o.XAxis = []axis{x}
	if sc.lo < 0 && sc.hi > 0 { // the names stay below, the line is at zero
		bottom := x
		bottom.Position, bottom.AxisLine = "bottom", &opts.AxisLine{Show: opts.Bool(false), OnZero: opts.Bool(false)}
		x.Position, x.AxisLabel = "bottom", &axisLabel{Show: ptr(false)}
		o.XAxis = []axis{bottom, x}
	}
	y := s.valueAxis(sc)
	s.nameUnit(&y, sc.unit)
	o.YAxis = []axis{y}
	o.Print.Divisor, o.Print.Labels = sc.divisor, short
	return upright{o, slot}
}

// column draws columns side by side. Columns always start at zero.
func (s *sketch) column() *option {
	lo, hi, whole := s.extent(false)
	sc := newScale(math.Min(lo, 0), math.Max(hi, 0), s.ticks, whole, s.unit)
	sc.footroom(lo, s.line/s.plot)
	o := s.upright(sc, s.seriesNames(), 12, "rect")
	for i := range s.Series {
		b := s.bars(i, s.items(i))
		b.BarMaxWidth, b.BarGap, b.BarCategoryGap = "44", "8%", "36%"
		if len(s.Series) == 1 && widest(s.texts(i))*s.font+6 <= o.slot {
			b.Label = s.labelled("top")
			below(b.Data.([]item))
		}
		o.option.Series = append(o.option.Series, b)
	}
	return o.option
}

// below puts the labels of what is negative below the columns.
func below(data []item) {
	for i := range data {
		if n, ok := data[i].Value.(float64); ok && n < 0 {
			data[i].Label = &label{Show: true, Position: "bottom"}
		}
	}
}

// stacked draws columns on top of each other, with the number in each part that
// has room for it.
func (s *sketch) stacked() *option {
	lo, hi, whole := s.extent(true)
	sc := newScale(math.Min(lo, 0), math.Max(hi, 0), s.ticks, whole, s.unit)
	o := s.upright(sc, s.seriesNames(), 12, "rect")
	width := math.Min(o.slot*0.64, 56)
	for i := range s.Series {
		b := s.bars(i, s.items(i))
		b.Stack, b.BarMaxWidth, b.BarCategoryGap = "sum", "56", "36%"
		s.gaps(&b, func(n float64, text string) bool {
			return s.line <= math.Abs(n)/(sc.hi-sc.lo)*s.plot && ems(text)*s.font+4 <= width
		})
		o.option.Series = append(o.option.Series, b)
	}
	return o.option
}

// gaps separates the parts of a stack and labels those with room.
func (s *sketch) gaps(b *seriesOption, room func(n float64, text string) bool) {
	b.ItemStyle.BorderColor, b.ItemStyle.BorderWidth = s.palette.Card, 1
	b.Label = &label{Position: "inside", Color: s.palette.on(b.ItemStyle.Color), FontSize: s.font}
	data := b.Data.([]item)
	for row := range data {
		n, ok := data[row].Value.(float64)
		text := data[row].Text
		if text == "" {
			text = printed(n)
		}
		if ok && n != 0 && room(n, text) {
			data[row].Label = &label{Show: true}
		}
	}
}

// symbols tell lines apart without colour.
var symbols = []string{"circle", "rect", "triangle", "diamond", "roundRect", "emptyCircle"}

// dashes tell lines apart whose symbols are used up.
var dashes = []string{"solid", "dashed", "dotted"}

// curves draws lines. A missing number is a gap.
func (s *sketch) curves() *option {
	sc := s.changes()
	o := s.upright(sc, s.seriesNames(), 24, "")
	for i := range s.Series {
		l := seriesOption{
			SingleSeries: charts.SingleSeries{
				Type: "line", Name: s.title(i), Data: s.items(i),
				Symbol: symbols[i%len(symbols)], SymbolSize: s.symbolSize(),
				ItemStyle: &opts.ItemStyle{Color: s.colour(i)},
				LineStyle: &opts.LineStyle{Width: 2, Type: dashes[i/len(symbols)%len(dashes)]},
			},
			ShowAllSymbol: true, Clip: ptr(false),
		}
		if len(s.Series) == 1 && widest(s.texts(i))*s.font+6 <= o.slot {
			l.Label = s.labelled("top")
			s.inValleys(l.Data.([]item), sc)
		}
		o.option.Series = append(o.option.Series, l)
	}
	return o.option
}

// inValleys puts the labels of the lowest points of a line below it, where the line leaves room: above, it
// would cross them.
func (s *sketch) inValleys(data []item, sc scale) {
	at := func(i int, otherwise float64) float64 {
		if i >= 0 && i < len(data) {
			if n, ok := data[i].Value.(float64); ok {
				return n
			}
		}
		return otherwise
	}
	room := (s.line + 8) / s.plot * (sc.hi - sc.lo)
	for i := range data {
		n, ok := data[i].Value.(float64)
		before, after := at(i-1, n), at(i+1, n)
		if ok && n <= before && n <= after && n < math.Max(before, after) && n-sc.lo >= room {
			data[i].Label = &label{Show: true, Position: "bottom"}
		}
	}
}

// symbolSize is smaller where many points stand close.
func (s *sketch) symbolSize() int {
	if len(s.names) > 31 {
		return 3
	}
	return 7
}

// steps of a waterfall: where each starts and ends.
type step struct{ from, to float64 }

func (s *sketch) steps() []step {
	steps := make([]step, len(s.names))
	level := 0.0
	for row := range steps {
		n := s.cell(row, 0).Number
		switch row {
		case 0, len(steps) - 1:
			steps[row], level = step{0, n}, n
		default:
			steps[row] = step{level, round(level+n, 6)}
			level = steps[row].to
		}
	}
	return steps
}

// waterfall draws how one level becomes another. A step hovers on a part of the
// stack that is not seen; a step across zero has a part on either side.
func (s *sketch) waterfall() *option {
	steps := s.steps()
	lo, hi := 0.0, 0.0
	for _, st := range steps {
		lo, hi = min(lo, st.from, st.to), max(hi, st.from, st.to)
	}
	names := []string{"期初与期末", "增加", "减少"}
	colours := []string{s.palette.Level, s.palette.Income, s.palette.Expense}
	sc := newScale(lo, hi, s.ticks, false, s.unit)
	sc.footroom(lo, s.line/s.plot)
	o := s.upright(sc, names, 12, "rect")
	fits := widest(s.texts(0))*s.font+6 <= o.slot
	hidden := s.invisible(steps)
	o.option.Series = []seriesOption{hidden}
	for i, name := range names {
		above, under := s.parts(steps, i)
		for n, data := range [][]item{above, under} {
			if n == 1 && !anything(data) {
				continue
			}
			b := s.bars(0, data)
			b.Name, b.ItemStyle.Color = name, colours[i]
			b.Stack, b.BarMaxWidth, b.BarCategoryGap = "level", "44", "30%"
			if fits {
				b.Label = s.labelled([]string{"top", "bottom"}[n])
			}
			o.option.Series = append(o.option.Series, b)
		}
	}
	return o.option
}

// invisible returns what steps hover on.
func (s *sketch) invisible(steps []step) seriesOption {
	data := make([]item, len(steps))
	for i, st := range steps {
		switch {
		case st.from > 0 && st.to > 0:
			data[i].Value = math.Min(st.from, st.to)
		case st.from < 0 && st.to < 0:
			data[i].Value = math.Max(st.from, st.to)
		}
	}
	b := s.bars(0, data)
	b.Name, b.Silent, b.Stack = "", true, "level"
	b.BarMaxWidth, b.BarCategoryGap = "44", "30%"
	b.ItemStyle = &opts.ItemStyle{Opacity: opts.Float(0)}
	return b
}

// parts returns the parts above and below zero of the steps of one sort: 0 the
// levels, 1 what went up, 2 what went down. The text of a step stands at the part
// that is further from zero.
func (s *sketch) parts(steps []step, sort int) (above, under []item) {
	above, under = make([]item, len(steps)), make([]item, len(steps))
	for i, st := range steps {
		level := i == 0 || i == len(steps)-1
		switch {
		case level != (sort == 0):
			continue
		case !level && (st.to < st.from) != (sort == 2):
			continue
		}
		lo, hi := math.Min(st.from, st.to), math.Max(st.from, st.to)
		up := round(math.Max(hi, 0)-math.Max(lo, 0), 6)
		down := round(math.Min(lo, 0)-math.Min(hi, 0), 6)
		text := cellText(s.cell(i, 0))
		if up >= -down {
			above[i] = marked(up, text)
			if down < 0 {
				under[i] = marked(down, text)
				under[i].Label = &label{}
			}
			continue
		}
		under[i] = marked(down, text)
		if up > 0 {
			above[i] = marked(up, text)
			above[i].Label = &label{}
		}
	}
	return above, under
}

func anything(data []item) bool {
	for _, it := range data {
		if it.Value != nil {
			return true
		}
	}
	return false
}
