package chart

import (
	"strings"
	"testing"

	"gongkai/generator/internal/block"
)

// The first series of a chart goes with its board; a colour that means something is the same on every board.
func TestPaletteOfBoard(t *testing.T) {
	d := strict(t)
	draw := func(palette string, hue block.Hue) string {
		c := simple("a")
		c.Series[0].Hue = hue
		drawing, err := d.Draw(c, palette, "x")
		if err != nil {
			t.Fatal(err)
		}
		return drawing.Wide
	}
	for palette, colour := range map[string]string{"red": red, "blue": blue, "green": green, "": red} {
		if !strings.Contains(strings.ToUpper(draw(palette, block.AnyHue)), colour) {
			t.Errorf("a chart of a %q board has no %s", palette, colour)
		}
		if !strings.Contains(strings.ToUpper(draw(palette, block.ExpenseHue)), ochre) {
			t.Errorf("expenses of a %q board are not %s", palette, ochre)
		}
	}
}
