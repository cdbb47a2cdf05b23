// Package content holds the sample boards and what new boards begin with, so that the program can show what it
// does where nothing but itself is installed.
package content

import "embed"

// FS is one folder for each sample board.
//
//go:embed all:beiling all:mingde all:qingshui all:shouce all:xiangyang all:yunling
var FS embed.FS

// Starters is the folder starters with the templates of new boards (NAME.txtar) and of one record of each
// kind (KIND.tmpl).
//
//go:embed starters
var Starters embed.FS
