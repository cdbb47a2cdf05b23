package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errStepDate  = diag.Define("GK0911", diag.Error, "状态是“%[1]s”，%[2]s。", "%[3]s。")
	errStepOrder = diag.Define("GK0912", diag.Error, "%[1]s的日期 %[2]s 早于%[3]s的日期 %[4]s。", "核对这两个日期：先后应当是%[5]s。")
	errStepList  = diag.Define("GK0913", diag.Error, "board.yaml 里的办理步骤不对：%[1]s。", "步骤至少写两个，各不相同，按先后排，例如 [收集, 研究, 整改, 反馈]；“不采纳”不用写。")
	errElements  = diag.Define("GK0914", diag.Error, "已经到了“%[1]s”，还没有%[2]s。", "措施、时限、责任人三样都要填；还没有定的，把状态改回前面的步骤。")
	errNotClosed = diag.Define("GK0915", diag.Error, "%[1]s。", "%[2]s。")
	errOpeners   = diag.Define("GK0918", diag.Error, "开箱人只有“%[1]s”一位。", "开箱要有两个人在场，写成“张三、李四”。")
)

func checkRectificationSettings(s *rectificationSettings, report *diag.Report) {
	steps := s.steps()
	wrong := ""
	switch {
	case len(steps) < 2:
		wrong = "只有“" + steps[0] + "”一个步骤"
	case slices.Contains(steps, stateRejected):
		wrong = "“不采纳”不是步骤"
	case s.Elements != "" && !slices.Contains(steps, string(s.Elements)):
		wrong = fmt.Sprintf("三要素起于“%s”，步骤里没有这一个", s.Elements)
	}
	for i, step := range steps {
		if slices.Contains(steps[:i], step) {
			wrong = "“" + step + "”写了两次"
		}
	}
	if wrong != "" {
		report.Add(errStepList.At(s.Pos, wrong))
	}
}

func checkRectification(c *env[rectificationSettings], it *item[rectificationRecord]) {
	own := it.own
	if it.has("state") {
		own.Matters = append(own.Matters, singleMatter(c, it))
		own.single = &own.Matters[len(own.Matters)-1]
	}
	if own.single == nil && !it.takesTable() {
		c.report(errNothing, it.end, "加一个表格，表头写“编号、渠道、类别、问题、措施、时限、责任人、状态”和各步骤；一件事单独成文的，在开头写“状态”")
	}
	c.checkProse(it.Record)
	columns := stepColumns(c, own.Layout)
	rows := make([]Row, 0, len(own.Matters))
	for i := range own.Matters {
		m := &own.Matters[i]
		if m.Total != "" {
			continue
		}
		if m != own.single {
			m.at = m.Row.At
			m.readDates(c, it, columns)
			rows = append(rows, m.Row)
		}
		m.inherit(own)
		checkMatter(c, it, m)
	}
	c.checkColumns(own.Layout, rows)
	for _, o := range own.Openings {
		if o.Total != "" {
			continue
		}
		c.checkDay(it.Record, "开箱日", o.Day, it.Period, o.At("开箱日"))
		if by := strings.FieldsFunc(string(o.By), func(r rune) bool { return strings.ContainsRune("、，, ", r) }); len(slices.Compact(by)) < 2 {
			c.report(errOpeners, o.At("开箱人"), o.By)
		}
	}
	checkTotals(c, own.Openings)
	checkReports(c, it)
	checkOrders(c, it)
}

// matterKeys are the keys of a matter that is told by itself, by the columns of the ledger.
var matterKeys = map[string]string{
	"编号": "number", "渠道": "channel", "类别": "category", "问题": "problem", "措施": "measure", "时限": "due",
	"责任人": "owner", "状态": "state", "结果": "result", "不采纳理由": "reason", "满意": "satisfied",
}

// singleMatter makes a matter of the keys of a record.
func singleMatter(c *env[rectificationSettings], it *item[rectificationRecord]) matter {
	own, steps := it.own, c.set.steps()
	m := matter{
		Number: it.Number, Problem: own.Problem, Measure: own.Measure, Due: own.Due, Owner: it.Owner, State: own.State,
		Result: own.Result, Reason: own.Reason, Satisfied: own.Satisfied, dates: make([]value.Date, len(steps)),
	}
	if m.Problem.Text == "" {
		m.Problem.Text = it.Title
	}
	stepAt := map[string]diag.Pos{}
	for _, p := range own.Way {
		i := slices.Index(steps, p.Key)
		if i < 0 {
			c.oneOf("步骤", p.Key, steps, p.Pos)
			continue
		}
		stepAt[p.Key] = p.Pos
		c.readDay(&m.dates[i], p.Key, p.Text, it.Period, p.Pos)
	}
	m.at = func(column string) diag.Pos {
		if pos, ok := stepAt[column]; ok {
			return pos
		}
		if key, ok := matterKeys[column]; ok {
			return it.At(key)
		}
		return it.At("way")
	}
	return m
}

// inherit takes from the record what is the same for all of its matters.
func (m *matter) inherit(own *rectificationRecord) {
	if m.Channel == "" {
		m.Channel = own.Channel
	}
	if m.Category == "" {
		m.Category = own.Category
	}
}

