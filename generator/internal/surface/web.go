package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/opendata"
)

// How much the website shows in one place.
const (
	latestCount  = 8  // records in 最新公开
	noticeCount  = 8  // records in 正在公示
	pageSize     = 30 // records on one page of a section's list
	leadFigures  = 8  // headline figures on the home page
	leadBlocks   = 8  // headline charts and tables there
	childFigures = 4  // headline figures of a subordinate board there
)

// Web plans the website of a board, and what becomes known of it while its pages are rendered.
func Web(b *board.Board, portal bool, baseURL string) ([]*Page, *Gathered) {
	w := &web{board: b}
	w.site = w.newSite(portal, baseURL)
	w.gathered = newGathered(w.site)
	pages := []*Page{w.home(), w.notFound(), w.find(), w.data()}
	b.Root.Walk(func(s *board.Section) {
		if s.Parent != nil && !s.Empty() {
			pages = append(pages, w.section(s)...)
			pages = append(pages, w.comparisons(s)...)
			w.gathered.section(s)
		}
		for i := range s.Records {
			pages = append(pages, w.record(s, i))
			pages = append(pages, w.redirects(s.Records[i])...)
		}
	})
	for _, r := range b.Removed {
		if r.Withdrawn == kind.Remove {
			pages = append(pages, w.withdrawn(r))
		}
	}
	pages = append(pages, w.scheme()...)
	pages = append(pages, w.units()...)
	pages = append(pages, w.catalogue()...)
	return append(pages, w.archive()...), w.gathered
}

// web plans the pages of one board.
type web struct {
	board    *board.Board
	site     *Site
	gathered *Gathered
}

func (w *web) newSite(portal bool, baseURL string) *Site {
	b := w.board
	s := &Site{
		Base: b.Base, Title: string(b.Title), Short: string(b.Short), Unit: string(b.Unit),
		Description: string(b.Description), Sample: bool(b.Sample), Palette: string(b.Palette),
		AsOf: b.Options.AsOf.String(), Day: b.Options.AsOf.ISO(), Supervision: b.Supervision.String(), Canonical: baseURL,
		Ends: b.Ends(),
	}
	switch {
	case b.Parent != nil:
		s.Up = block.Link{Text: string(b.Parent.Title), Ref: above(b.Base, b.Parent.Base)}
	case portal:
		s.Up = block.Link{Text: "各单位公开栏", Ref: above(b.Base, "")}
	}
	for _, f := range []block.Fact{
		{Label: "办公电话", Text: b.Contact.Phone.String()},
		{Label: "地址", Text: string(b.Contact.Address)},
		{Label: "时间", Text: string(b.Contact.Hours)},
		{Label: "意见箱", Text: string(b.Contact.Box)},
	} {
		if f.Text != "" {
			s.Contact = append(s.Contact, f)
		}
	}
	s.Nav = w.nav()
	s.Feed, s.Data, s.Tags = feedRef(b.Root), dataRef, siteTags(b)
	for _, f := range []block.Fact{
		{Label: "备案号", Text: string(b.Government.ICP)},
		{Label: "公安备案号", Text: string(b.Government.Police)},
		{Label: "网站标识码", Text: string(b.Government.Code)},
	} {
		if f.Text != "" {
			s.Records = append(s.Records, f)
		}
	}
	return s
}

// above is the address of a folder that holds the one of a board.
func above(base, holder string) block.Ref {
	return block.Ref("/" + strings.Repeat("../", strings.Count(strings.TrimPrefix(base, holder), "/")))
}

func (w *web) nav() []block.Link {
	nav := []block.Link{{Text: "首页", Ref: "/"}}
	if w.hasScheme() {
		nav = append(nav, block.Link{Text: w.campaign(), Ref: schemeRef})
	}
	for _, c := range w.board.Root.Children {
		if !c.Empty() {
			nav = append(nav, block.Link{Text: c.Title, Ref: c.Ref})
		}
	}
	if w.hasUnits() {
		nav = append(nav, block.Link{Text: unitsTitle, Ref: unitsRef})
	}
	if len(w.board.Duties) > 0 {
		nav = append(nav, block.Link{Text: catalogueTitle, Ref: catalogueRef})
	}
	if len(w.board.Records) > 0 {
		nav = append(nav, block.Link{Text: "历年公开", Ref: archiveRef})
	}
	return nav
}

