package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// series is what one list of a section came to, period by period.
type series struct {
	list    string
	rhythm  string
	periods []value.Period
	at      map[value.Period]*tallied
	ref     map[value.Period]block.Ref // where there is one record of the period
}

// inspectionSeries sorts the records of a section by list and period.
func inspectionSeries(c *env[inspectionSettings], all []*item[inspectionRecord]) []*series {
	var out []*series
	for _, it := range all {
		i := slices.IndexFunc(out, func(s *series) bool { return s.list == string(it.own.List) && s.periods[0].Unit() == it.Period.Unit() })
		if i < 0 {
			i = len(out)
			out = append(out, &series{list: string(it.own.List), at: map[value.Period]*tallied{}, ref: map[value.Period]block.Ref{}})
		}
		s := out[i]
		if s.at[it.Period] == nil {
			s.at[it.Period] = &tallied{}
			s.periods = append(s.periods, it.Period)
			s.ref[it.Period] = it.Ref
		} else {
			s.ref[it.Period] = ""
		}
		s.rhythm = cmp.Or(s.rhythm, string(it.own.Rhythm))
		s.at[it.Period].add(it.own, c.AsOf)
	}
	order := func(s *series) int {
		if i := slices.IndexFunc(c.set.Lists, func(l checkList) bool { return string(l.Name) == s.list }); i >= 0 {
			return i
		}
		return len(c.set.Lists)
	}
	for _, s := range out {
		slices.SortFunc(s.periods, value.Period.Compare)
	}
	slices.SortStableFunc(out, func(a, b *series) int { return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.list, b.list)) })
	return out
}

func (s *series) last() value.Period { return s.periods[len(s.periods)-1] }

// all adds up the last periods.
func (s *series) all() *tallied {
	var t tallied
	for _, p := range tail(s.periods, lastPeriods) {
		at := s.at[p]
		t.all.add(at.all)
		t.visits += at.visits
		for _, name := range at.items.names {
			t.items.add(name, at.items.of[name])
		}
		for _, name := range at.objects.names {
			t.objects.add(name, at.objects.of[name])
		}
		for _, name := range at.failures.names {
			t.failures.add(name, at.failures.n[name])
		}
	}
	return &t
}

func inspectionOverview(c *env[inspectionSettings], all []*item[inspectionRecord]) []block.Block {
	lists := inspectionSeries(c, all)
	least := minimum(c.set.MinSample)
	figures := block.Figures{Head: block.Head{Role: block.Headline}}
	var shared []*series // whose last period is told by several records
	var blocks []block.Block
	role, whole := block.Headline, len(all) == all[0].own.section
	for _, s := range lists {
		if f, ok := s.figure(least); ok && len(figures.Figures) < mostFigures {
			if f.Source == "" {
				f.Source = here(checkPlace)
				shared = append(shared, s)
			}
			figures.Figures = append(figures.Figures, f)
		}
		trend := s.trend(role, least)
		if len(trend) > 0 {
			role = block.Detail
		}
		if whole {
			blocks = append(blocks, s.gaps()...)
		}
		blocks = append(blocks, trend...)
		blocks = append(blocks, s.objects(least)...)
		blocks = append(blocks, s.weakest(least)...)
	}
	problems, figure := problemOverview(c, all)
	if figure.Label != "" {
		figures.Figures = append(figures.Figures, figure)
	}
	var out []block.Block
	if len(figures.Figures) > 0 {
		out = append(out, figures)
	}
	out = append(out, blocks...)
	out = append(out, problems...)
	out = append(out, methodMatrix(c, all)...)
	out = append(out, checkSums(c, all, shared)...)
	out = append(out, problemSums(c, all)...)
	if whole {
		out = append(out, lastSeen(c, all)...)
	}
	return out
}

// mostFigures is how many lists are told in numbers at the top.
const mostFigures = 3

// figure is what the last period of a list came to, with its change on the one before.
func (s *series) figure(least int) (block.Figure, bool) {
	last := s.last()
	now := s.at[last].all
	if !now.known() {
		return block.Figure{}, false
	}
	f := now.figure(last.Short()+s.list, least)
	if f.Ref = s.ref[last]; f.Ref != "" {
		f.Source = f.Ref + "#" + ownFigures
	}
	if before := s.at[last.Prev()]; before != nil && now.measured(least) && before.all.measured(least) && before.all.unit() == now.unit() {
		diff, unit := now.rate().Hundredths()-before.all.rate().Hundredths(), " 个百分点"
		if now.checked == 0 {
			diff, unit = now.score().Hundredths()-before.all.score().Hundredths(), " 分"
		}
		f.Change, f.Trend = compared(value.ScoreOf(max(diff, -diff)).String()+unit, diff, last.Prev().Short())
	}
	return f, true
}

