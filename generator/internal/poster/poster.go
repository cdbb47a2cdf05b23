// Package poster draws the pictures that social networks and messengers show beside a link: who publishes, and the figures
// that matter most.
//
// They are drawn with a font that the program carries along, so that they look the same wherever they are made. What the
// font cannot write is left out, and never shown as an empty box. The same poster gives the same bytes.
package poster

import (
	"bytes"
	"image"
	"image/png"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// The size that every network takes.
const (
	Width  = 1200
	Height = 630
)

// MaxFigures is how many figures a poster has room for.
const MaxFigures = 6

// Poster is what a picture shows.
type Poster struct {
	Title   string // the board, or a section of it
	Under   string // the unit, or the board
	Figures []Figure
	Foot    string // on the left of the last line: the as-of date
	Contact string // on the right of it
	Mark    string // in a frame beside the title: that the data is invented
}

// Figure is one number.
type Figure struct{ Label, Value, Unit, Note string }

// Artist draws posters. It is safe for concurrent use.
type Artist struct{ font *sfnt.Font }

// New makes an artist with a font (TrueType or OpenType).
func New(font []byte) (*Artist, error) {
	f, err := sfnt.Parse(font)
	if err != nil {
		return nil, err
	}
	return &Artist{f}, nil
}

// Draw returns a poster as PNG, in colours that are told as #RRGGBB by the names that themes have for
// them: paper, card, line, bar, gold, on-bar, ink, muted.
func (a *Artist) Draw(p Poster, of map[string]string) ([]byte, error) {
	palette, err := coloursOf(of)
	if err != nil {
		return nil, err
	}
	d := &drawing{font: a.font, img: image.NewPaletted(image.Rect(0, 0, Width, Height), palette)}
	p = d.writable(p)
	p.Figures = d.roomy(p.Figures)
	if len(p.Figures) == 0 {
		d.plain(p)
	} else {
		d.full(p)
	}
	if d.err != nil {
		return nil, d.err
	}
	var b bytes.Buffer
	// The best compression takes ten times as long as all the drawing, for a tenth of the size.
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	err = enc.Encode(&b, d.img)
	return b.Bytes(), err
}

// writable returns a poster without what the font cannot write.
func (d *drawing) writable(p Poster) Poster {
	for _, text := range []*string{&p.Title, &p.Under, &p.Foot, &p.Contact, &p.Mark} {
		if !d.covers(*text) {
			*text = ""
		}
	}
	var figures []Figure
	for _, f := range p.Figures {
		if f.Value == "" || !d.covers(f.Label+f.Value+f.Unit) {
			continue
		}
		if !d.covers(f.Note) {
			f.Note = ""
		}
		if len(figures) < MaxFigures {
			figures = append(figures, f)
		}
	}
	p.Figures = figures
	if p.Title == "" {
		p.Title, p.Under = p.Under, ""
	}
	return p
}

// Distances in pixels.
const (
	margin  = 64
	band    = 164 // height of the title's ground
	edge    = 6   // of the line below it
	cardTop = band + edge + 28
	cardEnd = 548
	inset   = 36 // beside what stands in a cell
	footAt  = Height - 36
)

// full draws the title on its ground, the figures in cells, and the last line.
func (d *drawing) full(p Poster) {
	d.fill(d.img.Rect, paper)
	d.head(p)
	columns := columnsFor(len(p.Figures))
	rows := (len(p.Figures) + columns - 1) / columns
	d.fill(image.Rect(margin-2, cardTop-2, Width-margin+2, cardEnd+2), line)
	d.fill(image.Rect(margin, cardTop, Width-margin, cardEnd), card)
	w, h := cellWidth(len(p.Figures)), (cardEnd-cardTop)/rows
	size, notes := d.valueSize(p.Figures, w-2*inset, rows), slices.ContainsFunc(p.Figures, func(f Figure) bool { return f.Note != "" })
	for i, f := range p.Figures {
		x, y := margin+i%columns*w, cardTop+i/columns*h
		if i%columns > 0 {
			d.fill(image.Rect(x-1, y+20, x+1, y+h-20), line)
		}
		if i >= columns {
			d.fill(image.Rect(x+20, y-1, x+w-20, y+1), line)
		}
		d.figure(f, image.Rect(x+inset, y, x+w-inset, y+h), size, notes)
	}
	d.foot(p, mutedOnPaper)
}

// roomy leaves out the figures whose number has no room at the least size: half a number is a wrong one.
func (d *drawing) roomy(figures []Figure) []Figure {
	for {
		room := cellWidth(len(figures)) - 2*inset
		fitting := slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return d.width(f.Value, leastValue)+d.unitWidth(f) > room })
		if len(fitting) == len(figures) {
			return figures
		}
		figures = fitting
	}
}

