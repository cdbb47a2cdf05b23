package board

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// Duty is an entry of the catalogue (公开目录): something that the board owes the public.
type Duty struct {
	kind.Place
	Item     value.Text      `key:"item" zh:"事项" help:"要公开什么" need:"yes"`
	Section  value.Text      `key:"section" zh:"栏目" help:"公开在哪个栏目，写栏目的标题或者文件夹名"`
	Type     value.Text      `key:"type" zh:"类型" help:"公开成哪一类记录；栏目里只有一类时不用写"`
	Scheme   value.Text      `key:"scheme" zh:"条目" help:"只算归在活动体系这一条下面的记录"`
	Contains value.Text      `key:"contains" zh:"标题包含" help:"只算标题里有这几个字的记录"`
	Basis    value.Text      `key:"basis" zh:"依据" help:"哪个文件要求公开"`
	Every    value.Frequency `key:"every" zh:"周期" help:"多久公开一次：每月、每季度、每半年、每年、每学期、适时" need:"yes"`
	Due      value.Due       `key:"due" zh:"时限" help:"最迟哪天，例如 次月15日、期末后10个工作日；不写是期末"`
	Shift    *value.Bool     `key:"shift" zh:"顺延" help:"最后一天放假时是否顺延到上班那天；不写是顺延"`
	Since    value.Period    `key:"since" zh:"起始期" help:"从哪一期开始算，例如 2025-10；不写从最早的记录算起"`
	Most     value.Days      `key:"most" zh:"最长间隔" help:"适时公开的，隔多久没有公开就提醒，例如 90天"`
	Remind   value.Days      `key:"remind" zh:"提醒" help:"到期前几天提醒；不写是 7天"`
	Channels []value.Text    `key:"channels" zh:"渠道" help:"网站、显示屏、公开栏、条屏"`
	Post     value.Text      `key:"post" zh:"责任岗" help:"由哪个岗位办" ref:"any"`

	To   *Section       // where it is published; nil if the duty names none
	Kind kind.Kind      // nil if the duty names none
	Dues []Due          // of its periods, the oldest first; empty for on occasion
	Last *kind.Record   // the newest record; nil for none
	open []*kind.Record // published records that may meet it, the oldest first
}

// Due is a duty of one period.
type Due struct {
	Period  value.Period
	Day     value.Date   // the last one in time
	Record  *kind.Record // what met it first; nil if nothing did
	State   DueState
	Days    int  // late by, or left
	Unmoved bool // the holidays of the year are not known yet, so that Day may still move
}

// DueState tells how a duty stands on the as-of date.
type DueState uint8

// The states.
const (
	DueLater   DueState = iota // not yet published, and there is time
	DueSoon                    // not yet published, and to be done in the next days
	DueMissing                 // not published, and the day has passed
	DueOnTime                  // published in time
	DueLate                    // published after the day
)

// channels are the ways in which something can be made public.
var channels = []string{"网站", "显示屏", "公开栏", "条屏"}

const defaultRemind = 7 // days before a duty is due

var (
	errDutyNowhere = diag.Define("GK0370", diag.Error, "“%[1]s”没有写公开在哪里。", "写“栏目: …”（栏目的标题），或者“类型: …”。")
	errDutySection = diag.Define("GK0371", diag.Error, "没有“%[1]s”这个栏目。", "%[2]s可以写：%[3]s。")
	errDutyChannel = diag.Define("GK0372", diag.Error, "没有“%[1]s”这种渠道。", "%[2]s可以写：%[3]s。")
	errDutyMissing = diag.Define("GK0373", diag.Warning, "“%[1]s”%[2]s的应当在%[3]s前公开，已经逾期 %[4]d 天。", "写好这一期的记录；责任岗：%[5]s。")
	errDutyGap     = diag.Define("GK0374", diag.Warning, "“%[1]s”已经 %[2]d 天没有公开新内容，超过了 %[3]s。", "有新内容就公开；确实没有的，把最长间隔改长。")
	errDutySince   = diag.Define("GK0375", diag.Error, "起始期“%[1]s”和周期“%[2]s”不一致。", "起始期写成同样长的一期，例如每月的写 2025-10，每季度的写 2025年第4季度。")
)

