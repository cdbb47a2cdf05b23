package main

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/generator/internal/value"
)

// accountMonths is how many months an account has. Each place keeps one.
const accountMonths = 100

// accounts writes n months of as many accounts as it takes. A month opens with what the one before left.
func (w *corpus) accounts(dir string, n int) {
	balance := 0
	for i := range n {
		at := i % accountMonths
		if at == 0 {
			balance = newRandom("opening", i).between(80_000_00, 400_000_00)
		}
		months := min(accountMonths, n-i+at) // of this account; the last one may be shorter
		text, closing := finance(placeName(i/accountMonths), month(months-1-at), balance, i)
		w.file(recordName(dir, i), text)
		balance = closing
	}
}

// finance writes one month and returns what it leaves, in cents.
func finance(account string, period value.Period, opening, i int) (text string, closing int) {
	r := newRandom("finance", i)
	entries, closing := ledger(r, period, opening)
	in, out := 0, 0
	for _, e := range entries {
		in, out = in+e.in, out+e.out
	}
	d := newDocument(fmt.Sprintf("%s%s财务收支公开", account, period), period.End().AddDays(10))
	d.key("period", period.Key())
	d.key("account", account)
	d.key("opening", yuan(opening))
	d.key("income", yuan(in))
	d.key("expense", yuan(out))
	d.key("closing", yuan(closing))
	fmt.Fprintf(d, "signatures:\n  经手人: %s\n  民主理财小组: %s\n  负责人审批: %s\n  会计: %s\n", r.name(), r.name(), r.name(), r.name())
	d.common(r, fmt.Sprintf("财〔%d〕号", i+1))
	d.paragraph(r, 1, 2)
	d.heading("收支明细")
	d.head("日期", "凭证号", "科目", "摘要", "收入:", "支出:", "结余:", "经手人")
	for j, e := range entries {
		d.row(e.date.ISO(), fmt.Sprintf("记-%02d%02d", e.date.Month(), j+1), e.category, e.category+r.pick(purposes),
			yuanOrBlank(e.in), yuanOrBlank(e.out), yuan(e.balance), r.name())
	}
	d.row("合计", "", "", "", yuan(in), yuan(out), yuan(closing), "")
	d.heading("说明")
	d.paragraph(r, 1, 2)
	return d.String(), closing
}

// entry is one row of a ledger, in cents.
type entry struct {
	date             value.Date
	category         string
	in, out, balance int
}

// ledger returns a month of receipts and payments by date. No payment is more than what is there.
func ledger(r *random, period value.Period, opening int) (entries []entry, closing int) {
	for range r.between(8, 20) {
		entries = append(entries, entry{date: r.date(period.Start(), period.End()), category: r.pick(receipts), in: r.between(200_00, 40_000_00)})
	}
	for range r.between(8, 20) {
		entries = append(entries, entry{date: r.date(period.Start(), period.End()), category: r.pick(payments), out: r.between(200_00, 40_000_00)})
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(a.date.Compare(b.date), cmp.Compare(b.in, a.in))
	})
	balance := opening
	for i := range entries {
		e := &entries[i]
		e.out = min(e.out, balance/2)
		balance += e.in - e.out
		e.balance = balance
	}
	return entries, balance
}

func yuan(cents int) string { return value.Cents(int64(cents)).String() }

func yuanOrBlank(cents int) string {
	if cents == 0 {
		return ""
	}
	return yuan(cents)
}
