package surface

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
)

// What a section lets people follow (board.Track) is shown on two pages: one puts two periods side by side, one follows
// every category. Without scripts the first shows the last period against the one before and against the same of
// the year before; a script lets readers choose any two rows of the table with all periods.
//
// Where a section keeps several accounts apart and the two pages would not hold them all, they show a line of each, and
// each account has two pages of its own. What is too long still, of one account that has many categories, shows its
// tracks in short, and each track has a page.

// What a page holds. On a page of histories every number is a row of a table and a point of a chart, drawn for large
// and for small screens, which takes some 400 bytes, and a chart takes as much as a dozen of them before it has any. On
// one of comparisons it is a cell, which takes a fifth. Both come to a megabyte at the most: what a telephone shows at
// once, and what people care to scroll through. An account of twenty categories is on one page for nine years of months.
const (
	heldNumbers  = 2400
	chartNumbers = 12
	heldCells    = 5 * heldNumbers
)

// holdsHistories reports whether the histories of tracks are few enough for one page.
func holdsHistories(tracks []*board.Track) bool {
	n := 0
	for _, t := range tracks {
		for _, name := range followedNames(t) {
			n += chartNumbers + len(moments(t, name))
		}
	}
	return n <= heldNumbers
}

// holdsComparisons reports whether all numbers of tracks are few enough for one page.
func holdsComparisons(tracks []*board.Track) bool {
	n := 0
	for _, t := range tracks {
		n += len(t.Points) * len(allNames(t))
	}
	return n <= heldCells
}

// view is one of the two ways in which tracks are shown.
type view struct {
	name     string
	help     string // of a page that has everything, or all in short
	lead     string // of one that leads to accounts; with how many there are
	at       func(board.TrackPages) block.Ref
	holds    func([]*board.Track) bool
	full     func([]*board.Track) []block.Block // everything of them
	outline  func([]*board.Track) []block.Block // in short, with the ways to the pages of each
	accounts func([]*board.Account) block.Table // a line of each; their wholes are of one sort
	files    bool                               // its tables are open data
}

var views = []view{
	{
		name: "两期对比", help: "把两个期间的数字并排放在一起。数字都来自各期的公开记录，点期间就到那条记录。",
		lead: "这里有 %d 项，各有自己的一页。点名字看它的各项，任选两期。",
		at:   func(p board.TrackPages) block.Ref { return p.Compare }, holds: holdsComparisons,
		full: compareTracks, outline: compareOutline, accounts: compareAccounts, files: true,
	},
	{
		name: "历年变化", help: "每一项从开始公开到现在的变化，点期间就到那条记录。",
		lead: "这里有 %d 项，各有自己的一页。点名字看它的每一项从开始到现在的变化。",
		at:   func(p board.TrackPages) block.Ref { return p.History }, holds: holdsHistories,
		full: followTracks, outline: followOutline, accounts: followAccounts,
	},
}

// comparisons plans the pages of what a section lets people follow.
func (w *web) comparisons(s *board.Section) []*Page {
	if s.Compare == "" {
		return nil
	}
	all := s.Tracks()
	apart := len(s.Accounts) > 1 && (!holdsHistories(all) || !holdsComparisons(all)) // both pages alike: readers go from one to the other
	var pages []*Page
	for _, v := range views {
		f := follower{web: w, view: v, section: s, crumbs: w.crumbs(s)}
		if apart {
			pages = append(pages, f.byAccount()...)
		} else {
			pages = append(pages, f.together("", s.TrackPages, all)...)
		}
	}
	return pages
}

// follower plans the pages of one view of a section.
type follower struct {
	*web
	view
	section *board.Section
	crumbs  []block.Link
}

// page plans a page. of is the account or the track that it shows; "" for the whole section.
func (f follower) page(of, help string, pages board.TrackPages, content func() []block.Block) *Page {
	ref, title := f.at(pages), f.section.Title+"："+of+f.name
	f.gathered.titled(title, help, ref)
	p := f.gathering(ref, title, help, f.crumbs, top(f.section).Ref, func() Content {
		return Content{Main: until(content(), f.board.FirstEnd(f.section.Records))}
	})
	if f.files {
		p = f.withData(p, ref, f.about(title, ref))
	}
	return p
}

