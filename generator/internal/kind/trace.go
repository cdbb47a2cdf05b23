package kind

import "gongkai/generator/internal/block"

// What kinds share to tell where the numbers at the top of an overview come from. A number of one record is told by
// that record; one of several by a table with a row for each of them and the sums below.

// ownFigures is the place of a record's headline figures on its page.
const ownFigures = "figures"

// place is the address of a block of a record's page.
func (r *Record) place(name string) block.Ref {
	if r.Ref == "" {
		return ""
	}
	return r.Ref + block.Ref("#"+name)
}

// figured marks the first figures of a record's page as the place that its numbers are found at.
func figured(blocks []block.Block) []block.Block {
	for i, b := range blocks {
		if f, ok := b.(block.Figures); ok {
			if f.Place == "" {
				blocks[i] = block.At(f, ownFigures)
			}
			break
		}
	}
	return blocks
}

// sourcedFrom tells where figures come from that don't say so themselves.
func sourcedFrom(figures []block.Figure, source block.Ref) {
	for i := range figures {
		if figures[i].Source == "" {
			figures[i].Source = source
		}
	}
}

// here is the address of a block of the page that a figure stands on.
func here(place string) block.Ref { return block.Ref("#" + place) }

// hereRows is the address of the table of a chart of the page that a figure stands on.
func hereRows(place string) block.Ref { return here(block.Rows(place)) }

// rows is the address of the table of a chart of a record's page.
func (r *Record) rows(place string) block.Ref { return r.place(block.Rows(place)) }

// sumColumn is a number that each record has a part in.
type sumColumn struct {
	title string
	cell  func(i int) block.Cell // of a record; of the sum for one more than there are
	shown bool                   // some record has a part in it
}

// sumTable shows what each of some records has added to the figures of an overview, with the sums below.
func sumTable(place, label string, records []block.Cell, columns ...sumColumn) block.Table {
	t := block.Table{Head: block.Head{Title: "这些数字从哪来", Place: place}, Columns: []block.Column{{Title: label}}}
	t.Rows = make([][]block.Cell, len(records))
	for i, r := range records {
		t.Rows[i] = []block.Cell{r}
	}
	foot := []block.Cell{{Text: "合计", Strong: true}}
	for _, c := range columns {
		if !c.shown {
			continue
		}
		t.Columns = append(t.Columns, block.Column{Title: c.title, Align: block.End})
		for i := range records {
			t.Rows[i] = append(t.Rows[i], c.cell(i))
		}
		foot = append(foot, c.cell(len(records)))
	}
	t.Foot = [][]block.Cell{foot}
	return t
}

// counts is a column of whole numbers.
func counts(title string, n []int) sumColumn {
	sum := 0
	for _, x := range n {
		sum += x
	}
	all := append(n[:len(n):len(n)], sum)
	return sumColumn{title, func(i int) block.Cell { return count(all[i]) }, sum != 0}
}

// always shows a column of nothing, too: some figure is that nothing.
func (c sumColumn) always() sumColumn {
	c.shown = true
	return c
}

// each gathers a number of each of some things.
func each[T any](list []T, of func(T) int) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = of(x)
	}
	return out
}

// recordCells are the titles of records, which lead to them.
func recordCells[T any](all []*item[T]) []block.Cell {
	out := make([]block.Cell, len(all))
	for i, it := range all {
		out[i] = block.Cell{Text: string(it.Title), Ref: it.Ref}
	}
	return out
}
