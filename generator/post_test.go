package generator

import (
	"bytes"
	"image"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// cameraPhoto is a picture as a phone makes it: with the place where it was taken.
func cameraPhoto(t *testing.T) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, image.NewGray(image.Rect(0, 0, 64, 48)), nil); err != nil {
		t.Fatal(err)
	}
	place := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00 GPS 30.123N 120.456E")
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(place) + 2)}, place...)
	return append(append([]byte{0xFF, 0xD8}, segment...), buf.Bytes()[2:]...)
}

// TestPostPhoto proves that a photo of a sheet that hangs is kept and shown beside the record, and that what the
// camera wrote into it is in neither place.
func TestPostPhoto(t *testing.T) {
	src := unpack(t, &txtar.Archive{Files: []txtar.File{{Name: "tongzhi/ting.md", Data: []byte("---\n标题: 停水通知\n日期: 2026-11-20\n---\n\n请储水。\n")}}})
	photo := filepath.Join(t.TempDir(), "IMG_2026.jpg")
	writeFile(t, photo, cameraPhoto(t))
	line, report, err := Post(Options{Source: src, Date: sampleDate}, filepath.Join(src, "tongzhi", "ting.md"), PostOptions{At: "东门公开栏", By: "王芳", Photo: photo})
	if err != nil || report != nil && report.Failed() {
		t.Fatal(err, report)
	}
	const kept = "张贴照片/2026-11-22-ting.jpg"
	if !strings.Contains(line, "东门公开栏") || !strings.Contains(line, kept) {
		t.Errorf("%s", line)
	}
	public := readTree(t, buildTo(t, Options{Source: src}))
	pictures := map[string][]byte{"source": readTree(t, src)[kept]}
	for name, data := range public {
		if strings.HasSuffix(name, ".jpg") {
			pictures[name] = data
		}
	}
	if page := string(public["tongzhi/ting/index.html"]); len(pictures) != 2 || !strings.Contains(page, "东门公开栏") || !strings.Contains(page, ".jpg") {
		t.Errorf("%d pictures; the record's page does not show where it hangs", len(pictures))
	}
	for name, data := range pictures {
		if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil || bytes.Contains(data, []byte("GPS")) {
			t.Errorf("%s: %v, or it has the place", name, err)
		}
	}
}
