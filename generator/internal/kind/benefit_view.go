package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func benefitBlocks(c *env[benefitSettings], it *item[benefitRecord]) []block.Block {
	b := it.own
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: benefitFigures(c, it)}}
	if w := b.window(); w != nil && b.listed.rows > 0 {
		out = append(out, b.noticeCallout(c, w))
	}
	if badge := b.payBadge(c.AsOf); badge.Tone == block.Bad {
		out = append(out, block.Callout{Tone: block.Bad, Text: fmt.Sprintf("应在%s前发放，还没有发放，%s。", b.due, badge.Text)})
	}
	out = append(out, it.body(func(table string) []block.Block { return b.table(c, table) })...)
	return append(out, append(b.facts(c), it.common()...).block(block.Detail)...)
}

// benefitFigures are how many there are, how many were paid, and how much.
func benefitFigures(c *env[benefitSettings], it *item[benefitRecord]) []block.Figure {
	b := it.own
	var out []block.Figure
	if len(b.Changes) > 0 {
		if b.hasHousehold {
			out = append(out, b.headFigure(b.Period.Short()+"户数", "户", b.households))
		}
		out = append(out, b.headFigure(b.Period.Short()+"人数", "人", b.persons))
	}
	if b.isList() {
		all := b.listed
		out = append(out, block.Figure{Label: string(b.Stage), Value: fmt.Sprint(all.rows), Unit: b.listUnit()})
		if all.persons > 0 {
			out = append(out, block.Figure{Label: "家庭人口", Value: fmt.Sprint(all.persons), Unit: "人"})
		}
		if !all.amount.IsZero() {
			out = append(out, block.Figure{Label: "金额合计", Value: all.amount.String(), Unit: "元"})
		}
	}
	if len(b.Payments) == 0 {
		return out
	}
	if !b.money {
		return append(out, block.Figure{Label: "登记人数", Value: value.Count(b.dueN).String(), Unit: "人"})
	}
	label := "应发"
	if b.paidBy(c.AsOf) {
		label = "实发"
		out = append(out, block.Figure{
			Label: "实发人数", Value: value.Count(b.paidN).String(), Unit: fmt.Sprintf("/ %s 人", value.Count(b.dueN)),
			Note: b.shortfall(),
		})
	} else {
		out = append(out, block.Figure{Label: "应发人数", Value: value.Count(b.dueN).String(), Unit: "人"})
	}
	return append(out, block.Figure{Label: label + "金额", Value: b.amount.String(), Unit: "元"})
}

func (b *benefitRecord) shortfall() string {
	if n := b.dueN - b.paidN; n > 0 {
		return fmt.Sprintf("少发 %d 人：%s", n, b.why())
	}
	return "足额发放"
}

func (b *benefitRecord) headFigure(label, unit string, f flow) block.Figure {
	fig := block.Figure{Label: label, Value: value.Count(f.closing).String(), Unit: unit}
	fig.Change, fig.Trend = change(f.closing-f.opening, b.Period.Prev())
	return fig
}

// listSums is how many are in a list, which may still be told when nobody may read the names any more.
type listSums struct {
	rows, persons int
	amount        value.Money
}

func (b *benefitRecord) countList() {
	for _, l := range b.List {
		if l.Total != "" {
			continue
		}
		b.listed.rows++
		b.listed.persons += number(l.Size)
		if l.Amount != nil {
			b.listed.amount = b.listed.amount.Add(*l.Amount)
		}
	}
}

// listUnit is what a list counts: households where it says how many live in each, otherwise persons.
func (b *benefitRecord) listUnit() string {
	if slices.Contains(b.Layout.Has, "人口") {
		return "户"
	}
	return "人"
}

// noticeCallout tells how to object, or that the names are gone (R15).
func (b *benefitRecord) noticeCallout(c *env[benefitSettings], w *Window) block.Block {
	switch {
	case w.Open(c.AsOf):
		return block.Callout{Tone: block.Attention, Text: fmt.Sprintf("正在公示，%s截止。有异议请在截止前拨打 %s。", w.To, b.objectionPhone(c.Context))}
	case c.AsOf.Before(w.From):
		return block.Callout{Text: fmt.Sprintf("名单%s起公示。", w.From)}
	}
	return block.Callout{Text: fmt.Sprintf("公示期已于%s结束，名单不再显示，只保留数目和金额。", w.To)}
}

