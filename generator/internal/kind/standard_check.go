package kind

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errDocNumber       = diag.Define("GK0840", diag.Error, "“%[1]s”里的%[2]s。", "%[3]s。")
	errStandardChoice  = diag.Define("GK0841", diag.Error, "“%[1]s”不在可选的范围里。", "%[2]s可以写：%[3]s。")
	errStandardEmpty   = diag.Define("GK0842", diag.Error, "这份%[1]s没有条目，也没有正文。", "加一个表格，第一行写：| 条目 |；原文缺失的条目写“待补”。")
	errStandardPending = diag.Define("GK0843", diag.Warning, "有 %[1]d 条原文缺失（待补），页面上照实标明。", "找到原文以后补上；不要自己编写。")
	errStandardCount   = diag.Define("GK0844", diag.Error, "“%[1]s”说的是 %[2]d 条，列出了 %[3]d 条。", "补上漏写的，原文缺失的写“待补”；名称里的数不是条数的，加一行“条数: %[3]d”。")
	errStandardWording = diag.Define("GK0845", diag.Error, "“%[1]s”不是活动体系“%[2]s”里的条目。", "%[3]s要和 board.yaml 里的一字不差，可以写：%[4]s。")
	errStandardDates   = diag.Define("GK0846", diag.Error, "%[1]s %[2]s 早于%[3]s %[4]s。", "核对这两个日期。")
	errStandardHidden  = diag.Define("GK0847", diag.Warning, "写了“失效日期”，从 %[1]s 起这一页不再显示，查不到已废止的文件。", "文件不再执行但要留痕的，改写“废止日期”或者“有效期至”。")
	errStandardCarrier = diag.Define("GK0812", diag.Warning, "“%[1]s”在%[2]s上是“%[3]s”，现行的是“%[4]s”。", "把%[2]s上的换成现行的版本，再改这一格；写“有”或者“无”也可以。")
	errStandardChange  = diag.Define("GK0848", diag.Error, "%[1]s的变更是“%[2]s”，%[3]s。", "变更记录按日期从早到晚写：先新建，再修订，最后废止；修订写明变更内容。")
)

func checkStandard(c *env[standardSettings], it *item[standardRecord]) {
	s := it.own
	checkChoice(c.Report, errStandardChoice, it.At("sort"), string(s.Sort), c.set.sorts())
	if s.Result != "" {
		checkChoice(c.Report, errStandardChoice, it.At("result"), string(s.Result), standardResults)
	}
	checkFilled(c.Report, it.At("issuer"), "发文机关", string(s.Issuer))
	checkDocNumbers(c.Report, it.At("title"), "标题", string(it.Title))
	if !it.ExpiryDate.IsZero() {
		c.report(errStandardHidden, it.At("expiryDate"), it.ExpiryDate)
	}
	if len(s.Items)+len(s.Documents) == 0 && string(s.Sort) != policySort && it.Text == "" {
		c.report(errStandardEmpty, it.end, s.Sort)
	}
	checkStandardItems(c, it)
	checkStandardDates(c, it)
	checkStandardChanges(c, it)
	checkCarriers(c, s)
	for _, f := range s.Facilities {
		if f.State != "" {
			checkChoice(c.Report, errStandardChoice, f.At("状态"), string(f.State), facilityStates)
		}
	}
}

// looseNumber finds what is meant as the number of a document in running text, whatever its brackets.
var looseNumber = regexp.MustCompile(`[〔\[(（【〖{<《「『〈„“"]\d{4}[〕\])）】〗}>》」』〉‟”"]第?\d{1,6}号`)

// checkDocNumbers reports numbers of documents in a text that lack the brackets they have by the
// national standard (R16).
func checkDocNumbers(report *diag.Report, pos diag.Pos, label, text string) {
	for _, found := range looseNumber.FindAllString(text, -1) {
		var n value.DocNumber
		if err := n.Parse(found); err != nil {
			message, hint := explain(err)
			report.Add(errDocNumber.At(pos, label, message, hint))
		}
	}
}

func checkStandardItems(c *env[standardSettings], it *item[standardRecord]) {
	s := it.own
	s.Items = withoutTotals(s.Items)
	groups := map[value.Text]int{}
	var order []*standardItem
	for i := range s.Items {
		m := &s.Items[i]
		text := string(m.Text.Text)
		checkFilled(c.Report, m.At("条目"), "条目", text)
		checkFilled(c.Report, m.At("名称"), "名称", string(m.Name))
		checkDocNumbers(c.Report, m.At("条目"), "条目", text)
		if m.Group == "" && i > 0 {
			m.Group = s.Items[i-1].Group // merged with the cell above
		}
		if groups[m.Group] == 0 {
			order = append(order, m)
		}
		groups[m.Group]++
		same := func(o standardItem) bool { return o.Text.Text == m.Text.Text && o.Name == m.Name && o.Group == m.Group }
		if slices.IndexFunc(s.Items, same) < i && !m.isPending() {
			c.report(errTwiceRow, m.At("条目"), text, "条目")
		}
		if m.Force != "" {
			checkChoice(c.Report, errStandardChoice, m.At("性质"), string(m.Force), standardForces)
		}
	}
	if n := s.pendingItems(); n > 0 {
		c.report(errStandardPending, s.ItemLayout.Pos, n)
	}
	for _, m := range order {
		if n := countInName(string(m.Group)); n > 0 && n != groups[m.Group] {
			c.report(errStandardCount, m.At("分组"), m.Group, n, groups[m.Group])
		}
	}
	switch n := countInName(string(it.Title)); {
	case s.Count != nil && int(*s.Count) != len(s.Items):
		c.report(errStandardCount, it.At("count"), "条数", int(*s.Count), len(s.Items))
	case s.Count == nil && len(s.Items) > 0 && n > 0 && n != len(s.Items) && n != s.headings():
		c.report(errStandardCount, it.At("title"), it.Title, n, len(s.Items))
	}
	checkWording(c, it)
}

