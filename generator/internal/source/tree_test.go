package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/generator/internal/diag"
)

func TestFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, path := range []string{
		"board.yaml", "财务/2026-10.md", "财务/_index.md", "财务/图.jpg", "b/board.yaml", "b/A.MD", "a.md", "a-b/x.md",
		".git/config", "~$a.md", "a.md~", "b/a.tmp", "b/a.bak", "Thumbs.db", "b/Desktop.ini", "themes/红/web.css", "b/themes/x.css",
	} {
		fsys[path] = &fstest.MapFile{Data: []byte(path)}
	}
	var r diag.Report
	var got []string
	for _, f := range OpenFS(fsys).Files(&r) {
		got = append(got, fmt.Sprint(f.Path, " ", f.Type, " ", f.Size))
	}
	want := []string{
		"a-b/x.md 2 8", "a.md 2 4", "b/A.MD 2 6", "b/board.yaml 1 12", "b/themes/x.css 0 14", "board.yaml 1 10",
		"财务/2026-10.md 2 17", "财务/_index.md 2 16", "财务/图.jpg 0 14",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s", strings.Join(got, "\n"))
	}
	if found := r.Findings(); len(found) > 0 {
		t.Errorf("unexpected: %v", found)
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ name, code string }{
		{"a:b.md", "GK0103"},
		{"a?.md", "GK0103"},
		{"a<b>.md", "GK0103"},
		{`a"b.md`, "GK0103"},
		{`a\b.md`, "GK0103"},
		{"a\tb.md", "GK0103"},
		{"尾点.", "GK0103"},
		{"尾空格 ", "GK0103"},
		{" 头空格.md", "GK0103"},
		{"con.md", "GK0103"},
		{"NUL", "GK0103"},
		{"com1.txt.md", "GK0103"},
		{"Lpt9.md", "GK0103"},
		{strings.Repeat("字", 67) + ".md", "GK0103"},
		{"board.yml", "GK0106"},
		{"Board.yaml", "GK0106"},
		{"财务公开（10月）.md", ""},
		{"com.md", ""},
		{"com10.md", ""},
		{"console.md", ""},
		{"a b.md", ""},
		{"v1.2.md", ""},
	}
	for _, tt := range tests {
		var r diag.Report
		memory(tt.name, "x").Files(&r)
		got := ""
		for _, f := range r.Findings() {
			got += f.Code
		}
		if got != tt.code {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.code)
		}
	}
}

func TestNameClash(t *testing.T) {
	fsys := fstest.MapFS{"x/A.md": {Data: []byte("x")}, "x/a.md": {Data: []byte("x")}, "y/a.md": {Data: []byte("x")}}
	var r diag.Report
	OpenFS(fsys).Files(&r)
	if found := r.Findings(); len(found) != 1 || found[0].Code != "GK0104" || found[0].Pos.File != "x/a.md" {
		t.Errorf("got %v", found)
	}
}

func TestSymlinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	outside := filepath.Join(t.TempDir(), "outside.md")
	dir := t.TempDir()
	write(t, outside, "秘密")
	write(t, filepath.Join(dir, "真/a.md"), "正文")
	for name, target := range map[string]string{
		"出.md": outside, "断.md": "没有.md", "内.md": "真/a.md", "夹": "真", "外夹": filepath.Dir(outside),
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	tree := open(t, dir)
	var r diag.Report
	var got []string
	for _, f := range tree.Files(&r) {
		got = append(got, f.Path)
	}
	if s := strings.Join(got, " "); s != "内.md 真/a.md" {
		t.Errorf("files: %s", s)
	}
	var codes []string
	for _, f := range r.Findings() {
		codes = append(codes, f.Pos.File+" "+f.Code)
	}
	if s := strings.Join(codes, ", "); s != "出.md GK0101, 外夹 GK0101, 夹 GK0102, 断.md GK0101" {
		t.Errorf("findings: %s", s)
	}
	for _, path := range []string{"出.md", "外夹/outside.md", "../" + filepath.Base(filepath.Dir(outside)) + "/outside.md"} {
		if b, err := tree.ReadFile(path); err == nil {
			t.Errorf("read %s: %q", path, b)
		}
		if doc := tree.Document(path, new(diag.Report)); doc != nil {
			t.Errorf("document %s was read", path)
		}
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "大.md"), "")
	if err := os.Truncate(filepath.Join(dir, "大.md"), 100<<20); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "夹.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	tree := open(t, dir)
	for path, want := range map[string]string{
		"大.md": "这个文件有 100 MB，超过了 8 MB 的上限。",
		"夹.md": "读不了这个文件：它不是普通文件。",
		"无.md": "读不了这个文件：找不到它。",
	} {
		var r diag.Report
		doc := tree.Document(path, &r)
		if found := r.Findings(); doc != nil || len(found) != 1 || found[0].Message != want {
			t.Errorf("%s: got %v, want %s", path, found, want)
		}
	}
}

func TestUnreadableFolder(t *testing.T) {
	fsys := failing{fstest.MapFS{"a/x.md": {Data: []byte("x")}, "b.md": {Data: []byte("x")}}}
	var r diag.Report
	files := OpenFS(fsys).Files(&r)
	if found := r.Findings(); len(files) != 1 || len(found) != 1 || found[0].Code != "GK0100" || !strings.Contains(found[0].Message, "没有权限") {
		t.Errorf("got %v, %v", files, found)
	}
}

