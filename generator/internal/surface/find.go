package surface

import (
	"html"
	"path"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/search"
)

const findRef block.Ref = "/" + SearchDir + "/"

// SearchDir is the folder of a board with the page to search on and what it searches in.
const SearchDir = "search"

// record returns the content of a record's page, which it notes.
func (g *Gathered) record(r *kind.Record, content func() Content) func() Content {
	i := len(g.docs)
	g.docs = append(g.docs, search.Doc{
		Title: string(r.Title), URL: pageOf(r.Ref), Date: r.From().ISO(), Kind: r.Kind.Title(), Unit: string(r.Unit),
		Until: g.site.Ends[r.Ref], Later: true,
	})
	return func() Content {
		c := content()
		g.keep(g.index().Add(i, words(c)))
		return c
	}
}

// section notes a section, which is found by its title and what it says of itself.
func (g *Gathered) section(s *board.Section) { g.titled(s.Title, s.Description, s.Ref) }

// titled notes a page that is found by its title and what it says of itself.
func (g *Gathered) titled(title, about string, ref block.Ref) {
	g.docs = append(g.docs, search.Doc{Title: title, URL: pageOf(ref), Text: about})
}

// pageOf returns the address of a page from the board's root.
func pageOf(ref block.Ref) string { return escape(strings.TrimPrefix(string(ref), "/") + "index.html") }

// find plans the page to search on. It searches the boards below, too.
func (w *web) find() *Page {
	indexes := []block.Ref{indexRef("")}
	var below func(*board.Board)
	below = func(b *board.Board) {
		for _, c := range b.Children {
			indexes = append(indexes, indexRef(strings.TrimPrefix(c.Base, w.board.Base)))
			below(c)
		}
	}
	below(w.board)
	return findPage(w.site, indexes, w.waysIn())
}

// waysIn are the other ways to what a board has published, for those without a script.
func (w *web) waysIn() block.Cards {
	c := block.Cards{Head: block.Head{Title: "也可以这样找"}}
	for _, l := range w.site.Nav[1:] {
		c.Cards = append(c.Cards, block.Card{Title: l.Text, Ref: l.Ref})
	}
	return c
}

// indexRef is the address of the index in a folder below.
func indexRef(folder string) block.Ref {
	return block.Ref("/"+folder) + findRef[1:] + search.IndexName
}

func findPage(site *Site, indexes []block.Ref, ways block.Cards) *Page {
	return &Page{
		Site: site, Path: path.Join(site.Base, SearchDir, "index.html"), Template: "search", Title: "搜索", Current: findRef, Indexes: indexes,
		Content: func() Content {
			if len(ways.Cards) == 0 {
				return Content{}
			}
			return Content{Main: []block.Block{ways}}
		},
	}
}

// words returns what a page says, sentences and rows of tables on lines of their own.
func words(c Content) string {
	var b text
	for _, blocks := range [][]block.Block{c.Lead, c.Main, c.Aside} {
		for _, bl := range blocks {
			b.block(bl)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// text gathers lines.
type text struct{ strings.Builder }

// between stands between what is side by side on a page. With less, the numbers of two cells would read as one.
const between = " | "

// line adds what is shown together.
func (t *text) line(parts ...string) {
	n := 0
	for _, p := range parts {
		if p != "" {
			t.cell(n, p)
			n++
		}
	}
	if n > 0 {
		t.WriteByte('\n')
	}
}

func (t *text) block(bl block.Block) {
	head := bl.Lead()
	t.line(head.Title)
	switch bl := bl.(type) {
	case block.Prose:
		t.markup(bl.Markup)
	case block.Facts:
		for _, f := range bl.Facts {
			t.line(f.Label, f.Text, f.Badge.Text)
		}
	case block.Figures:
		for _, f := range bl.Figures {
			t.line(f.Label, f.Value, f.Unit, f.Change, f.Note)
		}
	case block.Table:
		t.table(bl)
	case block.Chart:
		t.table(bl.Table)
	case block.Cards:
		for _, c := range bl.Cards {
			t.line(c.Date, c.Title, c.Badge.Text, c.Text)
		}
	case block.Callout:
		t.line(bl.Text)
	case block.Signatures:
		for _, s := range bl.Signatures {
			t.line(s.Role, s.Name, s.Date)
		}
	case block.Steps:
		for _, s := range bl.Steps {
			t.line(s.Title, s.Who, s.Time, s.Text, s.Badge.Text)
		}
	case block.Schedule:
		for _, s := range bl.Spans {
			t.line(s.Title, s.Text, s.Badge.Text)
		}
	case block.People:
		for _, p := range bl.People {
			t.line(p.Name, p.Post, p.Unit, p.Phone, strings.Join(p.Duties, " "), p.Text)
		}
	case block.Tree:
		t.nodes(bl.Roots)
	}
	t.line(head.Note)
}

func (t *text) nodes(nodes []block.Node) {
	for _, n := range nodes {
		t.line(n.Role, n.Title, n.Text, n.Badge.Text)
		t.nodes(n.Children)
	}
}

func (t *text) table(tb block.Table) {
	t.line(tb.Caption)
	for i := range tb.Columns {
		t.cell(i, tb.Columns[i].Title)
	}
	t.WriteByte('\n')
	for _, rows := range [][][]block.Cell{tb.Rows, tb.Foot} {
		for _, row := range rows {
			for i := range row {
				c := &row[i]
				if c.Markup.IsZero() {
					t.cell(i, c.Text)
				} else {
					t.cell(i, plain(c.Markup))
				}
				if c.Badge.Text != "" {
					t.cell(1, c.Badge.Text)
				}
			}
			t.WriteByte('\n')
		}
	}
}

func (t *text) cell(i int, s string) {
	if i > 0 && s != "" {
		t.WriteString(between)
	}
	t.WriteString(s)
}

// markup adds running text. The end of what is a block in HTML is the end of a line.
func (t *text) markup(m block.Markup) {
	if s := strings.TrimSpace(plain(m)); s != "" {
		t.WriteString(s)
		t.WriteByte('\n')
	}
}

// plain returns what rendered text says, without its tags.
func plain(m block.Markup) string {
	var b strings.Builder
	source := strings.Join(m.Parts, "")
	for source != "" {
		before, tag, found := strings.Cut(source, "<")
		b.WriteString(before)
		if !found {
			break
		}
		tag, source, _ = strings.Cut(tag, ">")
		switch tag {
		case "/td", "/th":
			b.WriteString(between)
		case "/li", "/tr", "br", "br/", "/h2", "/h3", "/h4", "/h5", "/h6", "/caption", "/blockquote", "/pre":
			b.WriteByte('\n')
		}
	}
	return html.UnescapeString(strings.ReplaceAll(b.String(), "\n\n", "\n"))
}
