package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/generator/internal/diag"
)

var update = flag.Bool("update", false, "rewrite what the fixtures expect")

// marker separates the input of a fixture from the findings that it must have.
const marker = "=== want\n"

// TestFindings reads every fixture under testdata/findings. What stands before the marker
// is the file; behind it, every finding is one line: line:column code. board.yaml fixtures
// are those whose name starts with yaml-.
func TestFindings(t *testing.T) {
	paths, err := filepath.Glob("testdata/findings/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".md"), func(t *testing.T) {
			fixture, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			input, want, ok := strings.Cut(string(fixture), marker)
			if !ok {
				t.Fatalf("no line %q", marker)
			}
			got := findings(path, input)
			if *update {
				if err := os.WriteFile(path, []byte(input+marker+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

// findings reads a text as the fixture's name asks and lists what was found.
func findings(path, input string) string {
	var r diag.Report
	tree := memory("in", input)
	if strings.HasPrefix(filepath.Base(path), "yaml-") {
		tree.YAML("in", &r)
	} else {
		tree.Document("in", &r)
	}
	return list(&r)
}

// memory returns a Tree of one file.
func memory(path, content string) *Tree {
	return OpenFS(fstest.MapFS{path: &fstest.MapFile{Data: []byte(content)}})
}

func list(r *diag.Report) string {
	var s strings.Builder
	for _, f := range r.Findings() {
		fmt.Fprintf(&s, "%d:%d %s\n", f.Pos.Line, f.Pos.Col, f.Code)
	}
	return s.String()
}
