package kind

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// TableSpec is the declaration of one table of a kind: a slice field of the
// kind's struct, whose element declares the columns.
//
//	Ledger []entry `table:"收支明细" need:"yes"`
//
//	type entry struct {
//		Row
//		Date value.Date   `col:"日期" need:"cell"`
//		Paid *value.Money `col:"支出" need:"column"`
//	}
//
// need:"cell" wants the column and every cell of it filled, need:"column" only
// the column. again:"yes" says that the cell names a row that comes again in the record of the next period,
// again:"上期=本期" besides that the row 上期 then has the numbers that the row 本期 has now, and
// again:"used" that its words come again, in whatever rows. Columns that are not declared are kept in Row.Extra. A table with open:"yes" expects some of
// them; one with empty:"yes" may have no rows.
type TableSpec struct {
	Name     string
	Required bool
	Columns  []ColumnSpec
	Open     bool // other columns are data of the kind (grades), not remarks
	Empty    bool // may have no rows: nothing happened in the period

	index int
	row   reflect.Type
}

// ColumnSpec is the declaration of one column.
type ColumnSpec struct {
	Titles   []string // the first is used in messages
	TypeName string
	Column   bool   // must be there
	Cell     bool   // must be filled in every row
	Refers   string // as of Field
	Again    string // what of it comes again in the next record: see below

	index int
}

// Row is where a row and its cells stand, with the cells that no declared column
// took. Embed it in the struct of a table's rows.
type Row struct {
	file  string
	line  int
	cols  []int32 // character of each cell in the line
	head  *[]string
	Extra []source.Cell // in the order of the table's extra columns
	Total string        // 合计, 期初结余 …: the row repeats sums and is no entry of its own
}

// subtotal is the total of the rows since the one before.
const subtotal = "小计"

// totalWords are what offices write in a row that repeats sums.
var totalWords = []string{"合计", "总计", subtotal, "本期合计", "本月合计", "期初结余", "上期结余", "上月结余", "期初余额", "上月结转"}

// totalLabel returns the total word that a row begins with, or "".
func totalLabel(cells []source.Cell) string {
	for _, c := range cells {
		if text := strings.Join(strings.Fields(c.Text), ""); text != "" {
			if slices.Contains(totalWords, text) {
				return text
			}
			return ""
		}
	}
	return ""
}

// IsTotal reports whether a row of a table repeats sums.
func IsTotal(cells []source.Cell) bool { return totalLabel(cells) != "" }

// At returns the place of the cell under a declared column, or of the row.
func (r Row) At(column string) diag.Pos {
	if i := slices.Index(*r.head, column); i >= 0 {
		return diag.Pos{File: r.file, Line: r.line, Col: int(r.cols[i])}
	}
	return diag.Pos{File: r.file, Line: r.line, Col: 1}
}

func (r Row) total() string { return r.Total }

// ExtraColumn is a column that the kind did not declare.
type ExtraColumn struct {
	Title string
	Pos   diag.Pos
}

// Layout is what a record remembers of a table that its kind took: which declared columns there were and which
// others. Declare a field of this type with the same table tag to have it filled.
type Layout struct {
	Pos   diag.Pos
	Has   []string // declared columns that are there, by first title
	Extra []ExtraColumn
}

// Rich is a text that may have markup in it, such as a link to the evidence.
type Rich struct {
	value.Text
	Markup block.Markup
}

func (r Rich) cell() block.Cell { return block.Cell{Text: string(r.Text), Markup: r.Markup} }

var tableCache sync.Map // reflect.Type → []TableSpec

func tablesOf(t reflect.Type) []TableSpec {
	if known, ok := tableCache.Load(t); ok {
		return known.([]TableSpec)
	}
	var specs []TableSpec
	for i := range t.NumField() {
		sf := t.Field(i)
		name := sf.Tag.Get("table")
		if name == "" || sf.Type.Kind() != reflect.Slice {
			continue
		}
		specs = append(specs, TableSpec{
			Name: name, Required: sf.Tag.Get("need") == "yes", Open: sf.Tag.Get("open") == "yes", Empty: sf.Tag.Get("empty") == "yes",
			Columns: columnsOf(sf.Type.Elem()), index: i, row: sf.Type.Elem(),
		})
	}
	tableCache.Store(t, specs)
	return specs
}

