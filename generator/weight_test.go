package generator

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mostBytes is what a page may weigh before it is shown, without its charts, as web servers send it.
const mostBytes = 50_000

// loads finds what a page wants before it is shown. Scripts that wait (defer) come later.
var loads = regexp.MustCompile(`<link rel="?(?:stylesheet|icon)"? href="([^"]+)"|<script src="([^"]+)"></script>`)

// TestPageWeight weighs every page, packed, with the style sheets and scripts that it is shown with.
func TestPageWeight(t *testing.T) {
	public := builtSamples(t)
	packed := map[string]int{} // sizes of what many pages load
	for _, name := range filesOf(t, public, ".html") {
		rel, err := filepath.Rel(public, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains("/"+filepath.ToSlash(rel), "/print/") || strings.Contains("/"+filepath.ToSlash(rel), "/screen/") {
			continue
		}
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		weight := gzipped(t, option.ReplaceAll(drawing.ReplaceAll(page, nil), nil))
		for _, m := range loads.FindAllSubmatch(page, -1) {
			file := filepath.Join(filepath.Dir(name), string(m[1])+string(m[2]))
			if strings.HasPrefix(string(m[1])+string(m[2]), "/") { // of the page for addresses that there are not
				file = filepath.Join(public, string(m[1])+string(m[2]))
			}
			if packed[file] == 0 {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				packed[file] = gzipped(t, data)
			}
			weight += packed[file]
		}
		if weight > mostBytes || len(loads.FindAll(page, -1)) < 3 && !bytes.Contains(page, []byte(`http-equiv="refresh"`)) {
			t.Errorf("%s weighs %d bytes, %d files included", rel, weight, len(loads.FindAll(page, -1)))
		}
	}
}

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
