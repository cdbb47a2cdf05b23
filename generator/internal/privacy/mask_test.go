package privacy

import "testing"

func TestMask(t *testing.T) {
	for _, tt := range []struct {
		kind       Kind
		text, want string
	}{
		{ID, "11010519491231002X", "****************2X"},
		{ID, "110105 19491231 002x", "****************2X"},
		{Mobile, "138-0000-1234", "138****1234"},
		{Mobile, "＋86 １３８００００１２３４", "****1234"},
		{Card, "6222 0212 3456 7890 128", "****0128"},
		{Account, "330101 0400 01234", "****1234"},
		{Email, "Zhang.San@example.cn", "z***@example.cn"},
		{Plate, "京A·12345", "京A***45"},
		{Birth, "1968年5月12日", "1968年"},
		{Address, "3号楼2单元501室", "（只写到小区）"},
		{Papers, "E12345678", "***"},
	} {
		if got := Mask(tt.kind, tt.text); got != tt.want {
			t.Errorf("%s %s: %s", tt.kind, tt.text, got)
		}
	}
	for name, want := range map[string]string{"张三": "张*", "张建华": "张*华", "欧阳建华": "欧**华", " 李四 ": "李*", "王": "王"} {
		if got := MaskName(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestKey finds one number behind all ways to write it.
func TestKey(t *testing.T) {
	for _, text := range []string{"13800001234", "138 0000 1234", "138-0000-1234", "１３８００００１２３４", "138\u200b00001234", "138<b>0000</b>1234", "&#49;3800001234", "%313800001234"} {
		if got := Key(text); got != "13800001234" {
			t.Errorf("%q: %s", text, got)
		}
	}
}
