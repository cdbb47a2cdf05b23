//go:build linux || darwin

package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// A link to a folder elsewhere, or in the output itself, is not followed: not
// for writing, not for deleting, not with force.
func TestLinksAreNotFollowed(t *testing.T) {
	for _, kind := range []string{"absolute", "relative", "inside"} {
		t.Run(kind, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			target, link := filepath.Join(parent, "elsewhere"), "../elsewhere"
			switch kind {
			case "absolute":
				link = target
			case "inside":
				target, link = filepath.Join(dir, "elsewhere"), "elsewhere"
			}
			site{"a/x.html": "ours", "a/y.html": "ours", "b.html": "b"}.mustBuild(t, dir)
			if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
				t.Fatal(err)
			}
			put(t, target, "x.html", "precious")
			put(t, target, "y.html", "precious")
			if err := os.Symlink(link, filepath.Join(dir, "a")); err != nil {
				t.Skip(err)
			}
			before := tree(t, parent)

			for _, force := range []bool{false, true} {
				_, err := site{"a/x.html": "new", "a/deep/z.html": "new"}.build(dir, Options{Force: force})
				var blocked *Blocked
				if !errors.As(err, &blocked) || !slices.Equal(blocked.Names, []string{"a"}) {
					t.Errorf("force %v: got %v", force, err)
				}
			}
			site{"b.html": "b"}.mustBuild(t, dir) // a/x.html and a/y.html are stale
			after := tree(t, parent)
			for name, data := range before {
				if after[name] != data && name != "public/"+ledgerName {
					t.Errorf("%s: %q became %q", name, data, after[name])
				}
			}
		})
	}
}

// A file of ours that somebody replaced by a link is replaced by a file again;
// what the link points to is not touched.
func TestLinkedFile(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	s := site{"a.html": "same", "b.html": "b"}
	s.mustBuild(t, dir)
	put(t, parent, "precious.html", "same")
	for name := range s {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../precious.html", filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	delete(s, "b.html")
	s.mustBuild(t, dir)
	wantTree(t, dir, s)
	if data, err := os.ReadFile(filepath.Join(parent, "precious.html")); string(data) != "same" {
		t.Error(string(data), err)
	}
}

// A pipe in place of a file of ours would block whoever reads it.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	s := site{"a.css": ""}
	s.mustBuild(t, dir)
	pipe := filepath.Join(dir, "a.css")
	if err := os.Remove(pipe); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip(err)
	}
	done := make(chan Stats)
	go func() {
		stats, err := s.build(dir, Options{})
		if err != nil {
			t.Error(err)
		}
		done <- stats
	}()
	select {
	case stats := <-done:
		if stats.Written != 1 {
			t.Errorf("%+v", stats)
		}
		wantTree(t, dir, s)
	case <-time.After(10 * time.Second):
		t.Error("the build waits for the pipe")
	}
}

func TestOwnFolderIsALink(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	put(t, dir, ".keep", "")
	put(t, parent, "elsewhere/files.txt", ledgerHead+"\n")
	if err := os.Symlink("../elsewhere", filepath.Join(dir, control)); err != nil {
		t.Skip(err)
	}
	var blocked *Blocked
	if _, err := Open(dir, Options{Force: true}); !errors.As(err, &blocked) {
		t.Errorf("got %v", err)
	}
}

// A web server can read the output whatever the umask of the builder is, and a
// mode that somebody has changed is mended.
func TestModes(t *testing.T) {
	umask := syscall.Umask(0o077)
	defer syscall.Umask(umask)
	dir := filepath.Join(t.TempDir(), "public")
	s := site{"index.html": "home", "a/b/index.html": "b"}
	s.mustBuild(t, dir)
	changed := s.with(site{"index.html": "changed"})
	changed.mustBuild(t, dir)
	if err := os.Chmod(filepath.Join(dir, "a/b/index.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed.mustBuild(t, dir)
	for name, mode := range map[string]os.FileMode{
		".": 0o755, "a": 0o755, "a/b": 0o755, "index.html": 0o644, "a/b/index.html": 0o644,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v, want %v", name, info.Mode(), err, mode)
		}
	}
}

func TestNoPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may do everything")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	_, err := site{"a.html": "a"}.build(dir, Options{})
	if f := Finding(err); f.Code != "GK0710" {
		t.Errorf("got %v", f)
	}
}
