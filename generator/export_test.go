package generator

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestRoundTrip imports a spreadsheet, exports the record, and imports that: the record is the same again.
func TestRoundTrip(t *testing.T) {
	src, dir := office(t)
	file := filepath.Join(dir, "收支.xlsx")
	f := excelize.NewFile()
	grid(t, f, sheet1, "A1", []any{"2026年10月收支明细"}, append(ledgerHead[:6:6], "结余", "经手人"), []any{"上月结余", nil, nil, nil, nil, nil, 1000},
		append(entries[0][:6:6], 16000, "马晓东"), append(entries[1][:6:6], 13036.6, "马晓东"),
		[]any{day(12), "007", "其他", "退还*押金*|一次\n第二行", nil, 0.3, 13036.3, nil}, []any{"期末结余", nil, nil, nil, nil, nil, 13036.3})
	asOffice(t, f, file)
	opts := Options{Source: src, Date: sampleDate}
	made, report, err := Import(opts, file, ImportOptions{})
	try(t, err)
	if made == nil {
		t.Fatal(report.Findings)
	}
	text, err := os.ReadFile(made.File)
	try(t, err)
	text = bytes.Replace(text, []byte("日期: \n"), []byte("日期: 2026-11-10\n"), 1)
	writeFile(t, made.File, text)

	out := filepath.Join(dir, "导出.xlsx")
	exported, report, err := Export(opts, ExportOptions{Path: made.File, Output: out})
	try(t, err)
	if exported == nil || report.Failed() {
		t.Fatal(report.Findings)
	}
	again, report, err := Import(opts, out, ImportOptions{Into: made.File, Force: true})
	try(t, err)
	if again == nil || report.Failed() {
		t.Fatal(report.Findings)
	}
	if !strings.Contains(strings.Join(again.Understood, "\n"), "核对了 2 个合计") {
		t.Errorf("the totals of the export were not checked: %v", again.Understood)
	}
	got, err := os.ReadFile(made.File)
	try(t, err)
	if !bytes.Equal(got, text) {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
}

// TestExportCells finds numbers and dates that programs can calculate with, and the same bytes every time.
func TestExportCells(t *testing.T) {
	dir := t.TempDir()
	opts := Options{Source: "../content/xiangyang", Date: sampleDate}
	record := "../content/xiangyang/财务公开/2026-10.md"
	var first []byte
	for _, name := range []string{"a.xlsx", "b.xlsx"} {
		out := filepath.Join(dir, name)
		_, _, err := Export(opts, ExportOptions{Path: record, Output: out})
		try(t, err)
		data, err := os.ReadFile(out)
		try(t, err)
		if first == nil {
			first = data
		} else if !bytes.Equal(first, data) {
			t.Error("two exports differ")
		}
	}
	if _, _, err := Export(opts, ExportOptions{Path: record, Output: filepath.Join(dir, "a.xlsx")}); err == nil || !strings.Contains(err.Error(), "已经有了") {
		t.Errorf("a file was written over unasked: %v", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(first))
	try(t, err)
	defer f.Close()
	name := f.GetSheetName(0)
	for cell, want := range map[string]string{"A3": "46303", "E3": "15000", "B3": "记-1001", "E2": "收入（元）", "A1": "2026年10月收支明细", "E16": "29740"} {
		if got, err := f.GetCellValue(name, cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{"A3": "yyyy-mm-dd", "E3": "#,##0.00"} {
		id, err := f.GetCellStyle(name, cell)
		try(t, err)
		style, err := f.GetStyle(id)
		try(t, err)
		if style.CustomNumFmt == nil || *style.CustomNumFmt != want {
			t.Errorf("%s has format %v, want %s", cell, style.CustomNumFmt, want)
		}
	}
}

// TestExportYear puts a year's rows of one table on one sheet.
func TestExportYear(t *testing.T) {
	out := filepath.Join(t.TempDir(), "年.xlsx")
	made, _, err := Export(Options{Source: "../content/xiangyang", Date: sampleDate},
		ExportOptions{Path: "../content/xiangyang/财务公开", Year: "2026", Output: out})
	try(t, err)
	if made.Records != 10 || strings.Join(made.Sheets, "、") != "收支明细" {
		t.Errorf("%d records on %v", made.Records, made.Sheets)
	}
	f, err := excelize.OpenFile(out)
	try(t, err)
	defer f.Close()
	rows, err := f.GetRows(made.Sheets[0])
	try(t, err)
	if got := strings.Join(rows[1], "|"); !strings.HasPrefix(got, "2026年1月") || !strings.Contains(got, "|2026年1月|2026-01-") || len(rows) < 100 {
		t.Errorf("%d rows, the first %s", len(rows), got)
	}
}

// TestExportHidesWhatTheBoardHides exports what is public, as it is public.
func TestExportHidesWhatTheBoardHides(t *testing.T) {
	src, dir := office(t)
	draft := filepath.Join(src, "caiwu", "2026-10.md")
	writeFile(t, draft, []byte("---\n标题: 十月\n草稿: 是\n日期: 2026-11-10\n期间: 2026-10\n期初结余: 1000\n期末结余: 1001\n---\n\n"+
		"| 日期 | 科目 | 摘要 | 收入 | 支出 |\n| --- | --- | --- | --- | --- |\n| 10-08 | 拨款 | 秘密 | 1 | |\n"))
	opts := Options{Source: src, Date: sampleDate}
	if _, _, err := Export(opts, ExportOptions{Path: draft, Output: filepath.Join(dir, "a.xlsx")}); err == nil || !strings.Contains(err.Error(), "现在不公开") {
		t.Errorf("a draft was exported: %v", err)
	}
	made, _, err := Export(opts, ExportOptions{Path: filepath.Join(src, "caiwu"), Output: filepath.Join(dir, "b.xlsx")})
	if err != nil || made.Records != 1 {
		t.Errorf("%+v %v", made, err)
	}
}
