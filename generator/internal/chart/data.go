package chart

import (
	"math"
	"strings"

	"gongkai/generator/internal/block"
)

// sketch is what is known of a chart while its option is put together.
type sketch struct {
	block.Chart
	layout
	palette Palette
	names   []string // the label column, a row each
	unit    string
}

func newSketch(c block.Chart, size Size, p Palette) *sketch {
	s := &sketch{Chart: c, layout: size.layout(), palette: p, unit: clean(c.Table.Unit)}
	s.names = make([]string, len(c.Table.Rows))
	for i, row := range c.Table.Rows {
		s.names[i] = cellText(row[c.Label])
	}
	return s
}

// cell returns the cell of a row that a series draws.
func (s *sketch) cell(row, series int) block.Cell {
	return s.Table.Rows[row][s.Series[series].Column]
}

// title returns the name of a series.
func (s *sketch) title(series int) string {
	return clean(s.Table.Columns[s.Series[series].Column].Title)
}

// colour returns the colour of a series.
func (s *sketch) colour(series int) string {
	if c, ok := s.palette.hue(s.Series[series].Hue); ok {
		return c
	}
	return s.palette.at(series)
}

// item returns the number of a cell as a series has it: nil for a gap, and with
// the text of the table where it differs.
func (s *sketch) item(row, series int) item {
	cell := s.cell(row, series)
	if !cell.HasNumber {
		return item{}
	}
	return marked(cell.Number, cellText(cell))
}

// marked returns a number with the text of the table, where that is not how the
// number is printed anyhow.
func marked(n float64, text string) item {
	it := item{Value: n}
	if text != printed(n) {
		it.Text = text
	}
	return it
}

// texts returns what the table prints for a series, a row each.
func (s *sketch) texts(series int) []string {
	texts := make([]string, len(s.names))
	for row := range texts {
		if cell := s.cell(row, series); cell.HasNumber {
			texts[row] = cellText(cell)
		}
	}
	return texts
}

// extent returns the smallest and the largest number drawn, and whether all are
// whole. stacked adds up the series of each row, gains and losses apart.
func (s *sketch) extent(stacked bool) (lo, hi float64, whole bool) {
	lo, hi, whole = math.Inf(1), math.Inf(-1), true
	for row := range s.names {
		up, down := 0.0, 0.0
		for i := range s.Series {
			cell := s.cell(row, i)
			if !cell.HasNumber {
				continue
			}
			n := cell.Number
			whole = whole && n == math.Trunc(n)
			if stacked {
				up, down = up+math.Max(n, 0), down+math.Min(n, 0)
				lo, hi = math.Min(lo, down), math.Max(hi, up)
				continue
			}
			lo, hi = math.Min(lo, n), math.Max(hi, n)
		}
	}
	return lo, hi, whole
}

// legendHeight returns how much room a legend of the names takes at the bottom,
// and 0 where one name needs no legend.
func (s *sketch) legendHeight(names []string, mark float64) float64 {
	if len(names) < 2 {
		return 0
	}
	rows, x := 1.0, 0.0
	for _, name := range names {
		w := mark + 5 + ems(name)*s.font + legendGap
		if x > 0 && x+w > s.width {
			rows, x = rows+1, 0
		}
		x += w
	}
	return 12 + rows*s.line + (rows-1)*legendGap
}

// legendGap is the space between the names of a legend, in both directions.
const legendGap = 14

func (s *sketch) seriesNames() []string {
	names := make([]string, len(s.Series))
	for i := range names {
		names[i] = s.title(i)
	}
	return names
}

// unique numbers names that occur twice, which ECharts would take for one.
func unique(names []string) []string {
	seen := map[string]int{}
	out := make([]string, len(names))
	for i, name := range names {
		seen[name]++
		if n := seen[name]; n > 1 {
			name += strings.Repeat("\u200B", n-1)
		}
		out[i] = name
	}
	return out
}
