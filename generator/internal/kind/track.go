package kind

import (
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// Track is what can be followed from period to period: the numbers of one sort, by category. Any two of its points
// can be put side by side. The first of an account stands for it where there is room for one line only.
type Track struct {
	Account string // whose it is: an account, a contest, a list of checks; "" where a section has no several
	Name    string // what of it: 各科目支出, 综合得分; "" where the account says it
	Unit    string // of the numbers: 元, 分, %
	Of      string // what the categories are: 科目, 对象
	Sum     bool   // the categories of a period add up, to its Total
	Whole   string // what the Total of a track is that is no sum: 期末结余; "" for none
	Points  []Point
}

// Title is the name of a track among those of all accounts.
func (t *Track) Title() string { return t.Account + t.Name }

// Point is a track at a period.
type Point struct {
	Period value.Period
	Ref    block.Ref  // the record that the numbers come from
	Parts  []Part     // each category once
	Total  block.Cell // one number for all of it: the sum, or what the track says
}

// Part is the number of a category.
type Part struct {
	Name string
	Cell block.Cell
}

// Part returns the number of a category, and whether there is one.
func (p *Point) Part(name string) (block.Cell, bool) {
	i := slices.IndexFunc(p.Parts, func(x Part) bool { return x.Name == name })
	if i < 0 {
		return block.Cell{}, false
	}
	return p.Parts[i].Cell, true
}

// followed leaves out tracks that have fewer than two points with something in them, and puts the points in the order
// of time.
func followed(tracks ...Track) []Track {
	var out []Track
	for _, t := range tracks {
		t.Points = slices.DeleteFunc(t.Points, func(p Point) bool { return len(p.Parts) == 0 })
		slices.SortStableFunc(t.Points, func(a, b Point) int { return a.Period.Compare(b.Period) })
		t.Points = slices.CompactFunc(t.Points, func(a, b Point) bool { return a.Period == b.Period })
		if len(t.Points) > 1 {
			out = append(out, t)
		}
	}
	return out
}

// financeTracks are the balances, and what came in and went out by category, account by account.
func financeTracks(_ *env[noSettings], all []*item[financeRecord]) []Track {
	sortByPeriod(all)
	var out []Track
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(it *item[financeRecord]) bool { return it.own.Account != all[0].own.Account })
		if n < 0 {
			n = len(all)
		}
		name := string(all[0].own.Account)
		whole := Track{Account: name, Name: "收支和结余", Unit: "元", Of: "项目", Whole: "期末结余"}
		for _, it := range all[:n] {
			rest := moneyCell(it.own.Closing)
			whole.Points = append(whole.Points, Point{Period: it.own.Period, Ref: it.Ref, Total: rest, Parts: []Part{
				{"收入合计", moneyCell(it.own.in)}, {"支出合计", moneyCell(it.own.out)}, {whole.Whole, rest},
			}})
		}
		out = append(out, followed(
			whole,
			categoryTrack(name, "各科目支出", all[:n], func(s categorySum) value.Money { return s.out }),
			categoryTrack(name, "各科目收入", all[:n], func(s categorySum) value.Money { return s.in }),
		)...)
		all = all[n:]
	}
	return out
}

// categoryTrack follows the categories of an account. A category without an entry in a period is nothing, since the
// ledger of a period is whole; those that never have one are of the other side.
func categoryTrack(account, name string, all []*item[financeRecord], of func(categorySum) value.Money) Track {
	t := Track{Account: account, Name: name, Unit: "元", Of: "科目", Sum: true}
	var names []string
	for _, it := range all {
		for _, s := range it.own.byCategory {
			if !of(s).IsZero() && !slices.Contains(names, s.name) {
				names = append(names, s.name)
			}
		}
	}
	for _, it := range all {
		p := Point{Period: it.own.Period, Ref: it.Ref}
		var sum value.Money
		for _, n := range names {
			var m value.Money
			if i := slices.IndexFunc(it.own.byCategory, func(s categorySum) bool { return s.name == n }); i >= 0 {
				m = of(it.own.byCategory[i])
			}
			sum = sum.Add(m)
			p.Parts = append(p.Parts, Part{n, moneyCell(m)})
		}
		p.Total = moneyCell(sum)
		t.Points = append(t.Points, p)
	}
	return t
}

