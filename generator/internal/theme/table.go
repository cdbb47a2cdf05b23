package theme

import (
	"cmp"
	"html/template"

	"gongkai/generator/internal/block"
)

// Table is the dot of blocks/table.html.
type Table struct {
	View
	Block block.Table
	Of    string // what the table is about, for those who listen, where it has no caption
	// Of its shape. What templates ask for is not in an embedded struct, which they
	// take long to look into.
	Columns              []Column
	Stacked, Dense, Wide bool
	CSV, JSON            template.URL // the same for programs; "" for none
	room                 float64
}

func newTable(v View, t block.Table) *Table {
	s := shapeOf(t)
	return &Table{View: v, Block: t, Of: cmp.Or(t.Title, v.Page.Title), Columns: s.Columns, Stacked: s.Stacked, Dense: s.Dense, Wide: s.Wide, CSV: v.URL(t.CSV), JSON: v.URL(t.JSON), room: s.room}
}

// HTML renders the block.
func (v *Table) HTML() (template.HTML, error) { return v.Page.block("table", v) }

// Titles returns the row of the columns' titles.
func (v *Table) Titles() template.HTML {
	w := v.Page.newWriter(len(v.Columns) * 64)
	w.raw("<tr>")
	for i := range v.Columns {
		c := &v.Columns[i]
		w.raw(`<th scope="col"`)
		if c.Class != "" {
			w.raw(` class="`, c.Class, `"`)
		}
		w.raw(">")
		w.text(c.Title)
		w.raw("</th>")
	}
	w.raw("</tr>")
	return w.html()
}

// Body returns the rows as HTML. Templates may range over .Block.Rows instead,
// which takes much longer: a page of accounts has hundreds of cells.
func (v *Table) Body() template.HTML { return v.rows(v.Block.Rows) }

// lastRows is how many rows of a table stay together with what stands below it on paper.
const lastRows = 2

// Upper returns the rows but for the last ones as HTML.
func (v *Table) Upper() template.HTML { return v.rows(v.Block.Rows[:v.lasts()]) }

// Last returns the last rows as HTML.
func (v *Table) Last() template.HTML { return v.rows(v.Block.Rows[v.lasts():]) }

func (v *Table) lasts() int { return max(0, len(v.Block.Rows)-lastRows) }

// Foot returns the totals as HTML.
func (v *Table) Foot() template.HTML { return v.rows(v.Block.Foot) }

func (v *Table) rows(rows [][]block.Cell) template.HTML {
	w := v.Page.newWriter(len(rows) * len(v.Columns) * 64)
	ends := v.Page.plan.Site.Ends
	for _, row := range rows {
		w.raw("<tr")
		if len(ends) > 0 {
			w.ends(row)
		}
		w.raw(">")
		for i := range row {
			c := &v.Columns[i]
			w.raw(c.open)
			w.cell(&row[i])
			w.raw(c.close)
		}
		w.raw("</tr>")
	}
	return w.html()
}

// ends adds to the start tag of a row on which day the first record that it leads to is withdrawn.
func (w *writer) ends(row []block.Cell) {
	for i := range row {
		if w.page.plan.Site.Ends[row[i].Ref] != "" {
			w.until(row[i].Ref)
			return
		}
	}
}
