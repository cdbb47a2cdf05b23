package generator

import (
	"bytes"
	"html"
	"image/color"
	"image/png"
	"os"
	"path"
	"path/filepath"
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
	if !pictures["buzhu/share.png"] || text("buzhu/index.html") != "惠民补贴，公开记录 2 条" {
		t.Errorf("the benefits show %q", text("buzhu/index.html"))
	}
	if got := text("caiwu/index.html"); got != "期满公开栏" {
		t.Errorf("a picture says %q, which will not be true when a month is withdrawn", got)
	}
	if got := text("biaozhang/index.html"); got != "期满公开栏" {
		t.Errorf("a picture says %q, which is withdrawn in two days", got)
	}
	if got := text("caiwu/shi/index.html"); got != "期满公开栏" {
		t.Errorf("a record shows %q, want the picture of the board", got)
	}
	files = readTree(t, buildTo(t, Options{Source: source, BaseURL: base, Date: "2026-11-24"}))
	if got := text("caiwu/index.html"); files["caiwu/share.png"] == nil || !strings.HasPrefix(got, "财务公开，9月末结余 500.00 元，") {
		t.Errorf("with what stays, the accounts show %q", got)
	}
	for name, data := range readTree(t, buildTo(t, Options{Source: source})) {
		if path.Base(name) == "share.png" || path.Ext(name) == ".html" && shownPicture.Match(data) {
			t.Errorf("%s has a picture, though its address is not known", name)
		}
	}
}

// TestPicturesWearTheTheme proves that the picture of a board has the colours of the board's pages.
func TestPicturesWearTheTheme(t *testing.T) {
	for theme, bar := range map[string]color.RGBA{"board": {0x1A, 0x4F, 0x8B, 0xFF}, "gongbao": {0x17, 0x47, 0x7F, 0xFF}} {
		src := t.TempDir()
		writeFile(t, filepath.Join(src, "board.yaml"), []byte(tinyBoard+"配色: blue\n主题: "+theme+"\n"))
		data, err := os.ReadFile(filepath.Join(buildTo(t, Options{Source: src, BaseURL: "https://example.org/"}), "share.png"))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if got := img.At(2, 2); got != bar {
			t.Errorf("the picture in the theme %s is %v, want %v", theme, got, bar)
		}
	}
}
