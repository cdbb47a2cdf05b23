package kind

import (
	"regexp"
	"slices"
	"strconv"

	"gongkai/generator/internal/value"
)

// inspectionRecord is what was looked at in a period, where and when: points, or items that are
// in order or not; and the problems that were found, with what is done about them (五规范, 督查;
// catalogue A19, A22, B20, C08, D09, D23–D30, D41, E14).
type inspectionRecord struct {
	Period     value.Period `key:"period" zh:"期间" help:"检查的是哪一期，例如 2026-10" need:"yes"`
	List       value.Text   `key:"list" zh:"检查清单,清单" help:"按哪一份清单检查，取自 board.yaml，例如 五正"`
	Method     value.Text   `key:"method" zh:"检查方式,方式" help:"怎样检查，例如 日常检查；各次不同的，写在表格的“方式”里"`
	Inspectors []value.Text `key:"inspectors" zh:"检查人" help:"谁检查；各次不同的，写在表格的“检查人”里" ref:"any"`
	Rhythm     value.Text   `key:"rhythm" zh:"频次" help:"每日、每工作日、每周、每月或不定期；不写时按清单的频次"`

	Problems   []problem   `table:"问题整改"`
	Violations []violation `table:"违规统计"`
	Parts      []checkPart `table:"分项检查"`
	Checks     []check     `table:"检查记录" open:"yes"`
	Layout     Layout      `table:"检查记录"`

	items   []string // the items of the list, in order
	section int      // how many records the section has
}

// check is one visit: an object on a day, with a mark for each item.
type check struct {
	Row
	Object value.Text   `col:"对象,检查对象,区域,站,班组,亭号,岗位" need:"cell"`
	Day    value.Date   `col:"日期,检查日期,检查日" need:"cell"`
	Shift  value.Text   `col:"班次"`
	Method value.Text   `col:"方式,检查方式"`
	Points *value.Score `col:"得分,分数"`
	By     value.Text   `col:"检查人" ref:"any"`
	Found  Rich         `col:"存在问题,说明,备注"`

	marks []mark // by item
	sum   passes
}

// mark is what was found of one item: so many in order of so many, or points.
type mark struct {
	checked, passed int
	points          *value.Score
}

// checkPart is one item with how many were looked at and how many were in order.
type checkPart struct {
	Row
	Item    value.Text  `col:"检查项目,检查项,项目" again:"yes"`
	Object  value.Text  `col:"对象,检查对象,区域,站,班组,岗位" again:"yes"`
	Day     value.Date  `col:"日期,检查日期,抽查日"`
	Checked value.Count `col:"检查数,抽查数,样本" need:"cell"`
	Passed  value.Count `col:"合格数" need:"cell"`
}

// violation is how often something forbidden was seen; never of whom.
type violation struct {
	Row
	Item   value.Text  `col:"违规项,禁止行为,缺失项" need:"cell"`
	Object value.Text  `col:"对象,站,班组,单位"`
	Day    value.Date  `col:"日期,检查日期"`
	Count  value.Count `col:"次数" need:"cell"`
}

// problem is something that was found and has to be put right.
type problem struct {
	Row
	What    Rich       `col:"问题,存在问题,发现问题" need:"cell"`
	Object  value.Text `col:"对象,站,单位,区域,班组"`
	Day     value.Date `col:"日期,发现日期,检查日期"`
	Measure Rich       `col:"措施,整改措施" need:"cell"`
	Due     value.Date `col:"时限,整改时限" need:"cell"`
	Owner   value.Text `col:"责任人,整改责任人" need:"cell" ref:"any"`
	Done    value.Date `col:"完成日期,整改日期"`
	Result  Rich       `col:"结果,整改结果"`
}

func (r *inspectionRecord) reportsOn() value.Period { return r.Period }

