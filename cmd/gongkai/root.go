package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongkai/generator"
)

// errFound says that there were findings which stop a build.
var errFound = errors.New("there are findings")

// newRoot returns the command line of the program.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongkai",
		Short: "把公开内容做成网站",
		Long: `gongkai 把 Markdown 写的公开内容（承诺、居务、财务、评议、通知……）做成带图表的公开栏：网站、电子显示屏、张贴件和条屏文字。

内容有错时不会生成网站，而是指出哪个文件、哪一行、怎样改。`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args:                       knownCommand,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().BoolP("help", "h", false, "显示用法")
	root.SetGlobalNormalizationFunc(normalize)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(printHelp)
	root.SetHelpCommand(newHelp())
	cobra.EnableCommandSorting = false // what is used most stands first
	root.AddCommand(
		newInit(), newNew(), newImport(), newExport(), newFmt(),
		newBuild(), newCheck(), newServe(),
		newDue(), newScreens(), newPDF(), newPost(), newApprove(), newHistory(),
		newExplain(), newSchema(), newCompletion(),
		newWebServer(), newVerify(), newVersion(),
	)

	cobra.MousetrapHelpText = "" // main knows what a double-click wants
	return root
}

// knownCommand is asked when no command has the name that was given.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := "没有“" + args[0] + "”这个命令。"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		message += "您是不是想写“" + strings.Join(near, "”或“") + "”？"
	}
	return &generator.UsageError{Message: message}
}

// noArgs refuses arguments; everything is said with flags.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("%s 后面不用写“%s”。", cmd.CommandPath(), args[0])
	if cmd.Flags().Lookup("source") != nil {
		message += "公开栏所在的文件夹用 -s 指明。"
	}
	return &generator.UsageError{Message: message}
}

// normalize lets a flag be written in Hugo's way (--baseURL) and with dashes (--base-url).
func normalize(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	switch plain := strings.ToLower(strings.ReplaceAll(name, "-", "")); plain {
	case "baseurl":
		name = "base-url"
	case "cachedir":
		name = "cacheDir"
	case "builddrafts":
		name = "buildDrafts"
	case "buildfuture":
		name = "buildFuture"
	case "buildexpired":
		name = "buildExpired"
	}
	return pflag.NormalizedName(name)
}

// flagError says in Chinese what is wrong with a flag.
func flagError(_ *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	message := err.Error()
	switch {
	case errors.As(err, &unknown):
		message = "没有“" + dashes(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()) + "”这个选项。"
	case errors.As(err, &missing):
		message = "选项 " + dashes(missing.GetSpecifiedName(), missing.GetSpecifiedShortnames()) + " 后面要写内容。"
	case errors.As(err, &value):
		message = fmt.Sprintf("选项 --%s 不能写“%s”：%s。", value.GetFlag().Name, value.GetValue(), wanted(value))
	case errors.As(err, &syntax):
		message = "“" + syntax.GetSpecifiedFlag() + "”不是选项的写法。"
	}
	return &generator.UsageError{Message: message}
}

// dashes writes a flag as it was given: --name, or -n where it was short.
func dashes(name, short string) string {
	if short != "" {
		return "-" + name
	}
	return "--" + name
}

// wanted says what the value of a flag should be.
func wanted(err *pflag.InvalidValueError) string {
	switch err.GetFlag().Value.Type() {
	case "int":
		return "要写整数"
	case "bool":
		return "只能写 true 或 false"
	case "duration":
		return "要写时间，例如 1s 或 500ms"
	}
	return err.Unwrap().Error()
}
