package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// tallied is what the checks of some records add up to.
type tallied struct {
	all      passes
	visits   int
	items    passesBy // by item
	objects  passesBy // by object
	failures sums     // by item, with what was forbidden and seen
}

// passesBy are passes by name, in the order in which the names come.
type passesBy struct {
	names []string
	of    map[string]passes
}

func (n *passesBy) add(name string, p passes) {
	if name == "" || !p.known() {
		return
	}
	if n.of == nil {
		n.of = map[string]passes{}
	}
	old, ok := n.of[name]
	if !ok {
		n.names = append(n.names, name)
	}
	old.add(p)
	n.of[name] = old
}

// tally adds up what a record tells of the days up to one.
func (t *tallied) add(r *inspectionRecord, asOf value.Date) {
	for _, v := range r.Checks {
		if v.Total != "" || v.Day.After(asOf) {
			continue
		}
		t.visits++
		t.all.add(v.sum)
		t.objects.add(string(v.Object), v.sum)
		for i, m := range v.marks {
			t.items.add(r.items[i], m.passes())
			if m.checked > m.passed {
				t.failures.add(r.items[i], m.checked-m.passed)
			}
		}
	}
	for _, p := range r.Parts {
		if p.Total != "" || p.Day.After(asOf) {
			continue
		}
		sum := passes{checked: int(p.Checked), passed: int(p.Passed)}
		t.all.add(sum)
		t.objects.add(string(p.Object), sum)
		t.items.add(string(p.Item), sum)
		if sum.checked > sum.passed && p.Item != "" {
			t.failures.add(string(p.Item), sum.checked-sum.passed)
		}
	}
	for _, v := range r.Violations {
		if v.Total == "" && !v.Day.After(asOf) {
			t.failures.add(string(v.Item), int(v.Count))
		}
	}
}

func (m mark) passes() passes {
	p := passes{checked: m.checked, passed: m.passed}
	if m.points != nil {
		p.points, p.rated = m.points.Hundredths(), 1
	}
	return p
}

// cell shows passes in few characters: √, 4/5, 96.7 or points. Few checks are shown as they
// are (R19); the number is what a chart shades.
func (p passes) cell(least int) block.Cell {
	switch {
	case p.checked == 0 && p.rated == 0:
		return block.Text("—")
	case p.checked == 0:
		return block.Number(p.score().String(), p.score().Float())
	case p.checked == 1 && p.passed == 1:
		return block.Number("√", 100)
	case p.checked == 1:
		return block.Number("×", 0)
	case p.checked < least:
		return block.Number(fmt.Sprintf("%d/%d", p.passed, p.checked), p.rate().Float())
	}
	return percentCell(p.rate())
}

// number is what passes measure, as a number that can be compared with others of the same unit.
func (p passes) number() block.Cell {
	if p.checked > 0 {
		return percentCell(p.rate())
	}
	return scoreCell(p.score())
}

// measured reports whether passes give a number that can be compared.
func (p passes) measured(least int) bool { return p.checked >= least || p.checked == 0 && p.rated > 0 }

// unit returns the unit of what passes measure.
func (p passes) unit() string {
	if p.checked > 0 {
		return "%"
	}
	return "分"
}

// word names what passes measure.
func (p passes) word() string {
	if p.checked > 0 {
		return "合格率"
	}
	return "平均得分"
}

// figure is the number that passes come to.
func (p passes) figure(label string, least int) block.Figure {
	f := block.Figure{Label: label + p.word(), Value: p.score().String(), Unit: "分", Note: fmt.Sprintf("%d 次检查得分的平均", p.rated)}
	switch {
	case p.checked >= least:
		f.Value, f.Unit = bare(p.rate()), "%"
		f.Note = fmt.Sprintf("合格 %s ÷ 检查 %s", value.Count(p.passed), value.Count(p.checked))
	case p.checked > 0:
		f.Label, f.Value, f.Unit = label+"合格", fmt.Sprint(p.passed), fmt.Sprintf("/ %d 项", p.checked)
		f.Note = fmt.Sprintf("检查数少于 %d，不计算百分比", least)
	}
	return f
}

