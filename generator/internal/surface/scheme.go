package surface

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

const (
	schemeRef block.Ref = "/scheme/"
	unitsRef  block.Ref = "/unit/"

	gathered = 10 // records of one section on a page that gathers several sections
)

// scheme plans the pages of the scheme: one for each item under which something is
// published, and one that lists them all.
func (w *web) scheme() []*Page {
	if !w.hasScheme() {
		return nil
	}
	title := w.campaign()
	crumbs := w.crumbs(w.board.Root)
	pages := []*Page{w.gathering(schemeRef, title, "", crumbs, schemeRef, w.schemeIndex)}
	crumbs = append(crumbs, block.Link{Text: title, Ref: schemeRef})
	for _, l := range w.board.Lists {
		for _, it := range l.Items {
			if it.Ref != "" {
				pages = append(pages, w.gathering(it.Ref, it.Name, it.Help, crumbs, schemeRef, func() Content {
					return w.gather(it.Records, gathered)
				}))
			}
		}
	}
	return pages
}

// hasScheme reports whether something is published under the scheme.
func (w *web) hasScheme() bool {
	for _, l := range w.board.Lists {
		for _, it := range l.Items {
			if it.Ref != "" {
				return true
			}
		}
	}
	return false
}

// campaign is what the scheme as a whole is called.
func (w *web) campaign() string {
	if c := w.board.Campaign; c != "" {
		return string(c)
	}
	var names []string
	for _, l := range w.board.Lists {
		names = append(names, l.Name)
	}
	if name := strings.Join(names, ""); len([]rune(name)) <= 12 {
		return name
	}
	return "活动体系"
}

// gathering is a page that gathers records of several sections.
func (w *web) gathering(ref block.Ref, title, help string, crumbs []block.Link, current block.Ref, content func() Content) *Page {
	return &Page{
		Site: w.site, Path: w.file(ref), Template: "section", Title: title, Description: help,
		Crumbs: crumbs, Current: current, Content: content,
	}
}

// gather shows what records of any sections say together, and lists them by section, as many as most of each.
func (w *web) gather(records []*kind.Record, most int) Content {
	var c Content
	for _, bl := range until(w.board.Together(records), w.board.WholeEnds(records)) {
		if _, ok := bl.(block.Figures); ok {
			c.Lead = append(c.Lead, bl)
			continue
		}
		c.Main = append(c.Main, bl)
	}
	c.Main = append(c.Main, w.bySection(records, most)...)
	return c
}

// bySection lists the newest records of each section, as many as most.
func (w *web) bySection(records []*kind.Record, most int) []block.Block {
	var out []block.Block
	w.board.Root.Walk(func(s *board.Section) {
		var own []*kind.Record
		for _, r := range records {
			if w.board.SectionOf(r) == s {
				own = append(own, r)
			}
		}
		if len(own) == 0 {
			return
		}
		list := w.list(fmt.Sprintf("%s（%d 条）", s.Title, len(own)), own[:min(len(own), most)])
		list.More = block.Link{Text: "全部", Ref: s.Ref}
		out = append(out, list)
	})
	return out
}

// schemeIndex shows every list with its items, those without anything published included: what
// is promised and not yet done is part of the picture.
func (w *web) schemeIndex() Content {
	var c Content
	for _, l := range w.board.Lists {
		cards := block.Cards{Head: block.Head{Title: l.Name, Note: l.Help}}
		for _, it := range l.Items {
			cards.Cards = append(cards.Cards, itemCard(it))
		}
		c.Main = append(c.Main, cards)
	}
	return c
}

func itemCard(it *board.Item) block.Card {
	card := block.Card{Title: it.Name, Ref: it.Ref, Text: it.Help}
	switch {
	case it.Pending():
		card.Title, card.Badge = "（原文缺失）", block.Badge{Text: kind.Pending, Tone: block.Neutral}
	case it.Ref == "":
		card.Badge = block.Badge{Text: "暂无公开内容", Tone: block.Neutral}
	case it.Help == "":
		card.Text = records(len(it.Records))
	}
	return card
}

// banner shows the scheme on the home page, a line for each list.
func (w *web) banner() []block.Block {
	if !w.hasScheme() {
		return nil
	}
	f := block.Facts{Head: block.Head{Title: w.campaign(), More: block.Link{Text: "全部条目", Ref: schemeRef}}}
	for _, l := range w.board.Lists {
		fact := block.Fact{Label: l.Name}
		pending := 0
		for _, it := range l.Items {
			if it.Pending() {
				pending++
				continue
			}
			fact.Links = append(fact.Links, block.Link{Text: it.Name, Ref: it.Ref})
		}
		if pending > 0 {
			fact.Links = append(fact.Links, block.Link{Text: fmt.Sprintf("（%d 条原文缺失，待补）", pending)})
		}
		f.Facts = append(f.Facts, fact)
	}
	return []block.Block{f}
}
