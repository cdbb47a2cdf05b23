package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// Pending stands for a wording that has been lost, such as on a missing page of the plan: the
// slot is shown as such, and nobody makes the words up.
const Pending = "待补"

// List is one list of the board's scheme, in the board's exact wording.
type List struct {
	Place
	Name  value.Text `key:"name" zh:"名称" help:"例如 三亮" need:"yes"`
	Help  value.Text `key:"help" zh:"说明" help:"一句话说明"`
	Items []Item     `key:"items" zh:"条目" help:"例如 亮标准、亮身份、亮承诺；原文缺失的写“待补”" need:"yes"`
}

// Item is one item of a list.
type Item struct {
	Place
	Name value.Text `key:"name" zh:"名称" help:"条目的名称，一字不差" need:"yes" short:"yes"`
	Help value.Text `key:"help" zh:"说明" help:"一句话说明"`
}

// Scheme is the board's own lists: 三亮, 三比, 三评 ….
type Scheme []List

// Names returns the items of all lists, without those that are pending.
func (s Scheme) Names() []string {
	var out []string
	for _, l := range s {
		for _, it := range l.Items {
			if it.Name != Pending {
				out = append(out, string(it.Name))
			}
		}
	}
	return out
}

// Items returns the names of one list's items; nil where there is no such list.
func (s Scheme) Items(list string) []string {
	i := slices.IndexFunc(s, func(l List) bool { return string(l.Name) == list })
	if i < 0 {
		return nil
	}
	return s[i : i+1].Names()
}

var (
	errSchemeCount = diag.Define("GK0330", diag.Error, "“%[1]s”说的是 %[2]d 条，列出了 %[3]d 条。", "补上漏写的条目，或者改名称；原文缺失的条目写“待补”。")
	errSchemeTwice = diag.Define("GK0331", diag.Error, "活动体系里有两个“%[1]s”。", "记录靠名称归到条目下面，改掉一个。")
	errNoItem      = diag.Define("GK0332", diag.Error, "活动体系里没有“%[1]s”这一条。", "%[2]s条目要和 board.yaml 里的一字不差，可以写：%[3]s。")
)

// Check reports lists whose name says another number than they have items, and items that stand twice.
func (s Scheme) Check(report *diag.Report) {
	seen := map[value.Text]bool{}
	for _, l := range s {
		if n := numberIn(string(l.Name)); n > 0 && n != len(l.Items) {
			report.Add(errSchemeCount.At(l.Pos, l.Name, n, len(l.Items)))
		}
		for _, it := range l.Items {
			if seen[it.Name] && it.Name != Pending {
				report.Add(errSchemeTwice.At(it.Pos, it.Name))
			}
			seen[it.Name] = true
		}
	}
}

// CheckItem reports a name that is no item of the scheme.
func (s Scheme) CheckItem(name string, pos diag.Pos, report *diag.Report) {
	if known := s.Names(); !slices.Contains(known, name) {
		report.Add(errNoItem.At(pos, name, diag.DidYouMean(name, known), strings.Join(known, "、")))
	}
}

// numberIn adds up the number words of a list's name: 3 for 三亮, 4 for 三优一满意, 0 for a name without any.
func numberIn(name string) int {
	const digits = "一二三四五六七八九十"
	sum := 0
	for _, r := range name {
		switch i := strings.IndexRune(digits, r); {
		case i >= 0:
			sum += i/len("一") + 1
		case r == '双' || r == '两':
			sum += 2
		}
	}
	return sum
}
