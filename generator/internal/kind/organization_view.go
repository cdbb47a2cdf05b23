package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

func organizationBlocks(c *env[organizationSettings], it *item[organizationRecord]) []block.Block {
	o := it.own
	out := []block.Block{orgFigures(it)}
	out = append(out, orgFacts(it).block(block.Headline)...)
	out = append(out, it.body(func(table string) []block.Block {
		switch table {
		case "名单":
			return []block.Block{orgTree(c, it), orgTable(c, o)}
		case "机构设置":
			return orgUnits(o)
		}
		return []block.Block{orgModels(c, o)}
	})...)
	return append(out, it.common().block(block.Detail)...)
}

func orgFigures(it *item[organizationRecord]) block.Figures {
	o := it.own
	out := block.Figures{Head: block.Head{Role: block.Headline}}
	if len(o.Members) > 0 {
		f := block.Figure{Label: "名单", Value: fmt.Sprint(o.people()), Unit: "人"}
		if n := o.pending(); n > 0 {
			f.Note, f.Tone = fmt.Sprintf("%d 人待补", n), block.Attention
		}
		out.Figures = append(out.Figures, f)
	}
	if len(o.Units) > 0 {
		f := block.Figure{Label: "机构", Value: fmt.Sprint(len(o.Units)), Unit: "个"}
		if n := o.staff(); n > 0 {
			f.Note = fmt.Sprintf("共 %s 人", value.Count(n))
		}
		out.Figures = append(out.Figures, f)
	}
	return out
}

// pending counts the places whose names are not known, vacant ones not included.
func (o *organizationRecord) pending() int {
	n := 0
	for _, m := range o.Members {
		if !isName(m.Name) && m.Name != vacant {
			n++
		}
	}
	for _, u := range o.Units {
		if !isName(u.Head) && u.Head != vacant {
			n++
		}
	}
	return n
}

func (o *organizationRecord) staff() int {
	n := 0
	for _, u := range o.Units {
		if u.Size != nil {
			n += int(*u.Size)
		}
	}
	return n
}

func orgFacts(it *item[organizationRecord]) facts {
	o := it.own
	var f facts
	f.add("机构类别", string(o.Sort))
	f.add("成立日期", dateText(o.Founded))
	f.add("成立文号", o.Document.String())
	f.add("办公室", string(o.Office))
	f.add("办公电话", o.Phone.String())
	f.add("主要职责", numbered(o.Duties))
	return f
}

// shown is a name as the public reads it.
func shown(name value.Text) (string, block.Badge) {
	switch {
	case isName(name):
		return string(name), block.Badge{}
	case name == vacant:
		return vacant, block.Badge{Text: "暂无人担任"}
	}
	return Pending, block.Badge{Text: "名单缺", Tone: block.Attention}
}

func (m *orgMember) node() block.Node {
	name, badge := shown(m.Name)
	return block.Node{Title: name, Role: string(m.Role), Text: string(m.Post), Badge: badge}
}

// orgTree draws who answers to whom: as the column 上级 says; without it the head stands above
// the deputies, the members and the other groups.
func orgTree(c *env[organizationSettings], it *item[organizationRecord]) block.Tree {
	o := it.own
	t := block.Tree{Head: block.Head{Role: block.Headline, Title: "组织架构"}}
	if slices.ContainsFunc(o.Members, func(m orgMember) bool { return m.Above != "" }) {
		for i := range o.Members {
			if m := &o.Members[i]; o.above(m) == nil {
				t.Roots = append(t.Roots, o.below(m))
			}
		}
		return t
	}
	for i, g := range o.groups {
		roots := g.nodes(c.set.heads())
		if i == 0 || len(t.Roots) != 1 {
			t.Roots = append(t.Roots, named(g.name, roots, i > 0)...)
			continue
		}
		t.Roots[0].Children = append(t.Roots[0].Children, named(g.name, roots, true)...)
	}
	return t
}

// named puts the nodes of a group under its name.
func named(name string, nodes []block.Node, wrap bool) []block.Node {
	if name == "" || !wrap {
		return nodes
	}
	return []block.Node{{Title: name, Children: nodes}}
}

func (o *organizationRecord) below(m *orgMember) block.Node {
	n := m.node()
	for i := range o.Members {
		if k := &o.Members[i]; o.above(k) == m {
			n.Children = append(n.Children, o.below(k))
		}
	}
	return n
}

// nodes returns a group as a tree: its head with the others below, or all side by side.
func (g orgGroup) nodes(heads []string) []block.Node {
	head := -1
	for _, role := range heads {
		if head < 0 {
			head = slices.IndexFunc(g.members, func(m *orgMember) bool { return string(m.Role) == role })
		}
	}
	var others []block.Node
	for i, m := range g.members {
		if i != head {
			others = append(others, m.node())
		}
	}
	if head < 0 {
		return others
	}
	root := g.members[head].node()
	root.Children = others
	return []block.Node{root}
}

func orgTable(c *env[organizationSettings], o *organizationRecord) block.Table {
	t := block.Table{Caption: "名单和分工", Columns: []block.Column{
		{Title: "角色"}, {Title: "姓名"}, {Title: "职务"}, {Title: "分工"}, {Title: "组别"}, {Title: "电话", Align: block.End},
	}}
	for _, g := range o.groups {
		for _, m := range g.members {
			name, badge := shown(m.Name)
			t.Rows = append(t.Rows, []block.Cell{
				block.Text(string(m.Role)),
				{Text: name, Badge: badge},
				block.Text(string(m.Post)), m.Duty.cell(), block.Text(g.name), block.Text(c.phone(m)),
			})
		}
	}
	return withoutEmpty(t)
}

