package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"gongkai/generator/internal/diag"
)

// own is where the preview's own files are. No site has an address there, since
// names that begin with a dot are not published.
const own = "/.gongkai/"

//go:embed preview.js
var script []byte

//go:embed preview.css
var style []byte

//go:embed preview.html
var templates string

var tmpl = template.Must(template.New("").Parse(templates))

// serveOwn serves what the preview adds to pages. The script and the style are
// files, since a page may forbid those that are written into it.
func (s *server) serveOwn(w http.ResponseWriter, r *http.Request) {
	switch strings.TrimPrefix(r.URL.Path, own) {
	case "preview.js":
		w.Header().Set("Content-Type", contentType("preview.js"))
		_, _ = w.Write(script)
	case "preview.css":
		w.Header().Set("Content-Type", contentType("preview.css"))
		_, _ = w.Write(style)
	case "events":
		s.serveEvents(w, r)
	case "":
		s.serveDesk(w)
	case "phone":
		s.servePhone(w, r)
	default:
		http.NotFound(w, r)
	}
}

// serveEvents sends one event when there is something else to see than the page
// shows, as a server-sent event. The page reloads then, and asks anew.
func (s *server) serveEvents(w http.ResponseWriter, r *http.Request) {
	stream := http.NewResponseController(w)
	if stream.SetWriteDeadline(time.Time{}) != nil {
		http.Error(w, "no stream", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	_, _ = io.WriteString(w, "retry: 1000\n\n")
	v, changed := s.now()
	for s.version(v) == r.URL.Query().Get("version") {
		if stream.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
			v, changed = s.now()
		}
	}
	fmt.Fprintf(w, "event: reload\ndata: %s\n\n", s.version(v))
	_ = stream.Flush()
}

// addition is what the templates show.
type addition struct {
	Version  string
	Built    bool
	Failed   bool
	Findings []finding
	Errors   int
	Token    string
	Bar      bool // there is something to choose
	View     View
	Place    Place
	CanEdit  bool
}

// finding is a finding with its excerpt cut at the place.
type finding struct {
	diag.Finding
	Before, At, After string
}

// addition is what is added to a file of the site, or with "" to a page of the preview's own.
func (s *server) addition(v view, name string) addition {
	a := addition{Version: s.version(v), Built: v.built, Failed: v.failed, Token: s.token, CanEdit: s.desk.Edit != nil}
	if a.Bar = s.desk.View != nil; a.Bar {
		a.View = s.desk.View()
	}
	if s.desk.Place != nil && name != "" {
		a.Place = s.desk.Place(name)
	}
	for _, f := range v.findings {
		line, col := []rune(f.Excerpt), f.Pos.Col
		if col < 1 || col > len(line) {
			col = len(line) + 1
		}
		at := min(col, len(line))
		a.Findings = append(a.Findings, finding{f, string(line[:col-1]), string(line[col-1 : at]), string(line[at:])})
		if f.Severity == diag.Error {
			a.Errors++
		}
	}
	return a
}

// writeAddition writes what is added to a page.
func (s *server) writeAddition(w io.Writer, v view, name string) {
	_ = tmpl.ExecuteTemplate(w, "addition", s.addition(v, name))
}

// serveNothing serves the page that is shown as long as no build was good.
func (s *server) serveNothing(w http.ResponseWriter, r *http.Request, v view) {
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(http.StatusServiceUnavailable)
	var page bytes.Buffer
	_ = tmpl.ExecuteTemplate(&page, "nothing", s.addition(v, ""))
	if r.Method != http.MethodHead {
		_, _ = w.Write(page.Bytes())
	}
}

const htmlType = "text/html; charset=utf-8"

// types are the media types of what a site holds. The system's own list is not
// used: on some computers it says that scripts are plain text.
var types = map[string]string{
	".html": htmlType, ".htm": htmlType,
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".svg": "image/svg+xml; charset=utf-8", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm", ".woff2": "font/woff2",
	".pdf": "application/pdf", ".zip": "application/zip",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

func contentType(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
