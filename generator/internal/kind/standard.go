package kind

import (
	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// standardRecord is a norm, a rule, a slogan or a policy document, with what has become of it
// (制度标准; catalogue A02, A09, A13, A19, B13, B46, B61, C34, D08, D25–D28, D54, E05, E09, E36–E38).
type standardRecord struct {
	Sort      value.Text      `key:"sort" zh:"制度类别" help:"规范、制度、机制、标准、口号或政策文件；可以在 board.yaml 里另列" need:"yes"`
	Count     *value.Count    `key:"count" zh:"条数" help:"有几条；不写时看标题里的数，例如 五规范"`
	Document  value.DocNumber `key:"document" zh:"文号" help:"例如 国办发〔2026〕47号"`
	Issuer    value.Text      `key:"issuer" zh:"发文机关,制定机关" help:"谁发的"`
	Signed    value.Date      `key:"signed" zh:"成文日期" help:"落款的日期"`
	Effective value.Date      `key:"effective" zh:"生效日期,施行日期" help:"从这一天起执行；不写时从成文日期起"`
	Until     value.Date      `key:"until" zh:"有效期至" help:"有效的最后一天，试行的写"`
	Repealed  value.Date      `key:"repealed" zh:"废止日期" help:"从这一天起不再执行；记录还留着，标“已废止”"`
	Replaces  []value.Text    `key:"replaces" zh:"替代,代替" help:"代替哪一份，写它的标题、编号或者文号"`
	Version   value.Text      `key:"version" zh:"版本" help:"例如 第2版；有变更记录的不用写"`
	Practice  value.Text      `key:"practice" zh:"来源做法" help:"由哪个好做法形成的"`
	Result    value.Text      `key:"result" zh:"成果类别" help:"实践成果或者制度成果"`
	Keywords  []value.Text    `key:"keywords" zh:"主题词" help:"公文版记里的主题词"`
	To        []value.Text    `key:"to" zh:"主送" help:"主送机关"`
	Report    []value.Text    `key:"report" zh:"抄报" help:"抄报机关"`
	Copy      []value.Text    `key:"copy" zh:"抄送" help:"抄送机关"`
	Printed   value.Date      `key:"printed" zh:"印发日期" help:"版记里的印发日期"`
	Copies    *value.Count    `key:"copies" zh:"印发份数" help:"印了多少份"`

	Items      []standardItem     `table:"条目"`
	ItemLayout Layout             `table:"条目"`
	Documents  []standardDocument `table:"文件清单"`
	Changes    []standardChange   `table:"变更记录"`
	Carriers   []standardCarrier  `table:"公开载体" open:"yes"`
	Where      Layout             `table:"公开载体"`
	Facilities []standardFacility `table:"设施"`

	replacedOn value.Date // the day on which another record took the place of this one
	replacedBy *item[standardRecord]
	replaced   []*item[standardRecord] // which this one took the place of
}

// standardItem is one item of a norm.
type standardItem struct {
	Row
	Name    value.Text `col:"名称,小标题"`
	Text    Rich       `col:"条目,内容,规范内容,要求" need:"cell"`
	Group   value.Text `col:"分组,分类"`
	Force   value.Text `col:"性质"` // 要求, 提倡, 禁止
	Post    value.Text `col:"责任岗,责任岗位,适用岗位"`
	Limit   value.Text `col:"时限,承诺时限"`
	Full    Rich       `col:"制度文本,文本"`
	Index   value.Text `col:"指标"`
	Example Rich       `col:"事例"`
}

// standardDocument is one document of a list of policies.
type standardDocument struct {
	Row
	Name      Rich            `col:"文件名称,文件,政策法规" need:"cell"`
	Document  value.DocNumber `col:"文号" need:"column"`
	Issuer    value.Text      `col:"发文机关"`
	Effective value.Date      `col:"生效日期,施行日期"`
	Until     value.Date      `col:"有效期至"`
	Repealed  value.Date      `col:"废止日期"`
	Studied   value.Date      `col:"学习日期"`
	Points    Rich            `col:"要点,摘要"`
}

// standardChange is one change in the life of a rule (B61).
type standardChange struct {
	Row
	On     value.Date `col:"变更日期" need:"cell"`
	Action value.Text `col:"动作,变更" need:"cell"`
	To     value.Text `col:"版本"`
	What   Rich       `col:"变更内容"`
	Why    Rich       `col:"起因,起因问题,原因"`
}

// standardCarrier tells on which carriers a content is shown: the other columns are the carriers,
// with a tick or the version that hangs there.
type standardCarrier struct {
	Row
	What value.Text `col:"公开内容" need:"cell"`
}

// standardFacility is a thing that a norm needs, such as a mirror (A20).
type standardFacility struct {
	Row
	Name  value.Text `col:"设施" need:"cell"`
	Where value.Text `col:"位置" need:"cell"`
	State value.Text `col:"状态"`
	On    value.Date `col:"检查日期"`
}

// standardSettings lists the sorts of rules that a board has.
type standardSettings struct {
	Sorts []value.Text `key:"sorts" zh:"类别" help:"制度标准有哪些类别；不写时是规范、制度、机制、标准、口号、政策文件"`
}

func (s *standardSettings) sorts() []string {
	if len(s.Sorts) == 0 {
		return []string{"规范", "制度", "机制", "标准", "口号", policySort}
	}
	out := make([]string, len(s.Sorts))
	for i, name := range s.Sorts {
		out[i] = string(name)
	}
	return out
}

// policySort is for documents, which are read elsewhere and need no items here.
const policySort = "政策文件"

// The states of a rule.
const (
	inForce   = "现行有效"
	notYet    = "尚未生效"
	repealed  = "已废止"
	ranOut    = "已失效"
	noWording = "原文缺失"
)

// The changes of a rule.
const (
	changeNew    = "新建"
	changeAmend  = "修订"
	changeRepeal = "废止"
)

var (
	standardChanges = []string{changeNew, changeAmend, changeRepeal}
	standardForces  = []string{"要求", "提倡", "禁止"}
	standardResults = []string{"实践成果", "制度成果"}
	facilityStates  = []string{"完好", "待修", "缺失"}
)

var standard = &typed[standardRecord, standardSettings]{
	name: "standard", title: "制度标准",
	help:   "规范、制度、机制、口号和政策文件：条目、文号、效力状态、版本和变更记录",
	traits: Traits{Guides: true, Living: true},
	check:  checkStandard, relate: relateStandards, blocks: standardBlocks, overview: standardOverview,
}

// force says whether a rule was in force on a day.
func force(effective, until, gone, asOf value.Date) block.Badge {
	switch {
	case reached(gone, asOf):
		return block.Badge{Text: repealed}
	case !until.IsZero() && until.Before(asOf):
		return block.Badge{Text: ranOut}
	case effective.After(asOf):
		return block.Badge{Text: notYet, Tone: block.Attention}
	}
	return block.Badge{Text: inForce, Tone: block.Good}
}

func (s *standardRecord) state(asOf value.Date) block.Badge {
	return force(s.from(), s.Until, s.gone(), asOf)
}

// from is the day from which a rule is in force: as written, as made, or as signed.
func (s *standardRecord) from() value.Date {
	switch {
	case !s.Effective.IsZero():
		return s.Effective
	case len(s.Changes) > 0:
		return s.Changes[0].On
	}
	return s.Signed
}

// gone is the day from which a rule is no longer in force, whoever says so.
func (s *standardRecord) gone() value.Date {
	switch n := len(s.Changes); {
	case !s.Repealed.IsZero():
		return s.Repealed
	case n > 0 && string(s.Changes[n-1].Action) == changeRepeal:
		return s.Changes[n-1].On
	}
	return s.replacedOn
}

// version is the version in force on a day.
func (s *standardRecord) version(asOf value.Date) string {
	text := string(s.Version)
	for _, ch := range s.Changes {
		if reached(ch.On, asOf) && ch.To != "" {
			text = string(ch.To)
		}
	}
	return text
}

// pendingItems counts the items whose wording is lost.
func (s *standardRecord) pendingItems() int {
	n := 0
	for _, i := range s.Items {
		if i.isPending() {
			n++
		}
	}
	return n
}

func (i *standardItem) isPending() bool { return i.Text.Text == Pending }

// relateStandards lets a rule end where another takes its place.
func relateStandards(_ *env[standardSettings], all []*item[standardRecord]) {
	for _, it := range all {
		it.own.replacedOn, it.own.replacedBy, it.own.replaced = value.Date{}, nil, nil
	}
	for _, it := range all {
		for _, name := range it.own.Replaces {
			for _, old := range all {
				if old == it || name != old.Title && name != old.Number && string(name) != old.own.Document.String() {
					continue
				}
				old.own.replacedBy, old.own.replacedOn = it, it.own.from()
				if old.own.replacedOn.IsZero() {
					old.own.replacedOn = it.Date
				}
				it.own.replaced = append(it.own.replaced, old)
			}
		}
	}
}
