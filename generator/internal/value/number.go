package value

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

// numeral is an unsigned decimal number as written, its thousands commas
// removed: whole is never empty and has no superfluous zeros in front.
type numeral struct{ whole, frac string }

var (
	scientific   = regexp.MustCompile(`^\d+(\.\d+)?[eE][+-]?\d+$`)
	digitsCommas = regexp.MustCompile(`^[\d,.]+$`)
	spacedNumber = regexp.MustCompile(`^[\d,.]+( +[\d,.]+)+$`)
)

// maxDigits bounds what is taken for a number: 10^30 fen is more money than
// there is, and a longer string of digits is something else.
const maxDigits = 30

var tooLong = &Error{"位数太多", "请核对是否误填了账号、证件号等其他内容"}

// scanNumeral reads an unsigned number out of normalized text.
func scanNumeral(s string) (numeral, *Error) {
	whole, frac, point := strings.Cut(s, ".")
	if !isWhole(whole) || point && !isDigits(frac) {
		return numeral{}, notNumeral(s)
	}
	whole = strings.ReplaceAll(whole, ",", "")
	switch {
	case len(whole)+len(frac) > maxDigits:
		return numeral{}, tooLong
	case len(whole) > 1 && whole[0] == '0':
		return numeral{}, &Error{"以多余的 0 开头", "请去掉前面多余的 0；如果是编号，请填到编号栏"}
	}
	return numeral{whole, frac}, nil
}

// isWhole reports whether a text is a whole number, with commas between all of its thousands or without any.
// Numbers are most of what large boards are made of: they are not read by regular expressions.
func isWhole(s string) bool {
	first, rest, grouped := strings.Cut(s, ",")
	if !grouped {
		return isDigits(s)
	}
	if len(first) > 3 || !isDigits(first) {
		return false
	}
	for thousand := range strings.SplitSeq(rest, ",") {
		if len(thousand) != 3 || !isDigits(thousand) {
			return false
		}
	}
	return true
}

// isDigits reports whether a text is made of the digits 0 to 9 alone, at least one.
func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// notNumeral says why a text is not a number.
func notNumeral(s string) *Error {
	switch {
	case scientific.MatchString(s):
		return &Error{"是科学计数法", "请在电子表格中把这一格改为“数值”格式，重新复制完整的数字"}
	case spacedNumber.MatchString(s):
		return &Error{"的数字中间有空格", "请去掉空格；千位之间可以用逗号，例如“1,200.00”"}
	case strings.ContainsAny(s, "十百千万亿"):
		return &Error{"里有不能识别的单位", "请把数字写全，例如“12,000”"}
	case strings.HasPrefix(s, ".") || strings.HasSuffix(s, "."):
		return &Error{"的小数点前后缺数字", "请把小数写完整，例如“0.50”"}
	case strings.Count(s, ".") > 1 && digitsCommas.MatchString(s):
		return &Error{"有不止一个小数点", "请只保留一个小数点，千位之间用逗号，例如“1,234.50”"}
	case strings.Contains(s, ",") && digitsCommas.MatchString(s):
		return &Error{"的千位逗号位置不对", "请从个位起每三位一个逗号，例如“1,234.00”，或者不写逗号"}
	}
	return &Error{"不是数字", "请用阿拉伯数字书写，例如“1,234”"}
}

// hundredths returns the number times 100. The caller has made sure that frac
// has at most two digits; ok is false if the number does not fit.
func (n numeral) hundredths() (v int64, ok bool) {
	v, err := strconv.ParseInt(n.whole+(n.frac + "00")[:2], 10, 64)
	return v, err == nil
}

// group puts a comma between thousands.
func group(digits string) string {
	first := len(digits) % 3
	var b strings.Builder
	b.WriteString(digits[:first])
	for i := first; i < len(digits); i += 3 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}

// Count is how many there are of something: a whole number, zero or more.
type Count int64

// maxCount is the largest Count and Int that is read; sums of many still fit.
const maxCount = 999_999_999_999

// countUnits are the measure words that may follow a Count. The column's name
// says what is counted, so the word is not kept. Longer ones come first.
var countUnits = []string{
	"人次", "户次", "件次", "人", "名", "位", "票", "户", "件", "次", "份", "个", "项", "条", "场", "期",
	"家", "张", "本", "台", "处", "批", "篇", "起", "册", "宗", "辆", "间", "所", "字",
}

// TypeName returns the Chinese name of the type.
func (Count) TypeName() string { return "数量" }

