package privacy

import "testing"

// What the quick way for short figures passes must be what the slow one would have passed.
func TestShortFigures(t *testing.T) {
	for _, c := range []struct {
		text string
		want Kind // 0 for nothing
	}{
		{"手机138&nbsp;1234&nbsp;5678", Mobile},
		{"手机<td>138</b><b>1234</b><b>5678", Mobile},
		{"出生日期1968-05-12", Birth},
		{"公示期1968-05-12", 0},
		{"账号：1234-56789", Account},
		{"金额1234.56", 0},
		{"护照E123456", Papers},
		{"编号E123456", 0},
		{"1.１E+17", 0}, // a full-width digit is no lead of a rounded number
		{`<text x="123.45" y="6">身份证`, 0},
		{`<i a="13812" b="345678">`, 0},
		{`<a title="13812345678">`, Mobile},
	} {
		var got Kind
		Scan([]byte(c.text), 2026, func(h Hit) { got = h.Kind })
		if got != c.want {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}
