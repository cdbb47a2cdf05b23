package generator

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"gongkai/generator/internal/value"
)

// comparePages are the pages that put two periods side by side, by their paths.
func comparePages(t *testing.T) map[string]*html.Node {
	t.Helper()
	pages := map[string]*html.Node{}
	for name, data := range readTree(t, builtSamples(t)) {
		if strings.HasSuffix(name, "/compare/index.html") {
			doc, err := html.Parse(strings.NewReader(string(data)))
			if err != nil {
				t.Fatal(err)
			}
			pages[name] = doc
		}
	}
	if len(pages) < 10 {
		t.Fatalf("only %d pages compare periods", len(pages))
	}
	return pages
}

// cellsOf reads a table: titles of columns, body and foot.
func cellsOf(table *html.Node) (titles []string, body, foot [][]string) {
	for tr := range table.Descendants() {
		if tr.Data != "tr" {
			continue
		}
		var row []string
		for c := range tr.ChildNodes() {
			if c.Data == "td" || c.Data == "th" {
				row = append(row, strings.TrimSpace(said(c)))
			}
		}
		switch tr.Parent.Data {
		case "thead":
			titles = row
		case "tbody":
			body = append(body, row)
		default:
			foot = append(foot, row)
		}
	}
	return titles, body, foot
}

// TestComparedNumbersAddUp calculates again what the pages that compare periods say: sums of categories, differences,
// and the sums of years.
func TestComparedNumbersAddUp(t *testing.T) {
	sums, differences, years := 0, 0, 0
	all := readTree(t, builtSamples(t))
	for name, doc := range comparePages(t) {
		for n := range doc.Descendants() {
			if n.Data != "table" {
				continue
			}
			titles, body, foot := cellsOf(n)
			if last := len(titles) - 1; titles[last] == "合计" {
				for _, row := range body {
					sums++
					checkSum(t, name+" "+row[0], row[1:last], row[last])
				}
			}
			if len(titles) < 4 || titles[3] != "增减" {
				continue
			}
			for _, row := range append(body, foot...) {
				if row[1] == "—" || row[2] == "—" {
					continue
				}
				differences++
				checkSum(t, name+" "+row[0], []string{row[1], strings.TrimPrefix(row[3], "+")}, row[2])
			}
			for column := 1; column < 3 && len(foot) > 0; column++ {
				var parts []string
				for _, row := range body {
					parts = append(parts, row[column])
				}
				checkSum(t, name+" foot", parts, foot[0][column])
			}
		}
		years += checkYears(t, strings.Replace(name, "/compare/", "/history/", 1), doc, all)
	}
	t.Logf("%d sums, %d differences, %d sums of years", sums, differences, years)
	if sums == 0 || differences == 0 || years == 0 {
		t.Error("there is nothing to calculate: the test proves nothing")
	}
}

func checkSum(t *testing.T, what string, parts []string, want string) {
	t.Helper()
	var sum value.Money
	for _, p := range parts {
		if p == "—" {
			continue
		}
		m, err := value.ParseMoney(p)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
		sum = sum.Add(m)
	}
	if m, err := value.ParseMoney(want); err != nil || !m.Equal(sum) {
		t.Errorf("%s: %v make %s, not %s", what, parts, sum, want)
	}
}

