package surface

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/value"
)

const catalogueRef block.Ref = "/catalogue/"

const (
	catalogueTitle  = "公开目录"
	catalogueMonths = 12 // months of the table that shows period by period
)

// catalogue plans the page on what the board owes the public and how it keeps up.
func (w *web) catalogue() []*Page {
	if len(w.board.Duties) == 0 {
		return nil
	}
	return []*Page{w.gathering(catalogueRef, catalogueTitle, "应当公开的事项、依据和时限，以及各期是否按时公开。",
		w.crumbs(w.board.Root), catalogueRef, w.catalogueContent)}
}

func (w *web) catalogueContent() Content {
	c := Content{Lead: []block.Block{w.punctuality()}, Main: []block.Block{w.duties(), w.dutyMonths()}}
	if rates, ok := w.onTimeRates(); ok {
		c.Main = append(c.Main, rates)
	}
	c.Main = append(c.Main, w.dutySums())
	return c
}

// score counts what has come due.
type score struct{ due, onTime, late, missing int }

func (s *score) add(d board.Due) {
	switch d.State {
	case board.DueOnTime:
		s.onTime++
	case board.DueLate:
		s.late++
	case board.DueMissing:
		s.missing++
	default:
		return
	}
	s.due++
}

func (s *score) addAll(o score) {
	s.due, s.onTime, s.late, s.missing = s.due+o.due, s.onTime+o.onTime, s.late+o.late, s.missing+o.missing
}

// soonOf counts the periods of a duty that come due shortly.
func soonOf(d *board.Duty) int {
	n := 0
	for _, due := range d.Dues {
		if due.State == board.DueSoon {
			n++
		}
	}
	return n
}

// ofYear counts the periods of a duty that came due in the year before the as-of date.
func ofYear(d *board.Duty, asOf value.Date) (s score) {
	for _, due := range d.Dues {
		if asOf.Sub(due.Day) < 365 {
			s.add(due)
		}
	}
	return s
}

// punctuality sums up the catalogue in figures.
func (w *web) punctuality() block.Block {
	var all score
	soon := 0
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		all.addAll(ofYear(d, w.board.Options.AsOf))
		soon += soonOf(d)
	}
	figures := []block.Figure{
		{Label: "目录事项", Value: fmt.Sprint(len(w.board.Duties)), Unit: "项"},
		{Label: "近一年按时公开", Value: fmt.Sprint(all.onTime), Unit: fmt.Sprintf("/ %d 期", all.due), Note: "按时率 " + value.Ratio(int64(all.onTime), int64(all.due)).String()},
		{Label: "近一年迟公开", Value: fmt.Sprint(all.late), Unit: "期"},
		{Label: "逾期未公开", Value: fmt.Sprint(all.missing), Unit: "期"},
	}
	if all.missing > 0 {
		figures[3].Tone, figures[3].Note = block.Bad, "见下表"
	}
	if soon > 0 {
		figures = append(figures, block.Figure{Label: "近期到期", Value: fmt.Sprint(soon), Unit: "期"})
	}
	for i := range figures {
		figures[i].Source = "#" + dutySums
	}
	return block.Figures{Figures: figures}
}

// dutySums is the place of what each duty has added to the figures.
const dutySums = "sums"

// dutySums counts the periods of each duty, with the sums that the figures are.
func (w *web) dutySums() block.Block {
	t := block.Table{Head: block.Head{Title: "这些数字从哪来", Note: fmt.Sprintf("目录事项 %d 项；应公开的是近一年到期的期数。", len(w.board.Duties)), Place: dutySums}, Unit: "期", Columns: []block.Column{{Title: "事项"}}}
	for _, title := range []string{"应公开", "按时", "迟", "逾期未公开", "近期到期"} {
		t.Columns = append(t.Columns, block.Column{Title: title, Align: block.End})
	}
	row := func(name block.Cell, s score, soon int) []block.Cell {
		row := []block.Cell{name}
		for _, n := range []int{s.due, s.onTime, s.late, s.missing, soon} {
			row = append(row, block.Number(value.Count(n).String(), float64(n)))
		}
		return row
	}
	var all score
	near := 0
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		s, soon := ofYear(d, w.board.Options.AsOf), soonOf(d)
		all.addAll(s)
		near += soon
		name := block.Cell{Text: string(d.Item)}
		if d.To != nil && !d.To.Empty() {
			name.Ref = d.To.Ref
		}
		t.Rows = append(t.Rows, row(name, s, soon))
	}
	t.Foot = [][]block.Cell{row(block.Cell{Text: "合计", Strong: true}, all, near)}
	return t
}

