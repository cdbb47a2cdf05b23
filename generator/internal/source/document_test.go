package source

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// TestGolden compares everything that is read of a representative document.
func TestGolden(t *testing.T) {
	input, err := os.ReadFile("testdata/golden/record.md")
	if err != nil {
		t.Fatal(err)
	}
	var r diag.Report
	doc := memory("in", string(input)).Document("in", &r)
	got := dump(doc) + "== findings\n" + list(&r)
	const golden = "testdata/golden/record.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("not as in %s:\n%s", golden, got)
	}
}

// dump writes all of a document as text.
func dump(doc *Document) string {
	if doc == nil {
		return "nil\n"
	}
	var s strings.Builder
	fmt.Fprintf(&s, "== front, missing things at %v\n", doc.End)
	dumpNode(&s, doc.Front, "")
	for _, p := range doc.Body {
		switch p := p.(type) {
		case *Prose:
			fmt.Fprintf(&s, "== prose\n%s-- text\n%s\n", p.Markup.HTML(braces), p.Text)
		case *Table:
			fmt.Fprintf(&s, "== table %v under %q, align %v\n", p.Pos, p.Heading, p.Align)
			for _, row := range append([][]Cell{p.Header}, p.Rows...) {
				for _, c := range row {
					fmt.Fprintf(&s, "[%d:%d %q %s]", c.Pos.Line, c.Pos.Col, c.Text, c.Markup.HTML(braces))
				}
				s.WriteByte('\n')
			}
		case *Fence:
			fmt.Fprintf(&s, "== fence %s %v\n", p.Info, p.Pos)
			dumpNode(&s, p.Node, "")
		}
	}
	s.WriteString("== links\n")
	for _, l := range doc.Links {
		fmt.Fprintf(&s, "%d:%d %q image=%v ref=%q\n", l.Pos.Line, l.Pos.Col, l.Dest, l.Image, *l.Ref)
	}
	fmt.Fprintf(&s, "== anchors\n%s\n", strings.Join(doc.Anchors, " "))
	return s.String()
}

func braces(ref block.Ref) string { return "{" + string(ref) + "}" }

func dumpNode(s *strings.Builder, n *Node, indent string) {
	switch n.Type {
	case Scalar:
		fmt.Fprintf(s, "%s%d:%d %q quoted=%v\n", indent, n.Pos.Line, n.Pos.Col, n.Text, n.Quoted)
	case List:
		fmt.Fprintf(s, "%s%d:%d list\n", indent, n.Pos.Line, n.Pos.Col)
		for _, item := range n.Items {
			dumpNode(s, item, indent+"  ")
		}
	case Map:
		fmt.Fprintf(s, "%s%d:%d map\n", indent, n.Pos.Line, n.Pos.Col)
		for _, e := range n.Entries {
			fmt.Fprintf(s, "%s  %d:%d %s:\n", indent, e.Pos.Line, e.Pos.Col, e.Key)
			dumpNode(s, e.Value, indent+"    ")
		}
	}
}

