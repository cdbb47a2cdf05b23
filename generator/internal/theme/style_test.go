package theme

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/themes"
)

// TestContrast checks in each palette, on light and on dark ground and in 高对比, that text can be
// read on what it stands on: a contrast of 4.5:1 as WCAG 2 defines it.
func TestContrast(t *testing.T) {
	for _, theme := range themes.All {
		t.Run(theme.Name, func(t *testing.T) { contrasts(t, theme.Name) })
	}
}

func contrasts(t *testing.T, theme string) {
	t.Helper()
	light, dark := rules(t, theme, "tokens.css"), rules(t, theme, "dark.css")
	for _, palette := range []string{"red", "blue", "green"} {
		own := `[data-palette="` + palette + `"]`
		if palette != "red" && (len(light[own]) == 0 || len(dark[own]) == 0) {
			t.Fatalf("no palette %s", palette)
		}
		for scheme, layers := range map[string][]map[string]string{
			"light":    {light[":root"], light[own]},
			"dark":     {light[":root"], light[own], dark[":root"], dark[own]},
			"contrast": {light[":root"], light[own], dark[":root"], dark[own], dark["[data-contrast]"]},
		} {
			colours := map[string]string{}
			for _, layer := range layers {
				maps.Copy(colours, layer)
			}
			readable(t, palette+" "+scheme, colours)
		}
	}
}

func readable(t *testing.T, scheme string, colours map[string]string) {
	t.Helper()
	least := 4.5
	if strings.HasSuffix(scheme, "contrast") {
		least = 7
	}
	for text, grounds := range map[string]string{
		"ink": "paper card tint", "muted": "paper card tint", "brand": "paper card tint",
		"on-bar": "bar", "on-bar-soft": "bar", "gold": "bar",
		"good": "card good-tint", "attention": "card attention-tint", "bad": "card bad-tint",
	} {
		for _, ground := range strings.Fields(grounds) {
			if c := contrast(t, colours[text], colours[ground]); c < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f", scheme, text, ground, c)
			}
		}
	}
}

var rule = regexp.MustCompile(`(?m)^(\S+) \{([^}]*)\}`)

// rules returns the colours that each rule of a style sheet sets, outside of media queries.
func rules(t *testing.T, theme, sheet string) map[string]map[string]string {
	t.Helper()
	css, err := builtIn(t).ReadFile(theme + "/web/css/" + sheet)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for _, m := range rule.FindAllStringSubmatch(string(css), -1) {
		out[m[1]] = tokens(m[2])
	}
	return out
}

var token = regexp.MustCompile(`--([a-z-]+): (#[0-9A-F]{6});`)

func tokens(css string) map[string]string {
	out := map[string]string{}
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

func contrast(t *testing.T, a, b string) float64 {
	l1, l2 := luminance(t, a), luminance(t, b)
	return (max(l1, l2) + 0.05) / (min(l1, l2) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", colour, err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
