package attach

import (
	"archive/zip"
	"bytes"
	"io"
	"math/big"
	"path"
	"strconv"
	"strings"
)

// Bounds of what is unpacked of one attachment.
const (
	maxUnpacked = 64 << 20
	maxEntries  = 4000
	maxDepth    = 2
)

// archive reads the parts of a zip file, which office documents (docx, xlsx, pptx, odt, ofd) are too.
func (r *reading) archive(data []byte, depth int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case err != nil:
		r.unread("压缩包已经损坏")
		return
	case len(z.File) > maxEntries || depth >= maxDepth:
		r.unread("压缩包里的文件太多或者套得太深")
		return
	}
	office := z.File[0].Name == "mimetype"
	for _, f := range z.File {
		office = office || f.Name == "[Content_Types].xml" || f.Name == "OFD.xml"
	}
	shared := r.sharedStrings(z)
	pictures := 0
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r.text(f.Name)
		if office && !readable(f.Name) {
			pictures++
			continue
		}
		part, ok := r.part(f)
		switch {
		case !ok:
			return
		case !office:
			r.read(lowerExt(f.Name), part, depth+1)
		case isSheet(f.Name):
			r.text(sheet(part, shared))
		default:
			r.text(xmlText(part))
		}
	}
	if pictures > 0 {
		r.unread("里面有 " + strconv.Itoa(pictures) + " 个图片或者嵌入的文件没有看")
	}
}

func lowerExt(name string) string { return strings.ToLower(path.Ext(name)) }

// readable reports whether a part of an office document holds text.
func readable(name string) bool {
	switch lowerExt(name) {
	case ".xml", ".rels", ".txt", ".vml", "":
		return true
	}
	return false
}

func isSheet(name string) bool { return strings.HasPrefix(name, "xl/worksheets/sheet") }

// part unpacks one part. It reports false when nothing more is to be unpacked.
func (r *reading) part(f *zip.File) ([]byte, bool) {
	if f.Flags&1 != 0 {
		r.unread("有密码")
		return nil, false
	}
	in, err := f.Open()
	if err != nil {
		r.unread("里面的“" + f.Name + "”读不出来")
		return nil, false
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxUnpacked-r.size+1))
	r.size += int64(len(data))
	switch {
	case r.size > maxUnpacked:
		r.unread("解压以后太大")
		return nil, false
	case err != nil:
		r.unread("里面的“" + f.Name + "”读不出来")
		return nil, false
	}
	return data, true
}

// lineEnds and cellEnds are the elements of word processors and spreadsheets after which text goes on elsewhere.
var (
	lineEnds = map[string]bool{"p": true, "h": true, "tr": true, "row": true, "table-row": true, "si": true, "br": true, "TextObject": true, "creator": true, "lastModifiedBy": true}
	cellEnds = map[string]bool{"tc": true, "c": true, "table-cell": true, "tab": true}
)

// xmlText reads the text of a part: what formatting divides comes together, cells become columns.
func xmlText(data []byte) string {
	var b []byte
	visit(data, visitor{
		attribute: func(_, name, value []byte) {
			switch string(name) {
			case "descr", "title", "Target", "string-value", "value":
				b = append(append(append(b, '\n'), value...), '\n')
			}
		},
		text: func(text []byte) { b = append(b, text...) },
		end: func(name []byte) {
			switch {
			case lineEnds[string(name)]:
				b = append(b, '\n')
			case cellEnds[string(name)]: // a paragraph ends before its cell does, but the row goes on
				b = append(bytes.TrimRight(b, "\n"), '\t')
			}
		},
	})
	return string(b)
}

// sharedStrings reads the texts that the cells of a spreadsheet refer to by number.
func (r *reading) sharedStrings(z *zip.Reader) []string {
	for _, f := range z.File {
		if f.Name != "xl/sharedStrings.xml" {
			continue
		}
		data, ok := r.part(f)
		if !ok {
			return nil
		}
		var out []string
		var b strings.Builder
		visit(data, visitor{
			text: func(text []byte) { b.Write(text) },
			end: func(name []byte) {
				if string(name) == "si" {
					out = append(out, strings.TrimSpace(b.String()))
					b.Reset()
				}
			},
		})
		return out
	}
	return nil
}

// sheet reads the rows of a spreadsheet.
func sheet(data []byte, shared []string) string {
	var b strings.Builder
	var cell []byte
	kind := ""
	visit(data, visitor{
		start: func(name []byte) {
			switch string(name) {
			case "c":
				kind, cell = "", cell[:0]
			case "v", "t", "f":
				cell = cell[:0]
			}
		},
		attribute: func(of, name, value []byte) {
			if string(of) == "c" && string(name) == "t" {
				kind = string(value)
			}
		},
		text: func(text []byte) { cell = append(cell, text...) },
		end: func(name []byte) {
			switch string(name) {
			case "c":
				b.WriteString(shown(string(bytes.TrimSpace(cell)), kind, shared))
				b.WriteByte('\t')
			case "row":
				b.WriteByte('\n')
			}
		},
	})
	return b.String()
}

// shown is what a cell of a kind shows: a text, one of the texts that all cells share, or a number.
func shown(text, kind string, shared []string) string {
	switch kind {
	case "s":
		if n, err := strconv.Atoi(text); err == nil && n >= 0 && n < len(shared) {
			return shared[n]
		}
	case "":
		return written(text)
	}
	return text
}

// written writes a number of a spreadsheet in full: files have 1.3812345678E10 for a telephone number.
func written(text string) string {
	if !strings.ContainsAny(text, "eE") || len(text) > 40 {
		return text
	}
	f, _, err := big.ParseFloat(text, 10, 128, big.ToNearestEven)
	if err != nil || f.MantExp(nil) > 80 {
		return text
	}
	if n, exact := f.Int(nil); exact == big.Exact {
		return n.String()
	}
	return text
}
