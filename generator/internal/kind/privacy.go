package kind

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Records about opinions, inspections and visits tell of matters, not of the people in them
// (rule R7). Package privacy finds numbers in every source; here are the names and doors that only a kind can
// judge, and words that may mean something else are let through.

var errPrivate = diag.Define("GK0919", diag.Error, "“%[1]s”里有%[2]s“%[3]s”，不能公开。", "%[4]s。")

// trace is one way in which a text tells who somebody is.
type trace struct {
	what, hint string
	pattern    *regexp.Regexp
}

// surnames are common ones that seldom begin another word.
const surnames = "王李张刘陈杨黄赵周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴钟汪田姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙钱汤尹黎乔贺赖龚何许"

var traces = []trace{
	{"门牌住址", "只写到小区或者楼栋", regexp.MustCompile(`((?:\d+|[A-Za-z])(?:单元|号楼|栋|幢|座)\d{3,4}(?:室|号|户)?)`)},
	{"姓名", "只写姓，例如“王女士”“张*”", regexp.MustCompile(`(?:^|[^\p{Han}]|居民|业主|家长|患者|村民|群众|司机|走访|慰问|看望|帮助)([` + surnames + `]\p{Han}{1,2})(?:先生|女士|反映|投诉|举报|来电|来信)`)},
}

// notNames are words that begin with a surname.
var notNames = []string{"许多", "周末", "周边", "周围", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "程序", "田间", "何时", "何人", "何事", "张贴", "林业", "孔洞"}

// checkPrivate reports what in a text tells who somebody is.
func (e *env[S]) checkPrivate(label, text string, pos diag.Pos) {
	text = value.Normalize(text)
	for _, t := range traces {
		for _, m := range t.pattern.FindAllStringSubmatch(text, -1) {
			if !slices.ContainsFunc(notNames, func(w string) bool { return strings.HasPrefix(m[1], w) }) {
				e.report(errPrivate, pos, label, t.what, m[1], t.hint)
			}
		}
	}
}

// checkNameless reports a text that names somebody, also of the board's own people: what went
// wrong is told of units and posts.
func (e *env[S]) checkNameless(label, text string, pos diag.Pos) {
	e.checkPrivate(label, text, pos)
	for _, p := range e.Roster.People {
		if strings.Contains(text, string(p.Name)) {
			e.report(errPrivate, pos, label, "姓名", string(p.Name), "写单位或者岗位，不写个人")
			return
		}
	}
}

// checkProse looks at what a record says besides the cells that its kind checks itself.
func (e *env[S]) checkProse(r *Record) {
	e.checkPrivate("标题", string(r.Title), r.At("title"))
	e.checkPrivate("摘要", string(r.Summary), r.At("summary"))
	for _, p := range r.parts {
		switch p := p.Part.(type) {
		case *source.Prose:
			e.checkPrivate("正文", p.Text, diag.Pos{File: r.Path})
		case *source.Table:
			for _, row := range p.Rows {
				for i, cell := range row {
					e.checkPrivate(p.Header[i].Text, cell.Text, cell.Pos)
				}
			}
		}
	}
}

// tellTale are words in the title of a column that holds what must not be shown.
var tellTale = []string{"身份证", "手机", "住址", "家庭地址", "举报人", "被举报", "出生", "银行卡", "联系电话"}

// checkColumns reports columns that must not be there, and looks at what stands in the others.
func (e *env[S]) checkColumns(l Layout, rows []Row) {
	for i, col := range l.Extra {
		if slices.ContainsFunc(tellTale, func(w string) bool { return strings.Contains(col.Title, w) }) {
			e.report(errPrivate, col.Pos, "表头", "一列", col.Title, "删掉这一列：公开的只是事情，不是人")
			continue
		}
		for _, r := range rows {
			e.checkPrivate(col.Title, r.Extra[i].Text, r.Extra[i].Pos)
		}
	}
}

// anonymous are what people write where somebody does not want to be named.
var anonymous = []string{"匿名", "不留名", "居民", "群众", "业主", "家长", "学生", "患者", "司机", "司乘", "党员", "代表", "职工"}

// checkMasked reports a name that is not masked.
func (e *env[S]) checkMasked(label string, name value.Text, pos diag.Pos) {
	text := value.Normalize(string(name))
	masked := strings.ContainsAny(text, "*×某") || strings.HasSuffix(text, "先生") || strings.HasSuffix(text, "女士") ||
		slices.ContainsFunc(anonymous, func(w string) bool { return strings.Contains(text, w) })
	if text != "" && !masked {
		e.report(errPrivate, pos, label, "没有隐去的姓名", text, "只写姓，其余用 * 代替，例如“张*”“张*华”；不愿留名的写“匿名”")
	}
}
