package generator

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/kind"
)

// TestEveryKindHasFixtures fails for a kind that is declared but not shown to work: it needs
// a fixture of what a clerk may do wrong, and a record on the golden board.
func TestEveryKindHasFixtures(t *testing.T) {
	wrong := map[string]bool{}
	files, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		addKinds(t, wrong, file, base)
	}
	golden := map[string]bool{}
	addKinds(t, golden, "testdata/golden/kinds.txtar", nil)
	for _, k := range kind.All {
		if !wrong[k.Name()] {
			t.Errorf("no fixture in testdata/findings has a record of the kind %s", k.Name())
		}
		if !golden[k.Name()] {
			t.Errorf("testdata/golden/kinds.txtar has no record of the kind %s", k.Name())
		}
	}
}

var typeKey = regexp.MustCompile(`(?m)^(?:类型|type): *(\S+)$`)

// addKinds notes the kinds of the records in a txtar, with what it inherits from more files.
func addKinds(t *testing.T, found map[string]bool, file string, more map[string]string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, text := range more {
		texts[name] = text
	}
	for _, f := range archive.Files {
		texts[f.Name] = string(f.Data)
	}
	for name, text := range texts {
		if path.Ext(name) != ".md" || path.Base(name) == "_index.md" {
			continue
		}
		m := typeKey.FindStringSubmatch(text)
		for dir := path.Dir(name); m == nil && dir != "."; dir = path.Dir(dir) {
			m = typeKey.FindStringSubmatch(texts[dir+"/_index.md"])
		}
		if m != nil {
			if k := kind.Find(m[1]); k != nil {
				found[k.Name()] = true
			}
		}
	}
}

// TestProofsExist holds provenElsewhere to the truth: each entry is a package and a test in it.
func TestProofsExist(t *testing.T) {
	for code, proof := range provenElsewhere {
		dir, name, _ := strings.Cut(proof, ".")
		if dir == "generator" {
			dir = "."
		} else {
			dir = filepath.Join("internal", dir)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		exists := false
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			exists = exists || strings.Contains(string(data), "func "+name+"(t *testing.T)")
		}
		if !exists {
			t.Errorf("%s: there is no test %s", code, proof)
		}
	}
}
