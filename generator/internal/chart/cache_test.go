package chart

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gongkai/generator/internal/block"
)

// counting is a bundle that draws nothing but counts, so that drawings made and
// drawings remembered differ.
const counting = `
var n = 0;
globalThis.drawChart = function (json, width, height) {
  n++;
  if (json.indexOf("坏") >= 0) throw new Error("no");
  if (json.indexOf("慢") >= 0) for (;;) {}
  return '<svg><text x="1" y="2" style="font-size:13px;">' + n + '</text></svg>';
};`

func counter(t *testing.T, dir, script string) *Drawer {
	t.Helper()
	d, err := New([]byte(script), Options{CacheDir: dir, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// simple returns a small chart, another for each name.
func simple(name string) block.Chart {
	return chartOf(block.BarChart, "图", table("", "a b", name+" 1"))
}

func stats(t *testing.T, d *Drawer, drawn, cached int) {
	t.Helper()
	if gotDrawn, gotCached := d.Stats(); gotDrawn != drawn || gotCached != cached {
		t.Errorf("drawn %d, cached %d; want %d and %d", gotDrawn, gotCached, drawn, cached)
	}
}

func packs(dir string) []string {
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	return names
}

func TestCacheRemembers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	first := counter(t, dir, counting)
	a := draw(t, first, simple("a"), Wide)
	draw(t, first, simple("b"), Wide)
	if again := draw(t, first, simple("a"), Wide); again != a {
		t.Errorf("drawn %s, then %s", a, again)
	}
	stats(t, first, 2, 1)
	first.Close()

	second := counter(t, dir, counting)
	if again := draw(t, second, simple("a"), Wide); again != a {
		t.Errorf("drawn %s, then %s", a, again)
	}
	stats(t, second, 0, 1)
	if rt := <-second.engine.slots; rt != nil {
		t.Error("a build with all charts cached has loaded the bundle")
	}
	second.Close()
	if n := len(packs(dir)); n != 1 {
		t.Errorf("%d files for one build that drew", n)
	}
}

func TestCacheGivesTheIDOfThisPage(t *testing.T) {
	script := `globalThis.drawChart = () => '<svg><g clip-path="url(#zr7-c0)"><text x="1" y="2">zr7-c0</text></g><defs><clipPath id="zr7-c0"></clipPath></defs></svg>'`
	d := counter(t, t.TempDir(), script)
	for _, id := range []string{"one", "two"} {
		drawing, err := d.Draw(simple("a"), "red", id)
		svg, own := drawing.Wide, id+"-wide-c0"
		if err != nil || !strings.Contains(svg, `url(#`+own+`)`) || !strings.Contains(svg, `<clipPath id="`+own+`"`) || !strings.Contains(svg, ">zr7-c0<") {
			t.Errorf("%s %v", svg, err)
		}
		if !strings.Contains(drawing.Phone, `<clipPath id="`+id+`-phone-c0"`) {
			t.Errorf("%s", drawing.Phone)
		}
	}
	d.Close()
}

func TestCacheKnowsWhatADrawingDependsOn(t *testing.T) {
	dir := t.TempDir()
	d := counter(t, dir, counting)
	draw(t, d, simple("a"), Wide)
	d.Close()
	d = counter(t, dir, counting+"// newer")
	draw(t, d, simple("a"), Wide)
	stats(t, d, 1, 0)
	d.Close()
}

// TestCacheSurvivesHarm cuts a pack at every length and flips every byte. What is
// harmed is drawn again; nothing else changes.
func TestCacheSurvivesHarm(t *testing.T) {
	dir := t.TempDir()
	d := counter(t, dir, counting)
	want := draw(t, d, simple("a"), Wide)
	draw(t, d, simple("b"), Wide)
	d.Close()
	file := packs(dir)[0]
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	check := func(content []byte, name string, at int) {
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755), os.WriteFile(file, content, 0o644)); err != nil {
			t.Fatal(err)
		}
		d := counter(t, dir, counting)
		defer d.Close()
		if got := draw(t, d, simple("a"), Wide); got != want {
			t.Errorf("%s at %d: %s", name, at, got)
		}
		draw(t, d, simple("b"), Wide)
		if drawn, _ := d.Stats(); drawn == 0 {
			t.Errorf("%s at %d is not noticed", name, at)
		}
	}
	for at := 0; at < len(whole); at += 3 {
		check(whole[:at], "cut", at)
		harmed := append([]byte(nil), whole...)
		harmed[at] ^= 0x20
		check(harmed, "harmed", at)
	}
}

// TestCacheOfTwoBuilds lets two builds use one cache at the same time.
func TestCacheOfTwoBuilds(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for _, names := range []string{"abcd", "cdef"} {
		d := counter(t, dir, counting)
		wg.Go(func() {
			for _, name := range names {
				if _, err := d.Draw(simple(string(name)), "red", "x"); err != nil {
					t.Error(err)
				}
			}
			d.Close()
		})
	}
	wg.Wait()
	d := counter(t, dir, counting)
	for _, name := range "abcdef" {
		draw(t, d, simple(string(name)), Wide)
	}
	stats(t, d, 0, 6)
	d.Close()
}

