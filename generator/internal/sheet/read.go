package sheet

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped bounds what a file may unfold to: a small archive can hold gigabytes of zeros.
const maxUnzipped = 256 << 20

// Read reads an .xlsx file.
func Read(data []byte) (*Book, error) {
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return nil, &Error{Message: "这是旧格式（.xls、.et）的表格，或者加了密码", Hint: "在 WPS 或者 Excel 里打开，去掉密码，另存为 .xlsx 再导入"}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, &Error{Message: "打不开这个表格，它不是 .xlsx 文件，或者已经损坏", Hint: "在 WPS 或者 Excel 里打开，另存为 .xlsx 再导入"}
	}
	defer f.Close()
	r := reader{f: f, formats: map[int]format{}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.date1904 = *props.Date1904
	}
	book := &Book{}
	for _, name := range f.GetSheetList() {
		s, err := r.sheet(name)
		if err != nil {
			return nil, err
		}
		if s != nil {
			book.Sheets = append(book.Sheets, s)
		}
	}
	return book, nil
}

// reader reads the sheets of a file.
type reader struct {
	f        *excelize.File
	date1904 bool
	formats  map[int]format // by style
}

// sheet reads a sheet; nil for one of charts only.
func (r *reader) sheet(name string) (*Sheet, error) {
	texts, err := r.f.GetRows(name)
	if err != nil {
		return nil, nil //nolint:nilerr // a sheet of charts has no rows
	}
	s := &Sheet{Name: name, hiddenRows: map[int]bool{}, hiddenCols: map[int]bool{}}
	width := 0
	for _, row := range texts {
		width = max(width, len(row))
	}
	if len(texts) > maxRows || width > maxCols {
		return nil, tooLarge()
	}
	if visible, err := r.f.GetSheetVisible(name); err == nil {
		s.Hidden = !visible
	}
	for i, row := range texts {
		cells := make([]Cell, width)
		for j := range cells {
			raw := ""
			if j < len(row) {
				raw = row[j]
			}
			if cells[j], err = r.cell(name, CellName(i+1, j+1), raw); err != nil {
				return nil, err
			}
		}
		s.add(cells)
		if visible, err := r.f.GetRowVisible(name, i+1); err == nil && !visible {
			s.hiddenRows[i+1] = true
		}
	}
	for col := 1; col <= width; col++ {
		if visible, err := r.f.GetColVisible(name, ColName(col)); err == nil && !visible {
			s.hiddenCols[col] = true
		}
	}
	return s, errors.Join(r.merges(s), r.notes(s))
}

func (r *reader) merges(s *Sheet) error {
	merges, err := r.f.GetMergeCells(s.Name, true)
	for _, m := range merges {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 == nil && err2 == nil {
			s.Merges = append(s.Merges, Area{top, left, bottom, right})
		}
	}
	return err
}

func (r *reader) notes(s *Sheet) error {
	notes, err := r.f.GetComments(s.Name)
	for _, n := range notes {
		col, row, err := excelize.CellNameToCoordinates(n.Cell)
		var text strings.Builder
		text.WriteString(n.Text)
		for _, p := range n.Paragraph {
			text.WriteString(p.Text)
		}
		if tidied := tidy(text.String()); err == nil && tidied != "" {
			s.Notes = append(s.Notes, Note{row, col, tidied})
		}
	}
	return err
}

