package surface

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// event is something that happened to a record on a day.
type event struct {
	day    value.Date
	sort   eventSort
	record block.Cell
	note   string
	by     string // who reviewed it
}

type eventSort uint8

const (
	published eventSort = iota
	noticeOver
	withdrawn
	corrected
)

// String returns the word for it.
func (s eventSort) String() string {
	return [...]string{"公布", "公示期满", "撤下", "更正"}[s]
}

// month is what was published and what happened in one month, newest first.
type month struct {
	year, month int
	records     []*kind.Record
	events      []event
}

// months groups what happened to the board's records by month, newest first.
func (w *web) months() []*month {
	var events []event
	for _, r := range w.board.Records {
		events = append(events, w.events(r)...)
	}
	for _, r := range w.board.Removed {
		events = append(events, w.events(r)...)
	}
	slices.SortStableFunc(events, func(x, y event) int { return cmp.Or(y.day.Compare(x.day), cmp.Compare(x.sort, y.sort)) })
	var out []*month
	for _, e := range events {
		if n := len(out); n == 0 || !out[n-1].has(e.day) {
			out = append(out, &month{year: e.day.Year(), month: int(e.day.Month())})
		}
		m := out[len(out)-1]
		m.events = append(m.events, e)
	}
	i := 0
	for _, r := range w.board.Records {
		for !out[i].has(r.From()) {
			i++
		}
		out[i].records = append(out[i].records, r)
	}
	return out
}

func (m *month) has(d value.Date) bool { return m.year == d.Year() && m.month == int(d.Month()) }

// events are what happened to a record up to the as-of date. Of one that was withdrawn only the section and the days are
// told: its title may say what nobody may read any more.
func (w *web) events(r *kind.Record) []event {
	asOf, gone := w.board.Options.AsOf, r.Withdrawn >= kind.Remove
	record := block.Cell{Text: string(r.Title), Ref: r.Ref}
	if gone {
		record = block.Text("（一条记录，已撤下）")
		if s := w.board.SectionOf(r); !s.Empty() { // the name of one with nothing else in it is withdrawn, too
			record = block.Text("（" + s.Title + "的一条记录，已撤下）")
		}
	}
	first := event{day: r.From(), sort: published, record: record}
	if !gone {
		first.by = reviewers(r)
	}
	out := []event{first}
	if r.Window != nil && r.Window.To.Before(asOf) {
		e := event{day: r.Window.To, sort: noticeOver, record: record}
		if r.Withdrawn == kind.Stub || r.Withdrawn == kind.Remove {
			e.note = fmt.Sprintf("期满，%s", r.Withdrawn)
		}
		out = append(out, e)
	}
	if r.Withdrawn == kind.Vanish {
		out = append(out, event{day: r.ExpiryDate, sort: withdrawn, record: record, note: "失效日期已到"})
	}
	if gone {
		return out
	}
	for _, n := range r.Corrections {
		if !n.Date.After(asOf) {
			out = append(out, event{day: n.Date, sort: corrected, record: record, note: n.Text})
		}
	}
	return out
}

// reviewers are who reviewed a record, and who signed it off.
func reviewers(r *kind.Record) string {
	var names []string
	for _, n := range r.Reviewers {
		names = append(names, string(n))
	}
	if by := r.Approved().By; by != "" {
		names = append(names, by+"（签发）")
	}
	return strings.Join(names, "、")
}

// table tells what happened in the month, one by one; without what was published if that is told already.
func (m *month) table(title string, all bool) []block.Block {
	t := block.Table{
		Head:    block.Head{Title: title},
		Columns: []block.Column{{Title: "日期"}, {Title: "事项"}, {Title: "内容"}, {Title: "说明"}, {Title: "审核人"}},
	}
	if all {
		t.More = block.Link{Text: "当月的内容", Ref: m.ref()}
	}
	for _, e := range m.events {
		if all || e.sort != published {
			t.Rows = append(t.Rows, []block.Cell{block.Text(e.day.Short()), block.Text(e.sort.String()), e.record, block.Text(e.note), block.Text(e.by)})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	for i := len(t.Columns) - 1; i > 2; i-- { // nothing to explain, nobody who reviewed
		if !slices.ContainsFunc(t.Rows, func(row []block.Cell) bool { return row[i].Text != "" }) {
			t.Columns = slices.Delete(t.Columns, i, i+1)
			for k := range t.Rows {
				t.Rows[k] = slices.Delete(t.Rows[k], i, i+1)
			}
		}
	}
	return []block.Block{t}
}

// counts is how often each sort of event happened.
type counts [corrected + 1]int

func counted(months []*month) (n counts) {
	for _, m := range months {
		for _, e := range m.events {
			n[e.sort]++
		}
	}
	return n
}

// String says how much was published, and what else happened.
func (n counts) String() string {
	var parts []string
	for s := range n {
		if n[s] > 0 || eventSort(s) == published {
			parts = append(parts, fmt.Sprintf("%s %d 条", eventSort(s), n[s]))
		}
	}
	return strings.Join(parts, "，")
}

// summed counts what happened by month.
func summed(months []*month) block.Table {
	t := block.Table{
		Head:    block.Head{Title: "各月", Note: "按发生的日期统计；后来撤下的也算在公布里。"},
		Columns: []block.Column{{Title: "月份"}}, Foot: [][]block.Cell{{{Text: "合计", Strong: true}}},
	}
	total := counted(months)
	for s := range total {
		t.Columns = append(t.Columns, block.Column{Title: eventSort(s).String(), Align: block.End})
		t.Foot[0] = append(t.Foot[0], tally(total[s]))
	}
	for _, m := range months {
		row := []block.Cell{{Text: fmt.Sprintf("%d月", m.month), Ref: m.ref()}}
		for _, n := range counted([]*month{m}) {
			row = append(row, tally(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func tally(n int) block.Cell { return block.Number(value.Count(n).String(), float64(n)) }