// Parse reads a whole number that is not negative, with or without thousands
// commas and a measure word: “1,200”, “12人”.
func (v *Count) Parse(text string) error {
	s := Normalize(text)
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "(") {
		return (&Error{"是负数", "数量不能小于 0，请核对"}).of("数量", text)
	}
	for _, unit := range countUnits {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			s = strings.TrimRight(rest, " ")
			break
		}
	}
	n, err := scanWhole(s)
	if err != nil {
		return err.of("数量", text)
	}
	*v = Count(n)
	return nil
}

// String formats the count with thousands commas and no measure word.
func (v Count) String() string {
	if v < 0 { // only arithmetic gets here
		return "-" + group(strconv.FormatInt(int64(-v), 10))
	}
	return group(strconv.FormatInt(int64(v), 10))
}

// IsZero tells whether the count is 0.
func (v Count) IsZero() bool { return v == 0 }

// scanWhole reads an unsigned whole number out of normalized text.
func scanWhole(s string) (int64, *Error) {
	n, e := scanNumeral(s)
	if e != nil {
		return 0, e
	}
	if n.frac != "" {
		return 0, &Error{"不是整数", "请填整数，不带小数点"}
	}
	i, err := strconv.ParseInt(n.whole, 10, 64)
	if err != nil || i > maxCount {
		return 0, &Error{"太大", "请核对位数"}
	}
	return i, nil
}

// Int is a whole number of either sign, such as a weight for sorting.
type Int int64

// TypeName returns the Chinese name of the type.
func (Int) TypeName() string { return "整数" }

// Parse reads a whole number: “12”, “-3”, “1,200”.
func (v *Int) Parse(text string) error {
	s, negative := strings.CutPrefix(Normalize(text), "-")
	n, err := scanWhole(s)
	if err != nil {
		return err.of("整数", text)
	}
	if negative {
		n = -n
	}
	*v = Int(n)
	return nil
}

// String formats the number without commas.
func (v Int) String() string { return strconv.FormatInt(int64(v), 10) }

// IsZero tells whether the number is 0.
func (v Int) IsZero() bool { return v == 0 }

// Score is a mark of a judge or an average of marks, zero or more, kept to two
// decimals. Its range (0–10, 0–100) is for the caller to check. Scores compare
// with ==.
type Score struct{ hundredths int64 }

// ScoreOf returns the score of so many hundredths of a point.
func ScoreOf(hundredths int64) Score { return Score{hundredths} }

// TypeName returns the Chinese name of the type.
func (Score) TypeName() string { return "分数" }

// Parse reads a number of at most two decimals: “95”, “95.5”, “95.25分”.
func (v *Score) Parse(text string) error {
	s := Normalize(text)
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "(") {
		return (&Error{"是负数", "分数不能小于 0，请核对"}).of("分数", text)
	}
	s = strings.TrimRight(strings.TrimSuffix(s, "分"), " ")
	h, err := scanHundredths(s)
	if err != nil {
		return err.of("分数", text)
	}
	v.hundredths = h
	return nil
}

// scanHundredths reads an unsigned number of at most two decimals, in hundredths.
func scanHundredths(s string) (int64, *Error) {
	n, e := scanNumeral(s)
	if e != nil {
		return 0, e
	}
	if len(n.frac) > 2 {
		return 0, &Error{"超过了两位小数", "请最多保留两位小数"}
	}
	h, ok := n.hundredths()
	if !ok || h > maxCount {
		return 0, &Error{"太大", "请核对位数"}
	}
	return h, nil
}

// String formats the score with as many decimals as it has: “95”, “95.5”.
func (v Score) String() string {
	s := fixed(v.hundredths)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Fixed formats the score with two decimals, for columns of scores: “92.50”.
func (v Score) Fixed() string { return fixed(v.hundredths) }

// IsZero tells whether the score is 0.
func (v Score) IsZero() bool { return v.hundredths == 0 }

// Hundredths returns the score in hundredths of a point, for exact arithmetic.
func (v Score) Hundredths() int64 { return v.hundredths }

// Add returns the sum of two scores.
func (v Score) Add(w Score) Score { return Score{v.hundredths + w.hundredths} }

// Compare returns -1, 0 or 1.
func (v Score) Compare(w Score) int { return cmp.Compare(v.hundredths, w.hundredths) }

// Float returns the score for drawing.
func (v Score) Float() float64 { return float64(v.hundredths) / 100 }

// fixed formats hundredths with thousands commas and two decimals.
func fixed(hundredths int64) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	s := strconv.FormatInt(hundredths, 10)
	for len(s) < 3 {
		s = "0" + s
	}
	return sign + group(s[:len(s)-2]) + "." + s[len(s)-2:]
}
