package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// organizationRecord is who answers for what: a leading group with its office, a chain of
// responsibility, the units or branches of an organisation (组织机构; catalogue A04, A28, A29,
// B09, C26, D05, D06, D47).
type organizationRecord struct {
	Sort      value.Text      `key:"sort" zh:"机构类别" help:"例如 领导小组、党支部、内设机构"`
	Founded   value.Date      `key:"founded" zh:"成立日期" help:"成立的日期"`
	Document  value.DocNumber `key:"document" zh:"成立文号" help:"成立或调整的文件，例如 〔2026〕5号"`
	Office    value.Text      `key:"office" zh:"办公室设在" help:"办公室设在哪个科室或社区" ref:"any"`
	Phone     value.Phone     `key:"phone" zh:"办公电话" help:"办公室的电话"`
	Duties    []value.Text    `key:"duties" zh:"主要职责,办公室职责" help:"几条职责"`
	Headcount *value.Count    `key:"headcount" zh:"人数" help:"名单一共几个人；写了就和名单核对"`

	Members []orgMember `table:"名单"`
	Units   []orgUnit   `table:"机构设置"`
	Models  []orgModel  `table:"示范点"`

	groups []orgGroup
}

// orgMember is one person in one role.
type orgMember struct {
	Row
	Group value.Text  `col:"组别,层级"`
	Role  value.Text  `col:"角色,组内职务" need:"cell"`
	Name  value.Text  `col:"姓名" need:"column"`
	Post  value.Text  `col:"职务,单位职务"`
	Duty  Rich        `col:"分工,职责"`
	Above value.Text  `col:"上级,对谁负责"`
	Phone value.Phone `col:"电话,办公电话"`
}

// orgUnit is a unit or a branch with who leads it.
type orgUnit struct {
	Row
	Name  value.Text   `col:"机构,机构名称,支部,股室" need:"cell" ref:"unit"`
	Head  value.Text   `col:"机构负责人,支部书记" need:"column"`
	Lead  value.Text   `col:"分管领导" ref:"any"`
	Above value.Text   `col:"隶属,上级机构"`
	Size  *value.Count `col:"人数,党员人数"`
	Duty  Rich         `col:"职责,任务"`
	Phone value.Phone  `col:"电话,办公电话"`
}

// orgModel is a place where a leader tries out what others are to learn from (示范点).
type orgModel struct {
	Row
	Place  value.Text `col:"示范点" need:"cell"`
	Leader value.Text `col:"抓点领导,联系领导" need:"cell" ref:"person"`
	What   Rich       `col:"经验,做法"`
	Shared value.Date `col:"交流日期"`
}

// orgGroup is the members of one group in their order.
type orgGroup struct {
	name    string
	members []*orgMember
}

// organizationSettings says of which roles there must be exactly one.
type organizationSettings struct {
	Heads []value.Text `key:"heads" zh:"唯一角色" help:"恰好一个人担任的角色，写在前面的领导后面的；不写时是第一责任人、组长、书记、主任、站长"`
}

func (s *organizationSettings) heads() []string {
	if len(s.Heads) == 0 {
		return []string{"第一责任人", "组长", "书记", "主任", "站长"}
	}
	out := make([]string, len(s.Heads))
	for i, h := range s.Heads {
		out[i] = string(h)
	}
	return out
}

// vacant is a post that nobody holds.
const vacant = "空缺"

// isName tells whether a cell names somebody, rather than that nobody is known or there.
func isName(name value.Text) bool {
	return name != "" && name != Pending && name != vacant && !value.IsBlank(string(name))
}

var (
	errOrgNoName  = diag.Define("GK0820", diag.Warning, "“%[1]s”没有写姓名，页面上显示“待补”。", "填上姓名；还没有人的写“空缺”。")
	errOrgHead    = diag.Define("GK0821", diag.Error, "%[1]s有 %[2]d 个“%[3]s”，应当恰好 1 个。", "%[4]s")
	errOrgRoles   = diag.Define("GK0822", diag.Error, "“%[1]s”一行写了两个角色。", "分成几行，每行一个角色：%[2]s；办公室里的角色，在“组别”一列写“办公室”。")
	errOrgNames   = diag.Define("GK0823", diag.Error, "“%[1]s”一行写了几个人：“%[2]s”。", "每人一行，角色都写“%[1]s”。")
	errOrgTwice   = diag.Define("GK0824", diag.Error, "“%[1]s”在%[2]s里出现了两次：“%[3]s”和“%[4]s”。", "同一组里一个人只写一行；确实兼任的，在“分工”里写明。")
	errOrgAbove   = diag.Define("GK0825", diag.Error, "上级“%[1]s”不在表格里。", "%[2]s上级写表格里的姓名、角色或者机构名称。")
	errOrgCircle  = diag.Define("GK0826", diag.Error, "上级绕成了圈：%[1]s。", "最上面的一个不写上级。")
	errOrgPost    = diag.Define("GK0827", diag.Warning, "%[1]s的职务写的是“%[2]s”，人员名录里是“%[3]s”。", "改成一致的；名录旧了的，改 board.yaml 的“人员”。")
	errOrgSize    = diag.Define("GK0828", diag.Error, "写的是 %[1]s 人，名单里是 %[2]d 人。", "补上漏写的人，或者改正“人数”。")
	errOrgNothing = diag.Define("GK0817", diag.Error, "这份组织机构既没有名单，也没有机构设置。", "加一个表格，第一行写：| 角色 | 姓名 | 职务 | 分工 |；名单还没有定的，姓名写“待补”。")
)

