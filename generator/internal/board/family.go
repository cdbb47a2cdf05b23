package board

import (
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
)

// setFamily makes each board inside another's folder a subordinate of the nearest one. Boards are
// ordered by folder, so that a parent comes before its children.
func setFamily(boards []*Board) {
	for i, b := range boards {
		if p := owner(boards[:i], b.Dir); p != nil {
			b.Parent = p
			p.Children = append(p.Children, b)
		}
	}
}

// called reports whether a name means the board.
func (b *Board) called(name string) bool {
	return name == string(b.Unit) || name == string(b.Short) || name == string(b.Title)
}

var errNotTheSame = diag.Define("GK0335", diag.Error, "%[1]s%[2]s的%[3]s这里写的是 %[4]s，%[1]s自己公布的是 %[5]s。", "核对两处，改掉写错的一个。")

// Relate compares what boards state of their subordinate boards with what those publish
// themselves, and adds up what the parent does not state.
func Relate(boards []*Board, report *diag.Report) {
	for _, b := range boards {
		for _, child := range b.Children {
			for _, m := range b.statedOf(child) {
				if own, ok := child.total(m); ok && own.Cell.Text != m.Cell.Text {
					report.Add(errNotTheSame.At(m.Pos, child.Short, m.Period, m.Name, m.Cell.Text, own.Cell.Text))
				}
			}
		}
	}
}

// statedOf returns the measures that a board gives of a subordinate one.
func (b *Board) statedOf(child *Board) []kind.Measure {
	var out []kind.Measure
	all := b.Measures
	for _, u := range b.Units {
		all = append(all[:len(all):len(all)], u.Measures...)
	}
	for _, m := range all {
		if m.Sum && m.Of != "" && child.called(m.Of) {
			out = append(out, m)
		}
	}
	return out
}

// total returns the board's own measure of the same name and period.
func (b *Board) total(want kind.Measure) (kind.Measure, bool) {
	for _, m := range b.Measures {
		if m.Of == "" && m.Name == want.Name && m.Period == want.Period {
			return m, true
		}
	}
	return kind.Measure{}, false
}
