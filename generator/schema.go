package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/kind"
)

// schema is a JSON Schema (draft 2020-12), as far as declarations need it.
type schema struct {
	Schema      string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"` // encoding/json writes keys in order
	Items       *schema            `json:"items,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	AllOf       []*schema          `json:"allOf,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Closed      *bool              `json:"additionalProperties,omitempty"`
}

// scalar is what YAML makes of what people write: a date or an amount may come as a text or as a number.
var scalar = []string{"string", "number", "boolean"}

// WriteSchemas writes a JSON Schema for board.yaml and one for the front matter of each kind into a folder, for
// editors that complete and check while people type. It returns the names of the files.
func WriteSchemas(dir string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	all := []*schema{group("board.yaml", "公开栏的设置", board.ConfigFields())}
	names := []string{"board.schema.json"}
	for _, k := range kind.All {
		all = append(all, group(k.Title(), k.Help(), k.Fields()))
		names = append(names, k.Name()+".schema.json")
	}
	for i, s := range all {
		s.Schema = "https://json-schema.org/draft/2020-12/schema"
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(s); err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
		if err := os.WriteFile(filepath.Join(dir, names[i]), b.Bytes(), 0o644); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// group is the schema of several keys. Each may be written by any of its names; one that must be there needs one of them.
func group(title, help string, fields []kind.Field) *schema {
	closed := false
	s := &schema{Title: title, Description: help, Type: "object", Properties: map[string]*schema{}, Closed: &closed}
	for _, f := range fields {
		names := append([]string{f.Name}, f.Aliases...)
		for _, name := range names {
			s.Properties[name] = property(f)
		}
		if !f.Required {
			continue
		}
		one := &schema{}
		for _, name := range names {
			one.AnyOf = append(one.AnyOf, &schema{Required: []string{name}})
		}
		s.AllOf = append(s.AllOf, one)
	}
	return s
}

func property(f kind.Field) *schema {
	help := f.Help + "（" + f.TypeName + "）"
	one := &schema{Title: f.Label(), Description: help, Type: scalar}
	switch {
	case f.Free: // the author chooses the keys
		return &schema{Title: f.Label(), Description: help, Type: "object"}
	case len(f.Fields) > 0:
		one = group(f.Label(), help, f.Fields)
		if slices.ContainsFunc(f.Fields, func(f kind.Field) bool { return f.Short }) {
			one = &schema{Title: f.Label(), Description: help, AnyOf: []*schema{{Type: scalar}, one}}
		}
	}
	if !f.List {
		return one
	}
	return &schema{Title: f.Label(), Description: help, AnyOf: []*schema{{Type: "array", Items: one}, {Type: scalar}}}
}
