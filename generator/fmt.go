package generator

import (
	"bytes"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
)

// Formatted is what Format has done.
type Formatted struct {
	Seen      int
	Changed   []string // files that were written, or would be
	Converted []string // those of them that were not in UTF-8
	Kept      []string // files that are signed off or hang somewhere: what was approved is kept to the letter
}

// Format tidies Markdown files of a source: it aligns tables, writes dates, amounts and numbers in the columns that are
// declared as such in one form, and orders front matter. What a file says stays the same. Without files it
// goes through all of them. With write unset it only tells. Files with errors stay as they are; the report says
// what is wrong.
func Format(opts Options, files []string, write bool) (*Formatted, *Report, error) {
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	var only []string
	for _, file := range files {
		name, err := inSource(b.opts.Source, file)
		if err != nil {
			return nil, nil, err
		}
		only = append(only, name)
	}
	out := &Formatted{}
	if b.find(); !b.stopped() {
		err = b.format(out, only, write)
	}
	report, finishErr := b.finish()
	return out, report, errors.Join(err, finishErr)
}

// format goes through the documents of all boards, or those that are named.
func (b *build) format(out *Formatted, only []string, write bool) error {
	for _, name := range only {
		if !slices.ContainsFunc(b.boards, func(bd *board.Board) bool { return slices.Contains(bd.Documents(), name) }) {
			return notRecord(name)
		}
	}
	for _, bd := range b.boards {
		for _, name := range bd.Documents() {
			if only != nil && !slices.Contains(only, name) {
				continue
			}
			if err := b.formatFile(out, bd, name, write); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *build) formatFile(out *Formatted, bd *board.Board, name string, write bool) error {
	raw, err := b.tree.ReadFile(name)
	if err != nil {
		return err
	}
	signed := false
	text := source.Tidy(name, raw, func(doc *source.Document) source.Tidying {
		signed = slices.ContainsFunc(doc.Front.Entries, func(e source.Entry) bool { return slices.Contains(kind.ApprovalKeys, e.Key) })
		return bd.Tidying(doc)
	}, b.found)
	out.Seen++
	if text == nil || bytes.Equal(text, raw) {
		return nil
	}
	shown := path.Join(filepath.ToSlash(b.opts.Source), name)
	if signed || bd.Hangs(name) {
		out.Kept = append(out.Kept, shown)
		return nil
	}
	out.Changed = append(out.Changed, shown)
	if !utf8.Valid(raw) {
		out.Converted = append(out.Converted, shown)
	}
	if !write {
		return nil
	}
	return replaceFile(filepath.Join(b.opts.Source, filepath.FromSlash(name)), text)
}
