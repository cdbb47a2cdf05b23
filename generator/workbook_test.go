package generator

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/sheet"
)

// booksBoard has accounts of two years: what is public, a draft, what comes later, and one that has ended.
const booksBoard = `
-- board.yaml --
名称: 账目公开栏
单位: 账目社区居民委员会
监督电话: 0000-12345678
示例: 是
-- caiwu/_index.md --
---
标题: 财务公开
类型: finance
---
-- caiwu/2025-12.md --
---
标题: 十二月收支
日期: 2026-01-08
期间: 2025-12
期初结余: 1,000.00
期末结余: 1,500.50
---

| 日期       | 凭证号 | 科目 | 摘要 |   收入 | 支出 |
| ---------- | ------ | ---- | ---- | -----: | ---: |
| 2025-12-03 | 007    | 拨款 | 去年 | 500.50 |      |
-- caiwu/2026-01.md --
---
标题: 一月收支
日期: 2026-02-08
期间: 2026-01
期初结余: 1,500.50
期末结余: 13,480.20
---

| 日期       | 凭证号 | 科目 | 摘要       |      收入 |  支出 |
| ---------- | ------ | ---- | ---------- | --------: | ----: |
| 2026-01-05 | 001    | 拨款 | 街道拨付   | 12,000.00 |       |
| 2026-01-06 | 002    | 办公 | 买\*纸\*笔 |           | 20.30 |
-- caiwu/2026-02.md --
---
标题: 二月收支
日期: 2026-03-08
期间: 2026-02
期初结余: 13,480.20
期末结余: 13,480.20
---

| 日期 | 科目 | 摘要 | 收入 | 支出 |
| ---- | ---- | ---- | ---: | ---: |
-- caiwu/2026-03.md --
---
标题: 三月收支
日期: 2027-01-08
期间: 2026-03
期初结余: 13,480.20
期末结余: 13,481.20
---

| 日期       | 科目 | 摘要   | 收入 | 支出 |
| ---------- | ---- | ------ | ---: | ---: |
| 2026-03-05 | 拨款 | 不公开 | 1.00 |      |
-- caiwu/2026-04.md --
---
标题: 四月收支
日期: 2026-05-08
草稿: 是
期间: 2026-04
期初结余: 13,481.20
期末结余: 13,483.20
---

| 日期       | 科目 | 摘要   | 收入 | 支出 |
| ---------- | ---- | ------ | ---: | ---: |
| 2026-04-05 | 拨款 | 不公开 | 2.00 |      |
`

// TestWorkbooks reads the years of accounts that a site offers, as an office program does.
func TestWorkbooks(t *testing.T) {
	source, public := unpack(t, txtar.Parse([]byte(booksBoard))), filepath.Join(t.TempDir(), "public")
	buildOn(t, source, public, "2026-11-22")
	files := readTree(t, public)
	book, err := excelize.OpenReader(bytes.NewReader(files["caiwu/data/2026.xlsx"]))
	try(t, err)
	defer book.Close()
	if got := strings.Join(book.GetSheetList(), "、"); got != "收支明细、各期汇总" {
		t.Errorf("sheets %s", got)
	}
	raw := func(name, cell string) string {
		text, err := book.GetCellValue(name, cell, excelize.Options{RawCellValue: true})
		try(t, err)
		return text
	}
	for at, want := range map[string]string{
		"收支明细!A2": "一月收支", "收支明细!B2": "2026年1月", "收支明细!C2": "46027", "收支明细!D2": "001", "收支明细!F3": "买*纸*笔", "收支明细!G1": "收入（元）", "收支明细!G2": "12000",
		"收支明细!H3": "20.3", "收支明细!A4": "", "各期汇总!A2": "一月收支", "各期汇总!C1": "期初结余（元）", "各期汇总!C2": "1500.5", "各期汇总!F2": "13480.2", "各期汇总!B3": "2026年2月", "各期汇总!A4": "",
	} {
		name, cell, _ := strings.Cut(at, "!")
		if got := raw(name, cell); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
	for _, number := range []string{"G2", "H3"} {
		if kind, err := book.GetCellType("收支明细", number); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is no number: %v", number, kind)
		}
	}
	for name, text := range decoded(t, public) {
		if strings.Contains(name, ".xlsx/") && strings.Contains(text, "不公开") {
			t.Errorf("%s has what is not public", name)
		}
		if strings.HasPrefix(name, "caiwu/data/2025.xlsx/") && strings.Contains(text, "一月收支") {
			t.Errorf("%s has another year", name)
		}
	}
	for page, link := range map[string]string{"caiwu/index.html": `href="data/2026.xlsx"`, "data/index.html": `href="../caiwu/data/2025.xlsx"`, "manifest.json": `"caiwu/data/2025.xlsx"`} {
		if !strings.Contains(string(files[page]), link) {
			t.Errorf("%s does not have %s", page, link)
		}
	}

	// The next day has nothing new, so the files are the same; in the next year there is more.
	buildOn(t, source, public, "2026-11-23")
	if again := readTree(t, public); !bytes.Equal(again["caiwu/data/2026.xlsx"], files["caiwu/data/2026.xlsx"]) {
		t.Error("a workbook changed though nothing was published")
	}
	buildOn(t, source, public, "2027-01-08")
	if later := readTree(t, public); bytes.Equal(later["caiwu/data/2026.xlsx"], files["caiwu/data/2026.xlsx"]) || !bytes.Equal(later["caiwu/data/2025.xlsx"], files["caiwu/data/2025.xlsx"]) {
		t.Error("not the one workbook changed of which there is more")
	}
}

// TestWorkbooksAreSearched puts something personal into a finished workbook, where no source has it.
func TestWorkbooksAreSearched(t *testing.T) {
	data, err := sheet.Write([]sheet.Page{{Name: "收支明细", Head: []string{"摘要"}, Rows: [][]sheet.Cell{{{Type: sheet.Text, Text: "电话 13800138000"}}}}}, time.Time{})
	try(t, err)
	b := &build{found: &diag.Report{}, guard: newGuard(2026)}
	b.guard.made(b, finished{name: "caiwu/data/2026.xlsx", data: data})
	b.guard.conclude(b)
	if got := b.found.Findings(); len(got) != 1 || got[0].Code != "GK0623" || !strings.Contains(got[0].Message, "caiwu/data/2026.xlsx") {
		t.Errorf("found %v", got)
	}
}
