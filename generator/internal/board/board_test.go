package board

import (
	"strings"
	"testing"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// load reads a source folder as the build does.
func load(t *testing.T, dir, date string) ([]*Board, *diag.Report) {
	t.Helper()
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	var asOf value.Date
	if err := asOf.Parse(date); err != nil {
		t.Fatal(err)
	}
	report := &diag.Report{}
	boards := Outline(tree, tree.Files(report), Options{AsOf: asOf}, report)
	for _, b := range boards {
		var records []*kind.Record
		for _, p := range b.Sources() {
			if doc := tree.Document(p, report); doc != nil {
				records = append(records, b.Read(doc, report))
			}
		}
		b.Take(records)
		if report.Errors() == 0 {
			b.Assemble(report)
		}
	}
	return boards, report
}

// The sample boards are without fault, but for the wording that is lost in the plans behind them: that is
// shown as such, and said.
func TestSampleBoardsAreClean(t *testing.T) {
	boards, report := load(t, "../../../content", "2026-11-22")
	for _, f := range report.Findings() {
		if f.Code != errPendingItem.Code && !strings.Contains(f.Message, kind.Pending) {
			t.Errorf("%s %s %s %s", f.Pos, f.Code, f.Message, f.Hint)
		}
	}
	if len(boards) < 6 { // those of the five plans, and the manual
		t.Fatalf("%d boards", len(boards))
	}
	for _, b := range boards {
		if b.Parent == nil && b.Dir != "shouce" && len(b.Records) < 90 {
			t.Errorf("%s has %d records", b.Dir, len(b.Records))
		}
	}
}
