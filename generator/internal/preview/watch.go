package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing may change before a build: editors write a file in several steps, and a folder is copied
	// file by file. A file that was caught half-way is built once more.
	quiet = 20 * time.Millisecond
	// patience is when a build begins although things keep changing.
	patience = time.Second
	// slowPoll is the interval where the system cannot tell of changes.
	slowPoll = time.Second
)

// watch tells of changes in the source until the context ends.
func watch(ctx context.Context, wg *sync.WaitGroup, o Options) (<-chan struct{}, error) {
	if o.Source == "" {
		return nil, nil
	}
	root, err := filepath.Abs(o.Source)
	if err != nil {
		return nil, err
	}
	f := folder{root: root, skip: o.Skip}
	events, changed := make(chan struct{}, 1), make(chan struct{}, 1)
	wg.Go(func() { settle(ctx, events, changed) })
	every := o.Poll
	if every <= 0 {
		w, err := newWatcher(f)
		if err == nil {
			wg.Go(func() {
				if w.run(ctx, events) != nil {
					state := f.state()
					mark(events) // what happened meanwhile is not known
					f.poll(ctx, slowPoll, state, events)
				}
			})
			return changed, nil
		}
		every = slowPoll // there may be more folders than the system can watch
	}
	state := f.state() // before the first build, which misses what changes later
	wg.Go(func() { f.poll(ctx, every, state, events) })
	return changed, nil
}

// mark leaves a mark in a channel that holds one.
func mark(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// settle passes events on when things are quiet.
func settle(ctx context.Context, events <-chan struct{}, changed chan<- struct{}) {
	var first time.Time
	var fire <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
			if fire == nil {
				first = time.Now()
			}
			fire = time.After(min(quiet, patience-time.Since(first)))
		case <-fire:
			fire = nil
			mark(changed)
		}
	}
}

// folder is what is watched.
type folder struct {
	root string // absolute
	skip func(path string) bool
}

// ignores tells whether a path does not matter: it is outside, or of a name that
// editors, office programs and systems leave behind. Names that the source phase skips and this
// does not only cost a build that changes nothing.
func (f folder) ignores(path string) bool {
	rel, err := filepath.Rel(f.root, path)
	if err != nil || f.skip(path) {
		return true
	}
	for name := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if name != "." && strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") {
			return true
		}
	}
	return false
}

// walk calls visit for everything that matters at or below a path. What vanishes
// meanwhile is passed over.
func (f folder) walk(path string, visit func(path string, info fs.FileInfo) error) error {
	if f.ignores(path) {
		return nil
	}
	info, err := os.Stat(path) // the source itself may be a link
	if err != nil {
		return nil
	}
	if err := visit(path, info); err != nil || !info.IsDir() {
		return err
	}
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		if e.Type()&fs.ModeSymlink != 0 {
			continue // links to folders are not read, and files are watched where they are
		}
		if err := f.walk(filepath.Join(path, e.Name()), visit); err != nil {
			return err
		}
	}
	return nil
}

// watcher is told of changes by the system. It watches folders and not files,
// which editors replace when they save.
type watcher struct {
	folder
	fs *fsnotify.Watcher
}

func newWatcher(f folder) (*watcher, error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{f, system}
	if err := w.add(context.Background(), f.root); err != nil {
		_ = system.Close()
		return nil, err
	}
	// The folder above tells when the source itself is put in its place again. It
	// may be none of ours; then that goes unnoticed.
	_ = system.Add(filepath.Dir(f.root))
	return w, nil
}

// add watches a folder and those below, unless the context ends before.
func (w *watcher) add(ctx context.Context, path string) error {
	return w.walk(path, func(path string, info fs.FileInfo) error {
		if !info.IsDir() || ctx.Err() != nil {
			return ctx.Err()
		}
		err := w.fs.Add(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// run marks events until the context ends, or returns why it cannot go on.
//
// On Windows, a folder cannot be added while an event waits to be received. Therefore one goroutine receives
// events all the time, and another adds the folders that are new.
func (w *watcher) run(ctx context.Context, events chan<- struct{}) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	defer w.fs.Close() // ends listen
	fresh, failed := paths{there: make(chan struct{}, 1)}, make(chan error, 1)
	wg.Go(func() { failed <- w.listen(events, &fresh) })
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case <-fresh.there:
			for _, path := range fresh.take() {
				if err := w.add(ctx, path); err != nil && ctx.Err() == nil {
					return err
				}
			}
			mark(events) // what came into a folder before it was watched was not told
		}
	}
}

// listen marks events, and notes what is new, until the watcher is closed or fails.
func (w *watcher) listen(events chan<- struct{}, fresh *paths) error {
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return nil
			}
			if e.Op == fsnotify.Chmod || w.ignores(e.Name) {
				continue
			}
			if e.Has(fsnotify.Create) {
				fresh.put(e.Name)
			}
			mark(events)
		case err, ok := <-w.fs.Errors:
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			fresh.put(w.root) // a folder may be new
			mark(events)
		}
	}
}

// paths are paths that wait for somebody to take them.
type paths struct {
	there chan struct{} // holds a mark if there are any

	mu  sync.Mutex
	all []string
}

func (p *paths) put(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all, path)
	mark(p.there)
}

// take returns the paths, without those below others of them.
func (p *paths) take() []string {
	p.mu.Lock()
	all := p.all
	p.all = nil
	p.mu.Unlock()
	for i, path := range all { // so that a folder sorts right before all that is below it
		all[i] = path + string(filepath.Separator)
	}
	slices.Sort(all)
	top := all[:0]
	for _, path := range all {
		if len(top) == 0 || !strings.HasPrefix(path, top[len(top)-1]) {
			top = append(top, path)
		}
	}
	return top
}

// poll compares what the folder looks like from time to time.
func (f folder) poll(ctx context.Context, every time.Duration, last map[string]stamp, events chan<- struct{}) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			now := f.state()
			if !maps.Equal(now, last) {
				mark(events)
			}
			last = now
		}
	}
}

// stamp tells two versions of a file apart.
type stamp struct {
	size  int64
	mtime int64
}

// state is what the folder looks like.
func (f folder) state() map[string]stamp {
	all := map[string]stamp{}
	_ = f.walk(f.root, func(path string, info fs.FileInfo) error {
		if info.IsDir() {
			all[path] = stamp{}
		} else {
			all[path] = stamp{info.Size(), info.ModTime().UnixNano()}
		}
		return nil
	})
	return all
}
