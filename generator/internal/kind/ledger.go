package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// What kinds share whose tables list many things that happened, each with its day, category and state.

var (
	errFuture    = diag.Define("GK0916", diag.Warning, "%[1]s %[2]s 还没有到（基准日是 %[3]s），网页上按还没有发生显示。", "核对日期。")
	errUsedTwice = diag.Define("GK0917", diag.Error, "%[1]s“%[2]s”用了两次，另一处在%[3]s。", "改掉写错的一个；重复的删掉一个。")
	errNothing   = diag.Define("GK0930", diag.Error, "这条记录里没有可以统计的内容。", "%[1]s。")
	errOutside   = diag.Define("GK0933", diag.Error, "%[1]s %[2]s 不在%[3]s里。", "核对日期；属于别的一期的，移到那一期的记录里。")
)

// defaultMinimum is below how many cases no percentages are shown (R19), where a board does not say.
const defaultMinimum = 5

// minimum returns a board's own limit, or the default.
func minimum(own *value.Count) int {
	if own == nil {
		return defaultMinimum
	}
	return max(int(*own), 1)
}

// rate is a share in per cent, or nothing where there are too few to say (R19).
func rate(n, of, least int) string {
	if of < least || of == 0 {
		return ""
	}
	return value.Ratio(int64(n), int64(of)).String()
}

// rateNote explains a number by its share, unless there are too few.
func rateNote(label string, n, of, least int) string {
	if r := rate(n, of, least); r != "" {
		return label + " " + r
	}
	return ""
}

// checkDay reports a day that lies outside of a period, or that has not come yet although the record
// is public already.
func (e *env[S]) checkDay(r *Record, label string, day value.Date, within value.Period, pos diag.Pos) {
	switch {
	case day.IsZero():
	case !within.IsZero() && !within.Contains(day):
		e.report(errOutside, pos, label, day, within)
	case day.After(e.AsOf) && !r.From().After(e.AsOf):
		e.report(errFuture, pos, label, day, e.AsOf)
	}
}

// takesTable reports whether the kind took one of the record's tables.
func (r *Record) takesTable() bool {
	return slices.ContainsFunc(r.parts, func(p part) bool { return p.table != "" })
}

// place says where in the sources something else stands.
func place(p diag.Pos, here string) string {
	if p.File == here {
		return fmt.Sprintf("这个文件的第 %d 行", p.Line)
	}
	return fmt.Sprintf(" %s 的第 %d 行", p.File, p.Line)
}

// checkUnique reports a number that is used twice; seen remembers where each was.
func (e *env[S]) checkUnique(label, number string, pos diag.Pos, seen map[string]diag.Pos) {
	if number == "" {
		return
	}
	if first, ok := seen[number]; ok && first != pos {
		e.report(errUsedTwice, pos, label, number, place(first, pos.File))
		return
	}
	seen[number] = pos
}

// sums adds up numbers by name, in the order in which the names come.
type sums struct {
	names []string
	n     map[string]int
}

func (s *sums) add(name string, n int) {
	if s.n == nil {
		s.n = map[string]int{}
	}
	if _, ok := s.n[name]; !ok {
		s.names = append(s.names, name)
	}
	s.n[name] += n
}

// ranked returns the names, the largest number first.
func (s *sums) ranked() []string {
	out := slices.Clone(s.names)
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(s.n[b], s.n[a]) })
	return out
}

func (s *sums) total() int {
	total := 0
	for _, n := range s.n {
		total += n
	}
	return total
}

// table lists names with their numbers.
func (s *sums) table(label, column, unit string, order []string) block.Table {
	t := block.Table{Unit: unit, Columns: []block.Column{{Title: label}, {Title: column, Align: block.End}}}
	for _, name := range order {
		t.Rows = append(t.Rows, []block.Cell{block.Text(name), count(s.n[name])})
	}
	return t
}

// ranking draws names as bars, the largest on top; a single one is a table.
func (s *sums) ranking(title, label, column, unit string) []block.Block {
	order := s.ranked()
	if len(order) == 0 || s.total() == 0 {
		return nil
	}
	return []block.Block{charted(block.Chart{
		Head: block.Head{Title: title}, Type: block.BarChart,
		Desc:  fmt.Sprintf("共 %d %s，最多的是%s，%d %s。", s.total(), unit, order[0], s.n[order[0]], unit),
		Table: s.table(label, column, unit, order), Series: []block.Series{{Column: 1}},
	})}
}

