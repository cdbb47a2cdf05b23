package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// What has been public is remembered in the output folder, since that is where it was public: builds for a trial go to
// other folders, and are forgotten with them. It is no part of the site, and so the site depends on the sources and
// the date alone. Of a copy without it the manifest tells what was public last.

const (
	memoryName = controlFolder + "/published.txt"
	memoryHead = "gongkai 1 各条记录公开过的内容，请勿修改"
)

// publication is a content that was public from a day on.
type publication struct {
	day    value.Date
	digest string
}

// memory is what was public in an output folder: by address, the contents of each record that is still there, one after
// another.
type memory map[string][]publication

var memoryLine = regexp.MustCompile(`^(\d{4}-\d\d-\d\d) ([0-9a-f]{16}) (\S+)$`)

// recall reads what was public in a folder. What cannot be read was not public: nothing but a warning depends on it.
func recall(dir string) memory {
	m := memory{}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(memoryName)))
	if err != nil {
		return recallManifest(dir)
	}
	for line := range strings.Lines(string(data)) {
		if part := memoryLine.FindStringSubmatch(strings.TrimSpace(line)); part != nil {
			if day, err := value.ParseDate(part[1]); err == nil {
				m[part[3]] = append(m[part[3]], publication{day, part[2]})
			}
		}
	}
	return m
}

// recallManifest takes from the manifest of a folder what was public last.
func recallManifest(dir string) memory {
	m := memory{}
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return m
	}
	var last Manifest
	if json.Unmarshal(data, &last) != nil {
		return m
	}
	day, err := value.ParseDate(last.AsOf)
	if err != nil {
		return m
	}
	for address, digest := range last.Records {
		m[address] = []publication{{day, digest}}
	}
	return m
}

// compare finds the records whose content is not what was public, and learns what is public now. On the day on which
// a content appears it may still be changed: who writes a record looks at its page several times.
func (b *build) compare() {
	before, now := recall(b.opts.Destination), memory{}
	for _, bd := range b.boards {
		for _, r := range bd.Records {
			address := addressOf(bd, r)
			was := before[address]
			n := len(was)
			switch {
			case n == 0 || was[n-1].digest == r.Version:
			case !was[n-1].day.Before(b.asOf):
				was[n-1].digest = r.Version
			default:
				was = append(was, publication{b.asOf, r.Version})
			}
			if n == 0 {
				was = []publication{{b.asOf, r.Version}}
			}
			if n = len(was); n > 1 && r.Withdrawn == kind.Unsaid {
				r.CheckChange(bd.Config.Corrections, was[n-2].day, b.asOf, b.found)
			}
			now[address] = was
		}
	}
	b.memory = now
}

// remember writes down what is public now. Who looks at drafts, or at what is not public yet, publishes nothing.
func (b *build) remember() {
	if !b.opts.remembers || b.opts.Drafts || b.opts.Future || b.opts.Expired {
		return
	}
	var buf bytes.Buffer
	buf.WriteString(memoryHead + "\n")
	for _, address := range slices.Sorted(maps.Keys(b.memory)) {
		for _, p := range b.memory[address] {
			fmt.Fprintf(&buf, "%s %s %s\n", p.day.ISO(), p.digest, address)
		}
	}
	name := filepath.Join(b.opts.Destination, filepath.FromSlash(memoryName))
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, buf.Bytes()) {
		return
	}
	b.fail(replaceFile(name, buf.Bytes()))
}

// Event is something that happened to a record.
type Event struct {
	Day  string // as 2026-11-22
	Text string

	day value.Date
}

// History tells what has happened to a record: when it was published and changed, what was corrected, who signed it
// off, where it hung. what is its file or its address.
func History(opts Options, what string) (title string, events []Event, report *Report, err error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return "", nil, nil, err
	}
	defer b.end()
	b.understand()
	if !b.stopped() {
		bd, r := b.recordOf(what)
		if r == nil {
			return "", nil, nil, &UsageError{"“" + what + "”不是公开栏里的记录。写记录的 .md 文件，或者它公开以后的网址。"}
		}
		title, events = string(r.Title), b.history(bd, r)
	}
	report, err = b.finish()
	return title, events, report, err
}

// recordOf finds a record by its file, or by its address however much of it was copied.
func (b *build) recordOf(what string) (*board.Board, *kind.Record) {
	file, err := inSource(b.opts.Source, what)
	address := strings.TrimSuffix(strings.TrimSuffix(strings.Split(what, "#")[0], "index.html"), "/") + "/"
	for _, bd := range b.boards {
		for _, path := range bd.Sources() {
			r, _ := bd.RecordAt(path)
			if r != nil && (err == nil && path == file || strings.HasSuffix("/"+address, "/"+addressOf(bd, r))) {
				return bd, r
			}
		}
	}
	return nil, nil
}

// history gathers what is known of a record, the oldest first.
func (b *build) history(bd *board.Board, r *kind.Record) []Event {
	var out []Event
	add := func(day value.Date, format string, args ...any) {
		if !day.IsZero() {
			out = append(out, Event{day.ISO(), fmt.Sprintf(format, args...), day})
		}
	}
	add(r.From(), "公布")
	if w := r.Window; w != nil {
		add(w.From, "开始公示，到 %s", w.To)
	}
	if a := r.Approved(); a.By != "" {
		add(a.On, "%s签发", a.By)
	}
	for i, p := range recall(b.opts.Destination)[addressOf(bd, r)] {
		what := "生成到 " + b.opts.Destination
		if i > 0 {
			what = "内容改动，重新生成"
		}
		add(p.day, "%s（版本 %s）", what, p.digest[:board.VersionLength])
	}
	for _, n := range r.Corrections {
		add(n.Date, "更正：%s", n.Text)
	}
	for _, p := range bd.PostingsOf(r) {
		add(p.On, "张贴在%s，%s", p.Place, p.By)
		add(p.Down, "从%s撤下", p.Place)
	}
	if r.Withdrawn > kind.Archive {
		add(r.ExpiryDate, "失效，不再公开")
		if r.Window != nil {
			add(r.Window.To.AddDays(1), "公示期满，%s", r.Withdrawn)
		}
	}
	slices.SortStableFunc(out, func(x, y Event) int { return x.day.Compare(y.day) })
	return out
}

// WriteHistory prints the events for people.
func WriteHistory(w io.Writer, title string, events []Event) {
	fmt.Fprintln(w, title)
	for _, e := range events {
		fmt.Fprintf(w, "  %s  %s\n", e.Day, e.Text)
	}
}
