package theme

import (
	"html"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
)

// Room there is, in em of the table's font.
const (
	phoneRoom  = 23.0 // a phone of 360 px
	besideRoom = 30.0 // the place beside a drawing that has a whole row of a page
	sheetRoom  = 58.0 // the sheet that a record is on
	tabletRoom = 40.0 // the same on a tablet held upright
	padding    = 1.07 // of a cell, left and right together
	tight      = 0.75 // the same on a phone
	besideRows = 20   // more rows beside a drawing leave it alone on a long empty page
	breaks     = 6.0  // a shorter text is not broken into lines
)

// shape is how a table is laid out. It comes from what is in the table, since
// style sheets cannot ask whether a table fits.
type shape struct {
	Columns []Column
	Stacked bool // does not fit on a phone: there each row becomes a card
	Dense   bool // does not fit on a tablet either
	Wide    bool // may have to scroll sideways where there is little room

	room float64 // that it takes if long texts wrap
}

// Column is a column as templates see it.
type Column struct {
	block.Column
	Key   bool   // names the row
	Class string // end, center; short: on one line; minor: not on phones; long: a line of its own on a card

	most        float64 // width of the widest cell
	open, close string  // tags of a cell
}

// least is the width that a column needs if its texts may wrap.
func (c *Column) least() float64 {
	w := c.most
	if c.Align == block.Start {
		w = min(w, breaks)
	}
	return max(w, min(width(c.Title), 3)) + tight
}

func shapeOf(t block.Table) shape {
	s := shape{Columns: make([]Column, len(t.Columns))}
	for i, c := range t.Columns {
		s.Columns[i] = Column{Column: c}
	}
	for _, rows := range [][][]block.Cell{t.Rows, t.Foot} {
		for _, row := range rows {
			for i := range row {
				c := &s.Columns[i]
				c.most = max(c.most, cellWidth(&row[i]))
			}
		}
	}
	s.fit()
	s.classify()
	for i := range s.Columns {
		s.Columns[i].tags(s.Stacked)
	}
	return s
}

// fit decides what becomes of the table where there is little room.
func (s *shape) fit() {
	var all, major float64
	for i := range s.Columns {
		c := &s.Columns[i]
		all += c.least()
		if !c.Minor {
			major += c.least()
		}
		s.room += min(max(c.most, min(width(c.Title), 4)), 12) + padding
	}
	s.Wide = s.room > sheetRoom
	s.Stacked = major > phoneRoom && len(s.Columns) > 2
	s.Dense = s.Stacked && s.room > tabletRoom
	if s.Stacked || all <= phoneRoom {
		for i := range s.Columns {
			s.Columns[i].Minor = false // there is room for it, or it is on the card
		}
	}
}

func (s *shape) classify() {
	key := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Align == block.Start && c.Title != "" })
	for i := range s.Columns {
		c := &s.Columns[i]
		c.Key = i == key
		var names []string
		switch c.Align {
		case block.End:
			names = append(names, "end")
		case block.Center:
			names = append(names, "center")
		}
		if c.Align == block.Start && c.most <= breaks {
			names = append(names, "short")
		}
		if c.Minor {
			names = append(names, "minor")
		}
		if s.Stacked && (c.Key && c.most > breaks || !c.Key && c.most+width(c.Title) > 10.5) {
			names = append(names, "long")
		}
		c.Class = strings.Join(names, " ")
	}
}

// tags writes the tags of the column's cells. On a card every cell but the key
// says what it is.
func (c *Column) tags(stacked bool) {
	c.open, c.close = "<td", "</td>"
	if c.Key {
		c.open, c.close = `<th scope="row"`, "</th>"
	}
	if c.Class != "" {
		c.open += ` class="` + c.Class + `"`
	}
	if stacked && !c.Key {
		c.open += ` data-label="` + escape(c.Title) + `"`
	}
	c.open += ">"
}

func cellWidth(c *block.Cell) float64 {
	w := width(c.Text)
	if len(c.Spark) > 1 {
		w += 8
	}
	if c.Badge.Text != "" {
		w += width(c.Badge.Text) + 1.5
	}
	return w
}

// width estimates the width of a text in em: a Chinese character is as wide as
// the font is high, a digit or Latin letter about half.
func width(text string) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case r == ',' || r == '.':
			w += 0.28
		case r < 0x2000:
			w += 0.56
		default:
			w++
		}
	}
	return w
}

func escape(s string) string { return html.EscapeString(s) }
