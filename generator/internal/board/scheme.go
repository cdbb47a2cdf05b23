package board

import (
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// schemeDir is the address of the scheme's pages, below the board's root.
const schemeDir = "scheme"

// List is a list of the scheme with what the board has published under its items.
type List struct {
	Name, Help string
	Items      []*Item
}

// Item is an item of the scheme.
type Item struct {
	Name, Help string
	Ref        block.Ref      // its page; "" as long as nothing is published under it
	Records    []*kind.Record // visible ones, newest first
}

// Pending reports whether the item's wording has been lost.
func (it *Item) Pending() bool { return it.Name == kind.Pending }

var (
	errEmptyItem   = diag.Define("GK0333", diag.Warning, "“%[1]s”的“%[2]s”下面还没有公开的内容。", "在有关的记录或者栏目里写“条目: %[2]s”。")
	errPendingItem = diag.Define("GK0334", diag.Warning, "“%[1]s”的第 %[2]d 条还是“待补”。", "找到原文以后一字不差地补上。")
)

// gatherScheme puts the visible records under the items of the scheme.
func (b *Board) gatherScheme(report *diag.Report) {
	items := map[string]*Item{}
	for _, l := range b.Scheme {
		list := List{Name: string(l.Name), Help: string(l.Help)}
		for _, it := range l.Items {
			item := &Item{Name: string(it.Name), Help: string(it.Help)}
			items[item.Name] = item
			list.Items = append(list.Items, item)
		}
		b.Lists = append(b.Lists, list)
	}
	for _, r := range b.Records {
		for _, name := range r.Scheme {
			if it := items[string(name)]; it != nil && !it.Pending() {
				it.Records = append(it.Records, r)
			}
		}
	}
	for i, l := range b.Lists {
		for n, it := range l.Items {
			switch {
			case it.Pending():
				report.Add(errPendingItem.At(b.Scheme[i].Items[n].Pos, l.Name, n+1))
			case len(it.Records) == 0:
				report.Add(errEmptyItem.At(b.Scheme[i].Items[n].Pos, l.Name, it.Name))
			default:
				it.Ref = b.freeRef("/"+schemeDir+"/"+blockRef(slug(l.Name)), it.Name)
			}
		}
	}
}

// freeRef makes an address below one that is the program's own; two names may sound alike.
func (b *Board) freeRef(below block.Ref, name string) block.Ref {
	base := slug(name)
	for s := base; ; s += "-" {
		ref := below + blockRef(s)
		if key := strings.ToLower(string(ref)); b.taken[key] == "" && !deviceName.MatchString(s) {
			b.taken[key] = name
			return ref
		}
	}
}

// ItemsOf returns the items of the scheme that a record is published under.
func (b *Board) ItemsOf(r *kind.Record) []*Item {
	var out []*Item
	for _, l := range b.Lists {
		for _, it := range l.Items {
			if it.Ref != "" && slices.ContainsFunc(r.Scheme, func(n value.Text) bool { return string(n) == it.Name }) {
				out = append(out, it)
			}
		}
	}
	return out
}

// Together returns what records show together, kind by kind.
func (b *Board) Together(records []*kind.Record) []block.Block {
	var out []block.Block
	for _, group := range byKind(records) {
		slices.SortFunc(group, byList)
		out = append(out, group[0].Kind.Overview(b.Context(group[0].Kind, &diag.Report{}), group)...)
	}
	return out
}
