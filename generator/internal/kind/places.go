package kind

import (
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
)

// places are where the keys of one file were found. Records keep them as long as the
// build lasts, in a fraction of the memory of a map.
type places []keyPlace

type keyPlace struct {
	key       string
	line, col int32
}

func newPlaces(keys map[string]diag.Pos) places {
	p := make(places, 0, len(keys))
	for key, pos := range keys {
		p = append(p, keyPlace{key, int32(pos.Line), int32(pos.Col)})
	}
	slices.SortFunc(p, func(x, y keyPlace) int { return strings.Compare(x.key, y.key) }) // equal records are equal
	return p
}

// find returns the place of a key in the file.
func (p places) find(key, file string) (diag.Pos, bool) {
	for _, k := range p {
		if k.key == key {
			return diag.Pos{File: file, Line: int(k.line), Col: int(k.col)}, true
		}
	}
	return diag.Pos{}, false
}
