package surface

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

const (
	wall      = "公开栏" // the channel of the catalogue that this surface serves
	setMonths = 13    // months that have a set: a year, and the same month of the year before
	nearDays  = 7     // what comes down in so many days is listed beforehand
)

var printBack = block.Link{Text: "公开栏张贴件", Ref: printRef}

// hanging is something that the catalogue wants on the wall.
type hanging struct {
	duty   *board.Duty
	due    *board.Due   // of a period; nil where there is none
	record *kind.Record // nil where it is missing
}

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

func (w *web) hangingIn(month value.Period) []hanging {
	var out []hanging
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		if !d.On(wall) {
			continue
		}
		for k := range d.Dues {
			if due := &d.Dues[k]; month.Contains(earlier(due.Period.End(), due.Day)) {
				out = append(out, met(d, due)...)
			}
		}
		if len(d.Dues) > 0 {
			continue
		}
		for _, r := range d.Records() {
			if month.Contains(r.From()) {
				out = append(out, hanging{d, nil, r})
			}
		}
	}
	return out
}

// met is what was published for a period of a duty, or that nothing was.
func met(d *board.Duty, due *board.Due) []hanging {
	records := d.Published(due.Period)
	if len(records) == 0 {
		return []hanging{{d, due, nil}}
	}
	out := make([]hanging, len(records))
	for i, r := range records {
		out[i] = hanging{d, due, r}
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
func (w *web) monthSheets(title string, all []hanging) []Sheet {
	t := block.Table{Columns: []block.Column{
		{Title: "序号", Align: block.Center}, {Title: "事项"}, {Title: "期间"}, {Title: "张贴的内容"}, {Title: "纸"},
		{Title: "最迟"}, {Title: "状态", Align: block.Center}, {Title: "张贴地点"}, {Title: "张贴日期"}, {Title: "经手人"},
	}}
	var sheets []Sheet
	seen := map[*kind.Record]bool{}
	for i, h := range all {
		row := make([]block.Cell, len(t.Columns))
		row[0], row[1] = block.Text(fmt.Sprint(i+1)), block.Text(string(h.duty.Item))
		if h.due != nil {
			row[2], row[5], row[6] = block.Text(h.due.Period.String()), block.Text(h.due.Day.ISO()), block.Text(h.due.Badge().Text)
		}
		if h.record != nil {
			s := w.sheet(h.record)
			row[3], row[4] = block.Text(s.Title), block.Text(s.Paper.Name())
			if !seen[h.record] {
				sheets = append(sheets, s)
			}
			seen[h.record] = true
		}
		t.Rows = append(t.Rows, row)
	}
	return append([]Sheet{w.cover(title, []block.Block{t})}, sheets...)
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
	for i, h := range w.hangingNow() {
		s := w.sheet(h.record)
		sheets = append(sheets, s)
		until := "换上新的一期"
		if h.record.Window != nil {
			until = h.record.Window.To.ISO()
		}
		up.Rows = append(up.Rows, []block.Cell{
			block.Text(fmt.Sprint(i + 1)), block.Text(s.Title), block.Text(h.why()), block.Text(until), block.Text(s.Paper.Name()), {},
		})
	}
	down, soon := w.comingDown("今天应当撤下"), w.comingDown("七天内应当撤下")
	for _, r := range w.board.Records {
		if r.Window == nil {
			continue
		}
		row := []block.Cell{block.Text(string(r.Title)), block.Text(r.Window.To.ISO() + " 公示期满"), {}}
		switch left := r.Window.To.Sub(asOf); {
		case left < 0 && left >= -nearDays:
			down.Rows = append(down.Rows, row)
		case left >= 0 && left < nearDays:
			soon.Rows = append(soon.Rows, row)
		}
	}
	main := []block.Block{orNothing(up, "今天没有要张贴的。"), orNothing(down, "今天没有要撤下的。"), orNothing(soon, "七天内没有要撤下的。")}
	return append([]Sheet{w.cover("今天的公开栏", main)}, sheets...)
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

// why says what wants something on the wall.
func (h hanging) why() string {
	switch {
	case h.duty == nil:
		return "正在公示"
	case h.due != nil:
		return string(h.duty.Item) + "，" + h.due.Period.String()
	}
	return string(h.duty.Item)
}

// hangingNow returns what has to hang today: what is on notice, and of each duty the newest that was
// published. What was on notice and is no longer has come down.
func (w *web) hangingNow() []hanging {
	var out []hanging
	for _, r := range w.openNotices() {
		out = append(out, hanging{record: r})
	}
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		if !d.On(wall) {
			continue
		}
		for _, h := range newestOf(d) {
			known := slices.ContainsFunc(out, func(o hanging) bool { return o.record == h.record })
			if h.record != nil && h.record.Window == nil && !known {
				out = append(out, h)
			}
		}
	}
	return out
}

// newestOf returns what was published last for a duty.
func newestOf(d *board.Duty) []hanging {
	if len(d.Dues) == 0 {
		return []hanging{{duty: d, record: d.Last}}
	}
	for i := len(d.Dues) - 1; i >= 0; i-- {
		if d.Dues[i].Record != nil {
			return met(d, &d.Dues[i])
		}
	}
	return nil
}
