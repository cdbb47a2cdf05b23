package kind

import (
	"errors"
	"fmt"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errNoWindowEnd = diag.Define("GK0421", diag.Error, "没有写公示到哪一天。", "加一行“公示止: 日期”，或者“公示期: 7个工作日”。")
	errWindowOrder = diag.Define("GK0422", diag.Error, "公示止 %[1]s 早于公示起 %[2]s。", "核对这两个日期。")
	errWindowDays  = diag.Define("GK0423", diag.Error, "公示止写的是 %[1]s，按公示期 %[2]s 算应为 %[3]s（首日不计，最后一天逢节假日顺延）。", "把公示止改为 %[3]s，或者删掉其中一行。")
	errNoHolidays  = diag.Define("GK0424", diag.Error, "%[1]s，算不出公示期的最后一天。", "放假安排公布以后，在 board.yaml 的“放假安排”里补上这一年；还没公布的，删掉“公示期”，自己数好以后写“公示止: 日期”。")
	errZeroDays    = diag.Define("GK0428", diag.Error, "公示期是 0 天。", "写至少 1 天，例如“7个工作日”。")
)

// onNotice is what kinds embed whose records are on public notice for some days.
type onNotice struct {
	From  value.Date  `key:"from" zh:"公示起" help:"公示开始的日期"`
	To    value.Date  `key:"to" zh:"公示止" help:"公示最后一天；写了公示期就不用写"`
	Days  value.Days  `key:"days" zh:"公示期" help:"7个工作日、7天；写了公示止就不用写"`
	Phone value.Phone `key:"phone" zh:"异议电话" help:"有异议打这个电话；不写时用监督电话"`

	ends value.Date // To, or counted from Days
}

// window is the notice period; nil for none.
func (n *onNotice) window() *Window {
	if n.From.IsZero() {
		return nil
	}
	return &Window{n.From, n.ends}
}

func (n *onNotice) objections() value.Phone { return n.Phone }

// objectionPhone is where those who object call.
func (n *onNotice) objectionPhone(c *Context) string {
	if n.Phone.IsZero() {
		return c.Supervision
	}
	return n.Phone.String()
}

// Window is a notice period (公示期), both days included.
type Window struct{ From, To value.Date }

// State tells where a day lies and how to say it.
func (w *Window) State(asOf value.Date) block.Badge {
	left := w.To.Sub(asOf)
	switch {
	case asOf.Before(w.From):
		return block.Badge{Text: fmt.Sprintf("%s开始", w.From.Short()), Tone: block.Neutral}
	case left < 0:
		return block.Badge{Text: "已结束", Tone: block.Neutral}
	case left == 0:
		return block.Badge{Text: "今日结束", Tone: block.Attention}
	case left == 1:
		return block.Badge{Text: "明日结束", Tone: block.Attention}
	}
	return block.Badge{Text: fmt.Sprintf("剩 %d 天", left), Tone: block.Attention}
}

// Open reports whether a day lies in the period.
func (w *Window) Open(asOf value.Date) bool { return !asOf.Before(w.From) && !asOf.After(w.To) }

// fact says when the notice period is, and how it stands.
func (n *onNotice) fact(asOf value.Date) block.Fact {
	w := n.window()
	text := fmt.Sprintf("%s 至 %s", w.From, w.To)
	if !n.Days.IsZero() {
		text += fmt.Sprintf("（%s）", n.Days)
	}
	return block.Fact{Label: "公示期", Text: text, Badge: w.State(asOf)}
}

// closeNotice works out the last day of a notice period: the one that is written, or the one counted from its length.
// Where both are written they must agree.
func (e *env[S]) closeNotice(r *Record, n *onNotice) {
	n.ends = n.To
	switch {
	case r.has("days") && n.Days.N == 0:
		e.report(errZeroDays, r.At("days"))
	case n.To.IsZero() && n.Days.IsZero():
		e.report(errNoWindowEnd, r.At("to"))
	case !n.To.IsZero() && n.To.Before(n.From):
		e.report(errWindowOrder, r.At("to"), n.To, n.From)
	case !n.Days.IsZero():
		n.ends = e.countDays(r, n)
	}
}

// countDays counts the last day from the length of the notice period, and compares it with the one that
// is written.
func (e *env[S]) countDays(r *Record, n *onNotice) value.Date {
	last, err := e.Calendar.End(n.From, n.Days.N, n.Days.Unit == value.DaysWorking)
	var unknown calendar.UnknownYear
	switch {
	case errors.As(err, &unknown) && n.To.IsZero():
		e.report(errNoHolidays, r.At("days"), err)
	case err != nil: // the author says when it ends, and nobody can tell otherwise
	case n.To.IsZero():
		return last
	case n.To != last:
		e.report(errWindowDays, r.At("to"), n.To, n.Days, last)
	}
	return n.To
}
