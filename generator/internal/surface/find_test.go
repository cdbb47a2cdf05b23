package surface

import (
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/privacy"
)

// TestNumbersOfARowStayApart is about an election's ballots that the guard of personal information took for a phone.
func TestNumbersOfARowStayApart(t *testing.T) {
	row := []block.Cell{block.Text("教育资源分配"), block.Text("155"), block.Text("109"), block.Text("27"), block.Text("144")}
	got := words(Content{Main: []block.Block{block.Table{Columns: make([]block.Column, len(row)), Rows: [][]block.Cell{row}}}})
	privacy.Scan([]byte(got), 2026, func(h privacy.Hit) { t.Errorf("%q has %s", got, h.Kind) })
	if want := "\n教育资源分配 | 155 | 109 | 27 | 144"; got != want {
		t.Errorf("%q", got)
	}
}
