package theme

import (
	"errors"
	"io"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
)

func TestOverrideReplacesFile(t *testing.T) {
	th := load(t, map[string]string{"web/blocks/callout.html": `<p class="mine">{{.Block.Text}}</p>`, "web/.DS_Store": "x"})
	if html := renderBlock(t, th, callout()); !strings.Contains(html, `<p class="mine">正在公示，2026年11月26日截止。</p>`) {
		t.Error(html)
	}
	if html := renderBlock(t, th, facts()); !strings.Contains(html, "<dt>公示期</dt>") {
		t.Error("the other blocks are gone")
	}
}

// TestOverrideReplacesPage checks that a page may do without what surrounds the others.
func TestOverrideReplacesPage(t *testing.T) {
	th := load(t, map[string]string{"web/archive.html": `<!doctype html><title>{{.Title}}</title>{{range .Main}}{{.HTML}}{{end}}`})
	html := render(t, th, archivePage())
	if !strings.HasPrefix(html, "<!doctype html><title>历年公开</title>") || !strings.Contains(html, "2025年") || strings.Contains(html, "brand") {
		t.Error(html)
	}
}

// TestOverrideRangesOverCells checks that a theme may write the rows itself.
func TestOverrideRangesOverCells(t *testing.T) {
	th := load(t, map[string]string{"web/blocks/table.html": `{{range .Block.Rows}}<p>{{range .}}{{.Text}}；{{end}}</p>{{end}}`})
	if html := renderBlock(t, th, ranking()); !strings.Contains(html, "<p>1；民政服务窗口；95.90；") {
		t.Error(html)
	}
}

// TestLayers checks which file a theme has where several of its layers have one: the board's own, else its own, else that
// of the first theme. A board's file that either has is no stranger.
func TestLayers(t *testing.T) {
	th, r := loadOver(t, "gongbao", map[string]string{"web/archive.html": `{{define "content"}}自己的{{end}}`, "web/css/gazette.css": "p { color: #123457 }"})
	if r.Errors() > 0 || len(r.Findings()) > 0 {
		t.Fatal(r.Findings())
	}
	for _, want := range []struct{ page, text string }{
		{render(t, th, archivePage()), "自己的"},
		{render(t, th, recordPage(facts())), `<p class="from">向阳社区居民委员会</p>`},
		{render(t, th, redirectPage()), "这一页搬家了"},
	} {
		if !strings.Contains(want.page, want.text) {
			t.Errorf("no %s in %s", want.text, want.page)
		}
	}
	if _, r := loadOver(t, "gongbao", map[string]string{"web/css/gazete.css": "p { color: #123457 }"}); !strings.Contains(one(t, r).Hint, "“web/css/gazette.css”") {
		t.Error(r.Findings())
	}
	if _, r := loadWith(t, map[string]string{"web/css/gazette.css": "p { color: #123457 }"}); one(t, r).Code != "GK0601" {
		t.Error("the first theme knows a file of another")
	}
}

// one returns the only finding of a report.
func one(t *testing.T, r *diag.Report) diag.Finding {
	t.Helper()
	all := r.Findings()
	if len(all) != 1 {
		t.Fatalf("findings: %v", all)
	}
	return all[0]
}

func TestBrokenTemplate(t *testing.T) {
	tests := []struct {
		text, place, says string
	}{
		{"<p>\n{{.Block.Text", ":2", "{{ 后面没有写 }}"},
		{"<p>\n{{if .Block}}\n<b>", ":3", "可能少了 {{end}}"},
		{"<p>\n\n{{end}}", ":3", "多了一个 {{end}}"},
		{"{{date .Block}}", ":1", "没有“date”这个函数"},
		{"<p>\n{{$x}}</p>", ":2", "没有“$x”这个变量"},
		{"<p>\n{{if}}x{{end}}</p>", ":2", "{{if}} 后面缺少内容"},
		{"<p>\n{{template \"heads\" .}}</p>", ":2", "没有名为“heads”的模板"},
		{`<p title="{{.ID}}`, "", "HTML 标签或引号没有写完整"},
		{"<p>\n{{\"a}}</p>", ":2", "引号没有成对"},
	}
	for _, tt := range tests {
		_, r := loadWith(t, map[string]string{"web/blocks/callout.html": tt.text})
		f := one(t, r)
		if f.Code != "GK0602" || f.Severity != diag.Error || !strings.HasPrefix(f.Pos.String(), overridePath+"/web/blocks/callout.html"+tt.place) ||
			!strings.Contains(f.Message, tt.says) || f.Hint == "" {
			t.Errorf("%q: %s %s", tt.text, f.Pos, f.Message)
		}
		if tt.place != "" && !strings.Contains(f.Message, "第 "+tt.place[1:]+" 行") {
			t.Errorf("%q: %s", tt.text, f.Message)
		}
	}
}

