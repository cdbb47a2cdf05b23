package generator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"
)

// printBase is where the boards of the tests will be found, so that sheets have QR codes.
const printBase = "https://gongkai.example.org/board/"

// TestSheetsOnPaper prints sheets of the sample boards, of each size one, and of the first board one of each
// section and size; the sets; and cards and sheets of golden boards. It takes the PDFs apart with poppler's tools.
func TestSheetsOnPaper(t *testing.T) {
	// Drawing all charts of the sample takes minutes; the golden boards have drawings of every type.
	public := buildTo(t, Options{Source: "../content", BaseURL: printBase, undrawn: true})
	p := newPress(t)
	p.print(public, someSheets(t, public, 1))
	p.print(public, []string{"xiangyang/print/now/index.html", "xiangyang/print/month/2026-10/index.html"})
	for _, name := range []string{"kinds", "plan", "organization", "honor"} { // the last has people and steps
		archive, err := txtar.ParseFile("testdata/golden/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		src := t.TempDir()
		for _, f := range archive.Files {
			writeFile(t, filepath.Join(src, f.Name), f.Data)
		}
		public := buildTo(t, Options{Source: src, BaseURL: printBase})
		p.print(public, someSheets(t, public, 1))
		p.cut(public)
	}
	public = buildTo(t, Options{Source: wideBoard(t), BaseURL: printBase})
	p.print(public, someSheets(t, public, 9))
	p.wait.Wait()
	for _, paper := range []string{"a4", "a4-wide", "a3"} {
		if p.papers[paper] == 0 {
			t.Errorf("no sheet is %s", paper)
		}
	}
	t.Logf("%d PDFs, %v", p.printed, p.papers)
}

// TestPDFCommand prints with the program that clerks have.
func TestPDFCommand(t *testing.T) {
	out := t.TempDir()
	opts := Options{Source: "../content/xiangyang", Date: sampleDate, undrawn: true, Workers: 2}
	for _, p := range []PDFOptions{
		{Month: "2026-10"},
		{Paths: []string{"../content/xiangyang/惠民补贴/名单-2026四季度-报前.md"}},
	} {
		p.Output, p.Browser = out, os.Getenv("CHROMIUM")
		files, report, err := PDF(opts, p)
		if err != nil || report.Failed() || len(files) != 1 {
			t.Fatalf("%q %v", files, err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			t.Errorf("%s is no PDF: %v", files[0], err)
		}
		if text := tool(t, "pdftotext", files[0], "-"); strings.Contains(text, "已满，内容已撤下") {
			t.Errorf("%s hides what was on notice on %s", files[0], sampleDate)
		}
	}
	names, _ := filepath.Glob(filepath.Join(out, "*"))
	for i, want := range []string{"butie-mingdan-2026-11-17.pdf", "month-2026-10.pdf"} {
		if len(names) != 2 || filepath.Base(names[i]) != want {
			t.Errorf("%q", names)
		}
	}
	var wrong *UsageError
	if _, _, err := PDF(opts, PDFOptions{Month: "2020-01", Output: out}); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}

// TestBookletCommand prints the booklet, and folds it: every page stands once on lying A4, the first to the right
// of the last, and there are as few sheets as there can be.
func TestBookletCommand(t *testing.T) {
	needTools(t)
	files, report, err := PDF(Options{Source: "../content/xiangyang", Date: sampleDate, undrawn: true}, PDFOptions{Booklet: true, Output: t.TempDir(), Browser: os.Getenv("CHROMIUM")})
	if err != nil || report.Failed() || len(files) != 2 {
		t.Fatalf("%q %v", files, err)
	}
	pages, folded := openPDF(t, "booklet", files[0]).pages, openPDF(t, "folded", files[1])
	sides := (len(pages) + 3) / 4 * 2
	info := tool(t, "pdfinfo", files[1])
	if len(pages) < 3 || !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", sides)) || !strings.Contains(info, "842 x 595") {
		t.Errorf("%d pages give\n%s", len(pages), info)
	}
	all := strings.Join(folded.pages, "")
	for i := range pages {
		if number := fmt.Sprintf("第%d页共%d页", i+1, len(pages)); strings.Count(all, number) != 1 {
			t.Errorf("%s stands %d times on the folded sheets", number, strings.Count(all, number))
		}
	}
	if !strings.Contains(pages[1], "目录") {
		t.Errorf("the cover is longer than a page: %q", pages[1])
	}
	if !strings.Contains(folded.pages[0], "第1页共") || !strings.Contains(folded.pages[1], "第2页共") {
		t.Errorf("the first sheet has %q", folded.pages[:2])
	}
}

// wideBoard has a table that is too wide for A4, and one that is several pages long.
func wideBoard(t *testing.T) string {
	t.Helper()
	wide, long := "|", "| 序号 | 住户 | 金额 |\n| --- | --- | ---: |\n"
	for _, sort := range []string{"本月办件量（件）", "本月平均办理时长（分钟）"} {
		for i := range 7 {
			wide += fmt.Sprintf(" 第%d收费站%s |", i+1, sort)
		}
	}
	wide += "\n|" + strings.Repeat(" ---: |", 14) + "\n"
	for i := range 9 {
		wide += "|" + strings.Repeat(fmt.Sprintf(" 1,234,56%d.00 |", i), 14) + "\n"
	}
	for i := range 90 {
		long += fmt.Sprintf("| %d | 向阳苑%d号楼%d室 | %d.50 |\n", i+1, i%9+1, 101+i, 100+i)
	}
	head := "---\n标题: %s\n日期: 2026-11-%d\n责任人: 王芳\n审核人: [李国强, 张敏]\n---\n\n"
	return unpack(t, &txtar.Archive{Files: []txtar.File{
		{Name: "tongzhi/wide.md", Data: []byte(fmt.Sprintf(head, "各收费站服务评价", 20) + wide)},
		{Name: "tongzhi/long.md", Data: []byte(fmt.Sprintf(head, "公共收益分配名单", 19) + long)},
	}})
}

var (
	sheetClass = regexp.MustCompile(`<article class="sheet ([a-z0-9-]+)"`)
	papers     = map[string]string{"a4": "594.96 x 841.92", "a4-wide": "841.92 x 594.96", "a3": "1191.12 x 841.92", "a5": "420 x 594.96"}
	ofPages    = regexp.MustCompile(`第\d+页共\d+页`)
	pageSize   = regexp.MustCompile(`size: +([0-9.]+ x [0-9.]+) pts`)
	figureCell = regexp.MustCompile(`<td class="end[^>]*>(?:<strong>)?([-−+0-9.,%]+)<`)
)

// someSheets picks sheets of records: so many of each section and size, of boards that are not at the root so
// many of each size, but for the first sample.
func someSheets(t *testing.T, public string, most int) []string {
	t.Helper()
	var out []string
	seen := map[string]int{}
	for name, data := range readTree(t, public) {
		if strings.Contains("/"+name, "/print/") && strings.HasSuffix(name, ".html") && sheetClass.Match(data) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	slices.Reverse(out) // the newest come first
	return slices.DeleteFunc(out, func(name string) bool {
		data, _ := os.ReadFile(filepath.Join(public, name))
		parts := strings.Split(name, "/")
		if slices.Contains(parts, "month") || slices.Contains(parts, "now") || name == "beiling/print/booklet/index.html" || name == "xiangyang/print/booklet/index.html" {
			return true // they are long; there is a booklet among the golden boards
		}
		if parts[0] != "print" && !strings.HasPrefix(name, "xiangyang/print/") {
			parts = parts[:min(len(parts), slices.Index(parts, "print")+2)]
		}
		key := strings.Join(parts[:max(1, len(parts)-2)], "/") + string(sheetClass.FindSubmatch(data)[1])
		seen[key]++
		return seen[key] > most
	})
}

// press prints pages in a browser. The PDFs are looked at meanwhile.
type press struct {
	t       *testing.T
	ctx     context.Context
	dir     string
	printed int
	papers  map[string]int
	wait    sync.WaitGroup
}

func newPress(t *testing.T) *press {
	t.Helper()
	needTools(t)
	ctx, stop := context.WithTimeout(newBrowser(t), 3*browserTimeout)
	t.Cleanup(stop)
	setClock(ctx, t)
	return &press{t: t, ctx: ctx, dir: t.TempDir(), papers: map[string]int{}}
}

func needTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"pdfinfo", "pdffonts", "pdftotext", "pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%v: make test installs it", err)
		}
	}
}

