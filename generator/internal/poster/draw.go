package poster

import (
	"fmt"
	"image"
	"image/color"
	"strconv"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The colours of areas, as places in the picture's palette.
const (
	paper = iota
	card
	line
	brand
	gold
	areas
)

// pair is a colour of text on the colour of an area, as the place of its shades in the picture's palette.
type pair uint8

const (
	shades           = 15 // of text, besides its ground
	whiteOnBrand     = pair(areas)
	goldOnBrand      = whiteOnBrand + shades
	inkOnCard        = goldOnBrand + shades
	mutedOnCard      = inkOnCard + shades
	mutedOnPaper     = mutedOnCard + shades
	colours      int = int(mutedOnPaper) + shades
)

// The names that themes have for the colours of areas and of texts on them.
var (
	areaColours = [areas]string{"paper", "card", "line", "bar", "gold"}
	pairColours = [][2]string{{"bar", "on-bar"}, {"bar", "gold"}, {"card", "ink"}, {"card", "muted"}, {"paper", "muted"}}
)

// coloursOf returns the colours of a picture: those of areas, and for each pair the shades between ground and text. So
// few colours make a small file.
func coloursOf(named map[string]string) (color.Palette, error) {
	out := make(color.Palette, 0, colours)
	for _, name := range areaColours {
		c, err := rgb(named, name)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	for _, pair := range pairColours {
		ground, err := rgb(named, pair[0])
		if err != nil {
			return nil, err
		}
		text, err := rgb(named, pair[1])
		if err != nil {
			return nil, err
		}
		for i := 1; i <= shades; i++ {
			mix := func(g, t uint8) uint8 { return uint8((int(g)*(shades-i) + int(t)*i + shades/2) / shades) }
			out = append(out, color.RGBA{mix(ground.R, text.R), mix(ground.G, text.G), mix(ground.B, text.B), 0xFF})
		}
	}
	return out, nil
}

// rgb reads #RRGGBB.
func rgb(named map[string]string, name string) (color.RGBA, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(named[name], "#"), 16, 24)
	if err != nil {
		return color.RGBA{}, fmt.Errorf("poster: colour %s: %w", name, err)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xFF}, nil
}

// drawing is a picture under way. It keeps the first error.
type drawing struct {
	font  *sfnt.Font
	img   *image.Paletted
	faces map[int]font.Face // by size
	buf   sfnt.Buffer
	err   error
}

// covers reports whether the font can write a text.
func (d *drawing) covers(text string) bool {
	for _, r := range text {
		if i, err := d.font.GlyphIndex(&d.buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

func (d *drawing) face(size int) font.Face {
	if f := d.faces[size]; f != nil {
		return f
	}
	f, err := opentype.NewFace(d.font, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil && d.err == nil {
		d.err = err
	}
	if d.faces == nil {
		d.faces = map[int]font.Face{}
	}
	d.faces[size] = f
	return f
}

// width is how wide a text is.
func (d *drawing) width(text string, size int) int {
	return font.MeasureString(d.face(size), text).Ceil()
}

// fit returns the largest size down to least at which a text has room.
func (d *drawing) fit(text string, size, least, room int) int {
	for size > least && d.width(text, size) > room {
		size -= 2
	}
	return size
}

// cut shortens a text that has no room.
func (d *drawing) cut(text string, size, room int) string {
	if d.width(text, size) <= room {
		return text
	}
	r := []rune(text)
	for len(r) > 0 && d.width(string(r)+"…", size) > room {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

func (d *drawing) fill(r image.Rectangle, colour uint8) {
	r = r.Intersect(d.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := d.img.Pix[d.img.PixOffset(r.Min.X, y):d.img.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = colour
		}
	}
}

// frame draws the edges of a rectangle.
func (d *drawing) frame(r image.Rectangle, colour uint8) {
	const thick = 2
	d.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick), colour)
	d.fill(image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y), colour)
	d.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y), colour)
	d.fill(image.Rect(r.Max.X-thick, r.Min.Y, r.Max.X, r.Max.Y), colour)
}

// text writes a line that begins at x and stands on y.
func (d *drawing) text(x, y, size int, text string, colour pair) {
	face := d.face(size)
	if d.err != nil {
		return
	}
	dot := fixed.P(x, y)
	before := rune(-1)
	for _, r := range text {
		if before >= 0 {
			dot.X += face.Kern(before, r)
		}
		to, mask, at, advance, ok := face.Glyph(dot, r)
		if ok {
			d.ink(to, mask, at, colour)
		}
		dot.X += advance
		before = r
	}
}

// ink puts a glyph down. Where glyphs meet, the darker shade stays.
func (d *drawing) ink(to image.Rectangle, mask image.Image, at image.Point, colour pair) {
	alpha, ok := mask.(*image.Alpha)
	if !ok {
		return // faces of this package have no others
	}
	shift := at.Sub(to.Min)
	r := to.Intersect(d.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			shade := (int(alpha.AlphaAt(x+shift.X, y+shift.Y).A)*shades + 127) / 255
			if shade == 0 {
				continue
			}
			i, c := d.img.PixOffset(x, y), uint8(colour)+uint8(shade-1)
			if p := d.img.Pix[i]; p < uint8(colour) || p >= uint8(colour)+shades || p < c {
				d.img.Pix[i] = c
			}
		}
	}
}
