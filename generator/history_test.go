package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChangesWantNotes changes every record of a board a day after it was published. What is remembered of those
// that are withdrawn goes with them.
func TestChangesWantNotes(t *testing.T) {
	source, public := endingFolder(t), filepath.Join(t.TempDir(), "public")
	buildOn(t, source, public, "2026-11-22")
	records := []string{"juwu/baoliu.md", "biaozhang/biaobing.md", "tongzhi/shixiao.md"}
	for _, name := range records {
		file := filepath.Join(source, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, file, append(text, "\n又写了一句。\n"...))
	}
	report, err := Check(Options{Source: source, Destination: public, Date: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	var changed []string
	for _, f := range report.Findings {
		if f.Code == "GK0251" {
			changed = append(changed, strings.TrimPrefix(f.Pos.File, filepath.ToSlash(source)+"/"))
		}
	}
	if got := strings.Join(changed, " "); got != "biaozhang/biaobing.md juwu/baoliu.md tongzhi/shixiao.md" {
		t.Errorf("changed: %s", got)
	}
	buildOn(t, source, public, "2026-11-24")
	memory, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(memoryName)))
	if err != nil {
		t.Fatal(err)
	}
	if text := string(memory); strings.Contains(text, "zqC") || !strings.Contains(text, "juwu/baoliu/") {
		t.Errorf("remembered:\n%s", text)
	}
}