// cell reads a cell. raw is what the file has; numbers and dates look alike there.
func (r *reader) cell(sheet, name, raw string) (Cell, error) {
	formula, err := r.f.GetCellFormula(sheet, name)
	if err != nil {
		return Cell{}, err
	}
	if raw == "" && formula == "" {
		return Cell{}, nil
	}
	t, err := r.f.GetCellType(sheet, name)
	if err != nil {
		return Cell{}, err
	}
	style, err := r.f.GetCellStyle(sheet, name)
	if err != nil {
		return Cell{}, err
	}
	switch {
	case raw == "" && t == excelize.CellTypeFormula: // a formula that shows nothing says so
		return Cell{}, nil
	case raw == "":
		return Cell{Problem: "是没有算过的公式", Hint: "在 WPS 或者 Excel 里打开，保存一次再导入"}, nil
	case t == excelize.CellTypeError || formula != "" && errorText(raw):
		return Cell{Type: Text, Text: raw, Problem: "是公式的错误“" + raw + "”", Hint: "在表格里改好公式"}, nil
	case t == excelize.CellTypeBool:
		yes := map[string]string{"1": "是", "TRUE": "是"}[raw]
		if yes == "" {
			yes = "否"
		}
		return Cell{Type: Bool, Text: yes}, nil
	case t == excelize.CellTypeSharedString || t == excelize.CellTypeInlineString:
		return r.struck(style, Cell{Type: Text, Text: tidy(raw)}), nil
	}
	number, ok := plainNumber(raw)
	if !ok { // what a formula made, or a date in words
		return r.struck(style, textCell(raw)), nil
	}
	return r.struck(style, r.number(number, r.format(style))), nil
}

// struck marks a cell whose content is struck out: nobody can tell whether it still counts.
func (r *reader) struck(style int, c Cell) Cell {
	if c.Problem != "" || c.Text == "" {
		return c
	}
	if s, err := r.f.GetStyle(style); err == nil && s.Font != nil && s.Font.Strike {
		c.Problem, c.Hint = "画了删除线，看不出还算不算", "作废的删掉，有效的去掉删除线"
	}
	return c
}

// format returns the number format of a style.
func (r *reader) format(style int) format {
	if f, ok := r.formats[style]; ok {
		return f
	}
	var f format
	if s, err := r.f.GetStyle(style); err == nil {
		if s.CustomNumFmt != nil {
			f = readFormat(*s.CustomNumFmt)
		} else {
			f = builtin[s.NumFmt]
		}
	}
	r.formats[style] = f
	return f
}

// number makes a cell of a number and what its format says about it.
func (r *reader) number(number string, f format) Cell {
	c := Cell{Type: Number, Text: number}
	x, _ := strconv.ParseFloat(number, 64)
	switch whole := !strings.Contains(number, "."); {
	case len(strings.TrimLeft(number, "-")) > digits && whole:
		c.Problem, c.Hint = "超过 15 位，表格软件已经把后面的数字改成了 0", "把这一列设成文本，重新填"
	case f.elapsed:
		c.Problem, c.Hint = "是一段时长，表格里存的是天数", "改成数或者文字，例如“36小时”"
	case f.scaled != "":
		c.Problem, c.Hint = "显示的数带着“"+f.scaled+"”，和存的数 "+number+" 不一样", "把这一格的数字格式改成“常规”，按表头的单位填"
	case f.date || f.time:
		return r.day(x, f)
	case f.percent:
		c.Text = shift(number, 2) + "%"
	case f.zeros > len(number) && whole && x >= 0:
		c.Type, c.Text = Text, strings.Repeat("0", f.zeros-len(number))+number
	case whole && x >= 1:
		c.Date = r.serial(x)
	}
	return c
}

// serial returns the day of a serial number between 2000 and 2099; "" for others.
func (r *reader) serial(x float64) string {
	t, err := excelize.ExcelDateToTime(x, r.date1904)
	if err != nil || t.Year() < 2000 || t.Year() > 2099 {
		return ""
	}
	return t.Format(time.DateOnly)
}

// day makes a cell of a date, which a spreadsheet keeps as a number of days.
func (r *reader) day(x float64, f format) Cell {
	t, err := excelize.ExcelDateToTime(x, r.date1904)
	if err != nil || x < 0 {
		return Cell{Type: Number, Text: strconv.FormatFloat(x, 'f', -1, 64), Problem: "是日期格式，但不是日期", Hint: "重新填日期"}
	}
	t = t.Round(time.Second)
	switch {
	case !f.date:
		return Cell{Type: Text, Text: t.Format("15:04")}
	case !f.day: // 2026年10月 is kept as its first day, which nobody wrote
		return Cell{Type: Date, Text: t.Format("2006-01")}
	case f.time && x != float64(int64(x)):
		return Cell{Type: Date, Text: t.Format("2006-01-02 15:04")}
	}
	return Cell{Type: Date, Text: t.Format(time.DateOnly)}
}
