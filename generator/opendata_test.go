package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"path"
	"slices"
	"strings"
	"testing"

	"gongkai/generator/internal/opendata"
)

// TestOpenData reads what there is for programs as a program does: every table with its columns and rows, the list
// of all of them, feeds, calendar and site map.
func TestOpenData(t *testing.T) {
	const base = "https://example.org/gk/"
	files := readTree(t, buildTo(t, Options{Source: "../content/xiangyang", BaseURL: base}))
	var listed opendata.Package
	decodeJSON(t, files["datapackage.json"], &listed)
	tables := map[string]opendata.Table{}
	for name, data := range files {
		if path.Base(name) != "data.json" {
			continue
		}
		var r opendata.Record
		decodeJSON(t, data, &r)
		if r.URL != base+strings.TrimSuffix(name, "data.json") || r.Title == "" || r.AsOf != sampleDate {
			t.Errorf("%s is of %s, %s", name, r.URL, r.Title)
		}
		if !bytes.Contains(files[path.Dir(name)+"/index.html"], []byte(`href="data.json"`)) {
			t.Errorf("no page leads to %s", name)
		}
		for _, table := range r.Tables {
			if table.CSV != "" {
				tables[path.Dir(name)+"/"+table.CSV] = table
			}
		}
	}
	n, books := 0, 0
	for _, r := range listed.Resources {
		if r.Format == "xlsx" {
			books++
			if len(files[r.Path]) == 0 || r.Title == "" || r.Schema != nil {
				t.Errorf("the list has %+v", r)
			}
			continue
		}
		n++
		sameTable(t, r, tables[r.Path], files[r.Path])
	}
	if books != 2 { // 2025 and 2026
		t.Errorf("%d workbooks listed", books)
	}
	if n < 200 || n != len(tables) || n != tablesIn(files) {
		t.Errorf("%d tables listed, %d in records, %d files", n, len(tables), tablesIn(files))
	}
	checkFeeds(t, files)
	checkCalendar(t, string(files["data/notices.ics"]))
	checkSiteMap(t, files, base)
}

func decodeJSON(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v: %.80s", err, data)
	}
}

// tablesIn counts the tables beside pages; attachments may be tables, too.
func tablesIn(files map[string][]byte) (n int) {
	for name := range files {
		if strings.HasPrefix(path.Base(name), "data-") {
			n++
		}
	}
	return n
}

func sameTable(t *testing.T, r opendata.Resource, want opendata.Table, data []byte) {
	t.Helper()
	text, marked := bytes.CutPrefix(data, []byte("\uFEFF"))
	if !marked || bytes.Count(text, []byte("\r\n")) < len(want.Rows) {
		t.Errorf("%s has no mark or no line ends for office programs", r.Path)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(want.Rows)+1 || !slices.Equal(rows[0], want.Columns) {
		t.Fatalf("%s: %d rows of %v, want %d of %v; %v", r.Path, len(rows)-1, rows[0], len(want.Rows), want.Columns, err)
	}
	for i, f := range r.Schema.Fields {
		if f.Name != want.Columns[i] {
			t.Errorf("%s: the list calls column %d %s", r.Path, i+1, f.Name)
		}
		for _, row := range rows[1:] {
			if f.Type == "number" && !opendata.IsNumber(row[i]) && !slices.Contains(r.Schema.Missing, row[i]) {
				t.Errorf("%s: %q under %s is no number", r.Path, row[i], f.Name)
			}
		}
	}
}

// checkFeeds finds the names of people in feeds, and addresses that are nowhere.
func checkFeeds(t *testing.T, files map[string][]byte) {
	t.Helper()
	feeds := 0
	for name, data := range files {
		if !strings.HasPrefix(name, "feed/") {
			continue
		}
		feeds++
		var feed struct {
			Entries []struct {
				Title string `xml:"title"`
				ID    string `xml:"id"`
				Link  struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(data, &feed); err != nil || len(feed.Entries) == 0 {
			t.Errorf("%s: %v, %d entries", name, err, len(feed.Entries))
		}
		for _, e := range feed.Entries {
			if _, ok := files[strings.TrimPrefix(e.Link.Href, "https://example.org/gk/")+"index.html"]; !ok || e.ID == "" {
				t.Errorf("%s leads to %s", name, e.Link.Href)
			}
		}
		for _, person := range []string{"周明远", "陈淑兰", "赵立群", "唐晓琳", "郑文斌", "马晓东"} {
			if bytes.Contains(data, []byte(person)) {
				t.Errorf("%s names %s", name, person)
			}
		}
	}
	if feeds < 8 {
		t.Errorf("%d feeds", feeds)
	}
}

func checkCalendar(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("line of %d bytes: %s", len(line), line)
		}
	}
	if n := strings.Count(text, "BEGIN:VEVENT"); n < 10 || n != strings.Count(text, "DTEND") {
		t.Errorf("%d periods", n)
	}
}

func checkSiteMap(t *testing.T, files map[string][]byte, base string) {
	t.Helper()
	var m struct {
		Pages []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"], &m); err != nil || len(m.Pages) < 300 {
		t.Errorf("%d pages in the site map, %v", len(m.Pages), err)
	}
	for _, p := range m.Pages {
		name := strings.TrimPrefix(p.Loc, base)
		if _, ok := files[name+"index.html"]; !ok || strings.HasPrefix(name, "print/") && name != "print/" {
			t.Errorf("the site map leads to %s", p.Loc)
		}
	}
	if !strings.Contains(string(files["robots.txt"]), "Sitemap: "+base+"sitemap.xml") {
		t.Errorf("robots.txt: %s", files["robots.txt"])
	}
}
