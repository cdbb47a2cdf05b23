package theme

import (
	"errors"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
)

// minifyHTML takes indentation out of a template, so that it is not in ten
// thousand pages. Tags and quotes stay: the text between {{ and }} decides what
// belongs to what.
func minifyHTML(template []byte) ([]byte, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDefaultAttrVals: true, KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true,
		KeepSpecialComments: true, TemplateDelims: html.GoTemplateDelims,
	})
	return m.Bytes("text/html", template)
}

func minifyCSS(data []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	return m.Bytes("text/css", data)
}

func minifyJS(data []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	return m.Bytes("text/javascript", data)
}

// syntaxPlace returns where the minifier could not read on, 0 if it does not say.
func syntaxPlace(err error) (line, col int) {
	var syntax interface {
		Position() (line, col int, context string)
	}
	if errors.As(err, &syntax) {
		line, col, _ = syntax.Position()
	}
	return line, col
}
