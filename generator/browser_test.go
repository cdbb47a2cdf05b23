package generator

import (
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"gongkai/generator/internal/publish"
)

// browserTimeout bounds one page: chromedp itself waits for ever for a browser that does not start.
const browserTimeout = 60 * time.Second

// browserNames are what a Chromium is called on the systems that tests run on.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "microsoft-edge"}

// browserProgram finds the browser.
func browserProgram(t *testing.T) string {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	for _, name := range browserNames {
		if found, err := exec.LookPath(name); program == "" && err == nil {
			program = found
		}
	}
	if program == "" {
		t.Fatal("no Chromium: make test installs it, or set CHROMIUM to the path of one")
	}
	return program
}

// newBrowser starts a browser without a window and without any traffic of its own.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browserProgram(t)), chromedp.UserDataDir(t.TempDir())}
	for _, flag := range []string{
		"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// setClock lets pages that are opened from now on take the sample date for today: what ends later is hidden by
// their scripts when it has ended.
func setClock(ctx context.Context, t *testing.T) {
	t.Helper()
	noon, err := time.Parse(time.DateOnly+" 15:04 -0700", sampleDate+" 12:00 +0800")
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(`{ const now = Date.now, ahead = %d - now(); Date.now = () => now() + ahead; }`, noon.UnixMilli())
	if _, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		t.Fatal(err)
	}
}

// visit is what happened while a page was open.
type visit struct {
	mu     sync.Mutex
	faults []string
}

func (v *visit) add(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

// listen notes console errors, exceptions, failed requests and requests to anywhere but host.
func (v *visit) listen(host string) func(any) {
	return func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			v.add("exception: %s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
				v.add("console %s: %s", e.Type, e.Args[0].Value)
			}
		case *network.EventRequestWillBeSent:
			if u, err := url.Parse(e.Request.URL); err != nil || u.Host != host && u.Scheme != "data" {
				v.add("request to elsewhere: %s", e.Request.URL)
			}
		case *network.EventResponseReceived:
			if e.Response.Status >= http.StatusBadRequest {
				v.add("%d for %s", e.Response.Status, e.Response.URL)
			}
		}
	}
}

// overflowing lists what is wider than the window, which a phone would have to scroll to, what is cut, and numbers that a
// line breaks. Boxes that scroll by themselves are left out.
const overflowing = `(() => {
	const out = [], width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > width) out.push('page is ' + document.documentElement.scrollWidth + ' wide');
	for (const e of document.body.querySelectorAll('*')) {
		if (e.closest('svg, .visually-hidden, [data-scroll]')) continue;
		const r = e.getBoundingClientRect();
		if (r.width > 1 && r.height > 1 && r.right > width + 1) {
			let p = e.parentElement;
			while (p && !/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) p = p.parentElement;
			if (!p || p === document.body) out.push(e.tagName + '.' + e.className + ' ends at ' + Math.round(r.right));
		}
	}
	for (const e of document.querySelectorAll('.whole')) if (e.getClientRects().length > 1) out.push(e.textContent + ' is on two lines');
	return out.slice(0, 5).join('; ');
})()`

// smallText lists drawn text too small to read on the screen it is shown on.
const smallText = `(() => {
	const out = [];
	for (const svg of document.querySelectorAll('figure svg')) {
		const r = svg.getBoundingClientRect();
		if (!r.width) continue;
		const scale = r.width / svg.viewBox.baseVal.width;
		for (const t of svg.querySelectorAll('text')) {
			const px = parseFloat(t.getAttribute('font-size') || getComputedStyle(t).fontSize) * scale;
			if (t.textContent.trim() && px < 9.5) { out.push(t.textContent + ' ' + px.toFixed(1) + 'px'); break; }
		}
	}
	return out.slice(0, 5).join('; ');
})()`

// everyRecord are sections of which all records are opened.
var everyRecord = map[string]bool{"xiangyang/chengnuo": true, "xiangyang/juwu": true, "xiangyang/tongzhi": true}

// pageToOpen is a page, and the board and template that it is made with.
type pageToOpen struct{ path, group string }

// aFew is of how many pages of units, measures and items of the scheme one is opened.
const aFew = 4

