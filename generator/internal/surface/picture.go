package surface

import (
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/poster"
)

// pictureName is the file beside a page that networks show with a link to it.
const pictureName = "share.png"

// Picture is what networks show with a link to a page: its headline figures. Only the pages that boards and sections
// begin with have their own; the others show that of their board. Networks need its full address, so there are pictures
// only where that is known, and none in a preview.
type Picture struct {
	Path   string // below public/
	Alt    string // what it says, for those who cannot see it
	Poster poster.Poster
}

// show gives a page its picture. A figure that tells what is withdrawn one day is left out: networks keep pictures for as
// long as they like.
func (p *Page) show(title, under string, figures []block.Figure) {
	if p.Site.Canonical == "" {
		return
	}
	s := p.Site
	pic := &Picture{Path: strings.TrimSuffix(p.Path, "index.html") + pictureName, Alt: title, Poster: poster.Poster{
		Title: title, Under: under, Foot: "数据截至 " + s.AsOf,
	}}
	if s.Supervision != "" {
		pic.Poster.Contact = "监督电话 " + s.Supervision
	}
	if s.Sample {
		pic.Poster.Mark = "示例数据"
	}
	for _, f := range figures {
		if f.Until != "" || len(pic.Poster.Figures) == poster.MaxFigures {
			continue
		}
		pic.Poster.Figures = append(pic.Poster.Figures, poster.Figure{Label: f.Label, Value: f.Value, Unit: f.Unit, Note: changeOf(f)})
		pic.Alt += "，" + f.Label + " " + strings.TrimSpace(f.Value+" "+f.Unit)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.picture = pic
}

// changeOf is what stands below a figure.
func changeOf(f block.Figure) string {
	switch {
	case f.Change == "":
		return f.Note
	case f.Trend > 0:
		return "▲ " + f.Change
	case f.Trend < 0:
		return "▼ " + f.Change
	}
	return f.Change
}

// Picture returns the picture beside the page, which was made with its content; nil for none.
func (p *Page) Picture() *Picture {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.picture
}

// Shown returns the full address of the picture that networks show with a link to the page, and what it says; "" where no
// address is known.
func (p *Page) Shown() (address, alt string) {
	switch own := p.Picture(); {
	case p.Site.Canonical == "" || p.Template == "notfound":
		return "", ""
	case own != nil:
		return p.Site.Canonical + escape(own.Path), own.Alt
	}
	return p.Site.Canonical + escape(p.Site.Base+pictureName), p.Site.Title
}

// shareSection gives the page of a section its picture, if it has figures to show.
func (p *Page) shareSection(lead []block.Block) {
	for _, bl := range lead {
		if f, ok := bl.(block.Figures); ok && f.Role == block.Headline && f.Until == "" {
			p.show(p.Title, p.Site.Title, f.Figures)
			return
		}
	}
}
