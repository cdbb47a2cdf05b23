//go:build !windows

package main

import (
	"os/exec"
	"runtime"
)

// doubleClicked reports whether the program was opened from the desktop; elsewhere than on Windows it is
// started in a terminal.
func doubleClicked() bool { return false }

// openBrowser shows an address in the browser of whoever runs the program.
func openBrowser(url string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	return exec.Command(opener, url).Start()
}
