package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// What kinds share whose records follow each other: the periods of a subsidy, of a contest, of an election.

var (
	errWord   = diag.Define("GK0898", diag.Error, "%[1]s“%[2]s”不在可选的范围里。", "%[3]s可以写：%[4]s。")
	errSeries = diag.Define("GK0873", diag.Error, "“%[1]s”%[2]s。", "%[3]s。")
)

// oneOf reports a word that is not among those allowed; where none are listed, all are.
func (e *env[S]) oneOf(label, word string, allowed []string, pos diag.Pos) bool {
	if word == "" || len(allowed) == 0 || slices.Contains(allowed, word) {
		return true
	}
	e.report(errWord, pos, label, word, diag.DidYouMean(word, allowed), strings.Join(allowed, "、"))
	return false
}

// follows reports a record whose period is there already, or not the one after that of the record before it
// in the series of a name. It returns whether the two follow each other.
func (e *env[S]) follows(series string, prev, it *Record) bool {
	next := prev.Period.Next()
	switch {
	case it.Period == prev.Period:
		e.twice(series, prev, it)
	case it.Period.Unit() != prev.Period.Unit():
		e.report(errSeries, it.At("period"), series, fmt.Sprintf("前面按%s写（%s），这里按%s写（%s）", prev.Period.Unit(), prev.Period, it.Period.Unit(), it.Period), "同一系列的期间要一样长")
	case it.Period != next:
		e.report(errSeries, it.At("period"), series, fmt.Sprintf("%s之后应该是%s，这里却是%s，中间缺了一期", prev.Period, next, it.Period), fmt.Sprintf("补上%s的记录；这一期写错了的，改正“期间”", next))
	default:
		return true
	}
	return false
}

// twice reports a record that stands beside another one where there can be only one.
func (e *env[S]) twice(series string, first, it *Record) {
	e.report(errSeries, it.At("period"), series, fmt.Sprintf("%s的有两份，另一份在 %s", it.Period, first.Path), "删掉一份，或者改正“期间”")
}

// change is what a count became more or less by, and which way it went.
func change(diff int, since value.Period) (text string, trend int8) {
	return compared(value.Count(max(diff, -diff)).String(), diff, since.Short())
}

// compared says by what a figure became more or less since a time, and which way it went.
func compared[N int | int64](by string, diff N, since string) (text string, trend int8) {
	if diff == 0 {
		return "与" + since + "相同", 0
	}
	return by + " 较" + since, int8(cmp.Compare(diff, 0))
}

// charted is a chart, or its table where there is too little to draw.
func charted(c block.Chart) block.Block {
	numbers := 0
	for _, row := range c.Table.Rows {
		for _, s := range c.Series {
			if row[s.Column].HasNumber {
				numbers++
			}
		}
	}
	if numbers < 2 {
		t := c.Table
		t.Head = c.Head
		return t
	}
	return c
}

// plain returns texts as strings, for lists of what may be written.
func plain(texts []value.Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = string(t)
	}
	return out
}

// deadline says how something stands that had to be done by a day; done is the day on which it was, if it was.
// onTime begins with 按时.
func deadline(due, done, asOf value.Date, todo, onTime string) block.Badge {
	finished := !done.IsZero() && !done.After(asOf)
	late := asOf.Sub(due)
	if finished {
		late = done.Sub(due)
	}
	switch {
	case finished && due.IsZero():
		return block.Badge{Text: "已" + strings.TrimPrefix(onTime, "按时"), Tone: block.Good}
	case finished && late <= 0:
		return block.Badge{Text: onTime, Tone: block.Good}
	case finished:
		return block.Badge{Text: fmt.Sprintf("迟 %d 天", late), Tone: block.Attention}
	case due.IsZero() || late < -remindDays:
		return block.Badge{Text: todo, Tone: block.Neutral}
	case late > 0:
		return block.Badge{Text: fmt.Sprintf("逾期 %d 天", late), Tone: block.Bad}
	case late == 0:
		return block.Badge{Text: "今天到期", Tone: block.Attention}
	}
	return block.Badge{Text: fmt.Sprintf("剩 %d 天", -late), Tone: block.Attention}
}

// remindDays is how many days before a deadline the days that are left are counted.
const remindDays = 30