// pagesToOpen are the pages of all boards, but of the records and of the archive of a folder only the first, and some of
// those of units, measures and the scheme: the others are made the same way.
func pagesToOpen(t *testing.T) []pageToOpen {
	t.Helper()
	b, err := begin(Options{Source: "../content", Date: sampleDate, undrawn: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.end()
	for _, phase := range []func(){b.scan, b.outline, b.read, b.assemble, b.plan} {
		phase()
	}
	if b.stopped() {
		t.Fatal(b.failed, b.found.Findings())
	}
	var out []pageToOpen
	seen, gathered := map[string]bool{}, 0
	for _, p := range b.pages {
		if p.Paper || p.Template == "redirect" {
			continue // sheets are opened at the size of their paper, by TestSheetsOnPaper
		}
		group := path.Dir(path.Dir(p.Path))
		if (p.Template == "record" || p.Template == "archive") && seen[group] && !everyRecord[group] {
			continue
		}
		if strings.Contains(p.Path, "/unit/") || strings.Contains(p.Path, "/scheme/") {
			if gathered++; gathered%aFew != 1 {
				continue
			}
		}
		seen[group] = true
		out = append(out, pageToOpen{p.Path, p.Site.Base + p.Template})
	}
	return out
}

// TestPagesInBrowser opens pages of the sample boards at the widths of phones and
// of a desktop. Nothing may be wider than the window, fail, or be fetched from elsewhere.
func TestPagesInBrowser(t *testing.T) {
	public := builtSamples(t)
	pages := pagesToOpen(t)
	t.Logf("%d pages", len(pages))
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(server.Close)
	ctx := newBrowser(t)
	setClock(ctx, t)
	v := &visit{}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, v.listen(strings.TrimPrefix(server.URL, "http://"))); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{320, 390, 1280} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			v.faults = nil
			v.open(ctx, server.URL+"/"+page.path)
			for _, fault := range v.faults {
				t.Errorf("%s at %d px: %s", page.path, width, fault)
			}
		}
	}
}

// menu opens the list of sections on a phone, by its link alone, and says what is wrong with it.
const menu = `(() => {
	const shown = () => [...document.querySelectorAll('.nav li')].filter(e => e.getBoundingClientRect().height > 0);
	const all = document.querySelectorAll('.nav li').length - 1, before = shown();
	const height = document.querySelector('.nav').getBoundingClientRect().height;
	if (height > 60) return 'closed it is ' + height + ' high';
	if (before.length > 3) return before.length + ' entries are in its line';
	location.hash = before.at(-1).querySelector('a').hash;
	const cut = shown().filter(e => e.scrollWidth > e.clientWidth + 1);
	if (shown().length < all) return 'opened it shows ' + shown().length + ' of ' + all;
	return cut.map(e => e.textContent).join();
})()`

// TestManySectionsOnAPhone proves that a board of many sections does not begin with a screen full of them, and that all
// are found without a script.
func TestManySectionsOnAPhone(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(buildTo(t, Options{Source: "../content", undrawn: true}))))
	t.Cleanup(server.Close)
	ctx := newBrowser(t)
	for _, width := range []int64{320, 390} {
		for _, page := range []string{"beiling/index.html", "qingshui/yijian/index.html"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+"/"+page)); err != nil {
				t.Fatal(err)
			}
			if fault, err := chromedp.Run(ctx, chromedp.Evaluate[string](menu)); err != nil || fault != "" {
				t.Errorf("%s at %d px: %s %v", page, width, fault, err)
			}
		}
	}
}

// wake uses the first chart of the page as a mouse would, and says whether a live chart stands in
// the place of the drawing: one that was not there before and answers to the pointer.
const wake = `new Promise(done => {
	const figure = document.querySelector('figure[data-chart]');
	const view = figure.querySelector('.on-wide');
	const before = view.innerHTML.length, drawing = view.querySelector('svg.chart-svg');
	const shown = () => drawing.isConnected && getComputedStyle(drawing).display !== 'none' && drawing.getBoundingClientRect().width > 0;
	if (!shown() || typeof echarts !== 'undefined') return done('not a drawing at first');
	view.dispatchEvent(new PointerEvent('pointerenter'));
	const until = Date.now() + 10000;
	const look = () => {
		const live = [...view.querySelectorAll('svg')].some(s => s !== drawing && s.getBoundingClientRect().width > 100);
		if (live && !shown()) return done('');
		if (Date.now() > until) return done('no live chart: ' + view.innerHTML.length + ' of ' + before);
		setTimeout(look, 50);
	};
	look();
})`

// TestChartTakesOver proves in each theme that a drawing becomes a live chart when it is used, and
// that the page needs no script for anything else: without one, drawing and table are there.
func TestChartTakesOver(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(builtSamples(t))))
	t.Cleanup(server.Close)
	ctx := newBrowser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // starts it, for all pages
		t.Fatal(err)
	}
	for _, page := range []string{"xiangyang/caiwu", "qingshui/yeji"} {
		t.Run(page, func(t *testing.T) { takesOver(ctx, t, server.URL+"/"+page+"/index.html") })
	}
}

func takesOver(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, browserTimeout)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	fault, err := chromedp.Run(ctx, chromedp.Evaluate[string](wake, chromedp.EvalAwaitPromise))
	if err != nil || fault != "" {
		t.Errorf("%s %v", fault, err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
		t.Fatal(err)
	}
	missing, err := chromedp.Run(ctx, chromedp.Evaluate[int](`[...document.querySelectorAll('figure[data-chart]')].filter(f =>
		!f.querySelector('.on-wide svg').getBoundingClientRect().width || !f.querySelector('table tbody tr')).length`))
	if err != nil || missing > 0 {
		t.Errorf("%d charts without drawing or table where scripts are off; %v", missing, err)
	}
}

