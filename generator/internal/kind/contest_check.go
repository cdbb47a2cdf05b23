package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errItemTotal = diag.Define("GK0880", diag.Error, "“%[1]s”的总分写的是 %[2]s，各项算出来是 %[3]s，相差 %[4]s。", "核对各项得分；没有错的，把总分改为 %[3]s，或者删掉这一列由程序算。")
	errRank      = diag.Define("GK0881", diag.Error, "“%[1]s”的名次写的是 %[2]s，按总分排是第 %[3]d（总分相同的名次并列，后面的名次空出来）。", "改为 %[3]d，或者删掉这一列由程序排。")
	errStars     = diag.Define("GK0882", diag.Error, "“%[1]s”写的是%[2]s，得分 %[3]s 按 board.yaml 的分数段是 %[4]d 星。", "改为 %[4]d 星，或者删掉这一列由程序定。")
	errFull      = diag.Define("GK0883", diag.Error, "“%[1]s”的%[2]s是 %[3]s，超过了满分 %[4]s。", "核对得分；满分不是 %[4]s 的，写“满分: …”。")
	errAward     = diag.Define("GK0884", diag.Error, "“%[1]s”是%[2]s，%[3]s。", "%[4]s。")
	errEntrant   = diag.Define("GK0886", diag.Error, "“%[1]s”在“%[2]s”表格里出现了两次。", "合成一行，或者改正名称。")
	errJoined    = diag.Define("GK0887", diag.Error, "%[1]s %[2]d 人，比%[3]s %[4]s 人还多。", "核对这两个数。")
	errItem      = diag.Define("GK0888", diag.Error, "“%[1]s”的“%[2]s”%[3]s。", "%[4]s。")
)

func checkContest(c *env[contestSettings], it *item[contestRecord]) {
	k := it.own
	c.oneOf("竞赛", string(k.Contest), c.set.names(), it.At("contest"))
	c.oneOf("对象类型", string(k.Subject), contestSubjects, it.At("subject"))
	if !k.From.IsZero() {
		c.closeNotice(it.Record, &k.onNotice)
	}
	rule := c.set.rule(k.Contest)
	if unit := rule.Every.Unit(); unit != 0 && k.Period.Unit() != unit {
		c.report(errSeries, it.At("period"), k.Contest, fmt.Sprintf("%s一期，这里写的是%s", rule.Every, k.Period), "按 board.yaml 里的周期写期间")
	}
	if len(k.Scores)+len(k.Tolls)+len(k.Stations)+len(k.Levels)+len(k.Benchmarks) == 0 {
		c.report(errNoTable, it.end, "成绩", "对象 | 单位 | 总分")
	}
	if len(k.Scores) > 0 {
		k.findItems(c, rule)
		k.addUp(c)
		k.rankAll(c)
		k.award(c)
	}
	joined := k.entrants()
	if k.Joined != nil {
		if joined > int(*k.Joined) {
			c.report(errJoined, it.At("joined"), "表格里有成绩的", joined, "参加的", k.Joined)
		}
		joined = int(*k.Joined)
	}
	if k.Expected != nil && joined > int(*k.Expected) {
		c.report(errJoined, it.At("expected"), "参加", joined, "应参加的", k.Expected)
	}
	k.checkTolls(c, it)
	k.checkLevels(c)
	k.checkBenchmarks(c)
}

// entrants is how many have a total.
func (k *contestRecord) entrants() int {
	n := 0
	for _, s := range k.ranking {
		if s.complete {
			n++
		}
	}
	return n
}

// findItems finds the columns that go into the total: those that have a weight, or without weights, those that hold numbers.
func (k *contestRecord) findItems(c *env[contestSettings], rule contestRule) {
	pairs := k.Weights
	if len(pairs) == 0 {
		pairs = rule.Weights
	}
	if len(pairs) == 0 {
		for i, col := range k.Layout.Extra {
			if k.hasNumbers(i) {
				k.items = append(k.items, contestItem{column: i, name: plainItem(col.Title), minus: strings.Contains(col.Title, "扣分") || strings.Contains(col.Title, "减分")})
			}
		}
		return
	}
	weights := readItemWeights(pairs, c.Report)
	for j, p := range pairs {
		i := slices.IndexFunc(k.Layout.Extra, func(x ExtraColumn) bool { return plainItem(x.Title) == p.Key })
		switch {
		case i < 0:
			c.report(errItemWeights, k.Layout.Pos, "表格里没有“"+p.Key+"”这一列", "加上这一列，列名和权重里的一字不差")
		case j < len(weights):
			k.items = append(k.items, contestItem{column: i, name: p.Key, weight: weights[j]})
		}
	}
}

