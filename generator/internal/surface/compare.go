package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// What a section lets people follow (kind.Track) is shown on two pages: one puts two periods side by side, one follows
// every category. Without scripts the first shows the last period against the one before and against the same of
// the year before; a script lets readers choose any two rows of the table with all periods.

// comparedParts is how many categories a chart of two periods, or the page of all histories, can hold.
const comparedParts = 16

// comparisons plans the two pages of a section.
func (w *web) comparisons(s *board.Section) []*Page {
	if s.Compare == "" {
		return nil
	}
	page := func(ref block.Ref, title, help string, content func(*board.Section) []block.Block) *Page {
		w.gathered.titled(s.Title+title, help, ref)
		return w.gathering(ref, s.Title+title, help, w.crumbs(s), top(s).Ref, func() Content {
			return Content{Main: until(content(s), w.board.FirstEnd(s.Records))}
		})
	}
	pairs := page(s.Compare, "：两期对比", "把两个期间的数字并排放在一起。数字都来自各期的公开记录，点期间就到那条记录。", w.compareTracks)
	return []*Page{
		w.withData(pairs, s.Compare, w.about(pairs.Title, s.Compare)),
		page(s.History, "：历年变化", "每一项从开始公开到现在的变化，点期间就到那条记录。", w.historyOf),
	}
}

// ways lead from a section to what its records let people compare.
func ways(s *board.Section, but block.Ref) block.Cards {
	c := block.Cards{Head: block.Head{Title: "对比和历年"}}
	for _, card := range []block.Card{
		{Title: "两期对比", Ref: s.Compare, Text: "任意两期并排看，逐项比较"},
		{Title: "历年变化", Ref: s.History, Text: "每一项从开始公开到现在"},
	} {
		if card.Ref != but {
			c.Cards = append(c.Cards, card)
		}
	}
	return c
}

func (w *web) compareTracks(s *board.Section) []block.Block {
	var out []block.Block
	for i := range s.Tracks {
		t := &s.Tracks[i]
		place := fmt.Sprintf("track-%d", i+1)
		last := t.Points[len(t.Points)-1]
		before := t.Points[len(t.Points)-2]
		out = append(out, block.At(pair(t, &before, &last), place+"-pair"))
		if i := slices.IndexFunc(t.Points, func(p kind.Point) bool { return p.Period == last.Period.YearBefore() }); i >= 0 && t.Points[i].Period != before.Period {
			out = append(out, pair(t, &t.Points[i], &last))
		}
		out = append(out, allPeriods(t, place))
	}
	return append(out, ways(s, s.Compare))
}

// partNames are the categories of points, those of the last one first.
func partNames(points ...*kind.Point) []string {
	var out []string
	for _, p := range slices.Backward(points) {
		for _, x := range p.Parts {
			if !slices.Contains(out, x.Name) {
				out = append(out, x.Name)
			}
		}
	}
	return out
}

// allNames are the categories of a track.
func allNames(t *kind.Track) []string {
	points := make([]*kind.Point, len(t.Points))
	for i := range t.Points {
		points[i] = &t.Points[i]
	}
	return partNames(points...)
}

