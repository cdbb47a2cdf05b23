package surface

import (
	"cmp"
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
)

// ScreenPerson is a person on a slide.
type ScreenPerson struct {
	Name  string
	First string // first character of the name, in the place of a photo
	Photo block.Ref
	Post  string
	Marks []block.Badge
	Text  string // phone, or what the person is responsible for
}

const (
	personWidth  = 11.5
	personHeight = 7.2
	photoWidth   = 3.6 // with the space beside it
)

// people shows a wall of persons.
func (p *planner) people(about subject, b block.People) []*Slide {
	columns := max(1, min(3, int((p.room.w+cardGap)/(personWidth+cardGap))))
	rows := int((p.room.h + cardGap) / (personHeight + cardGap))
	if rows == 0 || len(b.People) == 0 {
		return p.grid(about, peopleGrid(b), nil)
	}
	width := (p.room.w-cardGap*float64(columns-1))/float64(columns) - 2*cardInside - photoWidth
	pages := min(gridPages, (len(b.People)+columns*rows-1)/(columns*rows))
	var out []*Slide
	for i := range pages {
		s := &Slide{Form: "people", Title: about.title, Section: about.section, Until: about.until}
		part := b.People[i*columns*rows : min(len(b.People), (i+1)*columns*rows)]
		for len(part) > 0 {
			n := min(columns, len(part))
			var row []ScreenPerson
			for _, person := range part[:n] {
				row = append(row, screenPerson(person, width))
			}
			for len(row) < columns {
				row = append(row, ScreenPerson{}) // keeps the others in their columns
			}
			s.People, part = append(s.People, row), part[n:]
		}
		if pages > 1 {
			s.Pager = fmt.Sprintf("第 %d/%d 屏", i+1, pages)
		}
		out = append(out, s)
	}
	return out
}

func screenPerson(b block.Person, width float64) ScreenPerson {
	out := ScreenPerson{Name: clip(b.Name, width/1.2, 1), Photo: b.Photo}
	out.First = string([]rune(cmp.Or(b.Name, "—"))[:1])
	out.Post = clip(cmp.Or(b.Post, b.Unit), width/smallText, 2)
	used := 0.0
	for _, m := range b.Marks {
		if used += smallText*textWidth(m.Text) + badgeSpace; used <= width {
			out.Marks = append(out.Marks, m)
		}
	}
	lines := 2
	if len(out.Marks) > 0 {
		lines = 1
	}
	text := cmp.Or(b.Phone, strings.Join(b.Duties, "、"), b.Text)
	if text != "" {
		out.Text = clip(text, width/smallText, lines)
	}
	return out
}

// peopleGrid lists persons where there is no room for cards.
func peopleGrid(b block.People) *Grid {
	g := &Grid{Columns: []GridColumn{{}, {}, {Minor: true}}}
	for _, person := range b.People {
		g.Rows = append(g.Rows, GridRow{Cells: []GridCell{{Text: person.Name, Strong: true}, {Text: person.Post}, {Text: person.Phone}}})
	}
	return g
}

// ScreenStep is a step on a slide.
type ScreenStep struct {
	Number int
	Title  string
	Badge  block.Badge
	Meta   string // who, how long
	Text   string
}

const (
	stepNumber = 2.6 // width of the number
	stepSpace  = 0.9
)

// steps shows a procedure, from the top down.
func (p *planner) steps(about subject, b block.Steps) []*Slide {
	side, room := p.side(about, nil)
	width := room.w - stepNumber
	var pages [][]ScreenStep
	used := room.h + 1
	for i, st := range b.Steps {
		s := ScreenStep{
			Number: i + 1, Badge: st.Badge,
			Title: clip(st.Title, width-badgeSpace-textWidth(st.Badge.Text), 1),
			Meta:  strings.TrimPrefix(strings.TrimSuffix(st.Who+" · "+st.Time, " · "), " · "),
		}
		height := lineHeight + stepSpace
		if s.Meta != "" {
			s.Meta = clip(s.Meta, width/smallText, 1)
			height += noteLine
		}
		if st.Text != "" {
			s.Text = clip(st.Text, width/0.9, 2)
			height += 0.9 * lineHeight * float64(len(wrapText(s.Text, width/0.9)))
		}
		if used+height > room.h {
			pages, used = append(pages, nil), 0
		}
		used += height
		pages[len(pages)-1] = append(pages[len(pages)-1], s)
	}
	var out []*Slide
	for i, steps := range pages[:min(len(pages), gridPages)] {
		s := &Slide{Form: "steps", Title: about.title, Section: about.section, Steps: steps, Side: side, Until: about.until}
		if len(pages) > 1 {
			s.Pager = fmt.Sprintf("第 %d/%d 屏", i+1, len(pages))
		}
		out = append(out, s)
	}
	return out
}
