package kind

import (
	"regexp"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

var errAidPrivacy = diag.Define("GK0878", diag.Error, "“%[1]s”里有%[2]s“%[3]s”，不能公开。", "%[4]s。")

// aidTraces are texts that tell who gets aid, by what they look like. Numbers of identity cards, banks and phones are
// found by package privacy, in every source.
var aidTraces = []struct {
	what, hint string
	tables     bool // looked for in tables and keys alone: in running text the words may mean something else
	pattern    *regexp.Regexp
}{
	{"门牌住址", "只写到小区", false, regexp.MustCompile(`(\d+(?:号楼|栋|幢|座|单元)\d+(?:单元)?\d*(?:室|号|户)?)`)},
	{"门牌住址", "只写到小区", true, regexp.MustCompile(`(\d+(?:号楼|栋|幢|座|单元|号院|室))`)},
	{"病情", "不写病种，写“医疗救助”就够了", true, regexp.MustCompile(`(癌|肿瘤|尿毒症|白血病|糖尿病|高血压|心脏病|冠心病|脑梗|脑瘫|中风|精神分裂|精神病|抑郁|艾滋|肝炎|肝硬化|肺结核|透析|化疗|瘫痪|血友病|帕金森|癫痫|患有\p{Han}+)`)},
}

// lookForTraces reports what in a text tells who somebody is.
func (e *env[S]) lookForTraces(label, text string, pos diag.Pos, inTable bool) {
	text = value.Normalize(text)
	for _, t := range aidTraces {
		if m := t.pattern.FindStringSubmatch(text); m != nil && (inTable || !t.tables) {
			e.report(errAidPrivacy, pos, label, t.what, m[1], t.hint)
			return
		}
	}
}

// checkBenefitPrivacy looks at everything that a record says of people (R7).
func checkBenefitPrivacy(c *env[benefitSettings], it *item[benefitRecord]) {
	look := c.lookForTraces
	look("标题", string(it.Title), it.At("title"), true)
	look("摘要", string(it.Summary), it.At("summary"), true)
	look("说明", string(it.own.Reason), it.At("reason"), true)
	look("异议处理", string(it.own.Answer), it.At("answer"), true)
	for _, p := range it.parts {
		switch p := p.Part.(type) {
		case *source.Prose:
			look("正文", p.Text, it.end, false)
		case *source.Table:
			for _, row := range p.Rows {
				for i, cell := range row {
					look(p.Header[i].Text, cell.Text, cell.Pos, true)
				}
			}
		}
	}
	for _, h := range it.own.Changes {
		look("原因", string(h.Reason), h.At("原因"), true)
	}
	for _, p := range it.own.Payments {
		look("类别", string(p.Category), p.At("类别"), true)
		look("备注", string(p.Note), p.At("备注"), true)
		for i, x := range p.Extra {
			look(it.own.Columns.Extra[i].Title, x.Text, x.Pos, true)
		}
	}
	checkListed(c, it.own, look)
}

// checkListed refuses everything in a list of names but what is asked for: a masked name, how many they are, how much they get.
func checkListed(c *env[benefitSettings], b *benefitRecord, look func(label, text string, pos diag.Pos, inTable bool)) {
	for _, col := range b.Layout.Extra {
		c.report(errAidPrivacy, col.Pos, "公示名单", "多出来的一列", col.Title, "删掉这一列；名单里只写编号、户主（张*）、人口、金额，学生只写学校、年级、班级")
	}
	for _, l := range b.List {
		if l.Total != "" {
			continue
		}
		if name := value.Normalize(string(l.Name)); !strings.ContainsAny(name, "*×某") {
			c.report(errAidPrivacy, l.At("户主"), "户主", "没有隐去的姓名", name, "只留姓，其余用 * 代替，例如“张*”“张*华”")
		}
		look("户主", string(l.Name), l.At("户主"), true)
		look("编号", string(l.Number), l.At("编号"), true)
		look("单位", string(l.Unit), l.At("单位"), true)
		look("类别", string(l.Category), l.At("类别"), true)
	}
}
