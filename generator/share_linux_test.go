package generator

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slowly mounts a folder as a share that carries half a megabyte a second each way and tells of no change, and
// returns what cuts the line. It takes the rights to mount.
func slowly(t *testing.T, server, share string) (cut func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("cannot mount a share: only root may")
	}
	line := exec.Command("bindfs", "-f", "--read-rate=500k", "--write-rate=500k", server, share)
	if err := line.Start(); err != nil {
		t.Fatal("make test installs it: ", err)
	}
	unmount := func() { _ = syscall.Unmount(share, syscall.MNT_DETACH) }
	ended := make(chan struct{})
	go func() {
		_ = line.Wait() // it was killed, or there is no mount
		close(ended)
	}()
	cut = func() {
		_ = line.Process.Kill()
		<-ended
	}
	t.Cleanup(func() { unmount(); cut() })
	for range 500 {
		if mounts, _ := os.ReadFile("/proc/self/mounts"); strings.Contains(string(mounts), " "+share+" ") {
			return cut
		}
		select {
		case <-ended:
			t.Skip("cannot mount a share: ", line.ProcessState)
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatal("the share is not there")
	return nil
}

// TestSlowShare has source and output on a slow share of another computer: what is built there is what is built
// nearby. When the line breaks in the middle, the build says so and readers keep what they had; the next one is right.
func TestSlowShare(t *testing.T) {
	server, share := t.TempDir(), t.TempDir()
	cut := slowly(t, server, share)
	source, public := filepath.Join(share, "content"), filepath.Join(share, "public")
	try(t, os.CopyFS(filepath.Join(server, "content"), os.DirFS(endingFolder(t))))
	near := func(day string) map[string][]byte {
		dir := filepath.Join(t.TempDir(), "public")
		buildOn(t, filepath.Join(server, "content"), dir, day)
		return readTree(t, dir)
	}
	there := filepath.Join(server, "public")
	buildOn(t, source, public, "2026-11-23")
	before := near("2026-11-23")
	sameFiles(t, before, readTree(t, there))

	go func() {
		for started := time.Now(); time.Since(started) < 30*time.Second; time.Sleep(time.Millisecond) {
			if staged, _ := os.ReadDir(filepath.Join(there, ".gongkai", "stage")); len(staged) > 10 {
				break
			}
		}
		cut()
	}()
	report, err := Build(Options{Source: source, Destination: public, Date: "2026-11-24", CacheDir: chartCache})
	if err == nil && !report.Failed() {
		t.Fatal("the line was not cut in time")
	}
	if said := saidOf(t, report, err); !strings.Contains(said, share) {
		t.Errorf("it does not say where it failed: %s", said)
	}
	sameFiles(t, before, readTree(t, there))

	_ = syscall.Unmount(share, syscall.MNT_DETACH)
	slowly(t, server, share)
	buildOn(t, source, public, "2026-11-24")
	sameFiles(t, near("2026-11-24"), readTree(t, there))
}

// TestServeFromShare previews a slow share while somebody else edits: nothing tells of that, and yet the page shows it.
func TestServeFromShare(t *testing.T) {
	server, share := t.TempDir(), t.TempDir()
	slowly(t, server, share)
	try(t, os.CopyFS(server, os.DirFS(endingFolder(t))))
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Serve(ctx, ServeOptions{
			Options: Options{Source: share, Date: "2026-11-23", CacheDir: "-"}, Poll: 100 * time.Millisecond,
			Built: func(*Report, error) {}, Ready: func(url string) { ready <- url },
		})
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	select {
	case url := <-ready:
		file := filepath.Join(server, "caiwu", "jiu.md")
		text := string(mustRead(t, file))
		writeFile(t, file, []byte(strings.Replace(text, "一直公开的账", "别处改过的账", 1)))
		shows(t, url+"caiwu/jiu/", "别处改过的账", "一直公开的账")
	case err := <-ended:
		t.Fatal(err)
	}
}
