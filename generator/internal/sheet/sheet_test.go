package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlainNumber(t *testing.T) {
	for raw, want := range map[string]string{
		"0": "0", "-0": "0", "15000": "15000", "2963.4": "2963.4", "0.30000000000000004": "0.3", "1.1E+3": "1100", "1E-7": "0.0000001",
		"46303.5": "46303.5", "123456789012345": "123456789012345", "1234567.8900000001": "1234567.89", "-12.5": "-12.5",
	} {
		if got, ok := plainNumber(raw); !ok || got != want {
			t.Errorf("%s is %s, want %s", raw, got, want)
		}
	}
	for _, raw := range []string{"", "1,234", "x", "NaN", "Inf", "1e999"} {
		if got, ok := plainNumber(raw); ok {
			t.Errorf("%q is %s", raw, got)
		}
	}
}

func TestShift(t *testing.T) {
	for text, want := range map[string]string{"0.946": "94.6", "1": "100", "0": "0", "-0.05": "-5", "0.12345": "12.345", "12": "1200"} {
		if got := shift(text, 2); got != want {
			t.Errorf("%s is %s %%, want %s", text, got, want)
		}
	}
}

// TestReadFormat tells dates, scales and leading zeros by the codes that office programs write.
func TestReadFormat(t *testing.T) {
	date, month, clock := format{date: true, day: true}, format{date: true}, format{time: true}
	for code, want := range map[string]format{
		"General": {}, "G/通用格式": {}, "@": {}, "0.00": {}, "#,##0.00": {}, "0": {}, `#,##0.00_);[Red]\(#,##0.00\)`: {},
		`"¥"#,##0.00`: {}, `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `: {}, `0"人"`: {}, "0.00E+00": {}, "#,##0;[Red]-#,##0": {},
		"yyyy/m/d;@": date, "yyyy\\-mm\\-dd": date, `yyyy"年"m"月"d"日";@`: date, "[$-804]yyyy\\-mm\\-dd": date, "m\\/d": date, "[DBNum1][$-804]yyyy年m月d日": date,
		`yyyy"年"m"月"`: month, "yyyy\\-mm": month, `m"月"`: month,
		"h:mm": clock, "h:mm:ss AM/PM": clock, "yyyy/m/d h:mm": {date: true, day: true, time: true}, "[h]:mm": {elapsed: true},
		"0.0%": {percent: true}, "000000": {zeros: 6}, "00": {zeros: 2},
		`0!.0,"万"`: {scaled: "万"}, `0.00"万元"`: {scaled: "万"}, "#,##0,": {scaled: "千"}, "0.0,,": {scaled: "千"}, "0!.0000": {scaled: "千"},
	} {
		if got := readFormat(code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}

func TestColName(t *testing.T) {
	for col, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 703: "AAA"} {
		if got := ColName(col); got != want {
			t.Errorf("%d is %s, want %s", col, got, want)
		}
	}
}

// FuzzReadCSV finds each cell where a program wrote it.
func FuzzReadCSV(f *testing.F) {
	f.Add("日期", "摘要, 说明", "=\"007\"", "1;2", byte(0))
	f.Add("a\tb", "\"", "", "多行\n文字", byte(2))
	f.Fuzz(func(t *testing.T, a, b, c, d string, which byte) {
		fields := []string{a, b, c, d}
		for _, s := range fields {
			if !utf8.ValidString(s) || strings.HasPrefix(s, "sep=") || strings.Contains(s, "\r") {
				return
			}
		}
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.Comma = separators[int(which)%len(separators)]
		_ = w.WriteAll([][]string{{"一", "二", "三", "四"}, fields, fields, {"一", "二", "三", "四"}})
		book, err := ReadCSV("表", text.Bytes())
		if err != nil {
			t.Skip() // other separators in the texts may make it look otherwise
		}
		s := book.Sheets[0]
		if s.Width() != 4 {
			t.Skip()
		}
		row := s.Height() - 1 - strings.Count(strings.Join(fields, ""), "\n")
		for col, want := range fields {
			if got := s.At(row, col+1).Text; got != textCell(want).Text {
				t.Errorf("%q became %q in\n%s", want, got, text.String())
			}
		}
	})
}
