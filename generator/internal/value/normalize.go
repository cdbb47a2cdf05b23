package value

import (
	"regexp"
	"strings"
	"unicode"
)

// Normalize makes a text that holds a number, a date or a code readable for
// programs: full-width digits, letters and punctuation become ASCII, the many
// spaces become one kind, minus signs and hyphens become “-”, invisible
// characters go, and space around the text is cut off. It is not meant for prose,
// whose full-width punctuation is right as it is.
func Normalize(text string) string {
	return strings.TrimSpace(strings.Map(toASCII, text))
}

func toASCII(r rune) rune {
	switch {
	case '！' <= r && r <= '～':
		return r - '！' + '!'
	case r == '￥':
		return '¥'
	case r == '−', r == '‐', r == '‑', r == '﹣':
		return '-'
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cf, r): // zero-width space and joiners, BOM, soft hyphen
		return -1
	}
	return r
}

// IsBlank tells whether a text stands for “nothing here”: nothing at all, or one
// of the strokes that people put into an empty cell of a table. The words 无 and
// 零 are not blank: they say something.
func IsBlank(text string) bool {
	switch Normalize(text) {
	case "", "-", "--", "–", "—", "——", "―", "/", "\\":
		return true
	}
	return false
}

var spaceAroundWord = regexp.MustCompile(` *([^\d ]) *`)

// tighten removes spaces beside anything but digits, as in “2026 年 10 月”. Two
// numbers that only a space keeps apart stay apart.
func tighten(s string) string {
	return spaceAroundWord.ReplaceAllString(s, "$1")
}
