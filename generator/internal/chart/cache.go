package chart

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

const (
	// slack is how many bytes of drawings that nobody asked for a cache may hold.
	slack = 64 << 20
	// maxPacks is how many packs a cache may have before they become one.
	maxPacks = 12
)

// key is the hash of all that a drawing depends on.
type key [sha256.Size]byte

// cache keeps drawings between builds, in a folder of pack files.
//
//   - A drawing is kept under the hash of everything it depends on. It is never
//     wrong, only unused, so nothing is ever invalidated.
//   - A pack has one writer, which only appends, and is never written to again
//     when its writer has gone. Two builds at the same time write to two packs.
//   - What a killed build leaves is a pack with a torn end. Reading stops there.
//   - What is read back has the checksum that it was written with. Otherwise it
//     counts as not there.
//   - Losing any file at any time costs time, and nothing else: a cache that
//     cannot be read or written is silently none.
//
// Without a folder drawings are kept in memory, as many as there is room for: one chart is on the page of
// its record, on its sheet and in the sets that this is in.
//
// It is safe for concurrent use. The zero value keeps nothing.
type cache struct {
	dir string

	mu      sync.Mutex
	entries map[key]*entry
	packs   []*pack        // those found
	own     *pack          // that of this build; nil until there is something to write
	memory  map[key]string // instead of packs, where there is no folder; nil otherwise
	held    int            // bytes in memory
	limit   int64          // slack, but for tests
}

// entry is where a drawing is.
type entry struct {
	in     *pack
	offset int64
	size   uint32
	sum    uint32
	used   bool
}

// openCache opens the cache in a folder, which need not exist. Without a folder nothing outlasts the build.
func openCache(dir string) *cache {
	if dir == "" || os.MkdirAll(dir, 0o755) != nil {
		return &cache{memory: map[key]string{}}
	}
	c := &cache{dir: dir, entries: map[key]*entry{}, limit: slack}
	names, _ := filepath.Glob(filepath.Join(dir, "*.pack"))
	for _, name := range names {
		if p := openPack(name, c.entries); p != nil {
			c.packs = append(c.packs, p)
		}
	}
	return c
}

// get returns a drawing, and whether it is there.
func (c *cache) get(k key) (string, bool) {
	c.mu.Lock()
	if drawing, ok := c.memory[k]; ok {
		c.mu.Unlock()
		return drawing, true
	}
	e := c.entries[k]
	if e != nil {
		e.used = true
	}
	c.mu.Unlock()
	if e == nil {
		return "", false
	}
	drawing, ok := e.in.read(e)
	if !ok {
		c.mu.Lock()
		delete(c.entries, k)
		c.mu.Unlock()
	}
	return drawing, ok
}

// put keeps a drawing.
func (c *cache) put(k key, drawing string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.memory != nil && c.held+len(drawing) <= slack {
		c.memory[k] = drawing
		c.held += len(drawing)
	}
	if c.dir == "" || c.entries[k] != nil {
		return
	}
	if c.own == nil {
		if c.own = c.create(); c.own == nil {
			c.dir = "" // it will not get better
			return
		}
	}
	if e := c.own.append(k, drawing); e != nil {
		e.used = true
		c.entries[k] = e
	}
}

// create makes a pack of a name that nobody else has.
func (c *cache) create() *pack {
	for n := len(c.packs) + 1; n < 1e6; n++ {
		p, err := createPack(filepath.Join(c.dir, fmt.Sprintf("%06d.pack", n)))
		if err == nil {
			return p
		}
		if !os.IsExist(err) {
			return nil
		}
	}
	return nil
}

// close ends the use of the cache. complete says that everything there is to draw
// was asked for; only then may what was not asked for go, once it is more than
// the slack.
func (c *cache) close(complete bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.own != nil {
		c.packs = append(c.packs, c.own)
	}
	unused := int64(0)
	for _, e := range c.entries {
		if !e.used {
			unused += int64(e.size)
		}
	}
	drop := complete && unused > c.limit
	if drop || len(c.packs) > maxPacks {
		c.rewrite(drop)
	}
	for _, p := range c.packs {
		_ = p.file.Close() // a drawing that is not there is drawn again
	}
	c.packs, c.own, c.entries, c.dir = nil, nil, nil, ""
}

// rewrite makes one pack of all, without what was not used if it is to be
// dropped. The old packs go last, so that a build killed here loses nothing. A
// build that is writing one of them meanwhile goes on writing to a file that
// nobody will read.
func (c *cache) rewrite(drop bool) {
	p := c.create()
	if p == nil {
		return
	}
	for k, e := range c.entries {
		if drop && !e.used {
			continue
		}
		if data, ok := e.in.read(e); ok && p.append(k, data) == nil {
			p.discard() // no room: everything stays as it was
			return
		}
	}
	for _, old := range c.packs {
		old.discard()
	}
	c.packs = []*pack{p}
}
