package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func honorBlocks(c *env[honorSettings], it *item[honorRecord]) []block.Block {
	h := it.own
	named := h.named(c.set, it.Date, c.AsOf)
	out := []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: h.figures(named)}}
	if w := h.window(); w != nil && w.Open(c.AsOf) {
		out = append(out, block.Callout{Tone: block.Attention, Text: fmt.Sprintf("正在公示，%s截止。有异议请在截止前拨打 %s。", w.To, h.objectionPhone(c.Context))})
	}
	if badge := h.validity(c.AsOf); badge.Tone == block.Bad {
		out = append(out, block.Callout{Tone: block.Attention, Text: badge.Text + "，下面是当时的结果。"})
	}
	if !named.IsZero() {
		out = append(out, honorWall(c, []*item[honorRecord]{it}, string(h.Honor))...)
	}
	out = append(out, it.body(func(table string) []block.Block {
		if table == "评选步骤" {
			return []block.Block{h.stepsBlock(c)}
		}
		return append([]block.Block{h.candidateTable(c, named)}, h.funnel(named)...)
	})...)
	return append(out, append(h.facts(c, named), it.common()...).block(block.Detail)...)
}

func (h *honorRecord) figures(named value.Date) []block.Figure {
	n := h.count(chosen)
	label := "入选"
	if named.IsZero() {
		label = "拟入选"
	}
	out := []block.Figure{
		{Label: label, Value: fmt.Sprint(n), Unit: fmt.Sprintf("/ %s 个名额", h.Quota)},
		{Label: "推荐", Value: fmt.Sprint(h.nominated()), Unit: "个"},
	}
	if h.Ballots != nil {
		out = append(out, block.Figure{Label: "收回选票", Value: h.Ballots.String(), Unit: "张"})
	}
	return out
}

// validity says whether a title still holds: until when it is valid, when it has to be looked at again.
func (h *honorRecord) validity(asOf value.Date) block.Badge {
	const soon = 60 // days
	switch {
	case !h.Until.IsZero() && h.Until.Before(asOf):
		return block.Badge{Text: fmt.Sprintf("%s已到期", h.Until), Tone: block.Bad}
	case !h.Review.IsZero() && h.Review.Before(asOf):
		return block.Badge{Text: fmt.Sprintf("应当复核，逾期 %d 天", asOf.Sub(h.Review)), Tone: block.Attention}
	case !h.Until.IsZero() && h.Until.Sub(asOf) <= soon:
		return block.Badge{Text: fmt.Sprintf("剩 %d 天到期", h.Until.Sub(asOf)), Tone: block.Attention}
	case !h.Review.IsZero() && h.Review.Sub(asOf) <= soon:
		return block.Badge{Text: fmt.Sprintf("%d 天后复核", h.Review.Sub(asOf)), Tone: block.Attention}
	case !h.Until.IsZero() || !h.Review.IsZero():
		return block.Badge{Text: "有效", Tone: block.Good}
	}
	return block.Badge{}
}

// expired reports whether the title no longer holds.
func (h *honorRecord) expired(asOf value.Date) bool { return !h.Until.IsZero() && h.Until.Before(asOf) }

// approval says by whose leave the title is given (R20).
func (h *honorRecord) approval() string {
	if h.Internal {
		return "本单位内部评比"
	}
	return h.Approval.String()
}

func (h *honorRecord) facts(c *env[honorSettings], named value.Date) facts {
	var f facts
	f.add("称号", string(h.Honor))
	f.add("对象类型", string(h.Subject))
	f.add("级别", string(h.Level))
	f.add("评选期间", h.Period.String())
	f.add("评选依据", h.approval())
	f.add("命名单位", string(h.Giver))
	f.add("命名日期", dateText(named))
	if badge := h.validity(c.AsOf); badge.Text != "" {
		text := dateText(h.Until)
		if text == "" {
			text = "长期"
		}
		if !h.Review.IsZero() {
			text += "（" + h.Review.String() + "前复核）"
		}
		f = append(f, block.Fact{Label: "有效期至", Text: text, Badge: badge})
	}
	if w := h.window(); w != nil {
		f = append(f, h.fact(c.AsOf))
		f.add("异议电话", h.objectionPhone(c.Context))
	}
	if h.lower != nil {
		f = append(f, block.Fact{Label: "候选来自", Text: string(h.lower.Title), Ref: h.lower.Ref})
	}
	return f
}

