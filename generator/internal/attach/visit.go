package attach

import (
	"bytes"
	"html"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/xml"
)

// visitor is told what is in a part of an office document. Names come without the prefixes of their namespaces. What
// nobody is interested in is nil. What a visitor is told is its own until it returns.
type visitor struct {
	start     func(name []byte)
	attribute func(of, name, value []byte)
	text      func(text []byte)
	end       func(name []byte)
}

// visit reads as much as there is: whether the XML is in order is the business of the programs that people open the
// document with, and some of them show what is left of a damaged one.
func visit(data []byte, v visitor) {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // which XML calls the same
	lexer := xml.NewLexer(parse.NewInputBytes(data))
	var element []byte
	for {
		switch kind, _ := lexer.Next(); kind {
		case xml.ErrorToken:
			return
		case xml.StartTagToken:
			element = local(lexer.Text())
			if v.start != nil {
				v.start(element)
			}
		case xml.StartTagPIToken:
			element = nil
		case xml.AttributeToken:
			if v.attribute != nil && element != nil {
				v.attribute(element, local(lexer.Text()), unescaped(bytes.Trim(lexer.AttrVal(), `"'`)))
			}
		case xml.StartTagCloseVoidToken:
			v.ended(element)
		case xml.EndTagToken:
			v.ended(local(lexer.Text()))
		case xml.TextToken:
			v.said(unescaped(lexer.Text()))
		case xml.CDATAToken:
			v.said(lexer.Text())
		}
	}
}

func (v visitor) ended(name []byte) {
	if v.end != nil {
		v.end(name)
	}
}

func (v visitor) said(text []byte) {
	if v.text != nil {
		v.text(text)
	}
}

// local returns a name without the prefix of its namespace.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

func unescaped(text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return text
	}
	return []byte(html.UnescapeString(string(text)))
}
