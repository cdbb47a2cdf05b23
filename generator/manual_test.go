package generator

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/starter"
	"gongkai/generator/internal/value"
)

// manual is the board that is the manual. What of it follows from declarations is written by this test.
const manual = "../content/shouce"

// TestManual holds the references of the manual to the declarations: every key of board.yaml and of every kind, every
// column, every finding. -update writes them.
func TestManual(t *testing.T) {
	pages := map[string]string{
		"设置/_index.md":   settingsPage(),
		"记录类型/_index.md": kindsPage(),
	}
	for i, k := range kind.All {
		dir := path.Join("记录类型", k.Title())
		example := exampleRecord(t, k)
		pages[path.Join(dir, "_index.md")] = kindPage(k, i, example)
		pages[path.Join(dir, "示例.md")] = example
	}
	seen := map[string]bool{}
	for i, topic := range topics {
		pages[path.Join("出了问题", strings.ReplaceAll(topic.title, "、", "")+".md")] = topic.page(i, seen)
	}
	for _, d := range diag.Defs() {
		if !seen[d.Code] && !strings.HasSuffix(d.Place, "_test") {
			t.Errorf("%s of %s is on no page", d.Code, d.Place)
		}
	}
	for name, want := range pages {
		file := filepath.Join(manual, filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			writeFile(t, file, []byte(want))
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("%s is not what the declarations say; see with go test ./generator -run Manual -update and git diff. %v %s", name, err, firstDifference([]byte(want), got))
		}
	}
}

// markdown escapes what would be markup.
var special = regexp.MustCompile("([\\\\`*_{}()\\[\\]<>#|~!])")

func markdown(text string) string { return special.ReplaceAllString(text, `\$1`) }

func front(title string, weight int, help string, more ...string) string {
	return fmt.Sprintf("---\n标题: %s\n%s排序: %d\n简介: %s\n---\n\n", title, strings.Join(more, ""), weight, help)
}

// fieldTable is the reference of some keys; those of groups follow their group.
func fieldTable(fields []kind.Field) string {
	var b strings.Builder
	b.WriteString("| 项目 | 写什么 | 说明 |\n| --- | --- | --- |\n")
	fieldRows(&b, fields, "")
	return b.String()
}

func fieldRows(b *strings.Builder, fields []kind.Field, group string) {
	for _, f := range fields {
		help := f.Help + refers(f.Refers) + "。"
		if f.Required {
			help = "必填。" + help
		}
		fmt.Fprintf(b, "| %s%s | %s | %s英文名 %s |\n", group, strings.Join(f.Aliases, " 或 "), markdown(f.TypeName), markdown(help), f.Name)
		fieldRows(b, f.Fields, group+f.Label()+" › ")
	}
}

func settingsPage() string {
	var b strings.Builder
	b.WriteString(front("设置（board.yaml）", 30, "公开栏的名称、电话、活动体系、名录、公开目录、电子屏"))
	b.WriteString("board.yaml 是公开栏的设置，用记事本打开。每行写“名称: 内容”，冒号用半角，后面空一格；一组内容换行，前面空两格。中文名和英文名都可以用。`#` 后面是给自己看的话。\n\n")
	b.WriteString("这一页由程序的声明生成，和 `gongkai explain board` 一样。\n\n## 最少要写的\n\n```text\n名称: 红梅社区公开栏\n单位: 红梅社区居民委员会\n监督电话: 0000-12345678\n```\n\n")
	var plain []kind.Field
	var groups []kind.Field
	for _, f := range board.ConfigFields() {
		if len(f.Fields) > 0 {
			groups = append(groups, f)
		} else {
			plain = append(plain, f)
		}
	}
	b.WriteString("## 单独一行的\n\n" + fieldTable(plain))
	for _, f := range groups {
		fmt.Fprintf(&b, "\n## %s\n\n%s。英文名 %s。\n\n%s", f.Label(), markdown(f.Help), f.Name, fieldTable(f.Fields))
	}
	b.WriteString("\n## 类型设置\n\n“类型设置”下面按类型写，各类能写什么，看[记录类型](../记录类型/_index.md)里那一类的说明：\n\n```text\n类型设置:\n  evaluation:\n    来源: {群众评议: 50, 党员互评: 20, 领导点评: 30}\n```\n")
	return b.String()
}

func kindsPage() string {
	var b strings.Builder
	b.WriteString(front("记录类型", 20, "每一类记录做什么用、写哪些项目，各带一个活的例子"))
	b.WriteString("一条记录是一类。类型写在栏目的 _index.md 里（类型: finance），或者写在记录开头。下面每一类一页，有说明和一个例子；例子就是用这个程序生成的。\n\n")
	for _, k := range kind.All {
		fmt.Fprintf(&b, "- [%s](%s/_index.md)（%s）：%s\n", k.Title(), k.Title(), k.Name(), markdown(k.Help()))
	}
	b.WriteString("\n## 每一类都可以写的\n\n" + fieldTable(kind.Declared[kind.Common]()))
	return b.String()
}

