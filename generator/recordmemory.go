package generator

import (
	"fmt"
	"hash/maphash"
	"path"
	"sync"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
)

// recordMemory keeps the records of documents that stayed the same, for those who build one folder again and again. The zero
// value is ready; nil remembers nothing.
type recordMemory struct {
	seed  maphash.Seed
	world uint64 // what records depend on beside their documents

	mu sync.Mutex
	of map[string]remembered // by path
}

// remembered is a record as it was decoded, before it was related to others.
type remembered struct {
	doc    *source.Document
	record *kind.Record // nil where findings say why there is none
	found  []diag.Finding
}

// begin forgets everything if something else has changed than records: a board's settings, a section, a folder, the day.
func (r *recordMemory) begin(b *build) {
	if r == nil {
		return
	}
	if r.of == nil {
		r.seed = maphash.MakeSeed()
	}
	var h maphash.Hash
	h.SetSeed(r.seed)
	fmt.Fprintln(&h, b.asOf, b.opts.Drafts, b.opts.Future, b.opts.Expired, b.opts.Profile)
	records := map[string]bool{}
	for _, bd := range b.boards {
		for _, name := range bd.Sources() {
			records[name] = true
		}
	}
	for _, f := range b.files {
		fmt.Fprintln(&h, f.Path)
		if !records[f.Path] && (f.Type == source.DocumentFile || path.Ext(f.Path) == path.Ext(board.ConfigFile)) {
			text, err := b.tree.ReadFile(f.Path)
			fmt.Fprintln(&h, len(text), err)
			_, _ = h.Write(text)
		}
	}
	if world := h.Sum64(); world != r.world || r.of == nil {
		r.world, r.of = world, map[string]remembered{}
	}
}

// record makes a record of a document, or takes the one that was made of it before.
func (r *recordMemory) record(bd *board.Board, doc *source.Document, report *diag.Report) *kind.Record {
	if r == nil || len(doc.Links) > 0 { // where links lead is written into the document
		return bd.Read(doc, report)
	}
	r.mu.Lock()
	known := r.of[doc.Path]
	r.mu.Unlock()
	if known.doc != doc {
		var found diag.Report
		known = remembered{doc: doc, record: bd.Read(doc, &found)}
		known.found = found.Findings()
		if known.record == nil || len(known.record.Links) == 0 {
			r.mu.Lock()
			r.of[doc.Path] = known
			r.mu.Unlock()
		}
	}
	for _, f := range known.found {
		report.Add(f)
	}
	if known.record == nil {
		return nil
	}
	return known.record.Again()
}
