package main

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"gongkai/generator"
)

func newDue() *cobra.Command {
	var opts generator.Options
	var p printer
	within, form := days(14), dueFormat("text")
	cmd := &cobra.Command{
		Use:   "due",
		Short: "列出逾期和快到期的公开事项",
		Long: `按 board.yaml 里的公开目录，列出基准日已经逾期还没有公开的，和近期到期的事项。

最急的在最前面。--format ics 写成日历，可以导入或者订阅。`,
		Example: `  gongkai due
  gongkai due --within 30d
  gongkai due --format ics > 到期.ics`,
		SuggestFor: []string{"到期", "todo", "deadline"},
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p.format = "text"
			bar := p.open(cmd)
			opts.Progress = bar.show
			items, report, err := generator.Due(opts, int(within))
			bar.clear()
			if err != nil {
				return err
			}
			if report.Failed() {
				return p.print(report, nil, "，没有列出到期的事项", func() {})
			}
			switch form {
			case "json":
				return generator.WriteDueJSON(p.out, items)
			case "ics":
				return generator.WriteDueCalendar(p.out, items, report.AsOf)
			}
			generator.WriteDueText(p.out, items)
			fmt.Fprintf(p.say, "%s：逾期和 %d 天内到期的共 %d 项。\n", report.AsOf, within, len(items))
			return nil
		},
	}
	addContentFlags(cmd, &opts)
	cmd.Flags().Var(&within, "within", "看多少`天`以内到期的，例如 14d（默认 14d）")
	cmd.Flags().Var(&form, "format", "`格式`：text 给人看，json 给程序读，ics 是日历（默认 text）")
	return cmd
}

// days is a number of days as a flag: 14 or 14d.
type days int

var daysText = regexp.MustCompile(`^(\d{1,4})(?:d|天)?$`)

// Set takes the value of the flag.
func (d *days) Set(s string) error {
	m := daysText.FindStringSubmatch(s)
	if m == nil {
		return errors.New("要写天数，例如 14d")
	}
	n, _ := strconv.Atoi(m[1]) // the pattern lets only digits through
	*d = days(n)
	return nil
}

// String returns the value of the flag.
func (d *days) String() string { return strconv.Itoa(int(*d)) + "d" }

// Type names the values in help texts.
func (d *days) Type() string { return "天" }

// dueFormat is how what is due is printed.
type dueFormat string

// Set takes the value of the flag.
func (f *dueFormat) Set(s string) error {
	if s != "text" && s != "json" && s != "ics" {
		return errors.New("只能写 text、json 或 ics")
	}
	*f = dueFormat(s)
	return nil
}

// String returns the value of the flag.
func (f *dueFormat) String() string { return string(*f) }

// Type names the values in help texts.
func (f *dueFormat) Type() string { return "格式" }
