package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gongkai/generator/internal/diag"
)

// What the Markdown library is given at all. It recurses into every quote and list, and
// takes time that grows with the square of how deep they are and how many definitions of
// links follow each other.
const (
	maxNesting     = 32   // quotes and lists that open on one line
	maxIndent      = 128  // spaces before the mark of a list
	maxDefinitions = 1000 // lines like [名称]: 网址
)

var (
	warnDeadLink = diag.Define("GK0156", diag.Warning,
		"“%s”看起来是链接，但没有生效。", "网址或文件名里有空格时，请用尖括号括起来：[附件](<附件 一.pdf>)。")
	warnWideParen = diag.Define("GK0157", diag.Warning,
		"“%s”看起来是链接，但圆括号是全角的，没有生效。", "请改成半角圆括号：[附件](附件.pdf)。")
	errOpenFence = diag.Define("GK0158", diag.Error,
		"这个代码块没有结束，后面的内容都成了代码。", "请在代码块末尾另起一行，写上和开头同样的“```”。")
	errNestedFence = diag.Define("GK0159", diag.Error,
		"图表（chart）不能放在列表或引用里。", "请把它移到列表或引用外面，从行首写起。")
	errNesting = diag.Define("GK0160", diag.Error,
		"这一行套了太多层列表或引用（最多 %d 层）。", "请减少行首的“>”“-”。")
	errDefinitions = diag.Define("GK0161", diag.Error,
		"“[名称]: 网址”这样的行太多了（最多 %d 行）。", "请把网址直接写在链接里：[名称](网址)。")

	errTableColumns = diag.Define("GK0170", diag.Error,
		"表头有 %d 格，下面的分隔行有 %d 格，对不上。", "请让分隔行“|---|---|”的格数和表头一样。")
	errNoDelimiter = diag.Define("GK0171", diag.Error,
		"这几行看起来是表格，但表头下面没有分隔行。", "请在表头下面加一行“|---|---|”，格数和表头一样。")
	errSplitTable = diag.Define("GK0172", diag.Error,
		"这几行和上面的表格隔开了，不会成为表格的一部分。", "请删掉它们和表格之间的空行。")
	errWideDelimiter = diag.Define("GK0173", diag.Error,
		"表格的分隔行里用了全角字符。", "请改成半角的“|---|---|”。")
	errWidePipe = diag.Define("GK0174", diag.Error,
		"这里用了全角竖线“｜”，不能分隔表格。", "请改成半角竖线“|”。")
	warnTextAbove = diag.Define("GK0178", diag.Warning,
		"表格上面紧跟着文字，中间没有空行。", "请在表格前面空一行。")
)

// checkLimits refuses a body that the Markdown library would take too long for.
func (f *file) checkLimits(body int) bool {
	definitions := 0
	for at := body; at < len(f.data); {
		end := f.lineEnd(at)
		line := f.data[at:end]
		if opensTooMany(line) {
			f.report(errNesting, at, maxNesting)
			return false
		}
		if len(line) > 0 && line[0] == '[' && bytes.Contains(line, []byte("]:")) {
			definitions++
		}
		if definitions > maxDefinitions {
			f.report(errDefinitions, at, maxDefinitions)
			return false
		}
		at = end + 1
	}
	return true
}

// opensTooMany reports whether a line opens very many quotes or lists, or stands very deep
// in them.
func opensTooMany(line []byte) bool {
	indent, marks := 0, 0
	for i, c := range line {
		switch {
		case c == ' ' || c == '\t':
			indent++
		case c == '>' || c == '-' || c == '+' || c == '*':
			marks++
		case c >= '0' && c <= '9' && i+1 < len(line) && (line[i+1] == '.' || line[i+1] == ')'):
			marks++
		case c == '.' || c == ')':
		default:
			return marks > 0 && indent > maxIndent
		}
		if marks > maxNesting && !isRule(line) {
			return true
		}
	}
	return false
}

// isRule reports whether a line draws a line: one character many times.
func isRule(line []byte) bool {
	line = bytes.TrimSpace(line)
	return bytes.IndexByte([]byte("-*_"), line[0]) >= 0 && len(bytes.Trim(line, string(line[:1])+" \t")) == 0
}

// lintBlocks looks at all blocks for what turned out other than meant.
func (b *builder) lintBlocks(parent ast.Node, nested bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			b.lintParagraph(n)
		case *ast.FencedCodeBlock:
			b.lintFence(n, nested)
		case *ast.HTMLBlock:
			b.lintComment(n)
		case *east.Table:
			if p, ok := n.PreviousSibling().(*ast.Paragraph); ok && b.touches(p, n) {
				b.f.report(warnTextAbove, b.base+b.rowSpan(n.FirstChild()).start)
			}
		default:
			if n.Type() == ast.TypeBlock {
				b.lintBlocks(n, true)
			}
		}
	}
}

// touches reports whether there is no blank line between a paragraph and what follows.
func (b *builder) touches(p *ast.Paragraph, next ast.Node) bool {
	lines := p.Lines()
	from, to := lines.At(lines.Len()-1).Stop, b.rowSpan(next.FirstChild()).start
	return bytes.Count(b.src[min(from, to):to], []byte{'\n'}) <= 1
}

