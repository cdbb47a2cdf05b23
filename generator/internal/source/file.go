package source

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"gongkai/generator/internal/diag"
)

// maxFindings is how many findings one file may have: enough to mend it by, and not so many
// that a damaged file of megabytes fills memory and screen.
const maxFindings = 200

var errTooMany = diag.Define("GK0118", diag.Error,
	"这个文件的问题超过 %d 处，后面的没有列出。", "请先改好已经列出的问题。")

// file is a text file while it is being read: UTF-8, lines ending in \n. It serves one
// goroutine.
type file struct {
	path  string
	data  []byte
	r     *diag.Report
	found int
	lines []int // offset of each line's start; built when first needed

	// The last place asked for. Places are asked for mostly in order, so that counting
	// characters can go on from there.
	last    int
	lastPos diag.Pos
}

func newFile(path string, data []byte, r *diag.Report) *file {
	return &file{path: path, data: data, r: r}
}

// index finds the lines.
func (f *file) index() {
	if f.lines != nil {
		return
	}
	f.lines = make([]int, 1, 1+bytes.Count(f.data, []byte{'\n'}))
	for i, b := range f.data {
		if b == '\n' && i+1 < len(f.data) {
			f.lines = append(f.lines, i+1)
		}
	}
}

// pos returns the place of a byte.
func (f *file) pos(offset int) diag.Pos {
	f.index()
	offset = max(0, min(offset, len(f.data)))
	n := sort.SearchInts(f.lines, offset+1) - 1
	from, col := f.lines[n], 1
	if f.lastPos.Line == n+1 && f.last <= offset {
		from, col = f.last, f.lastPos.Col
	}
	p := diag.Pos{File: f.path, Line: n + 1, Col: col + utf8.RuneCount(f.data[from:offset])}
	f.last, f.lastPos = offset, p
	return p
}

// at returns the place of a line and column, moved to the nearest that exists: libraries
// point to places behind the end.
func (f *file) at(line, col int) diag.Pos {
	f.index()
	line = max(1, min(line, len(f.lines)))
	col = max(1, min(col, utf8.RuneCount(f.line(line))+1))
	return diag.Pos{File: f.path, Line: line, Col: col}
}

// line returns a line without its end. Lines start at 1; there is nothing beyond.
func (f *file) line(n int) []byte {
	f.index()
	if n < 1 || n > len(f.lines) {
		return nil
	}
	line := f.data[f.lines[n-1]:]
	if n < len(f.lines) {
		line = f.data[f.lines[n-1] : f.lines[n]-1]
	}
	return bytes.TrimSuffix(line, []byte{'\n'})
}

// lineEnd returns the offset of the end of the line that offset is on.
func (f *file) lineEnd(offset int) int {
	if i := bytes.IndexByte(f.data[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(f.data)
}

// report adds a finding at a byte.
func (f *file) report(d *diag.Def, offset int, args ...any) {
	f.reportAt(d, f.pos(offset), args...)
}

// reportAt adds a finding at a place.
func (f *file) reportAt(d *diag.Def, p diag.Pos, args ...any) {
	f.found++
	switch {
	case f.found <= maxFindings:
		f.r.Add(d.At(p, args...))
	case f.found == maxFindings+1:
		f.r.Add(errTooMany.At(diag.Pos{File: f.path}, maxFindings))
	}
}
