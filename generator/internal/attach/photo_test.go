package attach

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
)

// taken is a photo with a red corner at the top left, as a camera held at an angle writes it: with
// that angle, and with words that nobody should read.
func taken(t *testing.T, w, h int, orientation byte) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{200, 0, 0, 255}
			}
			picture.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00GPS 30.5N 104.1E")
	exif[6+8+2+8] = orientation
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	return slices.Insert(out.Bytes(), 2, segment...)
}

func TestPhoto(t *testing.T) {
	for orientation, red := range map[byte]image.Point{1: {20, 10}, 3: {180, 90}, 6: {90, 20}, 8: {10, 180}} {
		data := taken(t, 200, 100, orientation)
		clean, err := Photo(data)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(clean, []byte("GPS")) || bytes.Contains(clean, []byte("Exif")) || !bytes.Contains(data, []byte("GPS")) {
			t.Errorf("orientation %d: what the camera wrote is still there", orientation)
		}
		picture, err := jpeg.Decode(bytes.NewReader(clean))
		if err != nil {
			t.Fatal(err)
		}
		if r, g, _, _ := picture.At(red.X, red.Y).RGBA(); r>>8 < 150 || g>>8 > 80 {
			t.Errorf("orientation %d: %v is not red in %v", orientation, red, picture.Bounds())
		}
	}
}

func TestPhotoIsMadeSmaller(t *testing.T) {
	clean, err := Photo(taken(t, 4000, 1000, 6))
	if err != nil {
		t.Fatal(err)
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(clean))
	if err != nil || size.Height != 1333 || size.Width != 333 {
		t.Errorf("%d×%d, %v", size.Width, size.Height, err)
	}
	var shot bytes.Buffer
	if err := png.Encode(&shot, image.NewRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if _, err := Photo(shot.Bytes()); err != nil {
		t.Error(err)
	}
	if _, err := Photo([]byte("not a picture")); err == nil {
		t.Error("a text is no photo")
	}
}