// file returns the path below public/ of the page at a Ref.
func (w *web) file(ref block.Ref) string {
	return w.site.Base + strings.TrimPrefix(string(ref), "/") + "index.html"
}

// overview is what a section shows together. Whatever there was to find was
// found when the board was assembled.
func (w *web) overview(s *board.Section) []block.Block {
	return until(w.board.Overview(s, &diag.Report{}), w.board.WholeEnds(s.Records))
}

// until marks blocks that show things together of which one is withdrawn on a day.
func until(blocks []block.Block, day string) []block.Block {
	if day != "" {
		for i, bl := range blocks {
			blocks[i] = block.Until(bl, day)
		}
	}
	return blocks
}

func (w *web) home() *Page {
	var p *Page
	p = &Page{
		Site: w.site, Path: w.file("/"), Template: "home", Title: w.site.Title, Description: w.site.Description,
		Current: "/", Content: func() Content {
			lead, main := w.headlines()
			p.show(w.site.Title, w.site.Unit, lead)
			lead, main = lead[:min(len(lead), leadFigures)], main[:min(len(main), leadBlocks)]
			c := Content{Main: append(w.children(), main...), Aside: []block.Block{w.onNotice(), w.latest()}}
			if len(lead) > 0 {
				c.Lead = []block.Block{block.Figures{Figures: lead}}
			}
			c.Lead = append(c.Lead, w.banner()...)
			if intro := w.board.Root.Intro; intro != nil {
				c.Main = append(c.Main, intro.Blocks()...)
			}
			return c
		},
	}
	return p
}

// headlines gathers the first figure and the headline blocks of every section.
func (w *web) headlines() (figures []block.Figure, main []block.Block) {
	var from []string // titles of the sections
	w.board.Root.Walk(func(s *board.Section) {
		first := true
		for _, bl := range w.overview(s) {
			if bl.Lead().Role != block.Headline {
				continue
			}
			if f, ok := bl.(block.Figures); ok {
				if first {
					f.Figures[0].Until = f.Until
					figures, from = append(figures, linked(f.Figures[0], s.Ref)), append(from, s.Title)
					first = false
				}
				continue
			}
			main = append(main, withMore(bl, block.Link{Text: s.Title, Ref: s.Ref}))
		}
	})
	return toldApart(figures, from), main
}

// toldApart puts the sections to figures that are called the same, such as those of two sections of one kind.
func toldApart(figures []block.Figure, sections []string) []block.Figure {
	n := map[string]int{}
	for _, f := range figures {
		n[f.Label]++
	}
	for i, f := range figures {
		if n[f.Label] > 1 {
			figures[i].Label = f.Label + "（" + sections[i] + "）"
		}
	}
	return figures
}

// linked gives a figure of a section the addresses that it has on other pages.
func linked(f block.Figure, ref block.Ref) block.Figure {
	f.Source = placed(ref, f.Source)
	if f.Ref == "" {
		f.Ref = ref
	}
	return f
}

// placed is the address of a place, which may be one of the page at a Ref, as other pages write it.
func placed(page, place block.Ref) block.Ref {
	if strings.HasPrefix(string(place), "#") {
		return page + place
	}
	return place
}

// withMore tells where to read on.
func withMore(bl block.Block, more block.Link) block.Block {
	switch bl := bl.(type) {
	case block.Chart:
		bl.More = more
		return bl
	case block.Table:
		bl.More = more
		return bl
	}
	return bl
}

// onNotice lists what is on public notice now, what ends first on top.
func (w *web) onNotice() block.Block {
	asOf, open := w.board.Options.AsOf, w.board.OpenNotices()
	c := block.Cards{Head: block.Head{Title: "正在公示"}, Empty: "今天没有正在公示的事项。"}
	for _, r := range open[:min(len(open), noticeCount)] {
		c.Cards = append(c.Cards, block.Card{Title: string(r.Title), Ref: r.Ref, Badge: r.Window.State(asOf)})
	}
	if len(open) > 0 {
		s := w.board.SectionOf(open[0])
		c.More = block.Link{Text: "全部", Ref: s.Ref}
	}
	return c
}

