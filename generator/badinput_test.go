package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/publish"
)

// folder writes files, and those of the base, into a new folder. The text is a txtar archive.
func folder(t *testing.T, text string) string {
	t.Helper()
	return unpack(t, txtar.Parse([]byte(text)))
}

// secret marks what is hidden in hiddenBoard in one way or another.
type secret struct {
	mark   string
	keys   string // front matter that hides a record
	show   func(*Options)
	period string // keeps the evaluations apart
}

var secrets = []secret{
	{"zqcaogao", "日期: 2026-11-20\n草稿: 是", func(o *Options) { o.Drafts = true }, "2026-08"},
	{"zqweilai", "日期: 2026-11-20\n发布日期: 2026-11-23", func(o *Options) { o.Future = true }, "2026-09"},
	{"zqguoqi", "日期: 2026-11-01\n失效日期: 2026-11-22", func(o *Options) { o.Expired = true }, "2026-10"},
}

// hiddenBoard has a visible notice, and for each secret a hidden record of every kind. Everything that a hidden
// record could leave behind has the mark in it.
func hiddenBoard(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("-- tongzhi/tingshui.md --\n---\n标题: 停水通知\n日期: 2026-11-20\n---\n\n另见[下一批](zqcaogao.md)。\n")
	for _, s := range secrets {
		write := func(section, own, body string) {
			fmt.Fprintf(&b, "-- %[1]s/%[2]s.md --\n---\n标题: %[2]s\n%[3]s\n摘要: %[2]s摘要\n标签: [%[2]s标签]\n编号: %[1]s-%[2]s\n旧网址: /old/%[1]s-%[2]s/\n%[4]s---\n\n%[5]s\n",
				section, s.mark, s.keys, own, body)
		}
		write("tongzhi", "附件: ["+s.mark+".csv]\n", "见[附件]("+s.mark+".pdf)。\n\n![现场图]("+s.mark+".svg)")
		write("chengnuo", "承诺人: "+s.mark+"\n承诺类别: 个人\n签署日期: 2026-01-12\n", "| 承诺事项 | 完成时限 | 状态 |\n|---|---|---|\n| "+s.mark+" | 2026-12-10 | 进行中 |")
		write("juwu", "类别: "+s.mark+"\n公示起: 2026-11-16\n公示期: 7天\n", s.mark)
		write("caiwu", "期间: 2026-10\n账户: "+s.mark+"\n期初结余: 0\n期末结余: 500\n", "| 日期 | 科目 | 摘要 | 收入 | 支出 |\n|---|---|---|---|---|\n| 10月8日 | "+s.mark+" | 租金 | 500 | |")
		write("sanping", "期间: "+s.period+"\n来源类别: 领导点评\n", "| 对象 | 得分 |\n|---|---|\n| "+s.mark+" | 95 |")
		write(s.mark, "类型: notice\n", "这个栏目只有这一条。")
		for _, ext := range []string{".csv", ".pdf", ".svg"} {
			fmt.Fprintf(&b, "-- tongzhi/%s%s --\n%s的附件\n", s.mark, ext, s.mark)
		}
	}
	return folder(t, b.String())
}

