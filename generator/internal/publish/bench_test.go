package publish

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// The tree of the benchmarks: as many pages of 20 KB as a big board has records,
// each in a folder of its own.
const benchPages = 10_000

func benchName(i int) string {
	return fmt.Sprintf("xiangyang/s%02d/r%05d/index.html", i%20, i)
}

func benchPage(i, version int) []byte {
	return bytes.Repeat(fmt.Appendf(nil, "<p>%06d.%02d</p>\n", i, version), 20_000/17)
}

// benchBuild writes all pages with as many workers as the renderer has.
func benchBuild(b *testing.B, dir string, version func(i int) int) Stats {
	d, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	var wg sync.WaitGroup
	const workers = 2
	for w := range workers {
		wg.Go(func() {
			for i := w; i < benchPages; i += workers {
				if err := d.Write(benchName(i), Page, benchPage(i, version(i))); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	stats, err := d.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return stats
}

// BenchmarkPublish compares the ways of a build with a plain copy of its output,
// the yardstick. New folders each time: on some file systems creating files just
// after many deletions is slow, so everything is deleted at the end.
func BenchmarkPublish(b *testing.B) {
	dir := b.TempDir()
	built := filepath.Join(dir, "built")
	same := func(int) int { return 1 }
	benchBuild(b, built, same)
	runs := 0
	fresh := func() string { runs++; return filepath.Join(dir, fmt.Sprint(runs)) }

	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			benchBuild(b, fresh(), same)
		}
	})
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			copyTree(b, built, fresh())
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			if s := benchBuild(b, built, same); s.Unchanged != benchPages {
				b.Fatal(s)
			}
		}
	})
	b.Run("edit", func(b *testing.B) {
		version := 1
		for b.Loop() {
			version++
			benchBuild(b, built, func(i int) int {
				if i == 4711 {
					return version
				}
				return 1
			})
		}
	})
	b.Run("all-changed", func(b *testing.B) {
		version := 1
		for b.Loop() {
			version++
			benchBuild(b, built, func(int) int { return version })
		}
	})
}

// copyTree does what cp -r does.
func copyTree(b *testing.B, from, to string) {
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
	if err != nil {
		b.Fatal(err)
	}
}
