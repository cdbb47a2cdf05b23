package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	yamllib "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"gongkai/generator/internal/diag"
)

const (
	// maxDepth is how deep YAML may nest. Nothing that people write needs more.
	maxDepth = 8
	// The most nesting and the most anchors, aliases and tags that the library is given at
	// all: it takes seconds for thousands.
	maxBrackets   = 64
	maxIndicators = 256
)

var (
	errNotMap = diag.Define("GK0131", diag.Error,
		"这里应当每行写一个“名称: 内容”。", "例如“标题: 10月财务公开”，冒号用半角，后面空一格；如果从这里起已经是正文，请在上面加一行“---”。")
	errEmptyKey = diag.Define("GK0132", diag.Error,
		"冒号前面没有名称。", "请在冒号前面写上名称，例如“标题: 10月财务公开”。")
	errDuplicateKey = diag.Define("GK0133", diag.Error,
		"“%s”写了两遍，前面第 %d 行已经有了。", "请删掉其中一个。")
	errKeySpace = diag.Define("GK0134", diag.Error,
		"名称“%s”里有全角空格或看不见的字符。", "请删掉这个名称，用键盘重新输入一遍。")
	errComplexKey = diag.Define("GK0135", diag.Error,
		"冒号前面的名称写得太复杂。", "名称只能是一个词，例如“标题”。")
	errAnchor = diag.Define("GK0136", diag.Error,
		"内容以“%s”开头，这在文件头里有特殊的意思，不能这样写。", "如果它是文字的一部分，请给整个内容加上半角双引号。")
	errTooDeep = diag.Define("GK0137", diag.Error,
		"内容套了太多层（最多 %d 层）。", "请减少层次，或者把内容写成正文里的表格。")
	errManyDocuments = diag.Define("GK0138", diag.Error,
		"一个文件里只能有一份设置，这里又用“---”或“%%”开始了一份。", "请删掉这一行。")
	errSwallowed = diag.Define("GK0139", diag.Error,
		"这一行前面有空格，被当成了上一项内容的一部分。", "如果它是单独的一项，请让它和上一项左边对齐，冒号用半角、后面空一格；否则请给整段内容加上半角双引号。")
)

// yamlFile reads a file that is all YAML.
func (f *file) yamlFile() *Node {
	return f.yaml(f.data, 0)
}

// yaml reads YAML that stands in the file at an offset. It returns a Map, which is empty
// where nothing is written, or nil if the YAML cannot be used. Line and column of the nodes
// are those of the file.
func (f *file) yaml(data []byte, offset int) *Node {
	y := &yamlReader{f: f, data: data, first: f.pos(offset).Line}
	if !y.checkLimits() {
		return nil
	}
	root, err := parse(data)
	if err != nil {
		y.explain(err)
		return nil
	}
	node := y.document(root)
	if y.bad {
		return nil
	}
	return node
}

// yamlReader turns the trees of the YAML library into nodes.
type yamlReader struct {
	f     *file
	data  []byte
	first int // line of the file that the YAML starts on
	bad   bool
}

// parse calls the library. Should it panic, one file must not stop the others from being
// read; for the author it is one more thing that cannot be read.
func parse(data []byte) (root *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	return parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
}

// report adds a finding and marks the YAML as unusable.
func (y *yamlReader) report(d *diag.Def, p diag.Pos, args ...any) {
	y.bad = true
	y.f.reportAt(d, p, args...)
}

// pos returns the place of a token.
func (y *yamlReader) pos(tk *token.Token) diag.Pos {
	if tk == nil || tk.Position == nil {
		return y.f.at(y.first, 1)
	}
	return y.f.at(y.first+tk.Position.Line-1, tk.Position.Column)
}

// checkLimits refuses what the library would take too long for.
func (y *yamlReader) checkLimits() bool {
	if len(y.data) > maxHeader {
		y.report(errLongHeader, y.f.at(y.first, 1))
		return false
	}
	n := y.first
	for line := range bytes.Lines(y.data) {
		if markers(line) > maxBrackets {
			y.report(errTooDeep, y.f.at(n, 1), maxDepth)
			return false
		}
		n++
	}
	depth, indicators, before := 0, 0, byte(' ')
	for i, b := range y.data {
		switch b {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		case '&', '*', '!':
			if before == ' ' || before == '\n' || before == '[' || before == ',' {
				indicators++
			}
		}
		before = b
		if depth > maxBrackets {
			y.report(errTooDeep, y.place(i), maxDepth)
			return false
		}
		if indicators > maxIndicators {
			y.report(errAnchor, y.place(i), string(b))
			return false
		}
	}
	return true
}

// place returns the place of a byte of the YAML.
func (y *yamlReader) place(i int) diag.Pos {
	line := bytes.Count(y.data[:i], []byte{'\n'})
	start := bytes.LastIndexByte(y.data[:i], '\n') + 1
	return y.f.at(y.first+line, len([]rune(string(y.data[start:i])))+1)
}

// markers counts the list and key marks that a line of YAML starts with.
func markers(line []byte) int {
	n := 0
	for i := range line {
		switch line[i] {
		case '-', '?':
			n++
		case ' ', '\t':
		default:
			return n
		}
	}
	return n
}

// document returns the one Map of the parsed YAML.
func (y *yamlReader) document(root *ast.File) *Node {
	var body ast.Node
	docs := 0
	for _, d := range root.Docs {
		if d.Body == nil {
			continue
		}
		if docs++; docs > 1 || d.Body.Type() == ast.DirectiveType {
			y.report(errManyDocuments, y.pos(first(d)))
			return nil
		}
		body = d.Body
	}
	if body == nil {
		return &Node{Type: Map, Pos: y.f.at(y.first, 1)}
	}
	if body.Type() != ast.MappingType {
		y.explain(nil)
		return nil
	}
	return y.node(body, 1)
}

