package intake

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
)

// maxHead is how many rows a head may have.
const maxHead = 3

// head is where a table begins.
type head struct {
	sheet       *sheet.Sheet
	kind        kind.Kind
	spec        kind.TableSpec
	top, bottom int
	height      int
	names       []string // what each column of the sheet is called
	columns     []int    // index of the declared column, or -1
	found       int      // how many declared columns there are
}

// find returns the only head that is wanted.
func find(book *sheet.Book, want Want, report *diag.Report) *head {
	at := diag.Pos{File: want.File}
	var all []*head
	var near *head
	for _, s := range book.Sheets {
		if want.Sheet != "" && s.Name != want.Sheet || want.Sheet == "" && s.Hidden {
			continue
		}
		heads, nearest := headsOf(s, want)
		all = append(all, heads...)
		if near == nil || nearest != nil && nearest.found > near.found {
			near = nearest
		}
	}
	if len(all) == 0 {
		report.Add(noHead(at, want, near))
		return nil
	}
	var names []string
	for _, h := range all {
		if !slices.Contains(names, h.sheet.Name) {
			names = append(names, h.sheet.Name)
		}
	}
	if len(names) > 1 {
		report.Add(errSheets.At(at, len(names), strings.Join(names, "、"), names[0]))
		return nil
	}
	return only(all, want, report)
}

// only returns the one head of a sheet. Where several tables claim the same rows, the one that knows most columns
// has them.
func only(all []*head, want Want, report *diag.Report) *head {
	slices.SortStableFunc(all, func(x, y *head) int { return y.found - x.found })
	best := all[0]
	at := func(row int) diag.Pos { return diag.Pos{File: want.File, Line: row, Col: 1} }
	claims := []string{best.claim()}
	for _, h := range all[1:] {
		switch {
		case h.top <= best.bottom && best.top <= h.bottom:
			if h.found == best.found && h.claim() != best.claim() {
				claims = append(claims, h.claim())
			}
		case !best.repeats(h):
			report.Add(errTables.At(at(max(h.top, best.top)), max(h.top, best.top)))
			return nil
		}
	}
	if len(claims) > 1 {
		report.Add(errWhich.At(at(best.bottom), best.bottom, strings.Join(claims, "或者")))
		return nil
	}
	for asked := range want.Columns {
		if !slices.ContainsFunc(best.names, func(n string) bool { return kind.HeadName(n) == kind.HeadName(asked) }) {
			report.Add(errNotAsked.At(at(best.bottom), asked, "不在表头里", "表头里有："+strings.Join(slices.DeleteFunc(slices.Clone(best.names), func(n string) bool { return n == "" }), "、")+"。"))
			return nil
		}
	}
	return best
}

func (h *head) claim() string { return h.kind.Title() + "的“" + h.spec.Name + "”" }

// repeats reports whether another head is this one once more, as on a second printed page, in the midst of entries.
func (h *head) repeats(other *head) bool {
	first, second := h, other
	if second.top < first.top {
		first, second = second, first
	}
	if !slices.Equal(first.names, second.names) {
		return false
	}
	for row := first.bottom + 1; row < second.top; row++ {
		if first.sheet.RowEmpty(row) || totalLabel(first.sheet, row) != "" {
			return false
		}
	}
	return second.top > first.bottom+1
}

func noHead(at diag.Pos, want Want, near *head) diag.Finding {
	if near == nil || near.found < 2 {
		var names, needed []string
		for _, k := range want.Kinds {
			for _, spec := range k.Tables() {
				names = append(names, "“"+spec.Name+"”")
				needed = append(needed, strings.Join(spec.Needed(), "、"))
			}
		}
		if len(want.Kinds) > 1 {
			return errNoHead.At(at, "任何一种记录的", "", "一种记录的列，用“gongkai explain 类型”查看；已经知道类型的，写上 --kind")
		}
		return errNoHead.At(at, strings.Join(names, ""), "", strings.Join(needed, "；或者 "))
	}
	var missing []string
	for i, c := range near.spec.Columns {
		if c.Column && !slices.Contains(near.columns, i) {
			missing = append(missing, "“"+c.Titles[0]+"”")
		}
	}
	at.Line, at.Col = near.bottom, 1
	said := fmt.Sprintf("：第 %d 行最像，但是没有%s", near.bottom, strings.Join(missing, ""))
	if n := slices.IndexFunc(near.columns, func(i int) bool { return i >= 0 }); n >= 0 {
		at.Col = n + 1
	}
	return errNoHead.At(at, near.kind.Title()+"的“"+near.spec.Name+"”", said, strings.Join(near.spec.Needed(), "、"))
}

