package generator

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/intake"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// compose makes the text of the record with the table in it.
func (i *importing) compose() error {
	if i.to.old == "" {
		if err := i.begin(); err != nil {
			return err
		}
	} else {
		i.text = strings.ReplaceAll(i.to.old, "\r\n", "\n")
		for _, known := range i.table.Known {
			i.table.Left = append(i.table.Left, intake.Left{What: known.Name, Lines: []string{known.Text}})
		}
	}
	return i.insert()
}

// begin makes a new record, the next of its section.
func (i *importing) begin() error {
	k, period := i.table.Kind, i.period()
	periodic := slices.ContainsFunc(k.Fields(), func(f kind.Field) bool { return f.Name == "period" })
	bd, s, err := i.sectionFor(k, "")
	if i.to.name != "" {
		bd, s, err = i.sectionFor(k, path.Dir(i.to.name))
		if err != nil { // the folder takes other kinds, or none yet
			return &UsageError{"--into " + i.in.Into + "：这个栏目不放“" + k.Title() + "”。"}
		}
	}
	if err != nil {
		return err
	}
	if named, err := value.ParsePeriod(strings.TrimSuffix(path.Base(i.to.name), ".md")); err == nil && periodic {
		if !period.IsZero() && period != named {
			i.found.Add(errPeriod.At(diag.Pos{File: i.file}, period, named))
		}
		period = named
	}
	about := i.table.Sheet
	switch {
	case periodic && period.IsZero():
		return &UsageError{"表格的标题里没有写是哪一期。用 --into 指明，例如 --into " + filepath.Join(i.opts.Source, filepath.FromSlash(s.Dir), "2026-11.md") + "。"}
	case periodic:
		about = period.Key()
	case len(i.table.Above) > 0:
		about = i.table.Above[0]
	}
	records, given := bd.RecordsOf(s, k), i.given(k)
	if len(records) == 0 && len(i.table.Above) > 0 {
		given["title"] = i.table.Above[0]
	}
	n, err := i.nextRecord(k, records, about, given)
	if err != nil {
		return err
	}
	if i.to.name == "" {
		i.to.board, i.to.name = bd, path.Join(s.Dir, n.name()+".md")
	}
	i.text, i.to.fresh = n.text(), n.last == nil
	if s.Kind != k && !strings.Contains(i.text, "\n类型: ") {
		i.text = strings.Replace(i.text, "---\n", "---\n类型: "+k.Title()+"\n", 1)
	}
	for _, f := range n.fill {
		if !strings.HasPrefix(f, "表格“") && f != i.table.Spec.Name {
			i.to.fill = append(i.to.fill, f)
		}
	}
	return nil
}

// given are the keys whose values the sheet tells: its title, and sums that are keys of the record.
func (i *importing) given(k kind.Kind) map[string]string {
	given := map[string]string{}
	for _, known := range i.table.Known {
		name := known.Name
		switch {
		case strings.HasPrefix(name, "期初"), strings.HasPrefix(name, "上"):
			name = "期初结余"
		case strings.HasPrefix(name, "期末"), strings.HasPrefix(name, "本"), strings.HasPrefix(name, "结转下"):
			name = "期末结余"
		}
		f := slices.IndexFunc(k.Fields(), func(f kind.Field) bool { return f.TypeName == "金额" && slices.Contains(f.Aliases, name) })
		if f < 0 || given[k.Fields()[f].Name] != "" {
			i.table.Left = append(i.table.Left, intake.Left{What: known.Name, Lines: []string{known.Text}})
			continue
		}
		given[k.Fields()[f].Name] = known.Text
		i.table.Done = append(i.table.Done, fmt.Sprintf("“%s” %s → %s", known.Name, known.Text, k.Fields()[f].Label()))
	}
	return given
}

// insert puts the table into the text, in the place of the one that the record has.
func (i *importing) insert() error {
	doc := source.Parse(i.to.name, []byte(i.text), &diag.Report{})
	if doc == nil {
		return &UsageError{i.to.name + " 有错，不能改。先用 gongkai check 检查、改好，再导入。"}
	}
	if err := i.samePeriod(doc); err != nil {
		return err
	}
	lines := strings.Split(strings.TrimRight(i.text, "\n"), "\n")
	old := kind.TableOf(i.table.Kind, doc, i.table.Spec.Name)
	if old == nil {
		lines = append(lines, "")
		i.first = len(lines) + 3
		i.text = strings.Join(append(lines, i.rows(nil)...), "\n") + "\n"
		return nil
	}
	if len(old.Rows) > 0 && i.to.old != "" && !i.in.Force {
		return &UsageError{fmt.Sprintf("%s 的“%s”已经有 %d 行。要换成表格里的，加上 --force。", i.to.name, i.table.Spec.Name, len(old.Rows))}
	}
	head := old
	if i.to.fresh {
		head = nil // nobody chose the columns of an empty form
	} else if err := i.sameUnits(old); err != nil {
		return err
	}
	end := old.Pos.Line + 1
	if n := len(old.Rows); n > 0 {
		end = old.Rows[n-1][0].Pos.Line
	}
	i.first = old.Pos.Line + 2
	i.text = strings.Join(slices.Concat(lines[:old.Pos.Line-1], i.rows(head), lines[min(end, len(lines)):]), "\n") + "\n"
	return nil
}

// samePeriod refuses to put one month's table into another's record.
func (i *importing) samePeriod(doc *source.Document) error {
	p := i.period()
	for _, f := range i.table.Kind.Fields() {
		for _, e := range doc.Front.Entries {
			if f.Name != "period" || e.Key != f.Name && !slices.Contains(f.Aliases, e.Key) {
				continue
			}
			if q, err := value.ParsePeriod(e.Value.Text); err == nil && !p.IsZero() && p != q {
				i.found.Add(errPeriod.At(diag.Pos{File: i.file}, p, q))
			}
		}
	}
	return nil
}

