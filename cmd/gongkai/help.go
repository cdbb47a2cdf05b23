package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newHelp returns the command help, in place of cobra's own, which speaks English.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令]",
		Short: "显示一个命令的用法",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if topic == cmd.Root() {
				if err := knownCommand(topic, rest); err != nil {
					return err
				}
			}
			return topic.Help()
		},
	}
}

// printHelp prints how a command is used. cobra's templates would not do: they
// count bytes where columns of a terminal count, of which a Chinese character takes two.
func printHelp(cmd *cobra.Command, _ []string) {
	out := cmd.OutOrStdout()
	fmt.Fprintln(out, cmp.Or(cmd.Long, cmd.Short))
	fmt.Fprintf(out, "\n用法：\n  %s\n", usage(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(out, "\n例子：\n%s\n", cmd.Example)
	}
	var commands [][2]string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			commands = append(commands, [2]string{c.Name(), c.Short})
		}
	}
	printColumns(out, "可用命令", commands)
	printColumns(out, "选项", flagColumns(cmd))
	if len(commands) > 0 {
		fmt.Fprintf(out, "\n用“%s 命令 --help”查看一个命令的用法。\n", cmd.CommandPath())
	}
}

func usage(cmd *cobra.Command) string {
	if cmd.HasSubCommands() {
		return cmd.CommandPath() + " 命令 [选项]"
	}
	return strings.TrimSuffix(cmd.UseLine(), " [flags]") + " [选项]"
}

// flagColumns lists the flags of a command and what they do.
func flagColumns(cmd *cobra.Command) [][2]string {
	var rows [][2]string
	visit := func(f *pflag.Flag) {
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		rows = append(rows, [2]string{strings.TrimRight(name+" "+value, " "), text})
	}
	cmd.LocalFlags().VisitAll(visit)
	cmd.InheritedFlags().VisitAll(visit)
	return rows
}

// printColumns prints a list in two columns under a title.
func printColumns(out io.Writer, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s：\n", title)
	most := 0
	for _, row := range rows {
		most = max(most, width(row[0]))
	}
	for _, row := range rows {
		fmt.Fprintf(out, "  %s%s  %s\n", row[0], strings.Repeat(" ", most-width(row[0])), row[1])
	}
}

// width counts columns. Help texts hold nothing but ASCII and Chinese characters.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