// pair puts two periods of a track side by side.
func pair(t *kind.Track, a, b *kind.Point) block.Block {
	rate := rated(t.Unit)
	table := block.Table{Unit: t.Unit, Columns: []block.Column{
		{Title: t.Of}, {Title: a.Period.String(), Align: block.End}, {Title: b.Period.String(), Align: block.End}, {Title: "增减", Align: block.End},
	}}
	if rate {
		table.Columns = append(table.Columns, block.Column{Title: "增减幅度", Align: block.End})
	}
	for _, name := range partNames(a, b) {
		x, _ := a.Part(name)
		y, _ := b.Part(name)
		table.Rows = append(table.Rows, pairRow(block.Text(name), x, y, rate))
	}
	if t.Sum {
		table.Foot = [][]block.Cell{pairRow(block.Cell{Text: "合计", Strong: true}, a.Total, b.Total, rate)}
	}
	head := block.Head{Title: fmt.Sprintf("%s：%s和%s", t.Name, a.Period, b.Period)}
	if t.Unit == "%" {
		head.Note = "增减按百分点算。"
	}
	if len(table.Rows) < 2 || len(table.Rows) > comparedParts {
		for _, row := range table.Rows {
			row[1].Ref, row[2].Ref = a.Ref, b.Ref
		}
		table.Head = head
		return table
	}
	return block.Chart{
		Head: head, Type: block.BarChart, Table: table, Series: []block.Series{{Column: 1}, {Column: 2}}, Open: true, Source: sources(a, b),
		Desc: fmt.Sprintf("%d 项，%s和%s各一条。", len(table.Rows), a.Period, b.Period),
	}
}

// sources are the records of points; one that several records tell has none of its own.
func sources(points ...*kind.Point) []block.Link {
	var out []block.Link
	for _, p := range points {
		if p.Ref != "" {
			out = append(out, block.Link{Text: p.Period.String(), Ref: p.Ref})
		}
	}
	return out
}

// rated reports whether differences of a unit say something in per cent, too. Those of rates and points don't.
func rated(unit string) bool { return unit != "%" && unit != "分" }

// pairRow is what a category was in two periods, and by what it changed; one that is not known of both has no change.
func pairRow(name, a, b block.Cell, rate bool) []block.Cell {
	row := []block.Cell{name, orNone(a), orNone(b), block.Text("—")}
	share := block.Text("—")
	if before, after, ok := amounts(a, b); ok {
		row[3] = block.Text(signed(after.Sub(before), max(decimals(a.Text), decimals(b.Text))))
		if p := value.Share(after.Sub(before), before.Abs()); p.IsDefined() {
			share = block.Text(plus(p.Hundredths() > 0) + p.String())
		}
	}
	if rate {
		row = append(row, share)
	}
	return row
}

func orNone(c block.Cell) block.Cell {
	if c.Text == "" {
		return block.Text("—")
	}
	return c
}

// amounts reads two cells exactly as they are written.
func amounts(a, b block.Cell) (x, y value.Money, ok bool) {
	ok = x.Parse(a.Text) == nil && y.Parse(b.Text) == nil
	return x, y, ok
}

// decimals is how many decimals a number is written with, two at most.
func decimals(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// signed is a difference with its sign, as exact as what it is of: +1,590.40, +1.4, -3, 0.
func signed(m value.Money, decimals int) string {
	text := m.String()
	if text = text[:len(text)-2+decimals]; decimals == 0 {
		text = strings.TrimSuffix(text, ".")
	}
	return plus(m.Sign() > 0) + text
}

func plus(up bool) string {
	if up {
		return "+"
	}
	return ""
}

// allPeriods is every number of a track, a row for each period, the newest on top.
func allPeriods(t *kind.Track, place string) block.Table {
	names := allNames(t)
	table := block.Table{
		Head: block.Head{Title: t.Name + "：各期", Place: place}, Unit: t.Unit, Columns: []block.Column{{Title: "期间"}},
		Pick: block.Pick{Of: t.Of, Rate: rated(t.Unit)},
	}
	for _, n := range names {
		table.Columns = append(table.Columns, block.Column{Title: n, Align: block.End})
	}
	if t.Sum {
		table.Columns = append(table.Columns, block.Column{Title: "合计", Align: block.End})
	}
	for i := range slices.Backward(t.Points) {
		p := &t.Points[i]
		row := []block.Cell{{Text: p.Period.String(), Ref: p.Ref}}
		for _, n := range names {
			cell, _ := p.Part(n)
			row = append(row, orNone(cell))
		}
		if t.Sum {
			total := p.Total
			total.Strong = true
			row = append(row, total)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
