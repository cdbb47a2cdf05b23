package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// honorRecord is one round of an election for a title: who was put forward, how each level saw it, who was
// chosen (catalogue C18, D21, E33–E35, rules 2.6).
type honorRecord struct {
	Honor     value.Text      `key:"honor" zh:"称号" help:"评的是什么称号，例如 服务标兵" need:"yes"`
	Period    value.Period    `key:"period" zh:"期间,评选年度" help:"哪一年、哪一季度或哪一个月的评选" need:"yes"`
	Subject   value.Text      `key:"subject" zh:"对象类型" help:"个人、集体、岗位或品牌" need:"yes"`
	Mark      value.Text      `key:"mark" zh:"标志" help:"授旗写“旗”，授星写“星”；旗只授集体，星只授个人"`
	Level     value.Text      `key:"level" zh:"级别" help:"哪一级的称号，例如 市级"`
	Quota     value.Count     `key:"quota" zh:"名额" help:"最多评几个" need:"yes"`
	Nominated *value.Count    `key:"nominated" zh:"推荐数" help:"一共推荐了几个；表格里没有列全时写"`
	Ballots   *value.Count    `key:"ballots" zh:"收回票数,有效票数" help:"投票的，一共收回多少张票"`
	Approval  value.DocNumber `key:"approval" zh:"批准文号" help:"批准评选或命名的文件，例如 县文明办〔2026〕5号"`
	Internal  value.Bool      `key:"internal" zh:"本单位内部评比,内部评比" help:"没有批准文号的，写“是”"`
	Giver     value.Text      `key:"awardedBy" zh:"命名单位,评选单位" help:"由谁命名"`
	Until     value.Date      `key:"validUntil" zh:"有效期至" help:"称号到哪一天为止"`
	Review    value.Date      `key:"review" zh:"复核日期" help:"最迟哪天复核"`
	Lower     value.Text      `key:"candidatesFrom" zh:"候选来自" help:"候选对象出自哪一次评选，写那条记录的标题、编号或称号"`
	Outside   value.Bool      `key:"outside" zh:"外单位" help:"候选对象是外单位的，写“是”，不查名录"`
	onNotice

	Steps      []honorStep `table:"评选步骤"`
	Candidates []candidate `table:"候选对象" need:"yes" open:"yes"`
	Layout     Layout      `table:"候选对象"`

	levels []int // of Layout.Extra: the columns that hold what each level says, from the lowest
	lower  *item[honorRecord]
}

// candidate is one who was put forward.
type candidate struct {
	Row
	Name   value.Text   `col:"对象,候选对象,姓名,集体" need:"cell"`
	Post   value.Text   `col:"岗位,职务"`
	Unit   value.Text   `col:"推荐单位,单位" ref:"unit"`
	Votes  *value.Count `col:"票数,得票"`
	Points *value.Score `col:"得分"`
	Result value.Text   `col:"结果" need:"cell"`
	Deeds  Rich         `col:"事迹,主要事迹"`

	opinions []string // of each level, in the words of the record
}

// honorStep is one step of the election.
type honorStep struct {
	Row
	Step    value.Text `col:"步骤" need:"cell"`
	Date    value.Date `col:"日期" need:"column"`
	Handler value.Text `col:"经办人,经手人,经办" ref:"any"`
	Note    Rich       `col:"说明,备注"`
}

// What can become of a candidate, and what a title can be given to.
const (
	chosen    = "入选"
	notChosen = "未入选"
	undecided = "待定"

	forPersons = "个人"
	forGroups  = "集体"
	forPosts   = "岗位"
	forBrands  = "品牌"

	flagMark = "旗"
	starMark = "星"
)

var (
	honorResults  = []string{chosen, notChosen, undecided}
	honorSubjects = []string{forPersons, forGroups, forPosts, forBrands}
	honorMarks    = []string{flagMark, starMark}
	defaultRound  = []string{"推荐", "审核", "公示", "命名"}
)

// honorSettings is the kind's part of board.yaml.
type honorSettings struct {
	Titles   []honorTitle    `key:"titles" zh:"称号" help:"评哪些称号；写了就只能用这些，名称一字不差"`
	Levels   []value.Text    `key:"levels" zh:"层级" help:"自下而上有哪几级意见，表格里各占一列"`
	Steps    []value.Text    `key:"steps" zh:"步骤" help:"按顺序写；不写是推荐、审核、公示、命名"`
	Coverage []honorCoverage `key:"coverage" zh:"覆盖" help:"哪个称号要求每个单位至少有一个"`
}

type honorTitle struct {
	Place
	Name    value.Text `key:"name" zh:"名称" help:"称号，一字不差" need:"yes" short:"yes"`
	Subject value.Text `key:"subject" zh:"对象类型" help:"个人、集体、岗位或品牌"`
}

// honorCoverage asks for a title in every unit of a type, such as 每个窗口一个党员示范岗.
type honorCoverage struct {
	Place
	Title value.Text `key:"title" zh:"称号" help:"哪个称号" need:"yes"`
	Type  value.Text `key:"type" zh:"单位类别" help:"单位名录里的类别，例如 窗口；不写是所有单位"`
}

func checkHonorSettings(s *honorSettings, report *diag.Report) {
	seen := map[value.Text]bool{}
	for _, t := range s.Titles {
		if seen[t.Name] {
			report.Add(errProgramTwice.At(t.Pos, t.Name))
		}
		seen[t.Name] = true
	}
}

func (s *honorSettings) titleNames() []string {
	out := make([]string, len(s.Titles))
	for i, t := range s.Titles {
		out[i] = string(t.Name)
	}
	return out
}

func (s *honorSettings) stepNames() []string {
	if len(s.Steps) == 0 {
		return defaultRound
	}
	return plain(s.Steps)
}

var honor = &typed[honorRecord, honorSettings]{
	name: "honor", title: "评选表彰",
	help:     "一次评选：称号、名额、各级推荐、公示、命名、有效期",
	traits:   Traits{People: true},
	settings: checkHonorSettings, check: checkHonor, relate: relateHonors,
	blocks: honorBlocks, overview: honorOverview, measures: honorMeasures,
	notice: NoticeRule{After: Archive}, totals: honorTotals,
}

// honorTotals is how many were put forward, for how many places.
func honorTotals(it *item[honorRecord]) []block.Figure {
	return []block.Figure{
		{Label: "推荐", Value: fmt.Sprint(it.own.nominated()), Unit: "个"},
		{Label: "名额", Value: it.own.Quota.String(), Unit: "个"},
	}
}

func (h *honorRecord) reportsOn() value.Period { return h.Period }

// count returns how many candidates there are with a result; with "" those of any.
func (h *honorRecord) count(result string) int {
	n := 0
	for _, c := range h.Candidates {
		if c.Total == "" && (result == "" || string(c.Result) == result) {
			n++
		}
	}
	return n
}

// nominated returns how many were put forward.
func (h *honorRecord) nominated() int {
	if h.Nominated != nil {
		return int(*h.Nominated)
	}
	return h.count("")
}

// named returns the day on which the title was given: that of the last step, or where the record has
// no steps, that of its publication. The zero day where it has not been given by asOf.
func (h *honorRecord) named(set *honorSettings, published, asOf value.Date) value.Date {
	day := published
	if len(h.Steps) > 0 {
		steps := set.stepNames()
		i := slices.IndexFunc(h.Steps, func(s honorStep) bool { return string(s.Step) == steps[len(steps)-1] })
		if i < 0 {
			return value.Date{}
		}
		day = h.Steps[i].Date
	}
	if day.After(asOf) {
		return value.Date{}
	}
	return day
}
