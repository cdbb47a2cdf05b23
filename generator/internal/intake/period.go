package intake

import (
	"regexp"
	"strings"

	"gongkai/generator/internal/value"
)

// periodText matches what may be a period in a title, and what follows it.
var periodText = regexp.MustCompile(`(\d{4}[—–-]\d{4}学年度?第[一二]学期|\d{4}年度?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}[-~—–至]\d{1,2}月|\d{1,2}月)|\d{4}-(?:0[1-9]|1[0-2]))(份?)(.?)`)

// yearText matches a year alone.
var yearText = regexp.MustCompile(`(\d{4})年(?:度|$|[^\d第上下一二三四])`)

// PeriodIn returns the period that texts such as a title name; ok is false where they name none, or two.
func PeriodIn(texts []string) (p value.Period, ok bool) {
	for _, pattern := range []*regexp.Regexp{periodText, yearText} {
		found := map[value.Period]bool{}
		for _, text := range texts {
			for _, m := range pattern.FindAllStringSubmatch(value.Normalize(text), -1) {
				word := m[1]
				if pattern == yearText {
					word += "年"
				} else if m[3] != "" && strings.Contains("0123456789-~—–至到.", m[3]) {
					continue // a day, or the beginning of a stretch
				}
				if q, err := value.ParsePeriod(word); err == nil {
					p, found[q] = q, true
				}
			}
		}
		if len(found) > 0 {
			return p, len(found) == 1
		}
	}
	return value.Period{}, false
}
