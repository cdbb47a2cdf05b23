// Package diag holds what gongkai has to say about its input: findings.
//
// A finding is data. Every check declares what it may find once, next to the
// code that finds it, with [Define]; printers (text.go, json.go) decide late how
// a finding looks on a terminal, to a machine or in a browser.
//
// House style for the texts, which a clerk reads: one sentence that says what is
// wrong and with which value, and one that says what to write instead. Plain
// Simplified Chinese, no jargon of this program, and never a guess at what the
// author meant.
package diag

import (
	"fmt"
	"path"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// Severity tells whether a finding stops the build.
type Severity uint8

// The severities. An Error stops the build before anything is written.
const (
	Error Severity = iota
	Warning
)

// String returns the word that readers see.
func (s Severity) String() string {
	if s == Warning {
		return "警告"
	}
	return "错误"
}

// Pos is a place in a source file. Line and Col start at 1; Col counts
// characters, not bytes, so that an editor finds it. A zero Line means the file
// as a whole. File is relative to the source folder, with forward slashes.
type Pos struct {
	File string
	Line int
	Col  int
}

// String formats the place as file:line:column, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Def is the declaration of one thing that can be found: its stable code, how
// grave it is, what is wrong and how to mend it. Message and Hint are
// fmt formats over the same arguments; a text that needs them in another order
// uses %[n]s.
type Def struct {
	Code     string
	Severity Severity
	Message  string
	Hint     string
	Place    string // the source file that declares it, without its ending: kind/finance_check
}

// About reports whether the declaration belongs to a part of the program: a package, or a file of one with those
// that go on with its name, such as kind/finance with kind/finance_check.
func (d *Def) About(part string) bool {
	rest, ok := strings.CutPrefix(d.Place, part)
	return ok && (rest == "" || rest[0] == '/' || rest[0] == '_')
}

var defs = struct {
	sync.Mutex
	byCode map[string]*Def
}{byCode: map[string]*Def{}}

// Define declares a finding. Codes are never reused for another meaning, so two
// declarations of one code are a programming error.
func Define(code string, severity Severity, message, hint string) *Def {
	defs.Lock()
	defer defs.Unlock()
	if defs.byCode[code] != nil {
		panic("diag: code " + code + " is declared twice")
	}
	d := &Def{Code: code, Severity: severity, Message: message, Hint: hint}
	if _, file, _, ok := runtime.Caller(1); ok { // for the reference that clerks read: findings stand with what they are about
		d.Place = path.Base(path.Dir(file)) + "/" + strings.TrimSuffix(path.Base(file), ".go")
	}
	defs.byCode[code] = d
	return d
}

// Defs returns all declared findings, ordered by code.
func Defs() []*Def {
	defs.Lock()
	defer defs.Unlock()
	all := make([]*Def, 0, len(defs.byCode))
	for _, d := range defs.byCode {
		all = append(all, d)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
}

// At makes a finding of this declaration at a place.
func (d *Def) At(pos Pos, args ...any) Finding {
	return Finding{
		Code: d.Code, Severity: d.Severity, Pos: pos,
		Message: format(d.Message, args), Hint: format(d.Hint, args),
	}
}

// format fills a text. Message and hint share their arguments and may use only
// some of them, which fmt would complain about.
func format(text string, args []any) string {
	if !strings.Contains(text, "%") {
		return text
	}
	s := fmt.Sprintf(text, args...)
	if i := strings.Index(s, "%!(EXTRA"); i >= 0 {
		s = s[:i]
	}
	return s
}

// Finding is one thing that is wrong with the input, at one place.
type Finding struct {
	Code     string
	Severity Severity
	Pos      Pos
	Excerpt  string // the source line, as text; filled in for printing
	Message  string // what is wrong
	Hint     string // what to write instead; may be empty
}

// Report collects findings. It is safe for concurrent use. The zero value is
// ready.
type Report struct {
	mu       sync.Mutex
	findings []Finding
	errors   int
}

// Add records a finding.
func (r *Report) Add(f Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.findings = append(r.findings, f)
	if f.Severity == Error {
		r.errors++
	}
}

// Errors returns how many findings stop the build.
func (r *Report) Errors() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.errors
}

// Findings returns everything found so far, in the order of file, line, column,
// then code and text, whatever order the workers found it in. Equal findings at one
// place are given once.
func (r *Report) Findings() []Finding {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := append([]Finding(nil), r.findings...)
	sort.SliceStable(all, func(i, j int) bool { return less(all[i], all[j]) })
	out := all[:0]
	for i, f := range all {
		if i == 0 || f != all[i-1] {
			out = append(out, f)
		}
	}
	return out
}

func less(a, b Finding) bool {
	switch {
	case a.Pos.File != b.Pos.File:
		return a.Pos.File < b.Pos.File
	case a.Pos.Line != b.Pos.Line:
		return a.Pos.Line < b.Pos.Line
	case a.Pos.Col != b.Pos.Col:
		return a.Pos.Col < b.Pos.Col
	case a.Code != b.Code:
		return a.Code < b.Code
	}
	return a.Message < b.Message
}
