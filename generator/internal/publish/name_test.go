package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestNames(t *testing.T) {
	good := []string{
		"index.html", "向阳社区/财务公开/2026-10/index.html", "a b/c.html", ".nojekyll", ".well-known/x",
		"console/index.html", "com10.html", "COM/x", "a..b", strings.Repeat("字", 85),
	}
	for _, name := range good {
		if reason := checkName(name); reason != "" {
			t.Errorf("%s: %s", name, reason)
		}
	}
	bad := []string{
		"", ".", "..", "/a", "a/", "a//b", "./a", "a/../b", "../a", "a/..", `a\b`, `..\a`, "C:/x", "a:b",
		"a?.html", "a*", "<a>", `"a"`, "a|b", "a\x00b", "a\nb", "\xff", "a.", "a /b", "a/b.",
		"CON", "nul.html", "a/Aux.txt", "com1", "LPT9.csv", "com¹", "con .txt", "conin$",
		".gongkai/files.txt", ".GongKai/x", ".gongkai", strings.Repeat("字", 86),
	}
	for _, name := range bad {
		if checkName(name) == "" {
			t.Errorf("%q was accepted", name)
		}
	}
}

func TestCollisions(t *testing.T) {
	tests := []struct {
		first, second, code string
	}{
		{"a.html", "a.html", "GK0707"},
		{"Finance/a.html", "finance/a.html", "GK0706"},
		{"Finance/a.html", "finance/b.html", "GK0706"},
		{"É.html", "é.html", "GK0706"},
		{"a", "a/b.html", "GK0708"},
		{"a/b/c", "a/b", "GK0708"},
		{"A/b/c", "a", "GK0708"},
	}
	for _, test := range tests {
		for _, order := range [][2]string{{test.first, test.second}, {test.second, test.first}} {
			dir := t.TempDir()
			d, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, out := range []Output{d, NewMemory()} {
				if err := out.Write(order[0], Page, []byte("1")); err != nil {
					t.Error(err)
				}
				err := out.Write(order[1], Page, []byte("2"))
				var name *NameError
				if f := Finding(err); !errors.As(err, &name) || f.Code != test.code {
					t.Errorf("%v: got %v", order, err)
				}
				if _, again := out.Commit(); !errors.Is(again, err) {
					t.Errorf("%v: Commit returned %v", order, again)
				}
			}
			wantTree(t, dir, site{})
		}
	}
}

// Which of two workers came first does not change what the clerk reads.
func TestCollisionTextsAreStable(t *testing.T) {
	texts := func(a, b string) string {
		c := claims{}
		if err := c.add(a); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(Finding(c.add(b)))
	}
	for _, pair := range [][2]string{{"A.html", "a.html"}, {"F/x", "f/x"}, {"a", "a/b"}} {
		if one, two := texts(pair[0], pair[1]), texts(pair[1], pair[0]); one != two {
			t.Errorf("%s\n%s", one, two)
		}
	}
}

func TestErrorsInWords(t *testing.T) {
	system := func(e syscall.Errno) error {
		return &IOError{Path: "public/a.html", Err: &fs.PathError{Op: "open", Path: "x", Err: e}}
	}
	tests := []struct {
		err  error
		code string
		say  string
	}{
		{&NotOurs{Dir: "public"}, "GK0701", "“public”"},
		{&Busy{Dir: "public", Waited: 10 * time.Second}, "GK0702", "10 秒"},
		{&Foreign{Dir: "public", Names: strings.Fields("a b c d e f g")}, "GK0703", "a、b、c、d、e 等 7 个"},
		{&Blocked{Dir: "public", Names: []string{"a"}}, "GK0704", "：a"},
		{&NameError{Name: "a?", Reason: "不行"}, "GK0705", "“a?”：不行"},
		{system(syscall.EACCES), "GK0710", "没有权限"},
		{system(syscall.EROFS), "GK0711", "只读"},
		{system(syscall.ENOSPC), "GK0712", "磁盘空间不足"},
		{fmt.Errorf("build: %w", system(syscall.EDQUOT)), "GK0712", "磁盘空间不足"},
		{system(syscall.EIO), "GK0714", "public/a.html"},
		{errors.New("other"), "GK0714", "other"},
	}
	for _, test := range tests {
		f := Finding(test.err)
		if f.Code != test.code || !strings.Contains(f.Message, test.say) || f.Hint == "" {
			t.Errorf("%v: got %+v", test.err, f)
		}
		if strings.Contains(f.Message+f.Hint, "%!") {
			t.Errorf("%+v", f)
		}
	}
}

func TestMemory(t *testing.T) {
	m := NewMemory()
	first := site{"index.html": "1", "a.css": "a", "old.html": "old"}
	if err := first.write(m); err != nil {
		t.Fatal(err)
	}
	if len(m.Files()) != 0 {
		t.Error("Write shows before Commit")
	}
	if s, err := m.Commit(); err != nil || s != (Stats{Written: 3, Bytes: 5}) {
		t.Errorf("%+v %v", s, err)
	}
	before := m.Files()

	buffer := []byte("2")
	if err := m.Write("index.html", Page, buffer); err != nil {
		t.Fatal(err)
	}
	buffer[0] = 'x' // the renderer uses it again
	if err := m.Write("a.css", Asset, []byte("a")); err != nil {
		t.Fatal(err)
	}
	if s, err := m.Commit(); err != nil || s != (Stats{Written: 1, Unchanged: 1, Deleted: 1, Bytes: 1}) {
		t.Errorf("%+v %v", s, err)
	}
	if data, ok := m.Open("index.html"); !ok || string(data) != "2" {
		t.Errorf("%q %v", data, ok)
	}
	if _, ok := m.Open("old.html"); ok || string(before["index.html"]) != "1" || len(before) != 3 {
		t.Errorf("stale file %v, earlier snapshot %q", ok, before)
	}

	if err := m.Write("lost.html", Page, nil); err != nil {
		t.Fatal(err)
	}
	if err := m.Abort(); err != nil || len(m.Files()) != 2 {
		t.Errorf("%v %v", m.Files(), err)
	}
	if err := m.Write("index.html", Page, []byte("3")); err != nil {
		t.Fatal(err)
	}
	if s, err := m.Commit(); err != nil || len(m.Files()) != 1 {
		t.Errorf("%+v %v %v", s, err, m.Files())
	}
}
