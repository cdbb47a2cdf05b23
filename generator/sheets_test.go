package generator

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestEverySheet prints the sheets of all records of all sample boards, those of one with their charts. A browser takes longer to begin a PDF than
// to print a sheet, so that many sheets are put into one page, as in the set of a month; TestSheetsOnPaper prints
// some of them alone.
func TestEverySheet(t *testing.T) {
	needTools(t)
	const drawn = "xiangyang"
	public := buildTo(t, Options{Source: "../content", BaseURL: printBase, undrawn: true})
	t.Run("codes", func(t *testing.T) { scanCodes(t, public) })
	began := time.Now()
	batches := slices.DeleteFunc(batchSheets(t, public), func(b batch) bool { return strings.HasPrefix(b.names[0], drawn+"/") })
	builtSamples(t) // has drawn the charts
	batches = append(batches, batchSheets(t, buildTo(t, Options{Source: "../content/" + drawn, BaseURL: printBase}))...)
	browser := newBrowser(t)
	if err := chromedp.Do(browser, chromedp.Navigate("about:blank")); err != nil { // starts it
		t.Fatal(err)
	}
	var next atomic.Int64
	var sheets, pages atomic.Int64
	t.Run("print", func(t *testing.T) {
		for tab := range printTabs {
			t.Run(fmt.Sprint(tab), func(t *testing.T) {
				t.Parallel()
				ctx, stop := chromedp.NewContext(browser)
				defer stop()
				ctx, stop = context.WithTimeout(ctx, 20*browserTimeout)
				defer stop()
				setClock(ctx, t)
				p := &press{t: t, ctx: ctx, dir: t.TempDir(), papers: map[string]int{}}
				for i := int(next.Add(1)) - 1; i < len(batches); i = int(next.Add(1)) - 1 {
					sheets.Add(int64(len(batches[i].names)))
					pages.Add(int64(p.printBatch(batches[i])))
				}
				p.wait.Wait()
			})
		}
	})
	t.Logf("%d sheets on %d pages, %d PDFs in %.0f s", sheets.Load(), pages.Load(), len(batches), time.Since(began).Seconds())
	if sheets.Load() < 1400 {
		t.Errorf("only %d sheets", sheets.Load())
	}
}

// sheetCode is a QR code of a page.
var sheetCode = regexp.MustCompile(`<svg class="?code"?[^>]*>.*?</svg>`)

// scanCodes shows the codes of all sheets and reads them from pictures: each leads to the record on the website.
func scanCodes(t *testing.T, public string) {
	t.Helper()
	want := map[string]string{} // the code's markup by the address that it should lead to
	for name, data := range readTree(t, public) {
		if at := strings.Index("/"+name, "/print/"); at >= 0 && len(sheetClass.FindAll(data, 2)) == 1 && !isSet.MatchString(name) {
			want[printBase+name[:at]+strings.TrimSuffix(name[at+len("print/"):], "index.html")] = string(sheetCode.Find(data))
		}
	}
	ctx, stop := context.WithTimeout(newBrowser(t), 3*browserTimeout)
	defer stop()
	dir := t.TempDir()
	for i, addresses := range slices.Collect(slices.Chunk(slices.Sorted(maps.Keys(want)), 80)) {
		var page strings.Builder
		page.WriteString(`<!doctype html><style>svg{width:150px;height:150px;margin:20px}</style>`)
		for _, address := range addresses {
			page.WriteString(want[address])
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.html", i))
		writeFile(t, file, []byte(page.String()))
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1900, 1600), chromedp.Navigate("file://"+filepath.ToSlash(file))); err != nil {
			t.Fatal(err)
		}
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, file+".png", picture)
		read := strings.Fields(tool(t, "zbarimg", "-q", "--raw", file+".png"))
		slices.Sort(read)
		if !slices.Equal(read, addresses) {
			t.Errorf("the codes of %d sheets lead to %q, want %q", len(addresses), read, addresses)
		}
	}
	t.Logf("%d codes", len(want))
}