// inspectionSettings is what a board inspects, in its own wording.
type inspectionSettings struct {
	Lists     []checkList  `key:"lists" zh:"清单" help:"检查清单：名称、条目、频次"`
	Methods   []value.Text `key:"methods" zh:"方式" help:"有哪些检查方式；不写时不限"`
	Objects   []value.Text `key:"objects" zh:"对象" help:"检查哪些区域、班组；写了就只能是这些和单位名录里的单位"`
	Full      *value.Score `key:"full" zh:"满分" help:"打分的满分；不写时是 100"`
	MinSample *value.Count `key:"minSample" zh:"最少样本" help:"检查数少于这个数时不算百分比；不写时是 5"`
	Remind    value.Days   `key:"remind" zh:"提示间隔" help:"一个对象超过多少天没有检查就提示"`
	Watched   value.Text   `key:"watched" zh:"对象类别" help:"单位名录里哪一类单位都要检查到，例如 收费站"`
}

// checkList is one list of items, such as 五正.
type checkList struct {
	Place
	Name   value.Text  `key:"name" zh:"名称" help:"清单的名称；里面有数字的，条目数要相同" need:"yes"`
	Items  []checkItem `key:"items" zh:"条目" help:"条目，一字不差" need:"yes"`
	Rhythm value.Text  `key:"rhythm" zh:"频次" help:"每日、每工作日、每周、每月或不定期"`
}

// checkItem is one item of a list.
type checkItem struct {
	Name value.Text   `key:"name" zh:"名称" help:"条目的名称，一字不差" need:"yes" short:"yes"`
	Full *value.Score `key:"full" zh:"分值" help:"打分时这一条最多几分"`
}

var inspection = &typed[inspectionRecord, inspectionSettings]{
	name: "inspection", title: "检查考核",
	help:     "一期的检查：打分或逐项勾选，算出合格率、排行，问题带整改",
	settings: checkInspectionSettings, check: checkInspection, relate: relateInspection,
	blocks: inspectionBlocks, overview: inspectionOverview, measures: inspectionMeasures, tracks: inspectionTracks,
}

// list returns the list of a name; nil where the board has none of it.
func (s *inspectionSettings) list(name value.Text) *checkList {
	for i := range s.Lists {
		if s.Lists[i].Name == name {
			return &s.Lists[i]
		}
	}
	return nil
}

// full returns the highest points there are.
func (s *inspectionSettings) full() value.Score {
	if s.Full == nil {
		return value.ScoreOf(100_00)
	}
	return *s.Full
}

func (l *checkList) names() []string {
	out := make([]string, len(l.Items))
	for i, it := range l.Items {
		out[i] = string(it.Name)
	}
	return out
}

// passes add up marks and points.
type passes struct {
	checked, passed int
	points          int64 // of the visits that have points, in hundredths
	rated           int   // how many they are
}

func (p *passes) add(q passes) {
	p.checked, p.passed = p.checked+q.checked, p.passed+q.passed
	p.points, p.rated = p.points+q.points, p.rated+q.rated
}

// known reports whether there is anything to tell.
func (p passes) known() bool { return p.checked > 0 || p.rated > 0 }

// score is the mean of the points, rounded half up to 0.01.
func (p passes) score() value.Score {
	n := int64(max(p.rated, 1))
	return value.ScoreOf((2*p.points + n) / (2 * n))
}

func (p passes) rate() value.Percent { return value.Ratio(int64(p.passed), int64(p.checked)) }

// What people write for in order and not in order.
var (
	goodMarks = []string{"√", "✓", "✔", "合格", "达标", "是", "有", "好", "齐全"}
	badMarks  = []string{"×", "✗", "✘", "x", "X", "不合格", "不达标", "否", "无", "差", "缺失"}

	partMark = regexp.MustCompile(`^(\d{1,6}) */ *(\d{1,6})$`)
)

// readMark reads a mark: √ or ×, 18/20, or points. ok is false for anything else.
func readMark(text string) (m mark, ok bool) {
	s := value.Normalize(text)
	switch {
	case value.IsBlank(text):
		return m, true
	case slices.Contains(goodMarks, s):
		return mark{checked: 1, passed: 1}, true
	case slices.Contains(badMarks, s):
		return mark{checked: 1}, true
	}
	if p := partMark.FindStringSubmatch(s); p != nil {
		m.passed, _ = strconv.Atoi(p[1]) // the pattern has made sure of both
		m.checked, _ = strconv.Atoi(p[2])
		return m, true
	}
	var points value.Score
	if points.Parse(s) != nil {
		return m, false
	}
	return mark{points: &points}, true
}
