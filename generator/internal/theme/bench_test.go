package theme

import (
	"io"
	"testing"
)

// A site has ten thousand pages. What a page costs besides its charts decides
// how long people wait.
func BenchmarkRecord(b *testing.B) {
	t := load(b, nil)
	p := recordPage(ledger(30))
	b.ReportAllocs()
	for b.Loop() {
		if err := t.Render(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	t := load(b, nil)
	p := sectionPage(cards(30))
	b.ReportAllocs()
	for b.Loop() {
		if err := t.Render(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}
