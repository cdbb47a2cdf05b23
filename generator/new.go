package generator

import (
	"path"
	"path/filepath"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

// NewRecord is a record that New has written.
type NewRecord struct {
	File    string   // as the caller finds it
	After   string   // the record that it continues; "" for none
	Fill    []string // what is left to fill in
	Skipped []string // files of the section with errors, which it could not go on from
}

// NewWish says more of a new record than its kind. All of it may be left out.
type NewWish struct {
	About string // its period, or its title; "" for the next period
	Into  string // the section, where several have records of the kind
	After string // the file that it goes on from, where several end with the same period
}

// New writes the next record of a kind: for a kind with periods the one that follows the last, otherwise one of
// today. It goes on from the last record of the section: same categories, same signers, the same tables without
// their rows; what the last one ended with is what the new one opens with. What it cannot
// know stays empty.
func New(opts Options, kindName string, wish NewWish) (*NewRecord, *Report, error) {
	k := kind.Find(kindName)
	if k == nil {
		return nil, nil, &UsageError{"没有“" + kindName + "”这种类型。可以写：" + strings.Join(kind.Titles(), "、") + "。"}
	}
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.find()
	if b.stopped() {
		report, err := b.finish()
		return nil, report, err
	}
	b.read() // what is wrong with other records does not matter here
	bd, s, err := b.sectionFor(k, wish.Into)
	if err != nil {
		return nil, nil, err
	}
	records := bd.RecordsOf(s, k)
	if wish.After != "" {
		r, err := b.recordAt(bd, k, wish.After)
		if err != nil {
			return nil, nil, err
		}
		s, records = bd.SectionOf(r), []*kind.Record{r}
	}
	n, err := b.nextRecord(k, records, wish.About, nil)
	if err != nil {
		return nil, nil, err
	}
	made, err := n.write(filepath.Join(b.opts.Source, filepath.FromSlash(s.Dir), n.name()+".md"), n.text())
	if err == nil {
		made.Skipped = unread(bd, s)
	}
	return made, b.report, err
}

// unread lists the files of a section that are no records because of what is wrong with them.
func unread(bd *board.Board, s *board.Section) []string {
	var out []string
	for _, name := range bd.Sources() {
		if r, _ := bd.RecordAt(name); r == nil && path.Dir(name) == s.Dir {
			out = append(out, name)
		}
	}
	return out
}

// recordAt finds the record that a new one is to go on from.
func (b *build) recordAt(bd *board.Board, k kind.Kind, file string) (*kind.Record, error) {
	name, err := inSource(b.opts.Source, file)
	if err != nil {
		return nil, err
	}
	r, _ := bd.RecordAt(name)
	if r == nil || r.Kind != k {
		return nil, &UsageError{file + " 不是“" + k.Title() + "”的记录，或者里面有错误。"}
	}
	return r, nil
}

// sectionFor finds the one section that takes records of a kind.
func (b *build) sectionFor(k kind.Kind, into string) (*board.Board, *board.Section, error) {
	var of *board.Board
	var found []*board.Section
	var names []string
	for _, bd := range b.boards {
		bd.Root.Walk(func(s *board.Section) {
			has := s.Kind == k || len(bd.RecordsOf(s, k)) > 0
			if s.Parent != nil && has && (into == "" || into == s.Title || into == s.Dir || into == path.Base(s.Dir)) {
				of, found = bd, append(found, s)
				names = append(names, s.Dir)
			}
		})
	}
	switch {
	case len(found) == 0 && into != "":
		return nil, nil, &UsageError{"没有放“" + k.Title() + "”的栏目“" + into + "”。"}
	case len(found) == 0:
		return nil, nil, &UsageError{"还没有放“" + k.Title() + "”的栏目。先建一个文件夹，在里面的 _index.md 写上标题和“类型: " + k.Name() + "”。"}
	case len(found) > 1:
		return nil, nil, &UsageError{"有几个栏目放“" + k.Title() + "”，用 --into 指明一个：" + strings.Join(names, "、") + "。"}
	}
	return of, found[0], nil
}
