// Package led makes texts that LED strips can show: only characters that their fonts have, cut
// into messages that their memory holds, in the encodings that their programs import.
//
// Most strips have a font of the characters of GB2312; what a font lacks shows as a box or
// not at all. So each character is kept, replaced by one that says the same, or refused: a
// message never has a “?” in it that nobody wrote.
package led

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// substitutes say the same with characters of GB2312.
var substitutes = map[rune]string{
	'¥': "￥", '〇': "○", '㎡': "平方米", '㎥': "立方米", '㎏': "公斤", '㎝': "厘米", '㎜': "毫米", '㎞': "公里",
	'•': "·", '–': "-", '‑': "-", '−': "-", '～': "~", '⁄': "/", '½': "1/2", '¼': "1/4", '¾': "3/4",
	'²': "2", '³': "3", '℉': "华氏度", '㏄': "毫升", '№': "No.", '►': "", '★': "★",
	'\u00a0': " ", '\u2002': " ", '\u2003': " ", '\u2009': " ", '\u3000': " ", '\t': " ", '\n': " ", '\r': "",
	'\u200b': "", '\u200c': "", '\u200d': "", '\ufeff': "", '\ufe0f': "", '\u00ad': "",
}

// Text returns a text with only characters of GB2312, white space folded, and the characters
// that could not be replaced.
func Text(s string) (text string, refused []rune) {
	var b strings.Builder
	for _, r := range s {
		if sub, ok := substitutes[r]; ok {
			b.WriteString(sub)
			continue
		}
		if !inGB2312(r) {
			refused = append(refused, r)
			continue
		}
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " "), refused
}

// inGB2312 reports whether a strip's font has a character. HZ is an encoding of GB2312.
func inGB2312(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r != 0x7f
	}
	_, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil
}

// Limit is the longest message that a strip takes, in characters or in bytes. Zero is no limit.
type Limit struct {
	N     int
	Bytes bool // of the strip's encoding, not characters
	UTF8  bool // the encoding that bytes are counted in is UTF-8, not GBK
}

// size returns what a text takes of the limit.
func (l Limit) size(s string) int {
	n := 0
	for _, r := range s {
		n += l.width(r)
	}
	return n
}

func (l Limit) width(r rune) int {
	switch {
	case !l.Bytes || r < utf8.RuneSelf:
		return 1
	case l.UTF8:
		return utf8.RuneLen(r)
	}
	return 2
}

// Split cuts a text into messages of at most the limit, after punctuation where there is any
// in the second half of a message. Parts of a text say which they are: （1/2）.
func Split(s string, l Limit) []string {
	if l.N <= 0 || l.size(s) <= l.N {
		return []string{s}
	}
	const mark = "（1/9）" // the width of what is put before each part
	room := Limit{N: l.N - l.size(mark), Bytes: l.Bytes, UTF8: l.UTF8}
	if room.N < l.N/2 {
		return []string{s} // too short a strip to number parts; the caller reports it
	}
	var parts []string
	for rest := []rune(s); len(rest) > 0; {
		n := room.fit(rest)
		parts = append(parts, strings.TrimSpace(string(rest[:n])))
		rest = rest[n:]
	}
	if len(parts) > 9 {
		return []string{s}
	}
	for i := range parts {
		parts[i] = "（" + digit(i+1) + "/" + digit(len(parts)) + "）" + parts[i]
	}
	return parts
}

func digit(n int) string { return string(rune('0' + n)) }

// fit returns how many characters make the next part.
func (l Limit) fit(text []rune) int {
	used, n, pause := 0, 0, 0
	for n < len(text) {
		used += l.width(text[n])
		if used > l.N {
			break
		}
		n++
		if strings.ContainsRune("，。；、：！？ ", text[n-1]) {
			pause = n
		}
	}
	if n < len(text) && pause > n/2 {
		return pause
	}
	return max(n, 1)
}

// Fits reports whether a message is within the limit.
func (l Limit) Fits(s string) bool { return l.N <= 0 || l.size(s) <= l.N }

// UTF8 is the messages as a file, one on a line.
func UTF8(messages []string) []byte { return []byte(file(messages)) }

// GBK is the messages as a file in the encoding that Chinese programs on Windows expect, without a byte order mark.
func GBK(messages []string) ([]byte, error) {
	return simplifiedchinese.GBK.NewEncoder().Bytes([]byte(file(messages)))
}

func file(messages []string) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(m)
		b.WriteString("\r\n")
	}
	return b.String()
}
