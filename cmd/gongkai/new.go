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
	var wish generator.NewWish
	cmd := &cobra.Command{
		Use:   "new 类型 [期间|标题]",
		Short: "接着上一条写新的一条",
		Long: `照着栏目里最后一条记录，写出新的一条：期间往后推一期，编号往后数，期初接上期末，签字的人、类别、表头和评议对象这样每期都有的行照旧，其余留空。

不写期间时是下一期。还要填什么，写完以后会列出来。不写类型时列出所有类型。`,
		Example: `  gongkai new 财务公开
  gongkai new finance 2026-11
  gongkai new 通知公告 停水通知`,
		SuggestFor: []string{"新建", "create", "add"},
		Args:       kindAndMore,

		ValidArgsFunction: completes(generator.KindNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				generator.ListKinds(cmd.OutOrStdout())
				fmt.Fprintln(cmd.OutOrStdout(), "\n写新的一条，例如：gongkai new 财务公开，或者 gongkai new 通知公告 停水通知。")
				return nil
			}
			p.format = "text"
			p.open(cmd)
			wish.About = strings.Join(args[1:], " ")
			made, report, err := generator.New(opts, args[0], wish)
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
			if len(made.Skipped) > 0 {
				fmt.Fprintf(p.say, "有错误、没有算的：%s\n", strings.Join(made.Skipped, "、"))
			}
			if len(made.Fill) > 0 {
				fmt.Fprintf(p.say, "还要填：%s\n", strings.Join(made.Fill, "、"))
			}
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	cmd.Flags().StringVar(&wish.Into, "into", "", "写到哪个`栏目`；只有一个栏目放这种类型时不用写")
	cmd.Flags().StringVar(&wish.After, "after", "", "接着哪个`文件`；一期有几条时才用写")
	return cmd
}

// kindAndMore takes a kind and what the record is about.
func kindAndMore(_ *cobra.Command, args []string) error {
	if len(args) > 2 {
		return &generator.UsageError{Message: fmt.Sprintf("标题里有空格的要加引号，不知道“%s”是什么。", args[2])}
	}
	return nil
}