// stepColumns returns the step whose dates each extra column of the ledger holds, or -1.
func stepColumns(c *env[rectificationSettings], l Layout) []int {
	steps := c.set.steps()
	out := make([]int, len(l.Extra))
	for i, col := range l.Extra {
		name := strings.TrimSuffix(strings.TrimSuffix(col.Title, "日期"), "日")
		if out[i] = slices.Index(steps, name); out[i] < 0 && diag.Nearest(name, steps) != "" {
			c.oneOf("步骤", col.Title, steps, col.Pos)
		}
	}
	return out
}

// readDates reads the dates of the steps of a row.
func (m *matter) readDates(c *env[rectificationSettings], it *item[rectificationRecord], columns []int) {
	m.dates = make([]value.Date, len(c.set.steps()))
	for i, step := range columns {
		if step >= 0 {
			c.readDay(&m.dates[step], it.own.Layout.Extra[i].Title, m.Extra[i].Text, it.Period, m.Extra[i].Pos)
		}
	}
	at := m.at
	m.at = func(column string) diag.Pos {
		for i, step := range columns {
			if step >= 0 && c.set.steps()[step] == column {
				return m.Extra[i].Pos
			}
		}
		return at(column)
	}
}

// readDay reads a date out of a cell that may be empty.
func (e *env[S]) readDay(d *value.Date, label, text string, within value.Period, pos diag.Pos) {
	if value.IsBlank(text) {
		return
	}
	var err error
	if *d, err = value.ParseDateIn(text, within); err != nil {
		message, hint := explain(err)
		e.report(errCell, pos, label, message, hint)
	}
}

func checkMatter(c *env[rectificationSettings], it *item[rectificationRecord], m *matter) {
	steps := c.set.steps()
	c.oneOf("渠道", string(m.Channel), c.set.channels(), m.at("渠道"))
	c.oneOf("类别", string(m.Category), plain(c.set.Categories), m.at("类别"))
	c.oneOf("满意", string(m.Satisfied), opinions, m.at("满意"))
	c.checkMasked("反映人", m.From, m.at("反映人"))
	c.checkNameless("问题", string(m.Problem.Text), m.at("问题"))
	c.checkPrivate("措施", string(m.Measure.Text), m.at("措施"))
	c.checkPrivate("结果", string(m.Result.Text), m.at("结果"))
	c.checkPrivate("不采纳理由", string(m.Reason.Text), m.at("不采纳理由"))
	if !c.oneOf("状态", string(m.State), append(slices.Clone(steps), stateRejected), m.at("状态")) {
		return
	}
	if checkSteps(c, m) {
		checkOrder(c, m)
		checkClosing(c, m)
		c.checkDay(it.Record, steps[0], m.dates[0], it.Period, m.at(steps[0]))
		for i, d := range m.dates[1:] {
			c.checkDay(it.Record, steps[i+1], d, value.Period{}, m.at(steps[i+1]))
		}
	}
}

// checkSteps checks that the steps up to the state have their dates, and no later one has (R17).
// A matter that is not taken up may leave steps out between the first and the answer.
func checkSteps(c *env[rectificationSettings], m *matter) bool {
	steps := c.set.steps()
	has := func(i int) bool { return !m.dates[i].IsZero() }
	if m.rejected() {
		for i := range steps {
			if has(i) {
				m.reached = i
			}
		}
		switch {
		case !has(0):
			c.report(errStepDate, m.at(steps[0]), m.State, "“"+steps[0]+"”这一步却没有日期", "填上“"+steps[0]+"”的日期")
		case m.reached == 0:
			c.report(errStepDate, m.at("状态"), m.State, "却看不出是哪一天答复的", "填上“"+steps[len(steps)-1]+"”的日期")
		default:
			return true
		}
		return false
	}
	m.reached = slices.Index(steps, string(m.State))
	ok := true
	for i, step := range steps {
		switch {
		case i <= m.reached && !has(i):
			c.report(errStepDate, m.at(step), m.State, "“"+step+"”这一步却没有日期", "步骤不能跳过：填上“"+step+"”的日期，或者改正状态")
			ok = false
		case i > m.reached && has(i):
			c.report(errStepDate, m.at(step), m.State, "后面的“"+step+"”却已经有了日期", "已经办到的，把状态改为“"+step+"”；没有办的，删掉日期")
			ok = false
		}
	}
	return ok
}

// checkOrder checks that the dates follow each other.
func checkOrder(c *env[rectificationSettings], m *matter) {
	steps := c.set.steps()
	before := 0
	for i, d := range m.dates {
		if d.IsZero() {
			continue
		}
		if d.Before(m.dates[before]) {
			c.report(errStepOrder, m.at(steps[i]), "“"+steps[i]+"”", d, "“"+steps[before]+"”", m.dates[before], strings.Join(steps, "、"))
		}
		before = i
	}
	if !m.Due.IsZero() && m.Due.Before(m.dates[0]) {
		c.report(errStepOrder, m.at("时限"), "时限", m.Due, "“"+steps[0]+"”", m.dates[0], steps[0]+"、时限")
	}
}

