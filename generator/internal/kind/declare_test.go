package kind

import (
	"reflect"
	"regexp"
	"testing"
)

var han = regexp.MustCompile(`\p{Han}`)

// TestDeclarations checks what decoding, messages and references are made from: a key
// can mean one thing only, and a clerk finds it by a Chinese name with its explanation.
func TestDeclarations(t *testing.T) {
	common := fieldsOf(reflect.TypeFor[Common]())
	checkFields(t, "common", common)
	checkFields(t, "chart", fieldsOf(reflect.TypeFor[chartFence]()))
	names := map[string]string{}
	for _, k := range All {
		for _, name := range []string{k.Name(), k.Title()} {
			if other := names[name]; other != "" {
				t.Errorf("%s and %s are both called %s", other, k.Name(), name)
			}
			names[name] = k.Name()
		}
		if k.Help() == "" || !han.MatchString(k.Title()) {
			t.Errorf("%s lacks a title or help", k.Name())
		}
		checkFields(t, k.Name(), k.Fields())
		if s, ok := k.(interface{ SettingFields() []Field }); ok {
			checkFields(t, k.Name()+" settings", s.SettingFields())
		}
		for _, table := range k.Tables() {
			checkTable(t, k.Name(), table)
		}
	}
}

// checkFields checks keys that may stand side by side.
func checkFields(t *testing.T, where string, fields []Field) {
	t.Helper()
	seen := map[string]string{}
	for _, f := range fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if other := seen[name]; other != "" {
				t.Errorf("%s: %s and %s are both called %s", where, other, f.Name, name)
			}
			seen[name] = f.Name
		}
		if !han.MatchString(f.Label()) || f.Help == "" || f.TypeName == "" {
			t.Errorf("%s: %s lacks a Chinese name, help or type: %+v", where, f.Name, f)
		}
		checkFields(t, where+"."+f.Name, f.Fields)
	}
}

// checkTable checks the titles of the columns of one table.
func checkTable(t *testing.T, where string, table TableSpec) {
	t.Helper()
	seen := map[string]bool{}
	required := false
	for _, c := range table.Columns {
		required = required || c.Column
		for _, title := range c.Titles {
			if seen[title] {
				t.Errorf("%s: two columns of %s are called %s", where, table.Name, title)
			}
			seen[title] = true
			if !han.MatchString(title) {
				t.Errorf("%s: column %s of %s has no Chinese name", where, title, table.Name)
			}
			if headless, unit := headUnit(title); headless != title || unit != "" {
				t.Errorf("%s: column %s of %s would be read as a unit", where, title, table.Name)
			}
		}
	}
	if !required {
		t.Errorf("%s: nothing tells the table %s from others", where, table.Name)
	}
}
