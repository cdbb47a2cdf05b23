package generator

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/starter"
	"gongkai/generator/internal/value"
)

// nextRecord puts a record together from the one before it.
type nextRecord struct {
	kind   kind.Kind
	today  value.Date
	last   *kind.Record      // nil for none
	period value.Period      // zero for a record without one
	title  string            // "" where it follows from the last one
	gap    bool              // there are periods between the last record and this one
	given  map[string]string // values of keys that are known from elsewhere, by English name

	doc   *source.Document // the last record, or the kind's example
	lines []string         // of it
	out   bytes.Buffer
	fill  []string
}

// nextRecord prepares the record that follows one of a section's records. given are values of keys, by English name,
// that are known from elsewhere.
func (b *build) nextRecord(k kind.Kind, records []*kind.Record, about string, given map[string]string) (*nextRecord, error) {
	n := &nextRecord{kind: k, today: b.asOf, given: given}
	if err := n.plan(records, about); err != nil {
		return nil, err
	}
	if err := n.read(b); err != nil {
		return nil, err
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

// plan decides what is written and what it goes on from: the last record of the period before, of the same length.
func (n *nextRecord) plan(records []*kind.Record, about string) error {
	i := slices.IndexFunc(n.kind.Fields(), func(f kind.Field) bool { return f.Name == "period" })
	periodic := i >= 0
	if about != "" && periodic {
		p, err := value.ParsePeriod(about)
		switch {
		case err == nil:
			n.period = p
		case n.kind.Fields()[i].Required:
			return &UsageError{"“" + about + "”不是期间：" + err.Error() + "。"}
		default: // such as an activity that is not a list of a month's
			periodic = false
		}
	}
	if !periodic {
		if about == "" {
			return &UsageError{"没有写标题，例如 gongkai new " + n.kind.Title() + " 停水通知。"}
		}
		n.title = about
		n.last = latest(records, func(r *kind.Record) bool { return r.Period.IsZero() })[0]
		return nil
	}
	ends := latest(records, func(r *kind.Record) bool {
		return !r.Period.IsZero() && (n.period.IsZero() || r.Period.Unit() == n.period.Unit() && r.Period.Compare(n.period) < 0)
	})
	n.last = ends[0]
	switch {
	case n.last == nil && n.period.IsZero():
		return &UsageError{"还没有上一期，写明是哪一期，例如 gongkai new " + n.kind.Title() + " 2026-11。"}
	case len(ends) > 1:
		var paths []string
		for _, r := range ends {
			paths = append(paths, r.Path)
		}
		return &UsageError{"有几条都是" + n.last.Period.String() + "的，用 --after 指明接着哪一条：" + strings.Join(paths, "、") + "。"}
	case n.period.IsZero():
		n.period = n.last.Period.Next()
	}
	n.gap = n.last != nil && n.last.Period.Next() != n.period
	return nil
}

// latest returns the records that are the last by period among those that may be; records without periods go by their
// date. There is always one, which is nil where there is none.
func latest(records []*kind.Record, may func(*kind.Record) bool) []*kind.Record {
	out := []*kind.Record{nil}
	for _, r := range records {
		last := out[0]
		switch {
		case !may(r):
		case last == nil, r.Period.Start().After(last.Period.Start()), r.Period.IsZero() && r.From().After(last.From()):
			out = []*kind.Record{r}
		case r.Period == last.Period && !r.Period.IsZero():
			out = append(out, r)
		}
	}
	return out
}

// read reads the last record, or the example of the kind, whose tables show what is wanted.
func (n *nextRecord) read(b *build) error {
	if n.last == nil {
		text, err := starter.Example(&starter.Types[0], n.kind.Name(), n.today)
		if err != nil {
			return err
		}
		n.doc, n.lines = source.Parse(n.kind.Name(), []byte(text), &diag.Report{}), strings.Split(text, "\n")
		return nil
	}
	doc := b.tree.Document(n.last.Path, b.found)
	raw, err := b.tree.ReadText(n.last.Path)
	if err != nil || doc == nil {
		return errors.Join(err, fmt.Errorf("%s: cannot be read again", n.last.Path))
	}
	n.doc, n.lines = doc, strings.Split(raw, "\n")
	return nil
}

// name is the name of the new file, without its ending.
func (n *nextRecord) name() string {
	if n.period.IsZero() {
		return n.today.ISO() + "-" + safeName.ReplaceAllString(n.title, "-")
	}
	if n.last != nil {
		if name := strings.TrimSuffix(path.Base(n.last.Path), ".md"); strings.Contains(name, n.last.Period.Key()) {
			return strings.ReplaceAll(name, n.last.Period.Key(), n.period.Key())
		}
	}
	return n.period.Key()
}

var safeName = regexp.MustCompile(`[^\p{L}\p{N}]+`)

func (n *nextRecord) text() string {
	n.out.WriteString("---\n")
	written := map[string]bool{}
	if n.last != nil {
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
	aligned := source.Tidy(n.kind.Name(), n.out.Bytes(), func(*source.Document) source.Tidying { return kind.TidyingOf(nil) }, &diag.Report{})
	if aligned == nil { // the last record has headings or charts that go with its rows
		return n.out.String()
	}
	return string(aligned)
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
		return n.nextNumber(last)
	case f.Name == "date" && n.period.IsZero():
		return n.today.ISO()
	case f.Follows != "" && n.gap:
		return "" // what the periods between changed, nobody knows
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
	if n.last == nil {
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

var documentNumber = regexp.MustCompile(`^(.*〔)(\d{4})(〕)(\d+)(号)$`)

// nextNumber counts a document number up: 〔2026〕12号 is followed by 〔2026〕13号, and by 〔2027〕1号 in the new year.
// Others are not guessed.
func (n *nextRecord) nextNumber(last string) string {
	m := documentNumber.FindStringSubmatch(last)
	if m == nil {
		return ""
	}
	count, err := strconv.Atoi(m[4])
	if err != nil {
		return ""
	}
	year := m[2]
	if !n.period.IsZero() && year == strconv.Itoa(n.last.Period.Start().Year()) {
		year = strconv.Itoa(n.period.Start().Year())
	}
	if year != m[2] {
		count = 0
	}
	return m[1] + year + m[3] + strconv.Itoa(count+1) + m[5]
}

// body writes the headings of the last record, its charts, and its tables with those rows that come again.
func (n *nextRecord) body() {
	tables := map[int]*source.Table{}
	for _, p := range n.doc.Body {
		if t, ok := p.(*source.Table); ok {
			tables[t.Pos.Line] = t
		}
	}
	columns := kind.Columns(n.kind, n.doc)
	fence := false
	for i := n.doc.End.Line; i < len(n.lines); i++ {
		line := n.lines[i]
		switch t := tables[i+1]; {
		case strings.HasPrefix(line, "```"):
			fence = !fence
			n.paragraph(line, fence)
		case fence:
			n.out.WriteString(line + "\n")
		case strings.HasPrefix(line, "#"):
			n.paragraph(line, true)
		case t != nil:
			n.table(t, columns(t), line, n.lines[i+1])
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

// table writes a table: its head and the rows that come again.
func (n *nextRecord) table(t *source.Table, columns []*kind.ColumnSpec, head, rule string) {
	if used := n.usedWords(t, columns); used != "" {
		n.paragraph("<!-- "+used+" -->", true)
	}
	n.paragraph(head, true)
	n.out.WriteString(rule + "\n")
	if n.last != nil {
		for _, row := range t.Rows {
			if cells := again(t, columns, row, !n.gap); cells != nil {
				n.out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			}
		}
	}
	n.fill = append(n.fill, "表格“"+t.Header[0].Text+" …”")
}

// usedWords lists the words that come again in the columns of a table, for whoever fills it in.
func (n *nextRecord) usedWords(t *source.Table, columns []*kind.ColumnSpec) string {
	if n.last == nil || n.given != nil { // or nobody has to fill it in
		return ""
	}
	var out []string
	for i, c := range columns {
		if c == nil || c.Again != "used" {
			continue
		}
		var words []string
		for _, row := range t.Rows {
			if w := row[i].Text; w != "" && !slices.Contains(words, w) && !kind.IsTotal(row) && !strings.Contains(w, "--") {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			out = append(out, "上一期的"+c.Titles[0]+"："+strings.Join(words, "、"))
		}
	}
	return strings.Join(out, "；")
}

// again returns the cells of a row as it comes again in the next record: what names it, and where it opens with
// what another ended with, that. It returns nil for a row that does not.
func again(t *source.Table, columns []*kind.ColumnSpec, row []source.Cell, follows bool) []string {
	if kind.IsTotal(row) {
		return nil
	}
	cells := make([]string, len(row))
	named := false
	for i, c := range columns {
		if c == nil || c.Again == "" || c.Again == "used" {
			continue
		}
		cells[i] = strings.ReplaceAll(row[i].Text, "|", `\|`)
		named = named || cells[i] != ""
		opening, closing, ok := strings.Cut(c.Again, "=")
		if !ok || !follows || cells[i] != opening {
			continue
		}
		for _, other := range t.Rows {
			for j := range other {
				if other[i].Text == closing && j != i {
					cells[j] = strings.ReplaceAll(other[j].Text, "|", `\|`)
				}
			}
		}
	}
	if !named {
		return nil
	}
	return cells
}