// payBadge says how the payment stands; empty where nothing is paid by this record.
func (b *benefitRecord) payBadge(asOf value.Date) block.Badge {
	if b.isList() || !b.money {
		return block.Badge{}
	}
	return deadline(b.due, b.Paid, asOf, "未到期", "按时发放")
}

func (b *benefitRecord) facts(c *env[benefitSettings]) facts {
	var f facts
	f.add("项目", string(b.Program))
	f.add("类别", string(c.set.program(b.Program).Category))
	f.add("节日", string(b.Festival))
	if b.isList() {
		f.add("环节", string(b.Stage))
	}
	f.add("批次", string(b.Batch))
	if b.Standard != nil {
		f.add("标准", b.Standard.String()+" 元")
	}
	f.add("慰问物资", string(b.Goods))
	f.add("应发日期", dateText(b.due))
	if b.paidBy(c.AsOf) {
		f = append(f, block.Fact{Label: "发放日期", Text: b.Paid.String(), Badge: b.payBadge(c.AsOf)})
	} else if badge := b.payBadge(c.AsOf); badge.Text != "" {
		f = append(f, block.Fact{Label: "发放情况", Text: "还没有发放", Badge: badge})
	}
	if !b.reportDue.IsZero() || !b.Reported.IsZero() {
		text := "还没有报送"
		if !b.Reported.IsZero() && !b.Reported.After(c.AsOf) {
			text = b.Reported.String()
		}
		if b.Receiver != "" {
			text += "，报" + string(b.Receiver)
		}
		f = append(f, block.Fact{Label: "报送", Text: text, Badge: deadline(b.reportDue, b.Reported, c.AsOf, "未到期", "按时报送")})
	}
	if w := b.window(); w != nil {
		f = append(f, b.fact(c.AsOf))
		f.add("异议电话", b.objectionPhone(c.Context))
	}
	if b.Objections != nil {
		f.add("异议", b.Objections.String()+" 件")
	}
	f.add("异议处理", string(b.Answer))
	f.add("说明", string(b.Reason))
	if b.announced != nil {
		f = append(f, block.Fact{Label: "报前公示", Text: string(b.announced.Title), Ref: b.announced.Ref})
	}
	return f
}

func (b *benefitRecord) table(c *env[benefitSettings], name string) []block.Block {
	switch name {
	case "人数变动":
		return []block.Block{b.changesChart(c)}
	case "审核进度":
		return b.progress(c)
	case "公示名单":
		if w := b.window(); w != nil && w.Open(c.AsOf) {
			return []block.Block{b.listTable()}
		}
		return nil
	}
	return []block.Block{b.paymentsChart(c)}
}

// changesChart shows how the number of persons came about. Reasons that concern a few are not told apart (R19).
func (b *benefitRecord) changesChart(c *env[benefitSettings]) block.Block {
	t := block.Table{Unit: "人", Columns: []block.Column{{Title: "变动"}, {Title: "人数", Align: block.End}}}
	if b.hasHousehold {
		t.Columns = append(t.Columns, block.Column{Title: "户数（户）", Align: block.End})
	}
	add := func(label string, persons, households int) {
		row := []block.Cell{block.Text(label), count(persons)}
		if b.hasHousehold {
			row = append(row, count(households))
		}
		t.Rows = append(t.Rows, row)
	}
	add("上期", b.persons.opening, b.households.opening)
	if b.persons.closing >= c.set.least() {
		for _, h := range b.Changes {
			label, sign := string(h.Move), 1
			if h.Reason != "" {
				label += "：" + string(h.Reason)
			}
			switch h.Move {
			case "减少":
				sign = -1
			case "新增":
			default:
				continue
			}
			add(label, sign*number(h.Persons), sign*number(h.Households))
		}
	} else {
		add("新增", b.persons.added, b.households.added)
		add("减少", -b.persons.removed, -b.households.removed)
	}
	add("本期", b.persons.closing, b.households.closing)
	chart := block.Chart{
		Head:  block.Head{Title: b.Period.Short() + "人数变动", Note: "已核对：上期 + 新增 − 减少 = 本期"},
		Type:  block.WaterfallChart,
		Desc:  fmt.Sprintf("上期 %d 人，新增 %d 人，减少 %d 人，本期 %d 人。", b.persons.opening, b.persons.added, b.persons.removed, b.persons.closing),
		Table: t, Series: []block.Series{{Column: 1}}, Open: true,
	}
	if b.persons.added+b.persons.removed == 0 {
		t.Head = chart.Head
		return t
	}
	return chart
}

