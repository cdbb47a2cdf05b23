package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// commitmentRecord is what a person, a post or the organisation promises
// (三亮之亮承诺; catalogue B53, C16, E12).
type commitmentRecord struct {
	Promiser value.Text `key:"promiser" zh:"承诺人,承诺主体,承诺单位" help:"谁承诺" need:"yes"`
	Level    value.Text `key:"level" zh:"承诺类别" help:"个人、岗位或组织" need:"yes"`
	Post     value.Text `key:"post" zh:"岗位,职务" help:"承诺人的岗位"`
	Signed   value.Date `key:"signed" zh:"签署日期,签订日期" help:"承诺书签署的日期" need:"yes"`

	Items []promise `table:"承诺事项" need:"yes"`
}

// promise is one line of a commitment.
type promise struct {
	Row
	What     Rich       `col:"承诺事项,事项,承诺内容" need:"cell"`
	Target   Rich       `col:"目标,指标"`
	Due      value.Date `col:"完成时限,时限,期限" need:"cell"`
	State    value.Text `col:"状态,兑现状态" need:"cell"`
	Done     value.Date `col:"完成日期,兑现日期"`
	Evidence Rich       `col:"佐证,证据"`
}

// The states of a promise.
const (
	stateTodo   = "未开始"
	stateDoing  = "进行中"
	stateDone   = "已完成"
	stateFailed = "未完成"
)

var (
	promiseStates = []string{stateTodo, stateDoing, stateDone, stateFailed}
	promiseLevels = []string{"个人", "岗位", "组织"}
)

var (
	errLevel       = diag.Define("GK0411", diag.Error, "承诺类别“%[1]s”不在可选的范围里。", "写“个人”“岗位”或“组织”。")
	errState       = diag.Define("GK0412", diag.Error, "状态“%[1]s”不在可选的范围里。", "写“未开始”“进行中”“已完成”或“未完成”。%[2]s")
	errDoneNoDate  = diag.Define("GK0413", diag.Error, "状态是“已完成”，但没有完成日期。", "填上完成日期；还没完成的，把状态改成“进行中”。")
	errDateNotDone = diag.Define("GK0414", diag.Error, "有完成日期，但状态是“%[1]s”。", "已经完成的，把状态改成“已完成”；没完成的，删掉完成日期。")
	errDoneFuture  = diag.Define("GK0415", diag.Warning, "完成日期 %[1]s 还没有到（基准日是 %[2]s），这一项按未完成显示。", "核对完成日期；还没完成的，把状态改成“进行中”。")
	errBeforeSign  = diag.Define("GK0416", diag.Error, "%[1]s %[2]s 早于签署日期 %[3]s。", "核对这两个日期。")
)

var commitment = &typed[commitmentRecord, noSettings]{
	name: "commitment", title: "公开承诺",
	traits: Traits{Living: true},
	help:   "个人、岗位或组织公开承诺的事项、时限和兑现情况",
	check:  checkCommitment, blocks: commitmentBlocks, overview: commitmentOverview,
}

func checkCommitment(c *env[noSettings], it *item[commitmentRecord]) {
	if l := string(it.own.Level); !slices.Contains(promiseLevels, l) {
		c.report(errLevel, it.At("level"), l)
	}
	for _, p := range it.own.Items {
		state := string(p.State)
		if !slices.Contains(promiseStates, state) {
			c.report(errState, p.At("状态"), state, diag.DidYouMean(state, promiseStates))
			continue
		}
		switch {
		case state == stateDone && p.Done.IsZero():
			c.report(errDoneNoDate, p.At("状态"))
		case state != stateDone && !p.Done.IsZero():
			c.report(errDateNotDone, p.At("完成日期"), state)
		case p.Done.After(c.AsOf):
			c.report(errDoneFuture, p.At("完成日期"), p.Done, c.AsOf)
		}
		if p.Due.Before(it.own.Signed) {
			c.report(errBeforeSign, p.At("完成时限"), "完成时限", p.Due, it.own.Signed)
		}
		if !p.Done.IsZero() && p.Done.Before(it.own.Signed) {
			c.report(errBeforeSign, p.At("完成日期"), "完成日期", p.Done, it.own.Signed)
		}
	}
}

// asOf returns the promise as it stood on a day: what was finished later was still under
// way, so that a build for an earlier day shows what was true then.
func (p promise) asOf(day value.Date) promise {
	if p.Done.After(day) {
		p.State, p.Done, p.Evidence = stateDoing, value.Date{}, Rich{}
	}
	return p
}

// overdue returns by how many days a promise is or was late, or 0.
func (p promise) overdue(asOf value.Date) int {
	end := asOf
	if !p.Done.IsZero() {
		end = p.Done
	}
	return max(0, end.Sub(p.Due))
}

func (p promise) badge(asOf value.Date) block.Badge {
	late := p.overdue(asOf)
	switch {
	case string(p.State) == stateDone && late > 0:
		return block.Badge{Text: "逾期完成", Tone: block.Attention}
	case string(p.State) == stateDone:
		return block.Badge{Text: "已完成", Tone: block.Good}
	case late > 0:
		return block.Badge{Text: fmt.Sprintf("逾期 %d 天", late), Tone: block.Bad}
	case string(p.State) == stateFailed:
		return block.Badge{Text: stateFailed, Tone: block.Bad}
	}
	return block.Badge{Text: string(p.State), Tone: block.Neutral}
}

// tally counts promises.
type tally struct{ all, done, late, overdue int }

func (t *tally) add(p promise, asOf value.Date) {
	t.all++
	late := p.overdue(asOf) > 0
	switch {
	case string(p.State) == stateDone && late:
		t.done++
		t.late++
	case string(p.State) == stateDone:
		t.done++
	case late:
		t.overdue++
	}
}

