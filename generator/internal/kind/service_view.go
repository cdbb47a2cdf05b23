package kind

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func serviceBlocks(c *env[serviceSettings], it *serviceItem) []block.Block {
	s := it.own
	var out []block.Block
	if f := serviceFigures(c, s); len(f) > 0 {
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: f})
	}
	var f facts
	f.add("服务对象", string(s.Audience))
	f.add("类别", string(s.Category))
	f.add("办理条件", itemized(s.Conditions))
	f.add("所需材料", itemized(s.Materials))
	f.add("办理方式", names(s.Ways))
	f.add("办理窗口", string(s.Window))
	f.add("办理时间", string(s.Hours))
	f.add("咨询电话", s.Phone.String())
	if !s.Complaint.IsZero() {
		f.add("举报电话", s.Complaint.String())
	} else {
		f.add("监督电话", c.Supervision)
	}
	out = append(out, append(f, it.common()...).block(block.Headline)...)
	return append(out, it.body(func(table string) []block.Block {
		switch table {
		case "办理流程":
			return []block.Block{s.steps()}
		case "收费":
			return []block.Block{feeTable(c, []*serviceItem{it})}
		case "流程优化":
			return []block.Block{s.changes()}
		case "便民举措":
			return []block.Block{easedTable(c, []*serviceItem{it})}
		}
		return adviceBlocks(c, []*serviceItem{it})
	})...)
}

// itemized counts several things that stand in one text: 1. 身份证；2. 照片.
func itemized(text value.Text) string {
	parts := list(text)
	if len(parts) < 2 {
		return string(text)
	}
	for i, p := range parts {
		parts[i] = fmt.Sprintf("%d. %s", i+1, p)
	}
	return strings.Join(parts, "；")
}

func serviceFigures(c *env[serviceSettings], s *serviceRecord) []block.Figure {
	var out []block.Figure
	if s.Limit != nil {
		f := block.Figure{Label: "办结时限", Value: s.Limit.String()}
		if n, working, ok := s.Limit.Days(); ok {
			f.Value, f.Unit = fmt.Sprint(n), "天"
			if working {
				f.Unit = "个工作日"
			}
		}
		out = append(out, f)
	}
	if len(s.Steps) > 0 {
		out = append(out, block.Figure{Label: "办理流程", Value: fmt.Sprint(len(s.Steps)), Unit: "步"})
	}
	if s.procedure() {
		f := block.Figure{Label: "收费", Value: s.charge()}
		if n := s.expired(c.AsOf); n > 0 {
			f.Note, f.Tone = fmt.Sprintf("%d 项收费依据已过期", n), block.Bad
		}
		out = append(out, f)
	}
	return out
}

// charge says in a word what something costs.
func (s *serviceRecord) charge() string {
	n := 0
	only := ""
	for _, f := range s.Fees {
		if !f.Rate.free() {
			n++
			only = f.Rate.text
		}
	}
	switch n {
	case 0:
		return "不收费"
	case 1:
		return only
	}
	return fmt.Sprintf("收费 %d 项", n)
}

func (s *serviceRecord) expired(asOf value.Date) int {
	n := 0
	for _, f := range s.Fees {
		if f.expired(asOf) {
			n++
		}
	}
	return n
}

func (s *serviceRecord) steps() block.Steps {
	out := block.Steps{Head: block.Head{Role: block.Headline, Title: "办理流程"}}
	var prev value.Text
	for _, i := range s.order {
		step := s.Steps[i]
		view := block.Step{Title: string(step.Name), Who: string(step.Who)}
		if step.Limit != nil {
			view.Time = step.Limit.String()
		}
		var text []string
		if step.What.Text != "" {
			text = append(text, string(step.What.Text))
		}
		if step.Bring != "" {
			text = append(text, "材料："+string(step.Bring))
		}
		if step.Before != prev && !value.IsBlank(string(step.Before)) { // what only repeats the order is not said
			text = append(text, "在“"+string(step.Before)+"”之后")
		}
		view.Text = strings.Join(text, "；")
		out.Steps = append(out.Steps, view)
		prev = step.Name
	}
	return out
}

// changes shows the numbers of the way before and after. Numbers of one unit are drawn beside each other.
func (s *serviceRecord) changes() block.Block {
	t := block.Table{Columns: []block.Column{
		{Title: "指标"},
		{Title: "原", Align: block.End},
		{Title: "现", Align: block.End},
		{Title: "减少", Align: block.End},
		{Title: "实施日期"},
		{Title: "说明"},
	}}
	same := len(s.Changes) > 1
	for _, ch := range s.Changes {
		same = same && ch.After.unit == s.Changes[0].After.unit
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(ch.What)), ch.Before.cell(), ch.After.cell(), block.Text(ch.less()), block.Text(isoText(ch.Since)), ch.Why.cell(),
		})
	}
	head := block.Head{Title: "改进前后"}
	if !same {
		t.Head = head
		return withoutEmpty(t)
	}
	return block.Chart{
		Head: head, Type: block.BarChart, Table: withoutEmpty(t), Desc: s.changesText(),
		Series: []block.Series{{Column: 1, Hue: block.RestHue}, {Column: 2, Hue: block.GoodHue}},
	}
}

