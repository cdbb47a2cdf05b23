package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"gongkai/generator/internal/diag"
)

// maxName is the most bytes of a file name. Windows and many archives stop at 255, and an
// output path adds to it.
const maxName = 200

var (
	errLinkOut = diag.Define("GK0101", diag.Error,
		"“%s”是一个快捷链接，指向公开栏文件夹以外或者已经不存在的地方。", "请把原文件复制到公开栏文件夹里，代替这个链接。")
	warnLinkedDir = diag.Define("GK0102", diag.Warning,
		"“%s”是指向另一个文件夹的快捷链接，里面的内容没有读取。", "请把那个文件夹复制到公开栏文件夹里，代替这个链接。")
	errBadName = diag.Define("GK0103", diag.Error,
		"文件名“%s”不能用：%s。", "请改一个文件名，例如“2026-10-财务公开.md”。")
	errNameClash = diag.Define("GK0104", diag.Error,
		"“%s”和“%s”只差字母大小写，在 Windows 上是同一个文件。", "请给其中一个改名。")
	errIrregular = diag.Define("GK0105", diag.Error,
		"“%s”不是普通文件，不能发布。", "请删掉它，或者换成普通文件。")
	errConfigName = diag.Define("GK0106", diag.Error,
		"设置文件的名字应当是“board.yaml”，这里是“%s”。", "请把文件名改成小写的 board.yaml。")
)

var errNotRegular = errors.New("not a regular file")

// FileType tells what a file is for.
type FileType uint8

// The file types.
const (
	AssetFile    FileType = iota // anything else: images, attachments
	ConfigFile                   // board.yaml
	DocumentFile                 // Markdown
)

// File is a file of a source folder.
type File struct {
	Path string // slash path from the source folder
	Type FileType
	Size int64 // bytes
}

// Files lists the files of the folder and all folders below, ordered by path. Names that
// editors, office programs and systems leave behind are skipped, and so is the folder
// themes at the top. Folders with a board.yaml of their own are listed like others; which
// board a file belongs to is the caller's business.
func (t *Tree) Files(r *diag.Report) []File {
	w := walker{fsys: t.fsys, r: r}
	w.dir(".")
	slices.SortFunc(w.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return w.files
}

type walker struct {
	fsys  fs.FS
	r     *diag.Report
	files []File
}

// dir lists one folder.
func (w *walker) dir(dir string) {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.r.Add(errUnreadable.At(diag.Pos{File: dir}, reason(err)))
		return
	}
	seen := make(map[string]string, len(entries))
	for _, e := range entries {
		name := e.Name()
		if skipped(name) || dir == "." && e.IsDir() && name == "themes" {
			continue
		}
		at := diag.Pos{File: path.Join(dir, name)}
		if why := badName(name); why != "" {
			w.r.Add(errBadName.At(at, name, why))
		}
		folded := strings.ToLower(name)
		if other, ok := seen[folded]; ok {
			w.r.Add(errNameClash.At(at, other, name))
		}
		seen[folded] = name
		w.entry(at, e)
	}
}

// entry lists a file, or what is below a folder.
func (w *walker) entry(at diag.Pos, e fs.DirEntry) {
	if e.IsDir() {
		w.dir(at.File)
		return
	}
	linked := e.Type()&fs.ModeSymlink != 0
	var info fs.FileInfo
	var err error
	if linked {
		info, err = fs.Stat(w.fsys, at.File) // follows the link, within the root only
	} else {
		info, err = e.Info()
	}
	switch {
	case err != nil && linked:
		w.r.Add(errLinkOut.At(at, e.Name()))
	case err != nil:
		w.r.Add(errUnreadable.At(at, reason(err)))
	case info.IsDir():
		w.r.Add(warnLinkedDir.At(at, e.Name()))
	case !info.Mode().IsRegular():
		w.r.Add(errIrregular.At(at, e.Name()))
	default:
		w.file(at, e.Name(), info.Size())
	}
}

func (w *walker) file(at diag.Pos, name string, size int64) {
	typ := AssetFile
	switch lower := strings.ToLower(name); {
	case name == "board.yaml":
		typ = ConfigFile
	case lower == "board.yaml" || lower == "board.yml":
		w.r.Add(errConfigName.At(at, name))
		return
	case strings.HasSuffix(lower, ".md"):
		typ = DocumentFile
	}
	w.files = append(w.files, File{Path: at.File, Type: typ, Size: size})
}

// skipped reports whether a name is one that editors, office programs (lock and backup
// files of Word and WPS) or systems leave behind.
func skipped(name string) bool {
	lower := strings.ToLower(name)
	return name[0] == '.' || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(lower, ".tmp") || strings.HasSuffix(lower, ".bak") ||
		lower == "thumbs.db" || lower == "desktop.ini"
}

// badName tells why Windows, or an archive made for it, cannot hold a name. It returns ""
// for a good one.
func badName(name string) string {
	if i := strings.IndexFunc(name, func(r rune) bool {
		return strings.ContainsRune(`<>:"|?*\`, r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}); i >= 0 {
		return "里面有 Windows 不允许的字符"
	}
	base, _, _ := strings.Cut(name, ".")
	switch {
	case len(name) > maxName:
		return "名字太长（最多约 60 个汉字）"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "开头或结尾有空格，或者结尾有句点"
	case reserved(strings.ToUpper(strings.TrimRight(base, " "))):
		return "这是 Windows 的保留名"
	}
	return ""
}

// reserved reports whether Windows keeps a name for a device.
func reserved(base string) bool {
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && (len(port) == 1 && port >= "0" && port <= "9" || port == "¹" || port == "²" || port == "³")
}

// reason says in Chinese why something could not be read.
func reason(err error) string {
	switch {
	case errors.Is(err, errNotRegular):
		return "它不是普通文件"
	case errors.Is(err, fs.ErrNotExist):
		return "找不到它"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
