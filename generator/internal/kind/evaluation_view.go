package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func evaluationBlocks(c *env[evaluationSettings], it *item[evaluationRecord]) []block.Block {
	e := it.own
	var out []block.Block
	if figures := evaluationFigures(c, it); len(figures.Figures) > 0 {
		out = append(out, figures)
	}
	var f facts
	f.add("评议来源", string(e.From))
	f.add("评议渠道", string(e.Channel))
	f.add("评议方式", string(e.Method))
	f.add("期间", e.Period.String())
	if e.Expected != nil && e.Present != nil {
		f.add("到会", fmt.Sprintf("应到 %s 人，实到 %s 人", e.Expected, e.Present))
	}
	f.add("开箱", strings.TrimSpace(dateText(e.Opened)+" "+names(e.Openers)))
	f.add("报送", strings.TrimSpace(dateText(e.Sent)+" "+string(e.SentTo)))
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	out = append(out, it.body(func(table string) []block.Block {
		switch {
		case table == "点评":
			return []block.Block{remarkTable(c, it)}
		case table == "意见分类":
			return []block.Block{opinionTable(e)}
		case e.byBallot:
			return []block.Block{ballotChart(c, e)}
		}
		return []block.Block{pointsChart(e)}
	})...)
	return append(out, composite(c, e.round)...)
}

// evaluationFigures are the key numbers of a record, with formula and n.
func evaluationFigures(c *env[evaluationSettings], it *item[evaluationRecord]) block.Figures {
	e := it.own
	out := block.Figures{Head: block.Head{Role: block.Headline}}
	if told := remarksOf(c, []*item[evaluationRecord]{it}); len(told) > 0 {
		out.Figures = append(out.Figures, followUp(c, told))
	}
	switch {
	case len(e.Ratings) == 0:
		if n := e.opinions(); n > 0 {
			out.Figures = append(out.Figures, block.Figure{Label: "收到意见", Value: value.Count(n).String(), Unit: "件"})
		}
		return out
	case !e.byBallot:
		out.Figures = append(out.Figures, block.Figure{Label: "平均得分", Value: e.meanPoints().Fixed(), Unit: "分", Note: fmt.Sprintf("%d 个对象得分的平均", e.objects())})
		if e.Raters != nil {
			out.Figures = append(out.Figures, block.Figure{Label: "评分人数", Value: e.Raters.String(), Unit: "人"})
		}
		return out
	}
	n := value.Count(e.all.counted)
	if e.all.counted >= c.set.minimum() {
		out.Note = c.set.formula(e)
		out.Figures = append(out.Figures,
			block.Figure{Label: "满意率", Value: bare(e.all.rate()), Unit: "%", Note: fmt.Sprintf("满意的票 %s ÷ 有效票 n=%s", value.Count(e.all.satisfied), n)},
			block.Figure{Label: "满意度", Value: e.all.score().Fixed(), Unit: "分", Note: "有效票的平均分 n=" + n.String()})
	} else {
		out.Note = fmt.Sprintf("有效票只有 %s 张，少于 %d 张，不计算比例。", n, c.set.minimum())
	}
	returned := block.Figure{Label: "收回选票", Value: e.Returned.String(), Unit: "张"}
	if e.Issued != nil {
		returned.Unit = "/ " + e.Issued.String() + " 张"
		returned.Note = "收回率 " + value.Ratio(int64(*e.Returned), int64(*e.Issued)).String()
	}
	out.Figures = append(out.Figures, returned)
	return out
}

// formula explains 满意率 and 满意度 in the words of the grades on the ballots.
func (s *evaluationSettings) formula(e *evaluationRecord) string {
	var satisfied, left, scores []string
	for _, i := range e.grades {
		g := s.Grades[i]
		switch {
		case bool(g.LeftOut):
			left = append(left, string(g.Name))
		case bool(g.Satisfied):
			satisfied = append(satisfied, string(g.Name))
		}
		if g.Score != nil && !bool(g.LeftOut) {
			scores = append(scores, fmt.Sprintf("%s %s", g.Name, g.Score))
		}
	}
	text := fmt.Sprintf("满意率 =（%s）÷ 有效票；满意度 = 各票分值的平均（%s）", strings.Join(satisfied, " + "), strings.Join(scores, "、"))
	if len(left) > 0 {
		text += fmt.Sprintf("；“%s”不计入有效票", strings.Join(left, "、"))
	}
	if e.shared() {
		return text + "。每张选票只评一个对象。"
	}
	return text + "。每张选票对每个对象各评一次。"
}

// through names the channel in brackets.
func (e *evaluationRecord) through() string {
	if e.Channel == "" {
		return ""
	}
	return "（" + string(e.Channel) + "）"
}

