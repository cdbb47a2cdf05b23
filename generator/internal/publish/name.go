package publish

import (
	"path"
	"strings"
	"unicode/utf8"
)

// control is the folder of our own things in an output folder.
const control = ".gongkai"

// maxComponent is the longest file name, in bytes, that Linux file systems take.
const maxComponent = 255

// checkName says why a name cannot be written on some system that a clerk or a
// web server may use, or "" when it can. The rules are those of Windows on every
// system, so that a site built on one machine can be copied to another.
func checkName(name string) string {
	switch {
	case name == "":
		return "名称是空的"
	case !utf8.ValidString(name):
		return "含有无法识别的字符"
	case strings.HasPrefix(name, "/"):
		return "不能以“/”开头"
	case path.Clean(name) != name || name == "." || name == ".." || strings.HasPrefix(name, "../"):
		return "不能含有“.”、“..”或多余的“/”"
	}
	for component := range strings.SplitSeq(name, "/") {
		if reason := checkComponent(component); reason != "" {
			return reason
		}
	}
	if first, _, _ := strings.Cut(name, "/"); fold(first) == control {
		return "“.gongkai”是本程序自用的文件夹"
	}
	return ""
}

func checkComponent(s string) string {
	if i := strings.IndexFunc(s, forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		if r < ' ' || r == 0x7f {
			return "含有看不见的控制字符"
		}
		return "含有 Windows 不允许的字符“" + string(r) + "”"
	}
	switch {
	case len(s) > maxComponent:
		return "其中一段超过 255 个字节（约 85 个汉字）"
	case strings.HasSuffix(s, ".") || strings.HasSuffix(s, " "):
		return "其中一段以点或空格结尾，Windows 不允许"
	case reserved(s):
		return "“" + s + "”是 Windows 保留的名称"
	}
	return ""
}

func forbidden(r rune) bool {
	return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\`, r)
}

// reserved tells whether Windows takes the name for a device, which it does with
// any extension and with spaces before it.
func reserved(s string) bool {
	stem, _, _ := strings.Cut(s, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		port, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// fold maps the names that Windows and macOS take for the same file to one key.
func fold(name string) string {
	return strings.ToLower(strings.ToUpper(name))
}

// claim is a path that a build uses, as a file or as a folder above files.
type claim struct {
	name   string
	folder bool
}

// claims are the paths of one build by their folded names. Letter case counts:
// two spellings of one path are one file on Windows and two on Linux, so a build
// must not have both.
type claims map[string]claim

// add claims a name and the folders above it.
func (c claims) add(name string) error {
	key := fold(name)
	if prev, taken := c[key]; taken {
		return prev.clash(name, false)
	}
	for dir, k := path.Dir(name), path.Dir(key); dir != "."; dir, k = path.Dir(dir), path.Dir(k) {
		prev, taken := c[k]
		if !taken {
			continue
		}
		if prev.name != dir || !prev.folder {
			return prev.clash(dir, true)
		}
		break // and so are the folders above it
	}
	c[key] = claim{name: name}
	for dir, k := path.Dir(name), path.Dir(key); dir != "."; dir, k = path.Dir(dir), path.Dir(k) {
		if _, known := c[k]; known {
			break
		}
		c[k] = claim{name: dir, folder: true}
	}
	return nil
}

// clash says how a path collides with one that was claimed before.
func (c claim) clash(name string, folder bool) *NameError {
	e := &NameError{Name: name, Other: c.name, clash: clashTwice}
	switch {
	case c.folder != folder:
		e.clash = clashFolder
	case c.name != name:
		e.clash = clashCase
	}
	return e
}

// blocks tells whether a stale path must go before the claimed ones can be
// written: a file where a folder will be or the other way round, or the same
// path in other letter case, which Windows would not tell from the new one.
func (c claims) blocks(stale string) bool {
	folder := false
	for p, k := stale, fold(stale); p != "."; p, k = path.Dir(p), path.Dir(k) {
		if now, ok := c[k]; ok && (now.name != p || now.folder != folder) {
			return true
		}
		folder = true
	}
	return false
}

// spellings are the ways in which the paths of an earlier build were written:
// from the folded path to its spelling, or to "" when there is more than one.
type spellings map[string]string

func (s spellings) add(name string) {
	for p, k := name, fold(name); p != "."; p, k = path.Dir(p), path.Dir(k) {
		if prev, ok := s[k]; !ok {
			s[k] = p
		} else if prev != p {
			s[k] = ""
		} else if p != name {
			return
		}
	}
}

// differ tells whether the earlier build wrote the name or a folder above it in
// another letter case.
func (s spellings) differ(name string) bool {
	for p, k := name, fold(name); p != "."; p, k = path.Dir(p), path.Dir(k) {
		if prev, ok := s[k]; ok && prev != p {
			return true
		}
	}
	return false
}
