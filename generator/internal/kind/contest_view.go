package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func contestBlocks(c *env[contestSettings], it *item[contestRecord]) []block.Block {
	k := it.own
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: k.figures()}}
	w := k.window()
	if w != nil && w.Open(c.AsOf) {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("结果正在公示，%s截止。有异议请在截止前拨打 %s。", w.To, k.objectionPhone(c.Context))})
	}
	tolls := false // stations and collectors are shown together
	out = append(out, it.body(func(table string) []block.Block {
		switch table {
		case "成绩":
			return k.scoreBlocks(c)
		case "晋档":
			return k.levelsChart(c)
		case "对标":
			return []block.Block{k.benchmarkChart()}
		}
		if tolls {
			return nil
		}
		tolls = true
		return k.tollBlocks(c)
	})...)
	var f facts
	f.add("竞赛", string(k.Contest))
	f.add("期间", k.Period.String())
	if len(k.items) > 0 {
		f.add("计分办法", k.formula())
	}
	if w != nil {
		f = append(f, k.fact(c.AsOf))
		f.add("异议电话", k.objectionPhone(c.Context))
	}
	return append(out, append(f, it.common()...).block(block.Detail)...)
}

func (k *contestRecord) figures() []block.Figure {
	var out []block.Figure
	if len(k.ranking) > 0 && k.ranking[0].complete {
		out = append(out, k.meanFigure("平均"), k.joinedFigure())
		top := k.ranking[0]
		out = append(out, block.Figure{Label: "第一名", Value: string(top.Name), Note: top.total.String() + " " + k.unit()})
	}
	if k.hasTolls() {
		w := k.whole()
		out = append(
			out,
			block.Figure{Label: "收费额", Value: w.amount.String(), Unit: "元"},
			block.Figure{Label: "差错", Value: fmt.Sprint(w.errors), Unit: "次"},
		)
	}
	if len(out) == 0 {
		out = append(out, block.Figure{Label: "对象", Value: fmt.Sprint(max(len(k.Levels), len(k.Benchmarks))), Unit: "个"})
	}
	return out
}

// mean is the mean of the totals, rounded half up to 0.01.
func (k *contestRecord) mean() (value.Score, int) {
	var sum int64
	n := 0
	for _, s := range k.ranking {
		if s.complete {
			sum, n = sum+s.total.Hundredths(), n+1
		}
	}
	if n == 0 {
		return value.Score{}, 0
	}
	return value.ScoreOf((2*sum + int64(n)) / int64(2*n)), n
}

func (k *contestRecord) meanFigure(label string) block.Figure {
	m, n := k.mean()
	return block.Figure{Label: label + k.unit(), Value: m.Fixed(), Unit: k.unit(), Note: fmt.Sprintf("%d 个对象的平均", n)}
}

func (k *contestRecord) joinedFigure() block.Figure {
	joined := k.entrants()
	if k.Joined != nil {
		joined = int(*k.Joined)
	}
	f := block.Figure{Label: "参加", Value: fmt.Sprint(joined), Unit: "个"}
	if k.Expected != nil && *k.Expected > 0 {
		f.Unit = fmt.Sprintf("/ %s 人", k.Expected)
		f.Note = "参赛率 " + value.Ratio(int64(joined), int64(*k.Expected)).String()
	}
	return f
}

// formula says how the total is made.
func (k *contestRecord) formula() string {
	parts := make([]string, len(k.items))
	for i, it := range k.items {
		parts[i] = it.name
		if it.weight > 0 {
			parts[i] += " × " + value.ScoreOf(it.weight).String() + "%"
		}
		if it.minus {
			parts[i] = "−" + parts[i]
		}
	}
	return "总分 = " + strings.ReplaceAll(strings.Join(parts, " + "), "+ −", "− ") + "；总分相同的名次并列，后面的名次空出来"
}

// scoreBlocks are the ranking, what each total is made of, and how the stars are spread.
func (k *contestRecord) scoreBlocks(c *env[contestSettings]) []block.Block {
	out := []block.Block{k.rankingChart(string(k.Contest)+k.Period.Short()+"排行", len(k.ranking), true)}
	out = append(out, k.itemCharts()...)
	if stars, ok := k.starChart(c); ok {
		out = append(out, stars)
	}
	return out
}

