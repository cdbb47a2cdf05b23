package theme

import (
	"bytes"
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/surface"
)

// besideAside is how many blocks of a home page stand beside its second column, which is about as high.
const besideAside = 3

// Page is the dot of a page's templates. What templates ask for often is a field
// of its own with its address worked out: looking up methods and embedded fields
// by name takes most of the time that a page takes.
type Page struct {
	Site        *surface.Site
	Title       string
	Description string
	Template    string
	Date        string
	Badge       block.Badge
	Tags        []string
	Pager       string
	Home        template.URL
	Prev, Next  *Link          // nil for none
	Redirect    template.URL   // where a page under an old address leads
	Canonical   template.URL   // full address, "" where none is known
	Picture     template.URL   // full address of what networks show with a link to the page; "" for nothing
	PictureAlt  string         // what that says
	Under       []Link         // the items of the scheme and the unit that a record belongs to
	Tel         template.URL   // dials the supervision phone
	Style, Icon template.URL   // the theme's assets
	Extra       template.URL   // the style sheet of what few pages have; "" for others
	Dark        template.URL   // the style sheet for dark ground
	Reading     template.URL   // the script of the switches for readers
	Script      template.URL   // makes charts interactive; "" for a page without any
	Picker      template.URL   // lets readers put two rows of a table side by side; "" where there is none to pick from
	Bundle      template.URL   // what Script loads when it is needed
	Guard       template.URL   // hides what is over; "" where nothing ends
	Until       string         // the day on which the content is withdrawn; "" for never
	Sheet       template.URL   // the same record on paper, "" for none
	Previews    []Preview      // of the screens, on the page that lists them
	Meta        []surface.Meta // tags that say what the page is
	Feed        template.URL   // what is new, as a feed; "" for none
	Linked      template.JS    // what programs should know of the page, as JSON-LD; "" for nothing
	Finder      template.URL   // the script of the page to search on
	Indexes     string         // what it searches in: addresses with spaces between
	Lead        []blockView    // the blocks across the whole width
	Main        []blockView    // those of the main column
	Aside       []blockView    // those beside it
	Below       []blockView    // those below both columns of a home page
	Wide        bool           // the record has a table that the usual sheet has no room for
	Sheets      []*Sheet       // of a page for the printer
	Deck        *surface.Deck

	plan  *surface.Page
	theme *Theme
	from  *templates
	ids   int
	urls  map[block.Ref]template.URL
}

// Link is a link with its address worked out.
type Link struct {
	Text    string
	URL     template.URL
	Current bool   // the page belongs there
	Until   string // the day on which what it leads to is withdrawn; "" for never
}

// Preview is a lobby screen with its addresses worked out.
type Preview struct {
	surface.Preview
	URL, Archive template.URL
}

// newPage works out a page's content and numbers its blocks.
func newPage(t *Theme, from *templates, p *surface.Page) *Page {
	v := &Page{
		Site: p.Site, Title: p.Title, Description: p.Description, Template: p.Template,
		Date: p.Date, Badge: p.Badge, Tags: p.Tags, Pager: p.Pager, Until: p.Until,
		plan: p, theme: t, from: from, urls: map[block.Ref]template.URL{},
	}
	v.address()
	for _, s := range p.Previews {
		v.Previews = append(v.Previews, Preview{s, v.URL(s.Page), v.URL(s.Bundle)})
	}
	v.Meta = slices.Concat(p.Site.Tags, p.Meta)
	if p.Linked != nil {
		data, err := json.Marshal(p.Linked) // which writes no <
		v.Linked = template.JS(data)
		if err != nil {
			v.Linked = ""
		}
	}
	if len(p.Indexes) > 0 {
		v.Finder, v.Indexes = v.asset(finderAsset), v.indexes()
	}
	content := p.Content()
	picture, alt := p.Shown() // which follows from the content
	v.Picture, v.PictureAlt = template.URL(picture), alt
	v.Lead, v.Main, v.Aside = v.views(content.Lead), v.views(content.Main), v.views(content.Aside)
	v.Sheets, v.Deck = v.sheets(content.Sheets), content.Deck
	switch p.Template {
	case "section":
		arrange(v.Main)
	case "record":
		v.Wide = slices.ContainsFunc(v.Main, needsRoom)
	case "home":
		n := min(besideAside, len(v.Main))
		v.Main, v.Below = v.Main[:n], v.Main[n:]
		arrange(v.Below)
	}
	for _, views := range [][]blockView{v.Lead, v.Main, v.Aside, v.Below} {
		if slices.ContainsFunc(views, func(b blockView) bool { _, ok := b.(*Chart); return ok }) {
			v.Script, v.Bundle = v.asset(scriptAsset), v.asset(bundleAsset)
		}
		if slices.ContainsFunc(views, picked) {
			v.Picker = v.asset(pickAsset)
		}
		if slices.ContainsFunc(views, special) {
			v.Extra = v.asset(extraAsset)
		}
		endings(views)
	}
	if p.Template == "search" || p.Template == "screens" {
		v.Extra = v.asset(extraAsset)
	}
	if len(p.Site.Ends) > 0 {
		v.Guard = v.asset(guardAsset)
	}
	return v
}

// picked reports whether a block is a table of which two rows may be put side by side.
func picked(b blockView) bool {
	t, ok := b.(*Table)
	return ok && t.Block.Pick.Of != ""
}

// special reports whether a block wants the style sheet of what few pages have.
func special(b blockView) bool {
	switch b := b.(type) {
	case *Table:
		return b.Dense || b.Wide || picked(b)
	case *Chart:
		return b.table.Dense || b.table.Wide
	case *Tree:
		return true
	}
	return false
}