// isSet tells the sets of sheets, which have no code of their own.
var isSet = regexp.MustCompile(`(^|/)print/(now|month|cards|booklet)/`)

const (
	printTabs = 2
	batchSize = 50 // sheets; the time for a page grows with the number of pages in a PDF
)

// batch is sheets of a board in one page.
type batch struct {
	public string   // the built folder
	page   string   // below it
	names  []string // of the pages of the sheets
}

var (
	mainPart  = regexp.MustCompile(`(?s)<main>(.*)</main>`)
	relative  = regexp.MustCompile(`\b(src|href)="([^"#:]+)"`)
	sheetHead = []byte("</header>")
)

// sheetMark stands in the header of a sheet, out of its layout, and tells in the PDF where the sheet begins.
const sheetMark = `<span style="position:absolute;top:0;left:0;font-size:4px;line-height:1">§%d§</span></header>`

// batchSheets writes the pages with many sheets.
func batchSheets(t *testing.T, public string) []batch {
	t.Helper()
	tree := readTree(t, public)
	byBoard := map[string][]string{}
	for name, data := range tree {
		if strings.Contains("/"+name, "/print/") && len(sheetClass.FindAll(data, 2)) == 1 && !strings.Contains(name, "/print/now/") {
			board, _, _ := strings.Cut(name, "/")
			byBoard[board] = append(byBoard[board], name)
		}
	}
	var out []batch
	for board, names := range byBoard {
		slices.Sort(names)
		for part := range slices.Chunk(names, batchSize) {
			b := batch{public, fmt.Sprintf("batch-%s-%d.html", board, len(out)), part}
			var page bytes.Buffer
			for i, name := range part {
				data := relative.ReplaceAllFunc(tree[name], func(m []byte) []byte {
					sub := relative.FindSubmatch(m)
					return fmt.Appendf(nil, `%s="%s"`, sub[1], path.Join(path.Dir(name), string(sub[2])))
				})
				if i == 0 {
					page.Write(data[:bytes.Index(data, []byte("<main>"))+len("<main>")])
				}
				body := mainPart.FindSubmatch(data)[1]
				page.Write(bytes.Replace(body, sheetHead, fmt.Appendf(nil, sheetMark, i), 1))
			}
			page.WriteString("</main></body></html>")
			if err := os.WriteFile(filepath.Join(public, b.page), page.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b batch) int { return cmp.Compare(a.page, b.page) })
	return out
}

// printBatch prints many sheets at once and looks at each of them.
func (p *press) printBatch(b batch) (pages int) {
	sheets := p.open(b.public, b.page)
	if len(sheets) != len(b.names) {
		p.t.Errorf("%d sheets of %d in %s", len(sheets), len(b.names), b.page)
		return 0
	}
	all := openPDF(p.t, b.page, p.pdf())
	all.check(sheets)
	first := make([]int, len(sheets)+1)
	first[len(sheets)] = len(all.pages)
	for i := range sheets {
		mark := fmt.Sprintf("§%d§", i)
		first[i] = slices.IndexFunc(all.pages, func(text string) bool { return strings.Contains(text, mark) })
		if first[i] < 0 {
			p.t.Errorf("%s is not in the PDF", b.names[i])
			return 0
		}
		all.pages[first[i]] = strings.Replace(all.pages[first[i]], mark, "", 1)
	}
	for i, sheet := range sheets {
		one := &pdf{t: p.t, name: b.names[i], file: all.file, pages: all.pages[first[i]:first[i+1]]}
		for _, size := range all.sizes[first[i]:first[i+1]] {
			if size != papers[sheet.Paper] {
				p.t.Errorf("%s has a page of %s, wanted %s", one.name, size, sheet.Paper)
			}
		}
		one.checkSheet(sheet)
		one.checkFigures(b.public)
	}
	return len(all.pages)
}
