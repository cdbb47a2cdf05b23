// Package theme turns planned pages into HTML, with the templates, style sheets
// and scripts of a theme.
//
// It knows blocks and pages and no kind. Every decision about looks is in the
// theme's files; what is here prepares what templates would be too slow or too
// clumsy for: drawings, the rows of tables, what fits on a phone.
//
// A theme is layers of files: those of a board, if it brings any, over those of one of the program's themes,
// over those of the theme that lends the others what they do without. What is wrong with a
// board's own files is reported like any other mistake in a source, at its file and line.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/surface"
)

// Charts draws charts. *chart.Drawer is the one that does.
type Charts interface {
	Draw(c block.Chart, palette, id string) (chart.Drawing, error)
}

// Theme renders pages. It is safe for concurrent use.
type Theme struct {
	files  *files
	charts Charts
	web    look
	screen look
	print  look
	assets []Asset
	names  map[string]string // of an asset's file below public/, by its plain name
	loop   screenAssets
	buffer sync.Pool

	colours []colours // of its layers, the lowest first
}

// Own is the files that a board brings itself. Each replaces the built-in one of the same path.
type Own struct {
	Files fs.FS  // nil for none
	Path  string // of them in the source, for findings
}

// Load reads a built-in theme, which is in the folders dirs of base: what is in one goes before what is in the
// next, and own before all. Load returns nil and no error when findings say
// why the theme cannot be used; its error is for what is wrong with the program itself.
func Load(base fs.FS, dirs []string, own Own, draw Charts, r *diag.Report) (*Theme, error) {
	f, err := openFiles(base, dirs, own)
	if err != nil {
		return nil, err
	}
	t := &Theme{files: f, charts: draw, names: map[string]string{}}
	t.buffer.New = func() any { return new(bytes.Buffer) }
	if err := t.loadBundle(base); err != nil {
		return nil, err
	}
	for _, load := range []func() error{t.loadTemplates, t.loadAssets, t.loadColours} {
		if err := reported(load(), r); err != nil {
			return nil, err
		}
	}
	f.unused(r)
	if r.Errors() > 0 {
		return nil, nil
	}
	return t, nil
}

func (t *Theme) loadTemplates() (err error) {
	if t.web, err = newLook(t.files, webDir); err != nil {
		return err
	}
	if t.screen, err = newLook(t.files, screenDir); err != nil {
		return err
	}
	return t.loadPrint()
}

// Render writes a page. An error in a template that the board brought itself has a method
// Finding, which says where.
func (t *Theme) Render(w io.Writer, p *surface.Page) error {
	from, dir := t.lookOf(p)
	return t.located(w, from, dir, p.Template, func(w io.Writer, from *templates) error { return t.render(w, p, from) })
}

// located renders something. If a template is to blame it renders again from the templates as they
// were written, where the error has its line.
func (t *Theme) located(w io.Writer, from look, dir, name string, render func(io.Writer, *templates) error) error {
	err := render(w, from.lean)
	var draw drawError
	if errors.As(err, &draw) {
		return draw.error
	}
	if err == nil || !isTemplateError(err) {
		return err
	}
	if again := render(io.Discard, from.plain); again != nil {
		err = again
	}
	return t.files.broken(err, dir, name)
}

func (t *Theme) render(w io.Writer, p *surface.Page, from *templates) error {
	page := from.pages[p.Template]
	if page == nil {
		return fmt.Errorf("theme: no template for pages of the sort %q", p.Template)
	}
	return page.Execute(w, newPage(t, from, p))
}
