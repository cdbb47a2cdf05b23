package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func standardBlocks(c *env[standardSettings], it *item[standardRecord]) []block.Block {
	s := it.own
	out := []block.Block{standardFigures(c, s)}
	if text := standardEnd(c, s); text != "" {
		out = append(out, block.Callout{Tone: block.Attention, Text: text})
	}
	out = append(out, standardFacts(it).block(block.Headline)...)
	out = append(out, it.body(func(table string) []block.Block {
		switch table {
		case "条目":
			return standardItems(c, s)
		case "文件清单":
			return []block.Block{documentTable(c, s)}
		case "变更记录":
			return changeSteps(c, s)
		case "公开载体":
			return carrierTable(c, s)
		}
		return []block.Block{facilityTable(c, s)}
	})...)
	out = append(out, standardLinks(s)...)
	return append(out, append(imprint(s), it.common()...).block(block.Detail)...)
}

func standardFigures(c *env[standardSettings], s *standardRecord) block.Figures {
	out := block.Figures{Head: block.Head{Role: block.Headline}}
	if n := len(s.Items); n > 0 {
		f := block.Figure{Label: "条目", Value: fmt.Sprint(n), Unit: "条"}
		if under := s.headings(); under > 1 && under < n {
			f.Value, f.Unit, f.Note = fmt.Sprint(under), "项", fmt.Sprintf("共 %d 条", n)
		}
		if lost := s.pendingItems(); lost > 0 {
			f.Note, f.Tone = strings.TrimPrefix(f.Note+fmt.Sprintf("，%d 条%s，待补", lost, noWording), "，"), block.Attention
		}
		out.Figures = append(out.Figures, f)
	}
	if n := len(s.Documents); n > 0 {
		valid := 0
		for _, d := range s.Documents {
			if d.state(c.AsOf).Text == inForce {
				valid++
			}
		}
		out.Figures = append(out.Figures, block.Figure{Label: "现行有效的文件", Value: fmt.Sprint(valid), Unit: fmt.Sprintf("/ %d 件", n)})
	}
	if len(s.Documents) > 0 && s.from().IsZero() && s.gone().IsZero() {
		return out // a list of documents has no force of its own
	}
	state := s.state(c.AsOf)
	f := block.Figure{Label: "效力", Value: state.Text, Tone: state.Tone}
	switch from := s.from(); {
	case state.Text == repealed:
		f.Note = "从" + s.gone().String() + "起废止"
	case !s.Until.IsZero():
		f.Note = "有效期至" + s.Until.String()
	case !from.IsZero():
		f.Note = "从" + from.String() + "起执行"
	}
	out.Figures = append(out.Figures, f)
	if v := s.version(c.AsOf); v != "" {
		out.Figures = append(out.Figures, block.Figure{Label: "版本", Value: v})
	}
	return out
}

// standardEnd tells those who came by an old link that it no longer holds.
func standardEnd(c *env[standardSettings], s *standardRecord) string {
	switch state := s.state(c.AsOf).Text; {
	case state == repealed && s.replacedBy != nil && s.Repealed.IsZero():
		return fmt.Sprintf("已废止：从%s起由“%s”代替。", s.gone(), s.replacedBy.Title)
	case state == repealed:
		return fmt.Sprintf("已废止：从%s起不再执行。", s.gone())
	case state == ranOut:
		return fmt.Sprintf("已失效：有效期到%s为止。", s.Until)
	case state == notYet:
		return fmt.Sprintf("尚未生效：从%s起执行。", s.from())
	}
	return ""
}

func standardFacts(it *item[standardRecord]) facts {
	s := it.own
	var f facts
	f.add("类别", string(s.Sort))
	f.add("文号", s.Document.String())
	f.add("发文机关", string(s.Issuer))
	f.add("成文日期", dateText(s.Signed))
	f.add("生效日期", dateText(s.Effective))
	f.add("有效期至", dateText(s.Until))
	f.add("废止日期", dateText(s.gone()))
	f.add("来源做法", string(s.Practice))
	f.add("成果类别", string(s.Result))
	return f
}

