package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"gongkai/generator"
)

// The corpus has to be without findings, or the builds to be measured stop half-way.
func TestCorpusHasNoFindings(t *testing.T) {
	const records = 700
	dir := t.TempDir()
	if err := writeCorpus(dir, records); err != nil {
		t.Fatal(err)
	}
	report, err := generator.Check(generator.Options{Source: dir, Date: asOf, CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) > 0 {
		var b bytes.Buffer
		if err := report.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
		t.Errorf("findings:\n%.4000s", b.String())
	}
	if report.Records != records {
		t.Errorf("%d records are visible, want %d", report.Records, records)
	}
}

// Measurements of different days compare only when they build the same files, and a
// larger corpus continues a smaller one.
func TestCorpusIsTheSameEveryTime(t *testing.T) {
	first, second, larger := t.TempDir(), t.TempDir(), t.TempDir()
	for dir, n := range map[string]int{first: 100, second: 100, larger: 200} {
		if err := writeCorpus(dir, n); err != nil {
			t.Fatal(err)
		}
	}
	a, err := measureTree(first)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := measureTree(second); err != nil || a != b {
		t.Errorf("two corpora: %+v and %+v, %v", a, b, err)
	}
	for _, name := range []string{"affairs/r000001.md", "notice/r000001.md", "commitment/p001/r000018.md"} {
		want, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{second, larger} {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s differs: %v", name, err)
			}
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 3}, 2.5}} {
		if got := median(c.numbers); got != c.want {
			t.Errorf("median(%v) = %v, want %v", c.numbers, got, c.want)
		}
	}
}