var organization = &typed[organizationRecord, organizationSettings]{
	name: "organization", title: "组织机构",
	traits: Traits{Living: true},
	help:   "领导小组、办公室、支部和内设机构：谁负责、分管什么、打哪个电话",
	check:  checkOrganization, blocks: organizationBlocks, overview: organizationOverview,
}

// plainRole takes out of a role how it is spaced out on paper: 组 长：.
func plainRole(role value.Text) value.Text {
	return value.Text(strings.TrimRight(strings.Join(strings.Fields(string(role)), ""), "：:"))
}

// plainName closes up a name of two characters that was spaced out to the width of three.
func plainName(name value.Text) value.Text {
	if f := strings.Fields(string(name)); len(f) == 2 && len([]rune(f[0])) == 1 && len([]rune(f[1])) == 1 {
		return value.Text(f[0] + f[1])
	}
	return name
}

func checkOrganization(c *env[organizationSettings], it *item[organizationRecord]) {
	o := it.own
	if len(o.Members)+len(o.Units) == 0 {
		c.report(errOrgNothing, it.end)
	}
	o.checkTotals(c)
	it.checkList(c.Report, "duties", "主要职责", o.Duties)
	o.groups = groupsOf(o.Members)
	for _, g := range o.groups {
		checkOrgGroup(c, it, g)
	}
	if n := o.people(); o.Headcount != nil && int(*o.Headcount) != n {
		c.report(errOrgSize, it.At("headcount"), o.Headcount, n)
	}
	checkOrgAbove(c, o)
	checkOrgUnits(c, o)
	for _, m := range o.Models {
		checkFilled(c.Report, m.At("示范点"), "示范点", string(m.Place))
	}
}

// groupsOf collects the members of each group; an empty cell repeats the group above.
func groupsOf(members []orgMember) []orgGroup {
	var out []orgGroup
	for i := range members {
		m := &members[i]
		m.Role, m.Name = plainRole(m.Role), plainName(m.Name)
		at := len(out) - 1
		if m.Group != "" || at < 0 {
			at = slices.IndexFunc(out, func(g orgGroup) bool { return g.name == string(m.Group) })
		}
		if at < 0 {
			at = len(out)
			out = append(out, orgGroup{name: string(m.Group)})
		}
		out[at].members = append(out[at].members, m)
	}
	return out
}

// label names a group in messages.
func (g orgGroup) label() string {
	if g.name == "" {
		return "名单"
	}
	return "“" + g.name + "”"
}

// people counts who is on the list, each once; the places of those who are not known count too.
func (o *organizationRecord) people() int {
	n := 0
	seen := map[value.Text]bool{}
	for _, m := range o.Members {
		if !isName(m.Name) || !seen[m.Name] {
			n++
		}
		seen[m.Name] = true
	}
	return n
}

// roleMarks stand between two roles that were written in one cell.
const roleMarks = "、/／兼"

func checkOrgGroup(c *env[organizationSettings], it *item[organizationRecord], g orgGroup) {
	seen := map[value.Text]*orgMember{}
	for _, m := range g.members {
		role, name := string(m.Role), string(m.Name)
		checkFilled(c.Report, m.At("职务"), "职务", string(m.Post))
		if !checkFilled(c.Report, m.At("姓名"), "姓名", name) {
			continue
		}
		if roles := strings.FieldsFunc(role, func(r rune) bool { return strings.ContainsRune(roleMarks, r) }); len(roles) > 1 {
			c.report(errOrgRoles, m.At("角色"), role, "“"+strings.Join(roles, "”“")+"”")
			continue
		}
		if !isName(m.Name) {
			if m.Name != vacant {
				c.report(errOrgNoName, m.At("姓名"), role)
			}
			continue
		}
		if strings.ContainsAny(name, "、，,;； ") {
			c.report(errOrgNames, m.At("姓名"), role, name)
			continue
		}
		c.Roster.check(c.Report, personRef, "姓名", name, m.At("姓名"))
		if first := seen[m.Name]; first != nil && exclusive(first.Role, m.Role) {
			c.report(errOrgTwice, m.At("姓名"), name, g.label(), first.Role, m.Role)
		}
		seen[m.Name] = m
		person, ok := c.Roster.Person(name)
		switch {
		case !ok:
		case m.Post == "":
			m.Post = person.Post
		case person.Post != "" && !strings.Contains(string(person.Post), string(m.Post)):
			c.report(errOrgPost, m.At("职务"), name, m.Post, person.Post)
		}
	}
	checkOrgHead(c, it, g)
}