func (h *honorRecord) stepsBlock(c *env[honorSettings]) block.Steps {
	out := block.Steps{Head: block.Head{Title: "评选进度"}}
	for _, name := range c.set.stepNames() {
		step := block.Step{Title: name, Badge: block.Badge{Text: "未到"}}
		i := slices.IndexFunc(h.Steps, func(s honorStep) bool { return string(s.Step) == name })
		if i >= 0 {
			s := h.Steps[i]
			step.Who, step.Text = string(s.Handler), string(s.Note.Text)
			switch {
			case s.Date.IsZero():
			case s.Date.After(c.AsOf):
				step.Time = "定于" + s.Date.String()
			default:
				step.Time, step.Badge = s.Date.String(), block.Badge{Text: "已完成", Tone: block.Good}
			}
		}
		if w := h.window(); name == "公示" && w != nil && step.Badge.Tone == block.Good && w.Open(c.AsOf) {
			step.Badge = w.State(c.AsOf)
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// candidateTable shows who was put forward. Once it is over, those who were not chosen are no longer named.
func (h *honorRecord) candidateTable(c *env[honorSettings], named value.Date) block.Block {
	w := h.window()
	over := !named.IsZero() && (w == nil || w.To.Before(c.AsOf))
	votes, points := slices.Contains(h.Layout.Has, "票数"), slices.Contains(h.Layout.Has, "得分")
	t := block.Table{Columns: []block.Column{{Title: "对象"}}}
	add := func(title string, align block.Align, minor bool) {
		t.Columns = append(t.Columns, block.Column{Title: title, Align: align, Minor: minor})
	}
	number := 0
	for _, col := range []string{"票数", "得分"} {
		if slices.Contains(h.Layout.Has, col) {
			add(col, block.End, false)
			number = 1
		}
	}
	for _, col := range []string{"岗位", "推荐单位"} {
		if slices.Contains(h.Layout.Has, col) {
			add(col, block.Start, false)
		}
	}
	for i, x := range h.Layout.Extra {
		add(x.Title, block.Start, slices.Contains(h.levels, i)) // who somebody is, is read on a phone, too
	}
	add("结果", block.Center, false)
	rows := h.ranked(over)
	for _, x := range rows {
		row := []block.Cell{block.Text(string(x.Name))}
		if votes {
			row = append(row, countOrBlank(x.Votes))
		}
		if points {
			row = append(row, scoreOrBlank(x.Points))
		}
		if slices.Contains(h.Layout.Has, "岗位") {
			row = append(row, block.Text(string(x.Post)))
		}
		if slices.Contains(h.Layout.Has, "推荐单位") {
			row = append(row, block.Text(string(x.Unit)))
		}
		for _, e := range x.Extra {
			row = append(row, block.Cell{Text: e.Text, Markup: e.Markup})
		}
		t.Rows = append(t.Rows, append(row, block.Cell{Badge: x.badge(named)}))
	}
	head := block.Head{Role: block.Headline, Title: "候选对象"}
	if hidden := h.count("") - len(rows); over && hidden > 0 {
		head.Note = fmt.Sprintf("评选已经结束，未入选的 %d 个不再列名。", hidden)
	}
	if number == 0 {
		t.Head = head
		return t
	}
	unit := map[bool]string{true: "票", false: "分"}[votes]
	t.Unit = unit
	return charted(block.Chart{
		Head: head, Type: block.BarChart, Desc: fmt.Sprintf("%d 个候选对象按%s从高到低。", len(rows), t.Columns[1].Title),
		Table: t, Series: []block.Series{{Column: 1}}, Open: true,
	})
}

// ranked returns the candidates by votes or points, the highest first; only the chosen ones once it is over.
func (h *honorRecord) ranked(over bool) []candidate {
	rows := slices.DeleteFunc(slices.Clone(h.Candidates), func(x candidate) bool {
		return x.Total != "" || over && string(x.Result) != chosen
	})
	slices.SortStableFunc(rows, func(a, b candidate) int {
		if d := number(b.Votes) - number(a.Votes); d != 0 {
			return d
		}
		return b.points().Compare(a.points())
	})
	return rows
}

func (x candidate) points() value.Score {
	if x.Points == nil {
		return value.Score{}
	}
	return *x.Points
}

func (x candidate) badge(named value.Date) block.Badge {
	switch {
	case string(x.Result) == chosen && named.IsZero():
		return block.Badge{Text: "拟入选", Tone: block.Attention}
	case string(x.Result) == chosen:
		return block.Badge{Text: chosen, Tone: block.Good}
	}
	return block.Badge{Text: string(x.Result)}
}

func countOrBlank(n *value.Count) block.Cell {
	if n == nil {
		return block.Cell{}
	}
	return count(int(*n))
}

func scoreOrBlank(s *value.Score) block.Cell {
	if s == nil {
		return block.Cell{}
	}
	return scoreCell(*s)
}

// funnel shows how many came through each level, from the bottom to the top.
func (h *honorRecord) funnel(named value.Date) []block.Block {
	if len(h.levels) == 0 {
		return nil
	}
	t := block.Table{Unit: "个", Columns: []block.Column{{Title: "层级"}, {Title: "同意", Align: block.End}}}
	t.Rows = append(t.Rows, []block.Cell{block.Text("推荐"), count(h.nominated())})
	for k, i := range h.levels {
		n := 0
		for _, x := range h.Candidates {
			if x.Total == "" {
				if agrees, _ := opinion(x.opinions[k]); agrees {
					n++
				}
			}
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(h.Layout.Extra[i].Title), count(n)})
	}
	word := chosen
	if named.IsZero() {
		word = "拟" + chosen
	}
	t.Rows = append(t.Rows, []block.Cell{block.Text(word), count(h.count(chosen))})
	return []block.Block{block.Chart{
		Head: block.Head{Title: "层层推荐"}, Type: block.BarChart,
		Desc:  fmt.Sprintf("推荐 %d 个，%s %d 个。", h.nominated(), word, h.count(chosen)),
		Table: t, Series: []block.Series{{Column: 1}},
	}}
}

// honorWall shows those who hold a title: persons with all their titles on a wall, the others as cards.
func honorWall(c *env[honorSettings], all []*item[honorRecord], title string) []block.Block {
	wall := block.People{Head: block.Head{Title: title}}
	cards := block.Cards{Head: block.Head{Title: title}}
	several := len(all) > 1
	if several {
		wall.Title, cards.Title = title+"：个人", title+"：集体、岗位和品牌"
	}
	at := map[string]int{}
	known := honoredWithFew(all)
	for _, it := range slices.Backward(all) { // the newest first
		persons := it.own.Subject == forPersons
		many := it.own.count(chosen) > mostCards
		switch note := fmt.Sprintf("%s %d 个，名单见评选记录。", it.own.short(), it.own.count(chosen)); {
		case many && persons:
			wall.Note += note
		case many:
			cards.Note += note
		}
		for _, x := range it.own.Candidates {
			switch {
			case x.Total != "" || string(x.Result) != chosen || many && !known[string(x.Name)]:
			case persons:
				hang(c, &wall, at, it, x, several)
			case !many:
				cards.Cards = append(cards.Cards, honorCard(c, it, x, several))
			}
		}
	}
	var out []block.Block
	if len(wall.People) > 0 {
		out = append(out, wall)
	}
	if len(cards.Cards) > 0 {
		out = append(out, cards)
	}
	return out
}

// hang puts a title on the card of a person.
func hang(c *env[honorSettings], wall *block.People, at map[string]int, it *item[honorRecord], x candidate, linked bool) {
	i, ok := at[string(x.Name)]
	if !ok {
		i = len(wall.People)
		at[string(x.Name)] = i
		wall.People = append(wall.People, honored(c, x))
	}
	p := &wall.People[i]
	p.Marks = append(p.Marks, block.Badge{Text: it.own.short(), Tone: block.Good})
	if p.Text == "" {
		p.Text = string(x.Deeds.Text)
	}
	if linked {
		p.Ref = it.Ref
	}
}

// honoredWithFew returns who has a title that few have.
func honoredWithFew(all []*item[honorRecord]) map[string]bool {
	out := map[string]bool{}
	for _, it := range all {
		if it.own.count(chosen) > mostCards {
			continue
		}
		for _, x := range it.own.Candidates {
			if string(x.Result) == chosen {
				out[string(x.Name)] = true
			}
		}
	}
	return out
}

// mostCards is how many that got a title have a card each; the names of more stand in the table of their record.
const mostCards = 24

// short names a title with its mark and period.
func (h *honorRecord) short() string {
	mark := ""
	switch h.Mark {
	case starMark:
		mark = "★"
	case flagMark:
		mark = "⚑"
	}
	return mark + h.Period.String() + string(h.Honor)
}

// honored is a person on the wall, with what the roster knows of them.
func honored(c *env[honorSettings], x candidate) block.Person {
	p := block.Person{Name: string(x.Name), Post: string(x.Post), Unit: string(x.Unit)}
	if known, ok := c.Roster.Person(p.Name); ok {
		if p.Post == "" {
			p.Post = string(known.Post)
		}
		if p.Unit == "" {
			p.Unit = string(known.Unit)
		}
	}
	return p
}

func honorCard(c *env[honorSettings], it *item[honorRecord], x candidate, linked bool) block.Card {
	card := block.Card{Title: string(x.Name), Badge: it.own.validity(c.AsOf)}
	parts := []string{it.own.short()}
	if x.Unit != "" && x.Unit != x.Name {
		parts = append(parts, string(x.Unit))
	}
	if x.Deeds.Text != "" {
		parts = append(parts, string(x.Deeds.Text))
	}
	card.Text = strings.Join(parts, "；")
	if linked {
		card.Ref = it.Ref
	}
	return card
}
