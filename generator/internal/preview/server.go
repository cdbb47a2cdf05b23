package preview

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/generator/internal/diag"
)

// server answers the browser.
type server struct {
	files   Files
	desk    Desk
	token   string        // what orders have to bring along
	asked   chan struct{} // marked when another site is to be shown
	port    string
	started int64 // tells this server's versions from those of one before on the same port

	mu      sync.Mutex
	view    view
	changed chan struct{} // closed when view is replaced
}

// view is what is to be seen at the moment. It is not changed, only replaced.
type view struct {
	number   int // counts what has been shown
	built    bool
	good     bool // there has been a good build
	findings []diag.Finding
	failed   bool
}

func newServer(files Files, desk Desk, addr net.Addr) *server {
	_, port, _ := net.SplitHostPort(addr.String())
	return &server{files: files, desk: desk, token: newToken(), asked: make(chan struct{}, 1), port: port, started: time.Now().UnixNano(), changed: make(chan struct{})}
}

// show replaces what is to be seen, if there is anything new, and tells the pages.
func (s *server) show(o Outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	failed := o.failed()
	if s.view.built && !o.Changed && failed == s.view.failed && (!failed || slices.Equal(o.Findings, s.view.findings)) {
		s.view.findings = o.Findings // pages show errors alone
		return
	}
	s.view = view{number: s.view.number + 1, built: true, good: s.view.good || !failed, findings: o.Findings, failed: failed}
	close(s.changed)
	s.changed = make(chan struct{})
}

// now returns what is to be seen, and what is closed when that has changed.
func (s *server) now() (view, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view, s.changed
}

// version names a view for the script in the page.
func (s *server) version(v view) string { return fmt.Sprintf("%x-%d", s.started, v.number) }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	switch {
	case !s.ours(r.Host):
		http.Error(w, "预览只能用本机地址打开，例如 http://127.0.0.1:"+s.port+"/", http.StatusForbidden)
	case r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, own):
		s.serveOrder(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "预览只能查看", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, own):
		s.serveOwn(w, r)
	default:
		s.servePage(w, r)
	}
}

// ours tells whether a request was meant for this server. Without this check, any
// website could read the preview through a name of its own that leads to 127.0.0.1.
func (s *server) ours(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	return port == s.port && (name == "localhost" || name == "127.0.0.1" || name == "::1")
}

// servePage serves a file of the site.
func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	v, _ := s.now()
	if !v.good {
		s.serveNothing(w, r, v)
		return
	}
	name := fileName(r.URL.Path)
	data, ok := s.files.Open(name)
	switch kind := contentType(name); {
	case !ok && s.isFolder(name):
		http.Redirect(w, r, (&url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}).String(), http.StatusFound)
	case !ok:
		s.serveHTML(w, r, http.StatusNotFound, s.notFound(name), v, name)
	case kind == htmlType:
		s.serveHTML(w, r, http.StatusOK, data, v, name)
	default:
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // with ranges, for films
	}
}

// fileName returns the name of the file that the path of a URL means, or "" if no
// file can have it. Names are looked up among the files of the build only, so no path leads out.
func fileName(p string) string {
	name, ok := strings.CutPrefix(p, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !ok || "/"+name != path.Clean("/"+name) {
		return ""
	}
	return name
}

func (s *server) isFolder(name string) bool {
	_, ok := s.files.Open(name + "/index.html")
	return ok && name != ""
}

// notFound returns the 404 page of the board that a path belongs to.
func (s *server) notFound(name string) []byte {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if data, ok := s.files.Open(path.Join(dir, "404.html")); ok {
			return data
		}
		if dir == "." {
			return []byte("<!doctype html><html lang=zh-CN><meta charset=utf-8><title>没有这一页</title><p>没有这一页。</p>")
		}
	}
}

// serveHTML serves a page with the script that reloads it, and with the findings
// over it if the last build failed.
func (s *server) serveHTML(w http.ResponseWriter, r *http.Request, status int, page []byte, v view, name string) {
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	_, _ = w.Write(page[:end])
	s.writeAddition(w, v, name)
	_, _ = w.Write(page[end:])
}