// headings counts the names that stand before items, where several items go under one.
func (s *standardRecord) headings() int {
	n := 0
	for i, m := range s.Items {
		if m.Name != "" && (i == 0 || m.Name != s.Items[i-1].Name || m.Name == Pending) {
			n++
		}
	}
	return n
}

// checkWording holds the items of a list of the scheme to its wording (R14).
func checkWording(c *env[standardSettings], it *item[standardRecord]) {
	title := strings.Trim(string(it.Title), "“”《》")
	known := c.Scheme.Items(title)
	if known == nil {
		return
	}
	for _, m := range it.own.Items {
		name, column := string(m.Name), "名称"
		if name == "" {
			name, column = string(m.Text.Text), "条目"
		}
		under := m.Name == "" && slices.Contains(it.own.ItemLayout.Has, "名称") // the heading above
		if name != Pending && !under && !slices.Contains(known, name) {
			c.report(errStandardWording, m.At(column), name, title, diag.DidYouMean(name, known), strings.Join(known, "、"))
		}
	}
}

var (
	// countWord is a number with the word that says it counts items: 环境卫生3条, 七个方面.
	countWord = regexp.MustCompile(`(\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九十两])(?:条|项|种|个|款|大)`)
	// countHead is a number at the head of a short name: 五规范, 五正, 八不准.
	countHead = regexp.MustCompile(`^[“《]?([三四五六七八九]|十[一二三四五六七八九]?)[^月日年级类岗次届]`)
)

// shortName is how many characters a name has whose first number counts its items.
const shortName = 5

// countInName returns how many items a name says there are, or 0.
func countInName(name string) int {
	m := countWord.FindStringSubmatch(name)
	if m == nil && len([]rune(strings.Trim(name, "“”《》"))) <= shortName {
		m = countHead.FindStringSubmatch(name)
	}
	if m == nil {
		return 0
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return n
	}
	if tens, ones, ok := strings.Cut(m[1], "十"); ok {
		return max(1, numberIn(tens))*10 + numberIn(ones)
	}
	return numberIn(m[1])
}

func checkStandardDates(c *env[standardSettings], it *item[standardRecord]) {
	s := it.own
	dates := []struct {
		key, label string
		on         value.Date
	}{{"signed", "成文日期", s.Signed}, {"printed", "印发日期", s.Printed}, {"until", "有效期至", s.Until}, {"repealed", "废止日期", s.Repealed}}
	for i, later := range dates[1:] {
		if earlier := dates[0]; !later.on.IsZero() && later.on.Before(earlier.on) {
			c.report(errStandardDates, it.At(dates[i+1].key), later.label, later.on, earlier.label, earlier.on)
		}
	}
	for _, later := range dates[2:] {
		if !later.on.IsZero() && later.on.Before(s.Effective) {
			c.report(errStandardDates, it.At(later.key), later.label, later.on, "生效日期", s.Effective)
		}
	}
	for _, d := range s.Documents {
		checkFilled(c.Report, d.At("文件名称"), "文件名称", string(d.Name.Text))
		checkDocNumbers(c.Report, d.At("文件名称"), "文件名称", string(d.Name.Text))
		if !d.Repealed.IsZero() && d.Repealed.Before(d.Effective) {
			c.report(errStandardDates, d.At("废止日期"), "废止日期", d.Repealed, "生效日期", d.Effective)
		}
		if !d.Until.IsZero() && d.Until.Before(d.Effective) {
			c.report(errStandardDates, d.At("有效期至"), "有效期至", d.Until, "生效日期", d.Effective)
		}
	}
}

// checkStandardChanges holds the life of a rule to its order: made, amended, repealed (R17).
func checkStandardChanges(c *env[standardSettings], it *item[standardRecord]) {
	s := it.own
	for i, ch := range s.Changes {
		if !checkChoice(c.Report, errStandardChoice, ch.At("动作"), string(ch.Action), standardChanges) {
			continue
		}
		wrong := ""
		switch action := string(ch.Action); {
		case i > 0 && ch.On.Before(s.Changes[i-1].On):
			wrong = fmt.Sprintf("早于上一行的 %s", s.Changes[i-1].On)
		case i > 0 && action == changeNew:
			wrong = "但前面已经有了"
		case i > 0 && string(s.Changes[i-1].Action) == changeRepeal:
			wrong = "但前面已经废止了"
		case action == changeAmend && ch.What.Text == "":
			wrong = "没有写变更内容，看不出改了什么"
		case action == changeRepeal && !s.Repealed.IsZero() && s.Repealed != ch.On:
			wrong = fmt.Sprintf("和“废止日期”的 %s 不一致", s.Repealed)
		}
		if wrong != "" {
			c.report(errStandardChange, ch.At("动作"), ch.On, ch.Action, wrong)
		}
	}
}

// onCarrier reads a cell of the table of carriers: whether something is shown there, and in which version.
func onCarrier(text string) (shown bool, version string) {
	var yes value.Bool
	switch {
	case value.IsBlank(text):
		return false, ""
	case yes.Parse(text) == nil:
		return bool(yes), ""
	}
	return true, text
}

// checkCarriers compares the versions that hang on the walls with the one in force (E09).
func checkCarriers(c *env[standardSettings], s *standardRecord) {
	now := s.version(c.AsOf)
	for _, r := range s.Carriers {
		for i, cell := range r.Extra {
			if _, version := onCarrier(cell.Text); version != "" && now != "" && version != now {
				c.report(errStandardCarrier, cell.Pos, r.What, s.Where.Extra[i].Title, version, now)
			}
		}
	}
}
