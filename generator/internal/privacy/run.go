package privacy

import "bytes"

// Bounds of what one run holds. An identity number with each digit on its own has 18 groups.
const (
	maxGroups = 24
	maxDigits = 64
)

// run is digits that people may mean as one number: groups with little between them,
// as in 6222 0212 3456 7890 or 138-1234-5678.
type run struct {
	groups int
	group  [maxGroups]group
	digits int
	digit  [maxDigits]byte // '0' … '9', and 'X' at the end of an identity number
	at     [maxDigits + 1]int32
	end    [maxDigits]int32
}

// group is digits that nothing visible divides.
type group struct {
	from, to int  // in run.digit
	before   byte // what stands before it: '-', ' ', '.', '*' or 0 for nothing
}

// number reads the digits at an offset, looks whether they are personal, and returns where to go on.
func (s *scanner) number(i int) int {
	text := s.text
	if end := s.few(i); end > i {
		return end
	}
	next := s.read(i)
	s.judge()
	for s.run.digits == maxDigits && next < len(text) && text[next]-'0' <= 9 { // the rest of what is no number of a person
		next++
	}
	return next
}

// few looks at digits that are too few for what is found by its digits, and returns where they end: most figures of
// a page are short, alone or with a point or a stroke in them, as in 12.50 and 2026-11-22. It returns i for others.
func (s *scanner) few(i int) int {
	const most = 8 // an account has nine
	text := s.text
	var ends [most]int // of the groups; each begins one behind the end of the one before
	groups, digits := 0, 0
	j := i
	for {
		from := j
		for j < len(text) && text[j]-'0' <= 9 {
			j++
		}
		if digits += j - from; j == from || digits > most && (groups > 0 || digits > 10) {
			return i
		}
		ends[groups] = j
		groups++
		if j+1 >= len(text) || text[j] != '.' && text[j] != '-' || text[j+1]-'0' > 9 {
			break
		}
		j++
	}
	if continues(text, j) {
		return i
	}
	for _, end := range ends[:groups] {
		s.short(i, end)
		i = end + 1
	}
	return j
}

// continues reports whether what stands at an offset joins the digits before it to others behind it.
func continues(text []byte, j int) bool {
	if j >= len(text) {
		return false
	}
	switch text[j] {
	case '<': // but not </td>, which ends most figures
		if bytes.HasPrefix(text[j:], []byte("</t")) {
			return false
		}
	case ' ', '-', '.', '*', '_', '&', '%', '\\', '`', ')', 0xC2, 0xE2, 0xE3, 0xEF:
	default:
		return false
	}
	skip, _ := between(text[j:])
	d, _ := digitAt(text, j+skip)
	return d != 0
}

// read fills the run from an offset, and returns the end of what it took.
func (s *scanner) read(i int) int {
	r := &s.run
	r.groups, r.digits = 0, 0
	sep := byte(0)
	for {
		d, n := digitAt(s.text, i)
		if d == 0 || r.digits == maxDigits {
			break
		}
		if r.groups == 0 || sep != 0 {
			if r.groups == maxGroups {
				break
			}
			r.group[r.groups] = group{from: r.digits, before: sep}
			r.groups++
		}
		r.digit[r.digits], r.at[r.digits], r.end[r.digits] = d, int32(i), int32(i+n)
		r.digits++
		r.group[r.groups-1].to = r.digits
		i += n
		skip, kind := between(s.text[i:])
		if d, _ := digitAt(s.text, i+skip); d == 0 {
			if x := letterX(s.text[i+skip:]); x > 0 && r.digits >= 17 && endsAfterX(s.text[i+skip+x:]) {
				r.addX(int32(i+skip), int32(i+skip+x), kind)
				i += skip + x
			}
			break
		}
		sep = kind
		i += skip
	}
	return max(i, int(r.end[max(r.digits-1, 0)]))
}

// addX adds the X that the last digit of an identity number can be.
func (r *run) addX(at, end int32, sep byte) {
	if r.digits == maxDigits || sep != 0 && r.groups == maxGroups {
		return
	}
	if sep != 0 {
		r.group[r.groups] = group{from: r.digits, before: sep}
		r.groups++
	}
	r.digit[r.digits], r.at[r.digits], r.end[r.digits] = 'X', at, end
	r.digits++
	r.group[r.groups-1].to = r.digits
}

// between measures what may stand between the digits of one number, and says what it looks like: nothing
// for marks that a reader doesn't see.
func between(text []byte) (n int, kind byte) {
	stars := 0
	for n < len(text) {
		size, k := joint(text[n:])
		if size == 0 {
			break
		}
		switch {
		case k == '.' && kind == ' ' || k == ' ' && kind == '.': // the end of a sentence
			return 0, 0
		case k == 0 || k == ' ' && kind != 0:
		case k == '*' || k == '_': // as in **138**; three of them are a mask
			stars++
			kind = k
		case kind == 0 || kind == ' ':
			kind = k
		default:
			return 0, 0 // two marks
		}
		n += size
		if stars > 2 {
			return 0, 0
		}
	}
	return n, kind
}

