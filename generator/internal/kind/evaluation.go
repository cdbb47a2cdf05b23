package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// evaluationRecord is what one source (群众评议, 党员互评, 领导点评 …) said in one period
// (三评; catalogue B12, C24, D39, rules 2.8). The composite of a period is worked out over
// the records of all its sources; see round.
type evaluationRecord struct {
	Period   value.Period `key:"period" zh:"期间" help:"评的是哪一期，例如 2026-10" need:"yes"`
	From     value.Text   `key:"by" zh:"来源类别,评议来源" help:"谁来评，取自 board.yaml，例如 群众评议" need:"yes"`
	Method   value.Text   `key:"method" zh:"方式,评议方式" help:"怎样评的：问卷、座谈、打分"`
	Issued   *value.Count `key:"issued" zh:"发放票数" help:"发出多少张票"`
	Returned *value.Count `key:"returned" zh:"收回票数" help:"收回多少张票"`
	Raters   *value.Count `key:"raters" zh:"评分人数" help:"几个人打分"`
	Channel  value.Text   `key:"channel" zh:"渠道,评议渠道,测评途径" help:"满意度评价系统、专线电话、反馈卡、问卷、走访……；不同渠道分开写成几份"`
	Expected *value.Count `key:"expected" zh:"应到人数,应到" help:"评议会应到多少人"`
	Present  *value.Count `key:"present" zh:"实到人数,实到" help:"评议会实到多少人"`
	Opened   value.Date   `key:"opened" zh:"开箱日期,开箱日" help:"哪天开的意见箱"`
	Openers  []value.Text `key:"openers" zh:"开箱人" help:"谁开的意见箱，至少两人" ref:"any"`
	SentTo   value.Text   `key:"sentTo" zh:"报送单位" help:"结果报送给谁"`
	Sent     value.Date   `key:"sent" zh:"报送日期" help:"哪天报送的"`

	Ratings  []rating     `table:"评议结果" open:"yes"`
	Layout   Layout       `table:"评议结果"`
	Comments []remark     `table:"点评"`
	Opinions []boxOpinion `table:"意见分类"`

	byBallot bool    // grades are counted, not points given
	grades   []int   // of the settings, which the ballots have, in the order of the settings
	all      tickets // over all objects
	round    *round
}

// rating is what was said of one object: ballots by grade, or points.
type rating struct {
	Row
	Object  value.Text   `col:"对象,评议对象,单位,姓名" need:"cell" again:"yes"`
	Points  *value.Score `col:"得分,分数"`
	Comment Rich         `col:"点评,评语,意见"`
	Of      *value.Count `col:"收回票数,收回"`
	Verdict value.Text   `col:"评定等次,评定"`

	tickets tickets
}

// tickets are ballots by grade, in the order of the settings.
type tickets struct {
	byGrade   []int
	counted   int   // ballots that count: without those like 不了解
	satisfied int   // of them, those of a satisfied grade
	points    int64 // sum of grade score × ballots, in hundredths
}

// rate is the 满意率: satisfied ÷ counted.
func (t tickets) rate() value.Percent { return value.Ratio(int64(t.satisfied), int64(t.counted)) }

// score is the 满意度: the mean score of the counted ballots, rounded half up to 0.01.
func (t tickets) score() value.Score {
	if t.counted == 0 {
		return value.Score{}
	}
	n := int64(t.counted)
	return value.ScoreOf((2*t.points + n) / (2 * n))
}

func (e *evaluationRecord) reportsOn() value.Period { return e.Period }

