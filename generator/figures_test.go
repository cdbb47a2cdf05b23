package generator

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestFiguresTellWhereTheyComeFrom follows 这个数字从哪来 from every figure of the home pages, the portal, and all pages
// that show records together: it has to lead to a place that has the number, or what it was worked out from.
func TestFiguresTellWhereTheyComeFrom(t *testing.T) {
	pages := map[string]*html.Node{}
	for name, data := range readTree(t, builtSamples(t)) {
		if path.Ext(name) != ".html" {
			continue
		}
		doc, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = doc
	}
	n := map[string]int{}
	for name, doc := range pages {
		body := first(doc, func(n *html.Node) bool { return n.Data == "body" })
		template := attribute(body, "class")
		if template != "home" && template != "portal" && template != "section" {
			continue
		}
		for f := range body.Descendants() {
			if hasClass(f, "figure") && f.Data == "li" {
				n[template]++
				checkSource(t, pages, name, f)
			}
		}
	}
	t.Logf("figures: %v", n)
	for _, template := range []string{"home", "portal", "section"} {
		if n[template] == 0 {
			t.Errorf("no figures on pages like %s: the test proves nothing about them", template)
		}
	}
}

// first returns the first node below one that has a property; nil for none.
func first(root *html.Node, is func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
	}
	return nil
}

// said is the text of a node, its cells and lines apart.
func said(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" {
			b.WriteString(strings.TrimSpace(d.Data) + " ")
		}
	}
	return b.String()
}

func checkSource(t *testing.T, pages map[string]*html.Node, page string, f *html.Node) {
	t.Helper()
	label := said(first(f, func(n *html.Node) bool { return hasClass(n, "what") }))
	source := first(f, func(n *html.Node) bool { return hasClass(n, "source") })
	if source == nil {
		t.Errorf("%s: %s does not tell where it comes from", page, label)
		return
	}
	link := first(source, func(n *html.Node) bool { return n.Data == "a" })
	if name := attribute(link, "aria-label"); !strings.Contains(name, "这个数字从哪来") {
		t.Errorf("%s: %s: the link is called %q", page, label, name)
	}
	u, err := url.Parse(attribute(link, "href"))
	if err != nil {
		t.Errorf("%s: %v", page, err)
		return
	}
	target := page
	if u.Path != "" {
		target = path.Join(path.Dir(page), u.Path)
	}
	place := pages[target]
	if place != nil && u.Fragment != "" {
		place = first(place, func(n *html.Node) bool { return attribute(n, "id") == u.Fragment })
	}
	if place == nil {
		t.Errorf("%s: %s leads to %s, where nothing is", page, label, u)
		return
	}
	value := said(first(f, func(n *html.Node) bool { return n.Data == "strong" }))
	if !traced(place, strings.TrimSpace(value), said(f)) {
		t.Errorf("%s: %s %s is not to be found at %s: %.300s", page, label, value, u, said(place))
	}
}

var (
	numeral  = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
	division = regexp.MustCompile(`(\d[\d,]*)[^\d,÷（）]*÷[^\d÷（）]*(\d[\d,]*)`)
)

// traced reports whether a place has a number: as it is; as many rows, or rows with the same mark; or both parts of the
// division that the figure says it is.
func traced(place *html.Node, value, figure string) bool {
	numbers := numeral.FindAllString(said(place), -1)
	if slices.Contains(numbers, value) {
		return true
	}
	rows, marks := 0, map[string]int{}
	for n := range place.Descendants() {
		switch {
		case n.Data == "tr" && n.Parent.Data == "tbody":
			rows++
		case hasClass(n, "badge"):
			marks[said(n)]++
		}
	}
	if want, err := strconv.Atoi(value); err == nil {
		for _, n := range marks {
			if n == want {
				return true
			}
		}
		if rows == want {
			return true
		}
	}
	m := division.FindStringSubmatch(figure)
	return m != nil && slices.Contains(numbers, m[1]) && slices.Contains(numbers, m[2])
}
