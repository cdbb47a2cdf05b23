package theme

import (
	"html/template"
	"io"
	"path"
	"strings"
)

// Names of templates that are not pages or blocks.
const (
	baseTemplate  = "base.html"  // what surrounds the pages that define "content"
	partsTemplate = "parts.html" // small templates that all others may use
)

// The folders of a theme, one for each surface.
const (
	webDir    = "web"
	screenDir = "screen"
	printDir  = "print"
)

// look is the templates of one surface in both forms.
type look struct {
	lean  *templates // minified, to render with
	plain *templates // as written, to find the line of an error
}

func newLook(f *files, dir string) (l look, err error) {
	if l.plain, err = parse(f, dir, nil); err != nil {
		return l, err
	}
	l.lean, err = parse(f, dir, minifyHTML)
	return l, err
}

// templates is the templates of one surface, parsed.
type templates struct {
	pages  map[string]*template.Template // by surface.Page.Template
	blocks map[string]*template.Template // by block.Block.Name, or by surface.Slide.Form
	frames map[string]*template.Template // by the names that frame.go asks for
	known  frames
}

// parse parses all templates of a folder, each after minify if that is given.
func parse(f *files, dir string, minify func([]byte) ([]byte, error)) (*templates, error) {
	p := parser{files: f, dir: dir, minify: minify}
	t := &templates{known: frames{all: map[frameKey]template.HTML{}}}
	parts, err := p.add(template.New("").Funcs(template.FuncMap{"whole": wholeText}), partsTemplate)
	if err != nil {
		return nil, err
	}
	if t.blocks, err = p.each(parts, "blocks"); err != nil {
		return nil, err
	}
	if t.frames, err = p.each(parts, "frame"); err != nil {
		return nil, err
	}
	base, err := p.add(parts, baseTemplate)
	if err != nil {
		return nil, err
	}
	if t.pages, err = p.each(base, "."); err != nil {
		return nil, err
	}
	return t, nil
}

type parser struct {
	files  *files
	dir    string // of the surface
	minify func([]byte) ([]byte, error)
}

// each parses every template of a folder on top of what all of them share.
func (p parser) each(shared *template.Template, dir string) (map[string]*template.Template, error) {
	all := map[string]*template.Template{}
	for _, name := range p.files.in(path.Join(p.dir, dir)) {
		key, ok := strings.CutSuffix(name, ".html")
		if !ok || name == partsTemplate || name == baseTemplate {
			continue
		}
		t, err := p.add(shared, path.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if all[key], err = p.settle(t); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// add returns shared with one more template, named as its file.
func (p parser) add(shared *template.Template, name string) (*template.Template, error) {
	text, err := p.files.read(p.dir + "/" + name)
	if err != nil {
		return nil, err
	}
	if p.minify != nil {
		if text, err = p.minify(text); err != nil {
			return nil, p.files.broken(err, p.dir, name)
		}
	}
	set, err := shared.Clone()
	if err != nil {
		return nil, err
	}
	t, err := set.New(name).Parse(string(text))
	if err != nil {
		return nil, p.files.broken(err, p.dir, name)
	}
	return t, nil
}

// settle picks the template to execute: the one around the content for a file that
// defines content, the file itself otherwise. It makes html/template work out
// the escaping now, which finds further mistakes.
func (p parser) settle(t *template.Template) (*template.Template, error) {
	name := t.Name()
	if t.Lookup("content") != nil {
		t = t.Lookup(baseTemplate)
	}
	if err := t.Execute(io.Discard, nil); isEscapeError(err) {
		return nil, p.files.broken(err, p.dir, name)
	}
	return t, nil
}