func columnsOf(row reflect.Type) []ColumnSpec {
	var columns []ColumnSpec
	for i := range row.NumField() {
		sf := row.Field(i)
		tag := sf.Tag.Get("col")
		if tag == "" {
			continue
		}
		need := sf.Tag.Get("need")
		columns = append(columns, ColumnSpec{
			Titles: strings.Split(tag, ","), TypeName: typeName(sf.Type),
			Column: need != "", Cell: need == "cell", Refers: sf.Tag.Get("ref"), Again: sf.Tag.Get("again"), index: i,
		})
	}
	return columns
}

var (
	errNoTable    = diag.Define("GK0210", diag.Error, "缺少“%[1]s”表格。", "在正文里加一个表格，第一行写：| %[2]s |")
	errNoColumn   = diag.Define("GK0211", diag.Error, "“%[1]s”表格缺少“%[2]s”这一列。", "在表头里加上“%[2]s”；这个表格必须有的列是：%[3]s。")
	errNearColumn = diag.Define("GK0212", diag.Error, "不认识“%[1]s”这一列。", "您是不是想写“%[2]s”？确实是另一列的，换一个不容易混淆的列名。")
	errSameColumn = diag.Define("GK0213", diag.Error, "“%[1]s”这一列有两个。", "只留一列，或者改一个名称。")
	errTwoTables  = diag.Define("GK0214", diag.Error, "“%[1]s”表格有两个，第二个不会计入合计。", "把两个表格合成一个，或者把另一个的表头改成不同的列名。")
	errNoCell     = diag.Define("GK0215", diag.Error, "“%[1]s”没有填。", "填上%[2]s。")
	errCell       = diag.Define("GK0216", diag.Error, "“%[1]s”填得不对：%[2]s。", "%[3]s。")
	errMoneyUnit  = diag.Define("GK0218", diag.Error, "不认识“%[1]s”里的单位“%[2]s”。", "金额的单位写“元”“万元”或者“亿元”，换算好再填。")
	errNoRows     = diag.Define("GK0217", diag.Error, "“%[1]s”表格一行内容也没有。", "至少填一行；还没有内容的，写“草稿: 是”。")
)

// part is a piece of a record's body: a source part as it is, or the mark where
// a table that the kind took stood.
type part struct {
	source.Part
	table string     // name of the table that the kind took; Part is nil
	chart *chartPart // a chart fence, understood
}

// body hands each declared table its rows and returns the body with the taken
// tables marked.
func (b *binder) body(doc *source.Document, own any) []part {
	taken := map[source.Part]string{}
	for _, spec := range tablesOf(reflect.TypeOf(own).Elem()) {
		table := b.pick(spec, doc, taken)
		if table == nil {
			if spec.Required {
				b.add(errNoTable, b.end, spec.Name, strings.Join(spec.Titles(), " | "))
			}
			continue
		}
		taken[table] = spec.Name
		b.table(spec, table, reflect.ValueOf(own).Elem())
	}
	var parts []part
	var above *source.Table
	for _, p := range doc.Body {
		switch p := p.(type) {
		case *source.Table:
			above = p
			if name, ok := taken[p]; ok {
				parts = append(parts, part{table: name})
				continue
			}
		case *source.Fence:
			if c := b.fence(p, above); c != nil {
				parts = append(parts, part{chart: c})
			}
			continue
		}
		parts = append(parts, part{Part: p})
	}
	return parts
}

// Titles returns the titles of the columns.
func (s TableSpec) Titles() []string {
	var out []string
	for _, c := range s.Columns {
		out = append(out, c.Titles[0])
	}
	return out
}

// Needed returns the titles of the columns that must be there.
func (s TableSpec) Needed() []string {
	var out []string
	for _, c := range s.Columns {
		if c.Column {
			out = append(out, c.Titles[0])
		}
	}
	return out
}

// pick returns the first table that looks like the declared one: it has at
// least half of the columns that must be there. A second one with all of them is
// a finding, since its rows would count for nothing.
func (b *binder) pick(spec TableSpec, doc *source.Document, taken map[source.Part]string) *source.Table {
	var found *source.Table
	for _, p := range doc.Body {
		t, ok := p.(*source.Table)
		if !ok || taken[t] != "" {
			continue
		}
		have, want := 0, 0
		for _, c := range spec.Columns {
			if !c.Column {
				continue
			}
			want++
			if slices.ContainsFunc(t.Header, func(h source.Cell) bool { return c.Matches(h.Text) }) {
				have++
			}
		}
		switch {
		case found != nil && have == want:
			b.add(errTwoTables, t.Pos, spec.Name)
		case found == nil && have > 0 && have*2 >= want:
			found = t
		}
	}
	return found
}