// lintFence reports a code block that goes on to the end of the file, and a chart where
// none can be.
func (b *builder) lintFence(n *ast.FencedCodeBlock, nested bool) {
	open := b.base + n.Pos()
	if nested && b.fenceInfo(n) != "" {
		b.f.report(errNestedFence, open)
	}
	end := b.f.lineEnd(open)
	if lines := n.Lines(); lines.Len() > 0 {
		end = b.base + lines.At(lines.Len()-1).Stop - 1
	}
	next := min(end+1, len(b.f.data))
	closing := strings.TrimLeft(string(b.f.data[next:b.f.lineEnd(next)]), " \t>")
	if !strings.HasPrefix(closing, string(b.f.data[open:min(open+3, len(b.f.data))])) {
		b.f.report(errOpenFence, open)
	}
}

// lintComment reports a comment that nothing ends.
func (b *builder) lintComment(n *ast.HTMLBlock) {
	content := segments(n.Lines(), b.src)
	if n.HasClosure() {
		content = append(content, n.ClosureLine.Value(b.src)...)
	}
	if i := bytes.LastIndex(content, []byte("<!--")); i >= 0 && !bytes.Contains(content[i:], []byte("-->")) {
		b.f.report(errOpenComment, b.base+n.Lines().At(0).Start)
	}
}

// lintText reports links and comments that did not become any. The text stands in the body
// at an offset.
func (b *builder) lintText(value []byte, at int) {
	at += b.base
	if i := bytes.Index(value, []byte("<!--")); i == 0 || i > 0 && value[i-1] != '\\' {
		b.f.report(errOpenComment, at+i)
	}
	if bytes.IndexByte(value, ']') < 0 {
		return
	}
	if i := bytes.Index(value, []byte("](")); i >= 0 {
		b.f.report(warnDeadLink, at+i, shorten(string(value[i:])))
	}
	i := bytes.Index(value, []byte("]（"))
	if i < 0 {
		return
	}
	inside, _, closed := bytes.Cut(value[i+len("]（"):], []byte("）"))
	if closed && bytes.ContainsAny(inside, "./") {
		b.f.report(warnWideParen, at+i, shorten(string(value[i:])))
	}
}

var pipe = []byte("|")

// lintParagraph looks for tables that did not become any.
func (b *builder) lintParagraph(n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	raw := b.src[start:stop]
	if bytes.IndexByte(raw, '|') < 0 && !bytes.Contains(raw, []byte("｜")) {
		return
	}
	rows := make([][]byte, lines.Len())
	for i := range rows {
		line := lines.At(i)
		rows[i] = bytes.TrimSpace(line.Value(b.src))
	}
	at := func(i int) int { return b.base + lines.At(i).Start }
	for i := 1; i < len(rows); i++ {
		if isDelimiter(rows[i]) && countPipes(rows[i-1]) > 0 {
			b.reportDelimiter(rows[i-1], rows[i], at(i-1), at(i))
			return
		}
	}
	for i, row := range rows {
		switch {
		case bytes.HasPrefix(row, []byte("｜")) || bytes.Count(row, []byte("｜")) > 1:
			b.f.report(errWidePipe, at(i)+bytes.Index(row, []byte("｜")))
			return
		case bytes.HasPrefix(row, pipe) && b.followsTable(n), i == 0 && b.followsTable(n) && allPiped(rows):
			b.f.report(errSplitTable, at(i))
			return
		case bytes.HasPrefix(row, pipe) && countPipes(row) > 1:
			b.f.report(errNoDelimiter, at(i))
			return
		}
	}
}

// followsTable reports whether the block before is a table.
func (b *builder) followsTable(n ast.Node) bool {
	_, ok := n.PreviousSibling().(*east.Table)
	return ok
}

// allPiped reports whether all lines could be rows of a table.
func allPiped(rows [][]byte) bool {
	for _, row := range rows {
		if countPipes(row) == 0 {
			return false
		}
	}
	return true
}

// countPipes counts what could separate cells.
func countPipes(row []byte) int {
	return bytes.Count(row, []byte{'|'}) - bytes.Count(row, []byte(`\|`)) + bytes.Count(row, []byte("｜"))
}

// isDelimiter reports whether a line was meant to be the one under the header of a table.
func isDelimiter(row []byte) bool {
	s := string(row)
	return strings.ContainsAny(s, "-－—–") && strings.ContainsAny(s, "|｜") && strings.Trim(s, "|｜-－—–:： \t") == ""
}

// reportDelimiter says why a line under a header did not make a table of them.
func (b *builder) reportDelimiter(header, row []byte, headerAt, at int) {
	want := len(splitRow(nil, header, span{0, len(header)}))
	got := len(splitRow(nil, row, span{0, len(row)}))
	if i := bytes.Index(header, []byte("｜")); i >= 0 && (want != got || bytes.IndexByte(header, '|') < 0) {
		b.f.report(errWidePipe, headerAt+i)
		return
	}
	if i := strings.IndexAny(string(row), "｜－—–："); i >= 0 {
		b.f.report(errWideDelimiter, at+i)
		return
	}
	if want == got {
		b.f.report(errNoDelimiter, headerAt)
		return
	}
	b.f.report(errTableColumns, headerAt, want, got)
}
