package generator

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const tinyBoard = "名称: 向阳社区公开栏\n单位: 向阳社区居民委员会\n监督电话: 0000-12345678\n"

// TestServeTakesNextPort previews a board on the port after one that is taken.
func TestServeTakesNextPort(t *testing.T) {
	src := t.TempDir()
	writeFile(t, filepath.Join(src, "board.yaml"), []byte(tinyBoard))
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Serve(ctx, ServeOptions{
			Options: Options{Source: src, CacheDir: "-", BaseURL: "https://example.org/"}, Port: port,
			Built: func(r *Report, err error) {
				if err != nil || r.Failed() {
					t.Errorf("%v, %v", err, r.Findings)
				}
			},
			Ready: func(url string) { ready <- url },
		})
	}()
	var url string
	select {
	case url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	if strings.Contains(url, taken.Addr().String()) {
		t.Errorf("%s was taken", url)
	}
	response, err := http.Get(url + "nowhere/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "向阳社区公开栏") || strings.Contains(string(body), "example.org") {
		t.Errorf("%d, and not the board's own page with addresses of the preview:\n%s", response.StatusCode, body)
	}
	http.DefaultClient.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestServeOnThisComputerOnly refuses to show drafts to others.
func TestServeOnThisComputerOnly(t *testing.T) {
	src := t.TempDir()
	for _, bind := range []string{"0.0.0.0", "::", "192.168.1.5", "example.org"} {
		var wrongUse *UsageError
		if err := Serve(context.Background(), ServeOptions{Options: Options{Source: src}, Bind: bind}); !errors.As(err, &wrongUse) {
			t.Errorf("%s: %v", bind, err)
		}
	}
}

// TestDayFollowsClock counts days as China does, unless a date is given.
func TestDayFollowsClock(t *testing.T) {
	evening := time.Date(2026, 11, 21, 15, 59, 59, 0, time.UTC) // 23:59:59 in China
	if got := (Options{}).day(evening); got != "2026-11-21" {
		t.Error(got)
	}
	if got := (Options{}).day(evening.Add(time.Second)); got != "2026-11-22" {
		t.Error(got)
	}
	if got := (Options{Date: "2026-01-01"}).day(evening); got != "2026-01-01" {
		t.Error(got)
	}
}
