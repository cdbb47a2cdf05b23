package kind

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// financeRecord is the accounts of a period (财务公开; catalogue B19, rules 2.2):
// what was there, every receipt and payment, what is left.
type financeRecord struct {
	Period     value.Period `key:"period" zh:"期间,账期" help:"公开的是哪一期，例如 2026-10" need:"yes"`
	Account    value.Text   `key:"account" zh:"账户,账套" help:"有几本账时，写是哪一本"`
	Opening    value.Money  `key:"opening" zh:"期初结余,上期结余" help:"上一期期末的结余，单位元" need:"yes" follows:"closing"`
	Closing    value.Money  `key:"closing" zh:"期末结余,本期结余" help:"这一期期末的结余，单位元" need:"yes"`
	Income     *value.Money `key:"income" zh:"收入合计" help:"写了就与明细核对"`
	Expense    *value.Money `key:"expense" zh:"支出合计" help:"写了就与明细核对"`
	Signatures Pairs        `key:"signatures" zh:"签字" help:"经手人、民主理财小组、负责人审批、会计，各写姓名"`

	Ledger []entry `table:"收支明细" need:"yes" empty:"yes"`
	Layout Layout  `table:"收支明细"`

	in, out    value.Money // totals of the ledger
	byCategory []categorySum
	prev       *item[financeRecord]
}

// entry is one row of the ledger.
type entry struct {
	Row
	Date     value.Date   `col:"日期" need:"column"`
	Voucher  value.Text   `col:"凭证号,凭证"`
	Category value.Text   `col:"科目,类别" again:"used" need:"column"`
	Summary  Rich         `col:"摘要,事由" need:"column"`
	In       *value.Money `col:"收入" need:"column"`
	Out      *value.Money `col:"支出" need:"column"`
	Balance  *value.Money `col:"结余,余额"`
	Handler  value.Text   `col:"经手人"`
	Witness  value.Text   `col:"证明人"`
	Approver value.Text   `col:"审批人"`
}

// categorySum is what one category took in and paid out.
type categorySum struct {
	name    string
	in, out value.Money
}

func (f *financeRecord) reportsOn() value.Period { return f.Period }

var finance = &typed[financeRecord, noSettings]{
	name: "finance", title: "财务公开",
	help:   "一期的收支明细账：期初、每一笔、期末，逐笔核对",
	traits: Traits{Books: true},
	check:  checkFinance, relate: relateFinance, blocks: financeBlocks, overview: financeOverview, measures: financeMeasures, tracks: financeTracks,
}

func relateFinance(c *env[noSettings], all []*item[financeRecord]) {
	sortByPeriod(all)
	for i := 1; i < len(all); i++ {
		prev, it := all[i-1], all[i]
		if prev.own.Account == it.own.Account {
			carryForward(c, prev, it)
		}
	}
}

// sortByPeriod orders accounts by name and each account by time.
func sortByPeriod(all []*item[financeRecord]) {
	slices.SortStableFunc(all, func(a, b *item[financeRecord]) int {
		return cmp.Or(cmp.Compare(a.own.Account, b.own.Account), a.own.Period.Compare(b.own.Period))
	})
}

// carryForward checks that a period goes on where the one before it ended.
func carryForward(c *env[noSettings], prev, it *item[financeRecord]) {
	next := prev.own.Period.Next()
	switch {
	case it.own.Period == prev.own.Period:
		c.report(errSamePeriod, it.At("period"), it.own.Period, prev.Path)
	case it.own.Period.Unit() != prev.own.Period.Unit() && it.own.Period.Start() != prev.own.Period.End().AddDays(1),
		it.own.Period.Unit() == prev.own.Period.Unit() && it.own.Period != next:
		c.report(errMissingPeriod, it.At("period"), prev.own.Period, it.own.Period, next)
	case !it.own.Opening.Equal(prev.own.Closing):
		c.report(errCarry, it.At("opening"), it.own.Opening, prev.own.Period, prev.own.Closing, prev.Path)
	default:
		it.own.prev = prev
	}
}

// The places of a record's page that figures come from.
const (
	financeLedger = "ledger" // every receipt and payment, with the sums
	financeFlow   = "flow"   // from the opening to the closing balance
)

func financeBlocks(_ *env[noSettings], it *item[financeRecord]) []block.Block {
	f := it.own
	closing := closingFigure(it, "期末结余")
	closing.Ref, closing.Source = "", "" // this is its page
	out := []block.Block{block.Figures{
		Head: block.Head{
			Role: block.Headline,
			Note: fmt.Sprintf("已核对：期初结余 %s + 收入 %s − 支出 %s = 期末结余 %s", f.Opening, f.in, f.out, f.Closing),
		},
		Figures: []block.Figure{
			{Label: "期初结余", Value: f.Opening.String(), Unit: "元"},
			{Label: "本期收入", Value: f.in.String(), Unit: "元"},
			{Label: "本期支出", Value: f.out.String(), Unit: "元"},
			closing,
		},
	}}
	out = append(out, it.body(func(string) []block.Block { return []block.Block{ledgerTable(f)} })...)
	out = append(out, waterfall(f))
	var facts facts
	facts.add("账户", string(f.Account))
	out = append(out, append(facts, it.common()...).block(block.Detail)...)
	if len(f.Signatures) > 0 {
		s := block.Signatures{Head: block.Head{Role: block.Appendix, Title: "审核签字"}}
		for _, p := range f.Signatures {
			s.Signatures = append(s.Signatures, block.Signature{Role: p.Key, Name: p.Text})
		}
		out = append(out, s)
	}
	return out
}

