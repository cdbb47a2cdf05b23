package generator

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// checkers is where npm installs what finished boards are checked by.
const checkers = "../.ci/npm"

// filesOf lists the files below a folder whose names end so.
func filesOf(t *testing.T, dir string, endings ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(name, end) }) {
			out = append(out, name)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d files %v in %s: %v", len(out), endings, dir, err)
	}
	return out
}

// TestDataPackages has the tools of Frictionless Data read what every board offers to programs: the list of tables as
// their standard has it, and each cell by what the list says of its column.
func TestDataPackages(t *testing.T) {
	t.Parallel()
	public := builtSamples(t)
	args := append([]string{checkers + "/datapackage.mjs"}, filesOf(t, public, "datapackage.json")...)
	said, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput()
	faults := strings.Split(strings.TrimSpace(string(said)), "\n")
	read := faults[len(faults)-1] // how much, after all faults
	for _, fault := range faults[:min(len(faults)-1, 20)] {
		t.Error(strings.TrimPrefix(fault, public))
	}
	var tables, rows int
	if n, scanErr := fmt.Sscanf(read, "%d tables, %d rows", &tables, &rows); err != nil || n != 2 {
		t.Fatalf("%v: %s %v", err, read, scanErr)
	}
	names := 0
	for _, name := range filesOf(t, public, ".csv") {
		if strings.HasPrefix(filepath.Base(name), "data-") { // attachments may be tables, too
			names++
		}
	}
	if tables != names || rows < tables {
		t.Errorf("read %s; there are %d tables", read, names)
	}
}

// unknown are messages of the checker about what it does not know, as patterns.
var unknown = []string{
	`.*“paint-order”: Property “paint-order” doesn't exist.*`, // SVG 2, 13.8: the ground of letters over lines
}

// TestHTML has the checker of the HTML standard's makers (Nu) read every page of every board – for the web, for screens
// and for paper – and every style sheet.
func TestHTML(t *testing.T) {
	t.Parallel()
	public := builtSamples(t)
	args := append([]string{
		"-Xss4m", "-Xmx1g", "-jar", checkers + "/node_modules/vnu-jar/build/dist/vnu.jar",
		"--errors-only", "--also-check-css", "--format", "json", "--stdout", "--filterpattern", strings.Join(unknown, "|"),
	}, filesOf(t, public, ".html", ".css")...)
	said, err := exec.CommandContext(t.Context(), "java", args...).Output()
	var found struct {
		Messages []struct {
			URL, Message, Extract string
			LastLine              int
		}
	}
	if decodeErr := json.Unmarshal(said, &found); decodeErr != nil {
		t.Fatalf("%v, %v: %.2000s", err, decodeErr, said)
	}
	seen := map[string]int{}
	for _, m := range found.Messages {
		if seen[m.Message]++; seen[m.Message] == 1 {
			t.Errorf("%s:%d: %s: %s", strings.TrimPrefix(m.URL, "file:"+public), m.LastLine, m.Message, m.Extract)
		}
	}
	if err != nil || len(found.Messages) > 0 {
		t.Errorf("%d errors, %d different ones; %v", len(found.Messages), len(seen), err)
	}
}
