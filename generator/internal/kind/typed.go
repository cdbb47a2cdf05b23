package kind

import (
	"reflect"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// typed implements [Kind] for records whose own keys and tables are declared by
// the tags of struct T and whose part of board.yaml is declared by struct S.
// Functions that a kind has no use for stay nil.
type typed[T, S any] struct {
	name, title, help string
	traits            Traits

	settings func(s *S, report *diag.Report)               // checks the settings
	check    func(c *env[S], it *item[T])                  // one record by itself
	relate   func(c *env[S], all []*item[T])               // all visible records of a section
	blocks   func(c *env[S], it *item[T]) []block.Block    // what a record shows
	overview func(c *env[S], all []*item[T]) []block.Block // what a section shows
	measures func(c *env[S], all []*item[T]) []Measure     // what can be compared and added up

	tracks func(c *env[S], all []*item[T]) []Track // what can be followed and put side by side

	notice  NoticeRule                       // of kinds whose records may have a notice period
	totals  func(it *item[T]) []block.Figure // how many, without saying who: what a stub tells
	shorten func(own *T)                     // see Kind.Shorten; nil for a kind whose records have nothing left but a stub
}

// item is a record with its kind's own part.
type item[T any] struct {
	*Record
	own *T
}

// env is a Context with its settings typed.
type env[S any] struct {
	*Context
	set *S
}

// report records a finding.
func (e *env[S]) report(d *diag.Def, pos diag.Pos, args ...any) {
	e.Report.Add(d.At(pos, args...))
}

func (t *typed[T, S]) Name() string  { return t.name }
func (t *typed[T, S]) Title() string { return t.title }
func (t *typed[T, S]) Help() string  { return t.help }

// Traits implements [Kind].
func (t *typed[T, S]) Traits() Traits { return t.traits }

// Fields returns the declaration of the front matter, common keys included.
func (t *typed[T, S]) Fields() []Field {
	return append(fieldsOf(reflect.TypeFor[Common]()), fieldsOf(reflect.TypeFor[T]())...)
}
func (t *typed[T, S]) Tables() []TableSpec { return tablesOf(reflect.TypeFor[T]()) }

// SettingFields returns the declaration of the kind's part of board.yaml.
func (t *typed[T, S]) SettingFields() []Field { return fieldsOf(reflect.TypeFor[S]()) }

func (t *typed[T, S]) Settings(node *source.Node, report *diag.Report) any {
	s := new(S)
	if node == nil {
		return s
	}
	b := &binder{report: report}
	if p := reflect.ValueOf(s).Elem().FieldByName("Place"); p.IsValid() {
		p.Set(reflect.ValueOf(Place{node.Pos}))
	}
	b.bind(node, s)
	if t.settings != nil && report.Errors() == 0 {
		t.settings(s, report)
	}
	return s
}

// periodic is a record that reports on a period. Dates in its tables may leave
// out the year where the period tells it.
type periodic interface{ reportsOn() value.Period }

// windowed is a record with a notice period.
type windowed interface{ window() *Window }

// urgent is a record that may be an emergency.
type urgent interface{ isUrgent() bool }

// answering is a record that names a phone for objections of its own.
type answering interface{ objections() value.Phone }

func (t *typed[T, S]) Decode(c *Context, doc *source.Document) *Record {
	report := &diag.Report{}
	own := new(T)
	r := &Record{Kind: t, Path: doc.Path, Links: doc.Links, Anchors: doc.Anchors, data: own, end: doc.End, Version: doc.Digest(ApprovalKeys...)}
	b := &binder{report: report, keys: map[string]diag.Pos{}, end: doc.End, roster: c.Roster}
	b.bind(doc.Front, &r.Common, own)
	r.keys = newPlaces(b.keys)
	if p, ok := any(own).(periodic); ok {
		r.Period = p.reportsOn()
		b.within = r.Period
	}
	r.parts = b.body(doc, own)
	r.attach(report)
	r.Text = firstText(doc)
	if report.Errors() == 0 {
		r.checkCommon(c, report)
		r.checkApproval(c, report)
		r.checkCorrections(c, report)
		if t.check != nil {
			inner := *c
			inner.Report = report
			t.check(&env[S]{&inner, c.Settings.(*S)}, &item[T]{r, own})
		}
	}
	if w, ok := any(own).(windowed); ok {
		r.Window = w.window()
	}
	if a, ok := any(own).(answering); ok {
		r.Phone = a.objections()
	}
	if p, ok := any(own).(personal); ok {
		r.impersonal = !p.listsPersons()
	}
	if u, ok := any(own).(urgent); ok {
		r.Urgent = u.isUrgent()
	}
	if report.Errors() == 0 {
		r.checkAfter(c, report)
	}
	for _, f := range report.Findings() {
		c.Report.Add(f)
	}
	if report.Errors() > 0 {
		return nil
	}
	r.forgetText()
	return r
}

func (t *typed[T, S]) again(r *Record) *Record {
	copied, own := *r, *t.item(r).own
	copied.data = &own
	return &copied
}

func (t *typed[T, S]) Relate(c *Context, records []*Record) {
	if t.relate != nil {
		t.relate(t.env(c), t.items(records))
	}
}

func (t *typed[T, S]) Blocks(c *Context, r *Record) []block.Block {
	if it := t.item(r); r.Withdrawn != Stub || t.shorten != nil {
		return figured(slices.Concat(r.corrections(), t.blocks(t.env(c), it), r.attachments()))
	} else if t.totals != nil {
		return r.stub(t.totals(it))
	}
	return r.stub(nil)
}

func (t *typed[T, S]) Overview(c *Context, records []*Record) []block.Block {
	all := t.items(records)
	if t.overview == nil || len(all) == 0 {
		return nil
	}
	return t.overview(t.env(c), all)
}

// Measures implements [Kind].
func (t *typed[T, S]) Measures(c *Context, records []*Record) []Measure {
	all := t.items(records)
	if t.measures == nil || len(all) == 0 {
		return nil
	}
	return t.measures(t.env(c), all)
}

// Tracks implements [Kind].
func (t *typed[T, S]) Tracks(c *Context, records []*Record) []Track {
	all := t.items(records)
	if t.tracks == nil || len(all) == 0 {
		return nil
	}
	return t.tracks(t.env(c), all)
}

// Gathers implements [Kind].
func (t *typed[T, S]) Gathers() bool {
	return t.overview != nil || t.measures != nil || t.tracks != nil
}

// Notice implements [Kind].
func (t *typed[T, S]) Notice() NoticeRule { return t.notice }

// Shortens implements [Kind].
func (t *typed[T, S]) Shortens() bool { return t.shorten != nil }

// Shorten implements [Kind].
func (t *typed[T, S]) Shorten(r *Record) {
	if t.shorten != nil {
		t.shorten(t.item(r).own)
	}
}

func (t *typed[T, S]) env(c *Context) *env[S]  { return &env[S]{c, c.Settings.(*S)} }
func (t *typed[T, S]) item(r *Record) *item[T] { return &item[T]{r, r.data.(*T)} }

// kinOf returns the board's records of a kind, for what is asked of all its sections together.
func kinOf[T any](c *Context) []*item[T] {
	out := make([]*item[T], len(c.Kin))
	for i, r := range c.Kin {
		out[i] = &item[T]{r, r.data.(*T)}
	}
	return out
}

// items leaves out the records of which the kind has nothing more to say.
func (t *typed[T, S]) items(records []*Record) []*item[T] {
	out := make([]*item[T], 0, len(records))
	for _, r := range records {
		if r.Withdrawn != Stub || t.shorten != nil {
			out = append(out, t.item(r))
		}
	}
	return out
}
