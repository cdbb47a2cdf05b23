package source

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// seed gives a fuzz target the inputs of all fixtures.
func seed(f *testing.F) {
	paths, err := filepath.Glob("testdata/findings/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range append(paths, "testdata/golden/record.md") {
		fixture, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		input, _, _ := strings.Cut(string(fixture), marker)
		if len(input) < 5000 {
			f.Add([]byte(input))
		}
	}
}

// ours are the tags that a body may have in HTML. Nothing else may be there unescaped.
var ours = regexp.MustCompile(`^</?(h[2-6]|p|blockquote|ul|ol|li|hr|pre|code|table|thead|tbody|tr|th|td|em|strong|del|a|img|br|span)[ >]`)

func FuzzDocument(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var r, again diag.Report
		doc := memory("in", string(raw)).Document("in", &r)
		second := memory("in", string(raw)).Document("in", &again)
		checkPlaces(t, raw, &r)
		if list(&r) != list(&again) || dump(doc) != dump(second) {
			t.Fatal("not the same when read twice")
		}
		if doc == nil {
			if r.Errors() == 0 {
				t.Fatal("no document and no error")
			}
			return
		}
		checkNode(t, doc.Front, 1)
		for _, p := range doc.Body {
			switch p := p.(type) {
			case *Prose:
				checkMarkup(t, p.Markup)
			case *Table:
				for _, row := range append(p.Rows, p.Header) {
					if len(row) != len(p.Align) {
						t.Fatalf("%d cells under %d columns", len(row), len(p.Align))
					}
					for _, c := range row {
						checkMarkup(t, c.Markup)
					}
				}
			case *Fence:
				checkNode(t, p.Node, 1)
			}
		}
		for _, l := range doc.Links {
			if l.Ref == nil || l.Dest == "" {
				t.Fatalf("link %+v", l)
			}
		}
	})
}

func FuzzYAML(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var r, again diag.Report
		node := memory("in", string(raw)).YAML("in", &r)
		memory("in", string(raw)).YAML("in", &again)
		checkPlaces(t, raw, &r)
		if list(&r) != list(&again) {
			t.Fatal("not the same when read twice")
		}
		if node == nil {
			if r.Errors() == 0 {
				t.Fatal("no node and no error")
			}
			return
		}
		if node.Type != Map {
			t.Fatalf("%v is no Map", node)
		}
		checkNode(t, node, 1)
	})
}

// checkPlaces makes sure that every finding points into the file.
func checkPlaces(t *testing.T, raw []byte, r *diag.Report) {
	t.Helper()
	text := newFile("in", decodeAnyway(raw), new(diag.Report))
	for _, f := range r.Findings() {
		if f.Pos.Line == 0 {
			continue
		}
		if got := text.at(f.Pos.Line, f.Pos.Col); got != f.Pos {
			t.Fatalf("%s at %v, which is not in the file; the nearest is %v", f.Code, f.Pos, got)
		}
		if strings.Contains(f.Message+f.Hint, "%!") {
			t.Fatalf("%s: %s %s", f.Code, f.Message, f.Hint)
		}
	}
}

func checkNode(t *testing.T, n *Node, depth int) {
	t.Helper()
	if n == nil || depth > maxDepth || n.Pos.Line < 1 || n.Pos.Col < 1 {
		t.Fatalf("depth %d: %+v", depth, n)
	}
	for _, item := range n.Items {
		checkNode(t, item, depth+1)
	}
	seen := map[string]bool{}
	for _, e := range n.Entries {
		if seen[e.Key] || e.Key == "" {
			t.Fatalf("key %q", e.Key)
		}
		seen[e.Key] = true
		checkNode(t, e.Value, depth+1)
	}
}

// checkMarkup makes sure that markup holds our tags only and no address that runs code.
func checkMarkup(t *testing.T, m block.Markup) {
	t.Helper()
	if len(m.Parts) != len(m.Refs)+1 && len(m.Parts)+len(m.Refs) > 0 {
		t.Fatalf("%d parts for %d addresses", len(m.Parts), len(m.Refs))
	}
	s := m.HTML(func(block.Ref) string { return "" })
	for i := range len(s) {
		if s[i] == '<' && !ours.MatchString(s[i:]) {
			t.Fatalf("foreign tag in %s", s)
		}
	}
	for _, ref := range m.Refs {
		if s := scheme(string(ref)); s != "" && s != "http" && s != "https" && s != "mailto" && s != "tel" {
			t.Fatalf("address %q", ref)
		}
		plain := strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, strings.ToLower(string(ref)))
		for _, bad := range []string{"javascript:", "vbscript:", "data:"} {
			if strings.HasPrefix(plain, bad) {
				t.Fatalf("address %q", ref)
			}
		}
	}
}
