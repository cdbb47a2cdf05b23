package board

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Config is what board.yaml says, declared as the kinds are.
type Config struct {
	Title       value.Text           `key:"title" zh:"名称,标题" help:"公开栏的名称" need:"yes"`
	Unit        value.Text           `key:"unit" zh:"单位" help:"哪个单位的公开栏" need:"yes"`
	Short       value.Text           `key:"short" zh:"简称" help:"地方小的时候用的简称"`
	Description value.Text           `key:"description" zh:"简介" help:"一两句话介绍"`
	Sample      value.Bool           `key:"sample" zh:"示例" help:"是示例数据时写“是”，每一页都会注明"`
	Palette     value.Text           `key:"palette" zh:"配色" help:"red、blue 或 green"`
	Theme       value.Text           `key:"theme" zh:"主题" help:"自带的主题 board（公开栏）或 gongbao（公报），或者 themes 文件夹里自己的主题名；不写时是 board"`
	Supervision value.Phone          `key:"supervision" zh:"监督电话" help:"群众监督打的电话" need:"yes"`
	Contact     Contact              `key:"contact" zh:"联系" help:"电话、地址、时间、意见箱"`
	Campaign    value.Text           `key:"campaign" zh:"活动名称" help:"整个活动体系的名称，例如 三亮三比三评；不写时把各组的名称连起来"`
	Scheme      kind.Scheme          `key:"scheme" zh:"活动体系" help:"三亮、三比、三评等，一字不差地写"`
	People      []kind.Person        `key:"people" zh:"人员" help:"工作人员名录；记录里的人名要在名录里"`
	Units       []kind.Unit          `key:"units" zh:"单位名录" help:"窗口、股室、站所；记录里的单位要在名录里"`
	Approval    *kind.ApprovalRules  `key:"signoff" zh:"签发" help:"哪些类型要签发以后才公开，由谁签发"`
	Corrections kind.CorrectionRules `key:"corrections" zh:"更正" help:"哪些类型公开以后改动要写更正，没有写时怎样"`
	Duties      []Duty               `key:"catalogue" zh:"公开目录" help:"本单位应当公开什么、多久一次、最迟哪天"`
	Holidays    []HolidayYear        `key:"holidays" zh:"放假安排" help:"程序里还没有的年份的放假安排，国务院办公厅一公布就照抄；下级公开栏不用再写"`
	Strips      []Strip              `key:"strips" zh:"条屏" help:"LED 条屏的名称、最长字数和内容；写了就为它生成文本文件"`
	Booklet     []value.Text         `key:"booklet" zh:"手册" help:"便民服务手册收哪些栏目，按顺序写标题或者文件夹名；不写时收讲怎么办事的栏目"`
	Screens     []ScreenConfig       `key:"screens" zh:"电子屏" help:"大厅里的电子显示屏；不写时有一个横屏、一个竖屏"`
	After       *source.Node         `key:"after" zh:"期满" help:"公示期满以后怎样，按类型写：保留、概要（不留人和附件）或者撤下，例如 评选表彰: 概要；不写时惠民补贴的名单只留概要，其他保留"`
	Profile     value.Text           `key:"profile" zh:"网站规范" help:"政府网站写 gov；不是的不写"`
	Government  Government           `key:"government" zh:"政府网站" help:"网站标识码、域名、备案号"`
	Privacy     Privacy              `key:"privacy" zh:"隐私" help:"可以公开的公务手机、公务邮箱，和逐个写明理由的例外"`

	Kinds *source.Node `key:"kinds" zh:"类型设置" help:"各类记录的设置，例如 evaluation"`
}

// Contact is how the public reaches the board.
type Contact struct {
	Phone   value.Phone `key:"phone" zh:"电话" help:"办公电话"`
	Address value.Text  `key:"address" zh:"地址" help:"办公地点"`
	Hours   value.Text  `key:"hours" zh:"时间" help:"办公时间"`
	Box     value.Text  `key:"box" zh:"意见箱" help:"意见箱在哪里"`
}

// Palettes are the colour sets that every theme has.
var Palettes = []string{"red", "blue", "green"}

var (
	errPalette   = diag.Define("GK0301", diag.Error, "没有“%[1]s”这种配色。", "写 red（红）、blue（蓝）或 green（绿）。")
	errKindName  = diag.Define("GK0302", diag.Error, "没有“%[1]s”这种类型。", "%[2]s可以写：%[3]s。")
	errKindTwice = diag.Define("GK0303", diag.Error, "“%[1]s”的设置写了两次。", "合成一处。")
	errKindShape = diag.Define("GK0304", diag.Error, "“%[1]s”后面应该是几行设置。", "换行后每行缩进，写“项目: 内容”。")
)

// readConfig reads a board.yaml.
func (b *Board) readConfig(node *source.Node, report *diag.Report) {
	c := &b.Config
	b.places = kind.Bind(node, c, report)
	if c.Palette == "" {
		c.Palette = value.Text(Palettes[0])
	}
	if !slices.Contains(Palettes, string(c.Palette)) {
		report.Add(errPalette.At(b.places["palette"], c.Palette))
	}
	if c.Short == "" {
		c.Short = c.Unit
	}
	b.checkProfile(report)
	c.Scheme.Check(report)
	checkStrips(c.Strips, report)
	c.Privacy.check(b.places["privacy"], report)
	b.roster = &kind.Roster{People: c.People, Units: c.Units, Own: []string{string(c.Unit), string(c.Short), string(c.Title)}}
	if c.Approval != nil {
		for _, t := range c.Approval.Types {
			if kind.Find(string(t)) == nil {
				report.Add(unknownKind(b.places["signoff"], string(t)))
			}
		}
	}
	for _, t := range c.Corrections.Types {
		if kind.Find(string(t)) == nil {
			report.Add(unknownKind(b.places["corrections"], string(t)))
		}
	}
	b.settings = readSettings(c.Kinds, report)
	b.readAfter(c.After, report)
}

// readSettings hands each kind its part of board.yaml.
func readSettings(node *source.Node, report *diag.Report) map[string]any {
	parts := map[string]*source.Node{}
	if node != nil && node.Type != source.Map {
		report.Add(errKindShape.At(node.Pos, "类型设置"))
	} else if node != nil {
		for _, e := range node.Entries {
			k := kind.Find(e.Key)
			switch {
			case k == nil:
				report.Add(unknownKind(e.Pos, e.Key))
			case parts[k.Name()] != nil:
				report.Add(errKindTwice.At(e.Pos, e.Key))
			case e.Value.Type != source.Map:
				report.Add(errKindShape.At(e.Pos, e.Key))
			default:
				parts[k.Name()] = e.Value
			}
		}
	}
	settings := map[string]any{}
	for _, k := range kind.All {
		settings[k.Name()] = k.Settings(parts[k.Name()], report)
	}
	return settings
}

// unknownKind says that a word names no kind, and which there are.
func unknownKind(pos diag.Pos, name string) diag.Finding {
	return errKindName.At(pos, name, diag.DidYouMean(name, kind.Names()), strings.Join(kind.Titles(), "、"))
}

// ConfigFields returns the declaration of board.yaml.
func ConfigFields() []kind.Field { return kind.Declared[Config]() }