// checkDuties finds out where each duty of the catalogue is to be met.
func (b *Board) checkDuties(report *diag.Report) {
	for i := range b.Duties {
		d := &b.Duties[i]
		if d.Section == "" && d.Type == "" {
			report.Add(errDutyNowhere.At(d.Pos, d.Item))
		}
		if d.Section != "" {
			d.To = b.sectionNamed(string(d.Section))
			if d.To == nil {
				all := b.sectionTitles()
				report.Add(errDutySection.At(d.Pos, d.Section, diag.DidYouMean(string(d.Section), all), strings.Join(all, "、")))
			}
		}
		if d.Type != "" {
			if d.Kind = kind.Find(string(d.Type)); d.Kind == nil {
				report.Add(unknownKind(d.Pos, string(d.Type)))
			}
		}
		if d.Scheme != "" {
			b.Config.Scheme.CheckItem(string(d.Scheme), d.Pos, report)
		}
		for _, c := range d.Channels {
			if !slices.Contains(channels, string(c)) {
				report.Add(errDutyChannel.At(d.Pos, c, diag.DidYouMean(string(c), channels), strings.Join(channels, "、")))
			}
		}
		if !d.Since.IsZero() && d.Since.Unit() != d.Every.Unit() {
			report.Add(errDutySince.At(d.Pos, d.Since, d.Every))
		}
	}
}

func (b *Board) sectionNamed(name string) *Section {
	var found *Section
	b.Root.Walk(func(s *Section) {
		if found == nil && s.Parent != nil && (s.Title == name || s.folder() == name) {
			found = s
		}
	})
	return found
}

func (b *Board) sectionTitles() []string {
	var out []string
	b.Root.Walk(func(s *Section) {
		if s.Parent != nil {
			out = append(out, s.Title)
		}
	})
	return out
}

// meetDuties works out how the board stands with its catalogue, and reports what is overdue.
func (b *Board) meetDuties(report *diag.Report) {
	published := slices.Concat(b.Records, b.Removed) // what was withdrawn was published
	slices.SortFunc(published, byDate)
	for i := range b.Duties {
		d := &b.Duties[i]
		d.gather(b, published)
		if d.Every.Unit() == 0 {
			d.checkGap(b.Options.AsOf, report)
			continue
		}
		d.plan(b.calendar, b.Options.AsOf)
		for _, due := range d.Dues {
			if due.State == DueMissing {
				report.Add(errDutyMissing.At(d.Pos, d.Item, due.Period, due.Day, due.Days, orUnknown(string(d.Post))))
			}
		}
	}
}

// On reports whether the duty is to be met on a channel, such as 公开栏.
func (d *Duty) On(channel string) bool { return slices.Contains(d.Channels, value.Text(channel)) }

// Records returns the published records that may meet the duty, the oldest first.
func (d *Duty) Records() []*kind.Record { return d.open }

// Where names the place in which the duty is met: its section, or its kind.
func (d *Duty) Where() string {
	switch {
	case d.To != nil:
		return d.To.Title
	case d.Kind != nil:
		return d.Kind.Title()
	}
	return ""
}

func orUnknown(post string) string {
	if post == "" {
		return "没有写"
	}
	return post
}

// gather finds the records that may meet the duty among those that were published, the newest first.
func (d *Duty) gather(b *Board, published []*kind.Record) {
	for _, r := range slices.Backward(published) { // they are newest first
		s := b.SectionOf(r)
		switch {
		case d.To != nil && !s.within(d.To), d.Kind != nil && r.Kind != d.Kind:
		case d.Scheme != "" && !slices.Contains(r.Scheme, d.Scheme):
		case !strings.Contains(string(r.Title), string(d.Contains)):
		default:
			d.open = append(d.open, r)
			d.Last = r
		}
	}
}

// within reports whether a section is another one or lies below it.
func (s *Section) within(other *Section) bool {
	for ; s != nil; s = s.Parent {
		if s == other {
			return true
		}
	}
	return false
}

func (d *Duty) checkGap(asOf value.Date, report *diag.Report) {
	if d.Most.IsZero() || d.Last == nil {
		return
	}
	if gap := asOf.Sub(d.Last.From()); gap > d.Most.N {
		report.Add(errDutyGap.At(d.Pos, d.Item, gap, d.Most))
	}
}

// plan works out every period from the first one on, up to the one after that in which the as-of date lies: what is
// due early in a period is seen before it begins.
func (d *Duty) plan(days *calendar.Calendar, asOf value.Date) {
	for p := d.first(asOf); !p.Prev().Start().After(asOf); p = p.Next() {
		due := Due{Period: p, Record: d.met(p)}
		due.Day, due.Unmoved = d.day(days, p)
		due.judge(asOf, d.remind())
		d.Dues = append(d.Dues, due)
	}
}

