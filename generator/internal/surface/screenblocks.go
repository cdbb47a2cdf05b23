package surface

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
)

// blocks turns blocks into slides. A single figure stands beside what follows it.
func (p *planner) blocks(about subject, blocks []block.Block) []*Slide {
	var out []*Slide
	var beside *block.Figure
	for i, bl := range blocks {
		if title := bl.Lead().Title; title != "" {
			if p.told[title] {
				continue // a record repeats what its section's records say together
			}
			p.told[title] = true
		}
		if f, ok := bl.(block.Figures); ok && len(f.Figures) == 1 && i+1 < len(blocks) {
			beside = &f.Figures[0]
			continue
		}
		out = append(out, p.block(about.of(bl.Lead().Title), bl, beside)...)
		beside = nil
	}
	return out
}

// of returns the subject of a block with a title of its own.
func (s subject) of(title string) subject {
	switch {
	case title == "" || title == s.title:
		if s.section == s.title {
			s.section = ""
		}
	case s.record:
		s.section = title
	default:
		s.title = title
	}
	return s
}

func (p *planner) block(about subject, bl block.Block, beside *block.Figure) []*Slide {
	switch bl := bl.(type) {
	case block.Figures:
		return p.figures(about, bl.Figures)
	case block.Table:
		return p.table(about, bl, beside)
	case block.Chart:
		return p.chart(about, bl, beside)
	case block.Facts:
		if len(bl.Facts) < leastFacts {
			return nil
		}
		return p.first(about, p.factsGrid(bl)) // the first ones are what matters
	case block.Cards:
		return p.grid(about, p.cardsGrid(bl), beside)
	case block.Schedule:
		return p.grid(about, p.scheduleGrid(bl), beside)
	case block.Tree:
		return p.grid(about, treeGrid(bl), beside)
	case block.Steps:
		return p.steps(about, bl)
	case block.People:
		return p.people(about, bl)
	case block.Callout:
		return p.text(about, []Paragraph{{"p", bl.Text}})
	case block.Prose:
		return p.text(about, paragraphs(bl.Markup))
	}
	return nil // signatures belong on paper and on the record's page
}

func (p *planner) table(about subject, t block.Table, beside *block.Figure) []*Slide {
	if about.section == "" && t.Caption != about.title {
		about.section = t.Caption
	}
	if t.Unit != "" {
		about.section = strings.TrimPrefix(about.section+" · 单位："+t.Unit, " · ")
	}
	return p.grid(about, p.tableGrid(t), beside)
}

func (p *planner) factsGrid(f block.Facts) *Grid {
	g := &Grid{Columns: []GridColumn{{}, {}}}
	for _, fact := range f.Facts {
		cell := badgeCell(fact.Badge)
		cell.Text = narrowSpaces(fact.Text)
		for _, l := range fact.Links {
			cell.Text = strings.TrimPrefix(cell.Text+"、"+l.Text, "、")
		}
		g.Rows = append(g.Rows, GridRow{Until: p.ends[fact.Ref], Cells: []GridCell{{Text: fact.Label, Label: true}, cell}})
	}
	return g
}

func (p *planner) cardsGrid(c block.Cards) *Grid {
	g := &Grid{Columns: []GridColumn{{}, {}, {Minor: true}}}
	for _, card := range c.Cards {
		title := badgeCell(card.Badge)
		title.Text = card.Title
		g.Rows = append(g.Rows, GridRow{Until: p.ends[card.Ref], Cells: []GridCell{title, {Text: card.Date}, {Text: card.Text, Label: true}}})
	}
	return g
}

func (p *planner) scheduleGrid(s block.Schedule) *Grid {
	g := &Grid{Head: true, Columns: []GridColumn{{Title: "阶段和任务"}, {Title: "起止", Align: block.End}, {Title: "进展", Align: block.Center}}}
	for _, span := range s.Spans {
		dates := span.From.Short()
		if span.From != span.To {
			dates += " 至 " + span.To.Short()
		}
		state := badgeCell(span.Badge)
		if span.Share != nil && state.Badge == "" {
			state.Text = fmt.Sprintf("%d%%", *span.Share)
		}
		g.Rows = append(g.Rows, GridRow{Until: p.ends[span.Ref], Cells: []GridCell{
			{Text: span.Title, Strong: span.Level == 0, Indent: span.Level}, {Text: dates}, state,
		}})
	}
	return g
}

