package chart

import (
	"math"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// slice is a part of a donut.
type slice struct {
	name, text, percent string
	value               float64
	share               float64 // 0 to 1
}

// slices returns the parts that there are: what is missing or zero has no angle.
func (s *sketch) slices() []slice {
	sum := 0.0
	for row := range s.names {
		sum += s.cell(row, 0).Number
	}
	var parts []slice
	for row, name := range unique(s.names) {
		cell := s.cell(row, 0)
		if !cell.HasNumber || cell.Number == 0 {
			continue
		}
		share := cell.Number / sum
		parts = append(parts, slice{
			name: name, text: cellText(cell), value: cell.Number, share: share,
			percent: strconv.FormatFloat(round(share*100, 1), 'f', 1, 64) + "%",
		})
	}
	return parts
}

// hole is the share of a donut's radius that is empty. The rest has room for a
// percentage, even on phones.
const hole = 0.54

// donut draws the parts of a whole. Where there is room, names stand beside their
// parts; on phones they stand in the legend, with the percentage that is also on
// the part.
func (s *sketch) donut() *option {
	parts := s.slices()
	if s.narrow {
		return s.donutBelow(parts)
	}
	const height, radius = 320.0, 112.0
	o := s.option(height)
	o.Title = s.total(height/2, radius)
	pie := s.pie(parts, []string{"50%", px(height / 2)}, radius, func(p slice) item {
		caption := p.name + "\n" + p.percent
		return item{Name: p.name, Value: p.value, Text: p.text, Caption: caption}
	})
	pie.Label = &label{Show: true, Position: "outside", Color: s.palette.Ink, FontSize: s.font, LineHeight: s.line}
	pie.LabelLine = &labelLine{Show: true, Length: 12, Length2: 14, LineStyle: &opts.LineStyle{Color: s.palette.Axis}}
	o.Series = []seriesOption{pie}
	return o
}

func (s *sketch) donutBelow(parts []slice) *option {
	const radius = 96.0
	row := s.line + 9
	top := 2*radius + 12
	o := s.option(top + 10 + row*float64(len(parts)))
	o.Title = s.total(radius+4, radius)
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = wrap(p.name, 18, 1)
	}
	for i, name := range unique(names) {
		parts[i].name = name
	}
	pie := s.pie(parts, []string{"50%", px(radius + 4)}, radius, func(p slice) item {
		it := item{Name: p.name + "  " + p.percent, Value: p.value, Text: p.text}
		if p.share >= 0.08 {
			it.Caption, it.Label = p.percent, &label{Show: true}
		}
		return it
	})
	for i, it := range pie.Data.([]item) {
		names[i] = it.Name
		pie.Data.([]item)[i].Label = colourOn(it.Label, s.palette.on(it.ItemStyle.Color))
	}
	pie.Label = &label{Position: "inside", FontSize: s.font}
	o.Legend = s.legendOf(names, 14, "rect")
	if o.Legend != nil {
		o.Legend.Orient, o.Legend.Left, o.Legend.Top, o.Legend.Bottom = "vertical", "12", px(top), ""
		o.Legend.ItemGap = 9
	}
	o.Series = []seriesOption{pie}
	return o
}

func colourOn(l *label, colour string) *label {
	if l != nil {
		l.Color = colour
	}
	return l
}

// pie returns the ring of a donut.
func (s *sketch) pie(parts []slice, center []string, radius float64, of func(slice) item) seriesOption {
	data := make([]item, len(parts))
	for i, p := range parts {
		data[i] = of(p)
		data[i].ItemStyle = &opts.ItemStyle{Color: s.palette.at(i)}
	}
	return seriesOption{
		SingleSeries: charts.SingleSeries{
			Type: "pie", Name: s.title(0), Data: data, Center: center,
			Radius:    []float64{math.Round(radius * hole), radius},
			ItemStyle: &opts.ItemStyle{BorderColor: s.palette.Card, BorderWidth: 1.5},
		},
	}
}

// total writes the table's own total into the middle of a donut. A chart adds
// nothing up that the table does not.
func (s *sketch) total(y, radius float64) *title {
	column := s.Series[0].Column
	if len(s.Table.Foot) == 0 || len(s.Table.Foot[0]) <= column {
		return nil
	}
	text := cellText(s.Table.Foot[0][column])
	if text == "" {
		return nil
	}
	size := math.Min(20, math.Floor(1.7*hole*radius/ems(text)))
	if size < s.font {
		return nil
	}
	return &title{
		Title: opts.Title{
			Title: text, Subtitle: "合计" + bracket(s.unit), Left: "center", Top: px(y - size/2 - 10),
			TitleStyle:    &opts.TextStyle{Color: s.palette.Ink, FontSize: int(size), FontWeight: "bold"},
			SubtitleStyle: s.text(s.palette.Muted),
		},
		ItemGap: 4,
	}
}

