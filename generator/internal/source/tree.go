// Package source reads a source folder: bytes become documents.
//
// A [Tree] lists the files of a folder and parses them one by one; its methods may be
// called concurrently. What comes out is what the author wrote, with the place of every
// piece, and nothing of the libraries that read it: YAML as [Node], Markdown as [Part]. The
// package knows neither kinds nor boards.
//
// Whatever is wrong with a file becomes findings, all of them at once where one mistake
// does not hide the next. A document that cannot be used is nil.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"gongkai/generator/internal/diag"
)

// maxFile is the most bytes of text that a file may have. A year of accounts of a large
// community is below 200 KB.
const maxFile = 8 << 20

var (
	errUnreadable = diag.Define("GK0100", diag.Error,
		"读不了这个文件：%s。", "请检查文件是否被别的程序占用，或者有没有读取权限。")
	errTooBig = diag.Define("GK0107", diag.Error,
		"这个文件有 %d MB，超过了 8 MB 的上限。", "一个文件只写一条记录；图片、扫描件请另存为附件，在正文里用链接引用。")
)

// Tree is a source folder. It is safe for concurrent use.
type Tree struct {
	// Inspect, if set, is called with the text of every file that is read, as documents or YAML.
	Inspect func(path string, text []byte)

	// Memory, if set, keeps documents from one Tree to the next.
	Memory *Memory

	fsys fs.FS
	root *os.Root // nil for a Tree that is not on disk

	mu      sync.Mutex // guards what Line remembers of the last file
	excerpt *file
}

// Open opens a source folder on disk. Nothing outside of it is ever read, even where a
// symbolic link in it changes while it is read.
func Open(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Tree{fsys: root.FS(), root: root}, nil
}

// OpenFS returns the Tree of a file system, such as the embedded boards.
func OpenFS(fsys fs.FS) *Tree { return &Tree{fsys: fsys} }

// Close releases the folder.
func (t *Tree) Close() error {
	if t.root == nil {
		return nil
	}
	return t.root.Close()
}

// ReadFile returns the bytes of a file as they are, such as those of an attachment.
func (t *Tree) ReadFile(path string) ([]byte, error) { return fs.ReadFile(t.fsys, path) }

// ReadText returns a text file as UTF-8 with lines that end in \n, whatever it is written in.
func (t *Tree) ReadText(path string) (string, error) {
	raw, err := t.read(path)
	if err != nil {
		return "", err
	}
	return string(newFile(path, decodeAnyway(raw), new(diag.Report)).data), nil
}

// Document reads a Markdown file. It returns nil if the document cannot be used; the
// findings say why.
func (t *Tree) Document(path string, r *diag.Report) *Document {
	if t.Memory != nil {
		return t.Memory.document(t, path, r)
	}
	f := t.load(path, r)
	if f == nil {
		return nil
	}
	return f.document()
}

// Parse reads the text of a Markdown file that is not in any folder.
func Parse(path string, text []byte, r *diag.Report) *Document {
	f := decode(path, text, r)
	if f == nil {
		return nil
	}
	return f.document()
}

// Decode turns the bytes of a text file into UTF-8 with lines that end in \n, in the way documents are read. It returns
// nil if it cannot; the findings say why.
func Decode(path string, raw []byte, r *diag.Report) []byte {
	text, ok := toUTF8(path, raw, r)
	if !ok {
		return nil
	}
	return text
}

// YAML reads a file that is YAML from end to end, such as board.yaml, and returns its Map.
// It returns nil if the file cannot be used; the findings say why.
func (t *Tree) YAML(path string, r *diag.Report) *Node {
	f := t.load(path, r)
	if f == nil {
		return nil
	}
	return f.yamlFile()
}

// Line returns a line of a text file as a reader of findings should see it: decoded and not
// too long. It returns "" where there is none.
func (t *Tree) Line(path string, n int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.excerpt == nil || t.excerpt.path != path {
		raw, err := t.read(path)
		if err != nil {
			return ""
		}
		t.excerpt = newFile(path, decodeAnyway(raw), new(diag.Report))
	}
	return cut(t.excerpt.line(n))
}

// cut shortens a line to what fits under a finding.
func cut(line []byte) string {
	const most = 160
	runes := []rune(string(bytes.ToValidUTF8(line, []byte("\uFFFD"))))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

// load reads and decodes a text file.
func (t *Tree) load(path string, r *diag.Report) *file {
	raw, err := t.read(path)
	var big tooBig
	switch {
	case errors.As(err, &big):
		r.Add(errTooBig.At(diag.Pos{File: path}, (int64(big)+1<<20-1)>>20))
		return nil
	case err != nil:
		r.Add(errUnreadable.At(diag.Pos{File: path}, reason(err)))
		return nil
	}
	f := decode(path, raw, r)
	if f != nil && t.Inspect != nil {
		t.Inspect(path, f.data)
	}
	return f
}

// tooBig is the error of a file of so many bytes, which was not read.
type tooBig int64

func (n tooBig) Error() string { return fmt.Sprintf("%d bytes are too many", int64(n)) }

// read returns the bytes of a text file. A file that says it is too big is not read, and
// one that grows meanwhile not to its end.
func (t *Tree) read(path string) ([]byte, error) {
	in, err := t.fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	if info.Size() > maxFile {
		return nil, tooBig(info.Size())
	}
	buf := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // with less it would grow
	if _, err := buf.ReadFrom(io.LimitReader(in, maxFile+1)); err != nil {
		return nil, err
	}
	if buf.Len() > maxFile {
		return nil, tooBig(buf.Len())
	}
	return buf.Bytes(), nil
}

// Stamp tells one version of a file from another by size and time.
func (t *Tree) Stamp(path string) string {
	info, err := fs.Stat(t.fsys, path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// Sub returns a folder of the source as it is, such as a theme of its own. The error says
// that there is none.
func (t *Tree) Sub(dir string) (fs.FS, error) {
	info, err := fs.Stat(t.fsys, dir)
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	return fs.Sub(t.fsys, dir)
}
