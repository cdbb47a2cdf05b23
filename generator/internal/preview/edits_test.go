package preview

import (
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

func TestManyEdits(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("0")}, nil)
	for i := range 500 {
		s.write("index.html", page(fmt.Sprint("edit ", i+1)))
	}
	s.eventually("/", "edit 500<")
	if got := s.builds.Load(); got > 20 {
		t.Errorf("%d builds for 500 quick edits", got)
	}
}

// TestManyFiles changes 10,000 files in folders that were not there before, as a copy from another computer does.
func TestManyFiles(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("0")}, nil)
	for i := range 10_000 {
		s.write(fmt.Sprintf("s%d/r%d/index.html", i%40, i), page(fmt.Sprint("file ", i)))
	}
	s.write("index.html", page("all there"))
	s.eventually("/", "all there<")
	s.eventually("/s39/r9999/", "file 9999<")
	if n := len(s.memory.Files()); n != 10_001 {
		t.Errorf("%d files", n)
	}
	if got := s.builds.Load(); got > 60 {
		t.Errorf("%d builds for one copy", got)
	}
}

func TestChangeDuringBuild(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("first")}, nil)
	var once atomic.Bool
	s.during = func() {
		if once.CompareAndSwap(false, true) {
			s.write("index.html", page("third"))
			time.Sleep(3 * quiet)
		}
	}
	s.write("index.html", page("second"))
	s.eventually("/", "third")
}

func TestFolders(t *testing.T) {
	for name, poll := range map[string]time.Duration{"told by the system": 0, "polling": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			s := start(t, map[string]string{"index.html": page("home")}, func(o *Options) { o.Poll = poll })
			s.write("new/deep/page.html", page("one"))
			s.eventually("/new/deep/page.html", "<p>one</p>")
			s.write("new/deep/page.html", page("three"))
			s.eventually("/new/deep/page.html", "<p>three</p>")
			if err := os.Rename(filepath.Join(s.dir, "new"), filepath.Join(s.dir, "moved")); err != nil {
				t.Fatal(err)
			}
			s.eventually("/moved/deep/page.html", "<p>three</p>")
			s.write("moved/deep/page.html", page("fourth"))
			s.eventually("/moved/deep/page.html", "<p>fourth</p>")

			if err := os.RemoveAll(s.dir); err != nil {
				t.Fatal(err)
			}
			s.write("index.html", page("again"))
			s.eventually("/", "<p>again</p>")
			s.write("moved/deep/page.html", page("at last"))
			s.eventually("/moved/deep/page.html", "<p>at last</p>")
		})
	}
}

func TestNewDay(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("home")}, nil)
	time.Sleep(5 * 10 * time.Millisecond)
	if got := s.builds.Load(); got != 1 {
		t.Fatalf("%d builds within a day", got)
	}
	s.day.Store("2026-11-23")
	for deadline := time.Now().Add(5 * time.Second); s.builds.Load() != 2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no build on the next day")
		}
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, poll := range []time.Duration{0, time.Hour} {
		s := start(t, map[string]string{"index.html": page("home")}, func(o *Options) { o.Poll = poll })
		idle, err := net.Dial("tcp", s.host) // as browsers open them ahead of time
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { idle.Close() })
		s.listen(s.get("/"))
		s.stop()
	}
	var got int
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if got = runtime.NumGoroutine(); got <= before {
			return
		}
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", got, before, stacks[:runtime.Stack(stacks, true)])
}

func TestPollSeesNewState(t *testing.T) {
	dir := t.TempDir()
	f := folder{root: dir, skip: func(string) bool { return false }}
	before := f.state()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if maps.Equal(before, f.state()) {
		t.Error("a new file is not seen")
	}
}
