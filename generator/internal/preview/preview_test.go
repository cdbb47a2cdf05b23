package preview

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/publish"
)

var errTest = diag.Define("GK0899", diag.Error, "金额“%[1]s”看不懂。", "写成 <1,234.00>。")

// site is a preview of a folder of plain files: each is published as it is, and a
// file that says “bad” stops the build.
type site struct {
	t      *testing.T
	dir    string
	url    string
	host   string
	memory *publish.Memory
	builds atomic.Int64
	during func() // called in the middle of each build
	day    atomic.Value
	stop   func()
}

func start(t *testing.T, files map[string]string, set func(*Options)) *site {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, dir: t.TempDir(), memory: publish.NewMemory(), host: listener.Addr().String(), during: func() {}}
	s.url = "http://" + s.host
	s.day.Store("2026-11-22")
	for name, text := range files {
		s.write(name, text)
	}
	ready := make(chan struct{})
	o := Options{
		Listener: listener, Source: s.dir, Files: s.memory, Build: s.build,
		Skip: func(path string) bool { return path == filepath.Join(s.dir, "public") },
		Day:  func() string { return s.day.Load().(string) }, Tick: 10 * time.Millisecond,
		Ready: func() { close(ready) },
	}
	if set != nil {
		set(&o)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Run(ctx, o) }()
	s.stop = func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Error("the preview does not end")
		}
		s.stop = func() {}
	}
	t.Cleanup(func() { s.stop() })
	<-ready
	return s
}

func (s *site) build() Outcome {
	s.builds.Add(1)
	var found diag.Report
	_ = filepath.WalkDir(s.dir, func(path string, e os.DirEntry, err error) error {
		rel, _ := filepath.Rel(s.dir, path)
		if err != nil || e.IsDir() || strings.HasPrefix(rel, "public") {
			return nil
		}
		data, _ := os.ReadFile(path)
		if strings.Contains(string(data), "bad") {
			f := errTest.At(diag.Pos{File: rel, Line: 3, Col: 2}, "<b>一万</b>")
			f.Excerpt = "<i>元"
			found.Add(f)
		}
		_ = s.memory.Write(filepath.ToSlash(rel), publish.Page, data)
		return nil
	})
	s.during()
	if found.Errors() > 0 {
		_ = s.memory.Abort()
		return Outcome{Findings: found.Findings()}
	}
	stats, err := s.memory.Commit()
	if err != nil {
		s.t.Error(err)
	}
	return Outcome{Changed: stats.Written+stats.Deleted > 0}
}

func (s *site) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// ask requests a path as it stands, without following redirects.
func (s *site) ask(path string, change ...func(*http.Request)) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, s.url+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Close = true
	for _, c := range change {
		c(r)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response, string(body)
}

func (s *site) get(path string) string {
	s.t.Helper()
	_, body := s.ask(path)
	return body
}

// eventually waits until a page says something.
func (s *site) eventually(path, want string) {
	s.t.Helper()
	var body string
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if body = s.get(path); strings.Contains(body, want) {
			return
		}
	}
	s.t.Fatalf("%s does not show %q, but:\n%s", path, want, body)
}

// listen asks for events as the script in a page does, and returns a channel that
// closes when the page is to reload.
func (s *site) listen(page string) <-chan struct{} {
	s.t.Helper()
	_, rest, ok := strings.Cut(page, `data-version="`)
	if !ok {
		s.t.Fatalf("no script in the page:\n%s", page)
	}
	version, _, _ := strings.Cut(rest, `"`)
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/.gongkai/events?version="+version, nil)
	r.Close = true
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	if got := response.Header.Get("Content-Encoding"); got != "" {
		s.t.Errorf("events are encoded: %s", got)
	}
	reload := make(chan struct{})
	go func() {
		defer response.Body.Close()
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if lines.Text() == "event: reload" {
				close(reload)
				return
			}
		}
	}()
	return reload
}

