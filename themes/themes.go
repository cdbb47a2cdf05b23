// Package themes holds the theme that is built into the program: templates,
// style sheets and scripts in board, the bundle that draws charts in
// chart/dist, which `make chart` writes, and what web servers need to be told in server.
package themes

import "embed"

// FS is the built-in theme below board/, the chart bundle below chart/dist/, and the templates of settings
// for web servers below server/.
//
//go:embed all:board all:chart/dist server
var FS embed.FS
