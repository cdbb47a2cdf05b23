package board

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// GovProfile is the profile of a board on a government's website, to which the rules for such sites apply
// (国办发〔2017〕47号): tags in every page, and columns that are kept up.
const GovProfile = "gov"

// Government is what a government's website says of itself.
type Government struct {
	Code   value.Text `key:"code" zh:"网站标识码" help:"10 位数字，或者 bm 加 8 位数字"`
	Domain value.Text `key:"domain" zh:"域名" help:"网站的域名，例如 www.example.gov.cn"`
	ICP    value.Text `key:"icp" zh:"备案号" help:"ICP 备案号，照原样写"`
	Police value.Text `key:"police" zh:"公安备案号" help:"公安机关备案号，照原样写"`
}

// ColumnTypes are the names that the national standard for page tags has for columns, as far as they are known here.
var ColumnTypes = []string{
	"首页", "概况信息", "机构职能", "负责人信息", "工作动态", "通知公告", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报",
	"依申请公开", "数据发布", "数据开放", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
}

// After how many days an inspector calls the home page, and columns of a type, not kept up.
const staleHome = 14

var staleColumns = map[string]int{"工作动态": 14, "通知公告": 183, "政策文件": 183}

var (
	errProfile    = diag.Define("GK0970", diag.Error, "没有“%[1]s”这种网站规范。", "政府网站写 gov；不是政府网站的，删掉这一行。")
	warnNoCode    = diag.Define("GK0971", diag.Warning, "政府网站的每一页都要有%[1]s，这里没有写，网页上就没有这一项。", "在 board.yaml 的“政府网站”下面写“%[1]s: …”。")
	errCode       = diag.Define("GK0972", diag.Error, "网站标识码“%[1]s”写得不对。", "写 10 位数字，或者 bm 加 8 位数字，照标识码证书上的写。")
	warnNoType    = diag.Define("GK0973", diag.Warning, "“%[1]s”没有写栏目类型，政府网站的栏目页要标明它。", "在这个文件夹的 _index.md 里写“栏目类型: …”，例如“信息公开目录”“通知公告”“办事服务”。")
	warnOddType   = diag.Define("GK0974", diag.Warning, "栏目类型“%[1]s”不在常用的类型里。", "%[2]s可以写：%[3]s。国家标准里确有这一类型的，不用改。")
	warnNoText    = diag.Define("GK0975", diag.Warning, "“%[1]s”没有简介，政府网站的栏目页要有栏目描述。", "在这个文件夹的 _index.md 里写“简介: …”。")
	warnStaleHome = diag.Define("GK0976", diag.Warning, "首页已经 %[1]d 天没有新内容，最近一条是 %[2]s 的；超过两个星期，检查时一票否决。", "有应当公开的，尽快公开；发布日期照实写，不要改旧记录的日期。")
	warnStale     = diag.Define("GK0977", diag.Warning, "“%[1]s”已经 %[2]d 天没有更新，%[3]s栏目要求不超过 %[4]d 天。", "更新栏目；不再更新的，把它并到别的栏目里。")
	warnEmpty     = diag.Define("GK0978", diag.Warning, "“%[1]s”是空栏目，网站上不显示它。", "补上内容，或者删掉这个文件夹。")
)

// IsGov reports whether the rules for governments' websites apply.
func (b *Board) IsGov() bool { return b.Profile == GovProfile }

// checkProfile checks what board.yaml says of the website.
func (b *Board) checkProfile(report *diag.Report) {
	if b.Profile == "" {
		b.Profile = value.Text(b.Options.Profile)
	}
	if b.Profile != "" && !b.IsGov() {
		report.Add(errProfile.At(b.places["profile"], b.Profile))
	}
	code := string(b.Government.Code)
	if code != "" && !siteCode.MatchString(code) {
		report.Add(errCode.At(b.places["government"], code))
	}
	if !b.IsGov() {
		return
	}
	at := diag.Pos{File: path.Join(b.Dir, ConfigFile)}
	for _, f := range []struct{ name, text string }{{"网站标识码", code}, {"域名", string(b.Government.Domain)}} {
		if f.text == "" {
			report.Add(warnNoCode.At(at, f.name))
		}
	}
}

var siteCode = regexp.MustCompile(`^(\d{10}|bm\d{8})$`)

// inspect finds what an inspector of governments' websites would: what is not kept up, empty, or not described.
func (b *Board) inspect(report *diag.Report) {
	if !b.IsGov() {
		return
	}
	if newest := newestOf(b.Records); newest != nil {
		if days := b.Options.AsOf.Sub(newest.From()); days > staleHome {
			report.Add(warnStaleHome.At(diag.Pos{File: path.Join(b.Dir, ConfigFile)}, days, newest.From()))
		}
	}
	b.Root.Walk(func(s *Section) {
		if s.Parent != nil {
			b.inspectSection(s, report)
		}
	})
}

func (b *Board) inspectSection(s *Section, report *diag.Report) {
	if s.Empty() {
		report.Add(warnEmpty.At(s.pos, s.Title))
		return
	}
	if s.Column == "" {
		report.Add(warnNoType.At(s.pos, s.Title))
	} else if !slices.Contains(ColumnTypes, s.Column) {
		report.Add(warnOddType.At(s.pos, s.Column, diag.DidYouMean(s.Column, ColumnTypes), strings.Join(ColumnTypes, "、")))
	}
	if s.Description == "" {
		report.Add(warnNoText.At(s.pos, s.Title))
	}
	if most := staleColumns[s.Column]; most > 0 && len(s.Records) > 0 {
		if days := b.Options.AsOf.Sub(newestOf(s.Records).From()); days > most {
			report.Add(warnStale.At(s.pos, s.Title, days, s.Column, most))
		}
	}
}

// newestOf returns the record that was published last; nil for none.
func newestOf(records []*kind.Record) *kind.Record {
	var newest *kind.Record
	for _, r := range records {
		if newest == nil || r.From().After(newest.From()) {
			newest = r
		}
	}
	return newest
}
