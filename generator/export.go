package generator

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/value"
)

// ExportOptions say what to export.
type ExportOptions struct {
	Path   string // a record, or the folder of a section
	Year   string // of a section; "" for all of it
	Output string // file; default the name of the record or section
	Force  bool   // write over a file that is there
}

// Exported is a spreadsheet that was written.
type Exported struct {
	File    string
	Records int
	Sheets  []string
}

// Export writes the tables of a record, or of a section's records of a year, as they are published, into a
// spreadsheet: what is masked on the board is masked there, and what is not public is not in it.
func Export(opts Options, out ExportOptions) (*Exported, *Report, error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.understand()
	if b.stopped() {
		report, err := b.finish()
		return nil, report, err
	}
	e := &exporting{build: b, pages: map[string]*stack{}}
	name, err := e.choose(out)
	if err != nil {
		return nil, nil, err
	}
	if out.Output == "" {
		out.Output = name + ".xlsx"
	}
	if len(e.out) == 0 {
		return nil, nil, &UsageError{out.Path + " 没有表格。"}
	}
	if personal := e.personal(); len(personal) > 0 {
		return nil, &Report{Findings: personal}, nil
	}
	data, err := sheet.Write(e.out, b.asOf.Time())
	if err != nil {
		return nil, nil, err
	}
	made := &Exported{File: out.Output, Records: e.records, Sheets: sheet.Names(e.out)}
	if out.Force {
		err = replaceFile(out.Output, data)
	} else {
		err = createFile(out.Output, data)
	}
	return made, &Report{}, err
}

// exporting is one export under way.
type exporting struct {
	*build
	out     []sheet.Page
	pages   map[string]*stack // by name
	stacks  []*stack          // in the order in which they came up
	records int
}

// choose takes the records that are asked for, and returns a name for what was taken.
func (e *exporting) choose(out ExportOptions) (string, error) {
	name, err := relativeTo(e.opts.Source, out.Path)
	if err != nil && !e.opts.Sample {
		return "", err
	}
	if e.opts.Sample {
		name = path.Clean(filepath.ToSlash(out.Path))
	}
	if path.Ext(name) == ".md" {
		if out.Year != "" {
			return "", &UsageError{"--year 只能和栏目一起用。"}
		}
		return strings.TrimSuffix(path.Base(name), ".md"), e.record(name, out.Path)
	}
	return e.section(name, out)
}

// record takes one record.
func (e *exporting) record(name, asked string) error {
	for _, bd := range e.boards {
		r, visible := bd.RecordAt(name)
		switch {
		case r == nil:
			continue
		case !visible:
			return &UsageError{asked + " 现在不公开，不能导出。"}
		}
		e.records = 1
		for _, t := range tables(bd, r) {
			p := sheetOf(t)
			p.Name, p.Title = nameOf(t), t.Caption
			if p.Title == "" {
				p.Title = string(r.Title)
			}
			e.out = append(e.out, p)
		}
		return nil
	}
	return notRecord(asked)
}

// section takes the public records of a section and year, the rows of like tables one below the other.
func (e *exporting) section(name string, out ExportOptions) (string, error) {
	year, err := strconv.Atoi(strings.TrimSuffix(out.Year, "年"))
	if err != nil && out.Year != "" {
		return "", &UsageError{"--year " + out.Year + "：要写年份，例如 2026。"}
	}
	for _, bd := range e.boards {
		var found *board.Section
		bd.Root.Walk(func(s *board.Section) {
			if s.Parent != nil && (s.Dir == name || s.Title == out.Path) {
				found = s
			}
		})
		if found == nil {
			continue
		}
		records := slices.Clone(found.Records)
		slices.SortStableFunc(records, func(x, y *kind.Record) int {
			if c := x.Period.Start().Compare(y.Period.Start()); c != 0 {
				return c
			}
			return x.From().Compare(y.From())
		})
		for _, r := range records {
			if year == 0 || yearOf(r) == year {
				e.add(bd, r)
			}
		}
		for _, p := range e.stacks {
			e.out = append(e.out, p.Page)
		}
		title := found.Title
		if year > 0 {
			title = fmt.Sprintf("%s%d年", title, year)
		}
		return title, nil
	}
	return "", &UsageError{"没有“" + out.Path + "”这个栏目。写记录的文件，或者栏目的文件夹。"}
}

