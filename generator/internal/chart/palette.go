package chart

import (
	"fmt"
	"strconv"

	"gongkai/generator/internal/block"
)

// Palette is every colour a chart may have. Nothing in this package names a
// colour outside this file.
type Palette struct {
	Ink    string // numbers and names
	Muted  string // axis labels, units
	Card   string // what charts stand on; gaps between neighbouring areas
	Line   string // grid lines, the empty part of a gauge
	Axis   string // the line that columns stand on
	Series []string
	// Income and Expense mean the same on every page, and so must never be told
	// apart as red against green.
	Income  string
	Expense string
	Level   string // the levels at both ends of a waterfall
	// From good to bad without red against green, and what is not judged.
	Good, Fair, Poor, Bad, Rest string
}

// The colours of series without a meaning.
const (
	red, blue, ochre, green, violet, slate = "#B3312C", "#1F5C99", "#C07A12", "#2F7D5B", "#7A4B8C", "#5B6B7A"
)

// Red is the palette of the red boards, which is the default.
var Red = Palette{
	Ink: "#1F1A17", Muted: "#5F564F", Card: "#FFFFFF", Line: "#E6DED3", Axis: "#8A8078",
	Series: []string{red, blue, ochre, green, violet, slate}, Income: blue, Expense: ochre, Level: slate,
	Good: blue, Fair: "#7FA8CC", Poor: "#D69A3C", Bad: red, Rest: "#B9B0A6",
}

// paletteOf returns the palette of a board by its name: what charts stand on and the first series go with
// the board, what a colour means stays. An unknown name is red.
func paletteOf(name string) Palette {
	p := Red
	switch name {
	case "blue":
		p.Ink, p.Muted, p.Line, p.Axis, p.Rest = "#171B21", "#4E5965", "#D9E1E9", "#7F8B97", "#AAB4BE"
		p.Series = []string{blue, ochre, red, green, violet, slate}
	case "green":
		p.Ink, p.Muted, p.Line, p.Axis, p.Rest = "#18201B", "#4F5B53", "#DAE3D9", "#7F8A80", "#ADB6AC"
		p.Series = []string{green, blue, ochre, violet, red, slate}
	}
	return p
}

// hue returns the colour of a hue that has a meaning; ok is false for others.
func (p Palette) hue(h block.Hue) (colour string, ok bool) {
	colour, ok = map[block.Hue]string{
		block.IncomeHue: p.Income, block.ExpenseHue: p.Expense,
		block.GoodHue: p.Good, block.FairHue: p.Fair, block.PoorHue: p.Poor, block.BadHue: p.Bad, block.RestHue: p.Rest,
	}[h]
	return colour, ok
}

// at returns the colour of series i. When the colours are used up they come
// again, lighter.
func (p Palette) at(i int) string {
	n := len(p.Series)
	c := p.Series[i%n]
	if i/n%2 == 1 {
		return mix(c, p.Card, 0.45)
	}
	return c
}

// ramp returns n colours from light to full, for shades of one thing. The
// lightest still stands out from the card.
func (p Palette) ramp(n int) []string {
	colours := make([]string, n)
	for i := range colours {
		share := 0.72
		if n > 1 {
			share = 0.72 * float64(n-1-i) / float64(n-1)
		}
		colours[i] = mix(p.Series[0], p.Card, share)
	}
	return colours
}

// on returns the colour of text that is readable on a colour.
func (p Palette) on(background string) string {
	r, g, b := rgb(background)
	if 0.299*float64(r)+0.587*float64(g)+0.114*float64(b) < 150 {
		return p.Card
	}
	return p.Ink
}

// mix returns a colour with a share (0 to 1) of another in it.
func mix(colour, other string, share float64) string {
	r1, g1, b1 := rgb(colour)
	r2, g2, b2 := rgb(other)
	blend := func(a, b uint8) uint8 { return uint8(float64(a)*(1-share) + float64(b)*share + 0.5) }
	return fmt.Sprintf("#%02X%02X%02X", blend(r1, r2), blend(g1, g2), blend(b1, b2))
}

// rgb reads #RRGGBB; anything else is black.
func rgb(colour string) (r, g, b uint8) {
	if len(colour) != 7 {
		return 0, 0, 0
	}
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return uint8(n >> 16), uint8(n >> 8), uint8(n)
}
