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

// relateEvaluation gathers the records of each period into rounds. Records without ratings
// belong to none.
func relateEvaluation(c *env[evaluationSettings], all []*item[evaluationRecord]) {
	rated := slices.DeleteFunc(slices.Clone(all), func(it *item[evaluationRecord]) bool { return len(it.own.Ratings) == 0 })
	slices.SortStableFunc(rated, func(a, b *item[evaluationRecord]) int {
		return cmp.Or(a.own.Period.Compare(b.own.Period),
			cmp.Compare(c.set.order(a), c.set.order(b)), cmp.Compare(a.Path, b.Path))
	})
	checkUnits(c, rated)
	checkCover(c, all)
	prev := map[value.Unit]*round{}
	for len(rated) > 0 {
		n := slices.IndexFunc(rated, func(it *item[evaluationRecord]) bool { return it.own.Period != rated[0].own.Period })
		if n < 0 {
			n = len(rated)
		}
		rd := newRound(c, rated[:n], prev[rated[0].own.Period.Unit()])
		for _, it := range rated[:n] {
			it.own.round = rd
		}
		rd.checkSources(c)
		prev[rd.period.Unit()], rated = rd, rated[n:]
	}
}

// order is the place of a record's source in the settings.
func (s *evaluationSettings) order(it *item[evaluationRecord]) int {
	return slices.Index(s.sourceNames(), string(it.own.From))
}

// counts reports whether a source is part of the composite. One of weight 0 is only shown.
func (s *evaluationSettings) counts(source int) bool {
	return source >= 0 && source < len(s.weights) && s.weights[source] > 0
}

// counted is how many sources are part of the composite.
func (s *evaluationSettings) counted() int {
	n := 0
	for i := range s.Sources {
		if s.counts(i) {
			n++
		}
	}
	return n
}

func newRound(c *env[evaluationSettings], records []*item[evaluationRecord], prev *round) *round {
	rd := &round{period: records[0].own.Period, records: records}
	if prev != nil && prev.period.Next() == rd.period {
		rd.prev = prev
	}
	for i := range c.set.Sources {
		if !c.set.counts(i) {
			continue
		}
		if !slices.ContainsFunc(records, func(it *item[evaluationRecord]) bool { return c.set.order(it) == i }) {
			rd.missing = append(rd.missing, c.set.Sources[i].Key)
		}
		rd.missing = append(rd.missing, rd.unheard(c, i)...)
	}
	rd.collect(c)
	rd.rank(c)
	return rd
}

// collect puts the marks of all sources side by side, objects in the order in
// which the sources name them.
func (rd *round) collect(c *env[evaluationSettings]) {
	seen := map[string]bool{}
	for _, it := range rd.records {
		if i := c.set.order(it); i < 0 || !c.set.counts(i) {
			continue // a board without weights has no composite
		}
		for _, r := range it.own.Ratings {
			name := string(r.Object)
			if r.Total != "" || seen[name] {
				continue
			}
			seen[name] = true
			res := result{object: name, marks: make([]*value.Score, len(c.set.Sources))}
			for i := range res.marks {
				res.marks[i] = rd.blend(c, i, name)
			}
			rd.results = append(rd.results, res)
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
		if weights[i] == 0 {
			continue
		}
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
