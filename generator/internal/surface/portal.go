package surface

import (
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
)

// Portal plans the page that lists several boards with their headline figures.
// It orders them as their folders and ranks nothing.
func Portal(boards []*board.Board, baseURL string) []*Page {
	first := boards[0]
	site := &Site{
		Title: "公开栏", Short: "公开栏", Unit: "各单位公开栏", Palette: board.Palettes[0], AsOf: first.Options.AsOf.String(), Day: first.Options.AsOf.ISO(), Canonical: baseURL,
		Nav: []block.Link{{Text: "首页", Ref: "/"}},
	}
	for _, b := range boards {
		site.Sample = site.Sample || bool(b.Sample)
	}
	var indexes []block.Ref
	ways := block.Cards{Head: block.Head{Title: "也可以到各单位去找"}}
	for _, b := range boards {
		indexes = append(indexes, indexRef(b.Base))
		ways.Cards = append(ways.Cards, block.Card{Title: string(b.Title), Ref: block.Ref("/" + b.Base)})
	}
	home := &Page{
		Site: site, Path: "index.html", Template: "portal", Title: site.Title, Current: "/",
		Content: func() Content { return Content{Main: portalBoards(boards)} },
	}
	home.show(site.Title, site.Unit, nil)
	return []*Page{
		home,
		{
			Site: site, Path: "404.html", Template: "notfound", Title: "没有这一页",
			Content: func() Content { return Content{Main: []block.Block{doors(boards)}} },
		},
		findPage(site, indexes, ways),
	}
}

// portalBoards shows each board as a row of figures under its name, and what adds up over them. A
// subordinate board is on its parent's home page.
func portalBoards(boards []*board.Board) []block.Block {
	f := family{below: func(b *board.Board, ref block.Ref) block.Ref { return below(b.Base, ref) }}
	for _, b := range boards {
		if b.Parent == nil {
			f.boards = append(f.boards, b)
		}
	}
	var out []block.Block
	for _, b := range f.boards {
		out = append(out, f.figures(b, string(b.Title), leadFigures))
	}
	for _, t := range f.sums() {
		out = append(out, t)
	}
	return out
}

// doors lists the boards, for those who have lost their way.
func doors(boards []*board.Board) block.Cards {
	c := block.Cards{Head: block.Head{Title: "各单位公开栏"}}
	for _, b := range boards {
		if b.Parent == nil {
			c.Cards = append(c.Cards, block.Card{Title: string(b.Title), Ref: below(b.Base, "/"), Text: string(b.Unit)})
		}
	}
	return c
}

// below turns an address of a board into one of what lies above it; base is the way down.
func below(base string, ref block.Ref) block.Ref {
	if rest, ok := strings.CutPrefix(string(ref), "/"); ok {
		return block.Ref("/" + base + rest)
	}
	return ref
}
