package privacy

import (
	"strings"
	"testing"
	"time"
)

// TestWorst keeps the pass from going over the same text again and again: what takes time in proportion to the square of a
// megabyte takes minutes.
func TestWorst(t *testing.T) {
	for _, piece := range []string{
		"1号", "1 ", "1<b>", "138 1234 5678 ", "1-", "1  -", "2026-05-12", "单元501", "1)", "<", "1<", "13812345678", "男1968-05-12", "x@x.cn",
		"11010519491231002X", "|账号|1", "张某,138-1234-5678,", "1.1E+17",
	} {
		text := []byte(strings.Repeat(piece, (1<<19)/len(piece)))
		start := time.Now()
		Scan(text, 2026, func(Hit) {})
		Lines(text, 2026, func(LineHit) {})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q took %v", piece, took)
		}
	}
}