// checkClosing checks the three elements (措施、时限、责任人), and that what is finished has an
// answer and what is not taken up a reason (R18).
func checkClosing(c *env[rectificationSettings], m *matter) {
	switch {
	case m.rejected() && m.Reason.Text == "":
		c.report(errNotClosed, m.at("不采纳理由"), "状态是“不采纳”，没有写理由", "在“不采纳理由”里写明为什么不采纳")
	case m.rejected():
	case m.Reason.Text != "":
		c.report(errNotClosed, m.at("不采纳理由"), fmt.Sprintf("写了不采纳理由，状态却是“%s”", m.State), "不采纳的，把状态改为“不采纳”；采纳的，删掉理由")
	case m.reached == c.set.last() && m.Result.Text == "":
		c.report(errNotClosed, m.at("结果"), fmt.Sprintf("已经“%s”，没有写结果", m.State), "在“结果”里写明怎样解决、怎样答复的")
	}
	if m.rejected() || m.reached < c.set.elements() {
		return
	}
	var lacks []string
	for _, e := range []struct {
		name    string
		missing bool
	}{{"措施", m.Measure.Text == ""}, {"时限", m.Due.IsZero()}, {"责任人", m.Owner == ""}} {
		if e.missing {
			lacks = append(lacks, e.name)
		}
	}
	if len(lacks) > 0 {
		c.report(errElements, m.at(lacks[0]), m.State, strings.Join(lacks, "、"))
	}
}

func checkReports(c *env[rectificationSettings], it *item[rectificationRecord]) {
	var rows []Row
	for _, r := range it.own.Reports {
		if r.Total != "" {
			continue
		}
		rows = append(rows, r.Row)
		c.checkDay(it.Record, "受理日", r.Received, it.Period, r.At("受理日"))
		c.checkDay(it.Record, "反馈日", r.Answered, value.Period{}, r.At("反馈日"))
		c.checkNameless("处理", string(r.Handling.Text), r.At("处理"))
		c.oneOf("渠道", string(r.Channel), c.set.channels(), r.At("举报渠道"))
		if !c.oneOf("调查结果", string(r.Verdict), verdicts, r.At("调查结果")) {
			continue
		}
		switch open := r.Verdict == verdictOpen; {
		case !open && r.Answered.IsZero():
			c.report(errStepDate, r.At("反馈日"), r.Verdict, "却没有反馈日", "填上反馈日；还没有反馈的，调查结果写“调查中”")
		case open && !r.Answered.IsZero():
			c.report(errStepDate, r.At("反馈日"), r.Verdict, "却已经有了反馈日", "已经有结论的，改正调查结果；没有的，删掉反馈日")
		case !open && r.Answered.Before(r.Received):
			c.report(errStepOrder, r.At("反馈日"), "反馈", r.Answered, "受理", r.Received, "受理、反馈")
		case !open && r.Verdict != verdictFalse && r.Handling.Text == "":
			c.report(errNotClosed, r.At("处理"), fmt.Sprintf("举报已经%s，没有写怎样处理", r.Verdict), "在“处理”里写明处理的结果，不写个人姓名")
		}
	}
	c.checkColumns(it.own.Told, rows)
}

func checkOrders(c *env[rectificationSettings], it *item[rectificationRecord]) {
	for _, o := range it.own.Orders {
		if o.Total != "" {
			continue
		}
		c.oneOf("督办情形", string(o.Situation), plain(c.set.Situations), o.At("情形"))
		c.oneOf("督办手段", string(o.Means), plain(c.set.Means), o.At("手段"))
		c.checkDay(it.Record, "签发日", o.Issued, value.Period{}, o.At("签发日"))
		c.checkDay(it.Record, "办结日", o.Done, value.Period{}, o.At("办结日"))
		switch {
		case o.Due.Before(o.Issued):
			c.report(errStepOrder, o.At("期限"), "期限", o.Due, "签发", o.Issued, "签发、期限")
		case !o.Done.IsZero() && o.Done.Before(o.Issued):
			c.report(errStepOrder, o.At("办结日"), "办结", o.Done, "签发", o.Issued, "签发、办结")
		case !o.Done.IsZero() && o.Result.Text == "":
			c.report(errNotClosed, o.At("结果"), "督办已经办结，没有写结果", "在“结果”里写明整改到什么程度")
		}
	}
}

// relateRectification checks that no number is used twice in a section.
func relateRectification(c *env[rectificationSettings], all []*item[rectificationRecord]) {
	seen := map[string]diag.Pos{}
	for _, it := range all {
		it.own.section = len(all)
		for i := range it.own.Matters {
			if m := &it.own.Matters[i]; m.Total == "" && m != it.own.single {
				c.checkUnique("编号", string(m.Number), m.at("编号"), seen)
			}
		}
		for _, r := range it.own.Reports {
			c.checkUnique("件号", string(r.Number), r.At("件号"), seen)
		}
		for _, o := range it.own.Orders {
			c.checkUnique("文号", o.Number.String(), o.At("文号"), seen)
		}
	}
}