func wait(t *testing.T, reload <-chan struct{}) {
	t.Helper()
	select {
	case <-reload:
	case <-time.After(5 * time.Second):
		t.Fatal("the page was not told to reload")
	}
}

func page(text string) string {
	return "<!doctype html><html><head></head><body><p>" + text + "</p></body></html>"
}

func TestEditReloads(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("first")}, nil)
	before := s.get("/")
	reload := s.listen(before)
	s.write("index.html", page("second"))
	wait(t, reload)
	after := s.get("/")
	if !strings.Contains(after, "second") {
		t.Errorf("after the reload the page is still:\n%s", after)
	}
	if built, _ := s.memory.Open("index.html"); string(built) != page("second") {
		t.Errorf("the built file was changed: %s", built)
	}
	wait(t, s.listen(before)) // a page that was loaded just before the change
}

func TestNothingNewDoesNotReload(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("first")}, nil)
	reload := s.listen(s.get("/"))
	builds := s.builds.Load()
	s.write("index.html", page("first"))
	for deadline := time.Now().Add(5 * time.Second); s.builds.Load() == builds && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	s.write("public/index.html", "output of a build")
	s.write(".index.html.swp", "editor")
	s.write("index.html~", "editor")
	time.Sleep(3 * quiet)
	select {
	case <-reload:
		t.Error("the page was told to reload although it is the same")
	default:
	}
	if got := s.builds.Load() - builds; got != 1 {
		t.Errorf("%d builds, want 1: the output folder and what editors leave behind do not count", got)
	}
}

func TestErrorKeepsLastGoodPage(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("first"), "style.css": "p{}"}, nil)
	reload := s.listen(s.get("/"))
	s.write("index.html", page("bad"))
	wait(t, reload)
	got := s.get("/")
	for _, want := range []string{
		"<p>first</p>", "发现 1 个错误", "index.html:3:2", "GK0899", "金额“&lt;b&gt;一万&lt;/b&gt;”看不懂。",
		"<pre>&lt;<mark>i</mark>&gt;元</pre>", "改法：写成 &lt;1,234.00&gt;。",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(s.get("/style.css"), "gongkai") {
		t.Error("a style sheet was changed")
	}
	reload = s.listen(got)
	s.write("index.html", page("mended"))
	wait(t, reload)
	if got := s.get("/"); !strings.Contains(got, "mended") || strings.Contains(got, "错误") {
		t.Errorf("after mending:\n%s", got)
	}
}

func TestNoGoodBuildYet(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("bad")}, nil)
	response, got := s.ask("/somewhere/")
	if response.StatusCode != http.StatusServiceUnavailable || !strings.Contains(got, "还不能生成网页") || !strings.Contains(got, "index.html:3:2") {
		t.Errorf("%d:\n%s", response.StatusCode, got)
	}
	reload := s.listen(got)
	s.write("index.html", page("good"))
	wait(t, reload)
	s.eventually("/", "<p>good</p>")
}

