package source

import (
	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// NodeType is the form of a Node.
type NodeType uint8

// The node types.
const (
	Scalar NodeType = iota
	List
	Map
)

// Node is a piece of YAML: what the author wrote, not what a YAML library makes of it.
// Scalars keep their token text, so that 007, 1.10 and twenty digits of money arrive as
// written.
type Node struct {
	Type    NodeType
	Pos     diag.Pos
	Text    string  // of a Scalar, without quotes; empty for null
	Quoted  bool    // of a Scalar: a text even if it looks like a number
	Items   []*Node // of a List
	Entries []Entry // of a Map, in file order; keys are unique
}

// Entry is one key of a Map.
type Entry struct {
	Key   string
	Pos   diag.Pos // of the key
	Value *Node    // never nil; an empty Scalar where nothing was written
}

// Document is one Markdown file.
type Document struct {
	Path    string   // slash path from the source folder
	Front   *Node    // a Map; empty when the file has no front matter
	Body    []Part   // in file order
	Links   []Link   // every link and image of the body, in file order
	Anchors []string // the ids of the headings, in file order: what #… may point to
	End     diag.Pos // the line that closes the front matter: where something that is missing belongs

	text []byte // the whole file, for Digest
}

// Part is a piece of a document's body: *Prose, *Table or *Fence.
type Part interface{ part() }

// Prose is consecutive Markdown that is neither a table nor a fence for us, rendered to
// safe HTML. The Refs of its Markup are destinations as written; the board phase replaces
// them through Document.Links.
type Prose struct {
	Markup block.Markup
	Text   string // the same without markup, for summaries
}

// Table is a table as written. Rows have exactly as many cells as the header.
type Table struct {
	Pos     diag.Pos
	Heading string // text of the nearest heading above, if any
	Header  []Cell
	Align   []block.Align
	Rows    [][]Cell
}

// Cell is a cell of a table. Pos is that of its first character, or of the place where it
// should be.
type Cell struct {
	Text   string       // without markup, trimmed
	Markup block.Markup // zero where Text says it all
	Pos    diag.Pos
}

// Fence is a fenced code block whose info string is one of ours (chart). Other code blocks
// are Prose.
type Fence struct {
	Pos  diag.Pos
	Info string
	Node *Node // its content as YAML, positions counted in the file
}

// Link is a link or an image in a body.
type Link struct {
	Dest  string // as written; percent-encoding undone if it is on this site
	Pos   diag.Pos
	Image bool
	Ref   *block.Ref // where the destination stands in the markup, to be replaced
}

func (*Prose) part() {}
func (*Table) part() {}
func (*Fence) part() {}