func TestCacheIsBounded(t *testing.T) {
	dir := t.TempDir()
	build := func(limit int64, complete bool, names string) (drawn int) {
		d := counter(t, dir, counting)
		d.cache.limit = limit
		for _, name := range names {
			draw(t, d, simple(string(name)), Wide)
		}
		if complete {
			d.Complete()
		}
		d.Close()
		drawn, _ = d.Stats()
		return drawn
	}
	build(1, true, "abc")
	build(1, false, "a")
	if drawn := build(1<<20, true, "a"); drawn != 0 {
		t.Error("a drawing in use was dropped")
	}
	if drawn := build(1<<20, false, "bc"); drawn != 0 {
		t.Error("a build that was not complete, or below the limit, has dropped drawings")
	}
	build(1, true, "a")
	if drawn := build(1, true, "a"); drawn != 0 {
		t.Error("a drawing in use was dropped")
	}
	if drawn := build(1, false, "bc"); drawn != 2 {
		t.Error("drawings that nobody asks for are kept for ever")
	}
	for _, name := range "defghijklmnopq" {
		build(1<<20, false, string(name))
	}
	if n := len(packs(dir)); n > maxPacks {
		t.Errorf("%d packs", n)
	}
	if drawn := build(1<<20, false, "abcdefghijklmnopq"); drawn != 0 {
		t.Errorf("%d drawings were lost when packs became one", drawn)
	}
}

func TestCacheThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file} {
		d := counter(t, dir, counting)
		draw(t, d, simple("a"), Wide)
		draw(t, d, simple("a"), Wide)
		stats(t, d, 1, 1) // from memory
		d.Close()
		d = counter(t, dir, counting)
		draw(t, d, simple("a"), Wide)
		stats(t, d, 1, 0)
		d.Close()
	}
}

// TestEngineStartsAfresh checks that a runtime that failed is not used again, and
// that a bundle that hangs is stopped.
func TestEngineStartsAfresh(t *testing.T) {
	d := counter(t, "", counting)
	d.engine.limit = 1e8
	draw(t, d, simple("a"), Wide)
	for _, bad := range []string{"坏", "慢"} {
		if _, err := d.Draw(simple(bad), "red", "x"); err == nil {
			t.Errorf("%s: no error", bad)
		}
		if svg := draw(t, d, simple("b"), Wide); !strings.Contains(svg, ">1<") {
			t.Errorf("%s: went on with the runtime that failed: %s", bad, svg)
		}
	}
	for _, script := range []string{"syntax error", "throw 1", "1"} {
		if _, err := counter(t, "", script).Draw(simple("a"), "red", "x"); err == nil {
			t.Errorf("%s: no error", script)
		}
	}
}

func TestTidyRefusesTheUnknown(t *testing.T) {
	for _, svg := range []string{"<svg>", "<svg", `<svg><path d=1></path></svg>`, "<svg><!-- x --></svg>", "<svg></svg></svg>"} {
		if out, err := tidy(svg, Wide); err == nil {
			t.Errorf("%s became %q", svg, out)
		}
	}
}

// TestKeyCoversTheChart changes one piece of a chart after the other. What is not in
// the key must not be read for drawing.
func TestKeyCoversTheChart(t *testing.T) {
	unread := map[string]bool{ // of pages, tables and links
		"Role": true, "Place": true, "Pick": true, "Note": true, "More": true, "Source": true, "Open": true, "Caption": true,
		"Align": true, "Minor": true, "Ref": true, "Badge": true, "Strong": true, "Refs": true, "Spark": true, "InWords": true, "Table.Head": true, "Until": true, "CSV": true, "JSON": true,
	}
	d := counter(t, "", counting)
	c := chartOf(block.BarChart, "图", table("元", "a b", "x 1", "y 2"))
	c.Table.Rows[0][0].Markup = block.Markup{Parts: []string{"x"}}
	c.Table.Foot = [][]block.Cell{{block.Text("合计"), block.Number("3", 3)}}
	seen := map[key]string{d.key(c, "red"): "nothing"}
	var change func(v reflect.Value, path string)
	change = func(v reflect.Value, path string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().Field(i).Name
				if !unread[name] && !unread[strings.TrimPrefix(path+"."+name, ".")] {
					change(v.Field(i), strings.TrimPrefix(path+"."+name, "."))
				}
			}
			return
		case reflect.Slice:
			for i := range v.Len() {
				change(v.Index(i), fmt.Sprintf("%s.%d", path, i))
			}
		}
		before := reflect.New(v.Type()).Elem()
		before.Set(v)
		defer v.Set(before)
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "1")
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		case reflect.Float64:
			if v.SetFloat(v.Float() + 1); strings.HasSuffix(path, ".0.Number") {
				return // of a cell without one
			}
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.Slice:
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		default:
			t.Fatalf("%s is a %s", path, v.Kind())
		}
		k := d.key(c, "red")
		if other, taken := seen[k]; taken {
			t.Errorf("after a change of %s the key is the one of %s", path, other)
		}
		seen[k] = path
	}
	change(reflect.ValueOf(&c).Elem(), "")
}
