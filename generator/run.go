package generator

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"gongkai/content"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/source"
)

// lockWait is how long a build waits for another one into the same folder.
const lockWait = 30 * time.Second

// begin opens the source.
func begin(opts Options) (*build, error) {
	opts, asOf, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	b := &build{opts: opts, asOf: asOf, found: &diag.Report{}, report: &Report{}, guard: newGuard(asOf.Year())}
	if opts.Sample {
		b.tree = source.OpenFS(content.FS)
		b.tree.Inspect = b.guard.source
		return b, nil
	}
	b.tree, err = source.Open(opts.Source)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &UsageError{"找不到文件夹 " + opts.Source + "。用 -s 指明公开栏所在的文件夹。"}
	case err != nil:
		return nil, err
	}
	b.tree.Inspect = b.guard.source
	return b, nil
}

func (b *build) end() {
	b.themes.close()
	_ = b.tree.Close() // it was only read
}

// find runs the phases after which it is known which boards and sections there are.
func (b *build) find() {
	b.phase("查找", b.scan)
	b.phase("概况", b.outline)
}

// understand runs the phases after which boards are whole, for commands that make no pages.
func (b *build) understand() {
	b.find()
	b.phase("读取", b.read)
	b.phase("汇总", b.assemble)
}

// finish gathers what there is to say.
func (b *build) finish() (*Report, error) {
	b.report.Findings, b.report.AsOf = b.found.Findings(), b.asOf.ISO()
	b.locate(b.report.Findings)
	b.report.Charts, b.report.Cached = b.themes.charts()
	return b.report, b.failed
}

// locate gives each finding the line of the source that it is about, and a path
// that leads there from where the program was started.
func (b *build) locate(findings []Finding) {
	for i := range findings {
		f := &findings[i]
		if f.Pos.Line > 0 {
			f.Excerpt = b.tree.Line(f.Pos.File, f.Pos.Line)
		}
		if f.Pos.File != "" {
			f.Pos.File = path.Join(filepath.ToSlash(b.opts.Source), f.Pos.File)
		}
	}
}

// phase runs a phase unless an earlier one stopped the build.
func (b *build) phase(name string, do func()) {
	if b.stopped() {
		return
	}
	start := time.Now()
	do()
	b.report.Phases = append(b.report.Phases, Phase{name, time.Since(start)})
}

func (b *build) stopped() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed != nil || b.found.Errors() > 0
}

// fail stops the build for a reason. Errors that carry findings become findings;
// of others the first is kept.
func (b *build) fail(err error) {
	if err == nil {
		return
	}
	var finding interface{ Finding() diag.Finding }
	if errors.As(err, &finding) {
		b.found.Add(finding.Finding())
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed == nil {
		b.failed = err
	}
}

// parallel calls do for 0 … n-1 on the build's workers, and stops early when the build failed.
func (b *build) parallel(phase string, n int, do func(int)) {
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range min(b.opts.Workers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
				b.opts.Progress(phase, int(done.Add(1)), n)
			}
		})
	}
	wg.Wait()
}

// discard is an output that keeps nothing.
type discard struct{}

func (discard) Write(string, publish.Class, []byte) error { return nil }
func (discard) Commit() (publish.Stats, error)            { return publish.Stats{}, nil }
func (discard) Abort() error                              { return nil }

// cacheDir is where drawn charts are kept between builds.
func (o Options) cacheDir() string {
	switch o.CacheDir {
	case "-":
		return ""
	case "":
		dir, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(dir, "gongkai")
	}
	return o.CacheDir
}
