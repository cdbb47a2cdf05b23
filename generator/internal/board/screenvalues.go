package board

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/generator/internal/value"
)

// What board.yaml says of screens, read as people write it. The types implement
// [value.Value], so that what is wrong is reported at its place.

// screenSize is the size of a picture in pixels.
type screenSize struct{ width, height int }

var sizeText = regexp.MustCompile(`^(\d{1,5})\s*[×xX*✕╳]\s*(\d{1,5})$`)

// Parse reads 1920×1080.
func (v *screenSize) Parse(text string) error {
	const least, most = 320, 8192
	m := sizeText.FindStringSubmatch(value.Normalize(text))
	if m == nil {
		return &value.Error{Message: "看不懂尺寸“" + text + "”", Hint: "写成 宽×高，单位是像素，例如 1920×1080"}
	}
	width, _ := strconv.Atoi(m[1])
	height, _ := strconv.Atoi(m[2])
	if min(width, height) < least || max(width, height) > most {
		return &value.Error{Message: "没有 " + text + " 的屏", Hint: fmt.Sprintf("每边写 %d 到 %d 像素", least, most)}
	}
	*v = screenSize{width, height}
	return nil
}

// String implements [value.Value].
func (v *screenSize) String() string { return fmt.Sprintf("%d×%d", v.width, v.height) }

// TypeName names the type in messages.
func (*screenSize) TypeName() string { return "尺寸" }

// within is a number that has to lie between two bounds.
type within struct{ n float64 }

func (v *within) parse(text, unit string, least, most float64) error {
	plain := strings.TrimSpace(strings.TrimSuffix(value.Normalize(text), unit))
	n, err := strconv.ParseFloat(plain, 64)
	if err != nil || !(n >= least && n <= most) {
		return &value.Error{Message: "不能写“" + text + "”", Hint: fmt.Sprintf("写 %s 到 %s 之间的数字，单位是%s", short(least), short(most), unit)}
	}
	v.n = n
	return nil
}

// String implements [value.Value].
func (v *within) String() string { return short(v.n) }

// TypeName names the type in messages.
func (*within) TypeName() string { return "数字" }

// The numbers of a screen.
type (
	inches      struct{ within }
	metres      struct{ within }
	millimetres struct{ within }
	seconds     struct{ within }
	staleDays   struct{ within }
	times       struct{ within }
)

// Parse reads the diagonal of a screen.
func (v *inches) Parse(text string) error { return v.parse(text, "英寸", 5, 500) }

// Parse reads from how far a screen is looked at.
func (v *metres) Parse(text string) error { return v.parse(text, "米", 0.3, 100) }

// Parse reads the height of a letter.
func (v *millimetres) Parse(text string) error { return v.parse(text, "毫米", 2, 1000) }

// Parse reads how long a slide stays.
func (v *seconds) Parse(text string) error { return v.parse(text, "秒", 3, 600) }

// Parse reads after how many days what is shown is old.
func (v *staleDays) Parse(text string) error { return v.parse(text, "天", 1, 3660) }

// Parse reads how often something comes in a round.
func (v *times) Parse(text string) error { return v.parse(text, "次", 1, 9) }

// rotation is by how many degrees the picture is turned clockwise.
type rotation int

// Parse reads 90 and 270.
func (v *rotation) Parse(text string) error {
	switch strings.TrimSuffix(strings.TrimSuffix(value.Normalize(text), "度"), "°") {
	case "0":
		*v = 0
	case "90":
		*v = 90
	case "270", "-90":
		*v = 270
	default:
		return &value.Error{Message: "不能写“" + text + "”", Hint: "写 90（顺时针）或 270（逆时针）；不用转的删掉这一行"}
	}
	return nil
}

// String implements [value.Value].
func (v *rotation) String() string { return strconv.Itoa(int(*v)) }

// Hours is a part of the day in minutes since midnight. One that ends before it
// begins goes on after midnight.
type Hours struct{ From, To int }

// Contains reports whether a minute of the day lies in it.
func (h Hours) Contains(minute int) bool {
	if h.From <= h.To {
		return minute >= h.From && minute < h.To
	}
	return minute >= h.From || minute < h.To
}

// hours is the parts of the day in which something is shown; none means always.
type hours []Hours

var (
	between  = regexp.MustCompile(`\s*[、,，;；]\s*`)
	hourText = regexp.MustCompile(`^(\d{1,2}):(\d\d)\s*(?:-|–|—|~|至|到)+\s*(\d{1,2}):(\d\d)$`)
)

// Parse reads 08:00-12:00、14:00-18:00.
func (v *hours) Parse(text string) error {
	var out hours
	for _, part := range between.Split(value.Normalize(text), -1) {
		h := Hours{-1, -1}
		if m := hourText.FindStringSubmatch(part); m != nil {
			h = Hours{minutes(m[1], m[2]), minutes(m[3], m[4])}
		}
		if min(h.From, h.To) < 0 || h.From == h.To {
			return &value.Error{Message: "看不懂时段“" + text + "”", Hint: "写成 08:00-18:00；有几段的用、隔开，例如 08:00-12:00、14:00-18:00"}
		}
		out = append(out, h)
	}
	*v = out
	return nil
}

// String implements [value.Value].
func (v *hours) String() string {
	var parts []string
	for _, h := range *v {
		parts = append(parts, fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60))
	}
	return strings.Join(parts, "、")
}

// TypeName names the type in messages.
func (*hours) TypeName() string { return "时段" }

// minutes counts a time of day in minutes since midnight, of which 24:00 is the last; -1 for none.
func minutes(hour, minute string) int {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return -1
	}
	return h*60 + m
}

// Weekdays is a set of days of the week, bit 0 for Sunday; 0 means every day.
type Weekdays uint8

// Contains reports whether a day of the week, 0 for Sunday, is in it.
func (v Weekdays) Contains(day int) bool { return v == 0 || v&(1<<day) != 0 }

var (
	daysText = regexp.MustCompile(`^([日天一二三四五六七1-7])(?:(?:-|–|—|~|至|到)+([日天一二三四五六七1-7]))?$`)
	weekWord = strings.NewReplacer("星期", "", "礼拜", "", "周", "")
)

// Parse reads 一至五, 六、日 and 周一.
func (v *Weekdays) Parse(text string) error {
	var out Weekdays
	for _, part := range between.Split(weekWord.Replace(value.Normalize(text)), -1) {
		m := daysText.FindStringSubmatch(part)
		if m == nil {
			return &value.Error{Message: "看不懂星期“" + text + "”", Hint: "写成 一至五，或者 六、日"}
		}
		from, to := weekday(m[1]), weekday(m[1])
		if m[2] != "" {
			to = weekday(m[2])
		}
		out |= 1 << to
		for day := from; day != to; day = (day + 1) % 7 {
			out |= 1 << day
		}
	}
	*v = out
	return nil
}

const weekNames = "日一二三四五六"

// String implements [value.Value].
func (v Weekdays) String() string {
	var names []string
	for i, name := range []rune(weekNames) {
		if v.Contains(i) {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, "、")
}

// TypeName names the type in messages.
func (*Weekdays) TypeName() string { return "星期" }

// weekday counts from Sunday, which is 日, 天, 七 or 7.
func weekday(word string) int {
	if i := strings.Index(weekNames, word); i >= 0 {
		return i / len("日")
	}
	n, _ := strconv.Atoi(word) // 天 and 七 give 0
	return n % 7
}
