package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"unicode/utf8"

	"gongkai/generator/internal/diag"
)

// Digest is a digest of the document's text without the lines of some keys: 16 hexadecimal
// digits that change with every other character. How lines end, and blanks at their ends, do
// not matter, since editors change them unasked.
func (d *Document) Digest(except ...string) string {
	skip := map[int]bool{}
	for _, e := range d.Front.Entries {
		if slices.Contains(except, e.Key) {
			skip[e.Pos.Line] = true
		}
	}
	sum := sha256.New()
	for i, line := range bytes.Split(bytes.TrimRight(d.text, "\n\r\t "), []byte("\n")) {
		if !skip[i+1] {
			sum.Write(bytes.TrimRight(line, " \t\r"))
			sum.Write([]byte("\n"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// ErrNotUTF8 says that a file cannot be changed because it is not in UTF-8.
var ErrNotUTF8 = errors.New("the file is not in UTF-8")

// SetKey returns the bytes of a document with a line of its front matter set: one that starts with one of the
// names is replaced, otherwise the line is added at the end. Everything else stays byte for byte.
func SetKey(path string, raw []byte, names []string, text string) ([]byte, error) {
	if !utf8.Valid(raw) {
		return nil, ErrNotUTF8
	}
	f := decode(path, raw, new(diag.Report))
	if f == nil {
		return nil, ErrNotUTF8
	}
	doc := f.document()
	if doc == nil || doc.End.Line < 1 {
		return nil, errors.New("the document cannot be read")
	}
	newline := "\n"
	if bytes.Contains(raw, []byte("\r\n")) {
		newline = "\r\n"
	}
	lines := bytes.SplitAfter(raw, []byte("\n"))
	added := []byte(names[0] + ": " + text + newline)
	for _, e := range doc.Front.Entries {
		if slices.Contains(names, e.Key) {
			lines[e.Pos.Line-1] = added
			return bytes.Join(lines, nil), nil
		}
	}
	return bytes.Join(slices.Insert(lines, doc.End.Line-1, added), nil), nil
}