// cellWidth is how wide the cell of a figure is among some.
func cellWidth(n int) int { return (Width - 2*margin) / max(1, columnsFor(n)) }

// columnsFor returns how many cells stand side by side.
func columnsFor(n int) int {
	switch n {
	case 4:
		return 2
	case 5:
		return 3
	}
	return min(n, 3)
}

// plain draws a poster without figures.
func (d *drawing) plain(p Poster) {
	d.fill(d.img.Rect, brand)
	d.fill(image.Rect(margin, 396, margin+160, 396+edge), gold)
	d.mark(p.Mark)
	size := d.fit(p.Title, 80, 44, Width-2*margin)
	d.text(margin, 290, size, d.cut(p.Title, size, Width-2*margin), whiteOnBrand)
	d.text(margin, 360, 36, d.cut(p.Under, 36, Width-2*margin), whiteOnBrand)
	d.foot(p, whiteOnBrand)
}

// mark draws a mark in its frame, and returns how much room it takes from the title.
func (d *drawing) mark(text string) int {
	if text == "" {
		return 0
	}
	w := d.width(text, 26)
	x := Width - margin - w - 16
	d.frame(image.Rect(x-16, 40, Width-margin, 88), gold)
	d.text(x, 73, 26, text, goldOnBrand)
	return w + 64
}

// head draws the title on its ground.
func (d *drawing) head(p Poster) {
	d.fill(image.Rect(0, 0, Width, band), brand)
	d.fill(image.Rect(0, band, Width, band+edge), gold)
	room := Width - 2*margin - d.mark(p.Mark)
	size := d.fit(p.Title, 58, 38, room)
	d.text(margin, 80, size, d.cut(p.Title, size, room), whiteOnBrand)
	d.text(margin, 132, 30, d.cut(p.Under, 30, Width-2*margin), whiteOnBrand)
}

// valueSize is the size of all numbers: the largest at which each has room with its unit.
func (d *drawing) valueSize(figures []Figure, room, rows int) int {
	size := 84
	switch {
	case len(figures) == 1:
		size = 120
	case rows > 1:
		size = 56
	}
	for _, f := range figures {
		for size > leastValue && d.width(f.Value, size)+d.unitWidth(f) > room {
			size -= 2
		}
	}
	return size
}

const (
	unitSize   = 28
	leastValue = 34
)

func (d *drawing) unitWidth(f Figure) int {
	if f.Unit == "" {
		return 0
	}
	return 10 + d.width(f.Unit, unitSize)
}

// figure draws a number below its label, in the middle of the height. With notes below any of the numbers all leave room
// for one, so that they stand in line.
func (d *drawing) figure(f Figure, cell image.Rectangle, size int, notes bool) {
	const label, note, leastNote = 30, 26, 20
	height := label + 20 + size*3/4
	if notes {
		height += 20 + note
	}
	y := cell.Min.Y + (cell.Dy()-height)/2 + label - 4
	small := d.fit(f.Label, label, 22, cell.Dx())
	d.text(cell.Min.X, y, small, d.cut(f.Label, small, cell.Dx()), mutedOnCard)
	y += 20 + size*3/4
	d.text(cell.Min.X, y, size, f.Value, inkOnCard)
	if f.Unit != "" {
		d.text(cell.Min.X+d.width(f.Value, size)+10, y, unitSize, f.Unit, mutedOnCard)
	}
	small = d.fit(f.Note, note, leastNote, cell.Dx())
	if d.width(f.Note, small) <= cell.Dx() { // or else it is left out: half a calculation says something else
		d.text(cell.Min.X, y+20+note, small, f.Note, mutedOnCard)
	}
}

func (d *drawing) foot(p Poster, colour pair) {
	d.text(margin, footAt, 26, p.Foot, colour)
	if w := d.width(p.Contact, 26); d.width(p.Foot, 26)+w+40 < Width-2*margin {
		d.text(Width-margin-w, footAt, 26, p.Contact, colour)
	}
}