var (
	errSource     = diag.Define("GK0451", diag.Error, "“%[1]s”不在 board.yaml 列出的评议来源里。", "%[2]s可以写：%[3]s。")
	errGrade      = diag.Define("GK0452", diag.Error, "“%[1]s”不在 board.yaml 列出的等次里。", "%[2]s可以写的列：%[3]s；打分的写“得分”。")
	errBallotSum  = diag.Define("GK0453", diag.Error, "“%[1]s”各等次的票加起来是 %[2]d 张，收回的票是 %[3]d 张，相差 %[4]d 张。", "核对各等次的票数和收回票数，两者必须相同。")
	errReturned   = diag.Define("GK0454", diag.Error, "收回 %[1]s 张，比发放的 %[2]s 张还多。", "核对发放票数和收回票数。")
	errNoReturned = diag.Define("GK0455", diag.Error, "有各等次的票数，但没有写收回票数。", "加一行“收回票数: …”。")
	errNoGrades   = diag.Define("GK0456", diag.Error, "表格里既没有各等次的票数，也没有“得分”。", "按等次投票的，加上各等次的列；打分的，加上“得分”一列。")
	errPoints     = diag.Define("GK0457", diag.Error, "得分 %[1]s 超过了满分 100。", "核对得分；不是百分制的，先换算成百分制。")
	errNoPoints   = diag.Define("GK0458", diag.Error, "“%[1]s”没有得分。", "填上得分；没有评的，删掉这一行。")
	errObject     = diag.Define("GK0459", diag.Error, "“%[1]s”在表格里出现了两次。", "合成一行，或者改正名称。")
	errSameRound  = diag.Define("GK0460", diag.Error, "%[1]s的%[2]s有两份，另一份在 %[3]s。", "删掉一份，或者改正“期间”或“来源类别”。")
	errBallots    = diag.Define("GK0461", diag.Error, "“%[1]s”的“%[2]s”票数写得不对：%[3]s。", "%[4]s。")
	errGradeList  = diag.Define("GK0463", diag.Error, "board.yaml 里没有列出等次，不知道“%[1]s”这一列是什么。", "在 board.yaml 的“类型设置”里给 evaluation 写上“等次”；打分的写“得分”。")
	errShares     = diag.Define("GK0487", diag.Error, "各对象收回的票加起来是 %[1]d 张，收回票数写的是 %[2]s 张。", "核对“收回票数”这一列和开头的收回票数；每张票对每个对象都评的，删掉这一列。")
	errMixed      = diag.Define("GK0462", diag.Error, "表格里既有“得分”又有等次“%[1]s”的票数。", "一份记录只用一种办法：打分，或者按等次投票。")
)

var evaluation = &typed[evaluationRecord, evaluationSettings]{
	name: "evaluation", title: "评议结果",
	help:     "一个来源一期的评议：票数或得分，算出满意率、满意度、综合得分、名次和星级",
	settings: checkEvaluationSettings, check: checkEvaluation,
	relate: relateEvaluation, blocks: evaluationBlocks, overview: evaluationOverview, measures: evaluationMeasures, tracks: evaluationTracks,
}

func checkEvaluation(c *env[evaluationSettings], it *item[evaluationRecord]) {
	e := it.own
	if all := c.set.sourceNames(); len(all) > 0 && !slices.Contains(all, string(e.From)) {
		c.report(errSource, it.At("by"), e.From, diag.DidYouMean(string(e.From), all), strings.Join(all, "、"))
	}
	if e.Issued != nil && e.Returned != nil && *e.Returned > *e.Issued {
		c.report(errReturned, it.At("returned"), e.Returned, e.Issued)
	}
	checkMeeting(c, it)
	checkChannel(c, it)
	checkRemarks(c, it)
	if len(e.Ratings) == 0 {
		if len(e.Comments)+len(e.Opinions) == 0 {
			c.report(errNoTable, it.end, "评议结果", "对象 | 得分")
		}
		return
	}
	checkObjects(c, e)
	checkVerdicts(c, it)
	columns := gradeColumns(c, e)
	switch {
	case e.scored():
		if i := slices.IndexFunc(columns, func(g int) bool { return g >= 0 }); i >= 0 {
			c.report(errMixed, e.Layout.Extra[i].Pos, e.Layout.Extra[i].Title)
		}
		checkPoints(c, e)
	case len(columns) == 0:
		c.report(errNoGrades, e.Layout.Pos)
	case e.Returned == nil:
		c.report(errNoReturned, it.At("returned"))
	default:
		e.byBallot = true
		countBallots(c, e, columns)
	}
}

func checkObjects(c *env[evaluationSettings], e *evaluationRecord) {
	seen := map[value.Text]bool{}
	for _, r := range e.Ratings {
		if seen[r.Object] && r.Total == "" {
			c.report(errObject, r.At("对象"), r.Object)
		}
		seen[r.Object] = true
	}
}