// trend follows a list over its periods; a period without a record is a gap in the line.
func (s *series) trend(role block.Role, least int) []block.Block {
	var list []value.Period
	for p := s.periods[0]; !p.Start().After(s.last().Start()); p = p.Next() {
		list = append(list, p)
	}
	list = tail(list, lastPeriods)
	all := s.all().all
	drawnPeriods := 0
	t := timeline(list, all.unit(), []string{all.word(), "检查数"}, func(p value.Period) []block.Cell {
		at := s.at[p]
		if at == nil || !at.all.measured(least) {
			return []block.Cell{block.Text("—"), block.Text("—")}
		}
		drawnPeriods++
		cell, n := at.all.cell(least), at.all.checked
		if n == 0 {
			n = at.all.rated
		}
		return []block.Cell{cell, block.Text(value.Count(n).String())}
	})
	if drawnPeriods < 2 {
		return nil
	}
	for i, p := range list {
		t.Rows[i][0].Ref = s.ref[p]
	}
	return []block.Block{block.Chart{
		Head: block.Head{Role: role, Title: s.list + all.word()}, Type: block.LineChart,
		Desc:  fmt.Sprintf("%s至%s，%s%s。", list[0], list[len(list)-1], s.list, all.word()),
		Table: t, Series: []block.Series{{Column: 1}},
	}}
}

// gaps says which periods between the first and the last have no record.
func (s *series) gaps() []block.Block {
	var missing []string
	for p := s.periods[0]; p.Start().Before(s.last().Start()); p = p.Next() {
		if s.at[p] == nil {
			missing = append(missing, p.String())
		}
	}
	if len(missing) == 0 || s.rhythm == "" || s.rhythm == irregular {
		return nil
	}
	return []block.Block{block.Callout{Tone: block.Attention, Text: fmt.Sprintf("%s应公开未公开：%s。", s.list, joined(missing))}}
}

// objects compares the objects of a list: over the periods where there are some, else by themselves.
func (s *series) objects(least int) []block.Block {
	all := s.all()
	if len(all.objects.names) < 2 {
		return nil
	}
	last := s.at[s.last()]
	out := last.objects.bars(s.last().Short()+s.list+"各对象"+last.all.word(), "对象", least)
	list := tail(s.periods, lastPeriods)
	if len(list) < 2 {
		return out
	}
	return append(out, heat(s.list+"各对象各期", "对象", all.objects.names, labels(list), func(object string, i int) passes { return s.at[list[i]].objects.of[object] }, least)...)
}

// weakest shows which items of a list go wrong most.
func (s *series) weakest(least int) []block.Block {
	out := pareto(&s.all().failures, least)
	for i, b := range out {
		if c, ok := b.(block.Chart); ok {
			c.Title = s.list + "：" + c.Title
			if c.Note = s.last().String(); len(s.periods) > 1 {
				c.Note = fmt.Sprintf("%s至%s", tail(s.periods, lastPeriods)[0], s.last())
			}
			out[i] = c
		}
	}
	return out
}

// The places of what each record has added to the figures.
const (
	checkPlace   = "checks"
	problemPlace = "problems"
)

// checkSums counts the checks of each record of the last period of some lists.
func checkSums(c *env[inspectionSettings], all []*item[inspectionRecord], lists []*series) []block.Block {
	var with []*item[inspectionRecord]
	var sums []tallied
	for _, s := range lists {
		for _, it := range all {
			if string(it.own.List) == s.list && it.Period == s.last() {
				var t tallied
				t.add(it.own, c.AsOf)
				with, sums = append(with, it), append(sums, t)
			}
		}
	}
	if len(with) == 0 {
		return nil
	}
	n := func(title string, of func(tallied) int) sumColumn { return counts(title, each(sums, of)) }
	return []block.Block{sumTable(
		checkPlace, "记录", recordCells(with),
		n("检查", func(t tallied) int { return t.all.checked }),
		n("合格", func(t tallied) int { return t.all.passed }),
		n("评分次数", func(t tallied) int { return t.all.rated }),
	)}
}

