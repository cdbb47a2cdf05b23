package attach

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// secret is what must not be left in a picture.
const secret = "GPS 23.1 113.3 13800001234"

// exif makes an EXIF segment that says how the camera was held, and more.
func exif(turn int) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	tiff = binary.LittleEndian.AppendUint32(tiff, uint32(turn))
	tiff = append(tiff, 0, 0, 0, 0)
	return append(append([]byte("Exif\x00\x00"), tiff...), secret...)
}

func jpegSegment(marker byte, body []byte) []byte {
	out := []byte{0xFF, marker}
	return append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
}

// photo makes a JPEG picture, red above and blue below, as a camera held so would.
func photo(t testing.TB, turn int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			c := color.RGBA{200, 0, 0, 255}
			if y >= 8 {
				c = color.RGBA{0, 0, 200, 255}
			}
			m.Set(x, y, c)
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, m, nil); err != nil {
		t.Fatal(err)
	}
	out := append([]byte{0xFF, 0xD8}, jpegSegment(0xE1, exif(turn))...)
	out = append(out, jpegSegment(0xE2, []byte("ICC_PROFILE\x00colours"))...)
	out = append(out, jpegSegment(0xFE, []byte(secret))...)
	return append(append(out, buf.Bytes()[2:]...), secret...)
}

func TestPhotos(t *testing.T) {
	for turn, wide := range map[int]bool{1: true, 2: true, 3: true, 4: true, 5: false, 6: false, 7: false, 8: false} {
		in := photo(t, turn)
		f := Read("a.jpg", in)
		if len(f.Findings) > 0 || bytes.Contains(f.Data, []byte("13800001234")) || bytes.Contains(f.Data, []byte("Exif")) {
			t.Fatalf("turn %d: %v, %q", turn, f.Findings, f.Data)
		}
		if !bytes.Contains(f.Data, []byte("ICC_PROFILE\x00colours")) {
			t.Errorf("turn %d: colours are lost", turn)
		}
		if again := Read("a.jpg", in); !bytes.Equal(again.Data, f.Data) {
			t.Errorf("turn %d: other bytes", turn)
		}
		m, err := jpeg.Decode(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		if size := m.Bounds().Size(); size.X > size.Y != wide {
			t.Errorf("turn %d: %v", turn, size)
		}
		// Where the upper left corner of the stored picture, which is red, has to be.
		corner := map[int]image.Point{
			1: {2, 2}, 2: {29, 2}, 3: {29, 13}, 4: {2, 13}, 5: {2, 2}, 6: {13, 2}, 7: {13, 29}, 8: {2, 29},
		}[turn]
		if r, _, b, _ := m.At(corner.X, corner.Y).RGBA(); r < b {
			t.Errorf("turn %d: not red at %v", turn, corner)
		}
	}
}

func TestPictures(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 3, 3), color.Palette{color.Black, color.White})
	var p, g bytes.Buffer
	if err := png.Encode(&p, m); err != nil {
		t.Fatal(err)
	}
	if err := gif.Encode(&g, m, nil); err != nil {
		t.Fatal(err)
	}
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(secret))), "tEXt"+secret+"0000"...)
	withText := bytes.Join([][]byte{p.Bytes()[:33], chunk, p.Bytes()[33:], []byte(secret)}, nil)
	comment := append([]byte{0x21, 0xFE, byte(len(secret))}, secret+"\x00"...)
	end := g.Len() - 1
	withComment := bytes.Join([][]byte{g.Bytes()[:end], comment, g.Bytes()[end:]}, nil)
	webp := []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x0C\x00\x00\x00\x00\x00\x00\x00\x00\x00VP8L\x02\x00\x00\x00abEXIF\x1A\x00\x00\x00" + secret)
	for name, in := range map[string][]byte{"a.png": withText, "a.gif": withComment, "a.webp": webp} {
		f := Read(name, in)
		if len(f.Findings) > 0 || bytes.Contains(f.Data, []byte("1380000")) || len(f.Data) == 0 {
			t.Errorf("%s: %v %q", name, f.Findings, f.Data)
		}
	}
	if f := Read("a.png", withText); !bytes.Equal(f.Data, p.Bytes()) {
		t.Error("the PNG is another")
	}
	if f := Read("a.gif", withComment); !bytes.Equal(f.Data, g.Bytes()) {
		t.Error("the GIF is another")
	}
	if f := Read("a.webp", webp); string(f.Data) != "RIFF\x20\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00VP8L\x02\x00\x00\x00ab" {
		t.Errorf("the WebP is %q", f.Data)
	}
}

func zipped(t testing.TB, files ...string) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// onePage makes a PDF of one page with this content.
func onePage(content string) []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, o := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

