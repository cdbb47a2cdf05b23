package kind

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// planRecord is the plan of an activity (活动方案; catalogue A01, B01, B50–B60, D43–D45):
// the card that says what it is about, the schedule, and what has come of it so far.
type planRecord struct {
	Carrier   value.Text    `key:"carrier" zh:"载体,活动载体" help:"例如 三亮三比三评；说到的名目要在活动体系里"`
	Theme     value.Text    `key:"theme" zh:"主题" help:"活动的主题，只有一个"`
	Purpose   value.Text    `key:"purpose" zh:"宗旨" help:"活动的宗旨"`
	Idea      value.Text    `key:"idea" zh:"理念" help:"活动的理念"`
	Direction value.Text    `key:"direction" zh:"导向" help:"例如 民生为重、服务为先"`
	Lines     []value.Text  `key:"lines" zh:"主线" help:"一条或者几条"`
	Goals     []value.Text  `key:"goals" zh:"目标" help:"一字不差地写；原文缺失的写“待补”"`
	Slogans   []value.Text  `key:"slogans" zh:"口号" help:"一条或者几条"`
	Means     []value.Text  `key:"means" zh:"推进方式,手段,抓手" help:"按先后写，例如 公开承诺、领导点评、群众评议、评选表彰；和安排里同名的会带上进度"`
	Year      value.Period  `key:"year" zh:"年度,学期" help:"写了以后，表格里的日期可以不写年份"`
	Span      value.Stretch `key:"span" zh:"起止,活动起止" help:"例如 2026年3月至12月"`
	Declared  planCounts    `key:"declared" zh:"数目" help:"方案里说的数目，程序和实际列出的核对"`

	Schedule   []planRow       `table:"进度安排"`
	Layout     Layout          `table:"进度安排"`
	Milestones []planMilestone `table:"里程碑"`
	Reports    []planReport    `table:"进度填报"`
	Projects   []planProject   `table:"项目"`
	Duties     []planDuty      `table:"报送"`
	Results    []planGoal      `table:"目标完成情况"`

	nodes []*planNode // stages, segments and tasks in their order
}

// planCounts are the numbers that the text of a plan states.
type planCounts struct {
	Stages   *value.Count `key:"stages" zh:"阶段" help:"几个阶段"`
	Segments *value.Count `key:"segments" zh:"环节" help:"一共几个环节"`
	Tasks    *value.Count `key:"tasks" zh:"任务" help:"一共几项任务"`
	Goals    *value.Count `key:"goals" zh:"目标" help:"几个目标"`
	Lines    *value.Count `key:"lines" zh:"主线" help:"几条主线"`
	Slogans  *value.Count `key:"slogans" zh:"口号" help:"几条口号"`
	Means    *value.Count `key:"means" zh:"推进方式" help:"几种推进方式"`
	Projects *value.Count `key:"projects" zh:"项目" help:"几个项目"`
}

// planRow is a stage, a segment or a task. As on paper, the cells before its name
// may be left empty: it belongs to the stage or segment above.
type planRow struct {
	Row
	Stage    value.Text    `col:"阶段" need:"column"`
	Segment  value.Text    `col:"环节"`
	Task     value.Text    `col:"任务,工作任务"`
	Span     value.Stretch `col:"起止,起止时间,时间" need:"column"`
	Count    *value.Count  `col:"项数"` // how many parts the plan says it has
	Owner    value.Text    `col:"责任单位,责任人,牵头单位" ref:"any"`
	State    value.Text    `col:"状态"`
	Done     value.Date    `col:"完成日期"`
	After    value.Text    `col:"前置,前置任务"`
	What     Rich          `col:"内容,工作内容"`
	Evidence Rich          `col:"佐证,成果"`
}

// planMilestone is a day by which something has happened, or a feast day to remember.
type planMilestone struct {
	Row
	Name    value.Text `col:"里程碑,节点,重点节日" need:"cell"`
	Due     value.Date `col:"计划日期" need:"cell"`
	Done    value.Date `col:"实际日期"`
	Project value.Text `col:"所属项目"`
	Owner   value.Text `col:"责任单位,责任人" ref:"any"`
	What    Rich       `col:"内容,活动,说明"`
}

