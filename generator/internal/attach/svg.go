package attach

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"gongkai/generator/internal/diag"
)

var errUnsafeSVG = diag.Define("GK0630", diag.Error,
	"SVG 图“%[1]s”里有%[2]s，不能发布。", "SVG 图里只能有图形和文字：用画图软件另存一份“普通 SVG”，或者存成 PNG。")

// active are elements that run, load or embed something.
var active = map[string]string{
	"script": "脚本", "foreignobject": "嵌入的网页（foreignObject）", "iframe": "嵌入的网页", "embed": "嵌入的文件", "object": "嵌入的文件",
	"handler": "脚本", "audio": "声音", "video": "视频", "animate": "动画", "set": "动画", "animatetransform": "动画", "animatemotion": "动画",
}

// svg refuses drawings that do more than draw: opened on their own they are pages of this site.
func (r *reading) svg(data []byte) {
	var texts []string
	wrong := ""
	err := walk(data, func(t xml.Token) {
		wrong = cmp.Or(wrong, unsafe(t))
		switch t := t.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if name := strings.ToLower(a.Name.Local); name != "d" && name != "points" && !declares(a) {
					texts = append(texts, a.Value)
				}
			}
		case xml.CharData:
			texts = append(texts, string(t))
		case xml.Comment:
			texts = append(texts, string(t))
		}
	})
	if err != nil {
		r.add(errBroken, "SVG 写得不对")
		return
	}
	if wrong != "" {
		r.add(errUnsafeSVG, wrong)
	}
	r.text(strings.Join(texts, "\n"))
}

// walk calls f for every token, as far as the XML is in order: a browser would show no other drawing.
func walk(data []byte, f func(xml.Token)) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		f(t)
	}
}

// unsafe says what is wrong with a piece of a drawing, or nothing.
func unsafe(t xml.Token) string {
	switch t := t.(type) {
	case xml.StartElement:
		what := active[strings.ToLower(t.Name.Local)]
		for _, a := range t.Attr {
			what = cmp.Or(what, unsafeAttribute(a))
		}
		return what
	case xml.CharData:
		if outside(string(t)) {
			return "外部地址"
		}
	case xml.Directive:
		if strings.Contains(strings.ToUpper(string(t)), "ENTITY") {
			return "实体声明"
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			return "外部样式"
		}
	}
	return ""
}

// declares reports whether an attribute names a namespace.
func declares(a xml.Attr) bool { return a.Name.Space == "xmlns" || a.Name.Local == "xmlns" }

// unsafeAttribute says what is wrong with an attribute: handlers run, and addresses lead out of the file.
func unsafeAttribute(a xml.Attr) string {
	name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
	switch {
	case strings.HasPrefix(name, "on"):
		return "事件处理（" + a.Name.Local + "）"
	case declares(a):
		return ""
	case name == "href" || name == "src" || name == "base":
		if strings.HasPrefix(value, "#") || strings.HasPrefix(value, "data:image/png") || strings.HasPrefix(value, "data:image/jpeg") {
			return ""
		}
		return "外部地址"
	case outside(value):
		return "外部地址"
	}
	return ""
}

// outside reports whether a style loads something.
func outside(css string) bool {
	css = strings.ToLower(css)
	if strings.Contains(css, "@import") || strings.Contains(css, "javascript:") {
		return true
	}
	for {
		_, rest, ok := strings.Cut(css, "url(")
		if !ok {
			return false
		}
		if rest = strings.TrimLeft(rest, " '\""); !strings.HasPrefix(rest, "#") && !strings.HasPrefix(rest, "data:") {
			return true
		}
		css = rest
	}
}
