package poster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"strings"
	"testing"
)

func artist(t *testing.T) *Artist {
	t.Helper()
	font, err := os.ReadFile("../../../themes/chart/dist/font.ttf")
	if err != nil {
		t.Fatal(err, "; run make chart")
	}
	a, err := New(font)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Colours of two themes.
var (
	red = map[string]string{
		"ink": "#1F1A17", "muted": "#5F564F", "paper": "#FAF7F2", "card": "#FFFFFF", "line": "#E6DED3", "bar": "#9B1B1E", "gold": "#FFD700", "on-bar": "#FFFFFF",
	}
	blue = map[string]string{
		"ink": "#14181D", "muted": "#4C5661", "paper": "#FDFEFF", "card": "#FDFEFF", "line": "#D3DBE4", "bar": "#17477F", "gold": "#FFD700", "on-bar": "#FFFFFF",
	}
)

func draw(t *testing.T, a *Artist, p Poster) []byte { return drawIn(t, a, p, red) }

func drawIn(t *testing.T, a *Artist, p Poster, colours map[string]string) []byte {
	t.Helper()
	data, err := a.Draw(p, colours)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func usual() Poster {
	return Poster{
		Title: "向阳社区居务公开栏", Under: "向阳社区居民委员会", Foot: "数据截至 2026年11月22日", Contact: "监督电话 0000-12345678", Mark: "示例数据",
		Figures: []Figure{{"10月末结余", "86,412.35", "元", "▲ 1,590.40 较9月末"}, {"满意率", "98.6", "%", ""}, {"按时办结率", "100.0", "%", "较上月持平"}},
	}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

// TestPosters draws posters with any number of figures in colours of themes: in the right size and colours, small enough for
// networks that refuse large ones, and the same every time.
func TestPosters(t *testing.T) {
	a := artist(t)
	seen := map[string]string{}
	for name, colours := range map[string]map[string]string{"red": red, "blue": blue} {
		for n := range MaxFigures + 3 {
			p := usual()
			p.Figures = nil
			for i := range n {
				p.Figures = append(p.Figures, usual().Figures[i%3])
			}
			data := drawIn(t, a, p, colours)
			if !bytes.Equal(data, drawIn(t, a, p, colours)) {
				t.Errorf("%s with %d figures is not the same twice", name, n)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil || img.Bounds() != image.Rect(0, 0, 1200, 630) || len(data) > 60<<10 {
				t.Errorf("%s with %d figures: %d bytes, %v, %v", name, n, len(data), img.Bounds(), err)
			}
			if got, want := hex(img.At(2, 2)), colours["bar"]; got != want {
				t.Errorf("the ground of %s is %s, want %s", name, got, want)
			}
			if other := seen[string(data)]; other != "" && n <= MaxFigures {
				t.Errorf("%s with %d figures looks like %s", name, n, other)
			}
			seen[string(data)] = name
		}
	}
}

// TestPosterWritesNoEmptyBoxes has characters that the font does not have: what they are in is left out, and the rest is
// drawn as if it had never been there.
func TestPosterWritesNoEmptyBoxes(t *testing.T) {
	a := artist(t)
	const rare = "𬭚"
	for name, change := range map[string]struct{ with, without func(*Poster) }{
		"note":    {func(p *Poster) { p.Figures[0].Note = rare }, func(p *Poster) { p.Figures[0].Note = "" }},
		"label":   {func(p *Poster) { p.Figures[1].Label += rare }, func(p *Poster) { p.Figures = append(p.Figures[:1:1], p.Figures[2]) }},
		"title":   {func(p *Poster) { p.Title += rare }, func(p *Poster) { p.Title, p.Under = p.Under, "" }},
		"all":     {func(p *Poster) { p.Title, p.Under = rare, rare }, func(p *Poster) { p.Title, p.Under = "", "" }},
		"contact": {func(p *Poster) { p.Contact += rare }, func(p *Poster) { p.Contact = "" }},
	} {
		with, without := usual(), usual()
		change.with(&with)
		change.without(&without)
		if !bytes.Equal(draw(t, a, with), draw(t, a, without)) {
			t.Errorf("%s: a character that the font does not have left a trace", name)
		}
	}
}

// TestPosterCutsNoNumbers has numbers and calculations that are too long, which are left out as a whole.
func TestPosterCutsNoNumbers(t *testing.T) {
	a := artist(t)
	long, none := usual(), usual()
	long.Figures[1].Value = strings.Repeat("1,234", 12)
	none.Figures = append(none.Figures[:1:1], none.Figures[2])
	if !bytes.Equal(draw(t, a, long), draw(t, a, none)) {
		t.Error("a number without room was drawn")
	}
	long, none = usual(), usual()
	long.Figures[2].Note, none.Figures[2].Note = "满意 51 件 ÷ 已评价 56 件，不满意的 5 件已经全部回访", ""
	if !bytes.Equal(draw(t, a, long), draw(t, a, none)) {
		t.Error("a note without room was drawn")
	}
}

// TestPosterWantsColours proves that a poster is not drawn in colours that nobody said.
func TestPosterWantsColours(t *testing.T) {
	some := maps.Clone(red)
	delete(some, "gold")
	if _, err := artist(t).Draw(usual(), some); err == nil || !strings.Contains(err.Error(), "gold") {
		t.Errorf("without gold: %v", err)
	}
}