// standardLinks leads from a rule to the one before and the one after it.
func standardLinks(s *standardRecord) []block.Block {
	var f facts
	for _, old := range s.replaced {
		f = append(f, block.Fact{Label: "代替", Text: string(old.Title), Ref: old.Ref})
	}
	for _, name := range s.Replaces {
		if !slices.ContainsFunc(s.replaced, func(old *item[standardRecord]) bool {
			return name == old.Title || name == old.Number || string(name) == old.own.Document.String()
		}) {
			f.add("代替", string(name))
		}
	}
	if by := s.replacedBy; by != nil {
		f = append(f, block.Fact{Label: "接替文件", Text: string(by.Title), Ref: by.Ref})
	}
	return f.block(block.Detail)
}

// imprint is what stands at the end of an official document (版记).
func imprint(s *standardRecord) facts {
	var f facts
	f.add("主题词", names(s.Keywords))
	f.add("主送", names(s.To))
	f.add("抄报", names(s.Report))
	f.add("抄送", names(s.Copy))
	f.add("印发日期", dateText(s.Printed))
	if s.Copies != nil {
		f.add("印发份数", s.Copies.String()+"份")
	}
	return f
}

// standardItems shows the items, a table for each group; slogans without more to say are cards.
func standardItems(_ *env[standardSettings], s *standardRecord) []block.Block {
	var groups []string
	for _, i := range s.Items {
		if !slices.Contains(groups, string(i.Group)) {
			groups = append(groups, string(i.Group))
		}
	}
	var out []block.Block
	for _, g := range groups {
		if string(s.Sort) == "口号" && !slices.Contains(s.ItemLayout.Has, "名称") {
			out = append(out, sloganCards(s, g))
			continue
		}
		t := itemTable(s, g)
		if g == "" {
			t.Role = block.Headline
		}
		out = append(out, t)
	}
	if slices.Contains(s.ItemLayout.Has, "制度文本") {
		out = append(out, block.Callout{Text: establishedText(s)})
	}
	return out
}

func sloganCards(s *standardRecord, group string) block.Cards {
	c := block.Cards{Head: block.Head{Title: group}}
	for _, i := range s.Items {
		if string(i.Group) == group {
			c.Cards = append(c.Cards, block.Card{Title: string(i.Text.Text), Text: string(i.Example.Text), Badge: i.badge()})
		}
	}
	return c
}

func (i *standardItem) badge() block.Badge {
	switch {
	case i.isPending():
		return block.Badge{Text: noWording, Tone: block.Attention}
	case string(i.Force) == "禁止":
		return block.Badge{Text: "禁止", Tone: block.Bad}
	}
	return block.Badge{Text: string(i.Force)}
}

func itemTable(s *standardRecord, group string) block.Table {
	t := block.Table{Head: block.Head{Title: group}, Columns: []block.Column{
		{Title: "序号"},
		{Title: "名称"},
		{Title: "内容"},
		{Title: "性质", Align: block.Center},
		{Title: "责任岗"},
		{Title: "时限"},
		{Title: "制度文本"},
		{Title: "状态", Align: block.Center},
		{Title: "指标"},
		{Title: "事例"},
	}}
	lights := slices.Contains(s.ItemLayout.Has, "制度文本")
	extra := len(t.Columns)
	for _, x := range s.ItemLayout.Extra {
		t.Columns = append(t.Columns, block.Column{Title: x.Title})
	}
	for k := range s.Items {
		i := &s.Items[k]
		if string(i.Group) != group {
			continue
		}
		text, force := i.Text.cell(), i.badge()
		if i.isPending() {
			text.Badge, force = force, block.Badge{}
		}
		light := block.Badge{}
		if lights {
			light = i.established()
		}
		row := make([]block.Cell, extra, len(t.Columns))
		copy(row, []block.Cell{
			count(len(t.Rows) + 1), block.Text(string(i.Name)), text,
			{Badge: force},
			block.Text(string(i.Post)), block.Text(string(i.Limit)),
			i.Full.cell(),
			{Badge: light},
			block.Text(string(i.Index)), i.Example.cell(),
		})
		for _, x := range i.Extra {
			row = append(row, plainCell(x))
		}
		t.Rows = append(t.Rows, row)
	}
	return withoutEmpty(t)
}

// established is the light of a mechanism: whether there is a text that makes it one.
func (i *standardItem) established() block.Badge {
	if text := string(i.Full.Text); text == "" || text == Pending || value.IsBlank(text) {
		return block.Badge{Text: "未建立", Tone: block.Attention}
	}
	return block.Badge{Text: "已建立", Tone: block.Good}
}