// buildPage builds one page of the sample boards, with its charts: those of all pages take minutes to draw.
func buildPage(t *testing.T, name string) string {
	t.Helper()
	public := filepath.Join(t.TempDir(), "public")
	b, err := begin(Options{Source: "../content", Destination: public, Date: sampleDate, CacheDir: chartCache})
	if err != nil {
		t.Fatal(err)
	}
	defer b.end()
	for _, phase := range []func(){b.scan, b.outline, b.read, b.assemble, b.plan, b.loadThemes} {
		phase()
	}
	b.pages = slices.DeleteFunc(b.pages, func(p page) bool { return p.Path != name })
	b.render(func(o Options) (publish.Output, error) { return publish.Open(o.Destination, publish.Options{}) })
	if b.stopped() {
		t.Fatal(b.failed, b.found.Findings())
	}
	return public
}

// readmePicture is the picture in README.md.
const readmePicture = "../.readme/home.png"

// TestReadmePicture keeps the picture in README.md what the browser shows: -update takes it again.
func TestReadmePicture(t *testing.T) {
	if *update {
		server := httptest.NewServer(http.FileServer(http.Dir(buildPage(t, "xiangyang/index.html"))))
		t.Cleanup(server.Close)
		ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
		defer stop()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 1180), chromedp.Navigate(server.URL+"/xiangyang/index.html")); err != nil {
			t.Fatal(err)
		}
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, readmePicture, picture)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := os.Open(readmePicture)
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	if size, err := png.DecodeConfig(picture); err != nil || size.Width < 1200 {
		t.Errorf("%s: %v, %d wide", readmePicture, err, size.Width)
	}
	if !strings.Contains(string(readme), strings.TrimPrefix(readmePicture, "../")) {
		t.Error("README.md does not show its picture")
	}
}

func (v *visit) open(ctx context.Context, address string) {
	ctx, stop := context.WithTimeout(ctx, browserTimeout)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		v.add("%v", err)
		return
	}
	for _, script := range []string{overflowing, smallText} {
		if found, err := chromedp.Run(ctx, chromedp.Evaluate[string](script)); err != nil || found != "" {
			v.add("%s %v", found, err)
		}
	}
}

// useTools presses the tools below the first chart of a page and says what they give: whether the table stands alone,
// how many shapes a drawing has with a series off and on again, and what there is to download.
const useTools = `(async () => {
	const figure = document.querySelector('figure[data-chart]'), tools = figure.querySelector('.tools'), view = figure.querySelector('.on-wide');
	const press = name => [...tools.querySelectorAll('button')].find(b => b.textContent === name).click();
	const until = async (what, done) => { for (let i = 0; !done(); i++) { if (i > 1000) throw new Error(what); await new Promise(d => setTimeout(d, 10)); } };
	const out = {}, shapes = () => [...view.querySelectorAll('svg')].filter(s => s.clientWidth)[0].querySelectorAll('path').length;
	press('只看表格');
	out.alone = !figure.querySelector('.drawing').offsetHeight && figure.querySelector('table').offsetHeight > 0;
	press('只看表格');
	press('收入');
	await until('no live chart', () => view.chart);
	await new Promise(d => setTimeout(d, 500));
	const off = shapes();
	press('收入');
	await new Promise(d => setTimeout(d, 500));
	out.series = off < shapes();
	const files = {};
	URL.createObjectURL = blob => { files[blob.type] = blob; return '#'; };
	['PNG', 'SVG', 'CSV'].forEach(press);
	await until('no picture', () => files['image/png']);
	const picture = await createImageBitmap(files['image/png']);
	out.png = picture.width + ' ' + (files['image/png'].size > 5000);
	out.svg = await files['image/svg+xml'].text();
	out.csv = new TextDecoder('utf-8', {ignoreBOM: true}).decode(await files['text/csv'].arrayBuffer());
	return JSON.stringify(out);
})()`

// TestChartTools uses what stands below a chart, under the policy that servers send.
func TestChartTools(t *testing.T) {
	host := serveStrict(t, buildTo(t, Options{Source: "../content/xiangyang"}))
	ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(host+"/caiwu/index.html")); err != nil {
		t.Fatal(err)
	}
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](useTools, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Alone, Series bool
		PNG, SVG, CSV string
	}
	decodeJSON(t, []byte(said), &got)
	if !got.Alone || !got.Series || !strings.HasSuffix(got.PNG, " true") {
		t.Errorf("table alone %t, series toggles %t, picture %s", got.Alone, got.Series, got.PNG)
	}
	if !strings.Contains(got.SVG, `xmlns="http://www.w3.org/2000/svg"`) || !strings.Contains(got.SVG, "10月") {
		t.Errorf("%.300s", got.SVG)
	}
	if !strings.HasPrefix(got.CSV, "\uFEFF期间,收入,支出\r\n") || !strings.Contains(got.CSV, "\r\n10月,29740.00,28149.60\r\n") {
		t.Errorf("%.300s", got.CSV)
	}
}
