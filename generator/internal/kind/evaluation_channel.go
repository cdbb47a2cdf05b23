package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// blend is what one source says of an object in a round. Several channels of a source are blended by the
// board's weights and not otherwise, since their ballots are not alike (catalogue D39, E24).
func (rd *round) blend(c *env[evaluationSettings], source int, object string) *value.Score {
	var sum int64
	var blended int64 // weight of the channels that have a mark
	for _, it := range rd.records {
		if c.set.order(it) != source {
			continue
		}
		mark, ok := it.own.markOf(object, c.set.minimum())
		if !ok {
			continue
		}
		i := slices.IndexFunc(c.set.ChannelMix, func(p Pair) bool { return p.Key == string(it.own.Channel) })
		if i < 0 {
			return &mark
		}
		sum, blended = sum+mark.Hundredths()*c.set.mix[i], blended+c.set.mix[i]
	}
	if blended != 100_00 {
		return nil // a channel is missing, and is not filled in
	}
	score := value.ScoreOf((sum + 50_00) / 100_00)
	return &score
}

// unheard returns the channels of a source that have to be blended and are not there.
func (rd *round) unheard(c *env[evaluationSettings], source int) []string {
	var heard, missing []string
	for _, it := range rd.records {
		if c.set.order(it) == source {
			heard = append(heard, string(it.own.Channel))
		}
	}
	mixes := func(p Pair) bool { return slices.Contains(heard, p.Key) }
	if !slices.ContainsFunc(c.set.ChannelMix, mixes) {
		return nil
	}
	for _, p := range c.set.ChannelMix {
		if !mixes(p) {
			missing = append(missing, c.set.Sources[source].Key+"（"+p.Key+"）")
		}
	}
	return missing
}

// markOf returns what a record says of an object.
func (e *evaluationRecord) markOf(object string, minimum int) (value.Score, bool) {
	for _, r := range e.Ratings {
		if r.Total == "" && string(r.Object) == object {
			return e.mark(r, minimum)
		}
	}
	return value.Score{}, false
}

// checkSources checks that a source speaks once in a round, or through channels that the board knows how to blend.
func (rd *round) checkSources(c *env[evaluationSettings]) {
	for i, it := range rd.records {
		for _, was := range rd.records[:i] {
			if was.own.From != it.own.From || was.Unit != it.Unit && !c.set.counts(c.set.order(it)) {
				continue // what is only shown may be told by each unit for itself, such as 党员互评 by each branch
			}
			mixed := c.set.mixes(it.own.Channel) && c.set.mixes(was.own.Channel)
			switch {
			case was.own.Channel == it.own.Channel:
				c.report(errSameRound, it.At("period"), it.own.Period, it.own.From, was.Path)
			case !mixed && c.set.order(it) >= 0:
				c.report(errChannelMix, it.At("channel"), it.own.Period, it.own.From, was.own.Channel, it.own.Channel)
			default:
				continue
			}
			break
		}
	}
}

func (s *evaluationSettings) mixes(channel value.Text) bool {
	_, ok := s.ChannelMix.Get(string(channel))
	return ok
}

// channels compares what was heard through the channels of the latest round that has several.
func channels(c *env[evaluationSettings], rounds []*round) []block.Block {
	for i := len(rounds) - 1; i >= 0; i-- {
		heard := slices.DeleteFunc(slices.Clone(rounds[i].records), func(it *item[evaluationRecord]) bool {
			return it.own.Channel == "" || !it.own.byBallot
		})
		if len(heard) > 1 {
			return []block.Block{channelChart(c, rounds[i].period, heard)}
		}
	}
	return nil
}

