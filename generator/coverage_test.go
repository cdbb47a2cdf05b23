package generator

import (
	"encoding/csv"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/generator/internal/publish"
)

// plans are the five plans behind the project, with how many requirements each has.
var plans = []struct {
	letter string
	rows   int
}{{"A", 30}, {"B", 61}, {"C", 35}, {"D", 56}, {"E", 38}}

// requirement is a line of testdata/coverage.csv: where the sample boards meet a requirement.
type requirement struct{ id, kind, file, page, terms, note string }

// TestCoverage holds testdata/coverage.csv to the truth. Each of the 220 requirements is met by a file of the
// sample boards whose page has its key terms, in their exact wording. Terms stand between |. The page is that
// of the file, unless the column page names another one.
func TestCoverage(t *testing.T) {
	site := renderSample(t)
	met := map[string]int{}
	for _, r := range readCoverage(t) {
		met[r.id]++
		if _, err := os.Stat(filepath.Join("../content", r.file)); err != nil {
			t.Errorf("%s: %v", r.id, err)
			continue
		}
		page := r.page
		if page == "" {
			page = site.pageOf[r.file]
		}
		text, ok := site.text[page]
		if !ok {
			t.Errorf("%s: %s has no page %q", r.id, r.file, page)
			continue
		}
		for _, term := range strings.Split(r.terms, "|") {
			if term == "" || !strings.Contains(text, term) {
				t.Errorf("%s: page %s of %s does not say %q", r.id, page, r.file, term)
			}
		}
	}
	for _, p := range plans {
		for i := range p.rows {
			id := fmt.Sprintf("%s%02d", p.letter, i+1)
			if met[id] == 0 {
				t.Errorf("%s is met nowhere", id)
			}
			delete(met, id)
		}
	}
	for id := range met {
		t.Errorf("there is no requirement %s", id)
	}
}

func readCoverage(t *testing.T) []requirement {
	t.Helper()
	f, err := os.Open("testdata/coverage.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"id", "kind", "file", "page", "terms", "note"}; !slices.Equal(rows[0], want) {
		t.Fatalf("columns %v, want %v", rows[0], want)
	}
	var out []requirement
	for _, r := range rows[1:] {
		out = append(out, requirement{r[0], r[1], r[2], r[3], r[4], r[5]})
	}
	return out
}

// sampleSite is the text of every page of the sample boards.
type sampleSite struct {
	text   map[string]string // by path below public/
	pageOf map[string]string // by path of the source file
}

// renderSample builds the sample boards without drawings, which say nothing that their tables do not.
func renderSample(t *testing.T) *sampleSite {
	t.Helper()
	b, err := begin(Options{Source: "../content", Date: sampleDate, undrawn: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.end()
	pages := &pageTexts{text: map[string]string{}}
	for _, phase := range []func(){b.scan, b.outline, b.read, b.assemble, b.plan, b.loadThemes} {
		phase()
	}
	b.render(func(Options) (publish.Output, error) { return pages, nil })
	if b.stopped() {
		t.Fatal(b.failed, b.found.Findings())
	}
	site := &sampleSite{text: pages.text, pageOf: map[string]string{}}
	for _, bd := range b.boards {
		site.pageOf[bd.Dir+"/board.yaml"] = bd.Base + "index.html"
		for _, r := range bd.Records {
			site.pageOf[r.Path] = bd.Base + strings.TrimPrefix(string(r.Ref), "/") + "index.html"
			s := bd.SectionOf(r)
			site.pageOf[s.Dir+"/_index.md"] = bd.Base + strings.TrimPrefix(string(s.Ref), "/") + "index.html"
		}
	}
	return site
}

// pageTexts is an output that keeps what people read of each page.
type pageTexts struct {
	mu   sync.Mutex
	text map[string]string
}

var tag = regexp.MustCompile(`(?s)<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>`)

func (p *pageTexts) Write(name string, class publish.Class, data []byte) error {
	if class == publish.Page {
		text := html.UnescapeString(tag.ReplaceAllString(string(data), ""))
		p.mu.Lock()
		defer p.mu.Unlock()
		p.text[name] = text
	}
	return nil
}

func (*pageTexts) Commit() (publish.Stats, error) { return publish.Stats{}, nil }
func (*pageTexts) Abort() error                   { return nil }
