package surface

import (
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

// Meta is a tag in the head of a page that says what the page is.
type Meta struct{ Name, Content string }

// The tags that governments' websites have by the national standard (国办发〔2017〕47号). What is not known has no tag.

// siteTags are those of every page.
func siteTags(b *board.Board) []Meta {
	if !b.IsGov() {
		return nil
	}
	return known(
		Meta{"SiteName", string(b.Title)}, Meta{"SiteDomain", string(b.Government.Domain)}, Meta{"SiteIDCode", string(b.Government.Code)},
	)
}

// columnTags are those of the pages of a section.
func (w *web) columnTags(s *board.Section) []Meta {
	if !w.board.IsGov() {
		return nil
	}
	return known(
		Meta{"ColumnName", s.Title}, Meta{"ColumnDescription", s.Description}, Meta{"ColumnKeywords", s.Title + "," + w.site.Short}, Meta{"ColumnType", s.Column},
	)
}

// articleTags are those of a record. The hour of publication is not known; the standard wants one.
func (w *web) articleTags(s *board.Section, r *kind.Record) []Meta {
	if !w.board.IsGov() {
		return nil
	}
	words := make([]string, len(r.Tags))
	for i, t := range r.Tags {
		words[i] = string(t)
	}
	address := ""
	if w.site.Canonical != "" {
		address = w.site.Canonical + escape(w.site.Base+strings.TrimPrefix(string(r.Ref), "/"))
	}
	return append(known(Meta{"ColumnName", s.Title}, Meta{"ColumnType", s.Column}), known(
		Meta{"ArticleTitle", string(r.Title)}, Meta{"PubDate", r.From().ISO() + " 00:00"}, Meta{"ContentSource", w.site.Unit},
		Meta{"Keywords", strings.Join(words, ",")}, Meta{"Description", summary(r)}, Meta{"Url", address},
	)...)
}

// known leaves out the tags without content.
func known(tags ...Meta) []Meta {
	out := tags[:0]
	for _, t := range tags {
		if t.Content != "" {
			out = append(out, t)
		}
	}
	return out
}
