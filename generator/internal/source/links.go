package source

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

var (
	warnHTML = diag.Define("GK0150", diag.Warning,
		"“%s”是 HTML 代码，会原样显示成文字。", "请删掉它，改用 Markdown：**加粗**、[文字](网址)、表格等。")
	errOpenComment = diag.Define("GK0151", diag.Error,
		"注释“<!--”没有正常结束。", "请在同一段里写上结束的“-->”，或者删掉“<!--”。")
	errScheme = diag.Define("GK0152", diag.Error,
		"链接“%s”不能用：只允许网页（http、https）、电子邮件（mailto）、电话（tel）和本公开栏里的文件。", "请换成网址，或者把文件放进公开栏文件夹再引用。")
	errLocalPath = diag.Define("GK0153", diag.Error,
		"链接“%s”指向您自己电脑上的位置，别人打不开。", "请把文件放进公开栏文件夹，只写文件名，例如 [附件](附件.pdf)。")
	errEmptyLink = diag.Define("GK0154", diag.Error,
		"这个链接没有写地址。", "请在圆括号里写上网址或文件名，例如 [附件](附件.pdf)。")
	warnNoAlt = diag.Define("GK0155", diag.Warning,
		"图片“%s”没有文字说明，看不见图片的人不知道是什么。", "请在方括号里写一句说明，例如 ![社区活动现场](活动.jpg)。")
)

// link writes a link. One that must not be followed leaves only its text.
func (b *builder) link(n *ast.Link) {
	dest := destination(n.Destination)
	at := b.base + n.Pos()
	if !b.checkLink(dest, at) {
		b.inlines(n)
		return
	}
	b.w.raw(`<a href="`)
	b.address(dest, at, false)
	b.w.raw(`"`)
	b.title(n.Title)
	b.w.raw(">")
	b.linked = true
	b.inlines(n)
	b.linked = false
	b.w.raw("</a>")
}

