package kind

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// Field is one declared key of front matter or board.yaml. It is declared by the tags of a Go
// struct field and nowhere else:
//
//	Opening value.Money `key:"opening" zh:"期初结余,上期结余" help:"…" need:"yes"`
//	Handler value.Text  `key:"handler" zh:"经办人" help:"…" ref:"person"`
//
// A key with ref:"person", "unit" or "any" holds names of the board's roster, with 、 between
// them. The Go type says how the value is read. A pointer is a key whose absence
// differs from zero, a slice a list, a struct a group of keys. The keys of an embedded
// struct are those of the one around it.
type Field struct {
	Name     string   // English name
	Aliases  []string // Chinese names, the first of which is used in messages
	Help     string
	TypeName string // 金额, 日期, 列表 …
	Required bool
	Refers   string  // "person", "unit" or "any": a name that has to be in the roster
	Follows  string  // the key of the record before whose value it takes over
	Fields   []Field // of a group or a list of groups
	List     bool
	Free     bool // a group whose keys the author chooses
	Short    bool // in a group that is written as one text, the text is this key's

	index []int // of the Go field, through embedded structs
}

// Label returns the name to use in messages.
func (f Field) Label() string {
	if len(f.Aliases) > 0 {
		return f.Aliases[0]
	}
	return f.Name
}

func (f Field) called(key string) bool { return f.Name == key || slices.Contains(f.Aliases, key) }

var fieldCache sync.Map // reflect.Type → []Field

// fieldsOf reads the declaration of a struct type.
func fieldsOf(t reflect.Type) []Field {
	if known, ok := fieldCache.Load(t); ok {
		return known.([]Field)
	}
	var fields []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous && sf.Type.Kind() == reflect.Struct {
			fields = append(fields, embedded(sf)...)
			continue
		}
		name, ok := sf.Tag.Lookup("key")
		if !ok {
			continue
		}
		fields = append(fields, Field{
			Name: name, Aliases: strings.Split(sf.Tag.Get("zh"), ","), Help: sf.Tag.Get("help"),
			TypeName: typeName(sf.Type), Required: sf.Tag.Get("need") == "yes",
			Refers: sf.Tag.Get("ref"), Follows: sf.Tag.Get("follows"), Fields: subFields(sf.Type), List: isList(sf.Type), Free: isFree(sf.Type), Short: sf.Tag.Get("short") == "yes",
			index: sf.Index,
		})
	}
	fieldCache.Store(t, fields)
	return fields
}

// embedded returns the keys that several kinds have in common, as those of one of them. The tag need names those
// that this kind requires.
func embedded(sf reflect.StructField) []Field {
	needed := strings.Split(sf.Tag.Get("need"), ",")
	fields := slices.Clone(fieldsOf(sf.Type))
	for i := range fields {
		fields[i].Required = fields[i].Required || slices.Contains(needed, fields[i].Name)
		fields[i].index = slices.Concat(sf.Index, fields[i].index)
	}
	return fields
}

func isList(t reflect.Type) bool { return t.Kind() == reflect.Slice && !isValue(t) && !isFree(t) }

func isFree(t reflect.Type) bool {
	return t == reflect.TypeFor[Pairs]() || t == reflect.TypeFor[*source.Node]()
}

func subFields(t reflect.Type) []Field {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct && !isValue(t) && t != reflect.TypeFor[source.Node]() {
		return fieldsOf(t)
	}
	return nil
}

var valueType = reflect.TypeFor[value.Value]()

func isValue(t reflect.Type) bool { return reflect.PointerTo(t).Implements(valueType) }

// typeName returns what a clerk calls a type.
func typeName(t reflect.Type) string {
	switch {
	case t.Kind() == reflect.Pointer:
		return typeName(t.Elem())
	case t == reflect.TypeFor[value.Bool]():
		return "“是”或者“否”"
	case isValue(t):
		if n, ok := reflect.New(t).Interface().(interface{ TypeName() string }); ok {
			return n.TypeName()
		}
	case t == reflect.TypeFor[Pairs]():
		return "名称: 内容"
	case t.Kind() == reflect.Slice:
		return typeName(t.Elem()) + "列表"
	}
	return "一组"
}

// Pairs is a group whose keys the author chooses, in file order.
type Pairs []Pair

// Pair is a key that the author chose and its text.
type Pair struct {
	Key, Text string
	Pos       diag.Pos
}

// Get returns the text of a key.
func (p Pairs) Get(key string) (string, bool) {
	for _, e := range p {
		if e.Key == key {
			return e.Text, true
		}
	}
	return "", false
}

