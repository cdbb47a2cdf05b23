package kind

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errPlanCount   = diag.Define("GK0801", diag.Warning, "%[1]s说有 %[2]s %[3]s，列出的是 %[4]d %[3]s，页面上会照实说明。", "补上漏写的；原文缺失的加一行，名称写“待补”；数目写错的改过来。")
	errPlanList    = diag.Define("GK0802", diag.Error, "“数目”里说有 %[1]s 条%[2]s，“%[2]s”列出了 %[3]d 条。", "补上漏写的；原文缺失的写“待补”；数目写错的改过来。")
	errCarrier     = diag.Define("GK0803", diag.Warning, "载体里的“%[1]s”在活动体系里没有。", "%[2]s在 board.yaml 的“活动体系”里列出“%[1]s”和它的条目；原文缺失的条目写“待补”。")
	errPlanTime    = diag.Define("GK0804", diag.Error, "“%[1]s”没有写起止时间。", "填上起止，例如“2026年3月至5月”；环节和任务不写时和所在的阶段相同。")
	errPlanOwner   = diag.Define("GK0805", diag.Warning, "“%[1]s”没有写由谁负责。", "填上责任单位或责任人；全部由一个单位负责的，在开头写“单位: …”。")
	errPlanOutside = diag.Define("GK0806", diag.Warning, "“%[1]s”%[2]s，不在%[3]s的%[4]s之内。", "核对两处的起止；原文就是这样的，可以不改，页面上照原文显示。")
	errPlanUnknown = diag.Define("GK0807", diag.Error, "“%[1]s”里的“%[2]s”找不到。", "%[3]s要和%[4]s里的名称一字不差。")
	errPlanCycle   = diag.Define("GK0808", diag.Error, "前置绕成了圈：%[1]s。", "前置只写要先完成的，改掉其中一个。")
	errPlanOrder   = diag.Define("GK0809", diag.Error, "“%[1]s”%[2]s，但它的前置“%[3]s”%[4]s。", "核对日期和先后；没有先后关系的，删掉前置。")
	errPlanState   = diag.Define("GK0810", diag.Error, "状态“%[1]s”不在可选的范围里。", "%[2]s可以写：%[3]s。逾期由程序计算，不用写。")
	errPlanDone    = diag.Define("GK0811", diag.Error, "“%[1]s”的状态和完成日期对不上：%[2]s。", "已经完成的，状态写“已完成”，并填上完成日期；没完成的，写“进行中”，完成日期留空。")
	errPlanFuture  = diag.Define("GK0813", diag.Warning, "“%[1]s”的%[2]s %[3]s 还没有到（基准日是 %[4]s），按还没有发生显示。", "核对日期；还没有发生的，先留空。")
	errPlanParts   = diag.Define("GK0814", diag.Error, "“%[1]s”写了已完成，但其中的“%[2]s”还没有完成。", "核对两处的状态；全部完成后再填完成日期。")
	errPlanFell    = diag.Define("GK0815", diag.Error, "“%[1]s”的%[2]s从%[3]s的 %[4]s 降到 %[5]s，没有说明。", "核对数字；确实下降的，在“说明”里写明原因。")
	errPlanOver    = diag.Define("GK0816", diag.Error, "“%[1]s”的%[2]s %[3]s，超过了%[4]s。", "核对数字。")
	errPlanBack    = diag.Define("GK0818", diag.Error, "“%[1]s”的%[2]s %[3]s，早于%[4]s %[5]s。", "核对这两个日期；按先后写。")
	errPlanNumber  = diag.Define("GK0819", diag.Error, "“%[1]s”的%[2]s写得不对：%[3]s。", "基线、目标值、现值都写数，例如“12件”“94.6%%”；目标值、现值要有基线才能比较。")
)

// planStates are what authors write; what is late is computed.
var planStates = []string{stateTodo, stateDoing, stateDone}

func checkPlan(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	p.nodes = planNodes(p.Schedule)
	checkPlanCard(c, it)
	checkPlanTimes(c, it)
	checkPlanCounts(c, it)
	for _, n := range p.nodes {
		checkPlanNode(c, it, n)
	}
	checkPlanOrder(c, p)
	checkPlanProjects(c, it)
	for _, d := range p.Duties {
		p.checkFuture(c, d.Row, "报送日期", d.What, d.Sent)
	}
	checkPlanGoals(c, it)
}

