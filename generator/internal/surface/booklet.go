package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

const bookletTitle = "便民服务手册"

// BookletPath is the address of the booklet, counted from a board's root.
const BookletPath = string(printRef) + "booklet/"

// booklet plans the booklet of services and standards, in the order in which it is read; nil where there is
// nothing to put into it. Printers fold it: their drivers arrange pages for that.
func (w *web) booklet() []*Page {
	chapters := w.chapters()
	if len(chapters) == 0 {
		return nil
	}
	p := w.printed(block.Ref(BookletPath), bookletTitle, printBack, func() []Sheet { return w.bookletSheets(chapters) })
	p.Description = "A5 小册子，收录 " + titles(chapters)
	return []*Page{p}
}

func titles(sections []*board.Section) string {
	var out []string
	for _, s := range sections {
		out = append(out, s.Title)
	}
	return strings.Join(out, "、")
}

// chapters are the sections that board.yaml names, or those that tell how something is done.
func (w *web) chapters() []*board.Section {
	if len(w.board.Booklet) > 0 {
		return w.board.Chapters
	}
	var out []*board.Section
	w.board.Root.Walk(func(s *board.Section) {
		if slices.ContainsFunc(s.Records, func(r *kind.Record) bool { return r.Kind.Traits().Guides }) {
			out = append(out, s)
		}
	})
	return out
}

func (w *web) bookletSheets(chapters []*board.Section) []Sheet {
	contents := block.Table{Columns: []block.Column{{Title: "序号", Align: block.Center}, {Title: "事项"}, {Title: "栏目"}}}
	var sheets []Sheet
	for _, c := range chapters {
		for _, r := range c.Records {
			if r.Withdrawn != kind.Unsaid {
				continue
			}
			s := w.sheet(r)
			s.Paper, s.Leaf, s.Main = A5, true, narrow(s.Main)
			contents.Rows = append(contents.Rows, []block.Cell{block.Text(fmt.Sprint(len(sheets) + 1)), block.Text(s.Title), block.Text(c.Title)})
			sheets = append(sheets, s)
		}
	}
	cover := Sheet{Paper: A5, Title: bookletTitle, Cover: true, Code: w.fullAddress("/")}
	if len(w.site.Contact) > 0 {
		cover.Main = []block.Block{block.Facts{Facts: w.site.Contact}}
	}
	list := Sheet{Paper: A5, Title: "目录", Main: []block.Block{contents}, Leaf: true}
	return append([]Sheet{cover, list}, sheets...)
}

// narrow says where to look for what would be squeezed on a page of a booklet.
func narrow(blocks []block.Block) []block.Block {
	out := make([]block.Block, len(blocks))
	for i, bl := range blocks {
		out[i] = bl
		if roomOf(bl) > a4Room {
			out[i] = block.Callout{Head: block.Head{Title: bl.Lead().Title}, Text: "这张表太宽，请看网站或者公开栏。"}
		}
	}
	return out
}
