package main

import (
	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newWebServer() *cobra.Command {
	var s generator.WebServer
	cmd := &cobra.Command{
		Use:   "webserver nginx|caddy",
		Short: "写出网站服务器的设置",
		Long: `写出 nginx 或者 Caddy 的设置：哪些文件浏览器可以一直留着，网页只许用同一个网站的内容，
文字是什么编码，没有的网址显示哪一页。把它存成服务器要的文件，检查以后重新加载就可以了。`,
		Example: `  gongkai webserver nginx --root /srv/gongkai --host gongkai.example.org > /etc/nginx/conf.d/gongkai.conf
  gongkai webserver caddy --root /srv/gongkai --host gongkai.example.org > /etc/caddy/Caddyfile`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &generator.UsageError{Message: "webserver 后面要写是哪一种网站服务器：nginx 或者 caddy。"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Program = args[0]
			return generator.WriteWebServer(cmd.OutOrStdout(), s)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.Root, "root", "", "生成的网站所在的`文件夹`（默认 public）")
	flags.StringVar(&s.Host, "host", "localhost", "网站的`域名`；caddy 也可以写 :8080 这样的端口")
	flags.StringVar(&s.Listen, "listen", "80", "nginx 用的`端口`")
	return cmd
}
