package theme

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
)

// What there is in themes.FS.
const (
	boardDir   = "board"
	bundleFile = "chart/dist/client.js"
)

var errUnknownFile = diag.Define("GK0601", diag.Warning,
	"自带主题里没有“%[1]s”，这个文件不起作用。", "只有与自带主题同名的文件才会替换它。%[2]s")

// files is a theme's files: the built-in ones with those of the board over them.
type files struct {
	base, override fs.FS
	overridePath   string
	own            map[string]bool // paths that override has
	used           map[string]bool // paths that were read
}

func openFiles(base, override fs.FS, overridePath string) (*files, error) {
	board, err := fs.Sub(base, boardDir)
	if err != nil {
		return nil, err
	}
	f := &files{base: board, override: override, overridePath: overridePath, own: map[string]bool{}, used: map[string]bool{}}
	if override == nil {
		return f, nil
	}
	mine, err := list(override)
	for _, name := range mine {
		f.own[name] = true
	}
	return f, err
}

// unused warns of the board's own files that replace nothing and that no style
// sheet imports.
func (f *files) unused(r *diag.Report) error {
	known, err := list(f.base)
	if err != nil {
		return err
	}
	for name := range f.own {
		if !f.used[name] && !slices.Contains(known, name) {
			r.Add(errUnknownFile.At(diag.Pos{File: f.at(name)}, name, didYouMean(name, known)))
		}
	}
	return nil
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
		return fs.ReadFile(f.override, name)
	}
	return fs.ReadFile(f.base, name)
}

// at returns the path of one of the board's own files in its source.
func (f *files) at(name string) string { return path.Join(f.overridePath, name) }

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