func TestAnswers(t *testing.T) {
	s := start(t, map[string]string{
		"index.html": page("home"), "404.html": page("portal lost"), "a.css": "p{}", "app.js": "0", "图 1.svg": "<svg/>", "data.json": "{}",
		"xiangyang/index.html": page("board"), "xiangyang/404.html": page("board lost"), "xiangyang/caiwu/index.html": page("accounts"),
		"odd&name.pdf": "%PDF", "plain.bin": "x",
	}, nil)
	for _, c := range []struct {
		path   string
		status int
		want   string // in the body, or the address of a redirect
		kind   string
	}{
		{"/", 200, "home", htmlType},
		{"/index.html", 200, "home", htmlType},
		{"/xiangyang/caiwu/", 200, "accounts", htmlType},
		{"/xiangyang/caiwu?a=1", 302, "/xiangyang/caiwu/?a=1", htmlType},
		{"/a.css", 200, "p{}", "text/css; charset=utf-8"},
		{"/app.js", 200, "0", "text/javascript; charset=utf-8"},
		{"/data.json", 200, "{}", "application/json; charset=utf-8"},
		{"/%E5%9B%BE%201.svg", 200, "<svg/>", "image/svg+xml; charset=utf-8"},
		{"/odd&name.pdf", 200, "%PDF", "application/pdf"},
		{"/plain.bin", 200, "x", "application/octet-stream"},
		{"/lost", 404, "portal lost", htmlType},
		{"/xiangyang/caiwu/lost.css", 404, "board lost", htmlType},
		{"/a.css/", 404, "portal lost", htmlType},
		{"/../../etc/passwd", 404, "portal lost", htmlType},
		{"/..%2f..%2fetc/passwd", 404, "portal lost", htmlType},
		{"/xiangyang/../index.html", 404, "portal lost", htmlType},
		{"/..%5c..%5cwindows", 404, "portal lost", htmlType},
		{"//example.com", 404, "portal lost", htmlType},
		{"//xiangyang", 404, "portal lost", htmlType},
		{"/.gongkai/server.go", 404, "", "text/plain; charset=utf-8"},
	} {
		response, body := s.ask(c.path)
		if c.status == http.StatusFound {
			body = response.Header.Get("Location")
		}
		if response.StatusCode != c.status || !strings.Contains(body, c.want) || response.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %s %s, want %d %s %s", c.path, response.StatusCode, response.Header.Get("Content-Type"), body, c.status, c.kind, c.want)
		}
		if policy := response.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self'") ||
			strings.Contains(policy, "sandbox") != strings.HasPrefix(c.kind, "image/svg") {
			t.Errorf("%s: Content-Security-Policy %q", c.path, policy)
		}
		if got := response.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", c.path, got)
		}
	}
}

func TestOnlyThisComputer(t *testing.T) {
	s := start(t, map[string]string{"index.html": page("home")}, nil)
	_, port, _ := net.SplitHostPort(s.host)
	for host, want := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "[::1]:" + port: 200,
		"evil.example:" + port: 403, "127.0.0.1": 403, "localhost:1": 403, "127.0.0.1.evil.example:" + port: 403, "": 403,
	} {
		for _, path := range []string{"/", "/.gongkai/preview.js"} {
			response, body := s.ask(path, func(r *http.Request) { r.Host = host; r.URL.Host = s.host })
			if host == "" { // the client fills it in
				continue
			}
			if response.StatusCode != want || want == 403 && strings.Contains(body, "home") {
				t.Errorf("Host %s: %d, want %d", host, response.StatusCode, want)
			}
		}
	}
	if response, _ := s.ask("/", func(r *http.Request) { r.Method = http.MethodPost }); response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", response.StatusCode)
	}
}

