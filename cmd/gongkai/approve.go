package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newApprove() *cobra.Command {
	var opts generator.Options
	var p printer
	var by string
	cmd := &cobra.Command{
		Use:   "approve 文件…",
		Short: "签发记录：写明谁核对过",
		Long: `在记录的开头写上“签发”：谁在哪天核对过，以及这时内容的摘要。

以后内容有任何改动，签发就作废，检查和生成时会指出来；board.yaml 要求签发的类型，没有签发或者签发作废的不公开。`,
		Example:    `  gongkai approve content/财务公开/2026-10.md --by 李国强`,
		SuggestFor: []string{"签发", "审批", "sign"},
		Args:       someFiles,
		RunE: func(cmd *cobra.Command, files []string) error {
			p.format = "text"
			p.open(cmd)
			if by == "" {
				return &generator.UsageError{Message: "没有写签发人。用 --by 写明姓名，例如 --by 李国强。"}
			}
			for _, file := range files {
				line, report, err := generator.Approve(opts, file, by)
				if err != nil {
					return err
				}
				err = p.print(report, nil, "，没有签发", func() { fmt.Fprintf(p.say, "%s：签发 %s\n", file, line) })
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	cmd.Flags().StringVar(&by, "by", "", "签发人的`姓名`")
	return cmd
}

// someFiles wants at least one file.
func someFiles(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &generator.UsageError{Message: "没有写要签发的文件，例如 gongkai approve content/财务公开/2026-10.md --by 李国强。"}
	}
	return nil
}
