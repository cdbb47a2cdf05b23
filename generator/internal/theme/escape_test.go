package theme

import (
	"reflect"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/surface"
)

// evil is what somebody would write who wants to run a script.
const evil = `"'><script>evil()</script>{{evil}}&`

// poison puts evil into every text there is, and evil addresses into every Ref.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			poison(v.Elem())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[block.Markup]() {
			return // safe by its contract
		}
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				poison(f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	case reflect.String:
		switch v.Type() {
		case reflect.TypeFor[block.Ref]():
			v.SetString("javascript:evil()")
		case reflect.TypeFor[block.ChartType](), reflect.TypeFor[block.Hue]():
		default:
			v.SetString(evil)
		}
	}
}

// poisoned returns a copy of a block with evil in all of it.
func poisoned(b block.Block) block.Block {
	v := reflect.New(reflect.TypeOf(b))
	v.Elem().Set(reflect.ValueOf(b))
	poison(v)
	return v.Elem().Interface().(block.Block)
}

func checkHarmless(t *testing.T, name, html string) {
	t.Helper()
	if !strings.Contains(html, "evil()") {
		t.Errorf("%s: the text is not there at all", name)
	}
	for _, bad := range []string{"<script>evil", "javascript:", `"'>`, `"">`} {
		if i := strings.Index(html, bad); i >= 0 {
			t.Errorf("%s: %s in …%s", name, bad, html[max(0, i-80):min(len(html), i+80)])
		}
	}
}

func TestTextsAreNoMarkup(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		p := prose()
		p.Title = "正文"
		for _, b := range []block.Block{p, facts(), figures(4), ledger(2), ranking(), columns(), cards(2), callout(), signatures(), steps(6), schedule(), people(2), tree()} {
			checkHarmless(t, b.Name(), renderBlock(t, th, poisoned(b)))
		}
	})
}

func TestPageFieldsAreNoMarkup(t *testing.T) {
	onThemes(t, func(t *testing.T, th *Theme, _ string) {
		for _, p := range []*surface.Page{homePage(), sectionPage(), recordPage(), archivePage(), portalPage(), notFoundPage(), redirectPage()} {
			name := p.Template
			s := *p.Site
			p.Site = &s
			poison(reflect.ValueOf(&s))
			poison(reflect.ValueOf(p))
			p.Template, p.Path, s.Base, s.Canonical = name, "xiangyang/a/index.html", "xiangyang/", "https://example.org/"
			checkHarmless(t, name, render(t, th, p))
		}
	})
}

func TestProseAddresses(t *testing.T) {
	b := prose()
	b.Markup.Refs[0] = "javascript:evil()"
	html := renderBlock(t, load(t, nil), b)
	if strings.Contains(html, "javascript:") || !strings.Contains(html, `<a href="#">10月财务公开</a>`) || !strings.Contains(html, `href="../jiejia.pdf"`) {
		t.Error(html)
	}
}

func TestTel(t *testing.T) {
	for phone, want := range map[string]string{
		"0000-12345678": "tel:000012345678", "+86 10 1234 5678": "tel:+861012345678",
		"0000-12345678 转 2": "tel:000012345678", "(0000) 1234567": "tel:00001234567",
	} {
		if got := string(tel(phone)); got != want {
			t.Errorf("%s → %s, want %s", phone, got, want)
		}
	}
}
