package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// The targets for 10,000 records with cached charts.
const (
	targetRecords = 10_000
	targetSpeed   = 3    // times as fast as Hugo, at least
	targetMemory  = 0.25 // of Hugo's memory, at most
	targetCopy    = 3    // times what copying the finished folder takes, at most
)

const mebibyte = 1 << 20

// print prints what was measured, and what it means for the targets.
func (b *bench) print(w io.Writer) error {
	fmt.Fprintf(w, "\n%d records, %d files of %d MiB; medians of %d rounds\n", b.records, b.corpus.files, b.corpus.bytes/mebibyte, b.rounds)
	fmt.Fprintf(w, "gongkai: %d pages with %d charts, %d files of %d MiB\n", b.summary.pages, b.summary.charts, b.board.files, b.board.bytes/mebibyte)
	if b.hugo != nil {
		fmt.Fprintf(w, "Hugo %s, a page of each record: %d pages, %d files of %d MiB\n", b.hugo.version, b.hugoSite.pages, b.hugoSite.files, b.hugoSite.bytes/mebibyte)
		fmt.Fprintf(w, "Hugo+, its sheet and its data, too: %d pages, %d files of %d MiB\n", b.hugoMoreSite.pages, b.hugoMoreSite.files, b.hugoMoreSite.bytes/mebibyte)
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tseconds\tfrom\tto\tCPU seconds\tpeak MiB\t÷ copy\t÷ Hugo\t")
	b.row(t, "charts cold (once)", b.cold)
	b.row(t, "charts cached", b.cached)
	b.row(t, "Hugo", b.byHugo)
	b.row(t, "Hugo+", b.hugoMore)
	b.row(t, "cp -r", b.copied)
	if err := t.Flush(); err != nil {
		return err
	}
	if b.records == targetRecords {
		b.printTargets(w)
	}
	return nil
}

func (b *bench) row(w io.Writer, name string, samples []sample) {
	if len(samples) == 0 {
		return
	}
	walls := each(samples, sample.seconds)
	low, high := walls[0], walls[0]
	for _, s := range walls {
		low, high = min(low, s), max(high, s)
	}
	fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.0f\t%.2f\t%s\t\n", name, median(walls), low, high,
		median(each(samples, func(s sample) float64 { return s.cpu.Seconds() })),
		median(each(samples, sample.mebibytes)), ratio(samples, b.copied, sample.seconds), b.toHugo(samples))
}

func (b *bench) toHugo(samples []sample) string {
	if len(b.byHugo) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", ratio(samples, b.byHugo, sample.seconds))
}

func (b *bench) printTargets(w io.Writer) {
	fmt.Fprintln(w, "\ntargets, charts cached:")
	if len(b.byHugo) > 0 {
		speed := ratio(b.byHugo, b.cached, sample.seconds)
		target(w, speed >= targetSpeed, "%.2f times as fast as Hugo, at least %d wanted", speed, targetSpeed)
		if memory := ratio(b.cached, b.byHugo, sample.mebibytes); memory > 0 {
			target(w, memory <= targetMemory, "%.2f of Hugo's memory, at most %.2f wanted", memory, targetMemory)
		}
	}
	times := ratio(b.cached, b.copied, sample.seconds)
	target(w, times <= targetCopy, "%.2f times the copy, at most %d wanted", times, targetCopy)
}

func target(w io.Writer, met bool, format string, args ...any) {
	word := "missed"
	if met {
		word = "met"
	}
	fmt.Fprintf(w, "  %-6s  %s\n", word, fmt.Sprintf(format, args...))
}

func (s sample) seconds() float64   { return s.wall.Seconds() }
func (s sample) mebibytes() float64 { return float64(s.peak) / mebibyte }

func each(samples []sample, of func(sample) float64) []float64 {
	out := make([]float64, len(samples))
	for i, s := range samples {
		out[i] = of(s)
	}
	return out
}

// ratio is the median of what the rounds say: within a round the machine was the same for both.
// It is 0 where one of them is not known.
func ratio(a, b []sample, of func(sample) float64) float64 {
	var out []float64
	for i := range min(len(a), len(b)) {
		if of(b[i]) > 0 {
			out = append(out, of(a[i])/of(b[i]))
		}
	}
	return median(out)
}
