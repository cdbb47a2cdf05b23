package intake

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/sheet"
)

// totalKind says what a row of sums sums up.
type totalKind uint8

const (
	noTotal   totalKind = iota
	grand               // all entries
	group               // those since the sum before
	unchecked           // what is not in the sheet: the year so far, averages
	level               // what was there before, and what is left
)

// totalWords are what offices write in rows of sums.
var totalWords = map[string]totalKind{
	"合计": grand, "总计": grand, "共计": grand, "合计数": grand, "本期合计": grand, "本月合计": grand, "本季合计": grand, "本年合计": grand,
	"小计": group, "本页合计": group, "本页小计": group,
	"累计": unchecked, "本年累计": unchecked, "本月累计": unchecked, "平均": unchecked, "平均分": unchecked, "平均数": unchecked, "过次页": unchecked, "承前页": unchecked,
	"期初结余": level, "上期结余": level, "上月结余": level, "上年结余": level, "期初余额": level, "上月结转": level, "上期结转": level, "上年结转": level,
	"期末结余": level, "本期结余": level, "本月结余": level, "期末余额": level, "结转下月": level, "结转下期": level, "结转下年": level,
}

// totalPhrase matches the ways in which such a word is dressed: 10月合计, 合计（元）.
var totalPhrase = regexp.MustCompile(`^(?:\d{1,2}月份?|第?[一二三四]季度|全年|上半年|下半年|[本全当]\p{Han})?(合计|总计|共计|小计|累计)(?:数|金额|[（(][^（()）]*[)）])?$`)

// sumsUp matches what may be such a word, or part of an entry.
var sumsUp = regexp.MustCompile(`合计|总计|共计|小计|累计`)

// totalOf returns the word by which a text stands for a sum; "" for none.
func totalOf(text string) string {
	word := strings.TrimRight(strings.Join(strings.Fields(strings.ReplaceAll(text, "\u3000", "")), ""), "：:")
	if totalWords[word] != noTotal {
		return word
	}
	if m := totalPhrase.FindStringSubmatch(word); m != nil {
		return m[1]
	}
	return ""
}

// totalLabel returns the word by which a row is one of sums, wherever in the row it stands; "" for none.
func totalLabel(s *sheet.Sheet, row int) string {
	for col := 1; col <= s.Width(); col++ {
		if c := s.At(row, col); c.Type == sheet.Text && totalOf(c.Text) != "" {
			return totalOf(c.Text)
		}
	}
	return ""
}

// mayBeTotal reports whether a row has nothing but numbers and a text that speaks of a sum.
func (t *table) mayBeTotal(row int) bool {
	words, sums := 0, 0
	for _, c := range t.Columns {
		switch cell := t.s.At(row, c.Col); {
		case cell.Type == sheet.Date:
			words++
		case cell.Type == sheet.Text && adders[c.Type] == nil:
			words++
			if sumsUp.MatchString(cell.Text) {
				sums++
			}
		}
	}
	return words == 1 && sums == 1
}

// read goes through the rows below the head.
func (t *table) read() {
	gap, ended := false, 0
	for row := t.head.bottom + 1; row <= t.s.Height(); row++ {
		label := totalLabel(t.s, row)
		switch {
		case t.s.RowEmpty(row):
			gap = true
			continue
		case t.s.RowHidden(row):
			t.hidden = append(t.hidden, row)
			continue
		case label != "":
			t.totals = append(t.totals, total{row, label, len(t.entries)})
			if totalWords[label] == grand {
				ended = row
			}
		case t.isHead(row):
			t.done("第 %d 行重复了表头，没有放进表格", row)
		case t.isRemark(row):
			t.leaveRow(row)
		case gap && !t.isWhole(row):
			t.add(errStray, row, 1, row, "前面空了一行")
		case t.mayBeTotal(row):
			t.add(errStray, row, 1, row, "像是合计")
		case ended > 0:
			t.add(errStray, row, 1, row, "在合计下面")
		default:
			t.entry(row)
		}
		gap = false
	}
	if len(t.entries) == 0 && t.report.Errors() == 0 {
		t.add(errNoEntry, t.head.bottom, 1, t.head.bottom)
	}
}

