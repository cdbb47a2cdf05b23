package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"gongkai/generator"
)

// edits is how often a record is edited.
const edits = 50

// measureServe previews a board and edits a record of it again and again. It prints how long it takes from saving
// until the page that was told to reload has been read.
func measureServe(o options, dir string) error {
	source := filepath.Join(dir, "corpus")
	if err := writeCorpus(source, o.sizes[0]); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var last *generator.Report
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- generator.Serve(ctx, generator.ServeOptions{
			Options: generator.Options{Source: source, Date: asOf, CacheDir: o.cacheFor(o.sizes[0])},
			Built:   func(r *generator.Report, _ error) { last = r },
			Ready:   func(url string) { ready <- url },
		})
	}()
	var url string
	select {
	case url = <-ready:
	case err := <-ended:
		return err
	}
	var took []float64
	for i := range edits {
		time.Sleep(200 * time.Millisecond) // within the pause before all is checked
		ms, err := edit(url, source, fmt.Sprintf("第%d次改动", i))
		if err != nil {
			return err
		}
		took = append(took, ms)
	}
	stop()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(os.Stdout, "%d records, %d edits: %.0f ms from saving to the page, median; the slowest %.0f ms; %d MB in use\n",
		o.sizes[0], edits, median(took), maximum(took), m.HeapAlloc>>20)
	err := <-ended
	last.WriteShown(os.Stdout)
	return err
}

// edit changes the title of a notice and waits for its page.
func edit(url, source, title string) (ms float64, err error) {
	file := filepath.Join(source, "notice", "r000001.md")
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "title:") {
			key, _, _ := strings.Cut(line, ":")
			lines[i] = key + ": " + title
		}
	}
	page, version := url+"notice/r000001/", ""
	if body, err := get(page); err == nil {
		_, rest, _ := strings.Cut(body, `data-version="`)
		version, _, _ = strings.Cut(rest, `"`)
	}
	events, err := http.Get(url + ".gongkai/events?version=" + version)
	if err != nil {
		return 0, err
	}
	defer events.Body.Close()
	start := time.Now() //nolint:forbidigo // a timing
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		return 0, err
	}
	if _, err := io.ReadAll(events.Body); err != nil { // it ends with the event
		return 0, err
	}
	body, err := get(page)
	if err == nil && !strings.Contains(body, title) {
		err = fmt.Errorf("%s does not show %q after it was told to reload", page, title)
	}
	return float64(time.Since(start).Microseconds()) / 1000, err //nolint:forbidigo // a timing
}

func get(url string) (string, error) {
	response, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

func maximum(numbers []float64) float64 {
	most := 0.0
	for _, n := range numbers {
		most = max(most, n)
	}
	return most
}
