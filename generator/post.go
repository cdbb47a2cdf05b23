package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/attach"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// PostOptions are what gongkai post notes of a sheet.
type PostOptions struct {
	At, By   string // where it hangs, and who hung it up
	On, Down string // days as people write them; On is today by default
	Photo    string // path of a picture
}

// photoDir is the folder of a board with the pictures of what hangs.
const photoDir = "张贴照片"

// postingHead begins a posting record.
const postingHead = "---\n标题: 张贴记录\n---\n\n" +
	"| 记录 | 版本 | 张贴地点 | 张贴日期 | 撤下日期 | 经手人 | 照片 |\n" +
	"| --- | --- | --- | --- | --- | --- | --- |\n"

// Post notes in the board's posting record that the sheet of a record was hung up, or taken down if it hangs
// there and a day for that is given. It returns the line that was written.
func Post(opts Options, file string, p PostOptions) (line string, report *Report, err error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return "", nil, err
	}
	defer b.end()
	name, err := inSource(b.opts.Source, file)
	if err != nil {
		return "", nil, err
	}
	b.understand()
	if b.stopped() {
		report, err = b.finish()
		return "", report, err
	}
	for _, bd := range b.boards {
		r, visible := bd.RecordAt(name)
		switch {
		case r == nil:
			continue
		case !visible && p.Down == "":
			return "", nil, &UsageError{file + " 现在不公开，不能张贴；撤下以前贴的，写 --down 日期。"}
		}
		line, err = b.post(bd, r, p)
		report, finishErr := b.finish()
		report.Findings = nil // they are about how it was before
		return line, report, errors.Join(err, finishErr)
	}
	return "", nil, notRecord(file)
}

// post writes one row.
func (b *build) post(bd *board.Board, r *kind.Record, p PostOptions) (string, error) {
	row, err := b.posting(bd, r, p)
	if err != nil {
		return "", err
	}
	name := filepath.Join(b.opts.Source, filepath.FromSlash(path.Join(bd.Dir, board.PostingFile)))
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = []byte(postingHead), nil
	}
	if err != nil {
		return "", err
	}
	if !utf8.Valid(text) {
		return "", &UsageError{board.PostingFile + " 不是 UTF-8 编码，不能改。请用记事本“另存为”UTF-8，再试一次。"}
	}
	if p.Photo != "" {
		if row.Photo, err = b.keepPhoto(bd, r, row, p.Photo); err != nil {
			return "", err
		}
	}
	line := postingLine(row)
	return line, replaceFile(name, setRow(text, openRow(bd, row), line))
}

// posting makes a row of what the command line says.
func (b *build) posting(bd *board.Board, r *kind.Record, p PostOptions) (board.Posting, error) {
	row := board.Posting{
		File: value.Text(strings.TrimPrefix(strings.TrimPrefix(r.Path, bd.Dir), "/")), Version: value.Text(r.Version[:board.VersionLength]),
		Place: value.Text(p.At), By: value.Text(p.By), On: b.asOf, Record: r,
	}
	for _, day := range []struct {
		flag, text string
		to         *value.Date
	}{{"--on", p.On, &row.On}, {"--down", p.Down, &row.Down}} {
		if day.text == "" {
			continue
		}
		if err := day.to.Parse(day.text); err != nil {
			return row, &UsageError{day.flag + " " + day.text + "：" + err.Error()}
		}
	}
	if open := openRow(bd, row); open != nil && p.On == "" {
		row.On, row.Version, row.Photo = open.On, open.Version, open.Photo
	}
	if !row.Down.IsZero() && row.Down.Before(row.On) {
		return row, &UsageError{fmt.Sprintf("--down %s：早于张贴日期 %s。", p.Down, row.On.ISO())}
	}
	return row, nil
}

// openRow returns the row of the sheet that is to be taken down; nil where a row is to be added.
func openRow(bd *board.Board, row board.Posting) *board.Posting {
	if row.Down.IsZero() {
		return nil
	}
	for i := range slices.Backward(bd.Postings) {
		if p := &bd.Postings[i]; p.Record == row.Record && p.Place == row.Place && p.Down.IsZero() {
			return p
		}
	}
	return nil
}

// postingLine writes a row as it stands in the file.
func postingLine(p board.Posting) string {
	down := ""
	if !p.Down.IsZero() {
		down = p.Down.ISO()
	}
	cells := []string{string(p.File), string(p.Version), string(p.Place), p.On.ISO(), down, string(p.By), string(p.Photo)}
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(c), " "), "|", `\|`)
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// setRow puts a line into the place of a row, or behind the last row of the table.
func setRow(text []byte, old *board.Posting, line string) []byte {
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if old != nil {
		lines[old.Line()-1] = line
		return []byte(strings.Join(lines, newline))
	}
	last := len(lines) - 1
	for last > 0 && !strings.HasPrefix(strings.TrimSpace(lines[last]), "|") {
		last--
	}
	return []byte(strings.Join(slices.Insert(lines, last+1, line), newline))
}

// keepPhoto puts a picture into the board's folder, without what the camera wrote into it. It returns its
// path from there.
func (b *build) keepPhoto(bd *board.Board, r *kind.Record, row board.Posting, file string) (value.Text, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", &UsageError{"--photo " + file + "：读不了这个文件。"}
	}
	if data, err = attach.Photo(data); err != nil {
		return "", &UsageError{"--photo " + file + "：" + err.Error()}
	}
	dir := filepath.Join(b.opts.Source, filepath.FromSlash(bd.Dir), photoDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	base := row.On.ISO() + "-" + strings.TrimSuffix(path.Base(r.Path), ".md")
	for n := 1; ; n++ {
		name := base + ".jpg"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.jpg", base, n)
		}
		old, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return value.Text(photoDir + "/" + name), replaceFile(filepath.Join(dir, name), data)
		case err != nil:
			return "", err
		case bytes.Equal(old, data):
			return value.Text(photoDir + "/" + name), nil
		}
	}
}
