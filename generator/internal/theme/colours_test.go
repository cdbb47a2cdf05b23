package theme

import (
	"testing"

	"gongkai/themes"
)

// TestColours checks that each theme tells its own colours in each palette, and those that a board changed.
func TestColours(t *testing.T) {
	for _, theme := range themes.All {
		th, _ := loadOver(t, theme.Name, nil)
		light := rules(t, theme.Name, "tokens.css")
		for _, palette := range []string{"red", "blue", "green"} {
			got := th.Colours(palette)
			for name, want := range light[":root"] {
				if own := light[`[data-palette="`+palette+`"]`][name]; own != "" {
					want = own
				}
				if got[name] != want {
					t.Errorf("%s %s: %s is %q, want %q", theme.Name, palette, name, got[name], want)
				}
			}
		}
	}
	th := load(t, map[string]string{tokensSheet: ":root { --bar: #0af; }\n[data-palette=\"blue\"] {\n  --ink: #123456;\n}\n"})
	got := th.Colours("blue")
	for name, want := range map[string]string{"bar": "#00AAFF", "ink": "#123456", "paper": "#F4F7FA"} {
		if got[name] != want {
			t.Errorf("%s of a board's own sheet is %s, want %s", name, got[name], want)
		}
	}
}
