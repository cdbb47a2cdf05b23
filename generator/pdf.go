package generator

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/generator/internal/printer"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// PDFOptions are the choices for printing to PDF. Without any, what hangs today is printed.
type PDFOptions struct {
	Month   string   // the set of a month, as people write it
	Now     bool     // what hangs today
	Booklet bool     // the booklet, in the order in which it is read and in that in which it is folded
	Cards   bool     // all cards
	Paths   []string // records, or folders of records, in the source
	Output  string   // folder; default "pdf"
	Browser string   // path of a browser; default one that is found
}

// PDF builds the pages for paper in a folder of its own and prints them. It returns the files that it
// wrote; with errors in the report there are none.
func PDF(opts Options, p PDFOptions) (files []string, report *Report, err error) {
	browser, err := printer.Find(p.Browser)
	switch {
	case err != nil && p.Browser != "":
		return nil, nil, &UsageError{"--browser " + p.Browser + "：没有这个程序。"}
	case err != nil:
		return nil, nil, err
	}
	temp, err := os.MkdirTemp("", "gongkai-pdf-*")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(temp)
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.understand()
	b.phase("编排", b.plan)
	if !b.stopped() {
		if err := b.onlyPaper(p); err != nil {
			return nil, nil, err
		}
	}
	b.phase("主题", b.loadThemes)
	b.phase("生成", func() {
		b.render(func(Options) (publish.Output, error) {
			return publish.Open(filepath.Join(temp, "public"), publish.Options{})
		})
	})
	b.phase("打印", func() { files, err = b.print(browser, filepath.Join(temp, "public"), p) })
	report, finishErr := b.finish()
	if err == nil {
		err = finishErr
	}
	return files, report, err
}

// onlyPaper leaves of all that was planned the pages that are to be printed.
func (b *build) onlyPaper(p PDFOptions) error {
	wanted, err := b.wanted(p)
	if err != nil {
		return err
	}
	b.pages = slices.DeleteFunc(b.pages, func(pg page) bool { return !pg.Paper || !wanted(pg.Path) })
	b.screens, b.texts = nil, nil
	for _, pg := range b.pages { // printed as they were on the as-of date, without what hides them by the machine's clock
		site := *pg.Site
		site.Ends = nil
		pg.Site = &site
	}
	if len(b.pages) > 0 {
		return nil
	}
	switch {
	case p.Booklet:
		return &UsageError{"没有手册。在 board.yaml 里写“手册: [栏目…]”；不写时收有办事步骤的栏目，现在没有这样的栏目。"}
	case p.Month != "":
		return &UsageError{"公开目录在 " + p.Month + " 没有要上公开栏的内容，或者太早了。只有最近 13 个月、渠道里有“公开栏”的事项有成套的张贴件。"}
	}
	return &UsageError{"这些文件里没有公开的记录，没有可以打印的。"}
}

// wanted returns a test of the paths of pages.
func (b *build) wanted(p PDFOptions) (func(string) bool, error) {
	switch {
	case p.Month != "":
		var month value.Period
		if err := month.Parse(p.Month); err != nil || month.Unit() != value.Month {
			return nil, &UsageError{"--month " + p.Month + "：要写一个月，例如 2026-10。"}
		}
		return isAt(surface.MonthPath(month)), nil
	case p.Booklet:
		return isAt(surface.BookletPath), nil
	case p.Cards:
		return func(name string) bool { return strings.Contains("/"+name, surface.CardsPath) }, nil
	case len(p.Paths) > 0:
		return b.sheetsOf(p.Paths)
	}
	return isAt(surface.NowPath), nil
}

// isAt tells the pages of all boards that are at an address of the board.
func isAt(address string) func(string) bool {
	return func(name string) bool { return strings.HasSuffix("/"+name, address+"index.html") }
}

// sheetsOf tells the sheets of records by their files, or the folders that these are in.
func (b *build) sheetsOf(paths []string) (func(string) bool, error) {
	sheets := map[string]bool{}
	for _, file := range paths {
		name, err := inSource(b.opts.Source, file)
		if err != nil {
			return nil, err
		}
		for _, bd := range b.boards {
			for _, r := range bd.Records {
				if name == "." || r.Path == name || strings.HasPrefix(r.Path, name+"/") {
					sheets[bd.Base+surface.SheetPath(r)] = true
				}
			}
		}
	}
	return func(name string) bool { return sheets[name] }, nil
}

// print prints the pages that were built.
func (b *build) print(browser, public string, p PDFOptions) ([]string, error) {
	output := p.Output
	if output == "" {
		output = "pdf"
	}
	output, err := filepath.Abs(output)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(output, 0o755); err != nil {
		return nil, err
	}
	jobs := make([]printer.Job, len(b.pages))
	files := make([]string, len(b.pages))
	for i, pg := range b.pages {
		files[i] = filepath.Join(output, pdfName(pg.Path))
		jobs[i] = printer.Job{Page: filepath.Join(public, filepath.FromSlash(pg.Path)), PDF: files[i]}
	}
	err = printer.Print(context.Background(), browser, jobs, b.opts.Workers, func(n int) { b.opts.Progress("打印", n, len(jobs)) })
	if err != nil {
		return nil, fmt.Errorf("没有全部打印出来：%w", err)
	}
	if !p.Booklet {
		return files, nil
	}
	for _, file := range files {
		folded := strings.TrimSuffix(file, ".pdf") + "-fold.pdf"
		if err := printer.Fold(file, folded); err != nil {
			return nil, fmt.Errorf("没有拼出对折的手册：%w", err)
		}
		files = append(files, folded)
	}
	return files, nil
}

// pdfName names the PDF of a page after its address: xiangyang-caiwu-2026-10.pdf.
func pdfName(name string) string {
	parts := strings.Split(path.Dir(name), "/")
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "print" })
	return strings.Join(parts, "-") + ".pdf"
}
