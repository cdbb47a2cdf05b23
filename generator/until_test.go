package generator

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// lastDay and nextDay set the clock of pages around the end of the notices of endingBoard: midnight in China, wherever
// the reader is.
const (
	lastDay = `Date.now = () => Date.UTC(2026, 10, 23, 15, 59, 59);`
	nextDay = `Date.now = () => Date.UTC(2026, 10, 23, 16, 0, 1);`
)

// countFound waits for the search that the address asks for, and counts what is found.
const countFound = `(async () => {
	for (let i = 0; i < 1000; i++) {
		if (/^(一共|先|没有)/.test(document.querySelector('.find .state').textContent)) break;
		await new Promise(done => setTimeout(done, 5));
	}
	return document.querySelectorAll('.found li').length;
})()`

// TestBrowserHidesWhatIsOver opens every page that was built on the last day of the notices on the day after: what is
// withdrawn by then cannot be read, selected or searched for, although nobody has built the board again. The lobby
// screens have a test of their own, for their script decides by itself.
func TestBrowserHidesWhatIsOver(t *testing.T) {
	public := path.Join(t.TempDir(), "public")
	buildOn(t, endingFolder(t), public, "2026-11-23")
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(server.Close)
	ctx, stop := context.WithTimeout(newBrowser(t), 3*browserTimeout)
	t.Cleanup(stop)
	texts := func(name string) string {
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+strings.TrimSuffix(name, "index.html"))); err != nil {
			t.Fatal(name, err)
		}
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.title + (document.body || document.documentElement).textContent`))
		if err != nil {
			t.Fatal(name, err)
		}
		return text
	}
	clock := func(script string) {
		if _, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
			t.Fatal(err)
		}
	}
	find := func() int {
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/search/?q=zqg")); err != nil {
			t.Fatal(err)
		}
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int](countFound, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const record = "buzhu/mingdan/index.html"
	clock(lastDay)
	if !strings.Contains(texts(record), "zqg") {
		t.Error("the list is hidden on its last day")
	}
	if find() == 0 {
		t.Error("the list cannot be found on its last day")
	}
	clock(nextDay)
	if n := find(); n != 0 {
		t.Errorf("%d pages with withdrawn names are found", n)
	}
	for name := range readTree(t, public) {
		if path.Ext(name) != ".html" || strings.HasPrefix(name, "screen/") && name != "screen/index.html" ||
			strings.Contains(name, "juwu/qita/") || // uses a file of another record, of which check warns
			strings.HasPrefix(name, "jiu/") { // on its way to the record
			continue
		}
		text := texts(name)
		for _, mark := range append(endingMarks(), "购置", "900.00") { // as well as the accounts of October, which count in sums
			if strings.Contains(text, mark) {
				t.Errorf("%s can still be read on %s", mark, name)
			}
		}
	}
	if got := texts(record); !strings.Contains(got, "内容已撤下") {
		t.Errorf("the page of the list does not say why it is empty: %s", got)
	}
}
