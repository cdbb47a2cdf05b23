package chart

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"runtime/debug"
	"strings"

	"gongkai/generator/internal/block"
)

// sources are the text of this package. A cached drawing may be used again only by
// the code that made it, and a number that people have to raise whenever they
// change how charts are put together would be forgotten.
//
//go:embed *.go
var sources embed.FS

// origin hashes what all drawings of a drawer depend on: the bundle,
// the code here, and the version of the library that writes options.
func origin(script []byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%x\n", sha256.Sum256(script))
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			text, _ := sources.ReadFile(name) // what was compiled is there
			h.Write(text)
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if strings.Contains(m.Path, "go-echarts") {
				fmt.Fprintln(h, m.Path, m.Version)
			}
		}
	}
	h.Sum(sum[:0])
	return sum
}

// key hashes all that a drawing depends on. It does so from the chart, not from
// the option, so that nothing needs to be put together for a drawing that is in
// the cache.
func (d *Drawer) key(c block.Chart, palette string) key {
	g := digest(append(make([]byte, 0, 2048), d.origin[:]...))
	for _, text := range []string{palette, c.Title, c.Desc, string(c.Type), c.Table.Unit} {
		g.text(text)
	}
	g.number(c.Max)
	g.count(c.Label)
	g.count(len(c.Series))
	for _, s := range c.Series {
		g.count(s.Column)
		g.text(string(s.Hue))
	}
	g.count(len(c.Table.Columns))
	for _, column := range c.Table.Columns {
		g.text(column.Title)
	}
	g.rows(c.Table.Rows)
	g.rows(c.Table.Foot)
	return sha256.Sum256(g)
}

// digest is what a key is the hash of. Every text and every list is written with
// its length, so that different charts cannot give the same bytes.
type digest []byte

func (g *digest) count(n int) { *g = binary.AppendVarint(*g, int64(n)) }

func (g *digest) text(s string) {
	g.count(len(s))
	*g = append(*g, s...)
}

func (g *digest) number(n float64) { *g = binary.BigEndian.AppendUint64(*g, math.Float64bits(n)) }

func (g *digest) rows(rows [][]block.Cell) {
	g.count(len(rows))
	for _, row := range rows {
		g.count(len(row))
		for i := range row {
			g.cell(&row[i])
		}
	}
}

func (g *digest) cell(c *block.Cell) {
	g.text(c.Text)
	g.count(len(c.Markup.Parts))
	for _, part := range c.Markup.Parts {
		g.text(part)
	}
	if c.HasNumber {
		g.count(1)
		g.number(c.Number)
	} else {
		g.count(0)
	}
}
