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
	errNoHolidays  = diag.Define("GK0424", diag.Error, "%[1]s，算不出公示期的最后一天。", "删掉“公示期”，自己数好以后写“公示止: 日期”。")
	errZeroDays    = diag.Define("GK0428", diag.Error, "公示期是 0 天。", "写至少 1 天，例如“7个工作日”。")
)

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

// fact says when the period is, and how it stands.
func (w *Window) fact(days value.Days, asOf value.Date) block.Fact {
	text := fmt.Sprintf("%s 至 %s", w.From, w.To)
	if !days.IsZero() {
		text += fmt.Sprintf("（%s）", days)
	}
	return block.Fact{Label: "公示期", Text: text, Badge: w.State(asOf)}
}

// windowEnd returns the last day of a notice period that a record gives by the keys from, to and days: the one
// that is written, or the one counted from its length. Where both are written they must agree.
func (e *env[S]) windowEnd(r *Record, from, to value.Date, days value.Days) value.Date {
	switch {
	case r.has("days") && days.N == 0:
		e.report(errZeroDays, r.At("days"))
	case to.IsZero() && days.IsZero():
		e.report(errNoWindowEnd, r.At("to"))
	case !to.IsZero() && to.Before(from):
		e.report(errWindowOrder, r.At("to"), to, from)
	case !days.IsZero():
		return e.countWindow(r, from, to, days)
	}
	return to
}

// countWindow counts the last day from the length of the notice period, and compares it with the one that
// is written.
func (e *env[S]) countWindow(r *Record, from, to value.Date, days value.Days) value.Date {
	last, err := calendar.End(from, days.N, days.Unit == value.DaysWorking)
	var unknown calendar.UnknownYear
	switch {
	case errors.As(err, &unknown) && to.IsZero():
		e.report(errNoHolidays, r.At("days"), err)
	case err != nil: // the author says when it ends, and nobody can tell otherwise
	case to.IsZero():
		return last
	case to != last:
		e.report(errWindowDays, r.At("to"), to, days, last)
	}
	return to
}