// failing is a file system whose folder a may not be read.
type failing struct{ fstest.MapFS }

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "a" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadDir(name)
}

// TestEncodings reads one document in every encoding that offices produce.
func TestEncodings(t *testing.T) {
	const text = "---\r\n标题: 联通公司停水通知\r\n# 注释\r\n日期: 2026-10-05\r\n---\r\n\r\n各位居民：停水 3 天。\r\n"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	tests := []struct {
		name string
		raw  []byte
		want string // findings; a usable document has warnings only
		ok   bool
	}{
		{"crlf", []byte(text), "", true},
		{"cr", []byte(strings.ReplaceAll(text, "\r\n", "\r")), "", true},
		{"bom", append([]byte("\uFEFF"), text...), "", true},
		{"gbk", gbk, "0:0 GK0111\n", true},
		{"gbk short", []byte("\xc1\xaa\xcd\xa8"), "0:0 GK0111\n", true}, // 联通, which looks like UTF-8
		{"utf-16le", little, "0:0 GK0112\n", true},
		{"utf-16be", big, "0:0 GK0112\n", true},
		{"utf-16 without mark", little[2:], "1:2 GK0114\n", false},
		{"nul", []byte("---\n标题: 甲\n---\n\x00\n"), "4:1 GK0114\n", false},
		{"neither", []byte("甲乙\n\xff\xff\n丙丁\n"), "2:1 GK0113\n", false},
		{"broken utf-8", []byte("各位\n居民\xe8\xb7注意停水\n好\xe6\n"), "2:3 GK0113\n3:2 GK0113\n", false},
		{"broken utf-8 that is gbk too", []byte("各位居民\xe8\xb7注意停水"), "1:5 GK0113\n", false},
		{"bom broken", []byte("\uFEFF甲\xff\n"), "1:2 GK0113\n", false},
		{"empty", nil, "0:0 GK0110\n", false},
		{"bom only", []byte("\uFEFF"), "0:0 GK0110\n", false},
	}
	for _, tt := range tests {
		var r diag.Report
		doc := memory("in", string(tt.raw)).Document("in", &r)
		if got := list(&r); got != tt.want || (doc != nil) != tt.ok {
			t.Errorf("%s: document %v, findings %s", tt.name, doc != nil, got)
		}
		if doc == nil || len(doc.Front.Entries) == 0 {
			continue
		}
		if e := doc.Front.Entries; e[0].Value.Text != "联通公司停水通知" || e[1].Pos.Line != 4 {
			t.Errorf("%s: front matter %v", tt.name, e)
		}
	}
}

func TestLine(t *testing.T) {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String("第一行\r\n第二行\r\n" + strings.Repeat("长", 200))
	tree := memory("in", gbk)
	for n, want := range map[int]string{0: "", 1: "第一行", 2: "第二行", 3: strings.Repeat("长", 159) + "…", 4: ""} {
		if got := tree.Line("in", n); got != want {
			t.Errorf("line %d: %q", n, got)
		}
	}
	if got := tree.Line("无", 1); got != "" {
		t.Errorf("line of no file: %q", got)
	}
}

func TestManyFindings(t *testing.T) {
	var r diag.Report
	memory("in", strings.Repeat("<b>\n\n", 5000)).Document("in", &r)
	found := r.Findings()
	if len(found) != maxFindings+1 || found[0].Code != "GK0118" {
		t.Errorf("%d findings, the first is %v", len(found), found[0])
	}
}

// TestConcurrent reads one tree from many goroutines; the race detector looks on.
func TestConcurrent(t *testing.T) {
	raw, err := os.ReadFile("testdata/golden/record.md")
	if err != nil {
		t.Fatal(err)
	}
	tree := memory("in", string(raw))
	want := dump(tree.Document("in", new(diag.Report)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				var r diag.Report
				if got := dump(tree.Document("in", &r)); got != want {
					t.Error("differs")
				}
				tree.Line("in", 2)
			}
		})
	}
	wg.Wait()
}

func open(t *testing.T, dir string) *Tree {
	t.Helper()
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkDocument reads a document of 3 KB: front matter, text, a table of 30 rows.
func BenchmarkDocument(b *testing.B) {
	var s bytes.Buffer
	s.WriteString("---\n标题: 向阳社区2026年10月财务公开\n日期: 2026-10-31\n类型: finance\n期间: 2026-10\n期初: 86412.35\n期末: 89012.10\ntags: [财务, 公开]\n" +
		"签字:\n  - 角色: 经手人\n    姓名: 王秀兰\n    日期: 2026-11-02\n---\n\n本月收支已经监督委员会审核，**“收支”**两条线清楚，[凭证](附件/凭证.pdf)备查。\n\n" +
		"| 日期 | 凭证号 | 科目 | 摘要 | 收入 | 支出 | 结余 |\n|---|---|---|---|--:|--:|--:|\n")
	for i := range 30 {
		fmt.Fprintf(&s, "| 10-%02d | 记-%03d | 办公费 | 购置打印纸 | | 128.50 | 86,283.85 |\n", i+1, i)
	}
	s.WriteString("\n## 说明\n\n如有疑问，请于十日内向社区提出。\n")
	tree := memory("in", s.String())
	b.SetBytes(int64(s.Len()))
	b.ReportAllocs()
	for b.Loop() {
		var r diag.Report
		if tree.Document("in", &r) == nil {
			b.Fatal(r.Findings())
		}
	}
}