func (b *builder) autoLink(n *ast.AutoLink) {
	dest := string(n.URL(b.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	label, at := n.Label(b.src), b.base+n.Pos()
	if !b.checkLink(dest, at) {
		b.w.text(label)
		return
	}
	b.w.raw(`<a href="`)
	b.address(dest, at, false)
	b.w.raw(`">`)
	b.w.text(label)
	b.w.raw("</a>")
}

// bareLinks writes text and makes links of the web addresses in it. They need no space
// around them, which Chinese has none of: an address ends where its characters do.
func (b *builder) bareLinks(s []byte, at int) {
	for !b.linked {
		start, end := webAddress(s)
		if end == 0 {
			break
		}
		b.w.markdown(s[:start])
		b.w.raw(`<a href="`)
		b.address(destination(s[start:end]), b.base+at+start, false)
		b.w.raw(`">`)
		b.w.markdown(s[start:end])
		b.w.raw("</a>")
		s, at = s[end:], at+end
	}
	b.w.markdown(s)
}

// webAddress finds the first web address in a text. The end is 0 if there is none.
func webAddress(s []byte) (start, end int) {
	for from := 0; ; {
		i := bytes.Index(s[from:], []byte("://"))
		if i < 0 {
			return 0, 0
		}
		colon := from + i
		from = colon + len("://")
		for start = colon; start > 0 && isASCIILetter(s[start-1]); {
			start--
		}
		if scheme := string(s[start:colon]); scheme != "http" && scheme != "https" {
			continue
		}
		for end = from; end < len(s) && inAddress(s[end]); {
			end++
		}
		end = len(bytes.TrimRight(s[:end], "?!.,:;'*_~&"))
		if end > from && s[end-1] == ')' && bytes.Count(s[from:end], []byte("(")) < bytes.Count(s[from:end], []byte(")")) {
			end--
		}
		if end > from {
			return start, end
		}
	}
}

// inAddress reports whether a character may be part of an address. Chinese may not.
func inAddress(c byte) bool {
	return c > ' ' && c < 0x7F && strings.IndexByte("<>\"`{}|\\^", c) < 0
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (b *builder) image(n *ast.Image) {
	dest := destination(n.Destination)
	at := b.base + n.Pos()
	alt := strings.Join(strings.Fields(b.text(n)), " ")
	if !b.checkLink(dest, at) {
		b.w.text([]byte(alt))
		return
	}
	if alt == "" {
		b.f.report(warnNoAlt, at, shorten(dest))
	}
	b.w.raw(`<img src="`)
	b.address(dest, at, true)
	b.w.raw(`" alt="`)
	b.w.text([]byte(alt))
	b.w.raw(`"`)
	b.title(n.Title)
	b.w.raw(` loading="lazy">`)
}

func (b *builder) title(title []byte) {
	if len(title) > 0 {
		b.w.raw(` title="`)
		b.w.markdown(title)
		b.w.raw(`"`)
	}
}

// address cuts the markup at an address and records the link.
func (b *builder) address(dest string, at int, image bool) {
	if scheme(dest) == "" {
		dest = unescape(dest)
		b.w.ref(block.Ref(dest))
	} else {
		b.w.ref(block.Ref(util.URLEscape([]byte(dest), false)))
	}
	b.links = append(b.links, Link{Dest: dest, Pos: b.f.pos(at), Image: image})
}

// checkLink reports an address that must not be on a page.
func (b *builder) checkLink(dest string, at int) bool {
	switch s := scheme(dest); {
	case dest == "":
		b.f.report(errEmptyLink, at)
	case s == "file", len(s) == 1, strings.HasPrefix(dest, `\\`):
		b.f.report(errLocalPath, at, shorten(dest))
	case s != "" && s != "http" && s != "https" && s != "mailto" && s != "tel":
		b.f.report(errScheme, at, shorten(dest))
	default:
		return true
	}
	return false
}

// scheme returns what stands before the first colon of an address in lower case, or "" if
// the address is one on this site. What browsers would overlook in a scheme, white space
// say, makes it another one here, which nobody allows.
func scheme(dest string) string {
	i := strings.IndexAny(dest, ":/?#")
	switch {
	case strings.HasPrefix(dest, "//"):
		return "https"
	case i < 0 || dest[i] != ':':
		return ""
	}
	return strings.ToLower(dest[:i])
}

// destination resolves the backslashes and entities of an address.
func destination(d []byte) string {
	if !bytes.ContainsAny(d, "\\&") {
		return string(d)
	}
	d = util.UnescapePunctuations(d)
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(d)))
}

// unescape undoes the percent-encoding of an address on this site, so that it names a file
// as it is on disk. Escapes that keep a name apart from what follows it stay.
func unescape(dest string) string {
	if !strings.Contains(dest, "%") {
		return dest
	}
	plain, err := url.PathUnescape(dest)
	if err != nil || strings.ContainsFunc(plain, unicode.IsControl) ||
		strings.Count(plain, "#") != strings.Count(dest, "#") || strings.Count(plain, "?") != strings.Count(dest, "?") {
		return dest
	}
	return plain
}

// rawHTML writes HTML inside of a line as text, so that nothing is lost. Comments are
// dropped. Line breaks are kept: in tables there is no other way to write one.
func (b *builder) rawHTML(n *ast.RawHTML) {
	raw := segments(n.Segments, b.src)
	switch {
	case isBreak(raw):
		b.w.raw("<br>")
	case isComment(raw):
	case bytes.HasPrefix(raw, []byte("</")) && b.tags > 0: // one finding is enough for <b>…</b>
		b.tags--
		b.w.text(raw)
	default:
		b.tags++
		b.f.report(warnHTML, b.base+n.Segments.At(0).Start, shorten(string(raw)))
		b.w.text(raw)
	}
}

// htmlBlock writes a block of HTML as text.
func (b *builder) htmlBlock(n *ast.HTMLBlock) {
	at := b.base + n.Lines().At(0).Start
	content := b.htmlText(n)
	if len(content) == 0 {
		return
	}
	b.f.report(warnHTML, at, shorten(firstLine(content)))
	b.w.raw("<p>")
	b.w.text(content)
	b.w.raw("</p>\n")
}

// htmlText returns a block of HTML without its comments.
func (b *builder) htmlText(n *ast.HTMLBlock) []byte {
	content := segments(n.Lines(), b.src)
	if n.HasClosure() {
		content = append(content, n.ClosureLine.Value(b.src)...)
	}
	for {
		start := bytes.Index(content, []byte("<!--"))
		if start < 0 {
			return bytes.TrimSpace(content)
		}
		end := bytes.Index(content[start:], []byte("-->"))
		if end < 0 {
			return bytes.TrimSpace(content[:start])
		}
		content = append(content[:start:start], content[start+end+3:]...)
	}
}

func firstLine(s []byte) string {
	line, _, _ := bytes.Cut(s, []byte{'\n'})
	return string(line)
}

func isComment(raw []byte) bool { return bytes.HasPrefix(raw, []byte("<!--")) }

// isBreak reports whether HTML is a line break.
func isBreak(raw []byte) bool {
	switch strings.ToLower(string(raw)) {
	case "<br>", "<br/>", "<br />":
		return true
	}
	return false
}
