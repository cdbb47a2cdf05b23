package generator

import (
	"fmt"

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

// writeBooks writes the workbooks.
func (b *build) writeBooks(out publish.Output) {
	books := b.books()
	b.parallel("账目", len(books), func(i int) {
		data, err := books[i].Bytes()
		if err != nil {
			b.fail(err)
			return
		}
		b.write(out, finished{name: books[i].Path, data: data})
	})
}

// writeGathered writes what the pages have told while they were rendered.
func (b *build) writeGathered(out publish.Output) {
	b.parallel("索引", len(b.gathered), func(i int) {
		for _, f := range b.gathered[i].Files() {
			b.write(out, finished{name: f.Path, data: f.Data})
		}
	})
}

// webPages are the pages without their themes.
func (b *build) webPages() []*surface.Page {
	out := make([]*surface.Page, len(b.pages))
	for i, p := range b.pages {
		out[i] = p.Page
	}
	return out
}
