package main

import (
	"bufio"
	"strings"
	"testing"
)

// TestInitAsks answers as people do: wrongly first, and with nothing where they don't know yet.
func TestInitAsks(t *testing.T) {
	for _, tt := range []struct{ in, like, name, wantLike, wantName string }{
		{"学校\n9\n3\n红梅中学\n", "", "", "xuexiao", "红梅中学"},
		{"1\r\n\r\n", "", "", "shequ", ""},
		{"红梅社区居民委员会", "shequ", "", "shequ", "红梅社区居民委员会"}, // no line end before the input ends
		{"", "", "", "", ""},
		{"", "yiyuan", "县医院", "yiyuan", "县医院"},
	} {
		var out strings.Builder
		q := question{in: bufio.NewReader(strings.NewReader(tt.in)), out: &out}
		like, name := tt.like, tt.name
		q.board(&like, &name)
		if like != tt.wantLike || name != tt.wantName {
			t.Errorf("%q gives %q, %q", tt.in, like, name)
		}
	}
}
