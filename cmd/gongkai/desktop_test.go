package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDoubleClick opens the program in folders as people have them.
func TestDoubleClick(t *testing.T) {
	for name, tt := range map[string]struct {
		files []string
		want  string // the folder that is previewed; "" for none
	}{
		"empty":           {nil, ""},
		"the board":       {[]string{"board.yaml", "public/index.html"}, "."},
		"as init makes":   {[]string{"README.txt", "content/board.yaml"}, "content"},
		"beside it":       {[]string{"我的 公开栏/content/board.yaml"}, "我的 公开栏/content"},
		"several":         {[]string{"content/a/board.yaml", "content/b/board.yaml"}, "content"},
		"with parts":      {[]string{"content/a/board.yaml", "content/a/b/board.yaml"}, "content/a"},
		"apart":           {[]string{"甲/board.yaml", "甲乙/board.yaml"}, "."},
		"too far down":    {[]string{"a/b/c/d/board.yaml"}, ""},
		"nobody's folder": {[]string{".git/board.yaml"}, ""},
	} {
		dir := t.TempDir()
		for _, f := range tt.files {
			file := filepath.Join(dir, f)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte("名称: 甲\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var out strings.Builder
		var ran []string
		in := strings.NewReader("\n")
		d := desktop{dir: dir, in: in, out: &out, run: func(args []string) int { ran = args; return exitFindings }}
		code := d.open()
		if in.Len() > 0 || !strings.Contains(out.String(), "按回车键关闭") {
			t.Errorf("%s: the window closes before anybody has read it:\n%s", name, &out)
		}
		if tt.want == "" {
			if ran != nil || code != exitClean || !strings.Contains(out.String(), "gongkai init 我的公开栏") {
				t.Errorf("%s: runs %q, says\n%s", name, ran, &out)
			}
			continue
		}
		if want := []string{"serve", "--open", "-s", filepath.Join(dir, tt.want)}; !slices.Equal(ran, want) || code != exitFindings {
			t.Errorf("%s: runs %q, want %q", name, ran, want)
		}
	}
}