func inspectionBlocks(c *env[inspectionSettings], it *item[inspectionRecord]) []block.Block {
	own := it.own
	var t tallied
	t.add(own, c.AsOf)
	var out []block.Block
	if figures := t.figures(c, own); len(figures) > 0 {
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures})
	}
	var f facts
	f.add("检查清单", string(own.List))
	f.add("期间", own.Period.String())
	f.add("检查方式", string(own.Method))
	f.add("频次", string(own.Rhythm))
	f.add("检查人", names(own.Inspectors))
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	missed, err := own.missed(c.Calendar, c.AsOf, own.days(c.AsOf))
	if err == nil && len(missed) > 0 {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("%s检查，应查未查 %d 次：%s。", own.Rhythm, len(missed), joined(missed))})
	}
	out = append(out, it.body(func(table string) []block.Block { return inspectionTable(c, own, table) })...)
	least := minimum(c.set.MinSample)
	out = append(out, byDay(c, own)...)
	out = append(out, byItem(c, own)...)
	if len(t.items.names) > 1 {
		out = append(out, t.items.bars("各项"+t.all.word(), "检查项目", least)...)
	}
	return append(out, pareto(&t.failures, least)...)
}

// figures are the numbers of one record.
func (t *tallied) figures(c *env[inspectionSettings], own *inspectionRecord) []block.Figure {
	least := minimum(c.set.MinSample)
	var out []block.Figure
	if t.all.known() {
		out = append(out, t.all.figure("", least))
	}
	if t.visits > 0 {
		out = append(out, block.Figure{Label: "检查", Value: fmt.Sprint(t.visits), Unit: "次"})
	}
	if n := t.failures.total(); n > 0 || t.all.checked > 0 {
		f := block.Figure{Label: "不合格", Value: fmt.Sprint(n), Unit: "项次"}
		if n > 0 {
			f.Note = "最多的是" + t.failures.ranked()[0]
		}
		out = append(out, f)
	}
	if done, all := fixed(own, c.AsOf); all > 0 {
		out = append(out, block.Figure{Label: "问题整改", Value: fmt.Sprint(done), Unit: fmt.Sprintf("/ %d 个", all), Note: rateNote("整改率", done, all, least)})
	}
	return out
}

// fixed counts the problems that are put right.
func fixed(own *inspectionRecord, asOf value.Date) (done, all int) {
	for _, p := range own.Problems {
		if p.Total != "" || p.Day.After(asOf) {
			continue
		}
		all++
		if !p.Done.IsZero() && !p.Done.After(asOf) {
			done++
		}
	}
	return done, all
}

func inspectionTable(c *env[inspectionSettings], own *inspectionRecord, table string) []block.Block {
	switch table {
	case "问题整改":
		var list []found
		for _, p := range own.Problems {
			list = append(list, found{p, ""})
		}
		return problemTable(c, list, "问题整改")
	case "违规统计":
		return []block.Block{violationTable(c, own)}
	case "分项检查":
		return []block.Block{partTable(c, own)}
	}
	return []block.Block{visitTable(c, own)}
}

func visitTable(c *env[inspectionSettings], own *inspectionRecord) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline}, Caption: "检查记录", Columns: []block.Column{
		{Title: "日期"}, {Title: "对象"}, {Title: "班次", Minor: true}, {Title: "方式", Minor: true},
	}}
	for _, name := range own.items {
		t.Columns = append(t.Columns, block.Column{Title: name, Align: block.Center})
	}
	t.Columns = append(t.Columns, block.Column{Title: "得分", Align: block.End}, block.Column{Title: "检查人", Minor: true}, block.Column{Title: "说明"})
	for _, v := range own.Checks {
		if v.Total != "" || v.Day.After(c.AsOf) {
			continue
		}
		row := []block.Cell{block.Text(v.Day.ISO()), block.Text(string(v.Object)), block.Text(string(v.Shift)), block.Text(string(v.Method))}
		for _, m := range v.marks {
			row = append(row, m.cell())
		}
		points := block.Cell{}
		if v.Points != nil {
			points = block.Number(v.Points.String(), v.Points.Float())
		}
		t.Rows = append(t.Rows, append(row, points, block.Text(string(v.By)), v.Found.cell()))
	}
	return withoutEmpty(t)
}

// cell shows a mark as it was made.
func (m mark) cell() block.Cell {
	switch {
	case m.points != nil:
		return block.Number(m.points.String(), m.points.Float())
	case m.checked == 0:
		return block.Cell{}
	case m.checked == 1:
		return m.passes().cell(0)
	}
	return block.Text(fmt.Sprintf("%d/%d", m.passed, m.checked))
}

