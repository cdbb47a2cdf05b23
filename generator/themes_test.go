package generator

import (
	"strings"
	"testing"

	"gongkai/generator/internal/board"
	"gongkai/themes"
)

// TestThemesAreExplained checks that whoever looks up the key for themes learns of every theme of the program, and that each
// has a sample board to look at.
func TestThemesAreExplained(t *testing.T) {
	help := ""
	for _, f := range board.ConfigFields() {
		if f.Name == "theme" {
			help = f.Help
		}
	}
	samples := sampleBoards(t)
	defer samples.end()
	used := map[string]bool{}
	for _, b := range samples.boards {
		used[themes.Dirs(string(b.Theme))[0]] = true
	}
	for _, theme := range themes.All {
		if want := theme.Name + "（" + theme.Title + "）"; !strings.Contains(help, want) || !strings.Contains(themes.List(), want) {
			t.Errorf("%q and %q do not name %s", help, themes.List(), want)
		}
		if !used[theme.Name] {
			t.Errorf("no sample board has the theme %s", theme.Name)
		}
	}
}
