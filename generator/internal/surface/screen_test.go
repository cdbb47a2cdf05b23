package surface

import (
	"slices"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
)

func TestWrapText(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width float64
		want  string
	}{
		{"公开承诺", 4, "公开承诺"},
		{"公开承诺事项", 4, "公开承诺|事项"},
		{"公开承诺，兑现", 4, "公开承|诺，兑现"},                              // no comma begins a line
		{"共收入（元）", 4, "共收入|（元）"},                                // no bracket ends one
		{"公开“承诺”事项", 5, "公开“承|诺”事项"},                            // quotation marks hold on to what they enclose
		{"错误：“…”和“…”只差", 9, "错|误：“…”和“…”|只差"},                   // and to both sides where that is not Chinese
		{"电话 0000-12345678 接听", 8, "电话|0000-12345678|接听"},       // numbers stay whole
		{"0000-1234567890123456", 4, "0000-12|3456789|0123456"}, // unless they are longer than a line
		{"", 4, ""},
	} {
		if got := strings.Join(wrapText(tt.text, tt.width), "|"); got != tt.want {
			t.Errorf("%s in %v: %s, want %s", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"公开承诺事项":        "公开承诺事项",
		"公开承诺事项及兑现情况说明": "公开承诺事项及…",
		"公开承诺事项、，兑现情况":  "公开承诺事项…",
	} {
		if got := clip(text, 4, 2); got != want || len(wrapText(got, 4)) > 2 {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}

// TestGridNeverExceedsItsRoom lays out tables of many shapes in many rooms.
func TestGridNeverExceedsItsRoom(t *testing.T) {
	texts := []string{"民政", "向阳社区居民委员会", "二〇二六年第四季度低保初审名单公示及异议处理情况说明", "2026-10-08", "1,234,567.89", ""}
	for columns := 1; columns <= 9; columns++ {
		g := &Grid{Head: columns%2 == 0}
		for i := range columns {
			g.Columns = append(g.Columns, GridColumn{Title: texts[i%2], Align: []block.Align{block.Start, block.End, block.Center}[i%3], Minor: i%4 == 3})
		}
		for n := range 23 {
			var row GridRow
			for i := range columns {
				row.Cells = append(row.Cells, GridCell{Text: texts[(n+i)%len(texts)], Badge: []string{"", "剩 4 天"}[(n+i)%5/4], Strong: n%7 == 0})
			}
			g.Rows = append(g.Rows, row)
		}
		for _, room := range []box{{14.5, 7.2}, {20, 32}, {24.8, 16.2}, {37.5, 16.2}, {70, 20}} {
			laid := g.laidOut(room)
			if laid == nil {
				continue
			}
			width := 0.0
			for _, c := range laid.Columns {
				width += float64(c.Width) / widthSteps
			}
			if width > room.w+0.01 {
				t.Errorf("%d columns are %.1f wide in %.1f", columns, width, room.w)
			}
			rows := 0
			for _, page := range laid.pages(room.h) {
				height := laid.head()
				for _, r := range page {
					height += float64(r.lines)*lineHeight + rowSpaces[0]
				}
				if rows += len(page); height > room.h+0.01 {
					t.Errorf("%d columns: a page is %.1f high in %.1f", columns, height, room.h)
				}
			}
			if rows != len(g.Rows) {
				t.Errorf("%d columns: %d of %d rows", columns, rows, len(g.Rows))
			}
		}
	}
}

func TestRound(t *testing.T) {
	one := func(title string) []*Slide { return []*Slide{{Title: title}} }
	out := round([]group{{one("甲"), 1, 0}, {one("乙"), 2, 1}, {one("丙"), 1, 2}, {one("丁"), 1, 3}})
	var titles []string
	for _, s := range out {
		titles = append(titles, s.Title)
	}
	if got := strings.Join(titles, ""); got != "甲乙丙乙丁" {
		t.Errorf("a round is %s", got)
	}
}

func TestDayOf(t *testing.T) {
	night := &Slide{Title: "夜", Hours: []board.Hours{{From: 22 * 60, To: 6 * 60}}}
	always := &Slide{Title: "常"}
	sunday := &Slide{Title: "日", Weekdays: 1}
	shifts := DayOf([]*Slide{night, always, sunday}, 1)
	if len(shifts) != 3 || shifts[0].To != 6*60 || shifts[1].To != 22*60 || len(shifts[1].Slides) != 1 || !slices.Equal(shifts[0].Slides, shifts[2].Slides) {
		t.Errorf("%+v", shifts)
	}
	if n := len(DayOf([]*Slide{always, sunday}, 0)[0].Slides); n != 2 {
		t.Errorf("%d slides on a Sunday", n)
	}
	urgent := &Slide{Title: "急", Urgent: true}
	if all := DayOf([]*Slide{urgent, always}, 3); len(all) != 1 || len(all[0].Slides) != 1 {
		t.Errorf("an emergency leaves %+v", all)
	}
}

// TestTitlesKeepQuotationsWhole breaks titles beside what stands in quotation marks, unless that is too long for a line.
func TestTitlesKeepQuotationsWhole(t *testing.T) {
	for _, c := range []struct {
		title string
		width float64
		want  string
	}{
		{"清水县质量技术监督局“三亮五比五规范三评议”公开栏", 16, "清水县质量技术监督局|“三亮五比五规范三评议”公开栏"},
		{"深入推进“三学三亮三比三评”活动工作安排", 8, "深入推进“三学三|亮三比三评”活动|工作安排"},
		{"向阳社区居务公开栏", 20, "向阳社区居务公开栏"},
	} {
		if got := strings.Join(wrapTitle(c.title, c.width), "|"); got != c.want {
			t.Errorf("wrapTitle(%s, %v) = %s, want %s", c.title, c.width, got, c.want)
		}
	}
}

// TestNotesAreNotCutWhereTheyWouldBeWrong shortens what stands below a number to whole clauses and whole calculations.
func TestNotesAreNotCutWhereTheyWouldBeWrong(t *testing.T) {
	for _, c := range []struct {
		note  string
		width float64
		want  string
	}{
		{"按时办结 ÷（已办结 + 逾期未办结）= 14 ÷ 15", 30, "按时办结 ÷（已办结 + 逾期未办结）= 14 ÷ 15"},
		{"按时办结 ÷（已办结 + 逾期未办结）= 14 ÷ 15", 8, "14 ÷ 15"},
		{"按时办结 ÷（已办结 + 逾期未办结）= 14 ÷ 15", 2, ""},
		{"每半年至少一次，覆盖率 50.0%，这一期还没有结束", 15, "每半年至少一次，覆盖率 50.0%"},
		{"从收到到答复的天数", 5, "从收到到…"},
	} {
		if got := shortened(c.note, c.width, 1); got != c.want {
			t.Errorf("shortened(%s, %v) = %q, want %q", c.note, c.width, got, c.want)
		}
	}
}
