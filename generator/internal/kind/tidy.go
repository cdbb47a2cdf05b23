package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Tidying says how a document of a kind is written as a rule: the keys in the order of their declaration, and
// dates, amounts and numbers in the columns that are declared as such. k is nil for a document of no kind.
func Tidying(k Kind, doc *source.Document) source.Tidying {
	if k == nil {
		return TidyingOf(nil)
	}
	t := TidyingOf(k.Fields())
	columns := Columns(k, doc)
	t.Cell = func(table *source.Table, column int, c source.Cell) string {
		spec := columns(table)
		if column >= len(spec) || spec[column] == nil {
			return c.Text
		}
		return spec[column].tidy(c.Text, table.Header[column].Text)
	}
	return t
}

// TidyingOf says in which order keys are written. What is in tables stays.
func TidyingOf(fields []Field) source.Tidying {
	return source.Tidying{
		Rank: func(key string) int {
			if i := slices.IndexFunc(fields, func(f Field) bool { return f.called(key) }); i >= 0 {
				return i
			}
			return len(fields)
		},
		Cell: func(_ *source.Table, _ int, c source.Cell) string { return c.Text },
	}
}

// tableKey is what is the same of a table before and after it is tidied: its place among lines moves with the front
// matter, but its header stays.
func tableKey(t *source.Table) string {
	var titles []string
	for _, h := range t.Header {
		titles = append(titles, h.Text)
	}
	return strings.Join(titles, "|")
}

// Columns finds the declared column of each column of the tables that a kind takes; nil for columns and tables that
// it does not.
func Columns(k Kind, doc *source.Document) func(*source.Table) []*ColumnSpec {
	b := &binder{report: &diag.Report{}}
	found := map[string][]*ColumnSpec{}
	taken := map[source.Part]string{}
	for _, spec := range k.Tables() {
		if t := b.pick(spec, doc, taken); t != nil {
			taken[t] = spec.Name
			found[tableKey(t)], _ = b.head(spec, t)
		}
	}
	return func(t *source.Table) []*ColumnSpec { return found[tableKey(t)] }
}

// tidy returns the text of a cell as it is written as a rule; the same where nothing is sure.
func (c *ColumnSpec) tidy(text, head string) string {
	if value.IsBlank(text) {
		return text
	}
	switch c.TypeName {
	case value.Date{}.TypeName():
		return tidyDate(text)
	case value.Money{}.TypeName():
		if _, word, _ := moneyUnit(head); word == "" {
			return tidyMoney(text)
		}
		return tidyAs(new(value.Money), text)
	case value.Count(0).TypeName():
		return tidyAs(new(value.Count), text)
	case value.Int(0).TypeName():
		return tidyAs(new(value.Int), text)
	case value.Score{}.TypeName():
		return tidyAs(new(value.Score), text)
	case value.Percent{}.TypeName():
		return tidyAs(new(value.Percent), text)
	}
	return text
}

// tidyAs makes full-width digits and signs of a number half-width.
func tidyAs(v value.Value, text string) string {
	if v.Parse(text) != nil {
		return text
	}
	return value.Normalize(text)
}

// tidyDate writes a date as 2026-10-05. One without its year, or with a time of day, keeps its form.
func tidyDate(text string) string {
	plain := value.Normalize(text)
	d, err := value.ParseDate(plain)
	if err == nil && !strings.Contains(plain, ":") {
		return d.ISO()
	}
	if err != nil {
		_, err = value.ParseDateIn(plain, leapYear)
	}
	if err != nil {
		return text
	}
	return plain
}

// leapYear is a period that has every day of a year.
var leapYear = func() value.Period {
	day, err := value.ParseDate("2024-02-29")
	if err != nil {
		panic(err)
	}
	return value.PeriodOf(value.Year, day)
}()

// tidyMoney writes an amount as 1,234.00.
func tidyMoney(text string) string {
	m, err := value.ParseMoney(text)
	if err != nil {
		return text
	}
	if again, err := value.ParseMoney(m.String()); err == nil && again.Equal(m) {
		return m.String()
	}
	return value.Normalize(text)
}
