// Package themes holds what is built into the program of how things look: the themes board and
// gongbao with their templates, style sheets and scripts, the bundle that draws charts in
// chart/dist, which `make chart` writes, and what web servers need to be told in server.
package themes

import (
	"embed"
	"strings"
)

// FS is the themes, each below its name, the chart bundle below chart/dist/, and the templates of settings
// for web servers below server/.
//
//go:embed all:board all:gongbao all:chart/dist server
var FS embed.FS

// Theme is a theme of the program.
type Theme struct {
	Name  string // of its folder in FS, by which board.yaml asks for it
	Title string // what people call it
}

// All are the themes of the program. The first is that of boards which ask for none, and lends the
// others the files that they do without.
var All = []Theme{{"board", "公开栏"}, {"gongbao", "公报"}}

// Dirs returns the folders of FS that make up a theme, what is in one going before what is in the
// next: nil if the program has no theme of that name, the first theme for "".
func Dirs(name string) []string {
	first := All[0].Name
	if name == "" || name == first {
		return []string{first}
	}
	for _, t := range All[1:] {
		if t.Name == name {
			return []string{name, first}
		}
	}
	return nil
}

// List names the themes of the program in a sentence.
func List() string {
	var names []string
	for _, t := range All {
		names = append(names, t.Name+"（"+t.Title+"）")
	}
	return strings.Join(names, "、")
}