func partTable(c *env[inspectionSettings], own *inspectionRecord) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline}, Caption: "分项检查", Columns: []block.Column{
		{Title: "检查项目"}, {Title: "对象"}, {Title: "日期"}, {Title: "检查数", Align: block.End}, {Title: "合格数", Align: block.End}, {Title: "合格率", Align: block.End},
	}}
	for _, p := range own.Parts {
		if p.Total != "" || p.Day.After(c.AsOf) {
			continue
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(p.Item)), block.Text(string(p.Object)), block.Text(isoText(p.Day)), count(int(p.Checked)), count(int(p.Passed)),
			block.Text(rate(int(p.Passed), int(p.Checked), minimum(c.set.MinSample))),
		})
	}
	return withoutEmpty(t)
}

func violationTable(c *env[inspectionSettings], own *inspectionRecord) block.Table {
	t := block.Table{Head: block.Head{Note: "只统计次数和单位，不公开个人"}, Caption: "违规统计", Columns: []block.Column{
		{Title: "违规项"}, {Title: "对象"}, {Title: "日期"}, {Title: "次数", Align: block.End},
	}}
	for _, v := range own.Violations {
		if v.Total == "" && !v.Day.After(c.AsOf) {
			t.Rows = append(t.Rows, []block.Cell{block.Text(string(v.Item)), block.Text(string(v.Object)), block.Text(isoText(v.Day)), count(int(v.Count))})
		}
	}
	return withoutEmpty(t)
}

// found is a problem with the record that tells of it.
type found struct {
	problem
	ref block.Ref
}

