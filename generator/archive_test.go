package generator

import (
	"fmt"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var (
	tableRow = regexp.MustCompile(`(?s)<tr.*?</tr>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
)

// rowsOf returns the rows of a page's tables as their cells say them, with | between them.
func rowsOf(page []byte) (rows []string) {
	for _, row := range tableRow.FindAllString(string(page), -1) {
		text := anyTag.ReplaceAllString(regexp.MustCompile(`</t[dh]>`).ReplaceAllString(row, "|"), "")
		rows = append(rows, html.UnescapeString(strings.TrimSuffix(text, "|")))
	}
	return rows
}

// TestArchiveTellsWhatHappened looks at the page of a year on the day after notices ended: what was published, what
// ended and how, what was corrected, who reviewed it, and nothing of what was withdrawn but that there was something.
func TestArchiveTellsWhatHappened(t *testing.T) {
	source, public := endingFolder(t), filepath.Join(t.TempDir(), "public")
	buildOn(t, source, public, "2026-11-23")
	for _, row := range rowsOf(readTree(t, public)["archive/2026/index.html"]) {
		if !strings.HasPrefix(row, "月份") && strings.Contains(row, "|公示期满|") && !strings.Contains(row, "别的事项") || strings.Contains(row, "已撤下") {
			t.Errorf("on the last day of the notices: %s", row)
		}
	}
	buildOn(t, source, public, "2026-11-24")
	files := readTree(t, public)
	rows := strings.Join(rowsOf(files["archive/2026/index.html"]), "\n")
	for _, want := range []string{
		"月份|公布|公示期满|撤下|更正",
		"11月|12|7|2|1", "10月|1|0|0|0", "合计|13|7|2|1",
		"11-16|公布|保留的事项||何静、马晓东",
		"11-18|更正|保留的事项|起始日期误写为17日。|",
		"11-23|公示期满|保留的事项||",
		"11-23|公示期满|十一月低保名单公示|期满，概要|", "11-16|公布|十一月低保名单公示||\n",
		"11-23|公示期满|（居务公开的一条记录，已撤下）|期满，撤下|", "11-16|公布|（居务公开的一条记录，已撤下）||",
		"11-24|撤下|（一条记录，已撤下）|失效日期已到|", "11-24|撤下|（财务公开的一条记录，已撤下）|失效日期已到|",
		"10-12|公布|2026-08财务",
	} {
		if !strings.Contains(rows+"\n", want) {
			t.Errorf("no row %s in\n%s", want, rows)
		}
	}
	if page := string(files["archive/index.html"]); !strings.Contains(page, `href="2026/index.html"`) || !strings.Contains(page, "公布 13 条，公示期满 7 条，撤下 2 条，更正 1 条") {
		t.Errorf("the archive does not lead to the year: %s", page)
	}
	month := string(files["archive/2026/11/index.html"])
	if got := strings.Join(rowsOf([]byte(month)), "\n"); strings.Contains(got, "|公布|") || !strings.Contains(got, "11-18|更正|保留的事项") {
		t.Errorf("the month tells\n%s", got)
	}
}

// TestArchiveOfLongYears leaves what happened in a year of many records to the pages of its months.
func TestArchiveOfLongYears(t *testing.T) {
	archive := txtar.Parse([]byte("-- board.yaml --\n名称: 长年公开栏\n单位: 长年社区\n监督电话: 0000-12345678\n示例: 是\n-- tongzhi/_index.md --\n---\n标题: 通知\n类型: notice\n---\n"))
	for i := range 501 {
		archive.Files = append(archive.Files, txtar.File{
			Name: fmt.Sprintf("tongzhi/%03d.md", i),
			Data: fmt.Appendf(nil, "---\n标题: 第%03d号通知\n日期: 2026-%02d-01\n---\n\n正文\n", i, i%2+4),
		})
	}
	files := readTree(t, buildTo(t, Options{Source: unpack(t, archive)}))
	if rows := rowsOf(files["archive/2026/index.html"]); len(rows) != 4 || rows[1] != "5月|250|0|0|0" {
		t.Errorf("%d rows on the page of the year: %v", len(rows), rows[:min(len(rows), 5)])
	}
	if rows := rowsOf(files["archive/2026/04/index.html"]); len(rows) != 252 {
		t.Errorf("%d rows on the page of the month", len(rows))
	}
}