// duties is the catalogue itself, with how each entry stands.
func (w *web) duties() block.Block {
	t := block.Table{Head: block.Head{Title: "目录"}, Columns: []block.Column{
		{Title: "事项"},
		{Title: "周期", Align: block.Center},
		{Title: "最迟"},
		{Title: "最近一期"},
		{Title: "状态", Align: block.Center},
		{Title: "责任岗", Minor: true},
		{Title: "渠道", Minor: true},
		{Title: "依据", Minor: true},
	}}
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		latest, badge := w.standing(d)
		limit := d.Due.String()
		if d.Every.Unit() == 0 {
			limit = "有新内容时"
			if !d.Most.IsZero() {
				limit += "，最长隔" + d.Most.String()
			}
		}
		item := block.Cell{Text: string(d.Item)}
		if d.To != nil && !d.To.Empty() {
			item.Ref = d.To.Ref
		}
		t.Rows = append(t.Rows, []block.Cell{
			item, block.Text(d.Every.String()), block.Text(limit), latest,
			{Badge: badge},
			block.Text(string(d.Post)), block.Text(join(d.Channels)), block.Text(string(d.Basis)),
		})
	}
	return t
}

func join(texts []value.Text) string {
	parts := make([]string, len(texts))
	for i, t := range texts {
		parts[i] = string(t)
	}
	return strings.Join(parts, "、")
}

// standing returns the newest record of a duty and how the duty stands: what is missing comes before
// what is to be done next.
func (w *web) standing(d *board.Duty) (block.Cell, block.Badge) {
	if d.Last == nil && len(d.Dues) == 0 {
		return block.Text("—"), block.Badge{Text: "尚未公开", Tone: block.Neutral}
	}
	var latest block.Cell
	if d.Last != nil {
		latest = block.Cell{Text: d.Last.From().ISO(), Ref: board.RefOf(d.Last)}
		if !d.Last.Period.IsZero() {
			latest.Text = d.Last.Period.String()
		}
	}
	if len(d.Dues) == 0 {
		return latest, block.Badge{Text: fmt.Sprintf("距上次 %d 天", w.board.Options.AsOf.Sub(d.Last.From())), Tone: block.Neutral}
	}
	for _, state := range []board.DueState{board.DueMissing, board.DueSoon} {
		for _, due := range d.Dues {
			if due.State == state {
				return latest, due.Badge()
			}
		}
	}
	for i := len(d.Dues) - 1; i >= 0; i-- {
		if due := d.Dues[i]; due.State != board.DueLater {
			return latest, due.Badge()
		}
	}
	return latest, d.Dues[len(d.Dues)-1].Badge()
}

// dutyMonths shows, month by month, how what came due in it was met.
func (w *web) dutyMonths() block.Block {
	t := block.Table{
		Head:    block.Head{Title: "各期公开情况", Note: "按最迟公开日所在的月份排列；一个月有几期到期的，显示最差的一期。"},
		Columns: []block.Column{{Title: "事项"}},
	}
	first := value.PeriodOf(value.Month, w.board.Options.AsOf)
	var months []value.Period
	for range catalogueMonths {
		months = append([]value.Period{first}, months...)
		first = first.Prev()
	}
	var before value.Period
	for i, m := range months {
		t.Columns = append(t.Columns, block.Column{Title: m.Label(before), Align: block.Center, Minor: i < len(months)-3})
		before = m
	}
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		if len(d.Dues) == 0 {
			continue
		}
		row := []block.Cell{{Text: string(d.Item)}}
		for _, m := range months {
			row = append(row, worst(d.Dues, m))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// worst is the state of what came due in a month; the worst of several.
func worst(dues []board.Due, month value.Period) block.Cell {
	rank := map[board.DueState]int{board.DueOnTime: 1, board.DueLater: 2, board.DueSoon: 3, board.DueLate: 4, board.DueMissing: 5}
	var cell block.Cell
	most := 0
	for i := range dues {
		d := &dues[i]
		if month.Contains(d.Day) && rank[d.State] > most {
			most, cell = rank[d.State], block.Cell{Badge: d.Badge()}
			if d.Record != nil {
				cell.Text, cell.Ref = "", board.RefOf(d.Record)
			}
		}
	}
	return cell
}

// onTimeRates compares the entries by their rate in the year before the as-of date; ok is false where fewer
// than two have come due.
func (w *web) onTimeRates() (block.Chart, bool) {
	t := block.Table{Unit: "%", Columns: []block.Column{
		{Title: "事项"}, {Title: "按时率", Align: block.End}, {Title: "应公开期数", Align: block.End}, {Title: "按时", Align: block.End}, {Title: "迟", Align: block.End}, {Title: "未公开", Align: block.End},
	}}
	for i := range w.board.Duties {
		d := &w.board.Duties[i]
		s := ofYear(d, w.board.Options.AsOf)
		if s.due == 0 {
			continue
		}
		rate := value.Ratio(int64(s.onTime), int64(s.due))
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(d.Item)), block.Number(fmt.Sprintf("%.1f", rate.Float()), rate.Float()),
			number(s.due), number(s.onTime), number(s.late), number(s.missing),
		})
	}
	return block.Chart{
		Head: block.Head{Title: "近一年按时公开率", Note: "按时率 = 按时公开的期数 ÷ 应公开的期数"}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("%d 个事项近一年的按时公开率。", len(t.Rows)),
	}, len(t.Rows) > 1
}

func number(n int) block.Cell { return block.Number(value.Count(n).String(), float64(n)) }