func kindPage(k kind.Kind, i int, example string) string {
	var b strings.Builder
	b.WriteString(front(k.Title(), (i+1)*10, k.Help(), "类型: "+k.Name()+"\n"))
	fmt.Fprintf(&b, "%s。\n\n写新的一条：`gongkai new %s`。在命令行里看这一页：`gongkai explain %s`。\n\n## 例子是这样写的\n\n```text\n%s```\n", markdown(k.Help()), k.Title(), k.Title(), example)
	if own := k.Fields()[len(kind.Declared[kind.Common]()):]; len(own) > 0 {
		b.WriteString("\n## 开头可以写的\n\n除了[每一类都可以写的](../_index.md#每一类都可以写的)，还有：\n\n" + fieldTable(own))
	}
	for _, t := range k.Tables() {
		fmt.Fprintf(&b, "\n## 表格：%s\n\n%s。\n\n| 列 | 写什么 | 要求 |\n| --- | --- | --- |\n", t.Name, map[bool]string{true: "必须有", false: "可以没有"}[t.Required])
		for _, c := range t.Columns {
			need := strings.TrimPrefix(map[bool]string{true: "每一格都要填"}[c.Cell]+refers(c.Refers), "，")
			if c.Column && !c.Cell {
				need = strings.TrimSuffix("必须有这一列"+refers(c.Refers), "，")
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.Join(c.Titles, " 或 "), markdown(c.TypeName), need)
		}
		if t.Open {
			b.WriteString("\n其余的列由本单位自己定名称。\n")
		}
	}
	if settings := kind.SettingFields(k); len(settings) > 0 {
		fmt.Fprintf(&b, "\n## 设置\n\nboard.yaml 的“类型设置”里，%s 下面可以写：\n\n%s", k.Name(), fieldTable(settings))
	}
	fmt.Fprintf(&b, "\n## 会核对的\n\n程序核对的内容和怎样改，见[%s](../../出了问题/各类记录.md#%s)。\n", "各类记录的问题", k.Title())
	return b.String()
}

// exampleRecord is the example of a kind on the day of the tests, tidied.
func exampleRecord(t *testing.T, k kind.Kind) string {
	t.Helper()
	day, err := value.ParseDate(sampleDate)
	if err != nil {
		t.Fatal(err)
	}
	text, err := starter.Example(&starter.Types[0], k.Name(), day)
	if err != nil {
		t.Fatal(err)
	}
	return string(source.Tidy(k.Name(), []byte(text), func(doc *source.Document) source.Tidying { return kind.Tidying(k, doc) }, &diag.Report{}))
}

// findingsTopic is a page of the manual on findings of several parts of the program.
type findingsTopic struct {
	title, help string
	parts       []string
}

var topics = []findingsTopic{
	{"文件和写法", "编码、文件头、表格和链接", []string{"source"}},
	{"项目和表格", "各类记录共有的：项目、列、日期、名录、签发", []string{"kind"}},
	{"各类记录", "每一类记录核对什么", nil},
	{"公开栏、栏目和目录", "board.yaml、网址、公开目录、张贴、电子屏", []string{"board", "surface"}},
	{"个人信息和附件", "不能公开的内容", []string{"generator/privacy", "attach"}},
	{"导入表格", "gongkai import 读电子表格时说的", []string{"intake", "sheet", "generator/import"}},
	{"图表、主题和输出", "图画不出来、网站写不出来", []string{"chart", "theme", "publish", "generator/themes", "generator/verify"}},
}

// ofOneKind reports whether a finding is about records of one kind alone.
func ofOneKind(d *diag.Def) bool {
	return slices.ContainsFunc(kind.All, func(k kind.Kind) bool { return d.About("kind/" + k.Name()) })
}

// page lists findings as gongkai explain prints them.
func (f findingsTopic) page(i int, seen map[string]bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\n标题: %s\n日期: 2026-11-01\n类型: notice\n排序: %d\n摘要: %s\n---\n\n%s。“…”是随情况变的内容。\n", f.title, i+1, f.help, f.help)
	list := func(parts []string) {
		b.WriteString("\n")
		for _, d := range diag.Defs() {
			for _, part := range parts {
				if d.About(part) && (part != "kind" || !ofOneKind(d)) {
					seen[d.Code] = true
					fmt.Fprintf(&b, "- **%s** %s：%s  \n  改法：%s\n", d.Code, d.Severity, markdown(blanked(d.Message)), markdown(blanked(d.Hint)))
				}
			}
		}
	}
	if f.parts != nil {
		list(f.parts)
		return b.String()
	}
	for _, k := range kind.All {
		fmt.Fprintf(&b, "\n## %s\n", k.Title())
		list([]string{"kind/" + k.Name()})
	}
	return b.String()
}
