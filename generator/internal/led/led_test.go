package led

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want, refused string }{
		{"10月末结余 ¥86,412.35", "10月末结余 ￥86,412.35", ""},
		{"面积 35㎡，用水 12㎥", "面积 35平方米，用水 12立方米", ""},
		{"二〇二六年", "二○二六年", ""},
		{"  公示\u3000起\n止\u200b ", "公示 起 止", ""},
		{"张𬭸、王䶮", "张、王", "𬭸䶮"},
		{"好👍", "好", "👍"},
		{"℃ ① … “”《》 ≥", "℃ ① … “”《》 ≥", ""},
		{"a\x00b", "ab", "\x00"},
	} {
		got, refused := Text(c.in)
		if got != c.want || string(refused) != c.refused {
			t.Errorf("Text(%q) = %q, %q; want %q, %q", c.in, got, string(refused), c.want, c.refused)
		}
	}
}

func TestSplit(t *testing.T) {
	text := "低保初审名单公示，公示期七个工作日，到11月26日截止。有异议的居民请拨打监督电话。"
	for _, l := range []Limit{{N: 20}, {N: 40, Bytes: true}, {N: 60, Bytes: true, UTF8: true}} {
		parts := Split(text, l)
		var joined strings.Builder
		for _, p := range parts {
			if !l.Fits(p) {
				t.Errorf("%+v: %q is too long", l, p)
			}
			joined.WriteString(p[strings.Index(p, "）")+len("）"):])
		}
		if len(parts) < 2 || joined.String() != text {
			t.Errorf("%+v: parts %q are not the text", l, parts)
		}
	}
	if got := Split(text, Limit{N: 100}); len(got) != 1 || got[0] != text {
		t.Errorf("a text that fits was changed: %q", got)
	}
	if got := Split(text, Limit{N: 5}); len(got) != 1 {
		t.Errorf("a strip of 5 characters has %q", got)
	}
}

// FuzzMessages proves that whatever Text leaves survives the encoding and is never cut beyond the limit.
func FuzzMessages(f *testing.F) {
	f.Add("10月末结余 ¥86,412.35 元，二〇二六年👍", 20, true)
	f.Fuzz(func(t *testing.T, s string, n int, countBytes bool) {
		text, _ := Text(s)
		l := Limit{N: n % 300, Bytes: countBytes}
		parts := Split(text, l)
		data, err := GBK(parts)
		if err != nil {
			t.Fatalf("%q: %v", parts, err)
		}
		back, err := simplifiedchinese.GBK.NewDecoder().Bytes(data)
		if err != nil || !bytes.Equal(back, UTF8(parts)) {
			t.Fatalf("%q comes back as %q, %v", parts, back, err)
		}
	})
}
