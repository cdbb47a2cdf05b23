package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// splitHonors sorts out which titles hold on a day, and which elections are still under way.
func splitHonors(c *env[honorSettings], all []*item[honorRecord]) (valid, open []*item[honorRecord]) {
	for _, it := range all {
		switch {
		case it.own.named(c.set, it.Date, c.AsOf).IsZero():
			open = append(open, it)
		case !it.own.expired(c.AsOf):
			valid = append(valid, it)
		}
	}
	return valid, open
}

func honorOverview(c *env[honorSettings], all []*item[honorRecord]) []block.Block {
	slices.SortStableFunc(all, func(x, y *item[honorRecord]) int {
		return cmp.Or(x.own.Period.Compare(y.own.Period), x.Date.Compare(y.Date), cmp.Compare(x.own.Honor, y.own.Honor))
	})
	valid, open := splitHonors(c, all)
	out := []block.Block{honorFigures(c, valid, open)}
	out = append(out, quotaProgress(c, all)...)
	out = append(out, honorCoverageTables(c, valid)...)
	out = append(out, honorWall(c, valid, "光荣榜")...)
	out = append(out, honorsByUnit(valid)...)
	out = append(out, honorsByYear(c, all)...)
	out = append(out, validityTable(c, all)...)
	return append(out, honorSums(c, valid, open)...)
}

// honorsHeld is the place of the titles that the figures count.
const honorsHeld = "held"

// honorSums lists the titles that hold with how many have them, and the elections under way.
func honorSums(c *env[honorSettings], valid, open []*item[honorRecord]) []block.Block {
	all := slices.Concat(valid, open)
	if len(all) == 0 {
		return nil
	}
	held := func(it *item[honorRecord], counts bool) int {
		if !counts || slices.Contains(open, it) {
			return 0
		}
		return it.own.count(chosen)
	}
	persons := each(all, func(it *item[honorRecord]) int { return held(it, it.own.Subject == forPersons) })
	others := each(all, func(it *item[honorRecord]) int { return held(it, it.own.Subject != forPersons) })
	t := sumTable(
		honorsHeld, "称号", recordCells(all), counts("个人", persons), counts("集体、岗位和品牌", others),
		counts("合计", each(all, func(it *item[honorRecord]) int { return held(it, true) })).always(),
	)
	t.Columns = append(t.Columns, block.Column{Title: "状态", Align: block.Center})
	for i, it := range all {
		badge := it.own.validity(c.AsOf)
		if i >= len(valid) {
			badge = block.Badge{Text: "正在评选", Tone: block.Attention}
		}
		t.Rows[i] = append(t.Rows[i], block.Cell{Badge: badge})
	}
	t.Foot[0] = append(t.Foot[0], block.Cell{})
	return []block.Block{t}
}

func honorFigures(c *env[honorSettings], valid, open []*item[honorRecord]) block.Figures {
	total, persons, soon := 0, 0, 0
	for _, it := range valid {
		n := it.own.count(chosen)
		total += n
		if it.own.Subject == forPersons {
			persons += n
		}
		if it.own.validity(c.AsOf).Tone == block.Attention {
			soon++
		}
	}
	f := []block.Figure{{Label: "现有荣誉", Value: fmt.Sprint(total), Unit: "个", Note: fmt.Sprintf("个人 %d 个，集体、岗位和品牌 %d 个", persons, total-persons)}}
	if len(open) > 0 {
		f = append(f, block.Figure{Label: "正在评选", Value: fmt.Sprint(len(open)), Unit: "项", Note: string(open[0].own.Honor), Ref: open[0].Ref})
	}
	if soon > 0 {
		f = append(f, block.Figure{Label: "快到期或应复核", Value: fmt.Sprint(soon), Unit: "项", Tone: block.Bad, Note: "见有效期表"})
	}
	sourcedFrom(f, here(honorsHeld))
	return block.Figures{Head: block.Head{Role: block.Headline}, Figures: f}
}

// latestHonors returns the last round of each title, the newest first.
func latestHonors(all []*item[honorRecord]) []*item[honorRecord] {
	const most = 12 // bars that can be read
	var out []*item[honorRecord]
	for _, it := range slices.Backward(all) {
		known := slices.ContainsFunc(out, func(x *item[honorRecord]) bool {
			return x.own.Honor == it.own.Honor && x.own.Level == it.own.Level
		})
		if !known && len(out) < most {
			out = append(out, it)
		}
	}
	return out
}

