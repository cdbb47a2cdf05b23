package generator

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/publish"
)

// Report is what a build has to say when it is done.
type Report struct {
	Findings []Finding
	AsOf     string // the day that was taken for today, as 2026-11-22
	Boards   int
	Records  int // visible ones
	Pages    int
	Charts   int // drawings made or taken from the cache: a chart has two, for wide and narrow windows
	Cached   int // of Charts, taken from the cache
	Files    publish.Stats
	Phases   []Phase
}

// Finding is something wrong with the content, at its place.
type Finding = diag.Finding

// Phase is the time that one step of a build took.
type Phase struct {
	Name string
	Took time.Duration
}

// Failed reports whether something was found that stopped the build.
func (r *Report) Failed() bool {
	stopping, _ := r.Counts()
	return stopping > 0
}

// Counts returns how many findings stopped the build, and how many did not.
func (r *Report) Counts() (stopping, warnings int) {
	for _, f := range r.Findings {
		if f.Severity == diag.Error {
			stopping++
		} else {
			warnings++
		}
	}
	return stopping, warnings
}

// WriteText prints the findings for people, each with its line of the source.
func (r *Report) WriteText(w io.Writer, color bool) error {
	return diag.WriteText(w, r.Findings, color)
}

// WriteJSON prints the findings for machines, one object a line.
func (r *Report) WriteJSON(w io.Writer) error { return diag.WriteJSON(w, r.Findings) }

// WriteSummary prints what was built and how long each phase took.
func (r *Report) WriteSummary(w io.Writer) {
	fmt.Fprintf(w, "%d 个公开栏，%d 条记录，%d 页，%d 幅图（%d 幅取自缓存）\n", r.Boards, r.Records, r.Pages, r.Charts, r.Cached)
	fmt.Fprintf(w, "写入 %d 个文件，%d 个没有变化，删除 %d 个\n", r.Files.Written, r.Files.Unchanged, r.Files.Deleted)
	var parts []string
	var total time.Duration
	for _, p := range r.Phases {
		total += p.Took
		parts = append(parts, fmt.Sprintf("%s %d", p.Name, p.Took.Milliseconds()))
	}
	fmt.Fprintf(w, "用时 %d 毫秒（%s）\n", total.Milliseconds(), strings.Join(parts, "，"))
}

// WriteShown prints what a preview shows and how long it took to get there. Its pages are made when they are read.
func (r *Report) WriteShown(w io.Writer) {
	var total time.Duration
	for _, p := range r.Phases {
		total += p.Took
	}
	fmt.Fprintf(w, "%d 个公开栏，%d 条记录，%d 页，用时 %d 毫秒\n", r.Boards, r.Records, r.Pages, total.Milliseconds())
}

// cleanBase checks a base URL and ends it with a slash.
func cleanBase(base string) (string, error) {
	if base == "" {
		return "", nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", &UsageError{"--base-url " + base + "：要写完整的网址，例如 https://example.org/"}
	}
	return strings.TrimSuffix(base, "/") + "/", nil
}
