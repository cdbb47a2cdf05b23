package generator

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull builds a larger site into a folder that is full in the middle of it: what was there is served on, byte
// for byte, and with room again the build is right. It takes the rights to mount.
func TestDiskFull(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=3m"); err != nil {
		t.Skip("cannot mount a small disk: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	source, public := endingFolder(t), filepath.Join(disk, "public")
	buildOn(t, source, public, "2026-11-23")
	before := readTree(t, public)

	big := filepath.Join(source, "tongzhi", "da.bin")
	writeFile(t, big, bytes.Repeat([]byte("\x00公开"), 1<<20))
	writeFile(t, filepath.Join(source, "tongzhi", "da.md"), []byte("---\n标题: 大附件\n日期: 2026-11-23\n附件: [da.bin]\n---\n\n很大。\n"))
	report, err := Build(Options{Source: source, Destination: public, Date: "2026-11-23", CacheDir: chartCache})
	if err == nil && !report.Failed() {
		t.Fatal("the disk was not full")
	}
	if said := saidOf(t, report, err); !strings.Contains(said, "磁盘") && !strings.Contains(said, "空间") {
		t.Errorf("it does not say that the disk is full: %s", said)
	}
	sameFiles(t, before, readTree(t, public))

	writeFile(t, big, []byte("\x00"))
	buildOn(t, source, public, "2026-11-23")
	if _, there := readTree(t, public)["tongzhi/da/index.html"]; !there {
		t.Error("the next build is not right")
	}
}

// TestReadOnlyFolder builds into a folder that turned read-only, as a stick with its switch set.
func TestReadOnlyFolder(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=8m"); err != nil {
		t.Skip("cannot mount a small disk: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	source, public := endingFolder(t), filepath.Join(disk, "public")
	buildOn(t, source, public, "2026-11-23")
	before := readTree(t, public)
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	report, err := Build(Options{Source: source, Destination: public, Date: "2026-11-24", CacheDir: chartCache})
	if err == nil && !report.Failed() {
		t.Fatal("it was written to")
	}
	if said := saidOf(t, report, err); !strings.Contains(said, "只读") {
		t.Errorf("it does not say that the folder is read-only: %s", said)
	}
	sameFiles(t, before, readTree(t, public))
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, ""); err != nil {
		t.Fatal(err)
	}
	buildOn(t, source, public, "2026-11-24")
}

// saidOf is everything that a build said.
func saidOf(t *testing.T, report *Report, err error) string {
	t.Helper()
	var b bytes.Buffer
	if report != nil {
		if err := report.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
	}
	if err != nil {
		b.WriteString(err.Error())
	}
	return b.String()
}

func sameFiles(t *testing.T, before, after map[string][]byte) {
	t.Helper()
	for name, data := range before {
		if !bytes.Equal(data, after[name]) {
			t.Errorf("%s is not what it was", name)
		}
	}
	if len(before) != len(after) {
		t.Errorf("%d files, %d before", len(after), len(before))
	}
}

// TestMillionLines reads a file of a million lines: it is refused by its size, in a moment, and nothing else is.
func TestMillionLines(t *testing.T) {
	dir := folder(t, "-- tongzhi/b.md --\n---\n标题: 停水\n日期: 2026-11-20\n---\n\n停水。\n")
	writeFile(t, filepath.Join(dir, "tongzhi/a.md"), []byte("---\n标题: 长\n日期: 2026-11-20\n---\n"+strings.Repeat("又一行文字\n", 1_000_000)))
	expect(t, check(t, dir), "tongzhi/a.md:0:0 GK0107 错误 这个文件有 16 MB，超过了 8 MB 的上限。")
	writeFile(t, filepath.Join(dir, "tongzhi/a.md"), []byte("---\n标题: 长\n日期: 2026-11-20\n---\n"+strings.Repeat("字\n", 1_000_000)))
	if got := check(t, dir); strings.Contains(got, "错误") {
		t.Errorf("a million short lines: %.300s", got)
	}
}

// TestClockJumps builds on a day, on an earlier one, and again: each time the site is that of the day, and what was
// public is not forgotten.
func TestClockJumps(t *testing.T) {
	source, public := endingFolder(t), filepath.Join(t.TempDir(), "public")
	buildOn(t, source, public, "2026-11-23")
	right := readTree(t, public)
	buildOn(t, source, public, "2000-01-01")
	if n := len(readTree(t, public)); n >= len(right) {
		t.Errorf("%d files in the year 2000", n)
	}
	buildOn(t, source, public, "2126-11-24")
	buildOn(t, source, public, "2026-11-23")
	sameFiles(t, right, readTree(t, public))
	if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(memoryName))); err != nil {
		t.Error(err)
	}
}
