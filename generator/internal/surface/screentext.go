package surface

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
)

// Measures of running text in the theme's styles, in letters.
const (
	textLine  = 1.6
	textSpace = 0.5 // between paragraphs
)

// textZooms are the sizes in which a short text is shown, the largest first.
var textZooms = []int{260, 220, 180, 150, 130, 115}

// plainText returns the words of markup.
func plainText(m block.Markup) string {
	return strings.Join(strings.Fields(m.Plain()), " ")
}

// element finds what begins and ends a paragraph in rendered Markdown.
var element = regexp.MustCompile(`(?i)</?(p|h[1-6]|li|tr|blockquote|pre|ul|ol|table|div|hr)\b[^>]*>`)

// paragraphs returns the text of markup in paragraphs, without pictures.
func paragraphs(m block.Markup) []Paragraph {
	text := strings.Join(m.Parts, "")
	var out []Paragraph
	form, from := "p", 0
	add := func(to int) {
		if words := plainText(block.Markup{Parts: []string{text[from:to]}}); words != "" {
			out = append(out, Paragraph{form, words})
		}
	}
	for _, at := range element.FindAllStringSubmatchIndex(text, -1) {
		add(at[0])
		from = at[1]
		switch name := text[at[2]:at[3]]; {
		case text[at[0]+1] == '/':
			form = "p"
		case name == "li":
			form = "li"
		case name[0] == 'h' && name != "hr":
			form = "h"
		case name != "p" || form != "li":
			form = "p"
		}
	}
	add(len(text))
	return out
}

func (t Paragraph) lines(width float64) int { return len(wrapText(t.Text, t.width(width))) }

// width is what a paragraph has of the width of its place.
func (t Paragraph) width(room float64) float64 {
	switch t.Form {
	case "li":
		return room - 1.3
	case "h":
		return room / 1.04
	}
	return room
}

// text shows running text: large if it is short, on several slides if it is long,
// shortened if it is too long for people who stand.
func (p *planner) text(about subject, all []Paragraph) []*Slide {
	if len(all) == 0 {
		return nil
	}
	side, room := p.side(about, nil)
	if textHeight(all, room.w) > room.h {
		side, room = nil, p.room // the code is not worth a second slide
	}
	zoom := 100
	for _, z := range textZooms[2:] {
		if f := float64(z) / 100; textHeight(all, room.w/f)*f <= room.h {
			zoom = z
			break
		}
	}
	f := float64(zoom) / 100
	pages, whole := p.textPages(all, box{room.w / f, room.h / f})
	var out []*Slide
	for i, page := range pages {
		s := &Slide{Form: "text", Title: about.title, Section: about.section, Text: page, Side: side, Zoom: zoom, Until: about.until}
		switch {
		case !whole && i == len(pages)-1:
			s.Pager = "节选"
		case len(pages) > 1:
			s.Pager = fmt.Sprintf("第 %d/%d 屏", i+1, len(pages))
		}
		out = append(out, s)
	}
	return out
}

func textHeight(all []Paragraph, width float64) float64 {
	h := -textSpace
	for _, t := range all {
		h += textSpace + textLine*float64(t.lines(width))
	}
	return h
}

// textPages distributes paragraphs over slides, and tells whether all of them fit.
func (p *planner) textPages(all []Paragraph, room box) (pages [][]Paragraph, whole bool) {
	var page []Paragraph
	used := 0.0
	for len(all) > 0 {
		t := all[0]
		lines := wrapText(t.Text, t.width(room.w))
		fit := int((room.h - used + 0.01) / textLine)
		switch {
		case len(lines) <= fit:
			page, all = append(page, t), all[1:]
			used += textLine*float64(len(lines)) + textSpace
			continue
		case len(pages) == textPages-1:
			if fit > 0 {
				page = append(page, Paragraph{t.Form, clip(t.Text, t.width(room.w), fit)})
			}
			return append(pages, page), false
		case fit >= 2 && t.Form != "h":
			head := strings.Join(lines[:fit], "")
			page = append(page, Paragraph{t.Form, head})
			all[0].Text = strings.TrimSpace(strings.TrimPrefix(t.Text, head))
		}
		pages, page, used = append(pages, page), nil, 0
	}
	return append(pages, page), true
}

// zoomFor is the largest size up to most in which a short text fits on a slide.
func (p *planner) zoomFor(text string, most int) int {
	for _, z := range textZooms {
		f := float64(z) / 100
		if z <= most && textHeight([]Paragraph{{"p", text}}, p.room.w/f)*f <= p.room.h {
			return z
		}
	}
	return 100
}

// clipTo shortens a text to one slide in a size.
func (p *planner) clipTo(text string, zoom int) string {
	f := float64(zoom) / 100
	return clip(text, p.room.w/f, int(p.room.h/f/textLine))
}

// cover opens the round: whose board it is, and the way to it.
func (p *planner) cover() []*Slide {
	site := p.screen.Site
	s := &Slide{Form: "cover", Title: site.Title, Section: site.Unit}
	if s.Section == s.Title {
		s.Section = ""
	}
	width := p.stage.whole().w - 2*sideSpace
	if code := p.code("/"); code != "" {
		s.Side = &ScreenSide{Code: code}
		if !p.stage.Portrait() {
			width -= sideWidth + sideGap
		}
	}
	for i, z := range []int{260, 220, 180, 150, 120} {
		s.Zoom, s.Lines = z, wrapTitle(site.Title, width/(float64(z)/100)/1.04)
		if last := s.Lines[len(s.Lines)-1]; len(s.Lines) == 1 || len(s.Lines) <= 1+i/2 && utf8.RuneCountInString(last) > 1 {
			break // no character stands alone
		}
	}
	s.Text = []Paragraph{{"p", clip(site.Description, width, 4)}}
	if site.Description == "" {
		s.Text = nil
	}
	return []*Slide{s}
}

// urgent shows the emergencies, each until it ends.
func (p *planner) urgent() []*Slide {
	var out []*Slide
	for _, r := range p.web.board.Records {
		if !r.Urgent {
			continue
		}
		var all []Paragraph
		for _, bl := range p.blocksOf(r) {
			if prose, ok := bl.(block.Prose); ok {
				all = append(all, paragraphs(prose.Markup)...)
			}
		}
		about := p.subject(r)
		about.section = board.ShowUrgent
		slides := p.text(about, all)
		if len(slides) == 0 {
			slides = []*Slide{{Form: "text", Title: about.title, Section: about.section, Until: about.until}}
		}
		for _, s := range slides {
			s.Urgent = true
			out = append(out, s)
		}
	}
	return out
}

// Describe says what the stage is like.
func (s Stage) Describe() string {
	form := "横屏"
	if s.Portrait() {
		form = "竖屏"
	}
	text := fmt.Sprintf("%s，%d×%d，字高 %d 像素", form, s.Width, s.Height, s.Letter)
	if s.Rotate != 0 {
		text += fmt.Sprintf("，画面旋转 %d°", s.Rotate)
	}
	return text
}