// first returns the token that a document starts with.
func first(d *ast.DocumentNode) *token.Token {
	if d.Start != nil {
		return d.Start
	}
	return d.Body.GetToken()
}

// node converts one node; it never returns nil.
func (y *yamlReader) node(n ast.Node, depth int) *Node {
	if n == nil {
		return &Node{Pos: y.f.at(y.first, 1)}
	}
	at := y.pos(n.GetToken())
	if depth > maxDepth {
		y.report(errTooDeep, at, maxDepth)
		return &Node{Pos: at}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return y.mapping(n.Values, at, n.IsFlowStyle, depth)
	case *ast.SequenceNode:
		node := &Node{Type: List, Pos: at, Items: make([]*Node, 0, len(n.Values))}
		for _, v := range n.Values {
			node.Items = append(node.Items, y.node(v, depth+1))
		}
		return node
	case *ast.LiteralNode:
		return &Node{Pos: at, Text: strings.TrimRight(n.Value.Value, "\n"), Quoted: true}
	case *ast.NullNode:
		return &Node{Pos: at}
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		y.report(errAnchor, at, n.GetToken().Value)
		return &Node{Pos: at}
	case ast.ScalarNode:
		return y.scalar(n.GetToken(), at)
	}
	y.report(errSyntax, at)
	return &Node{Pos: at}
}

// scalar takes the text of a token as it stands in the file.
func (y *yamlReader) scalar(tk *token.Token, at diag.Pos) *Node {
	quoted := tk.Type == token.DoubleQuoteType || tk.Type == token.SingleQuoteType
	if !quoted {
		y.checkContinuation(tk)
	}
	text := tk.Value
	if !quoted {
		text = strings.TrimFunc(text, invisible)
	}
	return &Node{Pos: at, Text: text, Quoted: quoted}
}

// checkContinuation looks for keys that YAML takes for more text of the value above,
// because they are indented.
func (y *yamlReader) checkContinuation(tk *token.Token) {
	if !strings.Contains(strings.TrimSpace(tk.Value), " ") || !strings.Contains(tk.Origin, "\n") {
		return
	}
	line := y.pos(tk).Line
	for n, text := range strings.Split(strings.TrimSpace(tk.Origin), "\n") {
		if n > 0 && looksLikeKey([]byte(strings.TrimSpace(text))) {
			y.report(errSwallowed, y.f.at(line+n, 1+len(text)-len(strings.TrimLeft(text, " "))))
		}
	}
}

// mapping converts a Map. The Map stands where its first key does.
func (y *yamlReader) mapping(values []*ast.MappingValueNode, at diag.Pos, flow bool, depth int) *Node {
	node := &Node{Type: Map, Pos: at, Entries: make([]Entry, 0, len(values))}
	for _, v := range values {
		if e, ok := y.entry(v, depth); ok {
			node.Entries = append(node.Entries, e)
		}
	}
	y.checkKeys(node)
	if !flow && len(node.Entries) > 0 {
		node.Pos = node.Entries[0].Pos
	}
	return node
}

// entry converts a key and its value.
func (y *yamlReader) entry(v *ast.MappingValueNode, depth int) (Entry, bool) {
	tk := v.Key.GetToken()
	at := y.pos(tk)
	value := y.node(v.Value, depth+1)
	switch v.Key.(type) {
	case *ast.MergeKeyNode, *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		y.report(errAnchor, at, tk.Value)
		return Entry{}, false
	case *ast.MappingKeyNode, *ast.LiteralNode:
		y.report(errComplexKey, at)
		return Entry{}, false
	}
	switch key := tk.Value; {
	case key == "":
		y.report(errEmptyKey, at)
	case strings.IndexFunc(key, invisible) >= 0:
		y.report(errKeySpace, at, key)
	case value.Pos.Line > at.Line && wideIndented(v.Value):
		y.report(errWideIndent, value.Pos)
	default:
		return Entry{Key: key, Pos: at, Value: value}, true
	}
	return Entry{}, false
}

// wideIndented reports whether a text starts with a wide space, which to YAML is a
// character like others: on a line of its own it was meant as indentation.
func wideIndented(n ast.Node) bool {
	s, ok := n.(*ast.StringNode)
	if !ok || s.Token.Type != token.StringType {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.Token.Value)
	return invisible(r)
}

// invisible reports whether a character looks like nothing or like a plain space.
func invisible(r rune) bool {
	return r != ' ' && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r))
}

// checkKeys reports keys that are there twice, and keeps the first of them.
func (y *yamlReader) checkKeys(m *Node) {
	seen := make(map[string]int, len(m.Entries))
	kept := m.Entries[:0]
	for _, e := range m.Entries {
		if line, ok := seen[e.Key]; ok {
			y.report(errDuplicateKey, e.Pos, e.Key, line)
			continue
		}
		seen[e.Key] = e.Pos.Line
		kept = append(kept, e)
	}
	m.Entries = kept
}

// tokenOf returns the place that an error of the library points to, and its words.
func (y *yamlReader) tokenOf(err error) (diag.Pos, string) {
	var e yamllib.Error
	if errors.As(err, &e) {
		return y.pos(e.GetToken()), e.GetMessage()
	}
	return y.f.at(y.first, 1), err.Error()
}
