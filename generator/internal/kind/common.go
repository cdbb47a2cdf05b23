package kind

import (
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

var (
	errPlaceholder = diag.Define("GK0220", diag.Error, "“%[1]s”里还有没填的“%[2]s”。", "填上实际内容；还不能公开的，写“草稿: 是”。")
	errExpiryOrder = diag.Define("GK0221", diag.Error, "失效日期 %[1]s 不晚于发布的 %[2]s，这条记录永远不会显示。", "失效日期写发布之后的一天；不限期的删掉这一行。")
	errAttachment  = diag.Define("GK0222", diag.Error, "附件“%[1]s”不是文件名。", "附件写公开栏文件夹里的文件名，例如“方案.pdf”；网页写成正文里的链接。")
)

var (
	// errTwiceRow is for rows and items that others refer to by name.
	errTwiceRow = diag.Define("GK0829", diag.Error, "“%[1]s”在“%[2]s”里写了两次。", "删掉一个；确实是两项的，名称写得能分开。")
	errSumRow   = diag.Define("GK0849", diag.Error, "合计一行的“%[1]s”是 %[2]s，各行加起来是 %[3]s。", "核对各行；合计由程序计算，可以删掉这一行。")
)

// withoutTotals leaves out the rows that repeat sums.
func withoutTotals[T interface{ total() string }](rows []T) []T {
	return slices.DeleteFunc(slices.Clone(rows), func(r T) bool { return r.total() != "" })
}

// checkCommon checks what concerns every record.
func (r *Record) checkCommon(c *Context, report *diag.Report) {
	for i, name := range r.Scheme {
		c.Scheme.CheckItem(string(name), r.AtItem("scheme", i), report)
	}
	if !r.ExpiryDate.IsZero() && !r.From().Before(r.ExpiryDate) {
		report.Add(errExpiryOrder.At(r.At("expiryDate"), r.ExpiryDate, r.From()))
	}
	checkFilled(report, r.At("title"), "标题", string(r.Title))
	checkDocNumbers(report, r.At("basis"), "依据", string(r.Basis))
}

// checkFilled reports what authors leave where something is still to be filled in.
func checkFilled(report *diag.Report, pos diag.Pos, label, text string) bool {
	for _, mark := range []string{"××", "**", "待填", "xxx", "XXX"} {
		if strings.Contains(text, mark) {
			report.Add(errPlaceholder.At(pos, label, mark))
			return false
		}
	}
	return true
}

// checkList checks a list of texts of the front matter: each is filled in and stands there once.
func (r *Record) checkList(report *diag.Report, key, label string, list []value.Text) {
	for i, text := range list {
		checkFilled(report, r.AtItem(key, i), label, string(text))
		if text != Pending && slices.Index(list, text) < i {
			report.Add(errTwiceRow.At(r.AtItem(key, i), text, label))
		}
	}
}

// checkChoice reports a text that is none of those it may be.
func checkChoice(report *diag.Report, d *diag.Def, pos diag.Pos, text string, known []string) bool {
	if slices.Contains(known, text) {
		return true
	}
	report.Add(d.At(pos, text, diag.DidYouMean(text, known), strings.Join(known, "、")))
	return false
}

// facts collects labelled pieces of information, leaving out the empty ones.
type facts []block.Fact

func (f *facts) add(label, text string) {
	if text != "" {
		*f = append(*f, block.Fact{Label: label, Text: text})
	}
}

// common returns the facts that every kind shows the same way.
func (r *Record) common() facts {
	var f facts
	f.add("编号", string(r.Number))
	f.add("单位", string(r.Unit))
	f.add("责任人", string(r.Owner))
	f.add("审核人", names(r.Reviewers))
	if r.approved.By != "" {
		f.add("签发", r.approved.By+" "+r.approved.On.String())
	}
	f.add("依据", string(r.Basis))
	f.add("来源", string(r.Source))
	return f
}

func names(texts []value.Text) string {
	parts := make([]string, len(texts))
	for i, t := range texts {
		parts[i] = string(t)
	}
	return strings.Join(parts, "、")
}

// block wraps facts for a record's page; nil where there are none.
func (f facts) block(role block.Role) []block.Block {
	if len(f) == 0 {
		return nil
	}
	return []block.Block{block.Facts{Head: block.Head{Role: role}, Facts: f}}
}

// dateText formats a date that may be missing.
func dateText(d value.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// lastPeriods is how many periods a trend shows: a year and the same month of the year before.
const lastPeriods = 13

// tail returns the last n of a list.
func tail[T any](list []T, n int) []T {
	if len(list) > n {
		return list[len(list)-n:]
	}
	return list
}

// withoutEmpty leaves out the columns in which nothing stands.
func withoutEmpty(t block.Table) block.Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if slices.ContainsFunc(t.Rows, func(r []block.Cell) bool {
			return r[i].Text != "" || r[i].Badge.Text != "" || !r[i].Markup.IsZero()
		}) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		for _, rows := range [][][]block.Cell{t.Rows, t.Foot} {
			for j := range rows {
				rows[j] = slices.Delete(rows[j], i, i+1)
			}
		}
	}
	return t
}

func isoText(d value.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.ISO()
}

// count is a cell with a whole number.
func count(n int) block.Cell { return block.Number(value.Count(n).String(), float64(n)) }

// moneyCell is a cell with an amount.
func moneyCell(m value.Money) block.Cell { return block.Number(m.String(), m.Float()) }

// moneyOrBlank is a cell with an amount that may be missing.
func moneyOrBlank(m *value.Money) block.Cell {
	if m == nil {
		return block.Cell{}
	}
	return moneyCell(*m)
}

// percentCell is a cell with a rate, without its sign: the unit is named once.
func percentCell(p value.Percent) block.Cell {
	if !p.IsDefined() {
		return block.Text("—")
	}
	return block.Number(bare(p), p.Float())
}

// bare is a rate without its sign, for places that name the unit themselves.
func bare(p value.Percent) string { return strings.TrimSuffix(p.String(), "%") }

// attach makes links of the attachments, so that they are checked and published like those of the body.
func (r *Record) attach(report *diag.Report) {
	r.files = make([]block.Ref, len(r.Attachments))
	for i, name := range r.Attachments {
		pos := r.AtItem("attachments", i)
		if strings.ContainsAny(string(name), ":#") || strings.HasPrefix(string(name), "//") {
			report.Add(errAttachment.At(pos, name)) // a link that is followed without having been checked
		}
		r.Links = append(r.Links, source.Link{Dest: string(name), Pos: pos, Ref: &r.files[i]})
	}
}

// attachments lists the files that go with a record.
func (r *Record) attachments() []block.Block {
	if len(r.files) == 0 {
		return nil
	}
	c := block.Cards{Head: block.Head{Title: "附件"}}
	for i, ref := range r.files {
		if strings.HasSuffix(string(ref), "/") {
			continue // withdrawn with another record; the link leads to its section
		}
		c.Cards = append(c.Cards, block.Card{Title: path.Base(string(r.Attachments[i])), Ref: ref})
	}
	if len(c.Cards) == 0 {
		return nil
	}
	return []block.Block{c}
}
