// Package value holds the typed values of fields and table cells: amounts,
// dates, periods, counts and the like. Each is read from text as people in
// offices write it (full-width digits, 万 and 亿, brackets for negative amounts,
// dates in Chinese characters) and formatted for readers.
//
// Two rules hold for every type:
//
//   - A text that can be meant in two ways is refused, with the way to write
//     each. Nothing is guessed, nothing is rounded, nothing passes through a
//     float.
//   - What String writes, Parse reads back as an equal value.
package value

import (
	"strings"
	"unicode/utf8"
)

// Value is what a field or a cell can hold. Parse works on the pointer, String
// on the value; both are methods of *T. Parse returns an [*Error], and leaves
// the value as it was when it fails. Whether a text counts as empty is asked
// before, with [IsBlank]; an empty text is an error to Parse.
type Value interface {
	Parse(text string) error
	String() string
}

// Error is what is wrong with a text, in Chinese, and what to write instead.
type Error struct {
	Message string
	Hint    string
}

// Error returns the message without the hint.
func (e *Error) Error() string { return e.Message }

// of names the type and quotes the text in front of a message that so far only
// says what is wrong, such as “缺年份”.
func (e *Error) of(typeName, text string) *Error {
	text = strings.TrimSpace(text)
	if text == "" {
		return &Error{Message: typeName + "没有填写", Hint: e.Hint}
	}
	return &Error{Message: typeName + quote(text) + e.Message, Hint: e.Hint}
}

// maxQuoted is how many characters of a wrong text a message repeats.
const maxQuoted = 30

func quote(text string) string {
	if utf8.RuneCountInString(text) > maxQuoted {
		text = string([]rune(text)[:maxQuoted]) + "…"
	}
	return "“" + text + "”"
}