// Matches reports whether a column with this head is the declared one, whatever unit the head names.
func (c ColumnSpec) Matches(head string) bool {
	name, _ := headUnit(head)
	return slices.Contains(c.Titles, name)
}

// plainHead takes out of a column's title how offices vary in writing it.
var plainHead = strings.NewReplacer("（", "(", "）", ")", "：", ":", " ", "")

// headUnit splits 收入（万元） into the name and the unit that its numbers are in.
func headUnit(head string) (name, unit string) {
	h := plainHead.Replace(head)
	if i := strings.IndexByte(h, '('); i > 0 && strings.HasSuffix(h, ")") {
		return h[:i], strings.TrimPrefix(h[i+1:len(h)-1], "单位:")
	}
	return h, ""
}

// moneyUnit returns the word that multiplies the amounts under a head, such as 万 of
// 收入（万元）; ok is false for a unit that amounts are not read in. What is in the brackets
// may also be a remark.
func moneyUnit(head string) (unit, word string, ok bool) {
	_, unit = headUnit(head)
	word = strings.TrimSuffix(unit, "元")
	isUnit := strings.HasSuffix(unit, "元") || strings.Trim(unit, "十百千万亿") == ""
	switch {
	case !isUnit, word == "", word == "人民币":
		return unit, "", true
	case word == "万", word == "亿":
		return unit, word, true
	}
	return unit, "", false
}

// table reads the rows of a table into the slice field of its spec.
func (b *binder) table(spec TableSpec, t *source.Table, own reflect.Value) {
	bound, layout := b.head(spec, t)
	setLayout(own, spec.Name, layout)
	names := make([]string, len(t.Header))
	for i, c := range bound {
		names[i] = t.Header[i].Text
		if c != nil {
			names[i] = c.Titles[0]
		}
	}
	rows := reflect.MakeSlice(reflect.SliceOf(spec.row), len(t.Rows), len(t.Rows))
	cols := make([]int32, len(t.Rows)*len(t.Header))
	entries := 0
	for i, cells := range t.Rows {
		r := rows.Index(i).FieldByName("Row").Addr().Interface().(*Row)
		*r = Row{head: &names, cols: cols[:len(cells):len(cells)], Extra: make([]source.Cell, 0, len(layout.Extra)), Total: totalLabel(cells)}
		cols = cols[len(cells):]
		b.row(rows.Index(i), r, bound, t, cells)
		if r.Total == "" {
			entries++
		}
	}
	if entries == 0 && !spec.Empty {
		b.add(errNoRows, t.Pos, spec.Name)
	}
	own.Field(spec.index).Set(rows)
}

func setLayout(own reflect.Value, name string, l Layout) {
	for i := range own.NumField() {
		if f := own.Type().Field(i); f.Type == reflect.TypeFor[Layout]() && f.Tag.Get("table") == name {
			own.Field(i).Set(reflect.ValueOf(l))
		}
	}
}

// head finds the declared column of each head cell; nil where there is none.
func (b *binder) head(spec TableSpec, t *source.Table) ([]*ColumnSpec, Layout) {
	bound := make([]*ColumnSpec, len(t.Header))
	layout := Layout{Pos: t.Pos}
	for i, h := range t.Header {
		for j := range spec.Columns {
			if !spec.Columns[j].Matches(h.Text) {
				continue
			}
			title := spec.Columns[j].Titles[0]
			if slices.Contains(layout.Has, title) {
				b.add(errSameColumn, h.Pos, h.Text)
			}
			if unit, _, ok := moneyUnit(h.Text); !ok && spec.Columns[j].TypeName == (value.Money{}).TypeName() {
				b.add(errMoneyUnit, h.Pos, h.Text, unit)
			}
			bound[i] = &spec.Columns[j]
			layout.Has = append(layout.Has, title)
		}
	}
	for i, h := range t.Header {
		if bound[i] != nil {
			continue
		}
		// In an open table the other columns have names of their own, such as 好评 beside 点评.
		if near := diag.Nearest(h.Text, spec.missing(layout.Has)); near != "" && !spec.Open {
			b.add(errNearColumn, h.Pos, h.Text, near)
		}
		layout.Extra = append(layout.Extra, ExtraColumn{h.Text, h.Pos})
	}
	for _, c := range spec.Columns {
		if c.Column && !slices.Contains(layout.Has, c.Titles[0]) {
			b.add(errNoColumn, t.Pos, spec.Name, c.Titles[0], strings.Join(spec.Needed(), "、"))
		}
	}
	return bound, layout
}

