package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

const (
	// barAfter is how long a build runs without a bar: most are done by then.
	barAfter = 500 * time.Millisecond
	// barEvery is how often the bar is drawn.
	barEvery = 100 * time.Millisecond
)

// progress shows on a terminal how far a build is. It is safe for concurrent use.
type progress struct {
	out     io.Writer
	visible bool

	mu    sync.Mutex
	next  time.Time // when to draw
	phase string
	total int
	bar   *progressbar.ProgressBar
}

// show is told how far a phase is.
func (p *progress) show(phase string, done, total int) {
	if !p.visible {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.next.IsZero() {
		p.next = now.Add(barAfter)
	}
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(barEvery)
	if p.bar == nil || p.phase != phase || p.total != total {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(phase),
			progressbar.OptionSetWidth(30), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(false),
			progressbar.OptionSetElapsedTime(false))
		p.phase, p.total = phase, total
	}
	_ = p.bar.Set(done)
}

// clear removes the bar at the end of a build.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = time.Time{}
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