// headsOf returns the heads of a sheet, and the nearest to one where there is none.
func headsOf(s *sheet.Sheet, want Want) (all []*head, near *head) {
	for bottom := 1; bottom <= s.Height(); bottom++ {
		if s.RowHidden(bottom) || !mayBeHead(s, bottom) {
			continue
		}
		names := headNames(s, bottom)
		for _, k := range want.Kinds {
			for _, spec := range k.Tables() {
				h := bestHead(s, names, want, k, spec)
				switch {
				case h.complete():
					h.bottom, h.top = bottom, bottom-h.height+1
					all = append(all, h)
				case near == nil || h.found > near.found:
					h.bottom, h.top = bottom, bottom-h.height+1
					near = h
				}
			}
		}
	}
	return all, near
}

// mayBeHead reports whether a row has words in two columns, and no numbers or dates.
func mayBeHead(s *sheet.Sheet, row int) bool {
	words := 0
	for col := 1; col <= s.Width(); col++ {
		switch s.At(row, col).Type {
		case sheet.Number, sheet.Date, sheet.Bool:
			return false
		case sheet.Text:
			words++
		case sheet.Empty:
		}
	}
	return words > 1
}

// headNames returns for each height of a head that ends with a row, and each column, what the column may be called: the
// words of all its rows together, then those of the last.
func headNames(s *sheet.Sheet, bottom int) [][][]string {
	var byHeight [][][]string
	for height := 1; height <= maxHead && bottom-height+1 >= 1; height++ {
		top := bottom - height + 1
		if height > 1 && !mayBeHead(s, top) && !reaches(s, top, bottom) {
			break
		}
		names := make([][]string, s.Width())
		for col := 1; col <= s.Width(); col++ {
			names[col-1] = columnNames(s, top, bottom, col)
		}
		byHeight = append(byHeight, names)
	}
	return byHeight
}

// reaches reports whether a merged cell goes from one row to another.
func reaches(s *sheet.Sheet, top, bottom int) bool {
	return slices.ContainsFunc(s.Merges, func(a sheet.Area) bool { return a.Top <= top && a.Bottom >= bottom })
}

// columnNames returns what a column may be called.
func columnNames(s *sheet.Sheet, top, bottom, col int) []string {
	var parts []string
	for row := top; row <= bottom; row++ {
		if text := headText(s, row, col); text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	if len(parts) < 2 {
		return parts
	}
	return []string{strings.Join(parts, ""), parts[len(parts)-1]}
}

// headText returns what stands in a head above a column. A cell that is merged over everything is a title.
func headText(s *sheet.Sheet, row, col int) string {
	if a, ok := s.Merge(row, col); ok && a.Left == 1 && a.Right >= s.Width() && s.Width() > 1 {
		return ""
	}
	c := s.Seen(row, col)
	if c.Type != sheet.Text {
		return ""
	}
	return strings.Join(strings.Fields(c.Text), "")
}

// bestHead reads rows as the head of a table, with as many of them as say most.
func bestHead(s *sheet.Sheet, names [][][]string, want Want, k kind.Kind, spec kind.TableSpec) *head {
	best := &head{}
	for i, byColumn := range names {
		h := &head{sheet: s, kind: k, spec: spec, names: make([]string, s.Width()), columns: make([]int, s.Width())}
		for col := range h.columns {
			h.columns[col] = -1
			if s.ColHidden(col + 1) {
				continue
			}
			h.names[col], h.columns[col] = match(spec, byColumn[col], want.Columns)
		}
		found := map[int]bool{}
		for _, c := range h.columns {
			if c >= 0 {
				found[c] = true
			}
		}
		if h.found = len(found); h.found > best.found {
			h.height = i + 1
			best = h
		}
	}
	return best
}

// match returns the declared column of which a name is one of those a column may be called.
func match(spec kind.TableSpec, names []string, asked map[string]string) (name string, column int) {
	for _, name := range names {
		title := name
		for from, to := range asked {
			if kind.HeadName(from) == kind.HeadName(name) {
				title = to
			}
		}
		if i := slices.IndexFunc(spec.Columns, func(c kind.ColumnSpec) bool { return c.Matches(title) }); i >= 0 {
			return name, i
		}
	}
	if len(names) == 0 {
		return "", -1
	}
	return names[0], -1
}

// complete reports whether all columns are there that must be.
func (h *head) complete() bool {
	if h.found == 0 || h.found < 2 && len(h.spec.Columns) > 1 && !h.spec.Open {
		return false
	}
	for i, c := range h.spec.Columns {
		if c.Column && !slices.Contains(h.columns, i) {
			return false
		}
	}
	return true
}
