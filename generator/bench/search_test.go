package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"gongkai/generator"
)

// questions are what a citizen of the corpus asks, typed letter by letter.
var questions = []string{
	"低保评议", "电梯加装公示", "停车位调整", "民政服务窗口", "2026年10月财务收支", "高龄补贴发放", "东湖社区", "满意率", "王", "物业费公示 2025",
	"消防安全检查", "居民代表会议", "逾期", "没有这样的词", "1,200.00",
}

// typing types each question into the page that is open and says how long each letter took, from the key until
// the first results are laid out, and until the page of results is whole, in ms.
const typing = `(async () => {
	const form = document.querySelector('form[role="search"]'), state = document.querySelector('.find .state');
	const list = document.querySelector('.find .found'), first = [], whole = [];
	const until = async (element, done) => {
		while (!done()) await new Promise(changed => {
			const o = new MutationObserver(() => { o.disconnect(); changed(); });
			o.observe(element, {childList: true, subtree: true, characterData: true});
		});
	};
	const type = async text => {
		const start = performance.now();
		form.elements.q.value = text;
		form.dispatchEvent(new Event('input'));
		const over = () => state.textContent && state.textContent !== '正在查找…';
		await until(state.parentElement, () => list.children.length || over());
		document.body.offsetHeight;
		first.push(performance.now() - start);
		await until(state, over);
		document.body.offsetHeight;
		whole.push(performance.now() - start);
	};
	await until(form, () => form.elements.year.options.length > 1); // the index has come
	for (let i = 1; i <= %[1]s.length; i++) if (%[1]s[i - 1] !== ' ') await type(%[1]s.slice(0, i));
	return [first, whole];
})()`

// served counts what a browser fetches.
type served struct {
	mu    sync.Mutex
	files int
	bytes int64
}

func (s *served) take() (files int, kb float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	files, kb = s.files, float64(s.bytes)/1024
	s.files, s.bytes = 0, 0
	return files, kb
}

// serve serves a built board and counts what the search asks for.
func (s *served) serve(b *testing.B, public string) (site string) {
	b.Helper()
	files := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if info, err := os.Stat(filepath.Join(public, filepath.FromSlash(r.URL.Path))); err == nil && strings.HasPrefix(r.URL.Path, "/search/") && filepath.Ext(r.URL.Path) == ".js" {
			s.mu.Lock()
			s.files++
			s.bytes += info.Size()
			s.mu.Unlock()
		}
		files.ServeHTTP(w, r)
	}))
	b.Cleanup(server.Close)
	return server.URL
}

// openBrowser starts a browser without a window.
func openBrowser(b *testing.B) context.Context {
	b.Helper()
	program := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "microsoft-edge"} {
		if found, err := exec.LookPath(name); program == "" && err == nil {
			program = found
		}
	}
	if program == "" {
		b.Fatal("no Chromium: make deps installs it, or set CHROMIUM to the path of one")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(program), chromedp.UserDataDir(b.TempDir())}
	for _, flag := range []string{"headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking", "disable-component-update"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	b.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	b.Cleanup(stop)
	return ctx
}

// writeUndrawn writes a corpus whose theme leaves charts out but for their tables: nothing is found in drawings, and
// those of 10,000 records take many minutes.
func writeUndrawn(source string, records int) error {
	w := &corpus{dir: source}
	for surface, chart := range map[string]string{
		"web": `<figure class="block chart">{{.Table}}</figure>`, "print": `<figure class="block chart">{{.Table}}</figure>`, "screen": `{{template "head" .}}`,
	} {
		w.file("themes/undrawn/"+surface+"/blocks/chart.html", chart)
	}
	if w.err != nil {
		return w.err
	}
	if err := writeCorpus(source, records); err != nil {
		return err
	}
	w.file("board.yaml", boardYAML+"theme: undrawn\n")
	return w.err
}

// BenchmarkSearch asks a board of 10,000 records, on a computer and on what is a quarter as fast. It prints how long
// each letter takes until its results are there, and what of the index is fetched for a question: nothing is kept from
// one question to the next. GONGKAI_BENCH_BOARD names a folder with such a board that is built already.
func BenchmarkSearch(b *testing.B) {
	public := os.Getenv("GONGKAI_BENCH_BOARD")
	if public == "" {
		source := filepath.Join(b.TempDir(), "corpus")
		public = filepath.Join(b.TempDir(), "public")
		if err := writeUndrawn(source, 10000); err != nil {
			b.Fatal(err)
		}
		report, err := generator.Build(generator.Options{Source: source, Destination: public, Date: asOf})
		if err != nil || report.Failed() {
			b.Fatal(err, report)
		}
	}
	var s served
	site, ctx := s.serve(b, public), openBrowser(b)
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		b.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		b.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		b.Fatal(err)
	}
	for name, slower := range map[string]float64{"computer": 1, "phone": 4} {
		b.Run(name, func(b *testing.B) {
			if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower}); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				s.ask(ctx, b, site)
			}
		})
	}
}

// ask types all questions, each into a page of its own, and reports what that took.
func (s *served) ask(ctx context.Context, b *testing.B, site string) {
	var first, whole, files, kbs []float64
	cpu := 0.0
	for _, q := range questions {
		if err := chromedp.Do(ctx, chromedp.Navigate(site+"/search/index.html")); err != nil {
			b.Fatal(err)
		}
		quoted, _ := json.Marshal(q) // a text
		before := busy(ctx, b)
		took, err := chromedp.Run(ctx, chromedp.Evaluate[[2][]float64](fmt.Sprintf(typing, quoted), chromedp.EvalAwaitPromise))
		if err != nil {
			b.Fatal(err)
		}
		cpu += busy(ctx, b) - before
		n, kb := s.take()
		b.Logf("%s: %d files, %.0f KB, ms for each letter until results: %.0f, until all of them: %.0f", q, n, kb, took[0], took[1])
		first, whole, files, kbs = append(first, took[0]...), append(whole, took[1]...), append(files, float64(n)), append(kbs, kb)
	}
	for unit, number := range map[string]float64{
		"ms/key(median)": median(first), "ms/key(most)": maximum(first), "ms/key(all,median)": median(whole), "ms/key(all,most)": maximum(whole), "files/question(median)": median(files), "files/question(most)": maximum(files),
		"KB/question(median)": median(kbs), "KB/question(most)": maximum(kbs),
		"ms/key(processor)": 1000 * cpu / float64(len(whole)),
	} {
		b.ReportMetric(number, unit)
	}
}

// busy is how long the page has had a processor, in seconds, which does not depend on what else the machine does.
func busy(ctx context.Context, b *testing.B) float64 {
	b.Helper()
	got, err := chromedp.Call(ctx, performance.GetMetrics, struct{}{})
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range got.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value
		}
	}
	b.Fatal("the browser does not say how busy it was")
	return 0
}
