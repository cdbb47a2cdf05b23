package main

import (
	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newBuild() *cobra.Command {
	var opts generator.Options
	var p printer
	cmd := &cobra.Command{
		Use:   "build",
		Short: "生成网站",
		Long: `把公开栏文件夹里的内容生成为网站，写到输出文件夹。

内容有错时什么也不写，上一次生成的网站保持原样。`,
		Example: `  gongkai build
  gongkai build -s 向阳社区 -d 网站 --date 2026-11-22`,
		SuggestFor: []string{"生成", "make", "publish"},
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bar := p.open(cmd)
			opts.Progress = bar.show
			report, err := generator.Build(opts)
			bar.clear()
			return p.print(report, err, "，没有生成任何文件", func() { report.WriteSummary(p.say) })
		},
	}
	addSourceFlags(cmd, &opts)
	flags := cmd.Flags()
	flags.StringVarP(&opts.BaseURL, "base-url", "b", "", "网站的`网址`，例如 https://example.org/；页面里要写完整网址的地方才用")
	flags.BoolVar(&opts.Force, "force", false, "输出文件夹里有别的文件也照样生成；同名的会被覆盖")
	flags.BoolVar(&opts.Precompress, "precompress", false, "网页等文本文件另外压缩成 .gz 和 .br，给网站服务器直接发送")
	p.addFlags(cmd)
	return cmd
}

// addContentFlags adds what all commands that read a source have in common.
func addContentFlags(cmd *cobra.Command, opts *generator.Options) {
	flags := cmd.Flags()
	flags.SortFlags = false
	addSourceFlag(cmd, opts)
	flags.BoolVar(&opts.Sample, "sample", false, "不读文件夹，用程序自带的示例公开栏")
	flags.StringVar(&opts.Date, "date", "", "基准日：把这个`日期`当作今天，例如 2026-11-22（默认今天，按北京时间）")
}

// addDestinationFlag adds the flag for the folder with the site.
func addDestinationFlag(cmd *cobra.Command, opts *generator.Options) {
	cmd.Flags().StringVarP(&opts.Destination, "destination", "d", "", "输出`文件夹`（默认 public）")
}

// addSourceFlag adds where the boards are.
func addSourceFlag(cmd *cobra.Command, opts *generator.Options) {
	cmd.Flags().StringVarP(&opts.Source, "source", "s", "", "公开栏所在的`文件夹`（默认 content，没有时用带 board.yaml 的当前文件夹）")
}

// addSourceFlags adds what all commands that build pages have in common.
func addSourceFlags(cmd *cobra.Command, opts *generator.Options) {
	addContentFlags(cmd, opts)
	flags := cmd.Flags()
	addDestinationFlag(cmd, opts)
	flags.BoolVarP(&opts.Drafts, "buildDrafts", "D", false, "包括草稿")
	flags.BoolVarP(&opts.Future, "buildFuture", "F", false, "包括还没到发布日期的内容")
	flags.BoolVarP(&opts.Expired, "buildExpired", "E", false, "包括已经失效的内容")
	flags.StringVar(&opts.CacheDir, "cacheDir", "", "存放已画好的图的`文件夹`（默认在用户缓存里，写 - 表示不存）")
}