// first returns the first period: the one that is written, or that of the oldest record.
func (d *Duty) first(asOf value.Date) value.Period {
	switch {
	case !d.Since.IsZero():
		return d.Since
	case len(d.open) == 0:
		return value.PeriodOf(d.Every.Unit(), asOf)
	}
	oldest := d.open[0]
	if !oldest.Period.IsZero() {
		return value.PeriodOf(d.Every.Unit(), oldest.Period.Start())
	}
	return value.PeriodOf(d.Every.Unit(), oldest.From())
}

func (d *Duty) remind() int {
	if d.Remind.IsZero() {
		return defaultRemind
	}
	return d.Remind.N
}

// share tells how much of a period a record answers for.
type share uint8

const (
	noneOf share = iota
	partOf       // it reports on a part, such as a month of a quarter
	allOf        // it reports on all of it, or was published in it and has no period of its own
)

func shareOf(r *kind.Record, p value.Period) share {
	own := r.Period
	switch {
	case own.IsZero() && p.Contains(r.From()), own.Contains(p.Start()) && own.Contains(p.End()):
		return allOf
	case !own.IsZero() && p.Contains(own.Start()) && p.Contains(own.End()):
		return partOf
	}
	return noneOf
}

// met returns the record by which the duty of a period was met; nil for none. That is the first one that answers for
// all of it, or the one with which several that answer for parts are complete.
func (d *Duty) met(p value.Period) *kind.Record {
	var parts []value.Period
	for _, r := range d.open {
		switch shareOf(r, p) {
		case allOf:
			return r
		case partOf:
			if parts = append(parts, r.Period); cover(parts, d.starts(p), p.End()) {
				return r
			}
		}
	}
	return nil
}

// starts returns the day from which a period has to be reported on: its first, or that on which the reports of a
// board begin that does not say since when it owes them.
func (d *Duty) starts(p value.Period) value.Date {
	oldest := d.open[0].Period
	for _, r := range d.open {
		if !r.Period.IsZero() && (oldest.IsZero() || r.Period.Start().Before(oldest.Start())) {
			oldest = r.Period
		}
	}
	if d.Since.IsZero() && oldest.Start().After(p.Start()) {
		return oldest.Start()
	}
	return p.Start()
}

// cover reports whether periods leave out no day from one to another.
func cover(parts []value.Period, from, to value.Date) bool {
	slices.SortFunc(parts, func(a, b value.Period) int { return a.Start().Compare(b.Start()) })
	for _, p := range parts {
		if p.Start().After(from) {
			return false
		}
		if next := p.End().AddDays(1); next.After(from) {
			from = next
		}
	}
	return from.After(to)
}

// day returns the last day in time of a period; unmoved tells that it lies in a year whose holidays are not
// known, so that it may still move.
func (d *Duty) day(days *calendar.Calendar, p value.Period) (day value.Date, unmoved bool) {
	return days.Last(d.Due, p, d.Shift == nil || bool(*d.Shift))
}

func (due *Due) judge(asOf value.Date, remind int) {
	switch {
	case due.Record != nil && due.Record.From().After(due.Day):
		due.State, due.Days = DueLate, due.Record.From().Sub(due.Day)
	case due.Record != nil:
		due.State = DueOnTime
	case asOf.After(due.Day):
		due.State, due.Days = DueMissing, asOf.Sub(due.Day)
	case due.Day.Sub(asOf) <= remind:
		due.State, due.Days = DueSoon, due.Day.Sub(asOf)
	default:
		due.State, due.Days = DueLater, due.Day.Sub(asOf)
	}
}

// Badge says in a word how the duty stands.
func (due *Due) Badge() block.Badge {
	switch due.State {
	case DueOnTime:
		return block.Badge{Text: "按时", Tone: block.Good}
	case DueLate:
		return block.Badge{Text: fmt.Sprintf("迟 %d 天", due.Days), Tone: block.Attention}
	case DueMissing:
		return block.Badge{Text: fmt.Sprintf("逾期 %d 天", due.Days), Tone: block.Bad}
	case DueSoon:
		if due.Days == 0 {
			return block.Badge{Text: "今天到期", Tone: block.Attention}
		}
		return block.Badge{Text: fmt.Sprintf("剩 %d 天", due.Days), Tone: block.Attention}
	}
	return block.Badge{Text: "未到期", Tone: block.Neutral}
}
