package preview

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// Place is what is known of a page of the site.
type Place struct {
	File   string // the source that it shows; "" for none
	State  string // why nobody sees it on the real site: 草稿, 2026-12-01 起公开; "" for a public one
	Sheet  string // address of its sheet of paper; "" for none
	Screen string // address of the list of lobby screens; "" for none
}

// View is which site is shown: that of which day, and with what is hidden on it.
type View struct {
	Day    string `json:"day"`    // as-of date; "" for today
	Hidden bool   `json:"hidden"` // with drafts and what is not due yet
}

// Task is a line of the start page.
type Task struct {
	Text string
	Note string
	URL  string // of a page; "" for none
	File string // of the source; "" for none
}

// Tasks is a list of the start page.
type Tasks struct {
	Title string
	Empty string // what is said where there are none
	Tasks []Task
}

// Desk is what a clerk does with the site besides reading it. What is nil is not offered.
type Desk struct {
	Place func(name string) Place // of a file of the site
	Tasks func() []Tasks          // for the start page
	Edit  func(file string) error // opens a file of the source in the system's editor
	View  func() View             // which site is shown
	Show  func(v View) error      // shows another one, from the next build on
}

// newToken returns a word that only pages of this server know: others cannot make it open files.
func newToken() string { return rand.Text() }

// desk is the data of the start page.
type deskPage struct {
	addition
	Lists []Tasks
}

// serveDesk serves the start page.
func (s *server) serveDesk(w http.ResponseWriter) {
	v, _ := s.now()
	p := deskPage{addition: s.addition(v, "")}
	if s.desk.Tasks != nil {
		p.Lists = s.desk.Tasks()
	}
	s.serveTemplate(w, "desk", p)
}

// servePhone serves a page in a frame as wide as a phone.
func (s *server) servePhone(w http.ResponseWriter, r *http.Request) {
	at := r.URL.Query().Get("page")
	if !strings.HasPrefix(at, "/") || strings.HasPrefix(at, "//") || strings.ContainsAny(at, "\\\r\n") {
		at = "/"
	}
	s.serveTemplate(w, "phone", at)
}

func (s *server) serveTemplate(w http.ResponseWriter, name string, data any) {
	var page bytes.Buffer
	if err := tmpl.ExecuteTemplate(&page, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", htmlType)
	_, _ = w.Write(page.Bytes())
}

// serveOrder carries out what a button of a page asks for. The token, which other sites cannot read, shows that it was one
// of ours.
func (s *server) serveOrder(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Gongkai-Token") != s.token {
		http.Error(w, "预览里的按钮才能这样做", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<12))
	switch order := strings.TrimPrefix(r.URL.Path, own); {
	case err != nil:
	case order == "edit" && s.desk.Edit != nil:
		err = s.desk.Edit(string(body))
	case order == "show" && s.desk.Show != nil:
		var v View
		if err = json.Unmarshal(body, &v); err == nil {
			err = s.desk.Show(v)
		}
		mark(s.asked)
	default:
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
