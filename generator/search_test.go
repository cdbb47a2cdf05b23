package generator

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	wide "golang.org/x/text/width"
)

// article is what a record's page says, read from the page itself.
type article struct {
	parts []string // texts that stand together
	all   string   // all of it without spaces
}

// articles reads the pages of all records of an output folder, by their paths.
func articles(t *testing.T, public string) map[string]article {
	t.Helper()
	out := map[string]article{}
	for name, data := range readTree(t, public) {
		if !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, "print/") {
			continue
		}
		doc, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Data == "article" && hasClass(n, "sheet") {
				var a article
				a.read(n)
				out[name] = a
			}
		}
	}
	return out
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
			return true
		}
	}
	return false
}

func (a *article) read(sheet *html.Node) {
	for n := range sheet.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			a.all += strings.Join(strings.Fields(n.Data), "")
		}
		ordinary := n.Data == "td" || n.Data == "th" || n.Data == "h1" || n.Data == "p" && n.Parent.Data == "section" && hasClass(n.Parent, "prose")
		if n.Type == html.ElementNode && ordinary && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && n.FirstChild == n.LastChild {
			a.parts = append(a.parts, n.FirstChild.Data)
		}
	}
}

// questions picks pieces of what pages say, and for each the pages that say it.
func questions(pages map[string]article, n int) map[string][]string {
	names := make([]string, 0, len(pages))
	for name := range pages {
		names = append(names, name)
	}
	slices.Sort(names)
	random := rand.New(rand.NewPCG(8, 22))
	out := map[string][]string{}
	for len(out) < n {
		a := pages[names[random.IntN(len(names))]]
		part := []rune(a.parts[random.IntN(len(a.parts))])
		length := min(len(part), 1+random.IntN(7))
		from := random.IntN(len(part) - length + 1)
		q := string(part[from : from+length])
		if strings.ContainsAny(q, "0123456789") {
			q = string(part) // numbers are asked for as a whole
		}
		if strings.ContainsFunc(q, unicode.IsSpace) || q == "—" || len(q) > 40 {
			continue
		}
		out[q] = nil
		for name, a := range pages {
			if slices.ContainsFunc(a.parts, whole(q).MatchString) {
				out[q] = append(out[q], name)
			}
		}
	}
	return out
}

// whole finds a text; a number at its ends is not a piece of another.
func whole(q string) *regexp.Regexp {
	pattern := regexp.QuoteMeta(q)
	if q[0] >= '0' && q[0] <= '9' {
		pattern = `(^|[^0-9.,])` + pattern
	}
	if last := q[len(q)-1]; last >= '0' && last <= '9' {
		pattern += `($|[^0-9.,])`
	}
	return regexp.MustCompile(pattern)
}

// askAll asks every question of the page that is open, to the end, and returns the paths of what is found.
const askAll = `(async () => {
	const form = document.querySelector('form[role="search"]'), more = document.querySelector('button.more'), out = {};
	const state = document.querySelector('.find .state'), settled = async () => {
		for (let i = 0; state.textContent === '正在查找…' || !state.textContent; i++) {
			if (i > 2000) throw new Error('no end: ' + form.elements.q.value);
			await new Promise(done => setTimeout(done, 5));
		}
	};
	let slowest = 0;
	for (const q of %s) {
		const start = performance.now();
		form.elements.q.value = q;
		form.dispatchEvent(new Event('input'));
		await settled();
		slowest = Math.max(slowest, performance.now() - start);
		while (!more.hidden) { state.textContent = '正在查找…'; more.click(); await settled(); }
		out[q] = [...document.querySelectorAll('.found a')].map(a => decodeURIComponent(a.pathname));
		for (const li of document.querySelectorAll('.found li')) if (!li.querySelector('mark')) out[q].push('no mark in ' + li.textContent);
	}
	return JSON.stringify({out, slowest});
})()`

// TestSearchFindsAll asks 200 questions, of a folder of files. Everything that a page says is found,
// and nothing else is among the first ten.
func TestSearchFindsAll(t *testing.T) {
	public := buildTo(t, Options{Source: "../content/xiangyang"})
	pages := articles(t, public)
	asked := questions(pages, 200)
	var list []string
	for q := range asked {
		list = append(list, q)
	}
	slices.Sort(list)
	text, _ := json.Marshal(list) // strings
	ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
	defer stop()
	setClock(ctx, t)
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+path.Join(public, "search", "index.html"))); err != nil {
		t.Fatal(err)
	}
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(askAll, text), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Out     map[string][]string
		Slowest float64
	}
	if err := json.Unmarshal([]byte(said), &answer); err != nil {
		t.Fatal(err)
	}
	wanted := 0
	for q, want := range asked {
		got := answer.Out[q]
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], public+"/")
		}
		wanted += len(want)
		for _, page := range want {
			if !slices.Contains(got, page) {
				t.Errorf("%q: %s is not found", q, page)
			}
		}
		for _, page := range got[:min(len(got), 10)] {
			// Full-width characters are taken for ordinary ones: who asks for 8:30 finds 8：30.
			if a, ok := pages[page]; ok && !strings.Contains(wide.Fold.String(a.all), wide.Fold.String(q)) {
				t.Errorf("%q: %s does not say it", q, page)
			}
		}
		if n := len(got); n != len(slices.Compact(slices.Sorted(slices.Values(got)))) {
			t.Errorf("%q: something is there twice among %d", q, n)
		}
	}
	t.Logf("%d questions, %d pages to be found, the slowest answer after %.0f ms", len(asked), wanted, answer.Slowest)
}

// askOne types a question letter by letter and waits for each answer.
const askOne = `(async () => {
	const form = document.querySelector('form[role="search"]'), state = document.querySelector('.find .state');
	while (form.elements.year.options.length < 2) await new Promise(done => setTimeout(done, 5));
	for (let i = 1; i <= %[1]s.length; i++) {
		form.elements.q.value = %[1]s.slice(0, i);
		form.dispatchEvent(new Event('input'));
		while (state.textContent === '正在查找…') await new Promise(done => setTimeout(done, 5));
	}
	return performance.getEntriesByType('resource').filter(e => e.name.includes('/docs.')).length;
})()`

// TestSearchReadsLittle proves that a question reads a few files and not the whole index, least of all while a number
// is being typed that is only the beginning of one.
func TestSearchReadsLittle(t *testing.T) {
	host := serveStrict(t, buildTo(t, Options{Source: "../content/xiangyang", undrawn: true}))
	ctx, stop := context.WithTimeout(newBrowser(t), browserTimeout)
	defer stop()
	setClock(ctx, t)
	for q, most := range map[string]int{"9998": 4, "202": 6, "1,20": 9, "物业": 9} {
		if err := chromedp.Do(ctx, chromedp.Navigate(host+"/search/index.html")); err != nil {
			t.Fatal(err)
		}
		quoted, _ := json.Marshal(q) // a text
		files, err := chromedp.Run(ctx, chromedp.Evaluate[int](fmt.Sprintf(askOne, quoted), chromedp.EvalAwaitPromise))
		if err != nil || files > most {
			t.Errorf("%s: %d files with documents are read, want %d at most; %v", q, files, most, err)
		}
	}
}
