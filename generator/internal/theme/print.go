package theme

import (
	"fmt"
	"html/template"
	"path"
	"regexp"
	"strconv"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/qr"
	"gongkai/generator/internal/surface"
)

// printStyle is the style sheet of what is printed.
const printStyle = "print.css"

// Sheet is a sheet of paper as templates see it.
type Sheet struct {
	surface.Sheet
	Main []blockView
	URL  template.URL // of the page that says the same
}

func (p *Page) sheets(from []surface.Sheet) []*Sheet {
	var out []*Sheet
	for _, s := range from {
		out = append(out, &Sheet{Sheet: s, Main: p.views(s.Main), URL: p.URL(s.Ref)})
	}
	return out
}

// Scan returns the QR code of the page.
func (s *Sheet) Scan() (qr.Code, error) { return qr.New(s.Code) }

// PaperCard is a card as templates see it.
type PaperCard struct {
	Card   surface.PaperCard
	Person block.Person
	Photo  template.URL
	Page   *Page
}

// CardOf returns a card with its address worked out.
func (p *Page) CardOf(c surface.PaperCard) PaperCard {
	return PaperCard{c, c.Person, p.URL(c.Person.Photo), p}
}

// loadPrint reads the templates for paper. A block that looks the same there as on the website has
// its template there only.
func (t *Theme) loadPrint() (err error) {
	if t.print, err = newLook(t.files, printDir); err != nil {
		return err
	}
	borrow(t.print.lean, t.web.lean)
	borrow(t.print.plain, t.web.plain)
	return nil
}

func borrow(to, from *templates) {
	for name, t := range from.blocks {
		if to.blocks[name] == nil {
			to.blocks[name] = t
		}
	}
}

// lookOf returns the templates of a page with their folder.
func (t *Theme) lookOf(p *surface.Page) (look, string) {
	if p.Paper {
		return t.print, printDir
	}
	return t.web, webDir
}

// home returns the path of a surface's template: that of the website if it is borrowed from there.
func (f *files) home(dir, name string) string {
	full := path.Join(dir, name)
	if !f.builtIn(full) && !f.own[full] {
		return path.Join(webDir, name)
	}
	return full
}

// fill is a colour in a drawing.
var fill = regexp.MustCompile(`fill="#([0-9A-F]{6})"`)

// inGrey returns a drawing with each colour as light as it was, but grey. On paper, shades tell more from less, which the
// patterns of css/drawing.css, one for each colour of the charts, cannot.
func inGrey(svg string) string {
	return fill.ReplaceAllStringFunc(svg, func(attribute string) string {
		n, err := strconv.ParseUint(fill.FindStringSubmatch(attribute)[1], 16, 32)
		if err != nil {
			return attribute
		}
		light := (299*(n>>16) + 587*(n>>8&0xFF) + 114*(n&0xFF)) / 1000
		return fmt.Sprintf(`fill="#%02[1]X%02[1]X%02[1]X"`, light)
	})
}