func TestTexts(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("户主,电话\n张某,13800001234\n")
	if err != nil {
		t.Fatal(err)
	}
	const types = "[Content_Types].xml"
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"a.csv", []byte(gbk), "张某,13800001234"},
		{"a.txt", []byte("\xFF\xFE1\x003\x008\x00"), "138"},
		{"a.docx", zipped(t, types, "", "word/document.xml", `<w:p><w:r><w:t>1380</w:t></w:r><w:r><w:t>0001234</w:t></w:r></w:p><w:tc><w:p><w:t>甲</w:t></w:p></w:tc><w:tc><w:p><w:t>乙</w:t></w:p></w:tc>`), "13800001234\n甲\t乙"},
		{"damaged.docx", zipped(t, types, "", "word/document.xml", `<?xml version="1.0"?><w:p b=c><w:t>甲</w:p></w:x><w:t/><w:p><w:t>138</w:t><w:t><![CDATA[0000]]></w:t><w:t>12&#51;4`), "13800001234"},
		{"a.xlsx", zipped(t, types, "", "xl/sharedStrings.xml", `<sst><si><t>账</t><t>号</t></si></sst>`, "xl/worksheets/sheet1.xml",
			`<row><c t="s"><v>0</v></c><c><v>1.3800001234E10</v></c></row><row><c t="inlineStr"><is><t>丙</t></is></c><c><f>A1+1</f><v>5</v></c></row>`), "账号\t13800001234\t\n丙\t5"},
		{"a.ods", zipped(t, "mimetype", "x", "content.xml", `<table-row><table-cell string-value="13800001234"><p>丁</p></table-cell></table-row>`), "13800001234"},
		{"a.zip", zipped(t, "张三.csv", gbk), "张某,13800001234"},
		{"a.pdf", onePage("BT /F1 12 Tf 50 100 Td (Tel 13800001234) Tj ET"), "13800001234"},
		{"b.pdf", onePage("BT /F1 12 Tf 50 100 Td (138) Tj 30 0 Td (0000) Tj 30 0 Td (1234) Tj ET"), "13800001234"},
		{"a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><text>13800001234</text></svg>`), "13800001234"},
	} {
		f := Read(tt.name, tt.data)
		if len(f.Findings) > 0 || !strings.Contains(strings.Join(f.Texts, "\n"), tt.want) || !bytes.Equal(f.Data, tt.data) {
			t.Errorf("%s: %q, %v", tt.name, f.Texts, f.Findings)
		}
	}
}

func TestUnread(t *testing.T) {
	deep := zipped(t, "a.txt", "a")
	for range 3 {
		deep = zipped(t, "a.zip", string(deep))
	}
	for name, data := range map[string][]byte{
		"old.doc": []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00"), "scan.pdf": onePage("q Q"), "torn.pdf": []byte("%PDF-1.4\nrubbish\x00"),
		"torn.zip": []byte("PK\x03\x04\x00"), "deep.zip": deep, "photo.docx": zipped(t, "[Content_Types].xml", "", "word/media/a.jpg", "x"),
		"big.zip": zipped(t, "a.txt", strings.Repeat("0", maxUnpacked+1)),
	} {
		if f := Read(name, data); len(f.Findings) != 1 || f.Findings[0].Code != "GK0629" {
			t.Errorf("%s: %v", name, f.Findings)
		}
	}
}

func TestUnsafeDrawings(t *testing.T) {
	const open, shut = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`, `</svg>`
	for _, in := range []string{
		"<script/>", "<SCRIPT/>", `<a onclick="x"/>`, `<a href="javascript:x"/>`, `<use xlink:href="https://a.cn/b.svg#c"/>`, "<foreignObject/>",
		`<style>@import "a.css"</style>`, `<rect style="fill:url(//a.cn/b)"/>`, `<image href="data:image/svg+xml,x"/>`, `<set attributeName="href"/>`, "<?xml-stylesheet href='a'?>",
	} {
		if f := Read("a.svg", []byte(open+in+shut)); len(f.Findings) != 1 || f.Findings[0].Code != "GK0630" {
			t.Errorf("%s: %v", in, f.Findings)
		}
	}
	for _, in := range []string{`<use xlink:href="#a"/>`, `<rect fill="url(#g)"/>`, `<image href="data:image/png;base64,AA"/>`, "<style>a{fill:red}</style>"} {
		if f := Read("a.svg", []byte(open+in+shut)); len(f.Findings) != 0 {
			t.Errorf("%s: %v", in, f.Findings)
		}
	}
}

// TestEndlessPages reads PDFs whose tree of pages leads back to itself: the author is told, and the build goes on.
func TestEndlessPages(t *testing.T) {
	page := string(onePage("BT /F1 12 Tf (138) Tj ET"))
	for name, data := range map[string]string{
		"down": strings.Replace(page, "/Kids[3 0 R]", "/Kids[2 0 R]", 1),
		"up":   strings.Replace(page, "/Parent 2 0 R", "/Parent 3 0 R", 1),
	} {
		if f := Read("a.pdf", []byte(data)); len(f.Findings) != 1 || len(f.Texts) > 0 {
			t.Errorf("%s: %v, %q", name, f.Findings, f.Texts)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.jpg", photo(f, 6))
	f.Add("a.pdf", onePage("BT /F1 12 Tf (138) Tj ET"))
	f.Add("a.docx", zipped(f, "[Content_Types].xml", "", "xl/worksheets/sheet1.xml", "<row><c><v>1E10</v></c></row>"))
	f.Add("a.svg", []byte("<svg/>"))
	f.Add("a.gif", []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Add("a.webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x0C\x00\x00\x00"))
	f.Add("a.png", []byte("\x89PNG\r\n\x1A\n\x00\x00\x00\x00IEND\xAE\x42\x60\x82"))
	f.Fuzz(func(_ *testing.T, name string, data []byte) { Read(name, data) })
}