func treeGrid(t block.Tree) *Grid {
	g := &Grid{Columns: []GridColumn{{}, {}, {}}}
	var walk func(nodes []block.Node, level int)
	walk = func(nodes []block.Node, level int) {
		for _, n := range nodes {
			name := badgeCell(n.Badge)
			name.Text, name.Strong = n.Title, level == 0
			g.Rows = append(g.Rows, GridRow{Cells: []GridCell{{Text: n.Role, Label: true, Indent: level}, name, {Text: n.Text}}})
			walk(n.Children, level+1)
		}
	}
	walk(t.Roots, 0)
	return g
}

// ScreenFigure is a figure with the size of its number.
type ScreenFigure struct {
	block.Figure
	Size int // 1 is the largest
}

// boldWidth is how much wider bold digits may be than others.
const boldWidth = 1.06

// figureSizes are the sizes of numbers in letters, by ScreenFigure.Size.
var figureSizes = []float64{3.6, 2.9, 2.3, 1.9, 1.5, 1.15}

const (
	cardGap    = 0.8 // between cards
	mostCard   = 9.5 // height
	cardInside = 0.8 // between the border of a card and its text, on each side
	labelLine  = 0.85 * lineHeight
	noteLine   = smallText * lineHeight
)

// figures shows numbers on cards, as few on a slide as there is room for at a good size.
func (p *planner) figures(about subject, figures []block.Figure) []*Slide {
	columns, rows := 3, 2
	if p.stage.Portrait() {
		columns, rows = 2, 4
	}
	columns = max(1, min(columns, int((p.room.w+cardGap)/(9+cardGap))))
	for columns > 1 && !p.fitOn(columns, figures) {
		columns--
	}
	rows = max(1, min(rows, int((p.room.h+cardGap)/(5.6+cardGap))))
	pages := (len(figures) + columns*rows - 1) / (columns * rows)
	var out []*Slide
	for i := range pages {
		part := figures[i*len(figures)/pages : (i+1)*len(figures)/pages]
		s := &Slide{Form: "figures", Title: about.title, Section: about.section, Until: about.until}
		if pages > 1 {
			s.Pager = fmt.Sprintf("第 %d/%d 屏", i+1, pages)
		}
		s.Figures = p.cards(part, columns, rows)
		out = append(out, s)
	}
	return out
}

// fitOn reports whether so many cards side by side are wide enough for every number in a size that can be read.
func (p *planner) fitOn(columns int, figures []block.Figure) bool {
	room := p.cardWidth(columns)
	return !slices.ContainsFunc(figures, func(f block.Figure) bool { return numberWidth(f, 1.5) > room })
}

// cardWidth is the room for text on one of so many cards side by side.
func (p *planner) cardWidth(columns int) float64 {
	return (p.room.w-cardGap*float64(columns-1))/float64(columns) - 2*cardInside
}

// numberWidth is the room that a number with its unit takes in a size.
func numberWidth(f block.Figure, size float64) float64 {
	return textWidth(f.Value)*boldWidth*size + textWidth(f.Unit)*0.9 + 0.4
}

// cards puts figures into rows.
func (p *planner) cards(figures []block.Figure, columns, rows int) [][]ScreenFigure {
	n := len(figures)
	switch {
	case p.stage.Portrait() && n <= rows:
		columns = 1
	case n == 3 && rows >= 2:
		columns = 2 // the first, which matters most, above the others
	}
	rows = (n + columns - 1) / columns
	var out [][]ScreenFigure
	for i := range rows {
		part := figures[i*n/rows : (i+1)*n/rows]
		card := box{
			p.cardWidth(len(part)),
			min(mostCard, (p.room.h-cardGap*float64(rows-1))/float64(rows)) - 1.2,
		}
		var row []ScreenFigure
		for _, f := range part {
			row = append(row, sized(f, card))
		}
		out = append(out, row)
	}
	return out
}