func establishedText(s *standardRecord) string {
	n := 0
	for k := range s.Items {
		if s.Items[k].established().Tone == block.Good {
			n++
		}
	}
	return fmt.Sprintf("%d 项中有 %d 项已有制度文本。", len(s.Items), n)
}

func (d *standardDocument) state(asOf value.Date) block.Badge {
	return force(d.Effective, d.Until, d.Repealed, asOf)
}

func documentTable(c *env[standardSettings], s *standardRecord) block.Table {
	t := block.Table{Head: block.Head{Role: block.Headline}, Caption: "文件清单", Columns: []block.Column{
		{Title: "文件名称"},
		{Title: "文号"},
		{Title: "发文机关"},
		{Title: "生效日期"},
		{Title: "效力", Align: block.Center},
		{Title: "学习日期"},
		{Title: "要点"},
	}}
	for k := range s.Documents {
		d := &s.Documents[k]
		studied := ""
		if reached(d.Studied, c.AsOf) {
			studied = d.Studied.ISO()
		}
		t.Rows = append(t.Rows, []block.Cell{
			d.Name.cell(), block.Text(d.Document.String()), block.Text(string(d.Issuer)), block.Text(isoText(d.Effective)),
			{Badge: d.state(c.AsOf)},
			block.Text(studied), d.Points.cell(),
		})
	}
	return withoutEmpty(t)
}

// changeSteps is the life of a rule up to the as-of date.
func changeSteps(c *env[standardSettings], s *standardRecord) []block.Block {
	out := block.Steps{Head: block.Head{Title: "变更记录"}}
	for _, ch := range s.Changes {
		step := block.Step{Title: strings.TrimSpace(string(ch.Action + " " + ch.To)), Time: ch.On.String(), Text: ch.text()}
		if ch.On.After(c.AsOf) {
			step.Badge = block.Badge{Text: notYet, Tone: block.Attention}
		}
		out.Steps = append(out.Steps, step)
	}
	return []block.Block{out}
}

func (ch *standardChange) text() string {
	text := string(ch.What.Text)
	if ch.Why.Text != "" {
		text = strings.TrimPrefix(text+"；起因："+string(ch.Why.Text), "；")
	}
	return text
}

// carrierTable shows what hangs where, and how many of the places are filled (D08).
func carrierTable(c *env[standardSettings], s *standardRecord) []block.Block {
	now := s.version(c.AsOf)
	t := block.Table{Columns: []block.Column{{Title: "公开内容"}}}
	for _, x := range s.Where.Extra {
		t.Columns = append(t.Columns, block.Column{Title: x.Title, Align: block.Center})
	}
	filled, all := 0, 0
	for _, r := range s.Carriers {
		row := []block.Cell{block.Text(string(r.What))}
		for _, cell := range r.Extra {
			all++
			shown, version := onCarrier(cell.Text)
			b := block.Badge{Text: "没有", Tone: block.Attention}
			if shown {
				filled++
				b.Text = cmp.Or(version, "有")
				if version == "" || now == "" || version == now {
					b.Tone = block.Good
				}
			}
			row = append(row, block.Cell{Badge: b})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Head = block.Head{Title: "公开载体", Note: fmt.Sprintf("%d 处中已公开 %d 处", all, filled)}
	if filled == all {
		t.Note += "，全部公开"
	}
	return []block.Block{t}
}

func facilityTable(c *env[standardSettings], s *standardRecord) block.Table {
	t := block.Table{Head: block.Head{Title: "设施"}, Columns: []block.Column{
		{Title: "设施"}, {Title: "位置"}, {Title: "状态", Align: block.Center}, {Title: "检查日期"},
	}}
	for _, f := range s.Facilities {
		b := block.Badge{Text: string(f.State), Tone: block.Attention}
		if f.State == value.Text(facilityStates[0]) {
			b.Tone = block.Good
		}
		on := isoText(f.On)
		if f.On.After(c.AsOf) {
			b, on = block.Badge{}, ""
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(f.Name)), block.Text(string(f.Where)), {Badge: b}, block.Text(on)})
	}
	return withoutEmpty(t)
}
