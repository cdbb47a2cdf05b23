package theme

import (
	"strings"
	"testing"

	"gongkai/generator/internal/block"
)

func TestTablesOnPhones(t *testing.T) {
	amounts := func(n int) block.Table {
		t := block.Table{Columns: []block.Column{{Title: "期间"}}, Rows: [][]block.Cell{{block.Text("10月")}}}
		for range n {
			t.Columns = append(t.Columns, block.Column{Title: "金额", Align: block.End})
			t.Rows[0] = append(t.Rows[0], block.Number("1,086,412.35", 1086412.35))
		}
		return t
	}
	tests := []struct {
		name           string
		table          block.Table
		stacked, minor bool
	}{
		{"收支明细", ledger(3), true, false},
		{"排名", ranking(), false, true},
		{"两列金额", amounts(2), false, false},
		{"四列金额", amounts(4), true, false},
	}
	for _, tt := range tests {
		s := shapeOf(tt.table)
		minor := false
		for _, c := range s.Columns {
			minor = minor || c.Minor
		}
		if s.Stacked != tt.stacked || minor != tt.minor {
			t.Errorf("%s: stacked %v, minor columns left out %v", tt.name, s.Stacked, minor)
		}
	}
}

func TestKeyColumnNamesTheRow(t *testing.T) {
	for i, c := range shapeOf(ranking()).Columns {
		if c.Key != (c.Title == "对象") {
			t.Errorf("column %d, %s: key %v", i, c.Title, c.Key)
		}
	}
}

func TestWidth(t *testing.T) {
	if w := width("收入"); w != 2 {
		t.Errorf("two characters are %v em wide", w)
	}
	if money, words := width("86,412.35"), width("捌万陆仟肆佰"); money >= words {
		t.Errorf("86,412.35 is %v em wide, six characters %v", money, words)
	}
}

// TestChartsOfSection checks which charts stand side by side.
func TestChartsOfSection(t *testing.T) {
	open := columns()
	open.Open = true
	wide := columns()
	wide.Table = ledger(3)
	wide.Series = []block.Series{{Column: 6}}
	long := columns()
	for len(long.Table.Rows) <= besideRows {
		long.Table.Rows = append(long.Table.Rows, long.Table.Rows[0])
	}
	tests := []struct {
		name   string
		blocks []block.Block
		want   []string
	}{
		{"one with many rows", []block.Block{facts(), long, facts()}, []string{"full"}},
		{"two", []block.Block{columns(), columns()}, []string{"", ""}},
		{"three", []block.Block{columns(), columns(), columns()}, []string{"side", "", ""}},
		{"one with many columns", []block.Block{facts(), wide, facts()}, []string{"full"}},
		{"one that people came for", []block.Block{columns(), columns(), open, columns()}, []string{"", "", "side", "side"}},
		{"not neighbours", []block.Block{columns(), ledger(1), columns()}, []string{"side", "side"}},
	}
	th := load(t, nil)
	for _, tt := range tests {
		var got []string
		for _, v := range newPage(th, th.web.lean, sectionPage(tt.blocks...)).Main {
			if c, ok := v.(*Chart); ok {
				got = append(got, c.Layout)
			}
		}
		if len(got) != len(tt.want) {
			t.Fatalf("%s: %q", tt.name, got)
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: chart %d is %q, want %q", tt.name, i, got[i], tt.want[i])
			}
		}
	}
}

// TestTablesOnTablets checks that only what does not fit on a tablet either is laid out anew there, and that its page
// loads the sheet that does so.
func TestTablesOnTablets(t *testing.T) {
	th := load(t, nil)
	tests := []struct {
		name  string
		table block.Table
		dense bool
	}{
		{"收支明细", ledger(3), true},
		{"排名", ranking(), false},
	}
	for _, tt := range tests {
		html := render(t, th, recordPage(tt.table))
		if marked, loaded := strings.Contains(html, `class="stacked dense"`), strings.Contains(html, "extra."); marked != tt.dense || loaded != tt.dense {
			t.Errorf("%s: marked %v, sheet loaded %v", tt.name, marked, loaded)
		}
	}
}
