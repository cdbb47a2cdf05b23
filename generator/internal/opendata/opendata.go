// Package opendata writes what programs read: tables as CSV and JSON, the package that lists them, feeds, calendars and
// site maps. It knows formats and no boards.
package opendata

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Record is a page as data.
type Record struct {
	Title    string  `json:"title"`
	URL      string  `json:"url"` // of the page, from this file or absolute
	Board    string  `json:"board"`
	Section  string  `json:"section,omitempty"`
	Kind     string  `json:"kind,omitempty"`
	Unit     string  `json:"unit,omitempty"`
	Date     string  `json:"date,omitempty"` // of publication
	Period   string  `json:"period,omitempty"`
	From     string  `json:"noticeFrom,omitempty"`
	To       string  `json:"noticeTo,omitempty"`
	Withdraw string  `json:"withdrawn,omitempty"` // the day from which it is no longer shown
	AsOf     string  `json:"asOf"`
	Facts    []Fact  `json:"facts,omitempty"`
	Figures  []Fact  `json:"figures,omitempty"`
	Tables   []Table `json:"tables,omitempty"`
}

// Fact is a labelled text or number.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// Table is rows under columns. Numbers are texts, so that none loses a digit, without commas between thousands.
type Table struct {
	Title   string     `json:"title"`
	Unit    string     `json:"unit,omitempty"`
	CSV     string     `json:"csv,omitempty"` // the file with the same rows
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Totals  [][]string `json:"totals,omitempty"`
}

// JSON returns any value, with its texts as they are.
func JSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // a buffer takes everything, and these are texts and lists
	return b.Bytes()
}

// IsNumber reports whether a text is a number: digits, with commas at thousands or without, a sign before them
// and decimals after them.
func IsNumber(text string) bool {
	text = strings.TrimPrefix(text, "−")
	if text != "" && (text[0] == '-' || text[0] == '+') {
		text = text[1:]
	}
	whole, decimals, point := strings.Cut(text, ".")
	if point && !isDigits(decimals) {
		return false
	}
	first, rest, grouped := strings.Cut(whole, ",")
	if !isDigits(first) || grouped && len(first) > 3 {
		return false
	}
	for grouped {
		var group string
		if group, rest, grouped = strings.Cut(rest, ","); len(group) != 3 || !isDigits(group) {
			return false
		}
	}
	return true
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Value writes a cell for programs: a number without commas and with an ordinary minus, any other text as it is.
func Value(text string) string {
	if !IsNumber(text) {
		return text
	}
	if rest, ok := strings.CutPrefix(text, "−"); ok {
		text = "-" + rest
	}
	return strings.ReplaceAll(strings.TrimPrefix(text, "+"), ",", "")
}

// CSV returns the columns and rows of a table as UTF-8 with a mark at its beginning, by which office programs know
// that, and with their line ends. Totals are left out, so that a sum over a column is right.
//
// A text that office programs would take for a formula gets an apostrophe before it; a negative number is none.
func CSV(t Table) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			field(&b, c)
		}
		b.WriteString("\r\n")
	}
	line(t.Columns)
	for _, row := range t.Rows {
		line(row)
	}
	return b.Bytes()
}

func field(b *bytes.Buffer, text string) {
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("=+-@\t\r＝＋－＠", first) && !IsNumber(text) {
		text = "'" + text
	}
	if !strings.ContainsAny(text, "\",\r\n") {
		b.WriteString(text)
		return
	}
	b.WriteByte('"')
	b.WriteString(strings.ReplaceAll(text, `"`, `""`))
	b.WriteByte('"')
}

// Resource is a table in a package.
type Resource struct {
	Name     string  `json:"name"`
	Title    string  `json:"title"`
	Path     string  `json:"path"`
	Profile  string  `json:"profile"`
	Format   string  `json:"format"`
	Media    string  `json:"mediatype"`
	Encoding string  `json:"encoding,omitempty"`
	Schema   *Schema `json:"schema,omitempty"` // of a table; a workbook has several
}

// Schema says what is in the columns of a table.
type Schema struct {
	Fields  []Column `json:"fields"`
	Missing []string `json:"missingValues"`
}

// Column is a column of a table in a package.
type Column struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Type  string `json:"type"`
}

var unnamed = regexp.MustCompile(`[^a-z0-9._-]+`)

// NewResource describes a table for a package; path is from where the package lies.
func NewResource(t Table, title, path string) Resource {
	r := Resource{
		Name: nameFor(path, ".csv"), Title: title, Path: path,
		Profile: "tabular-data-resource", Format: "csv", Media: "text/csv", Encoding: "utf-8",
		Schema: &Schema{Fields: make([]Column, len(t.Columns)), Missing: []string{"", "—", "-", "'-"}},
	}
	for i, name := range t.Columns {
		r.Schema.Fields[i] = Column{Name: name, Type: "number"}
		for _, row := range t.Rows {
			if cell := row[i]; cell != "" && cell != "—" && cell != "-" && !IsNumber(cell) {
				r.Schema.Fields[i].Type = "string"
				break
			}
		}
	}
	return r
}

// NewWorkbook describes a spreadsheet for a package. It repeats tables that are in the package.
func NewWorkbook(title, path string) Resource {
	return Resource{
		Name: nameFor(path, ".xlsx"), Title: title, Path: path, Profile: "data-resource", Format: "xlsx",
		Media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
}

// nameFor makes the name of a resource of its path.
func nameFor(path, ext string) string {
	return strings.Trim(unnamed.ReplaceAllString(strings.ToLower(strings.TrimSuffix(path, ext)), "-"), "-")
}

// Package lists the tables of a board, as Frictionless Data describes it.
type Package struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	Title     string     `json:"title"`
	Created   string     `json:"created"`
	Homepage  string     `json:"homepage,omitempty"`
	Resources []Resource `json:"resources"`
}

// Announcement describes a public notice in the words of schema.org, as pages embed it.
type Announcement struct {
	Context   string       `json:"@context"`
	Type      string       `json:"@type"`
	Name      string       `json:"name"`
	URL       string       `json:"url,omitempty"`
	Posted    string       `json:"datePosted"`
	Expires   string       `json:"expires"` // the day it is withdrawn, or the last of the notice
	Category  string       `json:"category"`
	Language  string       `json:"inLanguage"`
	Publisher Organization `json:"publisher"`
	Coverage  string       `json:"temporalCoverage"`
}

// NewAnnouncement returns the notice of a record.
func NewAnnouncement(r Record, publisher, phone string) Announcement {
	a := Announcement{
		Context: "https://schema.org", Type: "SpecialAnnouncement", Name: r.Title, Posted: r.Date, Expires: cmp.Or(r.Withdraw, r.To),
		Category: r.Kind, Language: "zh-CN", Publisher: Organization{"Organization", publisher, phone}, Coverage: r.From + "/" + r.To,
	}
	if strings.Contains(r.URL, "://") {
		a.URL = r.URL
	}
	return a
}

// Organization is who published something.
type Organization struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	Telephone string `json:"telephone,omitempty"`
}
