package kind

import (
	"regexp"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// serviceRecord is something that people come for: whom it is for, what to bring, which way it
// takes, how long, what it costs, and what became easier (catalogue A16, B06, B14, B15, C04,
// C05, E10, E18). A record may also hold charges, conveniences or advice alone.
type serviceRecord struct {
	Audience   value.Text   `key:"audience" zh:"对象,服务对象,办理对象" help:"谁可以办"`
	Category   value.Text   `key:"category" zh:"类别,事项类别" help:"事项的类别"`
	Conditions value.Text   `key:"conditions" zh:"条件,办理条件" help:"要符合什么条件，几条之间用“；”隔开"`
	Materials  value.Text   `key:"materials" zh:"材料,所需材料" help:"要带什么材料，几样之间用“；”隔开"`
	Ways       []value.Text `key:"ways" zh:"方式,服务方式,办理方式" help:"现场、网上、预约、电话、上门……，可以写几种"`
	Limit      *value.Limit `key:"limit" zh:"办结时限,承诺时限" help:"多久办完，带单位：5个工作日、2小时、当场"`
	Window     value.Text   `key:"window" zh:"窗口,办理窗口,办理地点" help:"在哪里办"`
	Hours      value.Text   `key:"hours" zh:"办理时间" help:"什么时候可以办"`
	Phone      value.Phone  `key:"phone" zh:"电话,咨询电话" help:"有问题打这个电话"`
	Complaint  value.Phone  `key:"complaint" zh:"举报电话,投诉电话" help:"乱收费、不按时办打这个电话；不写时用监督电话"`

	Steps   []serviceStep   `table:"办理流程"`
	Fees    []serviceFee    `table:"收费"`
	Changes []serviceChange `table:"流程优化"`
	Eased   []convenience   `table:"便民举措"`
	Advice  []advice        `table:"咨询服务"`

	order []int // of Steps, each after those that have to come before
}

// serviceStep is one step of the way.
type serviceStep struct {
	Row
	Name   value.Text   `col:"步骤,环节名称" need:"cell"`
	Who    value.Text   `col:"责任岗,责任人,责任岗位" need:"column"`
	Limit  *value.Limit `col:"时限,办理时限"`
	Bring  value.Text   `col:"材料,所需材料"`
	What   Rich         `col:"做什么,内容"`
	Before value.Text   `col:"前置,前置步骤"`
	Next   value.Text   `col:"下一步"`
}

// serviceFee is one charge.
type serviceFee struct {
	Row
	Name   value.Text       `col:"收费项目" need:"cell"`
	Rate   serviceRate      `col:"标准,收费标准" need:"cell"`
	Basis  *value.DocNumber `col:"依据文号,文号" need:"column"`
	Payer  value.Text       `col:"收费对象,对象"`
	Choice *value.Bool      `col:"是否自愿,自愿"`
	Relief value.Text       `col:"减免,减免政策"`
	Until  value.Date       `col:"有效期至,依据有效期至"`
}

// serviceChange is one number of the way before it was made easier, and after.
type serviceChange struct {
	Row
	What   value.Text `col:"指标,优化指标" need:"cell"`
	Before measured   `col:"原,优化前,改前" need:"cell"`
	After  measured   `col:"现,优化后,改后" need:"cell"`
	Since  value.Date `col:"实施日期,取消日期"`
	Why    Rich       `col:"说明,原因"`
}

// convenience is one thing that was made easier for people.
type convenience struct {
	Row
	What   Rich       `col:"举措,便民举措" need:"cell"`
	Class  value.Text `col:"举措类别,类别"`
	Pledge value.Text `col:"承诺"`
	Since  value.Date `col:"上线日期,上线日,实施日期"`
	Effect Rich       `col:"成效"`
}

// advice is how many were advised on something.
type advice struct {
	Row
	Date  value.Date  `col:"咨询日期,日期" need:"cell"`
	Class value.Text  `col:"咨询类别,类别"`
	Topic value.Text  `col:"主题"`
	N     value.Count `col:"人次,咨询人次" need:"cell"`
}

// serviceSettings is the kind's part of board.yaml.
type serviceSettings struct {
	Categories []value.Text `key:"categories" zh:"事项类别" help:"事项有哪些类别；不写时不限"`
	Ways       []value.Text `key:"ways" zh:"方式" help:"有哪些办理方式；不写时用通行的说法"`
	Eased      []value.Text `key:"eased" zh:"举措类别" help:"便民举措有哪几类，和活动方案里的一字不差；不写时不限"`
	Advice     []value.Text `key:"advice" zh:"咨询类别" help:"咨询有哪几类；不写时不限"`
}

// serviceWays are the ways that are common.
var serviceWays = []value.Text{"现场", "网上", "预约", "电话", "上门", "邮寄", "自助", "代办", "掌上", "窗口"}

var (
	errServiceLack  = diag.Define("GK0850", diag.Error, "缺少“%[1]s”。", "办事事项要写明服务事项、服务流程、服务方式和办结时限：%[2]s。")
	errServiceSteps = diag.Define("GK0851", diag.Error, "流程只有 %[1]d 步。", "至少写两步，例如“受理”和“办结”，每步写明责任岗。")
	errServiceSum   = diag.Define("GK0852", diag.Error, "各步时限加起来（%[1]s）超过了办结时限 %[2]s。", "核对各步的时限，或者改正“办结时限”：承诺的是从头到尾的时间。")
	errServiceRef   = diag.Define("GK0853", diag.Error, "“%[1]s”里的“%[2]s”不是这个流程的步骤。", "%[3]s可以写：%[4]s；几步之间用“、”隔开，没有的留空。")
	errServiceLoop  = diag.Define("GK0854", diag.Error, "步骤绕成了一圈：%[1]s。", "核对“前置”和“下一步”，每一步只能在它的前置之后。")
	errServiceBasis = diag.Define("GK0855", diag.Error, "“%[1]s”收费 %[2]s，没有写依据文号。", "写上批准收费的文号，例如“临发改价〔2026〕12号”；不收费的，标准写“不收费”。")
	errServiceTwice = diag.Define("GK0856", diag.Error, "%[1]s“%[2]s”写了两次，另一处在 %[3]s 第 %[4]d 行。", "删掉一处；确实不同的，名称写得能分开。")
	errServiceOld   = diag.Define("GK0857", diag.Warning, "“%[1]s”的收费依据 %[2]s到期，已经过期 %[3]d 天。", "有新文件的，换成新的文号和有效期；没有的停止收费，标准改为“不收费”。")
	errServiceGrown = diag.Define("GK0858", diag.Error, "“%[1]s”原来是 %[2]s，现在是 %[3]s，%[4]s。", "%[5]s")
	errServiceWord  = diag.Define("GK0859", diag.Error, "“%[1]s”不在可选的范围里。", "%[2]s可以写：%[3]s。")
)

var service = &typed[serviceRecord, serviceSettings]{
	name: "service", title: "办事服务",
	help:   "一件事怎么办：对象、材料、流程、方式、时限、收费，以及改进前后的对比",
	traits: Traits{Guides: true, Living: true},
	check:  checkService, relate: relateService, blocks: serviceBlocks, overview: serviceOverview, measures: serviceMeasures,
}

type serviceItem = item[serviceRecord]

// procedure reports whether the record tells how something is done. One that holds charges,
// conveniences or advice alone does not.
func (s *serviceRecord) procedure() bool {
	alone := len(s.Fees)+len(s.Eased)+len(s.Advice) > 0
	return !alone || len(s.Steps) > 0 || s.Limit != nil || len(s.Ways) > 0
}

// serviceRate is what is charged for one of something: 20元/证, 每生每学期850元, 不收费.
type serviceRate struct {
	text   string
	amount value.Money
}

var (
	rateFree = regexp.MustCompile(`^(?:0(?:\.0+)?元?(?:/.+)?|不收费|免费|免收|不收取)$`)
	rateText = regexp.MustCompile(`^((?:每\p{Han}{1,4}?)*)([\d.,]+万?)元(?:[/每](.+))?$`)
)

// TypeName returns the Chinese name of the type.
func (serviceRate) TypeName() string { return "收费标准" }

// Parse reads an amount with what it is charged for, and 不收费.
func (r *serviceRate) Parse(text string) error {
	s := strings.ReplaceAll(value.Normalize(text), " ", "")
	if rateFree.MatchString(s) {
		*r = serviceRate{text: "不收费"}
		return nil
	}
	m := rateText.FindStringSubmatch(s)
	switch {
	case m == nil:
		return &value.Error{Message: "收费标准“" + text + "”看不懂", Hint: "写成“20元/证”“每生每学期850元”或者“不收费”"}
	case m[1] == "" && m[3] == "":
		return &value.Error{Message: "收费标准“" + text + "”没有写计费单位", Hint: "写明每什么收多少，例如“" + s + "/证”“" + s + "/人”"}
	}
	amount, err := value.ParseMoney(m[2])
	if err != nil {
		return err
	}
	*r = serviceRate{strings.TrimSpace(text), amount}
	return nil
}

// String returns the rate as it was written.
func (r serviceRate) String() string { return r.text }

func (r serviceRate) free() bool { return r.amount.IsZero() }

// measured is a number with its unit: 6个, 10个工作日, 2次.
type measured struct {
	n    value.Score
	unit string
}

var quantityText = regexp.MustCompile(`^(\d+(?:\.\d+)?)(\D*)$`)

// TypeName returns the Chinese name of the type.
func (measured) TypeName() string { return "数和单位" }

// Parse reads a number that a unit may follow.
func (q *measured) Parse(text string) error {
	m := quantityText.FindStringSubmatch(strings.ReplaceAll(value.Normalize(text), " ", ""))
	if m == nil {
		return &value.Error{Message: "“" + text + "”不是数", Hint: "写数和单位，例如“6个”“10个工作日”"}
	}
	if err := q.n.Parse(m[1]); err != nil {
		return err
	}
	q.unit = m[2]
	return nil
}

// String formats the measured for readers.
func (q measured) String() string { return q.n.String() + q.unit }