// holders lists the files of an output folder, the program's own marks included, that have a
// text in their name or content.
func holders(t *testing.T, dir, text string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if rel, _ := filepath.Rel(dir, name); strings.Contains(rel, text) || bytes.Contains(data, []byte(text)) {
			found = append(found, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestHiddenRecordsLeaveNoTrace holds invariant 4: what is not public on the as-of date
// is in no file, be it a page, a list, a total, an attachment or a list of files.
func TestHiddenRecordsLeaveNoTrace(t *testing.T) {
	public := buildTo(t, Options{Source: hiddenBoard(t)})
	for _, s := range secrets {
		if found := holders(t, public, s.mark); len(found) > 0 {
			t.Errorf("%s is in %s", s.mark, strings.Join(found, ", "))
		}
	}
	if found := holders(t, public, "停水通知"); len(found) == 0 {
		t.Error("the visible notice is not there either")
	}
}

// TestHiddenRecordsOnRequest shows what is hidden in each way with its own flag, and nothing else.
func TestHiddenRecordsOnRequest(t *testing.T) {
	source, cache := hiddenBoard(t), t.TempDir()
	for _, s := range secrets {
		opts := Options{Source: source, CacheDir: cache}
		s.show(&opts)
		public := buildTo(t, opts)
		for _, file := range []string{
			"tongzhi/X/index.html", "chengnuo/X/index.html", "juwu/X/index.html", "caiwu/X/index.html", "sanping/X/index.html",
			"X/X/index.html", "tongzhi/X.csv", "tongzhi/X.pdf", "tongzhi/X.svg", "old/tongzhi-X/index.html",
		} {
			if _, err := os.Stat(filepath.Join(public, strings.ReplaceAll(file, "X", s.mark))); err != nil {
				t.Error(err)
			}
		}
		for _, other := range secrets {
			if found := holders(t, public, other.mark); other.mark != s.mark && len(found) > 0 {
				t.Errorf("showing %s shows %s too", s.mark, other.mark)
			}
		}
	}
}

// TestLinksOutOfTheTree puts symbolic links where an author may put files. What they lead to
// outside of the source is neither read nor published.
func TestLinksOutOfTheTree(t *testing.T) {
	outside := t.TempDir()
	writeFile(t, filepath.Join(outside, "mi.md"), []byte("---\n标题: 机密\n日期: 2026-11-20\n---\n\n机密\n"))
	writeFile(t, filepath.Join(outside, "mi.pdf"), []byte("机密"))
	dir := folder(t, "-- tongzhi/tingshui.md --\n---\n标题: 停水通知\n日期: 2026-11-20\n---\n\n见[附件](fujian.pdf)。\n")
	for name, target := range map[string]string{
		"tongzhi/mi.md": filepath.Join(outside, "mi.md"), "tongzhi/fujian.pdf": filepath.Join(outside, "mi.pdf"),
		"tongzhi/wai": outside, "tongzhi/diushi.md": "meiyou.md", "tongzhi/lingwai": "../juwu",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err) // a privilege on Windows
		}
	}
	const want = `tongzhi/diushi.md:0:0 GK0101 错误 “diushi.md”是一个快捷链接，指向公开栏文件夹以外或者已经不存在的地方。
    请把原文件复制到公开栏文件夹里，代替这个链接。
tongzhi/fujian.pdf:0:0 GK0101 错误 “fujian.pdf”是一个快捷链接，指向公开栏文件夹以外或者已经不存在的地方。
    请把原文件复制到公开栏文件夹里，代替这个链接。
tongzhi/lingwai:0:0 GK0102 警告 “lingwai”是指向另一个文件夹的快捷链接，里面的内容没有读取。
    请把那个文件夹复制到公开栏文件夹里，代替这个链接。
tongzhi/mi.md:0:0 GK0101 错误 “mi.md”是一个快捷链接，指向公开栏文件夹以外或者已经不存在的地方。
    请把原文件复制到公开栏文件夹里，代替这个链接。
tongzhi/wai:0:0 GK0101 错误 “wai”是一个快捷链接，指向公开栏文件夹以外或者已经不存在的地方。
    请把原文件复制到公开栏文件夹里，代替这个链接。
`
	if got := check(t, dir); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// TestIrregularFile finds a socket in the source, which must not be read: that could wait for ever.
func TestIrregularFile(t *testing.T) {
	dir := folder(t, "")
	socket, err := net.Listen("unix", filepath.Join(dir, "tongzhi", "s"))
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	expect(t, check(t, dir), "tongzhi/s:0:0 GK0105 错误 “s”不是普通文件，不能发布。")
}

// expect compares findings by their first lines.
func expect(t *testing.T, got string, want ...string) {
	t.Helper()
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(got), "\n") {
		if !strings.HasPrefix(line, "    ") {
			lines = append(lines, line)
		}
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
}

// TestHugeInput gives what no author writes by hand: each is refused with one finding, and soon.
func TestHugeInput(t *testing.T) {
	const head = "---\n标题: 停水通知\n日期: 2026-11-20\n"
	rows := strings.Builder{}
	for i := range 367 {
		fmt.Fprintf(&rows, "| 第%d户 | %d |\n", i, i)
	}
	tests := []struct{ name, text, want string }{
		{"line", head + "---\n\n" + strings.Repeat("停水", 6000) + "\n", "tongzhi/a.md:6:1 GK0117 错误 这一行有 35 KB，太长了。"},
		{"header", head + strings.Repeat("摘要: 停水\n", 5000) + "---\n", "tongzhi/a.md:1:1 GK0126 错误 文件头超过了 64 KB。"},
		{"definitions", head + "---\n\n" + strings.Repeat("[甲]: a.pdf\n", 1001), "tongzhi/a.md:1006:1 GK0161 错误 “[名称]: 网址”这样的行太多了（最多 1000 行）。"},
		{
			"chart", head + "---\n\n| 住户 | 用水 |\n|---|---|\n" + rows.String() + "\n```chart\n类型: 柱形图\n标题: 用水\n```\n",
			"tongzhi/a.md:376:1 GK0504 错误 图表“用水”有 367 行，超过了 366 行",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := folder(t, "")
			writeFile(t, filepath.Join(dir, "tongzhi/a.md"), []byte(test.text))
			expect(t, check(t, dir), test.want)
		})
	}
	t.Run("file", func(t *testing.T) {
		dir := folder(t, "-- tongzhi/a.md --\n")
		if err := os.Truncate(filepath.Join(dir, "tongzhi/a.md"), 100<<20); err != nil {
			t.Fatal(err)
		}
		expect(t, check(t, dir), "tongzhi/a.md:0:0 GK0107 错误 这个文件有 100 MB，超过了 8 MB 的上限。")
	})
	t.Run("findings", func(t *testing.T) {
		dir := folder(t, "")
		writeFile(t, filepath.Join(dir, "tongzhi/a.md"), []byte(head+"---\n"+strings.Repeat("\n[链接]()\n", 300)))
		got := check(t, dir)
		if n := strings.Count(got, "GK0154"); n != 200 || !strings.Contains(got, "tongzhi/a.md:0:0 GK0118 错误 这个文件的问题超过 200 处，后面的没有列出。") {
			t.Errorf("%d findings:\n%.500s", n, got)
		}
	})
}

// TestFileInUse needs Windows, where a virus scanner may keep a file open.
func TestFileInUse(t *testing.T) {
	const sharingViolation = syscall.Errno(32)
	if runtime.GOOS != "windows" {
		t.Skip("other systems never say this")
	}
	if f := publish.Finding(&publish.IOError{Path: "public/index.html", Err: sharingViolation}); f.Code != "GK0713" {
		t.Errorf("got %+v", f)
	}
}

// TestNoBoard runs in a folder that has no board, and in one with files beside its boards.
func TestNoBoard(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "说明.md"), []byte("# 说明\n"))
	expect(t, check(t, dir), "board.yaml:0:0 GK0305 错误 这个文件夹里没有 board.yaml，也没有带 board.yaml 的子文件夹。")
	writeFile(t, filepath.Join(dir, "shequ/board.yaml"), []byte(base["board.yaml"]))
	expect(t, check(t, dir), "说明.md:0:0 GK0306 警告 这个文件不在任何公开栏里，不会发布。")
}

