package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key returns what identifies personal information however it is written: without spaces, marks and tags, in
// upper case and half width. Two texts with one key mean the same number.
func Key(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if d, n := digitAt([]byte(text), i); d != 0 {
			b.WriteByte(d)
			i += n
			continue
		}
		if n, kind := joint([]byte(text[i:])); n > 1 && kind == 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if '！' <= r && r <= '～' {
			r += '!' - '！'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' || r == '.' && strings.Contains(text, "@") {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// MaskName keeps the surname of a name, and the last character of a longer one: 张*, 张*华.
func MaskName(name string) string {
	r := []rune(strings.TrimSpace(name))
	switch {
	case len(r) < 2:
		return string(r)
	case len(r) == 2:
		return string(r[0]) + "*"
	}
	return string(r[0]) + strings.Repeat("*", len(r)-2) + string(r[len(r)-1])
}

// Mask returns the form in which personal information may be shown: 138****1234, the last four digits of a card.
// Of identity numbers next to nothing stays, as their parts tell region and age.
func Mask(k Kind, text string) string {
	key := []rune(Key(text))
	keep := func(first, last int) string {
		if len(key) < first+last {
			return strings.Repeat("*", len(key))
		}
		return string(key[:first]) + strings.Repeat("*", len(key)-first-last) + string(key[len(key)-last:])
	}
	switch k {
	case Mobile:
		if len(key) == 11 {
			return string(key[:3]) + "****" + string(key[7:])
		}
		return "****" + string(key[max(0, len(key)-4):])
	case ID, Doubtful, ID15:
		return keep(0, 2)
	case Card, Account:
		return "****" + string(key[max(0, len(key)-4):])
	case Email:
		name, host, _ := strings.Cut(strings.ToLower(string(key)), "@")
		_, first := utf8.DecodeRuneInString(name)
		return name[:first] + "***@" + host
	case Plate:
		return keep(2, 2)
	case Birth:
		return string(key[:min(4, len(key))]) + "年"
	case Address:
		return "（只写到小区）"
	}
	return "***"
}
