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

// pagesPhase is what the generator calls the rendering of pages.
const pagesPhase = "生成"

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
	runtime.GC()
	if o.allocs != "" || o.heap != "" {
		runtime.MemProfileRate = rate
	}
	var heapErr error
	if o.heap != "" {
		heapErr = fmt.Errorf("no heap profile: the build has no phase %s", pagesPhase)
		build.Progress = func(phase string, done, total int) {
			if phase == pagesPhase && done == total/2 {
				runtime.GC() // the profile tells what the last collection left
				heapErr = writeProfile("heap", o.heap)
			}
		}
	}
	err := underCPU(o.profile, func() error { return buildOnce(build, os.Stdout) })
	if o.allocs != "" {
		err = errors.Join(err, writeProfile("allocs", o.allocs))
	}
	return errors.Join(err, heapErr)
}

// underCPU runs something under the CPU profiler.
func underCPU(name string, do func() error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err = pprof.StartCPUProfile(f); err == nil {
		err = do()
		pprof.StopCPUProfile()
	}
	return errors.Join(err, f.Close())
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

// writeProfile writes one of the runtime's profiles to a file.
func writeProfile(kind, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(pprof.Lookup(kind).WriteTo(f, 0), f.Close())
}