// TestUnusualInputIsRead builds from what is unusual but right: a byte order mark, Windows line ends,
// full-width digits, 万, brackets for negative amounts, dates without a year, a month
// without a transaction.
func TestUnusualInputIsRead(t *testing.T) {
	dir := folder(t, "-- caiwu/2026-09.md --\n---\n标题: 九月\n日期: 2026年10月12日\n期间: 2026年9月\n期初结余: （500）\n期末结余: （500）\n---\n\n| 日期 | 科目 | 摘要 | 收入 | 支出 |\n|---|---|---|---|---|\n")
	text := "\uFEFF---\n标题: 十月\n日期: 二〇二六年十一月十二日\n期间: ２０２６年１０月\n期初结余: (500)\n期末结余: １２，３００．００\n---\n\n" +
		"| 日期 | 科目 | 摘要 | 收入（元） | 支出（万元） | 结余 |\n|---|---|---|---|---|---|\n" +
		"| 10月8日 | 拨款 | 下拨经费 | 1.5万 | | 1.45万元 |\n| 10.9 | 办公 | 打印纸 | / | ０．２２ | ￥12,300 |\n| 合计 | | | 15,000 | 0.22 | |\n"
	writeFile(t, filepath.Join(dir, "caiwu/2026-10.md"), []byte(strings.ReplaceAll(text, "\n", "\r\n")))
	if got := check(t, dir); got != "" {
		t.Fatal(got)
	}
	public := buildTo(t, Options{Source: dir})
	page := pageText(t, filepath.Join(public, "caiwu/2026-10/index.html"))
	for _, want := range []string{
		"2026年11月12日", "-500.00", "2026-10-08", "15,000.00", "14,500.00", "2026-10-09", "2,200.00",
		"期初结余 -500.00 + 收入 15,000.00 − 支出 2,200.00 = 期末结余 12,300.00",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}

// parsePage reads a built page as a browser does.
func parsePage(t *testing.T, name string) *html.Node {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	root, err := html.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// pageText returns what a page says, one space between words.
func pageText(t *testing.T, name string) string {
	t.Helper()
	var b strings.Builder
	for n := range parsePage(t, name).Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// hostile is what an author, or who sends the author a text, might try.
const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>"' onload=alert(3) ]]></svg></script><iframe src=//example.org>`

// TestMarkupIsNeverTakenOver writes HTML into every text that an author has. It is shown
// as text, wherever it comes from.
func TestMarkupIsNeverTakenOver(t *testing.T) {
	quoted := "'" + strings.ReplaceAll(hostile, "'", "''") + "'"
	cell := strings.ReplaceAll(hostile, "|", `\|`)
	text := strings.NewReplacer("QUOTED", quoted, "CELL", cell, "PLAIN", hostile).Replace(`
-- board.yaml --
名称: QUOTED
单位: QUOTED
简称: QUOTED
简介: QUOTED
监督电话: 0000-12345678
联系: {地址: QUOTED, 时间: QUOTED, 意见箱: QUOTED}
类型设置:
  evaluation:
    来源: {QUOTED: 100}
    等次:
      - {名称: 满意, 分值: 100, 满意: 是}
-- tongzhi/_index.md --
---
标题: QUOTED
类型: notice
简介: QUOTED
---

PLAIN
-- tongzhi/a.md --
---
标题: QUOTED
日期: 2026-11-20
编号: QUOTED
摘要: QUOTED
单位: QUOTED
责任人: QUOTED
审核人: [QUOTED]
依据: QUOTED
来源: QUOTED
标签: [QUOTED]
---

# PLAIN

PLAIN

> - PLAIN

[链接](b.md "PLAIN")和` + "`PLAIN`" + `

| CELL | 数 |
|---|---|
| CELL | 5 |

` + "```chart" + `
类型: 柱形图
标题: QUOTED
说明: QUOTED
单位: QUOTED
` + "```" + `

` + "```" + `
PLAIN
` + "```" + `
-- tongzhi/b.md --
---
标题: QUOTED
日期: 2026-11-20
---

| CELL | 数 |
|---|---|
| CELL | 5 |
-- chengnuo/a.md --
---
标题: 承诺
日期: 2026-01-14
承诺人: QUOTED
承诺类别: 个人
岗位: QUOTED
签署日期: 2026-01-12
---

| 承诺事项 | 目标 | 完成时限 | 状态 | 佐证 |
|---|---|---|---|---|
| CELL | CELL | 2026-02-10 | 进行中 | CELL |
-- juwu/a.md --
---
标题: QUOTED
日期: 2026-11-16
类别: QUOTED
决定: QUOTED
会议: QUOTED
公示起: 2026-11-16
公示期: 7天
经办人: QUOTED
---
-- caiwu/a.md --
---
标题: 财务
日期: 2026-11-16
期间: 2026-10
账户: QUOTED
期初结余: 0
期末结余: 300
签字: {QUOTED: QUOTED}
---

| 日期 | 凭证号 | 科目 | 摘要 | 收入 | 支出 | 经手人 | CELL |
|---|---|---|---|---|---|---|---|
| 10月8日 | CELL | CELL | CELL | 500 | | CELL | CELL |
| 10月9日 | 2 | CELL | CELL | | 200 | CELL | CELL |
-- sanping/a.md --
---
标题: 评议
日期: 2026-11-16
期间: 2026-10
来源类别: QUOTED
方式: QUOTED
---

| 对象 | 得分 | 点评 |
|---|---|---|
| CELL | 95 | CELL |
`)
	dir := folder(t, text)
	public := buildTo(t, Options{Source: dir})
	shown := 0
	for name := range readTree(t, public) {
		if filepath.Ext(name) == ".html" {
			checkMarkup(t, name, parsePage(t, filepath.Join(public, name)))
			shown += strings.Count(pageText(t, filepath.Join(public, name)), "alert(3)")
		}
	}
	if shown < 50 {
		t.Errorf("the texts are shown only %d times", shown)
	}
}

// safeSchemes are what an address on a page may start with.
var safeSchemes = map[string]bool{"": true, "http": true, "https": true, "mailto": true, "tel": true, "data": true}

// checkMarkup looks for anything on a page that a browser would run or load from elsewhere.
func checkMarkup(t *testing.T, name string, root *html.Node) {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			}
			if a.Key == "href" || a.Key == "src" || a.Key == "action" {
				if u, err := url.Parse(a.Val); err != nil || !safeSchemes[u.Scheme] || a.Key == "src" && u.Host != "" {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
		}
		switch n.Data {
		case "iframe", "object", "embed", "form", "base":
			if name != "screen/index.html" && name != "search/index.html" { // which show screens in frames, and ask for words
				t.Errorf("%s: <%s>", name, n.Data)
			}
		case "script":
			if n.FirstChild != nil && !strings.HasSuffix(attrs["type"], "json") && strings.Contains(n.FirstChild.Data, "alert") {
				t.Errorf("%s: <script>%.80s", name, n.FirstChild.Data)
			}
		case "img":
			if attrs["src"] == "x" {
				t.Errorf("%s: the author's <img>", name)
			}
		}
	}
}
