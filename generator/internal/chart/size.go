package chart

// Size is one of the sizes that a chart is drawn in. A chart drawn wide and
// shown narrow would have letters too small to read, so pages carry both.
type Size uint8

// The sizes.
const (
	Wide  Size = iota // for columns of 480 px and more
	Phone             // for phones
)

// String returns the size's name, which themes use as a class.
func (s Size) String() string { return s.layout().name }

// layout is what a size means to the charts. Lengths are in px of the drawing.
type layout struct {
	name   string
	width  float64
	plot   float64 // height of the plot of charts with a vertical value axis
	font   float64 // size of axis labels and legends
	big    float64 // size of the one number in a gauge or a donut
	line   float64 // distance of text lines
	ticks  int     // about how many steps a value axis has
	row    float64 // height of a row of horizontal bars
	label  int     // longest name beside a bar, in full-width characters
	lines  int     // on how many lines, of which each row of the chart has room for two
	narrow bool    // names do not fit beside what they name
}

var layouts = [...]layout{
	Wide: {
		name: "wide", width: 720, plot: 230, font: 13, big: 40, line: 18,
		ticks: 5, row: 34, label: 14, lines: 2,
	},
	Phone: {
		name: "phone", width: 340, plot: 180, font: 12, big: 34, line: 15,
		ticks: 4, row: 38, label: 7, lines: 3, narrow: true,
	},
}

func (s Size) layout() layout {
	if int(s) < len(layouts) {
		return layouts[s]
	}
	return layouts[Wide]
}
