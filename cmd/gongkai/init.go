package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newInit() *cobra.Command {
	var opts generator.Options
	var like, name string
	cmd := &cobra.Command{
		Use:   "init 文件夹",
		Short: "建一个新的公开栏",
		Long: `在一个空的或者还没有的文件夹里建一个公开栏：活动体系、公开目录、栏目，和每一类记录的一个例子。

例子的机构、人物和数据都是虚构的，照着改成本单位的。没有写 --like、--name 时在屏幕上问。

单位有：` + boardTypes(),
		Example: `  gongkai init 我的公开栏
  gongkai init 我的公开栏 --like shequ --name 红梅社区居民委员会`,
		SuggestFor: []string{"新建公开栏", "start", "setup"},
		Args:       oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			ask := question{in: bufio.NewReader(cmd.InOrStdin()), out: cmd.OutOrStdout()}
			if isTerminal(cmd.OutOrStdout()) && isTerminal(os.Stdin) {
				ask.board(&like, &name)
			}
			if like == "" {
				return &generator.UsageError{Message: "没有写是哪种单位，例如 --like shequ。可以写：" + boardTypes() + "。"}
			}
			files, err := generator.Init(opts, args[0], like, name)
			if err != nil {
				return err
			}
			sayNextSteps(cmd.OutOrStdout(), args[0], len(files))
			return nil
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&like, "like", "", "哪种`单位`")
	_ = cmd.RegisterFlagCompletionFunc("like", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for _, t := range generator.BoardTypes() {
			names = append(names, cobra.CompletionWithDesc(t.Name, t.Title))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}) // the flag is there, and has no other
	flags.StringVar(&name, "name", "", "`单位名`；不写时是示例名称，以后在 board.yaml 里改")
	flags.StringVar(&opts.Date, "date", "", "基准日：例子里的日期从这一`天`算起（默认今天）")
	return cmd
}

// oneFolder takes the folder of the new board.
func oneFolder(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return &generator.UsageError{Message: "没有写文件夹，例如 gongkai init 我的公开栏。"}
	case 1:
		return nil
	}
	return &generator.UsageError{Message: fmt.Sprintf("只写一个文件夹，后面不用再写“%s”；名称里有空格的要加引号。", args[1])}
}

func boardTypes() string {
	var parts []string
	for _, t := range generator.BoardTypes() {
		parts = append(parts, t.Name+"（"+t.Title+"）")
	}
	return strings.Join(parts, "、")
}

// question asks on a terminal.
type question struct {
	in  *bufio.Reader
	out io.Writer
}

// board asks for what was not given. Where somebody ends the input, the rest stays as it is.
func (q question) board(like, name *string) {
	types := generator.BoardTypes()
	if *like == "" {
		fmt.Fprintln(q.out, "给哪种单位建公开栏？")
		for i, t := range types {
			fmt.Fprintf(q.out, "  %d  %s\n", i+1, t.Title)
		}
	}
	for *like == "" {
		answer, ok := q.line("写前面的数字：")
		if !ok {
			return
		}
		if i, err := strconv.Atoi(answer); err == nil && i >= 1 && i <= len(types) {
			*like = types[i-1].Name
		}
	}
	if *name == "" {
		*name, _ = q.line("单位的全称（直接按回车，以后再改）：")
	}
}

// line asks for a line; ok is false at the end of the input.
func (q question) line(prompt string) (answer string, ok bool) {
	fmt.Fprint(q.out, prompt)
	text, err := q.in.ReadString('\n')
	text = strings.TrimSpace(text)
	return text, err == nil || text != ""
}

func sayNextSteps(out io.Writer, dir string, files int) {
	dir = cmp.Or(filepath.Clean(dir), ".")
	fmt.Fprintf(out, `在 %s 里建好了公开栏，一共 %d 个文件。

下一步：
  1. 看一看：    cd %s，然后 gongkai serve
  2. 改成自己的：用记事本改 content 里的 board.yaml 和各栏目的 .md 文件，保存后网页自动更新
  3. 生成网站：  gongkai check 没有错误以后 gongkai build，网站在 public 文件夹里

这三步在 README.txt 里也有。
`, dir, files, quoted(dir))
}

// quoted puts a path into quotes where a command line wants them.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t&()'") {
		return `"` + path + `"`
	}
	return path
}
