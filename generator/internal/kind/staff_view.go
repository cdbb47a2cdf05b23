package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func staffBlocks(c *env[staffSettings], it *staffItem) []block.Block {
	people := it.own.people
	var out []block.Block
	if len(people) > 0 {
		out = append(out, block.Figures{Head: block.Head{Role: block.Headline}, Figures: staffFigures(c, []*staffItem{it})})
	}
	var f facts
	f.add("共同承诺", string(it.own.Pledge))
	f.add("监督电话", c.Supervision)
	out = append(out, append(f, it.common()...).block(block.Detail)...)
	return append(out, it.body(func(table string) []block.Block {
		if table == "示范岗" {
			return []block.Block{postsTable(c, []*staffItem{it}, nil)}
		}
		wall := block.People{Head: block.Head{Role: block.Headline}}
		for _, p := range people {
			wall.People = append(wall.People, p.card(it.Unit))
		}
		return []block.Block{wall}
	})...)
}

// card is a person on the wall. The unit is left out where it is the record's own.
func (p staffPerson) card(own value.Text) block.Person {
	out := block.Person{
		Name: string(p.Name), Post: string(p.Post), Number: string(p.Number), Phone: p.Phone.String(),
		Duties: list(p.Duties), Text: string(p.Pledge),
	}
	if p.Unit != own {
		out.Unit = string(p.Unit)
	}
	if len(p.Photo.Markup.Refs) == 1 {
		out.Photo = p.Photo.Markup.Refs[0]
	}
	if p.Party != "" && p.Party != "群众" {
		out.Marks = append(out.Marks, block.Badge{Text: string(p.Party), Tone: block.Good})
	}
	if p.Worn != "" {
		out.Marks = append(out.Marks, block.Badge{Text: "佩戴" + strings.TrimPrefix(string(p.Worn), "佩戴")})
	}
	for _, m := range p.marks() {
		out.Marks = append(out.Marks, block.Badge{Text: m, Tone: block.Attention})
	}
	return out
}

// staffFigures are how many show who they are, how many of them are party members, and how many model posts there are.
func staffFigures(c *env[staffSettings], all []*staffItem) []block.Figure {
	n, members, units := 0, 0, map[value.Text]bool{}
	for _, it := range all {
		for _, p := range it.own.people {
			n++
			units[p.Unit] = true
			if p.member() {
				members++
			}
		}
	}
	first := block.Figure{Label: "亮身份", Value: fmt.Sprint(n), Unit: "人"}
	if len(units) > 1 {
		first.Note = fmt.Sprintf("分布在 %d 个单位", len(units))
	}
	posts := postsOf(all, "")
	var out []block.Figure
	if n > 0 || len(posts) == 0 { // some records have model posts only
		out = append(out, first)
	}
	if members > 0 {
		out = append(out, block.Figure{Label: labelMembers, Value: fmt.Sprint(members), Unit: "人", Note: fmt.Sprintf("占 %s", value.Ratio(int64(members), int64(n)))})
	}
	if len(posts) > 0 {
		due := 0
		for _, p := range posts {
			if !p.Review.IsZero() && p.Review.Before(c.AsOf) {
				due++
			}
		}
		f := block.Figure{Label: labelPosts, Value: fmt.Sprint(len(posts)), Unit: "个"}
		if due > 0 {
			f.Note, f.Tone = fmt.Sprintf("%d 个复核已逾期", due), block.Bad
		}
		out = append(out, f)
	}
	return out
}

// postsTable lists the model posts of the records; missing are units that ought to have one.
func postsTable(c *env[staffSettings], all []*staffItem, missing []Unit) block.Table {
	t := block.Table{Head: block.Head{Title: "示范岗和责任区", Place: staffPosts}, Columns: []block.Column{
		{Title: "单位"},
		{Title: "岗类"},
		{Title: "名称", Minor: true},
		{Title: "责任人"},
		{Title: "责任范围", Minor: true},
		{Title: "命名单位", Minor: true},
		{Title: "命名日期", Minor: true},
		{Title: "复核日期"},
		{Title: "状态", Align: block.Center},
		{Title: "事迹", Minor: true},
	}}
	posts := postsOf(all, "")
	// In the order of the roster, so that the posts of a unit stand together.
	slices.SortStableFunc(posts, func(a, b postOf) int { return c.Roster.order(a.Unit) - c.Roster.order(b.Unit) })
	for _, p := range posts {
		unit := block.Text(string(p.Unit))
		if len(all) > 1 {
			unit.Ref = p.it.Ref
		}
		t.Rows = append(t.Rows, []block.Cell{
			unit, block.Text(string(p.Class)), block.Text(string(p.Name)), block.Text(string(p.Holder)), block.Text(string(p.Scope)),
			block.Text(string(p.Giver)), block.Text(isoText(p.Named)), block.Text(isoText(p.Review)),
			{Badge: p.badge(c.AsOf)},
			p.Deeds.cell(),
		})
	}
	for _, u := range missing {
		row := make([]block.Cell, len(t.Columns))
		row[0], row[8] = block.Text(string(u.Name)), block.Cell{Badge: block.Badge{Text: "还没有", Tone: block.Attention}}
		t.Rows = append(t.Rows, row)
	}
	return withoutEmpty(t)
}

