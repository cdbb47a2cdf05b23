package kind

import (
	"cmp"
	"slices"

	"gongkai/generator/internal/value"
)

// round is one period of evaluation: what each source said of each object, and
// what follows from it.
type round struct {
	period  value.Period
	records []*item[evaluationRecord] // in the order of the settings' sources
	missing []string                  // sources of the settings without a record
	results []result                  // by rank, then those without a composite
	prev    *round
}

// result is one object in a round.
type result struct {
	object    string
	marks     []*value.Score // by source of the settings; nil where there is none
	composite value.Score
	complete  bool // every source gave a mark, so there is a composite
	rank      int  // from 1, equal composites share a rank; 0 without composite
	was       int  // rank in the round before; 0 if there was none
	stars     int
}

// relateEvaluation gathers the records of each period into rounds.
func relateEvaluation(c *env[evaluationSettings], all []*item[evaluationRecord]) {
	slices.SortStableFunc(all, func(a, b *item[evaluationRecord]) int {
		return cmp.Or(a.own.Period.Compare(b.own.Period),
			cmp.Compare(c.set.order(a), c.set.order(b)), cmp.Compare(a.Path, b.Path))
	})
	var prev *round
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(it *item[evaluationRecord]) bool { return it.own.Period != all[0].own.Period })
		if n < 0 {
			n = len(all)
		}
		rd := newRound(c, all[:n], prev)
		for i, it := range all[:n] {
			it.own.round = rd
			if i > 0 && it.own.From == all[i-1].own.From {
				c.report(errSameRound, it.At("period"), it.own.Period, it.own.From, all[i-1].Path)
			}
		}
		prev, all = rd, all[n:]
	}
}

// order is the place of a record's source in the settings.
func (s *evaluationSettings) order(it *item[evaluationRecord]) int {
	return slices.Index(s.sourceNames(), string(it.own.From))
}

func newRound(c *env[evaluationSettings], records []*item[evaluationRecord], prev *round) *round {
	rd := &round{period: records[0].own.Period, records: records}
	if prev != nil && prev.period.Next() == rd.period {
		rd.prev = prev
	}
	for i := range c.set.Sources {
		if !slices.ContainsFunc(records, func(it *item[evaluationRecord]) bool { return c.set.order(it) == i }) {
			rd.missing = append(rd.missing, c.set.Sources[i].Key)
		}
	}
	rd.collect(c)
	rd.rank(c)
	return rd
}

// collect puts the marks of all sources side by side, objects in the order in
// which the sources name them.
func (rd *round) collect(c *env[evaluationSettings]) {
	index := map[string]int{}
	for _, it := range rd.records {
		source := c.set.order(it)
		if source < 0 {
			continue // a board without weights has no composite
		}
		for _, r := range it.own.Ratings {
			if r.Total != "" {
				continue
			}
			name := string(r.Object)
			i, ok := index[name]
			if !ok {
				i = len(rd.results)
				index[name] = i
				rd.results = append(rd.results, result{object: name, marks: make([]*value.Score, len(c.set.Sources))})
			}
			if mark, ok := it.own.mark(r, c.set.minimum()); ok {
				rd.results[i].marks[source] = &mark
			}
		}
	}
}

// rank works out composites, ranks, changes of rank and stars.
func (rd *round) rank(c *env[evaluationSettings]) {
	for i := range rd.results {
		rd.results[i].weigh(c.set.weights)
	}
	slices.SortStableFunc(rd.results, func(a, b result) int {
		if a.complete != b.complete {
			if a.complete {
				return -1
			}
			return 1
		}
		return b.composite.Compare(a.composite)
	})
	for i := range rd.results {
		r := &rd.results[i]
		if !r.complete {
			break
		}
		r.rank = i + 1
		if i > 0 && rd.results[i-1].composite == r.composite {
			r.rank = rd.results[i-1].rank
		}
		r.stars = starsFor(c.set.Stars, r.composite)
		r.was = rd.prev.rankOf(r.object)
	}
}

// weigh computes the composite: the sum of mark × weight, rounded half up to
// 0.01. A missing mark is never filled, so without one there is no composite.
func (r *result) weigh(weights []int64) {
	if len(weights) == 0 {
		return
	}
	var sum int64 // in hundredths of a point × hundredths of a per cent
	for i, m := range r.marks {
		if m == nil {
			return
		}
		sum += m.Hundredths() * weights[i]
	}
	r.composite, r.complete = value.ScoreOf((sum+50_00)/100_00), true
}

func (rd *round) rankOf(object string) int {
	if rd == nil {
		return 0
	}
	for _, r := range rd.results {
		if r.object == object {
			return r.rank
		}
	}
	return 0
}

// complete reports whether every object has a composite.
func (rd *round) complete() bool {
	return len(rd.missing) == 0 && len(rd.results) > 0 && rd.results[len(rd.results)-1].complete
}

func sortRounds(rounds []*round) {
	slices.SortStableFunc(rounds, func(a, b *round) int { return a.period.Compare(b.period) })
}
