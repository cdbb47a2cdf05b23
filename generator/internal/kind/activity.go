package kind

import (
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// activityRecord is what was done: study, training, visits, publicity, volunteering, culture and
// support; one activity told by itself or the ledger of a period (catalogue A15–A17, B07, B31, B36–B44,
// C02, C29–C33, D08, D13, D40, D50, D51, D53, E04, E09, E13, E32).
type activityRecord struct {
	Period     value.Period `key:"period" zh:"期间" help:"台账是哪一期的，例如 2026-10；写了就核对每一行的日期"`
	Held       value.Date   `key:"held" zh:"活动日期,起" help:"一次活动单独成文时，哪一天；几天的，是第一天"`
	Until      value.Date   `key:"until" zh:"结束日期,止" help:"几天的活动，最后一天"`
	Category   value.Text   `key:"category" zh:"类别,活动类别" help:"活动的类别，取自 board.yaml；整张表格同一类的，写在这里"`
	Span       value.Text   `key:"span" zh:"时段" help:"服务月、服务周或服务日；按自然月、7天、1天核对起止"`
	Place      value.Text   `key:"place" zh:"地点" help:"在哪里"`
	People     *value.Count `key:"people" zh:"人次,参加人数" help:"多少人参加"`
	Due        *value.Count `key:"due" zh:"应参加,应到" help:"应当参加多少人；写了就算参加率"`
	Hours      *value.Score `key:"hours" zh:"学时" help:"学了几个学时"`
	Volunteers *value.Count `key:"volunteers" zh:"志愿者数,志愿者" help:"多少志愿者"`
	Service    *value.Score `key:"service" zh:"服务时数" help:"志愿服务一共几个小时"`
	Money      *value.Money `key:"money" zh:"经费,金额" help:"花了多少钱，单位元"`
	Festival   value.Text   `key:"festival" zh:"节日" help:"为哪个节日办的，例如 重阳"`
	Members    []value.Text `key:"members" zh:"参加人" help:"名录里哪些人参加" ref:"person"`

	Ledger      []deed    `table:"活动台账" empty:"yes"`
	Coverage    []carrier `table:"载体覆盖" open:"yes"`
	Submissions []submit  `table:"报送情况"`
	Layout      Layout    `table:"活动台账"`
	Grid        Layout    `table:"载体覆盖"`

	section int // how many records the section has
}

// deed is one activity.
type deed struct {
	Row
	Day        value.Date   `col:"日期,活动日期" need:"cell"`
	Category   value.Text   `col:"类别,活动类别,方式" need:"column"`
	Subject    Rich         `col:"主题,活动,内容,活动内容,标题" need:"cell"`
	Place      value.Text   `col:"地点"`
	Unit       value.Text   `col:"单位,组织单位,支部,窗口" ref:"unit"`
	Served     value.Text   `col:"服务对象,对象"`
	People     *value.Count `col:"人数,人次,参加人数"`
	Due        *value.Count `col:"应参加,应到,应到人数"`
	Rate       value.Text   `col:"参加率,参训率"`
	Hours      *value.Score `col:"学时"`
	Volunteers *value.Count `col:"志愿者数,志愿者"`
	Service    *value.Score `col:"服务时数"`
	Money      *value.Money `col:"经费,金额,慰问金额"`
	Relief     *value.Money `col:"减负金额"`
	Company    value.Text   `col:"企业"`
	Consent    value.Bool   `col:"同意公开"`
	Festival   value.Text   `col:"节日"`
	Members    value.Text   `col:"参加人" ref:"person"`
	Carrier    value.Text   `col:"载体"`
	Issue      *value.Count `col:"期号"`
	Outcome    Rich         `col:"结果,成效,办理,成果"`

	at func(column string) diag.Pos
}

// carrier is one way of publishing, with what is published by it.
type carrier struct {
	Row
	Name    value.Text   `col:"载体,公示方式,宣传载体" need:"cell" again:"yes"`
	Version value.Text   `col:"版本"`
	Day     value.Date   `col:"更新日期,公示日期"`
	Copies  *value.Count `col:"数量"`
}

// submit is what a unit handed in.
type submit struct {
	Row
	Unit  value.Text   `col:"报送单位" need:"cell" ref:"unit" again:"yes"`
	Sent  value.Count  `col:"报送数,报送篇数" need:"cell"`
	Taken *value.Count `col:"采用数,采用篇数"`
}

func (r *activityRecord) reportsOn() value.Period { return r.Period }

// activitySettings is what a board does and has to do.
type activitySettings struct {
	Place
	Categories []value.Text `key:"categories" zh:"类别" help:"活动有哪些类别，一字不差；不写时不限"`
	Served     []value.Text `key:"served" zh:"服务对象" help:"服务哪几类对象，例如 群众、企业、基层；不写时不限"`
	Carriers   []value.Text `key:"carriers" zh:"载体" help:"公示和宣传用哪些载体，例如 电子显示屏、展板"`
	Contents   []value.Text `key:"contents" zh:"公开内容" help:"每种载体都要有的内容，例如 岗位职责、工作流程、承诺事项"`
	Festivals  []value.Text `key:"festivals" zh:"节日" help:"每年哪些节日要有活动，例如 春节、八一、重阳"`
	Nodes      []node       `key:"nodes" zh:"宣传节点" help:"重要时段：名称、起、止；会议日期没定的先不写"`
	Everyone   []value.Text `key:"everyone" zh:"必到人员" help:"每个人都要参加的，写姓名，例如班子成员"`
	Watched    value.Text   `key:"watched" zh:"报送类别" help:"单位名录里哪一类单位要报送，没有报的列出来"`
	Remind     Pairs        `key:"remind" zh:"提示间隔" help:"哪一类活动超过多少天没有办就提示，例如 走访: 60天"`
	MinSample  *value.Count `key:"minSample" zh:"最少人数" help:"应参加的少于这个数时不算参加率；不写时是 5"`

	limits map[string]int // days by category, of Remind
}

// node is a stretch of time for which publicity is planned.
type node struct {
	Place
	Name value.Text `key:"name" zh:"名称" help:"例如 国庆" need:"yes"`
	From value.Date `key:"from" zh:"起" help:"第一天；没定的不写"`
	To   value.Date `key:"to" zh:"止" help:"最后一天；没定的不写"`
}

var activity = &typed[activityRecord, activitySettings]{
	name: "activity", title: "活动记录",
	help:     "学习、培训、走访、宣传、志愿服务等活动，一次一篇或者一期一张台账；载体覆盖和报送情况",
	settings: checkActivitySettings, check: checkActivity, relate: relateActivity,
	blocks: activityBlocks, overview: activityOverview, measures: activityMeasures,
}

// deeds returns the activities of a record up to a day.
func (r *activityRecord) deeds(asOf value.Date) []deed {
	var out []deed
	for _, d := range r.Ledger {
		if d.Total == "" && !d.Day.After(asOf) {
			out = append(out, d)
		}
	}
	return out
}