// plainItem is the title of a column without the unit or weight in brackets.
func plainItem(title string) string {
	name, _ := headUnit(title)
	return name
}

func (k *contestRecord) hasNumbers(column int) bool {
	return slices.ContainsFunc(k.Scores, func(s scoreLine) bool {
		var n value.Score
		return s.Row.Total == "" && n.Parse(s.Extra[column].Text) == nil
	})
}

// addUp works out the totals, and compares them with those that are written.
func (k *contestRecord) addUp(c *env[contestSettings]) {
	seen := map[value.Text]bool{}
	for i := range k.Scores {
		s := &k.Scores[i]
		if s.Row.Total != "" {
			continue
		}
		if seen[s.Name] {
			c.report(errEntrant, s.At("对象"), s.Name, "成绩")
		}
		seen[s.Name] = true
		k.readMarks(c, s)
		k.weigh(s)
		switch {
		case len(k.items) == 0 && s.Total == nil: // took no part
		case len(k.items) == 0:
			s.total, s.complete = *s.Total, true
		case s.Total != nil && !s.complete:
			c.report(errItem, s.At("总分"), s.Name, "总分", "写了，但有的项目没有得分", "补上各项得分；没有参加的，总分留空")
		case s.Total != nil && *s.Total != s.total:
			c.report(errItemTotal, s.At("总分"), s.Name, s.Total, s.total, difference(*s.Total, s.total))
		}
		if full, ok := k.full(); ok && s.complete && s.total.Compare(full) > 0 {
			c.report(errFull, s.At("总分"), s.Name, "总分", s.total, full)
		}
	}
}

func difference(a, b value.Score) string {
	d := a.Hundredths() - b.Hundredths()
	return value.ScoreOf(max(d, -d)).String()
}

// readMarks reads the points of every item. A blank is no mark, and never 0.
func (k *contestRecord) readMarks(c *env[contestSettings], s *scoreLine) {
	full, limited := k.full()
	s.marks = make([]*value.Score, len(k.items))
	for i, it := range k.items {
		cell := s.Extra[it.column]
		if value.IsBlank(cell.Text) {
			continue
		}
		var mark value.Score
		if err := mark.Parse(cell.Text); err != nil {
			message, hint := explain(err)
			c.report(errItem, cell.Pos, s.Name, it.name, message, hint)
			continue
		}
		if limited && mark.Compare(full) > 0 {
			c.report(errFull, cell.Pos, s.Name, it.name, mark, full)
		}
		s.marks[i] = &mark
	}
}

// weigh computes the total: the sum of mark × weight, rounded half up to 0.01, or the sum of the marks. Without one
// of them there is no total.
func (k *contestRecord) weigh(s *scoreLine) {
	var sum int64
	for i, m := range s.marks {
		if m == nil {
			return
		}
		points := m.Hundredths() * 100_00
		if w := k.items[i].weight; w > 0 {
			points = m.Hundredths() * w
		}
		if k.items[i].minus {
			points = -points
		}
		sum += points
	}
	s.total, s.complete = value.ScoreOf((sum+50_00)/100_00), len(k.items) > 0
}

// rankAll ranks by total. Equal totals share a rank, and the ranks after them stay empty.
func (k *contestRecord) rankAll(c *env[contestSettings]) {
	for i := range k.Scores {
		if k.Scores[i].Row.Total == "" {
			k.ranking = append(k.ranking, &k.Scores[i])
		}
	}
	slices.SortStableFunc(k.ranking, func(a, b *scoreLine) int {
		if a.complete != b.complete {
			if a.complete {
				return -1
			}
			return 1
		}
		return b.total.Compare(a.total)
	})
	for i, s := range k.ranking {
		if !s.complete {
			break
		}
		s.rank = i + 1
		if i > 0 && k.ranking[i-1].total == s.total {
			s.rank = k.ranking[i-1].rank
		}
		if s.Rank != nil && int(*s.Rank) != s.rank {
			c.report(errRank, s.At("名次"), s.Name, s.Rank, s.rank)
		}
	}
}

