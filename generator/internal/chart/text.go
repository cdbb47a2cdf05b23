package chart

import (
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// ems returns about how wide a text is, in units of its font size. Chinese
// characters are as wide as they are high; digits and letters little over half.
func ems(text string) float64 {
	w := 0.0
	for _, r := range text {
		if r < 0x2E80 {
			w += 0.57
		} else {
			w++
		}
	}
	return w
}

// widest returns the width in ems of the widest line of the texts.
func widest(texts []string) float64 {
	w := 0.0
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			w = math.Max(w, ems(line))
		}
	}
	return w
}

// wrap breaks a text into lines of at most width ems. What does not fit on the
// given number of lines is cut with an ellipsis: the table has the whole name.
// No character stands alone on the last line if the one before can give it another.
func wrap(text string, width float64, lines int) string {
	out := linesOf(text, width)
	if len(out) <= lines {
		join(out)
	}
	if len(out) > lines {
		out = out[:lines]
		last := []rune(out[lines-1])
		for len(last) > 1 && ems(string(last))+1 > width {
			last = last[:len(last)-1]
		}
		out[lines-1] = string(last) + "…"
	}
	return strings.Join(out, "\n")
}

// join gives a character that is alone on the last line the one before it.
func join(lines []string) {
	n := len(lines) - 1
	if n < 1 || utf8.RuneCountInString(lines[n]) > 1 || utf8.RuneCountInString(lines[n-1]) < 3 {
		return
	}
	before := lines[n-1]
	moved, size := utf8.DecodeLastRuneInString(before)
	before = before[:len(before)-size]
	if lineEnd(before, moved) == len(before) {
		lines[n-1], lines[n] = before, string(moved)+lines[n]
	}
}

// linesOf breaks a text into lines that are as full as they can be.
func linesOf(text string, width float64) []string {
	var out []string
	line := ""
	for _, r := range text {
		if line != "" && ems(line+string(r)) > width {
			end := lineEnd(line, r)
			out = append(out, line[:end])
			line = line[end:]
		}
		line += string(r)
	}
	return append(out, line)
}

// lineEnd returns where a line that is full ends, given what follows it: at its end, unless the next line would
// begin with punctuation that closes something, or this one end with what opens it.
func lineEnd(line string, next rune) int {
	end := len(line)
	for {
		last, size := utf8.DecodeLastRuneInString(line[:end])
		if !strings.ContainsRune(value.NeverFirst, next) && !strings.ContainsRune(value.NeverLast, last) {
			return end
		}
		if end -= size; end == 0 { // nothing but punctuation
			return len(line)
		}
		next = last
	}
}

// wrapDate wraps a label of an axis, a date between its year and the rest.
func wrapDate(label string, width float64) string {
	if m := dated.FindStringSubmatch(label); m != nil && ems(m[1]+"年") <= width && ems(m[2]) <= width {
		return m[1] + "年\n" + m[2]
	}
	return wrap(label, width, 3)
}

// printed formats a number as the bundles do when a cell has no text of its own.
func printed(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, found := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}

var tag = regexp.MustCompile(`<[^>]*>`)

// cellText returns what a cell says, without markup and control characters,
// which may not occur in SVG.
func cellText(c block.Cell) string {
	text := c.Text
	if text == "" {
		text = html.UnescapeString(tag.ReplaceAllString(strings.Join(c.Markup.Parts, ""), ""))
	}
	return clean(text)
}

func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, text))
}

var (
	dated    = regexp.MustCompile(`^(\d{4})年(.+)$`)
	isoMonth = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
)

// split returns the year of a label and the rest: 2026年10月 and 2026-10 are 10月
// of 2026.
func split(label string) (year, rest string) {
	if m := isoMonth.FindStringSubmatch(label); m != nil {
		return m[1], strings.TrimPrefix(m[2], "0") + "月"
	}
	if m := dated.FindStringSubmatch(label); m != nil {
		return m[1], m[2]
	}
	return "", label
}

// shorten returns the labels of an axis with a slot of the given width in ems
// for each, and on how many lines they stand. Years are named once, below the
// first label of the year. Labels of a sequence that are too wide are thinned
// out; names are wrapped, because each is needed.
func shorten(labels []string, slot float64) (short []string, lines int) {
	short, years, sequence := withoutYears(labels)
	width := widest(short) + 0.4
	switch {
	case width <= slot:
	case slot <= 0: // what stands beside has taken all room: the table has the labels
		thin(short, len(short))
	case sequence || slot < 2:
		thin(short, stepOf(years, width, slot))
	default:
		for i := range short {
			short[i] = wrapDate(short[i], math.Floor(slot*10-3)/10)
		}
	}
	shown := ""
	for i, year := range years {
		if short[i] != "" && year != shown {
			short[i] += "\n" + year + "年"
			shown = year
		}
	}
	lines = 1
	for _, s := range short {
		lines = max(lines, strings.Count(s, "\n")+1)
	}
	return short, lines
}

// withoutYears takes the years off labels that have one; a period without follows in the year of the one before it.
// It also reports whether the labels are a sequence of times or numbers, whose missing members a reader can add.
func withoutYears(labels []string) (short, years []string, sequence bool) {
	short = make([]string, len(labels))
	years = make([]string, len(labels))
	for i, label := range labels {
		years[i], short[i] = split(label)
		if years[i] == "" && i > 0 && inSequence.MatchString(label) {
			years[i] = years[i-1]
		}
		if years[i] == "" {
			return append([]string(nil), labels...), nil, numbered(labels)
		}
	}
	return short, years, true
}

var inSequence = regexp.MustCompile(`^第?[\d一二三四上下./-]+[年月日期季度半周号]*$`)

func numbered(labels []string) bool {
	for _, label := range labels {
		if !inSequence.MatchString(label) {
			return false
		}
	}
	return true
}

// stepOf tells which labels of a width fit into slots: every step-th. Where two that follow each other both name their
// year below, the years need room, too.
func stepOf(years []string, width, slot float64) int {
	step := int(math.Ceil(width / slot))
	named := true // that before has its year
	for i := step; i < len(years); i += step {
		changed := years[i] != years[i-step]
		if named && changed {
			return max(step, int(math.Ceil((ems(years[i]+"年")+0.4)/slot)))
		}
		named = changed
	}
	return step
}

// thin leaves every step-th label.
func thin(labels []string, step int) {
	for i := range labels {
		if i%step != 0 {
			labels[i] = ""
		}
	}
}
