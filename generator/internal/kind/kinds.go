package kind

// All lists the kinds in the order in which clerks see them.
var All = []Kind{
	notice, plan, organization, standard, staff, service, commitment, affairs, finance, benefit, cases,
	evaluation, contest, honor, rectification, inspection, activity,
}

// Find returns the kind of a name or a Chinese title, or nil.
func Find(name string) Kind {
	for _, k := range All {
		if k.Name() == name || k.Title() == name {
			return k
		}
	}
	return nil
}

// Names returns the names and titles of all kinds, for suggestions.
func Names() []string {
	var out []string
	for _, k := range All {
		out = append(out, k.Name(), k.Title())
	}
	return out
}

// Titles returns the Chinese names of all kinds, which messages list.
func Titles() []string {
	var out []string
	for _, k := range All {
		out = append(out, k.Title())
	}
	return out
}

// noSettings is for kinds without a part in board.yaml.
type noSettings struct{}

// SettingFields returns the declaration of a kind's part of board.yaml; nil for none.
func SettingFields(k Kind) []Field {
	if s, ok := k.(interface{ SettingFields() []Field }); ok {
		return s.SettingFields()
	}
	return nil
}