// yearOf is the year of a record's period, or else of its day.
func yearOf(r *kind.Record) int {
	if !r.Period.IsZero() {
		return r.Period.Start().Year()
	}
	return r.Date.Year()
}

// add takes a record of many: its rows go below those of like tables.
func (e *exporting) add(bd *board.Board, r *kind.Record) {
	e.records++
	of := r.Date.ISO()
	if !r.Period.IsZero() {
		of = r.Period.String()
	}
	for _, t := range tables(bd, r) {
		name := strings.TrimPrefix(strings.TrimPrefix(nameOf(t), r.Period.String()), r.Period.Short())
		p, ok := e.pages[name]
		if !ok {
			p = &stack{Page: sheet.Page{Name: name, Head: []string{"记录", "期间"}}, at: map[string]int{}}
			e.pages[name], e.stacks = p, append(e.stacks, p)
		}
		p.add(t, sheet.Cell{Type: sheet.Text, Text: string(r.Title)}, exportCell(of, false))
	}
}

// stack is a sheet with the rows of like tables, each cell under its title.
type stack struct {
	sheet.Page
	at map[string]int // column by title
}

// add adds the rows of a table, each after what it belongs to.
func (s *stack) add(t block.Table, first ...sheet.Cell) {
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

// tables returns the tables that a record's page shows.
func tables(bd *board.Board, r *kind.Record) []block.Table {
	var out []block.Table
	for _, bl := range r.Kind.Blocks(bd.Context(r.Kind, &diag.Report{}), r) {
		if t, ok := bl.(block.Table); ok && len(t.Columns) > 0 {
			out = append(out, t)
		}
	}
	return out
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
		p.Rows = append(p.Rows, exportRow(t, row))
	}
	for _, row := range t.Foot {
		p.Foot = append(p.Foot, exportRow(t, row))
	}
	return p
}

func exportRow(t block.Table, row []block.Cell) []sheet.Cell {
	out := make([]sheet.Cell, len(row))
	for i, c := range row {
		text := strings.TrimSpace(c.Markup.Plain())
		if text == "" {
			text = c.Text
		}
		if c.Badge.Text != "" && c.Badge.Text != text {
			text = strings.TrimSpace(text + " " + c.Badge.Text)
		}
		out[i] = exportCell(text, t.Columns[i].Align == block.End)
	}
	return out
}

var (
	amountText = regexp.MustCompile(`^-?\d{1,3}(,\d{3})*\.\d{2}$`)
	numberText = regexp.MustCompile(`^-?(\d{1,3}(,\d{3})+|0|[1-9]\d*)(\.\d+)?%?$`)
	isoText    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// exportCell is a number or a date where the text is nothing else. Numbers of vouchers and telephones, which stand in
// columns of words, stay texts.
func exportCell(text string, numeric bool) sheet.Cell {
	if _, err := value.ParseDate(text); err == nil && isoText.MatchString(text) {
		return sheet.Cell{Type: sheet.Date, Text: text}
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

// personal looks through all cells once more, as is done with every file that is published.
func (e *exporting) personal() []Finding {
	var found []Finding
	for _, p := range e.out {
		for _, row := range slices.Concat(p.Rows, p.Foot) {
			var line []string
			for _, c := range row {
				line = append(line, c.Text)
			}
			for _, f := range e.guard.personalIn(e.build, p.Name, []byte(strings.Join(line, "\t"))) {
				if f.Severity == diag.Error {
					f.Pos = diag.Pos{File: p.Name}
					found = append(found, f)
				}
			}
		}
	}
	return found
}
