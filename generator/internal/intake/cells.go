package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/value"
)

// text returns what a cell says, as it stands in a record; ok is false where that cannot be told.
func (t *table) text(c Column, row int) (text string, ok bool) {
	cell := t.s.Seen(row, c.Col)
	if cell.Problem != "" {
		t.unread(c, row, cell.Problem, cell.Hint)
		return "", false
	}
	switch {
	case cell.Text == "":
		return "", true
	case c.Type != "文字" && c.Type != "" && value.IsBlank(cell.Text):
		return "", true
	}
	switch c.Type {
	case "金额":
		return t.money(c, row, cell)
	case "日期":
		return t.date(c, row, cell)
	case "数量", "分数", "整数", "百分比", "期间":
		return value.Normalize(cell.Text), true
	}
	return strings.ReplaceAll(cell.Text, "\n", lineBreak), true
}

// lineBreak stands for a new line within a cell.
const lineBreak = "\x00"

func (t *table) unread(c Column, row int, message, hint string) {
	t.add(errCell, row, c.Col, sheet.CellName(row, c.Col), c.Head, message, hint)
}

// money reads an amount in the unit of its column.
func (t *table) money(c Column, row int, cell sheet.Cell) (string, bool) {
	text := value.Normalize(cell.Text)
	if c.Unit != "" && strings.ContainsAny(text, "元万亿") {
		t.unread(c, row, "“"+cell.Text+"”自己写了单位，表头的单位是"+c.Unit+"元", "去掉这一格里的单位，只写数")
		return "", false
	}
	inner, bracket := strings.CutSuffix(text, ")")
	inner += c.Unit
	if bracket {
		inner += ")"
	}
	m, err := value.ParseMoney(inner)
	if err != nil {
		t.unreadable(c, row, err)
		return "", false
	}
	return m.String(), true
}

func (t *table) unreadable(c Column, row int, err error) {
	message, hint := err.Error(), ""
	if e, ok := err.(*value.Error); ok { //nolint:errorlint // values return nothing else
		hint = e.Hint
	}
	t.unread(c, row, "："+message, hint)
}

var (
	// monthAndDay is 10.5, by which people mean the fifth of October.
	monthAndDay = regexp.MustCompile(`^\d{1,2}\.\d{1,2}$`)
	// lostZero is 10.1, which is what a spreadsheet makes of 10.10 too.
	lostZero = regexp.MustCompile(`^\d{1,2}\.[123]$`)
)

// date reads a day.
func (t *table) date(c Column, row int, cell sheet.Cell) (string, bool) {
	text := value.Normalize(cell.Text)
	switch {
	case cell.Type == sheet.Number && cell.Date != "" && len(text) == 5:
		if t.serials++; t.serials == 1 {
			t.done("日期序号读成日期，例如 %s 的 %s 是 %s", sheet.CellName(row, c.Col), text, cell.Date)
		}
		return cell.Date, true
	case cell.Type == sheet.Number && lostZero.MatchString(text):
		t.unread(c, row, fmt.Sprintf("的“%s”可能是 %s，也可能是 %s0", text, text, text), "写成“10月1日”或者“10月10日”这样的文字")
		return "", false
	case cell.Type == sheet.Number && monthAndDay.MatchString(text):
		return text, true
	}
	d, err := value.ParseDate(text)
	if err == nil {
		return d.ISO(), true
	}
	if _, dayOfPeriod := value.ParseDateIn(text, anyYear); dayOfPeriod == nil {
		return text, true // without its year, which the period of the record tells
	}
	t.unreadable(c, row, err)
	return "", false
}

// anyYear is a leap year, which has every day.
var anyYear = value.PeriodOf(value.Year, mustDate(2024, 1, 1))