// evaluationTracks are the composites, and what each source said, by object. Persons are not followed over the years.
func evaluationTracks(c *env[evaluationSettings], all []*item[evaluationRecord]) []Track {
	total := Track{Name: "综合得分", Unit: "分", Of: "对象"}
	var tracks []Track
	for _, rd := range roundsOf(all) {
		p := Point{Period: rd.period, Ref: rd.records[0].Ref}
		for _, r := range rd.results {
			if r.complete && !c.Roster.HasPerson(r.object) {
				p.Parts = append(p.Parts, Part{r.object, scoreCell(r.composite)})
			}
		}
		total.Points = append(total.Points, p)
		for _, it := range rd.records {
			tracks = addPoint(tracks, ratingTrack(it.own), ratingPoint(c, it))
		}
	}
	return followed(append([]Track{total}, tracks...)...)
}

// ratingTrack is the track that the ratings of a record belong to.
func ratingTrack(e *evaluationRecord) Track {
	t := Track{Name: string(e.From) + e.through() + "得分", Unit: "分", Of: "对象"}
	if e.byBallot {
		t.Name, t.Unit = string(e.From)+e.through()+"满意率", "%"
	}
	return t
}

func ratingPoint(c *env[evaluationSettings], it *item[evaluationRecord]) Point {
	p := Point{Period: it.own.Period, Ref: it.Ref}
	for i := range it.own.Ratings {
		r := &it.own.Ratings[i]
		switch {
		case r.Total != "" || c.Roster.HasPerson(string(r.Object)):
		case it.own.byBallot && r.tickets.counted >= max(c.set.minimum(), 1):
			p.Parts = append(p.Parts, Part{string(r.Object), percentCell(r.tickets.rate())})
		case !it.own.byBallot && r.Points != nil:
			p.Parts = append(p.Parts, Part{string(r.Object), scoreCell(*r.Points)})
		}
	}
	return p
}

// addPoint adds a point to the track of the same account and name, or begins one.
func addPoint(tracks []Track, like Track, p Point) []Track {
	i := slices.IndexFunc(tracks, func(t Track) bool { return t.Account == like.Account && t.Name == like.Name && t.Unit == like.Unit })
	if i < 0 {
		i = len(tracks)
		tracks = append(tracks, like)
	}
	tracks[i].Points = append(tracks[i].Points, p)
	return tracks
}

// contestTracks are the points of units in each contest, and what they took in. Persons are not followed over the years:
// where they compete, the mean of a unit's is.
func contestTracks(c *env[contestSettings], all []*item[contestRecord]) []Track {
	sortContests(all)
	var tracks []Track
	for _, it := range all {
		k := it.own
		scores := Point{Period: k.Period, Ref: it.Ref}
		for _, m := range k.unitMeans(c.Roster) {
			scores.Parts = append(scores.Parts, Part{m.name, scoreCell(m.score)})
		}
		if mean, n := k.mean(); n > 0 {
			scores.Total = scoreCell(mean)
		}
		tracks = addPoint(tracks, Track{Account: string(k.Contest), Unit: k.unit(), Of: "单位", Whole: "全部对象的平均"}, scores)
		tracks = addPoint(tracks, Track{Account: string(k.Contest), Name: "收费额", Unit: "元", Of: "单位", Sum: true}, k.tollPoint(it.Ref))
	}
	return followed(tracks...)
}

// tollPoint is what the units took in; what no unit is named for is said to be so, so that the parts add up.
func (k *contestRecord) tollPoint(ref block.Ref) Point {
	p := Point{Period: k.Period, Ref: ref}
	if len(k.sums) == 0 {
		return p
	}
	rest := k.whole().amount
	for _, u := range k.sums {
		rest = rest.Sub(u.amount)
		p.Parts = append(p.Parts, Part{u.name, moneyCell(u.amount)})
	}
	if !rest.IsZero() {
		p.Parts = append(p.Parts, Part{"未写单位", moneyCell(rest)})
	}
	p.Total = moneyCell(k.whole().amount)
	return p
}

// inspectionTracks are what the objects of each list came to.
func inspectionTracks(c *env[inspectionSettings], all []*item[inspectionRecord]) []Track {
	var tracks []Track
	least := minimum(c.set.MinSample)
	for _, s := range inspectionSeries(c, all) {
		whole := s.all().all
		for _, p := range s.periods {
			at := s.at[p]
			point := Point{Period: p, Ref: s.ref[p]}
			for _, name := range at.objects.names {
				if n := at.objects.of[name]; n.measured(least) && n.unit() == whole.unit() && !c.Roster.HasPerson(name) {
					point.Parts = append(point.Parts, Part{name, n.number()})
				}
			}
			if at.all.measured(least) && at.all.unit() == whole.unit() {
				point.Total = at.all.number()
			}
			tracks = addPoint(tracks, Track{Account: s.list, Name: whole.word(), Unit: whole.unit(), Of: "对象", Whole: whole.word()}, point)
		}
	}
	return followed(tracks...)
}
