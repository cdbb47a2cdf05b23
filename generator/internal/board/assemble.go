package board

import (
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
)

var (
	errAddress  = diag.Define("GK0310", diag.Error, "网址 %[1]s 已经被 %[2]s 用了。", "在开头用“网址名”另起一个，或者改文件名（只有大小写不同也算相同）；是旧网址的，删掉它。")
	errNumber   = diag.Define("GK0311", diag.Error, "编号“%[1]s”已经用在 %[2]s。", "编号不能重复，改掉写错的一个。")
	errReserved = diag.Define("GK0312", diag.Error, "“%[1]s”是程序自己要用的网址。", "用“网址名”另起一个；是旧网址的，删掉它。")
	errBadAlias = diag.Define("GK0313", diag.Error, "旧网址“%[1]s”不能用。", "写成 /栏目/名字/ 的样子，用 / 开头，不带 .. 和空格、标点。")
)

// Take hands the board the records that Read made; nil ones are left out.
func (b *Board) Take(records []*kind.Record) {
	for _, r := range records {
		if r != nil {
			b.all = append(b.all, r)
			b.byPath[r.Path] = r
		}
	}
}

// Assemble makes the board whole: what is visible, where it is found, what its
// links lead to, and what follows from the records of each section together.
func (b *Board) Assemble(report *diag.Report) {
	b.withdraw()
	for _, r := range b.all {
		if len(r.Scheme) == 0 {
			r.Scheme = b.SectionOf(r).Scheme
		}
		if b.Options.visible(r) {
			b.Records = append(b.Records, r)
		}
	}
	slices.SortFunc(b.Records, byDate)
	for _, r := range b.Records {
		s := b.SectionOf(r)
		s.Records = append(s.Records, r)
	}
	b.address(report)
	b.link(report)
	b.kin = map[kind.Kind][]*kind.Record{}
	for _, r := range b.Records {
		b.kin[r.Kind] = append(b.kin[r.Kind], r)
	}
	b.Root.Walk(func(s *Section) {
		slices.SortFunc(s.Records, byList)
		for _, group := range byKind(s.Records) {
			group[0].Kind.Relate(b.Context(group[0].Kind, report), group)
		}
	})
	for _, r := range b.Records {
		if r.Withdrawn == kind.Stub {
			r.Kind.Shorten(r)
		}
	}
	b.inspect(report)
	b.gatherScheme(report)
	b.gatherUnits()
	b.gatherTracks()
	b.meetDuties(report)
	b.settlePostings(report)
	b.settleScreens(report)
}

// address gives every record its page and finds addresses that are used twice. Hidden
// records take part: two pages must not collide on the day when one of them appears.
func (b *Board) address(report *diag.Report) {
	taken := map[string]string{}
	b.taken = taken
	for _, name := range reserved {
		taken["/"+name+"/"] = ""
	}
	b.Root.Walk(func(s *Section) {
		if s.Parent != nil {
			claim(taken, s.Ref, s.Dir, s.pos, report)
		}
	})
	numbers := map[string]string{}
	for _, r := range b.all {
		name := slug(strings.TrimSuffix(path.Base(r.Path), ".md"))
		if r.Slug != "" {
			name = checkSlug(string(r.Slug), r.At("slug"), report)
		}
		r.Ref = b.SectionOf(r).Ref + blockRef(name)
		claim(taken, r.Ref, r.Path, r.At("slug"), report)
		if n := string(r.Number); n != "" {
			if first, ok := numbers[n]; ok {
				report.Add(errNumber.At(r.At("number"), n, first))
			} else {
				numbers[n] = r.Path
			}
		}
	}
	for _, r := range b.all {
		for i, old := range r.Aliases {
			pos := r.AtItem("aliases", i)
			ref, ok := aliasRef(string(old))
			if !ok {
				report.Add(errBadAlias.At(pos, old))
				continue
			}
			claim(taken, ref, r.Path, pos, report)
		}
	}
}

// claim takes an address, without regard to letter case: Windows and some servers see none.
func claim(taken map[string]string, ref block.Ref, by string, pos diag.Pos, report *diag.Report) {
	key := strings.ToLower(string(ref))
	first, ok := taken[key]
	switch {
	case !ok:
		taken[key] = by
	case first == "":
		report.Add(errReserved.At(pos, strings.Trim(string(ref), "/")))
	default:
		report.Add(errAddress.At(pos, ref, first))
	}
}

