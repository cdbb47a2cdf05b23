package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"

	"gongkai/generator"
)

// profile builds the first size once within this process, under the profilers. The charts are drawn before, unless
// they are what is to be profiled.
func profile(o options, dir string) error {
	rate := runtime.MemProfileRate
	runtime.MemProfileRate = 0 // until the build that counts
	build := generator.Options{Source: filepath.Join(dir, "corpus"), Destination: filepath.Join(dir, "first"), Date: asOf, CacheDir: o.cacheFor(o.sizes[0])}
	if build.CacheDir == "" {
		build.CacheDir = filepath.Join(dir, "cache")
	}
	if err := writeCorpus(build.Source, o.sizes[0]); err != nil {
		return err
	}
	if !o.cold {
		if err := buildOnce(build, io.Discard); err != nil {
			return err
		}
		build.Destination = filepath.Join(dir, "second")
	}
	cpu, err := os.Create(o.profile)
	if err != nil {
		return err
	}
	runtime.GC()
	if o.allocs != "" {
		runtime.MemProfileRate = rate
	}
	err = pprof.StartCPUProfile(cpu)
	if err == nil {
		err = buildOnce(build, os.Stdout)
		pprof.StopCPUProfile()
	}
	if o.allocs != "" {
		err = errors.Join(err, writeAllocs(o.allocs))
	}
	return errors.Join(err, cpu.Close())
}

// buildOnce builds and prints the summary. A finding of the corpus is a fault of bench.
func buildOnce(opts generator.Options, w io.Writer) error {
	report, err := generator.Build(opts)
	if err != nil {
		return err
	}
	if len(report.Findings) > 0 {
		err := report.WriteText(os.Stderr, false)
		return errors.Join(err, fmt.Errorf("%d findings in the corpus", len(report.Findings)))
	}
	report.WriteSummary(w)
	return nil
}

func writeAllocs(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
}
