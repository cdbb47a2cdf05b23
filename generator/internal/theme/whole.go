package theme

import (
	"html/template"
	"regexp"
	"strings"
)

// unbroken is what no line may break though browsers would: a telephone number behind its hyphen, and the stars that
// something got.
var unbroken = regexp.MustCompile(`\b(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-\d{3,4})\b(?:转\d+)?|[★☆]{2,5}`)

// whole marks in HTML what no line may break, for the style sheets. The text stays as it is: a hyphen that does not break
// would be another character to whoever copies the number or searches for it.
func whole(html string) string {
	if !mayBreak(html) {
		return html
	}
	var out strings.Builder
	from := 0
	for _, at := range unbroken.FindAllStringIndex(html, -1) {
		before := html[from:at[0]]
		if strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>') {
			continue // in a tag
		}
		out.WriteString(before + `<span class="whole">` + html[at[0]:at[1]] + "</span>")
		from = at[1]
	}
	out.WriteString(html[from:])
	return out.String()
}

// mayBreak tells quickly of most texts that there is nothing in them to keep together.
func mayBreak(text string) bool {
	for rest := text; len(rest) > 3; {
		i := strings.IndexByte(rest[:len(rest)-3], '-')
		if i < 0 {
			break
		}
		if digit(rest[i+1]) && digit(rest[i+2]) && digit(rest[i+3]) {
			return true
		}
		rest = rest[i+1:]
	}
	return strings.Contains(text, "★") || strings.Contains(text, "☆")
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// wholeText is whole for texts in templates.
func wholeText(text string) template.HTML { return template.HTML(whole(escape(text))) }
