package kind

import (
	"fmt"
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// contestRecord is one period of a contest (三比, 技能比武, 岗位练兵, 夺旗争星): who got how many points, or how much a
// collector took in without a mistake (catalogue B45, C24, D14–D18, E16). Ranks, stars and
// accumulated amounts follow from the rows.
type contestRecord struct {
	Contest  value.Text   `key:"contest" zh:"竞赛,赛事" help:"竞赛或评比的名称，各期写得一样" need:"yes"`
	Period   value.Period `key:"period" zh:"期间" help:"哪一期，例如 2026-10" need:"yes"`
	Subject  value.Text   `key:"subject" zh:"对象类型" help:"个人或集体；不写时按名录判断"`
	Full     *value.Score `key:"full" zh:"满分" help:"不写是 100；不计分的（小时、次）不限"`
	Unit     value.Text   `key:"measure" zh:"计量" help:"分、小时、次……；不写是分"`
	Weights  Pairs        `key:"weights" zh:"权重" help:"各项占总分的百分比，合计 100，例如 服务: 40；不写时各项相加"`
	Expected *value.Count `key:"expected" zh:"应参加人数" help:"应当有多少人参加"`
	Joined   *value.Count `key:"joined" zh:"参加人数" help:"多少人参加；不写时按表格的行数"`
	Total    *value.Money `key:"total" zh:"收费总额,总额" help:"全单位的收费额，写了就与表格核对，单位元"`
	onNotice

	Stations   []stationSum `table:"各站收费额"`
	Tolls      []toll       `table:"收费业绩"`
	TollHead   Layout       `table:"收费业绩"`
	Benchmarks []benchmark  `table:"对标"`
	Levels     []levelStep  `table:"晋档"`
	Scores     []scoreLine  `table:"成绩" open:"yes"`
	Layout     Layout       `table:"成绩"`

	items   []contestItem
	ranking []*scoreLine // by rank, then those without a total
	season  []seasonRank // accumulated over the year so far
	run     *tollRun     // what was accumulated without a mistake, up to this period
	sums    []unitSum    // of Tolls or Stations
	prev    *item[contestRecord]
}

// scoreLine is what one took part with.
type scoreLine struct {
	Row
	Name  value.Text   `col:"对象,姓名,窗口,支部" need:"cell" ref:"any" again:"yes"`
	In    value.Text   `col:"单位,所在单位" ref:"unit"`
	Total *value.Score `col:"总分,得分"`
	Rank  *value.Count `col:"名次"`
	Stars value.Text   `col:"星级"`
	Flag  value.Text   `col:"旗,红旗"`
	Basis Rich         `col:"依据,备注,说明"`

	marks    []*value.Score // by item; nil where there is none
	total    value.Score
	complete bool
	rank     int
	stars    int
}

// contestItem is a column of the table that goes into the total.
type contestItem struct {
	column int // of Layout.Extra
	name   string
	weight int64 // in hundredths of a per cent; 0 where the items are added
	minus  bool  // points that are taken away
}

// contestSettings is the kind's part of board.yaml.
type contestSettings struct {
	Contests   []contestRule `key:"contests" zh:"竞赛" help:"有哪些竞赛，各项权重、多久一期；不写时不限"`
	Stars      []band        `key:"stars" zh:"星级" help:"得分（折成百分制）在哪一段得几星，各段首尾相接"`
	GroupStars value.Bool    `key:"groupStars" zh:"集体定星" help:"集体也评星级的写“是”；不写时星只授个人"`
	Milestones []milestone   `key:"milestones" zh:"里程碑" help:"无差错累计到多少算达标，例如 百万元无差错收费员"`
	Ladder     []value.Text  `key:"ladder" zh:"档次" help:"晋位升级的档次，从低到高"`
}

// contestRule is what a board says of a contest once for all its periods.
type contestRule struct {
	Place
	Name    value.Text      `key:"name" zh:"名称" help:"竞赛的名称" need:"yes" short:"yes"`
	Every   value.Frequency `key:"every" zh:"周期" help:"多久一期：每月、每两月……"`
	Weights Pairs           `key:"weights" zh:"权重" help:"各项占总分的百分比，合计 100"`
	Starred value.Bool      `key:"starred" zh:"定星" help:"按得分评星级的写“是”；一项也没有写的，各项都评"`
}

// milestone is an amount that is to be taken in without a mistake.
type milestone struct {
	Place
	Name   value.Text  `key:"name" zh:"名称" help:"例如 百万元无差错收费员" need:"yes"`
	Amount value.Money `key:"amount" zh:"金额" help:"累计到多少，例如 100万元" need:"yes"`
	For    value.Text  `key:"for" zh:"对象" help:"个人、集体或全单位" need:"yes"`
	Reset  *value.Bool `key:"reset" zh:"差错清零" help:"出了差错，累计是否从零算起；不写是“是”"`
}

// whole is what a milestone calls the board's own organisation.
const whole = "全单位"

var (
	milestoneSubjects = []string{forPersons, forGroups, whole}
	contestSubjects   = []string{forPersons, forGroups}
)

var (
	errItemWeights = diag.Define("GK0885", diag.Error, "权重写得不对：%[1]s。", "%[2]s。")
	errMilestone   = diag.Define("GK0894", diag.Error, "里程碑“%[1]s”的%[2]s写得不对：%[3]s。", "%[4]s。")
)

func checkContestSettings(s *contestSettings, report *diag.Report) {
	checkBands(s.Stars, report)
	seen := map[value.Text]bool{}
	for _, r := range s.Contests {
		if seen[r.Name] {
			report.Add(errProgramTwice.At(r.Pos, r.Name))
		}
		seen[r.Name] = true
		readItemWeights(r.Weights, report)
	}
	for _, m := range s.Milestones {
		if m.Amount.Sign() <= 0 {
			report.Add(errMilestone.At(m.Pos, m.Name, "金额", m.Amount.String(), "写大于 0 的金额"))
		}
		if m.startsOver() != s.startsOver(string(m.For)) {
			report.Add(errMilestone.At(m.Pos, m.Name, "差错清零", "和另一个授给"+string(m.For)+"的里程碑不一样", "同一类对象只有一个累计数，写得一样"))
		}
		if !slices.Contains(milestoneSubjects, string(m.For)) {
			report.Add(errMilestone.At(m.Pos, m.Name, "对象", "“"+string(m.For)+"”", "写个人、集体或全单位"))
		}
	}
}

// readItemWeights reads weights that add up to 100; nil where they don't.
func readItemWeights(pairs Pairs, report *diag.Report) []int64 {
	var sum value.Score
	var out []int64
	for _, p := range pairs {
		w, err := readWeight(p.Text)
		if err != nil {
			message, _ := explain(err)
			report.Add(errItemWeights.At(p.Pos, "“"+p.Key+"”"+message, "写百分比，例如 40；各项合计 100"))
			return nil
		}
		out = append(out, w)
		sum = sum.Add(value.ScoreOf(w))
	}
	if len(pairs) > 0 && sum.Hundredths() != 100_00 {
		report.Add(errItemWeights.At(pairs[0].Pos, "各项加起来是 "+sum.String()+"，不是 100", "改到合计 100"))
		return nil
	}
	return out
}

func (s *contestSettings) names() []string {
	out := make([]string, len(s.Contests))
	for i, r := range s.Contests {
		out[i] = string(r.Name)
	}
	return out
}

func (s *contestSettings) rule(name value.Text) contestRule {
	i := slices.IndexFunc(s.Contests, func(r contestRule) bool { return r.Name == name })
	if i < 0 {
		return contestRule{Name: name}
	}
	return s.Contests[i]
}

// startsOver reports whether a mistake takes the accumulated amount of a sort of entrants back to nothing.
func (s *contestSettings) startsOver(level string) bool {
	i := slices.IndexFunc(s.Milestones, func(m milestone) bool { return string(m.For) == level })
	return i < 0 || s.Milestones[i].startsOver()
}

func (m milestone) startsOver() bool { return m.Reset == nil || bool(*m.Reset) }

// starred reports whether a contest gives stars by points.
func (s *contestSettings) starred(name value.Text) bool {
	some := slices.ContainsFunc(s.Contests, func(r contestRule) bool { return bool(r.Starred) })
	return len(s.Stars) > 0 && (!some || bool(s.rule(name).Starred))
}

var contest = &typed[contestRecord, contestSettings]{
	name: "contest", title: "竞赛比武",
	help:     "一期的竞赛成绩、名次、星级和旗，或者收费无差错累计",
	settings: checkContestSettings, check: checkContest, relate: relateContests,
	blocks: contestBlocks, overview: contestOverview, measures: contestMeasures, tracks: contestTracks,
	notice: NoticeRule{After: Archive}, totals: contestTotals,
}

// contestTotals is how many took part.
func contestTotals(it *item[contestRecord]) []block.Figure {
	return []block.Figure{{Label: "参加", Value: fmt.Sprint(max(len(it.own.Scores), len(it.own.Tolls))), Unit: "个"}}
}

func (k *contestRecord) reportsOn() value.Period { return k.Period }

// unit is what the points are called.
func (k *contestRecord) unit() string {
	if k.Unit == "" {
		return "分"
	}
	return string(k.Unit)
}

// full is the highest total there can be; ok is false where there is no limit.
func (k *contestRecord) full() (value.Score, bool) {
	switch {
	case k.Full != nil:
		return *k.Full, !k.Full.IsZero()
	case k.unit() == "分":
		return value.ScoreOf(100_00), true
	}
	return value.Score{}, false
}

// isPerson reports whether a name is a person's; known is false where nobody can tell.
func (k *contestRecord) isPerson(r *Roster, name value.Text) (person, known bool) {
	switch {
	case r.HasPerson(string(name)):
		return true, true
	case slices.Contains(r.names(unitRef), string(name)):
		return false, true
	case k.Subject != "":
		return k.Subject == forPersons, true
	}
	return false, false
}
