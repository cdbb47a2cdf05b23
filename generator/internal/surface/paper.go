package surface

import "gongkai/generator/internal/block"

// Paper is a size of paper with its margins; the style sheet of printed pages has a page of the
// same name.
type Paper string

// The papers.
const (
	A4     Paper = "a4"      // upright, with the margins of official documents (GB/T 9704)
	A4Wide Paper = "a4-wide" // lying
	A3     Paper = "a3"      // lying
	A5     Paper = "a5"      // a page of a booklet
)

// Name names the paper for the clerk who puts it into the printer.
func (p Paper) Name() string {
	return map[Paper]string{A4: "A4 纵向", A4Wide: "A4 横向", A3: "A3 横向", A5: "A5 纵向"}[p]
}

// How much fits side by side, in letters of a table's font (10.5 pt).
const (
	a4Room     = 42.0
	a4WideRoom = 65.0

	besideText = 0.85 // left and right of a text, together
	wrapAt     = 7.0  // longer texts are broken into lines
	titleWrap  = 4.0
	spanRoom   = 50.0 // a schedule's bars need
	treeRoom   = 7.0  // for a place in a tree
)

// paperFor picks the smallest paper on which everything stands without being squeezed.
func paperFor(blocks []block.Block) Paper {
	need := 0.0
	for _, bl := range blocks {
		need = max(need, roomOf(bl))
	}
	switch {
	case need <= a4Room:
		return A4
	case need <= a4WideRoom:
		return A4Wide
	}
	return A3
}

func roomOf(bl block.Block) float64 {
	switch bl := bl.(type) {
	case block.Table:
		return tableRoom(bl)
	case block.Chart:
		return tableRoom(bl.Table)
	case block.Schedule:
		if len(bl.Spans) > 0 {
			return spanRoom
		}
	case block.Tree:
		return min(a4WideRoom, treeRoom*float64(widest(bl.Roots)))
	}
	return 0
}

// tableRoom is the width in which numbers stand on one line and texts on a few.
func tableRoom(t block.Table) float64 {
	room := 0.0
	for i, c := range t.Columns {
		need := min(textWidth(c.Title), titleWrap)
		for _, rows := range [][][]block.Cell{t.Rows, t.Foot} {
			for _, row := range rows {
				need = max(need, cellRoom(row[i], c.Align))
			}
		}
		room += need + besideText
	}
	return room
}

func cellRoom(c block.Cell, align block.Align) float64 {
	w := textWidth(c.Text) + textWidth(c.Badge.Text)
	if align != block.End {
		w = min(w, wrapAt)
	}
	return w
}

// widest is how many places of a tree stand side by side at most, where leaves hang below each other.
func widest(nodes []block.Node) int {
	n := 0
	for _, node := range nodes {
		n += max(1, widestBelow(node.Children))
	}
	return n
}

func widestBelow(nodes []block.Node) int {
	for _, node := range nodes {
		if len(node.Children) > 0 {
			return widest(nodes)
		}
	}
	return min(1, len(nodes))
}