// planReport says how far something was on a day.
type planReport struct {
	Row
	On     value.Date    `col:"填报日期" need:"cell"`
	Of     value.Text    `col:"填报事项" need:"cell"`
	Share  value.Percent `col:"进度,完成进度" need:"cell"`
	Paid   *value.Money  `col:"累计投资,累计完成投资"`
	Reason Rich          `col:"说明,原因"`
}

// planProject is a project of the plan, or one of the good deeds (实事) it promises.
type planProject struct {
	Row
	Name     value.Text   `col:"项目,项目名称,实事" need:"cell"`
	Start    value.Date   `col:"开工日期,开始日期"`
	Due      value.Date   `col:"计划完成,承诺完成日" need:"cell"`
	Done     value.Date   `col:"完成日期,实际完成"`
	Budget   *value.Money `col:"计划投资,总投资"`
	Benefit  *value.Count `col:"受益人数"`
	Owner    value.Text   `col:"责任单位,责任人" ref:"any"`
	What     Rich         `col:"内容,建设内容"`
	Evidence Rich         `col:"佐证"`

	reports []planReport // in the order of time
	steps   []planMilestone
}

// planDuty is something that is due at an office. What goes to several offices has a row for each.
type planDuty struct {
	Row
	What    value.Text `col:"报送事项" need:"cell"`
	Due     value.Date `col:"截止日期,报送截止" need:"cell"`
	To      value.Text `col:"接收单位" need:"cell"`
	Sent    value.Date `col:"报送日期"`
	Receipt Rich       `col:"回执"`
}

// planGoal is one goal with what has come of it.
type planGoal struct {
	Row
	Goal   value.Text `col:"目标,突破项,目标任务" need:"cell"`
	Index  value.Text `col:"指标"`
	Base   value.Text `col:"基线"`
	Target value.Text `col:"目标值"`
	Now    value.Text `col:"现值"`
	On     value.Date `col:"截至"`
	Result Rich       `col:"成果,佐证"`
}

func (p *planRecord) reportsOn() value.Period {
	if p.Year.IsZero() && !p.Span.IsZero() && p.Span.From.Year() == p.Span.To.Year() {
		return value.PeriodOf(value.Year, p.Span.From)
	}
	return p.Year
}

// planSpan is the time of the whole plan: as written, or from the first stage to the last.
func (p *planRecord) planSpan() value.Stretch {
	s := p.Span
	if !s.IsZero() {
		return s
	}
	for _, n := range p.nodes {
		s = union(s, n.span)
	}
	for i := range p.Projects {
		s = union(s, p.Projects[i].span())
	}
	return s
}

func union(a, b value.Stretch) value.Stretch {
	switch {
	case a.IsZero():
		return b
	case b.IsZero():
		return a
	}
	if b.From.Before(a.From) {
		a.From = b.From
	}
	if b.To.After(a.To) {
		a.To = b.To
	}
	return a
}

var plan = &typed[planRecord, noSettings]{
	name: "plan", title: "活动方案",
	traits: Traits{Living: true},
	help:   "活动名片、阶段安排、项目和报送：列出的数目、先后和进度逐项核对，逾期自动标明",
	check:  checkPlan, blocks: planBlocks, overview: planOverview, measures: planMeasures,
}

// The depths of a schedule below its stages.
const (
	segmentDepth = 1
	taskDepth    = 2
)

// planNode is a stage, segment or task with what is in it.
type planNode struct {
	title  string
	depth  int // 0 for a stage, segmentDepth or taskDepth, as its column says
	level  int // how deep it is nested
	row    *planRow
	own    bool // the row is its own, not that of its first part
	parent *planNode
	kids   []*planNode
	span   value.Stretch
	after  []*planNode
}

// at returns where to speak of the node: at a column of its row.
func (n *planNode) at(column string) diag.Pos { return n.row.At(column) }

// planNodes reads the nesting out of the rows.
func planNodes(rows []planRow) []*planNode {
	var t planTree
	for i := range rows {
		if rows[i].Total == "" {
			t.add(&rows[i])
		}
	}
	return t.nodes
}

// planTree is what has been read of a schedule, with the stage, segment and task that are open.
type planTree struct {
	nodes []*planNode
	open  [3]*planNode
}

