package theme

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"gongkai/generator/internal/diag"
)

// Asset is a file that pages of all boards share. Its name holds a hash of its
// content, so browsers may keep it for ever.
type Asset struct {
	Name string // below public/: assets/site.3f2a91bc.css
	Data []byte
}

// ErrNoBundle says that the program was compiled without the chart bundle.
var ErrNoBundle = errors.New("缺少浏览器里的绘图脚本：请在源码目录运行 make，再重新编译 gongkai")

var (
	errNoImport = diag.Define("GK0603", diag.Error,
		"样式表要引入的“%[1]s”不存在。", "改正文件名，或者删掉这一行。%[2]s")
	errScript = diag.Define("GK0604", diag.Error, "脚本第 %[1]d 行写错了。", "改正这一处；不会改时删掉这个文件，就会用回自带的脚本。")
)

// The plain names of assets.
const (
	styleAsset   = "site.css"
	extraAsset   = "extra.css"
	darkAsset    = "dark.css"
	readingAsset = "reading.js"
	guardAsset   = "until.js"
	finderAsset  = "search.js"
	scriptAsset  = "chart.js"
	pickAsset    = "pick.js"
	bundleAsset  = "echarts.js"
	iconAsset    = "icon.svg"
)

// Assets returns the files to write next to the pages.
func (t *Theme) Assets() []Asset { return t.assets }

// loadAssets reads, minifies and names the theme's own assets.
func (t *Theme) loadAssets() error {
	for _, a := range []struct {
		name, source string
		read         func(string) ([]byte, error)
	}{
		{styleAsset, "web/css/site.css", t.sheet},
		{extraAsset, "web/css/extra.css", t.sheet},
		{darkAsset, "web/css/dark.css", t.sheet},
		{printStyle, "print/css/print.css", t.sheet},
		{iconAsset, "web/img/icon.svg", t.files.read},
		{readingAsset, "web/js/reading.js", t.script},
		{guardAsset, "web/js/until.js", t.script},
		{finderAsset, "web/js/search.js", t.script},
		{scriptAsset, "web/js/chart.js", t.script},
		{pickAsset, "web/js/pick.js", t.script},
	} {
		data, err := a.read(a.source)
		if err != nil {
			return err
		}
		t.add(a.name, data)
	}
	return t.loadScreenAssets()
}

// sheet reads and minifies a style sheet.
func (t *Theme) sheet(name string) ([]byte, error) {
	data, err := t.files.style(name)
	if err != nil {
		return nil, err
	}
	return minifyCSS(data)
}

// script reads and minifies a script.
func (t *Theme) script(source string) ([]byte, error) {
	data, err := t.files.read(source)
	if err != nil {
		return nil, err
	}
	if data, err = minifyJS(data); err != nil {
		line, col := syntaxPlace(err)
		return nil, t.files.fault(errScript, diag.Pos{File: source, Line: line, Col: col}, err, line)
	}
	return data, nil
}

// loadBundle names the script that makes charts interactive. It is minified
// already, and begins with the licences of what is in it.
func (t *Theme) loadBundle(base fs.FS) error {
	data, err := fs.ReadFile(base, bundleFile)
	if err != nil {
		return ErrNoBundle
	}
	t.add(bundleAsset, data)
	return nil
}

// add names an asset that pages share after its content.
func (t *Theme) add(name string, data []byte) {
	full := "assets/" + fingerprinted(name, data)
	t.assets = append(t.assets, Asset{full, data})
	t.names[name] = full
}

// fingerprinted is the name of a file with a hash of its content in it.
func fingerprinted(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return fmt.Sprintf("%s.%x%s", strings.TrimSuffix(name, ext), sum[:4], ext)
}

var importRule = regexp.MustCompile(`^@import "([^"]+)";\s*$`)

// style returns a style sheet with those that it imports in their places.
func (f *files) style(name string) ([]byte, error) {
	data, err := f.read(name)
	if err != nil {
		return nil, err
	}
	var out []byte
	for i, line := range strings.SplitAfter(string(data), "\n") {
		m := importRule.FindStringSubmatch(line)
		if m == nil {
			out = append(out, line...)
			continue
		}
		imported, err := f.read(path.Join(path.Dir(name), m[1]))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, f.fault(errNoImport, diag.Pos{File: name, Line: i + 1}, err, m[1], f.didYouMeanStyle(name, m[1]))
		}
		if err != nil {
			return nil, err
		}
		out = append(append(out, imported...), '\n')
	}
	return out, nil
}

// didYouMeanStyle suggests a style sheet for a misspelt one.
func (f *files) didYouMeanStyle(sheet, name string) string {
	return diag.DidYouMean(name, f.in(path.Dir(sheet)))
}

// fault blames a file if it is the board's own, and the program otherwise. The
// place is in the theme.
func (f *files) fault(d *diag.Def, pos diag.Pos, cause error, args ...any) error {
	if !f.own[pos.File] {
		return fmt.Errorf("theme: %s: %w", pos, cause)
	}
	pos.File = f.at(pos.File)
	return &Broken{finding: d.At(pos, args...), cause: cause}
}
