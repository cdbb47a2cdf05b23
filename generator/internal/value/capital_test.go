package value

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestCapitalTable compares with two hundred amounts that another program wrote out, by groups of four
// digits, and reads each of them back.
func TestCapitalTable(t *testing.T) {
	table, err := os.ReadFile("testdata/capital.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(table)), "\n")
	if len(lines) != 200 {
		t.Errorf("%d amounts", len(lines))
	}
	for _, line := range lines {
		amount, want, _ := strings.Cut(line, " ")
		got := money(t, amount).Capital()
		if got != want {
			t.Errorf("%s: got %s, want %s", amount, got, want)
		}
		if back := readCapital(got); back != amount {
			t.Errorf("%s: %s reads as %s", amount, got, back)
		}
		if got := money(t, "-"+amount).Capital(); got != "人民币负"+strings.TrimPrefix(want, "人民币") {
			t.Errorf("-%s: %s", amount, got)
		}
	}
}

// readCapital reads an amount that is written out. It adds up what the words stand for.
func readCapital(text string) string {
	var fen, digit, group, whole int64
	for _, r := range strings.TrimPrefix(text, "人民币") {
		switch i := strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r); {
		case i >= 0:
			digit = int64(i / 3)
			continue
		case r == '拾':
			group += digit * 10
		case r == '佰':
			group += digit * 100
		case r == '仟':
			group += digit * 1000
		case r == '万':
			whole += (group + digit) * 10000
			group = 0
		case r == '亿':
			whole = (whole + group + digit) * 100000000
			group = 0
		case r == '元':
			fen += (whole + group + digit) * 100
		case r == '角':
			fen += digit * 10
		case r == '分':
			fen += digit
		}
		digit = 0
	}
	return fmt.Sprintf("%d.%02d", fen/100, fen%100)
}
