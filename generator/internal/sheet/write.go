package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Page is a sheet to be written: a title, a head and rows.
type Page struct {
	Name  string
	Title string
	Head  []string
	Rows  [][]Cell
	Foot  [][]Cell // rows of sums
}

// maxName is how many characters the name of a sheet may have.
const maxName = 31

// Write makes an .xlsx file of pages. Numbers and dates are cells that programs can calculate with. The same pages and
// day give the same bytes.
func Write(pages []Page, day time.Time) ([]byte, error) {
	w := &writer{f: excelize.NewFile(), styles: map[style]int{}}
	defer w.f.Close()
	w.f.SetZipWriter(func(out io.Writer) excelize.ZipWriter {
		return &sortedZip{Writer: zip.NewWriter(out), files: map[string]*bytes.Buffer{}}
	})
	stamp := day.Format(time.DateOnly) + "T00:00:00Z"
	w.keep(w.f.SetDocProps(&excelize.DocProperties{Creator: "gongkai", LastModifiedBy: "gongkai", Created: stamp, Modified: stamp}))
	for i, name := range Names(pages) {
		if i == 0 {
			w.keep(w.f.SetSheetName(w.f.GetSheetName(0), name))
		} else {
			_, err := w.f.NewSheet(name)
			w.keep(err)
		}
		w.page(name, pages[i])
	}
	var out bytes.Buffer
	if w.err == nil {
		w.err = w.f.Write(&out)
	}
	return out.Bytes(), w.err
}

// sortedZip is an archive whose files stand in the order of their names: the library writes streams in no order.
type sortedZip struct {
	*zip.Writer
	files map[string]*bytes.Buffer
}

// Create takes a file.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	z.files[name] = new(bytes.Buffer)
	return z.files[name], nil
}

// Close writes all files.
func (z *sortedZip) Close() error {
	for _, name := range slices.Sorted(maps.Keys(z.files)) {
		w, err := z.Writer.Create(name)
		if err == nil {
			_, err = w.Write(z.files[name].Bytes())
		}
		if err != nil {
			return err
		}
	}
	return z.Writer.Close()
}

// Names returns what the sheets of pages are called: no two alike, and without what names may not hold.
func Names(pages []Page) []string {
	names, used := make([]string, len(pages)), map[string]bool{}
	for i, p := range pages {
		names[i] = sheetName(p.Name, used)
	}
	return names
}

// sheetName makes a name that a sheet may have, unlike those that are used.
func sheetName(name string, used map[string]bool) string {
	name = strings.Trim(strings.NewReplacer(":", "：", "\\", "＼", "/", "／", "?", "？", "*", "＊", "[", "［", "]", "］").Replace(name), "' ")
	name = cmp.Or(name, "表")
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = "_" + strconv.Itoa(n)
		}
		r := []rune(name)
		try := string(r[:min(len(r), maxName-len(suffix))]) + suffix
		if key := strings.ToLower(try); !used[key] {
			used[key] = true
			return try
		}
	}
}

// writer writes a file and keeps the first error.
type writer struct {
	f      *excelize.File
	styles map[style]int
	err    error
}

// style is what a cell looks like.
type style struct {
	format string // of numbers
	bold   bool
	size   float64
	wrap   bool
	top    bool // with a line above
}

func (w *writer) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(s style) int {
	if id, ok := w.styles[s]; ok {
		return id
	}
	x := &excelize.Style{Font: &excelize.Font{Bold: s.bold, Size: cmp.Or(s.size, 11)}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: s.wrap}}
	if s.format != "" {
		x.CustomNumFmt = &s.format
	}
	if s.top {
		x.Border = []excelize.Border{{Type: "top", Color: "000000", Style: 1}}
	}
	id, err := w.f.NewStyle(x)
	w.keep(err)
	w.styles[s] = id
	return id
}

