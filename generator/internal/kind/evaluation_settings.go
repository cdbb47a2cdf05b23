package kind

import (
	"slices"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// evaluationSettings is how a board rates. There is no national value for the weights, so nothing of this is built in.
type evaluationSettings struct {
	Place
	Sources   Pairs        `key:"sources" zh:"来源" help:"各来源占综合得分的百分比，合计 100，例如 群众评议: 50；只公开不计入综合的写 0"`
	Grades    []grade      `key:"grades" zh:"等次" help:"选票上的等次、分值，哪些算满意，哪些不计"`
	Stars     []band       `key:"stars" zh:"星级" help:"综合得分在哪一段得几星"`
	MinSample *value.Count `key:"minSample" zh:"最少票数" help:"有效票少于这个数时不算比例"`

	Channels   []value.Text `key:"channels" zh:"渠道" help:"评议有哪些渠道；不写时不限"`
	ChannelMix Pairs        `key:"channelMix" zh:"渠道比重" help:"同一来源的几个渠道怎样合成一个分，合计 100；不写就不合成，只分开列出"`
	Total      value.Text   `key:"total" zh:"累计" help:"综合得分按什么累计排名：学期、学年、半年、年；不写就不累计"`
	TotalWay   value.Text   `key:"totalWay" zh:"累计口径" help:"合计或者平均；不写时是合计"`
	Baseline   value.Period `key:"baseline" zh:"基线期" help:"活动开始前的那一期，满意率和它比较"`
	Peers      *peers       `key:"peers" zh:"互评" help:"党员互评的规矩"`
	Cover      []cover      `key:"cover" zh:"覆盖" help:"谁在每一期都要被评到，例如每季度点评每个党员"`

	weights []int64 // of Sources, in hundredths of a per cent
	mix     []int64 // of ChannelMix, likewise
}

// grade is one choice on a ballot.
type grade struct {
	Place
	Name      value.Text   `key:"name" zh:"名称" help:"选票上的说法" need:"yes"`
	Score     *value.Score `key:"score" zh:"分值" help:"算满意度用的分，0 到 100"`
	Satisfied value.Bool   `key:"satisfied" zh:"满意" help:"算满意率时算不算满意"`
	LeftOut   value.Bool   `key:"leftOut" zh:"不计" help:"不计入有效票，例如“不了解”"`
}

// band gives stars to composites from ≤ score < to; the highest band includes its end.
type band struct {
	Place
	Stars value.Count `key:"stars" zh:"星" help:"几颗星" need:"yes"`
	From  value.Score `key:"from" zh:"从" help:"从多少分起" need:"yes"`
	To    value.Score `key:"to" zh:"到" help:"到多少分（不含）" need:"yes"`
}

var (
	errWeight    = diag.Define("GK0471", diag.Error, "“%[1]s”的比重写得不对：%[2]s。", "写百分比，例如 50；各来源合计 100。")
	errWeightSum = diag.Define("GK0472", diag.Error, "各来源的比重加起来是 %[1]s，不是 100。", "改到合计 100。")
	errBandOrder = diag.Define("GK0473", diag.Error, "%[1]s 星从 %[2]s 到 %[3]s，起点不小于终点。", "起点写小的，终点写大的。")
	errBandGap   = diag.Define("GK0474", diag.Error, "星级的分数段接不上：比它低的一段到 %[1]s 为止，这一段从 %[2]s 起。", "把这一段的“从”改为 %[1]s，让各段首尾相接，不重叠也不留空。")
	errBandEnds  = diag.Define("GK0475", diag.Error, "星级的分数段是 %[1]s 到 %[2]s，没有盖住 0 到 100。", "最低一段从 0 起，最高一段到 100 止。")
	errGradeNo   = diag.Define("GK0476", diag.Error, "等次“%[1]s”没有分值。", "写“分值: …”；不算进去的写“不计: 是”。")
	errGradeDup  = diag.Define("GK0477", diag.Error, "等次“%[1]s”写了两次。", "只留一个。")
	errGradeHigh = diag.Define("GK0478", diag.Error, "等次“%[1]s”的分值 %[2]s 超过 100。", "写 0 到 100 之间的数。")
)

func (s *evaluationSettings) sourceNames() []string {
	out := make([]string, len(s.Sources))
	for i, p := range s.Sources {
		out[i] = p.Key
	}
	return out
}

func (s *evaluationSettings) gradeNames() []string {
	out := make([]string, len(s.Grades))
	for i, g := range s.Grades {
		out[i] = string(g.Name)
	}
	return out
}

// minimum is the number of counted ballots below which no rate is shown.
func (s *evaluationSettings) minimum() int {
	if s.MinSample == nil {
		return 1
	}
	return int(*s.MinSample)
}

func checkEvaluationSettings(s *evaluationSettings, report *diag.Report) {
	s.weights = checkWeights(s.Sources, errWeight, errWeightSum, report)
	s.mix = checkWeights(s.ChannelMix, errMix, errMixSum, report)
	checkEvaluationRules(s, report)
	seen := map[value.Text]bool{}
	for _, g := range s.Grades {
		switch {
		case seen[g.Name]:
			report.Add(errGradeDup.At(g.Pos, g.Name))
		case g.Score == nil && !bool(g.LeftOut):
			report.Add(errGradeNo.At(g.Pos, g.Name))
		case g.Score != nil && g.Score.Hundredths() > 100_00:
			report.Add(errGradeHigh.At(g.Pos, g.Name, g.Score))
		}
		seen[g.Name] = true
	}
	checkBands(s.Stars, report)
}

// checkWeights reads shares that have to add up to 100 per cent.
func checkWeights(shares Pairs, bad, badSum *diag.Def, report *diag.Report) []int64 {
	var sum value.Score
	var out []int64
	for _, p := range shares {
		w, err := readWeight(p.Text)
		if err != nil {
			message, _ := explain(err)
			report.Add(bad.At(p.Pos, p.Key, message))
			return nil
		}
		out = append(out, w)
		sum = sum.Add(value.ScoreOf(w))
	}
	if len(shares) > 0 && sum.Hundredths() != 100_00 {
		report.Add(badSum.At(shares[0].Pos, sum))
	}
	return out
}

// readWeight reads a percentage with or without its sign, in hundredths.
func readWeight(text string) (int64, error) {
	var w value.Percent
	if w.Parse(text+"%") != nil {
		if err := w.Parse(text); err != nil {
			return 0, err
		}
	}
	if w.Hundredths() < 0 {
		return 0, &value.Error{Message: "“" + text + "”是负数"}
	}
	return w.Hundredths(), nil
}

// checkBands checks that every score from 0 to 100 has exactly one band.
func checkBands(stars []band, report *diag.Report) {
	if len(stars) == 0 {
		return
	}
	bands := slices.Clone(stars)
	slices.SortStableFunc(bands, func(a, b band) int { return a.From.Compare(b.From) })
	for i, b := range bands {
		if b.From.Compare(b.To) >= 0 {
			report.Add(errBandOrder.At(b.Pos, b.Stars, b.From, b.To))
			return
		}
		if i > 0 && b.From != bands[i-1].To {
			report.Add(errBandGap.At(b.Pos, bands[i-1].To, b.From))
		}
	}
	if low, high := bands[0].From, bands[len(bands)-1].To; low.Hundredths() != 0 || high.Hundredths() != 100_00 {
		pos := bands[0].Pos
		if low.IsZero() {
			pos = bands[len(bands)-1].Pos
		}
		report.Add(errBandEnds.At(pos, low, high))
	}
}

// starsFor returns the stars of a score, 0 where the board gives none.
func starsFor(stars []band, score value.Score) int {
	for _, b := range stars {
		top := b.To.Hundredths() == 100_00 && score == b.To
		if b.From.Compare(score) <= 0 && (score.Compare(b.To) < 0 || top) {
			return int(b.Stars)
		}
	}
	return 0
}