// Place remembers where a group stood. Embed it in a struct to have it filled.
type Place struct{ Pos diag.Pos }

var (
	errUnknownKey = diag.Define("GK0201", diag.Error, "不认识“%[1]s”这个项目。", "%[2]s可以写的有：%[3]s。")
	errMissingKey = diag.Define("GK0202", diag.Error, "缺少“%[1]s”。", "%[3]s“%[1]s: …”（%[2]s）。")
	errEmptyKey   = diag.Define("GK0203", diag.Error, "“%[1]s”后面是空的。", "写上%[2]s%[3]s。")
	errValue      = diag.Define("GK0204", diag.Error, "“%[1]s”写得不对：%[2]s。", "%[3]s。")
	errShape      = diag.Define("GK0205", diag.Error, "“%[1]s”应该写成%[2]s，这里写成了%[3]s。", "%[4]s")
	errTwice      = diag.Define("GK0206", diag.Error, "“%[1]s”和“%[2]s”是同一个项目，写了两次。", "只留一个。")
)

// binder fills declared structs from what an author wrote and reports what does
// not fit, each at its place.
type binder struct {
	report *diag.Report
	keys   map[string]diag.Pos // where each key was found, by English name; may be nil
	end    diag.Pos            // where a missing key belongs
	within value.Period        // resolves dates without a year, if not zero
	roster *Roster             // what names are checked against; nil where none is known yet
}

func (b *binder) add(d *diag.Def, pos diag.Pos, args ...any) { b.report.Add(d.At(pos, args...)) }

// bind fills the structs that targets point to from the keys of a map. A key
// belongs to the first target that declares it.
func (b *binder) bind(node *source.Node, targets ...any) {
	seen := map[string]string{}
	for _, e := range node.Entries {
		f, target := b.find(e.Key, targets)
		if f == nil {
			b.unknown(e, targets)
			continue
		}
		if first, ok := seen[f.Name]; ok {
			b.add(errTwice, e.Pos, first, e.Key)
			continue
		}
		seen[f.Name] = e.Key
		if b.keys != nil {
			b.keys[f.Name] = e.Value.Pos
		}
		b.set(target.FieldByIndex(f.index), f, e)
	}
	missing, where := b.end, "在开头的 --- 之间加一行"
	if missing.File == "" {
		missing, where = node.Pos, "在这里加上"
	}
	for _, t := range targets {
		for _, f := range fieldsOf(reflect.TypeOf(t).Elem()) {
			if f.Required && seen[f.Name] == "" {
				b.add(errMissingKey, missing, f.Label(), f.Help, where)
			}
		}
	}
}

func (b *binder) find(key string, targets []any) (*Field, reflect.Value) {
	for _, t := range targets {
		v := reflect.ValueOf(t).Elem()
		fields := fieldsOf(v.Type())
		for i := range fields {
			if fields[i].called(key) {
				return &fields[i], v
			}
		}
	}
	return nil, reflect.Value{}
}

func (b *binder) unknown(e source.Entry, targets []any) {
	var labels, all []string
	for _, t := range targets {
		for _, f := range fieldsOf(reflect.TypeOf(t).Elem()) {
			labels = append(labels, f.Label())
			all = append(append(all, f.Name), f.Aliases...)
		}
	}
	b.add(errUnknownKey, e.Pos, e.Key, diag.DidYouMean(e.Key, all), strings.Join(labels, "、"))
}

// set fills one field from what stands behind its key.
func (b *binder) set(v reflect.Value, f *Field, e source.Entry) {
	node := e.Value
	if node.Type == source.Scalar && node.Text == "" && !node.Quoted {
		or := "，或者删掉这一行"
		if f.Required {
			or = ""
		}
		b.add(errEmptyKey, e.Pos, e.Key, f.TypeName, or)
		return
	}
	switch {
	case v.Type() == reflect.TypeFor[*source.Node]():
		v.Set(reflect.ValueOf(node))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		b.set(v.Elem(), f, e)
	case isValue(v.Type()):
		b.scalar(v, e.Key, node)
		b.refer(f.Refers, e.Key, node.Text, node.Pos)
	case v.Type() == reflect.TypeFor[Pairs]():
		b.pairs(v, e.Key, node)
	case v.Kind() == reflect.Slice:
		b.list(v, f, e)
	default:
		b.group(v, e.Key, node)
	}
}

