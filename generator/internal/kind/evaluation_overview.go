package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func evaluationOverview(c *env[evaluationSettings], all []*item[evaluationRecord]) []block.Block {
	rounds, remarks, covers := roundsOf(all), remarksOf(c, all), coverages(c, all)
	figures := block.Figures{Head: block.Head{Role: block.Headline}}
	if f, ok := satisfaction(c, all); ok {
		figures.Figures = append(figures.Figures, f)
	}
	for i, m := range covers {
		f := m.figure(c.AsOf)
		f.Source = hereRows(m.place(i))
		figures.Figures = append(figures.Figures, f)
	}
	if len(remarks) > 0 {
		f := followUp(c, remarks)
		f.Source = here(remarkSums)
		figures.Figures = append(figures.Figures, f)
	}
	var out []block.Block
	if len(figures.Figures) > 0 {
		out = append(out, figures)
	}
	out = append(out, roundBlocks(c, rounds)...)
	out = append(out, totals(c, rounds)...)
	out = append(out, satisfactionTrend(c, all)...)
	out = append(out, baseline(c, all)...)
	out = append(out, channels(c, rounds)...)
	for i, m := range covers {
		blocks := m.blocks(c)
		last := len(blocks) - 1
		place := m.place(i)
		if _, ok := blocks[last].(block.Table); ok {
			place = block.Rows(place)
		}
		blocks[last] = block.At(blocks[last], place)
		out = append(out, blocks...)
	}
	out = append(out, openRemarks(c, remarks)...)
	out = append(out, opinionBlocks(all)...)
	return append(out, remarksByRecord(c, all)...)
}

// roundBlocks show the composites: the latest, the last complete ones, and how they moved.
func roundBlocks(c *env[evaluationSettings], rounds []*round) []block.Block {
	if len(c.set.weights) > 0 { // a round of sources that are only shown has no composites to wait for
		rounds = slices.DeleteFunc(slices.Clone(rounds), func(rd *round) bool { return len(rd.results) == 0 })
	}
	if len(rounds) == 0 {
		return nil
	}
	out := composite(c, rounds[len(rounds)-1])
	last := lastComplete(rounds)
	if last == nil {
		return out
	}
	if last != rounds[len(rounds)-1] {
		out = append(out, compositeTable(c, last))
	}
	begun := slices.IndexFunc(rounds, func(rd *round) bool { return rd.complete() })
	if rounds = rounds[begun:]; len(rounds) > 1 {
		out = append(out, compositeTrend(tail(rounds, lastPeriods), last))
	}
	if len(last.results) >= radarAxes && c.set.counted() > 1 {
		out = append(out, sourcesRadar(c, last))
	}
	return out
}

// roundsOf returns the rounds of a section in the order of time.
func roundsOf(all []*item[evaluationRecord]) []*round {
	seen := map[*round]bool{}
	var out []*round
	for _, it := range all {
		if it.own.round != nil && !seen[it.own.round] {
			seen[it.own.round] = true
			out = append(out, it.own.round)
		}
	}
	sortRounds(out)
	return out
}

func lastComplete(rounds []*round) *round {
	for i := len(rounds) - 1; i >= 0; i-- {
		if rounds[i].complete() {
			return rounds[i]
		}
	}
	return nil
}

// ballots returns the records, in the order of time, of the source with the
// greatest weight among those that vote by ballot: the voice of the public.
func ballots(c *env[evaluationSettings], all []*item[evaluationRecord]) []*item[evaluationRecord] {
	best := -1
	for _, it := range all {
		if o := c.set.order(it); it.own.byBallot && o >= 0 && (best < 0 || c.set.weights[o] > c.set.weights[best]) {
			best = o
		}
	}
	var out []*item[evaluationRecord]
	channel := mainChannel(c, all, best)
	for _, rd := range roundsOf(all) {
		for _, it := range rd.records {
			if it.own.byBallot && c.set.order(it) == best && it.own.Channel == channel && it.own.all.counted >= c.set.minimum() {
				out = append(out, it)
			}
		}
	}
	return out
}

// mainChannel is the channel through which a source is heard most often, so that a trend is
// that of one way of asking.
func mainChannel(c *env[evaluationSettings], all []*item[evaluationRecord], source int) value.Text {
	var k sums
	for _, name := range c.set.Channels { // of those that are heard as often, the first of the settings
		k.add(string(name), 0)
	}
	for _, it := range all {
		if it.own.byBallot && c.set.order(it) == source {
			k.add(string(it.own.Channel), 1)
		}
	}
	if len(k.names) == 0 {
		return ""
	}
	return value.Text(k.ranked()[0])
}

