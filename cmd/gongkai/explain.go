package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [类型|board|问题编号]",
		Short: "说明一种记录怎么写、一个问题怎么改",
		Long: `说明记录的类型、board.yaml 的项目和问题编号。

不写内容时列出所有类型。`,
		Example: `  gongkai explain
  gongkai explain 财务公开
  gongkai explain board
  gongkai explain GK0431`,
		SuggestFor: []string{"说明", "describe", "doc"},
		Args:       oneTopic,

		ValidArgsFunction: completes(generator.Topics),
		RunE: func(cmd *cobra.Command, args []string) error {
			topic := ""
			if len(args) > 0 {
				topic = args[0]
			}
			return generator.Explain(cmd.OutOrStdout(), topic)
		},
	}
}

// oneTopic takes one argument or none.
func oneTopic(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return &generator.UsageError{Message: fmt.Sprintf("一次说明一个，后面不用再写“%s”。", args[1])}
	}
	return nil
}
