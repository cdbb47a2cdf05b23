package kind

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

func checkService(c *env[serviceSettings], it *serviceItem) {
	s := it.own
	if s.procedure() {
		checkElements(c, it)
		checkProcedure(c, it)
	}
	ways := c.set.Ways
	if len(ways) == 0 {
		ways = serviceWays
	}
	for i, w := range s.Ways {
		checkChoice(c.Report, errServiceWord, it.AtItem("ways", i), string(w), plain(ways))
	}
	if s.Category != "" {
		checkWord(c, c.set.Categories, s.Category, it.At("category"))
	}
	checkFees(c, s)
	checkChanges(c, s)
	for _, e := range withoutTotals(s.Eased) {
		checkWord(c, c.set.Eased, e.Class, e.At("举措类别"))
	}
	checkTotals(c, s.Advice)
	for _, a := range withoutTotals(s.Advice) {
		checkWord(c, c.set.Advice, a.Class, a.At("咨询类别"))
	}
}

// checkWord reports a word that is none of those in the settings, if there are any.
func checkWord(c *env[serviceSettings], known []value.Text, word value.Text, pos diag.Pos) {
	if len(known) > 0 {
		checkChoice(c.Report, errServiceWord, pos, string(word), plain(known))
	}
}

// checkElements checks that what the public has to know of a service is there.
func checkElements(c *env[serviceSettings], it *serviceItem) {
	s := it.own
	for _, e := range []struct {
		missing         bool
		key, name, hint string
	}{
		{len(s.Steps) == 0, "title", "办理流程", "在正文里加一个表格，第一行写：| 步骤 | 责任岗 | 时限 | 材料 |"},
		{len(s.Ways) == 0, "ways", "方式", "加一行“方式: 现场、网上”"},
		{s.Limit == nil, "limit", "办结时限", "加一行“办结时限: 5个工作日”"},
		{s.Window == "" && s.Phone.IsZero(), "window", "窗口", "加一行“窗口: …”，或者“电话: …”"},
	} {
		if e.missing {
			c.report(errServiceLack, it.At(e.key), e.name, e.hint)
		}
	}
}

func checkProcedure(c *env[serviceSettings], it *serviceItem) {
	steps := withoutTotals(it.own.Steps)
	it.own.Steps = steps
	if len(steps) == 1 {
		c.report(errServiceSteps, steps[0].At("步骤"), 1)
	}
	var limits []value.Limit
	var sum []string
	seen := map[value.Text]diag.Pos{}
	for _, s := range steps {
		once(c, seen, "步骤", s.Name, s.At("步骤"))
		if s.Limit != nil {
			limits = append(limits, *s.Limit)
			sum = append(sum, s.Limit.String())
		}
	}
	if total := it.own.Limit; total != nil && total.Below(limits) {
		c.report(errServiceSum, it.At("limit"), strings.Join(sum, " + "), total)
	}
	orderSteps(c, it.own)
}

// once reports a name that was seen before.
func once(c *env[serviceSettings], seen map[value.Text]diag.Pos, what string, name value.Text, pos diag.Pos) {
	if first, ok := seen[name]; ok {
		c.report(errServiceTwice, pos, what, name, first.File, first.Line)
		return
	}
	seen[name] = pos
}

// orderSteps puts each step after those that have to come before it, and keeps the order of the
// rows otherwise.
func orderSteps(c *env[serviceSettings], s *serviceRecord) {
	before := make([][]int, len(s.Steps)) // of each step, those that come before
	for i, step := range s.Steps {
		before[i] = append(before[i], s.stepsNamed(c, step, "前置", step.Before)...)
		for _, j := range s.stepsNamed(c, step, "下一步", step.Next) {
			before[j] = append(before[j], i)
		}
	}
	for range s.Steps {
		next := s.nextStep(before)
		if next < 0 {
			first, names := s.loop(before)
			c.report(errServiceLoop, s.Steps[first].At("步骤"), names)
			return
		}
		s.order = append(s.order, next)
	}
}

