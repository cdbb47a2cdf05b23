package opendata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"strings"
)

// Feed is an Atom feed (RFC 4287). Addresses are absolute where the address of the site is known, else from the feed.
type Feed struct {
	Title   string
	Author  string // an organisation
	ID      string // what tells it from all others: its path below public/
	Self    string
	Page    string
	Updated string // 2026-11-20
	Entries []Entry
}

// Entry is something that was published.
type Entry struct{ Title, URL, ID, Date, Category string }

// clock is when something of a day was published, as far as a feed needs to know.
const clock = "T00:00:00+08:00"

// Atom returns the feed.
func (f *Feed) Atom() []byte {
	type link struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
		Type string `xml:"type,attr,omitempty"`
	}
	type category struct {
		Term string `xml:"term,attr"`
	}
	type entry struct {
		Title    string   `xml:"title"`
		ID       string   `xml:"id"`
		Updated  string   `xml:"updated"`
		Link     link     `xml:"link"`
		Category category `xml:"category"`
	}
	doc := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string   `xml:"xml:lang,attr"`
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []entry  `xml:"entry"`
	}{
		Lang: "zh-CN", Title: f.Title, ID: uuid(f.ID), Updated: f.Updated + clock, Author: f.Author,
		Links: []link{{"self", f.Self, "application/atom+xml"}, {"alternate", f.Page, "text/html"}},
	}
	for _, e := range f.Entries {
		doc.Entries = append(doc.Entries, entry{e.Title, uuid(e.ID), e.Date + clock, link{"alternate", e.URL, "text/html"}, category{e.Category}})
	}
	return xmlFile(doc)
}

func xmlFile(v any) []byte {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic(fmt.Sprintf("opendata: %v", err)) // texts in a struct always have a form
	}
	return append(append([]byte(xml.Header), data...), '\n')
}

// uuid returns the same address for the same path, always (RFC 9562, version 8).
func uuid(path string) string {
	sum := sha256.Sum256([]byte("gongkai:" + path))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	return fmt.Sprintf("urn:uuid:%s-%s-%s-%s-%s", h[:8], h[8:12], h[12:16], h[16:20], h[20:])
}

// Sitemap returns the list of a site's pages for search engines. Dates may be empty.
func Sitemap(pages []Entry) []byte {
	type address struct {
		Loc string `xml:"loc"`
		Mod string `xml:"lastmod,omitempty"`
	}
	doc := struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []address `xml:"url"`
	}{}
	for _, p := range pages {
		doc.Pages = append(doc.Pages, address{p.URL, p.Date})
	}
	return xmlFile(doc)
}

// Event is an entry of a calendar, of whole days.
type Event struct {
	ID          []string // what tells it from all others
	From, To    string   // the first day and the day after the last, as 2026-11-20; To may be empty for one day
	Summary     string
	Description string
	URL         string
	Reminder    string // what to say three days before; empty for nothing
}

// Calendar returns events as RFC 5545 wants them. asOf stamps them, so that the same day gives the same bytes.
func Calendar(product, title, asOf string, events []Event) []byte {
	var c calendar
	for _, line := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//" + product + "//ZH", "CALSCALE:GREGORIAN"} {
		c.line(line)
	}
	c.text("X-WR-CALNAME", title)
	for _, e := range events {
		id := sha256.Sum256([]byte(strings.Join(e.ID, "\x00")))
		c.line("BEGIN:VEVENT")
		c.line("UID:" + hex.EncodeToString(id[:12]) + "@gongkai")
		c.line("DTSTAMP:" + digits(asOf) + "T000000Z")
		c.line("DTSTART;VALUE=DATE:" + digits(e.From))
		if e.To != "" {
			c.line("DTEND;VALUE=DATE:" + digits(e.To))
		}
		c.text("SUMMARY", e.Summary)
		c.text("DESCRIPTION", e.Description)
		c.text("URL", e.URL)
		if e.Reminder != "" {
			c.line("BEGIN:VALARM")
			c.line("ACTION:DISPLAY")
			c.text("DESCRIPTION", e.Reminder)
			c.line("TRIGGER:-P3D")
			c.line("END:VALARM")
		}
		c.line("END:VEVENT")
	}
	c.line("END:VCALENDAR")
	return c.Bytes()
}

func digits(day string) string { return strings.ReplaceAll(day, "-", "") }

// calendar writes lines, folded after 75 bytes and never within a character.
type calendar struct{ bytes.Buffer }

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// text writes a property; nothing for an empty one.
func (c *calendar) text(name, value string) {
	if value != "" {
		c.line(name + ":" + escapes.Replace(value))
	}
}

func (c *calendar) line(s string) {
	const most = 75 // bytes of a line, without its end
	used := 0
	for _, r := range s {
		if n := len(string(r)); used+n > most {
			c.WriteString("\r\n ")
			used = 1
		}
		used += len(string(r))
		c.WriteRune(r)
	}
	c.WriteString("\r\n")
}
