package generator

import (
	"context"
	"fmt"
	"hash/maphash"
	"io/fs"
	"sync"
	"time"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/preview"
	"gongkai/generator/internal/source"
)

// live is a site that is built again and again while its source is edited. A build of it is not one of run: it
// goes as far as the plan of the website, with records that stayed the same and themes kept from the
// build before, and a page is made when somebody looks at it. All else that run does comes behind, in check.
type live struct {
	opts  Options
	built func(*Report, error)

	openFile func(file string) error // in an editor
	choice   sync.Mutex
	chosen   preview.View // guarded by choice

	documents source.Memory
	sources   scans
	records   recordMemory
	seed      maphash.Seed
	state     uint64 // of the source at the last build

	themes        loaded
	themeFindings []Finding
	loaded        uint64 // what the themes were loaded from

	mu   sync.RWMutex // held for reading while a page is made
	site *site        // the last good build; nil for none yet
}

func newLive(opts Options, built func(*Report, error)) *live {
	l := &live{opts: opts, built: built, seed: maphash.MakeSeed()}
	l.documents.Now, l.openFile = time.Now, openInEditor
	return l
}

func (l *live) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.site != nil {
		_ = l.site.tree.Close()
	}
	l.themes.close()
}

// build builds the site, and shows it if nothing stops that.
func (l *live) build() preview.Outcome {
	opts := l.options()
	b, err := begin(opts)
	if err != nil {
		l.built(nil, err)
		return outcome(nil, err, false)
	}
	b.tree.Memory, b.guard.sources, b.known = &l.documents, &l.sources, &l.records
	b.phase("查找", b.scan)
	b.phase("概况", b.outline)
	b.phase("读取", b.read)
	b.phase("汇总", b.assemble)
	b.phase("编排", b.planWeb)
	b.phase("主题", func() { l.loadThemes(b) })
	b.report.Pages = len(b.pages)
	changed, good := l.changed(b), !b.stopped()
	report, err := b.finish()
	if good {
		l.show(b)
	} else {
		_ = b.tree.Close()
	}
	l.built(report, err)
	return outcome(report, err, changed && good)
}

// show puts a build in the place of the one before.
func (l *live) show(b *build) {
	s := newSite(b, l.current())
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.site != nil {
		_ = l.site.tree.Close() // it was only read
	}
	l.site = s
}

// changed reports whether the source is another than at the last build. Documents are compared by what is in them,
// other files by size and time.
func (l *live) changed(b *build) bool {
	l.documents.Forget(b.files)
	var h maphash.Hash
	h.SetSeed(l.seed)
	fmt.Fprintln(&h, b.asOf, b.opts.Drafts, b.opts.Future, l.documents.Changes())
	for _, f := range b.files {
		fmt.Fprintln(&h, f.Path)
		if f.Type != source.DocumentFile {
			fmt.Fprintln(&h, b.tree.Stamp(f.Path))
		}
	}
	before := l.state
	l.state = h.Sum64()
	return l.state != before
}

// loadThemes loads the themes unless they are the ones that are there.
func (l *live) loadThemes(b *build) {
	var h maphash.Hash
	h.SetSeed(l.seed)
	for _, bd := range b.boards {
		fmt.Fprintln(&h, bd.Theme)
	}
	if own, err := b.tree.Sub(themesDir); err == nil {
		_ = fs.WalkDir(own, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, err := fs.ReadFile(own, name)
				fmt.Fprintln(&h, name, err)
				_, _ = h.Write(data)
			}
			return nil
		}) // what cannot be read is reported when it is loaded
	}
	if state := h.Sum64(); state != l.loaded || l.themes.byName == nil {
		all := b.found
		b.found, b.themes.drawer = &diag.Report{}, l.themes.drawer
		b.loadThemes()
		l.themes, l.themeFindings, l.loaded = b.themes, b.found.Findings(), state
		if b.stopped() {
			l.themes.byName = nil // load again next time
		}
		b.found = all
	}
	b.themes = l.themes
	for _, f := range l.themeFindings {
		b.found.Add(f)
	}
}

// Open makes a file of the site. The name is as in the output folder.
func (l *live) Open(name string) ([]byte, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.site == nil {
		return nil, false
	}
	return l.site.open(name)
}

// check makes all that run would make, in the background, and looks for what is found only there: what leaks from
// finished files, templates that fail, names that collide.
func (l *live) check(ctx context.Context) (preview.Outcome, bool) {
	l.mu.RLock()
	s := l.site
	l.mu.RUnlock()
	if s == nil || !s.makeAll(ctx) {
		return preview.Outcome{}, false
	}
	report, err := s.finish()
	if err != nil || report.Failed() {
		l.built(report, err)
	}
	return outcome(report, err, false), true
}
