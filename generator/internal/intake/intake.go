// Package intake understands spreadsheets: which rows are the head, which column is which declared column of a
// kind's table, in which unit amounts are, which rows are entries, sums or remarks.
//
// An office's table is made for eyes. What a reader would have to guess is refused, with the cell and the way to
// mend it; what has no place in the table is kept apart and named. The sums of a sheet have to be those of its rows.
package intake

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
)

// Want is what to look for.
type Want struct {
	File    string            // for the places of findings
	Kinds   []kind.Kind       // whose tables
	Sheet   string            // name of the sheet; "" for the only one with such a table
	Columns map[string]string // declared column by head, where the clerk said so
	Keep    []string          // undeclared columns that the record already has
}

// Table is a table of a kind as a spreadsheet has it.
type Table struct {
	Kind    kind.Kind
	Spec    kind.TableSpec
	Sheet   string
	Above   []string // texts above the head: the title, for whom, in which unit
	Columns []Column // placed ones, in the order of the sheet
	Rows    []Row
	Known   []Known  // sums that are keys of records, such as 期初结余
	Done    []string // what was understood beyond the obvious, in Chinese
	Left    []Left   // what has no place in the table
}

// Column is a placed column.
type Column struct {
	Col   int // in the sheet
	Head  string
	Title string // in the record
	Type  string // as of kind.ColumnSpec; "" for an undeclared one
	Unit  string // of amounts: "" for 元, 万, 亿
}

// Row is an entry, with a text for every column.
type Row struct {
	Line  int
	Cells []string
}

// Known is a sum with a name.
type Known struct{ Name, Text string }

// Left is something that the table has no place for.
type Left struct {
	What  string // 备注列, 第 3 行, …
	Lines []string
}

var (
	errNoHead = diag.Define("GK0741", diag.Error, "没有找到%[1]s表格的表头%[2]s。",
		"表头里要有：%[3]s。列名不一样的，用 --column 指明，例如 --column 收入金额=收入。")
	errSheets   = diag.Define("GK0742", diag.Error, "有 %[1]d 张工作表都可以导入：%[2]s。", "用 --sheet 指明一张，例如 --sheet %[3]s。")
	errWhich    = diag.Define("GK0743", diag.Error, "第 %[1]d 行的表头可以是%[2]s，看不出是哪一个。", "用 --kind 指明类型；同一类型里的，改表头，让它只像其中一个。")
	errTwice    = diag.Define("GK0744", diag.Error, "%[1]s列“%[2]s”和 %[3]s列“%[4]s”都是“%[5]s”。", "只留一列，或者把另一列的表头改成别的名称；并排的两个表格分开放到两张工作表。")
	errTables   = diag.Define("GK0745", diag.Error, "第 %[1]d 行像是另一个表格的开头。", "一张工作表只放一个表格：把另一个移到别的工作表。")
	errUnit     = diag.Define("GK0746", diag.Error, "%[1]s。", "在表头里写明一个单位，例如“收入（元）”或者“收入（万元）”。")
	errCell     = diag.Define("GK0747", diag.Error, "%[1]s（%[2]s）%[3]s。", "%[4]s。")
	errMerged   = diag.Define("GK0748", diag.Error, "%[1]s 是合并的单元格，看不出这个数算在哪一行、哪一列。", "取消合并，每一格各填各的。")
	errTotal    = diag.Define("GK0749", diag.Error, "%[1]s“%[2]s”的%[3]s是 %[4]s，各行加起来是 %[5]s%[6]s。", "核对各行和合计，改好再导入。")
	errStray    = diag.Define("GK0750", diag.Error, "第 %[1]d 行%[2]s，看不出是不是表格的一行。", "是的，移到表格里去；不是的，删掉或者移到别的工作表。")
	errNoEntry  = diag.Define("GK0751", diag.Error, "表头（第 %[1]d 行）下面没有一行内容。", "检查是不是选错了工作表，或者内容都在隐藏的行里。")
	errNotAsked = diag.Define("GK0752", diag.Error, "--column 里的“%[1]s”%[2]s。", "%[3]s")
)

// Read finds the table of a book that is wanted. With errors in the report it is nil.
func Read(book *sheet.Book, want Want, report *diag.Report) *Table {
	h := find(book, want, report)
	if h == nil {
		return nil
	}
	t := &table{
		Table: Table{Kind: h.kind, Spec: h.spec, Sheet: h.sheet.Name}, head: h, s: h.sheet, want: want, report: report,
	}
	t.above()
	t.place()
	if report.Errors() > 0 {
		return nil
	}
	t.units()
	t.read()
	t.sums()
	t.notes()
	if report.Errors() > 0 {
		return nil
	}
	return &t.Table
}

// table is a Table that is being read.
type table struct {
	Table
	head   *head
	s      *sheet.Sheet
	want   Want
	report *diag.Report

	placed  map[int]int // index into Columns by column of the sheet
	apart   []int       // columns of the sheet that have no place
	totals  []total
	entries []int // rows of the sheet that are entries
	hidden  []int // rows that are not shown
	serials int   // how many dates were serial numbers
}

