// Package surface plans what will exist on each surface (网站, 电子显示屏, 条屏, later
// 公开栏张贴件): its files, addresses, blocks and links. It chooses among the blocks that
// kinds offer and knows no kind; how things look is the theme's.
package surface

import (
	"cmp"
	"path"
	"strings"
	"sync"

	"gongkai/generator/internal/block"
)

// Site is what all pages of one board share. Addresses are board Refs.
type Site struct {
	Base        string // folder of the board below public/: "" or "xiangyang/"
	Title       string
	Short       string // 向阳社区, for places with little room
	Unit        string
	Description string
	Sample      bool   // invented data; said on every page
	Palette     string // red, blue or green
	AsOf        string // 2026年11月22日
	Day         string // the same as 2026-11-22
	Supervision string // supervision phone
	Contact     []block.Fact
	Nav         []block.Link
	Up          block.Link           // the board or the portal above this one; zero if there is none
	Tags        []Meta               // of every page of a government's website
	Records     []block.Fact         // that it is on record with: ICP 备案
	Feed        block.Ref            // what is new, as a feed; empty for none
	Data        block.Ref            // the page about open data; empty for none
	Ends        map[block.Ref]string // the days, as 2026-11-28, on which records that are shown will be withdrawn
	Canonical   string               // base URL with a slash at its end; empty where none is given
}

// Page is one page of the website. Its content is worked out when it is
// rendered, so that ten thousand pages are not in memory together.
type Page struct {
	Site        *Site
	Path        string // of its file below public/: "xiangyang/caiwu/index.html"
	Template    string // home, section, record, archive, portal, search, screens, notfound, withdrawn or redirect; sheets on paper
	Title       string
	Description string
	Crumbs      []block.Link // from the home page down, without the page itself
	Current     block.Ref    // the entry of Site.Nav that the page belongs to
	Date        string       // day of publication, of a record
	Changed     string       // the same as 2026-11-20
	Badge       block.Badge  // state of the notice period, of a record
	Tags        []string
	Under       []block.Link // the items of the scheme and the unit that a record belongs to
	Prev, Next  block.Link   // the neighbouring record or page of a list; zero if there is none
	Pager       string       // 第 2 / 5 页, of a list in several pages
	Paper       bool         // for the printer, from the templates for paper
	Sheet       block.Ref    // the same record on paper
	Until       string       // the day on which its content will be withdrawn, as 2026-11-28; "" for never
	Redirect    block.Ref    // where a page under an old address leads
	Previews    []Preview    // of the screens, on the page that lists them
	Indexes     []block.Ref  // of what can be found, on the page to search on
	Meta        []Meta       // tags of the page, besides those of its site
	Linked      any          // what programs should know of it, for JSON-LD; nil for nothing
	Books       []*Workbook  // beside the page of a section
	Content     func() Content

	mu      sync.Mutex // a page may be rendered twice at once
	files   []File     // data beside the page, made with its content; guarded by mu
	picture *Picture   // beside the page, made with its content; guarded by mu
}

// TakeFiles returns the data beside the page, which was made with its content. They are returned once, so that nobody
// keeps them all.
func (p *Page) TakeFiles() []File {
	p.mu.Lock()
	defer p.mu.Unlock()
	files := p.files
	p.files = nil
	return files
}

// Content is what a page shows, by its places.
type Content struct {
	Lead  []block.Block // across the whole width: the headline figures
	Main  []block.Block
	Aside []block.Block

	Sheets []Sheet // of a page for the printer
	Deck   *Deck   // of one with cards; nil for others
}

// URL returns the address to write into this page for a Ref: relative, with index.html spelt
// out, so that it works from a folder, under any path and on any server.
func (p *Page) URL(ref block.Ref) string { return p.url(ref, p.relative) }

// ByRoot returns an address like URL does, but by way of the board's root. It is the same on
// all pages of a board that have the same Depth.
func (p *Page) ByRoot(ref block.Ref) string { return p.url(ref, p.byRoot) }

// Depth is how many folders down a page is, and -1 for one that is shown at any address.
func (p *Page) Depth() int {
	if p.Template == "notfound" {
		return -1
	}
	return strings.Count(p.Path, "/")
}

func (p *Page) url(ref block.Ref, way func(string) string) string {
	target := string(ref)
	if !strings.HasPrefix(target, "/") {
		return target
	}
	target, fragment, _ := strings.Cut(target, "#")
	file := strings.TrimPrefix(path.Clean("/"+p.Site.Base+target), "/")
	if strings.HasSuffix(target, "/") && file != "" {
		file += "/"
	}
	return way(file) + hash(fragment)
}

func hash(fragment string) string {
	if fragment == "" {
		return ""
	}
	return "#" + fragment
}

// Shared returns the address to write into this page for a file below public/
// that boards share, such as a style sheet.
func (p *Page) Shared(name string) string { return p.byRoot(name) }

// relative returns the shortest way from this page to a file below public/.
func (p *Page) relative(target string) string {
	if p.Depth() < 0 {
		return p.byRoot(target)
	}
	target = file(target)
	// Both ways go through the folders that the two paths begin with.
	common := 0
	for i := 0; i < len(p.Path) && i < len(target) && p.Path[i] == target[i]; i++ {
		if target[i] == '/' {
			common = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(p.Path[common:], "/")) + escape(target[common:])
}

// byRoot returns the way from this page to a file by way of the board's root, or by that of
// public/ to a file that is not the board's.
func (p *Page) byRoot(target string) string {
	target = file(target)
	if p.Depth() < 0 {
		// A server shows this page at any address, so only a full one can work.
		return cmp.Or(p.Site.Canonical, "/") + escape(target)
	}
	up := p.Depth()
	if own, ok := strings.CutPrefix(target, p.Site.Base); ok {
		target, up = own, up-strings.Count(p.Site.Base, "/")
	}
	return strings.Repeat("../", up) + escape(target)
}

// file returns the path of the file that an address means.
func file(target string) string {
	if target == "" || strings.HasSuffix(target, "/") {
		target += "index.html"
	}
	return target
}
