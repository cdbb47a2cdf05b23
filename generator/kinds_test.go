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
// a fixture of what a clerk may do wrong, and a record on a golden board.
func TestEveryKindHasFixtures(t *testing.T) {
	wrong, golden := map[string]bool{}, map[string]bool{}
	for _, file := range glob(t, "testdata/findings/*.txtar") {
		addKinds(t, wrong, file, base)
	}
	for _, file := range glob(t, "testdata/golden/*.txtar") {
		if !strings.HasSuffix(file, ".golden.txtar") {
			addKinds(t, golden, file, nil)
		}
	}
	for _, k := range kind.All {
		if !wrong[k.Name()] {
			t.Errorf("no fixture in testdata/findings has a record of the kind %s", k.Name())
		}
		if !golden[k.Name()] {
			t.Errorf("no board in testdata/golden has a record of the kind %s", k.Name())
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", pattern, err)
	}
	return files
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