// judged reports whether a grade was given to each object in the end.
func (e *evaluationRecord) judged() bool { return slices.Contains(e.Layout.Has, "评定等次") }

// opinions is how many opinions a record holds.
func (e *evaluationRecord) opinions() int {
	n := 0
	for _, o := range withoutTotals(e.Opinions) {
		n += int(o.N)
	}
	return n
}

func (e *evaluationRecord) objects() int {
	n := 0
	for _, r := range e.Ratings {
		if r.Total == "" {
			n++
		}
	}
	return n
}

// meanPoints is the mean of the objects' points, rounded half up to 0.01.
func (e *evaluationRecord) meanPoints() value.Score {
	var sum int64
	for _, r := range e.Ratings {
		if r.Points != nil && r.Total == "" {
			sum += r.Points.Hundredths()
		}
	}
	n := int64(max(e.objects(), 1))
	return value.ScoreOf((2*sum + n) / (2 * n))
}

// ballotChart shows how the ballots for each object fell.
// ballotPlace is the place of the ballots on a record's page.
const ballotPlace = "ballots"

func ballotChart(c *env[evaluationSettings], e *evaluationRecord) block.Chart {
	t := block.Table{Unit: "张", Columns: []block.Column{{Title: "对象"}}}
	chart := block.Chart{Head: block.Head{Role: block.Headline, Title: "各对象得票", Place: ballotPlace}, Type: block.StackedBar}
	for n, i := range e.grades {
		t.Columns = append(t.Columns, block.Column{Title: string(c.set.Grades[i].Name), Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: n + 1, Hue: e.hue(c.set, n)})
	}
	rates := e.all.counted >= c.set.minimum()
	if rates {
		t.Columns = append(t.Columns, block.Column{Title: "满意率", Align: block.End}, block.Column{Title: "满意度", Align: block.End})
	}
	if e.judged() {
		t.Columns = append(t.Columns, block.Column{Title: "评定等次"})
	}
	for _, r := range e.Ratings {
		if r.Total != "" {
			continue
		}
		row := []block.Cell{block.Text(string(r.Object))}
		for _, i := range e.grades {
			row = append(row, count(r.tickets.byGrade[i]))
		}
		if rates {
			row = append(row, block.Text(r.tickets.rate().String()), block.Text(r.tickets.score().Fixed()))
		}
		if e.judged() {
			row = append(row, block.Text(string(r.Verdict)))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Foot = [][]block.Cell{ballotFoot(e, len(t.Columns), rates)}
	chart.Table = t
	chart.Desc = fmt.Sprintf("%d 个对象各得 %s 张票，按等次分开。", e.objects(), e.Returned)
	if e.shared() {
		chart.Desc = fmt.Sprintf("%d 个对象共收回 %s 张票，按等次分开。", e.objects(), e.Returned)
	}
	return chart
}

// ballotFoot adds up what the objects got.
func ballotFoot(e *evaluationRecord, columns int, rates bool) []block.Cell {
	foot := make([]block.Cell, columns)
	foot[0] = block.Cell{Text: "合计", Strong: true}
	for n, i := range e.grades {
		foot[n+1] = count(e.all.byGrade[i])
	}
	if rates {
		n := len(e.grades) + 1
		foot[n], foot[n+1] = block.Text(e.all.rate().String()), block.Text(e.all.score().Fixed())
	}
	return foot
}

// hue colours a grade on the ballots by what it says: the first of the satisfied grades and the last of
// the others stand out.
func (e *evaluationRecord) hue(s *evaluationSettings, n int) block.Hue {
	is := func(i int, satisfied bool) bool {
		g := s.Grades[i]
		return bool(g.Satisfied) == satisfied && !bool(g.LeftOut)
	}
	satisfied := func(i int) bool { return is(i, true) }
	dissatisfied := func(i int) bool { return is(i, false) }
	switch g := e.grades[n]; {
	case bool(s.Grades[g].LeftOut):
		return block.RestHue
	case satisfied(g) && n == slices.IndexFunc(e.grades, satisfied):
		return block.GoodHue
	case satisfied(g):
		return block.FairHue
	case !slices.ContainsFunc(e.grades[n+1:], dissatisfied):
		return block.BadHue
	}
	return block.PoorHue
}

// pointsChart ranks the objects by the points they were given.
func pointsChart(e *evaluationRecord) block.Chart {
	t := block.Table{Unit: "分", Columns: []block.Column{{Title: "对象"}, {Title: "得分", Align: block.End}}}
	if e.judged() {
		t.Columns = append(t.Columns, block.Column{Title: "评定等次"})
	}
	comments := slices.Contains(e.Layout.Has, "点评")
	if comments {
		t.Columns = append(t.Columns, block.Column{Title: "点评"})
	}
	rows := slices.DeleteFunc(slices.Clone(e.Ratings), func(r rating) bool { return r.Total != "" })
	slices.SortStableFunc(rows, func(a, b rating) int { return b.Points.Compare(*a.Points) })
	for _, r := range rows {
		row := []block.Cell{block.Text(string(r.Object)), scoreCell(*r.Points)}
		if e.judged() {
			row = append(row, block.Text(string(r.Verdict)))
		}
		if comments {
			row = append(row, r.Comment.cell())
		}
		t.Rows = append(t.Rows, row)
	}
	return block.Chart{
		Head: block.Head{Role: block.Headline, Title: "各对象得分"}, Type: block.BarChart,
		Desc:  fmt.Sprintf("最高的是%s，%s 分；最低的是%s，%s 分。", rows[0].Object, rows[0].Points, rows[len(rows)-1].Object, rows[len(rows)-1].Points),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}

// scoreCell is a cell with a score, with two decimals so that the points of a column line up.
func scoreCell(s value.Score) block.Cell { return block.Number(s.Fixed(), s.Float()) }

// composite is the table of a round: what each source gave, and what it adds up to.
func composite(c *env[evaluationSettings], rd *round) []block.Block {
	if rd == nil || len(c.set.weights) == 0 || len(rd.results) == 0 {
		return nil
	}
	var out []block.Block
	if len(rd.missing) > 0 {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("%s还没有%s的结果，综合得分暂缺，不作推算。", rd.period, strings.Join(rd.missing, "、"))})
	}
	return append(out, compositeTable(c, rd))
}

func compositeTable(c *env[evaluationSettings], rd *round) block.Table {
	t := block.Table{
		Head:    block.Head{Role: block.Headline, Title: rd.period.Short() + "综合得分", Note: c.set.compositeNote()},
		Columns: []block.Column{{Title: "名次", Align: block.Center}, {Title: "对象"}},
	}
	for i, s := range c.set.Sources {
		if c.set.counts(i) && c.set.counted() > 1 {
			t.Columns = append(t.Columns, block.Column{Title: s.Key, Align: block.End, Minor: true})
		}
	}
	t.Columns = append(t.Columns, block.Column{Title: "综合", Align: block.End}, block.Column{Title: "比上期", Align: block.Center})
	if len(c.set.Stars) > 0 {
		t.Columns = append(t.Columns, block.Column{Title: "星级", Align: block.Start})
	}
	for _, r := range rd.results {
		t.Rows = append(t.Rows, r.cells(c))
	}
	return t
}

func (r result) cells(c *env[evaluationSettings]) []block.Cell {
	rank := block.Text("—")
	if r.rank > 0 {
		rank = block.Text(fmt.Sprint(r.rank))
	}
	row := []block.Cell{rank, block.Text(r.object)}
	for i, m := range r.marks {
		switch {
		case !c.set.counts(i) || c.set.counted() <= 1: // one source alone is what it adds up to
		case m == nil:
			row = append(row, block.Text("缺"))
		default:
			row = append(row, scoreCell(*m))
		}
	}
	total := block.Text("—")
	if r.complete {
		total = scoreCell(r.composite)
		total.Strong = true
	}
	row = append(row, total, block.Text(r.change()))
	if len(c.set.Stars) > 0 {
		row = append(row, block.Text(strings.Repeat("★", r.stars)))
	}
	return row
}

// change says how the rank moved against the round before.
func (r result) change() string {
	switch {
	case r.rank == 0 || r.was == 0:
		return "—"
	case r.was > r.rank:
		return fmt.Sprintf("↑%d", r.was-r.rank)
	case r.was < r.rank:
		return fmt.Sprintf("↓%d", r.rank-r.was)
	}
	return "持平"
}

func (s *evaluationSettings) compositeNote() string {
	var parts []string
	for i, p := range s.Sources {
		if !s.counts(i) {
			continue
		}
		parts = append(parts, p.Key+" "+strings.TrimSuffix(value.ScoreOf(s.weights[i]).String(), ".00")+"%")
	}
	text := "综合 = " + strings.Join(parts, " + ")
	if len(s.Stars) == 0 {
		return text + "。"
	}
	bands := slices.Clone(s.Stars)
	slices.SortStableFunc(bands, func(a, b band) int { return b.From.Compare(a.From) })
	var stars []string
	for _, b := range bands {
		stars = append(stars, fmt.Sprintf("%s 分起 %s 星", b.From, b.Stars))
	}
	return text + "；星级：" + strings.Join(stars, "，") + "。"
}