// TestOrders lets only buttons of this server's own pages open files or choose another site.
func TestOrders(t *testing.T) {
	var edited []string
	var chosen View
	s := start(t, map[string]string{"index.html": page("first")}, func(o *Options) {
		o.Desk = Desk{
			Edit: func(file string) error {
				if file == "bad" {
					return errors.New("打不开")
				}
				edited = append(edited, file)
				return nil
			},
			View: func() View { return chosen },
			Show: func(v View) error { chosen = v; return nil },
			Tasks: func() []Tasks {
				return []Tasks{{Title: "快到期的", Tasks: []Task{{Text: "<财务>", Note: "还有 3 天", URL: "/a/", File: "a.md"}}}, {Title: "公示", Empty: "没有"}}
			},
			Place: func(name string) Place { return Place{File: "content/" + name, State: "草稿"} },
		}
	})
	order := func(path, body, token string, change ...func(*http.Request)) int {
		t.Helper()
		response, _ := s.ask(path, append(change, func(r *http.Request) {
			r.Method, r.Body = http.MethodPost, io.NopCloser(strings.NewReader(body))
			r.Header.Set("X-Gongkai-Token", token)
		})...)
		return response.StatusCode
	}
	_, rest, _ := strings.Cut(s.get("/"), `data-token="`)
	token, _, _ := strings.Cut(rest, `"`)
	if len(token) < 20 {
		t.Fatalf("the token is %q", token)
	}
	foreign := func(r *http.Request) { r.Host = "evil.example" }
	for _, c := range []struct {
		path, body, token string
		change            []func(*http.Request)
		want              int
	}{
		{"/.gongkai/edit", "a.md", "", nil, http.StatusForbidden},
		{"/.gongkai/edit", "a.md", "guess", nil, http.StatusForbidden},
		{"/.gongkai/edit", "a.md", token, []func(*http.Request){foreign}, http.StatusForbidden},
		{"/.gongkai/edit", "bad", token, nil, http.StatusBadRequest},
		{"/.gongkai/nonsense", "", token, nil, http.StatusNotFound},
		{"/index.html", "", token, nil, http.StatusMethodNotAllowed},
		{"/.gongkai/show", "{", token, nil, http.StatusBadRequest},
	} {
		if got := order(c.path, c.body, c.token, c.change...); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.path, c.body, got, c.want)
		}
	}
	if len(edited) > 0 {
		t.Fatalf("opened %v", edited)
	}
	if got := order("/.gongkai/edit", "a.md", token); got != http.StatusNoContent || len(edited) != 1 {
		t.Errorf("%d, opened %v", got, edited)
	}
	builds := s.builds.Load()
	if got := order("/.gongkai/show", `{"day":"2026-10-01","hidden":true}`, token); got != http.StatusNoContent || chosen != (View{"2026-10-01", true}) {
		t.Errorf("%d, chose %v", got, chosen)
	}
	for deadline := time.Now().Add(5 * time.Second); s.builds.Load() == builds && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	if s.builds.Load() == builds {
		t.Error("the other site was not built")
	}
	if got := s.get("/"); !strings.Contains(got, `<b class="state">草稿</b>`) || !strings.Contains(got, `data-edit="content/index.html"`) || !strings.Contains(got, "2026-10-01") {
		t.Errorf("the bar lacks state, file or day:\n%s", got)
	}
	got := s.get("/.gongkai/")
	for _, want := range []string{"没有发现问题", "快到期的", `<a href="/a/">&lt;财务&gt;</a>`, "还有 3 天", `data-edit="a.md"`, "<p>没有</p>"} {
		if !strings.Contains(got, want) {
			t.Errorf("the start page lacks %q:\n%s", want, got)
		}
	}
	for _, path := range []string{"//evil.example/", "https://evil.example/", "javascript:alert(1)", `/\evil.example`} {
		if got := s.get("/.gongkai/phone?page=" + url.QueryEscape(path)); !strings.Contains(got, `<iframe src="/"`) {
			t.Errorf("%s is framed:\n%s", path, got)
		}
	}
}

// TestCheckComesBehind shows what is found only when everything was looked through, and nothing of a check that a change
// has overtaken.
func TestCheckComesBehind(t *testing.T) {
	var checks atomic.Int64
	s := start(t, map[string]string{"index.html": page("first")}, func(o *Options) {
		o.Check = func(ctx context.Context) (Outcome, bool) {
			if checks.Add(1) == 1 {
				<-ctx.Done() // overtaken
				return Outcome{Findings: []diag.Finding{errTest.At(diag.Pos{File: "stale"}, "旧")}}, ctx.Err() == nil
			}
			return Outcome{Findings: []diag.Finding{errTest.At(diag.Pos{File: "leak"}, "新")}}, true
		}
	})
	for deadline := time.Now().Add(5 * time.Second); checks.Load() == 0 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	s.write("index.html", page("second"))
	got := ""
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(got, "leak") && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if got = s.get("/"); strings.Contains(got, "stale") {
			t.Fatal("the page shows what a check found that was overtaken")
		}
	}
	if !strings.Contains(got, "leak") || !strings.Contains(got, "second") {
		t.Errorf("the page shows\n%s", got)
	}
}
