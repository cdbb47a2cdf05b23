package theme

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
)

func TestStructureWithoutContent(t *testing.T) {
	th := load(t, nil)
	for _, b := range []block.Block{block.Steps{}, block.Schedule{}, block.People{}, block.Tree{}} {
		html := renderBlock(t, th, b)
		if !strings.Contains(html, `<p class="empty">没有内容。</p>`) || strings.Contains(html, "<ol>") || strings.Contains(html, "<ul") || strings.Contains(html, "<table") {
			t.Errorf("%s: %s", b.Name(), html)
		}
	}
}

// TestStructureOfOne checks that a list of one thing, of which only the name is known, has no
// empty elements.
func TestStructureOfOne(t *testing.T) {
	th := load(t, nil)
	empty := regexp.MustCompile(`<(p|span|ul|li|a|dd)\b[^>]*>\s*</`)
	for _, b := range []block.Block{
		block.Steps{Steps: []block.Step{{Title: "申请"}}},
		block.Schedule{Spans: []block.Span{{Title: "动员部署", From: date(2026, 3, 1)}}},
		block.People{People: []block.Person{{Name: "张立新"}}},
		block.Tree{Roots: []block.Node{{Title: "张立新"}}},
	} {
		if html := renderBlock(t, th, b); empty.MatchString(html) {
			t.Errorf("%s: %s in %s", b.Name(), empty.FindString(html), html)
		}
	}
}

// TestNoInlineStyle checks what a strict content security policy asks for.
func TestNoInlineStyle(t *testing.T) {
	th := load(t, nil)
	for _, b := range []block.Block{steps(5), schedule(), people(2), tree()} {
		if html := renderBlock(t, th, b); strings.Contains(html, "style=") || strings.Contains(html, "<script") || strings.Contains(html, "<style") {
			t.Error(html)
		}
	}
}

func TestOverrideStructure(t *testing.T) {
	th := load(t, map[string]string{
		"web/blocks/steps.html":    `{{range .Items}}<p>{{.Title}}|{{.URL}}|{{.Who}}</p>{{end}}`,
		"web/blocks/schedule.html": `{{range .Items}}<p>{{.Title}}|{{.First}}|{{.Last}}</p>{{end}}`,
		"web/blocks/people.html":   `{{range .Items}}<p>{{.Name}}|{{.Family}}|{{.Photo}}</p>{{end}}`,
		"web/blocks/tree.html":     `{{define "down"}}{{range .}}<p>{{.Title}}|{{template "down" .Children}}</p>{{end}}{{end}}{{template "down" .Roots}}`,
	})
	for _, tt := range []struct {
		block block.Block
		want  string
	}{
		{steps(2), "<p>入户核查|../../banshi/hecha/index.html|网格员2人以上</p>"},
		{schedule(), "<p>总结评议|2026年12月1日|2027年1月31日</p>"},
		{people(1), "<p>张立新|张|../../zhang.jpg</p>"},
		{tree(), "<p>张立新|<p>综合协调组|<p>徐建平|</p><p>高桂珍|</p></p><p>监督评议组|</p></p>"},
	} {
		if html := renderBlock(t, th, tt.block); !strings.Contains(html, tt.want) {
			t.Errorf("%s: %s", tt.block.Name(), html)
		}
	}
}

func TestStepsSideBySide(t *testing.T) {
	long := steps(3)
	long.Steps[1].Text = strings.Repeat("材料不齐的一次告知。", 10)
	for _, tt := range []struct {
		name  string
		steps block.Steps
		row   bool
	}{
		{"1 step", steps(1), false},
		{"2 steps", steps(2), true},
		{"5 steps", steps(5), true},
		{"6 steps", steps(6), false},
		{"a long text", long, false},
	} {
		if html := renderBlock(t, load(t, nil), tt.steps); strings.Contains(html, `class="block steps row"`) != tt.row {
			t.Errorf("%s: %s", tt.name, html)
		}
	}
}

func TestPeopleOnPhones(t *testing.T) {
	th := load(t, nil)
	few := block.People{People: []block.Person{{Name: "张立新", Post: "主任", Phone: "0000-12345678"}}}
	if html := renderBlock(t, th, few); !strings.Contains(html, `class="block people compact"`) {
		t.Error(html)
	}
	if html := renderBlock(t, th, people(2)); strings.Contains(html, "compact") {
		t.Error(html)
	}
}

func TestFamilyName(t *testing.T) {
	for name, want := range map[string]string{
		"张立新": "张", "欧阳秀英": "欧阳", "欧阳": "欧", "诸葛亮": "诸葛", "张*": "张", "阿依古丽·买买提": "阿", "Anna": "A", "": "",
	} {
		if got := familyName(name); got != want {
			t.Errorf("%q → %q, want %q", name, got, want)
		}
	}
}

// branches returns n nodes with m below each.
func branches(n, m int) []block.Node {
	nodes := make([]block.Node, n)
	for i := range nodes {
		nodes[i].Title = fmt.Sprintf("第%d组", i+1)
		if m > 0 {
			nodes[i].Children = branches(m, 0)
		}
	}
	return nodes
}

func TestTreeAcross(t *testing.T) {
	deep := branches(3, 3)
	deep[0].Children[0].Children = branches(2, 2)
	for _, tt := range []struct {
		name    string
		below   []block.Node
		across  bool
		stacked int // lists that stand below their node
	}{
		{"nobody", nil, true, 0},
		{"3 groups of 2", branches(3, 2), true, 0},
		{"5 groups of 4", branches(5, 4), true, 5},
		{"groups in groups", deep, true, 4},
		{"everything below the groups", []block.Node{{Children: branches(4, 4)}, {Children: branches(4, 4)}}, true, 10},
		{"7 groups", branches(7, 1), false, 0},
	} {
		b := block.Tree{Roots: []block.Node{{Title: "张立新", Children: tt.below}}}
		html := renderBlock(t, load(t, nil), b)
		if across := strings.Contains(html, `class="block tree across"`); across != tt.across {
			t.Errorf("%s: from the top down: %v", tt.name, across)
		}
		if n := strings.Count(html, `<ul class="stacked">`); tt.across && n != tt.stacked {
			t.Errorf("%s: %d lists below their node, want %d", tt.name, n, tt.stacked)
		}
	}
}
