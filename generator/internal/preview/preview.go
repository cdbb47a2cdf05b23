// Package preview shows a site while it is being written: it builds, serves the
// pages on this computer only, watches the source, builds again after every
// change, and makes open pages reload.
//
//	watch   folder → “something changed”, once things are quiet
//	Run     builds after each change, never two at once, and hands on what came out
//	server  pages from memory, with a script for reloading; findings laid over them
//
// What it adds to a page, it adds while serving. Built files never hold any of it.
package preview

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"gongkai/generator/internal/diag"
)

// Options say what to show. Poll and Tick may be left out.
type Options struct {
	Listener net.Listener           // where to serve; closed at the end
	Source   string                 // folder to watch; empty where nothing can change
	Skip     func(path string) bool // absolute paths that are not part of the source, such as the output folder
	Poll     time.Duration          // look for changes at this interval, for network drives; 0 to be told by the system
	Files    Files                  // the last good build
	Build    func() Outcome         // builds into Files, or leaves them as they are

	// Check, if set, looks through all of Files after a build that was good, and says what it found; ok is false where the
	// context ended before.
	Check func(ctx context.Context) (out Outcome, ok bool)

	Desk  Desk          // what else is offered
	Day   func() string // the as-of date; the site is built again when it changes
	Tick  time.Duration // how often Day is asked
	Ready func()        // called once, after the first build
}

// Files are the finished files of a site, by slash path. A build replaces all of
// them at once.
type Files interface {
	Open(name string) (data []byte, ok bool)
}

// Outcome is what came out of a build.
type Outcome struct {
	Findings []diag.Finding
	Changed  bool // files are different from those of the last good build
}

// failed reports whether the build was stopped.
func (o Outcome) failed() bool {
	return slices.ContainsFunc(o.Findings, func(f diag.Finding) bool { return f.Severity == diag.Error })
}

const (
	defaultTick = 20 * time.Second
	goodbye     = time.Second // for answers under way, when serving ends
)

// Run shows the site until the context ends. When it returns, nothing of it is running.
func Run(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	s := newServer(o.Files, o.Desk, o.Listener.Addr())
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	wg.Go(func() { failed <- web.Serve(o.Listener) })
	defer shutDown(web)
	defer cancel() // ends streams, which shutting down waits for

	changed, err := watch(ctx, &wg, o)
	if err != nil {
		return err
	}
	return o.loop(ctx, &wg, s, changed, failed)
}

// shutDown lets answers under way finish. A browser holds connections open on
// which it has asked nothing yet; those are not waited for.
func shutDown(web *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	if web.Shutdown(ctx) != nil {
		_ = web.Close()
	}
}

// loop builds once for every change. What changes during a build leaves a mark in
// changed, and another build follows.
func (o Options) loop(ctx context.Context, wg *sync.WaitGroup, s *server, changed <-chan struct{}, failed <-chan error) error {
	tick := time.NewTicker(cmp.Or(o.Tick, defaultTick))
	defer tick.Stop()
	for first := true; ; first = false {
		day := o.Day()
		built := o.Build()
		s.show(built)
		if first {
			o.Ready()
		}
		meanwhile, stop := context.WithCancel(ctx)
		checked := o.checking(meanwhile, wg, built)
		for waiting := true; waiting; {
			select {
			case <-ctx.Done():
				stop()
				return nil
			case err := <-failed:
				stop()
				if errors.Is(err, http.ErrServerClosed) {
					return nil
				}
				return err
			case out := <-checked:
				s.show(out)
			case <-changed:
				waiting = false
			case <-s.asked:
				waiting = false
			case <-tick.C: // by the clock, since a timer stands still while a computer sleeps
				waiting = o.Day() == day
			}
		}
		stop()
	}
}

// checkPause leaves the computer to the reader who has just saved.
const checkPause = 400 * time.Millisecond

// checking looks through the files of a good build until the context ends, and sends what it found.
func (o Options) checking(ctx context.Context, wg *sync.WaitGroup, built Outcome) <-chan Outcome {
	found := make(chan Outcome, 1)
	if o.Check == nil || built.failed() {
		return found
	}
	wg.Go(func() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(checkPause):
		}
		if out, ok := o.Check(ctx); ok {
			found <- out
		}
	})
	return found
}
