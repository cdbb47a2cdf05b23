package privacy

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"gongkai/content"
)

// structured are the kinds that arithmetic finds: none of them may be missed.
var structured = map[string]bool{
	ID.String(): true, ID15.String(): true, Broken.String(): true, Card.String(): true, Mobile.String(): true, Email.String(): true, Plate.String(): true,
}

// TestCorpus measures recall and precision over planted lines; make bench-privacy prints them. testdata/corpus.go makes the lines.
func TestCorpus(t *testing.T) {
	planted, missed := map[string]int{}, map[string]int{}
	var order []string
	positives := lines(t, "testdata/positive.tsv")
	for _, line := range positives {
		want, text, _ := strings.Cut(line, "\t")
		if planted[want]++; planted[want] == 1 {
			order = append(order, want)
		}
		if got := kindsIn(text); !strings.Contains("、"+got+"、", "、"+want+"、") {
			missed[want]++
			t.Errorf("%s is missed in %q; found %s", want, text, got)
		}
	}
	negatives, alarms := lines(t, "testdata/negative.txt"), 0
	for _, text := range negatives {
		if got := kindsIn(text); got != "" {
			alarms++
			t.Errorf("false alarm in %q: %s", text, got)
		}
	}
	all, found := 0, 0
	for _, k := range order {
		all += planted[k]
		found += planted[k] - missed[k]
		t.Logf("%-14s planted %3d  found %3d  structured: %v", k, planted[k], planted[k]-missed[k], structured[k])
	}
	t.Logf("recall %.4f (%d of %d), precision %.4f (%d false alarms on %d clean lines)",
		float64(found)/float64(all), found, all, float64(found)/float64(found+alarms), alarms, len(negatives))
	if len(positives) < 300 || len(negatives) < 300 {
		t.Errorf("only %d and %d lines", len(positives), len(negatives))
	}
}

func lines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func kindsIn(text string) string {
	var out []string
	Lines([]byte(text), 2026, func(h LineHit) { out = append(out, h.Kind.String()) })
	return strings.Join(out, "、")
}

// TestSampleBoards finds nothing in the boards that come with the program.
func TestSampleBoards(t *testing.T) {
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		Lines(data, 2026, func(h LineHit) {
			t.Errorf("%s:%d:%d: %s %s", name, h.Line, h.Col, h.Kind, data[h.Start:h.End])
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkScan(b *testing.B) {
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Scan(page, 2026, func(h Hit) { b.Fatal(h) })
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{"11010519491231002X", "138 1234 5678", "&#49;3812345678", "a%40b.cn", "１３８１２３４５６７８", "3号楼2单元501室", "1.1E+17", "1.１E+17", "138&nbsp;1234&nbsp;5678", "京A·D12345", "|姓名|账号|\n|a|330101040|"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		last := 0
		Scan(text, 2026, func(h Hit) {
			if h.Start < last || h.End <= h.Start || h.End > len(text) || h.Kind == 0 {
				t.Fatalf("%+v in %q", h, text)
			}
			last = h.End
		})
		var hits []LineHit
		Lines(text, 2026, func(h LineHit) { hits = append(hits, h) })
		for i, h := range hits {
			if h.End > len(text) || h.Line < 1 || h.Col < 1 || bytes.Count(text[:h.Start], []byte("\n")) != h.Line-1 || i > 0 && h.Start < hits[i-1].End {
				t.Fatalf("%+v in %q", h, text)
			}
			if h.Kind == Illness {
				continue
			}
			found := string(text[h.Start:h.End])
			masked := Mask(h.Kind, found)
			Scan([]byte(fmt.Sprintf("甲%s乙", masked)), 2026, func(m Hit) {
				if m.Kind != Email {
					t.Fatalf("%s of %q is masked as %q", h.Kind, found, masked)
				}
			})
		}
	})
}
