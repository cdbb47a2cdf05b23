package surface

import (
	"fmt"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/kind"
)

const archiveRef block.Ref = "/archive/"

// month is the records of one month, newest first.
type month struct {
	year, month int
	records     []*kind.Record
}

func (m month) ref() block.Ref { return yearRef(m.year) + block.Ref(fmt.Sprintf("%02d/", m.month)) }
func yearRef(y int) block.Ref  { return archiveRef + block.Ref(fmt.Sprintf("%d/", y)) }

// archive plans the pages by year and month.
func (w *web) archive() []*Page {
	months := w.months()
	if len(months) == 0 {
		return nil
	}
	root := block.Link{Text: "历年公开", Ref: archiveRef}
	crumbs := append(w.crumbs(w.board.Root), root)
	index := block.Cards{Head: block.Head{Title: "按年查阅"}}
	var pages []*Page
	for i := 0; i < len(months); {
		year := months[i].year
		list := block.Cards{Head: block.Head{Title: fmt.Sprintf("%d年各月", year)}}
		total := 0
		for ; i < len(months) && months[i].year == year; i++ {
			m := months[i]
			total += len(m.records)
			list.Cards = append(list.Cards, block.Card{Title: fmt.Sprintf("%d年%d月", m.year, m.month), Ref: m.ref(), Text: records(len(m.records))})
			pages = append(pages, w.archivePage(m.ref(), fmt.Sprintf("%d年%d月公开的内容", m.year, m.month),
				append(crumbs[:len(crumbs):len(crumbs)], block.Link{Text: fmt.Sprintf("%d年", year), Ref: yearRef(year)}),
				w.list(records(len(m.records)), m.records)))
		}
		index.Cards = append(index.Cards, block.Card{Title: fmt.Sprintf("%d年", year), Ref: yearRef(year), Text: records(total)})
		pages = append(pages, w.archivePage(yearRef(year), fmt.Sprintf("%d年公开的内容", year), crumbs, list))
	}
	return append(pages, w.archivePage(archiveRef, root.Text, crumbs[:1], index))
}

func records(n int) string { return fmt.Sprintf("共 %d 条", n) }

// months groups the board's records, newest first, by month of publication.
func (w *web) months() []month {
	var out []month
	for _, r := range w.board.Records {
		d := r.From()
		if n := len(out); n == 0 || out[n-1].year != d.Year() || out[n-1].month != int(d.Month()) {
			out = append(out, month{year: d.Year(), month: int(d.Month())})
		}
		m := &out[len(out)-1]
		m.records = append(m.records, r)
	}
	return out
}

func (w *web) archivePage(ref block.Ref, title string, crumbs []block.Link, list block.Cards) *Page {
	return &Page{
		Site: w.site, Path: w.file(ref), Template: "archive", Title: title, Crumbs: crumbs, Current: archiveRef,
		Content: func() Content { return Content{Main: []block.Block{list}} },
	}
}
