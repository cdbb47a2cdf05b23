package generator

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestFormatKeepsMeaning formats the sample boards and compares what each record shows before and after. A second time
// there is nothing left to do.
func TestFormatKeepsMeaning(t *testing.T) {
	src := t.TempDir()
	if err := os.CopyFS(src, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	before := shown(t, src)
	for i, want := range []func(changed int) bool{func(n int) bool { return n > 100 }, func(n int) bool { return n == 0 }} {
		done, report, err := Format(Options{Source: src, Date: sampleDate}, nil, true)
		if err != nil || report.Failed() || !want(len(done.Changed)) {
			t.Fatalf("time %d: %d of %d files changed, %v, %v", i+1, len(done.Changed), done.Seen, err, report.Findings)
		}
	}
	after := shown(t, src)
	if len(before) < 500 || len(before) != len(after) {
		t.Fatalf("%d records before, %d after", len(before), len(after))
	}
	for path, was := range before {
		if !reflect.DeepEqual(was, after[path]) {
			t.Errorf("%s shows something else:\n%v\n%v", path, was, after[path])
		}
	}
}

// shown is what every record of a source says on its page, and the findings.
func shown(t *testing.T, src string) map[string]any {
	t.Helper()
	b, err := begin(Options{Source: src, Date: sampleDate, undrawn: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.end()
	if b.understand(); b.stopped() {
		t.Fatal(b.failed, b.found.Findings())
	}
	out := map[string]any{}
	for _, bd := range b.boards {
		for _, r := range bd.Records {
			out[r.Path] = []any{r.Common, r.Window, r.Period, r.Text, r.Kind.Blocks(bd.Context(r.Kind, b.found), r)}
		}
	}
	var findings []string
	for _, f := range b.found.Findings() {
		findings = append(findings, fmt.Sprint(f.Pos.File, f.Code, f.Message))
	}
	out["findings"] = strings.Join(findings, "\n")
	return out
}
