package value

import (
	"strings"
	"testing"
)

func TestStretch(t *testing.T) {
	year := PeriodOf(Year, Date{2012, 1, 1})
	for _, tt := range []struct {
		text   string
		within Period
		want   string // the ISO dates
		shown  string
	}{
		{"2011年10月", Period{}, "2011-10-01 2011-10-31", "2011年10月"},
		{"2011年11月一一2011年12月", Period{}, "2011-11-01 2011-12-31", "2011年11月至12月"},
		{"二〇一一年十月至二〇一二年五月", Period{}, "2011-10-01 2012-05-31", "2011年10月至2012年5月"},
		{"2011年12月--2012年5月", Period{}, "2011-12-01 2012-05-31", "2011年12月至2012年5月"},
		{"2026-03-01~2026-05-31", Period{}, "2026-03-01 2026-05-31", "2026年3月至5月"},
		{"2026-03-01-2026-05-30", Period{}, "2026-03-01 2026-05-30", "2026年3月1日至5月30日"},
		{"2026.3.1－5.30", Period{}, "2026-03-01 2026-05-30", "2026年3月1日至5月30日"},
		{"2026年3月1日至15日", Period{}, "2026-03-01 2026-03-15", "2026年3月1日至3月15日"},
		{"２０２６年３至５月", Period{}, "2026-03-01 2026-05-31", "2026年3月至5月"},
		{"2026年3月9日", Period{}, "2026-03-09 2026-03-09", "2026年3月9日"},
		{"2026年第一季度", Period{}, "2026-01-01 2026-03-31", "2026年1月至3月"},
		{"3月-4月", year, "2012-03-01 2012-04-30", "2012年3月至4月"},
		{"5-12月", year, "2012-05-01 2012-12-31", "2012年5月至12月"},
		{"5.1", year, "2012-05-01 2012-05-01", "2012年5月1日"},
	} {
		var got Stretch
		if err := got.ParseIn(tt.text, tt.within); err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if s := got.From.ISO() + " " + got.To.ISO(); s != tt.want || got.String() != tt.shown {
			t.Errorf("%s is %s, shown as %s", tt.text, s, got)
		}
		var again Stretch
		if err := again.Parse(got.String()); err != nil || again != got {
			t.Errorf("%s does not read back: %v, %v", got, again, err)
		}
	}
}

func TestNotStretch(t *testing.T) {
	for text, want := range map[string]string{
		"2011年12至2012年5月":     "缺“月”字",
		"3月-4月":               "缺年份",
		"2026年5月至3月":          "起点晚于终点",
		"2026年2月30日至3月1日":     "“2026年2月30日”不存在",
		"2026年2月1日至2026年2月30": "看不懂",
		"尽快":                  "看不懂",
		"":                    "没有填写",
	} {
		var got Stretch
		err := got.Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
}
