package block

import "gongkai/generator/internal/value"

// Step is one step of a procedure or one stage of a case.
type Step struct {
	Title string
	Who   string // responsible post
	Time  string // how long it takes, or when it was done: 3个工作日
	Text  string // what to bring, what happens
	Badge Badge  // state, where the step has one
	Ref   Ref
}

// Steps is a procedure whose steps follow each other.
type Steps struct {
	Head
	Steps []Step
}

// Span is one bar of a schedule. A milestone begins and ends on the same day.
type Span struct {
	Title    string
	Level    int // 0 for a stage, 1 for a segment in it, 2 for a task
	From, To value.Date
	Badge    Badge // 进行中, 已完成, 逾期 3 天
	Text     string
	Ref      Ref
	Share    *int // how much of it is done, in percent; nil where nobody says
}

// Schedule is stages, segments and tasks over time (a Gantt chart). Spans stand in the order
// in which they are read; a nested one follows its stage.
type Schedule struct {
	Head
	Caption string
	Spans   []Span
	AsOf    value.Date // drawn as a line where it lies within the spans
}

// Person is one person on the identity wall.
type Person struct {
	Name   string
	Post   string
	Unit   string
	Number string   // 工号
	Phone  string   // office phone
	Photo  Ref      // picture, empty for none
	Marks  []Badge  // 党员, 示范岗, ★★★
	Duties []string // what the person is responsible for
	Text   string   // other words, e.g. the person's promise
	Ref    Ref      // where to read on about the person
}

// People is a wall of persons.
type People struct {
	Head
	People []Person
}

// Node is a place in a tree, with those below it.
type Node struct {
	Title    string // 张立新
	Role     string // 组长
	Text     string // 党总支书记、主任
	Badge    Badge
	Ref      Ref
	Children []Node
}

// Tree is an organisation chart: who answers to whom.
type Tree struct {
	Head
	Roots []Node
}

// The names of the blocks.
func (Steps) Name() string    { return "steps" }
func (Schedule) Name() string { return "schedule" }
func (People) Name() string   { return "people" }
func (Tree) Name() string     { return "tree" }
