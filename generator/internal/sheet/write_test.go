package sheet

import (
	"bytes"
	"testing"
	"time"
)

// TestWriteSameBytes writes a file with several sheets many times: the library keeps them in a map.
func TestWriteSameBytes(t *testing.T) {
	var pages []Page
	for _, name := range []string{"收支明细", "各期汇总", "科目", "说明"} {
		pages = append(pages, Page{Name: name, Head: []string{"日期", "金额"}, Rows: [][]Cell{{{Type: Date, Text: "2026-10-08"}, {Type: Number, Text: "1,200.50"}}}})
	}
	first, err := Write(pages, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for range 30 {
		if again, err := Write(pages, time.Time{}); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("not the same twice: %v", err)
		}
	}
}
