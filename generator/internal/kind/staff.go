package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// staffRecord is the identity wall of a team: who works where, on what, under which number
// (三亮之亮身份、亮职责; catalogue A21, B17, C14, C15, C18, D07, D21, E07, E08).
type staffRecord struct {
	InPost *value.Count `key:"inPost" zh:"在岗人数,应亮人数" help:"现有多少人在岗；写了就和表里的人数核对"`
	Pledge value.Text   `key:"pledge" zh:"共同承诺,集体承诺" help:"大家共同的一句话承诺"`

	Persons      []staffPerson `table:"人员"`
	Columns      Layout        `table:"人员"`
	Posts        []staffPost   `table:"示范岗"`
	PostsColumns Layout        `table:"示范岗"`

	people []staffPerson // Persons without totals, completed from the roster and the record
	posts  []staffPost   // Posts likewise
}

// staffPerson is one card on the wall and on a desk.
type staffPerson struct {
	Row
	Name   value.Text  `col:"姓名" need:"cell" ref:"person"`
	Post   value.Text  `col:"岗位,职务"`
	Number value.Text  `col:"工号,胸卡号"`
	Unit   value.Text  `col:"单位,科室,部门,股室,窗口" ref:"unit"`
	Party  value.Text  `col:"政治面貌,身份"`
	Duties value.Text  `col:"职责,岗位职责,分管"`
	Phone  value.Phone `col:"办公电话,电话"`
	Photo  Rich        `col:"照片"`
	Worn   value.Text  `col:"佩戴"`
	Mark   value.Text  `col:"示范岗,责任区,示范岗或责任区"`
	Pledge value.Text  `col:"承诺,岗位承诺"`
}

// staffPost is a model post or an area of responsibility that bears a name.
type staffPost struct {
	Row
	Class  value.Text `col:"岗类,示范岗类别" need:"cell"`
	Name   value.Text `col:"岗位名称,名称"`
	Unit   value.Text `col:"单位,窗口,科室" ref:"unit"`
	Holder value.Text `col:"责任人,示范岗人员" need:"cell" ref:"person"`
	Scope  value.Text `col:"责任范围,范围"`
	Giver  value.Text `col:"命名单位"`
	Named  value.Date `col:"命名日期,命名日"`
	Review value.Date `col:"复核日期,复核日,有效期至"`
	Deeds  Rich       `col:"事迹"`
}

// staffSettings is the kind's part of board.yaml.
type staffSettings struct {
	Parties  []value.Text `key:"parties" zh:"政治面貌" help:"可以写的政治面貌；不写时用通行的说法"`
	Classes  []value.Text `key:"classes" zh:"岗类" help:"示范岗、责任区有哪几类，和活动方案里的一字不差；不写时不限"`
	Covered  []value.Text `key:"covered" zh:"必须亮岗" help:"哪些类别的单位至少要有一个示范岗或责任区，例如 窗口"`
	DutyText *value.Count `key:"dutyText" zh:"职责字数" help:"每人的职责最多多少字，桌牌上要写得下；不写时是 120"`
}

// partyWords are what people write where the board lists nothing of its own.
var partyWords = []value.Text{
	"中共党员", "党员", "预备党员", "中共预备党员", "共青团员", "团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员",
	"致公党党员", "九三学社社员", "台盟盟员", "无党派人士", "群众",
}

// partyMembers and leagueMembers are those who wear the emblem of the party and of the league.
var (
	partyMembers  = []value.Text{"中共党员", "党员", "预备党员", "中共预备党员"}
	leagueMembers = []value.Text{"共青团员", "团员"}
)

// dutyText is how many characters a desk card has room for.
const dutyText = 120

var staff = &typed[staffRecord, staffSettings]{
	name: "staff", title: "亮身份",
	help:   "一个单位的人员：岗位、工号、职责、办公电话，示范岗和责任区",
	traits: Traits{People: true, Living: true},
	check:  checkStaff, relate: relateStaff, blocks: staffBlocks, overview: staffOverview,
}

