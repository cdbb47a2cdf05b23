package generator

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/preview"
	"gongkai/generator/internal/source"
)

var edits = flag.Int("edits", 25, "how often TestServeManyEdits edits")

// serving previews a folder until the test ends.
func serving(t *testing.T, src string) (url string, builds *atomic.Int64) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, ended, builds := make(chan string, 1), make(chan error, 1), new(atomic.Int64)
	go func() {
		ended <- Serve(ctx, ServeOptions{
			Options: Options{Source: src, Date: sampleDate, CacheDir: "-"},
			Built:   func(*Report, error) { builds.Add(1) },
			Ready:   func(url string) { ready <- url },
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	return url, builds
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	try(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	try(t, err)
	return string(body)
}

// shows waits for a page to show something, and not to show something else.
func shows(t *testing.T, url, want, not string) {
	t.Helper()
	body := ""
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		body = fetch(t, url)
		if strings.Contains(body, want) && (not == "" || !strings.Contains(body, not)) {
			return
		}
	}
	t.Fatalf("%s does not show %q without %q, but\n%s", url, want, not, body)
}

// TestServeMakesEverything serves what a build would write: website, paper, screens and files.
func TestServeMakesEverything(t *testing.T) {
	src, _ := office(t)
	url, _ := serving(t, src)
	out := t.TempDir()
	_, err := Build(Options{Source: src, Date: sampleDate, CacheDir: "-", Destination: filepath.Join(out, "public")})
	try(t, err)
	try(t, filepath.WalkDir(filepath.Join(out, "public"), func(name string, e os.DirEntry, err error) error {
		rel, _ := filepath.Rel(filepath.Join(out, "public"), name)
		if err != nil || e.IsDir() || strings.HasPrefix(rel, ".gongkai") || rel == manifestName {
			return err
		}
		want, err := os.ReadFile(name)
		try(t, err)
		got := fetch(t, url+filepath.ToSlash(rel))
		if before, rest, ok := strings.Cut(got, `<script src="/.gongkai/`); ok {
			_, after, _ := strings.Cut(rest, "</gongkai-bar>")
			got = before + after
		}
		if got != string(want) {
			t.Errorf("/%s is not what a build writes", rel)
		}
		return nil
	}))
}

// TestServeTwice builds the sample boards again after an edit, with what was kept of the build before: all pages and findings
// are those of a build that knows nothing of another.
func TestServeTwice(t *testing.T) {
	src := t.TempDir()
	try(t, os.CopyFS(src, os.DirFS("../content")))
	l := func() *live {
		o := Options{Source: src, CacheDir: "-", Destination: "public", Workers: 2, Date: sampleDate, Progress: func(string, int, int) {}, undrawn: true}
		return newLive(o, func(*Report, error) {})
	}
	kept, fresh := l(), l()
	defer kept.close()
	defer fresh.close()
	kept.build()
	for _, p := range kept.current().pages { // what pages are made of is used again
		_, _ = kept.current().open(p.Path)
	}
	file := filepath.Join(src, "xiangyang", "财务公开", "2026-10.md")
	writeFile(t, file, []byte(strings.Replace(string(mustRead(t, file)), "重阳节走访和敬老演出", "重阳走访和敬老演出", 1)))
	if got, want := kept.build(), fresh.build(); !slices.Equal(got.Findings, want.Findings) || !got.Changed {
		t.Errorf("changed: %v, findings %v, want %v", got.Changed, got.Findings, want.Findings)
	}
	got, want := kept.current(), fresh.current()
	got.planOthers()
	want.planOthers()
	if len(got.pages) != len(want.pages) {
		t.Errorf("%d pages, want %d", len(got.pages), len(want.pages))
	}
	for _, p := range want.pages {
		a, _ := got.open(p.Path)
		b, _ := want.open(p.Path)
		if !bytes.Equal(a, b) {
			t.Errorf("%s is another page after an edit", p.Path)
		}
	}
	if out := kept.build(); out.Changed {
		t.Error("nothing changed, and yet all pages are to reload")
	}
	keptAsDecoded(t, kept)
	file = filepath.Join(src, "xiangyang", "board.yaml")
	writeFile(t, file, []byte(strings.ReplaceAll(string(mustRead(t, file)), "姓名: 黄秀英", "姓名: 黄秀瑛")))
	anew := l()
	defer anew.close()
	if got, want := kept.build(), anew.build(); len(want.Findings) == 0 || !slices.Equal(got.Findings, want.Findings) {
		t.Errorf("without a person in board.yaml: findings %v, want %v", got.Findings, want.Findings)
	}
}

// keptAsDecoded compares the records that are kept with what their documents give now: whoever relates, shows or shortens
// records must not change them.
func keptAsDecoded(t *testing.T, l *live) {
	t.Helper()
	compared := 0
	for _, bd := range l.current().boards {
		for _, name := range bd.Sources() {
			known := l.records.of[name]
			if known.record == nil || !reflect.DeepEqual(readAnew(bd, known.doc), readAnew(bd, known.doc)) {
				continue // functions are never equal
			}
			if compared++; !reflect.DeepEqual(known.record, readAnew(bd, known.doc)) {
				t.Errorf("%s: what is kept of the record was changed", name)
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d records are kept and can be compared", compared)
	}
}

func readAnew(bd *board.Board, doc *source.Document) *kind.Record {
	return bd.Read(doc, &diag.Report{})
}

// TestServeFindsLeaksBehindPages shows what only the finished pages have, once all of them were made.
func TestServeFindsLeaksBehindPages(t *testing.T) {
	src, _ := office(t)
	url, _ := serving(t, src)
	file := filepath.Join(src, "caiwu", "2026-09.md")
	text, err := os.ReadFile(file)
	try(t, err)
	writeFile(t, file, []byte(strings.Replace(string(text), "九月的账。", "九月的账，联系张某 138<!-- 分开 -->00001234。", 1)))
	shows(t, url+"caiwu/2026-09/", "GK0623", "")
	writeFile(t, file, text)
	shows(t, url+"caiwu/2026-09/", "<p>九月的账。</p>", "GK0623")
}

// TestServeManyEdits edits a record again and again, and breaks it every third time: every change is shown, its link
// leads where it should, and nothing piles up. With -edits 500 it takes a minute.
func TestServeManyEdits(t *testing.T) {
	src, _ := office(t)
	url, builds := serving(t, src)
	notice := func(name, text string) {
		writeFile(t, filepath.Join(src, "tongzhi", name), []byte("---\n标题: "+text+"\n日期: 2026-11-20\n---\n\n见[九月的账](../caiwu/2026-09.md)。\n"))
	}
	writeFile(t, filepath.Join(src, "tongzhi", "_index.md"), []byte("---\n标题: 通知\n类型: notice\n---\n"))
	notice("a.md", "开始")
	shows(t, url+"tongzhi/a/", "开始", "")
	var before runtime.MemStats
	goroutines, files := 0, 0
	for i := range *edits {
		if i == *edits/5 {
			time.Sleep(time.Second) // what goes on behind makes what is made once, such as engines for charts
			http.DefaultClient.CloseIdleConnections()
			runtime.GC()
			runtime.ReadMemStats(&before)
			goroutines, files = runtime.NumGoroutine(), openFiles()
		}
		title := fmt.Sprintf("第%d次", i)
		if i%3 == 2 {
			notice("a.md", title+"\n日期: 下周")
			shows(t, url+"tongzhi/a/", "GK0", "")
		}
		notice("a.md", title)
		shows(t, url+"tongzhi/a/", "<h1>"+title, "发现")
		if !strings.Contains(fetch(t, url+"tongzhi/a/"), `href="../../caiwu/2026-09/index.html"`) {
			t.Fatalf("after %d edits the link of the record is lost", i)
		}
	}
	time.Sleep(time.Second)
	http.DefaultClient.CloseIdleConnections()
	runtime.GC()
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	if n := runtime.NumGoroutine(); n > goroutines+10 {
		t.Errorf("%d goroutines, and %d after %d edits", goroutines, n, *edits)
	}
	if n := openFiles(); n > files+10 {
		t.Errorf("%d open files, and %d after %d edits", files, n, *edits)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("%d MB more after %d edits", grown>>20, *edits)
	}
	t.Logf("%d builds for %d edits, %d → %d goroutines, %d → %d files, %d → %d KB", builds.Load(), *edits, goroutines, runtime.NumGoroutine(), files, openFiles(), before.HeapAlloc>>10, after.HeapAlloc>>10)
}

// openFiles counts the files that this process has open, where the system tells.
func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

// TestDesk shows drafts when asked, with a badge; other days; and what is to be done.
func TestDesk(t *testing.T) {
	src, dir := office(t)
	writeFile(t, filepath.Join(src, "board.yaml"), []byte(tinyBoard+"公开目录:\n  - {事项: 财务收支, 栏目: caiwu, 周期: 每月, 时限: 次月15日前}\n"))
	draft := strings.Replace(string(mustRead(t, filepath.Join(src, "caiwu", "2026-09.md"))), "日期: 2026-10-10", "日期: 2026-11-10\n草稿: 是", 1)
	draft = strings.NewReplacer("2026-09", "2026-10", "9月", "10月", "09-08", "10-08", "期初结余: 0", "期初结余: 1,000.00", "期末结余: 1,000.00", "期末结余: 2,000.00").Replace(draft)
	writeFile(t, filepath.Join(src, "caiwu", "2026-10.md"), []byte(draft))

	var last *Report
	l := newLive(Options{Source: src, CacheDir: "-", Destination: "public", Workers: 1, Date: sampleDate, Progress: func(string, int, int) {}}, func(r *Report, _ error) { last = r })
	defer l.close()
	var opened []string
	l.openFile = func(file string) error { opened = append(opened, file); return nil }
	desk := l.desk()
	build := func() {
		t.Helper()
		l.build()
		if last.Failed() {
			t.Fatal(last.Findings)
		}
	}
	build()
	const page = "caiwu/2026-10/index.html"
	if _, ok := l.Open(page); ok {
		t.Error("a draft is shown unasked")
	}
	lists := desk.Tasks()
	if got := fmt.Sprint(lists); !strings.Contains(got, "草稿，不公开") || !strings.Contains(got, "2026年10月财务收支") {
		t.Errorf("the start page lacks the draft or what is due: %s", got)
	}
	try(t, desk.Show(preview.View{Hidden: true}))
	build()
	if _, ok := l.Open(page); !ok {
		t.Fatal("a draft is not shown although asked for")
	}
	place := desk.Place(page)
	if place.State != "草稿，不公开" || place.Sheet != "/print/caiwu/2026-10/index.html" || filepath.Base(place.File) != "2026-10.md" {
		t.Errorf("the page of a draft is %+v", place)
	}
	if _, ok := l.Open(place.Sheet[1:]); !ok {
		t.Errorf("there is no sheet at %s", place.Sheet)
	}
	try(t, desk.Show(preview.View{Day: "2026年10月1日"}))
	build()
	if _, ok := l.Open("caiwu/2026-09/index.html"); ok || last.AsOf != "2026-10-01" {
		t.Errorf("on %s the record of later is shown", last.AsOf)
	}
	if desk.Show(preview.View{Day: "明天"}) == nil {
		t.Error("a day that is none was taken")
	}

	writeFile(t, filepath.Join(src, "a.js"), []byte("evil"))
	writeFile(t, filepath.Join(dir, "a.md"), []byte("foreign"))
	for _, file := range []string{filepath.Join(src, "a.js"), filepath.Join(dir, "a.md"), src, filepath.Join(src, "..", "a.md"), filepath.Join(src, "none.md"), ""} {
		if desk.Edit(file) == nil {
			t.Errorf("%q was opened", file)
		}
	}
	try(t, desk.Edit(place.File))
	if len(opened) != 1 {
		t.Errorf("opened %v", opened)
	}
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	try(t, err)
	return data
}
