package theme

import (
	"slices"
	"strconv"
)

// The room of a small line, in units of its own; a style sheet gives it its size.
const (
	sparkWidth, sparkHeight = 96.0, 24.0
	sparkMargin             = 3.0 // for the dot at the end
)

// spark draws numbers as a small line with a dot at its end. Whoever cannot see it finds the
// numbers in the table beside it.
func (w *writer) spark(numbers []float64) {
	low, high := slices.Min(numbers), slices.Max(numbers)
	at := func(i int) (x, y float64) {
		x = sparkMargin + float64(i)/float64(len(numbers)-1)*(sparkWidth-2*sparkMargin)
		y = sparkHeight / 2 // all the same: a line in the middle
		if high > low {
			y = sparkMargin + (high-numbers[i])/(high-low)*(sparkHeight-2*sparkMargin)
		}
		return x, y
	}
	w.raw(`<svg class="spark" viewBox="0 0 96 24" aria-hidden="true"><polyline fill="none" points="`)
	for i := range numbers {
		x, y := at(i)
		w.number(x, ",")
		w.number(y, " ")
	}
	x, y := at(len(numbers) - 1)
	w.raw(`"/><circle r="2.5" cx="`)
	w.number(x, `" cy="`)
	w.number(y, `"/></svg>`)
}

// number writes a coordinate and what follows it.
func (w *writer) number(n float64, then string) {
	w.raw(strconv.FormatFloat(n, 'f', 1, 64), then)
}