// TableOf returns the table of a document that a kind takes for the one it declares by a name; nil for none.
func TableOf(k Kind, doc *source.Document, name string) *source.Table {
	b := &binder{report: &diag.Report{}}
	taken := map[source.Part]string{}
	for _, spec := range k.Tables() {
		t := b.pick(spec, doc, taken)
		if spec.Name == name {
			return t
		}
		if t != nil {
			taken[t] = spec.Name
		}
	}
	return nil
}

// HeadName returns the head of a column without the unit and without what offices vary in writing it.
func HeadName(head string) string {
	name, _ := headUnit(head)
	return name
}

func (s TableSpec) missing(have []string) []string {
	var out []string
	for _, c := range s.Columns {
		if !slices.Contains(have, c.Titles[0]) {
			out = append(out, c.Titles...)
		}
	}
	return out
}

func (b *binder) row(dst reflect.Value, r *Row, bound []*ColumnSpec, t *source.Table, cells []source.Cell) {
	for i, cell := range cells {
		r.file, r.line, r.cols[i] = cell.Pos.File, cell.Pos.Line, int32(cell.Pos.Col)
		if r.Total != "" && (cell.Text == "" || strings.Join(strings.Fields(cell.Text), "") == r.Total) {
			if bound[i] == nil {
				r.Extra = append(r.Extra, cell)
			}
			continue
		}
		if bound[i] == nil {
			r.Extra = append(r.Extra, cell)
			continue
		}
		b.cell(dst.Field(bound[i].index), bound[i], t.Header[i].Text, cell)
	}
}

// cell reads one cell. Money under a head that says 万元 is in 万元.
func (b *binder) cell(v reflect.Value, c *ColumnSpec, head string, cell source.Cell) {
	text := cell.Text
	isText := v.Type() == reflect.TypeFor[value.Text]() || v.Type() == reflect.TypeFor[Rich]()
	if text == "" || !isText && value.IsBlank(text) {
		if c.Cell {
			b.add(errNoCell, cell.Pos, c.Titles[0], c.TypeName)
		}
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	var err error
	switch target := v.Addr().Interface().(type) {
	case *value.Money:
		err = parseMoney(target, text, head)
	case *value.Date:
		*target, err = b.date(text)
	case interface {
		ParseIn(text string, within value.Period) error
	}:
		err = target.ParseIn(text, b.within)
	case *Rich:
		target.Markup = cell.Markup
		err = target.Parse(text)
	case value.Value:
		err = target.Parse(text)
	}
	if err != nil {
		message, hint := explain(err)
		b.add(errCell, cell.Pos, c.Titles[0], message, hint)
		return
	}
	b.refer(c.Refers, c.Titles[0], text, cell.Pos)
}

// parseMoney reads an amount under a head that may name a unit, such as 收入（万元）.
func parseMoney(m *value.Money, text, head string) error {
	unit, word, _ := moneyUnit(head)
	if word == "" {
		return m.Parse(text)
	}
	s, bracket := strings.CutSuffix(value.Normalize(text), ")")
	if strings.ContainsAny(s, "元万亿") {
		return &value.Error{Message: "“" + text + "”写了单位，表头里已经写了“" + unit + "”", Hint: "去掉这一格里的单位，只写数"}
	}
	s += word
	if bracket {
		s += ")"
	}
	err := m.Parse(s)
	if err == nil {
		return nil
	}
	if own := new(value.Money).Parse(text); own != nil {
		return own // which quotes the cell as it is
	}
	return err
}

// date reads a date that may leave out its year where the record's period tells it.
func (b *binder) date(text string) (value.Date, error) {
	if !b.within.IsZero() {
		return value.ParseDateIn(text, b.within)
	}
	var d value.Date
	err := d.Parse(text)
	return d, err
}
