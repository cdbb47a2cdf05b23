package surface

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/opendata"
	"gongkai/generator/internal/search"
)

// What is there for programs. The files of a page lie beside it: data.json with everything, and a table each as
// data-1.csv, data-2.csv … in the order of the page. Years of accounts are spreadsheets, too (workbook.go).
const (
	dataRef    block.Ref = "/data/"
	dataTitle            = "开放数据"
	jsonName             = "data.json"
	feedDir              = "feed/"
	noticesRef block.Ref = "/data/notices.ics"
	packageRef block.Ref = "/" + PackageName // paths in it go down only
)

// PackageName is the name of the list of a board's tables.
const PackageName = "datapackage.json"

const feedLength = 50 // entries of a feed

// File is a file beside a page.
type File struct {
	Path string // below public/
	Data []byte
}

// Gathered is what becomes known of a board while its pages are rendered: what can be found there, and
// which tables there are. What is on no page is not in it.
type Gathered struct {
	site   *Site
	docs   []search.Doc          // as they are planned
	index  func() *search.Index  // of all of them
	mu     sync.Mutex            // a page may be rendered twice at once
	ready  []File                // of the index; guarded by mu
	tables [][]opendata.Resource // by page; guarded by mu
}

func newGathered(s *Site) *Gathered {
	g := &Gathered{site: s}
	g.index = sync.OnceValue(func() *search.Index { return search.NewIndex(g.docs, s.Short) })
	return g
}

// keep takes files of the index.
func (g *Gathered) keep(files []search.File) {
	dir := g.site.Base + strings.TrimPrefix(string(findRef), "/")
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, f := range files {
		g.ready = append(g.ready, File{dir + f.Name, f.Data})
	}
}

// TakeFiles returns what is complete by now of the index to search in. Each file is returned once.
func (g *Gathered) TakeFiles() []File {
	g.mu.Lock()
	defer g.mu.Unlock()
	files := g.ready
	g.ready = nil
	return files
}

// Files returns the rest of the index and the list of tables. All pages have been rendered before.
func (g *Gathered) Files() []File {
	g.keep(g.index().Files())
	out := g.TakeFiles()
	p := opendata.Package{
		Profile: "data-package", Name: strings.ReplaceAll(cmp.Or(strings.TrimSuffix(g.site.Base, "/"), "gongkai"), "/", "-"),
		Title: g.site.Title, Created: g.site.Day + "T00:00:00+08:00", Homepage: g.site.Canonical, Resources: slices.Concat(g.tables...),
	}
	return append(out, File{g.site.Base + strings.TrimPrefix(string(packageRef), "/"), opendata.JSON(p)})
}

// note keeps what tables a page has.
func (g *Gathered) note(page int, tables []opendata.Resource) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tables[page] = tables
}

// withData makes the tables of a page open data: it puts the files beside the page and their addresses into the
// blocks. about is what there is to say of the page.
func (w *web) withData(p *Page, ref block.Ref, about opendata.Record) *Page {
	i, content := len(w.gathered.tables), p.Content
	w.gathered.tables = append(w.gathered.tables, nil)
	p.Content = func() Content {
		c := content()
		d := dataset{Record: about, base: string(ref), title: p.Title}
		c.Lead, c.Main = d.blocks(c.Lead), d.blocks(c.Main)
		w.gathered.note(i, append(d.resources, resources(p.Books, p.Title)...))
		if len(d.Tables) == 0 {
			return c
		}
		var files []File
		for _, f := range append(d.files, File{jsonName, opendata.JSON(d.Record)}) {
			files = append(files, File{path.Dir(p.Path) + "/" + f.Path, f.Data})
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.files = files
		return c
	}
	return p
}

// dataset gathers what a page has for programs.
type dataset struct {
	opendata.Record
	base, title string
	files       []File
	resources   []opendata.Resource
}

// blocks returns blocks with the addresses of their data.
func (d *dataset) blocks(blocks []block.Block) []block.Block {
	out := slices.Clone(blocks)
	for i, bl := range blocks {
		switch bl := bl.(type) {
		case block.Table:
			bl.JSON = block.Ref(d.base + jsonName)
			bl.CSV = d.table(bl, cmp.Or(bl.Caption, bl.Title, d.title), true)
			if bl.CSV != "" {
				out[i] = bl
			}
		case block.Chart:
			d.table(bl.Table, cmp.Or(bl.Title, bl.Table.Caption, d.title), false)
			bl.Table.JSON = block.Ref(d.base + jsonName)
			out[i] = bl
		case block.Facts:
			for _, f := range bl.Facts {
				if f.Text != "" {
					d.Facts = append(d.Facts, opendata.Fact{Label: f.Label, Value: f.Text})
				}
			}
		case block.Figures:
			for _, f := range bl.Figures {
				d.Figures = append(d.Figures, opendata.Fact{Label: f.Label, Value: opendata.Value(f.Value), Unit: f.Unit})
			}
		}
	}
	return out
}

// table adds a table, with a file of its own for what no chart says already, and returns the address of that.
func (d *dataset) table(tb block.Table, title string, csv bool) block.Ref {
	if len(tb.Rows) == 0 || len(tb.Columns) < 2 {
		return ""
	}
	t := opendata.Table{Title: title, Unit: tb.Unit, Columns: columnNames(tb.Columns), Rows: values(tb.Rows), Totals: values(tb.Foot)}
	defer func() { d.Tables = append(d.Tables, t) }()
	if !csv {
		return ""
	}
	t.CSV = fmt.Sprintf("data-%d.csv", len(d.files)+1)
	file := d.base + t.CSV
	d.files = append(d.files, File{t.CSV, opendata.CSV(t)})
	full := title
	if !strings.Contains(title, d.title) {
		full = d.title + " " + title
	}
	d.resources = append(d.resources, opendata.NewResource(t, full, strings.TrimPrefix(file, "/")))
	return block.Ref(file)
}

// columnNames are the titles of columns, each unlike the others, none empty.
func columnNames(columns []block.Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		name := cmp.Or(strings.TrimSpace(c.Title), fmt.Sprintf("列%d", i+1))
		out[i] = name
		for n := 2; slices.Contains(out[:i], out[i]); n++ {
			out[i] = fmt.Sprintf("%s%d", name, n)
		}
	}
	return out
}

