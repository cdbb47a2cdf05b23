package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/intake"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// ImportOptions say what to import.
type ImportOptions struct {
	Sheet   string   // name of the sheet; "" for the only one that has such a table
	Kind    string   // of the record; "" for what Into is, or the only one that fits
	Into    string   // path of a record, new or not; "" for a new one in the section of the kind
	Columns []string // 表头=列名: what a column of the sheet is
	Force   bool     // replace the rows that the record has
}

// Imported is what came of a spreadsheet.
type Imported struct {
	File       string   // the record; "" where nothing was written
	Understood []string // how the sheet was read, a line each
	Rows       int
	Kept       bool     // something had no place, and is in a comment of the record
	Fill       []string // what is left to fill in
}

var (
	errSheetFile = diag.Define("GK0740", diag.Error, "%[1]s。", "%[2]s。")
	errPeriod    = diag.Define("GK0753", diag.Error, "表格写的是%[1]s，记录是%[2]s的。", "核对是不是选错了文件或者记录。")
)

// Import reads a table out of a spreadsheet into a record. With errors among the findings of the report nothing is
// written. The places of findings are those of the sheet: its row for the line, its column for the column.
func Import(opts Options, file string, in ImportOptions) (*Imported, *Report, error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	if opts.Sample {
		return nil, nil, &UsageError{"示例公开栏不能导入，用 -s 指明自己的公开栏。"}
	}
	b.find()
	if b.stopped() {
		report, err := b.finish()
		return nil, report, err
	}
	b.read()                 // the records to go on from, and the roster
	b.found = &diag.Report{} // what is wrong with other records does not matter here
	i := &importing{build: b, file: file, in: in}
	made, err := i.run()
	if err != nil {
		return nil, nil, err
	}
	return made, &Report{Findings: b.found.Findings(), AsOf: b.asOf.ISO()}, nil
}

// importing is one import under way.
type importing struct {
	*build
	file  string
	in    ImportOptions
	table *intake.Table
	to    target
	text  string // of the record with the table
	first int    // line of its first row in text
}

// target is the record that the table goes into.
type target struct {
	board *board.Board
	name  string // slash path in the source; "" where it is not decided yet
	kind  kind.Kind
	old   string // its text; "" for a new record
	fresh bool   // it is the first of its section
	fill  []string
}

// run imports, or adds findings.
func (i *importing) run() (*Imported, error) {
	columns, err := asked(i.in.Columns)
	if err != nil {
		return nil, err
	}
	if err := i.findTarget(); err != nil {
		return nil, err
	}
	kinds, err := i.kinds()
	if err != nil {
		return nil, err
	}
	book, err := i.book()
	if book == nil || err != nil {
		return nil, err
	}
	if err := i.checkSheet(book); err != nil {
		return nil, err
	}
	i.table = intake.Read(book, intake.Want{File: i.file, Kinds: kinds, Sheet: i.in.Sheet, Columns: columns, Keep: i.heads(kinds)}, i.found)
	if i.table == nil {
		return nil, nil
	}
	if err := i.compose(); err != nil {
		return nil, err
	}
	made := &Imported{Understood: i.understood(len(book.Sheets)), Rows: len(i.table.Rows), Kept: i.keep()}
	i.check()
	if i.found.Errors() > 0 {
		return made, nil
	}
	made.File, made.Fill = filepath.Join(i.opts.Source, filepath.FromSlash(i.to.name)), i.to.fill
	return made, i.write(made.File)
}

// write writes the record at once or not at all.
func (i *importing) write(file string) error {
	if i.to.old == "" {
		return createFile(file, []byte(i.text))
	}
	text := i.text
	if strings.Contains(i.to.old, "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return replaceFile(file, []byte(text))
}

// asked reads what --column says.
func asked(pairs []string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range pairs {
		from, to, ok := strings.Cut(strings.ReplaceAll(p, "＝", "="), "=")
		if !ok || strings.TrimSpace(from) == "" || strings.TrimSpace(to) == "" {
			return nil, &UsageError{"--column " + p + "：要写成“表头=列名”，例如 --column 收入金额=收入。"}
		}
		out[strings.TrimSpace(from)] = strings.TrimSpace(to)
	}
	return out, nil
}

// findTarget finds the record that --into names.
func (i *importing) findTarget() error {
	if i.in.Into == "" {
		return nil
	}
	if path.Ext(i.in.Into) != ".md" {
		return &UsageError{"--into " + i.in.Into + "：要写记录的文件名，以 .md 结尾。"}
	}
	name, err := relativeTo(i.opts.Source, i.in.Into)
	if err != nil {
		return err
	}
	i.to.name = name
	for _, bd := range i.boards {
		bd.Root.Walk(func(s *board.Section) {
			if s.Dir == path.Dir(name) {
				i.to.board, i.to.kind = bd, s.Kind
			}
		})
	}
	if i.to.board == nil {
		return &UsageError{"--into " + i.in.Into + "：这个文件夹不是栏目。先建文件夹，在里面的 _index.md 写上标题和类型。"}
	}
	text, err := i.tree.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !utf8.Valid(text):
		return &UsageError{i.in.Into + " 不是 UTF-8 编码，不能改。请用记事本“另存为”UTF-8，再试一次。"}
	}
	i.to.old = string(text)
	if r, _ := i.to.board.RecordAt(name); r != nil {
		i.to.kind = r.Kind
	} else if doc := source.Parse(name, text, &diag.Report{}); doc != nil {
		for _, e := range doc.Front.Entries {
			if e.Key == "type" || e.Key == "类型" {
				i.to.kind = kind.Find(e.Value.Text)
			}
		}
	}
	return nil
}

