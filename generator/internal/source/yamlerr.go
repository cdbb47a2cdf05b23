package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"gongkai/generator/internal/diag"
)

var (
	errSyntax = diag.Define("GK0130", diag.Error,
		"这里的写法看不懂。", "每行写一个“名称: 内容”，冒号用半角、后面空一格；内容里有特殊符号时，给整个内容加上半角双引号。")
	errTab = diag.Define("GK0140", diag.Error,
		"这一行用了制表符（Tab）缩进。", "请改用空格缩进，每层两个空格。")
	errWideIndent = diag.Define("GK0141", diag.Error,
		"这一行用了全角空格缩进。", "请改用半角空格，每层两个。")
	errWideColon = diag.Define("GK0142", diag.Error,
		"“%s”后面用了全角冒号“：”。", "请改成半角冒号加一个空格，例如“%[1]s: ……”。")
	errNoSpace = diag.Define("GK0143", diag.Error,
		"“%s”的冒号后面没有空格。", "请在半角冒号后面空一格，例如“%[1]s: ……”。")
	errOpenQuote = diag.Define("GK0144", diag.Error,
		"这里的引号没有结束。", "请在内容末尾补上同样的半角引号；中文引号“”不算。")
	errAfterQuote = diag.Define("GK0145", diag.Error,
		"结束的引号后面还有文字。", "请用一对半角引号把整个内容括起来；内容里的引号请用中文引号“”。")
	errOpenBracket = diag.Define("GK0146", diag.Error,
		"这里的方括号或花括号没有正确结束。", "列表写成“[甲, 乙]”，逗号和括号都用半角；如果括号是文字的一部分，请给整个内容加上半角双引号。")
	errIndent = diag.Define("GK0147", diag.Error,
		"这一行的缩进不对。", "同一层的各行左边要对齐，下一层比上一层多两个空格。")
	errColonInText = diag.Define("GK0148", diag.Error,
		"“%s”的内容里有半角冒号加空格，分不清哪里是内容。", "请给整个内容加上半角双引号，或者把里面的冒号改成全角“：”。")
	errReserved = diag.Define("GK0149", diag.Error,
		"内容不能以“%s”开头。", "请给整个内容加上半角双引号。")
)

// explain reports why YAML cannot be read, or why it is no Map where there is no error. The
// library stops at the first error and speaks of tokens; so each top-level key is read on
// its own, and what people get wrong most is looked for in the lines that fail.
func (y *yamlReader) explain(whole error) {
	before, lost := y.f.found, false
	keys := &Node{Type: Map}
	for _, c := range y.chunks() {
		root, err := parse(c.data)
		switch {
		case err != nil:
			if !c.lint() {
				c.translate(err)
			}
		case len(root.Docs) == 0 || root.Docs[0].Body == nil:
		case root.Docs[0].Body.Type() != ast.MappingType:
			if !c.lint() && !lost { // once: it is body text, likely, from here on
				lost = true
				c.report(errNotMap, c.f.at(c.first, 1))
			}
		default:
			keys.Entries = append(keys.Entries, c.node(root.Docs[0].Body, 1).Entries...)
		}
	}
	y.checkKeys(keys)
	if y.f.found == before && whole != nil {
		y.translate(whole)
	}
}