// quotaProgress shows how many of the places of each title are taken: n/30.
func quotaProgress(c *env[honorSettings], all []*item[honorRecord]) []block.Block {
	t := block.Table{Unit: "个", Columns: []block.Column{
		{Title: "称号"}, {Title: "入选", Align: block.End}, {Title: "空缺名额", Align: block.End}, {Title: "名额", Align: block.End}, {Title: "推荐", Align: block.End}, {Title: "进度", Align: block.Center},
	}}
	for _, it := range latestHonors(all) {
		h := it.own
		n := h.count(chosen)
		badge := block.Badge{Text: "已命名", Tone: block.Good}
		if w := h.window(); h.named(c.set, it.Date, c.AsOf).IsZero() {
			badge = block.Badge{Text: "评选中", Tone: block.Attention}
			if w != nil && w.Open(c.AsOf) {
				badge = block.Badge{Text: "公示中", Tone: block.Attention}
			}
		}
		t.Rows = append(t.Rows, []block.Cell{
			{Text: h.Period.String() + string(h.Honor), Ref: it.Ref}, count(n), count(int(h.Quota) - n), count(int(h.Quota)), count(h.nominated()), {Badge: badge},
		})
	}
	return []block.Block{charted(block.Chart{
		Head: block.Head{Role: block.Headline, Title: "各称号名额使用情况", Note: "每个称号最近一次评选；还没有命名的按拟入选算"}, Type: block.StackedBar,
		Desc:  fmt.Sprintf("%d 个称号最近一次评选的入选数和空缺名额。", len(t.Rows)),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.RestHue}},
	})}
}

// honorCoverageTables shows, for each title that every unit should have, which do (E08).
func honorCoverageTables(c *env[honorSettings], valid []*item[honorRecord]) []block.Block {
	var out []block.Block
	for _, want := range c.set.Coverage {
		t := block.Table{Columns: []block.Column{{Title: "单位"}, {Title: string(want.Title)}, {Title: "状态", Align: block.Center}}}
		have, all := 0, 0
		for _, u := range c.Roster.Units {
			if want.Type != "" && u.Type != want.Type {
				continue
			}
			all++
			holders := holdersIn(valid, want.Title, u.Name)
			badge := block.Badge{Text: "还没有", Tone: block.Attention}
			if len(holders) > 0 {
				have++
				badge = block.Badge{Text: "已设立", Tone: block.Good}
			}
			t.Rows = append(t.Rows, []block.Cell{block.Text(string(u.Name)), block.Text(strings.Join(holders, "、")), {Badge: badge}})
		}
		if all == 0 {
			continue
		}
		t.Head = block.Head{Title: string(want.Title) + "覆盖情况", Note: fmt.Sprintf("%d 个单位，已设立 %d 个，还差 %d 个。", all, have, all-have)}
		out = append(out, t)
	}
	return out
}

// holdersIn lists who holds a title in a unit.
func holdersIn(valid []*item[honorRecord], title, unit value.Text) []string {
	var out []string
	for _, it := range valid {
		if it.own.Honor != title {
			continue
		}
		for _, x := range it.own.Candidates {
			if string(x.Result) == chosen && x.unit() == unit {
				out = append(out, string(x.Name))
			}
		}
	}
	return out
}

// unit is whose the candidate is: the unit that put it forward, or itself.
func (x candidate) unit() value.Text {
	if x.Unit != "" {
		return x.Unit
	}
	return x.Name
}

func honorsByUnit(valid []*item[honorRecord]) []block.Block {
	n := map[string]int{}
	var order []string
	for _, it := range valid {
		for _, x := range it.own.Candidates {
			if string(x.Result) != chosen || x.Total != "" || x.Unit == "" && it.own.Subject != forGroups {
				continue
			}
			if n[string(x.unit())] == 0 {
				order = append(order, string(x.unit()))
			}
			n[string(x.unit())]++
		}
	}
	if len(order) < 2 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b string) int { return n[b] - n[a] })
	t := block.Table{Unit: "个", Columns: []block.Column{{Title: "单位"}, {Title: "现有荣誉", Align: block.End}}}
	for _, u := range order {
		t.Rows = append(t.Rows, []block.Cell{block.Text(u), count(n[u])})
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "各单位现有荣誉"}, Type: block.BarChart,
		Desc:  fmt.Sprintf("最多的是%s，%d 个。", order[0], n[order[0]]),
		Table: t, Series: []block.Series{{Column: 1}},
	}}
}

