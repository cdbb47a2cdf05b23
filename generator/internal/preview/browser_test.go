package preview

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// newBrowser starts a browser without a window and without any traffic of its own.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "microsoft-edge"} {
		if found, err := exec.LookPath(name); program == "" && err == nil {
			program = found
		}
	}
	if program == "" {
		t.Fatal("no Chromium: make test installs it, or set CHROMIUM to the path of one")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir())}
	for _, flag := range []string{
		"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// TestBrowserFollows keeps a page open while its source is edited, broken and
// mended. The page forbids scripts and styles that are written into it.
func TestBrowserFollows(t *testing.T) {
	strict := func(text string) string {
		return `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'self'">` +
			`</head><body><p>` + text + `</p></body></html>`
	}
	s := start(t, map[string]string{"index.html": strict("first")}, nil)
	ctx := newBrowser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(s.url+"/")); err != nil {
		t.Fatal(err)
	}
	// What the reader sees: the page, and what lies over it, which is red and at the bottom.
	const seen = `(() => {
		const over = document.querySelector("gongkai-findings")?.shadowRoot?.querySelector("details");
		if (!over) return document.querySelector("p").innerText;
		const box = over.getBoundingClientRect();
		const laid = Math.abs(box.bottom - innerHeight) < 1 && getComputedStyle(over.querySelector("summary")).backgroundColor;
		return document.querySelector("p").innerText + " " + laid + " " + over.querySelector(".place").innerText;
	})()`
	shows := func(want string) {
		t.Helper()
		got := ""
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			got, _ = chromedp.Run(ctx, chromedp.Evaluate[string](seen)) // fails while the page reloads
			if got == want {
				return
			}
		}
		t.Fatalf("the page shows %q, want %q", got, want)
	}
	shows("first")
	s.write("index.html", strict("second"))
	shows("second")
	s.write("index.html", strict("bad"))
	shows("second rgb(155, 27, 30) index.html:3:2")
	s.write("index.html", strict("mended"))
	shows("mended")
}

// TestBrowserStaysWhereItWas reads far down a page, which is edited, broken, opened by the button of the finding, and mended.
func TestBrowserStaysWhereItWas(t *testing.T) {
	long := func(text string) string {
		return `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'self'"></head><body><p>` + text + `</p><details><summary data-reading="elder">大字版</summary></details>` +
			strings.Repeat("<p>行</p>", 400) + `</body></html>`
	}
	var mu sync.Mutex
	opened := ""
	s := start(t, map[string]string{"index.html": long("first")}, func(o *Options) {
		o.Desk = Desk{
			Edit:  func(file string) error { mu.Lock(); defer mu.Unlock(); opened = file; return nil },
			View:  func() View { return View{} },
			Place: func(string) Place { return Place{State: "草稿"} },
		}
	})
	ctx := newBrowser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(s.url+"/")); err != nil {
		t.Fatal(err)
	}
	until := func(script, want string) {
		t.Helper()
		got := ""
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if got, _ = chromedp.Run(ctx, chromedp.Evaluate[string](script)); got == want {
				return
			}
		}
		t.Fatalf("%s is %q, want %q", script, got, want)
	}
	const seen = `document.querySelector("p").innerText + " " + Math.round(scrollY)`
	until(seen, "first 0")
	until(`(scrollTo(0, 3000), "" + Math.round(scrollY))`, "3000")
	s.write("index.html", long("second"))
	until(seen, "second 3000")
	s.write("index.html", long("bad"))
	until(`document.querySelector("gongkai-findings")?.shadowRoot?.querySelector("[data-edit]")?.dataset.edit ?? ""`, "index.html")
	until(`(document.querySelector("gongkai-findings").shadowRoot.querySelector("[data-edit]").click(), "clicked")`, "clicked")
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		mu.Lock()
		done := opened == "index.html"
		mu.Unlock()
		if done {
			break
		}
	}
	mu.Lock()
	if opened != "index.html" {
		t.Errorf("the button opened %q", opened)
	}
	mu.Unlock()
	s.write("index.html", long("mended"))
	until(seen, "mended 3000")
	until(`document.querySelector("gongkai-bar").shadowRoot.querySelector(".state").innerText`, "草稿")
	until(`(() => { // a summary answers to a press without any script
		document.querySelector("gongkai-bar").shadowRoot.querySelector("[data-press]:not([hidden])").click();
		return String(document.querySelector("details").open);
	})()`, "true")
	if err := chromedp.Do(ctx, chromedp.Navigate(s.url+"/.gongkai/phone?page=/")); err != nil {
		t.Fatal(err)
	}
	until(`(() => { const inner = document.querySelector("iframe").contentDocument; return inner.querySelector("p")?.innerText + " " + innerWidthOf(inner) + " " + !!inner.querySelector("gongkai-bar"); function innerWidthOf(d) { return d.documentElement.clientWidth < 400; } })()`, "mended true false")
}
