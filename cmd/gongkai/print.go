package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gongkai/generator"
)

// printer prints what a build has to say: findings as text to the standard error,
// or as JSON to the standard output, of which nothing else comes then.
type printer struct {
	format format
	out    io.Writer // JSON
	errors io.Writer // findings as text
	say    io.Writer // summaries
	color  bool
}

func (p *printer) addFlags(cmd *cobra.Command) {
	p.format = "text"
	cmd.Flags().Var(&p.format, "format", "问题的输出`格式`：text 给人看，json 给程序读（一行一个）（默认 text）")
}

// open takes the outputs of the command and returns a progress bar for it.
func (p *printer) open(cmd *cobra.Command) *progress {
	p.out, p.errors, p.say = cmd.OutOrStdout(), cmd.ErrOrStderr(), cmd.OutOrStdout()
	if p.format == "json" {
		p.say = p.errors
	}
	terminal := isTerminal(p.errors)
	p.color = terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && showsColor(p.errors)
	return &progress{out: p.errors, visible: terminal}
}

// print prints the findings of a build, a summary if it was not stopped, and a
// count, or what having been stopped means. It returns what the command is to return.
func (p *printer) print(report *generator.Report, err error, stopped string, summary func()) error {
	if report == nil {
		return err
	}
	if p.format == "json" {
		err = errors.Join(err, report.WriteJSON(p.out))
	} else {
		err = errors.Join(err, report.WriteText(p.errors, p.color))
	}
	if err != nil {
		return err
	}
	wrong, warnings := report.Counts()
	if wrong > 0 {
		fmt.Fprintf(p.say, "%d 个错误，%d 个警告%s。\n", wrong, warnings, stopped)
		return errFound
	}
	summary()
	if warnings > 0 {
		fmt.Fprintf(p.say, "没有错误，%d 个警告。\n", warnings)
	} else {
		fmt.Fprintln(p.say, "没有发现问题。")
	}
	return nil
}

// isTerminal reports whether somebody reads along.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// format is how findings are printed.
type format string

// Set takes the value of the flag.
func (f *format) Set(s string) error {
	if s != "text" && s != "json" {
		return errors.New("只能写 text 或 json")
	}
	*f = format(s)
	return nil
}

// String returns the value of the flag.
func (f *format) String() string { return string(*f) }

// Type names the values in help texts.
func (f *format) Type() string { return "格式" }