// isHead reports whether a row repeats the head.
func (t *table) isHead(row int) bool {
	same, other := 0, 0
	for col := 1; col <= t.s.Width(); col++ {
		text := headText(t.s, row, col)
		switch {
		case text == "":
		case text == headText(t.s, t.head.bottom, col) || text == headText(t.s, t.head.top, col):
			same++
		default:
			other++
		}
	}
	return same > 1 && other == 0 && mayBeHead(t.s, row)
}

var labelled = regexp.MustCompile(`^(?:[^：:]{1,12}[：:]|注|备注|说明|附)`)

// isRemark reports whether a row is no entry but a remark: 制表人：马晓东, or one text alone.
func (t *table) isRemark(row int) bool {
	texts, labels := 0, 0
	for col := 1; col <= t.s.Width(); col++ {
		c := t.s.At(row, col)
		switch {
		case c.IsEmpty() || t.s.ColHidden(col):
			continue
		case c.Type != sheet.Text:
			return false
		}
		texts++
		if labelled.MatchString(c.Text) {
			labels++
		}
	}
	return texts == labels && texts > 0 || texts == 1 && len(t.Columns) > 1
}

// isWhole reports whether a row has what entries must have, and half of what they may have.
func (t *table) isWhole(row int) bool {
	filled := 0
	for _, c := range t.Columns {
		empty := t.s.Seen(row, c.Col).IsEmpty()
		if !empty {
			filled++
		}
		if i := t.head.columns[c.Col-1]; empty && i >= 0 && t.Spec.Columns[i].Cell {
			return false
		}
		if !empty && c.Type == "日期" && t.s.Seen(row, c.Col).Type == sheet.Text && !strings.ContainsAny(t.s.Seen(row, c.Col).Text, "0123456789〇一二三四五六七八九") {
			return false
		}
	}
	return filled*2 >= len(t.Columns)
}

// leaveRow keeps a row that is no entry.
func (t *table) leaveRow(row int) {
	var texts []string
	for col := 1; col <= t.s.Width(); col++ {
		if c := t.s.At(row, col); c.Text != "" && !t.s.ColHidden(col) {
			texts = append(texts, oneLine(c.Text))
		}
	}
	t.Left = append(t.Left, Left{"第 " + joinRows([]int{row}) + " 行", []string{strings.Join(texts, "  ")}})
}

// entry takes a row.
func (t *table) entry(row int) {
	r := Row{Line: row, Cells: make([]string, len(t.Columns))}
	for i, c := range t.Columns {
		if !t.checkMerge(row, c) {
			continue
		}
		text, ok := t.text(c, row)
		if ok {
			r.Cells[i] = text
		}
	}
	t.entries = append(t.entries, row)
	t.Rows = append(t.Rows, r)
}

// checkMerge refuses numbers that are merged over several entries or columns. A word may stand for several entries.
func (t *table) checkMerge(row int, c Column) bool {
	a, ok := t.s.Merge(row, c.Col)
	if !ok || t.s.At(a.Top, a.Left).IsEmpty() {
		return true
	}
	words := slices.Contains([]string{"", "文字", "日期"}, c.Type)
	if a.Top < a.Bottom && !words || a.Top < a.Bottom && t.s.At(a.Top, a.Left).Type == sheet.Number {
		t.add(errMerged, a.Top, a.Left, sheet.CellName(a.Top, a.Left)+":"+sheet.CellName(a.Bottom, a.Right))
		return false
	}
	for _, other := range t.Columns {
		if other.Col != c.Col && a.Left <= other.Col && other.Col <= a.Right {
			t.add(errMerged, a.Top, a.Left, sheet.CellName(a.Top, a.Left)+":"+sheet.CellName(a.Bottom, a.Right))
			return false
		}
	}
	return true
}
