package generator

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// planted reads the lines that package privacy is measured by.
func planted(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile("internal/privacy/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// personalLines checks a board with each of these lines in a record, and returns the lines in which something
// personal was found.
func personalLines(t *testing.T, lines []string) map[int]bool {
	t.Helper()
	dir := unpack(t, &txtar.Archive{})
	const each = 100 // a file has so many findings at most that all are told
	for i := 0; i < len(lines); i += each {
		record := fmt.Sprintf("---\n标题: 第%d份\n日期: 2026-11-03\n---\n\n", i)
		for _, line := range lines[i:min(len(lines), i+each)] {
			record += line + "\n\n"
		}
		writeFile(t, filepath.Join(dir, "tongzhi", fmt.Sprintf("%d.md", i)), []byte(record))
	}
	report, err := Check(Options{Source: dir, Date: sampleDate, CacheDir: "-"})
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]bool{}
	for _, f := range report.Findings {
		if f.Code >= "GK0610" && f.Code <= "GK0639" {
			var first int
			if _, err := fmt.Sscanf(filepath.Base(f.Pos.File), "%d.md", &first); err != nil {
				t.Fatal(err)
			}
			found[first+(f.Pos.Line-6)/2] = true
		}
	}
	return found
}

// TestPlantedLeaks puts the planted lines into records: the build tells of every personal one, at its line, and of none of the others.
func TestPlantedLeaks(t *testing.T) {
	var lines []string
	for _, line := range planted(t, "positive.tsv") {
		_, text, _ := strings.Cut(line, "\t")
		lines = append(lines, text)
	}
	found := personalLines(t, lines)
	for i, line := range lines {
		if !found[i] {
			t.Errorf("not found: %s", line)
		}
	}
	lines = planted(t, "negative.txt")
	for i := range personalLines(t, lines) {
		t.Errorf("false alarm: %s", lines[i])
	}
}

// TestLeakWritesNothing plants what only the finished files show, in a theme and in a record.
func TestLeakWritesNothing(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"assets/site": {
			"board.yaml":                  base["board.yaml"] + "主题: own\n",
			"themes/own/web/css/site.css": ".foot::after { content: '13800001234' }\n",
		},
		"tongzhi/a/index.html": {"tongzhi/a.md": "---\n标题: 通知\n日期: 2026-11-03\n---\n\n打 138<!-- -->00001234。\n"},
	} {
		dir, out := unpack(t, &txtar.Archive{}), filepath.Join(t.TempDir(), "public")
		if _, err := Build(Options{Source: dir, Destination: out, Date: sampleDate, CacheDir: "-"}); err != nil {
			t.Fatal(err)
		}
		before := readTree(t, out)
		for file, text := range files {
			writeFile(t, filepath.Join(dir, file), []byte(text))
		}
		report, err := Build(Options{Source: dir, Destination: out, Date: sampleDate, CacheDir: "-"})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Findings) != 1 || report.Findings[0].Code != "GK0623" || !strings.Contains(report.Findings[0].Message, name) {
			t.Errorf("%s: %v", name, report.Findings)
		}
		after := readTree(t, out)
		for file, data := range before {
			if !bytes.Equal(after[file], data) {
				t.Errorf("%s: %s has changed", name, file)
			}
		}
		if len(after) != len(before) {
			t.Errorf("%s: %d files were %d", name, len(after), len(before))
		}
	}
}

// TestPhotoLosesItsPlace publishes a photo that says where it was taken.
func TestPhotoLosesItsPlace(t *testing.T) {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	const place = "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00GPS 23.1291 113.2644"
	segment := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(place) + 2)}, place...)
	dir := unpack(t, &txtar.Archive{})
	writeFile(t, filepath.Join(dir, "tongzhi/a.jpg"), append(segment, buf.Bytes()[2:]...))
	writeFile(t, filepath.Join(dir, "tongzhi/a.md"), []byte("---\n标题: 通知\n日期: 2026-11-03\n---\n\n![现场](a.jpg)\n"))
	photo := readTree(t, buildTo(t, Options{Source: dir}))["tongzhi/a.jpg"]
	if _, err := jpeg.Decode(bytes.NewReader(photo)); err != nil || bytes.Contains(photo, []byte("GPS")) {
		t.Errorf("%v, %q", err, photo)
	}
}
