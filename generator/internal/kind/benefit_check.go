package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errHeadcount   = diag.Define("GK0870", diag.Error, "本期%[1]s写的是 %[2]s，算出来是 %[3]s（上期 %[4]s + 新增 %[5]s − 减少 %[6]s），相差 %[7]s。", "核对各行；上期、新增和减少没有错的，把本期改为 %[3]s。")
	errMoves       = diag.Define("GK0871", diag.Error, "人数变动表里%[1]s。", "“变动”一列写上期、新增、减少、本期；上期和本期各一行，新增和减少可以按原因写几行。")
	errCarryOn     = diag.Define("GK0872", diag.Error, "上期%[1]s写的是 %[2]s，%[3]s的本期%[1]s是 %[4]s（%[5]s），接不上。", "两期之间必须相同，核对后改掉写错的一个。")
	errNotEqual    = diag.Define("GK0874", diag.Error, "%[1]s写的是 %[2]s，%[3]s等于 %[4]s，相差 %[5]s。", "核对两处，改掉写错的一个。")
	errOverpaid    = diag.Define("GK0875", diag.Error, "实发 %[1]s 人，比应发 %[2]s 人还多。", "核对应发人数和实发人数；补发以前的，另写一行。")
	errUnexplained = diag.Define("GK0876", diag.Error, "%[1]s，没有写%[2]s。", "加一行“%[2]s: …”，把原因和结果写清楚。")
	errListLonger  = diag.Define("GK0877", diag.Error, "批后名单里的%[1]s，报前公示的名单（%[2]s）里没有。", "批准的户不能多于公示过的户：没有公示过的，先公示；写错的，改正。")
	errProcedure   = diag.Define("GK0879", diag.Error, "审核程序不对：%[1]s。", "%[2]s。")
)

func checkBenefit(c *env[benefitSettings], it *item[benefitRecord]) {
	b := it.own
	if b.Stage == "" {
		b.Stage = stagePaid
	}
	p := c.set.program(b.Program)
	c.oneOf("项目", string(b.Program), c.set.programNames(), it.At("program"))
	if !c.oneOf("环节", string(b.Stage), benefitStages, it.At("stage")) {
		return
	}
	c.oneOf("节日", string(b.Festival), plain(p.Festivals), it.At("festival"))
	if unit := p.Every.Unit(); unit != 0 && b.Period.Unit() != unit {
		c.report(errSeries, it.At("period"), b.Program, fmt.Sprintf("%s一期，这里写的是%s", p.Every, b.Period), "按 board.yaml 里的周期写期间")
	}
	checkBenefitPrivacy(c, it)
	checkListNotice(c, it)
	b.countList()
	b.countMoves(c)
	b.checkSteps(c)
	if b.isList() {
		if len(b.List) == 0 {
			c.report(errNoTable, it.end, "公示名单", "户主 | 人口 | 金额")
		}
		return
	}
	if len(b.Changes)+len(b.Payments) == 0 {
		c.report(errNoTable, it.end, "发放情况", "类别 | 应发人数 | 实发人数 | 金额")
	}
	b.countPayments(c)
	if b.Total != nil && len(b.Payments) > 0 && !b.Total.Equal(b.amount) {
		c.report(errNotEqual, it.At("total"), "发放总额", b.Total, "各行金额加起来", b.amount, b.Total.Sub(b.amount))
	}
	checkInTime(c, it, p)
}

// checkListNotice checks the notice period of a list, and that objections were answered (R18).
func checkListNotice(c *env[benefitSettings], it *item[benefitRecord]) {
	b := it.own
	switch {
	case !b.From.IsZero():
		c.closeNotice(it.Record, &b.onNotice)
	case b.isList():
		c.report(errMissingKey, it.end, "公示起", "名单公示开始的日期", "在开头的 --- 之间加一行")
	case len(b.List) > 0:
		c.report(errNoWindowEnd, it.At("to"))
	}
	if b.Objections != nil && *b.Objections > 0 && b.Answer == "" {
		c.report(errUnexplained, it.At("objections"), fmt.Sprintf("有 %s 件异议", b.Objections), "异议处理")
	}
}

