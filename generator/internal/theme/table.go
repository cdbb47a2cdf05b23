package theme

import (
	"html/template"

	"gongkai/generator/internal/block"
)

// Table is the dot of blocks/table.html.
type Table struct {
	View
	shape
	Of    string // title of the chart that the table belongs to
	table block.Table
}

func newTable(v View, t block.Table) *Table {
	return &Table{View: v, table: t, shape: shapeOf(t)}
}

// HTML renders the block.
func (v *Table) HTML() (template.HTML, error) { return v.Page.execute("table", v) }

// Body returns the rows as HTML. Templates may range over .Block.Rows instead,
// which takes much longer: a page of accounts has hundreds of cells.
func (v *Table) Body() template.HTML { return v.rows(v.table.Rows) }

// Foot returns the totals as HTML.
func (v *Table) Foot() template.HTML { return v.rows(v.table.Foot) }

func (v *Table) rows(rows [][]block.Cell) template.HTML {
	w := cellWriter{page: v.Page}
	w.out = make([]byte, 0, len(rows)*len(v.Columns)*64)
	for _, row := range rows {
		w.text("<tr>")
		for i := range row {
			c := &v.Columns[i]
			w.text(c.open)
			w.cell(&row[i])
			w.text(c.close)
		}
		w.text("</tr>")
	}
	return template.HTML(w.out)
}

// cellWriter writes what is in cells as HTML.
type cellWriter struct {
	page *Page
	out  []byte
}

func (w *cellWriter) text(s string) { w.out = append(w.out, s...) }

func (w *cellWriter) cell(c *block.Cell) {
	if c.Strong {
		w.text("<strong>")
	}
	if c.Ref != "" {
		w.text(`<a href="`)
		w.text(escape(string(w.page.URL(c.Ref))))
		w.text(`">`)
	}
	if c.Markup.IsZero() {
		w.text(escape(c.Text))
	} else {
		w.text(c.Markup.HTML(func(r block.Ref) string { return string(w.page.URL(r)) }))
	}
	if c.Ref != "" {
		w.text("</a>")
	}
	if c.Strong {
		w.text("</strong>")
	}
	if len(c.Spark) > 1 {
		w.spark(c.Spark)
	}
	if c.Badge.Text != "" {
		w.text(` <span class="badge `)
		w.text(c.Badge.Tone.String())
		w.text(`">`)
		w.text(escape(c.Badge.Text))
		w.text("</span>")
	}
}