// order is the place of a unit in the list, after all others where it is not in it.
func (r *Roster) order(unit value.Text) int {
	i := slices.IndexFunc(r.Units, func(u Unit) bool { return u.Name == unit })
	if i < 0 {
		return len(r.Units)
	}
	return i
}

// The places that figures come from, and those of the figures whose place is not that of all.
const (
	staffPeople  = "people"
	staffUnits   = "units"
	staffPosts   = "posts"
	labelMembers = "其中党员"
	labelPosts   = "示范岗和责任区"
)

// staffPlace is where those are listed that a figure counts.
func staffPlace(label string, byUnit bool) string {
	switch {
	case label == labelPosts:
		return staffPosts
	case label == labelMembers && byUnit:
		return block.Rows(staffUnits)
	}
	return staffPeople
}

func staffOverview(c *env[staffSettings], all []*staffItem) []block.Block {
	figures := staffFigures(c, all)
	byUnit := staffByUnit(c, all)
	directory := staffDirectory(c, all)
	for i := range figures {
		figures[i].Source = here(staffPlace(figures[i].Label, len(byUnit) > 0))
		if len(directory) == 0 {
			figures[i].Source = here(staffPosts)
		}
	}
	missing := uncovered(c, all)
	if required := c.set.required(c.Roster); len(required) > 0 {
		f := block.Figure{Label: "亮岗覆盖", Value: fmt.Sprint(len(required) - len(missing)), Unit: fmt.Sprintf("/ %d 个单位", len(required)), Note: "至少有一个示范岗或责任区的单位", Source: here(staffPosts)}
		if len(missing) > 0 {
			f.Tone = block.Attention
		}
		figures = append(figures, f)
	}
	out := append([]block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: figures}}, byUnit...)
	if len(postsOf(all, ""))+len(missing) > 0 {
		t := postsTable(c, all, missing)
		t.Note = fmt.Sprintf("示范岗和责任区 %d 个。", len(postsOf(all, "")))
		if n := len(c.set.required(c.Roster)); n > 0 {
			t.Note += fmt.Sprintf("应当有的 %d 个单位里，已有的 %d 个。", n, n-len(missing))
		}
		out = append(out, t)
	}
	return append(out, directory...)
}

// staffByUnit shows how many people each unit has, and how many of them are party members.
func staffByUnit(c *env[staffSettings], all []*staffItem) []block.Block {
	type tally struct{ members, others int }
	of := map[value.Text]*tally{}
	var units []value.Text
	members, others := 0, 0
	for _, it := range all {
		for _, p := range it.own.people {
			if of[p.Unit] == nil {
				of[p.Unit] = new(tally)
				units = append(units, p.Unit)
			}
			if p.member() {
				of[p.Unit].members++
				members++
			} else {
				of[p.Unit].others++
				others++
			}
		}
	}
	if len(units) < 2 {
		return nil
	}
	slices.SortStableFunc(units, func(a, b value.Text) int { return c.Roster.order(a) - c.Roster.order(b) })
	chart := block.Chart{
		Head: block.Head{Role: block.Headline, Title: "各单位亮身份人数", Place: staffUnits}, Type: block.StackedBar,
		Table: block.Table{Unit: "人", Columns: []block.Column{{Title: "单位"}, {Title: "党员", Align: block.End}, {Title: "其他人员", Align: block.End}}},
		Desc:  fmt.Sprintf("%d 个单位，党员 %d 人。", len(units), members),
	}
	for _, u := range units {
		name := string(u)
		if name == "" {
			name = "未写单位"
		}
		chart.Table.Rows = append(chart.Table.Rows, []block.Cell{block.Text(name), count(of[u].members), count(of[u].others)})
	}
	chart.Table.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, count(members), count(others)}}
	chart.Series = []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.RestHue}}
	return []block.Block{chart}
}

// staffDirectory is where people look for whom they have to do with.
func staffDirectory(c *env[staffSettings], all []*staffItem) []block.Block {
	t := block.Table{Head: block.Head{Title: "人员一览", Place: staffPeople}, Columns: []block.Column{
		{Title: "姓名"}, {Title: "岗位"}, {Title: "单位"}, {Title: "工号", Minor: true}, {Title: "政治面貌", Minor: true}, {Title: "办公电话", Align: block.End},
	}}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *staffItem) int { return c.Roster.order(a.Unit) - c.Roster.order(b.Unit) })
	members := 0
	for _, it := range all {
		for _, p := range it.own.people {
			if p.member() {
				members++
			}
			t.Rows = append(t.Rows, []block.Cell{
				{Text: string(p.Name), Ref: it.Ref},
				block.Text(string(p.Post)), block.Text(string(p.Unit)),
				block.Text(string(p.Number)), block.Text(string(p.Party)), block.Text(p.Phone.String()),
			})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	if members > 0 {
		t.Note = fmt.Sprintf("%d 人，其中党员 %d 人。", len(t.Rows), members)
	}
	return []block.Block{withoutEmpty(t)}
}