func (w *web) latest() block.Block {
	c := block.Cards{Head: block.Head{Title: "最新公开"}, Empty: "还没有公开的内容。"}
	records := w.board.Records
	for _, r := range records[:min(len(records), latestCount)] {
		c.Cards = append(c.Cards, block.Card{Title: string(r.Title), Ref: r.Ref, Date: r.From().Short()})
	}
	if len(records) > latestCount {
		c.More = block.Link{Text: "全部", Ref: archiveRef}
	}
	return c
}

// section plans the pages of a section: the first with the overview, and more
// for long lists.
func (w *web) section(s *board.Section) []*Page {
	books := w.workbooks(s)
	n := max(1, (len(s.Records)+pageSize-1)/pageSize)
	var pages []*Page
	for i := range n {
		var p *Page
		p = &Page{
			Site: w.site, Path: w.file(listRef(s, i)), Template: "section", Title: s.Title, Description: s.Description,
			Crumbs: w.crumbs(s.Parent), Current: top(s).Ref, Meta: w.columnTags(s), Content: func() Content {
				c := w.sectionContent(s, i, books)
				p.shareSection(c.Lead)
				return c
			},
		}
		if n > 1 {
			p.Pager = fmt.Sprintf("第 %d / %d 页", i+1, n)
		}
		if i > 0 {
			p.Prev = block.Link{Text: "上一页", Ref: listRef(s, i-1)}
		}
		if i < n-1 {
			p.Next = block.Link{Text: "下一页", Ref: listRef(s, i+1)}
		}
		if i == 0 {
			p.Books = books
			p = w.withData(p, s.Ref, w.about(s.Title, s.Ref))
		}
		pages = append(pages, p)
	}
	return pages
}

// listRef is the address of a page of a section's list.
func listRef(s *board.Section, i int) block.Ref {
	if i == 0 {
		return s.Ref
	}
	return s.Ref + block.Ref(fmt.Sprintf("page/%d/", i+1))
}

func (w *web) sectionContent(s *board.Section, page int, books []*Workbook) Content {
	var c Content
	if page == 0 {
		if s.Intro != nil {
			c.Main = append(c.Main, s.Intro.Blocks()...)
		}
		for _, bl := range w.overview(s) {
			if _, ok := bl.(block.Figures); ok {
				c.Lead = append(c.Lead, bl)
				continue
			}
			c.Main = append(c.Main, bl)
		}
		c.Main = append(c.Main, bookCards(books)...)
		if s.Compare != "" {
			c.Main = append(c.Main, ways(s.TrackPages, ""))
		}
		if sub := w.subsections(s); len(sub.Cards) > 0 {
			c.Main = append(c.Main, sub)
		}
	}
	records := s.Records[page*pageSize : min(len(s.Records), (page+1)*pageSize)]
	if len(records) > 0 {
		c.Main = append(c.Main, w.list(fmt.Sprintf("全部记录（%d 条）", len(s.Records)), records))
	}
	return c
}

func (w *web) subsections(s *board.Section) block.Cards {
	c := block.Cards{Head: block.Head{Title: "下级栏目"}}
	for _, sub := range s.Children {
		if !sub.Empty() {
			c.Cards = append(c.Cards, block.Card{Title: sub.Title, Ref: sub.Ref, Text: sub.Description})
		}
	}
	return c
}

// list shows records with date, summary and the state of their notice period.
func (w *web) list(title string, records []*kind.Record) block.Cards {
	c := block.Cards{Head: block.Head{Title: title}}
	for _, r := range records {
		card := block.Card{Title: string(r.Title), Ref: r.Ref, Date: r.From().ISO(), Text: summary(r)}
		if r.Window != nil {
			card.Badge = r.Window.State(w.board.Options.AsOf)
		}
		c.Cards = append(c.Cards, card)
	}
	return c
}

