package value

import (
	"slices"
	"strconv"
	"strings"
)

// ParseNumber reads whatever number a cell of a free table holds, so that it can
// be drawn and set to the right: an amount, a count with its measure word, a score,
// or a percentage, of which it returns the number before the sign. It takes the
// same notations as the types do, but any number of decimals, and reports whether
// there is a number. The result is for drawing only: sums need a type.
func ParseNumber(text string) (n float64, ok bool) {
	s, negative, err := cutMinus(Normalize(text))
	if err != nil {
		return 0, false
	}
	s, shift := cutNumberUnit(s)
	digits, err := scanNumeral(s)
	if err != nil {
		return 0, false
	}
	n, bad := strconv.ParseFloat(digits.whole+"."+digits.frac+"0e"+strconv.Itoa(int(shift)), 64)
	if negative {
		n = 0 - n // no negative zero
	}
	return n, bad == nil
}

// cutNumberUnit removes one unit: that of an amount, a measure word, 分 or “%”.
func cutNumberUnit(s string) (rest string, shift int32) {
	for _, unit := range slices.Concat(countUnits, []string{"分", "%"}) {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			return strings.TrimRight(rest, " "), 0
		}
	}
	return cutMoneyUnit(s)
}
