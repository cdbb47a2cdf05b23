package source

import (
	"bufio"
	"bytes"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"gongkai/generator/internal/diag"
)

// maxHeader is the most bytes of front matter. The longest real ones are below 4 KB.
const maxHeader = 64 << 10

var (
	errUnclosed = diag.Define("GK0120", diag.Error,
		"开头的“---”没有对应的结束行，不知道哪里开始是正文。", "请在最后一个“名称: 内容”之后另起一行，写上三个减号“---”。")
	errIndented = diag.Define("GK0121", diag.Error,
		"“---”前面有空格。", "请删掉这一行开头的空格，“---”要从行首写起。")
	errForeign = diag.Define("GK0122", diag.Error,
		"看不懂用“%s”开头的文件头。", "文件头请用“---”开始和结束，中间每行写“名称: 内容”。")
	errDots = diag.Define("GK0123", diag.Error,
		"文件头用“...”结束了。", "请改成三个减号“---”。")
	errDashes = diag.Define("GK0124", diag.Error,
		"文件头的分隔行写成了“%s”。", "请改成三个半角减号“---”，单独成一行。")
	errNoOpening = diag.Define("GK0125", diag.Error,
		"文件头缺少开始的“---”。", "请在这一行上面加一行三个减号“---”。")
	errLongHeader = diag.Define("GK0126", diag.Error,
		"文件头超过了 64 KB。", "文件头只写标题、日期这类信息；长的内容请写在“---”之后的正文里。")
)

// header is where front matter stands.
type header struct {
	open int // offset of the opening line
	from int // of the first line of YAML
	end  int // of the closing line
	body int // behind the closing line
}

// headerSink is what the front matter library hands to our format.
type headerSink struct {
	f    *file
	from int
	node *Node
}

// headerFormat makes the front matter library read YAML the way this package does.
var headerFormat = frontmatter.NewFormat("---", "---", func(data []byte, v any) error {
	sink := v.(*headerSink)
	sink.node = sink.f.yaml(data, sink.from)
	return nil
})

// readers are for the front matter library.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// frontMatter reads the front matter. It returns the offset of the body and where what is
// missing from the front matter belongs. The node is nil if the front matter cannot be
// used, and an empty Map if there is none. A negative body means that nobody can tell where
// it starts.
func (f *file) frontMatter() (node *Node, body int, end diag.Pos) {
	h, ok, found := f.header()
	switch {
	case !ok && !found:
		return nil, -1, diag.Pos{}
	case !ok:
		return nil, h.body, f.pos(h.end)
	case !found:
		return &Node{Type: Map, Pos: f.at(1, 1)}, 0, f.at(1, 1)
	}
	sink := &headerSink{f: f, from: h.from}
	// The library copies what it is given, so it gets no body, and a reader that it need
	// not put another one around.
	in := readers.Get().(*bufio.Reader)
	defer readers.Put(in)
	in.Reset(bytes.NewReader(f.data[:h.body]))
	rest, err := frontmatter.Parse(in, sink, headerFormat)
	if err != nil { // a reader of memory and a format without errors have none
		return nil, h.body, f.pos(h.end)
	}
	return sink.node, h.body - len(rest), f.pos(h.end)
}

// header finds the front matter before the library does, which takes a file as all body,
// draft: true included, where it sees no front matter or no end of it. ok tells whether the
// library may be asked, found whether there is front matter.
func (f *file) header() (h header, ok, found bool) {
	h.open = f.skipBlankLines()
	line := f.data[h.open:f.lineEnd(h.open)]
	mark := string(bytes.TrimSpace(line))
	if mark != "---" {
		return h, f.checkNoHeader(h.open, mark), false
	}
	ok = true
	if line[0] != '-' {
		f.report(errIndented, h.open)
		ok = false
	}
	h.from = min(f.lineEnd(h.open)+1, len(f.data))
	if !f.findEnd(&h) {
		return h, false, false
	}
	if line := f.data[h.end:f.lineEnd(h.end)]; line[0] != '-' {
		ok = false // reported by findEnd
	}
	if h.end-h.from > maxHeader {
		f.report(errLongHeader, h.open)
		ok = false
	}
	return h, ok, true
}

// findEnd looks for the line that closes the front matter.
func (f *file) findEnd(h *header) bool {
	for at := h.from; at < len(f.data); at = h.body {
		end := f.lineEnd(at)
		h.end, h.body = at, min(end+1, len(f.data))
		line := f.data[at:end]
		switch string(bytes.TrimSpace(line)) {
		case "---":
			if line[0] != '-' {
				f.report(errIndented, at)
			}
			return true
		case "...":
			f.report(errDots, at)
			return true
		case "－－－", "———", "——", "–––", "----", "-----":
			f.report(errDashes, at, string(bytes.TrimSpace(line)))
			return true
		}
	}
	f.report(errUnclosed, h.open)
	return false
}

func (f *file) skipBlankLines() int {
	at := 0
	for at < len(f.data) {
		end := f.lineEnd(at)
		if len(bytes.TrimSpace(f.data[at:end])) > 0 {
			return at
		}
		at = end + 1
	}
	return len(f.data)
}

// checkNoHeader looks at the first line of a file without front matter for something that
// was meant to be front matter, and reports whether there is no such thing.
func (f *file) checkNoHeader(at int, first string) bool {
	switch {
	case first == "+++", first == ";;;", first == "{", strings.HasPrefix(first, `{"`),
		first == "---yaml", first == "---toml", first == "---json":
		f.report(errForeign, at, shorten(first))
	case len(first) > 1 && strings.Trim(first, "-－—–─") == "":
		f.report(errDashes, at, shorten(first))
	case f.opensWithKeys(at):
		f.report(errNoOpening, at)
	default:
		return true
	}
	return false
}

// opensWithKeys reports whether a file starts with lines of front matter up to a ---.
func (f *file) opensWithKeys(at int) bool {
	for keys := 0; at < len(f.data); keys++ {
		end := f.lineEnd(at)
		line := f.data[at:end]
		switch {
		case string(bytes.TrimSpace(line)) == "---":
			return keys > 0
		case !looksLikeKey(line) && !bytes.HasPrefix(line, []byte("  ")) && !bytes.HasPrefix(line, []byte("- ")):
			return false
		}
		at = end + 1
	}
	return false
}

// shorten cuts a text that is quoted in a message.
func shorten(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
