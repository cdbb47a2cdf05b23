package kind

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// peers are the rules of members judging each other (catalogue C21, E21, rules 2.8).
type peers struct {
	Place
	Source    value.Text `key:"source" zh:"来源" help:"哪个来源是互评；不写时是 党员互评"`
	NoSelf    value.Bool `key:"noSelf" zh:"不评本人" help:"写“是”时本人不评自己，每人的票比收回的票少一张"`
	Excellent value.Text `key:"excellent" zh:"优秀比例" help:"评定为优秀的最多占几分之几，例如 1/3"`
	Grade     value.Text `key:"grade" zh:"优秀等次" help:"哪个等次受比例限制；不写时是 优秀"`

	num, den int64 // of Excellent; 0/0 where there is no limit
}

var (
	errPeriodMix   = diag.Define("GK0464", diag.Error, "%[1]d年已经有按%[2]s的评议（%[3]s），这一份是%[4]s。", "一年里只用一种周期：每月一次，或者每两个月一次。改正“期间”，或者把别的记录改成一样的周期。")
	errChannelMix  = diag.Define("GK0465", diag.Error, "%[1]s的%[2]s有“%[3]s”“%[4]s”两个渠道，没有说明怎样合成一个分。", "在 board.yaml 的“类型设置”里给 evaluation 写上“渠道比重”；不同渠道的票不能直接相加。")
	errChannel     = diag.Define("GK0466", diag.Error, "“%[1]s”不在 board.yaml 列出的渠道里。", "%[2]s可以写：%[3]s。")
	errBoxOpeners  = diag.Define("GK0467", diag.Error, "意见箱由 %[1]d 人开箱。", "开箱要有两个人在场：“开箱人”写两位的姓名或岗位。")
	errExcellent   = diag.Define("GK0468", diag.Error, "评定为“%[1]s”的有 %[2]d 个，%[3]d 个对象里最多 %[4]d 个（%[5]s，不足一个的舍去）。", "核对评定等次；比例不是这样规定的，改 board.yaml 里的“优秀比例”。")
	errSelfBallot  = diag.Define("GK0469", diag.Error, "“%[1]s”各等次的票加起来是 %[2]d 张，应为 %[3]d 张：收回 %[4]d 张，本人不评自己。", "去掉本人评自己的票，不计入互评；规定不是这样的，删掉 board.yaml 里的“不评本人”。")
	errMeeting     = diag.Define("GK0470", diag.Error, "%[1]s %[2]s，比%[3]s %[4]s 还多。", "核对这两个数。")
	errMix         = diag.Define("GK0479", diag.Error, "渠道“%[1]s”的比重写得不对：%[2]s。", "写百分比，例如 50；各渠道合计 100。")
	errMixSum      = diag.Define("GK0480", diag.Error, "各渠道的比重加起来是 %[1]s，不是 100。", "改到合计 100。")
	errTotalWord   = diag.Define("GK0482", diag.Error, "%[1]s写的是“%[2]s”。", "%[1]s可以写：%[3]s。")
	errExcellentNo = diag.Define("GK0484", diag.Error, "优秀比例“%[1]s”看不懂。", "写成分数或者百分比，例如“1/3”“30%%”。")
)

// The words for what composites are added up over, and how.
var (
	totalWordsOf = []string{"学期", "学年", "半年", "年"}
	totalWays    = []string{bySum, byMean}
)

var fractionText = regexp.MustCompile(`^([1-9]\d?)/([1-9]\d{0,2})$`)

func checkEvaluationRules(s *evaluationSettings, report *diag.Report) {
	for _, w := range []struct {
		key, text string
		known     []string
	}{{"累计", string(s.Total), totalWordsOf}, {"累计口径", string(s.TotalWay), totalWays}} {
		if w.text != "" && !slices.Contains(w.known, w.text) {
			report.Add(errTotalWord.At(s.Pos, w.key, w.text, strings.Join(w.known, "、")))
		}
	}
	if p := s.Peers; p != nil && p.Excellent != "" {
		var ok bool
		if p.num, p.den, ok = readFraction(string(p.Excellent)); !ok {
			report.Add(errExcellentNo.At(p.Pos, p.Excellent))
		}
	}
}

// readFraction reads 1/3 and 30%.
func readFraction(text string) (num, den int64, ok bool) {
	s := value.Normalize(text)
	if m := fractionText.FindStringSubmatch(s); m != nil {
		num, _ = strconv.ParseInt(m[1], 10, 64) // the pattern lets only digits through
		den, _ = strconv.ParseInt(m[2], 10, 64)
		return num, den, num <= den
	}
	var p value.Percent
	if !strings.HasSuffix(s, "%") || p.Parse(s) != nil || p.Hundredths() < 0 {
		return 0, 0, false
	}
	return p.Hundredths(), 100_00, p.Hundredths() <= 100_00
}

func (p *peers) judges(e *evaluationRecord) bool {
	if p == nil {
		return false
	}
	return e.From == p.Source || p.Source == "" && e.From == "党员互评"
}

func (p *peers) noSelf(e *evaluationRecord) bool { return p.judges(e) && bool(p.NoSelf) }

// checkVerdicts checks that no more are excellent than may be.
func checkVerdicts(c *env[evaluationSettings], it *item[evaluationRecord]) {
	p := c.set.Peers
	if !p.judges(it.own) || p.den == 0 {
		return
	}
	grade := p.Grade
	if grade == "" {
		grade = "优秀"
	}
	n, last := 0, rating{}
	for _, r := range it.own.Ratings {
		if r.Total == "" && r.Verdict == grade {
			n, last = n+1, r
		}
	}
	all := it.own.objects()
	if most := int(int64(all) * p.num / p.den); n > most {
		c.report(errExcellent, last.At("评定等次"), grade, n, all, most, p.Excellent)
	}
}

// checkMeeting checks the numbers of a meeting against each other.
func checkMeeting(c *env[evaluationSettings], it *item[evaluationRecord]) {
	e := it.own
	if e.Expected != nil && e.Present != nil && *e.Present > *e.Expected {
		c.report(errMeeting, it.At("present"), "实到", e.Present, "应到", e.Expected)
	}
	if e.Present != nil && e.Returned != nil && *e.Returned > *e.Present {
		c.report(errMeeting, it.At("returned"), "收回票数", e.Returned, "实到", e.Present)
	}
}

func checkChannel(c *env[evaluationSettings], it *item[evaluationRecord]) {
	e := it.own
	if len(c.set.Channels) > 0 && e.Channel != "" {
		checkChoice(c.Report, errChannel, it.At("channel"), string(e.Channel), plain(c.set.Channels))
	}
	checkTotals(c, e.Opinions)
	for _, o := range e.Opinions {
		c.checkPrivate("意见摘要", string(o.Text.Text), o.At("意见摘要"))
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(e.Openers)))); n < 2 && (strings.Contains(string(e.Channel), "意见箱") || !e.Opened.IsZero()) {
		c.report(errBoxOpeners, it.At("openers"), n)
	}
}

// checkUnits checks that a year has rounds of one month or of two, not both.
func checkUnits(c *env[evaluationSettings], rated []*item[evaluationRecord]) {
	first := map[int]*item[evaluationRecord]{}
	for _, it := range rated {
		p := it.own.Period
		if p.Unit() != value.Month && p.Unit() != value.TwoMonths {
			continue
		}
		year := p.Start().Year()
		if first[year] == nil {
			first[year] = it
		}
		if was := first[year].own.Period; was.Unit() != p.Unit() {
			c.report(errPeriodMix, it.At("period"), year, was.Unit(), first[year].Path, p)
		}
	}
}