// closingFigure is the balance with its change on the period before.
func closingFigure(it *item[financeRecord], label string) block.Figure {
	fig := block.Figure{Label: label, Value: it.own.Closing.String(), Unit: "元", Ref: it.Ref, Source: it.rows(financeFlow)}
	change := it.own.Closing.Sub(it.own.Opening)
	fig.Change, fig.Trend = compared(change.Abs().String(), change.Sign(), it.own.Period.Prev().Short()+"末")
	return fig
}

// ledgerTable shows the ledger with its totals, as it would hang on the wall.
func ledgerTable(f *financeRecord) block.Table {
	columns := []ledgerColumn{
		{"日期", block.Start, func(e entry) block.Cell { return block.Text(isoText(e.Date)) }},
		{"凭证号", block.Start, func(e entry) block.Cell { return block.Text(string(e.Voucher)) }},
		{"科目", block.Start, func(e entry) block.Cell { return block.Text(string(e.Category)) }},
		{"摘要", block.Start, func(e entry) block.Cell { return e.Summary.cell() }},
		{"收入", block.End, func(e entry) block.Cell { return moneyOrBlank(e.In) }},
		{"支出", block.End, func(e entry) block.Cell { return moneyOrBlank(e.Out) }},
		{"结余", block.End, func(e entry) block.Cell { return moneyOrBlank(e.Balance) }},
		{"经手人", block.Start, func(e entry) block.Cell { return block.Text(string(e.Handler)) }},
		{"证明人", block.Start, func(e entry) block.Cell { return block.Text(string(e.Witness)) }},
		{"审批人", block.Start, func(e entry) block.Cell { return block.Text(string(e.Approver)) }},
	}
	columns = slices.DeleteFunc(columns, func(lc ledgerColumn) bool { return !slices.Contains(f.Layout.Has, lc.title) })
	t := block.Table{Head: block.Head{Role: block.Headline, Place: financeLedger}, Caption: f.Period.String() + "收支明细", Unit: "元"}
	for _, lc := range columns {
		t.Columns = append(t.Columns, block.Column{Title: lc.title, Align: lc.align})
	}
	for _, x := range f.Layout.Extra {
		t.Columns = append(t.Columns, block.Column{Title: x.Title})
	}
	t.Rows = make([][]block.Cell, 0, len(f.Ledger))
	for _, e := range f.Ledger {
		if e.Total != "" {
			continue
		}
		row := make([]block.Cell, 0, len(t.Columns))
		for _, lc := range columns {
			row = append(row, lc.cell(e))
		}
		for _, x := range e.Extra {
			row = append(row, plainCell(x))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Foot = [][]block.Cell{ledgerFoot(f, columns, len(t.Columns))}
	t.InWords = "期末结余（大写）：" + f.Closing.Capital()
	return t
}

type ledgerColumn struct {
	title string
	align block.Align
	cell  func(entry) block.Cell
}

func ledgerFoot(f *financeRecord, columns []ledgerColumn, n int) []block.Cell {
	foot := make([]block.Cell, n)
	foot[0] = block.Cell{Text: "合计", Strong: true}
	for i, lc := range columns {
		switch lc.title {
		case "收入":
			foot[i] = moneyCell(f.in)
		case "支出":
			foot[i] = moneyCell(f.out)
		case "结余":
			foot[i] = moneyCell(f.Closing)
		}
	}
	return foot
}

// waterfall shows how the opening balance became the closing one.
func waterfall(f *financeRecord) block.Chart {
	t := block.Table{Unit: "元", Columns: []block.Column{{Title: "项目"}, {Title: "金额", Align: block.End}}}
	t.Rows = append(t.Rows, []block.Cell{block.Text("期初结余"), moneyCell(f.Opening)})
	for _, s := range f.byCategory {
		if net := s.in.Sub(s.out); !net.IsZero() {
			t.Rows = append(t.Rows, []block.Cell{block.Text(s.name), moneyCell(net)})
		}
	}
	t.Rows = append(t.Rows, []block.Cell{block.Text("期末结余"), moneyCell(f.Closing)})
	return block.Chart{
		Head:  block.Head{Title: f.Period.Short() + "结余是怎么变的", Note: "收入为正，支出为负，按科目合计", Place: financeFlow},
		Type:  block.WaterfallChart,
		Desc:  fmt.Sprintf("期初结余 %s 元，收入 %s 元，支出 %s 元，期末结余 %s 元。", f.Opening, f.in, f.out, f.Closing),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}
