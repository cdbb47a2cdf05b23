package board

import (
	"path"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// PostingFile is the file of a board that says what was hung on which notice board, and when.
// gongkai post writes into it.
const PostingFile = "张贴记录.md"

// Posting is a row of the posting record: one sheet at one place.
type Posting struct {
	kind.Row
	File    value.Text `col:"记录" need:"cell"`
	Version value.Text `col:"版本"`
	Place   value.Text `col:"张贴地点,地点" need:"cell"`
	On      value.Date `col:"张贴日期" need:"cell"`
	Down    value.Date `col:"撤下日期"`
	By      value.Text `col:"经手人" need:"cell"`
	Photo   value.Text `col:"照片"`

	Record   *kind.Record // what hangs; also one that is not visible any more
	Visible  bool
	PhotoRef block.Ref // of the published photo; "" without one
}

// Hangs reports whether the sheet is on the wall on a day.
func (p *Posting) Hangs(on value.Date) bool {
	return !on.Before(p.On) && (p.Down.IsZero() || on.Before(p.Down))
}

// Line returns the line of its file that the posting stands in.
func (p *Posting) Line() int { return p.At("").Line }

// postingPage declares the posting record.
type postingPage struct {
	Title value.Text `key:"title" zh:"标题" help:"张贴记录"`

	Rows []Posting `table:"张贴记录" empty:"yes"`
}

var (
	errPostingRecord = diag.Define("GK0381", diag.Error, "张贴记录里的“%[1]s”不是这个公开栏的记录。", "%[2]s写记录的文件，从公开栏的文件夹算起，例如 财务公开/2026-10.md。")
	errPostingOrder  = diag.Define("GK0382", diag.Error, "撤下日期 %[1]s 早于张贴日期 %[2]s。", "核对这两个日期；还没有撤下的留空。")
	errNotPosted     = diag.Define("GK0383", diag.Warning, "“%[1]s”应当贴在公开栏（%[2]s），张贴记录里没有。", "贴好以后运行 gongkai post %[3]s --at 地点 --by 姓名。")
	errStillPosted   = diag.Define("GK0384", diag.Warning, "“%[1]s”%[2]s，还贴在%[3]s。", "撤下来，再运行 gongkai post %[4]s --at %[3]s --by 姓名 --down 日期。")
	errOldPosted     = diag.Define("GK0385", diag.Warning, "%[2]s贴的“%[1]s”是版本 %[3]s，以后内容改过，现在是 %[4]s。", "重新打印，换上新的，再运行 gongkai post。")
	errPostingPhoto  = diag.Define("GK0386", diag.Error, "张贴记录里的照片“%[1]s”不存在。", "核对文件名，从公开栏的文件夹算起；照片用 gongkai post --photo 添加，会去掉里面的位置信息。")
)

// postingPath is the path of the posting record in the source.
func (b *Board) postingPath() string { return path.Join(b.Dir, PostingFile) }

// readPostings reads the posting record where the board keeps one.
func (b *Board) readPostings(tree *source.Tree, report *diag.Report) {
	name := b.postingPath()
	if !slices.ContainsFunc(b.files, func(f source.File) bool { return f.Path == name }) {
		return
	}
	b.KeepsPostings = true
	if doc := tree.Document(name, report); doc != nil {
		var page postingPage
		kind.ReadPage(doc, &page, report)
		b.Postings = page.Rows
	}
}

// settlePostings finds out what hangs, and what is wrong with it.
func (b *Board) settlePostings(report *diag.Report) {
	var known []string
	for _, r := range b.all {
		known = append(known, b.within(r.Path))
	}
	for i := range b.Postings {
		p := &b.Postings[i]
		p.Record = b.byPath[path.Join(b.Dir, string(p.File))]
		if p.Record == nil {
			report.Add(errPostingRecord.At(p.At("记录"), p.File, diag.DidYouMean(string(p.File), known)))
			continue
		}
		p.Visible = b.Options.visible(p.Record)
		if !p.Down.IsZero() && p.Down.Before(p.On) {
			report.Add(errPostingOrder.At(p.At("撤下日期"), p.Down, p.On))
		}
		b.checkHanging(p, report)
	}
	if b.KeepsPostings {
		b.checkNotPosted(report)
	}
}

// within is the path of a file counted from the board's folder.
func (b *Board) within(file string) string {
	if b.Dir == "" {
		return file
	}
	return file[len(b.Dir)+1:]
}

// checkHanging looks at a sheet that is on the wall today.
func (b *Board) checkHanging(p *Posting, report *diag.Report) {
	if !p.Hangs(b.Options.AsOf) {
		return
	}
	if why := b.WhyDown(p); why != "" {
		report.Add(errStillPosted.At(p.At("记录"), p.Record.Title, why, p.Place, p.Record.Path))
		return
	}
	if now := p.Record.Version[:VersionLength]; p.Version != "" && string(p.Version) != now {
		report.Add(errOldPosted.At(p.At("版本"), p.Record.Title, p.Place, p.Version, now))
	}
}

// VersionLength is how many digits of a record's version are printed.
const VersionLength = 8

// WhyDown says why a sheet has to come down; "" if it may hang.
func (b *Board) WhyDown(p *Posting) string {
	switch {
	case !p.Visible:
		return "已经不公开"
	case p.Record.Window != nil && b.Options.AsOf.After(p.Record.Window.To):
		return "公示期 " + p.Record.Window.To.ISO() + " 已满"
	}
	return ""
}

// checkNotPosted reports what has to hang and does not.
func (b *Board) checkNotPosted(report *diag.Report) {
	for _, w := range b.Wanted() {
		r := w.Record
		if !slices.ContainsFunc(b.Postings, func(p Posting) bool { return p.Record == r && p.Hangs(b.Options.AsOf) }) {
			report.Add(errNotPosted.At(r.At("title"), r.Title, w.Why(), r.Path))
		}
	}
}

// PostingsOf returns where a record was hung.
func (b *Board) PostingsOf(r *kind.Record) []Posting {
	var out []Posting
	for _, p := range b.Postings {
		if p.Record == r {
			out = append(out, p)
		}
	}
	return out
}

// linkPhotos publishes the photos of sheets whose records are visible. Others are known, and stay where they are.
func (l *linker) linkPhotos() {
	b := l.board
	for i := range b.Postings {
		p := &b.Postings[i]
		if p.Photo == "" {
			continue
		}
		file := path.Join(b.Dir, string(p.Photo))
		r := b.byPath[path.Join(b.Dir, string(p.File))]
		switch {
		case !slices.ContainsFunc(b.files, func(f source.File) bool { return f.Path == file }):
			l.report.Add(errPostingPhoto.At(p.At("照片"), p.Photo))
		case r == nil || !b.Options.visible(r) || r.Withdrawn != kind.Unsaid:
			l.used[file] = true
		default:
			p.PhotoRef, _ = l.asset(file, source.Link{Dest: string(p.Photo), Pos: p.At("照片"), Image: true})
		}
	}
}
