package printer

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// ErrNoBrowser says what to install.
var ErrNoBrowser = errors.New("没有找到能打印的浏览器。请安装 Microsoft Edge、Google Chrome 或者 Chromium（Debian、Ubuntu、统信、麒麟：apt install chromium），或者用 --browser 写明它在哪里；不想安装的，在任何浏览器里打开网站的打印页，按 Ctrl+P")

// names are what the browsers are called on a PATH.
var names = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge",
}

// Find returns the path of a browser; wanted is the one to use if it is not empty.
func Find(wanted string) (string, error) {
	if wanted != "" {
		return exec.LookPath(wanted)
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	for _, file := range usual(runtime.GOOS, os.Getenv) {
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file, nil
		}
	}
	return "", ErrNoBrowser
}

// usual lists where installers put the browsers on a system whose programs are not on the PATH.
func usual(system string, env func(string) string) []string {
	var out []string
	switch system {
	case "darwin":
		for _, dir := range []string{"/Applications", filepath.Join(env("HOME"), "Applications")} {
			for _, name := range []string{"Google Chrome", "Microsoft Edge", "Chromium"} {
				out = append(out, filepath.Join(dir, name+".app", "Contents", "MacOS", name))
			}
		}
	case "windows":
		for _, dir := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if env(dir) == "" {
				continue
			}
			for _, program := range []string{`Microsoft\Edge\Application\msedge.exe`, `Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`} {
				out = append(out, env(dir)+`\`+program)
			}
		}
	}
	return out
}
