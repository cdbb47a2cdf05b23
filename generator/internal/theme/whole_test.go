package theme

import (
	"strings"
	"testing"

	"gongkai/generator/internal/block"
)

// TestWhole checks that numbers to dial and stars stay on one line, and that nothing but a mark around them is added.
func TestWhole(t *testing.T) {
	for html, want := range map[string]string{
		"拨打0571-12345678，或者 010-12345678转801。":                                 "拨打[0571-12345678]，或者 [010-12345678转801]。",
		"<p>电话<b>400-123-4567</b></p>":                                         "<p>电话<b>[400-123-4567]</b></p>",
		`<a href="/0571-12345678/">办件</a>`:                                     `<a href="/0571-12345678/">办件</a>`,
		`<a href="/0571-12345678/">0571-12345678</a><i title="0571-12345678">`: `<a href="/0571-12345678/">[0571-12345678]</a><i title="0571-12345678">`,
		"★★★★☆": "[★★★★☆]", "★": "★",
		"2026-11-22 记-1024 10571-123456789 A-100": "2026-11-22 记-1024 10571-123456789 A-100",
	} {
		marked := strings.NewReplacer("[", `<span class="whole">`, "]", "</span>").Replace(want)
		if got := whole(html); got != marked {
			t.Errorf("whole(%q) = %q, want %q", html, got, marked)
		}
	}
}

// TestBlocksKeepNumbersWhole checks that no block which shows texts of a record lets a line break in a phone number.
func TestBlocksKeepNumbersWhole(t *testing.T) {
	const number = "0571-12345678"
	text := "请拨打" + number + "。"
	markup := block.Markup{Parts: []string{"<p>" + text + "</p>"}}
	th := load(t, nil)
	for _, b := range []block.Block{
		block.Prose{Markup: markup},
		block.Callout{Head: block.Head{Note: text}, Text: text},
		block.Facts{Facts: []block.Fact{{Label: "电话", Text: text}}},
		block.Table{Columns: []block.Column{{Title: "甲"}, {Title: "乙"}}, Rows: [][]block.Cell{{{Text: text}, {Markup: markup}}}},
		block.Steps{Steps: []block.Step{{Title: "办理", Text: text}}},
		block.Cards{Cards: []block.Card{{Title: "通知", Text: text}}},
		block.People{People: []block.Person{{Name: "李明", Text: text}}},
	} {
		html := render(t, th, recordPage(b))
		if all, kept := strings.Count(html, number), strings.Count(html, `<span class="whole">`+number+"</span>"); all == 0 || kept != all {
			t.Errorf("%s: %d of %d numbers are kept whole:\n%s", b.Name(), kept, all, html)
		}
	}
}
