package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newExport() *cobra.Command {
	var opts generator.Options
	var out generator.ExportOptions
	var p printer
	cmd := &cobra.Command{
		Use:   "export 记录|栏目",
		Short: "把记录的表格导出成 .xlsx",
		Long: `把一条记录，或者一个栏目一年的记录里的表格导出成 .xlsx，一个表格一张工作表，金额、数量和日期都是能计算的。

导出的就是公开的内容：打了码的照样打码，没有公开的记录不导出。`,
		Example: `  gongkai export content/财务公开/2026-10.md
  gongkai export content/财务公开 --year 2026 -o 2026年收支.xlsx`,
		SuggestFor: []string{"导出", "save", "xlsx"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &generator.UsageError{Message: "写一个记录的文件，或者一个栏目的文件夹，例如 gongkai export content/财务公开 --year 2026。"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			p.format = "text"
			p.open(cmd)
			out.Path = args[0]
			made, report, err := generator.Export(opts, out)
			if err != nil {
				return err
			}
			if report.Failed() {
				return p.print(report, nil, "，没有导出", func() {})
			}
			fmt.Fprintf(p.say, "写好了 %s：%d 条记录，工作表有%s。\n", made.File, made.Records, strings.Join(made.Sheets, "、"))
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	flags := cmd.Flags()
	flags.StringVar(&out.Year, "year", "", "栏目里哪一`年`的记录（默认全部）")
	flags.StringVarP(&out.Output, "output", "o", "", "写到哪个`文件`（默认用记录或者栏目的名称）")
	flags.BoolVar(&out.Force, "force", false, "已经有的文件也改写")
	return cmd
}