// checkInTime finds out when money and report were due, and wants to know why they were late or short.
func checkInTime(c *env[benefitSettings], it *item[benefitRecord], p program) {
	b := it.own
	b.due, b.reportDue = b.Due, p.day(c.Calendar, p.ReportDue, b.Period)
	if b.due.IsZero() {
		b.due = p.day(c.Calendar, p.Due, b.Period)
	}
	if b.Reason != "" {
		return
	}
	late := func(key, what string, done, due value.Date) {
		if n := done.Sub(due); !done.IsZero() && !due.IsZero() && n > 0 {
			c.report(errUnexplained, it.At(key), fmt.Sprintf("%s比期限 %s 晚 %d 天", what, due, n), "说明")
		}
	}
	late("paid", "发放日期", b.Paid, b.due)
	late("reported", "报送日期", b.Reported, b.reportDue)
}

// flow is how a number went from the period before to this one.
type flow struct{ opening, added, removed, closing int }

// moves are the words for the rows of the table of changes, with what else people write.
var moves = map[value.Text]string{
	"上期": "上期", "上月": "上期", "期初": "上期", "新增": "新增", "增加": "新增", "减少": "减少",
	"停保": "减少", "停发": "减少", "减员": "减少", "退出": "减少", "本期": "本期", "本月": "本期", "期末": "本期",
}

// countMoves adds up the table of changes, for households and for persons: 上期 + 新增 − 减少 = 本期.
func (b *benefitRecord) countMoves(c *env[benefitSettings]) {
	if len(b.Changes) == 0 {
		return
	}
	rows := map[string]int{}
	var last headcount
	for i := range b.Changes {
		h := &b.Changes[i]
		move, ok := moves[h.Move]
		if !ok {
			c.report(errMoves, h.At("变动"), fmt.Sprintf("不认识“%s”", h.Move))
			return
		}
		h.Move = value.Text(move)
		rows[move]++
		if h.Persons == nil {
			c.report(errNoCell, h.At("人数"), "人数", "数量")
		}
		b.persons.add(move, h.Persons)
		b.households.add(move, h.Households)
		b.hasHousehold = b.hasHousehold || h.Households != nil
		if move == "本期" {
			last = *h
		}
	}
	for _, word := range []string{"上期", "本期"} {
		if rows[word] != 1 {
			c.report(errMoves, b.Changes[0].At("变动"), fmt.Sprintf("“%s”有 %d 行", word, rows[word]))
			return
		}
	}
	b.persons.check(c, "人数", last)
	b.households.check(c, "户数", last)
}

func (f *flow) add(move string, n *value.Count) {
	if n == nil {
		return
	}
	switch move {
	case "上期":
		f.opening += int(*n)
	case "新增":
		f.added += int(*n)
	case "减少":
		f.removed += int(*n)
	default:
		f.closing += int(*n)
	}
}

func (f *flow) check(c *env[benefitSettings], column string, last headcount) {
	if want := f.opening + f.added - f.removed; want != f.closing {
		n := func(i int) value.Count { return value.Count(i) }
		c.report(errHeadcount, last.At(column), column, n(f.closing), n(want), n(f.opening), n(f.added), n(f.removed), n(max(want-f.closing, f.closing-want)))
	}
}

// countPayments checks every row of what was paid, and adds them up.
func (b *benefitRecord) countPayments(c *env[benefitSettings]) {
	written := slices.Contains(b.Columns.Has, "金额")
	b.money = len(b.Payments) > 0 && (written || b.Standard != nil || slices.Contains(b.Columns.Has, "标准"))
	for _, p := range b.Payments {
		if p.Total != "" {
			b.checkPaymentTotal(c, p)
			continue
		}
		due, paid := p.counts()
		if p.Due == nil && p.Paid == nil {
			c.report(errNoCell, p.At("应发人数"), "应发人数", "数量")
		}
		if paid > due {
			c.report(errOverpaid, p.At("实发人数"), value.Count(paid), value.Count(due))
		}
		if paid < due && b.Reason == "" && p.Note == "" {
			c.report(errUnexplained, p.At("实发人数"), fmt.Sprintf("实发比应发少 %d 人", due-paid), "说明")
		}
		b.checkAmount(c, p)
		b.dueN, b.paidN, b.amount = b.dueN+due, b.paidN+paid, b.amount.Add(b.amountOf(p))
	}
}

// counts returns who should get money and who got it; one number says both where the other is not written.
func (p payment) counts() (due, paid int) {
	switch {
	case p.Due == nil:
		return number(p.Paid), number(p.Paid)
	case p.Paid == nil:
		return number(p.Due), number(p.Due)
	}
	return number(p.Due), number(p.Paid)
}

