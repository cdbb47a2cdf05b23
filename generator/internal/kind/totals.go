package kind

import (
	"fmt"
	"reflect"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var errFigures = diag.Define("GK0932", diag.Error, "%[1]s。", "%[2]s。")

// checkTotals compares what a table says in its rows of sums with the rows above: since the subtotal
// before for 小计, all of them for the others. Points and numbers of issues don't add up to anything.
func checkTotals[S, R any](c *env[S], rows []R) {
	t := reflect.TypeFor[R]()
	columns := columnsOf(t)
	for _, col := range columns {
		title := col.Titles[0]
		if title == "得分" || title == "期号" {
			continue
		}
		var all, group quantity
		for i := range rows {
			row := reflect.ValueOf(&rows[i]).Elem()
			own := row.FieldByName("Row").Interface().(Row)
			q, ok := quantityOf(row.Field(col.index))
			switch {
			case own.Total == "":
				all, group = all.add(q), group.add(q)
				continue
			case !ok:
			case own.Total == subtotal && q.differs(group):
				c.report(errFigures, own.At(title), fmt.Sprintf("%s的%s写的是 %s，各行加起来是 %s", own.Total, title, q, group), "核对各行；各行没有错的，改为 "+group.String())
			case own.Total != subtotal && q.differs(all):
				c.report(errFigures, own.At(title), fmt.Sprintf("%s的%s写的是 %s，各行加起来是 %s", own.Total, title, q, all), "核对各行；各行没有错的，改为 "+all.String())
			}
			group = quantity{}
		}
	}
}

// quantity is a number that adds up: a count, hours or an amount.
type quantity struct {
	count value.Count
	score value.Score
	money value.Money
	text  func(quantity) string
}

func (q quantity) String() string {
	if q.text == nil {
		return "0"
	}
	return q.text(q)
}

func (q quantity) add(r quantity) quantity {
	out := quantity{q.count + r.count, q.score.Add(r.score), q.money.Add(r.money), q.text}
	if r.text != nil {
		out.text = r.text
	}
	return out
}

func (q quantity) differs(r quantity) bool {
	return q.count != r.count || q.score != r.score || !q.money.Equal(r.money)
}

// quantityOf returns the number of a cell; ok is false for one that is empty or holds none.
func quantityOf(v reflect.Value) (q quantity, ok bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return q, false
		}
		v = v.Elem()
	}
	switch n := v.Interface().(type) {
	case value.Count:
		return quantity{count: n, text: func(q quantity) string { return q.count.String() }}, true
	case value.Score:
		return quantity{score: n, text: func(q quantity) string { return q.score.String() }}, true
	case value.Money:
		return quantity{money: n, text: func(q quantity) string { return q.money.String() }}, true
	}
	return q, false
}
