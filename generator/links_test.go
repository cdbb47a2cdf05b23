package generator

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// addressKeys are the attributes that hold addresses.
var addressKeys = map[string]bool{"href": true, "src": true, "data-bundle": true}

// TestNoDeadLinks follows every address on every page of all boards, in the style sheets' and the printer's pages, too:
// there has to be a file, within it the place that a fragment names, and nothing comes from elsewhere.
func TestNoDeadLinks(t *testing.T) {
	checkLinks(t, readTree(t, builtSamples(t)))
}

// checkLinks follows every address on the pages of an output folder.
func checkLinks(t *testing.T, files map[string][]byte) {
	t.Helper()
	c := linkChecker{files: files, places: map[string]map[string]bool{}}
	pages := map[string]*html.Node{}
	for name, data := range c.files {
		if path.Ext(name) != ".html" {
			continue
		}
		doc, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = doc
		c.note(name, doc)
	}
	for name, doc := range pages {
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "data-indexes":
					for _, address := range strings.Fields(a.Val) {
						c.follow(t, name, n.Data, address)
					}
				case a.Key == "http-equiv" && strings.EqualFold(a.Val, "refresh"):
					_, address, _ := strings.Cut(attribute(n, "content"), "url=")
					c.follow(t, name, n.Data, address)
				case addressKeys[a.Key] && n.Data != "template":
					c.follow(t, name, n.Data, a.Val)
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					if !strings.Contains("/"+name, "/screen/") { // which plays without a server
						t.Errorf("%s: <%s %s> is not allowed by a strict policy", name, n.Data, a.Key)
					}
				}
			}
			if n.Data == "style" || n.Data == "script" && attribute(n, "src") == "" && !strings.HasSuffix(attribute(n, "type"), "json") {
				t.Errorf("%s: an inline %s", name, n.Data)
			}
		}
	}
	t.Logf("%d pages, %d addresses, %d with a place", len(pages), c.followed, c.fragments)
}

type linkChecker struct {
	files               map[string][]byte
	places              map[string]map[string]bool // ids, by page
	followed, fragments int
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// note remembers what fragments may name on a page.
func (c *linkChecker) note(name string, doc *html.Node) {
	c.places[name] = map[string]bool{"": true}
	for n := range doc.Descendants() {
		if id := attribute(n, "id"); id != "" {
			c.places[name][id] = true
		}
	}
}

func (c *linkChecker) follow(t *testing.T, page, element, address string) {
	t.Helper()
	c.followed++
	u, err := url.Parse(address)
	switch {
	case err != nil || address == "":
		t.Errorf("%s: <%s> leads to %q: %v", page, element, address, err)
		return
	case u.Scheme == "tel" || u.Scheme == "mailto" || u.Scheme == "data":
		return
	case u.Scheme != "" || u.Host != "":
		if element != "a" {
			t.Errorf("%s: <%s> fetches %s", page, element, address)
		}
		return
	}
	target := page
	if strings.HasPrefix(u.Path, "/") {
		target = strings.TrimPrefix(u.Path, "/") // a page that is shown at any address
	} else if u.Path != "" {
		target = path.Join(path.Dir(page), u.Path)
	}
	if _, ok := c.files[filepath.ToSlash(target)]; !ok {
		t.Errorf("%s: <%s> leads to %s, where nothing is", page, element, address)
		return
	}
	if u.Fragment != "" {
		c.fragments++
		if !c.places[target][u.Fragment] {
			t.Errorf("%s: there is no #%s in %s", page, u.Fragment, target)
		}
	}
}