// chunks cuts the YAML at the lines that start a new top-level key.
func (y *yamlReader) chunks() []*yamlReader {
	var all []*yamlReader
	line, start, startLine := 0, 0, 0
	for at := 0; at < len(y.data); line++ {
		if at > start && startsChunk(y.data[at:]) {
			all = append(all, &yamlReader{f: y.f, data: y.data[start:at], first: y.first + startLine})
			start, startLine = at, line
		}
		end := bytes.IndexByte(y.data[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	return append(all, &yamlReader{f: y.f, data: y.data[start:], first: y.first + startLine})
}

// startsChunk reports whether a line starts a top-level key, rather than going on with the
// one above or being no content at all.
func startsChunk(line []byte) bool {
	return !bytes.ContainsRune([]byte(" \t\n#-:]}"), rune(line[0]))
}

// translate reports an error of the library in words that help.
func (y *yamlReader) translate(err error) {
	at, message := y.tokenOf(err)
	d := errSyntax
	has := func(s string) bool { return strings.Contains(message, s) }
	switch {
	case has("-quoted text"):
		d = errOpenQuote
	case has("',' or"), has("end token"):
		d = errOpenBracket
	case has("unexpected key name"), has("non-map value"):
		d = errNotMap
	case has("tab character"), has("found character '\t'"):
		d = errTab
	case has("sequence entries"), has("not allowed in this context"), has("not find expected"):
		d = errIndent
	}
	y.report(d, at)
}

// lint looks through lines that fail for what people get wrong most, and reports whether it
// found any.
func (y *yamlReader) lint() bool {
	before := y.f.found
	block := -1          // indentation of the key whose value is a block of text
	above := len(y.data) // indentation of the line above if it is a key with its value
	for n, line := range bytes.Split(y.data, []byte{'\n'}) {
		text := bytes.TrimLeft(line, " ")
		indent := len(line) - len(text)
		if len(bytes.TrimSpace(text)) == 0 || text[0] == '#' || block >= 0 && indent > block {
			continue
		}
		block = -1
		if opensBlock(text) {
			block = indent
		}
		if indent > above && looksLikeKey(text) {
			y.report(errIndent, y.f.at(y.first+n, indent+1))
		} else {
			y.lintLine(y.first+n, line, indent)
		}
		above = len(y.data)
		if _, value, ok := bytes.Cut(text, []byte(": ")); ok && len(bytes.TrimSpace(value)) > 0 && text[0] != '-' && block < 0 {
			above = indent
		}
	}
	return y.f.found > before
}

// opensBlock reports whether a line ends with the mark of a block of text.
func opensBlock(line []byte) bool {
	_, value, ok := bytes.Cut(line, []byte(": "))
	value = bytes.TrimSpace(value)
	return ok && len(value) > 0 && (value[0] == '|' || value[0] == '>') && len(value) <= 3
}

// lintLine reports what is wrong with one line, at most one thing.
func (y *yamlReader) lintLine(n int, line []byte, indent int) {
	here := func(i int) diag.Pos { return y.f.at(n, utf8.RuneCount(line[:i])+1) }
	at := indent
	switch r, _ := utf8.DecodeRune(line[at:]); {
	case r == '\t':
		y.report(errTab, here(at))
		return
	case r != ' ' && invisible(r):
		y.report(errWideIndent, here(at))
		return
	}
	for bytes.HasPrefix(line[at:], []byte("- ")) {
		at += 2
	}
	switch {
	case bytes.HasPrefix(line[at:], []byte(":")), bytes.HasPrefix(line[at:], []byte("：")):
		y.report(errEmptyKey, here(at))
		return
	case bytes.HasPrefix(line[at:], []byte("? ")):
		y.report(errComplexKey, here(at))
		return
	}
	key, colon := splitKey(line[at:])
	if colon < 0 {
		return
	}
	at += colon
	switch {
	case bytes.HasPrefix(line[at:], []byte("：")):
		y.report(errWideColon, here(at), key)
	case at+1 < len(line) && line[at+1] != ' ' && line[at+1] != '\t':
		y.report(errNoSpace, here(at+1), key)
	default:
		value := bytes.TrimLeft(line[at+1:], " \t")
		y.lintValue(here(len(line)-len(value)), key, value)
	}
}

// splitKey returns the key that a line starts with and where its colon is, half or full
// width. The offset is -1 if there is no key.
func splitKey(line []byte) (string, int) {
	i := bytes.IndexAny(line, ":：")
	if i < 0 || line[0] == '"' || line[0] == '\'' {
		return "", -1
	}
	key := strings.TrimSpace(string(line[:i]))
	if key == "" || utf8.RuneCountInString(key) > 20 {
		return "", -1
	}
	return key, i
}

// looksLikeKey reports whether a line starts like an entry of front matter: a short word
// and a colon.
func looksLikeKey(line []byte) bool {
	key, colon := splitKey(append(line[:len(line):len(line)], ' '))
	if colon < 0 || strings.ContainsAny(key, " ，。；！？、,;|*#[]()<>/") {
		return false
	}
	return line[colon] != ':' || colon+1 == len(line) || line[colon+1] != '/'
}

// lintValue reports what is wrong with the value of a line.
func (y *yamlReader) lintValue(at diag.Pos, key string, value []byte) {
	if len(value) == 0 {
		return
	}
	switch value[0] {
	case '"', '\'':
		switch end := bytes.IndexByte(value[1:], value[0]); {
		case end < 0:
			y.report(errOpenQuote, at)
		case len(bytes.TrimSpace(value[end+2:])) > 0 && value[end+2] != ' ' && value[end+2] != value[0]:
			y.report(errAfterQuote, y.f.at(at.Line, at.Col+utf8.RuneCount(value[:end+2])))
		}
	case '@', '`', '%':
		y.report(errReserved, at, string(value[0]))
	case '[', '{':
		if end := bytes.LastIndexByte(value, value[0]+2); end >= 0 && len(bytes.TrimSpace(value[end+1:])) > 0 {
			y.report(errReserved, at, string(value[0])) // ']' and '}' are two behind '[' and '{'
		}
	case '|', '>', '#', '&', '*', '!':
	case '-':
		if len(value) == 1 || value[1] == ' ' {
			y.report(errReserved, at, "-")
		}
	default:
		if i := bytes.Index(value, []byte(": ")); i >= 0 {
			y.report(errColonInText, y.f.at(at.Line, at.Col+utf8.RuneCount(value[:i])), key)
		}
	}
}
