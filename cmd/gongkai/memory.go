package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// gcPercent is how much garbage may pile up beside what is in use before it is collected. Half of Go's default:
	// offices' computers are short of memory rather than of processors.
	gcPercent = 50

	// gcLeast is how much may in any case, in bytes. While a large board is read, little is in use yet and much is
	// thrown away: a third of the time would go into collecting it.
	gcLeast = 32 << 20

	// gcMinimum is what Go takes for in use as long as it has collected nothing, in bytes.
	gcMinimum = 4 << 20
)

// saveMemory lets garbage pile up by both rules, unless somebody has set Go's own.
func saveMemory() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(gcLeast / gcMinimum * 100)
	type sentinel struct{ _ *int } // with a pointer: small things without one are put together with others
	var after func(*sentinel)
	after = func(s *sentinel) {
		debug.SetGCPercent(max(gcPercent, int(100*gcLeast/max(inUse(), 1))))
		runtime.SetFinalizer(s, after)
	}
	runtime.SetFinalizer(new(sentinel), after)
}

// inUse returns how many bytes the last collection found in use.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
