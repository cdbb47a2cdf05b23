package theme

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// young matches what browsers of ten years ago don't know, by the file of a theme that it would be in.
var young = map[string]*regexp.Regexp{
	"screen/js/loop.js":       regexp.MustCompile("=>|\\b(?:let|const|class|async|await|fetch|Promise|Symbol|import|export)\\b[ (.]|`|\\.\\.\\.|\\.(?:includes|closest|remove|append|forEach|classList|dataset|padStart)\\b"),
	"screen/css/stage.css":    regexp.MustCompile(`display: *(?:inline-)?grid|\bgap:|var\(|:is\(|:where\(|clamp\(|\binset:|aspect-ratio|[0-9]v[wh]\b`),
	"screen/css/content.css":  regexp.MustCompile(`display: *(?:inline-)?grid|\bgap:|var\(|:is\(|:where\(|clamp\(|\binset:|aspect-ratio|[0-9]v[wh]\b`),
	"screen/css/palette.css":  regexp.MustCompile(`var\(|color-mix|oklch|rgb\([0-9]+ `),
	"screen/blocks/grid.html": regexp.MustCompile(`style=|\bon[a-z]+=`),
	"screen/loop.html":        regexp.MustCompile(`style=|\bon[a-z]+=|<script>`),
	"screen/parts.html":       regexp.MustCompile(`style=|\bon[a-z]+=|<script>`),
}

// TestScreenForOldBrowsers keeps screens what old players can show, and free of what a strict
// content security policy refuses.
func TestScreenForOldBrowsers(t *testing.T) {
	comment := regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		for name, pattern := range young {
			data, err := th.files.read(name)
			if err != nil {
				t.Fatal(err)
			}
			if found := pattern.FindString(comment.ReplaceAllString(string(data), "")); found != "" {
				t.Errorf("%s has %q", name, found)
			}
		}
	})
}

func lobbyScreen(slides ...*surface.Slide) *surface.Screen {
	day, err := value.ParseDate("2026-11-22")
	if err != nil {
		panic(err)
	}
	return &surface.Screen{
		Site: site(), Name: "横屏", Dir: "xiangyang/screen/hengping/", Archive: "xiangyang/screen/hengping.zip", Day: day, Owner: "向阳社区",
		Stage: surface.Stage{Width: 1920, Height: 1080, Letter: 48}, Slides: func() []*surface.Slide { return slides },
	}
}

func screenFiles(t *testing.T, th *Theme, s *surface.Screen) map[string]string {
	t.Helper()
	files, err := th.Screen(s, func(block.Ref) ([]byte, error) { return []byte("photo"), nil })
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		out[strings.TrimPrefix(f.Name, s.Dir)] = string(f.Data)
	}
	return out
}

// TestScreenFiles checks that a screen has all that its page names beside it, that texts are only
// texts, and that any change gives another version.
func TestScreenFiles(t *testing.T) {
	th := load(t, nil)
	people := &surface.Slide{Form: "people", Title: "身份<b>", Size: 1, People: [][]surface.ScreenPerson{{{Name: "周明远", Photo: "/photo.jpg"}, {}}}}
	files := screenFiles(t, th, lobbyScreen(people))
	page := files["index.html"]
	for _, m := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if files[m[1]] == "" {
			t.Errorf("the page names %s, which is not there", m[1])
		}
		if !strings.Contains(files["version.json"], `"`+m[1]+`"`) {
			t.Errorf("the version does not name %s", m[1])
		}
	}
	if strings.Contains(page, "<b>") || !strings.Contains(page, "身份&lt;b&gt;") {
		t.Error("a title is markup")
	}
	other := screenFiles(t, th, lobbyScreen(&surface.Slide{Form: "people", Title: "身份", Size: 1}))
	if files["version.json"] == other["version.json"] || strings.Contains(page, unsealed) {
		t.Error("the version does not follow from the content")
	}
}

// TestScreenOverride checks that a board's own files take the place of those for screens, too, and are
// blamed for their mistakes.
func TestScreenOverride(t *testing.T) {
	slide := &surface.Slide{Form: "slogan", Title: "口号", Size: 1, Text: []surface.Paragraph{{Form: "p", Text: "有问必答"}}}
	th := load(t, map[string]string{"screen/blocks/slogan.html": "<p>自己的模板</p>"})
	if page := screenFiles(t, th, lobbyScreen(slide))["index.html"]; !strings.Contains(page, "自己的模板") {
		t.Error("the board's own template is not used")
	}
	_, r := loadWith(t, map[string]string{"screen/js/loop.js": "var = 1;"})
	if r.Errors() != 1 || r.Findings()[0].Pos.File != overridePath+"/screen/js/loop.js" {
		t.Errorf("%v", r.Findings())
	}
	th = load(t, map[string]string{"screen/blocks/slogan.html": "<p>\n{{.Nonsense}}</p>"})
	_, err := th.Screen(lobbyScreen(slide), nil)
	if err == nil || !strings.Contains(err.Error(), "screen/") {
		t.Errorf("%v", err)
	}
}
