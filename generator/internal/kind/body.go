package kind

import (
	"errors"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// chartPart is a chart that the author asked for with a fence.
type chartPart struct{ chart block.Chart }

// chartFence declares what may stand in a ```chart fence.
type chartFence struct {
	Type   value.Text   `key:"type" zh:"类型" help:"柱形图、堆叠柱形图、条形图、折线图、环形图、雷达图、仪表盘、日历图、热力图、瀑布图" need:"yes"`
	Title  value.Text   `key:"title" zh:"标题" help:"图的标题" need:"yes"`
	Label  value.Text   `key:"label" zh:"横轴,分类" help:"表格里作为分类的那一列；不写时用第一列"`
	Series []value.Text `key:"series" zh:"数据" help:"要画的列；不写时画所有数字列"`
	Desc   value.Text   `key:"desc" zh:"说明" help:"一句话说明图里看到什么，读给看不见的人听"`
	Max    *value.Score `key:"max" zh:"满分,最大值" help:"仪表盘和雷达图的满格"`
	Unit   value.Text   `key:"unit" zh:"单位" help:"数字的单位"`
}

// chartNames are what authors call the chart types, in the order in which messages
// list them; the English names are those of the block package.
var chartNames = []struct {
	name string
	kind block.ChartType
}{
	{"柱形图", block.ColumnChart},
	{"堆叠柱形图", block.StackedChart},
	{"条形图", block.BarChart},
	{"堆叠条形图", block.StackedBar},
	{"折线图", block.LineChart},
	{"环形图", block.DonutChart},
	{"雷达图", block.RadarChart},
	{"仪表盘", block.GaugeChart},
	{"日历图", block.CalendarChart},
	{"热力图", block.HeatmapChart},
	{"瀑布图", block.WaterfallChart},
}

var (
	errNoTableAbove = diag.Define("GK0521", diag.Error, "这个图的上面没有表格。", "图画的是它上面的表格：先写表格，再写 ```chart。")
	errChartType    = diag.Define("GK0522", diag.Error, "没有“%[1]s”这种图。", "%[2]s可以写：%[3]s。")
	errChartColumn  = diag.Define("GK0523", diag.Error, "上面的表格里没有“%[1]s”这一列。", "可以写的列有：%[2]s。")
	errChartNumber  = diag.Define("GK0524", diag.Error, "“%[1]s”这一列要画成图，但“%[2]s”不是数字。", "改成数字；没有数据的留空。")
	errChartNoData  = diag.Define("GK0525", diag.Error, "表格里没有可以画的数字列。", "在“数据”里写明要画哪一列。")
)

// fence understands a chart fence as a drawing of the table above it.
func (b *binder) fence(f *source.Fence, above *source.Table) *chartPart {
	if above == nil {
		b.add(errNoTableAbove, f.Pos)
		return nil
	}
	before := b.report.Errors()
	var want chartFence
	places := Bind(f.Node, &want, b.report)
	at := func(key string) diag.Pos {
		if p, ok := places[key]; ok {
			return p
		}
		return f.Pos
	}
	c := block.Chart{
		Head: block.Head{Title: string(want.Title)}, Type: b.chartType(string(want.Type), at("type")),
		Desc: string(want.Desc), Table: plainTable(above),
	}
	c.Table.Unit = string(want.Unit)
	if want.Max != nil {
		c.Max = want.Max.Float()
	}
	if want.Label != "" {
		c.Label, _ = b.chartColumn(above, string(want.Label), at("label"))
	}
	b.chartSeries(&c, above, want.Series, at)
	if b.report.Errors() > before {
		return nil
	}
	if c.Desc == "" {
		c.Desc = c.Title
	}
	var refused *chart.Refused
	if errors.As(chart.Check(c), &refused) {
		finding := refused.Finding
		finding.Pos = f.Pos
		b.report.Add(finding)
		return nil
	}
	return &chartPart{c}
}

func (b *binder) chartType(name string, pos diag.Pos) block.ChartType {
	var words []string
	for _, c := range chartNames {
		if c.name == name || string(c.kind) == name {
			return c.kind
		}
		words = append(words, c.name)
	}
	if name != "" {
		b.add(errChartType, pos, name, diag.DidYouMean(name, words), strings.Join(words, "、"))
	}
	return ""
}

func (b *binder) chartColumn(t *source.Table, name string, pos diag.Pos) (int, bool) {
	var names []string
	for i, h := range t.Header {
		if h.Text == name {
			return i, true
		}
		names = append(names, h.Text)
	}
	b.add(errChartColumn, pos, name, strings.Join(names, "、"))
	return 0, false
}

// chartSeries picks the columns to draw: those named, or all that hold numbers.
func (b *binder) chartSeries(c *block.Chart, t *source.Table, names []value.Text, at func(key string) diag.Pos) {
	for k, n := range names {
		i, ok := b.chartColumn(t, string(n), at(itemKey("series", k)))
		if !ok {
			continue
		}
		c.Series = append(c.Series, block.Series{Column: i})
		for j, row := range c.Table.Rows {
			if !row[i].HasNumber && row[i].Text != "" && !value.IsBlank(row[i].Text) {
				b.add(errChartNumber, t.Rows[j][i].Pos, string(n), row[i].Text)
			}
		}
	}
	if len(names) > 0 {
		return
	}
	for i, col := range c.Table.Columns {
		if i != c.Label && col.Align == block.End {
			c.Series = append(c.Series, block.Series{Column: i})
		}
	}
	if len(c.Series) == 0 {
		b.add(errChartNoData, at("series"))
	}
}

// plainTable shows a table as its author wrote it. A column whose filled cells
// are all numbers is set to the right, unless the author aligned it.
func plainTable(t *source.Table) block.Table {
	out := block.Table{Columns: make([]block.Column, len(t.Header))}
	for i, h := range t.Header {
		out.Columns[i] = block.Column{Title: h.Text, Align: t.Align[i]}
	}
	for _, row := range t.Rows {
		cells := make([]block.Cell, len(row))
		for i, cell := range row {
			cells[i] = plainCell(cell)
		}
		out.Rows = append(out.Rows, cells)
	}
	for i := range out.Columns {
		numbers, others := 0, 0
		for _, row := range out.Rows {
			switch {
			case row[i].HasNumber:
				numbers++
			case !value.IsBlank(row[i].Text):
				others++
			}
		}
		if out.Columns[i].Align == block.Start && numbers > 0 && others == 0 {
			out.Columns[i].Align = block.End
		}
	}
	return out
}

func plainCell(cell source.Cell) block.Cell {
	out := block.Cell{Text: cell.Text, Markup: cell.Markup}
	if n, ok := value.ParseNumber(cell.Text); ok {
		out.Number, out.HasNumber = n, true
	}
	return out
}

// body returns the record's text with the kind's own tables in their places.
func (r *Record) body(own func(table string) []block.Block) []block.Block {
	var out []block.Block
	for _, p := range r.parts {
		switch {
		case p.chart != nil:
			out = append(out, p.chart.chart)
		case p.table != "":
			out = append(out, own(p.table)...)
		default:
			switch p := p.Part.(type) {
			case *source.Prose:
				out = append(out, block.Prose{Markup: p.Markup})
			case *source.Table:
				out = append(out, plainTable(p))
			}
		}
	}
	return out
}

// forgetText drops the plain text of the prose once it was checked: it is as long as
// the markup, which is what pages show.
func (r *Record) forgetText() {
	for i, p := range r.parts {
		if prose, ok := p.Part.(*source.Prose); ok {
			r.parts[i].Part = &source.Prose{Markup: prose.Markup} // the document is not ours to change
		}
	}
}

// firstText returns the beginning of the body's prose, for lists of records.
func firstText(doc *source.Document) string {
	const length = 60 // characters; two lines on a phone
	for _, p := range doc.Body {
		if prose, ok := p.(*source.Prose); ok && prose.Text != "" {
			return cut(prose.Text, length)
		}
	}
	return ""
}

// cut shortens a text to so many characters.
func cut(text string, length int) string {
	n, end := 0, 0
	for i := range text {
		if n++; n == length {
			end = i
		}
	}
	if n <= length {
		return text
	}
	return text[:end] + "…"
}

// Page is a document that is not a record: the text of a section.
type Page struct {
	Links   []source.Link
	Anchors []string
	Keys    map[string]diag.Pos

	record Record
}

// ReadPage reads a document whose keys are declared by target.
func ReadPage(doc *source.Document, target any, report *diag.Report) *Page {
	p := &Page{Links: doc.Links, Anchors: doc.Anchors, Keys: map[string]diag.Pos{}}
	b := &binder{report: report, keys: p.Keys, end: doc.End}
	b.bind(doc.Front, target)
	p.record.parts = b.body(doc, target)
	return p
}

// ItemAt returns the place of one item of a list of the page's keys.
func (p *Page) ItemAt(key string, i int) diag.Pos { return p.Keys[itemKey(key, i)] }

// Blocks returns what the page shows.
func (p *Page) Blocks() []block.Block { return p.record.body(nil) }
