package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/tools/txtar"
)

// TestGoldenBoards builds every board in testdata/golden on a frozen date and compares the
// whole output: a missing, an extra and a changed file all fail. Each board is a txtar of its
// sources; what it must give stands beside it in NAME.golden.txtar.
func TestGoldenBoards(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden boards: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden.txtar") {
			continue
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			src := t.TempDir()
			for _, f := range archive.Files {
				writeFile(t, filepath.Join(src, f.Name), f.Data)
			}
			got := readable(t, buildTo(t, Options{Source: src}), name)
			compareGolden(t, strings.TrimSuffix(file, ".txtar")+".golden.txtar", got)
		})
	}
}

// The boards whose goldens hold the lobby screens and what is for paper. Every board has them, made
// of what its pages show, too; to review them once is enough.
const (
	screenGolden = "screen"
	printGolden  = "catalogue"
)

func compareGolden(t *testing.T, file string, got *txtar.Archive) {
	t.Helper()
	if *update {
		writeFile(t, file, txtar.Format(got))
		return
	}
	want, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string][]byte{}
	for _, f := range want.Files {
		wanted[f.Name] = f.Data
	}
	for _, f := range got.Files {
		w, ok := wanted[f.Name]
		delete(wanted, f.Name)
		switch {
		case !ok:
			t.Errorf("%s is new", f.Name)
		case !bytes.Equal(w, f.Data):
			t.Errorf("%s differs; see with go test -run Golden -update and git diff. First difference: %s", f.Name, firstDifference(f.Data, w))
		}
	}
	for name := range wanted {
		t.Errorf("%s is missing", name)
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// buildTo builds into a new folder and fails on any finding that stops a build.
func buildTo(t *testing.T, opts Options) string {
	t.Helper()
	opts.Destination = filepath.Join(t.TempDir(), "public")
	opts.Date = cmp.Or(opts.Date, sampleDate)
	if opts.CacheDir == "" {
		opts.CacheDir = chartCache
	}
	report, err := Build(opts)
	if err != nil {
		t.Fatal(err)
	}
	if report.Failed() {
		var b bytes.Buffer
		t.Fatal(report.WriteText(&b, false), b.String())
	}
	return opts.Destination
}

var (
	fingerprint = regexp.MustCompile(`\.[0-9a-f]{8,}\.(css|js|svg)`)
	version     = regexp.MustCompile(`(data-version=")[0-9a-f]+(")`)
	drawing     = regexp.MustCompile(`(?s)<svg.*?</svg>`)
	option      = regexp.MustCompile(`(?s)(<script type="?application/json"?[^>]*>).*?(</script>)`)
)

// readable turns an output folder into an archive for people to review: tags on lines of their own, without
// the fingerprints of assets, and without drawings, which have goldens in package chart.
func readable(t *testing.T, dir, board string) *txtar.Archive {
	t.Helper()
	archive := &txtar.Archive{}
	for name, data := range readTree(t, dir) {
		if board != screenGolden && strings.Contains("/"+name, "/screen/") || board != printGolden && strings.Contains("/"+name, "/print/") {
			continue
		}
		if path.Base(path.Dir(name)) == "search" && path.Ext(name) == ".js" {
			continue // TestSearchFindsAll asks it
		}
		name = fingerprint.ReplaceAllString(name, ".HASH.$1")
		switch filepath.Ext(name) {
		case ".html":
			data = fingerprint.ReplaceAll(data, []byte(".HASH.$1"))
			data = version.ReplaceAll(data, []byte("${1}HASH$2"))
			data = drawing.ReplaceAll(data, []byte("<svg/>"))
			data = option.ReplaceAll(data, []byte("${1}…$2"))
			data = bytes.ReplaceAll(data, []byte("><"), []byte(">\n<"))
		case ".txt":
			if strings.HasSuffix(name, ".gbk.txt") {
				data = fromGBK(t, data)
			}
		default:
			data = []byte("…")
		}
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: append(bytes.TrimSpace(data), '\n')})
	}
	sort.Slice(archive.Files, func(i, j int) bool { return archive.Files[i].Name < archive.Files[j].Name })
	return archive
}

// fromGBK decodes a text for an LED strip, which has to be without loss.
func fromGBK(t *testing.T, data []byte) []byte {
	t.Helper()
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsAny(text, "?\uFFFD") {
		t.Errorf("%q is no GBK: %v", data, err)
	}
	return text
}

// readTree returns every file of a folder except our own marks.
func readTree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var (
	// chartCache keeps drawings for all tests of the package: the same charts are needed again and again.
	chartCache string
	sample     struct {
		once sync.Once
		dir  string
		err  error
	}
)

// builtSamples returns the folder with the sample boards as they are built on the sample date. It is built once, for
// tests that only read it.
func builtSamples(t *testing.T) string {
	t.Helper()
	sample.once.Do(func() {
		report, err := Build(Options{Source: "../content", Destination: sample.dir, Date: sampleDate, CacheDir: chartCache})
		if err == nil && report.Failed() {
			err = fmt.Errorf("%v", report.Findings)
		}
		sample.err = err
	})
	if sample.err != nil {
		t.Fatal(sample.err)
	}
	return sample.dir
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gongkai-test-")
	if err != nil {
		panic(err)
	}
	chartCache, sample.dir = filepath.Join(dir, "charts"), filepath.Join(dir, "sample")
	code := m.Run()
	_ = os.RemoveAll(dir) // the system's temporary folder; nothing depends on it
	os.Exit(code)
}

// TestSameBytes proves that the output depends on the inputs and the date alone: not on the number of
// workers, nor on whether charts come from the cache.
func TestSameBytes(t *testing.T) {
	const board = "../content/xiangyang" // drawing all boards anew would take minutes
	one := readTree(t, buildTo(t, Options{Source: "../content", Workers: 1}))
	many := readTree(t, buildTo(t, Options{Source: "../content", Workers: 8}))
	sameTrees(t, one, many)
	cached := readTree(t, buildTo(t, Options{Source: board}))
	uncached := readTree(t, buildTo(t, Options{Source: board, Workers: 4, CacheDir: "-"}))
	sameTrees(t, cached, uncached)
}

func sameTrees(t *testing.T, a, b map[string][]byte) {
	t.Helper()
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			t.Errorf("%s differs between builds", name)
		}
	}
	if len(a) < 100 || len(a) != len(b) {
		t.Errorf("%d and %d files", len(a), len(b))
	}
}
