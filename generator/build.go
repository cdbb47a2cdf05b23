package generator

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// Build compiles the boards of a source into the output folder. With an error
// among the findings of the report nothing is written, and what was there stays.
// The error is for what is wrong outside of the content: a folder that cannot be read or written.
func Build(opts Options) (*Report, error) {
	opts.remembers, opts.digests = true, &digests{files: map[string]ManifestFile{}}
	return run(opts, func(o Options) (publish.Output, error) {
		out, err := publish.Open(o.Destination, publish.Options{Force: o.Force, Wait: lockWait})
		if err != nil {
			return nil, err
		}
		if o.Precompress {
			return compressed{hashed{out, o.digests}}, nil
		}
		return hashed{out, o.digests}, nil
	})
}

// Check finds what Build would find, and writes nothing. It draws no charts.
func Check(opts Options) (*Report, error) {
	opts.undrawn = true
	return run(opts, func(Options) (publish.Output, error) { return discard{}, nil })
}

// run is the program: each phase hands its result to the next, and none starts
// after a phase that found errors. doc.go explains the phases.
func run(opts Options, open func(Options) (publish.Output, error)) (*Report, error) {
	b, err := begin(opts)
	if err != nil {
		return nil, err
	}
	defer b.end()

	b.phase("查找", b.scan)                    // source: which files there are
	b.phase("概况", b.outline)                 // board: board.yaml and _index.md
	b.phase("读取", b.read)                    // source, kind: documents → typed records
	b.phase("汇总", b.assemble)                // board: addresses, links, carry-forwards, what is visible
	b.phase("编排", b.plan)                    // surface: which pages there will be
	b.phase("主题", b.loadThemes)              // theme: templates, style sheets, scripts
	b.phase("生成", func() { b.render(open) }) // theme, publish: pages → files
	return b.finish()
}

// build is one run with what the phases hand on.
type build struct {
	opts   Options
	asOf   value.Date
	found  *diag.Report
	report *Report
	mu     sync.Mutex
	failed error // what stopped the build that is not a finding; guarded by mu

	tree    *source.Tree
	files   []source.File
	boards  []*board.Board
	pages   []page
	texts   []surface.Text
	screens []screen

	gathered []*surface.Gathered
	themes   loaded
	guard    *guard
	memory   memory
	known    *recordMemory // of the builds before, in a preview
}

// page is a planned page with the theme that renders it.
type page struct {
	*surface.Page
	theme string
}

// scan lists the source, without the output folder where that lies inside.
func (b *build) scan() {
	output := b.opts.outputInSource()
	inOutput := func(name string) bool {
		return output != "" && (name == output || strings.HasPrefix(name, output+"/"))
	}
	var found diag.Report
	b.files = slices.DeleteFunc(b.tree.Files(&found), func(f source.File) bool { return inOutput(f.Path) })
	for _, f := range found.Findings() {
		if !inOutput(f.Pos.File) {
			b.found.Add(f)
		}
	}
}

func (b *build) outline() {
	b.boards = board.Outline(b.tree, b.files, board.Options{
		AsOf: b.asOf, Profile: b.opts.Profile, Drafts: b.opts.Drafts, Future: b.opts.Future, Expired: b.opts.Expired,
	}, b.found)
	b.report.Boards = len(b.boards)
}

// read makes records of documents, in parallel. A document is forgotten as soon
// as its record is made, so memory holds records and not Markdown trees.
func (b *build) read() {
	b.known.begin(b)
	for _, bd := range b.boards {
		paths := bd.Sources()
		records := make([]*kind.Record, len(paths))
		b.parallel("读取", len(paths), func(i int) {
			if doc := b.tree.Document(paths[i], b.found); doc != nil {
				records[i] = b.known.record(bd, doc, b.found)
			}
		})
		bd.Take(records)
	}
	b.guard.judge(b)
}

func (b *build) assemble() {
	for _, bd := range b.boards {
		bd.Assemble(b.found)
		b.report.Records += len(bd.Records)
	}
	board.Relate(b.boards, b.found)
	b.compare()
}

func (b *build) plan() {
	b.planWeb()
	b.planOthers()
	b.report.Pages = len(b.pages)
}

// planWeb plans the website.
func (b *build) planWeb() {
	for _, bd := range b.boards {
		pages, gathered := surface.Web(bd, b.isPortal(), b.opts.BaseURL)
		b.gathered = append(b.gathered, gathered)
		for _, p := range pages {
			b.pages = append(b.pages, page{p, string(bd.Theme)})
		}
	}
	if b.isPortal() {
		for _, p := range surface.Portal(b.boards, b.opts.BaseURL) {
			b.pages = append(b.pages, page{p, ""})
		}
	}
}

// planOthers plans feeds, strips, screens and paper.
func (b *build) planOthers() {
	b.texts = append(b.texts, surface.SiteMap(b.webPages(), b.opts.BaseURL)...)
	for _, bd := range b.boards {
		b.texts = append(b.texts, surface.Feeds(bd, b.opts.BaseURL)...)
		b.texts = append(b.texts, surface.Strips(bd, b.found)...)
		b.planScreens(bd, b.isPortal())
		for _, p := range surface.Prints(bd, b.isPortal(), b.opts.BaseURL) {
			b.pages = append(b.pages, page{p, string(bd.Theme)})
		}
	}
}

// isPortal reports whether there is a page above all boards.
func (b *build) isPortal() bool { return b.boards[0].Dir != "" }

// render writes every file into the output, in parallel, and makes them visible
// together at the end, if nothing went wrong.
func (b *build) render(open func(Options) (publish.Output, error)) {
	out, err := open(b.opts)
	if err != nil {
		b.fail(err)
		return
	}
	defer out.Abort()
	b.writeAssets(out)
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	pages := inTime(b.pages)
	b.parallel("生成", len(pages), func(i int) {
		p, buf := pages[i], buffers.Get().(*bytes.Buffer)
		defer buffers.Put(buf)
		buf.Reset()
		if err := b.themes.render(buf, p); err != nil {
			b.fail(err)
			return
		}
		b.write(out, finished{name: p.Path, class: publish.Page, data: buf.Bytes()})
		for _, f := range p.TakeFiles() {
			b.write(out, finished{name: f.Path, class: publish.Beside, data: f.Data})
		}
		b.writePicture(out, p)
		b.writeReady(out)
	})
	last := b.lastTasks(out)
	b.parallel("收尾", len(last), func(i int) { last[i]() })
	b.guard.conclude(b)
	if b.stopped() {
		return
	}
	b.writeManifest(out)
	b.themes.complete()
	stats, err := out.Commit()
	b.report.Files = stats
	if err != nil {
		b.fail(err)
		return
	}
	b.remember()
}
