package kind

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errClosing       = diag.Define("GK0431", diag.Error, "期末结余写的是 %[1]s，算出来是 %[2]s（期初 %[3]s + 收入 %[4]s − 支出 %[5]s），相差 %[6]s。", "核对明细和期末结余；明细没有错的，把期末结余改为 %[2]s。")
	errTotal         = diag.Define("GK0432", diag.Error, "%[1]s写的是 %[2]s，明细加起来是 %[3]s，相差 %[4]s。", "核对明细；明细没有错的，改为 %[3]s。")
	errCarry         = diag.Define("GK0433", diag.Error, "期初结余写的是 %[1]s，%[2]s的期末结余是 %[3]s（%[4]s），接不上。", "两期之间的结余必须相同，核对后改掉写错的一个。")
	errMissingPeriod = diag.Define("GK0434", diag.Error, "%[1]s之后应该是%[3]s，这里却是%[2]s，中间缺了一期。", "补上%[3]s的账；这一期写错了的，改正“期间”。")
	errSamePeriod    = diag.Define("GK0435", diag.Error, "%[1]s的账有两份，另一份在 %[2]s。", "删掉一份，或者改正“期间”；有几本账的，各写“账户”。")
	errVoucherTwice  = diag.Define("GK0436", diag.Error, "凭证号“%[1]s”用了两次，另一处在%[2]s。", "核对凭证，改掉写错的一个。")
	errBothSides     = diag.Define("GK0437", diag.Error, "这一行收入 %[1]s 和支出 %[2]s 都填了。", "一行只能是收入或者支出；两笔的，分成两行写。")
	errNoSide        = diag.Define("GK0438", diag.Error, "这一行收入和支出都没有填。", "填上其中一个；不是一笔账的，删掉这一行。")
	errOutsideDate   = diag.Define("GK0439", diag.Error, "日期 %[1]s 不在%[2]s里。", "核对日期；属于别的月份的，移到那一期。")
	errBalance       = diag.Define("GK0440", diag.Error, "这一行结余写的是 %[1]s，算出来是 %[2]s，相差 %[3]s。", "核对这一行和上面各行的收入、支出；没有错的，把结余改为 %[2]s。")
	errNoDate        = diag.Define("GK0441", diag.Error, "这一行没有日期。", "填上发生的日期；是合计的，在日期或摘要里写“合计”。")
	errNegative      = diag.Define("GK0442", diag.Error, "%[1]s是负数 %[2]s。", "退回的钱记到另一边：收入退回写支出，支出退回写收入。")
	errNoCategory    = diag.Define("GK0443", diag.Error, "这一行没有科目。", "填上科目，科目合计和图表要用。")
	errFuturePeriod  = diag.Define("GK0444", diag.Error, "公布日期 %[1]s 早于%[2]s的第一天 %[3]s，这一期还没有开始。", "核对公布日期和期间。")
)

// isOpening reports whether a row only repeats the opening balance.
func (e entry) isOpening() bool {
	return strings.HasPrefix(e.Total, "期初") || strings.HasPrefix(e.Total, "上")
}

// checkFinance checks one period by itself: every row, the running balance, the
// totals, and that opening + income − expense = closing (R9).
func checkFinance(c *env[noSettings], it *item[financeRecord]) {
	f := it.own
	if it.Date.Before(f.Period.Start()) {
		c.report(errFuturePeriod, it.At("date"), it.Date, f.Period, f.Period.Start())
	}
	vouchers := map[value.Text]int{}
	running, trusted := f.Opening, true
	sums := map[string]int{}
	var group categorySum // since the last 小计
	for _, e := range f.Ledger {
		if e.Total != "" {
			f.checkTotalRow(c, e, &group)
			continue
		}
		in, out, ok := checkEntry(c, f, e, vouchers)
		trusted = trusted && ok
		f.in, f.out = f.in.Add(in), f.out.Add(out)
		group.in, group.out = group.in.Add(in), group.out.Add(out)
		running = running.Add(in).Sub(out)
		f.addCategory(sums, string(e.Category), in, out)
		// One wrong row would make every row below it look wrong, so the check
		// goes on from what the author wrote.
		if e.Balance != nil && trusted && !e.Balance.Equal(running) {
			c.report(errBalance, e.At("结余"), e.Balance, running, e.Balance.Sub(running))
			running = *e.Balance
		}
	}
	if !trusted {
		return // sums over rows that cannot be read say nothing
	}
	f.checkTotals(c, it)
}

