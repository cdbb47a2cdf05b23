package theme

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/surface"
	"gongkai/themes"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares HTML with a file of testdata. For people who read it, each tag
// that follows another is on a line of its own.
func golden(t *testing.T, name, html string) {
	t.Helper()
	got := strings.ReplaceAll(html, "><", ">\n<")
	if !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	file := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as in %s (go test -update writes it):\n%s", name, file, got)
	}
}

// fingerprint is what differs in the name of an asset whenever the asset does.
var fingerprint = regexp.MustCompile(`\.[0-9a-f]{8}\.(css|js|svg)`)

func TestPages(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, theme string) {
		for name, p := range map[string]*surface.Page{
			"home": homePage(), "section": sectionPage(prose(), columns(), cards(2)), "record": recordPage(prose(), facts()),
			"archive": archivePage(), "portal": portalPage(), "notfound": notFoundPage(), "redirect": redirectPage(),
		} {
			golden(t, path.Join(goldens(theme), name), fingerprint.ReplaceAllString(render(t, th, p), ".HASH.$1"))
		}
	})
}

// goldens is the folder of a theme's golden files: testdata itself for the first.
func goldens(theme string) string {
	if theme == themes.All[0].Name {
		return ""
	}
	return theme
}

// renderBlock renders one block as it stands on a record's page.
func renderBlock(t *testing.T, th *Theme, b block.Block) string {
	t.Helper()
	html := render(t, th, recordPage(b))
	_, html, _ = strings.Cut(html, "</header>")
	_, html, _ = strings.Cut(html, "</header>")
	html, _, _ = strings.Cut(html, "</article>")
	return html
}

func TestBlocks(t *testing.T) {
	th := load(t, nil)
	for name, b := range map[string]block.Block{
		"block-prose": prose(), "block-facts": facts(), "block-figures": figures(4), "block-table-stacked": ledger(2),
		"block-table-minor": ranking(), "block-chart": columns(), "block-cards": cards(2), "block-cards-undated": years(),
		"block-cards-empty": cards(0), "block-callout": callout(), "block-signatures": signatures(),
		"block-steps": steps(3), "block-schedule": schedule(), "block-people": people(2), "block-tree": tree(),
	} {
		golden(t, name, fingerprint.ReplaceAllString(renderBlock(t, th, b), ".HASH.$1"))
	}
}

// TestEveryBlockHasTemplate finds a block that was added without its template.
func TestEveryBlockHasTemplate(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		for _, b := range []block.Block{block.Prose{}, block.Facts{}, block.Figures{}, block.Table{}, block.Cards{}, block.Callout{}, block.Signatures{}, block.Steps{}, block.Schedule{}, block.People{}, block.Tree{}, columns()} {
			if html := renderBlock(t, th, b); !strings.Contains(html, `class="block `+b.Name()) {
				t.Errorf("%s: %s", b.Name(), html)
			}
		}
	})
}

func TestUnknownPage(t *testing.T) {
	p := recordPage()
	p.Template = "slide"
	if err := load(t, nil).Render(&strings.Builder{}, p); err == nil || !strings.Contains(err.Error(), `"slide"`) {
		t.Errorf("error %v", err)
	}
}

// TestWhitespace checks that minifying keeps the spaces between words and marks.
func TestWhitespace(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		for _, b := range []block.Block{facts(), figures(4), cards(2), columns(), signatures(), ranking(), steps(3), schedule(), people(2), tree()} {
			for name, set := range map[string]*templates{"lean": th.web.lean, "plain": th.web.plain} {
				var out strings.Builder
				if err := th.render(&out, recordPage(b), set); err != nil {
					t.Fatal(err)
				}
				if got, want := inline(out.String()), inline(render(t, th, recordPage(b))); got != want {
					t.Errorf("%s: %s\n%s\n%s", b.Name(), name, got, want)
				}
			}
		}
	})
}

var (
	boundary = regexp.MustCompile(`\s*</?(?:!doctype|html|head|title|meta|link|script|body|header|footer|nav|main|article|section|figure|figcaption|details|summary|div|p|ul|ol|li|dl|dt|dd|h[1-6]|table|caption|thead|tbody|tfoot|tr|th|td|svg)\b[^>]*>\s*`)
	tag      = regexp.MustCompile(`<[^>]*>`)
	spaces   = regexp.MustCompile(`\s+`)
)

// inline returns the texts of a page as a browser joins them: what is in one
// block on a line, with single spaces.
func inline(html string) string {
	html = boundary.ReplaceAllString(html, "\x00")
	html = tag.ReplaceAllString(html, "")
	html = spaces.ReplaceAllString(html, " ")
	parts := strings.FieldsFunc(html, func(r rune) bool { return r == 0 })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(strings.Fields(strings.Join(parts, "\n")), " ")
}