// checkYears adds up the periods of each year and compares them with the history's sums.
func checkYears(t *testing.T, name string, compare *html.Node, all map[string][]byte) (checked int) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(all[name])))
	if err != nil {
		t.Fatal(err)
	}
	for block := range doc.Descendants() {
		if !hasClass(block, "block") || block.Data != "figure" {
			continue
		}
		title, found := strings.CutSuffix(strings.TrimSpace(said(first(block, func(n *html.Node) bool { return n.Data == "h2" }))), "：各年合计")
		if !found {
			continue
		}
		periods := first(compare, func(n *html.Node) bool {
			return attribute(n, "data-pick") != "" && strings.Contains(said(n), title+"：各期")
		})
		names, rows, _ := cellsOf(first(periods, func(n *html.Node) bool { return n.Data == "table" }))
		titles, body, foot := cellsOf(first(block, func(n *html.Node) bool { return n.Data == "table" }))
		for _, line := range append(body, foot...) {
			column := slices.Index(names, line[0])
			for i, year := range titles[1:] {
				var parts []string
				for _, row := range rows {
					if strings.HasPrefix(row[0], year[:4]) {
						parts = append(parts, row[column])
					}
				}
				checked++
				checkSum(t, name+" "+year+" "+line[0], parts, line[i+1])
			}
		}
	}
	return checked
}

// pickAll reads, for each table that two rows may be picked of, what the page shows for its first two rows and for its
// first and last, and what the page itself has compared.
const pickAll = `JSON.stringify([...document.querySelectorAll('[data-pick]')].map(box => {
	const made = document.getElementById(box.id + '-pair').previousElementSibling, selects = made.querySelectorAll('select');
	const cells = row => [...row.cells].map(c => c.textContent.trim()), table = t => [...t.rows].map(cells);
	const out = {start: table(made.querySelector('table')), fixed: table(document.getElementById(box.id + '-pair').querySelector('table')), rows: table(box.querySelector('table'))};
	selects[0].value = selects[0].options.length - 1;
	selects[0].dispatchEvent(new Event('change', {bubbles: true}));
	out.picked = table(made.querySelector('table'));
	out.labels = [...made.querySelectorAll('label')].map(l => l.firstChild.textContent);
	return out;
}))`

// TestPickTwoPeriods opens the pages that compare periods from a folder and picks other periods: the script comes to
// the same numbers as the program.
func TestPickTwoPeriods(t *testing.T) {
	public := builtSamples(t)
	ctx, stop := context.WithTimeout(newBrowser(t), 2*browserTimeout)
	defer stop()
	picked := 0
	for name := range comparePages(t) {
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+path.Join(public, name))); err != nil {
			t.Fatal(err)
		}
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](pickAll))
		if err != nil {
			t.Fatal(name, err)
		}
		var tables []struct {
			Start, Fixed, Rows, Picked [][]string
			Labels                     []string
		}
		if err := json.Unmarshal([]byte(text), &tables); err != nil {
			t.Fatal(err)
		}
		for _, tb := range tables {
			sameRows(t, name, tb.Start, tb.Fixed)
			newest, oldest := tb.Rows[1], tb.Rows[len(tb.Rows)-1]
			if got := tb.Picked[0][1:3]; got[0] != oldest[0] || got[1] != newest[0] {
				t.Errorf("%s: %v were picked, not %s and %s", name, got, oldest[0], newest[0])
			}
			for _, row := range tb.Picked[1:] {
				i := slices.Index(tb.Rows[0], row[0])
				if row[1] != oldest[i] || row[2] != newest[i] {
					t.Errorf("%s: %v, but the table has %s and %s", name, row, oldest[i], newest[i])
				}
				if row[1] != "—" && row[2] != "—" {
					picked++
					checkSum(t, fmt.Sprint(name, row), []string{row[1], strings.TrimPrefix(row[3], "+")}, row[2])
				}
			}
		}
	}
	t.Logf("%d numbers picked", picked)
	if picked == 0 {
		t.Error("nothing was picked")
	}
}

// sameRows compares two tables whose rows may stand in another order.
func sameRows(t *testing.T, what string, a, b [][]string) {
	t.Helper()
	lines := func(rows [][]string) []string {
		var out []string
		for _, row := range rows {
			out = append(out, strings.Join(row, " | "))
		}
		slices.Sort(out)
		return out
	}
	if x, y := lines(a), lines(b); !slices.Equal(x, y) {
		t.Errorf("%s: the script shows\n%s\nthe page\n%s", what, strings.Join(x, "\n"), strings.Join(y, "\n"))
	}
}
