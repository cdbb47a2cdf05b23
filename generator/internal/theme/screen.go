package theme

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/qr"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// screenAssets is what all screens have next to their page.
type screenAssets struct{ style, script []byte }

// File is a file of a screen, below public/.
type File struct {
	Name string
	Data []byte
	Page bool // it shows the others and has to appear after them
}

// The files in a screen's folder whose names players know.
const (
	screenPage    = "index.html"
	screenVersion = "version.json"
	screenScript  = "version.js" // says the same to a page that is opened from a disk
)

func (t *Theme) loadScreenAssets() (err error) {
	if t.loop.style, err = t.sheet("screen/css/screen.css"); err != nil {
		return err
	}
	t.loop.script, err = t.script("screen/js/loop.js")
	return err
}

// Screen returns the files of a screen: its page with everything that the page needs beside it,
// the version that the page watches, and all of them in one archive. photo reads a picture.
func (t *Theme) Screen(s *surface.Screen, photo func(block.Ref) ([]byte, error)) ([]File, error) {
	p := &screen{Screen: s, theme: t, photo: photo}
	for i, slide := range s.Slides() {
		p.Slides = append(p.Slides, &slideView{Slide: slide, Number: i + 1, screen: p})
	}
	style := slices.Concat(t.loop.style, stageStyle(s.Stage, p.lengths()))
	p.Style, p.Script = fingerprinted("screen.css", style), fingerprinted("loop.js", t.loop.script)
	var page bytes.Buffer
	err := t.located(&page, t.screen, screenDir, "loop", func(w io.Writer, from *templates) error {
		p.from = from
		return from.pages["loop"].Execute(w, p)
	})
	if err != nil {
		return nil, err
	}
	files := append(p.pictures, File{Name: p.Style, Data: style}, File{Name: p.Script, Data: t.loop.script})
	files, err = sealed(files, page.Bytes(), s.Day)
	if err != nil {
		return nil, err
	}
	bundle, err := archive(files, s.Day)
	for i := range files {
		files[i].Name = s.Dir + files[i].Name
	}
	return append(files, File{Name: s.Archive, Data: bundle, Page: true}), err
}

// unsealed stands in a page for its version until all is there that decides it.
const unsealed = "0000000000000000"

// sealed puts the version into the page, and adds page and version to the files.
func sealed(files []File, page []byte, day value.Date) ([]File, error) {
	hash := sha256.New()
	names := []string{screenPage}
	for _, f := range append(files[:len(files):len(files)], File{Name: screenPage, Data: page}) {
		fmt.Fprintf(hash, "%s %d\n", f.Name, len(f.Data))
		hash.Write(f.Data)
	}
	for _, f := range files {
		names = append(names, f.Name)
	}
	version := hex.EncodeToString(hash.Sum(nil))[:len(unsealed)]
	page = bytes.Replace(page, []byte(`"`+unsealed+`"`), []byte(`"`+version+`"`), 1)
	note, err := json.Marshal(struct {
		Version string   `json:"version"`
		Day     string   `json:"day"`
		Files   []string `json:"files"`
	}{version, day.ISO(), names})
	script := slices.Concat([]byte("gongkaiVersion("), note, []byte(");\n"))
	return append(files, File{screenPage, page, true}, File{screenVersion, append(note, '\n'), true}, File{screenScript, script, true}), err
}

// archive packs files the way signage players take them. Times in it are those of the as-of
// date, so that the same screen gives the same bytes.
func archive(files []File, day value.Date) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)}
		part, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return buf.Bytes(), err
}

