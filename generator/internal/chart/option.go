package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// option is an ECharts option, put together from the components of go-echarts.
// Its chart types (charts.NewBar …) are not used: they add a random id, a theme
// and components that nobody asked for. Where a component drops a zero that
// means something, or lacks a field, the types below extend it; encoding/json
// takes the outer of two fields with one name.
//
// An option holds no functions: it is embedded in pages and read by both
// bundles, which hang in their own (themes/chart/format.js).
type option struct {
	Animation bool            `json:"animation"`
	TextStyle *opts.TextStyle `json:"textStyle,omitempty"`
	Title     *title          `json:"title,omitempty"`
	Legend    *legend         `json:"legend,omitempty"`
	Grid      *opts.Grid      `json:"grid,omitempty"`
	XAxis     []axis          `json:"xAxis,omitempty"`
	YAxis     []axis          `json:"yAxis,omitempty"`
	Radar     *radar          `json:"radar,omitempty"`
	Calendar  []calendar      `json:"calendar,omitempty"`
	VisualMap *visualMap      `json:"visualMap,omitempty"`
	Series    []seriesOption  `json:"series"`
	Print     printing        `json:"gongkai"`
}

// printing is what format.js needs to know to print numbers and labels.
type printing struct {
	Width   float64  `json:"width"`
	Height  float64  `json:"height"`
	Unit    string   `json:"unit,omitempty"`
	Divisor float64  `json:"divisor,omitempty"`
	Labels  []string `json:"labels,omitempty"`
}

type title struct {
	opts.Title
	Padding int     `json:"padding"`
	ItemGap float64 `json:"itemGap"`
}

type legend struct {
	opts.Legend
	ItemGap int `json:"itemGap,omitempty"`
	Padding int `json:"padding"`
}

type axis struct {
	opts.XAxis
	Interval      float64         `json:"interval,omitempty"`
	AxisLabel     *axisLabel      `json:"axisLabel,omitempty"`
	NameTextStyle *opts.TextStyle `json:"nameTextStyle,omitempty"`
}

type axisLabel struct {
	Show     *bool `json:"show,omitempty"`
	Interval *int  `json:"interval,omitempty"` // 0: every label
	// Off: the axis ends between two numbers.
	ShowMaxLabel *bool   `json:"showMaxLabel,omitempty"`
	Color        string  `json:"color,omitempty"`
	FontSize     float64 `json:"fontSize,omitempty"`
	LineHeight   float64 `json:"lineHeight,omitempty"`
	Margin       float64 `json:"margin,omitempty"`
	Distance     float64 `json:"distance,omitempty"`
}

type radar struct {
	opts.RadarComponent
	Clockwise   bool        `json:"clockwise"`
	Indicator   []indicator `json:"indicator"`
	Radius      string      `json:"radius,omitempty"`
	AxisNameGap int         `json:"axisNameGap,omitempty"`
}

type indicator struct {
	Name string  `json:"name"`
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
}

type calendar struct {
	opts.Calendar
	CellSize   []any          `json:"cellSize"`
	DayLabel   *calendarLabel `json:"dayLabel,omitempty"`
	MonthLabel *calendarLabel `json:"monthLabel,omitempty"`
}

type calendarLabel struct {
	opts.CalendarLabel
	NameMap []string `json:"nameMap,omitempty"`
}

type visualMap struct {
	Type       string          `json:"type"` // piecewise
	Show       bool            `json:"show"`
	Pieces     []piece         `json:"pieces"`
	Orient     string          `json:"orient"`
	Left       string          `json:"left"`
	Bottom     float64         `json:"bottom"`
	ItemSymbol string          `json:"itemSymbol"`
	ItemWidth  float64         `json:"itemWidth"`
	ItemHeight float64         `json:"itemHeight"`
	ItemGap    float64         `json:"itemGap"`
	TextGap    float64         `json:"textGap"`
	Padding    int             `json:"padding"`
	TextStyle  *opts.TextStyle `json:"textStyle"`
	Dimension  int             `json:"dimension"`
}

