package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var ledgerHead = []any{"日期", "凭证号", "科目", "摘要", "收入", "支出"}

// spreadsheet is one that an office made.
type spreadsheet struct {
	name  string
	make  func(t *testing.T, f *excelize.File)
	in    ImportOptions
	says  []string // in what is said of how it was understood
	rows  string   // in the record: right
	keeps []string // in the comment of the record
	want  string   // code, place and part of the message: refused
	not   []string // nowhere in the record
}

const sheet1 = "Sheet1"

// oneEntry is the row that most of the sheets have.
const oneEntry = "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 15,000.00 |  |\n| 2026-10-09 | 记-2 | 水电费 | 九月电费 |  | 2,963.40 |\n"

var entries = [][]any{
	{day(8), "记-1", "拨款", "街道拨款", 15000, nil},
	{day(9), "记-2", "水电费", "九月电费", nil, 2963.4},
}

var spreadsheets = []spreadsheet{
	{
		name: "plain", rows: oneEntry, says: []string{"A列“日期” → 日期", "按元读", "核对了 2 个合计"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"红梅社区2026年10月收支明细表"}, ledgerHead, entries[0], entries[1],
				[]any{"合  计", nil, nil, nil, 15000, 2963.4})
		},
	},
	{
		name: "merged title and unit above", says: []string{"万元换算成元"},
		rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 12,345.60 |  |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月收支明细表"}, []any{"编制单位：红梅社区", nil, nil, nil, nil, "单位：万元"}, ledgerHead,
				[]any{day(8), "记-1", "拨款", "街道拨款", 1.23456, nil}, []any{"合计", nil, nil, nil, 1.23456, nil})
			try(t, f.MergeCell(sheet1, "A1", "F1"))
			try(t, f.MergeCell(sheet1, "A5", "D5"))
		},
	},
	{
		name: "two rows of head, merged", says: []string{"万元换算成元", "E列“收入” → 收入（万元换算成元）"},
		rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 12,000.00 |  |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月收支"}, []any{"日期", "凭证号", "科目", "摘要", "金额（万元）"},
				[]any{nil, nil, nil, nil, "收入", "支出"}, []any{day(8), "记-1", "拨款", "街道拨款", 1.2})
			for _, col := range []string{"A", "B", "C", "D"} {
				try(t, f.MergeCell(sheet1, col+"2", col+"3"))
			}
			try(t, f.MergeCell(sheet1, "E2", "F2"))
		},
	},
	{
		name: "two rows of head, not merged", says: []string{"万元换算成元"},
		rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 |  | 500.00 |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月收支"}, []any{"日期", "凭证号", "科目", "摘要", "金额(万元)"},
				[]any{nil, nil, nil, nil, "收入", "支出"}, []any{day(8), "记-1", "拨款", "街道拨款", nil, 0.05})
		},
	},
	{
		name: "serial dates, text numbers, full-width digits, noise of floats", rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 15,000.00 |  |\n| 2026-10-09 | 7 | 水电费 | 九月电费 |  | 0.30 |\n",
		says: []string{"例如 A3 的 46303 是 2026-10-08"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"２０２６年１０月收支"}, ledgerHead, []any{46303, "记-1", "拨款", "街道拨款", "１５，０００．００"},
				[]any{"2026.10.9", 7, "水电费", "九月电费", "—", 0.30000000000000004})
		},
	},
	{
		name: "dates as office programs show them", rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 1.00 |  |\n| 2026-10-09 | 记-2 | 拨款 | 街道拨款 | 1.00 |  |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{46303, "记-1", "拨款", "街道拨款", 1}, []any{46304, "记-2", "拨款", "街道拨款", 1})
			for cell, code := range map[string]string{"A3": `yyyy"年"m"月"d"日"`, "A4": `[$-804]m\/d;@`} {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
				try(t, err)
				try(t, f.SetCellStyle(sheet1, cell, cell, style))
			}
		},
	},
	{
		name: "days counted from 1904", rows: "| 2026-10-08 |",
		make: func(t *testing.T, f *excelize.File) {
			yes := true
			try(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{46303 - 1462, "记-1", "拨款", "街道拨款", 1})
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			try(t, err)
			try(t, f.SetCellStyle(sheet1, "A3", "A3", style))
		},
	},
	{
		name: "hidden rows and columns", rows: oneEntry, says: []string{"隐藏的行没有导入：第 5 行", "隐藏的列没有导入：G“身份证号”"}, not: []string{"私下", "11010"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, append(ledgerHead[:6:6], "身份证号"), append(entries[0][:6:6], "11010519491231002X"), entries[1],
				[]any{day(10), "记-3", "其他", "私下", 1, nil}, []any{"合计", nil, nil, nil, 15000, 2963.4})
			try(t, f.SetRowVisible(sheet1, 5, false))
			try(t, f.SetColVisible(sheet1, "G", false))
		},
	},
	{
		name: "a total over hidden rows", want: "GK0749 5:5 合计里有隐藏的第 4 行",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], []any{day(10), "记-3", "其他", "私下", 1, nil}, []any{"合计", nil, nil, nil, 15001})
			try(t, f.SetRowVisible(sheet1, 4, false))
		},
	},
	{
		name: "notes, remarks and columns of their own", rows: oneEntry, says: []string{"A列“序号”只是顺序号", "H列“备注”（第3行：补|*记*）"},
		keeps: []string{"H列“备注”：第3行：补|*记*", "批注 E3：已核", "第 6 行：制表人：马晓东  审核人：李国强", "会公开：\n"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, append(append([]any{"序号"}, ledgerHead...), "备注"), append(append([]any{1}, entries[0]...), "补|*记*"),
				append([]any{2}, entries[1]...), []any{"合计", nil, nil, nil, nil, 15000, 2963.4}, []any{"制表人：马晓东", nil, nil, nil, "审核人：李国强"})
			try(t, f.AddComment(sheet1, excelize.Comment{Cell: "E3", Author: "会计", Text: "已核 --> 是"}))
		},
	},
	{
		name: "formulas with what they gave", rows: oneEntry, says: []string{"核对了 2 个合计"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], []any{day(9), "记-2", "水电费", "九月电费", nil, formula{"1000+1963.4", 2963.4}},
				[]any{"合计", nil, nil, nil, formula{"SUM(E3:E4)", 15000}, formula{"SUM(F3:F4)", 2963.4}})
		},
	},
	{
		name: "formulas that nobody calculated", want: "GK0747 5:5 是没有算过的公式",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1], []any{"合计", nil, nil, nil, formula{"SUM(E3:E4)", nil}})
		},
	},
	{
		name: "errors of formulas", want: "GK0747 3:5 #REF!",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{day(8), "记-1", "拨款", "街道拨款", formula{"Z1", 404404}})
		},
	},
	{
		name: "one table under the other", want: "GK0745 6:1 第 6 行",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], nil, []any{"2026年11月"}, ledgerHead, entries[1])
		},
	},
	{
		name: "another table under it", want: "GK0750 6:1 前面空了一行", in: ImportOptions{Kind: "finance"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1], nil, []any{"姓名", "职务", "电话"}, []any{"马晓东", "主任", "0000-12345678"})
		},
	},
	{
		name: "tables side by side", want: "GK0744 2:8 A列“日期”和 H列“日期”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0])
			grid(t, f, sheet1, "H2", ledgerHead, entries[1])
		},
	},
	{
		name: "a wrong total", want: "GK0749 5:6 F5“合计”的支出是 2,936.40，各行加起来是 2,963.40",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1], []any{"合计", nil, nil, nil, 15000, 2936.4})
		},
	},
	{
		name: "subtotals and a total, one wrong", want: "GK0749 6:5 小计",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], []any{"小计", nil, nil, nil, 15000}, entries[0], []any{"小计", nil, nil, nil, 30000}, []any{"合计", nil, nil, nil, 30000})
		},
	},
	{
		name: "a sum in the midst, in another column", rows: oneEntry, says: []string{"核对了 2 个合计"}, not: []string{"本月合计"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1], []any{day(31), nil, nil, "本月合计", 15000, 2963.4})
		},
	},
	{
		name: "what was there and what is left", rows: "| 街道拨款 | 15,000.00 |  | 16,000.00 |\n", says: []string{"“上月结转” 1,000.00 → 期初结余", "“期末余额” 13,036.60 → 期末结余"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, append(ledgerHead[:6:6], "结余"), []any{"上月结转", nil, nil, nil, nil, nil, 1000}, append(entries[0][:6:6], 16000),
				append(entries[1][:6:6], 13036.6), []any{"期末余额", nil, nil, nil, nil, nil, 13036.6})
		},
	},
	{
		name: "numbers of people", want: "GK0610 3:4 D3：这里有身份证号码",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{day(8), "记-1", "慰问", "慰问11010519491231002X", nil, 500})
		},
	},
	{
		name: "a column of numbers of people", rows: oneEntry, says: []string{"有个人信息，不保留"}, not: []string{"11010519491231002X"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, append(ledgerHead[:6:6], "身份证号"), append(entries[0][:6:6], "11010519491231002X"), entries[1])
		},
	},
	{
		name: "a number that cannot be a date", want: "GK0747 3:1 可能是 10.1，也可能是 10.10",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{10.10, "记-1", "拨款", "街道拨款", 1})
		},
	},
	{
		name: "one amount for two rows", want: "GK0748 3:5 E3:E4",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], []any{day(8), "记-2", "拨款", "街道拨款"})
			try(t, f.MergeCell(sheet1, "E3", "E4"))
		},
	},
	{
		name: "one date for two rows", rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 15,000.00 |  |\n| 2026-10-08 | 记-2 | 拨款 | 区里拨款 | 1.00 |  |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], []any{nil, "记-2", nil, "区里拨款", 1})
			try(t, f.MergeCell(sheet1, "A3", "A4"))
			try(t, f.MergeCell(sheet1, "C3", "C4"))
		},
	},
	{
		name: "two units", want: "GK0746 3:5 “收入（元）”的单位是“元”，表格上写的单位是“万元”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, []any{"单位：万元"}, []any{"日期", "凭证号", "科目", "摘要", "收入（元）", "支出（元）"}, entries[0])
		},
	},
	{
		name: "a foreign unit", want: "GK0746 2:5 不能换算“收入（美元）”的单位“美元”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, []any{"日期", "凭证号", "科目", "摘要", "收入（美元）", "支出"}, entries[0])
		},
	},
	{
		name: "shown in another unit than kept", want: "GK0747 3:5 显示的数带着“万”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0])
			code := `0!.0,"万"`
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			try(t, err)
			try(t, f.SetCellStyle(sheet1, "E3", "E3", style))
		},
	},
	{
		name: "more than two decimals", want: "GK0747 3:5 超过了两位小数",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, []any{day(8), "记-1", "拨款", "街道拨款", 12.345})
		},
	},
	{
		name: "struck out", want: "GK0747 3:5 画了删除线",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0])
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
			try(t, err)
			try(t, f.SetCellStyle(sheet1, "A3", "F3", style))
		},
	},
	{
		name: "the head again on the second page", rows: oneEntry, says: []string{"第 4 行重复了表头"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], ledgerHead, entries[1])
		},
	},
	{
		name: "a sheet for every month", want: "GK0742 0:0 10月、11月",
		make: func(t *testing.T, f *excelize.File) {
			try(t, f.SetSheetName(sheet1, "10月"))
			_, err := f.NewSheet("11月")
			try(t, err)
			grid(t, f, "10月", "A1", []any{"2026年10月"}, ledgerHead, entries[0])
			grid(t, f, "11月", "A1", []any{"2026年11月"}, ledgerHead, entries[1])
		},
	},
	{
		name: "a hidden sheet beside", rows: oneEntry,
		make: func(t *testing.T, f *excelize.File) {
			_, err := f.NewSheet("旧")
			try(t, err)
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1])
			grid(t, f, "旧", "A1", []any{"2026年9月"}, ledgerHead, entries[1])
			try(t, f.SetSheetVisible("旧", false))
		},
	},
	{
		name: "columns of other names", want: "GK0741 2:1 没有“支出”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, []any{"日期", "凭证号", "科目", "摘要", "收入", "付出"}, entries[0])
		},
	},
	{
		name: "columns of other names, explained", in: ImportOptions{Columns: []string{"贷方=支出", "借方金额=收入"}}, says: []string{"E列“借方金额（万）” → 收入（万元换算成元）"},
		rows: "| 2026-10-08 | 记-1 | 拨款 | 街道拨款 | 12,000.00 |  |\n",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, []any{"日期", "凭证号", "科目", "摘要", "借方金额（万）", "贷方"}, []any{day(8), "记-1", "拨款", "街道拨款", 1.2})
		},
	},
	{
		name: "a unit in other words", want: "GK0746 3:5 不能换算“收入”的单位“万元人民币元”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, []any{"（单位：万元人民币元）"}, ledgerHead, entries[0])
		},
	},
	{
		name: "sums in other words", rows: "| 九月电费 |  | 2,963.40 | 13,036.60 |\n", not: []string{"合计"}, says: []string{"核对了 4 个合计", "没有核对：G5、G6"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, append(ledgerHead[:6:6], "结余"), append(entries[0][:6:6], 16000), append(entries[1][:6:6], 13036.6),
				[]any{"10月合计", nil, nil, nil, 15000, 2963.4, 13036.6}, []any{nil, nil, nil, "合计（元）", 15000, 2963.4, 13036.6})
		},
	},
	{
		name: "what may be a sum", want: "GK0750 5:1 像是合计",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0], entries[1], []any{nil, nil, nil, "以上合计数额", 15000, 2963.4})
		},
	},
	{
		name: "commitments, all in words", rows: "| 更换楼道灯 | 2026-12-01 | 进行中 |\n| 增设\\_座椅\\|长凳 | 2026-12-31 | 进行中 |\n", says: []string{"按公开承诺的“承诺事项”读"},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"三亮承诺"}, []any{"承诺\n事项", "完成时限", "兑现状态"}, []any{"更换楼道灯", "2026年12月1日", "进行中"}, []any{"增设_座椅|长凳", "2026/12/31", "进行中"})
		},
	},
	{
		name: "a head that is that of two tables", want: "GK0743 2:1 评议结果的“评议结果”或者竞赛比武的“成绩”",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"三评"}, []any{"对象", "得分"}, []any{"收费一班", 95.5})
		},
	},
	{
		name: "a head alone", want: "GK0751 2:1 第 2 行",
		make: func(t *testing.T, f *excelize.File) { grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead) },
	},
	{
		name: "a column that is not there", want: "GK0752 2:1 “借方”不在表头里", in: ImportOptions{Columns: []string{"借方=收入"}},
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"2026年10月"}, ledgerHead, entries[0])
		},
	},
	{
		name: "not a word of a table", want: "GK0741 0:0 没有找到",
		make: func(t *testing.T, f *excelize.File) {
			grid(t, f, sheet1, "A1", []any{"通知"}, []any{"请提前储水"})
		},
	},
}

