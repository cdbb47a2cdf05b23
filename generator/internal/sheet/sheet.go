// Package sheet reads spreadsheets as offices make them, and writes them. It knows cells, not what a table
// means: a cell comes out as the text that a person would have typed for it – a date as 2026-10-05,
// a number with the digits that the program shows, never those of a float – or with a reason why that
// cannot be told.
package sheet

import (
	"strconv"
	"strings"
)

// Book is a spreadsheet file.
type Book struct {
	Sheets []*Sheet
}

// Sheet is one sheet of a book. Rows and columns count from 1, as people count them.
type Sheet struct {
	Name   string
	Hidden bool
	CSV    bool // a text file: what a cell was formatted as is lost
	Merges []Area
	Notes  []Note

	rows       [][]Cell
	width      int // of the widest row
	hiddenRows map[int]bool
	hiddenCols map[int]bool
}

// Type is what a cell holds.
type Type uint8

// The types. A date has its own, since programs keep dates as numbers.
const (
	Empty Type = iota
	Text
	Number
	Date
	Bool
)

// Cell is one cell.
type Cell struct {
	Type    Type
	Text    string
	Problem string // why what the cell says cannot be told, in Chinese; "" for nothing wrong
	Hint    string // how to mend that
	Date    string // of a whole Number: the day whose serial number it is; "" for none
}

// IsEmpty reports whether nobody sees anything in the cell.
func (c Cell) IsEmpty() bool { return c.Text == "" && c.Problem == "" }

// Note is a remark pinned to a cell (批注).
type Note struct {
	Row, Col int
	Text     string
}

// Area is a rectangle of merged cells, of which the first holds what is seen.
type Area struct{ Top, Left, Bottom, Right int }

// Contains reports whether a cell lies in the area.
func (a Area) Contains(row, col int) bool {
	return a.Top <= row && row <= a.Bottom && a.Left <= col && col <= a.Right
}

// Height returns how many rows there are.
func (s *Sheet) Height() int { return len(s.rows) }

// Width returns how many columns the widest row has.
func (s *Sheet) Width() int { return s.width }

// add adds a row below the others.
func (s *Sheet) add(row []Cell) {
	s.rows = append(s.rows, row)
	s.width = max(s.width, len(row))
}

// At returns a cell, and an empty one outside of what is there.
func (s *Sheet) At(row, col int) Cell {
	if row < 1 || row > len(s.rows) || col < 1 || col > len(s.rows[row-1]) {
		return Cell{}
	}
	return s.rows[row-1][col-1]
}

// Merge returns the merged area that a cell belongs to.
func (s *Sheet) Merge(row, col int) (Area, bool) {
	for _, a := range s.Merges {
		if a.Contains(row, col) {
			return a, true
		}
	}
	return Area{}, false
}

// Seen returns the cell whose content is seen at a place: for a merged one, the first of its area.
func (s *Sheet) Seen(row, col int) Cell {
	if a, ok := s.Merge(row, col); ok {
		return s.At(a.Top, a.Left)
	}
	return s.At(row, col)
}

// RowHidden reports whether a row is not shown, as by a filter.
func (s *Sheet) RowHidden(row int) bool { return s.hiddenRows[row] }

// ColHidden reports whether a column is not shown.
func (s *Sheet) ColHidden(col int) bool { return s.hiddenCols[col] }

// RowEmpty reports whether nothing is seen in a row.
func (s *Sheet) RowEmpty(row int) bool {
	for col := 1; col <= s.Width(); col++ {
		if !s.At(row, col).IsEmpty() {
			return false
		}
	}
	return true
}

// ColName is the name of a column: A, B … Z, AA …
func ColName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// CellName is the name of a cell, such as B5.
func CellName(row, col int) string { return ColName(col) + strconv.Itoa(row) }

// tidy makes one text of what was typed into a cell: no white space around lines, none that is not seen.
func tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "_x000D_", "", "\u00a0", " ", "\u200b", "", "\ufeff", "").Replace(text)
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.Trim(line, " \t\u3000"); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
