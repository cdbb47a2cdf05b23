package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newNew() *cobra.Command {
	var opts generator.Options
	var p printer
	var into string
	cmd := &cobra.Command{
		Use:   "new 类型 [期间|标题]",
		Short: "接着上一条写新的一条",
		Long: `照着栏目里最后一条记录，写出新的一条：期间往后推一期，期初接上期末，签字的人、类别、表头照旧，明细留空。

不写期间时是下一期。还要填什么，写完以后会列出来。不写类型时列出所有类型。`,
		Example: `  gongkai new 财务公开
  gongkai new finance 2026-11
  gongkai new 通知公告 停水通知`,
		SuggestFor: []string{"新建", "create", "add"},
		Args:       kindAndMore,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return generator.Explain(cmd.OutOrStdout(), "")
			}
			p.format = "text"
			p.open(cmd)
			made, report, err := generator.New(opts, args[0], strings.Join(args[1:], " "), into)
			if err != nil {
				return err
			}
			if report.Failed() {
				return p.print(report, nil, "，没有写新的记录", func() {})
			}
			fmt.Fprintf(p.say, "写好了 %s\n", made.File)
			if made.After != "" {
				fmt.Fprintf(p.say, "接着 %s\n", made.After)
			}
			if len(made.Fill) > 0 {
				fmt.Fprintf(p.say, "还要填：%s\n", strings.Join(made.Fill, "、"))
			}
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	cmd.Flags().StringVar(&into, "into", "", "写到哪个`栏目`；只有一个栏目放这种类型时不用写")
	return cmd
}

// kindAndMore takes a kind and what the record is about.
func kindAndMore(_ *cobra.Command, args []string) error {
	if len(args) > 2 {
		return &generator.UsageError{Message: fmt.Sprintf("标题里有空格的要加引号，不知道“%s”是什么。", args[2])}
	}
	return nil
}
