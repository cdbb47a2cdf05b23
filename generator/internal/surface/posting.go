package surface

import (
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

// postings tells where a record hung and hangs; nothing where nobody noted it.
func (w *web) postings(r *kind.Record) []block.Block {
	f := block.Facts{Head: block.Head{Role: block.Appendix, Title: "张贴"}}
	for _, p := range w.board.PostingsOf(r) {
		fact := block.Fact{Label: string(p.Place), Text: p.On.String() + "起，" + string(p.By)}
		if !p.Down.IsZero() {
			fact.Text = p.On.String() + "至" + p.Down.String() + "，" + string(p.By)
		}
		if p.PhotoRef != "" {
			fact.Links = []block.Link{{Text: "照片", Ref: p.PhotoRef}}
		}
		f.Facts = append(f.Facts, fact)
	}
	if len(f.Facts) == 0 {
		return nil
	}
	return []block.Block{f}
}

// places are where a record hangs today, since when and by whom: empty cells, to be filled in by hand,
// where nobody noted it.
func (w *web) places(r *kind.Record) (place, on, by block.Cell) {
	var hung []board.Posting
	for _, p := range w.board.PostingsOf(r) {
		if p.Hangs(w.board.Options.AsOf) {
			hung = append(hung, p)
		}
	}
	text := func(of func(board.Posting) string) block.Cell {
		var parts []string
		for _, p := range hung {
			parts = append(parts, of(p))
		}
		return block.Text(strings.Join(parts, "、"))
	}
	return text(func(p board.Posting) string { return string(p.Place) }),
		text(func(p board.Posting) string { return p.On.ISO() }),
		text(func(p board.Posting) string { return string(p.By) })
}
