package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// Text reaches a console right under every code page, 936 included, without anything being done for it here: package
// os sees that a file is a console and writes UTF-16 to it.

var getConsoleProcessList = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")

// doubleClicked reports whether the program has its console to itself: no shell waits for it there, so it was
// opened from the desktop.
func doubleClicked() bool {
	var ids [2]uint32
	n, _, _ := getConsoleProcessList.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

// openBrowser shows an address in the browser of whoever runs the program.
func openBrowser(url string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	target, err := windows.UTF16PtrFromString(url)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, target, nil, nil, windows.SW_SHOWNORMAL)
}
