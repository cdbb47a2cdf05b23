package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// bench is the comparison at one size.
type bench struct {
	records int
	rounds  int
	dir     string
	cache   string       // of charts drawn earlier, "" for none
	gongkai string       // executable
	hugo    *hugoProgram // nil for none
	idle    time.Duration

	cold                    []sample // one: drawing all charts takes minutes
	cached, byHugo, copied  []sample // one for each round
	hugoMore                []sample // where Hugo writes of a record what gongkai does
	summary                 summary
	corpus, board, hugoSite tree
	hugoMoreSite            tree
}

// run writes the corpus and builds it, first with an empty cache for charts, then in
// turns. Every run gets a new folder, and nothing is deleted in between.
func (b *bench) run() error {
	err := writeCorpus(b.in("corpus"), b.records)
	if err != nil {
		return err
	}
	if b.corpus, err = measureTree(b.in("corpus")); err != nil {
		return err
	}
	err = b.draw()
	for round := 1; round <= b.rounds && err == nil; round++ {
		err = b.round(round)
	}
	return err
}

// draw builds for the first time, to fill the cache. With a cache that stays this tells nothing about drawing.
func (b *bench) draw() error {
	if b.cache != "" {
		_, err := b.build(new([]sample), "first")
		return err
	}
	b.cache = b.in("cache")
	first, err := b.build(&b.cold, "first")
	// Even then a few are found: the home page shows charts of sections again.
	if err == nil && first.cached*4 > first.charts {
		err = fmt.Errorf("%d of %d charts were in an empty cache", first.cached, first.charts)
	}
	return err
}

// in returns the path of a folder of this comparison.
func (b *bench) in(name string) string { return filepath.Join(b.dir, name) }

// round lets each program run once.
func (b *bench) round(n int) error {
	board, site, copied := fmt.Sprintf("cached-%d", n), fmt.Sprintf("hugo-%d", n), fmt.Sprintf("copy-%d", n)
	var err error
	if b.summary, err = b.build(&b.cached, board); err != nil {
		return err
	}
	if b.summary.cached != b.summary.charts {
		return fmt.Errorf("%d of %d charts were cached, want all", b.summary.cached, b.summary.charts)
	}
	if b.board, err = measureTree(b.in(board)); err != nil {
		return err
	}
	if b.hugoSite, err = b.roundOfHugo(&b.byHugo, hugoPages, site); err != nil {
		return err
	}
	if b.hugoMoreSite, err = b.roundOfHugo(&b.hugoMore, hugoMore, site+"-more"); err != nil {
		return err
	}
	return b.measure(&b.copied, exec.Command("cp", "-r", b.in(board), b.in(copied)))
}

// roundOfHugo lets Hugo run once, if it is compared with.
func (b *bench) roundOfHugo(samples *[]sample, config, out string) (tree, error) {
	if b.hugo == nil {
		return tree{}, nil
	}
	if err := b.measure(samples, b.hugo.command(config, b.in("corpus"), b.in(out), b.in(out+"-cache"))); err != nil {
		return tree{}, err
	}
	return measureTree(b.in(out))
}

func (b *bench) measure(samples *[]sample, cmd *exec.Cmd) error {
	s, _, err := measured(cmd, b.idle)
	*samples = append(*samples, s)
	return err
}

// build measures a build with gongkai and returns what it says of itself.
func (b *bench) build(samples *[]sample, out string) (summary, error) {
	cmd := exec.Command(b.gongkai, "build", "--source", b.in("corpus"), "--destination", b.in(out), "--date", asOf, "--cacheDir", b.cache)
	s, printed, err := measured(cmd, b.idle)
	if err != nil {
		return summary{}, err
	}
	*samples = append(*samples, s)
	return readSummary(printed)
}

// summary is what gongkai prints at the end of a build.
type summary struct{ records, pages, charts, cached int }

var summaryLine = regexp.MustCompile(`(\d+) 条记录，(\d+) 页，(\d+) 幅图（(\d+) 幅取自缓存）`)

func readSummary(printed string) (summary, error) {
	m := summaryLine.FindStringSubmatch(printed)
	if m == nil {
		return summary{}, fmt.Errorf("no summary in what gongkai printed: %s", tail(printed))
	}
	var n [4]int
	for i, digits := range m[1:] {
		n[i], _ = strconv.Atoi(digits) // the pattern lets nothing else through
	}
	return summary{n[0], n[1], n[2], n[3]}, nil
}

// buildGongkai compiles the program as make build does.
func buildGongkai(out string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, "gongkai/cmd/gongkai")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// tree is the size of a folder.
type tree struct {
	files, pages int // pages are the HTML files
	bytes        int64
}

func measureTree(dir string) (tree, error) {
	var t tree
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		t.files++
		t.bytes += info.Size()
		if strings.HasSuffix(path, ".html") {
			t.pages++
		}
		return nil
	})
	return t, err
}
