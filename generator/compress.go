package generator

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"slices"

	"github.com/andybalholm/brotli"

	"gongkai/generator/internal/publish"
)

const (
	// compressFrom is the size in bytes from which compressing is worth a file of its own: smaller ones fit
	// into one packet of the network as they are.
	compressFrom = 1400
	// brotliLevel is the last one before compressing takes ten times as long for a few percent.
	brotliLevel = 9
)

// compressible are the types of files that become smaller; pictures, archives and PDFs are compressed already.
var compressible = []string{".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".csv", ".ics"}

// compressed is an output that gets each file of text twice more, compressed as name.gz and name.br. Web servers send
// those instead (nginx: gzip_static, Caddy: precompressed), which spares weak ones from compressing every answer.
type compressed struct{ publish.Output }

func (c compressed) Write(name string, class publish.Class, data []byte) error {
	if err := c.Output.Write(name, class, data); err != nil {
		return err
	}
	if class == publish.Seal || len(data) < compressFrom || !slices.Contains(compressible, path.Ext(name)) {
		return nil
	}
	gz := func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) }
	br := func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, brotliLevel), nil }
	return errors.Join(c.pack(name+".gz", class, data, gz), c.pack(name+".br", class, data, br))
}

// pack writes one compressed form.
func (c compressed) pack(name string, class publish.Class, data []byte, writer func(io.Writer) (io.WriteCloser, error)) error {
	var buf bytes.Buffer
	w, err := writer(&buf)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		return err
	}
	return c.Output.Write(name, class, buf.Bytes())
}
