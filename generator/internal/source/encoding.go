package source

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/generator/internal/diag"
)

// maxLine is the most bytes of one line. A paragraph of ten thousand characters is below;
// what is above is an embedded picture or a damaged file, and Markdown's worst cases grow
// with the square of it.
const maxLine = 32 << 10

var (
	errEmpty = diag.Define("GK0110", diag.Error,
		"这个文件是空的。", "请写上内容，或者删掉这个文件。")
	warnGB = diag.Define("GK0111", diag.Warning,
		"这个文件是 GBK（ANSI）编码，已按 GB18030 转换。", "请用记事本“另存为”，编码选 UTF-8，以后就不会有乱码的风险。")
	warnUTF16 = diag.Define("GK0112", diag.Warning,
		"这个文件是 UTF-16（记事本里叫“Unicode”）编码，已经转换。", "请用记事本“另存为”，编码选 UTF-8。")
	errBadBytes = diag.Define("GK0113", diag.Error,
		"这里有既不是 UTF-8 也不是 GBK 的字节，文件可能已损坏。", "请用记事本打开，改正这一处，再“另存为”UTF-8 编码。")
	errNUL = diag.Define("GK0114", diag.Error,
		"文件里有空字节（NUL），它不是文本文件，或者已经损坏。", "请用记事本重新输入内容，“另存为”UTF-8 编码；Word、WPS 文档不能直接改名成 .md。")
	errControl = diag.Define("GK0115", diag.Error,
		"这里有一个看不见的控制字符（U+%04X）。", "多半是从别的软件粘贴来的：请删掉它，或者把这一行重新输入。")
	warnLost = diag.Define("GK0116", diag.Warning,
		"这里有乱码“%s”，原来的字在以前转换编码时已经丢失。", "请对照原件把字补上。")
	errLongLine = diag.Define("GK0117", diag.Error,
		"这一行有 %d KB，太长了。", "请把它分成几段；图片请另存为文件，再用链接引用。")
)

var utf8BOM = []byte("\uFEFF")

// decode makes text of the bytes of a file, or says why it cannot. A byte order mark
// decides first, then strict UTF-8, then GB18030: detectors that guess fail on short texts.
func decode(path string, raw []byte, r *diag.Report) *file {
	text, ok := toUTF8(path, raw, r)
	if !ok {
		return nil
	}
	f := newFile(path, text, r)
	if len(bytes.TrimSpace(f.data)) == 0 {
		f.reportAt(errEmpty, diag.Pos{File: path})
		return nil
	}
	if !f.checkCharacters() || !f.checkLineLengths() {
		return nil
	}
	return f
}

// decodeAnyway makes the best of the bytes of a file: for excerpts.
func decodeAnyway(raw []byte) []byte {
	if text, ok := toUTF8("", raw, new(diag.Report)); ok {
		return text
	}
	return bytes.TrimPrefix(unixLines(raw), utf8BOM)
}

// toUTF8 converts the bytes of a file, with lines that end in \n.
func toUTF8(path string, raw []byte, r *diag.Report) ([]byte, bool) {
	if bytes.HasPrefix(raw, []byte("\xFF\xFE")) || bytes.HasPrefix(raw, []byte("\xFE\xFF")) {
		r.Add(warnUTF16.At(diag.Pos{File: path}))
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
		if err != nil {
			r.Add(errBadBytes.At(diag.Pos{File: path}))
			return nil, false
		}
		return unixLines(text), true
	}
	raw, marked := bytes.CutPrefix(unixLines(raw), utf8BOM)
	switch {
	case utf8.Valid(raw):
		return raw, true
	case bytes.IndexByte(raw, 0) >= 0:
		newFile(path, raw, r).report(errNUL, bytes.IndexByte(raw, 0))
		return nil, false
	case marked, mostlyUTF8(raw):
		reportInvalid(path, raw, r)
		return nil, false
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		reportInvalid(path, raw, r)
		return nil, false
	}
	r.Add(warnGB.At(diag.Pos{File: path}))
	return text, true
}

// mostlyUTF8 reports whether bytes that are not UTF-8 were meant to be. Nearly any bytes
// are GB18030 too, so that one broken character would turn a whole file into other
// characters. In text that really is GBK, three bytes in a row seldom happen to be one
// UTF-8 character.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n >= 3:
			good++
		}
		raw = raw[n:]
	}
	return good > bad
}

// reportInvalid reports the first byte of each line that is not UTF-8.
func reportInvalid(path string, raw []byte, r *diag.Report) {
	f := newFile(path, raw, r)
	f.index()
	for n, start := range f.lines {
		line := f.line(n + 1)
		for i := 0; i < len(line); {
			c, size := utf8.DecodeRune(line[i:])
			if c == utf8.RuneError && size == 1 {
				f.report(errBadBytes, start+i)
				break
			}
			i += size
		}
	}
}

// unixLines turns the line ends of Windows and of old Macs into \n.
func unixLines(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// checkCharacters looks for characters that no author types. It reports whether the file is
// text at all.
func (f *file) checkCharacters() bool {
	if i := bytes.IndexByte(f.data, 0); i >= 0 {
		f.report(errNUL, i)
		return false
	}
	for i, b := range f.data {
		switch {
		case b < ' ' && b != '\n' && b != '\t', b == 0x7F:
			f.report(errControl, i, b)
		case b == 0xC2 && f.data[i+1] < 0xA0: // C1 controls; valid UTF-8 has a second byte
			f.report(errControl, i, f.data[i+1])
		}
	}
	for _, lost := range []string{"\uFFFD", "锟斤拷", "烫烫烫"} {
		f.reportLost(lost)
	}
	return true
}

// reportLost reports the first place on each line where characters were lost.
func (f *file) reportLost(mark string) {
	for from := 0; ; {
		i := bytes.Index(f.data[from:], []byte(mark))
		if i < 0 {
			return
		}
		f.report(warnLost, from+i, mark)
		from = f.lineEnd(from + i)
	}
}

func (f *file) checkLineLengths() bool {
	ok := true
	for from := 0; from < len(f.data); {
		end := f.lineEnd(from)
		if end-from > maxLine {
			f.report(errLongLine, from, (end-from)>>10)
			ok = false
		}
		from = end + 1
	}
	return ok
}
