package theme

import (
	"strings"
	"testing"
)

// TestFrames renders pages after each other: each gets what is around its content
// with its own addresses, entry of the navigation and way down.
func TestFrames(t *testing.T) {
	th := load(t, nil)
	record := recordPage()
	other := recordPage()
	other.Path, other.Current, other.Crumbs = "xiangyang/juwu/a/index.html", "/juwu/", other.Crumbs[:1]
	deeper := recordPage()
	deeper.Path = "xiangyang/caiwu/dongcun/a/index.html"
	for range 2 {
		for _, p := range []struct {
			html, current string
			crumbs        int
		}{
			{render(t, th, record), `<a href="../../caiwu/index.html" aria-current="true">`, 3},
			{render(t, th, other), `<a href="../../juwu/index.html" aria-current="true">`, 2},
			{render(t, th, deeper), `<a href="../../../caiwu/index.html" aria-current="true">`, 3},
			{render(t, th, notFoundPage()), `<a href="https://example.org/xiangyang/index.html">首页</a>`, 0},
		} {
			_, trail, _ := strings.Cut(p.html, `class="crumbs"`)
			trail, _, _ = strings.Cut(trail, "</ol>")
			if !strings.Contains(p.html, p.current) || strings.Count(trail, "<li") != p.crumbs {
				t.Errorf("want %s and %d crumbs in %s", p.current, p.crumbs, p.html)
			}
		}
	}
}

func TestOverrideOfWhatSurroundsPages(t *testing.T) {
	th := load(t, map[string]string{"web/frame/foot.html": "<footer>{{.Site.Unit}}的页脚</footer>"})
	if html := render(t, th, recordPage()); !strings.Contains(html, "<footer>向阳社区居民委员会的页脚</footer>") || !strings.Contains(html, "class=\"brand\"") {
		t.Error(html)
	}
	th = load(t, map[string]string{"web/base.html": `{{range .Nav}}<a href="{{.URL}}">{{.Text}}</a>{{end}}{{range .Crumbs}}<b>{{.Text}}</b>{{end}}{{with .Up}}{{.Text}}{{end}}{{template "content" .}}`})
	if html := render(t, th, recordPage()); !strings.HasPrefix(html, `<a href="../../index.html">首页</a>`) || !strings.Contains(html, "<b>财务公开</b>各单位公开栏") {
		t.Error(html)
	}
}
