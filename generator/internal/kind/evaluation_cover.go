package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// cover says who has to be judged in every period, or has to judge (catalogue A25, C22, D40, E21, E23).
type cover struct {
	Place
	Source value.Text      `key:"source" zh:"来源" help:"哪个来源，例如 领导点评" need:"yes"`
	Who    []value.Text    `key:"who" zh:"对象" help:"党员、一类单位（例如 支部）、或者姓名、单位名称" need:"yes"`
	Every  value.Frequency `key:"every" zh:"周期" help:"每季度、每半年、每年" need:"yes"`
	As     value.Text      `key:"as" zh:"身份" help:"写“点评人”时看谁去点评了；不写时看谁被评了"`
}

const byWhom = "点评人"

var (
	errCoverWho   = diag.Define("GK0486", diag.Error, "覆盖里的“%[1]s”不在名录里，也不是一类单位。", "写“党员”、board.yaml 里的单位类别、单位名称或者姓名。")
	errNoBaseline = diag.Define("GK0483", diag.Warning, "基线期 %[1]s没有评议结果，前后无法比较。", "补上这一期的记录；没有评过的，改 board.yaml 里的“基线期”或者删掉它。")
)

// resolve returns the names of those who have to be covered.
func (v *cover) resolve(r *Roster) (names []string, unknown value.Text) {
	for _, w := range v.Who {
		n := len(names)
		for _, p := range r.People {
			if (w == "党员" || w == "全体党员") && slices.Contains(partyMembers, p.Party) || w == p.Name {
				names = append(names, string(p.Name))
			}
		}
		for _, u := range r.Units {
			if w == u.Type || w == u.Name {
				names = append(names, string(u.Name))
			}
		}
		if len(names) == n {
			unknown = w
		}
	}
	return names, unknown
}

// covered returns whom a record covers, with the day.
func (v *cover) covered(it *item[evaluationRecord], each func(name string, day value.Date)) {
	start := it.own.Period.Start()
	for _, r := range it.own.remarks() {
		day, who := r.Date, r.Of
		if day.IsZero() {
			day = start
		}
		if v.As == byWhom {
			who = r.By
		}
		for _, name := range people(who) {
			each(name, day)
		}
	}
	if v.As == byWhom {
		return
	}
	for _, r := range it.own.Ratings {
		if r.Total == "" {
			each(string(r.Object), start)
		}
	}
	if it.Unit != "" {
		each(string(it.Unit), start)
	}
}

// matrix is who was covered in which period.
type matrix struct {
	cover   *cover
	who     []string
	periods []value.Period
	n       map[string]map[value.Period]int
}

// coverOf works out the matrix of a rule; nil where nothing of its source is known.
func coverOf(c *env[evaluationSettings], v *cover, all []*item[evaluationRecord]) *matrix {
	m := &matrix{cover: v, n: map[string]map[value.Period]int{}}
	m.who, _ = v.resolve(c.Roster)
	unit := v.Every.Unit()
	if unit == 0 {
		unit = value.Year
	}
	var first value.Date
	for _, it := range all {
		if it.own.From != v.Source {
			continue
		}
		v.covered(it, func(name string, day value.Date) {
			if day.After(c.AsOf) {
				return
			}
			if first.IsZero() || day.Before(first) {
				first = day
			}
			if m.n[name] == nil {
				m.n[name] = map[value.Period]int{}
			}
			m.n[name][value.PeriodOf(unit, day)]++
		})
	}
	if first.IsZero() || len(m.who) == 0 {
		return nil
	}
	for p := value.PeriodOf(unit, first); !p.Start().After(c.AsOf); p = p.Next() {
		m.periods = append(m.periods, p)
	}
	m.periods = tail(m.periods, lastPeriods)
	return m
}

// missing returns who was not covered in a period.
func (m *matrix) missing(p value.Period) []string {
	return slices.DeleteFunc(slices.Clone(m.who), func(name string) bool { return m.n[name][p] > 0 })
}

// doing says what is covered: 领导点评覆盖 of those judged, 参加领导点评 of those who judge.
func (m *matrix) doing() string {
	if m.cover.As == byWhom {
		return "参加" + string(m.cover.Source)
	}
	return string(m.cover.Source) + "覆盖"
}

// verb says what those lack who were left out.
func (m *matrix) verb() string {
	if m.cover.As == byWhom {
		return "参加"
	}
	return "评到"
}

// done is how many were covered in a period.
func (m *matrix) done(p value.Period) int { return len(m.who) - len(m.missing(p)) }

// begun reports whether a period says something yet: it is over, or somebody was covered.
func (m *matrix) begun(p value.Period, asOf value.Date) bool {
	return p.End().Before(asOf) || m.done(p) > 0
}