// aliasRef makes a Ref of an old address.
func aliasRef(old string) (block.Ref, bool) {
	inner := strings.TrimSuffix(strings.TrimPrefix(old, "/"), "/")
	for _, part := range strings.Split(inner, "/") {
		if !isSlug(part) {
			return "", false
		}
	}
	return block.Ref("/" + inner + "/"), strings.HasPrefix(old, "/")
}

// AliasRefs returns the old addresses of a record.
func AliasRefs(r *kind.Record) []block.Ref {
	var out []block.Ref
	for _, old := range r.Aliases {
		if ref, ok := aliasRef(string(old)); ok {
			out = append(out, ref)
		}
	}
	return out
}

var (
	errNoTarget   = diag.Define("GK0314", diag.Error, "“%[1]s”指向的文件不存在。", "%[2]s核对文件名和所在的文件夹；文件名要和磁盘上的一字不差。")
	errHidden     = diag.Define("GK0315", diag.Warning, "“%[1]s”指向的记录没有公开，链接改指它的栏目。", "等它公开，或者删掉这个链接。")
	errOutside    = diag.Define("GK0316", diag.Error, "“%[1]s”指到了公开栏的文件夹外面。", "把文件复制到公开栏的文件夹里再链接。")
	errUnused     = diag.Define("GK0317", diag.Warning, "没有公开的记录用到这个文件，它不会发布。", "要发布就在记录里加上链接；用不着的删掉。")
	errFileTaken  = diag.Define("GK0320", diag.Error, "文件“%[1]s”发布以后的网址 %[2]s 已经被别的内容用了。", "给这个文件改一个名字。")
	errNoAnchor   = diag.Define("GK0321", diag.Warning, "“%[1]s”指向的那一页里没有“%[2]s”这个标题。", "核对 # 后面的标题，或者删掉 # 和它后面的字。")
	errFarImage   = diag.Define("GK0322", diag.Error, "图片“%[1]s”在别的网站上。", "把图片存到公开栏的文件夹里再引用：打开公开栏时不能到别的网站取东西。")
	errImageNotes = diag.Define("GK0318", diag.Error, "“%[1]s”不是图片。", "图片要用 png、jpg、gif、webp 或 svg；别的文件用链接：[文字](文件)。")
)

// link resolves the links of everything visible.
func (b *Board) link(report *diag.Report) {
	l := &linker{board: b, report: report, files: map[string]string{}, used: map[string]bool{}, withdrawn: map[string]*kind.Record{}}
	for _, f := range b.files {
		if f.Type == source.AssetFile {
			l.files[strings.ToLower(f.Path)] = f.Path
		}
	}
	l.withdrawFiles()
	for _, r := range b.Records {
		l.resolve(r.Path, r.Anchors, r.Links)
		r.Links = nil
	}
	b.Root.Walk(func(s *Section) {
		if s.Intro != nil {
			l.resolve(path.Join(s.Dir, indexFile), s.Intro.Anchors, s.Intro.Links)
			s.Intro.Links = nil
		}
	})
	l.linkPhotos()
	for _, f := range b.files {
		if f.Type == source.AssetFile && !l.used[f.Path] {
			report.Add(errUnused.At(diag.Pos{File: f.Path}))
		}
	}
	slices.SortFunc(b.Assets, func(x, y Asset) int { return strings.Compare(x.Name, y.Name) })
}

// linker finds what the links of a board lead to.
type linker struct {
	board  *Board
	report *diag.Report
	files  map[string]string // assets by path in lower case
	used   map[string]bool

	withdrawn map[string]*kind.Record // who carried an asset along that was withdrawn
}

// resolve replaces the links of the page of a file, which has some anchors.
func (l *linker) resolve(from string, anchors []string, links []source.Link) {
	for _, link := range links {
		if fragment, here := strings.CutPrefix(link.Dest, "#"); here {
			l.checkAnchor(link, anchors, fragment)
		}
		if ref, ok := l.target(dirOf(from), link); ok {
			*link.Ref = ref
		}
	}
}

