package search

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// all returns all files of an index.
func all(docs []Doc, folder string) []File { return NewIndex(docs, folder).Files() }

// TestTextsComeLater finds that files are the same in whatever order texts come, that each comes once, and that those of
// the oldest documents come before the texts of the newest.
func TestTextsComeLater(t *testing.T) {
	docs := make([]Doc, 500)
	later := make([]Doc, len(docs))
	for i := range docs {
		docs[i] = Doc{Title: fmt.Sprintf("第%d号", i), URL: fmt.Sprintf("%d/", i), Date: fmt.Sprintf("2026-%02d-01", 1+i/50), Text: strings.Repeat("居民会议", 100+i)}
		later[i] = docs[i]
		later[i].Text, later[i].Later = "", i%7 != 0
		if !later[i].Later {
			later[i].Text = docs[i].Text
		}
	}
	want := map[string]string{}
	for _, f := range all(docs, "甲") {
		want[f.Name] = string(f.Data)
	}
	for name, order := range map[string]func(int) int{"from the oldest": func(i int) int { return i }, "from the newest": func(i int) int { return 499 - i }} {
		x, got, early := NewIndex(later, "甲"), map[string]string{}, 0
		take := func(files []File) {
			for _, f := range files {
				if got[f.Name] != "" {
					t.Errorf("%s: %s came twice", name, f.Name)
				}
				got[f.Name] = string(f.Data)
			}
		}
		for i := range docs {
			take(x.Add(order(i), docs[order(i)].Text))
			take(x.Add(order(i), "told again"))
			if i == 250 {
				early = len(got)
			}
		}
		take(x.Files())
		if !maps.Equal(want, got) {
			t.Errorf("%s: %d files, want %d", name, len(got), len(want))
		}
		if fromOldest := order(0) == 0; fromOldest != (early > 3) {
			t.Errorf("%s: %d files half-way", name, early)
		}
	}
}

// TestOnlyTheNewestFileChanges proves what keeps a build from writing much: a new document changes the last file with
// documents, and no other.
func TestOnlyTheNewestFileChanges(t *testing.T) {
	docs := func(n int) []Doc {
		var out []Doc
		for i := range n {
			out = append(out, Doc{
				Title: fmt.Sprintf("第%d号通知", i), URL: fmt.Sprintf("tongzhi/%04d/index.html", i),
				Date: fmt.Sprintf("%d-%02d-%02d", 2020+i/300, 1+i%300/25, 1+i%25), Text: strings.Repeat("居民会议决定更换路灯。", 30),
			})
		}
		return out
	}
	names := func(files []File) (out []string) {
		for _, f := range files {
			if strings.HasPrefix(f.Name, "docs.") {
				out = append(out, f.Name)
			}
		}
		return out
	}
	before, after := names(all(docs(999), "甲")), names(all(docs(1000), "甲"))
	if n := len(before); n < 10 || !slices.Equal(before[:n-1], after[:n-1]) || slices.Equal(before, after) {
		t.Errorf("%d files before, %d after", len(before), len(after))
	}
}

// TestSameIndex finds that the order in which documents come, and that of maps, is nowhere in the index.
func TestSameIndex(t *testing.T) {
	docs := []Doc{
		{Title: "十月财务", URL: "a/index.html", Date: "2026-11-12", Kind: "财务公开", Text: "支出 12,345.60\n办公费"},
		{Title: "低保名单", URL: "b/index.html", Date: "2025-11-12", Kind: "惠民补贴", Unit: "民政窗口", Text: "</script> “引号”"},
		{Title: "通知公告", URL: "c/index.html"},
	}
	want := all(docs, "甲")
	slices.Reverse(docs)
	got := all(docs, "甲")
	for i := range want {
		if got[i].Name != want[i].Name || !bytes.Equal(got[i].Data, want[i].Data) {
			t.Errorf("%s: %s\nwant %s", got[i].Name, got[i].Data, want[i].Data)
		}
		if strings.Contains(string(want[i].Data), "</script") {
			t.Errorf("%s ends a script", want[i].Data)
		}
	}
	if len(want) != 5 { // two years, a section, terms and the index
		t.Errorf("%d files", len(want))
	}
}

func TestTerms(t *testing.T) {
	x := newTerms()
	x.add(0, []Doc{{Title: "ＶＰＮ费", Text: "2026年 1,234.50元。〇\nÀ 7,89，１２,0003 4.5.6. 1,000,00"}})
	got := ""
	for _, p := range x.parts(1) {
		for _, t := range p {
			got += t.text + " "
		}
	}
	if want := "00 0003 1000 12 1234.50 2026 4.5.6 7 89 n n费 p pn v vp À 元 年 费 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestEncode compares both ways of writing numbers with how the page's script reads them, which the browser tests prove.
func TestEncode(t *testing.T) {
	for want, numbers := range map[string][]int32{
		"a": {0}, "aaab": {0, 1, 2, 4}, "Aa": {26}, "Ab": {27}, "Zz": {701}, "AAa": {702}, "zAa": {25, 52},
	} {
		if got := encode(numbers, 1000); got != want {
			t.Errorf("%v: %s, want %s", numbers, got, want)
		}
	}
	if got := encode([]int32{0, 2, 5, 9}, 10); got != "=fr" {
		t.Errorf("got %s", got)
	}
}
