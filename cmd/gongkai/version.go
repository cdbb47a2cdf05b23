package main

import (
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongkai/themes"
)

// version is set by the linker, see the Makefile.
var version string

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:        "version",
		Short:      "显示版本",
		SuggestFor: []string{"版本"},
		Args:       noArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			chart := "有"
			if _, err := fs.Stat(themes.FS, "chart/dist/ssr.js"); err != nil {
				chart = "没有（不能画图，在源码目录运行 make 重新编译）"
			}
			fmt.Fprintf(cmd.OutOrStdout(), "gongkai %s\n%s %s/%s\n绘图脚本：%s\n",
				versionName(), runtime.Version(), runtime.GOOS, runtime.GOARCH, chart)
		},
	}
}

// versionName returns the version that was built, as the linker or else go install knows it.
func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
