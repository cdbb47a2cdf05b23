package board

import (
	"slices"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
)

// unitDir is the address of the units' pages, below the board's root.
const unitDir = "unit"

// Unit is a unit of the board's list with what the board has published about it.
type Unit struct {
	kind.Unit
	Ref      block.Ref      // its page; "" as long as nothing is known of it
	Records  []*kind.Record // visible ones that name it as responsible, newest first
	Measures []kind.Measure // in the order of sections and records
}

// gatherUnits puts records and measures to the units that they speak of.
func (b *Board) gatherUnits() {
	units := map[string]*Unit{}
	for _, u := range b.Config.Units {
		unit := &Unit{Unit: u}
		units[string(u.Name)] = unit
		b.Units = append(b.Units, unit)
	}
	for _, r := range b.Records {
		if u := units[string(r.Unit)]; u != nil {
			u.Records = append(u.Records, r)
		}
	}
	for _, m := range b.measures() {
		if u := units[m.Of]; u != nil {
			u.Measures = append(u.Measures, m)
		} else {
			b.Measures = append(b.Measures, m)
		}
	}
	for _, u := range b.Units {
		if len(u.Records) > 0 || len(u.Measures) > 0 {
			u.Ref = b.freeRef("/"+unitDir+"/", string(u.Name))
		}
	}
}

// measures asks every kind what its records say in numbers. Whatever there was to find
// was found before.
func (b *Board) measures() []kind.Measure {
	var out []kind.Measure
	b.Root.Walk(func(s *Section) {
		for _, group := range byKind(s.Records) {
			out = append(out, group[0].Kind.Measures(b.Context(group[0].Kind, &diag.Report{}), group)...)
		}
	})
	slices.SortStableFunc(out, func(x, y kind.Measure) int { return x.Period.Start().Compare(y.Period.Start()) })
	return out
}

// FindUnit returns the unit of a name, or nil.
func (b *Board) FindUnit(name string) *Unit {
	i := slices.IndexFunc(b.Units, func(u *Unit) bool { return string(u.Name) == name })
	if i < 0 {
		return nil
	}
	return b.Units[i]
}