// page writes one sheet: the title, the head, which stays in sight, and the rows. It goes through as a stream, which takes
// half the time that setting cells takes; widths and panes have to come before the first row there.
func (w *writer) page(name string, p Page) {
	s, err := w.f.NewStreamWriter(name)
	if err != nil {
		w.keep(err)
		return
	}
	for col := range p.Head {
		w.keep(s.SetColWidth(col+1, col+1, p.width(col)))
	}
	row := 1
	if p.Title != "" {
		row++
	}
	w.keep(s.SetPanes(&excelize.Panes{Freeze: true, YSplit: row, TopLeftCell: CellName(row+1, 1), ActivePane: "bottomLeft"}))
	if p.Title != "" {
		w.row(s, 1, []Cell{{Type: Text, Text: p.Title}}, style{bold: true, size: 14})
	}
	head := make([]Cell, len(p.Head))
	for col, text := range p.Head {
		head[col] = Cell{Type: Text, Text: text}
	}
	w.row(s, row, head, style{bold: true, wrap: true})
	for _, cells := range p.Rows {
		row++
		w.row(s, row, cells, style{wrap: true})
	}
	for _, cells := range p.Foot {
		row++
		w.row(s, row, cells, style{bold: true, top: true})
	}
	w.keep(s.Flush())
}

// row writes cells in their place.
func (w *writer) row(s *excelize.StreamWriter, row int, cells []Cell, look style) {
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = w.cell(c, look)
	}
	w.keep(s.SetRow(CellName(row, 1), values))
}

// width is how wide a column is, in digits: as wide as most of its texts, and never so wide that a page has no room for others.
func (p Page) width(col int) float64 {
	const least, most = 6, 40
	width := columns(p.Head[col])
	for _, row := range p.Rows {
		if col < len(row) { // a row may end before columns that came later
			width = max(width, columns(row[col].Text))
		}
	}
	return float64(min(max(width+2, least), most))
}

// columns counts how wide a text is: Chinese characters take the room of two digits.
func columns(text string) int {
	widest := 0
	for line := range strings.SplitSeq(text, "\n") {
		wide := 0
		for _, r := range line {
			if r >= 0x2E80 {
				wide++
			}
		}
		widest = max(widest, utf8.RuneCountInString(line)+wide)
	}
	return widest
}

// cell is a cell as what it holds. A number with more digits than a spreadsheet keeps is written as a text.
func (w *writer) cell(c Cell, s style) excelize.Cell {
	var held any
	number, format := numberOf(c)
	switch {
	case c.Type == Date:
		day, err := time.Parse(time.DateOnly, c.Text)
		w.keep(err)
		s.format, held = "yyyy-mm-dd", day
	case format != "":
		s.format, s.wrap, held = format, false, number
	case c.Text != "":
		held = c.Text
	}
	return excelize.Cell{StyleID: w.style(s), Value: held}
}

// numberOf returns the number of a cell and the format that shows it as it was written; "" for a text.
func numberOf(c Cell) (number float64, format string) {
	if c.Type != Number {
		return 0, ""
	}
	text, percent := strings.CutSuffix(c.Text, "%")
	plain := strings.ReplaceAll(text, ",", "")
	whole, frac, _ := strings.Cut(plain, ".")
	if len(whole)+len(frac) > digits {
		return 0, ""
	}
	if percent {
		x, err := strconv.ParseFloat(plain+"e-2", 64)
		return x, orText(decimals("0", len(frac))+"%", err)
	}
	x, err := strconv.ParseFloat(plain, 64)
	format = "0"
	if strings.Contains(text, ",") || len(frac) == 2 {
		format = "#,##0"
	}
	return x, orText(decimals(format, len(frac)), err)
}

func orText(format string, err error) string {
	if err != nil {
		return ""
	}
	return format
}

func decimals(format string, n int) string {
	if n == 0 {
		return format
	}
	return format + "." + strings.Repeat("0", n)
}