func (s *serviceRecord) changesText() string {
	parts := make([]string, len(s.Changes))
	for i, ch := range s.Changes {
		parts[i] = fmt.Sprintf("%s从 %s 变为 %s", ch.What, ch.Before, ch.After)
	}
	return strings.Join(parts, "，") + "。"
}

func (q measured) cell() block.Cell { return block.Number(q.String(), q.n.Float()) }

// less says by how much a number fell, or rose.
func (ch serviceChange) less() string {
	switch diff := ch.Before.n.Hundredths() - ch.After.n.Hundredths(); {
	case diff == 0:
		return "没有变化"
	case diff < 0:
		return "增加 " + value.ScoreOf(-diff).String() + ch.After.unit
	default:
		return value.ScoreOf(diff).String() + ch.After.unit + "（" + value.Ratio(diff, ch.Before.n.Hundredths()).String() + "）"
	}
}

// askedFee is a fee with the record that asks for it.
type askedFee struct {
	serviceFee
	by *serviceItem
}

// feesOf returns the fees of records. Of notices that tell of the same fee term after term, only the newest counts.
func feesOf(all []*serviceItem) []askedFee {
	newest := map[value.Text]*serviceItem{}
	for _, it := range all {
		for _, f := range it.own.Fees {
			if was := newest[f.Name]; !it.own.procedure() && (was == nil || it.Date.After(was.Date)) {
				newest[f.Name] = it
			}
		}
	}
	var out []askedFee
	for _, it := range all {
		for _, f := range it.own.Fees {
			if it.own.procedure() || newest[f.Name] == it {
				out = append(out, askedFee{f, it})
			}
		}
	}
	return out
}

// feeTable is the public list of charges.
func feeTable(c *env[serviceSettings], all []*serviceItem) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline, Title: "收费公示"}, Columns: []block.Column{
		{Title: "收费项目"},
		{Title: "事项"},
		{Title: "标准", Align: block.End},
		{Title: "依据文号"},
		{Title: "收费对象", Minor: true},
		{Title: "是否自愿", Align: block.Center},
		{Title: "减免", Minor: true},
		{Title: "有效期至"},
		{Title: "状态", Align: block.Center},
	}}
	for _, f := range feesOf(all) {
		row := make([]block.Cell, len(t.Columns))
		row[0] = block.Text(string(f.Name))
		if len(all) > 1 {
			row[1] = block.Cell{Text: string(f.by.Title), Ref: f.by.Ref}
		}
		row[2], row[4], row[6], row[7] = block.Text(f.Rate.text), block.Text(string(f.Payer)), block.Text(string(f.Relief)), block.Text(isoText(f.Until))
		if f.Basis != nil {
			row[3] = block.Text(f.Basis.String())
		}
		if f.Choice != nil {
			row[5] = block.Text(f.Choice.String())
		}
		if f.expired(c.AsOf) {
			row[8] = block.Cell{Badge: block.Badge{Text: fmt.Sprintf("过期 %d 天", c.AsOf.Sub(f.Until)), Tone: block.Bad}}
		} else if !f.Rate.free() && !f.Until.IsZero() {
			row[8] = block.Cell{Badge: block.Badge{Text: "有效", Tone: block.Good}}
		}
		t.Rows = append(t.Rows, row)
	}
	return withoutEmpty(t)
}

// easedTable lists what was made easier for people.
func easedTable(c *env[serviceSettings], all []*serviceItem) block.Table {
	t := block.Table{Head: block.Head{Title: "便民举措"}, Columns: []block.Column{
		{Title: "举措"}, {Title: "类别"}, {Title: "承诺", Minor: true}, {Title: "上线日期"}, {Title: "状态", Align: block.Center}, {Title: "成效", Minor: true},
	}}
	for _, it := range all {
		for _, e := range withoutTotals(it.own.Eased) {
			state, effect := block.Badge{Text: "已上线", Tone: block.Good}, e.Effect.cell()
			if e.Since.IsZero() || e.Since.After(c.AsOf) {
				state, effect = block.Badge{Text: "筹备中", Tone: block.Attention}, block.Cell{}
			}
			t.Rows = append(t.Rows, []block.Cell{
				e.What.cell(), block.Text(string(e.Class)), block.Text(string(e.Pledge)), block.Text(isoText(e.Since)), {Badge: state}, effect,
			})
		}
	}
	return withoutEmpty(t)
}
