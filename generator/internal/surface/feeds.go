package surface

import (
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/opendata"
)

// feedRef is the address of a section's feed; that of the root has everything.
func feedRef(s *board.Section) block.Ref {
	if s.Parent == nil {
		return "/" + feedDir + "index.xml"
	}
	return "/" + feedDir + block.Ref(strings.Trim(string(s.Ref), "/")) + ".xml"
}

// Feeds plans what people subscribe to: a feed of the board and of each section, and a calendar of notice periods. Feeds
// travel far and stay, so there are titles in them and no summaries, and in place of the name of somebody in the
// roster the family name.
func Feeds(b *board.Board, baseURL string) []Text {
	w := &web{board: b, site: &Site{Base: b.Base, Canonical: baseURL}}
	var names []string
	for _, p := range b.People {
		if name := string(p.Name); utf8.RuneCountInString(name) > 1 {
			_, size := utf8.DecodeRuneInString(name)
			names = append(names, name, name[:size]+"某")
		}
	}
	f := feeds{web: w, discreet: strings.NewReplacer(names...)}
	out := []Text{f.feed(b.Root, b.Records), f.calendar()}
	b.Root.Walk(func(s *board.Section) {
		if s.Parent != nil && len(s.Records) > 0 {
			out = append(out, f.feed(s, s.Records))
		}
	})
	return out
}

type feeds struct {
	*web
	discreet *strings.Replacer
}

func (f *feeds) feed(s *board.Section, records []*kind.Record) Text {
	name := f.site.Base + strings.TrimPrefix(string(feedRef(s)), "/")
	page := &Page{Site: f.site, Path: name}
	address := func(ref block.Ref) string {
		if f.site.Canonical == "" {
			return page.URL(ref)
		}
		return f.site.Canonical + escape(f.site.Base+strings.TrimPrefix(string(ref), "/"))
	}
	title := string(f.board.Title)
	if s.Parent != nil {
		title = s.Title + " - " + title
	}
	a := opendata.Feed{
		Title: title, Author: string(f.board.Unit), ID: name, Self: address(feedRef(s)), Page: address(s.Ref), Updated: f.board.Options.AsOf.ISO(),
	}
	for i, r := range records[:min(len(records), feedLength)] {
		if i == 0 || r.From().ISO() > a.Updated {
			a.Updated = r.From().ISO()
		}
		a.Entries = append(a.Entries, opendata.Entry{
			Title: f.discreet.Replace(string(r.Title)), URL: address(r.Ref), ID: f.site.Base + string(r.Ref), Date: r.From().ISO(),
			Category: f.board.SectionOf(r).Title,
		})
	}
	return Text{name, a.Atom()}
}

// calendar has the notice periods of what is public.
func (f *feeds) calendar() Text {
	var events []opendata.Event
	for _, r := range f.board.Records {
		if r.Window == nil {
			continue
		}
		e := opendata.Event{
			ID: []string{f.site.Base + string(r.Ref)}, From: r.Window.From.ISO(), To: r.Window.To.AddDays(1).ISO(),
			Summary: "公示：" + f.discreet.Replace(string(r.Title)), Description: "有意见的，在公示期内向" + string(f.board.Unit) + "提出，监督电话 " + f.board.Supervision.String(),
		}
		if f.site.Canonical != "" {
			e.URL = f.site.Canonical + escape(f.site.Base+strings.TrimPrefix(string(r.Ref), "/"))
		}
		events = append(events, e)
	}
	return Text{
		f.site.Base + strings.TrimPrefix(string(noticesRef), "/"),
		opendata.Calendar("notices", string(f.board.Short)+"公示期", f.board.Options.AsOf.ISO(), events),
	}
}

// SiteMap lists the pages of a site whose address is known, for search engines: what only leads on, is for
// the printer or for a lobby is left out.
func SiteMap(pages []*Page, baseURL string) []Text {
	if baseURL == "" {
		return nil
	}
	var entries []opendata.Entry
	for _, p := range pages {
		switch {
		case p.Paper, p.Template == "redirect", p.Template == "notfound", p.Template == "withdrawn", p.Template == "search", p.Template == "screens":
			continue
		}
		entries = append(entries, opendata.Entry{URL: baseURL + escape(strings.TrimSuffix(p.Path, "index.html")), Date: p.Changed})
	}
	return []Text{
		{"sitemap.xml", opendata.Sitemap(entries)},
		{"robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: " + baseURL + "sitemap.xml\n")},
	}
}