// progress shows the steps that applications go through, and how many came how far.
func (b *benefitRecord) progress(c *env[benefitSettings]) []block.Block {
	steps := block.Steps{Head: block.Head{Title: "审核进度"}}
	t := block.Table{Unit: "户", Columns: []block.Column{{Title: "步骤"}, {Title: "户数", Align: block.End}}}
	for _, s := range b.Steps {
		done := s.Date.IsZero() || !s.Date.After(c.AsOf)
		step := block.Step{Title: string(s.Step), Who: string(s.Handlers)}
		if !s.Date.IsZero() {
			step.Time = s.Date.String()
		}
		if s.Households != nil && done {
			step.Text = s.Households.String() + " 户"
			t.Rows = append(t.Rows, []block.Cell{block.Text(string(s.Step)), count(number(s.Households))})
		}
		if s.Present != nil && done {
			step.Text += fmt.Sprintf("；到会 %s 人，同意 %d、反对 %d、弃权 %d", s.Present, number(s.Yes), number(s.No), number(s.Abstain))
		}
		step.Badge = block.Badge{Text: "已完成", Tone: block.Good}
		if !done {
			step.Badge = block.Badge{Text: "未到"}
		}
		steps.Steps = append(steps.Steps, step)
	}
	for _, name := range c.set.stepNames() {
		if !slices.ContainsFunc(b.Steps, func(s stepCount) bool { return string(s.Step) == name }) {
			steps.Steps = append(steps.Steps, block.Step{Title: name, Badge: block.Badge{Text: "未到"}})
		}
	}
	out := []block.Block{steps}
	if len(t.Rows) > 1 {
		out = append(out, block.Chart{
			Head: block.Head{Title: "各步骤的户数"}, Type: block.BarChart,
			Desc:  fmt.Sprintf("从%s的 %s 户，到%s的 %s 户。", t.Rows[0][0].Text, t.Rows[0][1].Text, t.Rows[len(t.Rows)-1][0].Text, t.Rows[len(t.Rows)-1][1].Text),
			Table: t, Series: []block.Series{{Column: 1}},
		})
	}
	return out
}

// listTable is the list as it hangs on the wall as long as it is on notice.
func (b *benefitRecord) listTable() block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline}, Caption: string(b.Stage) + "名单"}
	type column struct {
		title, shown string
		align        block.Align
		cell         func(listed) block.Cell
		foot         block.Cell
	}
	text := func(of func(listed) value.Text) func(listed) block.Cell {
		return func(l listed) block.Cell { return block.Text(string(of(l))) }
	}
	columns := []column{
		{"编号", "编号", block.Start, text(func(l listed) value.Text { return l.Number }), block.Cell{}},
		{"户主", "姓名", block.Start, text(func(l listed) value.Text { return l.Name }), block.Cell{}},
		{"单位", "单位", block.Start, text(func(l listed) value.Text { return l.Unit }), block.Cell{}},
		{"年级", "年级", block.Start, text(func(l listed) value.Text { return l.Grade }), block.Cell{}},
		{"班级", "班级", block.Start, text(func(l listed) value.Text { return l.Class }), block.Cell{}},
		{"类别", "类别", block.Start, text(func(l listed) value.Text { return l.Category }), block.Cell{}},
		{"人口", "人口", block.End, func(l listed) block.Cell { return count(number(l.Size)) }, count(b.listed.persons)},
		{"金额", "金额（元）", block.End, func(l listed) block.Cell { return moneyOrBlank(l.Amount) }, moneyCell(b.listed.amount)},
		{"起始月", "起始月", block.Start, func(l listed) block.Cell { return block.Text(l.Start.String()) }, block.Cell{}},
	}
	columns = slices.DeleteFunc(columns, func(x column) bool { return !slices.Contains(b.Layout.Has, x.title) })
	foot := make([]block.Cell, len(columns))
	for i, x := range columns {
		t.Columns = append(t.Columns, block.Column{Title: x.shown, Align: x.align})
		foot[i] = x.foot
	}
	foot[0] = block.Cell{Text: fmt.Sprintf("合计 %d %s", b.listed.rows, b.listUnit()), Strong: true}
	for _, l := range b.List {
		if l.Total != "" {
			continue
		}
		row := make([]block.Cell, len(columns))
		for i, x := range columns {
			row[i] = x.cell(l)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Foot = [][]block.Cell{foot}
	if b.listed.amount.Sign() > 0 {
		t.InWords = "金额合计（大写）：" + b.listed.amount.Capital()
	}
	return t
}