// sized finds the largest size in which a figure fits into a card, and shortens its texts.
func sized(f block.Figure, card box) ScreenFigure {
	out := ScreenFigure{Figure: f}
	labels := min(2, len(wrapText(f.Label, card.w/0.85)))
	out.Label = clip(f.Label, card.w/0.85, labels)
	if f.Change != "" {
		out.Change = clip(f.Change, (card.w-1.2)/smallText, 1)
	}
	for i, size := range figureSizes {
		out.Size = i + 1
		left := card.h - labelLine*float64(labels) - size*1.2
		if f.Change != "" {
			left -= noteLine
		}
		notes := min(2, int(left/noteLine))
		fits := numberWidth(f, size) <= card.w && left >= 0
		if fits && (f.Note == "" || notes >= len(wrapText(f.Note, card.w/smallText)) || size < 2.5) {
			out.Note = shortened(f.Note, card.w/smallText, notes)
			return out
		}
	}
	out.Note = ""
	return out
}

// shortened returns as much of a note as fits into lines: whole clauses where that is possible, and of a calculation
// its last step or nothing, since a part of one would be wrong.
func shortened(note string, width float64, lines int) string {
	if lines <= 0 {
		return ""
	}
	fits := func(text string) bool { return len(wrapText(text, width)) <= lines }
	for text := note; ; {
		if fits(text) {
			return text
		}
		end := strings.LastIndexAny(text, "，；")
		if end < 0 {
			break
		}
		text = text[:end]
	}
	if !strings.Contains(note, "÷") {
		return clip(note, width, lines)
	}
	step := strings.TrimSpace(note[strings.LastIndex(note, "= ")+1:])
	if !fits(step) {
		return ""
	}
	return step
}

// Measures of what stands beside the content.
const (
	sideWidth  = 11.5
	sideGap    = 1.2
	sideHeight = 6.4 // on a portrait screen, where it stands below
	sideFigure = 8.0 // height of the figure there
	sideCode   = 7.0 // height of the code below a figure
)

// side returns what stands beside a subject's content, nil for nothing, and the room that is left.
func (p *planner) side(about subject, figure *block.Figure) (*ScreenSide, box) {
	s := &ScreenSide{Code: p.code(about.ref)}
	if figure == nil && s.Code == "" {
		return nil, p.room
	}
	room := p.room
	if p.stage.Portrait() {
		room.h -= sideHeight + sideGap
		if figure != nil {
			width := p.room.w*0.6 - cardGap
			if numberWidth(*figure, figureSizes[len(figureSizes)-1]) > width-2*cardInside {
				s.Code = "" // as below
			}
			if s.Code == "" {
				width = p.room.w
			}
			f := sized(*figure, box{width - 2*cardInside, sideHeight - 1.2})
			s.Figure = &f
		}
		return s, room
	}
	room.w -= sideWidth + sideGap
	if figure != nil {
		f := sized(*figure, box{sideWidth - 2*cardInside, sideFigure - 1.2})
		s.Figure = &f
		if room.h < sideFigure+cardGap+sideCode {
			s.Code = "" // there is no room for both, and the number is what people came for
		}
	}
	return s, room
}

// code returns the full address of a page, where one is known.
func (p *planner) code(ref block.Ref) string {
	site := p.screen.Site
	if site.Canonical == "" || !strings.HasPrefix(string(ref), "/") {
		return ""
	}
	return site.Canonical + escape(site.Base+strings.TrimPrefix(string(ref), "/"))
}

// ScreenChart is a drawing with its size in tenths of a letter.
type ScreenChart struct {
	Chart         block.Chart
	Size          chart.Size
	Width, Height int
	Desc          string // in words, where there is room for it
	Beside        bool   // the slide's grid stands beside the drawing and not below
}

const (
	leastFacts     = 2    // fewer are not worth a slide
	leastChartText = 0.62 // of the size of body text
	descLines      = 2
)

