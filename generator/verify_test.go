package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestVerify changes a byte of one file, takes another away and adds a third.
func TestVerify(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	buildOn(t, endingFolder(t), public, "2026-11-23")
	verify := func() string {
		t.Helper()
		report, _, err := Verify(public)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range report.Findings {
			out = append(out, f.Code+" "+strings.TrimPrefix(f.Pos.File, filepath.ToSlash(public)+"/"))
		}
		return strings.Join(out, "\n")
	}
	if got := verify(); got != "" {
		t.Fatal(got)
	}
	page := filepath.Join(public, "index.html")
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1 // the size stays, and so may the time
	writeFile(t, page, data)
	if err := os.Chtimes(page, time.Time{}, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(public, "404.html")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(public, "juwu", ".htaccess"), []byte("Options +Indexes"))
	want := "GK0721 404.html\nGK0720 index.html\nGK0722 juwu/.htaccess"
	if got := verify(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	writeFile(t, filepath.Join(public, manifestName), data[:100])
	if got := verify(); got != "GK0723 "+manifestName {
		t.Error(got)
	}
}

// TestManifestIsLast proves that nothing is written after the manifest that describes it.
func TestManifestIsLast(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	source := endingFolder(t)
	buildOn(t, source, public, "2026-11-23")
	buildOn(t, source, public, "2026-11-24")
	seal, err := os.Stat(filepath.Join(public, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	for name := range readTree(t, public) {
		info, err := os.Stat(filepath.Join(public, name))
		if err != nil || info.ModTime().After(seal.ModTime()) {
			t.Error(fmt.Sprint(name, " is newer than the manifest ", err))
		}
	}
}

// TestVerifyCompressed proves that compressed forms are in the manifest, too.
func TestVerifyCompressed(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	if _, err := Build(Options{Source: endingFolder(t), Destination: public, Date: "2026-11-23", CacheDir: chartCache, Precompress: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(public, "index.html.gz")); err != nil {
		t.Fatal(err)
	}
	if report, _, err := Verify(public); err != nil || len(report.Findings) > 0 {
		t.Errorf("%v %v", report.Findings, err)
	}
}
