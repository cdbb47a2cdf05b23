package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// desktop is the program as somebody meets it who opens it by double-click: in a window of its own, which closes when
// the program ends, and with nobody to type a command.
type desktop struct {
	dir string // the folder it was opened in
	in  io.Reader
	out io.Writer
	run func(args []string) int // a command line
}

// depth is how far below its folder the program looks for a board.
const depth = 3

const welcome = `gongkai 把 Markdown 写的公开内容做成公开栏的网站、电子显示屏和张贴件。

这个文件夹里还没有公开栏（带 board.yaml 的文件夹）。

  · 已经有公开栏的：把 gongkai.exe 复制到公开栏的文件夹里，再双击。
  · 还没有的：在这个文件夹的地址栏里输入 cmd，按回车，再输入
        gongkai init 我的公开栏
    照着问的写，就有了一个小公开栏。
  · 先看看样子：输入 gongkai serve --sample
  · 所有的命令：输入 gongkai help
`

// open previews the board of the folder in a browser, or says how to begin. The window stays until whoever opened it has
// read what is in it.
func (d desktop) open() int {
	source, ok := findBoard(d.dir)
	if !ok {
		fmt.Fprint(d.out, welcome)
		d.wait()
		return exitClean
	}
	fmt.Fprintf(d.out, "正在打开公开栏：%s\n关掉这个窗口，预览就结束。\n\n", filepath.Join(d.dir, source))
	code := d.run([]string{"serve", "--open", "-s", filepath.Join(d.dir, source)})
	if code != exitClean {
		d.wait()
	}
	return code
}

// wait waits for the Enter key.
func (d desktop) wait() {
	fmt.Fprint(d.out, "\n按回车键关闭这个窗口。")
	_, _ = bufio.NewReader(d.in).ReadString('\n') // whatever is typed
}

// findBoard looks for the folder to preview: the folder itself, its folder content, the one folder below that is a board,
// or the folder that all boards below are in.
func findBoard(dir string) (source string, ok bool) {
	var found []string
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return fs.SkipDir // nothing to read there
		case e.IsDir() && rel != "." && (strings.HasPrefix(e.Name(), ".") || strings.Count(rel, string(filepath.Separator)) >= depth):
			return fs.SkipDir
		case !e.IsDir() && e.Name() == "board.yaml":
			found = append(found, filepath.Dir(rel))
		}
		return nil
	})
	if len(found) == 0 {
		return "", false
	}
	source = found[0]
	for _, other := range found[1:] {
		for source != "." && other != source && !strings.HasPrefix(other, source+string(filepath.Separator)) {
			source = filepath.Dir(source)
		}
	}
	return source, true
}

// workingDir is the folder that the program was opened in.
func workingDir() string {
	dir, err := os.Getwd()
	if err != nil {
		return "."
	}
	return dir
}
