// Package content holds the sample boards, so that the program can show what it
// does where nothing but itself is installed.
package content

import "embed"

// FS is one folder for each sample board.
//
//go:embed all:xiangyang all:yunling
var FS embed.FS