// TestSpreadsheets imports spreadsheets as offices make them: each is right, or refused with the reason and the cell.
func TestSpreadsheets(t *testing.T) {
	for _, s := range spreadsheets {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			src, dir := office(t)
			f := excelize.NewFile()
			s.make(t, f)
			file := filepath.Join(dir, "收支.xlsx")
			asOffice(t, f, file)
			s.check(t, src, file)
		})
	}
}

// check imports a file and compares.
func (s spreadsheet) check(t *testing.T, src, file string) {
	t.Helper()
	before := listing(t, src)
	made, report, err := Import(Options{Source: src, Date: sampleDate}, file, s.in)
	if err != nil {
		t.Fatal(err)
	}
	if s.want != "" {
		code, rest, _ := strings.Cut(s.want, " ")
		at, message, _ := strings.Cut(rest, " ")
		for _, f := range report.Findings {
			if f.Code == code && at == fmt.Sprintf("%d:%d", f.Pos.Line, f.Pos.Col) && strings.Contains(f.Message, message) && f.Hint != "" {
				if after := listing(t, src); after != before {
					t.Errorf("refused, and yet written: %s", after)
				}
				return
			}
		}
		t.Fatalf("not refused with %s, but %v, %+v", s.want, report.Findings, made)
	}
	if report.Failed() || made == nil {
		t.Fatalf("%v", report.Findings)
	}
	data, err := os.ReadFile(made.File)
	try(t, err)
	text, comment, _ := strings.Cut(string(data), "<!--")
	if !strings.Contains(text, s.rows) {
		t.Errorf("the record has not\n%s\nbut\n%s", s.rows, text)
	}
	said := strings.Join(made.Understood, "\n")
	for _, want := range s.says {
		if !strings.Contains(said, want) {
			t.Errorf("does not say %q, but\n%s", want, said)
		}
	}
	for _, want := range s.keeps {
		if !strings.Contains(comment, want) {
			t.Errorf("does not keep %q, but\n%s", want, comment)
		}
	}
	for _, not := range s.not {
		if strings.Contains(string(data), not) {
			t.Errorf("%q is in the record", not)
		}
	}
}