// sameUnits refuses a table whose heads say that its amounts are not in yuan, as those that are imported are.
func (i *importing) sameUnits(old *source.Table) error {
	for _, h := range old.Header {
		if strings.Contains(h.Text, "万元") || strings.Contains(h.Text, "亿元") {
			return &UsageError{i.to.name + " 的“" + h.Text + "”不是以元为单位。把表头和各行改成元，再导入。"}
		}
	}
	return nil
}

// rows writes the table in Markdown. Columns that the record's table has already keep their order and names.
func (i *importing) rows(old *source.Table) []string {
	var titles []string
	var from []int // index of the imported column; -1 for one that only the record has
	used := map[int]bool{}
	if old != nil {
		for _, h := range old.Header {
			at := slices.IndexFunc(i.table.Columns, func(c intake.Column) bool { return i.same(c, h.Text) })
			if used[at] {
				at = -1
			}
			titles, from = append(titles, h.Text), append(from, at)
			used[at] = true
		}
	}
	for at, c := range i.table.Columns {
		if !used[at] {
			titles, from = append(titles, c.Title), append(from, at)
		}
	}
	rules := make([]string, len(titles))
	for n, at := range from {
		rules[n] = "---"
		if at >= 0 && slices.Contains([]string{"金额", "数量", "分数", "整数", "百分比"}, i.table.Columns[at].Type) {
			rules[n] = "---:"
		}
		if old == nil || n >= len(old.Header) {
			titles[n] = escape(titles[n])
		}
	}
	out := []string{row(titles), row(rules)}
	for _, r := range i.table.Rows {
		cells := make([]string, len(titles))
		for n, at := range from {
			if at >= 0 {
				cells[n] = escape(r.Cells[at])
			}
		}
		out = append(out, row(cells))
	}
	return out
}

// same reports whether a column of the record's table is the imported one.
func (i *importing) same(c intake.Column, head string) bool {
	if kind.HeadName(c.Title) == kind.HeadName(head) {
		return true
	}
	return slices.ContainsFunc(i.table.Spec.Columns, func(spec kind.ColumnSpec) bool { return spec.Matches(c.Title) && spec.Matches(head) })
}

func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// escape writes a text so that Markdown takes it for nothing else.
func escape(text string) string {
	var b strings.Builder
	for n, r := range text {
		switch r {
		case 0:
			b.WriteString("<br>")
			continue
		case '\\', '|', '*', '_', '`', '<', '[', ']', '~':
			b.WriteByte('\\')
		case '&':
			if n+1 < len(text) && (text[n+1] == '#' || text[n+1]|0x20 >= 'a' && text[n+1]|0x20 <= 'z') {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// keep puts what had no place into a comment at the end of the record, which is not published. What is personal is
// kept nowhere.
func (i *importing) keep() bool {
	if before, comment, ok := strings.Cut(i.text, i.commentHead()); ok { // of the import before
		_, after, _ := strings.Cut(comment, "\n-->\n")
		i.text = before + after
	}
	var lines []string
	for _, l := range i.table.Left {
		text := l.What + "：" + strings.Join(l.Lines, "；")
		if len(i.guard.personalIn(i.build, i.file, []byte(text))) == 0 {
			lines = append(lines, text)
		}
	}
	if len(lines) == 0 {
		return false
	}
	text := strings.NewReplacer("-->", "--＞", "<!--", "＜!--").Replace(strings.Join(lines, "\n"))
	i.text += i.commentHead() + text + "\n-->\n"
	return true
}

// commentHead begins the comment with what had no place.
func (i *importing) commentHead() string {
	return "\n<!-- 从 " + strings.ReplaceAll(filepath.Base(i.file), "--", "－－") + " 导入时没有放进表格的内容，不会公开：\n"
}

// check reads the new text as a build would, and reports what is wrong with the rows at their places in the sheet.
func (i *importing) check() {
	report := &diag.Report{}
	doc := source.Parse(i.to.name, []byte(i.text), report)
	if doc != nil {
		i.to.board.Read(doc, report)
	}
	lines := strings.Split(i.text, "\n")
	for _, f := range append(report.Findings(), i.guard.personalIn(i.build, i.to.name, []byte(i.text))...) {
		n := f.Pos.Line - i.first
		if f.Severity != diag.Error || n < -2 || n >= len(i.table.Rows) {
			continue // of the rest of the record, check tells
		}
		f.Pos.File = i.file
		if n >= 0 {
			f.Pos.Line = i.table.Rows[n].Line
			f.Pos.Col = i.sheetColumn(lines[i.first+n-1], f.Pos.Col, lines[i.first-3])
			f.Message = sheet.CellName(f.Pos.Line, f.Pos.Col) + "：" + f.Message
		} else {
			f.Pos.Line, f.Pos.Col = 0, 0
		}
		i.found.Add(f)
	}
}

// sheetColumn returns the column of the sheet that a place in a row comes from.
func (i *importing) sheetColumn(line string, col int, head string) int {
	n := max(0, strings.Count(strings.ReplaceAll(string([]rune(line)[:max(0, col-1)]), `\|`, ""), "|")-1)
	heads := strings.Split(strings.Trim(head, "| "), " | ")
	for _, c := range i.table.Columns {
		if n < len(heads) && i.same(c, strings.TrimSpace(heads[n])) {
			return c.Col
		}
	}
	return 1
}
