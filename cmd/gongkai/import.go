package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newImport() *cobra.Command {
	var opts generator.Options
	var in generator.ImportOptions
	var p printer
	cmd := &cobra.Command{
		Use:   "import 表格文件",
		Short: "把电子表格导入成记录",
		Long: `把 .xlsx 或者 .csv 里的表格导入成一条记录，或者放进已有记录的表格。标题行、合并的表头、合计行、“单位：万元”、日期序号都看得懂；合计和各行要对得上。

先写出每一列读成了什么。没有位置放的内容留在记录末尾的注释里，不会公开。看不准的不猜，指出是哪一格、怎样改，什么也不写。`,
		Example: `  gongkai import 10月收支.xlsx
  gongkai import 台账.xlsx --sheet 10月 --kind 财务公开
  gongkai import 收支.csv --into content/财务公开/2026-10.md --column 收入金额=收入`,
		SuggestFor: []string{"导入", "load", "read"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &generator.UsageError{Message: "写一个表格文件，例如 gongkai import 10月收支.xlsx。"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			p.format = "text"
			p.open(cmd)
			made, report, err := generator.Import(opts, args[0], in)
			if err != nil {
				return err
			}
			if made != nil {
				for _, line := range made.Understood {
					fmt.Fprintln(p.say, line)
				}
			}
			if report.Failed() {
				return p.print(report, nil, "，没有导入", func() {})
			}
			fmt.Fprintf(p.say, "写好了 %s，%d 行。\n", made.File, made.Rows)
			if made.Kept {
				fmt.Fprintln(p.say, "没有放进表格的内容留在文件末尾的注释里，不会公开。")
			}
			if len(made.Fill) > 0 {
				fmt.Fprintf(p.say, "还要填：%s\n", strings.Join(made.Fill, "、"))
			}
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	flags := cmd.Flags()
	flags.StringVar(&in.Sheet, "sheet", "", "哪一张`工作表`；只有一张有表格时不用写")
	flags.StringVar(&in.Kind, "kind", "", "导入成哪种`类型`的记录；看得出来时不用写")
	flags.StringVar(&in.Into, "into", "", "放进哪个记录`文件`；不写时在栏目里写一条新的")
	flags.StringArrayVar(&in.Columns, "column", nil, "哪个表头是哪一列，写成`表头=列名`；可以写几次")
	flags.BoolVar(&in.Force, "force", false, "记录里已经有的行换成表格里的")
	return cmd
}
