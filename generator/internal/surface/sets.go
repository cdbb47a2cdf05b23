package surface

import (
	"fmt"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

const (
	setMonths = 13 // months that have a set: a year, and the same month of the year before
	nearDays  = 7  // what comes down in so many days is listed beforehand
)

var printBack = block.Link{Text: "公开栏张贴件", Ref: printRef}

// monthSets plans the sets of sheets by month, the newest first: a month has what reports on it, or on a
// longer period that ends in it or is due in it.
func (w *web) monthSets() []*Page {
	var pages []*Page
	month := value.PeriodOf(value.Month, w.board.Options.AsOf)
	for range setMonths {
		if all := w.hangingIn(month); len(all) > 0 {
			title := month.String() + "张贴件"
			p := w.printed(monthRef(month), title, printBack, func() []Sheet { return w.monthSheets(title, all) })
			p.Description = fmt.Sprintf("公开目录要求上公开栏的 %d 项，附张贴清单", len(all))
			pages = append(pages, p)
		}
		month = month.Prev()
	}
	return pages
}

func monthRef(month value.Period) block.Ref {
	return printRef + "month/" + block.Ref(month.Key()) + "/"
}

func (w *web) hangingIn(month value.Period) []board.Hanging {
	var out []board.Hanging
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		if !d.On(board.WallChannel) {
			continue
		}
		for k := range d.Dues {
			if due := &d.Dues[k]; month.Contains(earlier(due.Period.End(), due.Day)) {
				out = append(out, d.Met(due)...)
			}
		}
		if len(d.Dues) > 0 {
			continue
		}
		for _, r := range d.Records() {
			if month.Contains(r.From()) {
				out = append(out, board.Hanging{Duty: d, Record: r})
			}
		}
	}
	return out
}

func earlier(a, b value.Date) value.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// monthSheets is a set: the list of what hangs where, and then every sheet once.
func (w *web) monthSheets(title string, all []board.Hanging) []Sheet {
	t := block.Table{Columns: []block.Column{
		{Title: "序号", Align: block.Center},
		{Title: "事项"},
		{Title: "期间"},
		{Title: "张贴的内容"},
		{Title: "纸"},
		{Title: "最迟"},
		{Title: "状态", Align: block.Center},
		{Title: "张贴地点"},
		{Title: "张贴日期"},
		{Title: "经手人"},
	}}
	var sheets []Sheet
	seen := map[*kind.Record]bool{}
	for i, h := range all {
		row := make([]block.Cell, len(t.Columns))
		row[0], row[1] = block.Text(fmt.Sprint(i+1)), block.Text(string(h.Duty.Item))
		if h.Due != nil {
			row[2], row[5], row[6] = block.Text(h.Due.Period.String()), block.Text(h.Due.Day.ISO()), block.Text(h.Due.Badge().Text)
		}
		if h.Record != nil && h.Record.Withdrawn == kind.Unsaid {
			s := w.sheet(h.Record)
			row[3], row[4] = block.Text(s.Title), block.Text(s.Paper.Name())
			row[7], row[8], row[9] = w.places(h.Record)
			if !seen[h.Record] {
				sheets = append(sheets, s)
			}
			seen[h.Record] = true
		}
		t.Rows = append(t.Rows, row)
	}
	return w.set(title, []block.Block{t}, sheets)
}

// set puts a list for the clerk before the sheets that it lists. It names them, so it ends with the first that ends.
func (w *web) set(title string, list []block.Block, sheets []Sheet) []Sheet {
	cover := w.cover(title, list)
	for _, s := range sheets {
		if s.Until != "" && (cover.Until == "" || s.Until < cover.Until) {
			cover.Until = s.Until
		}
	}
	return append([]Sheet{cover}, sheets...)
}

// cover is a list for the clerk.
func (w *web) cover(title string, main []block.Block) Sheet {
	return Sheet{Paper: paperFor(main), Title: title, Main: main, Bare: true}
}

// now plans the page of what hangs today and what comes down.
func (w *web) now() *Page {
	p := w.printed(block.Ref(NowPath), "今天的公开栏", printBack, w.nowSheets)
	p.Description = "今天应当张贴的，今天和七天内应当撤下的"
	return p
}

func (w *web) nowSheets() []Sheet {
	asOf := w.board.Options.AsOf
	up := block.Table{Head: block.Head{Title: "今天应当张贴"}, Columns: []block.Column{
		{Title: "序号", Align: block.Center}, {Title: "内容"}, {Title: "因为"}, {Title: "贴到"}, {Title: "纸"}, {Title: "张贴地点"},
	}}
	var sheets []Sheet
	for i, h := range w.board.Wanted() {
		s := w.sheet(h.Record)
		sheets = append(sheets, s)
		place, _, _ := w.places(h.Record)
		until := "换上新的一期"
		if h.Record.Window != nil {
			until = h.Record.Window.To.ISO()
		}
		up.Rows = append(up.Rows, []block.Cell{
			block.Text(fmt.Sprint(i + 1)), block.Text(s.Title), block.Text(h.Why()), block.Text(until), block.Text(s.Paper.Name()), place,
		})
	}
	down, soon := w.comingDown("今天应当撤下"), w.comingDown("七天内应当撤下")
	for i := range w.board.Postings {
		p := &w.board.Postings[i]
		if why := w.board.WhyDown(p); why != "" && p.Hangs(asOf) {
			title := string(p.Record.Title)
			if !p.Visible {
				title = "不再公开的一张" // its title is not public any more either
			}
			down.Rows = append(down.Rows, []block.Cell{block.Text(title), block.Text(why), block.Text(string(p.Place))})
		}
	}
	for _, r := range w.board.Records {
		if r.Window == nil {
			continue
		}
		place, _, _ := w.places(r)
		row := []block.Cell{block.Text(string(r.Title)), block.Text(r.Window.To.ISO() + " 公示期满"), place}
		switch left := r.Window.To.Sub(asOf); {
		case left < 0 && left >= -nearDays && !w.board.KeepsPostings: // nobody knows whether it is down already
			down.Rows = append(down.Rows, row)
		case left >= 0 && left < nearDays:
			soon.Rows = append(soon.Rows, row)
		}
	}
	main := []block.Block{orNothing(up, "今天没有要张贴的。"), orNothing(down, "今天没有要撤下的。"), orNothing(soon, "七天内没有要撤下的。")}
	return w.set("今天的公开栏", main, sheets)
}

func (w *web) comingDown(title string) block.Table {
	return block.Table{Head: block.Head{Title: title}, Columns: []block.Column{{Title: "内容"}, {Title: "因为"}, {Title: "张贴地点"}}}
}

// orNothing says so where a table has no rows.
func orNothing(t block.Table, nothing string) block.Block {
	if len(t.Rows) == 0 {
		return block.Cards{Head: t.Head, Empty: nothing}
	}
	return t
}