// TestBrokenWhenRendered checks that mistakes which only the data show are found
// in their line, though what is rendered is minified.
func TestBrokenWhenRendered(t *testing.T) {
	th := load(t, map[string]string{"web/blocks/callout.html": "<div>\n  <p>\n    公示：{{.Block.Txet}}\n  </p>\n</div>"})
	err := th.Render(io.Discard, recordPage(callout()))
	var has interface{ Finding() diag.Finding }
	if !errors.As(err, &has) {
		t.Fatal(err)
	}
	f := has.Finding()
	if f.Pos.File != overridePath+"/web/blocks/callout.html" || f.Pos.Line != 3 || f.Pos.Col != 16 || !strings.Contains(f.Message, "没有“.Txet”这一项") {
		t.Errorf("%s %s", f.Pos, f.Message)
	}
	if err := th.Render(io.Discard, recordPage(facts())); err != nil {
		t.Errorf("another page: %v", err)
	}
}

func TestUnknownFile(t *testing.T) {
	_, r := loadWith(t, map[string]string{"web/blocks/calout.html": "x"})
	if f := one(t, r); f.Severity != diag.Warning || f.Pos.File != overridePath+"/web/blocks/calout.html" || !strings.Contains(f.Hint, "“web/blocks/callout.html”") {
		t.Errorf("%s %s %s", f.Pos, f.Message, f.Hint)
	}
	_, r = loadWith(t, map[string]string{"tokens.css": "x"})
	if f := one(t, r); !strings.Contains(f.Hint, "“web/css/tokens.css”") {
		t.Errorf("%s %s", f.Message, f.Hint)
	}
}

func TestStyleSheetOfItsOwn(t *testing.T) {
	th := load(t, map[string]string{"web/css/site.css": "@import \"tokens.css\";\n@import \"mine.css\";\n", "web/css/mine.css": "p { color: #123457 }"})
	for _, a := range th.Assets() {
		if strings.HasPrefix(a.Name, "assets/site.") && (!strings.Contains(string(a.Data), "--brand:") || !strings.HasSuffix(string(a.Data), "p{color:#123457}")) {
			t.Errorf("%s", a.Data)
		}
	}
	_, r := loadWith(t, map[string]string{"web/css/site.css": "@import \"page.css\";\n@import \"token.css\";\n"})
	if f := one(t, r); f.Pos.Line != 2 || !strings.Contains(f.Message, "“token.css”") || !strings.Contains(f.Hint, "“tokens.css”") {
		t.Errorf("%s %s %s", f.Pos, f.Message, f.Hint)
	}
}

func TestBrokenScript(t *testing.T) {
	_, r := loadWith(t, map[string]string{"web/js/chart.js": "var a;\nfunction ("})
	if f := one(t, r); f.Code != "GK0604" || f.Pos.String() != overridePath+"/web/js/chart.js:2:10" || !strings.Contains(f.Message, "第 2 行") {
		t.Errorf("%s %s", f.Pos, f.Message)
	}
}

// failing draws nothing.
type failing struct{}

var errNotDrawn = errors.New("画不出来")

func (failing) Draw(block.Chart, string, string) (chart.Drawing, error) {
	return chart.Drawing{}, errNotDrawn
}

// TestDrawingFails checks that no template is blamed for what the drawer cannot do.
func TestDrawingFails(t *testing.T) {
	th := load(t, map[string]string{"web/blocks/chart.html": "{{.Drawing.Wide}}"})
	th.charts = failing{}
	if err := th.Render(io.Discard, recordPage(columns())); !errors.Is(err, errNotDrawn) {
		t.Errorf("error %v", err)
	}
}
