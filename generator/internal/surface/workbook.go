package surface

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/opendata"
	"gongkai/generator/internal/sheet"
)

// Workbook is a year of a section's accounts as a spreadsheet, beside the page of the section.
type Workbook struct {
	Path  string // below public/: "xiangyang/caiwu/data/2026.xlsx"
	Year  int
	Ref   block.Ref
	Count int // records in it

	board   *board.Board
	records []*kind.Record
}

// workbooks plans the workbooks of a section, the latest year first. What is in them is worked out when they are made.
func (w *web) workbooks(s *board.Section) []*Workbook {
	var out []*Workbook
	for _, r := range s.Records {
		if !r.Kind.Traits().Books || r.Withdrawn > kind.Archive {
			continue
		}
		year := YearOf(r)
		i := slices.IndexFunc(out, func(b *Workbook) bool { return b.Year == year })
		if i < 0 {
			ref := s.Ref + block.Ref(fmt.Sprintf("data/%d.xlsx", year))
			i = len(out)
			out = append(out, &Workbook{Path: w.site.Base + strings.TrimPrefix(string(ref), "/"), Year: year, Ref: ref, board: w.board})
		}
		out[i].records = append(out[i].records, r)
		out[i].Count++
	}
	slices.SortFunc(out, func(x, y *Workbook) int { return y.Year - x.Year })
	return out
}

// Bytes makes the workbook: the rows of all ledgers on one sheet, and on another how each period began and ended. It
// bears the day on which the last of them was published, so that it stays the same until there is more to tell.
func (b *Workbook) Bytes() ([]byte, error) {
	all, totals := stacks{at: map[string]*stack{}}, &stack{Page: sheet.Page{Name: "各期汇总", Head: []string{"记录", "期间"}}, at: map[string]int{}}
	var day time.Time
	for _, r := range byPeriod(b.records) {
		blocks := blocksOf(b.board, r)
		all.tables(r, blocks)
		for _, bl := range blocks {
			if f, ok := bl.(block.Figures); ok && f.Role == block.Headline {
				totals.add(figuresTable(f), r)
			}
		}
		if from := r.From().Time(); from.After(day) {
			day = from
		}
	}
	return sheet.Write(append(all.pages(), totals.Page), day)
}

// figuresTable is a row of figures as a table.
func figuresTable(f block.Figures) block.Table {
	t := block.Table{Rows: [][]block.Cell{nil}}
	for _, fig := range f.Figures {
		title := fig.Label
		if fig.Unit != "" {
			title += "（" + fig.Unit + "）"
		}
		t.Columns = append(t.Columns, block.Column{Title: title, Align: block.End})
		t.Rows[0] = append(t.Rows[0], block.Text(fig.Value))
	}
	return t
}

// title is what the workbook is called among those of a board.
func (b *Workbook) title(section string) string {
	return fmt.Sprintf("%s%d年账目", section, b.Year)
}

// bookCards lead to the workbooks of a section.
func bookCards(books []*Workbook) []block.Block {
	if len(books) == 0 {
		return nil
	}
	c := block.Cards{Head: block.Head{Title: "整年账目下载", Note: "Excel 表格：全部收支明细和各期汇总，金额和日期可以直接计算。"}}
	for _, b := range books {
		c.Cards = append(c.Cards, block.Card{Title: fmt.Sprintf("%d年账目.xlsx", b.Year), Ref: b.Ref, Text: fmt.Sprintf("共 %d 期", b.Count)})
	}
	return []block.Block{c}
}

// resources lists workbooks among a board's tables.
func resources(books []*Workbook, section string) []opendata.Resource {
	var out []opendata.Resource
	for _, b := range books {
		out = append(out, opendata.NewWorkbook(b.title(section), strings.TrimPrefix(string(b.Ref), "/")))
	}
	return out
}
