package generator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// display is a folder that a screen shows, and two builds of it.
type display struct {
	*lobby
	dir, old, fresh string
}

func newDisplay(t *testing.T) *display {
	t.Helper()
	build := func(more string) string {
		src := t.TempDir()
		writeFile(t, filepath.Join(src, "board.yaml"), []byte("名称: 测试公开栏\n单位: 测试社区\n监督电话: 0000-12345678\n电子屏:\n  - {名称: 大厅, 口号: [甲, 乙], 内容: [口号]}\n"+more))
		return filepath.Join(buildTo(t, Options{Source: src}), "screen", "dating")
	}
	d := &display{lobby: openLobby(t), old: build("配色: red\n"), fresh: build("配色: blue\n简介: 新的\n")}
	d.reset()
	return d
}

// reset puts the old build into a new folder.
func (d *display) reset() {
	d.dir = d.t.TempDir()
	d.put(d.old, "*")
}

// put copies files of a build into the folder that is shown.
func (d *display) put(from, pattern string) {
	d.t.Helper()
	names, _ := filepath.Glob(filepath.Join(from, pattern))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			d.t.Fatal(err)
		}
		writeFile(d.t, filepath.Join(d.dir, filepath.Base(name)), data)
	}
}

func (d *display) remove(pattern string) {
	d.t.Helper()
	names, _ := filepath.Glob(filepath.Join(d.dir, pattern))
	if len(names) == 0 {
		d.t.Fatalf("no %s", pattern)
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			d.t.Fatal(err)
		}
	}
}

// watch counts the moments at which nothing is shown.
const watch = `(() => {
	window.blank = 0;
	new MutationObserver(() => { if (!document.querySelector('.slide.on')) blank++; }).observe(document.body, {childList: true, subtree: true, attributes: true});
	return 0;
})()`

const versionShown = `document.getElementById('stage').getAttribute('data-version')`

// pass lets time pass on the fake clock, and then waits until the browser has done what it began by then.
func (d *display) pass(seconds int, done string) bool {
	d.t.Helper()
	d.number(fmt.Sprintf("window.advance ? (advance(%d), 0) : 0", seconds))
	for range 40 {
		time.Sleep(25 * time.Millisecond)
		if d.text("String("+done+")") == "true" {
			return true
		}
	}
	return false
}

// TestScreenTakesNewBuild proves that a new build is shown within one poll, not before all of it is
// there, and without anything else being shown between: from a web server, and from a disk.
func TestScreenTakesNewBuild(t *testing.T) {
	d := newDisplay(t)
	for _, from := range []string{"server", "disk"} {
		t.Run(from, func(t *testing.T) {
			d.t = t
			d.reset()
			address, note := "file://"+filepath.ToSlash(d.dir), "version.js"
			if from == "server" {
				server := httptest.NewServer(http.FileServer(http.Dir(d.dir)))
				defer server.Close()
				address, note = server.URL, "version.json"
			}
			d.enter(address+"/index.html", deviceTime("2026-11-22", "09:00:00"))
			d.number(watch)
			taken := versionShown + " !== '" + d.text(versionShown) + "'"
			d.put(d.fresh, note)
			if d.pass(300, taken) {
				t.Error("taken before the page was there")
			}
			d.put(d.fresh, "index.html")
			d.remove("screen.*.css")
			if d.pass(300, taken) {
				t.Error("taken without its style sheet")
			}
			d.put(d.fresh, "*")
			d.remove(note)
			if d.pass(300, taken) {
				t.Error("taken without a version")
			}
			d.put(d.fresh, note)
			if !d.pass(300, taken) {
				t.Error("not taken within one poll")
			}
			if palette := d.text("document.body.className"); palette != "blue" {
				t.Errorf("the new page is %s", palette)
			}
			if left := d.number("changes(4)"); left > 0 || d.number("blank") > 0 {
				t.Errorf("%d changes left after the swap, %d blank moments", left, d.number("blank"))
			}
			if n := d.number("document.querySelectorAll('iframe, head script').length"); n > 0 {
				t.Errorf("%d helpers are left behind", n)
			}
		})
	}
}

// TestScreenReloadsNightly proves that a page loads itself again at night, which frees what a browser has
// leaked, but only where that does not end with an empty screen.
func TestScreenReloadsNightly(t *testing.T) {
	d := newDisplay(t)
	const again = "!window.loaded"
	for _, from := range []string{"server", "disk"} {
		d.reset()
		address := "file://" + filepath.ToSlash(d.dir)
		if from == "server" {
			server := httptest.NewServer(http.FileServer(http.Dir(d.dir)))
			t.Cleanup(server.Close)
			address = server.URL
		}
		d.enter(address+"/index.html", deviceTime("2026-11-22", "02:10:00"))
		d.number("window.loaded = 1")
		if d.pass(75*60, again) {
			t.Errorf("%s: loaded again at 03:25", from)
		}
		d.remove("index.html")
		if d.pass(5*60+50, again) {
			t.Errorf("%s: loaded again where the page is gone", from)
		}
		d.put(d.old, "index.html")
		d.number(fmt.Sprintf("setNow(%d), 0", deviceTime("2026-11-23", "03:29:00").UnixMilli()))
		if !d.pass(70, again) {
			t.Errorf("%s: not loaded again the next night", from)
		}
		if left := d.text("document.querySelector('.slide.on h2, .slide.on p').textContent"); left == "" {
			t.Errorf("%s: nothing is shown after that", from)
		}
	}
}
