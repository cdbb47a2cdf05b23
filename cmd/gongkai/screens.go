package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newScreens() *cobra.Command {
	var opts generator.Options
	var p printer
	cmd := &cobra.Command{
		Use:   "screens",
		Short: "列出电子屏一天里放什么",
		Long: `列出每块电子显示屏在基准日这一天放什么：一屏一行，写明第一轮的时间和停留的秒数。

不写任何文件。电子屏在 board.yaml 的“电子屏”里设置。`,
		Example: `  gongkai screens
  gongkai screens --date 2026-11-22`,
		SuggestFor: []string{"电子屏", "screen", "slides", "display"},
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p.format = "text"
			bar := p.open(cmd)
			opts.Progress = bar.show
			days, report, err := generator.Screens(opts)
			bar.clear()
			if err != nil {
				return err
			}
			if report.Failed() {
				return p.print(report, nil, "，没有列出电子屏", func() {})
			}
			generator.WriteScreens(p.out, days)
			fmt.Fprintf(p.say, "%s：共 %d 块电子屏。\n", report.AsOf, len(days))
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	return cmd
}