func number(n *value.Count) int {
	if n == nil {
		return 0
	}
	return int(*n)
}

// byStandard multiplies: standard × persons, × months where the standard is that of a month. ok is false where
// there is no standard.
func (b *benefitRecord) byStandard(p payment) (want value.Money, sum string, ok bool) {
	standard := p.Standard
	if standard == nil {
		standard = b.Standard
	}
	if standard == nil {
		return value.Money{}, "", false
	}
	_, paid := p.counts()
	want, sum = standard.Mul(paid), fmt.Sprintf("标准 %s × %d 人", standard, paid)
	if p.Months != nil {
		want, sum = want.Mul(number(p.Months)), sum+fmt.Sprintf(" × %s 个月", p.Months)
	}
	return want, sum, true
}

// amountOf is what a category got: what is written, or standard × persons.
func (b *benefitRecord) amountOf(p payment) value.Money {
	if p.Amount != nil {
		return *p.Amount
	}
	want, _, _ := b.byStandard(p)
	return want
}

// checkAmount compares what is written with standard × persons.
func (b *benefitRecord) checkAmount(c *env[benefitSettings], p payment) {
	want, sum, ok := b.byStandard(p)
	switch {
	case p.Amount == nil && !ok && b.money:
		c.report(errNoCell, p.At("金额"), "金额", "金额")
	case p.Amount == nil:
	case p.Amount.Sign() < 0:
		c.report(errCell, p.At("金额"), "金额", "是负数", "发出去的钱写正数；追回的写进“说明”")
	case ok && !want.Equal(*p.Amount):
		c.report(errNotEqual, p.At("金额"), "金额", p.Amount, sum, want, p.Amount.Sub(want))
	}
}

func (b *benefitRecord) checkPaymentTotal(c *env[benefitSettings], p payment) {
	if p.Amount != nil && !p.Amount.Equal(b.amount) {
		c.report(errNotEqual, p.At("金额"), "合计金额", p.Amount, "各行加起来", b.amount, p.Amount.Sub(b.amount))
	}
	for _, t := range []struct {
		column string
		stated *value.Count
		sum    int
	}{{"应发人数", p.Due, b.dueN}, {"实发人数", p.Paid, b.paidN}} {
		if t.stated != nil && number(t.stated) != t.sum {
			c.report(errNotEqual, p.At(t.column), "合计"+t.column, t.stated, "各行加起来", value.Count(t.sum), value.Count(max(number(t.stated)-t.sum, t.sum-number(t.stated))))
		}
	}
}

// checkSteps checks that applications go through the steps in their order: each has its day, none has more
// applications than the one before, two look at a household, and all who meet vote (R17, R10).
func (b *benefitRecord) checkSteps(c *env[benefitSettings]) {
	known := c.set.stepNames()
	at, before := -1, stepCount{}
	for i, s := range b.Steps {
		if !c.oneOf("步骤", string(s.Step), known, s.At("步骤")) {
			continue
		}
		switch n := slices.Index(known, string(s.Step)); {
		case n <= at:
			c.report(errProcedure, s.At("步骤"), fmt.Sprintf("“%s”排在“%s”后面", s.Step, before.Step), "按顺序写："+strings.Join(known, "、"))
		default:
			at = n
		}
		if i > 0 && !s.Date.IsZero() && s.Date.Before(before.Date) {
			c.report(errProcedure, s.At("日期"), fmt.Sprintf("“%s”的日期 %s 早于“%s”的 %s", s.Step, s.Date, before.Step, before.Date), "核对这两个日期")
		}
		if i > 0 && s.Households != nil && before.Households != nil && *s.Households > *before.Households {
			c.report(errProcedure, s.At("户数"), fmt.Sprintf("“%s” %s 户，比“%s”的 %s 户还多", s.Step, s.Households, before.Step, before.Households), "后一步的户数不会多于前一步，核对两处")
		}
		b.checkStep(c, s)
		before = s
	}
}

