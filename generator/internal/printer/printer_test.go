package printer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestUsualPlaces(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\li\AppData\Local`, "HOME": "/Users/li"}[name]
	}
	windows := usual("windows", env)
	if !slices.Contains(windows, `C:\Program Files\Microsoft\Edge\Application\msedge.exe`) || !slices.Contains(windows, `C:\Users\li\AppData\Local\Google\Chrome\Application\chrome.exe`) || len(windows) != 6 {
		t.Errorf("%q", windows)
	}
	if mac := usual("darwin", env); len(mac) != 6 || !strings.HasSuffix(filepath.ToSlash(mac[0]), "Google Chrome.app/Contents/MacOS/Google Chrome") {
		t.Errorf("%q", mac)
	}
}

func TestFileURL(t *testing.T) {
	for name, want := range map[string]string{
		"/tmp/公开/a b.html":    "file:///tmp/%E5%85%AC%E5%BC%80/a%20b.html",
		"C:/Users/li/x#.html": "file:///C:/Users/li/x%23.html",
	} {
		if got := FileURL(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestNoBrowser checks what is said where there is none, or where the one that was named is none.
func TestNoBrowser(t *testing.T) {
	if runtime.GOOS == "linux" {
		t.Setenv("PATH", t.TempDir())
		if _, err := Find(""); !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "安装") {
			t.Errorf("%v", err)
		}
	}
	if _, err := Find(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a browser that is not there was found")
	}
}

// TestFailure checks that a browser which prints nothing is an error, and leaves nothing behind.
func TestFailure(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell script for a browser")
	}
	dir := t.TempDir()
	browser := filepath.Join(dir, "browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\necho cannot open display >&2\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	jobs := []Job{{"/a.html", filepath.Join(out, "a.pdf")}, {"/b.html", filepath.Join(out, "b.pdf")}}
	err := Print(context.Background(), browser, jobs, 2, func(int) { t.Error("printed") })
	var failed *Failed
	if !errors.As(err, &failed) || failed.Said != "cannot open display" {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("%d files are left", len(left))
	}
}

// TestFoldOrder checks the pages of booklets against ones that were folded by hand.
func TestFoldOrder(t *testing.T) {
	for pages, want := range map[int]string{4: "4 1 2 3", 8: "8 1 2 7 6 3 4 5", 12: "12 1 2 11 10 3 4 9 8 5 6 7"} {
		if got := strings.Join(foldOrder(pages), " "); got != want {
			t.Errorf("%d pages: %s, want %s", pages, got, want)
		}
	}
}

// TestFoldNoPDF checks that what is no PDF is an error, and that nothing is left of it.
func TestFoldNoPDF(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, []byte("no PDF"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Fold(in, out); err == nil {
		t.Error("a text was folded")
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a file is left")
	}
}
