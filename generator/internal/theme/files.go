package theme

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
)

// bundleFile is the script in themes.FS that all themes share.
const bundleFile = "chart/dist/client.js"

var errUnknownFile = diag.Define("GK0601", diag.Warning,
	"自带主题里没有“%[1]s”，这个文件不起作用。", "只有与自带主题同名的文件才会替换它。%[2]s")

// files is a theme's files: the built-in ones with those of the board over them.
type files struct {
	base     fs.FS
	dirs     []string // in base, what is in one going before what is in the next
	override Own
	known    []string        // the built-in paths, in order
	own      map[string]bool // paths that override has
	used     map[string]bool // paths that were read
}

func openFiles(base fs.FS, dirs []string, override Own) (*files, error) {
	f := &files{base: base, dirs: dirs, override: override, own: map[string]bool{}, used: map[string]bool{}}
	for _, dir := range dirs {
		layer, err := fs.Sub(base, dir)
		if err != nil {
			return nil, err
		}
		names, err := list(layer)
		if err != nil {
			return nil, err
		}
		f.known = append(f.known, names...)
	}
	slices.Sort(f.known)
	f.known = slices.Compact(f.known)
	if override.Files == nil {
		return f, nil
	}
	mine, err := list(override.Files)
	for _, name := range mine {
		f.own[name] = true
	}
	return f, err
}

// unused warns of the board's own files that replace nothing and that no style
// sheet imports.
func (f *files) unused(r *diag.Report) {
	for name := range f.own {
		if !f.used[name] && !f.builtIn(name) {
			r.Add(errUnknownFile.At(diag.Pos{File: f.at(name)}, name, didYouMean(name, f.known)))
		}
	}
}

// builtIn reports whether the program's theme has a file.
func (f *files) builtIn(name string) bool {
	_, found := slices.BinarySearch(f.known, name)
	return found
}

// in returns the names of the built-in files in a folder, in order. Not every surface has every folder.
func (f *files) in(dir string) []string {
	var names []string
	for _, name := range f.known {
		if path.Dir(name) == path.Clean(dir) {
			names = append(names, path.Base(name))
		}
	}
	return names
}

// list returns the paths of all files that people put there themselves, in order.
func list(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !incidental(path.Base(name)) {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// incidental reports whether a file is one that systems and editors leave behind.
func incidental(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~") ||
		strings.EqualFold(name, "thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// didYouMean suggests the file that a name was meant for: a misspelt one, or one
// of the same name in another folder.
func didYouMean(name string, known []string) string {
	if s := diag.DidYouMean(name, known); s != "" {
		return s
	}
	for _, k := range known {
		if path.Base(k) == path.Base(name) {
			return "您是不是想写“" + k + "”？"
		}
	}
	return ""
}

// read returns a file, the board's own if there is one.
func (f *files) read(name string) ([]byte, error) {
	f.used[name] = true
	if f.own[name] {
		return fs.ReadFile(f.override.Files, name)
	}
	var data []byte
	err := fs.ErrNotExist
	for _, dir := range f.dirs {
		if data, err = fs.ReadFile(f.base, path.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return data, err
}

// at returns the path of one of the board's own files in its source.
func (f *files) at(name string) string { return path.Join(f.override.Path, name) }

// reported hands an error that is a finding to r, and returns any other.
func reported(err error, r *diag.Report) error {
	var b *Broken
	if errors.As(err, &b) {
		r.Add(b.finding)
		return nil
	}
	return err
}

// Broken is an error in a file that the board brought itself.
type Broken struct {
	finding diag.Finding
	cause   error
}

// Error returns what is wrong, with the place.
func (b *Broken) Error() string { return b.finding.Pos.String() + ": " + b.finding.Message }

// Finding returns what to tell the author.
func (b *Broken) Finding() diag.Finding { return b.finding }

// Unwrap returns the error of the template engine.
func (b *Broken) Unwrap() error { return b.cause }