// problemSums counts the problems of each record and how many of them are gone.
func problemSums(c *env[inspectionSettings], all []*item[inspectionRecord]) []block.Block {
	with := slices.DeleteFunc(slices.Clone(all), func(it *item[inspectionRecord]) bool { _, n := fixed(it.own, c.AsOf); return n == 0 })
	if len(with) == 0 {
		return nil
	}
	return []block.Block{sumTable(
		problemPlace, "记录", recordCells(with),
		counts("问题", each(with, func(it *item[inspectionRecord]) int { _, n := fixed(it.own, c.AsOf); return n })),
		counts("已整改", each(with, func(it *item[inspectionRecord]) int { n, _ := fixed(it.own, c.AsOf); return n })).always(),
	)}
}

// problemOverview lists the problems that are still there, what is due first on top.
func problemOverview(c *env[inspectionSettings], all []*item[inspectionRecord]) ([]block.Block, block.Figure) {
	var open []found
	done, total := 0, 0
	for _, it := range all {
		d, t := fixed(it.own, c.AsOf)
		done, total = done+d, total+t
		for _, p := range it.own.Problems {
			if p.Done.IsZero() || p.Done.After(c.AsOf) {
				open = append(open, found{p, it.Ref})
			}
		}
	}
	if total == 0 {
		return nil, block.Figure{}
	}
	slices.SortStableFunc(open, func(a, b found) int { return a.Due.Compare(b.Due) })
	blocks := problemTable(c, open, "")
	for i, b := range blocks {
		if t, ok := b.(block.Table); ok {
			t.Title = "正在整改的问题"
			blocks[i] = t
		}
	}
	return blocks, block.Figure{Label: "问题整改", Value: fmt.Sprint(done), Unit: fmt.Sprintf("/ %d 个", total), Note: rateNote("整改率", done, total, minimum(c.set.MinSample)), Source: here(problemPlace)}
}

// methodMatrix counts how often each object was looked at in which way.
func methodMatrix(c *env[inspectionSettings], all []*item[inspectionRecord]) []block.Block {
	var objects, methods sums
	at := map[[2]string]int{}
	for _, it := range all {
		for _, v := range it.own.Checks {
			method := cmp.Or(string(v.Method), string(it.own.Method))
			if v.Total != "" || v.Day.After(c.AsOf) || method == "" {
				continue
			}
			objects.add(string(v.Object), 1)
			methods.add(method, 1)
			at[[2]string{string(v.Object), method}]++
		}
	}
	if len(methods.names) < 2 || len(objects.names) < 2 {
		return nil
	}
	return []block.Block{countMatrix("各对象用了哪些检查方式", "对象", "次", objects.names, methods.names, func(row, column string) int { return at[[2]string{row, column}] })}
}

// lastSeen lists what has not been looked at for long.
func lastSeen(c *env[inspectionSettings], all []*item[inspectionRecord]) []block.Block {
	if c.set.Remind.IsZero() {
		return nil
	}
	last := map[string]value.Date{}
	var objects []string
	see := func(object string, day value.Date) {
		if _, ok := last[object]; !ok && object != "" {
			objects = append(objects, object)
		}
		if !day.After(c.AsOf) && day.After(last[object]) {
			last[object] = day
		}
	}
	for _, it := range all {
		for _, v := range it.own.Checks {
			if v.Total == "" {
				see(string(v.Object), v.Day)
			}
		}
		for _, v := range it.own.Parts {
			switch day := v.Day; {
			case v.Total != "":
			case day.IsZero() && it.Period.Contains(c.AsOf): // some day of a period that is not over
				see(string(v.Object), it.Date)
			case day.IsZero():
				see(string(v.Object), it.Period.End())
			default:
				see(string(v.Object), day)
			}
		}
	}
	for _, u := range c.Roster.Units {
		if c.set.Watched != "" && u.Type == c.set.Watched {
			see(string(u.Name), value.Date{})
		}
	}
	return sinceTable("多久没有检查", "对象", c.AsOf, objects, func(string) int { return c.set.Remind.N }, last)
}

// inspectionMeasures are what each list came to, of the board and of its units.
func inspectionMeasures(c *env[inspectionSettings], all []*item[inspectionRecord]) []Measure {
	least := minimum(c.set.MinSample)
	var out []Measure
	for _, it := range all {
		var t tallied
		t.add(it.own, c.AsOf)
		note := func(of string, p passes) {
			if p.measured(least) {
				out = append(out, Measure{Name: string(it.own.List) + p.word(), Unit: p.unit(), Of: of, Period: it.Period, Cell: p.cell(least), Ref: it.Ref, Pos: it.At("period")})
			}
		}
		note(string(it.Unit), t.all)
		for _, name := range t.objects.names {
			if c.Roster.hasUnit(name) && name != string(it.Unit) {
				note(name, t.objects.of[name])
			}
		}
	}
	return out
}
