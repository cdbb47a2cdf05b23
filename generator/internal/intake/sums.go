package intake

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/value"
)

// sums compares the rows of sums with the entries that they sum up.
func (t *table) sums() {
	from, checked := 0, 0
	var skipped []string
	for _, total := range t.totals {
		first := 0
		switch totalWords[total.label] {
		case group:
			first, from = from, total.after
		case grand:
		case level:
			t.know(total)
			continue
		case unchecked, noTotal:
			skipped = append(skipped, fmt.Sprintf("第 %d 行“%s”", total.row, total.label))
			t.leaveRow(total.row)
			continue
		}
		for i, c := range t.Columns {
			switch t.sum(total, i, c, first) {
			case summed:
				checked++
			case notSummed:
				skipped = append(skipped, sheet.CellName(total.row, c.Col))
			case nothing:
			}
		}
	}
	if checked > 0 {
		t.done("核对了 %d 个合计，都和各行对得上；合计的行不放进表格，程序会自己算", checked)
	}
	if len(skipped) > 0 {
		t.done("没有核对：%s", strings.Join(skipped, "、"))
	}
}

// outcome is what came of checking a sum.
type outcome uint8

const (
	nothing outcome = iota // there is none, or a finding
	summed
	notSummed // it is there, and nobody can tell what it has to be
)

// levels are columns whose numbers say how things stand: they don't add up.
var levels = []string{"结余", "余额", "标准", "补贴标准"}

// sum checks the sum of one column.
func (t *table) sum(total total, i int, c Column, first int) outcome {
	cell := t.s.Seen(total.row, c.Col)
	add := adders[c.Type]
	switch {
	case cell.IsEmpty(), value.IsBlank(cell.Text) && cell.Problem == "", totalOf(cell.Text) != "":
		return nothing // also where the label is merged over columns of numbers
	case add == nil && cell.Type == sheet.Number, slices.Contains(levels, c.Title):
		return notSummed
	case add == nil:
		return nothing
	}
	text, ok := t.text(c, total.row)
	if !ok {
		return nothing
	}
	var texts []string
	for _, r := range t.Rows[first:total.after] {
		texts = append(texts, r.Cells[i])
	}
	stated, err := add([]string{text})
	if err != nil {
		t.unreadable(c, total.row, err)
		return nothing
	}
	got, err := add(texts)
	switch {
	case err != nil: // a cell that is wrong is reported where it stands
		return nothing
	case got == stated:
		return summed
	}
	t.add(errTotal, total.row, c.Col, sheet.CellName(total.row, c.Col), total.label, c.Head, stated, got, t.withHidden(total, c, stated, texts, add))
	return nothing
}

// withHidden says so where a sum is right once rows that are hidden are added.
func (t *table) withHidden(total total, c Column, stated string, texts []string, add adder) string {
	probe := &table{s: t.s, head: t.head, want: t.want, report: &diag.Report{}}
	for _, row := range t.hidden {
		if text, ok := probe.text(c, row); ok && row < total.row && totalLabel(t.s, row) == "" {
			texts = append(texts, text)
		}
	}
	if got, err := add(texts); len(t.hidden) > 0 && err == nil && got == stated {
		return fmt.Sprintf("；合计里有隐藏的第 %s 行，要导入它们就取消隐藏", joinRows(t.hidden))
	}
	return ""
}

// adder adds up what cells say.
type adder func(texts []string) (string, error)

// adders are the types whose numbers add up.
var adders = map[string]adder{
	"金额": func(texts []string) (string, error) {
		var sum value.Money
		for _, text := range texts {
			if text == "" {
				continue
			}
			m, err := value.ParseMoney(text)
			if err != nil {
				return "", err
			}
			sum = sum.Add(m)
		}
		return sum.String(), nil
	},
	"数量": func(texts []string) (string, error) {
		var sum value.Count
		for _, text := range texts {
			var n value.Count
			if text == "" {
				continue
			}
			if err := n.Parse(text); err != nil {
				return "", err
			}
			sum += n
		}
		return sum.String(), nil
	},
}

// know takes the number of a row such as 期初结余 or 期末结余: the only one of the row, or that of the column 结余.
func (t *table) know(total total) {
	var found []string
	for _, c := range t.Columns {
		if c.Type != "金额" || t.s.Seen(total.row, c.Col).IsEmpty() {
			continue
		}
		if text, ok := t.text(c, total.row); ok && text != "" {
			found = append(found, text)
		}
	}
	if len(found) == 1 {
		t.Known = append(t.Known, Known{total.label, found[0]})
		return
	}
	t.leaveRow(total.row)
}