func mustDate(year, month, day int) value.Date {
	d, err := value.NewDate(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	unitNote  = regexp.MustCompile(`(?:^|[^\p{Han}])(?:金额)?单位\s*[：:]\s*([^\s（）()]+)`)
	unitTitle = regexp.MustCompile(`[（(]([^（）()]*元)[)）]`)
	// amountUnit matches the units that a head names, those that cannot be converted too.
	amountUnit = regexp.MustCompile(`(?:万亿|亿|万|千|百|十|美|港|欧|日|澳|英|加)?(?:人民币)?元|万亿|亿|万|千|USD|HKD|EUR|JPY|[$€]`)
	listed     = regexp.MustCompile(`[、,，/；;：:]`)
)

// plainUnit is the word that multiplies an amount: 万 of 万元, "" of 元.
func plainUnit(unit string) string {
	return strings.TrimSuffix(strings.ReplaceAll(unit, "人民币", ""), "元")
}

// units decides in which unit the amounts of each column are.
func (t *table) units() {
	general := t.generalUnits()
	var silent []string
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Type != "金额" {
			continue
		}
		own := t.ownUnits(c.Col)
		all := own
		if len(own) == 0 {
			all = general
		}
		switch {
		case len(all) > 1:
			t.add(errUnit, t.head.bottom, c.Col, "“"+c.Head+"”的单位不清楚："+strings.Join(all, "、"))
			continue
		case len(own) == 1 && len(general) > 0 && !slices.ContainsFunc(general, func(u string) bool { return plainUnit(u) == plainUnit(own[0]) }):
			t.add(errUnit, t.head.bottom, c.Col, "“"+c.Head+"”的单位是“"+own[0]+"”，表格上写的单位是“"+general[0]+"”")
			continue
		case len(all) == 0:
			silent = append(silent, c.Head)
			continue
		}
		switch unit := plainUnit(all[0]); unit {
		case "":
		case "万", "亿", "万亿":
			c.Unit = unit
		default:
			t.add(errUnit, t.head.bottom, c.Col, "不能换算“"+c.Head+"”的单位“"+all[0]+"”")
		}
	}
	if len(silent) > 0 {
		t.done("“%s”没有写单位，按元读", strings.Join(silent, "”“"))
	}
}

// ownUnits returns the units that the head of a column names.
func (t *table) ownUnits(col int) []string {
	var units []string
	for row := max(1, t.head.bottom-maxHead+1); row <= t.head.bottom; row++ {
		text := headText(t.s, row, col)
		if text == "" && row < t.head.bottom && row >= t.head.top {
			text = t.leftOf(row, col)
		}
		if row < t.head.top && !t.partOfHead(row, col) {
			continue
		}
		for _, u := range amountUnit.FindAllString(text, -1) {
			if !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	return units
}

// partOfHead reports whether a cell above the head belongs to it: it is merged over some of its columns.
func (t *table) partOfHead(row, col int) bool {
	a, ok := t.s.Merge(row, col)
	return ok && a.Right > a.Left && a.Right-a.Left+1 < t.s.Width() || mayBeHead(t.s, row) && !unitNote.MatchString(headText(t.s, row, col))
}

// leftOf returns the word that stands above a column without being merged over it.
func (t *table) leftOf(row, col int) string {
	for ; col > 1; col-- {
		if headText(t.s, row+1, col) == "" {
			return ""
		}
		if text := headText(t.s, row, col-1); text != "" {
			return text
		}
	}
	return ""
}

// generalUnits returns the units of amounts that stand above or below the table: 单位：万元.
func (t *table) generalUnits() []string {
	texts := slices.Clone(t.Above)
	for row := t.head.bottom + 1; row <= t.s.Height(); row++ {
		for col := 1; col <= t.s.Width(); col++ {
			if c := t.s.At(row, col); unitNote.MatchString(c.Text) {
				texts = append(texts, c.Text)
			}
		}
	}
	var units []string
	for _, text := range texts {
		found := unitNote.FindAllStringSubmatch(text, -1)
		for _, m := range append(found, unitTitle.FindAllStringSubmatch(text, -1)...) {
			for _, part := range listed.Split(m[1], -1) {
				isUnit := strings.HasSuffix(strings.ReplaceAll(part, "人民币", ""), "元") || slices.Contains([]string{"万", "亿", "千"}, part)
				if isUnit && !slices.Contains(units, part) {
					units = append(units, part)
				}
			}
		}
	}
	return units
}
