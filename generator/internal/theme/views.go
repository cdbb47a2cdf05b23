package theme

import (
	"html/template"

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
			b.Table.Head = b.Head // nothing to draw, such as parts that are all zero: the table says it
			v.Block = b.Table
			return newTable(v, b.Table)
		}
		return newChart(v, b)
	case block.Figures:
		return newFigures(v, b)
	case block.Cards:
		return newCards(v, b)
	case block.Prose:
		return &Prose{v, b}
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

// HTML renders the block.
func (v *View) HTML() (template.HTML, error) { return v.Page.execute(v.Block.Name(), v) }

// Prose is the dot of blocks/prose.html.
type Prose struct {
	View
	prose block.Prose
}

// HTML renders the block.
func (v *Prose) HTML() (template.HTML, error) { return v.Page.execute("prose", v) }

// Text returns the running text as HTML.
func (v *Prose) Text() template.HTML {
	return template.HTML(v.prose.Markup.HTML(func(r block.Ref) string { return string(v.URL(r)) }))
}

// Figures is the dot of blocks/figures.html.
type Figures struct {
	View
	Columns int // on how many columns the figures make full rows on a wide page
	Items   []Figure
}

// Figure is a figure with its address worked out.
type Figure struct {
	block.Figure
	URL template.URL
	// Length tells how much room the value needs: "", "long" for an amount of
	// millions, "longer" for hundreds of millions.
	Length string
}

func newFigures(v View, b block.Figures) *Figures {
	f := &Figures{View: v, Columns: columnsFor(len(b.Figures))}
	for _, fig := range b.Figures {
		f.Items = append(f.Items, Figure{fig, v.URL(fig.Ref), length(fig.Value)})
	}
	return f
}

// HTML renders the block.
func (v *Figures) HTML() (template.HTML, error) { return v.Page.execute("figures", v) }

func columnsFor(n int) int {
	switch {
	case n <= 4:
		return max(n, 1)
	case n == 5 || n == 6 || n == 9:
		return 3
	}
	return 4
}

func length(value string) string {
	switch w := width(value); {
	case w > 7:
		return "longer"
	case w > 5.5:
		return "long"
	}
	return ""
}

// Cards is the dot of blocks/cards.html.
type Cards struct {
	View
	Dated bool // some card has a date, so the others leave room for it
	Items []Card
}

// Card is a card with its address worked out. Its fields are few and flat since
// lists are long.
type Card struct {
	Title, Date, Text string
	URL               template.URL
	Badge, Tone       string
}

func newCards(v View, b block.Cards) *Cards {
	c := &Cards{View: v, Items: make([]Card, len(b.Cards))}
	for i, card := range b.Cards {
		c.Dated = c.Dated || card.Date != ""
		c.Items[i] = Card{card.Title, card.Date, card.Text, v.URL(card.Ref), card.Badge.Text, card.Badge.Tone.String()}
	}
	return c
}

// HTML renders the block.
func (v *Cards) HTML() (template.HTML, error) { return v.Page.execute("cards", v) }