// award gives stars by the bands of the board, and sees that flags go to organisations and stars to persons.
func (k *contestRecord) award(c *env[contestSettings]) {
	for _, s := range k.ranking {
		person, known := k.isPerson(c.Roster, s.Name)
		if s.Flag != "" && known && person {
			c.report(errAward, s.At("旗"), s.Name, "个人", "旗只授给集体", "删掉这一格；授给个人的写星级")
		}
		typed, ok := starsOf(string(s.Stars))
		if !ok {
			c.report(errItem, s.At("星级"), s.Name, "星级", "写的是“"+string(s.Stars)+"”，看不出几颗星", "写“★★★”“3星”或者“三星”")
			continue
		}
		if known && !person && !bool(c.set.GroupStars) {
			if typed > 0 {
				c.report(errAward, s.At("星级"), s.Name, "集体", "星只授给个人", "授给集体的写旗；集体也评星级的，在 board.yaml 里写“集体定星: 是”")
			}
			continue
		}
		s.stars = typed
		if full, limited := k.full(); limited && s.complete && (c.set.starred(k.Contest) || len(c.set.Stars) > 0 && s.Stars != "") {
			s.stars = starsFor(c.set.Stars, value.ScoreOf(s.total.Hundredths()*100_00/full.Hundredths()))
			if s.Stars != "" && typed != s.stars {
				c.report(errStars, s.At("星级"), s.Name, "“"+string(s.Stars)+"”", s.total, s.stars)
			}
		}
	}
}

// starsOf reads ★★★, 3星, 三星级; nothing is no star.
func starsOf(text string) (int, bool) {
	text = strings.TrimSpace(value.Normalize(text))
	if value.IsBlank(text) {
		return 0, true
	}
	if n := strings.Count(text, "★"); n > 0 && strings.Trim(text, "★☆") == "" {
		return n, true
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "级"), "星")
	if n := strings.IndexAny("一二三四五", text); n >= 0 && len([]rune(text)) == 1 {
		return n/len("一") + 1, true
	}
	var n value.Count
	if n.Parse(text) != nil {
		return 0, false
	}
	return int(n), true
}

// relateContests puts the periods of each contest in a row, and accumulates over them.
func relateContests(c *env[contestSettings], all []*item[contestRecord]) {
	sortContests(all)
	for _, g := range contestSeries(all) {
		for i := 1; i < len(g); i++ {
			prev, it := g[i-1], g[i]
			strict := c.set.rule(it.own.Contest).Every.Unit() != 0 || it.own.hasTolls()
			sameYear := prev.own.Period.Start().Year() == it.own.Period.Start().Year()
			mixed := sameYear && prev.own.Period.Unit() != it.own.Period.Unit()
			if !strict && !mixed && prev.own.Period != it.own.Period || c.follows(string(it.own.Contest), prev.Record, it.Record) {
				it.own.prev = prev
			}
		}
		accumulate(g)
		runTolls(c, g)
	}
}

func sortContests(all []*item[contestRecord]) {
	slices.SortStableFunc(all, func(x, y *item[contestRecord]) int {
		return cmp.Or(cmp.Compare(x.own.Contest, y.own.Contest), x.own.Period.Compare(y.own.Period), cmp.Compare(x.Path, y.Path))
	})
}

// contestSeries groups the periods of each contest.
func contestSeries(all []*item[contestRecord]) [][]*item[contestRecord] {
	var out [][]*item[contestRecord]
	for i, it := range all {
		if i == 0 || all[i-1].own.Contest != it.own.Contest {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], it)
	}
	return out
}

// seasonRank is what somebody has accumulated since the beginning of the year.
type seasonRank struct {
	name    string
	total   value.Score
	periods int
	rank    int
	was     int // rank after the period before; 0 for none
}

// accumulate adds up the totals of each year, period by period (C24).
func accumulate(g []*item[contestRecord]) {
	var before []seasonRank
	year := 0
	for _, it := range g {
		if y := it.own.Period.Start().Year(); y != year {
			before, year = nil, y
		}
		season := slices.Clone(before)
		for _, s := range it.own.ranking {
			if !s.complete {
				continue
			}
			i := slices.IndexFunc(season, func(r seasonRank) bool { return r.name == string(s.Name) })
			if i < 0 {
				i = len(season)
				season = append(season, seasonRank{name: string(s.Name)})
			}
			season[i].total, season[i].periods = season[i].total.Add(s.total), season[i].periods+1
		}
		slices.SortStableFunc(season, func(a, b seasonRank) int { return b.total.Compare(a.total) })
		for i := range season {
			r := &season[i]
			r.was, r.rank = r.rank, i+1
			if i > 0 && season[i-1].total == r.total {
				r.rank = season[i-1].rank
			}
		}
		it.own.season, before = season, season
	}
}
