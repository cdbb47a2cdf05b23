package generator

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/preview"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
)

// dueWithin is how many days ahead the start page looks.
const dueWithin = 14

// desk is what a clerk does with the preview besides reading it.
func (l *live) desk() preview.Desk {
	return preview.Desk{Place: l.place, Tasks: l.tasks, Edit: l.edit, View: l.view, Show: l.showView}
}

// current returns the last good build; nil for none.
func (l *live) current() *site {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.site
}

// view tells which site is shown.
func (l *live) view() preview.View {
	v := l.choiceNow()
	if v.Day == "" {
		v.Day = l.opts.day(time.Now())
	}
	return v
}

// choiceNow returns what was chosen last.
func (l *live) choiceNow() preview.View {
	l.choice.Lock()
	defer l.choice.Unlock()
	return l.chosen
}

// showView takes a choice for the next build.
func (l *live) showView(v preview.View) error {
	if v.Day != "" {
		d, err := value.ParseDate(v.Day)
		if err != nil {
			return err
		}
		v.Day = d.ISO()
	}
	if v.Day == l.opts.day(time.Now()) {
		v.Day = "" // the preview goes on with the clock
	}
	l.choice.Lock()
	defer l.choice.Unlock()
	l.chosen = v
	return nil
}

// options are those of the next build.
func (l *live) options() Options {
	v := l.choiceNow()
	o := l.opts
	o.Drafts, o.Future = o.Drafts || v.Hidden, o.Future || v.Hidden
	if v.Day != "" {
		o.Date = v.Day
	}
	return o
}

// place tells what a page shows.
func (l *live) place(name string) preview.Place {
	s := l.current()
	if s == nil {
		return preview.Place{}
	}
	for _, bd := range s.boards {
		if !strings.HasPrefix(name, bd.Base) {
			continue
		}
		for _, r := range bd.Records {
			if pageOf(bd, r) == name {
				return preview.Place{
					File: s.sourceFile(r.Path), State: stateOf(r, s.asOf), Sheet: "/" + bd.Base + surface.SheetPath(r), Screen: "/" + bd.Base + "screen/",
				}
			}
		}
	}
	return preview.Place{}
}

// pageOf is the page of a record below public/.
func pageOf(bd *board.Board, r *kind.Record) string { return addressOf(bd, r) + "index.html" }

// stateOf says why a record is not public; "" for one that is.
func stateOf(r *kind.Record, asOf value.Date) string {
	switch {
	case bool(r.Draft):
		return "草稿，不公开"
	case r.Held:
		return "还没有签发，不公开"
	case r.From().After(asOf):
		return r.From().ISO() + " 起公开"
	case !r.ExpiryDate.IsZero() && !asOf.Before(r.ExpiryDate):
		return r.ExpiryDate.ISO() + " 起不再公开"
	}
	return ""
}

// sourceFile is the path of a source file from where the program was started.
func (b *build) sourceFile(name string) string {
	return path.Join(filepath.ToSlash(b.opts.Source), name)
}

// tasks lists what is to be done: what is due, what is on notice, what waits to be public.
func (l *live) tasks() []preview.Tasks {
	s := l.current()
	if s == nil {
		return nil
	}
	due := preview.Tasks{Title: fmt.Sprintf("%d 天内到期的", dueWithin), Empty: "没有快到期的。"}
	notice := preview.Tasks{Title: "正在公示的", Empty: "没有正在公示的。"}
	waiting := preview.Tasks{Title: "还没有公开的", Empty: "没有草稿，也没有等日子的。"}
	for _, bd := range s.boards {
		for _, it := range dueItems(bd, s.asOf, dueWithin) {
			due.Tasks = append(due.Tasks, preview.Task{Text: it.Period + it.Item, Note: dueNote(it)})
		}
		for _, r := range bd.Records {
			if r.Window != nil && r.Window.Open(s.asOf) {
				notice.Tasks = append(notice.Tasks, preview.Task{Text: string(r.Title), Note: r.Window.State(s.asOf).Text, URL: "/" + pageOf(bd, r), File: s.sourceFile(r.Path)})
			}
		}
		for _, file := range bd.Sources() {
			r, visible := bd.RecordAt(file)
			state := ""
			if r != nil {
				state = stateOf(r, s.asOf)
			}
			if state == "" || strings.HasSuffix(state, "不再公开") {
				continue
			}
			t := preview.Task{Text: string(r.Title), Note: state, File: s.sourceFile(file)}
			if visible {
				t.URL = "/" + pageOf(bd, r)
			}
			waiting.Tasks = append(waiting.Tasks, t)
		}
	}
	return []preview.Tasks{due, notice, waiting}
}

func dueNote(it DueItem) string {
	left := fmt.Sprintf("还有 %d 天", it.Days)
	if it.Days < 0 {
		left = fmt.Sprintf("已过期 %d 天", -it.Days)
	}
	if it.Post != "" {
		left += "，" + it.Post
	}
	return it.Day + "，" + left
}

// editable are the files that a button may open: texts, and nothing that some system would run, as Windows does with .js.
var editable = []string{".md", ".yaml", ".yml", ".css"}

// edit opens a file of the source in the system's editor.
func (l *live) edit(file string) error {
	name, err := relativeTo(l.opts.Source, file)
	if err != nil || l.opts.Sample || !slices.Contains(editable, strings.ToLower(path.Ext(name))) {
		return &UsageError{"不能打开 " + file + "。"}
	}
	file = filepath.Join(l.opts.Source, filepath.FromSlash(name))
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return &UsageError{"找不到文件 " + file + "。"}
	}
	return l.openFile(file)
}

// openInEditor opens a file with the program that the system has for it.
func openInEditor(file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	cmd := exec.Command("xdg-open", file) //nolint:gosec,noctx // a file of the source; the editor outlives the preview
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", file) //nolint:gosec,noctx // as above
	case "darwin":
		cmd = exec.Command("open", "-t", file) //nolint:gosec,noctx // as above
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("打不开编辑器，请自己打开 %s：%w", file, err)
	}
	go func() { _ = cmd.Wait() }() // how it ends is its own business
	return nil
}
