package chart

import (
	"strings"
	"testing"
)

// TestWrapLeavesNoPunctuationAlone breaks names of rows as Chinese is set: no closing mark begins a line, no opening
// one ends it, and nothing is lost.
func TestWrapLeavesNoPunctuationAlone(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"ETC交易异常核查（东口收费站）", 7, "ETC交易异常核\n查（东口收费\n站）"},
		{"退费和票据（财务）", 6, "退费和票据\n（财务）"},
		{"通行费", 7, "通行费"},
		{"期初结余", 3.3, "期初\n结余"},
		{"上级拨付经费款", 3, "上级拨\n付经\n费款"},
		{"一二三四五六七", 6, "一二三四五\n六七"},
		{"）））））", 2, "））\n））\n）"},
	} {
		got := wrap(c.text, c.width, 5)
		if got != c.want || strings.ReplaceAll(got, "\n", "") != c.text {
			t.Errorf("wrap(%s, %v) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
