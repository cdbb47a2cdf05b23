package source

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// setLevels decides the level that headings have on the page. The title of the page is its
// h1, so that those of the body start at h2 and leave out none, whatever the author started
// with: people who listen to a page find their way by the levels.
func (b *builder) setLevels(root ast.Node) {
	var used [7]bool
	usedLevels(root, &used)
	next := 2
	for level, ok := range used {
		if ok {
			b.levels[level] = min(next, 6)
			next++
		}
	}
}

func usedLevels(parent ast.Node, used *[7]bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			used[n.Level] = true
		case *ast.Blockquote, *ast.List, *ast.ListItem:
			usedLevels(n, used)
		}
	}
}

// anchor gives a heading its id: its letters, digits and Chinese characters as they are,
// spaces as hyphens, and a number where an earlier heading has the same.
func (b *builder) anchor(title string) string {
	base := slug(title)
	id := base
	for b.ids[id] > 0 {
		id = base + "-" + strconv.Itoa(b.ids[base])
		b.ids[base]++
	}
	b.ids[id] = 1
	b.anchors = append(b.anchors, id)
	return id
}

func slug(title string) string {
	var s strings.Builder
	for _, r := range strings.TrimSpace(strings.ToLower(title)) {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '-', r == '_':
			s.WriteRune(r)
		case unicode.IsSpace(r):
			s.WriteByte('-')
		}
	}
	if s.Len() == 0 {
		return "section"
	}
	return s.String()
}
