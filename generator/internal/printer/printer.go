// Package printer makes PDFs of pages with a browser that is installed on the computer. It drives
// Chromium, Chrome or Edge without a window, which print a page as people would with Ctrl+P; there
// is no other program that lays out Chinese pages as well and that every office has.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Job is a page to print: a file on the disk, and the PDF to make of it.
type Job struct{ Page, PDF string }

// patience is how long a page may take: a slow computer needs ten seconds to start a browser.
const patience = 3 * time.Minute

// Print prints pages, several at once, and reports how many are done. It stops at the first error.
func Print(ctx context.Context, browser string, jobs []Job, workers int, done func(int)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next, printed atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(jobs)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(jobs) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := printOne(ctx, browser, jobs[i]); err != nil {
					stop(err)
					return
				}
				done(int(printed.Add(1)))
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// printOne prints a page beside its place, so that a PDF is there whole or not at all.
func printOne(ctx context.Context, browser string, job Job) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	dir, err := os.MkdirTemp(filepath.Dir(job.PDF), ".gongkai-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, "page.pdf")
	cmd := exec.CommandContext(ctx, browser, arguments(filepath.Join(dir, "profile"), made, job.Page)...)
	cmd.WaitDelay = 5 * time.Second // a browser's helpers may hold its output open
	said, err := cmd.CombinedOutput()
	data, readErr := os.ReadFile(made)
	if readErr != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		return &Failed{Page: job.Page, Browser: browser, Err: errors.Join(err, context.Cause(ctx)), Said: lastLine(said)}
	}
	return os.Rename(made, job.PDF)
}

// arguments are what a browser needs to print a page and do nothing else.
func arguments(profile, pdf, page string) []string {
	args := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
		"--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf",
		"--user-data-dir=" + profile, "--print-to-pdf=" + pdf,
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // it refuses to start for root otherwise
	}
	return append(args, FileURL(page))
}

// FileURL is the address of a file on the disk.
func FileURL(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // C:/…
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// Failed says that a browser made no PDF.
type Failed struct {
	Page, Browser string
	Err           error
	Said          string // what the browser said last
}

// Error says what went wrong.
func (f *Failed) Error() string {
	return fmt.Sprintf("%s 没有打印出 %s：%v %s", f.Browser, f.Page, f.Err, f.Said)
}

// Unwrap returns the reason.
func (f *Failed) Unwrap() error { return f.Err }

func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	return lines[len(lines)-1]
}