// checkEntry checks one transaction and returns its amounts; ok is false where
// they are not known. vouchers holds the lines of the numbers used so far.
func checkEntry(c *env[noSettings], f *financeRecord, e entry, vouchers map[value.Text]int) (in, out value.Money, ok bool) {
	ok = true
	switch {
	case e.In != nil && e.Out != nil && !e.In.IsZero() && !e.Out.IsZero():
		c.report(errBothSides, e.At("支出"), e.In, e.Out)
		ok = false
	case (e.In == nil || e.In.IsZero()) && (e.Out == nil || e.Out.IsZero()):
		c.report(errNoSide, e.At("收入"))
		ok = false
	}
	in, out = amount(c, e, "收入", e.In), amount(c, e, "支出", e.Out)
	switch {
	case e.Date.IsZero():
		c.report(errNoDate, e.At("日期"))
	case !f.Period.Contains(e.Date):
		c.report(errOutsideDate, e.At("日期"), e.Date, f.Period)
	}
	if e.Category == "" {
		c.report(errNoCategory, e.At("科目"))
	}
	if line := vouchers[e.Voucher]; e.Voucher != "" && line > 0 {
		c.report(errVoucherTwice, e.At("凭证号"), e.Voucher, fmt.Sprintf("这个文件的第 %d 行", line))
	}
	if vouchers[e.Voucher] == 0 {
		vouchers[e.Voucher] = e.line
	}
	return in, out, ok
}

// amount returns the amount of a cell, zero for an empty one.
func amount(c *env[noSettings], e entry, column string, m *value.Money) value.Money {
	if m == nil {
		return value.Money{}
	}
	if m.Sign() < 0 {
		c.report(errNegative, e.At(column), column, m)
	}
	return *m
}

// checkTotalRow checks a row of totals in the ledger against the rows above it; a 小计
// against those since the one before.
func (f *financeRecord) checkTotalRow(c *env[noSettings], e entry, group *categorySum) {
	if e.isOpening() {
		if e.Balance != nil && !e.Balance.Equal(f.Opening) {
			c.report(errTotal, e.At("结余"), "期初结余", e.Balance, f.Opening, e.Balance.Sub(f.Opening))
		}
		return
	}
	in, out, word := f.in, f.out, "合计"
	if e.Total == subtotal {
		in, out, word = group.in, group.out, subtotal
		*group = categorySum{}
	}
	for _, t := range []struct {
		label, column string
		stated        *value.Money
		sum           value.Money
	}{{"收入" + word, "收入", e.In, in}, {"支出" + word, "支出", e.Out, out}, {"结余", "结余", e.Balance, f.Opening.Add(f.in).Sub(f.out)}} {
		if t.stated != nil && !t.stated.Equal(t.sum) {
			c.report(errTotal, e.At(t.column), t.label, t.stated, t.sum, t.stated.Sub(t.sum))
		}
	}
}

// checkTotals checks the stated totals and the closing balance.
func (f *financeRecord) checkTotals(c *env[noSettings], it *item[financeRecord]) {
	if f.Income != nil && !f.Income.Equal(f.in) {
		c.report(errTotal, it.At("income"), "收入合计", f.Income, f.in, f.Income.Sub(f.in))
	}
	if f.Expense != nil && !f.Expense.Equal(f.out) {
		c.report(errTotal, it.At("expense"), "支出合计", f.Expense, f.out, f.Expense.Sub(f.out))
	}
	if want := f.Opening.Add(f.in).Sub(f.out); !want.Equal(f.Closing) {
		c.report(errClosing, it.At("closing"), f.Closing, want, f.Opening, f.in, f.out, f.Closing.Sub(want))
	}
}

// addCategory adds a row to its category, in the order of first appearance.
func (f *financeRecord) addCategory(index map[string]int, name string, in, out value.Money) {
	i, ok := index[name]
	if !ok {
		i = len(f.byCategory)
		index[name] = i
		f.byCategory = append(f.byCategory, categorySum{name: name})
	}
	f.byCategory[i].in = f.byCategory[i].in.Add(in)
	f.byCategory[i].out = f.byCategory[i].out.Add(out)
}