// checkPlanCard checks the words of the card and the numbers that are stated of them.
func checkPlanCard(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	for _, one := range []struct {
		key, label string
		text       value.Text
	}{{"carrier", "载体", p.Carrier}, {"theme", "主题", p.Theme}, {"purpose", "宗旨", p.Purpose}, {"idea", "理念", p.Idea}, {"direction", "导向", p.Direction}} {
		checkFilled(c.Report, it.At(one.key), one.label, string(one.text))
	}
	for _, l := range []struct {
		key, label string
		list       []value.Text
		declared   *value.Count
	}{{"goals", "目标", p.Goals, p.Declared.Goals}, {"lines", "主线", p.Lines, p.Declared.Lines}, {"slogans", "口号", p.Slogans, p.Declared.Slogans}, {"means", "推进方式", p.Means, p.Declared.Means}} {
		it.checkList(c.Report, l.key, l.label, l.list)
		n := len(l.list)
		if l.key == "goals" && n == 0 {
			n = len(p.Results)
		}
		if l.declared != nil && int(*l.declared) != n {
			c.report(errPlanList, it.At("declared"), l.declared, l.label, n)
		}
	}
	var lists []string
	for _, l := range c.Scheme {
		lists = append(lists, string(l.Name))
	}
	for _, name := range carrierPart.FindAllString(string(p.Carrier), -1) {
		if len(lists) > 0 && !slices.Contains(lists, name) {
			c.report(errCarrier, it.At("carrier"), name, diag.DidYouMean(name, lists))
		}
	}
}

// carrierPart is a list that a carrier names, such as 五规范 in 三亮五比五规范三评议.
var carrierPart = regexp.MustCompile(`[一二三四五六七八九十两双][^一二三四五六七八九十两双\s\pP]+`)

// checkPlanTimes gives every node its time and reports what lies outside of what it is part of.
func checkPlanTimes(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	for _, n := range p.nodes {
		if n.own {
			n.span = n.row.Span
		}
	}
	for i := len(p.nodes) - 1; i >= 0; i-- { // what has no row of its own takes the time of its parts
		if n := p.nodes[i]; n.span.IsZero() {
			for _, k := range n.kids {
				n.span = union(n.span, k.span)
			}
		}
	}
	for _, n := range p.nodes {
		switch {
		case n.span.IsZero() && n.parent != nil:
			n.span = n.parent.span
		case n.span.IsZero() && n.title != Pending:
			c.report(errPlanTime, n.at("起止"), n.title)
		case n.parent != nil && !n.parent.span.IsZero() && !n.parent.span.Covers(n.span):
			c.report(errPlanOutside, n.at("起止"), n.title, n.span, "“"+n.parent.title+"”", n.parent.span)
		case n.parent == nil && !p.Span.IsZero() && !n.span.IsZero() && !p.Span.Covers(n.span):
			c.report(errPlanOutside, n.at("起止"), n.title, n.span, "活动起止", p.Span)
		}
	}
}

// checkPlanCounts compares how many there are with how many the plan says (R5). The plan
// may have been published with the difference, so it stops nothing.
func checkPlanCounts(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	for _, m := range p.missing() {
		c.report(errPlanCount, it.At("declared"), "方案", m.declared, "个"+m.what, m.listed)
	}
	for _, n := range p.nodes {
		if n.own && n.row.Count != nil && int(*n.row.Count) != len(n.kids) {
			c.report(errPlanCount, n.at("项数"), "“"+n.title+"”", n.row.Count, "项", len(n.kids))
		}
	}
}

// miscount is a number of the plan that is not what it lists.
type miscount struct {
	what     string
	declared value.Count
	listed   int
}

func (p *planRecord) missing() []miscount {
	var n [3]int
	for _, k := range p.nodes {
		n[k.depth]++
	}
	var out []miscount
	for _, m := range []struct {
		what     string
		declared *value.Count
		listed   int
	}{
		{"阶段", p.Declared.Stages, n[0]}, {"环节", p.Declared.Segments, n[1]}, {"任务", p.Declared.Tasks, n[2]}, {"项目", p.Declared.Projects, len(p.Projects)},
	} {
		if m.declared != nil && int(*m.declared) != m.listed {
			out = append(out, miscount{m.what, *m.declared, m.listed})
		}
	}
	return out
}

