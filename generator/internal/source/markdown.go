package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gongkai/generator/internal/block"
)

// markdown parses Markdown: CommonMark with tables, task lists and strikethrough. Two
// things differ. Emphasis knows Chinese punctuation (see emphasis.go), and lines that start
// with four spaces are text: clerks indent paragraphs that way, and none of them means
// program code.
var markdown = newParser()

func newParser() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(indentedParagraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasisParser{}, 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	goldmark.New(goldmark.WithParser(p), goldmark.WithExtensions(extension.Table, extension.TaskList))
	return p
}

// indentedParagraphs lets paragraphs start with any number of spaces.
type indentedParagraphs struct{ parser.BlockParser }

func (indentedParagraphs) CanAcceptIndentedLine() bool { return true }

// document reads the front matter and the body.
func (f *file) document() *Document {
	front, body, end := f.frontMatter()
	if body < 0 || !f.checkLimits(body) {
		return nil
	}
	b := &builder{f: f, base: body, src: f.data[body:], ids: map[string]int{}}
	b.body(markdown.Parse(text.NewReader(b.src)))
	if front == nil {
		return nil
	}
	return &Document{
		Path: f.path, Front: front, Body: b.parts, Links: b.links, Anchors: b.anchors, End: end, text: f.data,
	}
}

// builder turns a Markdown tree into parts.
type builder struct {
	f    *file
	base int    // offset of the body in the file
	src  []byte // the body

	parts   []Part
	links   []Link
	anchors []string

	w       writer
	plain   strings.Builder // text of the prose being written
	pending int             // index of the first link of the markup being written
	heading string          // text of the nearest heading above
	levels  [7]int          // the level that each level of headings has on the page
	tags    int             // HTML tags that were reported and not closed yet
	linked  bool            // within a link, where there can be no other
	spans   []span          // room for the cells of a row
	ids     map[string]int  // for each id, the number that the next of its name gets
}

// body goes through the top level, where tables and charts stand on their own and all else
// runs together.
func (b *builder) body(root ast.Node) {
	b.setLevels(root)
	b.lintBlocks(root, false)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *east.Table:
			b.endProse()
			b.parts = append(b.parts, b.table(n))
		case *ast.FencedCodeBlock:
			if b.fenceInfo(n) == "" {
				b.prose(n)
				continue
			}
			b.endProse()
			if fence := b.fence(n); fence != nil {
				b.parts = append(b.parts, fence)
			}
		case *ast.Heading:
			b.heading = strings.TrimSpace(b.text(n))
			b.prose(n)
		default:
			b.prose(n)
		}
	}
	b.endProse()
}

// prose adds a block to the running text.
func (b *builder) prose(n ast.Node) {
	b.block(n)
	b.plain.WriteString(b.text(n))
	b.plain.WriteByte('\n')
}

// endProse makes a part of the running text so far, if there is any.
func (b *builder) endProse() {
	m := b.markup()
	plain := strings.Join(strings.Fields(b.plain.String()), " ")
	b.plain.Reset()
	if m.IsZero() {
		return
	}
	b.parts = append(b.parts, &Prose{Markup: m, Text: plain})
}

// markup takes what was written and ties the links in it to their places.
func (b *builder) markup() block.Markup {
	m := b.w.markup()
	for i := range m.Refs {
		b.links[b.pending+i].Ref = &m.Refs[i]
	}
	b.pending = len(b.links)
	return m
}

// fenceInfo returns the info word of a code block that is one of ours, or "".
func (b *builder) fenceInfo(n *ast.FencedCodeBlock) string {
	if word := n.Language(b.src); string(word) == "chart" {
		return "chart"
	}
	return ""
}

// fence reads a code block of ours. It returns nil if its content cannot be used.
func (b *builder) fence(n *ast.FencedCodeBlock) *Fence {
	fence := &Fence{Pos: b.f.pos(b.base + n.Pos()), Info: b.fenceInfo(n)}
	lines := n.Lines()
	if lines.Len() == 0 {
		fence.Node = &Node{Type: Map, Pos: fence.Pos}
		return fence
	}
	start := lines.At(0).Start
	start = bytes.LastIndexByte(b.src[:start], '\n') + 1
	end := lines.At(lines.Len() - 1).Stop
	fence.Node = b.f.yaml(b.src[start:end], b.base+start)
	if fence.Node == nil {
		return nil
	}
	return fence
}
