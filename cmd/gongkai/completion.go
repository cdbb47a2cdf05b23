package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

// shell is one that a script can be written for.
type shell struct {
	name  string
	write func(root *cobra.Command, out io.Writer) error
}

var shells = []shell{
	{"bash", func(root *cobra.Command, out io.Writer) error { return root.GenBashCompletionV2(out, true) }},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, out io.Writer) error { return root.GenFishCompletion(out, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func newCompletion() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion 外壳",
		Short: "写出命令补全的脚本",
		Long: `写出一个脚本，装上以后，在命令行里按 Tab 键补全 gongkai 的命令、选项、类型和问题编号。

外壳有：bash、zsh、fish、powershell。`,
		Example: `  bash：       gongkai completion bash > ~/.local/share/bash-completion/completions/gongkai
  zsh：        gongkai completion zsh > "${fpath[1]}/_gongkai"
  fish：       gongkai completion fish > ~/.config/fish/completions/gongkai.fish
  PowerShell： gongkai completion powershell | Out-String | Invoke-Expression   （写进 $PROFILE，每次都有）`,
		SuggestFor:        []string{"补全"},
		ValidArgsFunction: completes(shellNames),
		Args:              oneShell,
		RunE: func(cmd *cobra.Command, args []string) error {
			i := slices.IndexFunc(shells, func(s shell) bool { return s.name == args[0] })
			return shells[i].write(cmd.Root(), cmd.OutOrStdout())
		},
	}
	return cmd
}

func shellNames() []string {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return names
}

// oneShell takes the name of a shell.
func oneShell(_ *cobra.Command, args []string) error {
	if len(args) == 1 && slices.Contains(shellNames(), args[0]) {
		return nil
	}
	return &generator.UsageError{Message: "写一个外壳的名称：" + strings.Join(shellNames(), "、") + "。"}
}

// completes completes the first argument of a command.
func completes(words func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}
