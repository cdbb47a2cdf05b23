package generator

import (
	"errors"
	"path/filepath"
	"slices"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
)

// Approve signs off a record: it writes into the front matter of its file who looked at it, when, and a digest
// of the text. A later change to the text voids the sign-off. It returns the line that was
// written; with findings about the file in the report nothing is.
func Approve(opts Options, file, by string) (line string, report *Report, err error) {
	b, err := begin(opts)
	if err != nil {
		return "", nil, err
	}
	defer b.end()
	name, err := inSource(b.opts.Source, file)
	if err != nil {
		return "", nil, err
	}
	b.find()
	if b.stopped() {
		report, err = b.finish()
		return "", report, err
	}
	i := slices.IndexFunc(b.boards, func(bd *board.Board) bool { return slices.Contains(bd.Sources(), name) })
	if i < 0 {
		return "", nil, notRecord(file)
	}
	line, err = b.approve(b.boards[i], name, by)
	b.found = aboutFile(b.found, name)
	report, finishErr := b.finish()
	return line, report, errors.Join(err, finishErr)
}

// notRecord says that a file that was named is none of a board's records.
func notRecord(file string) error {
	return &UsageError{file + " 不是公开栏里的记录。写记录的 .md 文件，例如 content/财务公开/2026-10.md。"}
}

// aboutFile leaves out findings on other files, which don't matter to this one.
func aboutFile(all *diag.Report, name string) *diag.Report {
	own := &diag.Report{}
	for _, f := range all.Findings() {
		if f.Pos.File == name && f.Severity == diag.Error {
			own.Add(f)
		}
	}
	return own
}

// approve signs off one document of a board.
func (b *build) approve(bd *board.Board, name, by string) (string, error) {
	doc := b.tree.Document(name, b.found)
	if doc == nil {
		return "", nil
	}
	r := bd.Read(doc, b.found)
	if r == nil && aboutFile(b.found, name).Errors() > 0 && !onlyApproval(b.found, name) {
		return "", nil
	}
	if ok, who := bd.MayApprove(by); !ok {
		return "", &UsageError{"“" + by + "”不能签发。" + who}
	}
	b.found = &diag.Report{} // what was wrong with the old sign-off does not matter any more
	line := kind.Approve(doc, by, b.asOf).String()
	raw, err := b.tree.ReadFile(name)
	if err != nil {
		return "", err
	}
	signed, err := source.SetKey(name, raw, kind.ApprovalKeys, line)
	if errors.Is(err, source.ErrNotUTF8) {
		return "", &UsageError{name + " 不是 UTF-8 编码，不能改。请用记事本“另存为”UTF-8，再签发。"}
	}
	if err != nil {
		return "", err
	}
	return line, replaceFile(filepath.Join(b.opts.Source, filepath.FromSlash(name)), signed)
}

// onlyApproval reports whether all that is wrong with a file is its old sign-off.
func onlyApproval(all *diag.Report, name string) bool {
	for _, f := range aboutFile(all, name).Findings() {
		if !kind.AboutApproval(f.Code) {
			return false
		}
	}
	return true
}