func checkPlanNode(c *env[noSettings], it *item[planRecord], n *planNode) {
	column := []string{"阶段", "环节", "任务"}[n.depth]
	checkFilled(c.Report, n.at(column), column, n.title)
	siblings := it.own.nodes
	if i := slices.IndexFunc(siblings, func(o *planNode) bool { return o.title == n.title && o.parent == n.parent }); siblings[i] != n && n.title != Pending {
		c.report(errTwiceRow, n.at(column), n.title, "进度安排")
	}
	if !n.own {
		return
	}
	row := n.row
	it.own.checkFuture(c, row.Row, "完成日期", value.Text(n.title), row.Done)
	_, done := n.done(row.Done)
	if slices.Contains(it.own.Layout.Has, "责任单位") && len(n.kids) == 0 && n.title != Pending && n.owner() == "" && it.Unit == "" && it.Owner == "" {
		c.report(errPlanOwner, n.at("责任单位"), n.title)
	}
	state := string(row.State)
	switch {
	case state != "" && !checkChoice(c.Report, errPlanState, n.at("状态"), state, planStates):
	case state == stateDone && !done:
		c.report(errPlanDone, n.at("状态"), n.title, "写了“已完成”，没有完成日期")
	case state != "" && state != stateDone && !row.Done.IsZero():
		c.report(errPlanDone, n.at("完成日期"), n.title, "有完成日期，状态却是“"+state+"”")
	}
	for _, k := range n.kids {
		if _, ok := k.done(row.Done); !row.Done.IsZero() && !ok && k.title != Pending {
			c.report(errPlanParts, n.at("完成日期"), n.title, k.title)
			break
		}
	}
}

// owner is who is responsible: as the row says, or as what it is part of.
func (n *planNode) owner() string {
	for ; n != nil; n = n.parent {
		if n.own && n.row.Owner != "" {
			return string(n.row.Owner)
		}
	}
	return ""
}

func (p *planRecord) checkFuture(c *env[noSettings], row Row, column string, what value.Text, on value.Date) {
	if on.After(c.AsOf) {
		c.report(errPlanFuture, row.At(column), what, column, on, c.AsOf)
	}
}

// checkPlanOrder finds what each node waits for, and reports where it does not.
func checkPlanOrder(c *env[noSettings], p *planRecord) {
	var titles []string
	for _, n := range p.nodes {
		titles = append(titles, n.title)
	}
	for _, n := range p.nodes {
		if !n.own {
			continue
		}
		for _, name := range planNames(n.row.After) {
			before := p.named(name, n)
			if before == nil {
				c.report(errPlanUnknown, n.at("前置"), "前置", name, diag.DidYouMean(name, titles), "进度安排")
				continue
			}
			n.after = append(n.after, before)
		}
	}
	for _, n := range p.nodes {
		if path := n.cycle(n, nil); path != "" {
			c.report(errPlanCycle, n.at("前置"), path)
			return // one is enough: its members would each tell it again
		}
	}
	for _, n := range p.nodes {
		for _, b := range n.after {
			checkPlanPair(c, n, b)
		}
	}
}

// named returns the node of a name, the one beside n before others.
func (p *planRecord) named(name string, n *planNode) *planNode {
	var found *planNode
	for _, o := range p.nodes {
		if o.title == name && (found == nil || o.parent == n.parent) {
			found = o
		}
	}
	return found
}

// cycle returns the way on which a node waits for itself, or "".
func (n *planNode) cycle(to *planNode, seen []*planNode) string {
	if slices.Contains(seen, n) {
		return ""
	}
	seen = append(seen, n)
	for _, b := range n.after {
		if b == to {
			var titles []string
			for _, s := range append(seen, to) {
				titles = append(titles, s.title)
			}
			return strings.Join(titles, " → ")
		}
		if path := b.cycle(to, seen); path != "" {
			return path
		}
	}
	return ""
}

// checkPlanPair compares a node with one that it waits for. Plans are made in months, so their
// times may overlap; but what waits neither begins nor ends first.
func checkPlanPair(c *env[noSettings], n, before *planNode) {
	dated := !n.row.Span.IsZero() && before.own && !before.row.Span.IsZero() // neither takes the time of its stage
	on, done := n.done(c.AsOf)
	beforeOn, beforeDone := before.done(c.AsOf)
	switch {
	case dated && (n.span.From.Before(before.span.From) || n.span.To.Before(before.span.To)):
		c.report(errPlanOrder, n.at("起止"), n.title, "安排在"+n.span.String(), before.title, "安排在"+before.span.String())
	case !done:
	case !beforeDone:
		c.report(errPlanOrder, n.at("完成日期"), n.title, on.String()+"完成了", before.title, "还没有完成")
	case on.Before(beforeOn):
		c.report(errPlanOrder, n.at("完成日期"), n.title, on.String()+"完成", before.title, beforeOn.String()+"才完成")
	}
}

