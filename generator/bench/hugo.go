package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// hugoRelease is the newest release of Hugo that builds with the Go of go.mod.
const hugoRelease = "v0.165.0"

// hugoSite is what Hugo needs besides the corpus: a theme that shows the same
// sections, lists and records, plainly and at the least cost to Hugo.
//
//go:embed hugo
var hugoSite embed.FS

// hugoProgram is Hugo with its site.
type hugoProgram struct {
	path, site, version string
}

// findHugo takes the executable that was asked for, the one on PATH, or builds it. It is kept
// in the user's cache folder, since that takes minutes.
func findHugo(path, dir string) (*hugoProgram, error) {
	var err error
	if path == "" {
		if path, err = exec.LookPath("hugo"); err != nil {
			path, err = installHugo()
		}
	}
	if err != nil {
		return nil, err
	}
	version, err := exec.Command(path, "version").Output()
	if err != nil {
		return nil, fmt.Errorf("%s version: %w", path, err)
	}
	h := &hugoProgram{path: path, site: filepath.Join(dir, "hugo")}
	if words := strings.Fields(string(version)); len(words) > 1 {
		h.version, _, _ = strings.Cut(words[1], "-") // hugo v0.165.0-hash linux/amd64 …
	}
	site, err := fs.Sub(hugoSite, "hugo")
	if err != nil {
		return nil, err
	}
	return h, os.CopyFS(h.site, site)
}

func installHugo() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	bin := filepath.Join(cache, "gongkai-bench", hugoRelease)
	path := filepath.Join(bin, "hugo")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	fmt.Fprintln(os.Stderr, "bench: building Hugo", hugoRelease, "into", bin, "(once)")
	cmd := exec.Command("go", "install", "github.com/gohugoio/hugo@"+hugoRelease)
	cmd.Dir = os.TempDir() // outside of our module
	cmd.Env = append(os.Environ(), "GOBIN="+bin, "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// What Hugo is asked to write of a record.
const (
	hugoPages = "hugo.toml"           // a page
	hugoMore  = "hugo.toml,more.toml" // as gongkai does: a sheet for the printer and the same for programs besides
)

// command builds the corpus into a new folder, with an empty cache.
func (h *hugoProgram) command(config, corpus, out, cache string) *exec.Cmd {
	return exec.Command(h.path, "--quiet", "--minify", "--buildFuture", "--noBuildLock",
		"--config", configPaths(h.site, config), "--source", h.site, "--contentDir", corpus, "--destination", out, "--cacheDir", cache)
}

func configPaths(dir, names string) string {
	var paths []string
	for name := range strings.SplitSeq(names, ",") {
		paths = append(paths, filepath.Join(dir, name))
	}
	return strings.Join(paths, ",")
}