// rankingChart ranks those who took part; in full, the table has their items, and is not folded away.
func (k *contestRecord) rankingChart(title string, most int, full bool) block.Block {
	t := block.Table{Unit: k.unit(), Columns: []block.Column{{Title: "对象"}, {Title: "总分", Align: block.End}, {Title: "名次", Align: block.Center}}}
	stars := slices.ContainsFunc(k.ranking, func(s *scoreLine) bool { return s.stars > 0 })
	flags := slices.ContainsFunc(k.ranking, func(s *scoreLine) bool { return s.Flag != "" })
	in := full && slices.Contains(k.Layout.Has, "单位")
	for _, x := range []struct {
		shown bool
		title string
	}{{stars, "星级"}, {flags, "旗"}, {in, "单位"}} {
		if x.shown {
			t.Columns = append(t.Columns, block.Column{Title: x.title})
		}
	}
	if full {
		for _, x := range k.Layout.Extra {
			t.Columns = append(t.Columns, block.Column{Title: x.Title, Align: k.itemAlign(x.Title), Minor: true})
		}
	}
	for _, s := range k.ranking[:min(most, len(k.ranking))] {
		row := []block.Cell{block.Text(string(s.Name)), block.Text("—"), block.Text("—")}
		if s.complete {
			row[1], row[2] = scoreCell(s.total), block.Text(fmt.Sprint(s.rank))
		}
		if stars {
			row = append(row, block.Text(strings.Repeat("★", s.stars)))
		}
		if flags {
			row = append(row, block.Text(string(s.Flag)))
		}
		if in {
			row = append(row, block.Text(string(s.In)))
		}
		if full {
			for _, e := range s.Extra {
				row = append(row, block.Cell{Text: e.Text, Markup: e.Markup})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	desc := fmt.Sprintf("%d 个对象按总分从高到低。", len(k.ranking))
	if k.ranking[0].complete {
		desc += fmt.Sprintf("第一名%s，%s %s。", k.ranking[0].Name, k.ranking[0].total, k.unit())
	}
	return charted(block.Chart{
		Head: block.Head{Role: block.Headline, Title: title}, Type: block.BarChart, Desc: desc,
		Table: t, Series: []block.Series{{Column: 1}}, Open: full,
	})
}

func (k *contestRecord) itemAlign(title string) block.Align {
	if slices.ContainsFunc(k.items, func(i contestItem) bool { return i.name == plainItem(title) }) {
		return block.End
	}
	return block.Start
}

// fewShapes is how many polygons a radar can tell apart.
const fewShapes = 4

// itemCharts show the items of each: as parts of the total where they are added up, else, where all are marks on
// one scale, as shades for all and as shapes for the first few.
func (k *contestRecord) itemCharts() []block.Block {
	if len(k.items) < 2 || !k.ranking[0].complete {
		return nil
	}
	t := block.Table{Unit: k.unit(), Columns: []block.Column{{Title: "对象"}}}
	var series []block.Series
	added := true
	for i, it := range k.items {
		t.Columns = append(t.Columns, block.Column{Title: it.name, Align: block.End})
		series = append(series, block.Series{Column: i + 1})
		added = added && it.weight == 0
	}
	for _, s := range k.ranking {
		row := []block.Cell{block.Text(string(s.Name))}
		for i, m := range s.marks {
			row = append(row, k.items[i].part(m))
		}
		t.Rows = append(t.Rows, row)
	}
	if added {
		return []block.Block{block.Chart{
			Head: block.Head{Title: "总分构成", Note: "各项相加就是总分，扣的分在左边"}, Type: block.StackedBar,
			Desc: "每个对象的总分由各项相加。", Table: t, Series: series,
		}}
	}
	out := []block.Block{block.Chart{Head: block.Head{Title: "各项得分"}, Type: block.HeatmapChart, Desc: "每个对象各项的得分，颜色越深越高。", Table: t, Series: series}}
	if len(k.items) < radarAxes {
		return out
	}
	radar := t
	radar.Rows = t.Rows[:min(fewShapes, len(t.Rows))]
	chart := block.Chart{
		Head: block.Head{Title: "各项得分比较", Note: fmt.Sprintf("前 %d 名", len(radar.Rows))}, Type: block.RadarChart,
		Desc: "前几名各项得分的形状。", Table: radar, Series: series,
	}
	if full, ok := k.full(); ok {
		chart.Max = full.Float()
	}
	return append(out, chart)
}

// part is what a mark adds to the total.
func (i contestItem) part(mark *value.Score) block.Cell {
	if mark != nil && i.minus {
		return scoreCell(value.ScoreOf(-mark.Hundredths()))
	}
	return scoreOrBlank(mark)
}

// starChart counts how many have how many stars.
func (k *contestRecord) starChart(c *env[contestSettings]) (block.Chart, bool) {
	n := map[int]int{}
	all := 0
	var steps []int
	for _, s := range k.ranking {
		if s.stars > 0 {
			n[s.stars]++
			all++
			steps = append(steps, s.stars)
		}
	}
	for _, b := range c.set.Stars {
		if b.Stars > 0 && c.set.starred(k.Contest) {
			steps = append(steps, int(b.Stars))
		}
	}
	if all < 2 {
		return block.Chart{}, false
	}
	slices.Sort(steps)
	steps = slices.Compact(steps)
	t := block.Table{Unit: "个", Columns: []block.Column{{Title: "星级"}, {Title: "对象", Align: block.End}}}
	for _, i := range slices.Backward(steps) {
		t.Rows = append(t.Rows, []block.Cell{block.Text(fmt.Sprintf("%d星", i)), count(n[i])})
	}
	most := steps[len(steps)-1]
	return block.Chart{
		Head: block.Head{Title: k.Period.Short() + "星级分布", Note: c.set.starRule()}, Type: block.ColumnChart,
		Desc:  fmt.Sprintf("%d 个对象定了星级，最高的 %d 星有 %d 个。", all, most, n[most]),
		Table: t, Series: []block.Series{{Column: 1}},
	}, true
}

// starRule says which score gives how many stars.
func (s *contestSettings) starRule() string {
	bands := slices.Clone(s.Stars)
	slices.SortStableFunc(bands, func(a, b band) int { return b.From.Compare(a.From) })
	var parts []string
	for _, b := range bands {
		if b.Stars > 0 {
			parts = append(parts, fmt.Sprintf("%s 分起 %s 星", b.From, b.Stars))
		}
	}
	return strings.Join(parts, "，")
}

// tollBlocks show what was taken in, and how far everybody is on the way to the goals.
// tollUnits is the place of what each unit took in.
const tollUnits = "units"

func (k *contestRecord) tollBlocks(c *env[contestSettings]) []block.Block {
	out := k.run.progressCharts(c.set, 1000)
	if len(k.sums) > 1 {
		t := block.Table{Unit: "元", Columns: []block.Column{{Title: "单位"}, {Title: "收费额", Align: block.End}, {Title: "差错次数", Align: block.End}}}
		sums := slices.Clone(k.sums)
		slices.SortStableFunc(sums, func(a, b unitSum) int { return b.amount.Cmp(a.amount) })
		for _, u := range sums {
			t.Rows = append(t.Rows, []block.Cell{block.Text(u.name), moneyCell(u.amount), count(u.errors)})
		}
		w := k.whole()
		t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, moneyCell(w.amount), count(w.errors)}}
		out = append(out, block.Chart{
			Head: block.Head{Title: k.Period.Short() + "各单位收费额", Place: tollUnits, Note: "已核对：各收费员相加等于全站，各站相加等于合计"}, Type: block.BarChart,
			Desc: fmt.Sprintf("合计 %s 元，差错 %d 次。", w.amount, w.errors), Table: t, Series: []block.Series{{Column: 1}}, Open: true,
		})
	}
	if len(k.Tolls) > 0 {
		out = append(out, k.tollTable())
	}
	return out
}

// tollTable lists the collectors, who took in most on top.
func (k *contestRecord) tollTable() block.Table {
	t := block.Table{Head: block.Head{Title: k.Period.Short() + "收费明细"}, Unit: "元", Columns: []block.Column{
		{Title: "对象"}, {Title: "收费额", Align: block.End}, {Title: "差错次数", Align: block.End}, {Title: "无差错累计", Align: block.End},
	}}
	numbered, in := slices.Contains(k.TollHead.Has, "工号"), slices.Contains(k.TollHead.Has, "单位")
	if numbered {
		t.Columns = append(t.Columns, block.Column{Title: "工号", Minor: true})
	}
	if in {
		t.Columns = append(t.Columns, block.Column{Title: "单位", Minor: true})
	}
	rows := slices.DeleteFunc(slices.Clone(k.Tolls), func(x toll) bool { return x.Row.Total != "" })
	slices.SortStableFunc(rows, func(a, b toll) int { return b.Amount.Cmp(*a.Amount) })
	for _, x := range rows {
		var sum block.Cell
		if at, ok := k.run.at(x); ok {
			sum = moneyCell(at)
		}
		row := []block.Cell{block.Text(x.label()), moneyCell(*x.Amount), count(number(x.Errors)), sum}
		if numbered {
			row = append(row, block.Text(string(x.Number)))
		}
		if in {
			row = append(row, block.Text(string(x.In)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