// phone is the member's own number, or that of the roster.
func (e *env[S]) phone(m *orgMember) string {
	if m.Phone.IsZero() {
		person, _ := e.Roster.Person(string(m.Name))
		return person.Phone.String()
	}
	return m.Phone.String()
}

// orgUnits draws which unit belongs to which, with who leads it and what it does.
func orgUnits(o *organizationRecord) []block.Block {
	t := block.Table{Caption: "各机构的负责人和职责", Columns: []block.Column{
		{Title: "机构"}, {Title: "负责人"}, {Title: "分管领导"}, {Title: "人数", Align: block.End}, {Title: "职责"}, {Title: "电话", Align: block.End},
	}}
	var nested bool
	for _, u := range o.Units {
		nested = nested || u.Above != ""
		name, badge := shown(u.Head)
		size := block.Cell{}
		if u.Size != nil {
			size = count(int(*u.Size))
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(string(u.Name)), {Text: name, Badge: badge}, block.Text(string(u.Lead)), size, u.Duty.cell(), block.Text(u.Phone.String()),
		})
	}
	if n := o.staff(); n > 0 {
		t.Foot = [][]block.Cell{{{Text: "合计", Strong: true}, {}, {}, count(n), {}, {}}}
	}
	t = withoutEmpty(t)
	if !nested {
		return []block.Block{t}
	}
	tree := block.Tree{Head: block.Head{Role: block.Headline, Title: "机构设置"}}
	for _, u := range o.Units {
		if u.Above == "" {
			tree.Roots = append(tree.Roots, o.unitNode(u))
		}
	}
	return []block.Block{tree, t}
}

func (o *organizationRecord) unitNode(u orgUnit) block.Node {
	head, badge := shown(u.Head)
	n := block.Node{Title: string(u.Name), Text: head, Badge: badge}
	for _, k := range o.Units {
		if k.Above == u.Name {
			n.Children = append(n.Children, o.unitNode(k))
		}
	}
	return n
}

func orgModels(c *env[organizationSettings], o *organizationRecord) block.Table {
	t := block.Table{Head: block.Head{Title: "示范点"}, Columns: []block.Column{
		{Title: "示范点"}, {Title: "抓点领导"}, {Title: "经验"}, {Title: "交流日期"},
	}}
	for _, m := range o.Models {
		on := ""
		if reached(m.Shared, c.AsOf) {
			on = m.Shared.ISO()
		}
		t.Rows = append(t.Rows, []block.Cell{block.Text(string(m.Place)), block.Text(string(m.Leader)), m.What.cell(), block.Text(on)})
	}
	return withoutEmpty(t)
}

// lead returns who leads an organisation and under which number, for lists.
func (o *organizationRecord) lead(heads []string) (role, name string, badge block.Badge) {
	for _, head := range heads {
		for _, g := range o.groups {
			for _, m := range g.members {
				if string(m.Role) == head {
					name, badge = shown(m.Name)
					return head, name, badge
				}
			}
		}
	}
	return "", "", block.Badge{}
}

// organizationOverview is the list that people look for: who is in charge, and whom to call.
func organizationOverview(c *env[organizationSettings], all []*item[organizationRecord]) []block.Block {
	people := map[value.Text]bool{}
	pending := 0
	t := block.Table{Head: block.Head{Role: block.Headline, Title: "谁负责、打哪个电话"}, Columns: []block.Column{
		{Title: "机构"}, {Title: "负责人"}, {Title: "办公室", Minor: true}, {Title: "电话", Align: block.End}, {Title: "人数", Align: block.End, Minor: true},
	}}
	for _, it := range all {
		o := it.own
		pending += o.pending()
		for _, m := range o.Members {
			if isName(m.Name) {
				people[m.Name] = true
			}
		}
		if len(o.Members) > 0 {
			row := []block.Cell{{Text: string(it.Title), Ref: it.Ref}, {}, block.Text(string(o.Office)), block.Text(o.Phone.String()), count(o.people())}
			role, name, badge := o.lead(c.set.heads())
			row[1] = block.Cell{Text: strings.TrimSpace(role + " " + name), Badge: badge}
			t.Rows = append(t.Rows, row)
		}
		for _, u := range o.Units {
			name, badge := shown(u.Head)
			row := []block.Cell{{Text: string(u.Name), Ref: it.Ref}, {Text: name, Badge: badge}, {}, block.Text(u.Phone.String()), {}}
			if u.Size != nil {
				row[4] = count(int(*u.Size))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) > homeRows {
		t.Role = block.Detail
	}
	t.Place = "bodies"
	f := block.Figure{Label: "公开的机构", Value: fmt.Sprint(len(t.Rows)), Unit: "个", Source: here(t.Place), Note: fmt.Sprintf("名单上 %d 人", len(people))}
	if pending > 0 {
		f.Note, f.Tone = f.Note+fmt.Sprintf("，%d 处待补", pending), block.Attention
	}
	return []block.Block{block.Figures{Head: block.Head{Role: block.Headline}, Figures: []block.Figure{f}}, withoutEmpty(t)}
}