func bracket(unit string) string {
	if unit == "" {
		return ""
	}
	return "（" + unit + "）"
}

// gauge draws a share of Max as a part of an arc around the number.
func (s *sketch) gauge() *option {
	cell := s.cell(0, 0)
	radius := math.Min(130, s.width/2-30)
	o := s.option(radius*1.45 + 12)
	unit := s.unit
	text := cellText(cell)
	if unit == "%" && text != "" && text[len(text)-1] != '%' {
		text += "%"
		unit = ""
	}
	name := s.names[0]
	if unit != "" {
		name += bracket(unit)
	}
	o.Title = &title{Title: opts.Title{
		Title: name, Left: "center", Top: px(radius + 8 + s.big*0.75), TitleStyle: s.text(s.palette.Muted),
	}}
	o.Title.TitleStyle.FontWeight = "normal"
	o.Series = []seriesOption{{
		SingleSeries: charts.SingleSeries{
			Type: "gauge", Name: s.title(0), Center: []string{"50%", px(radius + 8)}, Radius: px(radius),
			StartAngle: 205, EndAngle: -25, Data: []item{{Value: cell.Number, Text: text}},
			Pointer:   &opts.Pointer{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
			ItemStyle: &opts.ItemStyle{Color: s.colour(0)},
		},
		Max: s.Max, SplitNumber: 1,
		Progress:  &progress{Show: true, Width: 20},
		AxisLine:  &gaugeLine{gaugeStyle{Width: 20, Color: [][]any{{1, s.palette.Line}}}},
		AxisLabel: &axisLabel{Color: s.palette.Muted, FontSize: s.font, Distance: 8},
		Detail: &detail{
			FontSize: s.big, FontWeight: "bold", Color: s.palette.Ink, OffsetCenter: []any{0, 0},
		},
	}}
	return o
}

// radar draws each row as a polygon over the series.
func (s *sketch) radar() *option {
	names := unique(s.names)
	sc := s.changes()
	radius := 118.0
	if s.narrow {
		radius = 92
	}
	centre := radius + 2*s.line + 16
	foot := s.legendHeight(names, 14)
	o := s.option(centre + radius + s.line + 12 + foot)
	o.Title = s.note(strings.TrimPrefix(s.unit+"，", "，") + "从中心 " + printed(sc.lo) + " 到外圈 " + printed(sc.hi))
	if o.Legend = s.legendOf(names, 14, ""); o.Legend != nil {
		o.Legend.Data = withSymbols(names)
	}
	r := &radar{
		RadarComponent: opts.RadarComponent{
			Center: []string{"50%", px(centre)}, SplitNumber: sc.steps(),
			SplitArea: &opts.SplitArea{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: s.palette.Line}},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: s.palette.Line}},
			AxisName:  &opts.AxisName{Color: s.palette.Ink, FontSize: int(s.font)},
		},
		Radius: px(radius), AxisNameGap: 8, Clockwise: true,
	}
	for i := range s.Series {
		r.Indicator = append(r.Indicator, indicator{Name: s.title(i), Min: sc.lo, Max: sc.hi})
	}
	o.Radar = r
	o.Series = []seriesOption{{SingleSeries: charts.SingleSeries{Type: "radar", Data: s.polygons(names)}}}
	return o
}

// legendItem is a name in a legend with a mark of its own.
type legendItem struct {
	Name string `json:"name"`
	Icon string `json:"icon"`
}

// withSymbols gives each polygon's name the symbol of its corners.
func withSymbols(names []string) []legendItem {
	items := make([]legendItem, len(names))
	for i, name := range names {
		items[i] = legendItem{name, symbols[i%len(symbols)]}
	}
	return items
}

func (s *sketch) polygons(names []string) []item {
	data := make([]item, len(names))
	for row, name := range names {
		values := make([]any, len(s.Series))
		for i := range s.Series {
			if cell := s.cell(row, i); cell.HasNumber {
				values[i] = cell.Number
			}
		}
		data[row] = item{
			Name: name, Value: values, Symbol: symbols[row%len(symbols)],
			ItemStyle: &opts.ItemStyle{Color: s.palette.at(row)},
			LineStyle: &opts.LineStyle{Width: 2, Color: s.palette.at(row), Type: dashes[row%len(dashes)]},
			AreaStyle: &opts.AreaStyle{Color: s.palette.at(row), Opacity: opts.Float(0.05)},
		}
	}
	return data
}
