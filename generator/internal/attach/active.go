package attach

import (
	"regexp"
	"slices"

	"gongkai/generator/internal/diag"
)

var errRuns = diag.Define("GK0632", diag.Error,
	"附件“%[1]s”是网页或者程序，不能发布：打开它就会运行。", "存成 PDF、docx、xlsx 或者图片再发布；网页上的内容写进记录里。")

// running are the types of files that a browser runs as pages of this site when they are opened, or a server
// runs before it sends them.
var running = []string{
	".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".mht", ".mhtml", ".svgz", ".xml", ".xsl", ".xslt", ".hta", ".swf",
	".js", ".mjs", ".wasm", ".php", ".phtml", ".asp", ".aspx", ".jsp", ".cgi", ".htaccess",
}

// inert are the types of text that no browser takes for a page, whatever is in it.
var inert = []string{".txt", ".csv", ".md", ".tsv", ".json", ".ics"}

// runs reports whether a published file would run when somebody opens it. A name without a known type leaves it to the
// browser to guess by the content.
func runs(ext string, data []byte) bool {
	if slices.Contains(running, ext) {
		return true
	}
	return !slices.Contains(inert, ext) && pageStart.Match(data[:min(len(data), 512)])
}

// pageStart is how a file begins that browsers take for a page (WHATWG MIME Sniffing, 7.1), or for XML.
var pageStart = regexp.MustCompile(`(?i)^(?:\xEF\xBB\xBF)?[\t\n\f\r ]*<(?:!doctype html|!--|\?xml|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>])`)
