// Package privacy finds personal information in text, and masks it.
//
// It knows neither files nor boards: bytes go in, hits with their offsets come
// out. [Scan] is a single pass that looks closer only at digits, at signs and
// full-width characters, so that every page of a site can be looked at after it
// is made. [Lines] scans text that has lines, such as sources and spreadsheets,
// and knows for the rows of a table what the head of each column says.
//
// Structured numbers are found by their own arithmetic: the check digit of
// identity numbers (GB 11643), Luhn's of bank cards, the ranges of mobile
// numbers. The rest – birth dates, addresses, accounts, papers – has no form of
// its own and counts only beside a word that says what it is.
//
// What it cannot find: names, and anything in pictures.
package privacy

import (
	"bytes"
	"sync"
)

// Kind is a sort of personal information.
type Kind uint8

// The kinds.
const (
	ID       Kind = iota + 1 // identity number of 18 digits whose check digit is right
	Doubtful                 // looks like one, but the check digit is wrong
	ID15                     // identity number of 15 digits, issued until 1999
	Broken                   // number that a spreadsheet has rounded
	Card                     // bank card
	Mobile                   // mobile phone
	Email                    // e-mail address
	Plate                    // licence plate
	Address                  // address to the door
	Birth                    // birth date, to the day
	Account                  // bank account
	Papers                   // passport, travel permit, military papers
	Illness                  // illness of somebody in a list of aid
)

var names = [...]string{
	ID: "身份证号码", Doubtful: "疑似身份证号码", ID15: "15位身份证号码", Broken: "被表格软件改坏的长号码", Card: "银行卡号",
	Mobile: "手机号码", Email: "电子邮箱", Plate: "车牌号", Address: "门牌住址", Birth: "出生日期", Account: "银行账号",
	Papers: "护照、通行证或军人证件号码", Illness: "病情",
}

// String returns what a clerk calls it.
func (k Kind) String() string { return names[k] }

// Hit is personal information at a place of a text.
type Hit struct {
	Kind       Kind
	Start, End int // byte offsets
}

// scanner is one pass over a text.
type scanner struct {
	text  []byte
	year  int              // nobody was born later
	head  func(int) string // what the head of the column at an offset says; nil outside of tables
	found func(Hit)        // takes hits, in order
	run   run
	done  int // end of the last hit
}

// scanners are used again, since each is large and there are tens of thousands of files to look at.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

// Scan calls found for all personal information in a text, in order and without
// overlaps. year is the as-of year. The text may be HTML: tags do not hide a number that they divide.
func Scan(text []byte, year int, found func(Hit)) {
	s := scanners.Get().(*scanner)
	s.text, s.year, s.found, s.head, s.done = text, year, found, nil, 0
	s.scan()
	s.text, s.found = nil, nil
	scanners.Put(s)
}

// What the pass stops at.
const (
	plain = iota
	digit
	at
	wide    // first byte of full-width characters
	escaped // & and %, which may be a digit in disguise
	equals  // may begin the path of a drawing, or a coordinate of one
)

var classes = func() (c [256]uint8) {
	for d := '0'; d <= '9'; d++ {
		c[d] = digit
	}
	c['@'], c[0xEF], c['&'], c['%'], c['='] = at, wide, escaped, escaped, equals
	return c
}()

func (s *scanner) scan() {
	text := s.text
	for i := 0; i < len(text); {
		switch classes[text[i]] {
		case plain:
			i++
			for i < len(text) && classes[text[i]] == plain {
				i++
			}
		case digit:
			i = s.number(i)
		case at:
			s.email(i, i+1)
			i++
		case wide:
			if wideAt(text[i:]) {
				s.email(i, i+3)
			}
			if d, _ := digitAt(text, i); d != 0 {
				i = s.number(i)
				continue
			}
			i += min(3, len(text)-i)
		case escaped:
			if d, _ := digitAt(text, i); d != 0 {
				i = s.number(i)
				continue
			}
			n := escapedAt(text[i:])
			if n > 0 {
				s.email(i, i+n)
			} else if text[i] == '%' && hex(text, i+1) && hex(text, i+2) {
				n = 3 // half a character of an address, whose digits mean nothing
			}
			i += max(1, n)
		case equals:
			i = afterDrawing(text, i)
		}
	}
}

// hit reports personal information unless it overlaps with what was found before it.
func (s *scanner) hit(k Kind, start, end int) bool {
	if start < s.done {
		return false
	}
	s.done = end
	s.found(Hit{k, start, end})
	return true
}

// afterDrawing returns where to go on after an equals sign: the coordinates of an SVG drawing, in long rows or one in
// an attribute of its own, are most figures of a page, and nobody reads them.
func afterDrawing(text []byte, i int) int {
	if i < 2 || i+2 >= len(text) || text[i+1] != '"' {
		return i + 1
	}
	if text[i-1] == 'd' && text[i-2] == ' ' && text[i+2]|0x20 == 'm' || i > 6 && string(text[i-6:i]) == "points" {
		if n := bytes.IndexByte(text[i+2:], '"'); n >= 0 {
			return i + 2 + n
		}
		return i + 1
	}
	const most = 5 // no document has so short a number
	digits := 0
	for j := i + 2; j < len(text) && digits <= most; j++ {
		switch c := text[j]; {
		case c == '"':
			return j
		case c-'0' <= 9:
			digits++
		case c != '.':
			return i + 1
		}
	}
	return i + 1
}

func hex(text []byte, i int) bool {
	return i < len(text) && (text[i]-'0' <= 9 || text[i]|0x20 >= 'a' && text[i]|0x20 <= 'f')
}
