// Package surface plans what will exist on each surface (网站, later 电子显示屏,
// 公开栏张贴件, 条屏): its files, addresses, blocks and links. It chooses among the blocks that
// kinds offer and knows no kind; how things look is the theme's.
package surface

import (
	"cmp"
	"path"
	"strings"

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
	Supervision string // supervision phone
	Contact     []block.Fact
	Nav         []block.Link
	Up          block.Link // the board or the portal above this one; zero if there is none
	Canonical   string     // base URL with a slash at its end; empty where none is given
}

// Page is one page of the website. Its content is worked out when it is
// rendered, so that ten thousand pages are not in memory together.
type Page struct {
	Site        *Site
	Path        string // of its file below public/: "xiangyang/caiwu/index.html"
	Template    string // home, section, record, archive, portal, notfound or redirect
	Title       string
	Description string
	Crumbs      []block.Link // from the home page down, without the page itself
	Current     block.Ref    // the entry of Site.Nav that the page belongs to
	Date        string       // day of publication, of a record
	Badge       block.Badge  // state of the notice period, of a record
	Tags        []string
	Under       []block.Link // the items of the scheme and the unit that a record belongs to
	Prev, Next  block.Link   // the neighbouring record or page of a list; zero if there is none
	Pager       string       // 第 2 / 5 页, of a list in several pages
	Redirect    block.Ref    // where a page under an old address leads
	Content     func() Content
}

// Content is what a page shows, by its places.
type Content struct {
	Lead  []block.Block // across the whole width: the headline figures
	Main  []block.Block
	Aside []block.Block
}

// URL returns the address to write into this page for a Ref: relative, with index.html spelt
// out, so that it works from a folder, under any path and on any server.
func (p *Page) URL(ref block.Ref) string {
	target := string(ref)
	if !strings.HasPrefix(target, "/") {
		return target
	}
	target, fragment, _ := strings.Cut(target, "#")
	file := strings.TrimPrefix(path.Clean("/"+p.Site.Base+target), "/")
	if strings.HasSuffix(target, "/") && file != "" {
		file += "/"
	}
	return p.relative(file) + hash(fragment)
}

func hash(fragment string) string {
	if fragment == "" {
		return ""
	}
	return "#" + fragment
}

// Shared returns the address to write into this page for a file below public/
// that boards share, such as a style sheet.
func (p *Page) Shared(name string) string { return p.relative(name) }

// relative returns the way from this page to a file below public/.
func (p *Page) relative(target string) string {
	if target == "" || strings.HasSuffix(target, "/") {
		target += "index.html"
	}
	if p.Template == "notfound" {
		// A server shows this page at any address, so only a full one can work.
		return cmp.Or(p.Site.Canonical, "/") + escape(target)
	}
	from := strings.Split(path.Dir(p.Path), "/")
	to := strings.Split(path.Dir(target), "/")
	if from[0] == "." {
		from = nil
	}
	if to[0] == "." {
		to = nil
	}
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	parts := append(to[:len(to):len(to)], path.Base(target))
	return escape(strings.Repeat("../", len(from)) + strings.Join(parts, "/"))
}
