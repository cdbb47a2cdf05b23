package privacy

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// birth finds a date that is said to be one of birth: by a word or the sex before it, by a word behind it, or by the head of its column.
func (s *scanner) birth(start int) {
	end := s.date(start)
	if end == 0 {
		return
	}
	// Pages are full of dates: most are passed here.
	around := s.text[max(0, start-120):min(len(s.text), end+12)]
	if s.head == nil && !bytes.Contains(around, []byte("生")) && !bytes.Contains(around, []byte("男")) && !bytes.Contains(around, []byte("女")) {
		return
	}
	ctx := s.before(start)
	said := labelled(ctx, birthWords) || s.head != nil && containsAny(s.head(start), birthWords) || afterSex(ctx)
	if !said {
		rest := strings.TrimLeft(string(s.text[end:min(len(s.text), end+12)]), " 　")
		born, ok := strings.CutPrefix(rest, "生")
		next, _ := utf8.DecodeRuneInString(born)
		said = strings.HasPrefix(rest, "出生") || ok && !unicode.Is(unicode.Han, next) // but not 生效, 生产
	}
	if said {
		s.hit(Birth, start, end)
	}
}

// afterSex reports whether the last thing before a date is somebody's sex, as in 张三，男，汉族，1968年5月12日.
func afterSex(text string) bool {
	const between = filler + "汉族回满壮苗彝藏蒙土家维吾尔傣白侗瑶"
	rest := strings.TrimRight(text, between)
	if rest == text || !strings.HasSuffix(rest, "男") && !strings.HasSuffix(rest, "女") {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(rest[:len(rest)-len("男")])
	return before == utf8.RuneError || strings.ContainsRune(filler, before)
}

// date returns the end of a date to the day that somebody may have been born on, or 0.
func (s *scanner) date(i int) int {
	text := s.text
	year, i := figures(text, i, 8)
	if year > 9999 {
		if y, m, d := year/10000, year/100%100, year%100; y >= 1900 && y <= s.year && day(m, d) {
			return i
		}
		return 0
	}
	if year < 1900 || year > s.year {
		return 0
	}
	i, sep := dateMark(text, i, "年")
	month, i := figures(text, i, 2)
	if sep == "" {
		return 0
	}
	next, sep2 := dateMark(text, i, "月")
	d, end := figures(text, next, 2)
	if sep2 == "" || !day(month, d) || sep == "年" != (sep2 == "月") {
		return 0
	}
	if bytes.HasPrefix(text[end:], []byte("日")) {
		end += len("日")
	}
	return end
}

// figures reads up to so many plain digits.
func figures(text []byte, i, most int) (value, end int) {
	for n := 0; n < most && i < len(text) && text[i]-'0' <= 9; n++ {
		value = value*10 + int(text[i]-'0')
		i++
	}
	return value, i
}

// dateMark reads what stands between the parts of a date.
func dateMark(text []byte, i int, word string) (end int, mark string) {
	for _, m := range []string{word, "-", ".", "/", "－"} {
		for _, space := range []string{"", " "} {
			if m := space + m; bytes.HasPrefix(text[min(i, len(text)):], []byte(m)) {
				end = i + len(m)
				for end < len(text) && text[end] == ' ' {
					end++
				}
				return end, strings.TrimSpace(m)
			}
		}
	}
	return i, ""
}

// door finds an address to the door: 3号楼2单元501, and with a word that somebody lives there 12栋501室 or 幸福路12号.
func (s *scanner) door(start, end int) {
	text := s.text
	n := end - start
	if bytes.HasSuffix(text[:start], []byte("单元")) || bytes.HasSuffix(text[:start], []byte("单元-")) || bytes.HasSuffix(text[:start], []byte("单元 ")) {
		if (n == 3 || n == 4) && !counts(text[:end], text[end:]) {
			s.hit(Address, s.building(start), doorEnd(text, end))
		}
		return
	}
	if end >= len(text) || text[end] < 0xE5 || n > 5 {
		return
	}
	room := bytes.HasPrefix(text[end:], []byte("室"))
	if !room && !bytes.HasPrefix(text[end:], []byte("号")) && !bytes.HasPrefix(text[end:], []byte("户")) {
		return
	}
	from := s.building(start)
	if room && n >= 2 && bytes.Contains(text[from:start], []byte("单元")) {
		s.hit(Address, from, doorEnd(text, end))
		return
	}
	if bytes.HasPrefix(text[end:], []byte("号楼")) || bytes.HasPrefix(text[end:], []byte("号码")) {
		return
	}
	sentence := s.before(start)
	if i := strings.LastIndexAny(sentence, "。；;！"); i >= 0 {
		sentence = sentence[i:]
	}
	if s.head != nil && containsAny(s.head(start), homeWords) || containsAny(sentence, homeWords) {
		s.hit(Address, from, doorEnd(text, end))
	}
}

// counts reports whether what follows makes a number one of something else than a flat: 120户 are so many, as no
// floor has twenty doors.
func counts(number, rest []byte) bool {
	for _, w := range []string{"年", "元", "平", "米", "个", "人", "月", "天", "%", ".", "万", "次", "盏", "套", "块", "件", "处"} {
		if bytes.HasPrefix(rest, []byte(w)) {
			return true
		}
	}
	door := two(number[len(number)-2:])
	return bytes.HasPrefix(rest, []byte("户")) && (door == 0 || door > 12)
}

func doorEnd(text []byte, end int) int {
	for _, w := range []string{"室", "号", "户"} {
		if bytes.HasPrefix(text[end:], []byte(w)) {
			return end + len(w)
		}
	}
	return end
}

// building returns where the parts of a building begin that stand before an offset: 3号楼2单元.
func (s *scanner) building(at int) int {
	const most = 5 // 小区 3区 12号 4栋 2单元
	for range most {
		from := s.part(at)
		if from == at || from < s.done {
			break
		}
		at = from
	}
	return at
}

var (
	partWords = []string{"单元", "号楼", "栋", "幢", "座", "楼", "号", "组", "层"}
	hanDigits = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
)

// part returns where one part of a building begins that ends at an offset: digits, a letter or a Chinese digit, and a word.
func (s *scanner) part(at int) int {
	text, i := s.text, at
	for i > 0 && at-i < 3 && (text[i-1] == '-' || text[i-1] == ' ') {
		i--
	}
	for _, w := range partWords {
		if bytes.HasSuffix(text[:i], []byte(w)) {
			i -= len(w)
			break
		}
	}
	j := i
	for j > 0 && i-j < 5 && text[j-1]-'0' <= 9 {
		j--
	}
	for _, w := range hanDigits {
		if j == i && bytes.HasSuffix(text[:j], []byte(w)) {
			j -= len(w)
		}
	}
	if j == i && j > 0 && i < at && letter(text[j-1]) {
		j--
	}
	if j == i {
		return at
	}
	return j
}

const provinceSigns = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// plate finds a licence plate by its first digit (GA 36-2018): province, letter, five characters of which
// at most two are letters, or six with the letter of new energy.
func (s *scanner) plate(at int) {
	text := s.text
	if at >= 3 && 0xE4 <= text[at-3] && text[at-3] <= 0xE9 && text[at-1] >= 0x80 {
		return // a Chinese character right before the digit: most figures are passed here
	}
	from := -1
	for i := at - 1; i >= max(0, at-12); i-- {
		if text[i] >= 0xE4 && i+3 <= len(text) && strings.Contains(provinceSigns, string(text[i:i+3])) {
			from = i
			break
		}
	}
	if from < 0 {
		return
	}
	i := plateMark(text, from+3)
	city, n := upperAt(text, i)
	if city < 'A' || city > 'Z' || city == 'I' {
		return
	}
	i = plateMark(text, i+n)
	var body []byte
	for len(body) <= 6 {
		c, n := upperAt(text, i)
		if c == 0 {
			break
		}
		body = append(body, c)
		i += n
	}
	if i <= at {
		return
	}
	for _, w := range []string{"学", "警", "挂", "港", "澳", "领"} {
		if len(body) == 4 && bytes.HasPrefix(text[i:], []byte(w)) {
			body, i = append(body, '0'), i+len(w)
		}
	}
	if plateBody(body) {
		s.hit(Plate, from, i)
	}
}

// plateMark passes the dot of a plate.
func plateMark(text []byte, i int) int {
	for _, sep := range []string{"·", "•", "．", " ", "-", ".", "　"} {
		if bytes.HasPrefix(text[i:], []byte(sep)) {
			return i + len(sep)
		}
	}
	return i
}

func plateBody(body []byte) bool {
	letters := 0
	for _, c := range body {
		switch {
		case c == 'I' || c == 'O':
			return false
		case c >= 'A':
			letters++
		}
	}
	energy := func(c byte) bool { return c >= 'A' && c <= 'K' }
	switch len(body) {
	case 5:
		return letters <= 2
	case 6:
		return letters >= 1 && letters <= 2 && (energy(body[0]) && body[2] < 'A' && body[3] < 'A' && body[4] < 'A' && body[5] < 'A' ||
			energy(body[5]) && letters == 1)
	}
	return false
}

// upperAt reads a letter in upper case or a digit, full-width ones too. It returns 0 for anything else.
func upperAt(text []byte, i int) (c byte, n int) {
	if i >= len(text) {
		return 0, 0
	}
	c, n = text[i], 1
	if c == 0xEF && i+2 < len(text) && (text[i+1] == 0xBC || text[i+1] == 0xBD) {
		r, _ := utf8.DecodeRune(text[i:])
		if r < '０' || r > 'ｚ' {
			return 0, 0
		}
		c, n = byte(r-'０')+'0', 3
	}
	switch {
	case c-'0' <= 9:
	case letter(c):
		c &^= 0x20
	default:
		return 0, 0
	}
	return c, n
}

// wideAt reports whether a text begins with a full-width @.
func wideAt(text []byte) bool { return bytes.HasPrefix(text, []byte("＠")) }

// escapedAt measures an @ that is written as an entity or with a percent sign.
func escapedAt(text []byte) int {
	for _, e := range []string{"%40", "&#64;", "&#x40;", "&commat;"} {
		if bytes.HasPrefix(text, []byte(e)) {
			return len(e)
		}
	}
	return 0
}

// fileTypes end names of files with an @ in them, as in logo@2x.png.
var fileTypes = map[string]bool{"png": true, "jpg": true, "jpeg": true, "gif": true, "webp": true, "svg": true, "css": true, "js": true, "mjs": true}

// email finds an address around an @ at an offset; after is behind it.
func (s *scanner) email(at, after int) {
	text := s.text
	start, end := at, after
	for start > 0 && at-start < 64 && (wordByte(text, start-1) || strings.IndexByte("._+-", text[start-1]) >= 0) {
		start--
	}
	for end < len(text) && end-after < 253 && (wordByte(text, end) || text[end] == '.' || text[end] == '-') {
		end++
	}
	domain := strings.TrimRight(string(text[after:end]), ".-")
	end = after + len(domain)
	dot := strings.LastIndexByte(domain, '.')
	if start == at || dot < 1 || len(domain)-dot < 3 || fileTypes[strings.ToLower(domain[dot+1:])] {
		return
	}
	for _, c := range []byte(domain[dot+1:]) {
		if !letter(c) {
			return
		}
	}
	s.hit(Email, start, end)
}
