package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestSaveMemory finds that much garbage may pile up while little is in use, and half as much as is in use when that is a lot.
func TestSaveMemory(t *testing.T) {
	t.Setenv("GOGC", "")
	saveMemory()
	settles := func(ok func(percent int) bool) bool {
		for range 200 {
			runtime.GC()
			time.Sleep(5 * time.Millisecond) // what follows a collection runs beside us
			percent := debug.SetGCPercent(gcPercent)
			debug.SetGCPercent(percent)
			if ok(percent) {
				return true
			}
		}
		return false
	}
	if !settles(func(percent int) bool { return percent > 2*gcPercent }) {
		t.Error("as much garbage as ever beside little in use")
	}
	inUse := make([]byte, 4*gcLeast)
	if !settles(func(percent int) bool { return percent == gcPercent }) {
		t.Errorf("more than %d%% of garbage beside much in use", gcPercent)
	}
	runtime.KeepAlive(inUse)
}
