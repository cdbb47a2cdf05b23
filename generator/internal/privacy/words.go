package privacy

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

var (
	birthWords   = []string{"出生", "生日", "生于"}
	accountWords = []string{"账号", "帐号", "卡号", "银行卡", "银行账户", "银行帐户", "账户号", "帐户号", "存折", "工资卡", "一卡通"}
	papersWords  = []string{"护照", "通行证", "军官证", "士官证", "士兵证", "军人证", "警官证", "义务兵证", "文职干部证", "军字第", "警字第", "居留证", "台胞证"}
	homeWords    = []string{"住址", "家住", "住在", "居住", "现住", "户籍地", "户籍所在", "家庭地址", "门牌"}
)

// before returns the 24 characters that a reader sees before an offset, with a stroke for each tag.
func (s *scanner) before(at int) string {
	from := max(0, at-200)
	for from < at && !utf8.RuneStart(s.text[from]) {
		from++
	}
	window := s.text[from:at]
	if i := bytes.LastIndexByte(window, '\n'); i >= 0 {
		window = window[i+1:]
	}
	if i, j := bytes.IndexByte(window, '>'), bytes.IndexByte(window, '<'); i >= 0 && (j < 0 || i < j) && from > 0 {
		window = window[i+1:]
	}
	var b strings.Builder
	for len(window) > 0 {
		i := bytes.IndexByte(window, '<')
		if i < 0 {
			b.Write(window)
			break
		}
		b.Write(window[:i])
		window = window[i:]
		end := bytes.IndexByte(window, '>')
		if end < 0 {
			b.Write(window[1:])
			break
		}
		if n, _ := tag(window); n == 0 {
			b.WriteByte('|')
		}
		window = window[end+1:]
	}
	return lastRunes(b.String(), 24)
}

func lastRunes(text string, n int) string {
	i := len(text)
	for ; i > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
	}
	return text[i:]
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// filler may stand between a word and the number that it announces.
const filler = "　 :：为是号码编第字()（）【】[]|*_`\"'“”=,，、.;；-—#No日期年月时间于公历农种类型及"

// labelled reports whether a text ends in one of the words, with nothing but filler behind it.
func labelled(text string, words []string) bool {
	rest := strings.TrimRight(text, filler)
	for _, w := range words {
		// Trimming may have eaten the end of the word itself.
		if strings.HasSuffix(rest, strings.TrimRight(w, filler)) && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// short looks at digits that are too few for a number of a person, or were found to be none: at what stands beside them.
func (s *scanner) short(start, end int) {
	if start < s.done {
		return
	}
	text, n := s.text, end-start
	if start > 0 && (letter(text[start-1]) || text[start-1] >= 0x80 || text[start-1] == ' ' || text[start-1] == '-' || text[start-1] == '.') {
		s.plate(start)
	}
	if end < len(text) && text[end]|0x20 == 'e' {
		s.rounded(start, end)
	}
	s.door(start, end)
	if (n == 4 || n == 8) && (text[start] == '1' || text[start] == '2') {
		s.birth(start)
	}
	if n >= 6 && n <= 12 {
		s.papers(start, end)
	}
	if n >= 9 && n <= 30 {
		s.account(start, end, n)
	}
}

// accountWord reports whether a word says that a number is that of an account.
func (s *scanner) accountWord(start int) bool {
	return labelled(withoutBrackets(s.before(start)), accountWords) || s.head != nil && containsAny(s.head(start), accountWords)
}

// withoutBrackets drops what stands in brackets at the end, as in 账号（农业银行）：.
func withoutBrackets(text string) string {
	trimmed := strings.TrimRight(text, " :：|")
	for _, b := range []struct{ open, shut string }{{"（", "）"}, {"(", ")"}} {
		if i := strings.LastIndex(trimmed, b.open); i >= 0 && strings.HasSuffix(trimmed, b.shut) {
			return trimmed[:i]
		}
	}
	return text
}

// account finds the digits of an account beside a word for it. A number that is an amount has a unit or a fraction.
func (s *scanner) account(start, end, digits int) {
	if digits < 9 || start < s.done || !s.accountWord(start) || s.measured(start, end) {
		return
	}
	if end+1 < len(s.text) && s.text[end] == '.' && s.text[end+1]-'0' <= 9 {
		return
	}
	s.hit(Account, start, end)
}

// papers finds the number of a passport or the like beside a word for it: up to two letters and the digits.
func (s *scanner) papers(start, end int) {
	from := start
	for from > 0 && start-from < 2 && letter(s.text[from-1]) {
		from--
	}
	if s.head == nil && !s.nearPapers(from) {
		return
	}
	if labelled(s.before(from), papersWords) || s.head != nil && containsAny(s.head(start), papersWords) {
		s.hit(Papers, from, end)
	}
}

// nearPapers reports whether a character of every word for papers stands where such a word is looked for: addresses
// of links are full of figures, and most are passed here.
func (s *scanner) nearPapers(at int) bool {
	window := s.text[max(0, at-200):at]
	for _, sign := range []string{"证", "护", "军", "警"} {
		if bytes.Contains(window, []byte(sign)) {
			return true
		}
	}
	return false
}

// rounded finds what a spreadsheet shows of a long number: 1.10105E+17. start is that of the fraction or of
// the whole number.
func (s *scanner) rounded(start, end int) {
	text := s.text
	if start < 2 || text[start]-'0' > 9 || text[start-1] != '.' || text[start-2]-'0' > 9 || start > 2 && (text[start-3]-'0' <= 9 || text[start-3] == '.') {
		return
	}
	rest := text[end+1:]
	for _, plus := range []string{"+", "&#43;", `\u002b`, `\u002B`} {
		if bytes.HasPrefix(rest, []byte(plus)) {
			rest = rest[len(plus):]
			break
		}
	}
	if len(rest) < 2 || rest[0]-'0' > 9 || rest[1]-'0' > 9 || len(rest) > 2 && (letter(rest[2]) || rest[2]-'0' <= 9) {
		return
	}
	lead := []byte{text[start-2], text[start]}
	switch exponent := two(rest); {
	case exponent == 10 && lead[0] == '1' && lead[1] >= '3':
	case (exponent == 17 || exponent == 14) && provinces[two(lead)] != (cities{}):
	case exponent >= 15 && exponent <= 18 && (lead[0] == '6' || lead[0] == '4' || lead[0] == '5'):
	default:
		return
	}
	s.hit(Broken, start-2, len(text)-len(rest)+2)
}
