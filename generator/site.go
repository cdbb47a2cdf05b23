package generator

import (
	"bytes"
	"context"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"gongkai/generator/internal/attach"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/surface"
)

// site is one good build whose files are made when somebody asks for them.
type site struct {
	*build
	others, screensOnce, indexOnce sync.Once // plan and make what is seen more seldom than the website

	mu      sync.RWMutex
	files   map[string]func() ([]byte, error) // by name below public/; guarded by mu
	indexes map[string]func() ([]byte, error) // of those, what browsers search in; at first, of the site before; guarded by mu
}

// newSite makes a site of a build, after another one or none.
func newSite(b *build, before *site) *site {
	b.opts.Workers = 1 // what it still does, it does behind the reader's back
	s := &site{build: b, files: map[string]func() ([]byte, error){}}
	if before != nil {
		before.mu.RLock()
		s.indexes = before.indexes
		before.mu.RUnlock()
	}
	for _, a := range b.themes.assets() {
		s.add(a.Name, func() ([]byte, error) { return a.Data, nil })
	}
	for _, bd := range b.boards {
		for _, a := range bd.Assets {
			s.add(a.Name, func() ([]byte, error) { return b.attached(a) })
		}
	}
	s.addPages(b.pages)
	return s
}

func (s *site) add(name string, file func() ([]byte, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = file
}

func (s *site) addPages(pages []page) {
	for _, p := range pages {
		s.add(p.Path, func() ([]byte, error) {
			var buf bytes.Buffer
			err := s.themes.render(&buf, p)
			s.addBeside(p)
			return buf.Bytes(), err
		})
		for _, book := range p.Books {
			s.add(book.Path, book.Bytes)
		}
	}
}

// addBeside adds what was made beside a page with its content.
func (s *site) addBeside(p page) {
	for _, f := range p.TakeFiles() {
		s.add(f.Path, func() ([]byte, error) { return f.Data, nil })
	}
}

// attached returns what is published of a file that a record carries along.
func (b *build) attached(a board.Asset) ([]byte, error) {
	data, err := b.tree.ReadFile(a.Source)
	if err != nil {
		return nil, err
	}
	return attach.Read(a.Source, data).Data, nil
}

// planOthers plans strips, screens and paper.
func (s *site) planOthers() {
	s.others.Do(func() {
		from := len(s.pages)
		s.build.planOthers()
		s.addPages(s.pages[from:])
		for _, t := range s.texts {
			s.add(t.Path, func() ([]byte, error) { return t.Data, nil })
		}
	})
}

// makeScreens makes the folders of screens, each of which is made as a whole.
func (s *site) makeScreens() {
	s.screensOnce.Do(func() { do(s.screenTasks(keeping{s})) })
}

// do does tasks one after the other.
func do(tasks []task) {
	for _, t := range tasks {
		t()
	}
}

// keeping is an output that keeps files for readers.
type keeping struct{ *site }

// Write implements [publish.Output].
func (k keeping) Write(name string, _ publish.Class, data []byte) error {
	data = bytes.Clone(data)
	k.add(name, func() ([]byte, error) { return data, nil })
	return nil
}

// Commit implements [publish.Output].
func (keeping) Commit() (publish.Stats, error) { return publish.Stats{}, nil }

// Abort implements [publish.Output].
func (keeping) Abort() error { return nil }

// makeIndexes makes what browsers search in. All pages have been made before.
func (s *site) makeIndexes() {
	s.indexOnce.Do(func() {
		own := &site{files: map[string]func() ([]byte, error){}}
		do(s.indexTasks(keeping{own}))
		s.mu.Lock()
		defer s.mu.Unlock()
		s.indexes = own.files
	})
}

// sorry is shown where a page cannot be made; why, check tells soon.
const sorry = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>这一页生成不了</title><p>这一页生成不了，原因马上列出来。</p></html>`

// open makes a file.
func (s *site) open(name string) ([]byte, bool) {
	file := s.find(name)
	if file == nil {
		s.planOthers()
		if slices.ContainsFunc(s.screens, func(sc screen) bool { return strings.HasPrefix(name, sc.Dir) }) {
			s.makeScreens()
		}
		if page := s.find(path.Join(path.Dir(name), "index.html")); page != nil && isData(name) {
			_, _ = page() // makes what lies beside it; what is wrong, check finds
		}
		if file = s.find(name); file == nil && isIndex(name) { // the first search, before all was looked through
			for _, p := range s.pages {
				_ = s.themes.render(io.Discard, p) // what is wrong, check finds
			}
			s.makeIndexes()
			file = s.find(name)
		}
		if file == nil {
			return nil, false
		}
	}
	data, err := file()
	if err != nil {
		data = []byte(sorry)
	}
	return data, true
}

func (s *site) find(name string) func() ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if file := s.files[name]; file != nil {
		return file
	}
	return s.indexes[name]
}

// isData reports whether a file is one with the tables of a page.
func isData(name string) bool { return path.Ext(name) == ".csv" || path.Ext(name) == ".json" }

// isIndex reports whether a file is one that all pages contribute to: what browsers search in, and the list of tables.
func isIndex(name string) bool {
	return path.Base(name) == surface.PackageName || path.Base(path.Dir(name)) == surface.SearchDir && path.Ext(name) == ".js"
}

// makeAll makes every file as a build does, for the sake of what is found on the way. It reports whether it came to the end.
func (s *site) makeAll(ctx context.Context) bool {
	s.planOthers()
	out := namesOnly{publish.NewMemory()}
	steps := []task{func() { s.writeAssets(out) }}
	for _, p := range s.pages {
		steps = append(steps, func() {
			var buf bytes.Buffer
			if err := s.themes.render(&buf, p); err != nil {
				s.fail(err)
				return
			}
			s.addBeside(p)
			s.write(out, finished{name: p.Path, class: publish.Page, data: buf.Bytes()})
		})
	}
	steps = append(steps, s.screenTasks(out)...)
	steps = append(steps, s.bookTasks(out)...)
	steps = append(steps, s.makeIndexes, func() { s.guard.conclude(s.build) })
	for _, step := range steps {
		if ctx.Err() != nil {
			return false
		}
		step()
	}
	return ctx.Err() == nil
}

// namesOnly is an output that looks at names and keeps nothing.
type namesOnly struct{ *publish.Memory }

// Write implements [publish.Output].
func (n namesOnly) Write(name string, class publish.Class, _ []byte) error {
	return n.Memory.Write(name, class, nil)
}
