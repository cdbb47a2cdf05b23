//go:build !windows

package main

import "io"

// showsColor reports whether a terminal understands colours.
func showsColor(io.Writer) bool { return true }
