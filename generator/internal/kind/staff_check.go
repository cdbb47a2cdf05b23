package kind

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

func checkStaff(c *env[staffSettings], it *staffItem) {
	s := it.own
	if len(s.Persons)+len(s.Posts) == 0 {
		c.report(errStaffNone, it.At("title"))
		return
	}
	s.complete(it.Unit, c.Roster)
	for _, p := range s.people {
		checkPerson(c, p)
	}
	if s.InPost != nil && int(*s.InPost) != len(s.people) {
		diff := int(*s.InPost) - len(s.people)
		c.report(errStaffCount, it.At("inPost"), s.InPost, len(s.people), max(diff, -diff))
	}
	for _, p := range s.posts {
		checkClass(c, string(p.Class), p.At("岗类"))
		if !p.Review.IsZero() && p.Review.Before(p.Named) {
			c.report(errStaffDates, p.At("复核日期"), p.Review, p.Named)
		}
	}
	for _, col := range slices.Concat(s.Columns.Extra, s.PostsColumns.Extra) {
		if slices.ContainsFunc(privateHeads, func(w string) bool { return strings.Contains(col.Title, w) }) {
			c.report(errStaffPrivate, col.Pos, col.Title)
		}
	}
}

// privateHeads are words in the title of a column that tells more of a person than the public may know.
var privateHeads = []string{"身份证", "证件号", "手机", "住址", "家庭", "出生", "年龄", "银行卡", "婚姻", "籍贯", "民族", "健康"}

func checkPerson(c *env[staffSettings], p staffPerson) {
	if p.Post == "" {
		c.report(errNoCell, p.At("岗位"), "岗位", "岗位，或者在 board.yaml 的“人员”里写上职务")
	}
	parties := c.set.Parties
	if len(parties) == 0 {
		parties = partyWords
	}
	if p.Party != "" {
		checkChoice(c.Report, errStaffWord, p.At("政治面貌"), string(p.Party), plain(parties))
	}
	if n := dutyLength(p); n > c.set.room() {
		c.report(errStaffDuties, p.At("职责"), p.Name, n, c.set.room())
	}
	checkEmblem(c, p)
	for _, m := range p.marks() {
		checkClass(c, m, p.At("示范岗"))
	}
	if p.Photo.Text != "" || !p.Photo.Markup.IsZero() {
		if m := p.Photo.Markup; len(m.Refs) != 1 || !strings.HasPrefix(m.Parts[0], "<img") {
			c.report(errStaffPhoto, p.At("照片"), p.Name)
		}
	}
}

// dutyLength is how many characters the duties of a person take on a card.
func dutyLength(p staffPerson) int {
	n := 0
	for _, d := range list(p.Duties) {
		n += utf8.RuneCountInString(d)
	}
	return n
}

func (s *staffSettings) room() int {
	if s.DutyText == nil {
		return dutyText
	}
	return int(*s.DutyText)
}

// checkEmblem keeps the emblems to those who may wear them.
func checkEmblem(c *env[staffSettings], p staffPerson) {
	party := p.Party
	if party == "" {
		party = "没有写"
	}
	for _, e := range []struct {
		emblem string
		by     []value.Text
	}{{"党徽", partyMembers}, {"团徽", leagueMembers}} {
		if strings.Contains(string(p.Worn), e.emblem) && !slices.Contains(e.by, p.Party) {
			c.report(errStaffEmblem, p.At("佩戴"), p.Name, party, e.emblem)
		}
	}
}

func checkClass(c *env[staffSettings], class string, pos diag.Pos) {
	if len(c.set.Classes) > 0 {
		checkChoice(c.Report, errStaffWord, pos, class, plain(c.set.Classes))
	}
}

// relateStaff checks that nobody and no number stands on two cards, and that every unit that has
// to has a model post.
func relateStaff(c *env[staffSettings], all []*staffItem) {
	names, numbers := map[value.Text]diag.Pos{}, map[value.Text]diag.Pos{}
	once := func(seen map[value.Text]diag.Pos, label, hint string, text value.Text, pos diag.Pos) {
		if first, ok := seen[text]; ok {
			c.report(errStaffTwice, pos, label, text, first.File, first.Line, hint)
			return
		}
		if text != "" {
			seen[text] = pos
		}
	}
	for _, it := range all {
		for _, p := range it.own.people {
			once(names, "姓名", "一个人只有一张桌牌：删掉一处，兼任的岗位写在同一行；过去的记录写上“失效日期”。", p.Name, p.At("姓名"))
			once(numbers, "工号", "工号不能重复，核对后改正其中一个。", p.Number, p.At("工号"))
		}
	}
	for _, u := range uncovered(c, all) {
		c.report(errStaffCover, atUnit(all, u.Name), u.Name, "“"+string(u.Type)+"”类")
	}
}

// required returns the units that must have a model post.
func (s *staffSettings) required(r *Roster) []Unit {
	return slices.DeleteFunc(slices.Clone(r.Units), func(u Unit) bool { return !slices.Contains(s.Covered, u.Type) })
}

// uncovered returns the units that must have a model post and have none.
func uncovered(c *env[staffSettings], all []*staffItem) []Unit {
	return slices.DeleteFunc(c.set.required(c.Roster), func(u Unit) bool { return len(postsOf(all, u.Name)) > 0 })
}

// postOf is a model post with the record that names it.
type postOf struct {
	staffPost
	it *staffItem
}

// postsOf returns the model posts and areas of a unit, or of all for "": those of the tables, and
// those that stand beside a person and are in no table.
func postsOf(all []*staffItem, unit value.Text) []postOf {
	var out []postOf
	for _, it := range all {
		for _, p := range it.own.posts {
			out = append(out, postOf{p, it})
		}
	}
	for _, it := range all {
		for _, p := range it.own.people {
			for _, m := range p.marks() {
				listed := slices.ContainsFunc(out, func(q postOf) bool {
					return string(q.Class) == m && slices.Contains(strings.Split(string(q.Holder), "、"), string(p.Name))
				})
				if !listed {
					out = append(out, postOf{staffPost{Row: p.Row, Class: value.Text(m), Unit: p.Unit, Holder: p.Name}, it})
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(p postOf) bool { return unit != "" && p.Unit != unit })
}

// atUnit returns the place where a unit's people stand, or where the section begins.
func atUnit(all []*staffItem, unit value.Text) diag.Pos {
	for _, it := range all {
		if it.Unit == unit {
			return it.At("unit")
		}
		for _, p := range it.own.people {
			if p.Unit == unit {
				return p.At("单位")
			}
		}
	}
	return all[0].At("title")
}
