package theme

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/generator/internal/block"
)

// Steps is the dot of blocks/steps.html.
type Steps struct {
	View
	Row   bool // the steps may stand side by side on a wide page
	Items []Step
}

// Step is a step with its address worked out.
type Step struct {
	block.Step
	URL template.URL
}

func newSteps(v View, b block.Steps) *Steps {
	n := len(b.Steps)
	s := &Steps{View: v, Row: n >= 2 && n <= 5, Items: make([]Step, n)}
	for i, step := range b.Steps {
		s.Items[i] = Step{step, v.URL(step.Ref)}
		if width(step.Text)*float64(n) > textRoom {
			s.Row = false
		}
	}
	return s
}

// textRoom is how long the text of a step may be, times the number of columns,
// for a column of some six lines.
const textRoom = 270.0

// HTML renders the block.
func (v *Steps) HTML() (template.HTML, error) { return v.Page.block("steps", v) }

// People is the dot of blocks/people.html.
type People struct {
	View
	Compact bool // so little is said of each that two stand side by side on a phone
	Items   []Person
}

// Person is a person with the addresses worked out.
type Person struct {
	block.Person
	Photo, URL template.URL
	Family     string // the family name, in place of a photo
}

func newPeople(v View, b block.People) *People {
	p := &People{View: v, Compact: true, Items: make([]Person, len(b.People))}
	for i, one := range b.People {
		p.Items[i] = Person{one, v.URL(one.Photo), v.URL(one.Ref), familyName(one.Name)}
		p.Compact = p.Compact && len(one.Duties) == 0 && width(one.Text) <= 16 && width(one.Phone) <= 9
	}
	return p
}

// HTML renders the block.
func (v *People) HTML() (template.HTML, error) { return v.Page.block("people", v) }

// Tel returns the address that dials a phone number.
func (v *People) Tel(phone string) template.URL { return tel(phone) }

// Family names of two characters that are not rare.
var doubleNames = []string{
	"欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "尉迟", "夏侯", "令狐", "慕容", "宇文", "长孙", "公孙",
	"东方", "南宫", "独孤", "端木", "轩辕", "澹台", "闻人", "钟离", "申屠", "呼延", "万俟", "赫连", "西门", "百里", "拓跋",
}

// familyName returns what a name begins with: the family name of a Chinese one,
// the first letter of another.
func familyName(name string) string {
	if utf8.RuneCountInString(name) > 2 {
		for _, double := range doubleNames {
			if strings.HasPrefix(name, double) {
				return double
			}
		}
	}
	_, size := utf8.DecodeRuneInString(name)
	return name[:size]
}

// Tree is the dot of blocks/tree.html.
type Tree struct {
	View
	Across bool // on a wide page it grows from the top down
	Forest bool // does not, and has so many roots that they stand in columns
	Roots  []Node
}

// Node is a place in a tree with its address worked out.
type Node struct {
	Title, Role, Text string
	Badge             block.Badge
	URL               template.URL
	Children          []Node
	Short             bool // a name that no line breaks
	Stacked           bool // the children stand below each other where the tree grows from the top down
}

// acrossRoom is how many nodes may stand side by side.
const acrossRoom = 6

func newTree(v View, b block.Tree) *Tree {
	t := &Tree{View: v, Roots: v.nodes(b.Roots)}
	for _, fold := range []func([]Node){func([]Node) {}, stackLeaves, stackBelow} {
		if fold(t.Roots); columnsOf(t.Roots) <= acrossRoom {
			t.Across = true
			break
		}
	}
	t.Forest = !t.Across && len(t.Roots) > 1
	return t
}

// HTML renders the block.
func (v *Tree) HTML() (template.HTML, error) { return v.Page.block("tree", v) }

func (v *View) nodes(from []block.Node) []Node {
	nodes := make([]Node, len(from))
	for i, n := range from {
		nodes[i] = Node{Title: n.Title, Role: n.Role, Text: n.Text, Badge: n.Badge, URL: v.URL(n.Ref), Children: v.nodes(n.Children), Short: width(n.Title) <= shortName}
	}
	return nodes
}

// shortName is how long a name is that has no place for a break.
const shortName = 6.0

// columnsOf returns on how many columns nodes stand with all below them.
func columnsOf(nodes []Node) int {
	n := 0
	for i := range nodes {
		if nodes[i].Stacked {
			n++
		} else {
			n += max(1, columnsOf(nodes[i].Children))
		}
	}
	return n
}

// stackLeaves puts those who have nobody below them one below the other.
func stackLeaves(nodes []Node) {
	for i := range nodes {
		n := &nodes[i]
		n.Stacked = len(n.Children) > 0 && !slices.ContainsFunc(n.Children, func(c Node) bool { return len(c.Children) > 0 })
		stackLeaves(n.Children)
	}
}

// stackBelow leaves the roots and the next level side by side and makes a list
// of what is below each of these.
func stackBelow(roots []Node) {
	for i := range roots {
		stackAll(roots[i].Children)
	}
}

func stackAll(nodes []Node) {
	for i := range nodes {
		nodes[i].Stacked = len(nodes[i].Children) > 0
		stackAll(nodes[i].Children)
	}
}
