// Package block is the closed vocabulary between kinds and surfaces.
//
// A kind says what a record shows as a list of blocks and knows no surface; a
// surface chooses among blocks and lays them out and knows no kind. Texts in
// blocks are for readers: formatted, in Chinese. Addresses in blocks are [Ref]s,
// which each surface turns into its own.
package block

import (
	"html"
	"regexp"
	"strings"
)

// Block is one thing that a record, a section or a board shows.
type Block interface {
	// Name is the block's name, which is also the name of its template.
	Name() string
	// Lead returns what all blocks have in common.
	Lead() Head
}

// Role tells surfaces what they may leave out.
type Role uint8

// The roles. A lobby screen shows headlines, a website headlines and details,
// a print sheet everything.
const (
	Detail Role = iota
	Headline
	Appendix
)

// Head is what all blocks have in common.
type Head struct {
	Role  Role
	Title string // heading above the block; empty for none
	Note  string // one line below: how it was computed, where it comes from
	More  Link   // where to read on; zero for nowhere
	Until string // the day on which it tells what is withdrawn, as 2026-11-28; "" for never
	Place string // what Refs to it end in after their #; "" for a block that nothing leads to
}

// Lead returns the head itself, so that embedding it is enough.
func (h Head) Lead() Head { return h }

// Ref is an address in what is being built. "/caiwu/2026-10/" is a page and
// "/caiwu/jiejia.pdf" a file of the same board, counted from the board's root;
// "#x" is a place on the same page; anything else is an absolute URL. Empty is
// no address.
type Ref string

// Link is a Ref with its text.
type Link struct {
	Text string
	Ref  Ref
}

// Tone is what a small mark means. It is never shown by colour alone.
type Tone uint8

// The tones.
const (
	Neutral Tone = iota
	Good
	Attention
	Bad
)

// String returns the tone's name, which themes use as a class.
func (t Tone) String() string { return [...]string{"neutral", "good", "attention", "bad"}[t] }

// Badge is a short mark beside something, such as 剩 4 天.
type Badge struct {
	Text string
	Tone Tone
}

// Markup is rendered, safe HTML, cut open where an address belongs:
// Parts[0] Refs[0] Parts[1] Refs[1] … Parts[n]. len(Parts) is len(Refs)+1, or
// both are empty.
type Markup struct {
	Parts []string
	Refs  []Ref
}

// IsZero reports whether there is nothing to show.
func (m Markup) IsZero() bool { return len(m.Parts) == 0 || len(m.Refs) == 0 && m.Parts[0] == "" }

// HTML returns the markup with each address as url gives it.
func (m Markup) HTML(url func(Ref) string) string {
	if len(m.Refs) == 0 {
		if len(m.Parts) == 0 {
			return ""
		}
		return m.Parts[0]
	}
	var b strings.Builder
	for i, part := range m.Parts {
		b.WriteString(part)
		if i < len(m.Refs) {
			b.WriteString(html.EscapeString(url(m.Refs[i])))
		}
	}
	return b.String()
}

var tag = regexp.MustCompile(`<[^>]*>`)

// Plain returns the words of the markup; a line break is a new line.
func (m Markup) Plain() string {
	text := strings.ReplaceAll(strings.Join(m.Parts, ""), "<br>", "\n")
	return html.UnescapeString(tag.ReplaceAllString(text, ""))
}

// Prose is running text.
type Prose struct {
	Head
	Markup Markup
}

// Fact is one labelled piece of information.
type Fact struct {
	Label   string
	Text    string
	Ref     Ref
	Badge   Badge
	Links   []Link // after the text, such as the items of a list
	InWords string // an amount written out, for paper
}

// Facts is a list of labelled pieces of information, such as the notice period
// and the supervision phone of a record.
type Facts struct {
	Head
	Facts []Fact
}

// Figure is one number that a reader should take away.
type Figure struct {
	Label  string
	Value  string // formatted: 86,412.35
	Unit   string // 元, %, / 12 项
	Change string // against the period before: 3,120.00 较9月末; empty for none
	Trend  int8   // of Change: -1 fell, 0 same or not meaningful, +1 rose
	Tone   Tone   // whether what Change or Note says is good or bad news
	Note   string // how it is computed, sample size
	Ref    Ref    // where to read on
	Source Ref    // the rows that have the number, or that it was counted or worked out from: 这个数字从哪来
	Until  string // like that of a Head
}

// Figures is a row of numbers.
type Figures struct {
	Head
	Figures []Figure
}

// Align is the alignment of a column.
type Align uint8

// The alignments. Numbers stand at the end so that their digits line up.
const (
	Start Align = iota
	End
	Center
)

// Column describes a column of a table.
type Column struct {
	Title string
	Align Align
	Minor bool // may be left out where there is little room and the record itself has it
}

