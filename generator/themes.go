package generator

import (
	"bytes"
	"io/fs"
	"path"
	"sort"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/theme"
	"gongkai/themes"
)

// themesDir is the folder of a source that holds its own themes.
const themesDir = "themes"

var errNoTheme = diag.Define("GK0319", diag.Error, "没有“%[1]s”这个主题。", "把主题放在 themes/%[1]s/ 文件夹里，或者删掉 board.yaml 里的“主题”。")

// loaded is the themes that the boards of a build use, each loaded once, with
// the drawer that they share.
type loaded struct {
	drawer *chart.Drawer
	byName map[string]*theme.Theme
}

// loadThemes loads the theme of every planned page.
func (b *build) loadThemes() {
	script, err := fs.ReadFile(themes.FS, "chart/dist/ssr.js")
	if err != nil {
		b.fail(chart.ErrNoBundle)
		return
	}
	drawer, err := chart.New(script, chart.Options{CacheDir: b.opts.cacheDir(), Workers: b.opts.Workers})
	if err != nil {
		b.fail(err)
		return
	}
	b.themes = loaded{drawer, map[string]*theme.Theme{}}
	for _, p := range b.pages {
		if b.themes.byName[p.theme] == nil && !b.stopped() {
			t, err := b.loadTheme(p.theme)
			b.fail(err)
			b.themes.byName[p.theme] = t
		}
	}
}

// loadTheme loads the embedded theme with the source's own files over it.
func (b *build) loadTheme(name string) (*theme.Theme, error) {
	var override fs.FS
	dir := path.Join(themesDir, name)
	if own, err := b.tree.Sub(dir); name != "" && err == nil {
		override = own
	} else if name != "" && name != board.DefaultTheme {
		b.found.Add(errNoTheme.At(diag.Pos{File: board.ConfigFile}, name))
		return nil, nil
	}
	return theme.Load(themes.FS, override, dir, b.themes.drawer, b.found)
}

func (l *loaded) render(p page) ([]byte, error) {
	var buf bytes.Buffer
	err := l.byName[p.theme].Render(&buf, p.Page)
	return buf.Bytes(), err
}

// assets returns the files of all themes, ordered by name.
func (l *loaded) assets() []theme.Asset {
	seen := map[string]bool{}
	var out []theme.Asset
	for _, t := range l.byName {
		for _, a := range t.Assets() {
			if !seen[a.Name] {
				seen[a.Name] = true
				out = append(out, a)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// charts returns how many charts were needed, and how many of them were in the cache.
func (l *loaded) charts() (all, cached int) {
	if l.drawer == nil {
		return 0, 0
	}
	drawn, cached := l.drawer.Stats()
	return drawn + cached, cached
}

func (l *loaded) close() {
	if l.drawer != nil {
		l.drawer.Close()
	}
}
