package theme

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast checks in each palette that text can be read on what it stands on:
// a contrast of 4.5:1 as WCAG 2 defines it.
func TestContrast(t *testing.T) {
	css, err := builtIn(t).ReadFile(boardDir + "/web/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	root, _, _ := strings.Cut(string(css), "[data-palette=")
	for _, palette := range []string{"red", "blue", "green"} {
		colours := tokens(root)
		if palette != "red" {
			_, own, found := strings.Cut(string(css), `[data-palette="`+palette+`"] {`)
			if !found {
				t.Fatalf("no palette %s", palette)
			}
			own, _, _ = strings.Cut(own, "}")
			for name, c := range tokens(own) {
				colours[name] = c
			}
		}
		for text, grounds := range map[string]string{
			"ink": "paper card tint", "muted": "paper card tint", "brand": "paper card tint",
			"on-brand": "brand", "on-brand-soft": "brand", "gold": "brand",
			"good": "card good-tint", "attention": "card attention-tint", "bad": "card bad-tint",
		} {
			for _, ground := range strings.Fields(grounds) {
				if c := contrast(t, colours[text], colours[ground]); c < 4.5 {
					t.Errorf("%s: %s on %s has a contrast of %.2f", palette, text, ground, c)
				}
			}
		}
	}
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
