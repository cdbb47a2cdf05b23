// Package starter holds what a board can begin with: small boards of several types of offices, and one example of
// each kind of record. They are templates in content/starters, because the days in them follow from the as-of date:
// an example that is overdue the day it is made would teach nothing.
package starter

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"time"

	"golang.org/x/tools/txtar"

	"gongkai/content"
	"gongkai/generator/internal/value"
)

// Type is a type of office. What its board is made of stands in content/starters; here is what examples call by
// other names there.
type Type struct {
	Name   string // shequ: what --like takes
	Title  string // 社区
	Office string // the name of the office until it gives its own
	words
}

// words are what the examples say differently from office to office.
type words struct {
	Palette     string
	Head        string // what who leads it is called
	Account     string // whose money the accounts are of
	Affair      string // what was decided
	AffairSort  string
	Program     string // a benefit
	ProgramSort string
	Service     string // what people come for
	Audience    string
}

// Types lists the types of offices, in the order in which clerks see them.
var Types = []Type{
	{"shequ", "社区、村", "示例社区居民委员会", words{
		"red", "居民委员会主任", "居务", "充电棚选址的公示", "民生实事", "高龄补贴", "老年", "高龄补贴申领", "80岁以上的居民",
	}},
	{"jiguan", "机关、窗口单位", "示例县公共服务局", words{
		"blue", "局长", "公务", "窗口布局调整的公示", "民生实事", "困难补助", "救济", "证明开具", "在本县办事的单位和个人",
	}},
	{"xuexiao", "学校", "示例中学", words{
		"blue", "校长", "食堂", "校服选用的公示", "教育收费", "困难学生资助", "助学", "学生转学", "学生家长",
	}},
	{"shoufei", "收费站、服务站点", "示例高速公路管理所", words{
		"blue", "所长", "站务", "站区改造的公示", "民生实事", "困难职工补助", "救济", "发票补开", "过往司机",
	}},
	{"yiyuan", "医院、卫生系统", "示例县人民医院", words{
		"green", "院长", "院务", "门诊布局调整的公示", "民生实事", "困难患者救助", "救济", "病历复印", "住过院的患者和家属",
	}},
}

// Find returns the type of a name or a title; nil for none.
func Find(name string) *Type {
	for i, t := range Types {
		if t.Name == name || t.Title == name {
			return &Types[i]
		}
	}
	return nil
}

// File is a file of a board.
type File struct {
	Path string // slash path
	Text string
}

// Board returns the files of a small board for an office, all of it invented and as of a day.
func Board(t *Type, office string, day value.Date) ([]File, error) {
	text, err := newSheet(t, office, day).fill(t.Name + ".txtar")
	if err != nil {
		return nil, err
	}
	var files []File
	for _, f := range txtar.Parse([]byte(text)).Files {
		files = append(files, File{f.Name, strings.TrimLeft(string(f.Data), "\n")})
	}
	return files, nil
}

// Example returns a record of a kind as it may stand on the board of a type of office.
func Example(t *Type, kind string, day value.Date) (string, error) {
	return newSheet(t, t.Office, day).fill(kind + ".tmpl")
}

// sheet is what the templates are filled with.
type sheet struct {
	words
	Name string // of the office
	day  value.Date
}

func newSheet(t *Type, office string, day value.Date) *sheet {
	return &sheet{words: t.words, Name: office, day: day}
}

// fill fills a template. Templates call each other as {{template "office"}}, and records as {{record "finance"}}.
func (s *sheet) fill(name string) (string, error) {
	t := template.New(name).Option("missingkey=error").Funcs(template.FuncMap{
		"record": func(kind string) (string, error) {
			text, err := s.fill(kind + ".tmpl")
			return strings.TrimSuffix(text, "\n"), err
		},
		"yaml":      yamlText,
		"today":     s.day.ISO,
		"first":     func() string { return s.monthDay(0, 1).ISO() },
		"in":        func(days int) string { return s.day.AddDays(days).ISO() },
		"ago":       func(days int) string { return s.day.AddDays(-days).ISO() },
		"on":        func(months, day int) string { return s.monthDay(months, day).ISO() },
		"zhOn":      func(months, day int) string { return s.monthDay(months, day).String() },
		"month":     func(months int) string { return value.PeriodOf(value.Month, s.monthDay(months, 1)).Key() },
		"monthName": func(months int) string { return value.PeriodOf(value.Month, s.monthDay(months, 1)).String() },
		"monthNo":   func(months int) int { return int(s.monthDay(months, 1).Month()) },
		"yearOf":    func(months int) int { return s.monthDay(months, 1).Year() },
		"year":      s.day.Year,
	})
	for _, file := range []string{"common.tmpl", name} {
		text, err := fs.ReadFile(content.Starters, path.Join("starters", file))
		if err != nil {
			return "", fmt.Errorf("starter %s: %w", file, err)
		}
		if _, err := t.Parse(string(text)); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	err := t.Execute(&b, s)
	return b.String(), err
}

// monthDay is a day of the month that lies so many months from that of the sheet's day.
func (s *sheet) monthDay(months, day int) value.Date {
	t := time.Date(s.day.Year(), s.day.Month()+time.Month(months), day, 0, 0, 0, 0, time.UTC)
	d, err := value.NewDate(t.Year(), int(t.Month()), t.Day())
	if err != nil {
		panic(err) // package time counts only days that exist
	}
	return d
}

var plainText = regexp.MustCompile(`^\p{L}[\p{L}\p{N}（）“”·—]*$`)

// yamlText writes a text as a scalar of YAML.
func yamlText(text string) string {
	if plainText.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}
