package generator

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/starter"
)

// Explain prints what a clerk may want to know: with "" the kinds of records, with the name of one its keys,
// tables and an example, with "board" the keys of board.yaml, with the code of a finding what it
// means and how to mend it. All of it comes from the declarations that decoding uses.
func Explain(w io.Writer, topic string) error {
	topic = strings.TrimSpace(topic)
	switch k := kind.Find(topic); {
	case topic == "":
		ListKinds(w)
		fmt.Fprintln(w, "\n用“gongkai explain 财务公开”看一种类型怎么写，用“gongkai explain board”看 board.yaml，用“gongkai explain GK0431”看一个问题怎么改。")
	case k != nil:
		return explainKind(w, k)
	case topic == "board" || topic == board.ConfigFile:
		fmt.Fprintf(w, "%s 可以写的项目：\n\n", board.ConfigFile)
		printFields(w, board.ConfigFields(), "")
	case codeText.MatchString(topic):
		return explainCode(w, strings.ToUpper(topic))
	default:
		names := append(kind.Names(), "board")
		return &UsageError{"没有“" + topic + "”。" + diag.DidYouMean(topic, names) + "可以写：" + strings.Join(kind.Titles(), "、") + "、board，或者 GK0431 这样的问题编号。"}
	}
	return nil
}

var codeText = regexp.MustCompile(`(?i)^GK\d{4}$`)

// KindNames lists what the kinds of records are called, for completion.
func KindNames() []string { return kind.Names() }

// Topics lists what Explain knows, for completion.
func Topics() []string {
	topics := append(kind.Names(), "board")
	for _, d := range diag.Defs() {
		topics = append(topics, d.Code)
	}
	return topics
}

// ListKinds prints the kinds of records, with a line on what each is for.
func ListKinds(w io.Writer) {
	fmt.Fprintln(w, "记录的类型：")
	for _, k := range kind.All {
		fmt.Fprintf(w, "  %s（%s）：%s\n", k.Title(), k.Name(), k.Help())
	}
}

func explainKind(w io.Writer, k kind.Kind) error {
	_, asOf, err := Options{}.withDefaults()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s（%s）：%s\n\n开头的 --- 之间可以写：\n", k.Title(), k.Name(), k.Help())
	printFields(w, k.Fields(), "")
	for _, t := range k.Tables() {
		fmt.Fprintf(w, "\n正文里的“%s”表格%s，列有：\n", t.Name, must(t.Required))
		for _, c := range t.Columns {
			need := ""
			switch {
			case c.Cell:
				need = "，必须有这一列，每一格都要填"
			case c.Column:
				need = "，必须有这一列"
			}
			fmt.Fprintf(w, "  %s：%s%s%s\n", strings.Join(c.Titles, " / "), c.TypeName, need, refers(c.Refers))
		}
		if t.Open {
			fmt.Fprintln(w, "  其余的列由本单位自己定名称")
		}
	}
	if settings := kind.SettingFields(k); len(settings) > 0 {
		fmt.Fprintf(w, "\nboard.yaml 的“类型设置”里，%s 下面可以写：\n", k.Name())
		printFields(w, settings, "")
	}
	explainChecks(w, k)
	example, err := starter.Example(&starter.Types[0], k.Name(), asOf)
	tidy := source.Tidy(k.Name(), []byte(example), func(doc *source.Document) source.Tidying { return kind.Tidying(k, doc) }, &diag.Report{})
	fmt.Fprintf(w, "\n例子（示例数据，机构和人物均为虚构）：\n\n%s", tidy)
	return err
}

// explainChecks lists what is found in records of a kind besides what is found in all.
func explainChecks(w io.Writer, k kind.Kind) {
	title := "\n会核对的（用“gongkai explain 编号”看怎样改）：\n"
	for _, d := range diag.Defs() {
		if d.About("kind/" + k.Name()) {
			fmt.Fprintf(w, "%s  %s %s\n", title, d.Code, blanked(d.Message))
			title = ""
		}
	}
}

// must says whether something may be left out.
func must(required bool) string {
	if required {
		return "（必须有）"
	}
	return "（可以没有）"
}

// refers says in which list a name has to be.
func refers(sort string) string {
	switch sort {
	case "person":
		return "，要在人员名录里"
	case "unit":
		return "，要在单位名录里"
	case "any":
		return "，要在人员或者单位名录里"
	}
	return ""
}

func printFields(w io.Writer, fields []kind.Field, indent string) {
	for _, f := range fields {
		required := ""
		if f.Required {
			required = "，必填"
		}
		fmt.Fprintf(w, "  %s%s（%s）：%s%s%s。%s\n", indent, strings.Join(f.Aliases, " / "), f.Name, f.TypeName, required, refers(f.Refers), f.Help)
		printFields(w, f.Fields, indent+"  ")
	}
}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[a-z]`)

// blanked is a text of a finding with … for what depends on the case.
func blanked(text string) string {
	return strings.ReplaceAll(verb.ReplaceAllString(text, "…"), "%%", "%")
}

// explainCode prints what a finding says and how to mend it.
func explainCode(w io.Writer, code string) error {
	for _, d := range diag.Defs() {
		if d.Code == code {
			fmt.Fprintf(w, "%s %s\n%s\n改法：%s\n", d.Code, d.Severity, blanked(d.Message), blanked(d.Hint))
			return nil
		}
	}
	return &UsageError{"没有 " + code + " 这个问题编号。"}
}
