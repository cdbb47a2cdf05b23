package value

import (
	"slices"
	"testing"
)

func period(t *testing.T, text string) Period {
	t.Helper()
	p, err := ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPeriodAccepts(t *testing.T) {
	want := map[string]string{}
	for formatted, texts := range map[string][]string{
		"2026年10月":        {"2026-10", "2026年10月", "2026/10", "2026.10", "２０２６年１０月", "2026 年 10 月", "二〇二六年十月"},
		"2026年1月":         {"2026-1", "2026-01", "2026年01月"},
		"2026年9-10月":      {"2026年9-10月", "2026年9—10月", "2026年9月至10月", "2026年9～10月", "2026-09~10", "2026-9至10"},
		"2026年第三季度":       {"2026-Q3", "2026Q3", "2026q3", "2026年Q3", "2026年第三季度", "2026年三季度", "2026年度第3季度"},
		"2026年上半年":        {"2026-H1", "2026h1", "2026年上半年", "2026年度上半年"},
		"2026年下半年":        {"2026-H2", "2026年下半年"},
		"2026年":           {"2026", "2026年", "2026年度", "二〇二六年"},
		"2026-2027学年第一学期": {"2026-2027学年第一学期", "2026—2027学年度第1学期", "2026-2027-1", "2026～2027学年 第一学期"},
		"2026-2027学年第二学期": {"2026-2027-2"},
	} {
		for _, text := range texts {
			want[text] = formatted
		}
	}
	accepts[Period](t, same, want)
}

func TestPeriodRefuses(t *testing.T) {
	refuses[Period](t, map[string][2]string{
		"":            {"没有填写", "2026年10月"},
		"2026-13":     {"不存在", "1 到 12"},
		"2026年0月":     {"不存在", "1 到 12"},
		"2026Q5":      {"不存在", "四个季度"},
		"2026年第五季度":   {"不存在", "四个季度"},
		"2026-H3":     {"不存在", "下半年"},
		"2026年8-9月":   {"双月", "9-10月"},
		"2026年9-11月":  {"双月", "9-10月"},
		"2026年13-14月": {"双月", "9-10月"},
		"2026-2028-1": {"学年不对", "2026-2027学年"},
		"2026-2027-3": {"不存在", "第二学期"},
		"2026-10-05":  {"某一天", "2026年10月"},
		"2026年10月5日":  {"某一天", "2026年10月"},
		"10月":         {"看不懂", "2026年10月"},
		"三季度":         {"看不懂", "2026年第三季度"},
		"1026年":       {"年份不对", "1900"},
		"20 26":       {"看不懂", "2026年"},
		"2026-2027":   {"看不懂", "学期"},
		"2026-09-10":  {"某一天", "2026年10月"}, // a date, not two months
	})
}

// TestPeriodCalendar checks the days, neighbours and names of a period of each
// unit.
func TestPeriodCalendar(t *testing.T) {
	for _, c := range []struct{ text, start, end, prev, next, key, short string }{
		{"2026-12", "2026-12-01", "2026-12-31", "2026年11月", "2027年1月", "2026-12", "12月"},
		{"2024-02", "2024-02-01", "2024-02-29", "2024年1月", "2024年3月", "2024-02", "2月"},
		{"2026年1-2月", "2026-01-01", "2026-02-28", "2025年11-12月", "2026年3-4月", "2026-01~02", "1-2月"},
		{"2026-Q4", "2026-10-01", "2026-12-31", "2026年第三季度", "2027年第一季度", "2026-Q4", "四季度"},
		{"2026-H1", "2026-01-01", "2026-06-30", "2025年下半年", "2026年下半年", "2026-H1", "上半年"},
		{"2026", "2026-01-01", "2026-12-31", "2025年", "2027年", "2026", "2026年"},
		{"2026-2027-1", "2026-09-01", "2027-01-31", "2025-2026学年第二学期", "2026-2027学年第二学期", "2026-2027-1", "第一学期"},
		{"2026-2027-2", "2027-02-01", "2027-08-31", "2026-2027学年第一学期", "2027-2028学年第一学期", "2026-2027-2", "第二学期"},
	} {
		p := period(t, c.text)
		got := []string{p.Start().ISO(), p.End().ISO(), p.Prev().String(), p.Next().String(), p.Key(), p.Short()}
		want := []string{c.start, c.end, c.prev, c.next, c.key, c.short}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.text, got, want)
		}
		if p.Next().Prev() != p || period(t, p.Key()) != p {
			t.Errorf("%s: neighbours or key do not lead back", c.text)
		}
		if !p.Contains(p.Start()) || !p.Contains(p.End()) || p.Contains(p.Start().AddDays(-1)) || p.Contains(p.End().AddDays(1)) {
			t.Errorf("%s does not contain exactly its days", c.text)
		}
	}
}

// TestPeriodsCoverEveryDay walks two years: each day lies in the period of each
// unit that PeriodOf gives, and keys sort as periods do.
func TestPeriodsCoverEveryDay(t *testing.T) {
	for _, u := range []Unit{Month, TwoMonths, Quarter, HalfYear, Year, Term} {
		last := Period{}
		for d := date(t, "2026-01-01"); d.Year() < 2028; d = d.AddDays(1) {
			p := PeriodOf(u, d)
			if !p.Contains(d) || p.Unit() != u {
				t.Fatalf("PeriodOf(%s, %s) = %s", u, d, p)
			}
			if p != last && !last.IsZero() && (p != last.Next() || p.Key() <= last.Key() || p.Compare(last) != 1) {
				t.Fatalf("%s does not follow %s", p, last)
			}
			last = p
		}
	}
}

func TestPeriodOrder(t *testing.T) {
	var got []string
	periods := []Period{
		period(t, "2027"), period(t, "2026"), period(t, "2026-H1"), period(t, "2026-12"), period(t, "2026-Q1"), period(t, "2026-01"),
	}
	slices.SortFunc(periods, Period.Compare)
	for _, p := range periods {
		got = append(got, p.Key())
	}
	if want := []string{"2026-01", "2026-Q1", "2026-H1", "2026", "2026-12", "2027"}; !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
}

func TestPeriodLabels(t *testing.T) {
	var got []string
	prev, p := Period{}, period(t, "2025-11")
	for range 4 {
		got = append(got, p.Label(prev))
		prev, p = p, p.Next()
	}
	if want := []string{"2025年11月", "12月", "2026年1月", "2月"}; !slices.Equal(got, want) {
		t.Errorf("labels are %v, want %v", got, want)
	}
}

func TestZeroPeriod(t *testing.T) {
	var p Period
	if !p.IsZero() || p.String()+p.Key()+p.Short() != "" || p.Next() != p || p.Prev() != p ||
		!p.Start().IsZero() || !p.End().IsZero() || p.Contains(Date{}) {
		t.Error("the zero period is something")
	}
}

func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2026-Q3", "2026年9-10月", "2026-2027学年第一学期", "二〇二六年上半年", "2026-09~10", "2026年度"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePeriod(text)
		if err != nil {
			return
		}
		onlyKnownLetters(t, text, "年度月季半上下学期第至到QqHh〇零一二三四五六七八九十")
		for _, s := range []string{p.String(), p.Key()} {
			if again, err := ParsePeriod(s); err != nil || again != p {
				t.Errorf("%q reads %s, which reads %s, %v", text, s, again, err)
			}
		}
		if p.End().Before(p.Start()) {
			t.Errorf("%s ends before it starts", p)
		}
	})
}
