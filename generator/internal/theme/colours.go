package theme

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"strings"
)

// tokensSheet is where a theme says its colours.
const tokensSheet = "web/css/tokens.css"

var (
	colourRule = regexp.MustCompile(`(?m)^(?::root|\[data-palette="?(\w+)"?\])\s*\{([^}]*)\}`)
	colour     = regexp.MustCompile(`--([\w-]+):\s*#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\s*;`)
)

// colours are the colours of a style sheet by their names: those of all palettes, and those of each.
type colours struct {
	all      map[string]string
	palettes map[string]map[string]string
}

// Colours returns the colours of a palette as #RRGGBB, by the names that they have in css/tokens.css: what is drawn outside
// of pages looks like them. What a board's own style sheet does not say is as in the theme that it replaces.
func (t *Theme) Colours(palette string) map[string]string {
	out := map[string]string{}
	for _, c := range t.colours {
		maps.Copy(out, c.all)
		maps.Copy(out, c.palettes[palette])
	}
	return out
}

// loadColours reads the colours of all layers of the theme, the first of which is the lowest.
func (t *Theme) loadColours() error {
	f := t.files
	for i := range f.dirs {
		data, err := fs.ReadFile(f.base, path.Join(f.dirs[len(f.dirs)-1-i], tokensSheet))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		t.colours = append(t.colours, coloursIn(string(data)))
	}
	if !f.own[tokensSheet] {
		return nil
	}
	data, err := f.read(tokensSheet)
	t.colours = append(t.colours, coloursIn(string(data)))
	return err
}

func coloursIn(sheet string) colours {
	c := colours{map[string]string{}, map[string]map[string]string{}}
	for _, rule := range colourRule.FindAllStringSubmatch(sheet, -1) {
		into := c.all
		if name := rule[1]; name != "" {
			if into = c.palettes[name]; into == nil {
				into = map[string]string{}
				c.palettes[name] = into
			}
		}
		for _, m := range colour.FindAllStringSubmatch(rule[2], -1) {
			into[m[1]] = "#" + long(m[2])
		}
	}
	return c
}

// long writes the short form of a colour out: 09F is 0099FF.
func long(hex string) string {
	if len(hex) == 3 {
		hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
	}
	return strings.ToUpper(hex)
}
