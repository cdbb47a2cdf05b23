package attach

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // phones make screenshots, too
)

const (
	longestSide  = 1600 // pixels
	photoQuality = 85
)

// Photo returns a JPEG or PNG as a JPEG of a reasonable size that holds nothing but the picture, upright.
func Photo(data []byte) ([]byte, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("照片要用 jpg 或者 png：%w", err)
	}
	if config.Width*config.Height > maxPixels {
		return nil, fmt.Errorf("照片太大：%d×%d", config.Width, config.Height)
	}
	if format == "jpeg" {
		if data, err = jpegPicture(data); err != nil {
			return nil, fmt.Errorf("照片坏了：%w", err)
		}
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("照片坏了：%w", err)
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, smaller(picture), &jpeg.Options{Quality: photoQuality})
	return out.Bytes(), err
}

// smaller reduces a picture by a whole number, each pixel being the mean of those that it stands for.
func smaller(from image.Image) *image.RGBA {
	b := from.Bounds()
	whole := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(whole, whole.Bounds(), image.White, image.Point{}, draw.Src) // under what is transparent
	draw.Draw(whole, whole.Bounds(), from, b.Min, draw.Over)
	n := (max(b.Dx(), b.Dy()) + longestSide - 1) / longestSide
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