// share is the part that was covered in a period.
func (m *matrix) share(p value.Period, asOf value.Date) string {
	if !m.begun(p, asOf) {
		return "未开始"
	}
	return value.Ratio(int64(m.done(p)), int64(len(m.who))).String()
}

// figure is how many have been covered in the last period that says something.
func (m *matrix) figure(asOf value.Date) block.Figure {
	p := m.periods[len(m.periods)-1]
	if len(m.periods) > 1 && !m.begun(p, asOf) {
		p = m.periods[len(m.periods)-2]
	}
	note := fmt.Sprintf("%s至少一次，覆盖率 %s", m.cover.Every, m.share(p, asOf))
	if !p.End().Before(asOf) {
		note += "，这一期还没有结束"
	}
	return block.Figure{Label: p.Short() + m.doing(), Value: fmt.Sprint(m.done(p)), Unit: fmt.Sprintf("/ %d 个", len(m.who)), Note: note}
}

// place is where the matrix of a rule is found.
func (m *matrix) place(i int) string { return fmt.Sprintf("cover-%d", i+1) }

// blocks are the matrix as a heat map, and who was left out in periods that are over.
func (m *matrix) blocks(c *env[evaluationSettings]) []block.Block {
	var out []block.Block
	for _, p := range m.periods {
		if missing := m.missing(p); p.End().Before(c.AsOf) && len(missing) > 0 {
			text := strings.Join(missing[:min(len(missing), mostNamed)], "、")
			if len(missing) > mostNamed {
				text += "等"
			}
			out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("%s%s还有 %d 个没有%s：%s。", p, m.cover.Source, len(missing), m.verb(), text)})
		}
	}
	out = tail(out, 1) // the latest; all of them are in the table
	t := block.Table{Columns: []block.Column{{Title: "对象"}}}
	chart := block.Chart{
		Head: block.Head{Title: m.doing() + "情况", Note: fmt.Sprintf("%s至少一次；格子里是次数，空格是没有", m.cover.Every)},
		Type: block.HeatmapChart,
	}
	sum, foot := []block.Cell{{Text: "有的个数", Strong: true}}, []block.Cell{{Text: "覆盖率", Strong: true}}
	var prev value.Period
	for i, p := range m.periods {
		t.Columns = append(t.Columns, block.Column{Title: p.Label(prev), Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
		sum, foot = append(sum, count(m.done(p))), append(foot, block.Text(m.share(p, c.AsOf)))
		prev = p
	}
	for _, name := range m.who {
		row := []block.Cell{block.Text(name)}
		for _, p := range m.periods {
			cell := block.Cell{Text: "—"}
			if n := m.n[name][p]; n > 0 {
				cell = count(n)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Unit, t.Foot = "次", [][]block.Cell{sum, foot}
	if len(m.periods) < 2 || len(m.who) < 2 {
		t.Head = chart.Head
		return append(out, t)
	}
	chart.Table = t
	chart.Desc = fmt.Sprintf("%d 个对象、%d 期，最近一期%s。", len(m.who), len(m.periods), m.figure(c.AsOf).Note)
	return append(out, chart)
}

// mostNamed is how many a sentence names.
const mostNamed = 8

// coverages works out the rules of the board; without any, that every party member is spoken to, where the
// board knows who they are and there are remarks.
func coverages(c *env[evaluationSettings], all []*item[evaluationRecord]) []*matrix {
	rules := c.set.Cover
	if len(rules) == 0 {
		i := slices.IndexFunc(all, func(it *item[evaluationRecord]) bool { return len(it.own.Comments) > 0 })
		if i < 0 {
			return nil
		}
		rule := cover{Source: all[i].own.From, Who: []value.Text{"党员"}}
		if err := rule.Every.Parse("每季度"); err != nil {
			return nil
		}
		rules = []cover{rule}
	}
	var out []*matrix
	for i := range rules {
		if m := coverOf(c, &rules[i], all); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// checkCover checks that the rules name somebody, and that the baseline is there once it is over.
func checkCover(c *env[evaluationSettings], all []*item[evaluationRecord]) {
	for i := range c.set.Cover {
		if _, unknown := c.set.Cover[i].resolve(c.Roster); unknown != "" {
			c.report(errCoverWho, c.set.Cover[i].Pos, unknown)
		}
	}
	b := c.set.Baseline
	known := slices.ContainsFunc(all, func(it *item[evaluationRecord]) bool { return it.own.Period == b })
	if !b.IsZero() && b.End().Before(c.AsOf) && !known {
		c.report(errNoBaseline, c.set.Pos, b)
	}
}
