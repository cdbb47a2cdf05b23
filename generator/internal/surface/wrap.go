package surface

import (
	"strings"
	"unicode"

	"gongkai/generator/internal/value"
)

// Text on a screen is measured when it is planned, since nothing there may overflow and nobody
// can scroll. Widths are in em of the text's font, and rather too large: fonts differ between
// screens.

// textWidth estimates the width of a text on one line.
func textWidth(text string) float64 {
	w := 0.0
	for _, r := range text {
		w += runeWidth(r)
	}
	return w
}

func runeWidth(r rune) float64 {
	switch {
	case r == ' ' || strings.ContainsRune(".,:;'!|ijl", r):
		return 0.32
	case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '%' || r == '@':
		return 0.95
	case 'A' <= r && r <= 'Z':
		return 0.74
	case '0' <= r && r <= '9' || r == '-':
		return 0.57
	case r < 0x2000:
		return 0.62
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	return 1
}

// wrapText breaks a text into lines as a browser does.
func wrapText(text string, width float64) []string {
	var lines []string
	for _, part := range strings.Split(text, "\n") {
		lines = append(lines, wrapLine(part, width)...)
	}
	return lines
}

func wrapLine(text string, width float64) []string { return fill(pieces(text), width) }

// wrapTitle breaks a title into lines, and not within what stands in quotation marks where that fits on a line.
func wrapTitle(title string, width float64) []string {
	var parts []string
	rest := title
	for {
		before, after, found := strings.Cut(rest, "“")
		phrase, tail, closed := strings.Cut(after, "”")
		if !found || !closed {
			break
		}
		parts = append(parts, pieces(before)...)
		if phrase = "“" + phrase + "”"; textWidth(phrase) <= width {
			parts = append(parts, phrase)
		} else {
			parts = append(parts, pieces(phrase)...)
		}
		rest = tail
	}
	return fill(append(parts, pieces(rest)...), width)
}

// fill puts pieces of text into lines.
func fill(pieces []string, width float64) []string {
	var lines []string
	line, used := "", 0.0
	for _, piece := range pieces {
		w := textWidth(piece)
		if used+w > width && line != "" && strings.TrimSpace(piece) != "" {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for used+w > width && w > runeWidth('一') { // longer than a line: it is broken anywhere
			head := fitting(piece, width-used)
			lines = append(lines, line+head)
			piece, line, used = piece[len(head):], "", 0
			w = textWidth(piece)
		}
		line, used = line+piece, used+w
	}
	return append(lines, strings.TrimRight(line, " "))
}

// fitting returns as much of a text as fits, and at least one character.
func fitting(text string, width float64) string {
	used := 0.0
	for i, r := range text {
		if used += runeWidth(r); used > width && i > 0 {
			return text[:i]
		}
	}
	return text
}

// pieces cuts a text where a line may be broken.
func pieces(text string) []string {
	var out []string
	runes := []rune(text)
	for i, r := range runes {
		if i > 0 && (sticks(runes[i-1], r) || quoted(runes, i)) {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
	}
	return out
}

// sticks reports whether a line may not be broken between two characters.
func sticks(before, r rune) bool {
	switch {
	case strings.ContainsRune(value.NeverFirst, r) || strings.ContainsRune(value.NeverLast, before):
		return true
	case r == ' ' || before == ' ':
		return false
	}
	return before < 0x2000 && r < 0x2000 // within a word or number
}

// quoted reports whether a quotation mark forbids to break a line before the character i: one that has something else
// than Chinese on either side, as in “…” or “A”, holds on to both (UAX #14, rule LB19a).
func quoted(text []rune, i int) bool {
	for _, at := range []int{i - 1, i} {
		if isQuote(text[at]) && text[i-1] != ' ' && text[i] != ' ' {
			if at == 0 || at == len(text)-1 || !isWide(text[at-1]) || !isWide(text[at+1]) {
				return true
			}
		}
	}
	return false
}

func isQuote(r rune) bool { return strings.ContainsRune(value.Quotes, r) }

// isWide reports whether a character is as wide as a Chinese one everywhere; … and — are not.
func isWide(r rune) bool { return r >= 0x2E80 }

// clip shortens a text to a number of lines; what is left out is marked with ….
func clip(text string, width float64, lines int) string {
	all := wrapText(text, width)
	if len(all) <= lines {
		return text
	}
	last := strings.TrimRight(fitting(all[lines-1], width-1), value.NeverFirst+" ")
	return strings.Join(append(all[:lines-1:lines-1], last), "") + "…"
}
