package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/content"
)

// tenMinutes is the page of the manual for the first ten minutes.
const tenMinutes = "shouce/第一小时/十分钟上手.md"

// TestFirstTenMinutes does what the manual tells somebody to do who has nothing yet: every command, every change
// in Notepad. At the end there is a website.
func TestFirstTenMinutes(t *testing.T) {
	page, err := fs.ReadFile(content.FS, tenMinutes)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	clerk := &clerk{t: t}
	clerk.follow(strings.Split(string(page), "\n"))
	if want := []string{"init", "new", "fmt", "check", "build"}; !slices.Equal(clerk.ran, want) {
		t.Errorf("ran %q, want %q", clerk.ran, want)
	}
	if clerk.edits < 5 {
		t.Errorf("only %d changes", clerk.edits)
	}
	home, err := os.ReadFile("public/index.html")
	if err != nil || !strings.Contains(string(home), "红梅社区居民委员会") || !strings.Contains(string(home), "14,240.00") {
		t.Errorf("the website is not there, or not the clerk's: %v", err)
	}
}

// clerk follows a page of the manual.
type clerk struct {
	t     *testing.T
	file  string   // that was changed last
	ran   []string // commands
	edits int
}

// follow reads a page: commands stand in fences, what to change in rows of three cells, and what to add at
// the end of a file in fences of text.
func (c *clerk) follow(lines []string) {
	fence := ""
	for _, line := range lines {
		switch cells := strings.Split(strings.Trim(line, "| "), "|"); {
		case strings.HasPrefix(line, "```"):
			if fence == "" {
				fence = line
			} else {
				fence = ""
			}
		case fence == "```":
			c.command(strings.Fields(line))
		case fence == "```text":
			c.change(c.file, "", line+"\n")
		case len(cells) == 3 && strings.HasPrefix(line, "| content/"):
			c.change(strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]))
		}
	}
}

// command runs a line on the day of the example. What serve does is for TestServe to say.
func (c *clerk) command(words []string) {
	c.t.Helper()
	if words[0] == "cd" {
		c.t.Chdir(words[1])
		return
	}
	if words[0] != "gongkai" || words[1] == "serve" {
		return
	}
	c.ran = append(c.ran, words[1])
	args := words[1:]
	if words[1] != "fmt" {
		args = append(args, "--date", "2026-11-22")
	}
	var stdout, stderr strings.Builder
	if code := run(args, &stdout, &stderr); code != exitClean {
		c.t.Fatalf("%s: exit code %d\n%s%s", strings.Join(words, " "), code, &stdout, &stderr)
	}
}

// change changes a file as somebody does who looks for what stands there; with nothing to look for it adds to the end.
func (c *clerk) change(file, old, now string) {
	c.t.Helper()
	name := filepath.FromSlash(file)
	data, err := os.ReadFile(name)
	if err != nil {
		c.t.Fatal(err)
	}
	text := string(data)
	switch {
	case old == "":
		text = strings.TrimRight(text, "\n") + "\n" + now
	case !strings.Contains(text, old):
		c.t.Fatalf("%s does not say %q, but\n%s", file, old, text)
	default:
		text = strings.Replace(text, old, now, 1)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
	c.file, c.edits = file, c.edits+1
}