// TestRefsReplaced makes sure that replacing the address of a link changes what is
// rendered, in running text and in cells.
func TestRefsReplaced(t *testing.T) {
	doc := memory("in", "前[甲](a.pdf)后![乙](b.jpg)\n\n| 甲 |\n|---|\n| [丙](c.pdf) |\n\n[丁](d.pdf)\n").Document("in", new(diag.Report))
	for i, l := range doc.Links {
		*l.Ref = block.Ref(fmt.Sprintf("/%d/%s", i, l.Dest))
	}
	var got []string
	url := func(r block.Ref) string { got = append(got, string(r)); return string(r) }
	for _, p := range doc.Body {
		switch p := p.(type) {
		case *Prose:
			p.Markup.HTML(url)
		case *Table:
			p.Rows[0][0].Markup.HTML(url)
		}
	}
	if want := "/0/a.pdf /1/b.jpg /2/c.pdf /3/d.pdf"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestEmphasis holds what Chinese authors write beside what CommonMark says of English.
func TestEmphasis(t *testing.T) {
	tests := []struct{ in, want string }{
		{"**“预算”**的", "<strong>“预算”</strong>的"},
		{"**历经十年，**发展", "<strong>历经十年，</strong>发展"},
		{"开展**“十四五”**规划", "开展<strong>“十四五”</strong>规划"},
		{"**“十四五”**2025年", "<strong>“十四五”</strong>2025年"},
		{"**(重要)**的", "<strong>(重要)</strong>的"},
		{"**100%**的", "<strong>100%</strong>的"},
		{"~~“旧”~~的", "<del>“旧”</del>的"},
		{"*甲*乙", "<em>甲</em>乙"},
		{"***粗斜***", "<em><strong>粗斜</strong></em>"},
		{"2 * 3 * 4", "2 * 3 * 4"},
		{"a * b", "a * b"},
		{"snake_case_name", "snake_case_name"},
		{"_甲_", "<em>甲</em>"},
		{"a**\"b\"**c", "a**&quot;b&quot;**c"},
		{"约5~10元~15元", "约5~10元~15元"},
		{"**没有结束", "**没有结束"},
	}
	for _, tt := range tests {
		doc := memory("in", tt.in).Document("in", new(diag.Report))
		got := doc.Body[0].(*Prose).Markup.HTML(braces)
		if got != "<p>"+tt.want+"</p>\n" {
			t.Errorf("%s: got %s", tt.in, got)
		}
	}
}

// TestHeadings makes sure that headings start at h2 and that their ids are told apart.
func TestHeadings(t *testing.T) {
	doc := memory("in", "### 收支 情况（10月）\n\n#### A&B\n\n### 收支 情况（10月）\n\n###### ！！\n").Document("in", new(diag.Report))
	want := "<h2 id=\"收支-情况10月\">收支 情况（10月）</h2>\n<h3 id=\"ab\">A&amp;B</h3>\n" +
		"<h2 id=\"收支-情况10月-1\">收支 情况（10月）</h2>\n<h4 id=\"section\">！！</h4>\n"
	if got := doc.Body[0].(*Prose).Markup.HTML(braces); got != want {
		t.Errorf("got %s", got)
	}
}

// TestScalars makes sure that scalars arrive as they were written.
func TestScalars(t *testing.T) {
	tests := []struct {
		in, want string
		quoted   bool
	}{
		{"007", "007", false},
		{"1.10", "1.10", false},
		{"12345678901234567890.12", "12345678901234567890.12", false},
		{"2026-10-05", "2026-10-05", false},
		{"0x1F", "0x1F", false},
		{"1_000", "1_000", false},
		{"true", "true", false},
		{"是", "是", false},
		{"null", "", false},
		{"~", "", false},
		{"", "", false},
		{`"007"`, "007", true},
		{`'it''s'`, "it's", true},
		{`"a\nb"`, "a\nb", true},
		{"12:30", "12:30", false},
		{"甲 # 注释", "甲", false},
		{"|\n  一\n  二", "一\n二", true},
		{".inf", ".inf", false},
	}
	for _, tt := range tests {
		var r diag.Report
		node := memory("in", "键: "+tt.in+"\n").YAML("in", &r)
		if node == nil {
			t.Errorf("%s: %v", tt.in, r.Findings())
			continue
		}
		if v := node.Entries[0].Value; v.Text != tt.want || v.Quoted != tt.quoted {
			t.Errorf("%s: got %q, quoted %v", tt.in, v.Text, v.Quoted)
		}
	}
}

// TestLinks renders links, addresses shown in braces.
func TestLinks(t *testing.T) {
	tests := []struct{ in, want string }{
		{"网址：https://x.cn/a_b?c=1&d=2。完", `网址：<a href="{https://x.cn/a_b?c=1&amp;d=2}">https://x.cn/a_b?c=1&amp;d=2</a>。完`},
		{"（见http://x.cn/a(b)）", `（见<a href="{http://x.cn/a(b)}">http://x.cn/a(b)</a>）`},
		{"(http://x.cn/a), b", `(<a href="{http://x.cn/a}">http://x.cn/a</a>), b`},
		{"[https://a.cn](https://b.cn)", `<a href="{https://b.cn}">https://a.cn</a>`},
		{"ftp://a.cn http:// www.a.cn a@b.cn", `ftp://a.cn http:// www.a.cn a@b.cn`},
		{"<a@b.cn>", `<a href="{mailto:a@b.cn}">a@b.cn</a>`},
		{"[a](b%20c.pdf#%E7%94%B2)", `<a href="{b c.pdf#甲}">a</a>`},
		{"[a](b%23c.pdf)", `<a href="{b%23c.pdf}">a</a>`},
		{"[a](http://x.cn/b%20c)", `<a href="{http://x.cn/b%20c}">a</a>`},
		{"[a](//x.cn/b)", `<a href="{//x.cn/b}">a</a>`},
		{`[a](b.pdf "甲&乙")`, `<a href="{b.pdf}" title="甲&amp;乙">a</a>`},
		{"[a](javascript:b) ![c](data:d)", `a c`},
		{"![甲 **乙**](c.jpg)", `<img src="{c.jpg}" alt="甲 乙" loading="lazy">`},
		{"一<br>二<BR/>三", "一<br>二<br>三"},
		{"一<!-- 二 -->三", "一三"},
		{"<i>一</i>", "&lt;i&gt;一&lt;/i&gt;"},
	}
	for _, tt := range tests {
		doc := memory("in", tt.in).Document("in", new(diag.Report))
		got := doc.Body[0].(*Prose).Markup.HTML(braces)
		if got != "<p>"+tt.want+"</p>\n" {
			t.Errorf("%s: got %s", tt.in, got)
		}
	}
}

// TestCells makes sure of the places of cells that are empty, or missing, or behind escaped
// pipes, and that a line of text is no row.
func TestCells(t *testing.T) {
	doc := memory("in", "| 甲 | 乙 | 丙 |\n|---|---|---|\n|    | b\\|c |x|\n|||\n文字\n").Document("in", new(diag.Report))
	var got []string
	for _, row := range doc.Body[0].(*Table).Rows {
		for _, c := range row {
			got = append(got, fmt.Sprintf("%d:%d %q", c.Pos.Line, c.Pos.Col, c.Text))
		}
	}
	want := `3:3 "", 3:8 "b|c", 3:14 "x", 4:2 "", 4:3 "", 4:4 ""`
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s", s)
	}
}
