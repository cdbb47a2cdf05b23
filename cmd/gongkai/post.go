package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newPost() *cobra.Command {
	var opts generator.Options
	var post generator.PostOptions
	var p printer
	cmd := &cobra.Command{
		Use:   "post 文件",
		Short: "记下张贴：贴在哪里、谁贴的",
		Long: `在公开栏文件夹的“张贴记录.md”里记下一条记录的张贴件贴在哪里、哪天贴的、谁贴的；撤下时再写 --down。

网页上会显示张贴情况，检查时会指出该贴没贴、该撤没撤的。照片会缩小，去掉里面的拍摄地点和时间。`,
		Example: `  gongkai post content/财务公开/2026-10.md --at 服务大厅公开栏 --by 马晓东 --photo IMG_2041.jpg
  gongkai post content/财务公开/2026-10.md --at 服务大厅公开栏 --by 马晓东 --down 2026-12-14`,
		SuggestFor: []string{"张贴", "hang", "posted"},
		Args:       oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			p.format = "text"
			p.open(cmd)
			switch {
			case post.At == "":
				return &generator.UsageError{Message: "没有写贴在哪里。用 --at 写明地点，例如 --at 服务大厅公开栏。"}
			case post.By == "":
				return &generator.UsageError{Message: "没有写谁贴的。用 --by 写明姓名，例如 --by 马晓东。"}
			}
			line, report, err := generator.Post(opts, args[0], post)
			if err != nil {
				return err
			}
			return p.print(report, nil, "，没有记下", func() { fmt.Fprintln(p.say, line) })
		},
	}
	addContentFlags(cmd, &opts)
	flags := cmd.Flags()
	flags.StringVar(&post.At, "at", "", "张贴的`地点`")
	flags.StringVar(&post.By, "by", "", "经手人的`姓名`")
	flags.StringVar(&post.On, "on", "", "张贴的`日期`（默认基准日）")
	flags.StringVar(&post.Down, "down", "", "撤下的`日期`")
	flags.StringVar(&post.Photo, "photo", "", "照片`文件`，jpg 或者 png")
	return cmd
}

// oneFile wants exactly one file.
func oneFile(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return &generator.UsageError{Message: "写一个记录的文件，例如 gongkai post content/财务公开/2026-10.md --at 服务大厅公开栏 --by 马晓东。"}
	}
	return nil
}