// list splits what people write into one cell with ； between.
func list(text value.Text) []string {
	var out []string
	for _, part := range strings.FieldsFunc(string(text), func(r rune) bool { return r == '；' || r == ';' }) {
		if part = strings.TrimSuffix(strings.TrimSpace(part), "。"); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// complete fills in what the roster and the record say already.
func (s *staffRecord) complete(unit value.Text, r *Roster) {
	s.people, s.posts = withoutTotals(s.Persons), withoutTotals(s.Posts)
	for i := range s.people {
		p := &s.people[i]
		known, _ := r.Person(string(p.Name))
		p.Post, p.Party = cmp.Or(p.Post, known.Post), cmp.Or(p.Party, known.Party)
		p.Phone, p.Unit = cmp.Or(p.Phone, known.Phone), cmp.Or(p.Unit, unit, known.Unit)
	}
	for i := range s.posts {
		s.posts[i].Unit = cmp.Or(s.posts[i].Unit, unit)
	}
}

type staffItem = item[staffRecord]

func (p staffPerson) member() bool { return slices.Contains(partyMembers, p.Party) }

// marks returns the model posts and areas that a cell names.
func (p staffPerson) marks() []string {
	return list(value.Text(strings.ReplaceAll(string(p.Mark), "、", "；")))
}

// badge tells whether a model post is due for review.
func (p staffPost) badge(asOf value.Date) block.Badge {
	switch left := p.Review.Sub(asOf); {
	case p.Review.IsZero():
		return block.Badge{}
	case left < 0:
		return block.Badge{Text: fmt.Sprintf("复核逾期 %d 天", -left), Tone: block.Bad}
	case left <= reviewSoon:
		return block.Badge{Text: fmt.Sprintf("%d 天内复核", max(left, 1)), Tone: block.Attention}
	}
	return block.Badge{Text: "有效", Tone: block.Good}
}

// reviewSoon is how many days ahead a review is announced.
const reviewSoon = 30

var (
	errStaffNone    = diag.Define("GK0830", diag.Error, "既没有人员表格，也没有示范岗表格。", "加一个表格，第一行写：| 姓名 | 岗位 | 工号 | 政治面貌 | 职责 | 办公电话 |")
	errStaffTwice   = diag.Define("GK0831", diag.Error, "%[1]s“%[2]s”已经在 %[3]s 第 %[4]d 行出现过。", "%[5]s")
	errStaffDates   = diag.Define("GK0832", diag.Error, "复核日期 %[1]s 早于命名日期 %[2]s。", "核对这两个日期：先命名，再复核。")
	errStaffCount   = diag.Define("GK0833", diag.Error, "在岗人数写的是 %[1]s 人，表里列出了 %[2]d 人，相差 %[3]d 人。", "补上漏掉的人，或者改正“在岗人数”：每位在岗的人都要有一张桌牌。")
	errStaffDuties  = diag.Define("GK0834", diag.Error, "“%[1]s”的职责有 %[2]d 字，桌牌上最多写得下 %[3]d 字。", "压缩到 %[3]d 字以内，几项之间用“；”隔开。")
	errStaffEmblem  = diag.Define("GK0835", diag.Error, "“%[1]s”的政治面貌是“%[2]s”，佩戴写了“%[3]s”。", "党徽只由党员佩戴，团徽只由团员佩戴；其他人写“工作牌”。")
	errStaffWord    = diag.Define("GK0836", diag.Error, "“%[1]s”不在可选的范围里。", "%[2]s可以写：%[3]s。")
	errStaffCover   = diag.Define("GK0837", diag.Warning, "%[1]s还没有示范岗或责任区。", "%[2]s的单位每个至少要有一个：在“示范岗”一列写明，或者在示范岗表格里加一行；不要求的，改 board.yaml 里的“必须亮岗”。")
	errStaffPhoto   = diag.Define("GK0838", diag.Error, "“%[1]s”的照片不是一张图片。", "写成 ![%[1]s](照片/文件名.jpg)，照片放在公开栏的文件夹里；没有照片的留空。")
	errStaffPrivate = diag.Define("GK0839", diag.Error, "“%[1]s”这一列是个人信息，不能公开。", "删掉这一列；联系方式只写办公电话。")
)
