package board

import (
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

var errKeptElsewhere = diag.Define("GK0244", diag.Warning, "“%[1]s”随“%[2]s”一起撤下了，这里还在引用它，链接改指栏目。", "删掉这个链接；确实要继续公开的，另存一个不含个人情况的文件。")

// readAfter reads what becomes of records whose notice period has ended, by kind.
func (b *Board) readAfter(node *source.Node, report *diag.Report) {
	b.after = map[kind.Kind]kind.Withdrawal{}
	if node == nil {
		return
	}
	if node.Type != source.Map {
		report.Add(errKindShape.At(node.Pos, "期满"))
		return
	}
	for _, e := range node.Entries {
		k := kind.Find(e.Key)
		switch {
		case k == nil:
			report.Add(unknownKind(e.Pos, e.Key))
			continue
		case b.after[k] != kind.Unsaid:
			report.Add(errKindTwice.At(e.Pos, e.Key))
			continue
		}
		if w := kind.ReadWithdrawal(e, report); w != kind.Unsaid {
			b.after[k] = w
			kind.CheckAfter(k, w, e.Value.Pos, report)
		}
	}
}

// withdraw finds out what is left of each record on the as-of date. This is the one place where records
// are withdrawn: what it leaves is all that later phases see.
func (b *Board) withdraw() {
	for _, r := range b.all {
		if b.Options.Expired || !b.Options.published(r) {
			continue
		}
		r.Settle(b.Context(r.Kind, nil))
		switch r.Withdrawn {
		case kind.Remove, kind.Vanish:
			b.Removed = append(b.Removed, r)
			b.gone = append(b.gone, carried{r, r.Links})
		case kind.Stub:
			b.gone = append(b.gone, carried{r, r.Links})
			r.Shorten()
		}
	}
	slices.SortFunc(b.Removed, byDate)
}

// carried is what a record that was withdrawn carried along.
type carried struct {
	record *kind.Record
	links  []source.Link
}

// withdrawFiles keeps the files of withdrawn records from being published by way of other records. What
// was attached to them is no forgotten file either.
func (l *linker) withdrawFiles() {
	b := l.board
	for _, c := range b.gone {
		for _, link := range c.links {
			dest, _, _ := strings.Cut(link.Dest, "#")
			file := b.pathOf(dirOf(c.record.Path), dest)
			if l.files[strings.ToLower(file)] != file {
				continue
			}
			l.used[file] = true
			if c.record.Window != nil {
				l.withdrawn[file] = c.record
			}
		}
	}
}

// RefOf returns the address of a record that was published; "" if there is no page any more.
func RefOf(r *kind.Record) block.Ref {
	if r.Withdrawn == kind.Vanish {
		return ""
	}
	return r.Ref
}

// Ends returns, by address, the first days on which records are withdrawn that are still to be seen: whoever shows them
// can hide them on that day, even if nobody builds the board again.
func (b *Board) Ends() map[block.Ref]string {
	out := map[block.Ref]string{}
	for _, r := range b.Records {
		if !r.Ends.IsZero() && r.Ends.After(b.Options.AsOf) {
			out[r.Ref] = r.Ends.ISO()
		}
	}
	return out
}

// WholeEnds returns the first day on which what some records show together tells something that is withdrawn on
// that day; "" for never.
func (b *Board) WholeEnds(records []*kind.Record) string {
	return b.first(records, func(r *kind.Record) value.Date { return r.Leaves })
}

// FirstEnd returns the first day on which something of some records is withdrawn; "" for never.
func (b *Board) FirstEnd(records []*kind.Record) string {
	return b.first(records, func(r *kind.Record) value.Date { return r.Ends })
}

// first returns the first day after the as-of date among those of some records; "" for none.
func (b *Board) first(records []*kind.Record, of func(*kind.Record) value.Date) string {
	var first value.Date
	for _, r := range records {
		if day := of(r); day.After(b.Options.AsOf) && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	if first.IsZero() {
		return ""
	}
	return first.ISO()
}
