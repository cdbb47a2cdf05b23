package generator

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// accountsBoard is a board that publishes the accounts of several communities in one section, each for the periods from
// its first on. Every ledger has 17 categories of income and 17 of expenses.
func accountsBoard(t *testing.T, first map[string]int) string {
	t.Helper()
	archive := txtar.Parse([]byte("-- board.yaml --\n名称: 街道公开栏\n单位: 长年街道\n监督电话: 0000-12345678\n示例: 是\n-- caiwu/_index.md --\n---\n标题: 财务公开\n类型: finance\n---\n"))
	periods := []string{"2025-11", "2025-12", "2026-01"}
	for name, from := range first {
		for i := from; i < len(periods); i++ {
			var b strings.Builder
			fmt.Fprintf(&b, "---\n标题: %s%s收支\n日期: 2026-02-01\n期间: %s\n账户: %s\n期初结余: %d.00\n期末结余: %d.00\n---\n\n", name, periods[i], periods[i], name, opening(name, i), opening(name, i+1))
			b.WriteString("| 日期 | 凭证号 | 科目 | 摘要 | 收入 | 支出 |\n| --- | --- | --- | --- | ---: | ---: |\n")
			for k := range 17 {
				fmt.Fprintf(&b, "| %s-08 | 记-%d | 收入%c | 收 | %d.00 | |\n", periods[i], 2*k+1, 'A'+k, 100+len(name))
				fmt.Fprintf(&b, "| %s-09 | 记-%d | 支出%c | 付 | | 50.00 |\n", periods[i], 2*k+2, 'A'+k)
			}
			archive.Files = append(archive.Files, txtar.File{Name: fmt.Sprintf("caiwu/%s-%x.md", periods[i], name), Data: []byte(b.String())})
		}
	}
	return unpack(t, archive)
}

// opening is the balance of an account of the board before the period i.
func opening(name string, i int) int { return 1000 + i*17*(50+len(name)) }

// bodyOf parses a page.
func bodyOf(t *testing.T, files map[string][]byte, name string) *html.Node {
	t.Helper()
	if files[name] == nil {
		t.Fatalf("there is no %s", name)
	}
	doc, err := html.Parse(bytes.NewReader(files[name]))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// linkOf finds the address to which a page leads by a text.
func linkOf(doc *html.Node, text string) string {
	for n := range doc.Descendants() {
		if n.Data == "a" && strings.TrimSpace(said(n)) == text {
			return attribute(n, "href")
		}
	}
	return ""
}

// TestManyAccounts follows the accounts of six communities: they are more than a page holds, so each has its own, one
// click from the section's.
func TestManyAccounts(t *testing.T) {
	first := map[string]int{"东湖社区": 1, "冬湖社区": 0, "南湖社区": 1, "西湖社区": 1, "北湖社区": 1, "CON": 1}
	files := readTree(t, buildTo(t, Options{Source: accountsBoard(t, first)}))
	checkLinks(t, files)
	for view, title := range map[string]string{"history": "历年变化", "compare": "两期对比"} {
		home := "caiwu/" + view + "/index.html"
		doc := bodyOf(t, files, home)
		for name := range first {
			address := path.Join(path.Dir(home), linkOf(doc, name))
			own := bodyOf(t, files, address)
			checkOwnPage(t, address, said(own), name, first)
			if latest := fmt.Sprintf("%d.00", opening(name, 3)); !strings.Contains(strings.ReplaceAll(said(doc), ",", ""), latest) {
				t.Errorf("%s does not say that %s has %s", home, name, latest)
			}
			if back := linkOf(own, title); path.Join(path.Dir(address), back) != home {
				t.Errorf("there is no way back from %s", address)
			}
		}
	}
	for address, account := range map[string]string{ // of two that sound alike, the older one has the shorter
		"caiwu/history/donghushequ/index.html": "冬湖社区", "caiwu/history/donghushequ-/index.html": "东湖社区",
		"caiwu/history/con-/index.html": "CON", // con is no folder on Windows
	} {
		if !strings.Contains(said(bodyOf(t, files, address)), account+"收支和结余") {
			t.Errorf("%s is not that of %s", address, account)
		}
	}
	picks := 0
	for n := range bodyOf(t, files, "caiwu/compare/nanhushequ/index.html").Descendants() {
		if attribute(n, "data-pick") != "" {
			picks++
		}
	}
	if picks != 3 || !bytes.Contains(files["datapackage.json"], []byte("caiwu/compare/nanhushequ/data-3.csv")) || files["caiwu/compare/nanhushequ/data.json"] == nil {
		t.Errorf("%d tables to pick periods of, and not all of their data", picks)
	}
}

// checkOwnPage looks for all categories of an account on its page, and for no other account.
func checkOwnPage(t *testing.T, address, text, name string, all map[string]int) {
	t.Helper()
	for k := range 17 {
		for _, side := range []string{"收入", "支出"} {
			if !strings.Contains(text, fmt.Sprintf("%s%c", side, 'A'+k)) {
				t.Errorf("%s lacks %s%c", address, side, 'A'+k)
			}
		}
	}
	for other := range all {
		if has := strings.Contains(text, other+"各科目支出"); has != (other == name) {
			t.Errorf("%s shows %s: %v", address, other, has)
		}
	}
}

// TestFewAccounts keeps on one page what a page holds.
func TestFewAccounts(t *testing.T) {
	files := readTree(t, buildTo(t, Options{Source: accountsBoard(t, map[string]int{"东湖社区": 1, "西湖社区": 1})}))
	var pages []string
	for name := range files {
		if path.Base(name) == "index.html" && (strings.HasPrefix(name, "caiwu/history/") || strings.HasPrefix(name, "caiwu/compare/")) {
			pages = append(pages, name)
		}
	}
	slices.Sort(pages)
	if want := []string{"caiwu/compare/index.html", "caiwu/history/index.html"}; !slices.Equal(pages, want) {
		t.Errorf("the pages are %v, not %v", pages, want)
	}
	for _, account := range []string{"东湖社区", "西湖社区"} {
		if text := said(bodyOf(t, files, "caiwu/history/index.html")); !strings.Contains(text, account+"各科目支出：支出A") {
			t.Errorf("the page does not follow %s", account)
		}
	}
}