// nextStep returns the first step that is not in order yet and waits for nothing, or -1.
func (s *serviceRecord) nextStep(before [][]int) int {
	for i := range s.Steps {
		if !slices.Contains(s.order, i) && s.waitsFor(before[i]) < 0 {
			return i
		}
	}
	return -1
}

// waitsFor returns the first of some steps that is not in order yet, or -1.
func (s *serviceRecord) waitsFor(steps []int) int {
	i := slices.IndexFunc(steps, func(j int) bool { return !slices.Contains(s.order, j) })
	if i < 0 {
		return -1
	}
	return steps[i]
}

// loop returns where a circle of steps begins, and names them in their order.
func (s *serviceRecord) loop(before [][]int) (first int, names string) {
	var all []int
	for i := range s.Steps {
		all = append(all, i)
	}
	var path []int
	for i := s.waitsFor(all); ; i = s.waitsFor(before[i]) {
		if at := slices.Index(path, i); at >= 0 {
			path = append(path[at:], i)
			break
		}
		path = append(path, i)
	}
	slices.Reverse(path)
	words := make([]string, len(path))
	for k, i := range path {
		words[k] = string(s.Steps[i].Name)
	}
	return path[0], strings.Join(words, " → ")
}

// stepsNamed returns the places of the steps that a cell names, and reports names that are no step.
func (s *serviceRecord) stepsNamed(c *env[serviceSettings], step serviceStep, column string, cell value.Text) []int {
	var out []int
	var known []string
	for _, other := range s.Steps {
		known = append(known, string(other.Name))
	}
	for _, name := range strings.Split(string(cell), "、") {
		name = strings.TrimSpace(name)
		if value.IsBlank(name) || name == "结束" {
			continue
		}
		i := slices.Index(known, name)
		if i < 0 {
			c.report(errServiceRef, step.At(column), column, name, diag.DidYouMean(name, known), strings.Join(known, "、"))
			continue
		}
		out = append(out, i)
	}
	return out
}

func checkFees(c *env[serviceSettings], s *serviceRecord) {
	seen := map[value.Text]diag.Pos{}
	s.Fees = withoutTotals(s.Fees)
	for _, f := range s.Fees {
		once(c, seen, "收费项目", f.Name, f.At("收费项目"))
		if !f.Rate.free() && f.Basis == nil {
			c.report(errServiceBasis, f.At("依据文号"), f.Name, f.Rate)
		}
		if f.expired(c.AsOf) {
			c.report(errServiceOld, f.At("有效期至"), f.Name, f.Until, c.AsOf.Sub(f.Until))
		}
	}
}

// expired reports whether money is asked for on a basis that has run out.
func (f serviceFee) expired(asOf value.Date) bool {
	return !f.Rate.free() && !f.Until.IsZero() && f.Until.Before(asOf)
}

func checkChanges(c *env[serviceSettings], s *serviceRecord) {
	s.Changes = withoutTotals(s.Changes)
	for _, ch := range s.Changes {
		switch {
		case ch.Before.unit != ch.After.unit:
			c.report(errServiceGrown, ch.At("现"), ch.What, ch.Before, ch.After, "单位不一样", "换算成同样的单位，前后才能比较。")
		case ch.After.n.Compare(ch.Before.n) > 0 && ch.Why.Text == "":
			c.report(errServiceGrown, ch.At("现"), ch.What, ch.Before, ch.After, "反而增加了", "核对这两个数；确实增加的，在“说明”一列写明原因。")
		}
	}
}

// relateService checks that no two records tell of the same service.
func relateService(c *env[serviceSettings], all []*serviceItem) {
	seen := map[value.Text]diag.Pos{}
	slices.SortStableFunc(all, func(a, b *serviceItem) int { return cmp.Compare(a.Path, b.Path) })
	for _, it := range all {
		once(c, seen, "事项", it.Title, it.At("title"))
	}
}