// chart shows a drawing with its table, on one slide if that can be read, and otherwise
// the table on the slides that follow.
func (p *planner) chart(about subject, c block.Chart, beside *block.Figure) []*Slide {
	if chart.Check(c) != nil {
		c.Table.Head = c.Head
		return p.table(about, c.Table, beside)
	}
	s := &Slide{Form: "chart", Title: about.title, Section: about.section, Until: about.until}
	g := p.tableGrid(c.Table)
	if p.withTable(s, c, g) {
		if c.Table.Unit != "" {
			s.Section = strings.TrimPrefix(s.Section+" · 单位："+c.Table.Unit, " · ")
		}
		return []*Slide{s}
	}
	rest := p.table(about, c.Table, beside)
	sizes := []chart.Size{chart.Wide, chart.Phone}
	if p.stage.Portrait() {
		slices.Reverse(sizes)
	}
	if s.Chart = p.drawing(c, p.room, sizes...); s.Chart == nil {
		return rest
	}
	if left := p.room.h - float64(s.Chart.Height)/widthSteps - 0.4; left >= 0.9*lineHeight {
		s.Chart.Desc = clip(c.Desc, p.room.w/0.9, min(descLines, int(left/(0.9*lineHeight))))
	}
	return append([]*Slide{s}, rest...)
}

// withTable puts drawing and table on one slide, if both can be read so.
func (p *planner) withTable(s *Slide, c block.Chart, g *Grid) bool {
	if p.stage.Portrait() {
		d := p.drawing(c, box{p.room.w, p.room.h * 0.55}, chart.Phone)
		if d == nil {
			return false
		}
		below := box{p.room.w, p.room.h - float64(d.Height)/widthSteps - 0.8}
		if !p.attach(s, g, below) {
			return false
		}
		s.Chart = d
		return true
	}
	for _, width := range []float64{10, 12, 14, 16, 18} {
		if width > p.room.w*0.48 {
			break
		}
		if !p.attach(s, g, box{width, p.room.h}) {
			continue
		}
		s.Chart = p.drawing(c, box{p.room.w - width - sideGap, p.room.h}, chart.Phone)
		if s.Chart == nil {
			s.Grid = nil // it goes onto the slides that follow
			return false
		}
		s.Chart.Beside = true
		return true
	}
	return false
}

// attach gives a slide the whole grid, if it fits without loss.
func (p *planner) attach(s *Slide, g *Grid, room box) bool {
	laid := g.laidOut(room)
	if laid == nil || !laid.plain() || len(laid.Columns) < len(g.Columns) || len(laid.pages(room.h)) > 1 {
		return false
	}
	laid.loosen(room.h)
	s.Grid = laid
	return true
}

// drawing fits the first of some drawings that can be read there into a room; nil if none can.
func (p *planner) drawing(c block.Chart, room box, sizes ...chart.Size) *ScreenChart {
	for _, size := range sizes {
		area, err := chart.Measure(c, size)
		if err != nil {
			return nil
		}
		scale := min(room.w/area.Width, room.h/area.Height)
		width, height := int(area.Width*scale*widthSteps), int(area.Height*scale*widthSteps)
		if area.Text*float64(width)/widthSteps/area.Width >= leastChartText {
			return &ScreenChart{Chart: c, Size: size, Width: width, Height: height}
		}
	}
	return nil
}

// count returns how many characters there are to read.
func (s *Slide) count() int {
	n := len([]rune(s.Title))
	if s.Grid != nil {
		n += s.Grid.count()
	}
	for _, row := range s.Figures {
		for _, f := range row {
			n += len([]rune(f.Label + f.Value + f.Unit + f.Change + f.Note))
		}
	}
	for _, t := range s.Text {
		n += len([]rune(t.Text))
	}
	for _, st := range s.Steps {
		n += len([]rune(st.Title + st.Meta + st.Text))
	}
	for _, row := range s.People {
		for _, person := range row {
			n += len([]rune(person.Name + person.Post + person.Text))
		}
	}
	if s.Chart != nil {
		n += max(40, len([]rune(s.Chart.Desc))) // a drawing takes time, too
	}
	return cmp.Or(n, 1)
}