func (b *binder) scalar(v reflect.Value, key string, node *source.Node) {
	if node.Type != source.Scalar {
		b.add(errShape, node.Pos, key, typeName(v.Type()), shapeName(node), "在冒号后面直接写"+typeName(v.Type())+"。")
		return
	}
	if err := v.Addr().Interface().(value.Value).Parse(node.Text); err != nil {
		b.badValue(node.Pos, key, err)
	}
}

func (b *binder) badValue(pos diag.Pos, name string, err error) {
	message, hint := explain(err)
	b.add(errValue, pos, name, message, hint)
}

// explain returns what a value says of a text that it cannot read.
func explain(err error) (message, hint string) {
	var ve *value.Error
	if errors.As(err, &ve) {
		return ve.Message, ve.Hint
	}
	return err.Error(), ""
}

func (b *binder) pairs(v reflect.Value, key string, node *source.Node) {
	if node.Type != source.Map {
		b.add(errShape, node.Pos, key, "几行“名称: 内容”", shapeName(node), "换行后每行缩进两格，写“名称: 内容”。")
		return
	}
	var out Pairs
	for _, e := range node.Entries {
		if e.Value.Type != source.Scalar {
			b.add(errShape, e.Value.Pos, e.Key, "一段文字", shapeName(e.Value), "在冒号后面直接写。")
			continue
		}
		out = append(out, Pair{e.Key, e.Value.Text, e.Value.Pos})
	}
	v.Set(reflect.ValueOf(out))
}

// list fills a slice. One scalar is a list of one; a text may also list several
// with 、, as people write names.
func (b *binder) list(v reflect.Value, f *Field, e source.Entry) {
	items := e.Value.Items
	switch e.Value.Type {
	case source.Scalar:
		items = []*source.Node{e.Value}
		if _, sentence := reflect.New(v.Type().Elem()).Interface().(interface{ Sentence() }); !sentence {
			items = splitNames(e.Value)
		}
	case source.Map:
		b.add(errShape, e.Value.Pos, e.Key, f.TypeName, shapeName(e.Value), "每一条前面写“- ”。")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, n := range items {
		if b.keys != nil {
			b.keys[itemKey(f.Name, i)] = n.Pos
		}
		b.set(out.Index(i), f, source.Entry{Key: e.Key, Pos: n.Pos, Value: n})
	}
	v.Set(out)
}

// itemKey is the name under which the place of one item of a list is kept.
func itemKey(key string, i int) string { return key + "/" + strconv.Itoa(i) }

// splitNames splits 张三、李四 at 、. Each part keeps its own place.
func splitNames(n *source.Node) []*source.Node {
	var out []*source.Node
	col := n.Pos.Col
	for _, part := range strings.Split(n.Text, "、") {
		item := *n
		item.Text = strings.TrimSpace(part)
		item.Pos.Col = col
		col += len([]rune(part)) + 1
		out = append(out, &item)
	}
	return out
}

func (b *binder) group(v reflect.Value, key string, node *source.Node) {
	if p := v.FieldByName("Place"); p.IsValid() {
		p.Set(reflect.ValueOf(Place{node.Pos}))
	}
	if node.Type == source.Scalar && b.short(v, key, node) {
		return
	}
	if node.Type != source.Map {
		b.add(errShape, node.Pos, key, "几行“项目: 内容”", shapeName(node), "换行后每行缩进两格，写“项目: 内容”。")
		return
	}
	inner := &binder{report: b.report, within: b.within, roster: b.roster}
	inner.bind(node, v.Addr().Interface())
}

// short fills a group that is written as one text, such as an item of a scheme that has nothing but its name.
func (b *binder) short(v reflect.Value, key string, node *source.Node) bool {
	for i, f := range fieldsOf(v.Type()) {
		if f.Short {
			b.set(v.FieldByIndex(f.index), &fieldsOf(v.Type())[i], source.Entry{Key: key, Pos: node.Pos, Value: node})
			return true
		}
	}
	return false
}

func shapeName(n *source.Node) string {
	switch n.Type {
	case source.List:
		return "列表"
	case source.Map:
		return "一组项目"
	}
	return "“" + n.Text + "”"
}

// Bind fills a struct that is declared like a kind's from a map: board.yaml and
// _index.md are read as strictly as records.
func Bind(node *source.Node, target any, report *diag.Report) map[string]diag.Pos {
	b := &binder{report: report, keys: map[string]diag.Pos{}}
	b.bind(node, target)
	return b.keys
}

// Declared returns the declaration of a struct that Bind fills.
func Declared[T any]() []Field { return fieldsOf(reflect.TypeFor[T]()) }
