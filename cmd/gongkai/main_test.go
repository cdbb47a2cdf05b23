package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": main})
}

// TestScripts runs the command line as people do; each script in testdata/script
// holds the folders it works on.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
				env.Setenv(name, filepath.Join(env.WorkDir, ".cache"))
			}
			return nil
		},
	})
}

// TestExitCodes tells apart what scripts around the program want to tell apart.
func TestExitCodes(t *testing.T) {
	t.Chdir(t.TempDir())
	board := func(dir, text string) {
		t.Helper()
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "board.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	board("good", "名称: 向阳社区公开栏\n单位: 向阳社区居民委员会\n监督电话: 0000-12345678\n")
	board("bad", "名称: 向阳社区公开栏\n")
	for line, want := range map[string]int{
		"":                                  exitClean,
		"help":                              exitClean,
		"build --help":                      exitClean,
		"version":                           exitClean,
		"build -s good -d out --cacheDir -": exitClean,
		"check -s good --cacheDir -":        exitClean,
		"build -s bad -d out":               exitFindings,
		"check -s bad":                      exitFindings,
		"check -s bad --format json":        exitFindings,
		"build -s good -d bad --cacheDir -": exitFindings, // somebody else's folder
		"build -s good/board.yaml -d out":   exitUsage,
		"serve -s good/board.yaml":          exitUsage,
		"build -s nowhere":                  exitUsage,
		"build -s good -d good":             exitUsage,
		"build -s good --date tomorrow":     exitUsage,
		"build -s good --base-url nonsense": exitUsage,
		"build -s good --format yaml":       exitUsage,
		"build good":                        exitUsage,
		"build --nonsense":                  exitUsage,
		"serve -s good --bind 0.0.0.0":      exitUsage,
		"serve -s nowhere":                  exitUsage,
		"nonsense":                          exitUsage,
		"help nonsense":                     exitUsage,
	} {
		var stdout, stderr strings.Builder
		if got := run(strings.Fields(line), &stdout, &stderr); got != want {
			t.Errorf("gongkai %s: exit code %d, want %d\n%s%s", line, got, want, &stdout, &stderr)
		}
		if want != exitClean && stderr.Len() == 0 && !strings.Contains(line, "json") {
			t.Errorf("gongkai %s says nothing", line)
		}
	}
}

// TestSampleNeedsNoFolder asks for a day before the sample boards, on which there
// is little to wait for.
func TestSampleNeedsNoFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	var stdout, stderr strings.Builder
	if got := run([]string{"check", "--sample", "--date", "2000-01-01", "--cacheDir", "-"}, &stdout, &stderr); got == exitUsage {
		t.Errorf("exit code %d\n%s", got, &stderr)
	}
}

// TestServe previews a board, mends it, breaks it, and ends it with Ctrl+C.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Ctrl+C cannot be sent to another process")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	notice := func(title string) string {
		return "---\n标题: " + title + "\n日期: 2026-11-20\n---\n\n请提前储水。\n"
	}
	write("board.yaml", "名称: 向阳社区公开栏\n单位: 向阳社区居民委员会\n监督电话: 0000-12345678\n")
	write("通知/_index.md", "---\n标题: 通知公告\n类型: notice\n---\n")
	write("通知/停水.md", notice("停水通知"))

	cmd := exec.Command("gongkai", "serve", "--port", "0", "--date", "2026-11-22", "--cacheDir", t.TempDir())
	cmd.Dir = dir
	var findings strings.Builder
	cmd.Stderr = &findings
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	lines := bufio.NewScanner(stdout)
	url := ""
	for url == "" && lines.Scan() {
		_, url, _ = strings.Cut(lines.Text(), "预览地址：")
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()

	shows := func(path, want string) {
		t.Helper()
		body := ""
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			response, err := http.Get(url + path)
			if err != nil {
				t.Fatal(err)
			}
			data, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if body = string(data); strings.Contains(body, want) {
				return
			}
		}
		t.Fatalf("/%s does not show %q, but:\n%s", path, want, body)
	}
	shows("tongzhi/tingshui/", "停水通知")
	write("通知/停水.md", notice("停水延期"))
	shows("tongzhi/tingshui/", "停水延期")
	write("通知/停水.md", strings.Replace(notice("停水"), "2026-11-20", "下周", 1))
	shows("tongzhi/tingshui/", "通知/停水.md:3:5")
	shows("tongzhi/tingshui/", "停水延期")

	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(findings.String(), "通知/停水.md:3:5: 错误") {
		t.Errorf("the terminal does not show the finding, but:\n%s", findings.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("the preview wrote the output folder")
	}
}
