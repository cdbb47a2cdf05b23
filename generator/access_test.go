package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"gongkai/generator/internal/theme"
)

// axeScript is the accessibility audit.
const axeScript = checkers + "/node_modules/axe-core/axe.min.js"

// modes are the ways of reading, with what a browser remembers of the reader's choice.
var modes = []struct{ name, choice string }{
	{"normal", `{}`}, {"elder", `{"elder":true}`}, {"dark", `{"dark":true}`}, {"contrast", `{"contrast":true,"elder":true}`},
}

// serveStrict serves an output folder under the policy that web servers are told to send.
func serveStrict(t *testing.T, public string) string {
	t.Helper()
	files := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", theme.ServerPolicy)
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// audit runs axe on the page that is open and returns what it finds, "" for nothing.
const audit = `;axe.run(document, {resultTypes: ['violations'], iframes: false}).then(r =>
	r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')).join('\n'))`

// small lists what is smaller than 大字版 promises: text below 20 px, what can be tapped below 60 px, or below 44 px in
// tables and between words. Links in running text are as high as their line. It lists a switch on a line of its own, too.
const small = `(() => {
	const out = [], shown = e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || e.closest('svg, .visually-hidden, .glass, script') || !shown(e)) continue;
		const px = parseFloat(getComputedStyle(e).fontSize);
		if (px < 20) out.push(texts.currentNode.data.trim().slice(0, 20) + ' in ' + px + ' px');
	}
	for (const e of document.querySelectorAll('a, button, summary, input, select')) {
		if (!shown(e) || e.closest('.prose, .note, .empty, .glass, .skip') || e.closest('p') && e.closest('p').matches('.intro p:not(.about)')) continue;
		const least = e.closest('table, dl, .links') ? 44 : 60, h = e.getBoundingClientRect().height;
		if (h < least - .5) out.push(e.tagName + ' ' + e.textContent.trim().slice(0, 20) + ' is ' + h + ' high');
	}
	const tops = [...document.querySelectorAll('.reading > *')].filter(shown).map(e => e.getBoundingClientRect().top);
	if (tops.length > 1 && tops.at(-1) !== tops.at(-2)) out.push('the last switch stands alone');
	return out.slice(0, 6).join('; ');
})()`

// sampled is of how many pages that are like others one is looked at, in one way of reading.
const sampled = 4

// TestAccessibility has axe look at pages under a strict policy for content: the first page of each template of each
// board in every way of reading, some of the others in one of them, at the width of a phone or of a desktop.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile(axeScript)
	if err != nil {
		t.Fatalf("%v: make test installs it", err)
	}
	host := serveStrict(t, builtSamples(t))
	pages := pagesToOpen(t)
	ctx := newBrowser(t)
	setClock(ctx, t)
	audits := 0
	for m, mode := range modes {
		remember(ctx, t, host, mode.choice)
		seen := map[string]bool{}
		for i, page := range pages {
			first := !seen[page.group]
			seen[page.group] = true
			if !first && i%(sampled*len(modes)) != m {
				continue
			}
			audits++
			width := []int64{390, 1280}[(i+m)%2]
			checks := []string{overflowing, string(axe) + audit}
			if mode.name == "elder" {
				checks = append(checks, small)
			}
			if found := inspect(ctx, host+"/"+page.path, width, checks); found != "" {
				t.Errorf("%s, %s at %d px: %s", page.path, mode.name, width, found)
			}
		}
	}
	t.Logf("%d audits of %d pages", audits, len(pages))
}

// remember makes the browser hold a choice of reading for a host.
func remember(ctx context.Context, t *testing.T, host, choice string) {
	t.Helper()
	set := "localStorage.setItem('gongkai-reading', '" + choice + "')"
	if err := chromedp.Do(ctx, chromedp.Navigate(host+"/404.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](set)); err != nil {
		t.Fatal(err)
	}
}

// inspect opens a page and returns what the checks say of it.
func inspect(ctx context.Context, address string, width int64, checks []string) string {
	ctx, stop := context.WithTimeout(ctx, browserTimeout)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address)); err != nil {
		return err.Error()
	}
	found := ""
	for _, check := range checks {
		said, err := chromedp.Run(ctx, chromedp.Evaluate[string](check, chromedp.EvalAwaitPromise))
		if err != nil {
			return err.Error()
		}
		found += said
	}
	return found
}

// TestEntriesAreRows proves that rows and cells that are laid out as entries, for want of room on a phone, are told as
// rows and cells to who hears them.
func TestEntriesAreRows(t *testing.T) {
	host := serveStrict(t, buildTo(t, Options{Source: "../content/xiangyang", undrawn: true}))
	ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
	defer stop()
	for page, rows := range map[string]string{"/huodong/fangan/gonggu/": ".schedule tbody tr", "/caiwu/2026-10/": ".stacked tbody tr"} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(host+page)); err != nil {
			t.Fatal(err)
		}
		count := `(all => [all.length, [...all].reduce((n, row) => n + row.querySelectorAll('td:not(:empty)').length, 0)])(document.querySelectorAll('` + rows + `'))`
		want, err := chromedp.Run(ctx, chromedp.Evaluate[[2]int](count))
		if err != nil {
			t.Fatal(err)
		}
		tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]int{}
		for _, n := range tree.Nodes {
			if !n.Ignored {
				told[strings.Trim(string(n.Role.Value), `"`)]++
			}
		}
		if want[0] == 0 || told["row"] < want[0] || told["cell"] < want[1] || told["rowheader"] == 0 {
			t.Errorf("%s: %v, want %d rows and %d cells", page, told, want[0], want[1])
		}
	}
}

// toggle operates a switch with the keyboard.
const toggle = `(() => { const b = document.querySelector('[data-reading="%s"]'); b.focus(); b.click(); return b.getAttribute('aria-pressed'); })()`

// looks says how a page is shown: the size of its text, its ground, and whether the switch is on.
const looks = `[getComputedStyle(document.body).fontSize, getComputedStyle(document.documentElement).colorScheme,
	document.querySelector('[data-reading="elder"]').getAttribute('aria-pressed')].join(' ')`

// TestReadingIsRemembered switches as a reader would, on a server and in a folder, and turns to another page. A browser
// that remembers nothing still switches the page that is open.
func TestReadingIsRemembered(t *testing.T) {
	public := buildTo(t, Options{Source: "../content/xiangyang"})
	ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
	defer stop()
	run := func(script string) string {
		t.Helper()
		said, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	open := func(address string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
	}
	for _, host := range []string{serveStrict(t, public), "file://" + public} {
		open(host + "/index.html")
		if said := run(looks); said != "16px normal false" {
			t.Errorf("%s at first: %s", host, said)
		}
		run(fmt.Sprintf(toggle, "elder"))
		run(fmt.Sprintf(toggle, "dark"))
		open(host + "/caiwu/index.html")
		if said := run(looks); said != "20px dark true" {
			t.Errorf("%s after switching: %s", host, said)
		}
		run(fmt.Sprintf(toggle, "elder"))
		run(fmt.Sprintf(toggle, "dark"))
		open(host + "/index.html")
		if said := run(looks); said != "16px normal false" {
			t.Errorf("%s after switching back: %s", host, said)
		}
		run(`(() => { Storage.prototype.setItem = () => { throw new Error('full') }; return '' })()`)
		if said := run(fmt.Sprintf(toggle, "elder")) + run(looks); said != "true20px normal true" {
			t.Errorf("%s without a memory: %s", host, said)
		}
	}
}