// checkPlanProjects gives projects their milestones and reports.
func checkPlanProjects(c *env[noSettings], it *item[planRecord]) {
	p := it.own
	var budget value.Money
	all := p.Projects
	p.Projects = withoutTotals(all)
	for _, pr := range all {
		switch {
		case pr.Budget == nil:
		case pr.Total == "":
			budget = budget.Add(*pr.Budget)
		case !budget.Equal(*pr.Budget):
			c.report(errSumRow, pr.At("计划投资"), "计划投资", pr.Budget.String()+" 元", budget.String()+" 元")
		}
	}
	byName := map[value.Text]*planProject{}
	var names []string
	for i := range p.Projects {
		pr := &p.Projects[i]
		checkFilled(c.Report, pr.At("项目"), "项目", string(pr.Name))
		if byName[pr.Name] != nil {
			c.report(errTwiceRow, pr.At("项目"), pr.Name, "项目")
		}
		byName[pr.Name] = pr
		names = append(names, string(pr.Name))
		p.checkFuture(c, pr.Row, "完成日期", pr.Name, pr.Done)
		if pr.Due.Before(pr.Start) {
			c.report(errPlanBack, pr.At("计划完成"), pr.Name, "计划完成", pr.Due, "开工日期", pr.Start)
		}
		if !pr.Done.IsZero() && pr.Done.Before(pr.Start) {
			c.report(errPlanBack, pr.At("完成日期"), pr.Name, "完成日期", pr.Done, "开工日期", pr.Start)
		}
	}
	for _, m := range p.Milestones {
		p.checkFuture(c, m.Row, "实际日期", m.Name, m.Done)
		if m.Project == "" {
			continue
		}
		pr := byName[m.Project]
		if pr == nil {
			c.report(errPlanUnknown, m.At("所属项目"), "所属项目", m.Project, diag.DidYouMean(string(m.Project), names), "项目")
			continue
		}
		if n := len(pr.steps); n > 0 && m.Due.Before(pr.steps[n-1].Due) {
			c.report(errPlanBack, m.At("计划日期"), m.Name, "计划日期", m.Due, "上一个里程碑“"+string(pr.steps[n-1].Name)+"”的", pr.steps[n-1].Due)
		}
		pr.steps = append(pr.steps, m)
	}
	for _, r := range p.Reports {
		pr := byName[r.Of]
		if pr == nil {
			c.report(errPlanUnknown, r.At("填报事项"), "填报事项", r.Of, diag.DidYouMean(string(r.Of), names), "项目")
			continue
		}
		pr.reports = append(pr.reports, r)
	}
	for i := range p.Projects {
		checkPlanReports(c, &p.Projects[i])
	}
}

// checkPlanReports checks that the numbers of a project make sense and don't fall without a word.
func checkPlanReports(c *env[noSettings], pr *planProject) {
	slices.SortStableFunc(pr.reports, func(a, b planReport) int { return cmp.Compare(a.On.ISO(), b.On.ISO()) })
	for i, r := range pr.reports {
		if full := int64(100_00); r.Share.Hundredths() > full {
			c.report(errPlanOver, r.At("进度"), r.Of, "进度", r.Share, " 100%")
		}
		if r.Paid != nil && pr.Budget != nil && r.Paid.Cmp(*pr.Budget) > 0 && r.Reason.Text == "" {
			c.report(errPlanOver, r.At("累计投资"), r.Of, "累计投资", r.Paid.String()+" 元", "计划投资的 "+pr.Budget.String()+" 元")
		}
		if i == 0 {
			continue
		}
		prev := pr.reports[i-1]
		switch {
		case prev.On == r.On:
			c.report(errTwiceRow, r.At("填报日期"), fmt.Sprintf("%s %s", r.Of, r.On), "进度填报")
		case r.Reason.Text != "":
		case r.Share.Compare(prev.Share) < 0:
			c.report(errPlanFell, r.At("进度"), r.Of, "进度", prev.On, prev.Share, r.Share)
		case r.Paid != nil && prev.Paid != nil && r.Paid.Cmp(*prev.Paid) < 0:
			c.report(errPlanFell, r.At("累计投资"), r.Of, "累计投资", prev.On, prev.Paid.String()+" 元", r.Paid.String()+" 元")
		}
	}
}
