package board

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// Strip is an LED strip (条屏) of the board.
type Strip struct {
	kind.Place
	Name      value.Text   `key:"name" zh:"名称" help:"挂在哪里的条屏，例如 门头条屏" need:"yes"`
	Slug      value.Text   `key:"slug" zh:"文件名" help:"文本文件的名字；不写时用名称的拼音"`
	Most      value.Text   `key:"most" zh:"最长" help:"一条最多多少，看条屏的说明书，例如 84字、500字节"`
	Encoding  value.Text   `key:"encoding" zh:"编码" help:"最长按字节算时，条屏用 gbk 还是 utf8"`
	Show      []value.Text `key:"show" zh:"内容" help:"放哪些，按顺序写：公示、数字、新公开、条目、电话"`
	Templates kind.Pairs   `key:"templates" zh:"模板" help:"一种内容怎么写，例如 公示: 【公示】{标题}，到{止}止"`

	Limit int  // in characters or bytes
	Bytes bool // Limit counts bytes
	UTF8  bool // of UTF-8, not of GBK
}

// stripSorts are what a strip can show, in the order in which it does so by default, with the
// template of each and what may stand between braces.
var stripSorts = []struct {
	name, template string
	fields         []string
}{
	{"公示", "【公示】{标题}，公示至{止}，有异议请拨{电话}。", []string{"标题", "起", "止", "状态", "单位", "电话"}},
	{"数字", "{名称}：{数值}{说明}", []string{"名称", "数值", "说明", "单位", "电话"}},
	{"新公开", "【新公开】{标题}（{日期}）", []string{"标题", "日期", "单位", "电话"}},
	{"条目", "{名称}：{条目}", []string{"名称", "条目", "单位", "电话"}},
	{"电话", "{单位}监督电话：{电话}", []string{"单位", "电话"}},
}

// StripSorts lists what a strip can show.
func StripSorts() []string {
	var out []string
	for _, s := range stripSorts {
		out = append(out, s.name)
	}
	return out
}

// Template returns how a strip words a sort of content.
func (s *Strip) Template(sort string) string {
	if t, ok := s.Templates.Get(sort); ok {
		return t
	}
	for _, known := range stripSorts {
		if known.name == sort {
			return known.template
		}
	}
	return ""
}

// defaultMost is the shortest limit that was found in manuals of control cards: 84 characters.
const defaultMost = 84

var (
	errStripMost  = diag.Define("GK0360", diag.Error, "看不懂条屏的最长“%[1]s”。", "写成“84字”或者“500字节”，至少 16。")
	errStripCode  = diag.Define("GK0361", diag.Error, "条屏没有“%[1]s”这种编码。", "写 gbk 或 utf8；说明书没写的用 gbk。")
	errStripSort  = diag.Define("GK0362", diag.Error, "条屏不能放“%[1]s”。", "%[2]s可以写：%[3]s。")
	errStripField = diag.Define("GK0363", diag.Error, "模板里的“{%[1]s}”不知道填什么。", "“%[2]s”的模板可以用：%[3]s。")
	errStripTwice = diag.Define("GK0364", diag.Error, "两个条屏的文件名都是“%[1]s”。", "用“文件名”给其中一个另起名字。")
)

var (
	mostText   = regexp.MustCompile(`^(\d{2,5})(字|个字|字节)$`)
	fieldInner = regexp.MustCompile(`\{([^{}]*)\}`)
)

// checkStrips completes the strips of board.yaml and reports what is wrong with them.
func checkStrips(strips []Strip, report *diag.Report) {
	seen := map[string]bool{}
	for i := range strips {
		s := &strips[i]
		s.measure(report)
		if s.Slug == "" {
			s.Slug = value.Text(slug(string(s.Name)))
		} else {
			s.Slug = value.Text(checkSlug(string(s.Slug), s.Pos, report))
		}
		if seen[string(s.Slug)] {
			report.Add(errStripTwice.At(s.Pos, s.Slug))
		}
		seen[string(s.Slug)] = true
		for _, show := range s.Show {
			s.checkSort(string(show), s.Pos, report)
		}
		if len(s.Show) == 0 {
			for _, name := range StripSorts() {
				s.Show = append(s.Show, value.Text(name))
			}
		}
		for _, t := range s.Templates {
			if s.checkSort(t.Key, t.Pos, report) {
				checkTemplate(t, report)
			}
		}
	}
}

func (s *Strip) measure(report *diag.Report) {
	s.Limit = defaultMost
	if s.Most != "" {
		m := mostText.FindStringSubmatch(strings.ReplaceAll(value.Normalize(string(s.Most)), " ", ""))
		if m == nil {
			report.Add(errStripMost.At(s.Pos, s.Most))
			return
		}
		s.Limit, _ = strconv.Atoi(m[1]) // the pattern lets only digits through
		s.Bytes = m[2] == "字节"
		if s.Limit < 16 {
			report.Add(errStripMost.At(s.Pos, s.Most))
		}
	}
	switch strings.ToLower(strings.ReplaceAll(string(s.Encoding), "-", "")) {
	case "", "gbk", "gb2312":
	case "utf8":
		s.UTF8 = true
	default:
		report.Add(errStripCode.At(s.Pos, s.Encoding))
	}
}

func (s *Strip) checkSort(name string, pos diag.Pos, report *diag.Report) bool {
	if slices.Contains(StripSorts(), name) {
		return true
	}
	report.Add(errStripSort.At(pos, name, diag.DidYouMean(name, StripSorts()), strings.Join(StripSorts(), "、")))
	return false
}

func checkTemplate(t kind.Pair, report *diag.Report) {
	for _, known := range stripSorts {
		if known.name != t.Key {
			continue
		}
		for _, m := range fieldInner.FindAllStringSubmatch(t.Text, -1) {
			if !slices.Contains(known.fields, m[1]) {
				report.Add(errStripField.At(t.Pos, m[1], t.Key, "{"+strings.Join(known.fields, "}、{")+"}"))
			}
		}
	}
}
