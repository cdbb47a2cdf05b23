// Package board puts records together: which board and section they belong to,
// where each is found, what is visible on the as-of date, and what follows from
// all of them together.
package board

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Options are the parts of the build's options that decide what is visible.
type Options struct {
	AsOf    value.Date
	Profile string // of boards that do not name theirs
	Drafts  bool   // show drafts too
	Future  bool   // show what is not yet published too
	Expired bool   // show what has been withdrawn too
}

// Board is one organisation's disclosure board. After Assemble it does not change.
type Board struct {
	Config
	Dir     string         // its folder in the source, "" for the source itself
	Base    string         // its folder below public/: "" or "xiangyang/"
	Root    *Section       // the board's own folder, with all sections below
	Records []*kind.Record // visible ones, newest first
	Assets  []Asset        // files that visible pages refer to
	Options Options
	Removed []*kind.Record // those that were public and of which nothing is left, newest first

	Parent   *Board         // the board in whose folder this one lies; nil for none
	Children []*Board       // subordinate boards, in the order of folders
	Lists    []List         // the scheme with what is published under it
	Units    []*Unit        // the board's units with what is published about them
	Rankings []Ranking      // how units of a type are compared
	Measures []kind.Measure // numbers of the board as a whole and of others than its units
	Postings []Posting      // what was hung where, in the order of the posting record
	Chapters []*Section     // of the booklet, where board.yaml names them
	Screens  []Screen       // the lobby screens, at least the usual two

	KeepsPostings bool // there is a posting record

	places   map[string]diag.Pos // of the keys of board.yaml
	settings map[string]any      // by kind
	roster   *kind.Roster
	calendar *calendar.Calendar
	kin      map[kind.Kind][]*kind.Record // Records by kind
	sections map[string]*Section
	files    []source.File
	after    map[kind.Kind]kind.Withdrawal
	all      []*kind.Record // all that could be read, visible or not, by path
	gone     []carried      // the files of those that were withdrawn
	byPath   map[string]*kind.Record
	taken    map[string]string // who has each address, in lower case
}

// Section is a folder of a board.
type Section struct {
	Title       string
	Description string
	Dir         string // in the source
	Ref         block.Ref
	Column      string       // 栏目类型, as governments' websites name it
	Kind        kind.Kind    // of records that do not name theirs; nil if they must
	Scheme      []value.Text // items of the scheme that its records are published under, unless they say otherwise
	Weight      int
	Parent      *Section
	Children    []*Section     // by weight, then title
	Records     []*kind.Record // visible ones of this folder, in the order of lists
	Intro       *kind.Page     // the text of _index.md; nil without one
	Accounts    []*Account     // whose numbers its records let people follow from period to period
	TrackPages                 // where all of them are shown, or the ways to each; empty where there are none

	slug string
	pos  diag.Pos // of what decides the address
}

// Asset is a file that is published as it is.
type Asset struct {
	Source string // slash path in the source
	Name   string // slash path below public/
}

// At returns the place of a key of board.yaml that is there.
func (b *Board) At(key string) diag.Pos { return b.places[key] }

// Context returns what a kind may know on this board.
func (b *Board) Context(k kind.Kind, report *diag.Report) *kind.Context {
	return &kind.Context{
		AsOf: b.Options.AsOf, Supervision: b.Supervision.String(), Roster: b.roster, Scheme: b.Config.Scheme, Approval: b.Config.Approval,
		After: b.after, Calendar: b.calendar, Settings: b.settings[k.Name()], Kin: b.kin[k], Report: report,
	}
}

// Overview returns what a section shows of its records together.
func (b *Board) Overview(s *Section, report *diag.Report) []block.Block {
	var out []block.Block
	for _, group := range byKind(s.Records) {
		out = append(out, group[0].Kind.Overview(b.Context(group[0].Kind, report), group)...)
	}
	return out
}

// byKind groups records by kind, in the order of kinds.
func byKind(records []*kind.Record) [][]*kind.Record {
	groups := map[kind.Kind][]*kind.Record{}
	for _, r := range records {
		groups[r.Kind] = append(groups[r.Kind], r)
	}
	var out [][]*kind.Record
	for _, k := range kind.All {
		if len(groups[k]) > 0 {
			out = append(out, groups[k])
		}
	}
	return out
}

// Empty reports whether there is nothing in a section to show. Such a section has no page.
func (s *Section) Empty() bool {
	return s.Parent != nil && len(s.Records) == 0 && (s.Intro == nil || len(s.Intro.Blocks()) == 0) &&
		!slices.ContainsFunc(s.Children, func(c *Section) bool { return !c.Empty() })
}

// nonEmpty returns the section, or the nearest above that has a page.
func (s *Section) nonEmpty() *Section {
	for s.Empty() {
		s = s.Parent
	}
	return s
}

// folder is the name of the section's folder.
func (s *Section) folder() string { return path.Base(s.Dir) }

// Walk calls f for the section and all below it, parents first.
func (s *Section) Walk(f func(*Section)) {
	f(s)
	for _, c := range s.Children {
		c.Walk(f)
	}
}

// RecordAt returns the record of a file, and whether it is visible; nil if the file is none of the board.
func (b *Board) RecordAt(file string) (r *kind.Record, visible bool) {
	r = b.byPath[file]
	return r, r != nil && b.Options.visible(r)
}

// SectionOf returns the section that a record lies in.
func (b *Board) SectionOf(r *kind.Record) *Section { return b.sections[dirOf(r.Path)] }

func dirOf(p string) string {
	if d := path.Dir(p); d != "." {
		return d
	}
	return ""
}

// visible reports whether a record is public on the as-of date, or is shown
// because the build was asked to.
func (o Options) visible(r *kind.Record) bool {
	return o.published(r) && r.Withdrawn < kind.Remove
}

// published reports whether a record has been made public, whatever became of it.
func (o Options) published(r *kind.Record) bool {
	return (o.Drafts || !bool(r.Draft) && !r.Held) && (o.Future || !r.From().After(o.AsOf))
}

// byList orders records as lists show them: those with a weight first, then the newest.
func byList(a, b *kind.Record) int {
	return cmp.Or(cmp.Compare(weightOrLast(a), weightOrLast(b)), byDate(a, b))
}

func weightOrLast(r *kind.Record) int {
	if r.Weight == 0 {
		return int(^uint(0) >> 1)
	}
	return int(r.Weight)
}

// byDate orders records with the newest first. Records of one day that report on
// periods follow the periods, and paths decide the rest, so that the order is the same on
// every machine.
func byDate(a, b *kind.Record) int {
	return cmp.Or(b.From().Compare(a.From()), b.Period.Compare(a.Period), cmp.Compare(a.Path, b.Path))
}

// sortSections orders sections by weight, then by title.
func sortSections(list []*Section) {
	slices.SortStableFunc(list, func(a, b *Section) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), strings.Compare(a.Title, b.Title))
	})
}

// MayApprove reports whether somebody may sign off records of the board, and names those who may where not.
func (b *Board) MayApprove(name string) (ok bool, who string) {
	return b.Context(kind.All[0], nil).MayApprove(name)
}

// RecordsOf returns the records of a kind in a section, visible or not, as soon as they are read.
func (b *Board) RecordsOf(s *Section, k kind.Kind) []*kind.Record {
	var out []*kind.Record
	for _, r := range b.all {
		if r.Kind == k && b.SectionOf(r) == s {
			out = append(out, r)
		}
	}
	return out
}
