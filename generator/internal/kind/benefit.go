package kind

import (
	"slices"

	"gongkai/generator/internal/calendar"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// benefitRecord is what a programme of aid gave in a period, or a list that it has on public notice (catalogue
// B21–B43 and C07, rules 2.3). It shows counts and amounts; names stand in a list on notice only,
// masked, and nobody sees them once the notice is over.
type benefitRecord struct {
	Program  value.Text   `key:"program" zh:"项目,补贴项目" help:"哪一项补贴、救助或慰问，例如 最低生活保障" need:"yes"`
	Period   value.Period `key:"period" zh:"期间" help:"哪一期，例如 2026-10、2026年上半年、2025-2026学年第二学期" need:"yes"`
	Festival value.Text   `key:"festival" zh:"节日" help:"慰问写是哪个节日"`
	Stage    value.Text   `key:"stage" zh:"环节" help:"报前公示、批后公示或发放；不写是发放"`
	Batch    value.Text   `key:"batch" zh:"批次" help:"一期有几批名单时，写是哪一批；报前和批后写得一样"`
	Standard *value.Money `key:"standard" zh:"标准,补贴标准" help:"每人每期的标准，单位元；各类不同的写在表格里"`
	Total    *value.Money `key:"total" zh:"发放总额,金额合计" help:"写了就与表格核对，单位元"`
	Due      value.Date   `key:"due" zh:"应发日期" help:"最迟哪天发放；不写时按 board.yaml 的发放时限算"`
	Paid     value.Date   `key:"paid" zh:"发放日期" help:"哪天发放的"`
	Reported value.Date   `key:"reported" zh:"报送日期" help:"哪天报送上级"`
	Receiver value.Text   `key:"receiver" zh:"接收单位,接收人" help:"报送给谁"`
	Reason   value.Text   `key:"reason" zh:"说明,差额说明" help:"少发、迟发、迟报的原因"`
	Goods    value.Text   `key:"goods" zh:"物资,慰问物资" help:"发了哪些东西"`
	onNotice
	Objections *value.Count `key:"objections" zh:"异议件数" help:"公示期间收到几件异议"`
	Answer     value.Text   `key:"answer" zh:"异议处理" help:"异议怎样核实、结果如何"`

	Changes  []headcount `table:"人数变动"`
	Steps    []stepCount `table:"审核进度"`
	List     []listed    `table:"公示名单"`
	Layout   Layout      `table:"公示名单"`
	Payments []payment   `table:"发放情况"`
	Columns  Layout      `table:"发放情况"`

	due          value.Date // Due, or by the settings
	reportDue    value.Date
	households   flow
	persons      flow
	dueN, paidN  int // persons, over the payments
	amount       value.Money
	money        bool                 // the payments are of money, not a roll of who is registered
	prev         *item[benefitRecord] // the period before, of the same programme
	announced    *item[benefitRecord] // the list before approval, for one after it
	listed       listSums             // over List, which may be withdrawn
	hasHousehold bool
}

// headcount is one row of what changed: 上期, 新增, 减少 or 本期, the second and third with their reasons.
type headcount struct {
	Row
	Move       value.Text   `col:"变动" need:"cell" again:"上期=本期"`
	Reason     value.Text   `col:"原因"`
	Households *value.Count `col:"户数"`
	Persons    *value.Count `col:"人数"`
}

// payment is what one category of recipients got, or without amounts, how many are registered in it.
type payment struct {
	Row
	Category   value.Text   `col:"类别,类型,补贴类别" need:"cell" again:"yes"`
	Unit       value.Text   `col:"单位,小区,年级" ref:"unit" again:"yes"`
	Batch      value.Text   `col:"批次"`
	Households *value.Count `col:"户数"`
	Standard   *value.Money `col:"标准,补贴标准"`
	Months     *value.Count `col:"月数"`
	Due        *value.Count `col:"应发人数,人数"`
	Paid       *value.Count `col:"实发人数"`
	Amount     *value.Money `col:"金额,发放金额,实发金额"`
	Note       value.Text   `col:"备注,说明"`
}

// listed is one household or person of a list on notice.
type listed struct {
	Row
	Number   value.Text   `col:"编号,户编号,序号"`
	Name     value.Text   `col:"户主,姓名,申请人,学生" need:"cell"`
	Unit     value.Text   `col:"单位,小区,学校"`
	Grade    value.Text   `col:"年级"`
	Class    value.Text   `col:"班级"`
	Category value.Text   `col:"类别"`
	Size     *value.Count `col:"人口,家庭人口,人口数,人数"`
	Amount   *value.Money `col:"金额,拟保障金额,月保障金,补助金额"`
	Start    value.Period `col:"起始月"`
}

// stepCount is how far the applications of a period have come.
type stepCount struct {
	Row
	Step       value.Text   `col:"步骤" need:"cell"`
	Households *value.Count `col:"户数,件数"`
	Date       value.Date   `col:"日期"`
	Handlers   value.Text   `col:"经办人,调查人" ref:"any"`
	Present    *value.Count `col:"到会,到会人数"`
	Yes        *value.Count `col:"同意"`
	No         *value.Count `col:"反对"`
	Abstain    *value.Count `col:"弃权"`
}

// The stages of a benefit: the list before it goes up, the list that was approved, and what was paid.
const (
	stageBefore = "报前公示"
	stageAfter  = "批后公示"
	stagePaid   = "发放"
)

var benefitStages = []string{stageBefore, stageAfter, stagePaid}

// benefitSettings is the kind's part of board.yaml.
type benefitSettings struct {
	Programs []program    `key:"programs" zh:"项目" help:"有哪些项目，各是哪一类、多久一期、最迟哪天发放；不写时不限"`
	Steps    []value.Text `key:"steps" zh:"审核步骤" help:"按顺序写；不写是申请、入户调查、集体讨论、公示、街道审核、县级确认"`
	Least    *value.Count `key:"minSample" zh:"最少人数" help:"少于这个数的不分类显示；不写是 5"`
}

// program is one programme of aid.
type program struct {
	Place
	Name      value.Text      `key:"name" zh:"名称" help:"项目的名称" need:"yes" short:"yes"`
	Category  value.Text      `key:"category" zh:"类别" help:"低保、优抚、老年、助学、慰问、救济……"`
	Every     value.Frequency `key:"every" zh:"周期" help:"多久一期：每月、每半年、每学期……"`
	Due       *value.Due      `key:"due" zh:"发放时限" help:"最迟哪天发放，例如 当月10日"`
	ReportDue *value.Due      `key:"reportDue" zh:"报送时限" help:"最迟哪天报送，例如 当月5日"`
	Shift     *value.Bool     `key:"shift" zh:"顺延" help:"最后一天放假时是否顺延到上班那天；不写是顺延"`
	Festivals []value.Text    `key:"festivals" zh:"节日" help:"一年里在哪些节日发放"`
}

// defaultSteps are those of today's rule, 乡镇（街道）审核 and 县级确认; older plans had three levels.
var defaultSteps = []string{"申请", "入户调查", "集体讨论", "公示", "街道审核", "县级确认"}

// fewPersons is below how many persons nothing is split, where a board does not say (R19).
const fewPersons = 5

var errProgramTwice = diag.Define("GK0897", diag.Error, "“%[1]s”写了两次。", "只留一个。")

func checkBenefitSettings(s *benefitSettings, report *diag.Report) {
	seen := map[value.Text]bool{}
	for _, p := range s.Programs {
		if seen[p.Name] {
			report.Add(errProgramTwice.At(p.Pos, p.Name))
		}
		seen[p.Name] = true
	}
}

func (s *benefitSettings) least() int {
	if s.Least == nil {
		return fewPersons
	}
	return int(*s.Least)
}

func (s *benefitSettings) stepNames() []string {
	if len(s.Steps) == 0 {
		return defaultSteps
	}
	return plain(s.Steps)
}

func (s *benefitSettings) programNames() []string {
	out := make([]string, len(s.Programs))
	for i, p := range s.Programs {
		out[i] = string(p.Name)
	}
	return out
}

// program returns what the board says of a programme; the zero program where it says nothing.
func (s *benefitSettings) program(name value.Text) program {
	i := slices.IndexFunc(s.Programs, func(p program) bool { return p.Name == name })
	if i < 0 {
		return program{Name: name}
	}
	return s.Programs[i]
}

// day returns the last day in time for a period by one of the programme's rules; the zero day where there
// is no rule, or nobody can tell yet.
func (p program) day(days *calendar.Calendar, rule *value.Due, of value.Period) value.Date {
	if rule == nil {
		return value.Date{}
	}
	day, unmoved := days.Last(*rule, of, p.Shift == nil || bool(*p.Shift))
	if unmoved {
		return value.Date{}
	}
	return day
}

var benefit = &typed[benefitRecord, benefitSettings]{
	name: "benefit", title: "惠民补贴",
	help:     "低保、优抚、高龄补贴、助学、慰问：一期的人数变动和发放，或者正在公示的名单",
	settings: checkBenefitSettings, check: checkBenefit, relate: relateBenefit,
	blocks: benefitBlocks, overview: benefitOverview, measures: benefitMeasures,
	notice: NoticeRule{After: Stub, Least: Stub}, shorten: (*benefitRecord).shorten,
}

func (b *benefitRecord) reportsOn() value.Period { return b.Period }

// listsPersons reports whether names have to go when the notice period has ended.
func (b *benefitRecord) listsPersons() bool { return len(b.List) > 0 }

// shorten takes out the names, and with a list everything that was written about those in it.
func (b *benefitRecord) shorten() {
	b.List = nil
	if b.isList() {
		b.Reason, b.Answer = "", ""
		b.Steps = slices.Clone(b.Steps)
		for i := range b.Steps {
			b.Steps[i].Handlers = ""
		}
	}
}

// paidBy reports whether the money had been paid by a day.
func (b *benefitRecord) paidBy(day value.Date) bool { return !b.Paid.IsZero() && !b.Paid.After(day) }

// isList reports whether the record is a list on notice.
func (b *benefitRecord) isList() bool { return b.Stage != stagePaid }

// series is what the periods of a programme, or of a festival of it, follow each other in.
func (b *benefitRecord) series() string { return string(b.Festival) + string(b.Program) }
