package attach

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// Bounds of a PDF that is read: the library keeps the whole of it in memory.
const (
	maxPDF   = 32 << 20
	maxPages = 500
	maxNodes = 10 * maxPages // of the tree that the pages hang on
	maxTree  = 50            // how deep it may be
)

// pdf reads the text of a PDF where it has any.
func (r *reading) pdf(data []byte) {
	if len(data) > maxPDF {
		r.unread("这个 PDF 太大")
		return
	}
	text, blank, err := pdfText(data)
	switch {
	case err != nil:
		r.unread("这个 PDF 有密码，或者写法特别，里面的文字读不出来")
		return
	case blank > 0:
		r.unread(fmt.Sprintf("这个 PDF 有 %d 页没有文字，多半是扫描件", blank))
	case strings.Contains(text, string(utf8.RuneError)):
		r.unread("这个 PDF 的一部分文字没有编码")
	}
	r.text(text)
}

// pdfText returns the text of all pages, and how many have none. Each page is given twice: as its text stands in the
// file, and by rows, because programs write some numbers digit by digit.
func pdfText(data []byte) (text string, blank int, err error) {
	defer func() {
		if v := recover(); v != nil { // the library panics at what it does not expect
			err = fmt.Errorf("pdf: %v", v)
		}
	}()
	doc, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", 0, err
	}
	var b strings.Builder
	pages := doc.NumPage()
	if pages == 0 || pages > maxPages {
		return "", 0, fmt.Errorf("pdf: %d pages", pages)
	}
	nodes := 0
	if endless(doc.Trailer().Key("Root").Key("Pages"), 0, &nodes) {
		return "", 0, errors.New("pdf: a tree of pages without an end")
	}
	for i := 1; i <= pages; i++ {
		page := doc.Page(i)
		plain, err := page.GetPlainText(nil)
		if err != nil {
			return "", 0, err
		}
		if strings.TrimSpace(plain) == "" {
			blank++
		}
		b.WriteString(plain + "\n")
		rows, err := page.GetTextByRow()
		if err != nil {
			return "", 0, err
		}
		for _, row := range rows {
			for _, word := range row.Content {
				b.WriteString(word.S + " ")
			}
			b.WriteByte('\n')
		}
	}
	info := doc.Trailer().Key("Info")
	for _, key := range info.Keys() {
		b.WriteString(info.Key(key).Text() + "\n")
	}
	return b.String(), blank, nil
}

// endless reports whether the tree of pages leads back to itself, down or up: the library would never come to an end.
func endless(node pdf.Value, depth int, nodes *int) bool {
	up := 0
	for v := node; !v.IsNull(); v = v.Key("Parent") {
		if up++; up > maxTree {
			return true
		}
	}
	if depth > maxTree {
		return true
	}
	kids := node.Key("Kids")
	for i := range kids.Len() {
		if *nodes++; *nodes > maxNodes || endless(kids.Index(i), depth+1, nodes) {
			return true
		}
	}
	return false
}