// joint measures one mark between digits.
func joint(text []byte) (n int, kind byte) {
	switch c := text[0]; c {
	case ' ', '-', '.', '*', '_':
		return 1, c
	case ')': // as in (138)12345678
		return 1, '-'
	case '\\', '`':
		return 1, 0
	case '<':
		return tag(text)
	case '&':
		for _, e := range entities {
			if bytes.HasPrefix(text, []byte(e.text)) {
				return len(e.text), e.kind
			}
		}
	case 0xC2, 0xE2, 0xE3, 0xEF:
		for _, m := range marks {
			if bytes.HasPrefix(text, []byte(m.text)) {
				return len(m.text), m.kind
			}
		}
	}
	return 0, 0
}

type mark struct {
	text string
	kind byte
}

// marks are the characters that people, word processors and web pages put between digits.
var marks = []mark{
	{"\u00A0", ' '},
	{"\u2002", ' '},
	{"\u2003", ' '},
	{"\u2009", ' '},
	{"\u200A", ' '},
	{"\u202F", ' '},
	{"\u3000", ' '},
	{"\u00AD", 0},
	{"\u200B", 0},
	{"\u200C", 0},
	{"\u200D", 0},
	{"\u200E", 0},
	{"\u200F", 0},
	{"\u2060", 0},
	{"\uFEFF", 0},
	{"\u2010", '-'},
	{"\u2011", '-'},
	{"\u2013", '-'},
	{"\u2014", '-'},
	{"\u2212", '-'},
	{"－", '-'},
	{"）", '-'},
	{"·", '-'},
	{"．", '.'},
}

var entities = []mark{
	{"&nbsp;", ' '},
	{"&#160;", ' '},
	{"&shy;", 0},
	{"&#173;", 0},
	{"&#8203;", 0},
	{"&#x200b;", 0},
	{"&#x200B;", 0},
	{"&ZeroWidthSpace;", 0},
	{"&zwnj;", 0},
}

// inlineTags divide nothing for a reader.
var inlineTags = map[string]bool{
	"a": true, "b": true, "i": true, "u": true, "s": true, "em": true, "strong": true, "span": true, "code": true, "mark": true,
	"small": true, "sub": true, "sup": true, "del": true, "ins": true, "wbr": true, "font": true, "bdi": true, "bdo": true,
}

// tag measures an HTML tag that does not divide what stands around it.
func tag(text []byte) (n int, kind byte) {
	end := bytes.IndexByte(text[:min(len(text), 200)], '>')
	if end < 2 {
		return 0, 0
	}
	name := text[1:end]
	if name[0] == '/' {
		name = name[1:]
	}
	if i := bytes.IndexAny(name, " /"); i >= 0 {
		name = name[:i]
	}
	if len(name) == 0 || len(name) > 6 || !inlineTags[string(name)] && (name[0] > 'Z' || !inlineTags[string(bytes.ToLower(name))]) {
		return 0, 0
	}
	return end + 1, 0
}

// digitAt reads a digit at an offset, also a full-width one and one written as an HTML entity or
// with a percent sign. It returns 0 for anything else.
func digitAt(text []byte, i int) (d byte, n int) {
	if i >= len(text) {
		return 0, 0
	}
	switch c := text[i]; {
	case '0' <= c && c <= '9':
		return c, 1
	case c == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && 0x90 <= text[i+2] && text[i+2] <= 0x99:
		return text[i+2] - 0x90 + '0', 3
	case c == '%' && i+2 < len(text) && text[i+1] == '3' && text[i+2]-'0' <= 9:
		return text[i+2], 3
	case c == '&' && i+4 < len(text) && text[i+1] == '#':
		return entityDigit(text[i:])
	}
	return 0, 0
}

// entityDigit reads &#49; or &#x31;.
func entityDigit(text []byte) (d byte, n int) {
	end := bytes.IndexByte(text[:min(len(text), 10)], ';')
	if end < 0 {
		return 0, 0
	}
	code, base := bytes.ToLower(text[2:end]), 10
	if len(code) > 0 && code[0] == 'x' {
		code, base = code[1:], 16
	}
	v := 0
	for _, c := range code {
		digit := bytes.IndexByte([]byte("0123456789abcdef")[:base], c)
		if digit < 0 {
			return 0, 0
		}
		v = v*base + digit
	}
	if v < '0' || v > '9' {
		return 0, 0
	}
	return byte(v), end + 1
}

// letterX measures the X of an identity number, as people type it: Latin, full-width, Cyrillic or Greek.
func letterX(text []byte) int {
	for _, x := range []string{"X", "x", "Ｘ", "ｘ", "Х", "Χ"} {
		if bytes.HasPrefix(text, []byte(x)) {
			return len(x)
		}
	}
	return 0
}

// endsAfterX reports whether a number ends behind its X. The number of a disability certificate has two digits more.
func endsAfterX(rest []byte) bool {
	return !wordByte(rest, 0) || len(rest) > 1 && rest[0]-'0' <= 9 && rest[1]-'0' <= 9 && !wordByte(rest, 2)
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// wordByte reports whether a letter or a digit stands at an offset.
func wordByte(text []byte, i int) bool {
	return i >= 0 && i < len(text) && (letter(text[i]) || text[i]-'0' <= 9)
}