func values(rows [][]block.Cell) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(row))
		for k := range row {
			text := row[k].Text
			if !row[k].Markup.IsZero() {
				text = strings.TrimSpace(plain(row[k].Markup))
			}
			out[i][k] = opendata.Value(strings.TrimSpace(text + " " + row[k].Badge.Text))
		}
	}
	return out
}

// aboutRecord is what a record says of itself to programs.
func (w *web) aboutRecord(r *kind.Record) opendata.Record {
	about := w.about(string(r.Title), r.Ref)
	about.Section, about.Kind, about.Unit = w.board.SectionOf(r).Title, r.Kind.Title(), string(r.Unit)
	about.Date, about.Period, about.Withdraw = r.From().ISO(), r.Period.String(), isoOf(r.ExpiryDate.IsZero(), r.ExpiryDate.ISO())
	if r.Window != nil {
		about.From, about.To = r.Window.From.ISO(), r.Window.To.ISO()
	}
	return about
}

func isoOf(none bool, iso string) string {
	if none {
		return ""
	}
	return iso
}

// about is what any page says of itself.
func (w *web) about(title string, ref block.Ref) opendata.Record {
	address := "index.html"
	if w.site.Canonical != "" {
		address = w.site.Canonical + escape(w.site.Base+strings.TrimPrefix(string(ref), "/"))
	}
	return opendata.Record{Title: title, URL: address, Board: w.site.Title, AsOf: w.site.Day}
}

// data plans the page that says what there is for programs, and where.
func (w *web) data() *Page {
	return &Page{
		Site: w.site, Path: w.file(dataRef), Template: "archive", Title: dataTitle, Current: dataRef, Crumbs: w.crumbs(w.board.Root),
		Description: "本公开栏的数据文件、订阅源、公示期日历和网址规则。",
		Content: func() Content {
			files := block.Table{
				Head:    block.Head{Title: "文件", Note: "CSV 是 UTF-8 编码，数字不带千分位，合计行不在里面；JSON 里的金额写成文字，一位小数也不会丢。"},
				Columns: []block.Column{{Title: "内容"}, {Title: "网址"}},
			}
			row := func(what string, ref block.Ref, show string) {
				files.Rows = append(files.Rows, []block.Cell{block.Text(what), {Text: show, Ref: ref}})
			}
			row("全部表格的目录（Frictionless Data Package）", packageRef, "datapackage.json")
			row("公示期日历，可以导入或者订阅", noticesRef, "data/notices.ics")
			row("最新公开的订阅源（Atom）", feedRef(w.board.Root), "feed/index.xml")
			w.board.Root.Walk(func(s *board.Section) {
				for _, b := range w.workbooks(s) {
					row(b.title(s.Title)+"（Excel），全部明细和各期汇总", b.Ref, strings.TrimPrefix(string(b.Ref), "/"))
				}
			})
			w.board.Root.Walk(func(s *board.Section) {
				if s.Parent != nil && len(s.Records) > 0 {
					row(s.Title+"的订阅源", feedRef(s), strings.TrimPrefix(string(feedRef(s)), "/"))
				}
			})
			rules := block.Table{
				Head:    block.Head{Title: "网址规则", Note: "网址以文件夹和文件名的拼音为准，发布以后不变；改名时在“旧网址”里写上原来的，就会转过去。"},
				Columns: []block.Column{{Title: "网址"}, {Title: "是什么"}},
			}
			for _, r := range [][2]string{
				{"栏目/", "栏目首页；下级栏目在它下面"},
				{"栏目/page/2/", "栏目的第二页列表"},
				{"栏目/记录/", "一条记录"},
				{"栏目/记录/data.json", "这条记录的全部表格、数字和说明"},
				{"栏目/记录/data-1.csv", "这条记录的第一张表"},
				{"栏目/data/2026.xlsx", "财务公开的栏目一整年的账目，Excel 表格"},
				{"archive/2026/10/", "2026年10月公开的内容"},
				{"search/?q=词", "搜索这个词"},
			} {
				rules.Rows = append(rules.Rows, []block.Cell{block.Text(r[0]), block.Text(r[1])})
			}
			return Content{Main: []block.Block{files, rules}}
		},
	}
}
