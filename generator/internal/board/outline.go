package board

import (
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// ConfigFile makes a folder a board, and indexFile describes a section.
const (
	ConfigFile = "board.yaml"
	indexFile  = "_index.md"
)

// sectionKeys declares the front matter of _index.md.
type sectionKeys struct {
	Title       value.Text   `key:"title" zh:"标题" help:"栏目的名称" need:"yes"`
	Slug        value.Text   `key:"slug" zh:"网址名" help:"网址里的名字；不写时用文件夹名的拼音"`
	Type        value.Text   `key:"type" zh:"类型" help:"栏目里的记录是哪一类"`
	Scheme      []value.Text `key:"scheme" zh:"条目" help:"栏目里的记录归在活动体系的哪一条；记录自己写了的除外"`
	Column      value.Text   `key:"column" zh:"栏目类型" help:"政府网站要写：信息公开目录、通知公告、办事服务等"`
	Weight      value.Int    `key:"weight" zh:"排序" help:"数字小的排在前面"`
	Description value.Text   `key:"description" zh:"简介" help:"一句话介绍"`
}

var (
	errNoBoard  = diag.Define("GK0305", diag.Error, "这个文件夹里没有 board.yaml，也没有带 board.yaml 的子文件夹。", "进入公开栏所在的文件夹再运行，或者用 -s 指明它。")
	errOrphan   = diag.Define("GK0306", diag.Warning, "这个文件不在任何公开栏里，不会发布。", "把它移到带 board.yaml 的文件夹里，或者删掉。")
	errNestedIn = diag.Define("GK0307", diag.Error, "两个公开栏的网址都是“%[1]s”，另一个在 %[2]s。", "改一个文件夹的名字。")
)

// Outline finds the boards of a source and reads what describes them: board.yaml
// and the _index.md of each section. Records come later, through Read.
func Outline(tree *source.Tree, files []source.File, opts Options, report *diag.Report) []*Board {
	var boards []*Board
	for _, f := range files {
		if f.Type != source.ConfigFile {
			continue
		}
		node := tree.YAML(f.Path, report)
		if node == nil {
			continue
		}
		b := &Board{Dir: dirOf(f.Path), Options: opts, sections: map[string]*Section{}, byPath: map[string]*kind.Record{}}
		b.readConfig(node, report)
		boards = append(boards, b)
	}
	if len(boards) == 0 {
		if report.Errors() == 0 {
			report.Add(errNoBoard.At(diag.Pos{File: ConfigFile}))
		}
		return nil
	}
	for _, f := range files {
		if b := owner(boards, f.Path); b != nil {
			b.files = append(b.files, f)
		} else if f.Type == source.DocumentFile {
			report.Add(errOrphan.At(diag.Pos{File: f.Path}))
		}
	}
	slices.SortFunc(boards, func(x, y *Board) int { return strings.Compare(x.Dir, y.Dir) })
	setBases(boards, report)
	setFamily(boards)
	for _, b := range boards { // parents come before their children
		b.readHolidays(report)
	}
	for _, b := range boards {
		b.outline(tree, report)
	}
	return boards
}

// owner returns the board whose folder holds a file most closely.
func owner(boards []*Board, file string) *Board {
	var best *Board
	for _, b := range boards {
		inside := b.Dir == "" || strings.HasPrefix(file, b.Dir+"/")
		if inside && (best == nil || len(b.Dir) > len(best.Dir)) {
			best = b
		}
	}
	return best
}

// setBases gives each board its folder below public/: the board that is the source itself is the
// root, others are at the address of their folder.
func setBases(boards []*Board, report *diag.Report) {
	seen := map[string]*Board{}
	for _, b := range boards {
		if b.Dir != "" {
			var parts []string
			for _, p := range strings.Split(b.Dir, "/") {
				parts = append(parts, slug(p))
			}
			b.Base = strings.Join(parts, "/") + "/"
		}
		key := strings.ToLower(b.Base)
		if other := seen[key]; other != nil {
			report.Add(errNestedIn.At(diag.Pos{File: path.Join(b.Dir, ConfigFile)}, b.Base, other.Dir))
		}
		seen[key] = b
	}
}

// outline makes the sections of a board from its folders.
func (b *Board) outline(tree *source.Tree, report *diag.Report) {
	b.Root = &Section{Title: string(b.Title), Dir: b.Dir, Ref: "/"}
	b.sections[b.Dir] = b.Root
	for _, f := range b.files {
		if f.Type == source.DocumentFile {
			b.section(dirOf(f.Path))
		}
	}
	for _, f := range b.files {
		if f.Type == source.DocumentFile && path.Base(f.Path) == indexFile {
			b.describe(b.sections[dirOf(f.Path)], tree.Document(f.Path, report), report)
		}
	}
	b.Root.Walk(func(s *Section) { sortSections(s.Children) })
	b.Root.Walk(func(s *Section) {
		if s.Parent != nil {
			s.inherit()
		}
	})
	b.checkDuties(report)
	b.readBooklet(report)
	b.readPostings(tree, report)
	b.readScreens(report)
}

// section returns the section of a folder, making it and those above.
func (b *Board) section(dir string) *Section {
	if s := b.sections[dir]; s != nil {
		return s
	}
	parent := b.section(dirOf(dir))
	name := path.Base(dir)
	s := &Section{Title: name, Dir: dir, Parent: parent, slug: slug(name), pos: diag.Pos{File: dir}}
	parent.Children = append(parent.Children, s)
	b.sections[dir] = s
	return s
}

// describe fills a section from its _index.md.
func (b *Board) describe(s *Section, doc *source.Document, report *diag.Report) {
	if doc == nil {
		return
	}
	var keys sectionKeys
	s.Intro, s.pos = kind.ReadPage(doc, &keys, report), doc.End
	s.Description, s.Column, s.Weight = string(keys.Description), string(keys.Column), int(keys.Weight)
	if keys.Title != "" && s.Parent != nil {
		s.Title = string(keys.Title)
	}
	if keys.Slug != "" {
		s.pos = s.Intro.Keys["slug"]
		s.slug = checkSlug(string(keys.Slug), s.pos, report)
	}
	s.Scheme = keys.Scheme
	for i, name := range keys.Scheme {
		b.Config.Scheme.CheckItem(string(name), s.Intro.ItemAt("scheme", i), report)
	}
	if keys.Type != "" {
		if s.Kind = kind.Find(string(keys.Type)); s.Kind == nil {
			report.Add(unknownKind(s.Intro.Keys["type"], string(keys.Type)))
		}
	}
}

// inherit takes from the section above what this one does not say itself.
func (s *Section) inherit() {
	if s.Kind == nil {
		s.Kind = s.Parent.Kind
	}
	if len(s.Scheme) == 0 {
		s.Scheme = s.Parent.Scheme
	}
	s.Ref = s.Parent.Ref + blockRef(s.slug)
}

// Sources returns the paths of the board's records, to be read with Read.
func (b *Board) Sources() []string {
	var out []string
	for _, f := range b.files {
		if f.Type == source.DocumentFile && path.Base(f.Path) != indexFile && f.Path != b.postingPath() {
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
	return out
}

var errNoKind = diag.Define("GK0308", diag.Error, "没有写这条记录的类型，栏目也没有。", "在开头加一行“类型: …”，或者在这个文件夹的 _index.md 里写。可以写：%[1]s。")

// Read makes a record of a document. It is safe for concurrent use; it gives
// nil where findings say why there is none.
func (b *Board) Read(doc *source.Document, report *diag.Report) *kind.Record {
	k := b.kindOf(doc, report)
	if k == nil {
		return nil
	}
	return k.Decode(b.Context(k, report), doc)
}

// kindOf returns the kind of a document, which it says itself or its section does; nil where findings say why
// there is none.
func (b *Board) kindOf(doc *source.Document, report *diag.Report) kind.Kind {
	k := b.sections[dirOf(doc.Path)].Kind
	for _, e := range doc.Front.Entries {
		if e.Key != "type" && e.Key != "类型" || e.Value.Text == "" {
			continue // an empty one, or a list, is reported where the key is read
		}
		if k = kind.Find(e.Value.Text); k == nil {
			report.Add(unknownKind(e.Value.Pos, e.Value.Text))
			return nil
		}
	}
	if k == nil {
		report.Add(errNoKind.At(doc.End, strings.Join(kind.Titles(), "、")))
	}
	return k
}

// Documents returns the paths of all Markdown files of the board.
func (b *Board) Documents() []string {
	var out []string
	for _, f := range b.files {
		if f.Type == source.DocumentFile {
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
	return out
}

// Tidying says how a document of the board is written as a rule.
func (b *Board) Tidying(doc *source.Document) source.Tidying {
	switch {
	case path.Base(doc.Path) == indexFile:
		return kind.TidyingOf(kind.Declared[sectionKeys]())
	case doc.Path == b.postingPath():
		return kind.TidyingOf(nil)
	}
	return kind.Tidying(b.kindOf(doc, &diag.Report{}), doc)
}

// Hangs reports whether a sheet of a document is noted as hanging somewhere.
func (b *Board) Hangs(file string) bool {
	return slices.ContainsFunc(b.Postings, func(p Posting) bool { return string(p.File) == b.within(file) && p.Down.IsZero() })
}
