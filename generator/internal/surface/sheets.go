package surface

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/value"
)

// SheetsOf returns the tables of a record as they are published, each for a sheet of its own.
func SheetsOf(b *board.Board, r *kind.Record) []sheet.Page {
	var out []sheet.Page
	for _, t := range tablesIn(blocksOf(b, r)) {
		p := sheetOf(t)
		p.Name, p.Title = nameOf(t), t.Caption
		if p.Title == "" {
			p.Title = string(r.Title)
		}
		out = append(out, p)
	}
	return out
}

// StackedSheets returns the tables of many records, oldest first, the rows of like tables one below the other.
func StackedSheets(b *board.Board, records []*kind.Record) []sheet.Page {
	all := stacks{at: map[string]*stack{}}
	for _, r := range byPeriod(records) {
		all.tables(r, blocksOf(b, r))
	}
	return all.pages()
}

// byPeriod orders records by the periods they report on, and those without one by their days.
func byPeriod(records []*kind.Record) []*kind.Record {
	records = slices.Clone(records)
	slices.SortStableFunc(records, func(x, y *kind.Record) int {
		if c := x.Period.Start().Compare(y.Period.Start()); c != 0 {
			return c
		}
		return x.From().Compare(y.From())
	})
	return records
}

// YearOf is the year of a record's period, or else of its day.
func YearOf(r *kind.Record) int {
	if !r.Period.IsZero() {
		return r.Period.Start().Year()
	}
	return r.Date.Year()
}

// blocksOf returns what a record's page shows.
func blocksOf(b *board.Board, r *kind.Record) []block.Block {
	return r.Kind.Blocks(b.Context(r.Kind, &diag.Report{}), r)
}

func tablesIn(blocks []block.Block) []block.Table {
	var out []block.Table
	for _, bl := range blocks {
		if t, ok := bl.(block.Table); ok && len(t.Columns) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// stacks are the sheets of many records.
type stacks struct {
	at  map[string]*stack // by name
	all []*stack          // in the order in which they came up
}

// stack is a sheet with the rows of like tables, each cell under its title.
type stack struct {
	sheet.Page
	at map[string]int // column by title
}

// named returns the sheet of a name.
func (s *stacks) named(name string) *stack {
	p, ok := s.at[name]
	if !ok {
		p = &stack{Page: sheet.Page{Name: name, Head: []string{"记录", "期间"}}, at: map[string]int{}}
		s.at[name], s.all = p, append(s.all, p)
	}
	return p
}

func (s *stacks) pages() []sheet.Page {
	out := make([]sheet.Page, len(s.all))
	for i, p := range s.all {
		out[i] = p.Page
	}
	return out
}

// tables adds the tables of a record: their rows go below those of like ones.
func (s *stacks) tables(r *kind.Record, blocks []block.Block) {
	for _, t := range tablesIn(blocks) {
		name := strings.TrimPrefix(strings.TrimPrefix(nameOf(t), r.Period.String()), r.Period.Short())
		s.named(name).add(t, r)
	}
}

// add adds the rows of a record's table, each after what it belongs to.
func (s *stack) add(t block.Table, r *kind.Record) {
	of := r.Date.ISO()
	if !r.Period.IsZero() {
		of = r.Period.String()
	}
	first := []sheet.Cell{{Type: sheet.Text, Text: string(r.Title)}, sheetCell(of, false)}
	p := sheetOf(t)
	to, seen := make([]int, len(t.Columns)), map[string]int{}
	for i, c := range t.Columns {
		seen[c.Title]++
		key := fmt.Sprint(c.Title, seen[c.Title])
		at, ok := s.at[key]
		if !ok {
			at = len(s.Head)
			s.at[key], s.Head = at, append(s.Head, p.Head[i])
		}
		if len(p.Head[i]) > len(s.Head[at]) { // an empty column did not show that it is one of amounts
			s.Head[at] = p.Head[i]
		}
		to[i] = at
	}
	for _, row := range p.Rows {
		cells := append(make([]sheet.Cell, 0, len(s.Head)), first...)
		cells = append(cells, make([]sheet.Cell, len(s.Head)-len(first))...)
		for i, c := range row {
			cells[to[i]] = c
		}
		s.Rows = append(s.Rows, cells)
	}
}

// nameOf is what the sheet of a table is called.
func nameOf(t block.Table) string {
	if t.Title != "" {
		return t.Title
	}
	return t.Caption
}

// sheetOf makes a sheet of a table. Amounts have their unit in the head.
func sheetOf(t block.Table) sheet.Page {
	var p sheet.Page
	for i, c := range t.Columns {
		title := c.Title
		if t.Unit == "元" && !strings.ContainsAny(title, "（(") && isMoney(t, i) {
			title += "（元）"
		}
		p.Head = append(p.Head, title)
	}
	for _, row := range t.Rows {
		p.Rows = append(p.Rows, sheetRow(t, row))
	}
	for _, row := range t.Foot {
		p.Foot = append(p.Foot, sheetRow(t, row))
	}
	return p
}

func sheetRow(t block.Table, row []block.Cell) []sheet.Cell {
	out := make([]sheet.Cell, len(row))
	for i, c := range row {
		text := strings.TrimSpace(c.Markup.Plain())
		if text == "" {
			text = c.Text
		}
		if c.Badge.Text != "" && c.Badge.Text != text {
			text = strings.TrimSpace(text + " " + c.Badge.Text)
		}
		out[i] = sheetCell(text, t.Columns[i].Align == block.End)
	}
	return out
}

var (
	amountText = regexp.MustCompile(`^-?\d{1,3}(,\d{3})*\.\d{2}$`)
	numberText = regexp.MustCompile(`^-?(\d{1,3}(,\d{3})+|0|[1-9]\d*)(\.\d+)?%?$`)
	isoText    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// sheetCell is a number or a date where the text is nothing else. Numbers of vouchers and telephones, which stand in
// columns of words, stay texts.
func sheetCell(text string, numeric bool) sheet.Cell {
	if isoText.MatchString(text) {
		if _, err := value.ParseDate(text); err == nil {
			return sheet.Cell{Type: sheet.Date, Text: text}
		}
	}
	if numeric && numberText.MatchString(text) {
		return sheet.Cell{Type: sheet.Number, Text: text}
	}
	return sheet.Cell{Type: sheet.Text, Text: text}
}

// isMoney reports whether all that a column holds are amounts.
func isMoney(t block.Table, col int) bool {
	some := false
	for _, row := range t.Rows {
		switch text := row[col].Text; {
		case text == "":
		case !amountText.MatchString(text) || t.Columns[col].Align != block.End:
			return false
		default:
			some = true
		}
	}
	return some
}
