package chart

import "gongkai/generator/internal/block"

// Area is how large a drawing is and how large most of its text, in the drawing's own px. Who
// shows a drawing larger or smaller can tell from it whether the text can still be read.
type Area struct{ Width, Height, Text float64 }

// Measure returns the area that Draw will need, without drawing.
func Measure(c block.Chart, size Size) (Area, error) {
	o, err := compose(c, size, Red)
	if err != nil {
		return Area{}, err
	}
	return Area{o.Print.Width, o.Print.Height, size.layout().font}, nil
}
