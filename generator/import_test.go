package generator

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/intake"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/source"
)

// listing names the files of a folder.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	try(t, filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		names = append(names, name)
		return err
	}))
	return strings.Join(names, "\n")
}

// TestTextTables imports what programs save as text: in GBK, without a mark, with tabs, with semicolons.
func TestTextTables(t *testing.T) {
	const commas = "2026年10月收支,,,,,\r\n日期,凭证号,科目,摘要,收入,支出\r\n2026-10-08,记-1,拨款,街道拨款,\"15,000.00\",\r\n2026/10/9,=\"记-2\",水电费,九月电费,,2963.4\r\n合计,,,,15000,2963.4\r\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(commas)
	try(t, err)
	tabs := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(commas, "\"15,000.00\"", "15000"), ",", "\t"), "=\"记-2\"", "记-2")
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(tabs)
	try(t, err)
	lost := strings.ReplaceAll(commas, "2026-10-08", "10.1")
	for name, c := range map[string]struct{ text, want string }{
		"plain.csv":     {commas, ""},
		"marked.csv":    {"\uFEFF" + commas, ""},
		"gbk.csv":       {gbk, ""},
		"tabs.txt":      {utf16, ""},
		"semicolon.csv": {strings.ReplaceAll(tabs, "\t", ";"), ""},
		"said.csv":      {"sep=;\n" + strings.ReplaceAll(tabs, "\t", ";"), ""},
		"quotes.csv":    {strings.Replace(commas, "街道拨款", "\"街道\"拨款", 1), "GK0740 3:0 引号不成对"},
		"total.csv":     {strings.Replace(commas, "合计,,,,15000", "合计,,,,15001", 1), "GK0749 5:5 15,001.00，各行加起来是 15,000.00"},
		"zero.csv":      {lost, "GK0747 3:1 可能是 10.1，也可能是 10.10"},
		"serial.csv":    {strings.ReplaceAll(commas, "2026-10-08", "46303"), "GK0747 3:1 日期序号"},
		"science.csv":   {strings.ReplaceAll(commas, "2963.4\r\n合", "1.1E+17\r\n合"), "GK0747 4:6 科学计数法"},
		"narrow.csv":    {strings.ReplaceAll(commas, "2963.4\r\n合", "####\r\n合"), "GK0747 4:6 ####"},
		"empty.csv":     {" \n", "GK0740 0:0 空的"},
	} {
		t.Run(name, func(t *testing.T) {
			src, dir := office(t)
			file := filepath.Join(dir, name)
			writeFile(t, file, []byte(c.text))
			spreadsheet{rows: oneEntry, want: c.want}.check(t, src, file)
		})
	}
}

// TestImportIntoRecord puts a table into a record that is there: never over rows, never into another month's.
func TestImportIntoRecord(t *testing.T) {
	src, dir := office(t)
	file := filepath.Join(dir, "收支.xlsx")
	f := excelize.NewFile()
	grid(t, f, sheet1, "A1", []any{"收支明细"}, append(ledgerHead[:6:6], "备注", "经手人"), append(entries[0][:6:6], "补记", "马晓东"), append(entries[1][:6:6], nil, "马晓东"))
	asOffice(t, f, file)
	into := filepath.Join(src, "caiwu", "2026-10.md")
	const record = "---\n标题: 2026年10月财务收支公开\n日期: 2026-11-10\n期间: 2026-10\n期初结余: 1,000.00\n期末结余: 13,036.60\n---\n\n十月的账。\n\n" +
		"| 凭证 | 日期 | 科目 | 摘要 | 备注 | 支出 | 收入 |\n| --- | --- | --- | --- | --- | --- | --- |\n| 记-9 | 10-31 | 旧 | 旧 | | 1 | |\n\n说明在后。\n"
	writeFile(t, into, []byte(strings.ReplaceAll(record, "\n", "\r\n")))
	opts := Options{Source: src, Date: sampleDate}
	if _, _, err := Import(opts, file, ImportOptions{Into: into}); err == nil || !strings.Contains(err.Error(), "已经有 1 行") {
		t.Errorf("rows were replaced unasked: %v", err)
	}
	made, report, err := Import(opts, file, ImportOptions{Into: into, Force: true})
	try(t, err)
	if made == nil || report.Failed() {
		t.Fatalf("%v", report.Findings)
	}
	data, err := os.ReadFile(into)
	try(t, err)
	want := strings.ReplaceAll(strings.ReplaceAll(record, "| 记-9 | 10-31 | 旧 | 旧 | | 1 | |\n",
		"| 记-1 | 2026-10-08 | 拨款 | 街道拨款 | 补记 |  | 15,000.00 | 马晓东 |\n| 记-2 | 2026-10-09 | 水电费 | 九月电费 |  | 2,963.40 |  | 马晓东 |\n"),
		"备注 | 支出 | 收入 |\n| --- | --- | --- | --- | --- | --- | --- |\n", "备注 | 支出 | 收入 | 经手人 |\n| --- | --- | --- | --- | --- | ---: | ---: | --- |\n")
	if got := string(data); got != strings.ReplaceAll(want, "\n", "\r\n") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if report, err := Check(opts); err != nil || report.Failed() {
		t.Errorf("the board is not right afterwards: %v %v", report.Findings, err)
	}

	try(t, f.SetCellValue(sheet1, "A1", "2026年9月收支明细"))
	asOffice(t, f, file)
	_, report, err = Import(opts, file, ImportOptions{Into: into, Force: true})
	try(t, err)
	if !report.Failed() || report.Findings[0].Code != "GK0753" {
		t.Errorf("September's table went into October's record: %v", report.Findings)
	}
}

