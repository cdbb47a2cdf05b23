package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newPDF() *cobra.Command {
	var opts generator.Options
	var pdf generator.PDFOptions
	var p printer
	cmd := &cobra.Command{
		Use:   "pdf [文件或文件夹…]",
		Short: "把张贴件印成 PDF",
		Long: `把公开栏的张贴件印成 PDF：一个月的整套、今天应当张贴的，或者写明的记录。不写时是今天应当张贴的。

要用电脑上的 Microsoft Edge、Google Chrome 或者 Chromium，程序自己会找。没有的，在任何浏览器里打开网站的打印页，按 Ctrl+P 也一样。
写了 --base-url 才有二维码。`,
		Example: `  gongkai pdf --month 2026-10 -b https://example.org/
  gongkai pdf --now
  gongkai pdf content/财务公开/2026-10.md -o 打印`,
		SuggestFor: []string{"打印", "张贴", "print"},
		RunE: func(cmd *cobra.Command, paths []string) error {
			p.format = "text"
			bar := p.open(cmd)
			opts.Progress = bar.show
			pdf.Paths = paths
			if err := oneOf(pdf); err != nil {
				return err
			}
			files, report, err := generator.PDF(opts, pdf)
			bar.clear()
			return p.print(report, err, "，没有打印", func() {
				for _, f := range files {
					fmt.Fprintln(p.say, f)
				}
				fmt.Fprintf(p.say, "印好 %d 份 PDF。\n", len(files))
			})
		},
	}
	addContentFlags(cmd, &opts)
	flags := cmd.Flags()
	flags.StringVar(&pdf.Month, "month", "", "哪个`月`的整套，例如 2026-10")
	flags.BoolVar(&pdf.Now, "now", false, "今天应当张贴的，附今天要撤下的清单")
	flags.BoolVar(&pdf.Booklet, "booklet", false, "便民服务手册：一份 A5，按阅读的顺序；一份拼在 A4 上（-fold），双面打印、按短边翻转，对折装订")
	flags.BoolVar(&pdf.Cards, "cards", false, "桌牌、工牌、服务联系卡、监督电话卡、服务反馈卡、标语条")
	flags.StringVarP(&pdf.Output, "output", "o", "", "放 PDF 的`文件夹`（默认 pdf）")
	flags.StringVar(&pdf.Browser, "browser", "", "浏览器程序的`路径`（默认自己找）")
	flags.StringVarP(&opts.BaseURL, "base-url", "b", "", "网站的`网址`，印成二维码")
	return cmd
}

// oneOf refuses to guess which of several things is meant.
func oneOf(pdf generator.PDFOptions) error {
	n := 0
	for _, set := range []bool{pdf.Month != "", pdf.Now, pdf.Booklet, pdf.Cards, len(pdf.Paths) > 0} {
		if set {
			n++
		}
	}
	if n > 1 {
		return &generator.UsageError{Message: "--month、--now、--booklet、--cards 和文件只能写一样。"}
	}
	return nil
}