// below is the follower of the pages that one leads to.
func (f follower) below(title string, pages board.TrackPages) follower {
	f.crumbs = append(f.crumbs[:len(f.crumbs):len(f.crumbs)], block.Link{Text: title, Ref: f.at(pages)})
	return f
}

// byAccount plans a page with a line of each account, and the pages of each.
func (f follower) byAccount() []*Page {
	s := f.section
	help := fmt.Sprintf(f.lead, len(s.Accounts))
	out := []*Page{f.page("", help, s.TrackPages, func() []block.Block {
		return append(f.lines(s.Accounts), ways(s.TrackPages, f.at(s.TrackPages)))
	})}
	var firsts []*Page
	names := make([]block.Link, len(s.Accounts))
	for i, a := range s.Accounts {
		pages := f.below(f.name, s.TrackPages).together(a.Name, a.TrackPages, a.Tracks)
		firsts, out = append(firsts, pages[0]), append(out, pages...)
		names[i] = block.Link{Text: a.Name, Ref: f.at(a.TrackPages)}
	}
	leaf(firsts, names)
	return out
}

// together plans the page of tracks; where it would be too long, one with them in short, and a page of each.
func (f follower) together(of string, pages board.TrackPages, tracks []*board.Track) []*Page {
	if len(tracks) == 1 || f.holds(tracks) {
		return []*Page{f.page(of, f.help, pages, func() []block.Block { return append(f.full(tracks), ways(pages, f.at(pages))) })}
	}
	out := []*Page{f.page(of, f.help, pages, func() []block.Block { return append(f.outline(tracks), ways(pages, f.at(pages))) })}
	below := f.below(of+f.name, pages)
	names := make([]block.Link, len(tracks))
	for i, t := range tracks {
		out = append(out, below.page(t.Title(), f.help, t.TrackPages, func() []block.Block {
			return append(f.full(tracks[i:i+1]), ways(pages, ""))
		}))
		names[i] = block.Link{Text: t.Title(), Ref: f.at(t.TrackPages)}
	}
	leaf(out[1:], names)
	return out
}

// leaf lets readers turn from page to page.
func leaf(pages []*Page, names []block.Link) {
	for i, p := range pages {
		p.Pager = fmt.Sprintf("%d / %d", i+1, len(pages))
		if i > 0 {
			p.Prev = names[i-1]
		}
		if i < len(pages)-1 {
			p.Next = names[i+1]
		}
	}
}

// lines are tables with a line of each account, a table for each sort of number; an account that has no number for all
// of it has its name only.
func (f follower) lines(accounts []*board.Account) []block.Block {
	var groups [][]*board.Account
	rest := block.Cards{Head: block.Head{Title: f.name}}
	for _, a := range accounts {
		t := a.Tracks[0]
		if len(wholes(t)) == 0 {
			rest.Cards = append(rest.Cards, block.Card{Title: a.Name, Ref: f.at(a.TrackPages)})
			continue
		}
		i := slices.IndexFunc(groups, func(g []*board.Account) bool {
			return wholeOf(g[0].Tracks[0]) == wholeOf(t) && g[0].Tracks[0].Unit == t.Unit
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], a)
	}
	var out []block.Block
	for _, g := range groups {
		out = append(out, f.accounts(g))
	}
	if len(rest.Cards) > 0 {
		out = append(out, rest)
	}
	return out
}

// wholeOf names the number that stands for all of a track.
func wholeOf(t *board.Track) string {
	if t.Sum {
		return t.Name
	}
	return t.Whole
}

// ways lead to the two pages of a section, or of an account, but to the one that has them itself.
func ways(pages board.TrackPages, but block.Ref) block.Cards {
	c := block.Cards{Head: block.Head{Title: "对比和历年"}}
	for _, card := range []block.Card{
		{Title: "两期对比", Ref: pages.Compare, Text: "任意两期并排看，逐项比较"},
		{Title: "历年变化", Ref: pages.History, Text: "每一项从开始公开到现在"},
	} {
		if card.Ref != but {
			c.Cards = append(c.Cards, card)
		}
	}
	return c
}
