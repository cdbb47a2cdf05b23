package main

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// showsColor asks the console to understand colours, which older ones print as
// garbage otherwise.
func showsColor(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	var mode uint32
	console := windows.Handle(f.Fd())
	return windows.GetConsoleMode(console, &mode) == nil &&
		windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
