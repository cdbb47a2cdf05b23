package surface

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
)

// How much a screen shows of one thing. People don't wait for more.
const (
	groupSlides  = 12 // of a section
	latestShown  = 16
	noticeSlides = 4 // records on notice that have a slide of their own
	gridPages    = 6
	textPages    = 2
	leastDwell   = 8  // seconds
	mostDwell    = 60 // seconds
	readingSpeed = 4  // characters a second
)

// planner plans the slides of one screen.
type planner struct {
	web    *web
	conf   *board.Screen
	screen *Screen
	stage  Stage
	room   box                  // for the content of a slide
	ends   map[block.Ref]string // the first day on which a record is gone, of those that end
	seen   map[block.Ref]bool   // records that have slides of their own
	told   map[string]bool      // titles of the blocks of the group at hand
}

func newPlanner(w *web, conf *board.Screen, s *Screen) *planner {
	p := &planner{web: w, conf: conf, screen: s, stage: s.Stage, room: s.Stage.content(), ends: map[block.Ref]string{}, seen: map[block.Ref]bool{}}
	for _, r := range w.board.Records {
		if !r.Ends.IsZero() {
			p.ends[r.Ref] = r.Ends.ISO()
		}
	}
	return p
}

// subject is what slides are about: a record, or a section's records together.
type subject struct {
	title   string
	section string
	ref     block.Ref
	until   string
	record  bool
}

// slides returns the slides of one round in their order, those of emergencies first.
func (p *planner) slides() []*Slide {
	var groups []group
	for i, item := range p.show() {
		p.told = map[string]bool{}
		slides := p.group(item)
		slides = slides[:min(len(slides), groupSlides)]
		for _, s := range slides {
			s.Hours, s.Weekdays = item.Hours, item.Weekdays
			s.Dwell = cmp.Or(item.Dwell, p.conf.Dwell)
		}
		groups = append(groups, group{slides, max(1, item.Weight), i})
	}
	out := append(p.urgent(), round(groups)...)
	for _, s := range out {
		p.finish(s)
	}
	return out
}

// group is slides that belong together, and how often they come in a round.
type group struct {
	slides []*Slide
	weight int
	order  int
}

