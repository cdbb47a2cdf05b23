package generator

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// NewRecord is a record that New has written.
type NewRecord struct {
	File  string   // as the caller finds it
	After string   // the record that it continues; "" for none
	Fill  []string // what is left to fill in
}

// New writes the next record of a kind: for a kind with periods the one that follows the last, otherwise one of
// today. It goes on from the last record of the section: same categories, same signers, the same tables without
// their rows; what the last one ended with is what the new one opens with. What it cannot
// know stays empty. about is a period, or a title; "" for the next period. into names the section where several have records of the kind.
func New(opts Options, kindName, about, into string) (*NewRecord, *Report, error) {
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
	bd, s, err := b.sectionFor(k, into)
	if err != nil {
		return nil, nil, err
	}
	n, err := b.nextRecord(k, lastOf(bd.RecordsOf(s, k)), about, nil)
	if err != nil {
		return nil, nil, err
	}
	made, err := n.write(filepath.Join(b.opts.Source, filepath.FromSlash(s.Dir), n.name()+".md"), n.text())
	return made, b.report, err
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

// nextRecord prepares the record that follows the last one of a section. given are values of keys, by English name, that
// are known from elsewhere.
func (b *build) nextRecord(k kind.Kind, last *kind.Record, about string, given map[string]string) (*nextRecord, error) {
	n := &nextRecord{kind: k, today: b.asOf, given: given}
	if err := n.after(last, about); err != nil {
		return nil, err
	}
	if n.last != nil {
		doc := b.tree.Document(n.last.Path, b.found)
		raw, err := b.tree.ReadText(n.last.Path)
		if err != nil || doc == nil {
			return nil, errors.Join(err, fmt.Errorf("%s: cannot be read again", n.last.Path))
		}
		n.doc, n.lines = doc, strings.Split(raw, "\n")
	}
	return n, nil
}

// write writes the record, unless there is a file of that name.
func (n *nextRecord) write(file, text string) (*NewRecord, error) {
	if err := createFile(file, []byte(text)); err != nil {
		return nil, err
	}
	made := &NewRecord{File: file, Fill: n.fill}
	if n.last != nil {
		made.After = n.last.Path
	}
	return made, nil
}

// createFile writes a file that must not be there yet.
func createFile(name string, data []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return &UsageError{name + " 已经有了。"}
	}
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// lastOf returns the last of some records, by period or else by date.
func lastOf(records []*kind.Record) *kind.Record {
	var last *kind.Record
	for _, r := range records {
		if last == nil || r.Period.Start().After(last.Period.Start()) || r.Period == last.Period && r.From().After(last.From()) {
			last = r
		}
	}
	return last
}

// nextRecord puts a record together from the one before it.
type nextRecord struct {
	kind   kind.Kind
	today  value.Date
	last   *kind.Record // nil for none
	period value.Period // zero for a kind without periods
	title  string       // "" where it follows from the last one
	given  map[string]string

	doc   *source.Document
	lines []string // of the last record
	out   bytes.Buffer
	fill  []string
}

// after decides what comes after the last record.
func (n *nextRecord) after(last *kind.Record, about string) error {
	n.last = last
	periodic := slices.ContainsFunc(n.kind.Fields(), func(f kind.Field) bool { return f.Name == "period" })
	switch {
	case !periodic && about == "":
		return &UsageError{"没有写标题，例如 gongkai new " + n.kind.Title() + " 停水通知。"}
	case !periodic:
		n.title = about
	case about != "":
		p, err := value.ParsePeriod(about)
		if err != nil {
			return &UsageError{"“" + about + "”不是期间：" + err.Error() + "。"}
		}
		n.period = p
	case last == nil || last.Period.IsZero():
		return &UsageError{"还没有上一期，写明是哪一期，例如 gongkai new " + n.kind.Title() + " 2026-11。"}
	default:
		n.period = last.Period.Next()
	}
	return nil
}

// name is the name of the new file, without its ending.
func (n *nextRecord) name() string {
	if !n.period.IsZero() {
		return n.period.Key()
	}
	return n.today.ISO() + "-" + safeName.ReplaceAllString(n.title, "-")
}

var safeName = regexp.MustCompile(`[^\p{L}\p{N}]+`)

func (n *nextRecord) text() string {
	n.out.WriteString("---\n")
	written := map[string]bool{}
	if n.doc != nil {
		for _, e := range n.doc.Front.Entries {
			n.entry(e, written)
		}
	}
	for _, f := range n.kind.Fields() {
		if f.Required && !written[f.Name] {
			n.line(f, f.Label(), n.known(f, ""))
		}
	}
	n.out.WriteString("---\n")
	n.body()
	return n.out.String()
}

// entry writes a key of the last record with what it is now.
func (n *nextRecord) entry(e source.Entry, written map[string]bool) {
	i := slices.IndexFunc(n.kind.Fields(), func(f kind.Field) bool { return f.Name == e.Key || slices.Contains(f.Aliases, e.Key) })
	if i < 0 {
		return
	}
	f := n.kind.Fields()[i]
	written[f.Name] = true
	switch f.Name {
	case "signoff", "aliases", "expiryDate", "publishDate", "draft", "summary", "attachments":
		return // they belong to the last one alone
	}
	if e.Value.Type != source.Scalar {
		n.copyLines(e) // a list or a group, such as the signers
		return
	}
	n.line(f, e.Key, n.known(f, e.Value.Text))
}

// line writes a key; one that is empty and has to be there is left to fill.
func (n *nextRecord) line(f kind.Field, key, text string) {
	if text == "" && !f.Required {
		return
	}
	if text == "" {
		n.fill = append(n.fill, f.Label())
	}
	fmt.Fprintf(&n.out, "%s: %s\n", key, text)
}

// copyLines copies the lines of a key as they are, up to the next key.
func (n *nextRecord) copyLines(e source.Entry) {
	end := n.doc.End.Line
	for _, other := range n.doc.Front.Entries {
		if other.Pos.Line > e.Pos.Line && other.Pos.Line < end {
			end = other.Pos.Line
		}
	}
	for _, l := range n.lines[e.Pos.Line-1 : end-1] {
		n.out.WriteString(l + "\n")
	}
}

// known returns what a key holds in the new record as far as it follows from the last one.
func (n *nextRecord) known(f kind.Field, last string) string {
	switch {
	case n.given[f.Name] != "":
		return n.given[f.Name]
	case f.Name == "title" && n.title != "":
		return n.title
	case f.Name == "title":
		return n.renamed(last, value.Period.String)
	case f.Name == "slug":
		return n.renamed(last, value.Period.Key)
	case f.Name == "period":
		return n.period.Key()
	case f.Name == "number":
		return nextNumber(last)
	case f.Name == "date" && n.period.IsZero():
		return n.today.ISO()
	case f.Follows != "":
		return n.lastValue(f.Follows)
	case f.TypeName == "日期" || f.TypeName == "金额" || f.TypeName == "数量" || f.TypeName == "整数":
		return ""
	}
	return last
}

// renamed puts the new period in the place of the last one in a text that names it.
func (n *nextRecord) renamed(text string, form func(value.Period) string) string {
	if n.last == nil || n.period.IsZero() || !strings.Contains(text, form(n.last.Period)) {
		return ""
	}
	return strings.ReplaceAll(text, form(n.last.Period), form(n.period))
}

// lastValue is what the last record has under a key.
func (n *nextRecord) lastValue(name string) string {
	if n.doc == nil {
		return ""
	}
	for _, f := range n.kind.Fields() {
		if f.Name != name {
			continue
		}
		for _, e := range n.doc.Front.Entries {
			if e.Key == f.Name || slices.Contains(f.Aliases, e.Key) {
				return e.Value.Text
			}
		}
	}
	return ""
}

var documentNumber = regexp.MustCompile(`^(.*〕)(\d+)(号)$`)

// nextNumber counts a document number up: 〔2026〕12号 is followed by 〔2026〕13号. Others are not guessed.
func nextNumber(last string) string {
	m := documentNumber.FindStringSubmatch(last)
	if m == nil {
		return ""
	}
	i, err := strconv.Atoi(m[2])
	if err != nil {
		return ""
	}
	return m[1] + strconv.Itoa(i+1) + m[3]
}

// body writes the headings of the last record, its tables without their rows, and its charts.
func (n *nextRecord) body() {
	if n.doc == nil {
		for _, t := range n.kind.Tables() {
			if t.Required {
				n.fill = append(n.fill, t.Name)
				n.table(t)
			}
		}
		return
	}
	heads := map[int]bool{}
	for _, p := range n.doc.Body {
		if t, ok := p.(*source.Table); ok {
			heads[t.Pos.Line] = true
		}
	}
	fence := false
	for i := n.doc.End.Line; i < len(n.lines); i++ {
		line := n.lines[i]
		switch {
		case strings.HasPrefix(line, "```"):
			fence = !fence
			n.paragraph(line, fence)
		case fence:
			n.out.WriteString(line + "\n")
		case strings.HasPrefix(line, "#"):
			n.paragraph(line, true)
		case heads[i+1]:
			n.paragraph(line, true)
			n.out.WriteString(n.lines[i+1] + "\n")
			n.fill = append(n.fill, "表格“"+firstCell(line)+" …”")
		}
	}
}

// paragraph writes a line, with an empty one above where it starts something.
func (n *nextRecord) paragraph(line string, starts bool) {
	if starts {
		n.out.WriteByte('\n')
	}
	n.out.WriteString(line + "\n")
}

func firstCell(row string) string {
	return strings.TrimSpace(strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")[0])
}

// table writes the head of a declared table.
func (n *nextRecord) table(t kind.TableSpec) {
	n.out.WriteByte('\n')
	var rule []string
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, c.Titles[0])
		rule = append(rule, "---")
	}
	fmt.Fprintf(&n.out, "| %s |\n| %s |\n", strings.Join(titles, " | "), strings.Join(rule, " | "))
}
