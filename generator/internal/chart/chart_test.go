package chart

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gongkai/generator/internal/block"
)

var update = flag.Bool("update", false, "write the golden files")

var dist = filepath.Join("..", "..", "..", "themes", "chart", "dist")

var sizes = []Size{Wide, Phone}

// bundle returns a bundle. Without it nothing here can be tested.
func bundle(t testing.TB, name string) []byte {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(dist, name))
	if err != nil {
		t.Fatalf("the drawing bundle is missing; run `make chart` first (%v)", err)
	}
	return script
}

// console collects what the development bundle warns of.
var console struct {
	sync.Mutex
	said []string
}

var sharedDrawer = sync.OnceValue(func() *Drawer {
	script, _ := os.ReadFile(filepath.Join(dist, "ssr-dev.js"))
	return newDrawer(script, Options{}, func(message string) {
		console.Lock()
		defer console.Unlock()
		console.said = append(console.said, message)
	})
})

// strict returns the drawer that tests share, which has the development bundle.
// Whatever that warns of fails the test.
func strict(t testing.TB) *Drawer {
	t.Helper()
	bundle(t, "ssr-dev.js")
	t.Cleanup(func() {
		console.Lock()
		defer console.Unlock()
		for _, message := range console.said {
			t.Errorf("ECharts says: %s", message)
		}
		console.said = nil
	})
	return sharedDrawer()
}

func draw(t testing.TB, d *Drawer, c block.Chart, size Size) string {
	t.Helper()
	drawing, err := d.Draw(c, "red", "c1")
	if err != nil {
		t.Fatal(err)
	}
	if size == Phone {
		return drawing.Phone
	}
	return drawing.Wide
}

// TestGolden draws one of each type without a warning, and as it was drawn before.
func TestGolden(t *testing.T) {
	d := strict(t)
	expected := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(fixtures())) {
		for _, size := range sizes {
			file := filepath.Join("testdata", name+"."+size.String()+".svg")
			expected[file] = true
			got := strings.ReplaceAll(draw(t, d, fixtures()[name], size), "><", ">\n<") + "\n"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil || string(want) != got {
				t.Errorf("%s differs; look at it, then run with -update", file)
			}
			checkForm(t, file, strings.ReplaceAll(got, ">\n<", "><"), size)
		}
	}
	files, _ := filepath.Glob("testdata/*.svg")
	for _, file := range files {
		if !expected[file] {
			t.Errorf("%s belongs to no chart", file)
		}
	}
}

// checkForm checks what every drawing promises to its page.
func checkForm(t *testing.T, name, svg string, size Size) {
	t.Helper()
	for _, forbidden := range []string{"style", "<script", "class=\"zr", "ecmeta", "font-family", idMark, "href", "NaN", "undefined"} {
		if strings.Contains(svg, forbidden) {
			t.Errorf("%s contains %q", name, forbidden)
		}
	}
	ids, fonts, texts := map[string]bool{}, []float64{}, []box{}
	var around []xml.Attr // of the group that texts are in
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s is not XML: %v", name, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "id":
				if ids[a.Value] || !strings.HasPrefix(a.Value, "c1") {
					t.Errorf("%s: id %q is not its own", name, a.Value)
				}
				ids[a.Value] = true
			case "font-size":
				fonts = append(fonts, number(t, a.Value))
			}
		}
		switch start.Name.Local {
		case "g":
			around = start.Attr
		case "text":
			start.Attr = append(slices.Clone(around), start.Attr...)
			texts = append(texts, readText(t, start, decoder, size))
		default:
			around = nil
		}
	}
	checkTexts(t, name, texts, size)
	if len(fonts) == 0 || slices.Min(fonts) < 12 {
		t.Errorf("%s has text of %v px", name, fonts)
	}
	id := "c1-" + size.String()
	if !ids[id+"-t"] || !ids[id+"-d"] || !strings.Contains(svg, `role="img" aria-labelledby="`+id+"-t "+id+`-d"`) {
		t.Errorf("%s has no title or description", name)
	}
}

// box is where a text stands.
type box struct {
	text                string
	left, right, middle float64
	height              float64
}

