package generator

import (
	"bytes"
	"html"
	"image/png"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	shownPicture = regexp.MustCompile(`<meta property="og:image" content="([^"]*)">`)
	shownText    = regexp.MustCompile(`<meta property="og:image:alt" content="([^"]*)">`)
)

// TestPicturesOfLinks follows every page to the picture that networks show with a link to it. Sections with figures have
// their own.
func TestPicturesOfLinks(t *testing.T) {
	const base = "https://example.org/gk/"
	source := endingFolder(t)
	public := buildTo(t, Options{Source: source, BaseURL: base})
	files, pictures := readTree(t, public), map[string]bool{}
	for name, data := range files {
		if path.Ext(name) != ".html" || strings.Contains("/"+name, "/print/") || strings.Contains("/"+name, "/screen/") || strings.HasPrefix(name, "jiu/") {
			continue
		}
		m := shownPicture.FindSubmatch(data)
		if name == "404.html" {
			if m != nil {
				t.Error("a page at no address has a picture")
			}
			continue
		}
		if m == nil {
			t.Errorf("%s has no picture", name)
			continue
		}
		file := strings.TrimPrefix(string(m[1]), base)
		if _, err := png.Decode(bytes.NewReader(files[file])); err != nil {
			t.Errorf("the picture %s of %s: %v", file, name, err)
		}
		pictures[file] = true
	}
	for name := range files {
		if path.Base(name) == "share.png" && !pictures[name] {
			t.Errorf("nothing leads to %s", name)
		}
	}
	text := func(page string) string {
		m := shownText.FindSubmatch(files[page])
		if m == nil {
			return ""
		}
		return html.UnescapeString(string(m[1]))
	}
	if !pictures["caiwu/share.png"] || !strings.HasPrefix(text("caiwu/index.html"), "财务公开，10月末结余 900.00 元，") {
		t.Errorf("the accounts show %q", text("caiwu/index.html"))
	}
	if got := text("biaozhang/index.html"); got != "期满公开栏" {
		t.Errorf("a picture says %q, which is withdrawn in two days", got)
	}
	if got := text("caiwu/shi/index.html"); got != "期满公开栏" {
		t.Errorf("a record shows %q, want the picture of the board", got)
	}
	for name, data := range readTree(t, buildTo(t, Options{Source: source})) {
		if path.Base(name) == "share.png" || path.Ext(name) == ".html" && shownPicture.Match(data) {
			t.Errorf("%s has a picture, though its address is not known", name)
		}
	}
}
