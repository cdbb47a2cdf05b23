package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// digits is how many significant digits a spreadsheet keeps and shows. What a float has beyond is noise of its
// arithmetic: 0.1+0.2.
const digits = 15

// plainNumber writes a stored number as people would, without exponent; ok is false for what is none.
func plainNumber(raw string) (text string, ok bool) {
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return "", false
	}
	x, err = strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	text = strconv.FormatFloat(x, 'f', -1, 64)
	if text == "-0" {
		text = "0"
	}
	return text, err == nil
}

// shift moves the point of a plain number to the right.
func shift(text string, places int) string {
	text, minus := strings.CutPrefix(text, "-")
	whole, frac, _ := strings.Cut(text, ".")
	frac += strings.Repeat("0", max(0, places-len(frac)))
	whole = strings.TrimLeft(whole+frac[:places], "0")
	frac = strings.TrimRight(frac[places:], "0")
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		whole += "." + frac
	}
	if minus {
		return "-" + whole
	}
	return whole
}

// format is what the number format of a cell says about what is meant.
type format struct {
	date, day, time, elapsed bool // it shows a date, the day of it, a time of day, a length of time
	percent                  bool
	scaled                   string // 万 or whatever else makes the number that is seen another one
	zeros                    int    // shown with so many digits, zeros in front
}

var (
	quoted   = regexp.MustCompile(`"([^"]*)"|\\(.)`)
	brackets = regexp.MustCompile(`\[[^\]]*\]`)
	elapsed  = regexp.MustCompile(`(?i)\[(h+|m+|s+)\]`)
	allZeros = regexp.MustCompile(`^0{2,}$`)
	thousand = regexp.MustCompile(`[0#?],+(?:[^0#?,]|$)|[0#?]![.,]`)
)

// builtin are the formats that a file names by number only.
var builtin = map[int]format{
	9: {percent: true}, 10: {percent: true},
	14: {date: true, day: true}, 15: {date: true, day: true}, 16: {date: true, day: true}, 17: {date: true},
	18: {time: true}, 19: {time: true}, 20: {time: true}, 21: {time: true}, 22: {date: true, day: true, time: true},
	27: {date: true}, 28: {date: true, day: true}, 29: {date: true, day: true}, 30: {date: true, day: true}, 31: {date: true, day: true},
	32: {time: true}, 33: {time: true}, 34: {time: true}, 35: {time: true}, 36: {date: true},
	45: {time: true}, 46: {elapsed: true}, 47: {time: true},
	50: {date: true}, 51: {date: true, day: true}, 52: {date: true}, 53: {date: true, day: true}, 54: {date: true, day: true},
	55: {date: true}, 56: {date: true, day: true}, 57: {date: true}, 58: {date: true, day: true},
}

// readFormat reads the code of a number format, such as yyyy"年"m"月"d"日".
func readFormat(code string) format {
	var f format
	code, _, _ = strings.Cut(code, ";") // of those for negative numbers and zero, the others differ in colour
	f.elapsed = elapsed.MatchString(code)
	words := strings.Join(quoted.FindAllString(code, -1), "")
	bare := brackets.ReplaceAllString(quoted.ReplaceAllString(code, ""), "")
	for _, unit := range []string{"万", "亿", "千", "百"} {
		if strings.Contains(words+bare, unit) {
			f.scaled = unit
		}
	}
	if f.scaled == "" && thousand.MatchString(bare) {
		f.scaled = "千"
	}
	low := strings.ToLower(bare)
	if strings.ContainsAny(low, "0#?") {
		f.percent = strings.Contains(low, "%")
		if allZeros.MatchString(bare) {
			f.zeros = len(bare)
		}
		if !strings.ContainsAny(low, "yhd") {
			return f
		}
	}
	if low == "general" || low == "@" || f.elapsed {
		return f
	}
	f.day = strings.Contains(low, "d")
	f.time = strings.Contains(low, "h") || strings.Contains(low, "s")
	f.date = f.day || strings.Contains(low, "y") || strings.Contains(low, "m") && !f.time
	f.scaled = ""
	return f
}
