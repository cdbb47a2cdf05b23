package value

import (
	"fmt"
	"regexp"
	"strconv"
)

// Parts of the patterns of dates and periods: a year of four digits and a number
// below 100, in Arabic or Chinese digits. The look-alikes of 〇 are what people
// find on their keyboards.
const (
	yearPart  = `(\d{4}|[〇○◯零一二三四五六七八九]{4})`
	smallPart = `(\d{1,2}|[一二三四五六七八九十]{1,3})`
)

var hanDigits = map[rune]int{
	'〇': 0, '○': 0, '◯': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4,
	'五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

// Years outside this range are taken for slips.
const (
	minYear = 1900
	maxYear = 2199
)

// yearNumber reads what yearPart matches.
func yearNumber(s string) (int, *Error) {
	year := 0
	for _, r := range s {
		digit, ok := hanDigits[r]
		if !ok {
			digit = int(r - '0')
		}
		year = year*10 + digit
	}
	return year, checkYear(year)
}

func checkYear(year int) *Error {
	if year < minYear || year > maxYear {
		return &Error{"的年份不对", fmt.Sprintf("年份请写 %d 到 %d", minYear, maxYear)}
	}
	return nil
}

var hanTens = regexp.MustCompile(`^([二三四五六七八九]?)十([一二三四五六七八九]?)$`)

// smallNumber reads what smallPart matches: “5”, “五”, “十”, “二十一”. It returns -1
// for Chinese digits that make no number, such as “一二”.
func smallNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	runes := []rune(s)
	if n, ok := hanDigits[runes[0]]; ok && len(runes) == 1 {
		return n
	}
	m := hanTens.FindStringSubmatch(s)
	if m == nil {
		return -1
	}
	n := 10
	for _, r := range m[1] {
		n = 10 * hanDigits[r]
	}
	for _, r := range m[2] {
		n += hanDigits[r]
	}
	return n
}
