package value

import (
	"cmp"
	"fmt"
	"time"
)

// Unit is the length of a period.
type Unit uint8

// The units. Two months start in an odd month. A school year has two terms: the
// first from 1 September to 31 January, the second from 1 February to 31 August;
// the holidays are included, so that every day lies in one term.
const (
	Month Unit = iota + 1
	TwoMonths
	Quarter
	HalfYear
	Year
	Term
)

// units says, for each unit, its name and how many periods a year has.
var units = [...]struct {
	name    string
	perYear int
}{
	Month: {"月", 12}, TwoMonths: {"双月", 6}, Quarter: {"季度", 4},
	HalfYear: {"半年", 2}, Year: {"年", 1}, Term: {"学期", 2},
}

// String returns the Chinese name of the unit.
func (u Unit) String() string { return units[u].name }

// Period is a stretch of the calendar for which something is disclosed. Periods
// compare with == and serve as map keys; the zero value is no period.
type Period struct {
	unit Unit
	year int // in which it starts; for a term, in which its school year starts
	n    int // its number among those of its unit in the year, from 1
}

// PeriodOf returns the period of a unit in which a day lies.
func PeriodOf(u Unit, d Date) Period {
	year, month := d.Year(), int(d.Month())
	switch {
	case u != Term:
		return Period{u, year, (month-1)*units[u].perYear/12 + 1}
	case month >= 9:
		return Period{Term, year, 1}
	case month == 1:
		return Period{Term, year - 1, 1}
	}
	return Period{Term, year - 1, 2}
}

// TypeName returns the Chinese name of the type.
func (Period) TypeName() string { return "期间" }

// Unit returns the length of the period; 0 for the zero value.
func (v Period) Unit() Unit { return v.unit }

// IsZero tells whether there is no period.
func (v Period) IsZero() bool { return v == Period{} }

// firstMonth returns the number of the month in which the period starts. For the
// second term it is 14: February of the year after.
func (v Period) firstMonth() int {
	switch {
	case v.unit != Term:
		return (v.n-1)*12/units[v.unit].perYear + 1
	case v.n == 1:
		return 9
	}
	return 14
}

// Start returns the first day of the period.
func (v Period) Start() Date {
	if v.IsZero() {
		return Date{}
	}
	return dateOf(time.Date(v.year, time.Month(v.firstMonth()), 1, 0, 0, 0, 0, time.UTC))
}

// End returns the last day of the period.
func (v Period) End() Date {
	if v.IsZero() {
		return Date{}
	}
	return v.Next().Start().AddDays(-1)
}

// Contains tells whether a day lies in the period.
func (v Period) Contains(d Date) bool {
	return !v.IsZero() && !d.Before(v.Start()) && !d.After(v.End())
}

// Next returns the period of the same unit that follows.
func (v Period) Next() Period {
	switch {
	case v.IsZero():
		return v
	case v.n == units[v.unit].perYear:
		return Period{v.unit, v.year + 1, 1}
	}
	return Period{v.unit, v.year, v.n + 1}
}

// Prev returns the period of the same unit that precedes.
func (v Period) Prev() Period {
	switch {
	case v.IsZero():
		return v
	case v.n == 1:
		return Period{v.unit, v.year - 1, units[v.unit].perYear}
	}
	return Period{v.unit, v.year, v.n - 1}
}

// YearBefore returns the same period of the year before.
func (v Period) YearBefore() Period {
	if v.IsZero() {
		return v
	}
	return Period{v.unit, v.year - 1, v.n}
}

// Compare orders periods by their first day, and those that start together from
// the shorter unit to the longer. It returns -1, 0 or 1.
func (v Period) Compare(w Period) int {
	return cmp.Or(v.Start().Compare(w.Start()), cmp.Compare(v.unit, w.unit))
}

// Equal tells whether two periods are the same.
func (v Period) Equal(w Period) bool { return v == w }

// String formats the period for readers: “2026年10月”, “2026年第三季度”,
// “2026-2027学年第一学期”.
func (v Period) String() string {
	switch v.unit {
	case 0:
		return ""
	case Quarter:
		return fmt.Sprintf("%d年第%s", v.year, v.Short())
	case Year:
		return v.Short()
	case Term:
		return fmt.Sprintf("%d-%d学年%s", v.year, v.year+1, v.Short())
	}
	return fmt.Sprintf("%d年%s", v.year, v.Short())
}

// Short formats the period where its year is plain: “10月”, “9-10月”, “三季度”,
// “上半年”, “2026年”, “第一学期”.
func (v Period) Short() string {
	switch v.unit {
	case Month:
		return fmt.Sprintf("%d月", v.n)
	case TwoMonths:
		return fmt.Sprintf("%d-%d月", v.firstMonth(), v.firstMonth()+1)
	case Quarter:
		return pick(v.n, "一季度", "二季度", "三季度", "四季度")
	case HalfYear:
		return pick(v.n, "上半年", "下半年")
	case Year:
		return fmt.Sprintf("%d年", v.year)
	case Term:
		return pick(v.n, "第一学期", "第二学期")
	}
	return ""
}

func pick(n int, names ...string) string { return names[n-1] }

// Label formats the period for the axis of a chart, after the label of prev: in
// full where the year changes, short where it is the same. The first label of an
// axis follows the zero Period.
func (v Period) Label(prev Period) string {
	if prev.unit == v.unit && prev.year == v.year {
		return v.Short()
	}
	return v.String()
}

// Key formats the period for file names, addresses and machines: “2026-10”,
// “2026-09~10”, “2026-Q3”, “2026-H1”, “2026”, “2026-2027-1”. Keys of one unit sort as
// the periods do.
func (v Period) Key() string {
	switch v.unit {
	case Month:
		return fmt.Sprintf("%04d-%02d", v.year, v.n)
	case TwoMonths:
		return fmt.Sprintf("%04d-%02d~%02d", v.year, v.firstMonth(), v.firstMonth()+1)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", v.year, v.n)
	case HalfYear:
		return fmt.Sprintf("%04d-H%d", v.year, v.n)
	case Year:
		return fmt.Sprintf("%04d", v.year)
	case Term:
		return fmt.Sprintf("%04d-%04d-%d", v.year, v.year+1, v.n)
	}
	return ""
}
