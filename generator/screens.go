package generator

import (
	"fmt"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/surface"
)

// screen is a planned lobby screen with its board.
type screen struct {
	*surface.Screen
	board *board.Board
}

// planScreens plans the screens of a board, and the page that lists them.
func (b *build) planScreens(bd *board.Board, portal bool) {
	screens := surface.Screens(bd, b.opts.BaseURL)
	for _, s := range screens {
		b.screens = append(b.screens, screen{s, bd})
	}
	b.pages = append(b.pages, page{surface.ScreenIndex(bd, portal, screens, b.opts.BaseURL), string(bd.Theme)})
}

// writeScreens writes every screen's folder and archive.
func (b *build) writeScreens(out publish.Output) {
	b.parallel("电子屏", len(b.screens), func(i int) {
		s := b.screens[i]
		files, err := b.themes.byName[string(s.board.Theme)].Screen(s.Screen, func(ref block.Ref) ([]byte, error) { return b.picture(s.board, ref) })
		b.fail(err)
		for _, f := range files {
			class := publish.Asset
			if f.Page {
				class = publish.Page
			}
			b.fail(out.Write(f.Name, class, f.Data))
		}
	})
}

// picture reads a published picture of a board.
func (b *build) picture(bd *board.Board, ref block.Ref) ([]byte, error) {
	for _, a := range bd.Assets {
		if "/"+a.Name == "/"+bd.Base+string(ref)[1:] {
			return b.tree.ReadFile(a.Source)
		}
	}
	return nil, fmt.Errorf("没有发布图片 %s", ref)
}
