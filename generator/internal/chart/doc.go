// Package chart draws chart blocks: a table becomes an ECharts option, and the
// option an SVG that stands in the page and needs no script.
//
// The way of a chart:
//
//	Check     refuses what cannot be drawn or would mislead        check.go
//	compose   table → option, one function a chart type            column.go bar.go round.go heat.go
//	engine    option → SVG, by ECharts inside the Go program       engine.go, themes/chart/ssr.js
//	tidy      SVG → what a page with a strict policy may hold      svg.go
//	cache     so that a build draws only what has changed          key.go cache.go pack.go
//
// The browser may take a chart over with the same options (from [Drawer.Draw] and
// themes/chart/client.js), which is why an option is plain data: what it says of
// printing numbers stands under its key "gongkai", and both bundles read that
// with themes/chart/format.js. A page carries the option of the wide drawing, and
// what is different in that for phones (patch.go).
//
// Every length is computed here, from the sizes in size.go, instead of left to
// ECharts: it measures text roughly where there is no browser, and leaves labels
// out when it thinks that they do not fit. Every colour comes from palette.go.
//
// What charts promise their readers: columns and bars start at zero, and only
// lines and radars start higher, where zero would flatten them; a missing number is a gap; numbers are printed as the
// table prints them; nothing is added up that the table does not add up; no
// series is told apart by its colour alone.
package chart