func (b *benefitRecord) checkStep(c *env[benefitSettings], s stepCount) {
	if n := len(strings.Split(string(s.Handlers), "、")); strings.Contains(string(s.Step), "入户") && s.Handlers != "" && n < 2 {
		c.report(errProcedure, s.At("经办人"), "入户调查只有 1 个人", "入户调查要有两人以上，名字之间用“、”")
	}
	votes := number(s.Yes) + number(s.No) + number(s.Abstain)
	if s.Present != nil && (s.Yes != nil || s.No != nil || s.Abstain != nil) && votes != number(s.Present) {
		c.report(errProcedure, s.At("到会"), fmt.Sprintf("同意、反对、弃权一共 %d 票，到会 %s 人", votes, s.Present), "核对票数和到会人数，两者必须相同")
	}
	if s.Step == "公示" && s.Households != nil && len(b.List) > 0 {
		if n := b.listed.rows; n != number(s.Households) {
			c.report(errNotEqual, s.At("户数"), "公示户数", s.Households, "名单的行数", value.Count(n), value.Count(max(n-number(s.Households), number(s.Households)-n)))
		}
	}
}

// relateBenefit puts the periods of each programme in a row, and each approved list to the one announced before.
func relateBenefit(c *env[benefitSettings], all []*item[benefitRecord]) {
	sortBenefits(c.set, all)
	last := map[string]*item[benefitRecord]{}
	for _, it := range all {
		b := it.own
		switch {
		case b.Stage == stageAfter:
			relateList(c, it, all)
		case b.isList():
		default:
			if prev := last[b.series()]; prev != nil {
				relatePeriod(c, prev, it)
			}
			last[b.series()] = it
		}
	}
}

// sortBenefits orders programmes as the board lists them, and each by time.
func sortBenefits(set *benefitSettings, all []*item[benefitRecord]) {
	known := set.programNames()
	order := func(b *benefitRecord) int { return slices.Index(known, string(b.Program)) }
	slices.SortStableFunc(all, func(x, y *item[benefitRecord]) int {
		return cmp.Or(cmp.Compare(order(x.own), order(y.own)), cmp.Compare(x.own.series(), y.own.series()),
			x.own.Period.Compare(y.own.Period), cmp.Compare(x.Path, y.Path))
	})
}

func relatePeriod(c *env[benefitSettings], prev, it *item[benefitRecord]) {
	if it.own.Festival != "" { // once a year, whatever the month
		if it.own.Period.Start().Year() == prev.own.Period.Start().Year() {
			c.twice(it.own.series(), prev.Record, it.Record)
		}
		it.own.prev = prev
		return
	}
	if !c.follows(it.own.series(), prev.Record, it.Record) {
		return
	}
	it.own.prev = prev
	if len(prev.own.Changes) == 0 || len(it.own.Changes) == 0 {
		return
	}
	opening := it.own.Changes[slices.IndexFunc(it.own.Changes, func(h headcount) bool { return h.Move == "上期" })]
	carry := func(column string, was, is int) {
		if was != is {
			c.report(errCarryOn, opening.At(column), column, value.Count(is), prev.own.Period, value.Count(was), prev.Path)
		}
	}
	carry("人数", prev.own.persons.closing, it.own.persons.opening)
	if prev.own.hasHousehold && it.own.hasHousehold {
		carry("户数", prev.own.households.closing, it.own.households.opening)
	}
}

// relateList finds the list that was announced before an approved one, and looks up every household in it.
func relateList(c *env[benefitSettings], it *item[benefitRecord], all []*item[benefitRecord]) {
	i := slices.IndexFunc(all, func(x *item[benefitRecord]) bool {
		return x.own.Stage == stageBefore && x.own.Program == it.own.Program && x.own.Period == it.own.Period && x.own.Batch == it.own.Batch
	})
	if i < 0 {
		return // it may have been taken down
	}
	before := all[i]
	it.own.announced = before
	if !it.own.From.After(before.own.ends) {
		c.report(errProcedure, it.At("from"), fmt.Sprintf("批后公示起 %s，报前公示到 %s 才结束", it.own.From, before.own.ends), "核对这两个日期：报前公示期满，才能批准")
	}
	left := map[string]int{}
	for _, l := range before.own.List {
		left[l.identity()]++
	}
	for _, l := range it.own.List {
		if l.Total != "" {
			continue
		}
		if left[l.identity()]--; left[l.identity()] < 0 {
			c.report(errListLonger, l.At("户主"), l.described(), before.Path)
		}
	}
}

// identity tells a household of a list from the others: by its number, or by what else is said of it.
func (l listed) identity() string {
	if l.Number != "" {
		return string(l.Number)
	}
	return fmt.Sprintf("%s/%d", value.Normalize(string(l.Name)), number(l.Size))
}

func (l listed) described() string {
	if l.Number != "" {
		return fmt.Sprintf("“%s %s”", l.Number, l.Name)
	}
	return "“" + string(l.Name) + "”"
}
