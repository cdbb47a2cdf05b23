// Package search makes the index that a browser searches in, with no server and from a folder:
// scripts that it loads as it needs them.
//
// There are three sorts of files. Those with documents hold everything that a result shows, some dozens of
// documents each, from the oldest to the newest; those with terms say in which of these a character, two neighbouring
// characters or a number occurs; and one tells where to look for what. The reader's browser takes the terms of a
// question, loads the documents of the files that have all of them, the newest first, and looks for the question itself:
// what it shows contains what was asked for. themes/board/web/js/search.js is the other half of this package.
//
// A new document changes the last file with documents and no other, so a build writes little. Names
// hold a hash of the content.
package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Doc is something that can be found.
type Doc struct {
	Title string
	URL   string // from the folder that the index is for
	Date  string // 2026-11-20; empty for what has none, such as a section
	Kind  string // 财务公开
	Unit  string // responsible; empty for none
	Text  string // sentences and rows on lines of their own
	Later bool   // the text comes later, with Add
	Until string // the day from which nobody may find it, as 2026-11-28; empty for never
}

// File is a finished file.
type File struct {
	Name string
	Data []byte
}

// IndexName is the name of the file that leads to all others.
const IndexName = "index.js"

// fileSize is about how large files are: worth a request, and soon there.
const fileSize = 48 << 10

// Index makes the index of documents whose texts become known one after the other. Of those before the first unknown
// one the files are made at once, so that nobody has to hold the texts of all. It is safe for concurrent use.
type Index struct {
	mu    sync.Mutex
	docs  []Doc // in the order of files
	place []int // of each document, by its number
	from  int   // the first document of the file that is being filled
	next  int   // the first that is not in a file yet
	size  int   // of what that file has
	terms *terms
	index index
}

// NewIndex starts the index of documents, which are numbered from 0 for Add. Folder is told to readers who search several
// indexes together.
func NewIndex(docs []Doc, folder string) *Index {
	x := &Index{terms: newTerms(), place: make([]int, len(docs)), docs: make([]Doc, len(docs))}
	for at, n := range inOrder(docs) {
		x.docs[at], x.place[n] = docs[n], at
	}
	x.index = index{Folder: folder, Docs: []shard{}, Terms: []span{}, Kinds: names(docs, Doc.kind), Units: names(docs, Doc.unit)}
	return x
}

// Add tells the text of a document, and returns the files that are complete by it. What was told before stays.
func (x *Index) Add(n int, text string) []File {
	x.mu.Lock()
	defer x.mu.Unlock()
	d := &x.docs[x.place[n]]
	if !d.Later {
		return nil
	}
	d.Text, d.Later = text, false
	return x.fill(nil)
}

// Files returns all files that were not returned before. Documents without a text by now have none.
func (x *Index) Files() []File {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := range x.docs {
		x.docs[i].Later = false
	}
	files := x.cut(x.fill(nil))
	for _, part := range x.terms.parts(len(x.index.Docs)) {
		f := script("terms", part.object())
		files = append(files, f)
		x.index.Terms = append(x.index.Terms, span{part[0].text, f.Name})
	}
	return append(files, File{IndexName, call(x.index)})
}

// fill puts documents into files as long as their texts are known. No file holds documents of two years: readers ask
// for one.
func (x *Index) fill(files []File) []File {
	for ; x.next < len(x.docs) && !x.docs[x.next].Later; x.next++ {
		d := &x.docs[x.next]
		if x.next > x.from && (x.size > fileSize || year(d.Date) != year(x.docs[x.next-1].Date)) {
			files = x.cut(files)
		}
		x.size += len(d.Title) + len(d.Text) + 64
	}
	return files
}

// cut makes a file of the documents that wait for one, and forgets their texts.
func (x *Index) cut(files []File) []File {
	part := x.docs[x.from:x.next]
	x.from, x.size = x.next, 0
	if len(part) == 0 {
		return files
	}
	f := script("docs", x.index.rows(part))
	x.terms.add(len(x.index.Docs), part)
	x.index.Docs = append(x.index.Docs, shard{f.Name, part[len(part)-1].Date})
	for i := range part {
		part[i].Text = ""
	}
	return append(files, f)
}

// inOrder returns the numbers of documents in the order of files: the oldest first, those without a date last.
func inOrder(docs []Doc) []int {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &docs[i], &docs[j]
		switch {
		case a.Date == b.Date:
			return strings.Compare(a.URL, b.URL)
		case a.Date == "":
			return 1
		case b.Date == "":
			return -1
		}
		return strings.Compare(a.Date, b.Date)
	})
	return order
}

func year(date string) string { return date[:min(len(date), 4)] }

// index is what the first file says.
type index struct {
	Folder string   `json:"folder"`
	Kinds  []string `json:"kinds"`
	Units  []string `json:"units"`
	Docs   []shard  `json:"docs"`
	Terms  []span   `json:"terms"`
}

// shard is a file with documents and the date of its newest.
type shard [2]string

// span is the first term of a file with terms, and its name.
type span [2]string

func (d Doc) kind() string { return d.Kind }
func (d Doc) unit() string { return d.Unit }

// names returns the different values of documents, in order.
func names(docs []Doc, of func(Doc) string) []string {
	out := []string{}
	seen := map[string]bool{"": true}
	for _, d := range docs {
		if name := of(d); !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// rows returns documents as a browser gets them; kinds and units as their numbers, -1 for none.
func (x *index) rows(docs []Doc) [][]any {
	rows := make([][]any, len(docs))
	for i, d := range docs {
		rows[i] = []any{d.Title, d.URL, d.Date, slices.Index(x.Kinds, d.Kind), slices.Index(x.Units, d.Unit), d.Text}
		if d.Until != "" {
			rows[i] = append(rows[i], d.Until)
		}
	}
	return rows
}

// script returns a file named after its content.
func script(name string, value any) File {
	data := call(value)
	sum := sha256.Sum256(data)
	return File{fmt.Sprintf("%s.%x.js", name, sum[:4]), data}
}

// call hands a value to the script of the page. JSON escapes what would end a script.
func call(value any) []byte {
	var b bytes.Buffer
	b.WriteString("gongkaiSearch(")
	e := json.NewEncoder(&b)
	_ = e.Encode(value) // strings and numbers
	b.Truncate(b.Len() - 1)
	b.WriteString(")\n")
	return b.Bytes()
}
