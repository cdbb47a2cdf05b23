package surface

import (
	"fmt"

	"gongkai/generator/internal/block"
)

const (
	archiveRef   block.Ref = "/archive/"
	archiveTitle string    = "历年公开"
)

// yearLines is how many events the page of a year tells one by one. What happened in longer years stands on the pages of
// their months.
const yearLines = 500

func (m *month) ref() block.Ref { return yearRef(m.year) + block.Ref(fmt.Sprintf("%02d/", m.month)) }
func yearRef(y int) block.Ref   { return archiveRef + block.Ref(fmt.Sprintf("%d/", y)) }

// archive plans the pages by year and month: what was published, what ended, what was corrected.
func (w *web) archive() []*Page {
	months := w.months()
	index := block.Cards{Head: block.Head{Title: "按年查阅"}}
	var pages []*Page
	for len(months) > 0 {
		n := 1
		for n < len(months) && months[n].year == months[0].year {
			n++
		}
		pages = append(pages, w.year(months[:n])...)
		index.Cards = append(index.Cards, block.Card{
			Title: fmt.Sprintf("%d年", months[0].year), Ref: yearRef(months[0].year), Text: counted(months[:n]).String(),
		})
		months = months[n:]
	}
	if len(pages) == 0 {
		return nil
	}
	return append(pages, w.archivePage(archiveRef, archiveTitle, w.crumbs(w.board.Root), func() []block.Block { return []block.Block{index} }))
}

// year plans the pages of a year's months, and its own.
func (w *web) year(months []*month) []*Page {
	year, lines := months[0].year, 0
	for _, m := range months {
		lines += len(m.events)
	}
	told := lines <= yearLines
	crumbs := append(w.crumbs(w.board.Root), block.Link{Text: archiveTitle, Ref: archiveRef})
	below := append(crumbs[:len(crumbs):len(crumbs)], block.Link{Text: fmt.Sprintf("%d年", year), Ref: yearRef(year)})
	var pages []*Page
	for _, m := range months {
		title := fmt.Sprintf("%d年%d月公开的内容", m.year, m.month)
		pages = append(pages, w.archivePage(m.ref(), title, below, func() []block.Block {
			var own []block.Block
			if len(m.records) > 0 {
				own = append(own, w.list(records(len(m.records)), m.records))
			}
			return append(own, m.table("期满、撤下和更正", !told)...)
		}))
	}
	return append(pages, w.archivePage(yearRef(year), fmt.Sprintf("%d年公开的内容", year), crumbs, func() []block.Block {
		main := []block.Block{summed(months)}
		for _, m := range months {
			if told {
				main = append(main, m.table(fmt.Sprintf("%d年%d月", m.year, m.month), true)...)
			}
		}
		return main
	}))
}

// archivePage plans a page of the archive. What is on it is worked out when it is rendered, since nobody should hold all
// that ever happened.
func (w *web) archivePage(ref block.Ref, title string, crumbs []block.Link, main func() []block.Block) *Page {
	return &Page{
		Site: w.site, Path: w.file(ref), Template: "archive", Title: title, Crumbs: crumbs, Current: archiveRef,
		Content: func() Content { return Content{Main: main()} },
	}
}

func records(n int) string { return fmt.Sprintf("共 %d 条", n) }
