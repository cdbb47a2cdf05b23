package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// levelStep is how somebody means to rise on the board's ladder (晋位升级; D03).
type levelStep struct {
	Row
	Name   value.Text `col:"对象,姓名,单位" need:"cell" ref:"any"`
	Now    value.Text `col:"现档,现在档次" need:"cell"`
	Target value.Text `col:"目标档,目标档次" need:"cell"`
	How    Rich       `col:"措施,晋档措施"`
	Got    value.Text `col:"达到档次,结果"`
}

// benchmark is how far somebody is from the model that they measure themselves against (对标; D32).
type benchmark struct {
	Row
	Name  value.Text   `col:"对象,姓名,单位" ref:"any"`
	What  value.Text   `col:"指标,项目"`
	Model value.Text   `col:"标杆"`
	Now   *value.Score `col:"现值,现状"`
	Aim   *value.Score `col:"标杆值" need:"cell"`
	How   Rich         `col:"措施,对标措施"`
}

var (
	errLadder = diag.Define("GK0892", diag.Error, "“%[1]s”现在是“%[2]s”，%[3]s写的是“%[4]s”，%[5]s。", "晋档一次升一档，不降档；从低到高是：%[6]s。")
	errNoHow  = diag.Define("GK0893", diag.Error, "“%[1]s”和标杆差 %[2]s，没有写措施。", "在“措施”里写怎样赶上去。")
)

// checkLevels sees that nobody means to rise by more than one level (R17).
func (k *contestRecord) checkLevels(c *env[contestSettings]) {
	ladder := plain(c.set.Ladder)
	for _, l := range k.Levels {
		ok := c.oneOf("现档", string(l.Now), ladder, l.At("现档"))
		ok = c.oneOf("目标档", string(l.Target), ladder, l.At("目标档")) && ok
		ok = c.oneOf("达到档次", string(l.Got), ladder, l.At("达到档次")) && ok
		if !ok || len(ladder) == 0 {
			continue
		}
		for _, to := range []struct {
			column string
			level  value.Text
		}{{"目标档", l.Target}, {"达到档次", l.Got}} {
			d := slices.Index(ladder, string(to.level)) - slices.Index(ladder, string(l.Now))
			switch {
			case to.level == "":
			case d > 1:
				c.report(errLadder, l.At(to.column), l.Name, l.Now, to.column, to.level, fmt.Sprintf("跨了 %d 档", d), strings.Join(ladder, "、"))
			case d < 0 && to.column == "目标档":
				c.report(errLadder, l.At(to.column), l.Name, l.Now, to.column, to.level, "降了档", strings.Join(ladder, "、"))
			}
		}
	}
}

// gap is by how much one falls short of the model.
func (b benchmark) gap() value.Score {
	if b.Now == nil || b.Now.Compare(*b.Aim) >= 0 {
		return value.Score{}
	}
	return value.ScoreOf(b.Aim.Hundredths() - b.Now.Hundredths())
}

func (b benchmark) label() string { return string(b.Name) + string(b.What) }

func (k *contestRecord) checkBenchmarks(c *env[contestSettings]) {
	for _, b := range k.Benchmarks {
		if b.Now == nil {
			c.report(errNoCell, b.At("现值"), "现值", "数字")
			continue
		}
		if gap := b.gap(); !gap.IsZero() && b.How.Text == "" {
			c.report(errNoHow, b.At("措施"), b.label(), gap)
		}
	}
}

// levelsChart shows how many stand on each level now, and how many mean to.
func (k *contestRecord) levelsChart(c *env[contestSettings]) []block.Block {
	list := block.Table{Head: block.Head{Title: "晋档对象"}, Columns: []block.Column{
		{Title: "对象"}, {Title: "现档", Align: block.Center}, {Title: "目标档", Align: block.Center}, {Title: "措施", Minor: true}, {Title: "达到档次", Align: block.Center},
	}}
	order := plain(c.set.Ladder)
	now, target := map[string]int{}, map[string]int{}
	for _, l := range k.Levels {
		for _, name := range []value.Text{l.Now, l.Target} {
			if !slices.Contains(order, string(name)) {
				order = append(order, string(name))
			}
		}
		now[string(l.Now)]++
		target[string(l.Target)]++
		got := block.Cell{Badge: block.Badge{Text: "进行中"}}
		if l.Got != "" {
			got = block.Text(string(l.Got))
		}
		list.Rows = append(list.Rows, []block.Cell{block.Text(string(l.Name)), block.Text(string(l.Now)), block.Text(string(l.Target)), l.How.cell(), got})
	}
	t := block.Table{Unit: "个", Columns: []block.Column{{Title: "档次"}, {Title: "现在", Align: block.End}, {Title: "目标", Align: block.End}}}
	for _, name := range order {
		t.Rows = append(t.Rows, []block.Cell{block.Text(name), count(now[name]), count(target[name])})
	}
	return []block.Block{block.Chart{
		Head: block.Head{Title: "晋位升级", Note: "各档次现在有几个，目标是几个"}, Type: block.ColumnChart,
		Desc:  fmt.Sprintf("%d 个对象晋位升级，从%s到%s。", len(k.Levels), order[0], order[len(order)-1]),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
	}, list}
}

// benchmarkChart sets what is beside what is aimed at.
func (k *contestRecord) benchmarkChart() block.Block {
	t := block.Table{Columns: []block.Column{{Title: "对象"}, {Title: "现值", Align: block.End}, {Title: "标杆值", Align: block.End}, {Title: "差距", Align: block.End}, {Title: "标杆"}, {Title: "措施", Minor: true}}}
	for _, b := range k.Benchmarks {
		t.Rows = append(t.Rows, []block.Cell{block.Text(b.label()), scoreOrBlank(b.Now), scoreOrBlank(b.Aim), scoreCell(b.gap()), block.Text(string(b.Model)), b.How.cell()})
	}
	return block.Chart{
		Head: block.Head{Title: "对标找差"}, Type: block.BarChart, Desc: fmt.Sprintf("%d 项和标杆比。", len(k.Benchmarks)),
		Table: t, Series: []block.Series{{Column: 1}, {Column: 2, Hue: block.RestHue}}, Open: true,
	}
}
