package generator

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// office is a board that spreadsheets are imported into, and a folder for them.
func office(t *testing.T) (src, dir string) {
	t.Helper()
	src, dir = t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"board.yaml":         tinyBoard,
		"caiwu/_index.md":    "---\n标题: 财务公开\n类型: finance\n---\n",
		"chengnuo/_index.md": "---\n标题: 公开承诺\n类型: commitment\n---\n",
		"huimin/_index.md":   "---\n标题: 惠民补贴\n类型: benefit\n---\n",
		"pingyi/_index.md":   "---\n标题: 三评结果\n类型: evaluation\n---\n",
		"jingsai/_index.md":  "---\n标题: 竞赛\n类型: contest\n---\n",
		"caiwu/2026-09.md": "---\n标题: 2026年9月财务收支公开\n日期: 2026-10-10\n期间: 2026-09\n期初结余: 0\n期末结余: 1,000.00\n签字:\n  会计: 林玉芳\n---\n\n" +
			"九月的账。\n\n| 日期 | 凭证号 | 科目 | 摘要 | 收入 | 支出 |\n| --- | --- | --- | --- | ---: | ---: |\n| 09-08 | 记-1 | 拨款 | 街道拨款 | 1,000.00 | |\n",
	} {
		writeFile(t, filepath.Join(src, name), []byte(text))
	}
	return src, dir
}

// grid fills a sheet: strings, numbers, times, and formulas as {公式, 结果}.
func grid(t *testing.T, f *excelize.File, name, from string, rows ...[]any) {
	t.Helper()
	left, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for j, v := range row {
			cell, _ := excelize.CoordinatesToCellName(left+j, top+i)
			switch v := v.(type) {
			case nil:
			case formula:
				if v.result != nil {
					try(t, f.SetCellValue(name, cell, v.result))
				}
				try(t, f.SetCellFormula(name, cell, v.text))
			default:
				try(t, f.SetCellValue(name, cell, v))
			}
		}
	}
}

type formula struct {
	text   string
	result any
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func day(d int) time.Time { return time.Date(2026, 10, d, 0, 0, 0, 0, time.UTC) }

// asOffice saves a workbook as office programs do: they don't say that what a formula gives is a text.
func asOffice(t *testing.T, f *excelize.File, name string) {
	t.Helper()
	buf, err := f.WriteToBuffer()
	try(t, err)
	in, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	try(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range in.File {
		r, err := e.Open()
		try(t, err)
		data, err := io.ReadAll(r)
		try(t, err)
		if strings.HasPrefix(e.Name, "xl/worksheets/sheet") {
			data = regexp.MustCompile(` t="str"(><f>[^<]*</f><v>)404404<`).ReplaceAll(data, []byte(` t="e"${1}#REF!<`))
			data = regexp.MustCompile(` t="str"(><f>)`).ReplaceAll(data, []byte("$1"))
		}
		to, err := w.Create(e.Name)
		try(t, err)
		_, err = to.Write(data)
		try(t, err)
	}
	try(t, w.Close())
	writeFile(t, name, out.Bytes())
}