// kinds are those whose tables the sheet may hold.
func (i *importing) kinds() ([]kind.Kind, error) {
	switch k := kind.Find(i.in.Kind); {
	case i.in.Kind != "" && k == nil:
		return nil, &UsageError{"没有“" + i.in.Kind + "”这种类型。可以写：" + strings.Join(kind.Titles(), "、") + "。"}
	case k != nil && i.to.old != "" && i.to.kind != nil && i.to.kind != k:
		return nil, &UsageError{i.in.Into + " 是" + i.to.kind.Title() + "，不是" + k.Title() + "。"}
	case k != nil:
		return withTables(k)
	case i.to.kind != nil:
		return withTables(i.to.kind)
	}
	var all []kind.Kind
	for _, k := range kind.All {
		if _, _, err := i.sectionFor(k, ""); len(k.Tables()) > 0 && (err == nil || i.to.name != "") {
			all = append(all, k)
		}
	}
	if len(all) == 0 {
		return nil, &UsageError{"看不出要导入成哪一种记录，用 --kind 指明类型，用 --into 指明文件。"}
	}
	return all, nil
}

func withTables(k kind.Kind) ([]kind.Kind, error) {
	if len(k.Tables()) == 0 {
		return nil, &UsageError{"“" + k.Title() + "”没有表格，不能导入。"}
	}
	return []kind.Kind{k}, nil
}

// book reads the spreadsheet; nil with a finding where it cannot be read.
func (i *importing) book() (*sheet.Book, error) {
	data, err := os.ReadFile(i.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &UsageError{"找不到文件 " + i.file + "。"}
	}
	if err != nil {
		return nil, err
	}
	var book *sheet.Book
	switch ext := strings.ToLower(filepath.Ext(i.file)); ext {
	case ".xlsx", ".xlsm":
		book, err = sheet.Read(data)
	case ".csv", ".txt", ".tsv":
		text := source.Decode(i.file, data, i.found)
		if i.found.Errors() > 0 {
			return nil, nil
		}
		i.found = &diag.Report{} // that it is GBK is no fault of a table
		book, err = sheet.ReadCSV(strings.TrimSuffix(filepath.Base(i.file), ext), bytes.TrimPrefix(text, []byte("\uFEFF")))
	case ".xls", ".et":
		return nil, &UsageError{i.file + " 是旧格式的表格。在 WPS 或者 Excel 里打开，另存为 .xlsx 再导入。"}
	default:
		return nil, &UsageError{i.file + "：只能导入 .xlsx 和 .csv。"}
	}
	var bad *sheet.Error
	if errors.As(err, &bad) {
		i.found.Add(errSheetFile.At(diag.Pos{File: i.file, Line: bad.Line}, bad.Message, bad.Hint))
		return nil, nil
	}
	return book, err
}

// checkSheet refuses the name of a sheet that is not there.
func (i *importing) checkSheet(book *sheet.Book) error {
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
	}
	if i.in.Sheet != "" && !slices.Contains(names, i.in.Sheet) {
		return &UsageError{"没有叫“" + i.in.Sheet + "”的工作表。有：" + strings.Join(names, "、") + "。"}
	}
	return nil
}

// heads are the columns of the record's tables, which the clerk wants there.
func (i *importing) heads(kinds []kind.Kind) []string {
	if i.to.old == "" || len(kinds) != 1 {
		return nil
	}
	doc := source.Parse(i.to.name, []byte(i.to.old), &diag.Report{})
	var heads []string
	for _, spec := range kinds[0].Tables() {
		if doc == nil {
			break
		}
		if t := kind.TableOf(kinds[0], doc, spec.Name); t != nil {
			for _, h := range t.Header {
				heads = append(heads, h.Text)
			}
		}
	}
	return heads
}

// understood says how the sheet was read.
func (i *importing) understood(sheets int) []string {
	t := i.table
	from := filepath.Base(i.file)
	if sheets > 1 {
		from += " 的工作表“" + t.Sheet + "”"
	}
	lines := []string{fmt.Sprintf("%s，按%s的“%s”读：", from, t.Kind.Title(), t.Spec.Name)}
	for _, c := range t.Columns {
		line := fmt.Sprintf("  %s列“%s” → %s", sheet.ColName(c.Col), c.Head, c.Title)
		if c.Unit != "" {
			line += "（" + c.Unit + "元换算成元）"
		}
		lines = append(lines, line)
	}
	for _, d := range t.Done {
		lines = append(lines, "  "+d)
	}
	for _, l := range t.Left {
		text := strings.Join(l.Lines, "；")
		if r := []rune(text); len(r) > 40 {
			text = string(r[:40]) + "…"
		}
		if len(i.guard.personalIn(i.build, i.file, []byte(l.What+"："+strings.Join(l.Lines, "；")))) > 0 {
			text = "有个人信息，不保留"
		}
		lines = append(lines, "  没有放进表格："+l.What+"（"+text+"）")
	}
	return lines
}

// period is the one that the sheet says it is of.
func (i *importing) period() value.Period {
	for _, texts := range [][]string{i.table.Above, {i.table.Sheet}, {filepath.Base(i.file)}} {
		if p, ok := intake.PeriodIn(texts); ok {
			return p
		}
	}
	return value.Period{}
}
