package publish

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestBuildAfterBuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "public")
	first := site{
		"index.html": "home", "assets/site.css": "css", "财务/2026-10/index.html": "十月",
		"财务/2026-10/chart.svg": "<svg>", "old/deep/er/index.html": "old", "empty.txt": "",
	}
	if s := first.mustBuild(t, dir); s != (Stats{Written: 6, Bytes: 21}) {
		t.Errorf("fresh build: %+v", s)
	}
	wantTree(t, dir, first)

	if s := first.mustBuild(t, dir); s != (Stats{Unchanged: 6}) {
		t.Errorf("unchanged build: %+v", s)
	}
	wantTree(t, dir, first)

	second := maps.Clone(first)
	delete(second, "old/deep/er/index.html")
	second["财务/2026-10/index.html"] = "10月"
	second["财务/2026-11/index.html"] = "11月"
	if s := second.mustBuild(t, dir); s != (Stats{Written: 2, Unchanged: 4, Deleted: 1, Bytes: 10}) {
		t.Errorf("changed build: %+v", s)
	}
	wantTree(t, dir, second)

	if s := (site{}).mustBuild(t, dir); s.Deleted != 6 {
		t.Errorf("empty build: %+v", s)
	}
	wantTree(t, dir, site{})
}

// An unchanged file is not touched, so that copying tools and readers' caches see
// no change.
func TestUnchangedFileIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	s := site{"a.html": "a", "b.html": "b"}
	s.mustBuild(t, dir)
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "a.html"), long, long); err != nil {
		t.Fatal(err)
	}
	s["b.html"] = "c"
	s.mustBuild(t, dir)
	info, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil || !info.ModTime().Equal(long) {
		t.Errorf("unchanged file was written again: %v %v", info, err)
	}
}

func TestSameBuildSameBytes(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	s := site{}
	for i := range 100 {
		s[fmt.Sprintf("r/%d/index.html", i)] = fmt.Sprint(i)
	}
	s.mustBuild(t, one)
	site{"other.html": "other"}.mustBuild(t, two)
	s.mustBuild(t, two)
	a, err := os.ReadFile(filepath.Join(one, ledgerName))
	b, err2 := os.ReadFile(filepath.Join(two, ledgerName))
	if err != nil || err2 != nil || !bytes.Equal(a, b) {
		t.Errorf("ledgers differ: %v %v\n%s\n%s", err, err2, a, b)
	}
}

// What a power cut or an editor did to the output is mended.
func TestDamageIsMended(t *testing.T) {
	dir := t.TempDir()
	s := site{"a.html": "a page", "b.html": "b page", "c/d.html": "d page", "e.css": "css"}
	s.mustBuild(t, dir)
	put(t, dir, "a.html", "")
	put(t, dir, "b.html", "B page")
	if err := os.RemoveAll(filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	if stats := s.mustBuild(t, dir); stats.Written != 3 || stats.Unchanged != 1 {
		t.Errorf("%+v", stats)
	}
	wantTree(t, dir, s)
}

func TestForeignFilesAreKept(t *testing.T) {
	dir := t.TempDir()
	foreign := site{".gitkeep": "", ".well-known/x": "x"}
	for name, data := range foreign {
		put(t, dir, name, data)
	}
	site{"a/b/index.html": "page", "c/index.html": "page", ".nojekyll": ""}.mustBuild(t, dir)
	late := site{"a/b/notes.docx": "mine", "robots.txt": "mine", "c/empty/": ""}
	for name, data := range late {
		if !strings.HasSuffix(name, "/") {
			put(t, dir, name, data)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "c", "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	site{}.mustBuild(t, dir)
	wantTree(t, dir, foreign.with(late))
}

func TestForeignFileOfTheSameName(t *testing.T) {
	dir := t.TempDir()
	first := site{"index.html": "1"}
	first.mustBuild(t, dir)
	mine := site{"robots.txt": "mine", "z/data.csv": "mine"}
	for name, data := range mine {
		put(t, dir, name, data)
	}
	second := site{"index.html": "2", "robots.txt": "theirs", "z/data.csv": "mine", "new/index.html": "n"}
	_, err := second.build(dir, Options{})
	var foreign *Foreign
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Names, []string{"robots.txt", "z/data.csv"}) {
		t.Fatalf("got %v", err)
	}
	wantTree(t, dir, first.with(mine))

	if _, err := second.build(dir, Options{Force: true}); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, second)
}

func TestForeignFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "photos/1.jpg", "jpg")
	put(t, dir, "index.html", "mine")
	s := site{"index.html": "home", "a.html": "a"}
	_, err := s.build(dir, Options{})
	var notOurs *NotOurs
	if !errors.As(err, &notOurs) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, control)); err == nil {
		t.Error("the refused folder was written to")
	}
	if _, err := s.build(dir, Options{Force: true}); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, s.with(site{"photos/1.jpg": "jpg"}))
	site{"a.html": "a2"}.mustBuild(t, dir) // ours now
	wantTree(t, dir, site{"a.html": "a2", "photos/1.jpg": "jpg"})
}

func TestOutputIsAFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "public", "a file")
	_, err := Open(filepath.Join(dir, "public"), Options{})
	if f := Finding(err); f.Code != "GK0709" {
		t.Errorf("got %v %v", f, err)
	}
}

// A ledger that somebody has tampered with reaches nothing outside.
func TestLedgerNamesAreChecked(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	put(t, parent, "precious.txt", "mine")
	site{"a.html": "a"}.mustBuild(t, dir)
	put(t, dir, ledgerName, ledgerHead+"\r\npage a.html\r\n<<<<<<< HEAD\r\nasset ../precious.txt\r\npage \r\n")
	site{}.mustBuild(t, dir)
	wantTree(t, dir, site{})
	wantTree(t, parent, site{"precious.txt": "mine", "public/.gongkai/files.txt": ledgerHead + "\n", "public/.gongkai/lock": ""})
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	first := site{"index.html": "1", "a/index.html": "a"}
	first.mustBuild(t, dir)
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := (site{"index.html": "2", "b/c/index.html": "b", "robots.txt": ""}).write(d); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	if !maps.Equal(got, first) {
		t.Errorf("Write shows before Commit: %v", got)
	}
	if err := d.Abort(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, first)
	if _, err := d.Commit(); !errors.Is(err, ErrClosed) {
		t.Errorf("Commit after Abort: %v", err)
	}
	if err := d.Write("x.html", Page, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("Write after Abort: %v", err)
	}
	first.mustBuild(t, dir) // the lock is free
}

// After a failed Write a Commit would delete the file that could not be written.
func TestCommitAfterFailedWrite(t *testing.T) {
	dir := t.TempDir()
	first := site{"a.html": "1", "b.html": "1"}
	first.mustBuild(t, dir)
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Write("a.html", Page, []byte("2")); err != nil {
		t.Fatal(err)
	}
	failed := d.Write("b?.html", Page, []byte("2"))
	if failed == nil {
		t.Fatal("b?.html was accepted")
	}
	if _, err := d.Commit(); !errors.Is(err, failed) {
		t.Errorf("Commit returned %v", err)
	}
	wantTree(t, dir, first)
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var busy *Busy
	if _, err := Open(dir, Options{}); !errors.As(err, &busy) {
		t.Fatalf("without waiting: %v", err)
	}
	if _, err := Open(dir, Options{Wait: 30 * time.Millisecond}); !errors.As(err, &busy) {
		t.Fatalf("after waiting: %v", err)
	}
	if err := (site{"a.html": "1", "b.html": "1"}).write(first); err != nil {
		t.Fatal(err)
	}
	second := site{"a.html": "2", "c.html": "2"}
	done := make(chan error)
	go func() {
		_, err := second.build(dir, Options{Wait: time.Minute})
		done <- err
	}()
	time.Sleep(50 * time.Millisecond)
	if _, err := first.Commit(); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, second)
}

// A stale page goes before the assets that it shows.
func TestOrderOfChanges(t *testing.T) {
	dir := t.TempDir()
	site{"a.css": "1", "b/index.html": "1", "c.css": "1", "d.html": "1"}.mustBuild(t, dir)
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Abort()
	s := site{"index.html": "2", "n/index.html": "2", "n/m/index.html": "2", "z.css": "2", "n/y.svg": "2"}
	if err := s.write(d); err != nil {
		t.Fatal(err)
	}
	c := d.plan()
	if want := []string{"b/index.html", "d.html", "a.css", "c.css"}; !slices.Equal(c.last, want) {
		t.Errorf("deletions: %v, want %v", c.last, want)
	}
	var placed []string
	for _, e := range c.staged {
		placed = append(placed, e.name)
	}
	want := []string{"n/y.svg", "z.css", "n/m/index.html", "n/index.html", "index.html"}
	if !slices.Equal(placed, want) {
		t.Errorf("written: %v, want %v", placed, want)
	}
}

// The same path as a file and then as a folder, and in other letter case.
func TestPathsChangeTheirNature(t *testing.T) {
	dir := t.TempDir()
	builds := []site{
		{"a": "file", "b/c/index.html": "c", "Finance/1.html": "1", "Finance/2.html": "2"},
		{"a/index.html": "folder", "b": "file", "finance/1.html": "1", "finance/2.html": "2"},
		{"a": "file", "b/c": "file", "finance/1.html": "1"},
	}
	for _, s := range append(builds, builds[0], builds[2], builds[1]) {
		s.mustBuild(t, dir)
		wantTree(t, dir, s)
	}
}

