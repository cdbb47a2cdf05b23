package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gongkai/generator/internal/value"
)

// asOf is the day for which boards are built, and the last one on which anything was published.
const asOf = "2026-11-22"

// section is a section of the corpus. A record is written by its number in the section.
type section struct {
	name, title string
	percent     int // of all records
	group       int // records to a section below this one, or 0 for none; one place has no more of them
	body        func(place string, i int) string
}

// sections divide a corpus as a street office's records divide. Their names are the kinds.
var sections = []section{
	{"commitment", "三亮承诺", 18, 60, commitment},
	{"affairs", "居务公开", 30, 0, affairs},
	{"finance", "财务公开", 17, 0, nil}, // see finance.go: a month goes on where the one before ended
	{"evaluation", "三评结果", 12, evaluationMonths * len(evaluationSources), evaluation},
	{"notice", "通知公告", 23, 0, notice},
}

// writeCorpus writes a board of n records into a new folder. It is the same every time.
// All keys are English, so that Hugo reads the same files.
func writeCorpus(dir string, n int) error {
	w := &corpus{dir: dir}
	w.file("board.yaml", boardYAML)
	left := n
	for i, s := range sections {
		count := n * s.percent / 100
		if i == len(sections)-1 {
			count = left
		}
		left -= count
		w.section(s, i, count)
	}
	return w.err
}

// corpus writes files until one fails.
type corpus struct {
	dir string
	err error
}

func (w *corpus) file(name, text string) {
	if w.err != nil {
		return
	}
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(path), 0o755); w.err == nil {
		w.err = os.WriteFile(path, []byte(text), 0o644)
	}
}

func (w *corpus) section(s section, weight, count int) {
	w.file(s.name+"/_index.md", fmt.Sprintf("---\ntitle: %s\ntype: %s\nweight: %d\n---\n", s.title, s.name, weight+1))
	if s.body == nil {
		w.accounts(s.name, count)
		return
	}
	dir, place := s.name, ""
	for i := range count {
		if s.group > 0 && i%s.group == 0 {
			place = placeName(i / s.group)
			dir = fmt.Sprintf("%s/p%03d", s.name, i/s.group+1)
			w.file(dir+"/_index.md", fmt.Sprintf("---\ntitle: %s%s\nweight: %d\n---\n", place, s.title, i/s.group+1))
		}
		w.file(recordName(dir, i), s.body(place, i))
	}
}

func recordName(dir string, i int) string { return fmt.Sprintf("%s/r%06d.md", dir, i+1) }

// placeName names the communities of the street, each differently.
func placeName(i int) string {
	name := places[i%len(places)]
	if i >= len(places) {
		name += fmt.Sprintf("第%d网格", i/len(places)+1)
	}
	return name
}

// document builds a record: front matter first, then the body.
type document struct{ strings.Builder }

func newDocument(title string, date value.Date) *document {
	d := &document{}
	d.WriteString("---\n")
	d.key("title", title)
	d.key("date", date.ISO())
	return d
}

// key writes a line of front matter. What is not a date is quoted, so that every reader takes it as it is written.
func (d *document) key(name, text string) {
	if len(text) == len("2026-11-22") && text[4] == '-' {
		fmt.Fprintf(d, "%s: %s\n", name, text)
		return
	}
	fmt.Fprintf(d, "%s: %q\n", name, text)
}

// common writes what every record has and ends the front matter.
func (d *document) common(r *random, number string) {
	owner := r.name()
	d.key("number", number)
	d.key("unit", r.pick(departments))
	d.key("owner", owner)
	fmt.Fprintf(d, "reviewers: [%s, %s]\n", r.otherName(owner), r.otherName(owner))
	first := r.between(0, len(tags)-2)
	fmt.Fprintf(d, "tags: [%s]\n---\n", strings.Join(tags[first:min(len(tags), first+r.between(1, 3))], ", "))
}

// heading writes a second-level heading.
func (d *document) heading(text string) { fmt.Fprintf(d, "\n## %s\n", text) }

// paragraph writes a paragraph of so many sentences.
func (d *document) paragraph(r *random, low, high int) {
	fmt.Fprintf(d, "\n%s\n", r.paragraph(low, high))
}

func (d *document) bullets(r *random, low, high int) {
	d.WriteByte('\n')
	for range r.between(low, high) {
		fmt.Fprintf(d, "- **%s**：%s\n", r.pick(topics), r.sentence())
	}
}

func (d *document) steps(r *random, low, high int) {
	d.WriteByte('\n')
	for i := range r.between(low, high) {
		fmt.Fprintf(d, "%d. %s\n", i+1, r.sentence())
	}
}

// head writes the first two lines of a table. Titles that end in : are of numbers.
func (d *document) head(titles ...string) {
	var rule []string
	for i, t := range titles {
		rule = append(rule, "---"+t[len(strings.TrimSuffix(t, ":")):])
		titles[i] = strings.TrimSuffix(t, ":")
	}
	d.WriteByte('\n')
	d.row(titles...)
	d.row(rule...)
}

func (d *document) row(cells ...string) { fmt.Fprintf(d, "| %s |\n", strings.Join(cells, " | ")) }