// Cell is one cell of a table. A cell that charts can draw has a Number.
type Cell struct {
	Text      string
	Markup    Markup  // instead of Text, where the author used markup
	Number    float64 // for drawing only, in the unit of the table; money is printed from Text
	HasNumber bool
	Ref       Ref
	Badge     Badge
	Strong    bool
	Spark     []float64 // a small line beside the text: how the number came about, oldest first
}

// Text returns a cell that holds a text.
func Text(text string) Cell { return Cell{Text: text} }

// Number returns a cell that holds a number and the text to print for it.
func Number(text string, n float64) Cell { return Cell{Text: text, Number: n, HasNumber: true} }

// Table is rows under columns. Every row has as many cells as there are columns.
type Table struct {
	Head
	Caption string
	Unit    string // 元; named once, not in the cells
	Columns []Column
	Rows    [][]Cell
	Foot    [][]Cell // totals, which charts leave out
	InWords string   // the amount that is decided or accounted for written out, for paper: 期末结余（大写）：人民币…
	CSV     Ref      // the same rows for programs; a surface that has files sets it
	JSON    Ref      // with all else of the page
	Pick    Pick     // readers may put any two of its rows side by side; zero for a table where that says nothing
}

// Pick says of a table with a row for each period how two of its rows are compared: column by column.
type Pick struct {
	Of   string // what the columns are: 科目; empty for a table that nobody compares
	Rate bool   // how much that is in per cent says something, too
}

// ChartType is the form of a chart.
type ChartType string

// The chart types, with what they read of their table. "Label" is the label
// column; each series is a column of numbers.
const (
	ColumnChart    ChartType = "column"     // label → columns side by side
	StackedChart   ChartType = "stacked"    // label → columns on top of each other
	BarChart       ChartType = "bar"        // label → horizontal bars, for long labels and rankings
	StackedBar     ChartType = "stackedbar" // label → horizontal bars in parts, e.g. ballots by grade
	LineChart      ChartType = "line"       // label → lines
	DonutChart     ChartType = "donut"      // label → parts of a whole; one series, no negative number
	RadarChart     ChartType = "radar"      // label → one polygon a row; the series are the axes
	GaugeChart     ChartType = "gauge"      // first row, one series: a share of Max
	CalendarChart  ChartType = "calendar"   // label is an ISO date; one series: how much on each day
	HeatmapChart   ChartType = "heatmap"    // label → row; series → columns; number → shade
	WaterfallChart ChartType = "waterfall"  // label → steps; one series; first and last row are levels, those between are changes
)

// Hue ties a series to a colour with a meaning, the same on every page.
type Hue string

// The hues. Income and expense, good and bad are never red against green.
const (
	AnyHue     Hue = ""
	IncomeHue  Hue = "income"
	ExpenseHue Hue = "expense"
	// From the best to the worst of ordered grades or states, and what is not judged.
	GoodHue Hue = "good"
	FairHue Hue = "fair"
	PoorHue Hue = "poor"
	BadHue  Hue = "bad"
	RestHue Hue = "rest"
)

// Series names a column of the table that a chart draws.
type Series struct {
	Column int // index into Table.Columns, whose title is the series' name
	Hue    Hue
}

// Chart is a table drawn. Whoever shows a chart shows its table with it: what
// people read is what is drawn.
type Chart struct {
	Head
	Type   ChartType
	Desc   string // what the chart says in one sentence, for those who cannot see it
	Table  Table
	Label  int // index of the label column
	Series []Series
	Max    float64 // end of the scale, where what is counted has one: 100 for percentages; 0 for automatic
	Source []Link  // the records that the numbers come from
	Open   bool    // the table is what people came for; it is not folded away
}

// Rows is the place of the table of a chart that has a place. It is folded away, and browsers open it for those who are
// led there.
func Rows(place string) string { return place + "-rows" }

// Card is one thing in a list: a record that is new, on notice, or next.
type Card struct {
	Title string
	Ref   Ref
	Date  string // short: 11-20
	Badge Badge
	Text  string
}

// Cards is a list of things to read on.
type Cards struct {
	Head
	Cards []Card
	Empty string // what to say when there are none
}

// Callout is something that must not be overlooked.
type Callout struct {
	Head
	Tone Tone
	Text string
}

// Signature is one place in a signing chain.
type Signature struct {
	Role string // 经手人
	Name string // empty where nobody signed yet
	Date string
}

// Signatures is the signing chain of a record, in its order.
type Signatures struct {
	Head
	Signatures []Signature
}

// The names of the blocks.
func (Prose) Name() string      { return "prose" }
func (Facts) Name() string      { return "facts" }
func (Figures) Name() string    { return "figures" }
func (Table) Name() string      { return "table" }
func (Chart) Name() string      { return "chart" }
func (Cards) Name() string      { return "cards" }
func (Callout) Name() string    { return "callout" }
func (Signatures) Name() string { return "signatures" }