// sheetText is what a sheet says of itself in the browser, without spaces.
type sheetText struct {
	Bare  int // nodes of trees without their frames
	Paper string
	Rows  []string // of its tables
	Heads []string // of its tables: their titles
	Ends  []string // what may not stand alone on a page: the signatures and the foot
}

const describeSheets = `(() => {
	const plain = e => e.innerText.replace(/[\s\u200b〔〕]+/g, '');
	const row = r => [...r.cells].map(plain).join('');
	return JSON.stringify([...document.querySelectorAll('.sheet')].map(s => ({
		paper: s.classList[1],
		rows: [...s.querySelectorAll('.table tbody tr')].map(row),
		heads: [...s.querySelectorAll('.table thead tr')].map(row),
		bare: [...s.querySelectorAll('.tree .node')].filter(e => getComputedStyle(e).borderTopWidth === '0px').length,
		ends: [...s.querySelectorAll('.signatures h2, .signatures li > *, .strip p')].filter(e => e.getClientRects().length).map(plain).filter(text => text),
	})));
})()`

var yes = true

// open shows a page of a built folder and returns what its sheets say.
func (p *press) open(public, name string) []sheetText {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.Navigate("file://"+filepath.ToSlash(filepath.Join(public, name)))); err != nil {
		p.t.Fatal(err)
	}
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](describeSheets))
	if err != nil {
		p.t.Fatal(err)
	}
	var sheets []sheetText
	if err := json.Unmarshal([]byte(text), &sheets); err != nil || len(sheets) == 0 {
		p.t.Fatalf("%s: %v", name, err)
	}
	for _, s := range sheets {
		if s.Bare > 0 {
			p.t.Errorf("%s: %d of an organisation stand in a row without boxes and lines", name, s.Bare)
		}
	}
	return sheets
}