func problemTable(c *env[inspectionSettings], list []found, caption string) []block.Block {
	t := block.Table{Caption: caption, Columns: []block.Column{
		{Title: "问题"},
		{Title: "对象"},
		{Title: "发现日期", Minor: true},
		{Title: "措施"},
		{Title: "责任人"},
		{Title: "时限"},
		{Title: "状态", Align: block.Center},
		{Title: "结果"},
	}}
	for _, p := range list {
		if p.Total != "" || p.Day.After(c.AsOf) {
			continue
		}
		if p.Done.After(c.AsOf) {
			p.Done, p.Result = value.Date{}, Rich{}
		}
		what := p.What.cell()
		what.Ref = p.ref
		t.Rows = append(t.Rows, []block.Cell{
			what, block.Text(string(p.Object)), block.Text(isoText(p.Day)), p.Measure.cell(), block.Text(string(p.Owner)),
			block.Text(p.Due.ISO()),
			{Badge: deadline(p.Due, p.Done, c.AsOf, "整改中", "按时完成")},
			p.Result.cell(),
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []block.Block{withoutEmpty(t)}
}

// maxDays is how many days a heat map has room for: those of a month.
const maxDays = 31

// byDay shades each object on each day; it needs some of both.
func byDay(c *env[inspectionSettings], own *inspectionRecord) []block.Block {
	var days []value.Date
	at := map[value.Date]*passesBy{}
	var objects passesBy
	for _, v := range own.Checks {
		if v.Total != "" || v.Day.After(c.AsOf) || !v.sum.known() {
			continue
		}
		if at[v.Day] == nil {
			at[v.Day] = &passesBy{}
			days = append(days, v.Day)
		}
		at[v.Day].add(string(v.Object), v.sum)
		objects.add(string(v.Object), v.sum)
	}
	if len(days) < 2 || len(days) > maxDays || len(objects.names) < 2 {
		return nil
	}
	slices.SortFunc(days, value.Date.Compare)
	titles := make([]string, len(days))
	for i, d := range days {
		titles[i] = d.Short()
	}
	return heat("各对象每次检查结果", "对象", objects.names, titles, func(object string, i int) passes { return at[days[i]].of[object] }, minimum(c.set.MinSample))
}

// byItem shades each object in each item of the list.
func byItem(c *env[inspectionSettings], own *inspectionRecord) []block.Block {
	by := map[string]*passesBy{}
	var objects, items passesBy
	note := func(object, item string, p passes) {
		if object == "" || item == "" || !p.known() {
			return
		}
		if by[object] == nil {
			by[object] = &passesBy{}
		}
		by[object].add(item, p)
		objects.add(object, p)
		items.add(item, p)
	}
	for _, v := range own.Checks {
		for i, m := range v.marks {
			if v.Total == "" && !v.Day.After(c.AsOf) {
				note(string(v.Object), own.items[i], m.passes())
			}
		}
	}
	for _, p := range own.Parts {
		if p.Total == "" && !p.Day.After(c.AsOf) {
			note(string(p.Object), string(p.Item), passes{checked: int(p.Checked), passed: int(p.Passed)})
		}
	}
	if len(objects.names) < 2 || len(items.names) < 2 {
		return nil
	}
	return heat("各对象各项结果", "对象", objects.names, items.names, func(object string, i int) passes { return by[object].of[items.names[i]] }, minimum(c.set.MinSample))
}

// heat draws rows and columns as shades.
func heat(title, label string, rows, columns []string, at func(row string, column int) passes, least int) []block.Block {
	t := block.Table{Columns: []block.Column{{Title: label}}}
	chart := block.Chart{Head: block.Head{Title: title}, Type: block.HeatmapChart}
	for i, name := range columns {
		t.Columns = append(t.Columns, block.Column{Title: name, Align: block.End})
		chart.Series = append(chart.Series, block.Series{Column: i + 1})
	}
	var all passes
	for _, name := range rows {
		row := []block.Cell{block.Text(name)}
		for i := range columns {
			p := at(name, i)
			all.add(p)
			row = append(row, p.cell(least))
		}
		t.Rows = append(t.Rows, row)
	}
	if all.checked > 0 {
		t.Unit, chart.Note = "%", fmt.Sprintf("颜色深浅是合格率；检查数少于 %d 的写“合格数/检查数”，只查一项的写 √ 或 ×", least)
	} else {
		t.Unit = "分"
	}
	chart.Table, chart.Desc = t, fmt.Sprintf("%d 个%s，%d 列，%s。", len(rows), label, len(columns), all.word())
	return []block.Block{chart}
}

// bars ranks names by what their passes come to; where some have too few checks, it is a table.
func (n *passesBy) bars(title, label string, least int) []block.Block {
	var all passes
	order, enough := slices.Clone(n.names), true
	for _, name := range order {
		all.add(n.of[name])
		enough = enough && n.of[name].measured(least)
	}
	if !all.measured(least) {
		return nil
	}
	slices.SortStableFunc(order, func(a, b string) int { return n.compare(b, a) })
	t := block.Table{Unit: all.unit(), Columns: []block.Column{{Title: label}, {Title: all.word(), Align: block.End}}}
	if all.checked > 0 {
		t.Columns = append(t.Columns, block.Column{Title: "检查数", Align: block.End}, block.Column{Title: "合格数", Align: block.End})
	}
	for _, name := range order {
		p := n.of[name]
		row := []block.Cell{block.Text(name), p.cell(least)}
		if all.checked > 0 {
			row = append(row, block.Text(value.Count(p.checked).String()), block.Text(value.Count(p.passed).String()))
		}
		t.Rows = append(t.Rows, row)
	}
	if !enough { // bars would set two of two against ninety of a hundred
		t.Head = block.Head{Title: title, Note: fmt.Sprintf("检查数少于 %d 的不算百分比", least)}
		return []block.Block{t}
	}
	return []block.Block{charted(block.Chart{
		Head: block.Head{Title: title}, Type: block.BarChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("最高的是%s，最低的是%s。", order[0], order[len(order)-1]),
	})}
}

// compare orders names by what their passes come to.
func (n *passesBy) compare(a, b string) int {
	p, q := n.of[a], n.of[b]
	if p.checked > 0 && q.checked > 0 {
		return p.rate().Compare(q.rate())
	}
	return p.score().Compare(q.score())
}

// pareto shows what goes wrong most, with what it adds up to in the table.
func pareto(failures *sums, least int) []block.Block {
	all := failures.total()
	if all == 0 {
		return nil
	}
	t := failures.table("项目", "不合格次数", "次", failures.ranked())
	if all >= least {
		t.Columns = append(t.Columns, block.Column{Title: "占比", Align: block.End}, block.Column{Title: "累计占比", Align: block.End})
		run := 0
		for i, name := range failures.ranked() {
			run += failures.n[name]
			t.Rows[i] = append(t.Rows[i], block.Text(rate(failures.n[name], all, 1)), block.Text(rate(run, all, 1)))
		}
	}
	first := failures.ranked()[0]
	return []block.Block{charted(block.Chart{
		Head: block.Head{Title: "哪些项目最容易不合格"}, Type: block.ColumnChart, Table: t, Series: []block.Series{{Column: 1}},
		Desc: fmt.Sprintf("共不合格 %d 次，最多的是%s，%d 次。", all, first, failures.n[first]),
	})}
}

// joined lists texts, the first of many.
func joined(texts []string) string {
	const most = 12
	if len(texts) <= most {
		return strings.Join(texts, "、")
	}
	return strings.Join(texts[:most], "、") + "等"
}
