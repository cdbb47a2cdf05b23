package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// financeOverview shows the accounts of a section over time. Where there are
// several accounts, each is shown by itself: their balances don't add up to anything.
func financeOverview(_ *env[noSettings], all []*item[financeRecord]) []block.Block {
	sortByPeriod(all)
	var out []block.Block
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(it *item[financeRecord]) bool { return it.own.Account != all[0].own.Account })
		if n < 0 {
			n = len(all)
		}
		out = append(out, accountOverview(tail(all[:n], lastPeriods))...)
		all = all[n:]
	}
	return out
}

func accountOverview(periods []*item[financeRecord]) []block.Block {
	last := periods[len(periods)-1]
	name := string(last.own.Account)
	figures := block.Figures{Head: block.Head{Role: block.Headline}, Figures: []block.Figure{
		closingFigure(last, name+last.own.Period.Short()+"末结余"),
		withPrevious(last, "收入", func(f *financeRecord) value.Money { return f.in }),
		withPrevious(last, "支出", func(f *financeRecord) value.Money { return f.out }),
	}}
	out := []block.Block{figures, incomeAndExpense(name, periods)}
	if len(periods) > 1 {
		out = append(out, balances(name, periods))
	}
	return append(out, expensesByCategory(name, periods)...)
}

// withPrevious is a total of the last period with its change on the one before.
func withPrevious(it *item[financeRecord], label string, of func(*financeRecord) value.Money) block.Figure {
	f := block.Figure{Label: it.own.Period.Short() + label, Value: of(it.own).String(), Unit: "元", Ref: it.Ref, Source: it.place(financeLedger)}
	if prev := it.own.prev; prev != nil {
		change := of(it.own).Sub(of(prev.own))
		f.Change, f.Trend = compared(change.Abs().String(), change.Sign(), prev.own.Period.Short())
	}
	return f
}

// overPeriods is a table with a row a period, linked to its record.
func overPeriods(periods []*item[financeRecord], titles []string, cells func(*financeRecord) []block.Cell) block.Table {
	t := block.Table{Unit: "元", Columns: []block.Column{{Title: "期间"}}}
	for _, title := range titles {
		t.Columns = append(t.Columns, block.Column{Title: title, Align: block.End})
	}
	var prev value.Period
	for _, it := range periods {
		label := block.Cell{Text: it.own.Period.Label(prev), Ref: it.Ref}
		t.Rows = append(t.Rows, append([]block.Cell{label}, cells(it.own)...))
		prev = it.own.Period
	}
	return t
}

func span(periods []*item[financeRecord]) string {
	return fmt.Sprintf("%s至%s", periods[0].own.Period, periods[len(periods)-1].own.Period)
}

// countPeriods says how many periods there are: 13 个月, 5 期.
func countPeriods(periods []*item[financeRecord]) string {
	if periods[0].own.Period.Unit() == value.Month {
		return fmt.Sprintf("%d 个月", len(periods))
	}
	return fmt.Sprintf("%d 期", len(periods))
}

func incomeAndExpense(name string, periods []*item[financeRecord]) block.Chart {
	t := overPeriods(periods, []string{"收入", "支出"}, func(f *financeRecord) []block.Cell {
		return []block.Cell{moneyCell(f.in), moneyCell(f.out)}
	})
	var in, out value.Money
	for _, it := range periods {
		in, out = in.Add(it.own.in), out.Add(it.own.out)
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, moneyCell(in), moneyCell(out)}}
	return block.Chart{
		Head: block.Head{
			Role: block.Headline, Title: fmt.Sprintf("%s近 %s收支", name, countPeriods(periods)),
			Note: "来源：" + span(periods) + "财务公开表，各期已核对",
		},
		Type: block.ColumnChart, Desc: fmt.Sprintf("%s，共收入 %s 元，支出 %s 元。", span(periods), in, out),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.IncomeHue}, {Column: 2, Hue: block.ExpenseHue}},
	}
}

