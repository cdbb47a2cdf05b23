// Package photo makes pictures fit to be published: upright, of a reasonable size, and without what
// cameras write into them, such as the place and the time.
package photo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // phones make screenshots, too
)

const (
	longest = 1600     // pixels of the longer side
	most    = 64 << 20 // pixels; what is larger is no photo
	quality = 85
)

// Clean returns a JPEG or PNG as a JPEG that holds nothing but the picture.
func Clean(data []byte) ([]byte, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("照片要用 jpg 或者 png：%w", err)
	}
	if config.Width*config.Height > most {
		return nil, fmt.Errorf("照片太大：%d×%d", config.Width, config.Height)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("照片坏了：%w", err)
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, turned(smaller(picture), orientation(data)), &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

// smaller reduces a picture by a whole number, each pixel being the mean of those that it stands for.
func smaller(from image.Image) *image.RGBA {
	b := from.Bounds()
	whole := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(whole, whole.Bounds(), image.White, image.Point{}, draw.Src) // under what is transparent
	draw.Draw(whole, whole.Bounds(), from, b.Min, draw.Over)
	n := (max(b.Dx(), b.Dy()) + longest - 1) / longest
	if n <= 1 {
		return whole
	}
	to := image.NewRGBA(image.Rect(0, 0, b.Dx()/n, b.Dy()/n))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			var sum [4]int
			for i := range n * n {
				at := whole.PixOffset(x*n+i%n, y*n+i/n)
				for c := range sum {
					sum[c] += int(whole.Pix[at+c])
				}
			}
			for c, s := range sum {
				to.Pix[to.PixOffset(x, y)+c] = uint8(s / (n * n))
			}
		}
	}
	return to
}

// turned sets a picture upright that its camera took at an angle.
func turned(from *image.RGBA, orientation int) *image.RGBA {
	w, h := from.Rect.Dx(), from.Rect.Dy()
	var at func(x, y int) (int, int) // where a pixel of the upright picture comes from
	switch orientation {
	case 3:
		at = func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case 6:
		at = func(x, y int) (int, int) { return y, h - 1 - x }
	case 8:
		at = func(x, y int) (int, int) { return w - 1 - y, x }
	default:
		return from
	}
	size := image.Rect(0, 0, w, h)
	if orientation != 3 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			fx, fy := at(x, y)
			to.SetRGBA(x, y, from.RGBAAt(fx, fy))
		}
	}
	return to
}

const orientationTag = 0x0112

// orientation reads how a camera was held from the EXIF part of a JPEG; 1 is upright.
func orientation(data []byte) int {
	i := bytes.Index(data[:min(len(data), 1<<16)], []byte("Exif\x00\x00"))
	if i < 0 {
		return 1
	}
	tiff := data[i+6:]
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == orientationTag {
			return int(order.Uint16(entries[8:]))
		}
		entries = entries[12:]
	}
	return 1
}