// print prints pages of a built folder, each as people do, and looks at each PDF.
func (p *press) print(public string, names []string) {
	p.t.Helper()
	if len(names) == 0 {
		p.t.Error("nothing to print")
	}
	for _, name := range names {
		sheets := p.open(public, name)
		scan := p.papers[sheets[0].Paper] == 0 && len(sheets) == 1
		p.papers[sheets[0].Paper]++
		file := p.pdf()
		p.wait.Go(func() {
			pdf := openPDF(p.t, name, file)
			pdf.check(sheets)
			for _, sheet := range sheets {
				pdf.checkSheet(sheet)
			}
			if len(sheets) == 1 {
				pdf.checkFigures(public)
			}
			if scan {
				pdf.scan(name)
			}
		})
	}
}

// pdf prints the page that is open.
func (p *press) pdf() string {
	p.t.Helper()
	result, err := chromedp.Call(p.ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes})
	if err != nil {
		p.t.Fatal(err)
	}
	p.printed++
	file := filepath.Join(p.dir, fmt.Sprintf("%03d.pdf", p.printed))
	writeFile(p.t, file, result.Data)
	return file
}

// outside lists what of a card is not on it, the marks for cutting left out.
const outside = `JSON.stringify([document.querySelectorAll('.deck').length, [...document.querySelectorAll('.card *')].filter(e => {
	const c = e.closest('.card').getBoundingClientRect(), r = e.getBoundingClientRect();
	return r.left < c.left - 1 || r.right > c.right + 1 || r.top < c.top - 1 || r.bottom > c.bottom + 1 || e.scrollWidth > e.clientWidth + 1 && e.matches('.line, .phone, .name');
}).map(e => e.className + ' ' + e.textContent.trim().slice(0, 20)).join('; ')])`

// cut prints all cards of a board: each sheet of them is one page of A4, and nothing stands beside its card.
func (p *press) cut(public string) {
	p.t.Helper()
	pages, _ := filepath.Glob(filepath.Join(public, "print", "cards", "*", "index.html"))
	for _, name := range pages {
		if filepath.Base(filepath.Dir(name)) == "wall" {
			continue // a sheet
		}
		if err := chromedp.Do(p.ctx, chromedp.Navigate("file://"+filepath.ToSlash(name))); err != nil {
			p.t.Fatal(err)
		}
		text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](outside))
		if err != nil {
			p.t.Fatal(err)
		}
		var decks int
		var faults string
		if err := json.Unmarshal([]byte(text), &[]any{&decks, &faults}); err != nil || decks == 0 || faults != "" {
			p.t.Errorf("%s: %d decks, %s %v", name, decks, faults, err)
		}
		info := tool(p.t, "pdfinfo", p.pdf())
		if !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", decks)) || !strings.Contains(info, "(A4)") {
			p.t.Errorf("%s: %d decks give\n%s", name, decks, info)
		}
	}
}

// pdf is a printed page, taken apart.
type pdf struct {
	t     *testing.T
	name  string
	file  string
	pages []string // texts without spaces
	sizes []string // of the pages
}

// tools runs one of poppler's at a time on each processor; many at once make all of them slow.
var tools = make(chan bool, 2)

func tool(t *testing.T, name string, args ...string) string {
	tools <- true
	defer func() { <-tools }()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Errorf("%s %q: %v", name, args, err)
	}
	return string(out)
}

// spaces are what differs between a text and the same text on paper: badges stand in brackets there.
var spaces = regexp.MustCompile(`[\s\x{200b}〔〕]+`)

