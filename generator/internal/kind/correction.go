package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// Correction is a dated note (更正) on what was changed in a record after it had been published:
//
//	更正: 2026-10-20 表中第三行的金额误写为 1,200 元，应为 1,020 元。
//
// Several stand on lines of their own that begin with a dash.
type Correction struct {
	Date value.Date
	Text string
}

// TypeName returns the Chinese name of the type.
func (Correction) TypeName() string { return "日期和说明" }

// String returns the note as people write it.
func (c Correction) String() string { return c.Date.ISO() + " " + c.Text }

// Sentence tells that the text is not a list of names with 、 between them.
func (Correction) Sentence() {}

// Parse reads a date and what was corrected, with a space or a colon between them.
func (c *Correction) Parse(text string) error {
	bad := &value.Error{Message: "要先写日期，再写改了什么", Hint: "写成“2026-10-20 表中第三行的金额误写为 1,200 元，应为 1,020 元。”的样子"}
	text = strings.TrimSpace(text)
	i := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" \t　：:，,", r) })
	if i < 0 || c.Date.Parse(text[:i]) != nil {
		return bad
	}
	if c.Text = strings.TrimLeft(text[i:], " \t　：:，,"); c.Text == "" {
		return bad
	}
	return nil
}

// CorrectionRules are the board's rules of corrections, declared in board.yaml.
type CorrectionRules struct {
	Types  []value.Text `key:"types" zh:"类型" help:"哪些类型的记录公开以后改动要写更正；不写时，方案、人员、承诺这些一直在改的不要，其他的都要"`
	Strict value.Bool   `key:"strict" zh:"严格" help:"写“是”则没有写更正就不生成"`
}

var (
	errCorrectionDay = diag.Define("GK0250", diag.Error, "更正的日期 %[1]s 早于公布的 %[2]s。", "写改动的那一天。")
	warnCorrectLater = diag.Define("GK0252", diag.Warning, "更正的日期 %[1]s 还没有到，到那天才显示。", "写改动的那一天；生成以前某一天的网站时不用管。")
	warnUncorrected  = diag.Define("GK0251", diag.Warning, "这条记录%[1]s公开过，以后内容改了，没有写更正。", "在开头加一行“更正: %[2]s 改了什么、为什么”；只改了错字的也写一句。")
)

// checkCorrections checks the days of corrections. Notes are about what was public; those of later days are left
// out, so that boards can be built as they were.
func (r *Record) checkCorrections(c *Context, report *diag.Report) {
	for i, n := range r.Corrections {
		pos := r.AtItem("corrections", i)
		switch {
		case n.Date.Before(r.From()):
			report.Add(errCorrectionDay.At(pos, n.Date, r.From()))
		case n.Date.After(c.AsOf):
			report.Add(warnCorrectLater.At(pos, n.Date))
		}
		checkFilled(report, pos, "更正", n.Text)
	}
	r.Corrections = slices.DeleteFunc(r.Corrections, func(n Correction) bool { return n.Date.After(c.AsOf) })
}

// CheckChange reports a record whose content is not what was public on a day, where no note since then says so.
func (r *Record) CheckChange(rules CorrectionRules, public, asOf value.Date, report *diag.Report) {
	if !rules.needed(r.Kind) {
		return
	}
	for _, n := range r.Corrections {
		if !n.Date.Before(public) {
			return
		}
	}
	finding := warnUncorrected.At(r.At("corrections"), public, asOf.ISO())
	if rules.Strict {
		finding.Severity = diag.Error
	}
	report.Add(finding)
}

// needed reports whether a change to a record of a kind wants a note. What authors go on writing, such as the state of
// promises, changes by its nature.
func (rules CorrectionRules) needed(k Kind) bool {
	if len(rules.Types) == 0 {
		return !k.Traits().Living
	}
	for _, t := range rules.Types {
		if Find(string(t)) == k {
			return true
		}
	}
	return false
}

// corrections are the notes of a record, the newest first: nobody may overlook them.
func (r *Record) corrections() []block.Block {
	var out []block.Block
	for i := len(r.Corrections) - 1; i >= 0; i-- {
		n := r.Corrections[i]
		out = append(out, block.Callout{Tone: block.Attention, Text: "更正（" + n.Date.String() + "）：" + n.Text})
	}
	return out
}
