// Package qr makes QR codes for surfaces that have no links: a phone reads them from a screen
// or from paper.
package qr

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is how many modules around a code have to stay empty.
const quiet = 4

// Code is a QR code as an SVG path of dark modules, each a unit wide.
type Code struct {
	Path string
	Size int // of the drawing, the empty space around the code included
}

// New makes the code of an address.
func New(address string) (Code, error) {
	// A tenth of the code may be lost: a reflection on the glass, a low resolution.
	matrix, err := qr.Encode(address, qr.M, qr.Unicode)
	if err != nil {
		return Code{}, fmt.Errorf("qr: %w", err)
	}
	n := matrix.Bounds().Dx()
	dark := func(x, y int) bool {
		r, _, _, _ := matrix.At(x, y).RGBA()
		return r == 0
	}
	var b strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			if !dark(x, y) {
				continue
			}
			from := x
			for x < n && dark(x, y) {
				x++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
		}
	}
	return Code{Path: b.String(), Size: n + 2*quiet}, nil
}
