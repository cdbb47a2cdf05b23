package theme

import (
	"html/template"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
)

// blockView is a block as a page's templates see it: {{.HTML}} is all they need.
type blockView interface {
	HTML() (template.HTML, error)
}

// View is the dot of a block's template. The fields of the block itself are
// below .Block.
type View struct {
	Block block.Block
	ID    string // of the block's heading, unlike any other on the page
	Page  *Page
}

// view returns the view that suits a block.
func (p *Page) view(b block.Block, id string) blockView {
	v := View{Block: b, ID: id, Page: p}
	switch b := b.(type) {
	case block.Table:
		return newTable(v, b)
	case block.Chart:
		if chart.Check(b) != nil {
			if b.Place != "" {
				b.Place = block.Rows(b.Place)
			}
			b.Table.Head = b.Head // nothing to draw, such as parts that are all zero: the table says it
			v.Block = b.Table
			return newTable(v, b.Table)
		}
		return newChart(v, b)
	case block.Figures:
		return &Figures{v, b, columnsFor(len(b.Figures)), len(b.Figures) <= few}
	case block.Cards:
		return newCards(v, b)
	case block.Prose:
		return &Prose{v, b}
	case block.Facts:
		return &Facts{v, b}
	case block.Signatures:
		return &Signatures{v, b}
	case block.Steps:
		return newSteps(v, b)
	case block.Schedule:
		return newSchedule(v, b)
	case block.People:
		return newPeople(v, b)
	case block.Tree:
		return newTree(v, b)
	}
	return &v
}

// URL returns the address to write into the page for a Ref.
func (v *View) URL(ref block.Ref) template.URL { return v.Page.URL(ref) }

// Head returns what all blocks have: .Title, .Note, .More.
func (v *View) Head() block.Head { return v.Block.Lead() }

// Heading is what stands above a block.
type Heading struct {
	ID, Title, More string
	URL             template.URL // of More
}

// Heading returns what stands above the block; nil for nothing.
func (v *View) Heading() *Heading {
	h := v.Block.Lead()
	if h.Title == "" && h.More.Text == "" {
		return nil
	}
	return &Heading{v.ID, h.Title, h.More.Text, v.URL(h.More.Ref)}
}

// Place returns the id of a block that something leads to, as it stands in its start tag; on paper, where several
// records stand on one page, nothing leads anywhere.
func (v *View) Place() template.HTMLAttr {
	if place := v.Block.Lead().Place; place != "" && !v.Page.plan.Paper {
		return template.HTMLAttr(` id="` + escape(place) + `"`)
	}
	return ""
}

// Note returns the line below the block.
func (v *View) Note() string { return v.Block.Lead().Note }

// HTML renders the block.
func (v *View) HTML() (template.HTML, error) { return v.Page.block(v.Block.Name(), v) }

// ending is a block that is withdrawn on a day.
type ending struct {
	blockView
	day string
}

// HTML renders the block in an element that js/until.js can take out.
func (v ending) HTML() (template.HTML, error) {
	html, err := v.blockView.HTML()
	return template.HTML(`<div class="ending" data-until="`+escape(v.day)+`">`) + html + "</div>", err
}

// endings marks the blocks that are withdrawn on a day.
func endings(views []blockView) {
	for i, v := range views {
		if head, ok := v.(interface{ Head() block.Head }); ok && head.Head().Until != "" {
			views[i] = ending{v, head.Head().Until}
		}
	}
}

// Prose is the dot of blocks/prose.html.
type Prose struct {
	View
	Block block.Prose
}

// HTML renders the block.
func (v *Prose) HTML() (template.HTML, error) { return v.Page.block("prose", v) }

// Text returns the running text as HTML.
func (v *Prose) Text() template.HTML {
	return template.HTML(whole(v.Block.Markup.HTML(func(r block.Ref) string { return string(v.URL(r)) })))
}

// The views below have a Body, which is their list as HTML. Templates may range over
// what is in .Block instead, which takes much longer.

// Facts is the dot of blocks/facts.html.
type Facts struct {
	View
	Block block.Facts
}

// HTML renders the block.
func (v *Facts) HTML() (template.HTML, error) { return v.Page.block("facts", v) }

// Body returns the facts as HTML.
func (v *Facts) Body() template.HTML {
	w := v.Page.newWriter(len(v.Block.Facts) * 96)
	for i := range v.Block.Facts {
		w.fact(&v.Block.Facts[i])
	}
	return w.html()
}

// Figures is the dot of blocks/figures.html.
type Figures struct {
	View
	Block   block.Figures
	Columns int  // on how many columns the figures make full rows on a wide page
	Few     bool // leave room on a row for others
}

// few is how many figures leave room for others on a row of four.
const few = 3

// HTML renders the block.
func (v *Figures) HTML() (template.HTML, error) { return v.Page.block("figures", v) }

// Body returns the figures as HTML.
func (v *Figures) Body() template.HTML {
	w := v.Page.newWriter(len(v.Block.Figures) * 256)
	for i := range v.Block.Figures {
		w.figure(&v.Block.Figures[i])
	}
	return w.html()
}

func columnsFor(n int) int {
	switch {
	case n <= 4:
		return max(n, 1)
	case n == 5 || n == 6 || n == 9:
		return 3
	}
	return 4
}

// length is the class of a value that needs much room: long for an amount of
// millions, longer for hundreds of millions.
func length(value string) string {
	switch w := width(value); {
	case w > 7:
		return " longer"
	case w > 5.5:
		return " long"
	}
	return ""
}

// Cards is the dot of blocks/cards.html.
type Cards struct {
	View
	Block block.Cards
	Brief bool // so little is said of each that three stand side by side on a wide page
}

// briefRoom is how much a card that has a third of the page may say on a line.
const briefRoom = 16.0

func newCards(v View, b block.Cards) *Cards {
	brief := len(b.Cards) >= 3 && !slices.ContainsFunc(b.Cards, func(c block.Card) bool {
		return c.Date != "" || width(c.Title)+width(c.Badge.Text) > briefRoom || width(c.Text) > briefRoom
	})
	return &Cards{v, b, brief}
}

// HTML renders the block.
func (v *Cards) HTML() (template.HTML, error) { return v.Page.block("cards", v) }

// Body returns the cards as HTML.
func (v *Cards) Body() template.HTML {
	cards := v.Block.Cards
	dated := slices.ContainsFunc(cards, func(c block.Card) bool { return c.Date != "" })
	w := v.Page.newWriter(len(cards) * 384)
	for i := range cards {
		w.card(&cards[i], dated)
	}
	return w.html()
}

// Signatures is the dot of blocks/signatures.html.
type Signatures struct {
	View
	Block block.Signatures
}

// HTML renders the block.
func (v *Signatures) HTML() (template.HTML, error) { return v.Page.block("signatures", v) }

// Body returns the signatures as HTML.
func (v *Signatures) Body() template.HTML {
	w := v.Page.newWriter(len(v.Block.Signatures) * 128)
	for i := range v.Block.Signatures {
		w.signature(&v.Block.Signatures[i])
	}
	return w.html()
}
