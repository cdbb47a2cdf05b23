package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// site is the files of a build; those that end in .html are pages.
type site map[string]string

func classOf(name string) Class {
	switch filepath.Ext(name) {
	case ".html":
		return Page
	case ".json":
		return Beside
	}
	return Asset
}

// write writes a site as the renderer does: from several goroutines.
func (s site) write(out Sink) error {
	names := slices.Sorted(maps.Keys(s))
	const workers = 4
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(names) && errs[w] == nil; i += workers {
				errs[w] = out.Write(names[i], classOf(names[i]), []byte(s[names[i]]))
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (s site) build(dir string, opts Options) (Stats, error) {
	d, err := Open(dir, opts)
	if err != nil {
		return Stats{}, err
	}
	defer d.Abort()
	if err := s.write(d); err != nil {
		return Stats{}, err
	}
	return d.Commit()
}

func (s site) mustBuild(t *testing.T, dir string) Stats {
	t.Helper()
	stats, err := s.build(dir, Options{})
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return stats
}

// tree reads what a reader can see: all but our own folder. Folders without
// files are listed with a slash.
func tree(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == control:
			return fs.SkipDir
		case e.IsDir():
			if entries, _ := os.ReadDir(filepath.Join(dir, name)); len(entries) == 0 {
				s[name+"/"] = ""
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			s[name] = "link"
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		s[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wantTree(t *testing.T, dir string, want site) {
	t.Helper()
	got := tree(t, dir)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if have, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if have != want[name] {
			t.Errorf("%s holds %.40q, want %.40q", name, have, want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is there and should not be", name)
		}
	}
	if left, _ := os.ReadDir(filepath.Join(dir, control)); len(left) > 2 {
		t.Errorf("left in %s: %v", control, left)
	}
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// with returns the union of sites.
func (s site) with(more site) site {
	all := maps.Clone(s)
	maps.Copy(all, more)
	return all
}