func TestSamePageSameBytes(t *testing.T) {
	page := func() *surface.Page { return sectionPage(prose(), columns(), ledger(5), cards(5)) }
	want := render(t, load(t, nil), page())
	th := load(t, nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				var out strings.Builder
				if err := th.Render(&out, page()); err != nil || out.String() != want {
					t.Errorf("another page: %v", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestAssets(t *testing.T) {
	names := func(th *Theme) map[string]string {
		out := map[string]string{}
		for _, a := range th.Assets() {
			if fs.ValidPath(a.Name) && strings.HasPrefix(a.Name, "assets/") && len(a.Data) > 0 {
				out[fingerprint.ReplaceAllString(a.Name, ".$1")] = a.Name
			}
		}
		return out
	}
	plain, other := names(load(t, nil)), names(load(t, map[string]string{"web/css/print.css": "@media print{nav{display:none}}"}))
	if len(plain) != 11 {
		t.Errorf("assets %v", plain)
	}
	if plain["assets/site.css"] == other["assets/site.css"] {
		t.Error("another style sheet has the same name")
	}
	if plain["assets/chart.js"] != other["assets/chart.js"] {
		t.Error("the same script has another name")
	}
	html := render(t, load(t, nil), recordPage(columns()))
	paper := recordPage(columns())
	paper.Template, paper.Paper = "sheets", true
	site := *paper.Site
	paper.Site, site.Ends = &site, map[block.Ref]string{"/x/": "2026-11-28"}
	html += render(t, load(t, nil), paper)
	find := recordPage()
	find.Template, find.Indexes = "search", []block.Ref{"/search/index.js"}
	html += render(t, load(t, nil), find)
	periods := columns().Table
	periods.Pick.Of = "科目"
	html += render(t, load(t, nil), recordPage(periods))
	for _, name := range plain {
		if !strings.Contains(html, `"../../../`+name+`"`) {
			t.Errorf("the page does not mention %s", name)
		}
	}
	if html := render(t, load(t, nil), recordPage(facts())); strings.Contains(html, "chart.") || strings.Contains(html, "echarts.") || strings.Contains(html, "until.") || strings.Contains(html, "pick.") {
		t.Error("a page without charts and ends loads their scripts")
	}
}

func TestStyleIsOneMinifiedFile(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		for _, a := range th.Assets() {
			own := !strings.Contains(a.Name, "/extra.") // which stands beside another with the tokens
			if css := string(a.Data); strings.HasSuffix(a.Name, ".css") && (strings.Contains(css, "@import") || strings.Contains(css, "/*") || own != strings.Contains(css, "--brand:#")) {
				t.Errorf("%.200s", css)
			}
		}
	})
}

// TestEndsAreMarked checks that whatever a page shows of a record that is withdrawn on a day says so, for the script
// that hides it: the record itself, its place in the trail, and the links to it.
func TestEndsAreMarked(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		p := recordPage(cards(1), block.Until(facts(), "2026-11-29"))
		site := *p.Site
		p.Site, p.Until, site.Ends = &site, "2026-11-28", map[block.Ref]string{"/caiwu/2026-09/": "2026-11-30", "/juwu/0/": "2026-12-01"}
		html := render(t, th, p)
		for _, want := range []string{
			`<article class="sheet" data-until="2026-11-28" data-gone="`, `<li aria-current="page" data-until="2026-11-28">`,
			`<div class="ending" data-until="2026-11-29">`, `rel="prev" data-until="2026-11-30">`, `<li data-until="2026-12-01">`, `/until.`,
		} {
			if !strings.Contains(html, want) {
				t.Errorf("no %s in %s", want, html)
			}
		}
	})
}

// heaviest is how many bytes a page without charts may have together with all that it loads, before any compression.
const heaviest = 50 << 10

// TestPageWeight weighs the page of a record with a bit of everything that is no chart and no long table.
func TestPageWeight(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		p := recordPage(prose(), facts(), figures(4), callout(), ranking(), cards(2), signatures())
		site := *p.Site
		p.Site, site.Ends = &site, map[block.Ref]string{"/x/": "2026-11-28"}
		html := render(t, th, p)
		weight := len(html)
		for _, a := range th.Assets() {
			if strings.Contains(html, a.Name) {
				weight += len(a.Data)
			}
		}
		if t.Logf("%d bytes", weight); weight > heaviest {
			t.Errorf("%d bytes, %d at most", weight, heaviest)
		}
	})
}

func TestNoBundle(t *testing.T) {
	base := builtIn(t)
	delete(base, bundleFile)
	if _, err := Load(base, themes.Dirs(""), Own{}, drawings{}, &diag.Report{}); !errors.Is(err, ErrNoBundle) || !strings.Contains(err.Error(), "make") {
		t.Errorf("error %v", err)
	}
}

// TestShadesOnPaperAreGrey shows a heat map in the colours of its board on the website, and on paper in shades of grey
// that are as dark, so that more still looks like more.
func TestShadesOnPaperAreGrey(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		c := columns()
		c.Type = block.HeatmapChart
		if html := render(t, th, recordPage(c)); !strings.Contains(html, "#B3312C") {
			t.Error("the website has no colours")
		}
		paper := recordPage()
		paper.Template, paper.Paper = "sheets", true
		paper.Content = func() surface.Content { return surface.Content{Sheets: []surface.Sheet{{Main: []block.Block{c}}}} }
		html := render(t, th, paper)
		for _, want := range []string{"#575757", "#A4A4A4", "#FFFFFF"} {
			if !strings.Contains(html, `fill="`+want+`"`) && !strings.Contains(html, "fill="+want) {
				t.Errorf("no %s in %s", want, html)
			}
		}
		if strings.Contains(html, "#B3312C") {
			t.Error("the sheet has colours")
		}
	})
}
