package surface

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// followedSection is a section with accounts of three tracks each, of so many categories and months.
func followedSection(accounts, categories, months int) *board.Section {
	root := &board.Section{Ref: "/"}
	s := &board.Section{Title: "财务公开", Ref: "/caiwu/", Parent: root, TrackPages: board.TrackPages{Compare: "/caiwu/compare/", History: "/caiwu/history/"}}
	below := func(p board.TrackPages, name string) board.TrackPages {
		return board.TrackPages{Compare: p.Compare + block.Ref(name+"/"), History: p.History + block.Ref(name+"/")}
	}
	for i := range accounts {
		a := &board.Account{Name: fmt.Sprintf("账户%d", i+1), TrackPages: below(s.TrackPages, fmt.Sprint("a", i+1))}
		for k := range 3 {
			t := kind.Track{Account: a.Name, Name: fmt.Sprintf("指标%d", k+1), Unit: "元", Of: "科目", Whole: "结余"}
			var d value.Date
			_ = d.Parse("2010-01-01")
			for p := value.PeriodOf(value.Month, d); len(t.Points) < months; p = p.Next() {
				point := kind.Point{Period: p, Total: block.Number("1.00", 1)}
				for c := range categories {
					point.Parts = append(point.Parts, kind.Part{Name: fmt.Sprintf("科目%02d", c+1), Cell: block.Number("1.00", 1)})
				}
				t.Points = append(t.Points, point)
			}
			a.Tracks = append(a.Tracks, &board.Track{Track: t, TrackPages: below(a.TrackPages, fmt.Sprint("t", k+1))})
		}
		s.Accounts = append(s.Accounts, a)
	}
	return s
}

// shown is what the pages of a section show: blocks by page, and the places on them.
type shown map[block.Ref][]block.Block

func shownOf(s *board.Section) shown {
	site := &Site{}
	w := &web{board: &board.Board{}, site: site, gathered: &Gathered{site: site}}
	out := shown{}
	for _, p := range w.comparisons(s) {
		out[block.Ref("/"+strings.TrimSuffix(p.Path, "index.html"))] = p.Content().Main
	}
	return out
}

// tablesOf are the tables of blocks, those of charts too.
func tablesOf(blocks []block.Block) []block.Table {
	var out []block.Table
	for _, bl := range blocks {
		switch bl := bl.(type) {
		case block.Table:
			out = append(out, bl)
		case block.Chart:
			out = append(out, bl.Table)
		}
	}
	return out
}

// TestNoPageOfTracksIsTooLong plans sections of several sizes. No page is much longer than what it may hold, but for that
// of a single track; every history and every table of all periods is on a page, and every line leads to what it is of.
func TestNoPageOfTracksIsTooLong(t *testing.T) {
	for _, tt := range []struct{ accounts, categories, months, pages int }{
		{1, 5, 36, 2},
		{3, 3, 24, 2},
		{17, 6, 100, 2 + 2*17},      // every account on its own page
		{1, 16, 108, 2 + 3},         // histories by track, comparisons together
		{2, 16, 108, 2 + 2*2 + 2*3}, // and both
		{1, 60, 108, 2 + 3 + 3},     // too many for a comparison, too
		{4, 60, 108, 2 + 2*4 + 4*2*3},
	} {
		s := followedSection(tt.accounts, tt.categories, tt.months)
		pages := shownOf(s)
		if len(pages) != tt.pages {
			t.Errorf("%+v: %d pages", tt, len(pages))
		}
		histories, periods := 0, 0
		for ref, blocks := range pages {
			rows, tracks := 0, map[string]bool{}
			for _, tb := range tablesOf(blocks) {
				if rows += len(tb.Rows); tb.Pick.Of != "" {
					periods++
				}
			}
			for _, bl := range blocks {
				if c, ok := bl.(block.Chart); ok && c.Type == block.LineChart {
					histories++
					tracks[strings.Split(c.Title, "：")[0]] = true
				}
			}
			if rows > heldNumbers+200 && len(tracks) > 1 {
				t.Errorf("%+v: %d rows on %s", tt, rows, ref)
			}
			checkLines(t, pages, ref)
		}
		if want := tt.accounts * 3 * min(tt.categories, comparedParts); histories != want || periods != tt.accounts*3 {
			t.Errorf("%+v: %d histories, not %d, and %d tables of all periods", tt, histories, want, periods)
		}
	}
}

// checkLines follows the links of tables within the pages: there has to be a page, and on it the place.
func checkLines(t *testing.T, pages shown, page block.Ref) {
	t.Helper()
	for _, tb := range tablesOf(pages[page]) {
		for _, row := range tb.Rows {
			to, place, _ := strings.Cut(string(placed(page, row[0].Ref)), "#")
			if to == "" {
				continue
			}
			found := place == "" && pages[block.Ref(to)] != nil
			for _, bl := range pages[block.Ref(to)] {
				if head := bl.Lead(); head.Place == place && place != "" {
					found = strings.HasSuffix(head.Title, row[0].Text)
				}
			}
			if !found {
				t.Errorf("%s: %s leads to %s, where it is not", page, row[0].Text, row[0].Ref)
			}
		}
	}
}