// exclusive reports whether nobody has both roles: the same one twice, a head that is
// also its own deputy, or a mere member. Somebody may well be deputy head and run the office.
func exclusive(a, b value.Text) bool {
	return a == b || a == "成员" || b == "成员" || a == "副"+b || b == "副"+a
}

// checkOrgHead makes sure that exactly one leads a group.
func checkOrgHead(c *env[organizationSettings], it *item[organizationRecord], g orgGroup) {
	n := map[string]int{}
	for _, m := range g.members {
		n[string(m.Role)]++
	}
	label := g.label()
	pos := g.members[0].At("角色")
	wanted := false
	for _, head := range c.set.heads() {
		switch {
		case n[head] > 1:
			deputy := "副" + head
			if strings.HasSuffix(head, "责任人") {
				deputy = "直接责任人"
			}
			c.report(errOrgHead, pos, label, n[head], head, "只留一个“"+head+"”，其余的改成“"+deputy+"”或者“成员”。")
		case n[head] == 0 && n["副"+head] > 0:
			c.report(errOrgHead, pos, label, 0, head, "加一行“"+head+"”；还没有定的，姓名写“待补”。")
			wanted = true
		}
		wanted = wanted || n[head] > 0
	}
	if group := strings.HasSuffix(string(it.own.Sort), "小组") || g.name == "" && strings.Contains(string(it.Title), "小组"); group && !wanted {
		c.report(errOrgHead, pos, label, 0, "组长", "加一行“组长”；还没有定的，姓名写“待补”。")
	}
}

// checkOrgAbove finds whom each member answers to.
func checkOrgAbove(c *env[organizationSettings], o *organizationRecord) {
	var known []string
	for _, m := range o.Members {
		known = append(known, string(m.Role), string(m.Name))
	}
	for i := range o.Members {
		m := &o.Members[i]
		if m.Above != "" && o.above(m) == nil {
			c.report(errOrgAbove, m.At("上级"), m.Above, diag.DidYouMean(string(m.Above), known))
			return
		}
	}
	for i := range o.Members {
		path := string(o.Members[i].Role)
		steps := 0
		for m := o.above(&o.Members[i]); m != nil; m = o.above(m) {
			path += " → " + string(m.Role)
			if steps++; m == &o.Members[i] {
				c.report(errOrgCircle, m.At("上级"), path)
				return
			}
			if steps > len(o.Members) {
				break // a circle that others are in, which is reported there
			}
		}
	}
}

// above returns the member that a row names as its superior, by name or role.
func (o *organizationRecord) above(m *orgMember) *orgMember {
	if m.Above == "" {
		return nil
	}
	for i := range o.Members {
		if a := &o.Members[i]; a.Name == m.Above || a.Role == plainRole(m.Above) {
			return a
		}
	}
	return nil
}

// checkTotals compares the total row of the units with their sum, and takes it out.
func (o *organizationRecord) checkTotals(c *env[organizationSettings]) {
	all := o.Units
	o.Members, o.Units = withoutTotals(o.Members), withoutTotals(o.Units)
	for _, u := range all {
		if n := o.staff(); u.Total != "" && u.Size != nil && int(*u.Size) != n {
			c.report(errSumRow, u.At("人数"), "人数", u.Size, value.Count(n))
		}
	}
}

func checkOrgUnits(c *env[organizationSettings], o *organizationRecord) {
	byName := map[value.Text]*orgUnit{}
	var known []string
	for i := range o.Units {
		u := &o.Units[i]
		checkFilled(c.Report, u.At("机构"), "机构", string(u.Name))
		if byName[u.Name] != nil {
			c.report(errTwiceRow, u.At("机构"), u.Name, "机构设置")
		}
		byName[u.Name] = u
		known = append(known, string(u.Name))
		switch {
		case isName(u.Head):
			checkFilled(c.Report, u.At("机构负责人"), "机构负责人", string(u.Head))
			c.Roster.check(c.Report, personRef, "机构负责人", string(u.Head), u.At("机构负责人"))
		case u.Head != vacant:
			c.report(errOrgNoName, u.At("机构负责人"), u.Name+"负责人")
		}
	}
	for i := range o.Units {
		u := &o.Units[i]
		if u.Above == "" {
			continue
		}
		if byName[u.Above] == nil {
			c.report(errOrgAbove, u.At("隶属"), u.Above, diag.DidYouMean(string(u.Above), known))
			continue
		}
		path := string(u.Name)
		up := byName[u.Above]
		for steps := 0; up != nil && steps <= len(o.Units); steps++ {
			path += " → " + string(up.Name)
			if up == u {
				c.report(errOrgCircle, u.At("隶属"), path)
				return
			}
			up = byName[up.Above]
		}
	}
}
