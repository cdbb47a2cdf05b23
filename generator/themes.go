package generator

import (
	"io"
	"io/fs"
	"path"
	"sort"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/poster"
	"gongkai/generator/internal/theme"
	"gongkai/themes"
)

// themesDir is the folder of a source that holds its own themes.
const themesDir = "themes"

var errNoTheme = diag.Define("GK0319", diag.Error, "没有“%[1]s”这个主题。",
	"自带的主题有 "+themes.List()+"。自己的主题放在 themes/%[1]s/ 文件夹里；不要主题的，删掉 board.yaml 里的“主题”。")

// loaded is the themes that the boards of a build use, each loaded once, with
// the drawer that they share.
type loaded struct {
	drawer *chart.Drawer // nil if nothing is drawn
	draw   theme.Charts
	artist *poster.Artist // of pictures for networks; nil if none are wanted
	byName map[string]*theme.Theme
}

// loadThemes loads the theme of every board, and for the portal that of boards which ask for none.
func (b *build) loadThemes() {
	b.themes = loaded{drawer: b.themes.drawer, draw: undrawn{}, byName: map[string]*theme.Theme{}}
	switch {
	case b.themes.drawer != nil: // of a build before
		b.themes.draw = b.themes.drawer
	case !b.opts.undrawn:
		b.openDrawer()
	}
	if b.opts.BaseURL != "" && !b.opts.undrawn {
		b.openArtist()
	}
	b.loadTheme("", diag.Pos{})
	for _, bd := range b.boards {
		b.loadTheme(string(bd.Theme), bd.At("theme"))
	}
}

// openDrawer makes what draws the charts.
func (b *build) openDrawer() {
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
	b.themes.drawer, b.themes.draw = drawer, drawer
}

// openArtist makes what draws the pictures that networks show.
func (b *build) openArtist() {
	font, err := fs.ReadFile(themes.FS, "chart/dist/font.ttf")
	if err != nil {
		b.fail(chart.ErrNoBundle)
		return
	}
	b.themes.artist, err = poster.New(font)
	b.fail(err)
}

// picture draws what networks show with a link to a page that was rendered; nil for nothing.
func (l *loaded) picture(p page) ([]byte, error) {
	pic := p.Picture()
	if pic == nil || l.artist == nil {
		return nil, nil
	}
	return l.artist.Draw(pic.Poster, l.byName[p.theme].Colours(p.Site.Palette))
}

// undrawn is for builds that only look for findings.
type undrawn struct{}

func (undrawn) Draw(block.Chart, string, string) (chart.Drawing, error) { return chart.Drawing{}, nil }

// loadTheme loads a theme of the program, or the first of them if it has none of that name, with the
// files of the source's folder of that name over it. at is where the name was written.
func (b *build) loadTheme(name string, at diag.Pos) {
	if b.themes.byName[name] != nil || b.stopped() {
		return
	}
	own, builtIn := theme.Own{Path: path.Join(themesDir, name)}, themes.Dirs(name)
	if files, err := b.tree.Sub(own.Path); name != "" && err == nil {
		own.Files = files
	} else if builtIn == nil {
		b.found.Add(errNoTheme.At(at, name))
		return
	}
	if builtIn == nil {
		builtIn = themes.Dirs("")
	}
	t, err := theme.Load(themes.FS, builtIn, own, b.themes.draw, b.found)
	b.fail(err)
	b.themes.byName[name] = t
}

func (l *loaded) render(w io.Writer, p page) error { return l.byName[p.theme].Render(w, p.Page) }

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

// complete tells that every chart was asked for.
func (l *loaded) complete() {
	if l.drawer != nil {
		l.drawer.Complete()
	}
}

func (l *loaded) close() {
	if l.drawer != nil {
		l.drawer.Close()
	}
}