// stageStyle is the part of the style sheet that depends on the screen. Old browsers know neither
// variables nor calc in all places, so lengths are spelt out; those of columns and drawings are in
// tenths of a letter.
func stageStyle(s surface.Stage, lengths []int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "html{font-size:%dpx}.stage,.slide{width:%dpx;height:%dpx}", s.Letter, s.Width, s.Height)
	switch s.Rotate {
	case 90:
		turn(&b, fmt.Sprintf("translate(%dpx,0) rotate(90deg)", s.Height))
	case 270:
		turn(&b, fmt.Sprintf("translate(0,%dpx) rotate(-90deg)", s.Width))
	}
	for _, n := range lengths {
		fmt.Fprintf(&b, ".w%d{width:%d.%dem}.h%d{height:%d.%dem}", n, n/10, n%10, n, n/10, n%10)
	}
	return b.Bytes()
}

func turn(b *bytes.Buffer, transform string) {
	fmt.Fprintf(b, ".stage{-webkit-transform:%s;transform:%[1]s}", transform)
}

// screen is the dot of screen/loop.html.
type screen struct {
	*surface.Screen
	Style, Script string
	Slides        []*slideView

	theme    *Theme
	from     *templates
	photo    func(block.Ref) ([]byte, error)
	pictures []File
}

// lengths lists the widths and heights that the slides use.
func (s *screen) lengths() []int {
	var out []int
	for _, v := range s.Slides {
		if v.Grid != nil {
			for _, c := range v.Grid.Columns {
				out = append(out, c.Width)
			}
		}
		if v.Chart != nil {
			out = append(out, v.Chart.Width, v.Chart.Height)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Version returns what stands for the version until it is known.
func (s *screen) Version() string { return unsealed }

// AsOf returns the as-of date for the foot, without its year.
func (s *screen) AsOf() string { return fmt.Sprintf("%d月%d日", s.Day.Month(), s.Day.Day()) }

// slideView is the dot of a slide's template.
type slideView struct {
	*surface.Slide
	Number int
	screen *screen
}

// Site returns whose screen it is.
func (v *slideView) Site() *surface.Site { return v.screen.Site }

// Body renders what is between head and foot.
func (v *slideView) Body() (template.HTML, error) {
	t := v.screen.from.blocks[v.Form]
	if t == nil {
		return "", fmt.Errorf("theme: no template for slides of the form %q", v.Form)
	}
	var buf bytes.Buffer
	err := t.Execute(&buf, v)
	return template.HTML(buf.String()), err
}

// Drawing returns the chart.
func (v *slideView) Drawing() (template.HTML, error) {
	c := v.Chart
	d, err := v.screen.theme.charts.Draw(c.Chart, v.screen.Site.Palette, "slide-"+strconv.Itoa(v.Number))
	svg := d.Wide
	if c.Size == chart.Phone {
		svg = d.Phone
	}
	return template.HTML(svg), drawn(err)
}

// Code returns the QR code beside the content.
func (v *slideView) Code() (qr.Code, error) { return qr.New(v.Side.Code) }

// Picture copies a photo next to the page and returns its name there.
func (v *slideView) Picture(ref block.Ref) (string, error) {
	data, err := v.screen.photo(ref)
	if err != nil {
		return "", drawn(err)
	}
	name := fingerprinted("photo"+strings.ToLower(path.Ext(string(ref))), data)
	if !slices.ContainsFunc(v.screen.pictures, func(f File) bool { return f.Name == name }) {
		v.screen.pictures = append(v.screen.pictures, File{Name: name, Data: data})
	}
	return name, nil
}

// Times returns the parts of the day in minutes, as the script reads them: 480-1080 1200-1260.
func (v *slideView) Times() string {
	var parts []string
	for _, h := range v.Hours {
		parts = append(parts, fmt.Sprintf("%d-%d", h.From, h.To))
	}
	return strings.Join(parts, " ")
}

// Days returns the days of the week as digits, 0 for Sunday; "" for all.
func (v *slideView) Days() string {
	var out []byte
	for i := range 7 {
		if v.Weekdays != 0 && v.Weekdays.Contains(i) {
			out = append(out, '0'+byte(i))
		}
	}
	return string(out)
}

// Align is the class of a column's cells.
func (v *slideView) Align(column int) string {
	return [...]string{block.Start: "", block.End: "end", block.Center: "center"}[v.Grid.Columns[column].Align]
}
