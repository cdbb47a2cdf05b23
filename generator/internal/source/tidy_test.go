package source

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"gongkai/generator/internal/diag"
)

// alphabetic orders keys by their first byte and writes full-width digits in narrow: what Tidy is told in these tests.
func alphabetic(*Document) Tidying {
	return Tidying{
		Rank: func(key string) int { return int((key + " ")[0]) },
		Cell: func(_ *Table, _ int, c Cell) string {
			return strings.Map(func(r rune) rune {
				if '０' <= r && r <= '９' {
					return r - '０' + '0'
				}
				return r
			}, c.Text)
		},
	}
}

func TestTidy(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"table", "| 甲 | b |\n|---|--:|\n| 汉字和 ab |１２|\n", "| 甲        |   b |\n| --------- | --: |\n| 汉字和 ab |  12 |\n"},
		{"no outer pipes", "甲|乙\n-|:-:\n一|二\n", "| 甲  | 乙  |\n| --- | :-: |\n| 一  | 二  |\n"},
		{"pipes and markup", "| 甲 | 乙 |\n|---|---|\n| a\\|b | **１** |\n", "| 甲   | 乙     |\n| ---- | ------ |\n| a\\|b | **１** |\n"},
		{"keys", "---\nb: 1 # 一\n# 二\na:\n  - 3\n\n  - 4\n# 尾\n---\n文\n", "---\n# 二\na:\n  - 3\n\n  - 4\n# 尾\nb: 1 # 一\n---\n文\n"},
		{"one line", "---\n{b: 1, a: 2}\n---\n文\n", "---\n{b: 1, a: 2}\n---\n文\n"},
		{"windows", "\uFEFF---\r\nb: 1\r\na: 2\r\n---\r\n\r\n|甲|\r\n|-|\r\n|１|\r\n", "\uFEFF---\r\na: 2\r\nb: 1\r\n---\r\n\r\n| 甲  |\r\n| --- |\r\n| 1   |\r\n"},
		{"code", "```\n| 甲 |\n|-|\n```\n", "```\n| 甲 |\n|-|\n```\n"},
	} {
		var r diag.Report
		if got := string(Tidy("in", []byte(tt.in), alphabetic, &r)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s\n%s", tt.name, got, tt.want, list(&r))
		}
	}
	var r diag.Report
	if Tidy("in", []byte("| 甲 | 乙 |\n|---|---|\n| 一 |\n"), alphabetic, &r) != nil || r.Errors() == 0 {
		t.Error("a table with a cell too few is tidied, or nobody is told")
	}
}

var place = regexp.MustCompile(`(in:)?\d+:\d+`)

// FuzzTidy proves that whatever is read after tidying is what was read before, and that tidying twice is like tidying once.
func FuzzTidy(f *testing.F) {
	seed(f)
	f.Add([]byte("---\nb: |\n  一\n\n\na: '二'\n---\n| 甲 | 乙 |\n|:-|-:|\n| １ | \\| |\n"))
	f.Add([]byte("甲\n\f\n| 甲 | 乙 |\n|---|--f|\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var r diag.Report
		once := Tidy("in", raw, alphabetic, &r)
		if once == nil {
			if r.Errors() == 0 {
				t.Fatal("nothing comes out and nobody is told")
			}
			return
		}
		if twice := Tidy("in", once, alphabetic, &r); !bytes.Equal(twice, once) {
			t.Fatalf("not the same again:\n%q\n%q", once, twice)
		}
		before, after := meaning(string(raw)), meaning(string(once))
		if before != after {
			t.Fatalf("means something else:\n%s\n%s", before, after)
		}
	})
}

// meaning is what is read of a text, without places, in an order of keys of its own.
func meaning(text string) string {
	var r diag.Report
	doc := memory("in", text).Document("in", &r)
	for i := range doc.Front.Entries { // by insertion: there are few
		for j := i; j > 0 && doc.Front.Entries[j].Key < doc.Front.Entries[j-1].Key; j-- {
			e := doc.Front.Entries
			e[j], e[j-1] = e[j-1], e[j]
		}
	}
	dumped := strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, dump(doc))
	return place.ReplaceAllString(dumped, "")
}
