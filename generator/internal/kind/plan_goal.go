package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// checkPlanGoals checks the goals' numbers, and that their wording is that of the card.
func checkPlanGoals(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	var known []string
	for _, g := range p.Goals {
		known = append(known, string(g))
	}
	seen := map[string]bool{}
	for _, g := range p.Results {
		if len(known) > 0 && !slices.Contains(known, string(g.Goal)) {
			c.report(errPlanUnknown, g.At("目标"), "目标", g.Goal, diag.DidYouMean(string(g.Goal), known), "开头的“目标”")
		}
		if key := string(g.Goal + "／" + g.Index); seen[key] && g.Goal != Pending {
			c.report(errTwiceRow, g.At("目标"), g.Goal, "目标完成情况")
		} else {
			seen[key] = true
		}
		p.checkFuture(c, g.Row, "截至", g.Goal, g.On)
		for _, cell := range []struct {
			label string
			text  value.Text
		}{{"基线", g.Base}, {"目标值", g.Target}, {"现值", g.Now}} {
			if _, ok := value.ParseNumber(string(cell.text)); cell.text != "" && !value.IsBlank(string(cell.text)) && !ok {
				c.report(errPlanNumber, g.At(cell.label), g.Goal, cell.label, "“"+string(cell.text)+"”不是数")
			}
		}
		if (g.Target != "" || g.Now != "") && (g.Base == "" || value.IsBlank(string(g.Base))) {
			c.report(errPlanNumber, g.At("目标"), g.Goal, "基线", "没有填")
		}
	}
}

// planGoals shows what has come of the goals, and draws how near to its target each is.
func planGoals(c *env[noSettings], p *planRecord) []block.Block {
	t := block.Table{Head: block.Head{Title: "目标完成情况"}, Columns: []block.Column{
		{Title: "目标"},
		{Title: "指标"},
		{Title: "基线", Align: block.End},
		{Title: "现值", Align: block.End},
		{Title: "目标值", Align: block.End},
		{Title: "完成度（%）", Align: block.End},
		{Title: "截至", Align: block.End},
		{Title: "成果"},
	}}
	progress := block.Table{Unit: "%", Columns: []block.Column{{Title: "目标"}, {Title: "完成度", Align: block.End}}}
	for _, g := range p.Results {
		now, on := g.Now, g.On
		if on.After(c.AsOf) {
			now, on = "", value.Date{}
		}
		share, ok := nearness(g.Base, now, g.Target)
		cell := block.Cell{}
		if ok {
			cell = percentCell(share)
			label := string(cmp.Or(g.Index, g.Goal))
			progress.Rows = append(progress.Rows, []block.Cell{block.Text(label), cell})
		}
		goal := block.Cell{Text: string(g.Goal)}
		if g.Goal == Pending {
			goal.Badge = block.Badge{Text: "原文缺失", Tone: block.Attention}
		}
		t.Rows = append(t.Rows, []block.Cell{
			goal, block.Text(string(g.Index)), block.Text(string(g.Base)), block.Text(string(now)), block.Text(string(g.Target)),
			cell, block.Text(isoText(on)), g.Result.cell(),
		})
	}
	out := []block.Block{withoutEmpty(t)}
	if len(progress.Rows) > 1 {
		out = append(out, block.Chart{
			Head: block.Head{Title: "离目标还有多远", Note: "完成度 =（现值 − 基线）÷（目标值 − 基线），达到目标为 100%"}, Type: block.BarChart, Max: 100,
			Desc: fmt.Sprintf("%d 个指标离目标值的远近。", len(progress.Rows)), Table: progress, Series: []block.Series{{Column: 1}},
		})
	}
	return out
}

// nearness is how much of the way from the baseline to the target is done, from 0 to 100.
func nearness(base, now, target value.Text) (value.Percent, bool) {
	b, ok1 := value.ParseNumber(string(base))
	n, ok2 := value.ParseNumber(string(now))
	t, ok3 := value.ParseNumber(string(target))
	if !ok1 || !ok2 || !ok3 || t == b {
		return value.Percent{}, false
	}
	const parts = 1000 // of the way
	way := min(1, max(0, (n-b)/(t-b)))
	return value.Ratio(int64(way*parts+0.5), parts), true
}