// total is a row of sums.
type total struct {
	row   int
	label string
	after int // how many entries stand above
}

func (t *table) add(d *diag.Def, row, col int, args ...any) {
	t.report.Add(d.At(diag.Pos{File: t.want.File, Line: row, Col: col}, args...))
}

// done notes what was understood.
func (t *table) done(format string, args ...any) {
	t.Done = append(t.Done, fmt.Sprintf(format, args...))
}

// above takes the texts above the head.
func (t *table) above() {
	for row := 1; row < t.head.top; row++ {
		for col := 1; col <= t.s.Width(); col++ {
			if c := t.s.At(row, col); c.Text != "" && !t.s.RowHidden(row) {
				t.Above = append(t.Above, oneLine(c.Text))
			}
		}
	}
}

// place decides which columns are in the table and which are not.
func (t *table) place() {
	t.placed = map[int]int{}
	var hidden []string
	for col := 1; col <= t.s.Width(); col++ {
		name, declared := t.head.names[col-1], t.head.columns[col-1]
		switch {
		case t.s.ColHidden(col):
			if name != "" || !t.columnEmpty(col) {
				hidden = append(hidden, sheet.ColName(col)+heading(headText(t.s, t.head.bottom, col)))
			}
		case declared >= 0:
			spec := t.Spec.Columns[declared]
			t.put(Column{Col: col, Head: name, Title: spokenTitle(spec, name), Type: spec.TypeName})
		case name == "" && t.columnEmpty(col):
		case t.counts(col, name):
			t.done("%s列%s只是顺序号，没有放进表格", sheet.ColName(col), heading(name))
		case name != "" && (t.Spec.Open || slices.ContainsFunc(t.want.Keep, func(k string) bool { return kind.HeadName(k) == kind.HeadName(name) })):
			t.put(Column{Col: col, Head: name, Title: name})
		default:
			t.apart = append(t.apart, col)
		}
	}
	if len(hidden) > 0 {
		t.done("隐藏的列没有导入：%s", strings.Join(hidden, "、"))
	}
	t.checkTwice()
}

func (t *table) put(c Column) {
	t.placed[c.Col] = len(t.Columns)
	t.Columns = append(t.Columns, c)
}

// checkTwice refuses two columns for one.
func (t *table) checkTwice() {
	seen := map[string]Column{}
	for _, c := range t.Columns {
		key := c.Title
		if i := t.head.columns[c.Col-1]; i >= 0 {
			key = t.Spec.Columns[i].Titles[0]
		}
		if first, ok := seen[key]; ok {
			t.add(errTwice, t.head.bottom, c.Col, sheet.ColName(first.Col), first.Head, sheet.ColName(c.Col), c.Head, key)
		}
		seen[key] = c
	}
}

// spokenTitle is the title that the sheet uses, where that is one of the declared ones.
func spokenTitle(spec kind.ColumnSpec, head string) string {
	if name := kind.HeadName(head); slices.Contains(spec.Titles, name) {
		return name
	}
	return spec.Titles[0]
}

func (t *table) columnEmpty(col int) bool {
	for row := t.head.bottom + 1; row <= t.s.Height(); row++ {
		if !t.s.At(row, col).IsEmpty() {
			return false
		}
	}
	return true
}

// counts reports whether a column does nothing but count rows.
func (t *table) counts(col int, name string) bool {
	switch strings.ToUpper(strings.TrimRight(name, ".")) {
	case "序号", "序", "行号", "NO", "":
	default:
		return false
	}
	n := 0
	for row := t.head.bottom + 1; row <= t.s.Height(); row++ {
		c := t.s.At(row, col)
		if c.Type != sheet.Number {
			continue // 合计, or nothing
		}
		if n++; c.Text != fmt.Sprint(n) {
			return false
		}
	}
	return n > 0
}

// heading quotes the head of a column, if it has one.
func heading(name string) string {
	if name == "" {
		return "（没有表头）"
	}
	return "“" + name + "”"
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// notes takes the remarks pinned to cells, and what is in columns that have no place.
func (t *table) notes() {
	for _, col := range t.apart {
		l := Left{What: sheet.ColName(col) + "列" + heading(t.head.names[col-1])}
		for _, row := range t.entries {
			if c := t.s.Seen(row, col); c.Text != "" {
				l.Lines = append(l.Lines, fmt.Sprintf("第%d行：%s", row, oneLine(c.Text)))
			}
		}
		if len(l.Lines) > 0 {
			t.Left = append(t.Left, l)
		}
	}
	for _, n := range t.s.Notes {
		if t.s.RowHidden(n.Row) || t.s.ColHidden(n.Col) {
			continue
		}
		t.Left = append(t.Left, Left{"批注 " + sheet.CellName(n.Row, n.Col), []string{oneLine(n.Text)}})
	}
	if len(t.hidden) > 0 {
		t.done("隐藏的行没有导入：第 %s 行", joinRows(t.hidden))
	}
}

func joinRows(rows []int) string {
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprint(r))
	}
	return strings.Join(out, "、")
}
