package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sample is what one run of a program took.
type sample struct {
	wall time.Duration
	cpu  time.Duration // of all threads; little disturbed by what else the machine does
	peak int64         // bytes of memory at most, 0 where the system does not tell
}

// measured runs a program to its end and returns what it took and what it printed.
func measured(cmd *exec.Cmd, idle time.Duration) (sample, string, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	awaitIdle(idle)
	start := time.Now() //nolint:forbidigo // a stopwatch
	err := cmd.Run()
	wall := time.Since(start) //nolint:forbidigo // a stopwatch
	if err != nil {
		return sample{}, "", fmt.Errorf("%s: %w\n%s%s", strings.Join(cmd.Args, " "), err, tail(stdout.String()), tail(stderr.String()))
	}
	state := cmd.ProcessState
	return sample{wall, state.UserTime() + state.SystemTime(), peak(state)}, stdout.String(), nil
}

// tail shortens what a failed program printed.
func tail(text string) string {
	const length = 4000
	return text[max(0, len(text)-length):]
}

// awaitIdle flushes what earlier runs wrote and waits until the processors have little to do, for so long at most.
func awaitIdle(limit time.Duration) {
	flush()
	const step = 500 * time.Millisecond
	for waited := time.Duration(0); waited < limit; waited += step {
		idle, all, ok := ticks()
		if !ok {
			return
		}
		time.Sleep(step)
		idleNow, allNow, _ := ticks()
		if (idleNow-idle)*100 > (allNow-all)*85 {
			return
		}
	}
}

// ticks returns how much time the processors have spent idle and altogether.
func ticks() (idle, all int, ok bool) {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0, false
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait …
	for i, f := range fields[1:] {
		n, err := strconv.Atoi(f)
		if err != nil {
			return 0, 0, false
		}
		all += n
		if i == 3 || i == 4 {
			idle += n
		}
	}
	return idle, all, all > 0
}

// median returns the middle of some numbers, 0 of none.
func median(numbers []float64) float64 {
	n := len(numbers)
	if n == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