func readText(t *testing.T, start xml.StartElement, decoder *xml.Decoder, size Size) box {
	t.Helper()
	attrs := map[string]string{"x": "0", "font-size": strconv.Itoa(int(size.layout().font))}
	for _, a := range start.Attr {
		attrs[a.Name.Local] = a.Value
	}
	token, _ := decoder.Token()
	text := string(token.(xml.CharData))
	font := number(t, attrs["font-size"])
	x, width := number(t, attrs["x"]), ems(text)*font
	switch attrs["text-anchor"] {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	return box{text, x, x + width, number(t, attrs["y"]), font}
}

// checkTexts checks that no text is cut off at the sides or written over another.
func checkTexts(t *testing.T, name string, texts []box, size Size) {
	t.Helper()
	for i, a := range texts {
		if a.left < -1 || a.right > size.layout().width+1 {
			t.Errorf("%s: %q reaches from %.0f to %.0f", name, a.text, a.left, a.right)
		}
		for _, b := range texts[:i] {
			beside := a.right-b.left < 1 || b.right-a.left < 1
			apart := beside || math.Abs(a.middle-b.middle) > (a.height+b.height)/2*0.85
			if !apart {
				t.Errorf("%s: %q is written over %q", name, a.text, b.text)
			}
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestDeterministic draws with one worker and with four, in another order.
func TestDeterministic(t *testing.T) {
	script := bundle(t, "ssr.js")
	names := slices.Sorted(maps.Keys(fixtures()))[:8]
	all := func(workers int) map[string]string {
		d, err := New(script, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		var wg sync.WaitGroup
		var mu sync.Mutex
		for _, name := range names {
			wg.Go(func() {
				svg := draw(t, d, fixtures()[name], Wide)
				mu.Lock()
				out[name] = svg
				mu.Unlock()
			})
		}
		wg.Wait()
		return out
	}
	one, four := all(1), all(4)
	for _, name := range names {
		if one[name] != four[name] {
			t.Errorf("%s depends on what was drawn before", name)
		}
	}
}

// TestBundlesAgree checks that tests with the development bundle speak for builds.
func TestBundlesAgree(t *testing.T) {
	d, err := New(bundle(t, "ssr.js"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden, _ := os.ReadFile("testdata/waterfall.phone.svg")
	if got := draw(t, d, fixtures()["waterfall"], Phone); got != strings.ReplaceAll(strings.TrimSpace(string(golden)), ">\n<", "><") {
		t.Error("ssr.js draws another chart than ssr-dev.js")
	}
}

// TestHostileText checks that texts stay texts, in the drawing and in the data
// that pages embed.
func TestHostileText(t *testing.T) {
	const evil = `</script><b a="&amp;">{a|b}`
	c := chartOf(block.ColumnChart, evil, table("元", "月份 收入 支出", "甲 1 2"))
	c.Table.Rows[0][0].Text, c.Table.Columns[1].Title = evil+"\x01\x02", "<b>{a|b}"
	d := strict(t)
	for _, kind := range []block.ChartType{block.ColumnChart, block.BarChart, block.LineChart, block.HeatmapChart} {
		c.Type = kind
		svg := draw(t, d, c, Wide)
		if strings.Contains(svg, "<b ") || strings.Contains(svg, "</script") {
			t.Errorf("%s: markup in %s", kind, svg)
		}
		checkForm(t, string(kind), svg, Size(9))
		drawing, err := d.Draw(c, "red", "c")
		if err != nil || strings.ContainsAny(drawing.Option, "<>&") || !json.Valid([]byte(drawing.Option)) {
			t.Errorf("%s: option %s %v", kind, drawing.Option, err)
		}
	}
}

func TestFunctionsAreRefused(t *testing.T) {
	c := chartOf(block.ColumnChart, "x", table("", "a b", "__f__ 1"))
	if _, err := strict(t).Draw(c, "red", "c"); !errors.Is(err, errFunction) {
		t.Errorf("got %v", err)
	}
}

func TestNoBundle(t *testing.T) {
	_, err := New(nil, Options{})
	if !errors.Is(err, ErrNoBundle) || !strings.Contains(err.Error(), "make chart") {
		t.Errorf("got %v", err)
	}
}
