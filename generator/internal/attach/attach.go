// Package attach looks into the files that records carry along: what text is in them, so that it can be searched for personal
// information, and what in them no reader sees but anybody can read, such as the place where a photo was taken.
//
// Photos lose everything but the picture. Office documents, PDF and text files are published as they are; their text is read
// where that needs no more than unpacking. What cannot be read – pictures of text, encrypted and old binary
// formats – is said in a finding, never passed over.
package attach

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/generator/internal/diag"
)

var (
	warnUnread = diag.Define("GK0629", diag.Warning,
		"附件“%[1]s”没有查全：%[2]s，不知道里面有没有个人信息。", "请打开附件自己看一遍；能换成带文字的 docx、xlsx、csv 或 PDF 的，换一个。")
	errBroken = diag.Define("GK0631", diag.Error,
		"“%[1]s”打不开：%[2]s。", "请在自己的电脑上打开看看；打不开的，换一个完好的文件。")
)

// File is what an attachment is made of.
type File struct {
	Data     []byte         // what to publish
	Texts    []string       // what can be read in it, as lines; tabs stand between cells
	Plain    bool           // the file is text itself, so that its lines can be counted
	Findings []diag.Finding // at the file as a whole
}

// reading is an attachment while it is looked into.
type reading struct {
	File
	name string // as written in the source
	at   diag.Pos
	size int64 // bytes unpacked so far
}

// Read looks into an attachment.
func Read(name string, data []byte) File {
	r := &reading{name: path.Base(name), at: diag.Pos{File: name}, File: File{Data: data}}
	ext := strings.ToLower(path.Ext(name))
	if runs(ext, data) {
		r.add(errRuns)
	}
	r.read(ext, data, 0)
	return r.File
}

func (r *reading) add(d *diag.Def, args ...any) {
	r.Findings = append(r.Findings, d.At(r.at, append([]any{r.name}, args...)...))
}

func (r *reading) unread(why string) { r.add(warnUnread, why) }

func (r *reading) text(s string) { r.Texts = append(r.Texts, s) }

// read looks into data that is called by a type of file. depth counts the archives around it.
func (r *reading) read(ext string, data []byte, depth int) {
	switch {
	case ext == ".svg":
		r.svg(data)
	case bytes.HasPrefix(data, []byte("\xFF\xD8")):
		r.image(jpegPicture, data, depth)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1A\n")):
		r.image(pngPicture, data, depth)
	case bytes.HasPrefix(data, []byte("RIFF")) && len(data) > 12 && string(data[8:12]) == "WEBP":
		r.image(webpPicture, data, depth)
	case bytes.HasPrefix(data, []byte("GIF8")):
		r.image(gifPicture, data, depth)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		r.archive(data, depth)
	case bytes.HasPrefix(data[:min(len(data), 1024)], []byte("%PDF-")):
		r.pdf(data)
	case ext == ".jpg" || ext == ".jpeg" || ext == ".png" || ext == ".webp" || ext == ".gif":
		r.add(errBroken, "它不是这种图片")
	case bytes.IndexByte(data, 0) < 0 || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")):
		r.Plain = depth == 0
		r.plain(data)
	default:
		r.unread("“" + ext + "”这种文件读不了")
	}
}

// image drops what is in a picture besides the picture.
func (r *reading) image(clean func([]byte) ([]byte, error), data []byte, depth int) {
	out, err := clean(data)
	switch {
	case err != nil:
		r.add(errBroken, "图片已经损坏")
	case depth > 0:
		r.unread("里面的图片没有看")
	default:
		r.Data = out
	}
}

// plain reads text in the encodings that spreadsheets and editors write.
func (r *reading) plain(data []byte) {
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case !utf8.Valid(data):
		data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil {
		r.unread("文字的编码认不出来")
		return
	}
	r.text(string(data))
}
