//go:build unix

package generator

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/theme"
)

// TestWebServers starts nginx and Caddy with the settings that gongkai writes for them, and asks for what browsers,
// clerks and the curious ask for.
func TestWebServers(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/golden/led.txtar")
	if err != nil {
		t.Fatal(err)
	}
	src := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(src, f.Name), f.Data)
	}
	root := buildTo(t, Options{Source: src, Precompress: true})
	for name, start := range map[string]func(*testing.T, string) string{"nginx": startNginx, "caddy": startCaddy} {
		t.Run(name, func(t *testing.T) { ask(t, root, name, start(t, root)) })
	}
}

// ask sends the requests. The answers have to be the same from all servers.
func ask(t *testing.T, root, server, site string) {
	assets, err := filepath.Glob(filepath.Join(root, "assets", "site.*.css"))
	if err != nil || len(assets) != 1 {
		t.Fatalf("style sheets %v: %v", assets, err)
	}
	texts, err := filepath.Glob(filepath.Join(root, "led", "*.gbk.txt"))
	if err != nil || len(texts) == 0 {
		t.Fatalf("no text in GBK: %v", err)
	}
	const again, forever = "no-cache", "public, max-age=31536000, immutable"
	requests := []struct {
		address, file string // file of the output that answers
		status        int
		kind, keep    string
	}{
		{"/", "index.html", 200, "text/html; charset=utf-8", again},
		{"/assets/" + filepath.Base(assets[0]), "assets/" + filepath.Base(assets[0]), 200, "text/css; charset=utf-8", forever},
		{"/led/" + filepath.Base(texts[0]), "led/" + filepath.Base(texts[0]), 200, "text/plain; charset=gbk", again},
		{"/no-such-page/", "404.html", 404, "text/html; charset=utf-8", again},
		{"/.gongkai/files.txt", "404.html", 404, "text/html; charset=utf-8", again},
		{"/led/", "404.html", 404, "text/html; charset=utf-8", again}, // no listing
	}
	for _, want := range requests {
		for _, coding := range []string{"", "gzip", "br"} {
			if coding == "br" && server == "nginx" { // its module is not part of nginx
				continue
			}
			resp, body := get(t, site+want.address, coding)
			text, err := os.ReadFile(filepath.Join(root, want.file))
			if err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf("%s (%q)", want.address, coding)
			if resp.StatusCode != want.status || !bytes.Equal(body, text) {
				t.Errorf("%s: status %d with %d bytes, want %d with the %d of %s", at, resp.StatusCode, len(body), want.status, len(text), want.file)
			}
			if got := resp.Header.Get("Content-Type"); !strings.EqualFold(got, want.kind) {
				t.Errorf("%s: type %q, want %q", at, got, want.kind)
			}
			if got := resp.Header.Get("Cache-Control"); got != want.keep {
				t.Errorf("%s: Cache-Control %q, want %q", at, got, want.keep)
			}
			if resp.Header.Get("Content-Security-Policy") != theme.ServerPolicy || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: headers %v", at, resp.Header)
			}
			if packed := want.status == 200 && len(text) >= compressFrom; packed && resp.Header.Get("Content-Encoding") != coding {
				t.Errorf("%s: Content-Encoding %q", at, resp.Header.Get("Content-Encoding"))
			}
		}
	}
}

// get fetches an address as a browser does that takes one coding, "" for none, and unpacks the answer.
func get(t *testing.T, address, coding string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	if coding != "" {
		req.Header.Set("Accept-Encoding", coding)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var body io.Reader = resp.Body
	switch resp.Header.Get("Content-Encoding") {
	case "gzip":
		if body, err = gzip.NewReader(resp.Body); err != nil {
			t.Fatal(err)
		}
	case "br":
		body = brotli.NewReader(resp.Body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, data
}

// freePort returns an address that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func startNginx(t *testing.T, root string) (site string) {
	dir, address := t.TempDir(), freePort(t)
	var conf bytes.Buffer
	if err := WriteWebServer(&conf, WebServer{Program: "nginx", Root: root, Host: "localhost", Listen: address}); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "site.conf"), conf.Bytes())
	writeFile(t, filepath.Join(dir, "nginx.conf"), fmt.Appendf(nil, `daemon off; master_process off; pid %[1]s/pid; error_log stderr;
events {}
http { include /etc/nginx/mime.types; access_log off; client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy;
fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi; include %[1]s/site.conf; }`, dir))
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		nginx = "/usr/sbin/nginx" // which only root has in its path
	}
	if out, err := exec.Command(nginx, "-e", "stderr", "-t", "-c", filepath.Join(dir, "nginx.conf")).CombinedOutput(); err != nil || bytes.Contains(out, []byte("[warn]")) {
		t.Fatalf("nginx does not like the settings: %v\n%s", err, out)
	}
	return start(t, "http://"+address, exec.Command(nginx, "-e", "stderr", "-c", filepath.Join(dir, "nginx.conf")))
}

func startCaddy(t *testing.T, root string) (site string) {
	dir, address := t.TempDir(), freePort(t)
	site = "http://" + address
	var conf bytes.Buffer
	if err := WriteWebServer(&conf, WebServer{Program: "caddy", Root: root, Host: site}); err != nil {
		t.Fatal(err)
	}
	// The port for questions about Caddy itself would be taken where one is running.
	writeFile(t, filepath.Join(dir, "Caddyfile"), append([]byte("{\n\tadmin off\n\tauto_https off\n}\n"), conf.Bytes()...))
	cmd := exec.Command("caddy", "run", "--config", filepath.Join(dir, "Caddyfile"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	return start(t, site, cmd)
}

// start runs a server until the test ends, and waits until it answers.
func start(t *testing.T, site string, cmd *exec.Cmd) string {
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for range 200 {
		c, err := net.Dial("tcp", strings.TrimPrefix(site, "http://"))
		if err == nil {
			c.Close()
			return site
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer", cmd.Path)
	return ""
}

func TestWebServerWrongUse(t *testing.T) {
	for _, s := range []WebServer{
		{Program: "apache", Host: "localhost"}, {Program: "nginx"}, {Program: "nginx", Host: "a; root /"}, {Program: "caddy", Host: "a {"},
	} {
		var out bytes.Buffer
		if err := WriteWebServer(&out, s); err == nil || out.Len() > 0 {
			t.Errorf("%+v: error %v, wrote %q", s, err, out.String())
		}
	}
}