func balances(name string, periods []*item[financeRecord]) block.Chart {
	t := overPeriods(periods, []string{"期末结余"}, func(f *financeRecord) []block.Cell {
		return []block.Cell{moneyCell(f.Closing)}
	})
	first, last := periods[0].own, periods[len(periods)-1].own
	return block.Chart{
		Head: block.Head{Title: name + "期末结余"}, Type: block.LineChart,
		Desc:  fmt.Sprintf("结余从%s末的 %s 元变为%s末的 %s 元。", first.Period, first.Closing, last.Period, last.Closing),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}

// maxCategories is how many categories a chart tells apart; the rest is 其他.
const maxCategories = 6

// expensesByCategory shows where the money went: by period, and all together.
func expensesByCategory(name string, periods []*item[financeRecord]) []block.Block {
	totals := expenseTotals(periods)
	if len(totals) == 0 {
		return nil
	}
	shown := totals
	if len(shown) > maxCategories {
		shown = totals[:maxCategories-1]
	}
	var titles []string
	for _, s := range shown {
		titles = append(titles, s.name)
	}
	if len(shown) < len(totals) {
		titles = append(titles, "其他")
	}
	t := overPeriods(periods, titles, func(f *financeRecord) []block.Cell { return spread(f, titles) })
	stacked := block.Chart{
		Head: block.Head{Title: name + "各科目支出"}, Type: block.StackedChart,
		Desc:  fmt.Sprintf("%s，支出最多的科目是%s，%s 元。", span(periods), totals[0].name, totals[0].out),
		Table: t,
	}
	for i := range titles {
		stacked.Series = append(stacked.Series, block.Series{Column: i + 1})
	}
	return []block.Block{stacked, shares(name, periods, totals)}
}

// expenseTotals sums what each category paid out, the largest first.
func expenseTotals(periods []*item[financeRecord]) []categorySum {
	var all financeRecord
	index := map[string]int{}
	for _, it := range periods {
		for _, s := range it.own.byCategory {
			if !s.out.IsZero() {
				all.addCategory(index, s.name, value.Money{}, s.out)
			}
		}
	}
	slices.SortStableFunc(all.byCategory, func(a, b categorySum) int { return b.out.Cmp(a.out) })
	return all.byCategory
}

// spread distributes a period's expense over named categories; what no name
// takes goes to 其他, so that the parts add up to the period's expense.
func spread(f *financeRecord, titles []string) []block.Cell {
	sums := make([]value.Money, len(titles))
	for _, s := range f.byCategory {
		i := slices.Index(titles, s.name)
		if i < 0 {
			i = len(titles) - 1
		}
		sums[i] = sums[i].Add(s.out)
	}
	cells := make([]block.Cell, len(titles))
	for i, m := range sums {
		cells[i] = moneyCell(m)
	}
	return cells
}

func shares(name string, periods []*item[financeRecord], totals []categorySum) block.Chart {
	var sum value.Money
	t := block.Table{Unit: "元", Columns: []block.Column{{Title: "科目"}, {Title: "支出", Align: block.End}, {Title: "占比", Align: block.End}}}
	for _, s := range totals {
		sum = sum.Add(s.out)
	}
	for _, s := range totals {
		t.Rows = append(t.Rows, []block.Cell{block.Text(s.name), moneyCell(s.out), block.Text(value.Share(s.out, sum).String())})
	}
	t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, moneyCell(sum), block.Text("100.0%")}}
	return block.Chart{
		Head: block.Head{Title: name + "支出构成", Note: span(periods)}, Type: block.DonutChart,
		Desc:  fmt.Sprintf("支出合计 %s 元，%s占 %s。", sum, totals[0].name, value.Share(totals[0].out, sum)),
		Table: t, Series: []block.Series{{Column: 1}},
	}
}

// financeMeasures are what the accounts of boards add up to: what came in and what went out. Balances are
// left out, since a parent may hold its children's money, and so are boards with several accounts, between which money moves.
func financeMeasures(_ *env[noSettings], all []*item[financeRecord]) []Measure {
	if slices.ContainsFunc(all, func(it *item[financeRecord]) bool { return it.own.Account != all[0].own.Account }) {
		return nil
	}
	var out []Measure
	for _, it := range all {
		f := it.own
		out = append(
			out,
			Measure{Name: "收入合计", Unit: "元", Period: f.Period, Cell: moneyCell(f.in), Sum: true, Ref: it.Ref, Pos: it.At("period")},
			Measure{Name: "支出合计", Unit: "元", Period: f.Period, Cell: moneyCell(f.out), Sum: true, Ref: it.Ref, Pos: it.At("period")},
		)
	}
	return out
}