// needsRoom reports whether a block has a table that would have to scroll sideways.
func needsRoom(b blockView) bool {
	switch b := b.(type) {
	case *Table:
		return b.Wide
	case *Chart:
		return b.table.Wide
	}
	return false
}

// Whole renders the blocks of .Main and .Below for templates that have all of them in one grid of two columns.
func (p *Page) Whole() (template.HTML, error) {
	all := slices.Concat(p.Main, p.Below)
	arrange(all)
	var out strings.Builder
	for _, b := range all {
		html, err := b.HTML()
		if err != nil {
			return "", err
		}
		out.WriteString(string(html))
	}
	return template.HTML(out.String()), nil
}

// About says what the page is to who finds it in a list of others: in a search engine, or in a message.
func (p *Page) About() string {
	if p.Description != "" {
		return p.Description
	}
	about := p.Title + "。" + p.Site.Description
	if p.Title != p.Site.Title {
		about = p.Site.Title + "：" + about
	}
	return about
}

func (p *Page) indexes() string {
	all := make([]string, len(p.plan.Indexes))
	for i, ref := range p.plan.Indexes {
		all[i] = string(p.URL(ref))
	}
	return strings.Join(all, " ")
}

// address works out the addresses that every page has.
func (p *Page) address() {
	s := p.plan.Site
	p.Home, p.Redirect = p.URL("/"), p.URL(p.plan.Redirect)
	p.Prev, p.Next = p.link(p.plan.Prev, p.URL), p.link(p.plan.Next, p.URL)
	p.Under = p.links(p.plan.Under, p.URL)
	p.Sheet = p.URL(p.plan.Sheet)
	p.Style, p.Icon = p.asset(styleAsset), p.asset(iconAsset)
	p.Dark, p.Reading = p.asset(darkAsset), p.asset(readingAsset)
	if p.plan.Paper {
		p.Style = p.asset(printStyle)
	}
	p.Tel, p.Feed = tel(s.Supervision), p.URL(s.Feed)
	p.Canonical = canonical(p.plan)
}

// Nav returns the entries of the site's navigation, for templates that do without .Masthead.
func (p *Page) Nav() []Link { return p.links(p.plan.Site.Nav, p.URL) }

// Crumbs returns the way from the home page down, for templates that do without .Trail.
func (p *Page) Crumbs() []Link { return p.links(p.plan.Crumbs, p.URL) }

// Up returns the board or the portal above; nil for none.
func (p *Page) Up() *Link { return p.link(p.plan.Site.Up, p.URL) }

func (p *Page) links(links []block.Link, url func(block.Ref) template.URL) []Link {
	out := make([]Link, len(links))
	for i, l := range links {
		out[i] = Link{Text: l.Text, URL: url(l.Ref), Current: l.Ref == p.plan.Current}
	}
	return out
}

func (p *Page) link(l block.Link, url func(block.Ref) template.URL) *Link {
	if l.Ref == "" {
		return nil
	}
	return &Link{Text: l.Text, URL: url(l.Ref), Until: p.plan.Site.Ends[l.Ref]}
}

func (p *Page) views(blocks []block.Block) []blockView {
	views := make([]blockView, len(blocks))
	for i, b := range blocks {
		p.ids++
		views[i] = p.view(b, "block-"+strconv.Itoa(p.ids))
	}
	return views
}

// URL returns the address to write into this page for a Ref.
func (p *Page) URL(ref block.Ref) template.URL {
	if ref == "" {
		return ""
	}
	u, ok := p.urls[ref]
	if !ok {
		u = safeURL(p.plan.URL(ref))
		p.urls[ref] = u
	}
	return u
}

// safeURL refuses addresses that run scripts. html/template would do the same,
// but knows no tel: links.
func safeURL(address string) template.URL {
	if i := strings.IndexAny(address, ":/?#"); i >= 0 && address[i] == ':' {
		switch strings.ToLower(address[:i]) {
		case "http", "https", "mailto", "tel":
		default:
			return "#"
		}
	}
	return template.URL(address)
}

// asset returns the address of one of the theme's assets.
func (p *Page) asset(name string) template.URL {
	return template.URL(p.plan.Shared(p.theme.names[name]))
}

// canonical returns the full address of a page that has one.
func canonical(p *surface.Page) template.URL {
	if p.Site.Canonical == "" || p.Template == "notfound" {
		return ""
	}
	full := surface.Page{Site: &surface.Site{Canonical: p.Site.Canonical}, Template: "notfound"}
	return template.URL(strings.TrimSuffix(full.Shared(p.Path), "index.html"))
}

// tel keeps what can be dialled of a phone number; an extension is left out.
func tel(phone string) template.URL {
	dial := []byte("tel:")
	for i, r := range phone {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			dial = append(dial, byte(r))
		case r == '-' || r == ' ' || r == '(' || r == ')':
		default:
			return template.URL(dial)
		}
	}
	return template.URL(dial)
}

// block renders a block's view with the template of its name.
func (p *Page) block(name string, view any) (template.HTML, error) {
	return p.execute(p.from.blocks[name], view)
}

// execute renders a part of the page.
func (p *Page) execute(t *template.Template, dot any) (template.HTML, error) {
	buf := p.theme.buffer.Get().(*bytes.Buffer)
	defer p.theme.buffer.Put(buf)
	buf.Reset()
	err := t.Execute(buf, dot)
	return template.HTML(buf.String()), err
}
