package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// Person is one entry of the board's roster of people, declared in board.yaml.
type Person struct {
	Name  value.Text  `key:"name" zh:"姓名" help:"姓名" need:"yes" short:"yes"`
	Post  value.Text  `key:"post" zh:"职务,岗位" help:"职务或岗位"`
	Unit  value.Text  `key:"unit" zh:"单位,部门" help:"在哪个股室、窗口或站所，取自单位名录"`
	Party value.Text  `key:"party" zh:"政治面貌" help:"党员、团员；不写就不显示"`
	Phone value.Phone `key:"phone" zh:"电话" help:"办公电话"`
}

// Unit is one entry of the board's list of units, declared in board.yaml: an office, a window,
// a toll station, a ward, a grade, a party branch.
type Unit struct {
	Name value.Text `key:"name" zh:"名称" help:"单位的名称" need:"yes" short:"yes"`
	Type value.Text `key:"type" zh:"类别" help:"股室、窗口、收费站、科室、年级、支部……；同类的放在一起比较"`
	Head value.Text `key:"head" zh:"负责人" help:"负责人的姓名"`
}

// Roster is the names that records of a board refer to. It does not change after board.yaml is read.
type Roster struct {
	People []Person
	Units  []Unit
	Own    []string // what the board itself is called
}

// HasPerson reports whether someone of that name is in the roster.
func (r *Roster) HasPerson(name string) bool { _, ok := r.Person(name); return ok }

// Person returns the entry of a name.
func (r *Roster) Person(name string) (Person, bool) {
	i := slices.IndexFunc(r.People, func(p Person) bool { return string(p.Name) == name })
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}

// Members returns the people of a political status, such as 党员.
func (r *Roster) Members(party string) []Person {
	return slices.DeleteFunc(slices.Clone(r.People), func(p Person) bool { return string(p.Party) != party })
}

// The sorts of names that the tag ref:"…" of a key or a column asks for.
const (
	personRef = "person" // somebody in the roster of people
	unitRef   = "unit"   // a unit of the list, or the board's own
	anyRef    = "any"    // either of them, or a post
)

// names returns what a reference of a sort may say; nil where the board keeps no such list,
// so that nothing can be checked.
func (r *Roster) names(sort string) []string {
	var out []string
	if sort == personRef || sort == anyRef {
		if len(r.People) == 0 {
			return nil
		}
		for _, p := range r.People {
			out = append(out, string(p.Name))
		}
	}
	if sort == unitRef || sort == anyRef {
		if sort == unitRef && len(r.Units) == 0 {
			return nil
		}
		for _, u := range r.Units {
			out = append(out, string(u.Name))
		}
		out = append(out, r.Own...)
	}
	if sort == anyRef {
		for _, p := range r.People {
			out = append(out, string(p.Post))
		}
	}
	return out
}

var errUnknownName = diag.Define("GK0230", diag.Error, "“%[1]s”里的“%[2]s”不在名录里。", "%[3]s写错的改过来；没有写错的，先加到 board.yaml 的“%[4]s”里。")

// refer checks that the names in a text, with 、 between them, are in the roster.
func (b *binder) refer(sort, label, text string, pos diag.Pos) {
	if b.roster != nil && sort != "" && text != "" {
		b.roster.check(b.report, sort, label, text, pos)
	}
}

// check reports the names in a text, with 、 between them, that are not in the roster. 各股室
// and 全体党员 stand for all of a sort and are in no list.
func (r *Roster) check(report *diag.Report, sort, label, text string, pos diag.Pos) {
	known := r.names(sort)
	if known == nil {
		return
	}
	list := "人员"
	if sort == unitRef {
		list = "单位名录"
	}
	for _, name := range strings.Split(text, "、") {
		name = strings.TrimSpace(name)
		all := sort != personRef && (strings.HasPrefix(name, "各") || strings.HasPrefix(name, "全体"))
		if !all && !slices.Contains(known, name) {
			report.Add(errUnknownName.At(pos, label, name, near(name, known), list))
		}
	}
}

// near names the entries that a misspelt name may mean: those that differ in one character, or share most of it.
func near(name string, known []string) string {
	var found []string
	if n := diag.Nearest(name, known); n != "" {
		found = append(found, n)
	}
	for _, k := range known {
		if len(found) < 3 && k != "" && !slices.Contains(found, k) && resembles(name, k) {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "名录里相近的有：" + strings.Join(found, "、") + "。"
}

// resembles reports whether two names have all but one character in common, the first one included, or one holds the other.
func resembles(a, b string) bool {
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 || x[0] != y[0] {
		return false
	}
	same := 0
	for _, r := range x {
		if slices.Contains(y, r) {
			same++
		}
	}
	return same >= max(len(x), len(y))-1 && same >= 2
}
