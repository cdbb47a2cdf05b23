package value

import (
	"testing"
	"time"
)

func date(t *testing.T, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDateAccepts(t *testing.T) {
	want := map[string]string{}
	for _, text := range []string{
		"2026-10-05", "2026-10-5", "2026/10/5", "2026.10.5", "2026.10.05", "20261005",
		"2026年10月5日", "2026年10月05日", "2026年10月5号", "2026 年 10 月 5 日", "２０２６－１０－０５", "２０２６年１０月５日",
		"二〇二六年十月五日", "二○二六年十月五日", "二零二六年十月五日", "２０２６年十月五日",
		"2026-10-05 09:30", "2026-10-05 9:30:15", "2026-10-05T09:30:00+08:00", "2026-10-05T23:30:00Z",
		"2026年10月5日 9：30", " 2026-10-05　",
	} {
		want[text] = "2026年10月5日"
	}
	want["2024-02-29"] = "2024年2月29日"
	want["二〇一一年九月二十二日"] = "2011年9月22日"
	want["二〇一〇年十二月三十一日"] = "2010年12月31日"
	want["二〇二六年十一月十日"] = "2026年11月10日"
	accepts[Date](t, same, want)
}

func TestDateRefuses(t *testing.T) {
	refuses[Date](t, map[string][2]string{
		"":                 {"没有填写", "2026-10-05"},
		"2026-02-30":       {"2026年2月只有28天", "1 到 28"},
		"2024年2月30日":       {"2024年2月只有29天", "1 到 29"},
		"2026年11月31日":      {"2026年11月只有30天", "1 到 30"},
		"2026-10-00":       {"只有31天", "1 到 31"},
		"2026-13-01":       {"没有13月", "1 到 12"},
		"2026-00-01":       {"没有0月", "1 到 12"},
		"10.5":             {"缺年份", "年月日"},
		"10-5":             {"缺年份", "年月日"},
		"10月5日":            {"缺年份", "年月日"},
		"十月五日":             {"缺年份", "年月日"},
		"26-10-05":         {"不是四位", "四位"},
		"26年10月5日":         {"不是四位", "四位"},
		"0026-10-05":       {"年份不对", "1900"},
		"46348":            {"日期序号", "“日期”格式"},
		"二O二六年十月五日":        {"字母 O", "〇"},
		"2026-10/5":        {"看不懂", "2026-10-05"},
		"2026年10月":         {"看不懂", "2026-10-05"},
		"2026 10 05":       {"看不懂", "2026-10-05"},
		"一二三四年一二月三日":       {"年份不对", "1900"},
		"二〇二六年一二月三日":       {"看不懂", "2026-10-05"},
		"2026-10-05 25:00": {"看不懂", "2026-10-05"},
		"2026-10-05至10-7":  {"看不懂", "2026-10-05"},
		"长期":               {"看不懂", "2026-10-05"},
	})
}

func TestDateIn(t *testing.T) {
	period := func(text string) Period {
		p, err := ParsePeriod(text)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct{ text, period, want string }{
		{"10.5", "2026-10", "2026-10-05"},
		{"10月5日", "2026年第四季度", "2026-10-05"},
		{"1.31", "2026-2027-1", "2027-01-31"},
		{"9/1", "2026-2027-1", "2026-09-01"},
		{"2.29", "2024", "2024-02-29"},
		{"2026-10-05", "2025", "2026-10-05"}, // with its year: for the caller to judge
	} {
		if d, err := ParseDateIn(c.text, period(c.period)); err != nil || d.ISO() != c.want {
			t.Errorf("%s in %s is %s, %v, want %s", c.text, c.period, d.ISO(), err, c.want)
		}
	}
	for _, c := range []struct {
		text, period string
		words        [2]string
	}{
		{"10.5", "2026-09", [2]string{"不在2026年9月之内（2026年9月1日至2026年9月30日）", "年月日"}},
		{"2.29", "2026", [2]string{"不在2026年之内", "年月日"}},
		{"2.30", "2024", [2]string{"2月只有29天", "1 到 29"}},
		{"上旬", "2026", [2]string{"看不懂", "2026-10-05"}},
		{"26.10.5", "2026", [2]string{"不是四位", "四位"}},
	} {
		_, err := ParseDateIn(c.text, period(c.period))
		refused(t, "日期", c.text, err, c.words)
	}
	_, err := ParseDateIn("10.5", Period{})
	refused(t, "日期", "10.5", err, [2]string{"缺年份", "年月日"})
}

func TestDateArithmetic(t *testing.T) {
	d := date(t, "2026-10-05")
	for what, c := range map[string][2]any{
		"next year":  {d.AddDays(100).ISO(), "2027-01-13"},
		"back":       {d.AddDays(-5).ISO(), "2026-09-30"},
		"difference": {date(t, "2027-01-13").Sub(d), 100},
		"negative":   {d.Sub(date(t, "2027-01-13")), -100},
		"summer":     {date(t, "1991-06-01").Sub(date(t, "1991-01-01")), 151},
		"weekday":    {d.Weekday(), time.Monday},
		"short":      {d.Short(), "10-05"},
		"time":       {d.Time().Format(time.RFC3339), "2026-10-05T00:00:00+08:00"},
		"before":     {d.Before(d.AddDays(1)), true},
		"not before": {d.Before(d), false},
		"after":      {d.After(d.AddDays(-40)), true},
		"order":      {d.Compare(date(t, "2025-12-31")), 1},
		"zero":       {Date{}.String() + Date{}.ISO() + Date{}.Short(), ""},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
	if !(Date{}).IsZero() || d.IsZero() {
		t.Error("IsZero is wrong")
	}
}

func TestToday(t *testing.T) {
	evening := time.Date(2026, 10, 4, 16, 0, 0, 0, time.UTC) // midnight in China
	if got := Today(evening).ISO(); got != "2026-10-05" {
		t.Errorf("Today = %s", got)
	}
	if got := Today(evening.Add(-time.Second)).ISO(); got != "2026-10-04" {
		t.Errorf("a second before midnight, Today = %s", got)
	}
}

func TestNewDate(t *testing.T) {
	if d, err := NewDate(2026, 2, 28); err != nil || d.ISO() != "2026-02-28" {
		t.Errorf("NewDate = %s, %v", d, err)
	}
	for _, c := range [][3]int{{2026, 2, 29}, {2026, 13, 1}, {0, 1, 1}, {2026, 1, 0}} {
		if d, err := NewDate(c[0], c[1], c[2]); err == nil || !d.IsZero() {
			t.Errorf("NewDate(%v) = %s, %v", c, d, err)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-10-05T09:30:00Z", "二〇二六年十月二十一日", "10.5", "2026/2/30", "20261005 9:30"} {
		f.Add(s)
	}
	in := Period{Year, 2026, 1}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := ParseDateIn(text, in); err == nil {
			onlyKnownLetters(t, text, "年月日号TZ〇零一二三四五六七八九十")
			for _, s := range []string{d.String(), d.ISO()} {
				if again, err := ParseDate(s); err != nil || again != d {
					t.Errorf("%q reads %s, which reads %s, %v", text, s, again, err)
				}
			}
		}
	})
}
