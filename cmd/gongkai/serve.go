package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newServe() *cobra.Command {
	var opts generator.ServeOptions
	var p printer
	var open bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "在本机预览，改动后自动更新",
		Long: `在本机预览网站。保存改动后，网页自动更新；内容有错时，网页保持上一次的内容并显示错误。

不写输出文件夹，也不能从别的电脑打开。按 Ctrl+C 结束。`,
		SuggestFor: []string{"预览", "preview", "watch"},
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second Ctrl+C does not wait
			bar := p.open(cmd)
			opts.Progress = bar.show
			first := true
			opts.Built = func(report *generator.Report, err error) {
				bar.clear()
				p.printBuilt(report, err, first)
				first = false
			}
			opts.Ready = func(url string) {
				fmt.Fprintf(p.say, "预览地址：%s\n按 Ctrl+C 结束。\n", url)
				if open && openBrowser(url) != nil {
					fmt.Fprintln(p.say, "没有能打开浏览器，请自己在浏览器里打开上面的地址。")
				}
			}
			return generator.Serve(ctx, opts)
		},
	}
	addSourceFlags(cmd, &opts.Options)
	flags := cmd.Flags()
	flags.BoolVar(&open, "open", false, "预览好了就在浏览器里打开")
	flags.IntVarP(&opts.Port, "port", "p", 1313, "`端口`（默认 1313）；被占用时换用后面空闲的")
	flags.StringVar(&opts.Bind, "bind", "127.0.0.1", "在本机的哪个`地址`上打开：127.0.0.1（默认）或 ::1")
	flags.DurationVar(&opts.Poll, "poll", 0, "隔多长`时间`查看一次改动，例如 1s；内容放在网络盘上时用")
	return cmd
}

// printBuilt prints what came out of a build of the preview.
func (p *printer) printBuilt(report *generator.Report, err error, first bool) {
	if !first {
		fmt.Fprintf(p.say, "\n%s 有改动，重新生成\n", time.Now().Format(time.TimeOnly))
	}
	if err != nil {
		fmt.Fprintln(p.errors, "错误："+err.Error())
		return
	}
	_ = p.print(report, nil, "，网页保持上一次的内容", func() { report.WriteSummary(p.say) })
}
