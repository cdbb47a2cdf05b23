package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/publish"
)

// manifestName is the file of the output that names all others with their digests, for gongkai verify and for
// whoever wants to compare a copy.
const manifestName = board.ManifestFile

// Manifest is what a build has published. The same build gives the same bytes.
type Manifest struct {
	Format  int                     `json:"format"`
	AsOf    string                  `json:"asOf"`
	Records map[string]string       `json:"records"` // digests of what authors wrote, by address
	Files   map[string]ManifestFile `json:"files"`   // by name, the manifest excepted
}

// ManifestFile is one file of the output.
type ManifestFile struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// digests are the digests of the files that the build has written so far.
type digests struct {
	mu    sync.Mutex
	files map[string]ManifestFile
}

// hashed is an output that notes the digests of what is written to it.
type hashed struct {
	publish.Output
	digests *digests
}

// Write notes a file and hands it on. It is called by the workers that made the file, so that hashing shares all processors.
func (h hashed) Write(name string, class publish.Class, data []byte) error {
	if class != publish.Seal {
		h.digests.add(name, data)
	}
	return h.Output.Write(name, class, data)
}

func (d *digests) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	f := ManifestFile{int64(len(data)), hex.EncodeToString(sum[:])}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files[name] = f
}

// writeManifest writes the manifest, which becomes visible after everything that it names.
func (b *build) writeManifest(out publish.Output) {
	if b.opts.digests == nil {
		return
	}
	m := Manifest{Format: 1, AsOf: b.asOf.ISO(), Records: map[string]string{}, Files: b.opts.digests.files}
	for _, bd := range b.boards {
		for _, r := range bd.Records {
			m.Records[addressOf(bd, r)] = r.Version
		}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(m); err != nil {
		b.fail(err)
		return
	}
	// Nothing personal can be in it but what names of files say, and those were looked at. Digests only look like numbers.
	b.fail(out.Write(manifestName, publish.Seal, buf.Bytes()))
}

// addressOf is the address of a record below the output folder: xiangyang/caiwu/2026-10/.
func addressOf(bd *board.Board, r *kind.Record) string {
	return bd.Base + strings.TrimPrefix(string(r.Ref), "/")
}
