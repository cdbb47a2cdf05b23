package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// gathered is what an object has gathered over the rounds of a term or a year (catalogue C24, C25).
type gathered struct {
	object string
	sum    int64 // of composites, in hundredths
	n      int   // rounds that count
	rank   int   // from 1; equal totals share a rank
}

// total is the sum of the composites, or their mean rounded half up to 0.01.
func (s gathered) total(way value.Text) value.Score {
	if way == byMean && s.n > 0 {
		return value.ScoreOf((2*s.sum + int64(s.n)) / (2 * int64(s.n)))
	}
	return value.ScoreOf(s.sum)
}

// spanOf names the term or year that a period belongs to by where it starts.
func (s *evaluationSettings) spanOf(p value.Period) string {
	switch string(s.Total) {
	case "学期":
		return value.PeriodOf(value.Term, p.Start()).String()
	case "学年":
		year, _, _ := strings.Cut(value.PeriodOf(value.Term, p.Start()).String(), "第")
		return year
	case "半年":
		return value.PeriodOf(value.HalfYear, p.Start()).String()
	}
	return value.PeriodOf(value.Year, p.Start()).String()
}

// gather adds up rounds and ranks the objects.
func gather(c *env[evaluationSettings], rounds []*round) []gathered {
	var out []gathered
	for _, rd := range rounds {
		for _, r := range rd.results {
			if !r.complete {
				continue
			}
			i := slices.IndexFunc(out, func(s gathered) bool { return s.object == r.object })
			if i < 0 {
				i = len(out)
				out = append(out, gathered{object: r.object})
			}
			out[i].sum, out[i].n = out[i].sum+r.composite.Hundredths(), out[i].n+1
		}
	}
	way := c.set.TotalWay
	slices.SortStableFunc(out, func(a, b gathered) int { return b.total(way).Compare(a.total(way)) })
	for i := range out {
		out[i].rank = i + 1
		if i > 0 && out[i].total(way) == out[i-1].total(way) {
			out[i].rank = out[i-1].rank
		}
	}
	return out
}

// totals shows what the objects have gathered in the term or year under way, how their ranks moved with
// the last round, and how the sums grew.
func totals(c *env[evaluationSettings], rounds []*round) []block.Block {
	if c.set.Total == "" {
		return nil
	}
	counted := slices.DeleteFunc(slices.Clone(rounds), func(rd *round) bool { return len(rd.results) == 0 || !rd.results[0].complete })
	if len(counted) == 0 {
		return nil
	}
	name := c.set.spanOf(counted[len(counted)-1].period)
	counted = slices.DeleteFunc(counted, func(rd *round) bool { return c.set.spanOf(rd.period) != name })
	now, before := gather(c, counted), gather(c, counted[:len(counted)-1])
	out := []block.Block{totalTable(c, name, counted, now, before)}
	if len(counted) > 1 {
		out = append(out, totalChart(c, name, counted, now))
	}
	return out
}

// The ways of adding up composites.
const (
	bySum  = "合计"
	byMean = "平均"
)

// totalName is what the added composites are called, and how they are added.
func (s *evaluationSettings) totalName() (name, how string) {
	if s.TotalWay == byMean {
		return "累计平均分", "的平均"
	}
	return "累计得分", "之和"
}

func totalTable(c *env[evaluationSettings], name string, rounds []*round, now, before []gathered) block.Table {
	var labels []string
	title, how := c.set.totalName()
	t := block.Table{
		Head:    block.Head{Title: name + title},
		Unit:    "分",
		Columns: []block.Column{{Title: "名次", Align: block.Center}, {Title: "对象"}},
	}
	for _, rd := range rounds {
		labels = append(labels, rd.period.Short())
		t.Columns = append(t.Columns, block.Column{Title: rd.period.Short(), Align: block.End, Minor: true})
	}
	t.Columns = append(t.Columns, block.Column{Title: "计入期数", Align: block.End, Minor: true}, block.Column{Title: title, Align: block.End}, block.Column{Title: "比上期", Align: block.Center})
	t.Note = fmt.Sprintf("%s = %s各期综合得分%s（%s）；没有综合得分的期不计。", title, name, how, strings.Join(labels, "、"))
	for _, s := range now {
		row := []block.Cell{block.Text(fmt.Sprint(s.rank)), block.Text(s.object)}
		for _, rd := range rounds {
			row = append(row, rd.compositeCell(s.object))
		}
		moved := result{rank: s.rank}
		if i := slices.IndexFunc(before, func(b gathered) bool { return b.object == s.object }); i >= 0 {
			moved.was = before[i].rank
		}
		total := scoreCell(s.total(c.set.TotalWay))
		total.Strong = true
		t.Rows = append(t.Rows, append(row, count(s.n), total, block.Text(moved.change())))
	}
	return t
}

// totalChart follows the totals from round to round.
func totalChart(c *env[evaluationSettings], name string, rounds []*round, now []gathered) block.Chart {
	title, _ := c.set.totalName()
	t := block.Table{Unit: "分", Columns: []block.Column{{Title: "期间"}}}
	chart := block.Chart{Head: block.Head{Title: name + title + "走势"}, Type: block.LineChart}
	for i, s := range now {
		t.Columns = append(t.Columns, block.Column{Title: s.object, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	var prev value.Period
	for i, rd := range rounds {
		row := []block.Cell{{Text: rd.period.Label(prev), Ref: rd.records[0].Ref}}
		until := gather(c, rounds[:i+1])
		for _, s := range now {
			cell := block.Text("—")
			if k := slices.IndexFunc(until, func(u gathered) bool { return u.object == s.object }); k >= 0 {
				cell = scoreCell(until[k].total(c.set.TotalWay))
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
		prev = rd.period
	}
	chart.Table = t
	chart.Desc = fmt.Sprintf("%d 期累计，第一名是%s，%s 分。", len(rounds), now[0].object, now[0].total(c.set.TotalWay))
	return chart
}
