package board

import (
	"slices"

	"gongkai/generator/internal/kind"
)

// WallChannel is the channel of the catalogue that is a notice board of glass and paper.
const WallChannel = "公开栏"

// Hanging is something that has to hang on the wall.
type Hanging struct {
	Duty   *Duty        // that wants it; nil for what is on public notice
	Due    *Due         // of a period; nil where there is none
	Record *kind.Record // nil where it is missing
}

// Why says what wants something on the wall.
func (h Hanging) Why() string {
	switch {
	case h.Duty == nil:
		return "正在公示"
	case h.Due != nil:
		return string(h.Duty.Item) + "，" + h.Due.Period.String()
	}
	return string(h.Duty.Item)
}

// Wanted returns what has to hang today: what is on notice, what ends first on top, and of each duty the newest
// that was published. What was on notice and is no longer has come down.
func (b *Board) Wanted() []Hanging {
	var out []Hanging
	for _, r := range b.OpenNotices() {
		out = append(out, Hanging{Record: r})
	}
	for i := range b.Duties {
		d := &b.Duties[i]
		if !d.On(WallChannel) {
			continue
		}
		for _, h := range d.newest() {
			known := slices.ContainsFunc(out, func(o Hanging) bool { return o.Record == h.Record })
			if h.Record != nil && h.Record.Window == nil && h.Record.Withdrawn == kind.Unsaid && !known {
				out = append(out, h)
			}
		}
	}
	return out
}

// OpenNotices returns the records that are on public notice on the as-of date, what ends first on top.
func (b *Board) OpenNotices() []*kind.Record {
	var open []*kind.Record
	for _, r := range b.Records {
		if r.Window != nil && r.Window.Open(b.Options.AsOf) {
			open = append(open, r)
		}
	}
	slices.SortStableFunc(open, func(a, b *kind.Record) int { return a.Window.To.Compare(b.Window.To) })
	return open
}

// newest returns what was published last for a duty.
func (d *Duty) newest() []Hanging {
	if len(d.Dues) == 0 {
		return []Hanging{{Duty: d, Record: d.Last}}
	}
	for i := len(d.Dues) - 1; i >= 0; i-- {
		if d.Dues[i].Record != nil {
			return d.Met(&d.Dues[i])
		}
	}
	return nil
}

// Met is what was published for a period of a duty, or that nothing was: all that answers for the whole period, and if
// nothing does, what answers for parts of it.
func (d *Duty) Met(due *Due) []Hanging {
	var whole, parts []Hanging
	for _, r := range d.open {
		switch shareOf(r, due.Period) {
		case allOf:
			whole = append(whole, Hanging{d, due, r})
		case partOf:
			parts = append(parts, Hanging{d, due, r})
		}
	}
	switch {
	case len(whole) > 0:
		return whole
	case len(parts) > 0:
		return parts
	}
	return []Hanging{{d, due, nil}}
}
