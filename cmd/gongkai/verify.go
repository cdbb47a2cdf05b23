package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newVerify() *cobra.Command {
	var p printer
	cmd := &cobra.Command{
		Use:   "verify [文件夹]",
		Short: "核对网站有没有被改过",
		Long: `按 manifest.json 逐个核对输出文件夹或者它的副本：哪些文件改过、不见了、是别人放进去的。

不写文件夹时核对 public。也可以核对从服务器上取回来的一份。`,
		Example:    "  gongkai verify\n  gongkai verify D:\\取回的网站",
		SuggestFor: []string{"核对", "校验"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &generator.UsageError{Message: "一次只核对一个文件夹。"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			p.open(cmd)
			report, seal, err := generator.Verify(cmp.Or(append(args, "public")...))
			return p.print(report, err, "", func() { generator.WriteVerified(p.say, report, seal) })
		},
	}
	p.addFlags(cmd)
	return cmd
}