// A build killed between deleting a file and its folder leaves the folder.
func TestEmptyFolderOfOursInTheWay(t *testing.T) {
	dir := t.TempDir()
	site{"a/b/c.html": "c", "a/d.html": "d"}.mustBuild(t, dir)
	for _, name := range []string{"a/b/c.html", "a/d.html"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	s := site{"a": "a file"}
	s.mustBuild(t, dir)
	wantTree(t, dir, s)
}

func TestForeignThingsInTheWay(t *testing.T) {
	dir := t.TempDir()
	first := site{"b/c/index.html": "c"}
	first.mustBuild(t, dir)
	foreign := site{"a": "file", "b/mine.txt": "mine", "d/": ""}
	put(t, dir, "a", "file")
	put(t, dir, "b/mine.txt", "mine")
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := site{"a/index.html": "x", "a/x/index.html": "x", "b": "x", "d": "x", "e.html": "x"}
	for _, force := range []bool{false, true} {
		_, err := s.build(dir, Options{Force: force})
		var blocked *Blocked
		if !errors.As(err, &blocked) || !slices.Equal(blocked.Names, []string{"a", "b", "d"}) {
			t.Errorf("force %v: got %v", force, err)
		}
		wantTree(t, dir, first.with(foreign))
	}
}

// A commit that cannot finish says so, and the next build makes it good.
func TestFailureInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	site{"a.css": "1", "b.html": "1", "c.html": "1", "old.html": "1"}.mustBuild(t, dir)
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	second := site{"a.css": "2", "b.html": "2", "new/index.html": "2"}
	if err := second.write(d); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "b.html")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "b.html/x", "in the way")
	_, err = d.Commit()
	var at *IOError
	if !errors.As(err, &at) || !at.Partial || !strings.Contains(Finding(err).Hint, "再生成一次") {
		t.Errorf("got %v", err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "b.html")); err != nil {
		t.Fatal(err)
	}
	third := site{"a.css": "3"}
	third.mustBuild(t, dir)
	wantTree(t, dir, third)
}

// Half a file is never seen, also while builds go on.
func TestReaderSeesWholeFiles(t *testing.T) {
	dir := t.TempDir()
	content := func(v int) string { return strings.Repeat(string(rune('a'+v)), 300_000) }
	build := func(v int) site { return site{"x/index.html": content(v), "s.css": content(v)} }
	build(0).mustBuild(t, dir)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for _, name := range []string{"x/index.html", "s.css"} {
		wg.Go(func() {
			for reads := 0; ; reads++ {
				select {
				case <-stop:
					return
				default:
				}
				data, err := os.ReadFile(filepath.Join(dir, name))
				if s := string(data); err != nil || s != content(0) && s != content(1) {
					t.Errorf("reader got %d bytes of %s, %v", len(data), name, err)
					return
				}
			}
		})
	}
	for v := range 20 {
		build(v%2).mustBuild(t, dir)
	}
	close(stop)
	wg.Wait()
}

// TestDataMovesWithItsPage places data in new folders with the page beside it, or before it where a folder cannot be
// moved as a whole; in folders that are there, data comes before the page.
func TestDataMovesWithItsPage(t *testing.T) {
	whole := moveFolder
	defer func() { moveFolder = whole }()
	for name, move := range map[string]func(*os.Root, string) error{
		"whole folders": whole,
		"file by file":  func(*os.Root, string) error { return errors.New("a virus scanner reads it") },
	} {
		dir := t.TempDir()
		var seen []string
		moveFolder = func(root *os.Root, folder string) error {
			_, err := os.Stat(filepath.Join(dir, "a", "b", "data.json"))
			seen = append(seen, fmt.Sprint(folder, " ", err == nil))
			return move(root, folder)
		}
		s := site{"a/b/index.html": "1", "a/b/data.json": "1", "a/index.html": "1", "a/data.json": "1", "a/c/picture.png": "1", "a/c/index.html": "1"}
		s.mustBuild(t, dir)
		wantTree(t, dir, s)
		if len(seen) == 0 || !strings.HasSuffix(seen[0], "false") {
			t.Errorf("%s: %q: the data was there before any folder was moved", name, seen)
		}
		s["a/b/data.json"], s["a/b/index.html"] = "2", "2"
		s.mustBuild(t, dir)
		wantTree(t, dir, s)
		delete(s, "a/b/data.json")
		delete(s, "a/b/index.html")
		s.mustBuild(t, dir)
		wantTree(t, dir, s)
	}
}