// piece is one shade: numbers from Gte up to but without Lt, or up to Lte.
type piece struct {
	Gte   float64  `json:"gte"`
	Lt    *float64 `json:"lt,omitempty"`
	Lte   *float64 `json:"lte,omitempty"`
	Label string   `json:"label"`
	Color string   `json:"color"`
}

// seriesOption is a series with its numbers.
type seriesOption struct {
	charts.SingleSeries
	Clip              *bool      `json:"clip,omitempty"` // off: clip paths have ids
	Silent            bool       `json:"silent,omitempty"`
	ShowAllSymbol     bool       `json:"showAllSymbol,omitempty"`
	AvoidLabelOverlap *bool      `json:"avoidLabelOverlap,omitempty"`
	LabelLine         *labelLine `json:"labelLine,omitempty"`
	Label             *label     `json:"label,omitempty"`
	Detail            *detail    `json:"detail,omitempty"`
	Progress          *progress  `json:"progress,omitempty"`
	AxisLine          *gaugeLine `json:"axisLine,omitempty"`
	AxisLabel         *axisLabel `json:"axisLabel,omitempty"`
	SplitNumber       int        `json:"splitNumber,omitempty"`
	Max               float64    `json:"max,omitempty"`
}

type label struct {
	Show       bool    `json:"show"`
	Position   string  `json:"position,omitempty"`
	Color      string  `json:"color,omitempty"`
	FontSize   float64 `json:"fontSize,omitempty"`
	LineHeight float64 `json:"lineHeight,omitempty"`
	// A halo keeps numbers readable where they cross a grid line.
	TextBorderColor string  `json:"textBorderColor,omitempty"`
	TextBorderWidth float64 `json:"textBorderWidth,omitempty"`
}

type labelLine struct {
	Show      bool            `json:"show"`
	Length    float64         `json:"length,omitempty"`
	Length2   float64         `json:"length2,omitempty"`
	LineStyle *opts.LineStyle `json:"lineStyle,omitempty"`
}

type detail struct {
	FontSize     float64 `json:"fontSize"`
	FontWeight   string  `json:"fontWeight"`
	Color        string  `json:"color"`
	OffsetCenter []any   `json:"offsetCenter"`
}

type progress struct {
	Show  bool    `json:"show"`
	Width float64 `json:"width"`
}

type gaugeLine struct {
	LineStyle gaugeStyle `json:"lineStyle"`
}

// gaugeStyle colours a gauge's arc: pairs of where a colour ends and the colour.
type gaugeStyle struct {
	Width float64 `json:"width"`
	Color [][]any `json:"color"`
}

// item is a number of a series with something of its own.
type item struct {
	Value any `json:"value"` // a number, nil for a gap, or several for one item
	// Text is how the table prints the number, where printed does not.
	Text string `json:"text,omitempty"`
	// Caption is what stands beside the mark instead of Text.
	Caption   string          `json:"caption,omitempty"`
	Name      string          `json:"name,omitempty"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
	LineStyle *opts.LineStyle `json:"lineStyle,omitempty"`
	AreaStyle *opts.AreaStyle `json:"areaStyle,omitempty"`
	Symbol    string          `json:"symbol,omitempty"`
	Label     *label          `json:"label,omitempty"`
}

// plainItem reports whether nothing but the number is needed.
func (i item) plain() bool {
	i.Value = nil
	return i == item{}
}

// MarshalJSON writes a number as a number.
func (i item) MarshalJSON() ([]byte, error) {
	if i.plain() {
		return json.Marshal(i.Value)
	}
	type full item
	return json.Marshal(full(i))
}

var errFunction = errors.New("chart: an option must not hold a function")

// encode returns the option as JSON that is safe inside <script> too.
func (o *option) encode() ([]byte, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	// go-echarts marks functions this way, for its own templates to unquote.
	if bytes.Contains(data, []byte("__f__")) {
		return nil, errFunction
	}
	return data, nil
}

// px writes a length as go-echarts wants it.
func px(n float64) string { return strconv.FormatFloat(round(n, 1), 'f', -1, 64) }

func ptr[T any](v T) *T { return &v }