// satisfaction is the latest 满意率 with its change on the record before.
func satisfaction(c *env[evaluationSettings], all []*item[evaluationRecord]) (block.Figure, bool) {
	series := ballots(c, all)
	if len(series) == 0 {
		return block.Figure{}, false
	}
	last := series[len(series)-1]
	rate := last.own.all.rate()
	f := block.Figure{
		Label: last.own.Period.Short() + string(last.own.From) + last.own.through() + "满意率", Value: bare(rate), Unit: "%", Ref: last.Ref, Source: last.rows(ballotPlace),
		Note: fmt.Sprintf("满意的票 %s ÷ 有效票 %s", value.Count(last.own.all.satisfied), value.Count(last.own.all.counted)),
	}
	if len(series) > 1 {
		before := series[len(series)-2]
		diff := rate.Hundredths() - before.own.all.rate().Hundredths()
		f.Change, f.Trend = compared(value.ScoreOf(max(diff, -diff)).String()+" 个百分点", diff, before.own.Period.Short())
	}
	return f, true
}

func satisfactionTrend(c *env[evaluationSettings], all []*item[evaluationRecord]) []block.Block {
	series := tail(ballots(c, all), lastPeriods)
	if len(series) < 2 {
		return nil
	}
	t := block.Table{Unit: "%", Columns: []block.Column{{Title: "期间"}, {Title: "满意率", Align: block.End}, {Title: "有效票", Align: block.End}}}
	var prev value.Period
	for _, it := range series {
		rate := it.own.all.rate()
		t.Rows = append(t.Rows, []block.Cell{{Text: it.own.Period.Label(prev), Ref: it.Ref}, percentCell(rate), block.Text(value.Count(it.own.all.counted).String())})
		prev = it.own.Period
	}
	first, last := series[0], series[len(series)-1]
	return []block.Block{block.Chart{
		Head: block.Head{Title: string(last.own.From) + last.own.through() + "满意率", Note: c.set.formula(last.own)}, Type: block.LineChart,
		Desc:  fmt.Sprintf("%s %s，%s %s。", first.own.Period, first.own.all.rate(), last.own.Period, last.own.all.rate()),
		Table: t, Series: []block.Series{{Column: 1}},
	}}
}

// compositeTrend follows the objects of the latest complete round.
func compositeTrend(rounds []*round, last *round) block.Chart {
	t := block.Table{Unit: "分", Columns: []block.Column{{Title: "期间"}}}
	var series []block.Series
	for i, r := range last.results {
		t.Columns = append(t.Columns, block.Column{Title: r.object, Align: block.End})
		series = append(series, block.Series{Column: i + 1})
	}
	var prev value.Period
	for _, rd := range rounds {
		row := []block.Cell{{Text: rd.period.Label(prev), Ref: rd.records[0].Ref}}
		for _, object := range last.results {
			row = append(row, rd.compositeCell(object.object))
		}
		t.Rows = append(t.Rows, row)
		prev = rd.period
	}
	return block.Chart{
		Head: block.Head{Role: block.Headline, Title: "综合得分走势"}, Type: block.LineChart,
		Desc:  fmt.Sprintf("%d 期综合得分，%s第一名是%s，%s 分。", len(rounds), last.period, last.results[0].object, last.results[0].composite),
		Table: t, Series: series,
	}
}

func (rd *round) compositeCell(object string) block.Cell {
	for _, r := range rd.results {
		if r.object == object && r.complete {
			return scoreCell(r.composite)
		}
	}
	return block.Text("—")
}

// radarAxes is how many axes make a shape.
const radarAxes = 3

// sourcesRadar compares the sources: each is a polygon over the objects, so that
// it shows at a glance where they disagree.
func sourcesRadar(c *env[evaluationSettings], rd *round) block.Chart {
	t := block.Table{Unit: "分", Columns: []block.Column{{Title: "来源"}}}
	chart := block.Chart{
		Head: block.Head{Title: rd.period.Short() + "各来源得分"}, Type: block.RadarChart, Max: 100,
		Desc: fmt.Sprintf("%s各来源给每个对象的得分。", rd.period),
	}
	for i, r := range rd.results {
		t.Columns = append(t.Columns, block.Column{Title: r.object, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	for i, s := range c.set.Sources {
		if !c.set.counts(i) {
			continue
		}
		row := []block.Cell{block.Text(s.Key)}
		for _, r := range rd.results {
			row = append(row, scoreCell(*r.marks[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	chart.Table = t
	return chart
}
