package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newCheck() *cobra.Command {
	var opts generator.Options
	var p printer
	cmd := &cobra.Command{
		Use:   "check",
		Short: "检查内容，不写任何文件",
		Long: `检查公开栏文件夹里的内容，指出生成网站时会发现的所有问题。

不写任何文件，输出文件夹保持原样。`,
		SuggestFor: []string{"检查", "lint", "validate"},
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bar := p.open(cmd)
			opts.Progress = bar.show
			report, err := generator.Check(opts)
			bar.clear()
			return p.print(report, err, "", func() {
				fmt.Fprintf(p.say, "检查了 %d 个公开栏，%d 条记录\n", report.Boards, report.Records)
			})
		},
	}
	addSourceFlags(cmd, &opts)
	cmd.Flags().StringVar(&opts.Profile, "profile", "", "按这种`规范`检查：gov 是政府网站，查标签、空栏目和多久没有更新")
	p.addFlags(cmd)
	return cmd
}
