// Package kind turns documents into typed records and records into blocks.
//
// A kind is one Go struct, whose tags declare its front-matter keys and table
// columns, and a few functions over it; see typed. Nothing outside the kind's own
// file knows it: other phases work through the [Kind] interface. Adding one
// takes its file, a line in kinds.go and its fixtures.
package kind

import (
	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Kind is what the other phases know of a kind of record.
type Kind interface {
	Name() string  // finance; also the value of the key type
	Title() string // 财务公开; an alias of the name
	Help() string  // one line for clerks

	// Traits returns what can be expected of the kind's records without working out their blocks.
	Traits() Traits

	// Fields returns the declaration of the front matter, common keys included.
	Fields() []Field
	// Tables returns the declaration of the tables.
	Tables() []TableSpec

	// Settings reads the kind's part of board.yaml; node is nil where there is
	// none. The result is handed back in Context.Settings.
	Settings(node *source.Node, report *diag.Report) any
	// Decode makes a record of a document and checks it by itself. A document
	// with errors gives findings and nil.
	Decode(c *Context, doc *source.Document) *Record
	// again returns a copy of a record as Decode made it.
	again(r *Record) *Record
	// Relate checks the visible records of one section with each other and works out what follows
	// from their order, such as carry-forwards and changes of rank.
	Relate(c *Context, records []*Record)
	// Blocks returns what one record shows.
	Blocks(c *Context, r *Record) []block.Block
	// Overview returns what the visible records of one section show together. Blocks
	// that are headlines are also shown on the board's home page.
	Overview(c *Context, records []*Record) []block.Block
	// Measures returns what the visible records of one section say in numbers of units and
	// periods, so that units and boards can be compared and added up.
	Measures(c *Context, records []*Record) []Measure

	// Tracks returns what the visible records of one section let people follow from period to period and put side by side.
	Tracks(c *Context, records []*Record) []Track

	// Gathers reports whether records show anything together: an overview, measures or tracks.
	Gathers() bool

	// Notice tells what the kind says of its notice periods.
	Notice() NoticeRule
	// Shortens reports whether the kind can tell of a record without telling what was withdrawn of it. Records of
	// other kinds take no part in Relate, Overview, Measures and Tracks any more when they are withdrawn.
	Shortens() bool
	// Shorten takes out of the kind's own part of a record what was withdrawn.
	Shorten(r *Record)
}

// Traits are what can be expected of the records of a kind.
type Traits struct {
	Guides bool // they tell citizens how something is done: chapters of the booklet
	People bool // they may introduce people (block.People), who then get cards
	Books  bool // they are accounts: people work with a year of them in a spreadsheet
	Living bool // authors go on writing them after they were published: a change is no correction
}

// Measure is a number that is known of a unit, or of the whole board, for a period.
type Measure struct {
	Name   string // 满意度, 按时办结率, 收费额: the same for all that are comparable
	Unit   string // of the number: 分, %, 元
	Of     string // a unit as the roster names it; "" for the board as a whole
	Period value.Period
	Cell   block.Cell
	Sum    bool      // numbers of parts add up to that of the whole
	Ref    block.Ref // the record that it comes from
	Pos    diag.Pos  // where it was written, for findings
}

// Context is what a kind may know beyond the record: the build's date and the
// board's own settings. It is read-only and shared by all workers.
type Context struct {
	AsOf        value.Date
	Supervision string // the board's supervision phone, the default of records that need one
	Roster      *Roster
	Scheme      Scheme
	Approval    *ApprovalRules      // nil where nothing has to be signed off
	After       map[Kind]Withdrawal // what board.yaml says of notice periods that have ended
	Calendar    *calendar.Calendar  // on which days people work
	Settings    any                 // what Kind.Settings made of board.yaml
	Kin         []*Record           // the board's visible records of the kind, newest first, once all are read
	Report      *diag.Report
}

// Record is one document, understood.
type Record struct {
	Common
	Kind    Kind
	Path    string       // of the source file
	Ref     block.Ref    // its page; set by the board phase
	Window  *Window      // the notice period, if the record has one
	Period  value.Period // the period it reports on, if it has one
	Urgent  bool         // takes a lobby screen over as long as it is public
	Phone   value.Phone  // for objections; zero for the board's supervision phone
	Version string       // a digest of the text, by which people tell what hangs from what is published
	Text    string       // first words of the body, for lists
	Links   []source.Link
	Anchors []string // what #… may point to on its page
	Held    bool     // has to be signed off and is not: a draft

	Ends      value.Date // the next day on which something of it is withdrawn; zero for never
	Leaves    value.Date // the next day on which it counts no more in what records show together; zero for never
	Withdrawn Withdrawal // what was withdrawn of it: a Stub has no content, and of Remove nothing is visible

	data       any  // the kind's own struct
	impersonal bool // of a kind that lists persons, and lists none
	parts      []part

	approved Approval    // zero where nobody signed off the text as it is
	files    []block.Ref // of Attachments; resolved through Links
	keys     places
	end      diag.Pos
}

// Again returns a copy of a record that has only been decoded, to be related to others. What it holds in lists is shared:
// relating and shortening records replaces lists and does not change what is in them.
func (r *Record) Again() *Record { return r.Kind.again(r) }

// At returns the place of a front-matter key, or where a missing one belongs.
func (r *Record) At(key string) diag.Pos {
	if pos, ok := r.keys.find(key, r.Path); ok {
		return pos
	}
	return r.end
}

// Approved returns who signed off the text as it is; zero for nobody.
func (r *Record) Approved() Approval { return r.approved }

// has reports whether a front-matter key was written.
func (r *Record) has(key string) bool {
	_, ok := r.keys.find(key, r.Path)
	return ok
}

// AtItem returns the place of one item of a front-matter list.
func (r *Record) AtItem(key string, i int) diag.Pos {
	if pos, ok := r.keys.find(itemKey(key, i), r.Path); ok {
		return pos
	}
	return r.At(key)
}

// Common are the keys that every record may have, whatever its kind.
type Common struct {
	Title       value.Text   `key:"title" zh:"标题" help:"显示在网页和列表上的标题" need:"yes"`
	Date        value.Date   `key:"date" zh:"日期,公布日期" help:"公布的日期，照实写，程序不会改动" need:"yes"`
	Type        value.Text   `key:"type" zh:"类型" help:"记录的类型；不写时用栏目的类型"`
	PublishDate value.Date   `key:"publishDate" zh:"发布日期" help:"到这一天才发布；不写时从“日期”起发布"`
	ExpiryDate  value.Date   `key:"expiryDate" zh:"失效日期,撤下日期" help:"从这一天起不再显示"`
	After       Withdrawal   `key:"after" zh:"期满" help:"公示期满以后：保留、概要（不留人和附件）或者撤下；不写时按 board.yaml"`
	Corrections []Correction `key:"corrections" zh:"更正" help:"公开以后改了什么：先写日期，再写说明；有几次的，每次一行，前面写“- ”"`
	Draft       value.Bool   `key:"draft" zh:"草稿" help:"写“是”则不发布"`
	Slug        value.Text   `key:"slug" zh:"网址名" help:"网址里的名字；不写时用文件名的拼音"`
	Aliases     []value.Text `key:"aliases" zh:"旧网址" help:"以前用过的网址，会转到这一页"`
	Weight      value.Int    `key:"weight" zh:"排序" help:"数字小的排在前面"`
	Tags        []value.Text `key:"tags" zh:"标签" help:"便于归类的词"`
	Number      value.Text   `key:"number" zh:"编号" help:"本单位的编号，不能重复"`
	Summary     value.Text   `key:"summary" zh:"摘要" help:"一两句话，显示在列表里"`
	Scheme      []value.Text `key:"scheme" zh:"条目" help:"归在活动体系的哪一条，和 board.yaml 里的一字不差；可以写几条"`
	Unit        value.Text   `key:"unit" zh:"单位" help:"责任单位" ref:"unit"`
	Owner       value.Text   `key:"owner" zh:"责任人" help:"由谁负责" ref:"any"`
	Reviewers   []value.Text `key:"reviewers" zh:"审核人" help:"由谁审核，可以写几位" ref:"any"`
	Approval    value.Text   `key:"signoff" zh:"签发" help:"谁在哪天核对过这些内容；由 gongkai approve 写"`
	Basis       value.Text   `key:"basis" zh:"依据" help:"公开的依据"`
	Source      value.Text   `key:"source" zh:"来源" help:"内容的来源"`
	Attachments []value.Text `key:"attachments" zh:"附件" help:"随记录发布的文件，放在同一个文件夹里"`
}

// From returns the day on which the record becomes public.
func (c *Common) From() value.Date {
	if c.PublishDate.IsZero() {
		return c.Date
	}
	return c.PublishDate
}
