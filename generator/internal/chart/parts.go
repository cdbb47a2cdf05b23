package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// The components that charts share, in the calm style of the boards: grey axis
// labels, hair lines, no boxes.

func (s *sketch) option(height float64) *option {
	return &option{
		TextStyle: &opts.TextStyle{Color: s.palette.Ink, FontSize: int(s.font)},
		Print:     printing{Width: s.width, Height: height, Unit: s.unit},
	}
}

// text returns the style of small text.
func (s *sketch) text(colour string) *opts.TextStyle {
	return &opts.TextStyle{Color: colour, FontSize: int(s.font), LineHeight: int(s.line)}
}

// legendOf returns the legend of the names at the bottom; nil for one name.
func (s *sketch) legendOf(names []string, mark int, icon string) *legend {
	if len(names) < 2 {
		return nil
	}
	text := s.text(s.palette.Ink)
	if room := s.width - float64(mark) - 20; widest(names)*s.font > room {
		text.Width, text.Overflow = int(room), "truncate"
	}
	return &legend{
		Legend: opts.Legend{
			Bottom: "2", Left: "center", Data: names, Icon: icon,
			ItemWidth: mark, ItemHeight: 12, TextStyle: text,
		},
		ItemGap: legendGap,
	}
}

// note writes a small text at the top left.
func (s *sketch) note(text string) *title {
	return &title{Title: opts.Title{
		Title: text, Left: "0", Top: "0",
		TitleStyle: &opts.TextStyle{Color: s.palette.Muted, FontSize: int(s.font), FontWeight: "normal"},
	}}
}

// valueAxis returns the axis of numbers.
func (s *sketch) valueAxis(sc scale) axis {
	return axis{
		XAxis: opts.XAxis{
			Type: "value", Min: sc.lo, Max: sc.hi,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: s.palette.Line}},
		},
		Interval:  sc.step,
		AxisLabel: &axisLabel{Color: s.palette.Muted, FontSize: s.font, Margin: 8},
	}
}

// categoryAxis returns the axis of names.
func (s *sketch) categoryAxis(names []string) axis {
	return axis{
		XAxis: opts.XAxis{
			Type: "category", Data: names,
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: s.palette.Axis}},
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
		},
		AxisLabel: &axisLabel{
			Interval: ptr(0), Color: s.palette.Muted, FontSize: s.font, LineHeight: s.line, Margin: 8,
		},
	}
}

// nameUnit writes the unit above a vertical value axis, flush with its labels.
func (s *sketch) nameUnit(a *axis, unit string) {
	a.Name, a.NameLocation, a.NameGap = unit, "end", 12
	a.NameTextStyle = &opts.TextStyle{Color: s.palette.Muted, FontSize: int(s.font), Align: "right", Padding: []int{0, 8, 0, 0}}
}

// bars returns a series of bars.
func (s *sketch) bars(i int, data []item) seriesOption {
	return seriesOption{
		SingleSeries: charts.SingleSeries{
			Type: "bar", Name: s.title(i), Data: data,
			ItemStyle: &opts.ItemStyle{Color: s.colour(i)},
		},
		Clip: ptr(false),
	}
}

// items returns the numbers of a series, a row each.
func (s *sketch) items(series int) []item {
	data := make([]item, len(s.names))
	for row := range data {
		data[row] = s.item(row, series)
	}
	return data
}

// labelled returns the style of numbers beside marks.
func (s *sketch) labelled(position string) *label {
	return &label{
		Show: true, Position: position, Color: s.palette.Ink, FontSize: s.font,
		TextBorderColor: s.palette.Card, TextBorderWidth: 2,
	}
}
