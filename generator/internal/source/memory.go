package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// Memory keeps parsed documents for as long as their files stay the same, for those who read one folder again and
// again. It is safe for concurrent use; the zero value is ready.
type Memory struct {
	// Now, if set, tells the time, so that files that have not been touched for a while need not be read again.
	Now func() time.Time

	mu      sync.Mutex
	docs    map[string]*kept
	changes int
}

// Changes counts how often a document was new, another or gone.
func (m *Memory) Changes() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.changes
}

// kept is a document with what it was made of. None of it is changed any more.
type kept struct {
	raw   []byte
	stamp string // "" while the file may have been written to after it was read, without another time
	text  []byte // nil where the bytes could not be decoded
	doc   *Document
	found []diag.Finding
}

// settled is how old a file's time has to be for every later change to show in it: file systems count in up to two seconds.
const settled = 3 * time.Second

// stamp tells this version of a file from all later ones; "" where it cannot.
func (m *Memory) stamp(t *Tree, path string) string {
	info, err := fs.Stat(t.fsys, path)
	if err != nil || m.Now == nil || m.Now().Sub(info.ModTime()) < settled {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// of returns what is kept of a file.
func (m *Memory) of(path string) *kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.docs[path]
}

// restamp notes that a file is still what is kept of it.
func (m *Memory) restamp(k *kept, stamp string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k.stamp = stamp
}

func (m *Memory) put(path string, k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.docs == nil {
		m.docs = map[string]*kept{}
	}
	m.docs[path] = k
	m.changes++
}

// Forget drops the documents of files that are not there any more.
func (m *Memory) Forget(there []File) {
	m.mu.Lock()
	defer m.mu.Unlock()
	stays := make(map[string]bool, len(there))
	for _, f := range there {
		stays[f.Path] = true
	}
	for path := range m.docs {
		if !stays[path] {
			delete(m.docs, path)
			m.changes++
		}
	}
}

// keepable makes what is kept of a file.
func keepable(path string, raw []byte) *kept {
	k := &kept{raw: raw}
	var found diag.Report
	if f := decode(path, raw, &found); f != nil {
		k.text, k.doc = f.data, f.document()
	}
	k.found = found.Findings()
	return k
}

// document reads a Markdown file through the memory.
func (m *Memory) document(t *Tree, path string, r *diag.Report) *Document {
	k, stamp := m.of(path), m.stamp(t, path)
	if k == nil || stamp == "" || k.stamp != stamp {
		raw, err := t.read(path)
		if err != nil {
			t.load(path, r) // says why
			return nil
		}
		if k == nil || !bytes.Equal(k.raw, raw) {
			k = keepable(path, raw)
			m.put(path, k)
		}
		m.restamp(k, stamp)
	}
	if t.Inspect != nil && k.text != nil {
		t.Inspect(path, k.text)
	}
	for _, f := range k.found {
		r.Add(f)
	}
	return k.doc.fresh()
}

// fresh returns a document whose addresses can be replaced without changing those of the one that is kept.
func (d *Document) fresh() *Document {
	if d == nil || len(d.Links) == 0 {
		return d
	}
	moved := map[*block.Ref]*block.Ref{}
	markup := func(m block.Markup) block.Markup {
		old := m.Refs
		m.Refs = slices.Clone(old)
		for i := range old {
			moved[&old[i]] = &m.Refs[i]
		}
		return m
	}
	out := *d
	out.Body = make([]Part, len(d.Body))
	for i, p := range d.Body {
		switch p := p.(type) {
		case *Prose:
			prose := *p
			prose.Markup = markup(p.Markup)
			out.Body[i] = &prose
		case *Table:
			table := *p
			table.Header, table.Rows = freshCells(p.Header, markup), make([][]Cell, len(p.Rows))
			for n, row := range p.Rows {
				table.Rows[n] = freshCells(row, markup)
			}
			out.Body[i] = &table
		default:
			out.Body[i] = p
		}
	}
	out.Links = slices.Clone(d.Links)
	for i := range out.Links {
		if to := moved[out.Links[i].Ref]; to != nil {
			out.Links[i].Ref = to
		}
	}
	return &out
}

// freshCells copies a row that has addresses in it.
func freshCells(cells []Cell, markup func(block.Markup) block.Markup) []Cell {
	if !slices.ContainsFunc(cells, func(c Cell) bool { return len(c.Markup.Refs) > 0 }) {
		return cells
	}
	out := slices.Clone(cells)
	for i := range out {
		out[i].Markup = markup(out[i].Markup)
	}
	return out
}
