package theme

import (
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	texttemplate "text/template"
	"unicode/utf8"

	"gongkai/generator/internal/diag"
)

var errTemplate = diag.Define("GK0602", diag.Error,
	"主题模板%[1]s写错了：%[2]s。", "改正这一处；不会改时删掉这个文件，就会用回自带的模板。")

// isTemplateError reports whether a template is to blame.
func isTemplateError(err error) bool {
	var exec texttemplate.ExecError
	return errors.As(err, &exec) || isEscapeError(err)
}

func isEscapeError(err error) bool {
	var escape *template.Error
	return errors.As(err, &escape)
}

// place finds the innermost place that an error of html/template names, as in
// “template: blocks/facts.html:3:7: executing …”.
var place = regexp.MustCompile(`(?:html/)?template: ?([^\s:]+\.html):(\d+)(?::(\d+))?:? ?`)

// broken turns an error of html/template into one that says in Chinese which of
// the board's own files is wrong and where. dir is the folder of the surface, and name the
// template at hand, for errors that name none. An error in a built-in file stays as it is.
func (f *files) broken(err error, dir, name string) error {
	text, pos := err.Error(), diag.Pos{}
	if all := place.FindAllStringSubmatchIndex(text, -1); all != nil {
		m := all[len(all)-1]
		name = text[m[2]:m[3]]
		pos.Line, _ = strconv.Atoi(text[m[4]:m[5]])
		if m[6] >= 0 {
			offset, _ := strconv.Atoi(text[m[6]:m[7]])
			pos.Col = f.column(f.home(dir, name), pos.Line, offset)
		}
		text = text[m[1]:]
	}
	if !strings.HasSuffix(name, ".html") {
		name += ".html"
	}
	line := ""
	if pos.Line > 0 {
		line = fmt.Sprintf("第 %d 行", pos.Line)
	}
	pos.File = f.home(dir, name)
	if !f.own[pos.File] {
		return err
	}
	return f.fault(errTemplate, pos, err, line, inChinese(text))
}

// column turns an offset in a line into a column that people can count.
func (f *files) column(name string, line, offset int) int {
	data, err := f.read(name)
	lines := strings.SplitAfter(string(data), "\n")
	if err != nil || line < 1 || line > len(lines) || offset > len(lines[line-1]) {
		return 0
	}
	return utf8.RuneCountInString(lines[line-1][:offset]) + 1
}

// sayings are what html/template says, and what that means to people.
var sayings = []struct {
	pattern *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`function "([^"]*)" not defined`), "没有“$1”这个函数"},
	{regexp.MustCompile(`can't evaluate field (\S+) in type \S*`), "这里没有“.$1”这一项"},
	{regexp.MustCompile(`unexpected EOF`), "模板没有写完，可能少了 {{end}}"},
	{regexp.MustCompile(`unexpected \{\{end\}\}`), "多了一个 {{end}}"},
	{regexp.MustCompile(`unexpected \{\{else\}\}`), "{{else}} 不在 {{if}}、{{range}} 或 {{with}} 里面"},
	{regexp.MustCompile(`unclosed action`), "{{ 后面没有写 }}"},
	{regexp.MustCompile(`unterminated (?:quoted string|raw quoted string|character constant)`), "引号没有成对"},
	{regexp.MustCompile(`unclosed comment`), "注释没有写完"},
	{regexp.MustCompile(`undefined variable "([^"]*)"`), "没有“$1”这个变量"},
	{regexp.MustCompile(`missing value for (\w+)`), "{{$1}} 后面缺少内容"},
	{regexp.MustCompile(`(?:template "|no such template "|template: no template ")([^"]*)"(?: not defined)?`), "没有名为“$1”的模板"},
	{regexp.MustCompile(`wrong number of args for (\S+?):? .*`), "“$1”后面写的项数不对"},
	{regexp.MustCompile(`range can't iterate over .*`), "{{range}} 后面的不是列表"},
	{regexp.MustCompile(`.*(?:ends in a non-text context|branches end in different contexts).*`), "HTML 标签或引号没有写完整"},
	{regexp.MustCompile(`.*appears in an ambiguous context.*`), "这里的内容放在了不安全的位置"},
	{regexp.MustCompile(`unexpected (.+?) in (\S+)(?: .*)?$`), "{{$2}} 里不能写 $1"},
	{regexp.MustCompile(`unexpected (.+)$`), "不能写 $1"},
}

// inChinese explains an error of html/template. One that it does not know it quotes.
func inChinese(text string) string {
	for _, s := range sayings {
		if m := s.pattern.FindStringSubmatchIndex(text); m != nil {
			return string(s.pattern.ExpandString(nil, s.chinese, text, m))
		}
	}
	return "模板引擎的说明是“" + strings.TrimSpace(text) + "”"
}
