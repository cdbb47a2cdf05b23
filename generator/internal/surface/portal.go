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
		Title: "公开栏", Short: "公开栏", Unit: "各单位公开栏", Palette: board.Palettes[0], AsOf: first.Options.AsOf.String(), Canonical: baseURL,
		Nav: []block.Link{{Text: "首页", Ref: "/"}},
	}
	for _, b := range boards {
		site.Sample = site.Sample || bool(b.Sample)
	}
	page := func(path, template, title string) *Page {
		return &Page{
			Site: site, Path: path, Template: template, Title: title, Current: "/",
			Content: func() Content { return Content{Main: portalBoards(boards)} },
		}
	}
	return []*Page{page("index.html", "portal", site.Title), page("404.html", "notfound", "没有这一页")}
}

// portalBoards shows each board as a row of figures under its name.
func portalBoards(boards []*board.Board) []block.Block {
	var out []block.Block
	for _, b := range boards {
		if b.Parent != nil {
			continue // its parent's home page shows it
		}
		w := &web{board: b, site: &Site{Base: b.Base}}
		figures, _ := w.headlines()
		figures = figures[:min(len(figures), leadFigures)]
		for i := range figures {
			figures[i].Ref = below(b.Base, figures[i].Ref)
		}
		out = append(out, block.Figures{
			Figures: figures,
			Head:    block.Head{Title: string(b.Title), Note: string(b.Description), More: block.Link{Text: "进入" + string(b.Short), Ref: below(b.Base, "/")}},
		})
	}
	return out
}

// below turns an address of a board into one of the portal.
func below(base string, ref block.Ref) block.Ref {
	if rest, ok := strings.CutPrefix(string(ref), "/"); ok {
		return block.Ref("/" + base + rest)
	}
	return ref
}