// round puts groups one after another. What comes several times is spread over the round.
func round(groups []group) []*Slide {
	type turn struct {
		at     float64
		slides []*Slide
	}
	var turns []turn
	for _, g := range groups {
		for k := range g.weight {
			at := (float64(k) + (float64(g.order)+0.5)/float64(len(groups))) / float64(g.weight)
			turns = append(turns, turn{at, g.slides})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
	var out []*Slide
	for _, t := range turns {
		for _, s := range t.slides {
			again := *s
			out = append(out, &again)
		}
	}
	return out
}

// finish works out what depends on all of a slide.
func (p *planner) finish(s *Slide) {
	if s.Dwell == 0 {
		s.Dwell = min(mostDwell, max(leastDwell, (s.count()+readingSpeed-1)/readingSpeed))
	}
	s.Zoom = cmp.Or(s.Zoom, 100)
	p.fitTitle(s)
}

// fitTitle finds the largest size in which the title stands on one line, and failing
// that shortens it to two lines.
func (p *planner) fitTitle(s *Slide) {
	width := p.stage.whole().w - 2*sideSpace
	if p.stage.Stacked() {
		s.Section = clip(s.Section, (width-1.2)/smallText-textWidth(s.Pager), 1)
	} else {
		for _, text := range []string{s.Section, s.Pager} {
			if text != "" {
				width -= smallText*textWidth(text) + 1.2
			}
		}
	}
	if s.Form == "cover" { // it has no head
		return
	}
	for i, size := range []float64{1.45, 1.2, 1} {
		s.Size = i + 1
		if textWidth(s.Title)*size*1.04 <= width {
			return
		}
	}
	s.Title = clip(s.Title, width/1.04, 2)
	if lines := wrapTitle(s.Title, width/1.04); len(lines) == 2 {
		s.Lines = lines
	}
}

// show returns what the screen shows: what board.yaml says, or everything.
func (p *planner) show() []board.ShowItem {
	if len(p.conf.Show) > 0 {
		return p.conf.Show
	}
	items := []board.ShowItem{{Word: board.ShowCover}, {Word: board.ShowFigures}, {Word: board.ShowNotice}, {Word: board.ShowScheme}, {Word: board.ShowSlogans}}
	for _, s := range p.web.board.Root.Children {
		items = append(items, board.ShowItem{Section: s})
	}
	return append(items, board.ShowItem{Word: board.ShowLatest})
}

func (p *planner) group(item board.ShowItem) []*Slide {
	switch {
	case item.Section != nil:
		return p.section(item.Section)
	case item.Kind != nil:
		return p.gathered(item.Kind.Title(), "/", p.ofKind(item.Kind))
	case item.Item != nil:
		return p.gathered(item.Item.Name, item.Item.Ref, item.Item.Records)
	}
	switch item.Word {
	case board.ShowCover:
		return p.cover()
	case board.ShowFigures:
		figures, _ := p.web.headlines()
		if len(figures) < 2 && len(p.conf.Show) == 0 {
			return nil // its section shows it anyway
		}
		return p.figures(subject{title: "最新数字", section: p.web.site.Short, ref: "/"}, figures)
	case board.ShowNotice:
		return p.onNotice()
	case board.ShowScheme:
		return p.scheme()
	case board.ShowLatest:
		return p.latest()
	case board.ShowSlogans:
		return p.slogans()
	}
	return nil // emergencies stand before everything else
}

func (p *planner) ofKind(k kind.Kind) []*kind.Record {
	var out []*kind.Record
	for _, r := range p.web.board.Records {
		if r.Kind == k {
			out = append(out, r)
		}
	}
	return out
}

// section shows a section with those below it.
func (p *planner) section(top *board.Section) []*Slide {
	var out []*Slide
	top.Walk(func(s *board.Section) {
		about := subject{title: s.Title, section: s.Title, ref: s.Ref}
		out = append(out, p.together(about, p.web.overview(s), s.Records)...)
	})
	return out
}

// gathered shows records of several sections.
func (p *planner) gathered(title string, ref block.Ref, records []*kind.Record) []*Slide {
	return p.together(subject{title: title, section: title, ref: ref}, p.web.board.Together(records), records)
}

// together shows what records say together, and then the newest of them.
func (p *planner) together(about subject, overview []block.Block, records []*kind.Record) []*Slide {
	about.until = p.web.board.WholeEnds(records)
	out := p.blocks(about, drawn(telling(overview), overview))
	for _, r := range newestFirst(records) {
		switch {
		case r.Urgent || r.Withdrawn != kind.Unsaid:
			continue
		case p.seen[r.Ref]:
			return out
		}
		p.seen[r.Ref] = true
		return append(out, p.record(r)...)
	}
	return out
}

// drawn adds the first drawing to headlines that are nothing but a figure, which says little
// alone on a wall; where there is none the figure is left to the slides with all figures.
func drawn(headlines, overview []block.Block) []block.Block {
	if len(headlines) != 1 {
		return headlines
	}
	if f, ok := headlines[0].(block.Figures); !ok || len(f.Figures) > 1 {
		return headlines
	}
	for _, bl := range overview {
		if c, ok := bl.(block.Chart); ok {
			return append(headlines, c)
		}
	}
	return nil
}

func newestFirst(records []*kind.Record) []*kind.Record {
	out := slices.Clone(records)
	slices.SortStableFunc(out, func(a, b *kind.Record) int { return cmp.Or(b.From().Compare(a.From()), b.Period.Compare(a.Period)) })
	return out
}

// telling picks the blocks that say what matters, and those that a wall is made for.
func telling(blocks []block.Block) []block.Block {
	var out []block.Block
	for _, bl := range blocks {
		switch bl.(type) {
		case block.People, block.Steps, block.Schedule, block.Tree:
			if bl.Lead().Role != block.Appendix {
				out = append(out, bl)
			}
		default:
			if bl.Lead().Role == block.Headline {
				out = append(out, bl)
			}
		}
	}
	return out
}

// record shows what matters of a record, or its text where nothing stands out.
func (p *planner) record(r *kind.Record) []*Slide {
	about := p.subject(r)
	all := p.blocksOf(r)
	blocks := telling(all)
	if len(blocks) == 0 {
		for _, bl := range all {
			switch bl.(type) {
			case block.Prose, block.Callout, block.Table:
				blocks = append(blocks, bl)
			}
		}
	}
	return p.blocks(about, blocks)
}

func (p *planner) blocksOf(r *kind.Record) []block.Block {
	return r.Kind.Blocks(p.web.board.Context(r.Kind, &diag.Report{}), r)
}

func (p *planner) subject(r *kind.Record) subject {
	return subject{title: string(r.Title), section: p.web.board.SectionOf(r).Title, ref: r.Ref, until: p.ends[r.Ref], record: true}
}

// onNotice lists what is on public notice with the days that are left, and then shows the
// first ones to end by themselves.
func (p *planner) onNotice() []*Slide {
	asOf := p.web.board.Options.AsOf
	var open []*kind.Record
	for _, r := range p.web.board.Records {
		if r.Window != nil && r.Window.Open(asOf) {
			open = append(open, r)
		}
	}
	if len(open) == 0 {
		return nil
	}
	slices.SortStableFunc(open, func(a, b *kind.Record) int { return a.Window.To.Compare(b.Window.To) })
	g := &Grid{Columns: []GridColumn{{Title: "事项"}, {Title: "公示至", Align: block.End, Minor: true}, {Title: "还剩", Align: block.Center}}, Head: true}
	for _, r := range open {
		g.Rows = append(g.Rows, GridRow{
			Until: p.windowEnd(r), Last: r.Window.To.ISO(),
			Cells: []GridCell{{Text: string(r.Title)}, {Text: r.Window.To.Short()}, badgeCell(r.Window.State(asOf))},
		})
	}
	out := p.grid(subject{title: "正在公示", section: fmt.Sprintf("%d 项", len(open)), ref: p.web.board.SectionOf(open[0]).Ref}, g, nil)
	for _, r := range open[:min(len(open), noticeSlides)] {
		p.seen[r.Ref] = true
		about := p.subject(r)
		about.until = p.windowEnd(r)
		var blocks []block.Block
		for _, bl := range p.blocksOf(r) {
			if f, ok := bl.(block.Facts); ok && f.Role == block.Headline {
				blocks = append(blocks, bl)
			}
		}
		out = append(out, p.blocks(about, blocks)...)
	}
	return out
}

// windowEnd returns the first day on which a record on notice is not shown as such.
func (p *planner) windowEnd(r *kind.Record) string {
	end := r.Window.To.AddDays(1).ISO()
	if gone := p.ends[r.Ref]; gone != "" && gone < end {
		return gone
	}
	return end
}

func (p *planner) latest() []*Slide {
	g := &Grid{Columns: []GridColumn{{Title: "公布"}, {Title: "内容"}, {Title: "栏目", Minor: true}}, Head: true}
	for _, r := range p.web.board.Records[:min(len(p.web.board.Records), latestShown)] {
		g.Rows = append(g.Rows, GridRow{Until: p.ends[r.Ref], Cells: []GridCell{
			{Text: r.From().Short()}, {Text: string(r.Title)}, {Text: p.web.board.SectionOf(r).Title},
		}})
	}
	if len(g.Rows) == 0 {
		return nil
	}
	return p.first(subject{title: "最新公开", section: p.web.site.Short, ref: "/"}, g)
}

// scheme shows every list of the board's scheme in its wording.
func (p *planner) scheme() []*Slide {
	var g Grid
	g.Columns = []GridColumn{{}, {}}
	for _, l := range p.web.board.Lists {
		var names []string
		for _, it := range l.Items {
			if !it.Pending() {
				names = append(names, it.Name)
			}
		}
		if len(names) > 0 {
			g.Rows = append(g.Rows, GridRow{Cells: []GridCell{{Text: l.Name, Strong: true}, {Text: strings.Join(names, "、")}}})
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	title := cmp.Or(string(p.web.board.Campaign), p.web.campaign())
	return p.grid(subject{title: title, section: p.web.site.Short, ref: schemeRef}, &g, nil)
}

func (p *planner) slogans() []*Slide {
	var out []*Slide
	for _, text := range p.conf.Slogans {
		s := &Slide{Form: "slogan", Title: p.web.site.Short}
		s.Zoom = p.zoomFor(text, 260)
		s.Text = []Paragraph{{"p", p.clipTo(text, s.Zoom)}}
		out = append(out, s)
	}
	return out
}