// gradeColumns returns the grade that each extra column counts, -1 for a column of remarks in a table
// of points. In a table of ballots every extra column must be a grade.
func gradeColumns(c *env[evaluationSettings], e *evaluationRecord) []int {
	all := c.set.gradeNames()
	out := make([]int, len(e.Layout.Extra))
	for i, col := range e.Layout.Extra {
		out[i] = slices.Index(all, col.Title)
		switch {
		case out[i] >= 0 || e.scored():
		case len(all) == 0 && i > 0: // said once
		case len(all) == 0:
			c.report(errGradeList, col.Pos, col.Title)
		default:
			c.report(errGrade, col.Pos, col.Title, diag.DidYouMean(col.Title, all), strings.Join(all, "、"))
		}
	}
	return out
}

func checkPoints(c *env[evaluationSettings], e *evaluationRecord) {
	for _, r := range e.Ratings {
		switch {
		case r.Total != "":
		case r.Points == nil:
			c.report(errNoPoints, r.At("得分"), r.Object)
		case r.Points.Hundredths() > 100_00:
			c.report(errPoints, r.At("得分"), r.Points)
		}
	}
}

// countBallots reads the ballots of every object and checks that each object has
// as many as were returned: each ballot judges every object, or those who were served by an object judge it alone.
func countBallots(c *env[evaluationSettings], e *evaluationRecord, columns []int) {
	e.all.byGrade = make([]int, len(c.set.Grades))
	e.grades = slices.Compact(slices.Sorted(slices.Values(slices.DeleteFunc(slices.Clone(columns), func(g int) bool { return g < 0 }))))
	shares := 0
	for i := range e.Ratings {
		r := &e.Ratings[i]
		if r.Total != "" {
			continue
		}
		r.tickets.byGrade = make([]int, len(c.set.Grades))
		sum, ok := 0, true
		for j, g := range columns {
			var n value.Count
			cell := r.Extra[j]
			if err := n.Parse(cell.Text); g >= 0 && !value.IsBlank(cell.Text) && err != nil {
				message, hint := explain(err)
				c.report(errBallots, cell.Pos, r.Object, e.Layout.Extra[j].Title, message, hint)
				ok = false
			}
			if g >= 0 {
				r.tickets.add(c.set.Grades[g], g, int(n))
				e.all.add(c.set.Grades[g], g, int(n))
			}
			sum += int(n)
		}
		want := int(*e.Returned)
		if r.Of != nil {
			want = int(*r.Of)
			shares += want
		}
		if c.set.Peers.noSelf(e) && ok && sum != want-1 {
			c.report(errSelfBallot, r.At("对象"), r.Object, sum, want-1, want)
		} else if !c.set.Peers.noSelf(e) && ok && sum != want {
			c.report(errBallotSum, r.At("对象"), r.Object, sum, want, max(sum-want, want-sum))
		}
	}
	if e.shared() && shares != int(*e.Returned) {
		c.report(errShares, e.Layout.Pos, shares, e.Returned)
	}
}

// scored reports whether objects were given points, not ballots by grade.
func (e *evaluationRecord) scored() bool { return slices.Contains(e.Layout.Has, "得分") }

// shared reports whether each object was judged by its own people, not every object by all.
func (e *evaluationRecord) shared() bool { return slices.Contains(e.Layout.Has, "收回票数") }

func (t *tickets) add(g grade, i, n int) {
	t.byGrade[i] += n
	if bool(g.LeftOut) {
		return
	}
	t.counted += n
	if g.Score != nil {
		t.points += g.Score.Hundredths() * int64(n)
	}
	if g.Satisfied {
		t.satisfied += n
	}
}

// mark returns an object's score from this source; ok is false where there is none,
// or too few ballots to say anything (R19).
func (e *evaluationRecord) mark(r rating, minimum int) (value.Score, bool) {
	switch {
	case r.Points != nil:
		return *r.Points, true
	case e.byBallot && r.tickets.counted >= max(minimum, 1):
		return r.tickets.score(), true
	}
	return value.Score{}, false
}
