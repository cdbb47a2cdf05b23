package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// share is what one category of recipients got.
type share struct {
	name      string
	due, paid int
	amount    value.Money
	standard  string // what each gets; "" where that is not the same for all
}

func (s *share) add(o share) {
	s.due, s.paid, s.amount = s.due+o.due, s.paid+o.paid, s.amount.Add(o.amount)
	if s.standard != o.standard {
		s.standard = ""
	}
}

// shares adds up the payments by category, the largest first. Categories of a few persons are put together,
// so that nobody can be told from the number (R19).
func (b *benefitRecord) shares(least int) []share {
	var all []share
	for _, p := range b.Payments {
		if p.Total != "" {
			continue
		}
		due, paid := p.counts()
		all = addShare(all, share{string(p.Category), due, paid, b.amountOf(p), p.standard()})
	}
	slices.SortStableFunc(all, func(x, y share) int { return cmp.Or(y.amount.Cmp(x.amount), cmp.Compare(y.due, x.due)) })
	return coarse(all, least)
}

// standard is what each of a category gets, as a text.
func (p payment) standard() string {
	switch {
	case p.Standard == nil:
		return ""
	case p.Months != nil:
		return fmt.Sprintf("%s × %s 个月", p.Standard, p.Months)
	}
	return p.Standard.String()
}

func addShare(all []share, s share) []share {
	i := slices.IndexFunc(all, func(o share) bool { return o.name == s.name })
	if i < 0 {
		return append(all, s)
	}
	all[i].add(s)
	return all
}

// restName is what small categories are called together.
const restName = "其他"

// coarse puts together what concerns fewer than the minimum. If those together are still too few, the
// smallest of the others joins them.
func coarse(all []share, least int) []share {
	rest := share{name: restName}
	var out []share
	for _, s := range all {
		if s.due < least {
			rest.add(s)
			continue
		}
		out = append(out, s)
	}
	if rest.due == 0 {
		return out
	}
	if rest.due < least && len(out) > 0 {
		i := len(out) - 1
		rest.add(out[i])
		out = out[:i]
	}
	if len(out) == 0 {
		rest.name = "合计"
	}
	return append(out, rest)
}

// rollChart shows how many of each category are registered, for records without money.
func (b *benefitRecord) rollChart(c *env[benefitSettings]) block.Block {
	t := block.Table{Unit: "人", Columns: []block.Column{{Title: "类别"}, {Title: "人数", Align: block.End}}}
	all := b.shares(c.set.least())
	for _, s := range all {
		t.Rows = append(t.Rows, []block.Cell{block.Text(s.name), count(s.due)})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(b.dueN)}}
	return charted(block.Chart{
		Head: block.Head{Title: "各类人数", Note: fewNote(c, all)}, Type: block.BarChart, Desc: fmt.Sprintf("%d 类，合计 %d 人。", len(all), b.dueN),
		Table: t, Series: []block.Series{{Column: 1}}, Open: true,
	})
}

// fewNote says that small categories were put together, if they were.
func fewNote(c *env[benefitSettings], all []share) string {
	if slices.ContainsFunc(all, func(s share) bool { return s.name == restName }) {
		return fmt.Sprintf("不到 %d 人的类别合在一起", c.set.least())
	}
	return ""
}

// paymentsChart shows what each category got.
func (b *benefitRecord) paymentsChart(c *env[benefitSettings]) block.Block {
	if !b.money {
		return b.rollChart(c)
	}
	paid := b.paidBy(c.AsOf)
	t := block.Table{Caption: b.Period.String() + "发放情况", Unit: "元", Columns: []block.Column{
		{Title: "类别"}, {Title: "金额", Align: block.End}, {Title: "应发人数", Align: block.End},
	}}
	foot := []block.Cell{{Text: "合计", Strong: true}, moneyCell(b.amount), count(b.dueN)}
	if paid {
		t.Columns = append(t.Columns, block.Column{Title: "实发人数", Align: block.End})
		foot = append(foot, count(b.paidN))
	}
	all := b.shares(c.set.least())
	standards := slices.ContainsFunc(all, func(s share) bool { return s.standard != "" })
	if standards {
		t.Columns = append(t.Columns, block.Column{Title: "标准", Align: block.End})
		foot = append(foot, block.Cell{})
	}
	for _, s := range all {
		row := []block.Cell{block.Text(s.name), moneyCell(s.amount), count(s.due)}
		if paid {
			row = append(row, count(s.paid))
		}
		if standards {
			row = append(row, block.Text(s.standard))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(all) > 1 {
		t.Foot = [][]block.Cell{foot}
	}
	if b.amount.Sign() > 0 {
		t.InWords = "金额合计（大写）：" + b.amount.Capital()
	}
	note := "已核对：各行金额加起来等于合计"
	if few := fewNote(c, all); few != "" {
		note += "；" + few
	}
	return charted(block.Chart{
		Head: block.Head{Title: "各类金额", Note: note}, Type: block.BarChart,
		Desc:  fmt.Sprintf("%d 类，合计 %s 元。", len(all), b.amount),
		Table: t, Series: []block.Series{{Column: 1}}, Open: true,
	})
}
