package theme

import (
	"html/template"
	"strings"
	"sync"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// Frame is the dot of the templates in frame/: what is around the content and the
// same on many pages. Each is rendered once for all pages on which it is the same,
// so there is nothing in a Frame that only one page has, and its addresses go by way
// of the root.
type Frame struct {
	Site   *surface.Site
	Home   template.URL
	Find   template.URL // the page to search on
	Data   template.URL // the page about open data; "" for none
	Nav    []Link
	Crumbs []Link       // of the trail: the way down to the page, without the page itself
	Up     *Link        // the board or the portal above; nil for none
	Tel    template.URL // dials the supervision phone
}

// Quoted reports whether the name of the board has quotation marks, within which a line should not break.
func (f *Frame) Quoted() bool { return strings.ContainsAny(f.Site.Title, value.Quotes) }

// Quoted reports the same of the title of the page.
func (p *Page) Quoted() bool { return strings.ContainsAny(p.Title, value.Quotes) }

// frameKey is what a rendered frame depends on.
type frameKey struct {
	name  string
	site  *surface.Site
	depth int
	rest  string
}

// frames are those rendered so far.
type frames struct {
	mu  sync.RWMutex
	all map[frameKey]template.HTML
}

// Masthead returns the top of the page with the navigation.
func (p *Page) Masthead() (template.HTML, error) {
	return p.frame("masthead", string(p.plan.Current))
}

// Trail returns the links from the home page down to the page.
func (p *Page) Trail() (template.HTML, error) {
	if len(p.plan.Crumbs) == 0 {
		return "", nil
	}
	var way strings.Builder
	for _, l := range p.plan.Crumbs {
		way.WriteString(string(l.Ref) + "\n" + l.Text + "\n")
	}
	return p.frame("trail", way.String())
}

// Foot returns the bottom of the page.
func (p *Page) Foot() (template.HTML, error) { return p.frame("foot", "") }

// frame renders a template of frame/, unless that was done for a page before. rest
// is what it depends on besides the site and the depth of the page.
func (p *Page) frame(name, rest string) (template.HTML, error) {
	k := frameKey{name, p.plan.Site, p.plan.Depth(), rest}
	known := &p.from.known
	known.mu.RLock()
	html, ok := known.all[k]
	known.mu.RUnlock()
	if ok {
		return html, nil
	}
	html, err := p.execute(p.from.frames[name], p.newFrame())
	if err != nil {
		return "", err
	}
	known.mu.Lock()
	defer known.mu.Unlock()
	known.all[k] = html
	return html, nil
}

func (p *Page) newFrame() *Frame {
	url := func(ref block.Ref) template.URL { return safeURL(p.plan.ByRoot(ref)) }
	s := p.plan.Site
	return &Frame{
		Site: s, Home: url("/"), Find: url("/search/"), Data: url(s.Data), Nav: p.links(s.Nav, url), Crumbs: p.links(p.plan.Crumbs, url),
		Up: p.link(s.Up, url), Tel: p.Tel,
	}
}