func openPDF(t *testing.T, name, file string) *pdf {
	p := &pdf{t: t, name: name, file: file}
	text := strings.TrimSuffix(tool(t, "pdftotext", "-raw", file, "-"), "\f")
	for _, page := range strings.Split(text, "\f") {
		p.pages = append(p.pages, spaces.ReplaceAllString(page, ""))
	}
	return p
}

// check looks at what all pages have: fonts, sizes, page numbers, and that something stands on them.
func (p *pdf) check(sheets []sheetText) {
	info := tool(p.t, "pdfinfo", "-f", "1", "-l", "9999", p.file)
	if !strings.Contains(info, "Tagged:          yes") {
		p.t.Errorf("%s is not tagged", p.name)
	}
	var wanted []string
	for _, s := range sheets {
		wanted = append(wanted, papers[s.Paper])
	}
	for _, size := range pageSize.FindAllStringSubmatch(info, -1) {
		p.sizes = append(p.sizes, size[1])
		if !slices.Contains(wanted, size[1]) {
			p.t.Errorf("%s has a page of %s, wanted %v", p.name, size[1], wanted)
		}
	}
	for _, line := range strings.Split(tool(p.t, "pdffonts", p.file), "\n")[2:] {
		if fields := strings.Fields(line); len(fields) > 5 && fields[len(fields)-5] != "yes" {
			p.t.Errorf("%s: a font is not embedded: %s", p.name, line)
		}
	}
	for i, text := range p.pages {
		number := fmt.Sprintf("第%d页共%d页", i+1, len(p.pages))
		if !strings.Contains(text, number) {
			p.t.Errorf("%s: page %d does not say %s: %.80s", p.name, i+1, number, text)
		}
		if rest := strings.Replace(text, number, "", 1); len(rest) < 12 {
			p.t.Errorf("%s: page %d is blank: %q", p.name, i+1, rest)
		}
	}
}

// checkSheet looks at what of a sheet stands on which page.
func (p *pdf) checkSheet(sheet sheetText) {
	p.checkEnds(sheet.Ends)
	p.checkHeads(sheet.Heads)
	head := "" // of the only table
	if len(sheet.Heads) == 1 {
		head = sheet.Heads[0]
	}
	for _, row := range sheet.Rows {
		with := func(parts ...string) bool {
			return slices.ContainsFunc(p.pages, func(text string) bool {
				return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(text, part) })
			})
		}
		if !with(row) {
			p.t.Errorf("%s: no page has the whole row %q", p.name, row)
		} else if !with(row, head) {
			p.t.Errorf("%s: the row %q stands on a page without the titles %s", p.name, row, head)
		}
	}
}

// checkHeads finds titles of a table at the end of a page, above no row.
func (p *pdf) checkHeads(heads []string) {
	for i, text := range p.pages {
		text = ofPages.ReplaceAllString(text, "")
		for _, head := range heads {
			if head != "" && strings.HasSuffix(text, head) {
				p.t.Errorf("%s: the titles %s are alone at the end of page %d", p.name, head, i+1)
			}
		}
	}
}

// checkEnds finds signatures and foot alone on a page.
func (p *pdf) checkEnds(ends []string) {
	for i, text := range p.pages {
		if len(ends) == 0 || !strings.Contains(text, ends[len(ends)-1]) {
			continue
		}
		for _, end := range ends {
			text = strings.Replace(text, end, "", 1)
		}
		if text = ofPages.ReplaceAllString(text, ""); text == "" {
			p.t.Errorf("%s: signatures and foot are alone on page %d", p.name, i+1)
		}
	}
}

// checkFigures looks for every figure of the record's page on the website.
func (p *pdf) checkFigures(public string) {
	web, err := os.ReadFile(filepath.Join(public, strings.Replace(p.name, "print/", "", 1)))
	if err != nil {
		return // a set has no such page
	}
	all := strings.Join(p.pages, "")
	for _, m := range figureCell.FindAllSubmatch(web, -1) {
		if text := spaces.ReplaceAllString(html.UnescapeString(string(m[1])), ""); !strings.Contains(all, text) {
			p.t.Errorf("%s lacks the figure %s", p.name, text)
		}
	}
}

// scan reads the QR code as a phone would.
func (p *pdf) scan(name string) {
	last := fmt.Sprint(len(p.pages))
	tool(p.t, "pdftoppm", "-r", "150", "-f", last, "-l", last, "-singlefile", "-png", p.file, p.file)
	want := printBase + strings.TrimSuffix(strings.Replace(name, "print/", "", 1), "index.html")
	if got := strings.TrimSpace(tool(p.t, "zbarimg", "-q", "--raw", p.file+".png")); got != want {
		p.t.Errorf("%s: the code says %s, want %s", p.name, got, want)
	}
}
