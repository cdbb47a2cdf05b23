package generator

import (
	"io"
	"path/filepath"
	"strings"

	"gongkai/generator/internal/theme"
	"gongkai/themes"
)

// WebServer says for which site the settings of a web server are.
type WebServer struct {
	Program string // nginx or caddy
	Root    string // the output folder
	Host    string // name of the site; Caddy also takes an address with a port
	Listen  string // port of nginx, with or without an address before it; default 80
}

// serverFiles are the templates of settings below themes/server, by the name of the program.
var serverFiles = map[string]string{"nginx": "nginx.conf", "caddy": "Caddyfile"}

// WriteWebServer writes the settings with which a web server hands out an output folder: what browsers may keep and
// for how long, what pages may load, which encoding texts are in, and the page for addresses that there are not.
func WriteWebServer(w io.Writer, s WebServer) error {
	name, known := serverFiles[strings.ToLower(s.Program)]
	if !known {
		return &UsageError{"没有“" + s.Program + "”的设置。可以写 nginx 或者 caddy；别的网站服务器照着改。"}
	}
	if s.Root == "" {
		s.Root = "public"
	}
	root, err := filepath.Abs(s.Root)
	if err != nil {
		return err
	}
	s.Root = quoted(filepath.ToSlash(root))
	if s.Listen == "" {
		s.Listen = "80"
	}
	for _, text := range []string{s.Host, s.Listen} {
		if text == "" || strings.ContainsAny(text, " \t\r\n;{}\"'#$\\") {
			return &UsageError{"“" + text + "”不能做网站的域名或者端口，例如 --host gongkai.example.org --listen 80。"}
		}
	}
	text, err := themes.FS.ReadFile("server/" + name)
	if err != nil {
		return err
	}
	_, err = strings.NewReplacer("{{host}}", s.Host, "{{listen}}", s.Listen, "{{root}}", s.Root, "{{policy}}", theme.ServerPolicy).WriteString(w, string(text))
	return err
}

// quoted writes a path so that nginx and Caddy take it as one word.
func quoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(path) + `"`
}
