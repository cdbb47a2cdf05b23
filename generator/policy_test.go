package generator

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"
)

// tellViolations makes the console tell what the policy of a page has blocked, in time for what is in its head.
const tellViolations = `addEventListener('securitypolicyviolation', e => console.error('blocked ' + e.effectiveDirective + ': ' + e.blockedURI + ' ' + e.sample + ' at ' + e.sourceFile));`

// differences are what pages differ by: the templates of the page and of its blocks, and what it loads.
var differences = regexp.MustCompile(`<(?:body|section|figure|article|iframe|img|script|div) ?(?:class="?[a-z ]+)?`)

// TestPolicyBlocksNothing opens pages of every template, from a server and from a folder, uses a chart in each way, and
// lets screens run: the policy that all of them state may block nothing of what they do.
func TestPolicyBlocksNothing(t *testing.T) {
	ctx, stop := context.WithTimeout(newBrowser(t), 5*browserTimeout)
	t.Cleanup(stop)
	v := &visit{}
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			v.add("exception: %s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			v.add("%s", e.Args[0].Value)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: tellViolations}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, board := range []string{"kinds", "screen", "catalogue", "staff", "plan"} {
		archive, err := txtar.ParseFile("testdata/golden/" + board + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		source := t.TempDir()
		for _, f := range archive.Files {
			writeFile(t, filepath.Join(source, f.Name), f.Data)
		}
		public := buildTo(t, Options{Source: source})
		server := httptest.NewServer(http.FileServer(http.Dir(public)))
		for name, data := range readTree(t, public) {
			if path.Ext(name) != ".html" {
				continue
			}
			again := true
			for _, mark := range differences.FindAllString(string(data), -1) {
				again, seen[mark] = again && seen[mark], true
			}
			if !strings.Contains(string(data), "Content-Security-Policy") {
				t.Errorf("%s: %s states no policy", board, name)
			}
			if again || strings.Contains(string(data), "http-equiv=refresh") || strings.Contains(string(data), `http-equiv="refresh"`) {
				continue // made of what other pages are made of, or on its way to another one
			}
			for _, address := range []string{server.URL + "/" + strings.TrimSuffix(name, "index.html"), "file://" + filepath.ToSlash(filepath.Join(public, name))} {
				v.faults = nil
				v.use(ctx, address, board == "kinds" && strings.Contains(string(data), "data-bundle"))
				for _, fault := range v.faults {
					t.Errorf("%s: %s: %s", board, address, fault)
				}
			}
		}
		server.Close()
	}
}

// use opens a page, and the first chart in it with the mouse.
func (v *visit) use(ctx context.Context, address string, chart bool) {
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		v.add("%v", err)
		return
	}
	if !chart {
		return
	}
	fault, err := chromedp.Run(ctx, chromedp.Evaluate[string](wake, chromedp.EvalAwaitPromise))
	if err != nil || fault != "" {
		v.add("%s %v", fault, err)
		return
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => {
		const view = document.querySelector('figure[data-chart] [data-view]'), r = view.getBoundingClientRect();
		for (const type of ['mousemove', 'mouseover']) for (let x = 0.1; x < 1; x += 0.1)
			document.elementFromPoint(r.left + r.width * x, Math.min(innerHeight - 1, r.top + r.height / 2))?.dispatchEvent(
				new MouseEvent(type, {bubbles: true, clientX: r.left + r.width * x, clientY: r.top + r.height / 2}));
		view.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
		return true;
	})()`)); err != nil {
		v.add("%v", err)
	}
}