func summary(r *kind.Record) string {
	if r.Summary != "" {
		return string(r.Summary)
	}
	return r.Text
}

func (w *web) record(s *board.Section, i int) *Page {
	r := s.Records[i]
	p := &Page{
		Site: w.site, Path: w.file(r.Ref), Template: "record", Title: string(r.Title), Description: summary(r),
		Crumbs: w.crumbs(s), Current: top(s).Ref, Date: r.From().String(), Changed: r.From().ISO(), Meta: w.articleTags(s, r), Until: w.site.Ends[r.Ref],
		Content: w.gathered.record(r, func() Content {
			blocks := r.Kind.Blocks(w.board.Context(r.Kind, &diag.Report{}), r)
			if r.Withdrawn == kind.Unsaid {
				blocks = append(blocks, w.postings(r)...)
			}
			return Content{Main: blocks}
		}),
	}
	if r.Withdrawn == kind.Unsaid {
		p.Sheet = sheetRef(r) // what was withdrawn does not hang any more
	}
	for _, it := range w.board.ItemsOf(r) {
		p.Under = append(p.Under, block.Link{Text: it.Name, Ref: it.Ref})
	}
	if u := w.board.FindUnit(string(r.Unit)); u != nil && u.Ref != "" {
		p.Under = append(p.Under, block.Link{Text: string(u.Name), Ref: u.Ref})
	}
	for _, tag := range r.Tags { // one that says the same as a link is said already
		if !slices.ContainsFunc(p.Under, func(l block.Link) bool { return l.Text == string(tag) }) {
			p.Tags = append(p.Tags, string(tag))
		}
	}
	if r.Window != nil {
		p.Badge = r.Window.State(w.board.Options.AsOf)
	}
	if i > 0 {
		p.Prev = block.Link{Text: string(s.Records[i-1].Title), Ref: s.Records[i-1].Ref}
	}
	if i < len(s.Records)-1 {
		p.Next = block.Link{Text: string(s.Records[i+1].Title), Ref: s.Records[i+1].Ref}
	}
	about := w.aboutRecord(r)
	if r.Window != nil {
		p.Linked = opendata.NewAnnouncement(about, w.site.Unit, w.site.Supervision)
	}
	return w.withData(p, r.Ref, about)
}

// redirects are the pages at the old addresses of a record.
func (w *web) redirects(r *kind.Record) []*Page {
	var pages []*Page
	for _, old := range board.AliasRefs(r) {
		pages = append(pages, &Page{
			Site: w.site, Path: w.file(old), Template: "redirect", Title: string(r.Title), Redirect: r.Ref, Until: w.site.Ends[r.Ref],
			Content: func() Content { return Content{} },
		})
	}
	return pages
}

// withdrawn is the page at the address of a record of which nothing is left: whoever follows a link, or the code on a
// sheet of paper, learns that it is over, and not what it was.
func (w *web) withdrawn(r *kind.Record) *Page {
	s := w.board.SectionOf(r)
	for s.Empty() {
		s = s.Parent
	}
	return &Page{
		Site: w.site, Path: w.file(r.Ref), Template: "withdrawn", Title: "内容已撤下", Crumbs: w.crumbs(s), Current: top(s).Ref,
		Content: func() Content { return Content{} },
	}
}

func (w *web) notFound() *Page {
	return &Page{
		Site: w.site, Path: w.site.Base + "404.html", Template: "notfound", Title: "没有这一页",
		Content: func() Content { return Content{Main: []block.Block{w.latest()}} },
	}
}

// crumbs is the way from the home page down to a section.
func (w *web) crumbs(s *board.Section) []block.Link {
	var way []block.Link
	for ; s != nil; s = s.Parent {
		title := s.Title
		if s.Parent == nil {
			title = "首页"
		}
		way = append(way, block.Link{Text: title, Ref: s.Ref})
	}
	slices.Reverse(way)
	return way
}

// top returns the section of the first level that a section lies in.
func top(s *board.Section) *board.Section {
	for s.Parent != nil && s.Parent.Parent != nil {
		s = s.Parent
	}
	return s
}
