package poster

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"regexp"
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

func draw(t *testing.T, a *Artist, p Poster) []byte {
	t.Helper()
	data, err := a.Draw(p)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func usual() Poster {
	return Poster{
		Palette: "red", Title: "向阳社区居务公开栏", Under: "向阳社区居民委员会", Foot: "数据截至 2026年11月22日", Contact: "监督电话 0000-12345678", Mark: "示例数据",
		Figures: []Figure{{"10月末结余", "86,412.35", "元", "▲ 1,590.40 较9月末"}, {"满意率", "98.6", "%", ""}, {"按时办结率", "100.0", "%", "较上月持平"}},
	}
}

// TestPosters draws posters with any number of figures in all palettes: in the right size and colours, small enough for
// networks that refuse large ones, and the same every time.
func TestPosters(t *testing.T) {
	a := artist(t)
	seen := map[string]string{}
	for name, colours := range palettes {
		for n := range MaxFigures + 3 {
			p := usual()
			p.Palette, p.Figures = name, nil
			for i := range n {
				p.Figures = append(p.Figures, usual().Figures[i%3])
			}
			data := draw(t, a, p)
			if !bytes.Equal(data, draw(t, a, p)) {
				t.Errorf("%s with %d figures is not the same twice", name, n)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil || img.Bounds() != image.Rect(0, 0, 1200, 630) || len(data) > 60<<10 {
				t.Errorf("%s with %d figures: %d bytes, %v, %v", name, n, len(data), img.Bounds(), err)
			}
			if got, want := img.At(2, 2), rgb(colours.bar); got != want {
				t.Errorf("the ground of %s is %v, want %v", name, got, want)
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

// TestPosterColours compares the colours with those of the theme.
func TestPosterColours(t *testing.T) {
	css, err := os.ReadFile("../../../themes/board/web/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, m := range regexp.MustCompile(`(?ms)^(:root|\[data-palette="(\w+)"\]) \{(.*?)\n\}`).FindAllStringSubmatch(string(css), -1) {
		if m[2] == "" {
			m[2] = "red"
		}
		parts[m[2]] = m[3]
	}
	token := func(board, name string) string {
		for _, part := range []string{parts[board], parts["red"]} {
			if m := regexp.MustCompile(`--` + name + `: (#\w+)`).FindStringSubmatch(part); m != nil {
				return m[1]
			}
		}
		return ""
	}
	for name, p := range palettes {
		for of, got := range map[string]string{"ink": p.ink, "muted": p.muted, "paper": p.paper, "card": p.card, "line": p.line, "bar": p.bar, "gold": p.gold, "on-bar": p.white} {
			if want := token(name, of); got != want {
				t.Errorf("%s of %s is %s, and %s in the theme", of, name, got, want)
			}
		}
	}
}
