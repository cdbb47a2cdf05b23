package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newSchema() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "写出 JSON Schema，让编辑器提示怎么写",
		Long: `为 board.yaml 和每一类记录的文件头写出 JSON Schema。

在 VS Code 里装好 YAML 扩展，把 board.schema.json 关联到 board.yaml，就会提示能写什么、哪里写错了。`,
		Example: `  gongkai schema -o .vscode`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			names, err := generator.WriteSchemas(dir)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "写了 %d 个文件到 %s\n", len(names), dir)
			}
			return err
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "schema", "写到哪个`文件夹`")
	return cmd
}
