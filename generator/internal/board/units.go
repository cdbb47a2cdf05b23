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
	b.rankUnits()
}

// Ranking is a measure by which units of a type are compared: two of them have it, at least.
type Ranking struct {
	Type    string // of the units; may be empty
	Measure string
	Units   []*Unit // all of the type
	Ref     block.Ref
}

// compareDir is the address of what is compared, below that of the units or of a section.
const compareDir = "compare"

// rankUnits finds out by what units can be compared.
func (b *Board) rankUnits() {
	for _, group := range byType(b.Units) {
		for _, name := range MeasureNames(group) {
			n := 0
			for _, u := range group {
				if slices.ContainsFunc(u.Measures, func(m kind.Measure) bool { return m.Name == name }) {
					n++
				}
			}
			if n > 1 {
				sort := string(group[0].Type)
				b.Rankings = append(b.Rankings, Ranking{sort, name, group, b.freeRef("/"+unitDir+"/"+compareDir+"/", sort+name)})
			}
		}
	}
}

// byType groups units by type, in the order in which the types first stand.
func byType(units []*Unit) [][]*Unit {
	var out [][]*Unit
	for _, u := range units {
		i := slices.IndexFunc(out, func(group []*Unit) bool { return group[0].Type == u.Type })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], u)
	}
	return out
}

// MeasureNames lists what units are measured by, in the order in which it first stands.
func MeasureNames(units []*Unit) []string {
	var out []string
	for _, u := range units {
		for _, m := range u.Measures {
			if !slices.Contains(out, m.Name) {
				out = append(out, m.Name)
			}
		}
	}
	return out
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