// figure is the 兑现率: promises kept out of all promises, kept late included.
func (t tally) figure() block.Figure {
	f := block.Figure{
		Label: "承诺兑现", Value: fmt.Sprint(t.done), Unit: fmt.Sprintf("/ %d 项", t.all),
		Note: fmt.Sprintf("兑现率 %s", value.Ratio(int64(t.done), int64(t.all))),
	}
	if t.overdue > 0 {
		f.Note, f.Tone = fmt.Sprintf("%d 项逾期未完成", t.overdue), block.Bad
	}
	return f
}

func promiseFacts(it *item[commitmentRecord]) facts {
	var f facts
	f.add("承诺人", string(it.own.Promiser))
	f.add("岗位", string(it.own.Post))
	f.add("承诺类别", string(it.own.Level))
	f.add("签署日期", it.own.Signed.String())
	return append(f, it.common()...)
}

func commitmentBlocks(c *env[noSettings], it *item[commitmentRecord]) []block.Block {
	var t tally
	for _, p := range it.own.Items {
		t.add(p.asOf(c.AsOf), c.AsOf)
	}
	figures := []block.Figure{
		{Label: "已兑现", Value: fmt.Sprint(t.done), Unit: fmt.Sprintf("/ %d 项", t.all)},
		{Label: "兑现率", Value: bare(value.Ratio(int64(t.done), int64(t.all))), Unit: "%", Note: "已完成 ÷ 全部承诺事项"},
	}
	if t.overdue > 0 {
		figures = append(figures, block.Figure{Label: "逾期未完成", Value: fmt.Sprint(t.overdue), Unit: "项", Tone: block.Bad})
	}
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures}}
	out = append(out, promiseFacts(it).block(block.Detail)...)
	return append(out, it.body(func(string) []block.Block {
		return []block.Block{promiseTable(it.own.Items, c.AsOf)}
	})...)
}

func promiseTable(items []promise, asOf value.Date) block.Table {
	t := block.Table{
		Head: block.Head{Role: block.Headline}, Caption: "承诺事项",
		Columns: []block.Column{
			{Title: "承诺事项"},
			{Title: "目标"},
			{Title: "完成时限"},
			{Title: "状态", Align: block.Center},
			{Title: "完成日期"},
			{Title: "佐证"},
		},
	}
	for _, p := range items {
		p = p.asOf(asOf)
		t.Rows = append(t.Rows, []block.Cell{
			p.What.cell(), p.Target.cell(), block.Text(p.Due.ISO()),
			{Badge: p.badge(asOf)},
			block.Text(isoText(p.Done)), p.Evidence.cell(),
		})
	}
	return t
}

// promisers is the place of what everybody has kept.
const promisers = "promisers"

func commitmentOverview(c *env[noSettings], all []*item[commitmentRecord]) []block.Block {
	var total tally
	byPromiser := block.Table{Caption: "各承诺主体兑现情况", Unit: "项", Columns: []block.Column{
		{Title: "承诺主体"},
		{Title: "已完成", Align: block.End},
		{Title: "未到期", Align: block.End},
		{Title: "逾期", Align: block.End},
	}}
	late := block.Table{Head: block.Head{Title: "逾期未完成的承诺"}, Columns: []block.Column{
		{Title: "承诺事项"}, {Title: "承诺主体"}, {Title: "完成时限"}, {Title: "状态", Align: block.Center},
	}}
	for _, it := range all {
		var t tally
		for _, p := range it.own.Items {
			p = p.asOf(c.AsOf)
			t.add(p, c.AsOf)
			if p.Done.IsZero() && p.overdue(c.AsOf) > 0 {
				late.Rows = append(late.Rows, []block.Cell{
					{Text: string(p.What.Text), Ref: it.Ref},
					block.Text(string(it.own.Promiser)), block.Text(p.Due.ISO()),
					{Badge: p.badge(c.AsOf)},
				})
			}
		}
		total.all, total.done, total.late, total.overdue = total.all+t.all, total.done+t.done, total.late+t.late, total.overdue+t.overdue
		byPromiser.Rows = append(byPromiser.Rows, []block.Cell{
			{Text: string(it.own.Promiser), Ref: it.Ref},
			count(t.done), count(t.all - t.done - t.overdue), count(t.overdue),
		})
	}
	byPromiser.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(total.done), count(total.all - total.done - total.overdue), count(total.overdue)}}
	kept := total.figure()
	kept.Source = hereRows(promisers)
	out := []block.Block{
		block.Figures{Head: block.Head{Role: block.Headline}, Figures: []block.Figure{kept}},
		block.Chart{
			Head: block.Head{Title: "承诺兑现率", Note: "兑现率 = 已完成的承诺事项 ÷ 全部承诺事项，逾期完成的也算兑现"}, Type: block.GaugeChart, Max: 100,
			Desc: fmt.Sprintf("%d 项承诺中已兑现 %d 项，其中逾期完成 %d 项。", total.all, total.done, total.late),
			Table: block.Table{
				Unit: "%", Columns: []block.Column{{Title: "指标"}, {Title: "兑现率", Align: block.End}},
				Rows: [][]block.Cell{{block.Text("兑现率"), percentCell(value.Ratio(int64(total.done), int64(total.all)))}},
			},
			Series: []block.Series{{Column: 1}},
		},
		block.Chart{
			Head: block.Head{Title: "各承诺主体兑现情况", Place: promisers}, Type: block.StackedBar,
			Desc:   "每个承诺主体已完成、未到期和逾期的事项数。",
			Table:  byPromiser,
			Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.RestHue}, {Column: 3, Hue: block.BadHue}},
		},
	}
	if len(late.Rows) > 0 {
		out = append(out, late)
	}
	return out
}
