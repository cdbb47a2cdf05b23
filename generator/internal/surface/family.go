package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// family is boards that are shown together: the subordinate ones of a board, or all on a portal.
type family struct {
	boards []*board.Board
	below  func(b *board.Board, ref block.Ref) block.Ref // turns an address of one of them into one of the page
}

// children shows the subordinate boards on the home page of the one above: what adds up, added
// up, and then the headline figures of each.
func (w *web) children() []block.Block {
	f := family{w.board.Children, func(b *board.Board, ref block.Ref) block.Ref {
		return below(strings.TrimPrefix(b.Base, w.board.Base), ref)
	}}
	var out []block.Block
	for _, t := range f.sums() {
		out = append(out, block.Chart{
			Head: block.Head{Title: "下属单位" + t.Caption}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
			Desc: fmt.Sprintf("%d 个下属单位的%s，合计 %s%s。", len(t.Rows), t.Caption, t.Foot[0][1].Text, t.Unit),
		})
	}
	for _, b := range f.boards {
		out = append(out, f.figures(b, string(b.Short), childFigures))
	}
	return out
}

// figures is a board as a row of figures under a title.
func (f family) figures(b *board.Board, title string, most int) block.Block {
	inner := &web{board: b, site: &Site{Base: b.Base}}
	figures, _ := inner.headlines()
	figures = figures[:min(len(figures), most)]
	for i := range figures {
		figures[i].Ref, figures[i].Source = f.below(b, figures[i].Ref), f.below(b, figures[i].Source)
	}
	into := block.Link{Text: "进入" + string(b.Short), Ref: f.below(b, "/")}
	if len(figures) == 0 {
		return block.Cards{Head: block.Head{Title: title, Note: string(b.Description)}, Cards: []block.Card{{Title: into.Text, Ref: into.Ref}}}
	}
	return block.Figures{Head: block.Head{Title: title, Note: string(b.Description), More: into}, Figures: figures}
}

// sums returns a table for each measure that two or more of the boards have and that adds up, with its total.
func (f family) sums() []block.Table {
	var names []string
	for _, b := range f.boards {
		for _, m := range b.Measures {
			if m.Sum && m.Of == "" && !slices.Contains(names, m.Name) {
				names = append(names, m.Name)
			}
		}
	}
	var out []block.Table
	for _, name := range names {
		if t, ok := f.sum(name); ok {
			out = append(out, t)
		}
	}
	return out
}

// sum puts the boards side by side by a measure in the last period that one of them has, and adds it up.
func (f family) sum(name string) (block.Table, bool) {
	var last value.Period
	series := map[*board.Board][]kind.Measure{}
	for _, b := range f.boards {
		for _, m := range ofName(b.Measures, name) {
			if m.Of == "" && m.Sum {
				series[b] = append(series[b], m)
				if last.IsZero() || last.Compare(m.Period) < 0 {
					last = m.Period
				}
			}
		}
	}
	t := block.Table{Caption: last.String() + name, Columns: []block.Column{{Title: "单位"}, {Title: name, Align: block.End}}}
	var cells []block.Cell
	for _, b := range f.boards {
		cell, ok := at(series[b], last)
		if !ok {
			continue
		}
		t.Unit = series[b][0].Unit
		cell.Ref = f.below(b, cell.Ref)
		cells = append(cells, cell)
		t.Rows = append(t.Rows, []block.Cell{{Text: string(b.Short), Ref: f.below(b, "/")}, cell})
	}
	total, ok := addUp(cells)
	t.Foot = [][]block.Cell{{block.Text("合计"), total}}
	return t, ok && len(cells) > 1
}

// addUp adds what cells say, as exact as it is written. Numbers that are no amounts or counts don't add up.
func addUp(cells []block.Cell) (block.Cell, bool) {
	var sum value.Money
	whole := true
	for _, c := range cells {
		var m value.Money
		if m.Parse(c.Text) != nil {
			return block.Cell{}, false
		}
		var n value.Count
		whole = whole && n.Parse(c.Text) == nil
		sum = sum.Add(m)
	}
	text := sum.String()
	if whole {
		text = value.Count(int64(sum.Float())).String()
	}
	cell := block.Number(text, sum.Float())
	cell.Strong = true
	return cell, true
}
