// Command bench measures how fast large boards are built, side by side with Hugo and
// with a plain copy of the finished folder:
//
//	go run ./generator/bench                        # 1,000 and 10,000 records
//	go run ./generator/bench -n 1000 -rounds 1 -no-hugo
//	go run ./generator/bench -cache /tmp/charts     # draw what is missing there, then measure with cached charts only
//	go run ./generator/bench -serve -n 1000         # from saving to the reloaded page
//	go test -run '^$' -bench Search -v ./generator/bench  # from a key to its results, in a browser
//	go run ./generator/bench -cache /tmp/charts -profile cpu.out -allocs allocs.out -n 10000
//
// It writes a board of so many records, the same every time (corpus.go), and builds it with the real programs
// as child processes, in turns, so that what else the machine does meets them all. What it prints is for
// reading; no test depends on it, since no two machines agree.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// options are the command line.
type options struct {
	sizes   []int
	rounds  int
	dir     string
	keep    bool
	cache   string
	hugo    string
	noHugo  bool
	idle    time.Duration
	profile string
	allocs  string
	heap    string
	cold    bool
	serve   bool
}

func main() {
	opts, err := parse(os.Args[1:])
	if err == nil {
		err = run(opts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	var o options
	set := flag.NewFlagSet("bench", flag.ExitOnError)
	sizes := set.String("n", "1000,10000", "records, several numbers with commas between")
	set.IntVar(&o.rounds, "rounds", 3, "how often each program runs")
	set.StringVar(&o.dir, "dir", "", "folder on the disk to be measured (default the system's temporary folder)")
	set.BoolVar(&o.keep, "keep", false, "leave corpus and output there")
	set.StringVar(&o.cache, "cache", "", "folder for drawn charts that stays, so that later runs need not draw them; leaves out the measurement of drawing")
	set.StringVar(&o.hugo, "hugo", "", "Hugo's executable (default the one on PATH, or release "+hugoRelease+" built by go install)")
	set.BoolVar(&o.noHugo, "no-hugo", false, "do not compare with Hugo")
	set.DurationVar(&o.idle, "idle", 20*time.Second, "wait up to so long before each run for idle processors (Linux)")
	set.StringVar(&o.profile, "profile", "", "instead of measuring, write a CPU profile of one build to this file")
	set.StringVar(&o.allocs, "allocs", "", "with -profile, write a profile of allocations to this file, too")
	set.StringVar(&o.heap, "heap", "", "with -profile, write a profile of what is in memory half-way through the pages to this file")
	set.BoolVar(&o.cold, "cold", false, "with -profile, draw the charts (default: take them from the cache)")
	set.BoolVar(&o.serve, "serve", false, "instead of building, measure how long a preview takes to show an edit")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	for _, text := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < len(sections) {
			return o, fmt.Errorf("-n %s: want numbers of records such as 1000,10000", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.rounds < 1 {
		return o, fmt.Errorf("-rounds %d: want at least 1", o.rounds)
	}
	return o, nil
}

func run(o options) error {
	dir, err := os.MkdirTemp(o.dir, "gongkai-bench-")
	if err != nil {
		return err
	}
	// Deleting comes last of all: on some file systems creating files is several times
	// slower for minutes after a big folder has gone.
	if o.keep {
		fmt.Fprintln(os.Stderr, "keeping", dir)
	} else {
		defer os.RemoveAll(dir)
	}
	switch {
	case o.serve && o.profile != "":
		return underCPU(o.profile, func() error { return measureServe(o, dir) })
	case o.serve:
		return measureServe(o, dir)
	}
	if o.profile != "" {
		return profile(o, dir)
	}
	return compare(o, dir)
}

// compare measures every size with every program.
func compare(o options, dir string) error {
	gongkai := filepath.Join(dir, "gongkai")
	if err := buildGongkai(gongkai); err != nil {
		return err
	}
	var hugo *hugoProgram
	if !o.noHugo {
		var err error
		if hugo, err = findHugo(o.hugo, dir); err != nil {
			fmt.Fprintln(os.Stderr, "bench: going on without Hugo:", err)
		}
	}
	for _, n := range o.sizes {
		b := &bench{records: n, rounds: o.rounds, dir: filepath.Join(dir, strconv.Itoa(n)), cache: o.cacheFor(n), gongkai: gongkai, hugo: hugo, idle: o.idle}
		if err := b.run(); err != nil {
			return err
		}
		if err := b.print(os.Stdout); err != nil {
			return err
		}
	}
	return nil
}

// cacheFor returns the folder that keeps the charts of one size, "" for none. Each size has its own,
// since a build clears away what it did not need.
func (o options) cacheFor(n int) string {
	if o.cache == "" {
		return ""
	}
	return filepath.Join(o.cache, strconv.Itoa(n))
}