// months returns the last months from one day to another, so that a month without anything is seen as such.
func months(first, last value.Date) []value.Period {
	return tail(periodsUntil(value.PeriodOf(value.Month, first), last), lastPeriods)
}

// timeline is a table with a row for each period.
func timeline(periods []value.Period, unit string, titles []string, cells func(value.Period) []block.Cell) block.Table {
	t := block.Table{Unit: unit, Columns: []block.Column{{Title: "期间"}}}
	for _, title := range titles {
		t.Columns = append(t.Columns, block.Column{Title: title, Align: block.End})
	}
	names := labels(periods)
	for i, p := range periods {
		t.Rows = append(t.Rows, append([]block.Cell{block.Text(names[i])}, cells(p)...))
	}
	return t
}

// labels name periods one after the other, with the year where it changes.
func labels(periods []value.Period) []string {
	out := make([]string, len(periods))
	var prev value.Period
	for i, p := range periods {
		out[i] = p.Label(prev)
		prev = p
	}
	return out
}

// mean is a sum divided by how many there are, with one decimal, rounded half up.
func mean(sum, n int) value.Score {
	if n == 0 {
		return value.Score{}
	}
	return value.ScoreOf(int64((20*sum + n) / (2 * n) * 10))
}

// hasUnit reports whether a unit of that name is in the list of units.
func (r *Roster) hasUnit(name string) bool {
	return slices.ContainsFunc(r.Units, func(u Unit) bool { return string(u.Name) == name })
}

// countMatrix counts rows by columns, in shades.
func countMatrix(title, label, unit string, rows, columns []string, at func(row, column string) int) block.Block {
	t := block.Table{Unit: unit, Columns: []block.Column{{Title: label}}}
	chart := block.Chart{Head: block.Head{Title: title}, Type: block.HeatmapChart}
	for i, name := range columns {
		t.Columns = append(t.Columns, block.Column{Title: name, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	for _, name := range rows {
		row := []block.Cell{block.Text(name)}
		for _, column := range columns {
			row = append(row, count(at(name, column)))
		}
		t.Rows = append(t.Rows, row)
	}
	chart.Table, chart.Desc = t, fmt.Sprintf("%d 个%s，%d 列。", len(rows), label, len(columns))
	return chart
}

// sinceTable lists how many days ago something was last done, the longest on top; what has
// never been done comes first. Things without a date are reminded of in this way.
func sinceTable(title, label string, asOf value.Date, names []string, limit func(string) int, last map[string]value.Date) []block.Block {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int { return last[a].Compare(last[b]) })
	t := block.Table{Head: block.Head{Title: title}, Columns: []block.Column{{Title: label}, {Title: "上一次"}, {Title: "距今", Align: block.End}, {Title: "提示", Align: block.Center}}}
	for _, name := range names {
		row := []block.Cell{block.Text(name), block.Text("—"), block.Text("—"), {Badge: block.Badge{Text: "还没有过", Tone: block.Attention}}}
		if d := last[name]; !d.IsZero() {
			ago := asOf.Sub(d)
			row[1], row[2] = block.Text(d.ISO()), block.Text(fmt.Sprintf("%d 天", ago))
			row[3].Badge = block.Badge{Text: "正常"}
			if n := limit(name); n > 0 && ago > n {
				row[3].Badge = block.Badge{Text: fmt.Sprintf("超过 %d 天", n), Tone: block.Attention}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []block.Block{t}
}

// yearCalendar shades the days of the last year by how often each is there; n is how many days that are.
func yearCalendar(title, column, unit string, asOf value.Date, list []value.Date) (chart block.Chart, n int) {
	from := asOf.AddDays(-364)
	times := map[value.Date]int{}
	var days []value.Date
	for _, d := range list {
		if d.Before(from) {
			continue
		}
		if times[d] == 0 {
			days = append(days, d)
		}
		times[d]++
	}
	slices.SortFunc(days, value.Date.Compare)
	t := block.Table{Unit: unit, Columns: []block.Column{{Title: "日期"}, {Title: column, Align: block.End}}}
	for _, d := range days {
		t.Rows = append(t.Rows, []block.Cell{block.Text(d.ISO()), count(times[d])})
	}
	return block.Chart{Head: block.Head{Title: title}, Type: block.CalendarChart, Table: t, Series: []block.Series{{Column: 1}}}, len(days)
}
