// Package themes holds the theme that is built into the program: templates,
// style sheets and scripts in board, and the bundle that draws charts in
// chart/dist, which `make chart` writes.
package themes

import "embed"

// FS is the built-in theme below board/ and the chart bundle below chart/dist/.
//
//go:embed all:board all:chart/dist
var FS embed.FS