// target returns where a link leads; ok is false where findings say that it leads nowhere.
func (l *linker) target(dir string, link source.Link) (block.Ref, bool) {
	dest, fragment, _ := strings.Cut(link.Dest, "#")
	if dest == "" || strings.Contains(dest, ":") || strings.HasPrefix(dest, "//") {
		if link.Image {
			l.report.Add(errFarImage.At(link.Pos, link.Dest))
		}
		return block.Ref(link.Dest), !link.Image // this page, or elsewhere
	}
	file := l.board.pathOf(dir, dest)
	if b := l.board.Dir; file == ".." || strings.HasPrefix(file, "../") || b != "" && file != b && !strings.HasPrefix(file, b+"/") {
		l.report.Add(errOutside.At(link.Pos, link.Dest))
		return "", false
	}
	if file == "." {
		file = ""
	}
	if path.Base(file) == indexFile {
		file = dirOf(file)
	}
	if s := l.board.sections[file]; s != nil {
		if s.Intro != nil {
			l.checkAnchor(link, s.Intro.Anchors, fragment)
		}
		return s.nonEmpty().Ref + hash(fragment), true
	}
	if r := l.board.byPath[file]; r != nil {
		if !l.board.Options.visible(r) {
			l.report.Add(errHidden.At(link.Pos, link.Dest))
			return l.board.SectionOf(r).nonEmpty().Ref, true
		}
		l.checkAnchor(link, r.Anchors, fragment)
		return r.Ref + hash(fragment), true
	}
	return l.asset(file, link)
}

// checkAnchor reports a place that a page does not have.
func (l *linker) checkAnchor(link source.Link, anchors []string, fragment string) {
	if fragment != "" && !slices.Contains(anchors, fragment) {
		l.report.Add(errNoAnchor.At(link.Pos, link.Dest, fragment))
	}
}

func hash(fragment string) block.Ref {
	if fragment == "" {
		return ""
	}
	return block.Ref("#" + fragment)
}

// pathOf returns the file that a link in a folder means.
func (b *Board) pathOf(dir, dest string) string {
	if strings.HasPrefix(dest, "/") {
		dir = b.Dir
	}
	return path.Join(dir, strings.TrimPrefix(dest, "/"))
}

var imageTypes = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

func (l *linker) asset(file string, link source.Link) (block.Ref, bool) {
	found, ok := l.files[strings.ToLower(file)]
	if !ok || found != file {
		hint := ""
		if ok {
			l.used[found] = true // a second finding about the same file would not help
			hint = "磁盘上的文件名是“" + path.Base(found) + "”，大小写不同。"
		}
		l.report.Add(errNoTarget.At(link.Pos, link.Dest, hint))
		return "", false
	}
	if link.Image && !slices.Contains(imageTypes, strings.ToLower(path.Ext(file))) {
		l.used[file] = true
		l.report.Add(errImageNotes.At(link.Pos, link.Dest))
		return "", false
	}
	if r := l.withdrawn[file]; r != nil {
		l.report.Add(errKeptElsewhere.At(link.Pos, link.Dest, r.Title))
		return l.board.SectionOf(r).nonEmpty().Ref, !link.Image
	}
	ref := l.board.assetRef(file)
	if !l.used[file] {
		l.used[file] = true
		if !l.claim(ref) {
			l.report.Add(errFileTaken.At(link.Pos, link.Dest, ref))
		}
		l.board.Assets = append(l.board.Assets, Asset{Source: file, Name: l.board.Base + strings.TrimPrefix(string(ref), "/")})
	}
	return ref, true
}

// claim takes the address of a file. A page is a folder with its index.html in it.
func (l *linker) claim(ref block.Ref) bool {
	key := strings.ToLower(string(ref))
	if _, taken := l.board.taken[key+"/"]; taken || path.Base(key) == "index.html" {
		return false
	}
	l.board.taken[key+"/"] = key
	return true
}

// assetRef is the address of a file: that of its section, under its own name.
func (b *Board) assetRef(file string) block.Ref {
	dir, below := dirOf(file), ""
	for b.sections[dir] == nil {
		below = slug(path.Base(dir)) + "/" + below
		dir = dirOf(dir)
	}
	return b.sections[dir].Ref + block.Ref(below+path.Base(file))
}
