// Command gongkai builds, checks and previews disclosure boards (公开栏). All that
// it knows itself is how to read a command line and how to print; the work is
// done by package generator.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"gongkai/generator"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1 // the content, or something outside of the program, stopped the build
	exitUsage    = 2 // the program was called wrongly
)

func main() {
	saveMemory()
	if len(os.Args) == 1 && doubleClicked() {
		d := desktop{dir: workingDir(), in: os.Stdin, out: os.Stdout, run: func(args []string) int { return run(args, os.Stdout, os.Stderr) }}
		os.Exit(d.open())
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out a command line.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteC()
	var wrongUse *generator.UsageError
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFound): // the findings have been printed
		return exitFindings
	case errors.As(err, &wrongUse):
		fmt.Fprintf(stderr, "%s\n用“%s --help”查看用法。\n", err, cmd.CommandPath())
		return exitUsage
	}
	fmt.Fprintln(stderr, "错误："+err.Error())
	return exitFindings
}
