package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newFmt() *cobra.Command {
	var opts generator.Options
	var p printer
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt [文件…]",
		Short: "整理文件的写法，不改内容",
		Long: `整理 .md 文件的写法：表格各列对齐；日期、金额、数量列里的全角数字改成半角，日期写成 2026-10-05，金额写成 1,234.00；开头的项目按固定的顺序排列。内容的意思不变，注释保留。

不写文件时整理全部。有错误的文件不动，先照 gongkai check 说的改好。签发过的、正贴在公开栏上的也不动。GBK 编码的改成 UTF-8。`,
		Example: `  gongkai fmt
  gongkai fmt content/财务公开/2026-10.md
  gongkai fmt --check`,
		SuggestFor: []string{"整理", "format", "tidy"},
		RunE: func(cmd *cobra.Command, args []string) error {
			p.format = "text"
			p.open(cmd)
			done, report, err := generator.Format(opts, args, !check)
			if err != nil {
				return err
			}
			return p.formatted(done, report, check)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	addSourceFlag(cmd, &opts)
	flags.BoolVar(&check, "check", false, "只看哪些文件没有整理，不改；有的话退出码是 1")
	return cmd
}

// formatted tells what was tidied.
func (p *printer) formatted(done *generator.Formatted, report *generator.Report, check bool) error {
	for _, name := range done.Changed {
		fmt.Fprintln(p.say, name)
	}
	for _, name := range done.Converted {
		fmt.Fprintf(p.say, "%s 改成了 UTF-8 编码\n", name)
	}
	for _, name := range done.Kept {
		fmt.Fprintf(p.say, "%s 签发过或者正贴着，没有动\n", name)
	}
	if report.Failed() {
		return p.print(report, nil, "，有错误的文件没有动", func() {})
	}
	switch {
	case len(done.Changed) == 0:
		fmt.Fprintf(p.say, "看了 %d 个文件，都是整理好的。\n", done.Seen)
	case check:
		fmt.Fprintf(p.say, "看了 %d 个文件，%d 个没有整理。用 gongkai fmt 整理。\n", done.Seen, len(done.Changed))
		return errFound
	default:
		fmt.Fprintf(p.say, "看了 %d 个文件，整理了 %d 个。\n", done.Seen, len(done.Changed))
	}
	return nil
}
