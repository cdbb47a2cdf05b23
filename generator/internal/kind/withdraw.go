package kind

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Withdrawal is what becomes of a record after its last day: that of its notice period, or of its being public.
type Withdrawal uint8

// The withdrawals, from the least to the most.
const (
	Unsaid  Withdrawal = iota // nothing was written, or the last day has not come
	Archive                   // everything stays
	Stub                      // what it was, when, and how many stay; persons, texts and attachments go
	Remove                    // nothing stays but a page at its address that says that it is over
	Vanish                    // nothing stays: what is not public any more since its 失效日期
)

var withdrawalNames = []string{Archive: "保留", Stub: "概要", Remove: "撤下", Vanish: ""}

// String returns the word for it.
func (w Withdrawal) String() string { return withdrawalNames[w] }

// TypeName returns the Chinese name of the type.
func (Withdrawal) TypeName() string { return "保留、概要或者撤下" }

// Parse reads 保留, 概要 or 撤下.
func (w *Withdrawal) Parse(text string) error {
	text = value.Normalize(text)
	if i := slices.Index([]string{Archive: "archive", Stub: "stub", Remove: "remove"}, strings.ToLower(text)); i > 0 {
		*w = Withdrawal(i)
		return nil
	}
	if i := slices.Index(withdrawalNames, text); i > 0 {
		*w = Withdrawal(i)
		return nil
	}
	return &value.Error{Message: "不知道“" + text + "”是什么意思", Hint: "写“保留”（全部留着）、“概要”（只留是什么、什么时候、多少，不留人和附件）或者“撤下”（什么也不留）"}
}

// ReadWithdrawal reads what board.yaml says of a kind; Unsaid where findings say why it says nothing.
func ReadWithdrawal(e source.Entry, report *diag.Report) (w Withdrawal) {
	b := &binder{report: report}
	b.scalar(reflect.ValueOf(&w).Elem(), e.Key, e.Value)
	return w
}

// NoticeRule is what a kind says of its notice periods; zero for a kind that has none.
type NoticeRule struct {
	After Withdrawal // where neither the record nor board.yaml says anything
	Least Withdrawal // what has to be withdrawn whatever they say
}

var (
	errNoNotice  = diag.Define("GK0240", diag.Error, "写了“期满: %[1]s”，但这条记录没有公示期。", "删掉这一行；到某一天要撤下的，写“失效日期: 日期”。")
	errNotEnough = diag.Define("GK0241", diag.Error, "“%[1]s”公示的是个人的情况，期满不能“%[2]s”。", "写“概要”或者“撤下”；不写就是“%[3]s”。")
	errStubTitle = diag.Define("GK0242", diag.Warning, "期满以后标题还看得见，标题里有人名“%[1]s”。", "换一个不写人名的标题，或者写“期满: 撤下”。")
)

// checkAfter checks what a record says of the end of its notice period.
func (r *Record) checkAfter(c *Context, report *diag.Report) {
	rule := r.rule()
	switch {
	case r.After != Unsaid && r.Window == nil:
		report.Add(errNoNotice.At(r.At("after"), r.After))
	case r.After != Unsaid && r.After < rule.Least:
		report.Add(errNotEnough.At(r.At("after"), r.Kind.Title(), r.After, rule.After))
	case r.Window != nil && c.after(r) == Stub:
		for _, p := range c.Roster.People {
			if strings.Contains(string(r.Title), string(p.Name)) {
				report.Add(errStubTitle.At(r.At("title"), p.Name))
			}
		}
	}
}

// CheckAfter checks what board.yaml says of the notice periods of a kind.
func CheckAfter(k Kind, w Withdrawal, pos diag.Pos, report *diag.Report) {
	switch rule := k.Notice(); {
	case rule == NoticeRule{}:
		report.Add(errNoNoticeKind.At(pos, k.Title()))
	case w < rule.Least:
		report.Add(errNotEnough.At(pos, k.Title(), w, rule.After))
	}
}

var errNoNoticeKind = diag.Define("GK0243", diag.Error, "“%[1]s”没有公示期。", "删掉这一行；公示期满要撤下的，写有公示期的类型，例如惠民补贴、居务公开、评选表彰。")

// after returns what becomes of a record when its notice period has ended: what it says itself, or board.yaml, or its
// kind; Unsaid without a notice period.
func (c *Context) after(r *Record) Withdrawal {
	switch {
	case r.Window == nil:
		return Unsaid
	case r.After != Unsaid:
		return r.After
	case r.impersonal:
		return Archive
	case c.After[r.Kind] != Unsaid:
		return c.After[r.Kind]
	}
	return r.Kind.Notice().After
}

// rule is what the kind says of the record's notice period.
func (r *Record) rule() NoticeRule {
	if r.impersonal {
		return NoticeRule{Archive, Archive}
	}
	return r.Kind.Notice()
}

// personal is a record of a kind that withdraws lists of persons, which may have none.
type personal interface{ listsPersons() bool }

// Settle works out what is left of the record on the as-of date, and when it is withdrawn next.
func (r *Record) Settle(c *Context) {
	end := func(day value.Date, how Withdrawal) {
		switch {
		case !c.AsOf.Before(day):
			r.Withdrawn = max(r.Withdrawn, how)
		case r.Ends.IsZero() || day.Before(r.Ends):
			r.Ends = day
		}
	}
	leave := func(day value.Date) {
		if c.AsOf.Before(day) && r.Kind.Gathers() && (r.Leaves.IsZero() || day.Before(r.Leaves)) {
			r.Leaves = day
		}
	}
	if w := c.after(r); w > Archive {
		over := r.Window.To.AddDays(1)
		end(over, w)
		if w > Stub || !r.Kind.Shortens() {
			leave(over)
		}
	}
	if !r.ExpiryDate.IsZero() {
		end(r.ExpiryDate, Vanish)
		leave(r.ExpiryDate)
	}
}

// stubText stands in lists where the beginning of the text stood.
const stubText = "公示期已满，内容已撤下。"

// Shorten takes out of a record what nobody may read any more: what people wrote, and what they attached. What its kind
// knows of it is shortened after sections have been related, since an approved list is compared with the one before.
func (r *Record) Shorten() {
	r.Summary, r.Text, r.Tags, r.Attachments, r.Owner, r.Reviewers, r.Source = stubText, stubText, nil, nil, "", nil, ""
	r.Corrections = nil // they tell what was written
	r.Links, r.Anchors, r.files, r.approved = nil, nil, nil, Approval{}
	r.parts = slices.DeleteFunc(slices.Clone(r.parts), func(p part) bool { return p.table == "" })
}

// stub is what is left of a record whose kind has nothing more to say: what it was, when, and how many.
func (r *Record) stub(totals []block.Figure) []block.Block {
	var out []block.Block
	if len(totals) > 0 {
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: totals})
	}
	out = append(out, r.farewell())
	f := facts{{Label: "公示期", Text: fmt.Sprintf("%s 至 %s", r.Window.From, r.Window.To)}}
	if !r.Period.IsZero() {
		f.add("期间", r.Period.String())
	}
	return append(out, append(f, r.common()...).block(block.Detail)...)
}

// farewell says that the content is gone.
func (r *Record) farewell() block.Callout {
	return block.Callout{Text: fmt.Sprintf("公示期已于%s结束，按规定撤下内容和附件，只保留概要。", r.Window.To)}
}
