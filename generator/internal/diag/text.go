package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
)

// Colours of a terminal.
const (
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	bold   = "\x1b[1m"
	faint  = "\x1b[2m"
	reset  = "\x1b[0m"
)

// WriteText prints findings for people: where, what is wrong, the line with a
// mark under the place, and how to mend it.
func WriteText(w io.Writer, findings []Finding, color bool) error {
	paint := func(code, s string) string {
		if !color {
			return s
		}
		return code + s + reset
	}
	out := bufio.NewWriter(w)
	for _, f := range findings {
		head := red
		if f.Severity == Warning {
			head = yellow
		}
		if place := f.Pos.String(); place != "" {
			fmt.Fprintf(out, "%s: ", paint(bold, place))
		}
		fmt.Fprintf(out, "%s %s\n", paint(head, f.Severity.String()+" "+f.Code), f.Message)
		if f.Excerpt != "" {
			excerpt, mark := excerptAt(f.Excerpt, f.Pos.Col)
			fmt.Fprintf(out, "    %s\n    %s\n", paint(faint, excerpt), paint(head, mark))
		}
		if f.Hint != "" {
			fmt.Fprintf(out, "    改法：%s\n", f.Hint)
		}
	}
	return out.Flush()
}

// maxExcerpt is how many columns of a terminal an excerpt may take.
const maxExcerpt = 100

// excerptAt returns the part of a line around a place, and a line with a mark
// that stands below it. Chinese characters are two columns wide.
func excerptAt(line string, col int) (excerpt, mark string) {
	line = strings.ReplaceAll(line, "\t", " ")
	before := []rune(line)
	if col-1 < len(before) {
		before = before[:max(0, col-1)]
	}
	cut := 0
	for runewidth.StringWidth(string(before[cut:])) > maxExcerpt*2/3 {
		cut++
	}
	excerpt = string([]rune(line)[cut:])
	if cut > 0 {
		excerpt = "…" + excerpt
	}
	excerpt = runewidth.Truncate(excerpt, maxExcerpt, "…")
	indent := runewidth.StringWidth(string(before[cut:]))
	if cut > 0 {
		indent += runewidth.StringWidth("…")
	}
	return excerpt, strings.Repeat(" ", indent) + "^"
}

// chinese counts what may be wide or narrow, such as “”, as wide: that is how fonts for Chinese draw it.
var chinese = &runewidth.Condition{EastAsianWidth: true}

// Columns returns how many columns a text takes where a Chinese character takes two.
func Columns(text string) int { return chinese.StringWidth(text) }
