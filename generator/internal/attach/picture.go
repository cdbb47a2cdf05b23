package attach

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"slices"
)

var errPicture = errors.New("damaged picture")

// jpegPicture keeps of a JPEG file what draws it. Pixels are not compressed again, as that costs quality, unless the
// camera was held on its side: then the note that says so is dropped, and the picture itself turned.
func jpegPicture(data []byte) ([]byte, error) {
	out, turn := []byte{0xFF, 0xD8}, 1
	var profile []byte
	for i := 2; i+1 < len(data); {
		marker := data[i+1]
		if data[i] == 0xFF && marker == 0xFF { // padding
			i++
			continue
		}
		if data[i] == 0xFF && marker == 0xD9 { // what follows the end, such as a film, is not part of the picture
			break
		}
		end := segmentEnd(data, i)
		if end == 0 {
			return nil, errPicture
		}
		kept := drawing(data[i:end])
		if marker == 0xE2 {
			profile = append(profile, kept...)
		}
		if o := orientation(data[i:end]); o != 0 {
			turn = o
		}
		out = append(out, kept...)
		i = end
	}
	if len(out) == 2 {
		return nil, errPicture
	}
	if out = append(out, 0xFF, 0xD9); turn == 1 {
		return out, nil
	}
	return turned(out, profile, turn)
}

// segmentEnd returns where a segment ends, with the compressed data that follows its head; 0 where there is none.
func segmentEnd(data []byte, i int) int {
	if i+4 > len(data) || data[i] != 0xFF {
		return 0
	}
	size := int(binary.BigEndian.Uint16(data[i+2:]))
	end := i + 2 + size
	if size < 2 || end > len(data) {
		return 0
	}
	if data[i+1] == 0xDA {
		return scanEnd(data, end)
	}
	return end
}

// drawing returns what of a segment a picture needs: not EXIF, XMP, comments, nor a small copy of the picture.
func drawing(segment []byte) []byte {
	body := segment[4:]
	switch marker := segment[1]; {
	case marker == 0xE0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14:
		return slices.Concat([]byte{0xFF, 0xE0, 0, 16}, body[:12], []byte{0, 0})
	case marker == 0xE2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")), marker == 0xEE, marker < 0xE0:
		return segment
	}
	return nil
}

// scanEnd returns where the compressed data of a scan ends: at a marker that is not part of it.
func scanEnd(data []byte, i int) int {
	for ; i+1 < len(data); i++ {
		if next := data[i+1]; data[i] == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7) {
			return i
		}
	}
	return len(data)
}

// orientation reads how a camera was held from an EXIF segment (tag 0x0112); 0 means that it says nothing.
func orientation(segment []byte) int {
	tiff, ok := bytes.CutPrefix(segment[4:], []byte("Exif\x00\x00"))
	if !ok || segment[1] != 0xE1 || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 0
	}
	for i := range int(order.Uint16(tiff[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > len(tiff) {
			return 0
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if o := int(order.Uint16(tiff[entry+8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return 0
}

// quality is that of pictures which had to be compressed again: high enough that nobody sees it.
const quality = 92

// maxPixels bounds what is unpacked; cameras make a third of it.
const maxPixels = 120 << 20

// turned draws a picture as its orientation says that it is to be seen.
func turned(data, profile []byte, turn int) ([]byte, error) {
	size, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width*size.Height > maxPixels {
		return nil, errPicture
	}
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errPicture
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			to := turnedPoint(x, y, w, h, turn)
			dst.Set(to.X, to.Y, src.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, dst, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return slices.Concat([]byte{0xFF, 0xD8}, profile, buf.Bytes()[2:]), nil
}

// turnedPoint returns where a point belongs (EXIF 2.32, tag Orientation).
func turnedPoint(x, y, w, h, turn int) image.Point {
	switch turn {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	case 8:
		return image.Pt(y, w-1-x)
	}
	return image.Pt(x, y)
}

// pngChunks are those that change what is seen.
var pngChunks = []string{
	"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
}

// pngPicture keeps of a PNG file what draws it: texts, times and EXIF go.
func pngPicture(data []byte) ([]byte, error) {
	out := slices.Clone(data[:8])
	for i := 8; ; {
		if i+12 > len(data) {
			return nil, errPicture
		}
		end := i + 12 + int(binary.BigEndian.Uint32(data[i:]))
		if end > len(data) || end < i {
			return nil, errPicture
		}
		name := string(data[i+4 : i+8])
		if slices.Contains(pngChunks, name) {
			out = append(out, data[i:end]...)
		}
		if name == "IEND" {
			return out, nil
		}
		i = end
	}
}

// webpPicture drops the chunks of EXIF and XMP and the flags that announce them.
func webpPicture(data []byte) ([]byte, error) {
	out := slices.Clone(data[:12])
	for i := 12; i+8 <= len(data); {
		size := int(binary.LittleEndian.Uint32(data[i+4:]))
		end := i + 8 + size + size&1
		if end < i || end > len(data)+1 {
			return nil, errPicture
		}
		end = min(end, len(data))
		chunk := data[i:end]
		switch string(chunk[:4]) {
		case "EXIF", "XMP ":
		case "VP8X":
			at := len(out) + 8
			if out = append(out, chunk...); at < len(out) {
				out[at] &^= 0x08 | 0x04
			}
		default:
			out = append(out, chunk...)
		}
		i = end
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// gifPicture drops comments and the notes of programs, but the one that says how often a film is repeated.
func gifPicture(data []byte) ([]byte, error) {
	if len(data) < 13 {
		return nil, errPicture
	}
	i := 13
	if data[10]&0x80 != 0 {
		i += 3 << (data[10]&7 + 1)
	}
	out := slices.Clone(data[:min(i, len(data))])
	for i < len(data) {
		start := i
		keep := true
		switch data[i] {
		case 0x3B:
			return append(out, 0x3B), nil
		case 0x21:
			if i+3 > len(data) {
				return nil, errPicture
			}
			label := data[i+1]
			keep = label == 0xF9 || label == 0xFF && bytes.HasPrefix(data[i+2:], []byte("\x0BNETSCAPE2.0"))
			i += 2
		case 0x2C:
			if i+10 > len(data) {
				return nil, errPicture
			}
			if flags := data[i+9]; flags&0x80 != 0 {
				i += 3 << (flags&7 + 1)
			}
			i += 11
		default:
			return nil, errPicture
		}
		for i < len(data) && data[i] != 0 { // blocks, each with its size before it
			i += int(data[i]) + 1
		}
		if i++; i > len(data) {
			return nil, errPicture
		}
		if keep {
			out = append(out, data[start:i]...)
		}
	}
	return append(out, 0x3B), nil
}