// honorsByYear counts what was given in each year, also what has expired since.
func honorsByYear(c *env[honorSettings], all []*item[honorRecord]) []block.Block {
	persons, others := map[int]int{}, map[int]int{}
	first, last := 0, 0
	for _, it := range all {
		day := it.own.named(c.set, it.Date, c.AsOf)
		if day.IsZero() {
			continue
		}
		year := day.Year()
		if it.own.Subject == forPersons {
			persons[year] += it.own.count(chosen)
		} else {
			others[year] += it.own.count(chosen)
		}
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	if first == last {
		return nil
	}
	t := block.Table{Unit: "个", Columns: []block.Column{{Title: "年份"}, {Title: "个人", Align: block.End}, {Title: "集体、岗位和品牌", Align: block.End}}}
	for y := first; y <= last; y++ {
		t.Rows = append(t.Rows, []block.Cell{block.Text(fmt.Sprintf("%d年", y)), count(persons[y]), count(others[y])})
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "历年命名"}, Type: block.StackedChart,
		Desc:  fmt.Sprintf("%d年命名 %d 个，%d年命名 %d 个。", first, persons[first]+others[first], last, persons[last]+others[last]),
		Table: t, Series: []block.Series{{Column: 1}, {Column: 2}},
	}}
}

// validityTable lists the titles that end or have to be looked at again, what comes first on top.
func validityTable(c *env[honorSettings], all []*item[honorRecord]) []block.Block {
	t := block.Table{Head: block.Head{Title: "有效期和复核"}, Columns: []block.Column{
		{Title: "称号"}, {Title: "命名单位", Minor: true}, {Title: "评选依据", Minor: true}, {Title: "复核日期"}, {Title: "有效期至"}, {Title: "状态", Align: block.Center},
	}}
	rows := slices.DeleteFunc(slices.Clone(all), func(it *item[honorRecord]) bool {
		return it.own.Until.IsZero() && it.own.Review.IsZero() || it.own.named(c.set, it.Date, c.AsOf).IsZero()
	})
	next := func(h *honorRecord) value.Date {
		if h.Until.IsZero() || !h.Review.IsZero() && h.Review.Before(h.Until) {
			return h.Review
		}
		return h.Until
	}
	slices.SortStableFunc(rows, func(x, y *item[honorRecord]) int { return next(x.own).Compare(next(y.own)) })
	for _, it := range rows {
		h := it.own
		t.Rows = append(t.Rows, []block.Cell{
			{Text: h.Period.String() + string(h.Honor), Ref: it.Ref},
			block.Text(string(h.Giver)), block.Text(h.approval()),
			block.Text(isoText(h.Review)), block.Text(isoText(h.Until)),
			{Badge: h.validity(c.AsOf)},
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []block.Block{t}
}

// honorMeasures count the titles that units were given in a year.
func honorMeasures(c *env[honorSettings], all []*item[honorRecord]) []Measure {
	var out []Measure
	for _, it := range all {
		named := it.own.named(c.set, it.Date, c.AsOf)
		if named.IsZero() {
			continue
		}
		for _, x := range it.own.Candidates {
			if string(x.Result) != chosen || x.Total != "" || x.Unit == "" && it.own.Subject != forGroups {
				continue
			}
			year := value.PeriodOf(value.Year, named)
			i := slices.IndexFunc(out, func(m Measure) bool { return m.Of == string(x.unit()) && m.Period == year })
			if i < 0 {
				i = len(out)
				out = append(out, Measure{Name: "获得称号", Unit: "个", Of: string(x.unit()), Period: year, Ref: it.Ref, Pos: it.At("period")})
			}
			out[i].Cell = count(int(out[i].Cell.Number) + 1)
		}
	}
	return out
}
