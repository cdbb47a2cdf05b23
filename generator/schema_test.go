package generator

import (
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/content"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
)

// TestSchemas has an independent validator accept every file of the sample boards, and refuse what a clerk gets wrong.
func TestSchemas(t *testing.T) {
	dir := t.TempDir()
	if _, err := WriteSchemas(dir); err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	load := func(name string) *jsonschema.Schema {
		s, err := compiler.Compile(dir + "/" + name + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	tree := source.OpenFS(content.FS)
	var report diag.Report
	seen := 0
	b := sampleBoards(t)
	defer b.end()
	for _, bd := range b.boards {
		for _, r := range bd.Records {
			seen++
			if err := load(r.Kind.Name()).Validate(plain(tree.Document(r.Path, &report).Front)); err != nil {
				t.Errorf("%s: %v", r.Path, err)
			}
		}
	}
	boards := load("board")
	for _, f := range tree.Files(&report) {
		if path.Base(f.Path) == "board.yaml" {
			seen++
			if err := boards.Validate(plain(tree.YAML(f.Path, &report))); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d files", seen)
	}
	finance := load("finance")
	for _, wrong := range []map[string]any{
		{},
		{"标题": "十月", "日期": "2026-11-10", "期间": "2026-10", "期初结余": 0.0}, // no closing balance
		{"标题": "十月", "日期": "2026-11-10", "期间": "2026-10", "期初结余": 0.0, "期末结余": 1.0, "期未结余": 1.0},
		{"标题": []any{"十月"}, "日期": "2026-11-10", "期间": "2026-10", "期初结余": 0.0, "期末结余": 1.0},
	} {
		if finance.Validate(wrong) == nil {
			t.Errorf("%v is accepted", wrong)
		}
	}
}

// plain makes of a node what a YAML library would.
func plain(n *source.Node) any {
	switch n.Type {
	case source.List:
		out := []any{}
		for _, it := range n.Items {
			out = append(out, plain(it))
		}
		return out
	case source.Map:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key] = plain(e.Value)
		}
		return out
	}
	return strings.TrimSpace(n.Text)
}
