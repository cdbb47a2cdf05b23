package surface

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// children shows the subordinate boards on the home page of the one above: what adds up, added
// up, and then the headline figures of each.
func (w *web) children() []block.Block {
	var out []block.Block
	for _, name := range w.sums() {
		if t, ok := w.sum(name); ok {
			out = append(out, t)
		}
	}
	for _, child := range w.board.Children {
		out = append(out, w.child(child))
	}
	return out
}

// child is a subordinate board as a row of figures under its name.
func (w *web) child(child *board.Board) block.Block {
	inner := &web{board: child, site: &Site{Base: child.Base}}
	figures, _ := inner.headlines()
	into := block.Link{Text: "进入" + string(child.Short), Ref: w.board.Below(child, "/")}
	if len(figures) == 0 {
		return block.Cards{Head: block.Head{Title: string(child.Short), Note: string(child.Description)}, Cards: []block.Card{{Title: into.Text, Ref: into.Ref}}}
	}
	for i := range figures {
		figures[i].Ref = w.board.Below(child, figures[i].Ref)
	}
	return block.Figures{
		Figures: figures[:min(len(figures), 4)],
		Head:    block.Head{Title: string(child.Short), Note: string(child.Description), More: into},
	}
}

// sums lists the measures that subordinate boards have and that add up.
func (w *web) sums() []string {
	var out []string
	for _, child := range w.board.Children {
		for _, m := range child.Measures {
			if m.Sum && m.Of == "" && !slices.Contains(out, m.Name) {
				out = append(out, m.Name)
			}
		}
	}
	return out
}

// sum compares the subordinate boards by a measure in the last period that one of them has, and adds it up.
func (w *web) sum(name string) (block.Block, bool) {
	var last value.Period
	series := map[*board.Board][]kind.Measure{}
	for _, child := range w.board.Children {
		for _, m := range ofName(child.Measures, name) {
			if m.Of == "" && m.Sum {
				series[child] = append(series[child], m)
				if last.IsZero() || last.Compare(m.Period) < 0 {
					last = m.Period
				}
			}
		}
	}
	t := block.Table{Columns: []block.Column{{Title: "单位"}, {Title: name, Align: block.End}}}
	var cells []block.Cell
	for _, child := range w.board.Children {
		cell, ok := at(series[child], last)
		if !ok {
			continue
		}
		t.Unit = series[child][0].Unit
		cell.Ref = w.board.Below(child, cell.Ref)
		cells = append(cells, cell)
		t.Rows = append(t.Rows, []block.Cell{{Text: string(child.Short), Ref: w.board.Below(child, "/")}, cell})
	}
	total, ok := addUp(cells)
	if len(cells) < 2 || !ok {
		return nil, false
	}
	t.Foot = [][]block.Cell{{block.Text("合计"), total}}
	return block.Chart{
		Head: block.Head{Title: fmt.Sprintf("下属单位%s%s", last, name)}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("%d 个下属单位%s的%s，合计 %s%s。", len(cells), last, name, total.Text, t.Unit),
	}, true
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
