package main

import (
	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newHistory() *cobra.Command {
	var opts generator.Options
	var p printer
	cmd := &cobra.Command{
		Use:   "history 文件或网址",
		Short: "一条记录什么时候公布、改过、更正过",
		Long: `列出一条记录的经过：公布、公示、签发、内容改动、更正、张贴、撤下。

内容改动是从输出文件夹里得知的：每次生成都记下各条记录的版本。`,
		Example:    "  gongkai history content/财务公开/2026-10.md\n  gongkai history https://example.org/caiwu/2026-10/",
		SuggestFor: []string{"历史", "log"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &generator.UsageError{Message: "写一条记录的文件或者网址，例如 gongkai history content/财务公开/2026-10.md。"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			p.open(cmd)
			title, events, report, err := generator.History(opts, args[0])
			if err != nil {
				return err
			}
			if report.Failed() {
				return p.print(report, nil, "，看不出经过", func() {})
			}
			generator.WriteHistory(p.say, title, events)
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	addDestinationFlag(cmd, &opts)
	return cmd
}
