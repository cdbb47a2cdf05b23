package source

import (
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads *, **, _ and ~~ as CommonMark does, but for Chinese. There, whether
// a mark opens or closes depends on the punctuation and the spaces beside it. Chinese has
// punctuation without spaces, so that the marks of **“预算”**的 and **历经十年，**发展 would be
// printed as they are. The rule here is that of the markdown-cjk-friendly proposal: beside
// a Chinese character, punctuation does not count.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(_ ast.Node, in text.Reader, pc parser.Context) ast.Node {
	before := in.PrecendingCharacter()
	line, segment := in.PeekLine()
	char, n := line[0], 1
	for n < len(line) && line[n] == char {
		n++
	}
	if char == '~' && (n != 2 || before == '~') {
		return nil
	}
	after := ' '
	if n < len(line) {
		after = util.ToRune(line, n)
	}
	opens, closes := flanks(before, after), flanks(after, before)
	if char == '_' { // never inside of a word
		opens, closes = opens && (!closes || util.IsPunctRune(before)), closes && (!opens || util.IsPunctRune(after))
	}
	var pairs parser.DelimiterProcessor = delimiters{}
	if char == '~' {
		pairs = strikes{}
	}
	d := parser.NewDelimiter(opens, closes, n, char, pairs)
	d.Segment = segment.WithStop(segment.Start + n)
	in.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// flanks reports whether a mark with the given neighbours belongs to the inner one.
func flanks(outer, inner rune) bool {
	switch {
	case util.IsSpaceRune(inner):
		return false
	case !util.IsPunctRune(inner) || isCJK(inner):
		return true
	}
	return util.IsSpaceRune(outer) || util.IsPunctRune(outer) || isCJK(outer)
}

// isCJK reports whether a character is set without spaces around it: Chinese characters and
// Chinese punctuation, with the quotes, dashes and dots that Chinese shares with English.
func isCJK(r rune) bool {
	switch {
	case r < 0x2E80:
		switch r {
		case '“', '”', '‘', '’', '—', '…', '·':
			return true
		}
		return false
	case r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF:
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

// delimiters pairs the marks.
type delimiters struct{}

func (delimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' || b == '~' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (delimiters) OnMatch(consumed int) ast.Node { return ast.NewEmphasis(consumed) }

// strikes is like delimiters for ~~.
type strikes struct{ delimiters }

func (strikes) OnMatch(int) ast.Node { return east.NewStrikethrough() }
