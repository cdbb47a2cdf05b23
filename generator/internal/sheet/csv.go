package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// What is read of a sheet. A year of accounts of a large community has five thousand rows.
const (
	maxRows = 20_000
	maxCols = 200
)

// Error is why a file cannot be read, in Chinese, with how to mend it.
type Error struct {
	Line          int // 0 for the file as a whole
	Message, Hint string
}

func (e *Error) Error() string { return e.Message }

// separators are what stands between the cells of a text file, the most usual first.
var separators = []rune{',', '\t', ';'}

// ReadCSV reads a text with cells between commas, tabs or semicolons as a book of one sheet. The text is UTF-8 without a mark.
func ReadCSV(name string, text []byte) (*Book, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, &Error{Message: "这个文件是空的", Hint: "检查是不是选错了文件"}
	}
	text, said := separatorLine(withoutFormulas(text))
	var best *Sheet
	var second error
	for _, comma := range separators {
		if said != 0 && comma != said {
			continue
		}
		s, err := readSeparated(name, text, comma)
		switch {
		case err != nil && second == nil:
			second = err
		case err == nil && (best == nil || s.steadiness() > best.steadiness()):
			best = s
		}
	}
	if best == nil {
		return nil, second
	}
	if second != nil && best.Width() < 2 {
		return nil, second // with the separator that is meant it is damaged
	}
	return &Book{Sheets: []*Sheet{best}}, nil
}

// withoutFormulas makes "007" of the cells ="007", which are no cells as csv knows them. What stands between quotation
// marks is left alone.
func withoutFormulas(text []byte) []byte {
	out := make([]byte, 0, len(text))
	quoted, begins := false, true // a cell
	for i := 0; i < len(text); {
		if begins {
			if cell := formulaCell.Find(text[i:]); cell != nil {
				out = append(out, cell[1:]...)
				i, begins = i+len(cell), false
				continue
			}
		}
		if text[i] == '"' {
			quoted = !quoted
		}
		begins = !quoted && bytes.IndexByte([]byte(",;\t\n"), text[i]) >= 0
		out = append(out, text[i])
		i++
	}
	return out
}

// separatorLine takes away the line sep=; that some programs write first.
func separatorLine(text []byte) (rest []byte, comma rune) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	if mark, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r"), []byte("sep=")); ok && len(mark) == 1 {
		// The empty line keeps the count of lines.
		return append([]byte("\n"), rest...), rune(mark[0])
	}
	return text, 0
}

// steadiness tells how likely a separator is the one that was meant: how many cells there are in rows that are as
// wide as most others.
func (s *Sheet) steadiness() int {
	count := map[int]int{}
	for _, row := range s.rows {
		count[len(row)]++
	}
	best := 0
	for width, n := range count {
		if width > 1 {
			best = max(best, n*width)
		}
	}
	return best
}

func readSeparated(name string, text []byte, comma rune) (*Sheet, error) {
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma, in.FieldsPerRecord = comma, -1
	s := &Sheet{Name: name, CSV: true}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			line := 1
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				line = bad.StartLine
			}
			return nil, &Error{line, "这一行的引号不成对，看不出哪里是一格", "在表格软件里打开，另存为 .xlsx 再导入"}
		}
		line, _ := in.FieldPos(0)
		if line > maxRows || len(fields) > maxCols {
			return nil, tooLarge()
		}
		for len(s.rows) < line-1 {
			s.add(nil)
		}
		row := make([]Cell, len(fields))
		for i, f := range fields {
			row[i] = textCell(f)
		}
		s.add(row)
	}
}

func tooLarge() *Error {
	return &Error{Message: fmt.Sprintf("表太大了，最多 %d 行、%d 列", maxRows, maxCols), Hint: "删掉表格外面的空行、空列，或者分成几个表"}
}

var (
	// ="007" is how programs write a text that must not become a number, with or without quotes around it.
	formulaCell = regexp.MustCompile(`^="[^"\r\n]+"`)
	formulaText = regexp.MustCompile(`^="([^"]*)"$`)
	plainDigits = regexp.MustCompile(`^\d+(\.\d+)?$`)
)

// textCell makes a cell of a text.
func textCell(text string) Cell {
	if m := formulaText.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	text = tidy(text)
	c := Cell{Type: Text, Text: text}
	switch {
	case text == "":
		c.Type = Empty
	case plainDigits.MatchString(text):
		c.Type = Number
	case errorText(text):
		c.Problem, c.Hint = "是公式的错误“"+text+"”", "在表格里改好公式"
	}
	return c
}

// errorText reports whether a text is what a formula shows that went wrong.
func errorText(text string) bool {
	switch strings.TrimRight(text, "!?") {
	case "#REF", "#DIV/0", "#N/A", "#NAME", "#VALUE", "#NULL", "#NUM", "#SPILL":
		return true
	}
	return strings.Trim(text, "#") == "" && len(text) > 2 // a column that was too narrow
}