func channelChart(c *env[evaluationSettings], p value.Period, heard []*item[evaluationRecord]) block.Block {
	t := block.Table{Unit: "%", Columns: []block.Column{
		{Title: "渠道"},
		{Title: "满意率", Align: block.End},
		{Title: "有效票", Align: block.End},
		{Title: "来源"},
	}}
	known := 0
	var said []string
	for _, it := range heard {
		rate := it.own.all.rate()
		if it.own.all.counted < c.set.minimum() {
			rate = value.Ratio(0, 0) // too few to say anything
		} else {
			known++
			said = append(said, fmt.Sprintf("%s %s", it.own.Channel, rate))
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: string(it.own.Channel), Ref: it.Ref}, percentCell(rate), block.Text(value.Count(it.own.all.counted).String()), block.Text(string(it.own.From)),
		})
	}
	head := block.Head{Title: p.Short() + "各渠道满意率", Note: c.set.mixNote()}
	if known < 2 {
		t.Head, t.Unit = head, ""
		return t
	}
	return block.Chart{Head: head, Type: block.BarChart, Max: 100, Table: t, Series: []block.Series{{Column: 1}}, Desc: strings.Join(said, "，") + "。"}
}

// mixNote says how channels are blended, or that they are not.
func (s *evaluationSettings) mixNote() string {
	if len(s.mix) == 0 {
		return "各渠道的人和办法不同，分开列出，不相加。"
	}
	parts := make([]string, len(s.ChannelMix))
	for i, p := range s.ChannelMix {
		parts[i] = p.Key + " " + value.ScoreOf(s.mix[i]).String() + "%"
	}
	return "合成一个分时：" + strings.Join(parts, " + ") + "。"
}

// baseline compares the satisfaction of each object with that before the campaign (catalogue B03).
func baseline(c *env[evaluationSettings], all []*item[evaluationRecord]) []block.Block {
	series := ballots(c, all)
	i := slices.IndexFunc(series, func(it *item[evaluationRecord]) bool { return it.own.Period == c.set.Baseline })
	if i < 0 || i == len(series)-1 {
		return nil
	}
	first, last := series[i].own, series[len(series)-1].own
	t := block.Table{Unit: "%", Columns: []block.Column{
		{Title: "对象"},
		{Title: "基线（" + first.Period.String() + "）", Align: block.End},
		{Title: last.Period.String(), Align: block.End},
		{Title: "增减（百分点）", Align: block.End},
	}}
	better := 0
	for _, r := range last.Ratings {
		k := slices.IndexFunc(first.Ratings, func(was rating) bool { return was.Object == r.Object && was.Total == "" })
		if r.Total != "" || k < 0 {
			continue
		}
		was, is := first.Ratings[k].tickets.rate(), r.tickets.rate()
		diff := is.Hundredths() - was.Hundredths()
		sign := "+"
		if diff < 0 {
			sign = "−"
		}
		if diff > 0 {
			better++
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(r.Object)), percentCell(was), percentCell(is), block.Text(sign + value.ScoreOf(max(diff, -diff)).String())})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "和基线期比较", Note: c.set.formula(last)}, Type: block.BarChart, Max: 100, Table: t,
		Desc:   fmt.Sprintf("%d 个对象中 %d 个的满意率比%s提高。", len(t.Rows), better, first.Period),
		Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
	}}
}

// evaluationMeasures are the composite and the satisfaction of units.
func evaluationMeasures(c *env[evaluationSettings], all []*item[evaluationRecord]) []Measure {
	units := c.Roster.names(unitRef)
	var out []Measure
	for _, rd := range roundsOf(all) {
		for _, r := range rd.results {
			if r.complete && slices.Contains(units, r.object) {
				ref := rd.records[0]
				out = append(out, Measure{Name: "综合得分", Unit: "分", Of: r.object, Period: rd.period, Cell: scoreCell(r.composite), Ref: ref.Ref, Pos: ref.At("period")})
			}
		}
	}
	for _, it := range ballots(c, all) {
		for _, r := range it.own.Ratings {
			if r.Total == "" && slices.Contains(units, string(r.Object)) && r.tickets.counted >= max(c.set.minimum(), 1) {
				out = append(out, Measure{Name: "满意率", Unit: "%", Of: string(r.Object), Period: it.own.Period, Cell: percentCell(r.tickets.rate()), Ref: it.Ref, Pos: r.At("对象")})
			}
		}
	}
	return out
}
