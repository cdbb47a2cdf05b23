package generator

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/generator/internal/kind"
)

// sampleBoards reads the sample boards as they are on the day of the tests.
func sampleBoards(t *testing.T) *build {
	t.Helper()
	b, err := begin(Options{Source: "../content", Date: sampleDate, undrawn: true})
	if err != nil {
		t.Fatal(err)
	}
	if b.understand(); b.stopped() {
		t.Fatal(b.failed, b.found.Findings())
	}
	return b
}

// TestInitOnEveryDay makes boards on days all over a year, when months, holidays and years begin and end: each
// passes without even a warning, on the day it is made.
func TestInitOnEveryDay(t *testing.T) {
	kinds := map[kind.Kind]bool{}
	for i, boardType := range BoardTypes() {
		for month := 1; month <= 12; month++ {
			for _, day := range []int{1, 5 + i, 14 + i, 28} {
				date := fmt.Sprintf("2026-%02d-%02d", month, day)
				dir := t.TempDir()
				if _, err := Init(Options{Date: date}, dir, boardType.Name, ""); err != nil {
					t.Fatal(err)
				}
				b, err := begin(Options{Source: filepath.Join(dir, "content"), Date: date, undrawn: true})
				if err != nil {
					t.Fatal(err)
				}
				b.understand()
				b.phase("编排", b.plan)
				if findings := b.found.Findings(); len(findings) > 0 || b.stopped() {
					t.Errorf("%s on %s: %v", boardType.Name, date, findings)
				}
				for _, bd := range b.boards {
					for _, r := range bd.Records {
						kinds[r.Kind] = true
					}
				}
				b.end()
			}
		}
	}
	for _, k := range kind.All {
		if !kinds[k] {
			t.Errorf("no new board has a record of the kind %s", k.Name())
		}
	}
}

// TestInitBuilds renders a new board of each type whole: what is checked while pages are made holds, too.
func TestInitBuilds(t *testing.T) {
	for _, boardType := range BoardTypes() {
		dir := t.TempDir()
		if _, err := Init(Options{Date: sampleDate}, dir, boardType.Name, `甲: 乙 # "丙"\丁`); err != nil {
			t.Fatal(err)
		}
		report, err := Check(Options{Source: filepath.Join(dir, "content"), Date: sampleDate})
		if err != nil || len(report.Findings) > 0 {
			t.Errorf("%s: %v %v", boardType.Name, err, report.Findings)
		}
		if text, _ := os.ReadFile(filepath.Join(dir, readme)); !bytes.Contains(text, []byte("三步")) {
			t.Errorf("%s: the README says no steps:\n%s", boardType.Name, text)
		}
	}
}

// TestInitKeepsWhatIsThere refuses every folder with something in it.
func TestInitKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "账.md")
	writeFile(t, file, []byte("别动"))
	for _, target := range []string{dir, file} {
		if _, err := Init(Options{}, target, "shequ", ""); err == nil || !strings.Contains(err.Error(), "换一个") {
			t.Errorf("%s: %v", target, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("something was written: %v", entries)
	}
}