// TestImportedRecord goes on from the last record, as gongkai new does.
func TestImportedRecord(t *testing.T) {
	src, dir := office(t)
	file := filepath.Join(dir, "收支.xlsx")
	f := excelize.NewFile()
	grid(t, f, sheet1, "A1", []any{"2026年10月收支明细"}, append(ledgerHead[:6:6], "结余"), []any{"上月结余", nil, nil, nil, nil, nil, 1000},
		append(entries[0][:6:6], 16000), append(entries[1][:6:6], 13036.6), []any{"期末结余", nil, nil, nil, nil, nil, 13036.6})
	asOffice(t, f, file)
	made, report, err := Import(Options{Source: src, Date: sampleDate}, file, ImportOptions{})
	try(t, err)
	if made == nil {
		t.Fatal(report.Findings)
	}
	data, err := os.ReadFile(filepath.Join(src, "caiwu", "2026-10.md"))
	try(t, err)
	want := "---\n标题: 2026年10月财务收支公开\n日期: \n期间: 2026-10\n期初结余: 1,000.00\n期末结余: 13,036.60\n签字:\n  会计: 林玉芳\n---\n\n" +
		"| 日期 | 凭证号 | 科目 | 摘要 | 收入 | 支出 | 结余 |\n| --- | --- | --- | --- | ---: | ---: | ---: |\n" +
		"| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 15,000.00 |  | 16,000.00 |\n| 2026-10-09 | 记-2 | 水电费 | 九月电费 |  | 2,963.40 | 13,036.60 |\n"
	if string(data) != want || strings.Join(made.Fill, "、") != "日期" {
		t.Errorf("to fill: %v; got\n%s\nwant\n%s", made.Fill, data, want)
	}
	if _, _, err := Import(Options{Source: src, Date: sampleDate}, file, ImportOptions{}); err == nil || !strings.Contains(err.Error(), "已经有了") {
		t.Errorf("a record was written over: %v", err)
	}
}

// FuzzImportCSV reads any text as a table. What is taken for one says in Markdown what its cells say, in all its rows.
func FuzzImportCSV(f *testing.F) {
	for _, text := range []string{
		"2026年10月,,,,,\n日期,科目,摘要,收入,支出\n2026-10-08,拨款,\"街道|*拨款*\n<b>\",\"15,000.00\",\n10.9,水电费,九月_电费_,,2963.4\n合计,,,15000,2963.4\n",
		"单位：万元;;\n承诺事项;完成时限;状态\n[更换](路灯)&amp;;2026年12月1日;进行中\n",
		"序号\t姓名\t类别\t金额（元）\n1\t张*\t低保\t５００\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := source.Decode("a.csv", data, &diag.Report{})
		book, err := sheet.ReadCSV("a", text)
		if text == nil || err != nil {
			return
		}
		report := &diag.Report{}
		table := intake.Read(book, intake.Want{File: "a.csv", Kinds: kind.All}, report)
		if (table == nil) != (report.Errors() > 0) {
			t.Fatalf("%v, and yet %v", report.Findings(), table)
		}
		if table == nil || hasControl(data) {
			return
		}
		i := &importing{table: table}
		markdown := "---\n---\n\n" + strings.Join(i.rows(nil), "\n") + "\n"
		found := &diag.Report{}
		doc := source.Parse("a.md", []byte(markdown), found)
		if doc == nil || len(doc.Body) != 1 {
			t.Fatalf("no table: %v\n%s", found.Findings(), markdown)
		}
		got := doc.Body[0].(*source.Table)
		if len(got.Rows) != len(table.Rows) {
			t.Fatalf("%d rows of %d\n%s", len(got.Rows), len(table.Rows), markdown)
		}
		for n, r := range table.Rows {
			for m, want := range r.Cells {
				if want = strings.ReplaceAll(want, "\x00", " "); got.Rows[n][m].Text != want {
					t.Errorf("%q became %q\n%s", want, got.Rows[n][m].Text, markdown)
				}
			}
		}
	})
}

// hasControl reports whether there is what no document may hold, so that the record is refused.
func hasControl(data []byte) bool {
	return bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' || 0x7F <= r && r < 0xA0 })
}
