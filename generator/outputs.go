package generator

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/surface"
)

// writeAssets writes the theme's files and the attachments of visible records.
func (b *build) writeAssets(out publish.Output) {
	for _, a := range b.themes.assets() {
		b.write(out, finished{name: a.Name, data: a.Data})
	}
	for _, t := range b.texts {
		b.write(out, finished{name: t.Path, data: t.Data})
	}
	for _, bd := range b.boards {
		b.parallel("附件", len(bd.Assets), func(i int) {
			data, err := b.tree.ReadFile(bd.Assets[i].Source)
			if err != nil {
				b.fail(fmt.Errorf("读不出 %s：%w", bd.Assets[i].Source, err))
				return
			}
			b.write(out, finished{name: bd.Assets[i].Name, data: data, source: bd.Assets[i].Source})
		})
	}
}

// writePicture writes the picture of a page that was rendered.
func (b *build) writePicture(out publish.Output, p page) {
	data, err := b.themes.picture(p)
	if err != nil {
		b.fail(err)
	} else if data != nil {
		b.write(out, finished{name: p.Picture().Path, data: data})
	}
}

// books are the workbooks beside the pages.
func (b *build) books() []*surface.Workbook {
	var out []*surface.Workbook
	for _, p := range b.pages {
		out = append(out, p.Books...)
	}
	return out
}

// inTime returns pages in the order in which they are rendered: those of records by their days, since of the oldest
// ones what readers search in can be written while the others are rendered.
func inTime(pages []page) []page {
	out := slices.Clone(pages)
	slices.SortStableFunc(out, func(x, y page) int { return strings.Compare(x.Changed, y.Changed) })
	return out
}

// writeReady writes what the pages rendered so far have made complete.
func (b *build) writeReady(out publish.Output) {
	for _, g := range b.gathered {
		b.writeFiles(out, g.TakeFiles())
	}
}

func (b *build) writeFiles(out publish.Output, files []surface.File) {
	for _, f := range files {
		b.write(out, finished{name: f.Path, data: f.Data})
	}
}

// A task makes some of the files.
type task func()

// bookTasks make the workbooks.
func (b *build) bookTasks(out publish.Output) []task {
	var tasks []task
	for _, book := range b.books() {
		tasks = append(tasks, func() {
			data, err := book.Bytes()
			if err != nil {
				b.fail(err)
				return
			}
			b.write(out, finished{name: book.Path, data: data})
		})
	}
	return tasks
}

// indexTasks make what the pages have told while they were rendered.
func (b *build) indexTasks(out publish.Output) []task {
	var tasks []task
	for _, g := range b.gathered {
		tasks = append(tasks, func() { b.writeFiles(out, g.Files()) })
	}
	return tasks
}

// lastTasks make what comes after the pages, the longest first: an index is made by one worker.
func (b *build) lastTasks(out publish.Output) []task {
	return slices.Concat(b.indexTasks(out), b.bookTasks(out), b.screenTasks(out))
}

// webPages are the pages without their themes.
func (b *build) webPages() []*surface.Page {
	out := make([]*surface.Page, len(b.pages))
	for i, p := range b.pages {
		out[i] = p.Page
	}
	return out
}
