package search

import (
	"slices"
	"strings"
	"unicode"
)

// The terms of a text are every letter or Chinese character, every two neighbouring ones, and numbers without the commas
// between thousands.

// letters calls f for the letters of a text, each alone (b is 0) and with the one after it.
func letters(text string, f func(a, b rune)) {
	var last rune
	for _, r := range text {
		if r < 0x4E00 || r > 0x9FFF { // most are Chinese characters
			if r = fold(r); r < 'a' || !unicode.IsLetter(r) {
				last = 0
				continue
			}
		}
		f(r, 0)
		if last != 0 {
			f(last, r)
		}
		last = r
	}
}

// numbers calls f for the numbers of a text as the page's script tells them apart: digits, with a point between them or
// a comma before three of them.
func numbers(text string, f func(string)) {
	if foldsNumbers(text) {
		text = strings.Map(fold, text)
	}
	for i := 0; i < len(text); i++ {
		end, commas := digits(text, i), false
		if end == i {
			continue
		}
		for end < len(text) {
			next := digits(text, end+1)
			n := next - end - 1
			if (text[end] != '.' || n == 0) && (text[end] != ',' || n != 3) {
				break
			}
			commas = commas || text[end] == ','
			end = next
		}
		if number := text[i:end]; commas {
			f(strings.ReplaceAll(number, ",", ""))
		} else {
			f(number)
		}
		i = end // which is no digit
	}
}

// foldsNumbers reports whether a text has full-width digits, or a full-width comma or point between others: these are
// few, while there is punctuation that looks like it everywhere.
func foldsNumbers(text string) bool {
	const fullWidth = "\xEF\xBC" // how all of them begin
	for {
		i := strings.Index(text, fullWidth)
		if i < 0 || i+len(fullWidth) == len(text) {
			return false
		}
		switch c, next := text[i+len(fullWidth)], text[i+len("，"):]; {
		case '0' <= c-0x60 && c-0x60 <= '9': // ０ to ９
			return true
		case strings.HasPrefix(text[i:], "，") || strings.HasPrefix(text[i:], "．"):
			if i > 0 && digits(text[i-1:], 0) > 0 && digits(next, 0) > 0 {
				return true
			}
		}
		text = text[i+len(fullWidth):]
	}
}

// digits returns where the digits end that begin at a place of a text.
func digits(text string, i int) int {
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return i
}

// fold makes small letters of large ones and ordinary characters of full-width ones, as the page's script does.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return fold(r - 0xFEE0)
	}
	return r
}

// terms are the files in which each term occurs, in titles and anywhere.
type terms struct {
	pairs table
	whole map[string]*places // numbers
}

// places are files by their numbers, ascending.
type places struct{ titles, all []int32 }

func newTerms() *terms { return &terms{pairs: newTable(), whole: map[string]*places{}} }

// add notes what the documents of a file contain.
func (t *terms) add(file int, docs []Doc) {
	for i := range docs {
		for _, text := range []struct {
			string
			title bool
		}{{docs[i].Title, true}, {docs[i].Text, false}} {
			letters(text.string, func(a, b rune) { t.pairs.at(pair(a, b)).note(int32(file), text.title) })
			numbers(text.string, func(n string) {
				p := t.whole[n]
				if p == nil {
					p = &places{}
					t.whole[n] = p
				}
				p.note(int32(file), text.title)
			})
		}
	}
}

func (p *places) note(file int32, title bool) {
	if n := len(p.all); n == 0 || p.all[n-1] != file {
		p.all = append(p.all, file)
	}
	if n := len(p.titles); title && (n == 0 || p.titles[n-1] != file) {
		p.titles = append(p.titles, file)
	}
}

// term is a term with its places, encoded.
type term struct{ text, places string }

// part is the terms of a file, in order.
type part []term

// parts returns all terms in the order of the browser, cut into files.
func (t *terms) parts(files int) []part {
	all := make(part, 0, len(t.pairs.values)+len(t.whole))
	for i, key := range t.pairs.keys {
		all = append(all, term{key.text(), t.pairs.values[i].code(files)})
	}
	for n, p := range t.whole {
		all = append(all, term{n, p.code(files)})
	}
	slices.SortFunc(all, func(a, b term) int { return strings.Compare(a.text, b.text) })
	var out []part
	from, size := 0, 0
	for i := range all {
		if size > fileSize {
			out = append(out, all[from:i])
			from, size = i, 0
		}
		size += len(all[i].text) + len(all[i].places) + 6
	}
	if from < len(all) {
		out = append(out, all[from:])
	}
	return out
}

// object is a part as a browser gets it. A map is encoded in the order of its keys.
func (p part) object() map[string]string {
	all := make(map[string]string, len(p))
	for _, t := range p {
		all[t.text] = t.places
	}
	return all
}

// code writes places in letters, so that no row of digits in an index looks like somebody's number: the files,
// and if any has the term in a title, a comma and those.
func (p *places) code(files int) string {
	s := encode(p.all, files)
	if len(p.titles) > 0 {
		s += "," + encode(p.titles, files)
	}
	return s
}

// encode writes ascending numbers below n as the shorter of two forms: after "=" one letter for every five
// numbers, whose bits say which of them are there; or the steps from each to the next with small letters for the last
// digit of a step, in base 26, and capitals for those before.
func encode(numbers []int32, n int) string {
	if len(numbers) > n/5 {
		bits := make([]byte, (n+4)/5)
		for _, i := range numbers {
			bits[i/5] |= 1 << (i % 5)
		}
		for i := range bits {
			bits[i] = alphabet[bits[i]]
		}
		return "=" + string(bits)
	}
	var out []byte
	last := int32(-1)
	for _, i := range numbers {
		step := i - last - 1
		last = i
		var digits []byte
		for digits = []byte{byte('a' + step%26)}; step >= 26; {
			step = step/26 - 1
			digits = append(digits, byte('A'+step%26))
		}
		slices.Reverse(digits)
		out = append(out, digits...)
	}
	return string(out)
}

// alphabet has a letter for every number below 32.
const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEF"