func (t *planTree) add(row *planRow) {
	names := [3]value.Text{row.Stage, row.Segment, row.Task}
	deepest := -1
	for depth, name := range names {
		if name != "" {
			deepest = depth
		}
	}
	for depth, name := range names {
		again := t.open[depth] != nil && t.open[depth].title == string(name) && depth < deepest
		if again && row.Segment == "" {
			t.open[segmentDepth] = nil // the stage is named again, so the task stands in no segment
		}
		if name != "" && !again { // otherwise merged with the cell above
			t.begin(&planNode{title: string(name), depth: depth, row: row, own: depth == deepest})
		}
	}
}

// begin puts a node into what is open above it, and closes what was open below.
func (t *planTree) begin(n *planNode) {
	for d := n.depth - 1; d >= 0 && n.parent == nil; d-- {
		n.parent = t.open[d]
	}
	if n.parent != nil {
		n.level = n.parent.level + 1
		n.parent.kids = append(n.parent.kids, n)
	}
	t.open[n.depth] = n
	for d := n.depth + 1; d < len(t.open); d++ {
		t.open[d] = nil
	}
	t.nodes = append(t.nodes, n)
}

// planNames splits a cell that names several, with 、 between them.
func planNames(text value.Text) []string {
	var out []string
	for _, name := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune("、,，;；", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// leaves are the parts of the plan that are done or not: tasks, or what has none in it.
func (p *planRecord) leaves() []*planNode {
	var out []*planNode
	for _, n := range p.nodes {
		if len(n.kids) == 0 && n.title != Pending {
			out = append(out, n)
		}
	}
	return out
}

// done tells whether and when a node was finished, as far as was known on a day: what
// was finished later was still under way.
func (n *planNode) done(asOf value.Date) (value.Date, bool) {
	if n.own && !n.row.Done.IsZero() {
		return n.row.Done, !n.row.Done.After(asOf)
	}
	var last value.Date
	for _, k := range n.kids {
		on, ok := k.done(asOf)
		if !ok {
			return last, false
		}
		if on.After(last) {
			last = on
		}
	}
	return last, len(n.kids) > 0
}

// overdue returns by how many days a node is late and not done, or 0.
func (n *planNode) overdue(asOf value.Date) int {
	if _, done := n.done(asOf); done || n.span.IsZero() {
		return 0
	}
	return max(0, asOf.Sub(n.span.To))
}

// share is how much of a node is done, in per cent; nil where nobody knows.
func (n *planNode) share(asOf value.Date) *int {
	whole, part := 0, 0
	n.walk(func(k *planNode) {
		if len(k.kids) > 0 {
			return
		}
		whole++
		if _, ok := k.done(asOf); ok {
			part++
		}
	})
	if len(n.kids) == 0 && part == 0 {
		return nil
	}
	percent := 100 * part / whole
	return &percent
}

func (n *planNode) walk(visit func(*planNode)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// badge says how a thing that is due stands.
func dueBadge(from, due, done, asOf value.Date) block.Badge {
	late := asOf.Sub(due)
	switch {
	case !done.IsZero() && !done.After(asOf) && done.After(due):
		return block.Badge{Text: "逾期完成", Tone: block.Attention}
	case !done.IsZero() && !done.After(asOf):
		return block.Badge{Text: stateDone, Tone: block.Good}
	case late > 0:
		return block.Badge{Text: fmt.Sprintf("逾期 %d 天", late), Tone: block.Bad}
	case asOf.Before(from):
		return block.Badge{Text: stateTodo}
	}
	return block.Badge{Text: stateDoing}
}

func (n *planNode) badge(asOf value.Date) block.Badge {
	if n.title == Pending || n.span.IsZero() {
		return block.Badge{Text: Pending, Tone: block.Attention}
	}
	on, done := n.done(asOf)
	if !done {
		on = value.Date{}
	}
	b := dueBadge(n.span.From, n.span.To, on, asOf)
	if b.Text == stateDoing && n.own && string(n.row.State) == stateTodo {
		return block.Badge{Text: "未按时开始", Tone: block.Attention}
	}
	if b.Text != stateDoing {
		return b
	}
	late := 0
	n.walk(func(k *planNode) {
		if len(k.kids) == 0 && k.overdue(asOf) > 0 {
			late++
		}
	})
	if late > 0 {
		return block.Badge{Text: fmt.Sprintf("%d 项逾期", late), Tone: block.Attention}
	}
	return b
}
