package kind

import (
	"slices"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// rectificationRecord is opinions, problems and complaints with their way to an answer, as a
// ledger of a period or as one matter told by itself; with it go the opening of the opinion
// box, reports (举报) and supervision orders (catalogue A08, A12, A26, A27, B29, B48, B58, C11, D42, E03, E27).
type rectificationRecord struct {
	Period    value.Period `key:"period" zh:"期间" help:"汇总的是哪一期，例如 2026-10；写了就核对提出的日期"`
	Channel   value.Text   `key:"channel" zh:"渠道" help:"从哪里来，例如 意见箱；整张表格同一个渠道的，写在这里"`
	Category  value.Text   `key:"category" zh:"问题类别,类别" help:"属于哪一类，取自 board.yaml；整张表格同一类的，写在这里"`
	Problem   Rich         `key:"problem" zh:"问题,意见" help:"一件事单独成文时，说的是什么"`
	Measure   Rich         `key:"measure" zh:"措施,整改措施" help:"一件事单独成文时，整改的措施"`
	Due       value.Date   `key:"due" zh:"时限,整改时限" help:"一件事单独成文时，整改到哪一天为止"`
	State     value.Text   `key:"state" zh:"状态,办理状态" help:"一件事单独成文时，办到了哪一步"`
	Way       Pairs        `key:"way" zh:"办理过程" help:"一件事单独成文时，各步骤的日期，例如 收集: 2026-10-08"`
	Result    Rich         `key:"result" zh:"结果,答复" help:"一件事单独成文时，整改的结果或者答复"`
	Reason    Rich         `key:"reason" zh:"不采纳理由" help:"一件事单独成文时，为什么不采纳"`
	Satisfied value.Text   `key:"satisfied" zh:"满意,是否满意" help:"提意见的人对办理结果怎么看"`

	Matters  []matter  `table:"整改台账" open:"yes" empty:"yes"`
	Openings []opening `table:"开箱记录"`
	Reports  []tipOff  `table:"举报办理" empty:"yes"`
	Orders   []order   `table:"督办单"`
	Layout   Layout    `table:"整改台账"`
	Told     Layout    `table:"举报办理"`

	single  *matter // told by the keys; also the last of Matters
	section int     // how many records the section has
}

// matter is one opinion, problem or complaint.
type matter struct {
	Row
	Number    value.Text `col:"编号,意见号,问题编号" need:"cell"`
	Channel   value.Text `col:"渠道,来源,意见来源"`
	Category  value.Text `col:"类别,问题类别,方面"`
	From      value.Text `col:"反映人,意见人,投诉人"`
	Problem   Rich       `col:"问题,意见,建议,反映问题,意见内容,存在问题" need:"cell"`
	Measure   Rich       `col:"措施,整改措施,办理措施" need:"column"`
	Due       value.Date `col:"时限,整改时限,办理时限,完成时限" need:"column"`
	Owner     value.Text `col:"责任人,整改责任,责任单位" need:"column" ref:"any"`
	State     value.Text `col:"状态,办理状态" need:"cell"`
	Result    Rich       `col:"结果,答复,办理结果,整改结果,答复内容"`
	Reason    Rich       `col:"不采纳理由,理由"`
	Satisfied value.Text `col:"满意,是否满意,满意情况"`

	dates   []value.Date // by step; zero where there is none
	reached int          // the step that State names; the last one with a date where it is stateRejected
	at      func(column string) diag.Pos
}

// opening is one opening of the opinion box.
type opening struct {
	Row
	Day   value.Date  `col:"开箱日,开箱日期" need:"cell"`
	By    value.Text  `col:"开箱人" need:"cell" ref:"any"`
	Count value.Count `col:"件数,意见件数" need:"column"`
	Box   value.Text  `col:"意见箱,位置"`
}

// tipOff is a report of wrongdoing. Neither who reported nor who was reported is ever shown.
type tipOff struct {
	Row
	Number   value.Text `col:"件号,举报编号" need:"cell"`
	Channel  value.Text `col:"举报渠道,渠道"`
	Category value.Text `col:"举报类别,类别"`
	Received value.Date `col:"受理日,受理日期" need:"cell"`
	Verdict  value.Text `col:"调查结果,查实情况" need:"cell"`
	Handling Rich       `col:"处理,处理结果"`
	Answered value.Date `col:"反馈日,反馈日期"`
}

// order is a supervision order to a unit.
type order struct {
	Row
	Number    value.DocNumber `col:"文号,督办文号" need:"cell"`
	Unit      value.Text      `col:"单位,被督办单位" need:"cell" ref:"unit"`
	Situation value.Text      `col:"情形,督办情形" need:"cell"`
	Means     value.Text      `col:"手段,督办方式" need:"cell"`
	Issued    value.Date      `col:"签发日,下发日期,日期" need:"cell"`
	Due       value.Date      `col:"期限,整改期限" need:"cell"`
	Done      value.Date      `col:"办结日,完成日期"`
	Result    Rich            `col:"结果,整改结果"`
}

func (r *rectificationRecord) reportsOn() value.Period { return r.Period }

// rectificationSettings is how a board takes up opinions.
type rectificationSettings struct {
	Place
	Channels   []channel    `key:"channels" zh:"渠道" help:"意见从哪里来，例如 意见箱、座谈会；不写时不限"`
	Categories []value.Text `key:"categories" zh:"问题类别" help:"问题有哪几类，一字不差；不写时不限"`
	Steps      []value.Text `key:"steps" zh:"步骤" help:"办理的步骤，按先后；不写时是 收集、研究、整改、反馈"`
	Elements   value.Text   `key:"elements" zh:"三要素起于" help:"从哪一步起必须有措施、时限和责任人；不写时从第三步起"`
	Situations []value.Text `key:"situations" zh:"督办情形" help:"哪些情形要督办；不写时不限"`
	Means      []value.Text `key:"means" zh:"督办手段" help:"用哪些手段督办；不写时不限"`
	OpenEvery  value.Days   `key:"openEvery" zh:"开箱间隔" help:"意见箱至少多少天开一次，例如 7天"`
	MinSample  *value.Count `key:"minSample" zh:"最少件数" help:"少于这个数时不算比例；不写时是 5"`
}

// channel is a way in which people can say something.
type channel struct {
	Name  value.Text  `key:"name" zh:"名称" help:"渠道的名称" need:"yes" short:"yes"`
	Help  value.Text  `key:"help" zh:"说明" help:"在哪里、什么时候、谁受理"`
	Phone value.Phone `key:"phone" zh:"电话" help:"办公电话"`
}

// stateRejected is the state of a matter that was answered with a reason for not doing it.
const stateRejected = "不采纳"

// The verdicts of an investigation, the open one last.
const (
	verdictTrue   = "查实"
	verdictPartly = "部分查实"
	verdictFalse  = "查否"
	verdictOpen   = "调查中"
)

var (
	rectificationSteps = []string{"收集", "研究", "整改", "反馈"}
	verdicts           = []string{verdictTrue, verdictPartly, verdictFalse, verdictOpen}
	opinions           = []string{"满意", "基本满意", "不满意"}
)

// steps returns the steps of the board.
func (s *rectificationSettings) steps() []string {
	if len(s.Steps) == 0 {
		return rectificationSteps
	}
	return plain(s.Steps)
}

// elements returns the step from which on the three elements are needed.
func (s *rectificationSettings) elements() int {
	if i := slices.Index(s.steps(), string(s.Elements)); i >= 0 {
		return i
	}
	return min(2, len(s.steps())-1)
}

func (s *rectificationSettings) channels() []string {
	out := make([]string, len(s.Channels))
	for i, c := range s.Channels {
		out[i] = string(c.Name)
	}
	return out
}

var rectification = &typed[rectificationRecord, rectificationSettings]{
	name: "rectification", title: "意见整改",
	traits:   Traits{Living: true},
	help:     "意见、问题、投诉从收集到反馈的台账，以及开箱、举报和督办",
	settings: checkRectificationSettings, check: checkRectification, relate: relateRectification,
	blocks: rectificationBlocks, overview: rectificationOverview, measures: rectificationMeasures,
}

// last is the number of the last step.
func (s *rectificationSettings) last() int { return len(s.steps()) - 1 }

func (m *matter) rejected() bool { return m.State == stateRejected }

// closed returns the day on which a matter was answered; zero while it is open.
func (m *matter) closed() value.Date {
	if m.rejected() || m.reached == len(m.dates)-1 {
		return slices.MaxFunc(m.dates, value.Date.Compare)
	}
	return value.Date{}
}

// asOf returns the matter as it stood on a day, so that a build for an earlier day shows what
// was known then; ok is false where it had not come up yet.
func (m matter) asOf(day value.Date, steps []string) (_ matter, ok bool) {
	if m.dates[0].After(day) {
		return m, false
	}
	if !m.closed().After(day) && !slices.ContainsFunc(m.dates, func(d value.Date) bool { return d.After(day) }) {
		return m, true
	}
	m.dates = slices.Clone(m.dates)
	for i, d := range m.dates {
		switch {
		case d.After(day):
			m.dates[i] = value.Date{}
		case !d.IsZero():
			m.reached = i
		}
	}
	m.State = value.Text(steps[m.reached])
	m.Result, m.Reason, m.Satisfied = Rich{}, Rich{}, ""
	return m, true
}

// overdue reports by how many days an open matter is late.
func (m *matter) overdue(asOf value.Date) int {
	if m.Due.IsZero() || !m.closed().IsZero() {
		return 0
	}
	return max(0, asOf.Sub(m.Due))
}

// days returns how long it took from the first step to the answer.
func (m *matter) days() int { return m.closed().Sub(m.dates[0]) }
