package theme

import (
	"html/template"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/value"
)

// scheduled returns the view of a schedule.
func scheduled(asOf value.Date, spans ...block.Span) *Schedule {
	p := &Page{plan: recordPage(), urls: map[block.Ref]template.URL{}}
	return newSchedule(View{Page: p}, block.Schedule{Spans: spans, AsOf: asOf})
}

func TestAxis(t *testing.T) {
	labels := func(ticks []Tick) string {
		var texts []string
		for _, tick := range ticks {
			texts = append(texts, tick.Text)
		}
		return strings.Join(texts, " ")
	}
	tests := []struct {
		from, to     value.Date
		ticks, years string
	}{
		{date(2026, 11, 22), date(2026, 11, 22), "11-22", "2026年"},
		{date(2026, 11, 22), date(2026, 11, 26), "11-22 11-23 11-24 11-25 11-26", "2026年"},
		{date(2026, 12, 22), date(2027, 1, 3), "12-22 12-24 12-26 12-28 12-30 01-01 01-03", "2026年 2027年"},
		{date(2026, 11, 2), date(2026, 12, 6), "11-02 11-09 11-16 11-23 11-30", "2026年"},
		{date(2026, 3, 5), date(2026, 6, 30), "3月 4月 5月 6月", "2026年"},
		{date(2025, 12, 31), date(2026, 11, 1), "12月 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月", "2026年"},
		{date(2025, 11, 15), date(2027, 2, 1), "10月 1月 4月 7月 10月 1月", "2025年 2026年 2027年"},
		{date(2024, 2, 29), date(2027, 12, 1), "1月 7月 1月 7月 1月 7月 1月 7月", "2024年 2025年 2026年 2027年"},
		{date(2021, 5, 1), date(2029, 6, 1), "2021 2022 2023 2024 2025 2026 2027 2028 2029", ""},
		{date(1990, 1, 1), date(2040, 1, 1), "1990 1995 2000 2005 2010 2015 2020 2025 2030 2035 2040", ""},
	}
	for _, tt := range tests {
		s := scheduled(value.Date{}, block.Span{From: tt.from, To: tt.to})
		if ticks, years := labels(s.Ticks), labels(s.Years); ticks != tt.ticks || years != tt.years {
			t.Errorf("%s to %s: %q and %q, want %q and %q", tt.from.ISO(), tt.to.ISO(), ticks, years, tt.ticks, tt.years)
		}
	}
}

// TestTicksOnPhones checks which labels are left out on a phone, and that the name of
// the last year stays within the axis.
func TestTicksOnPhones(t *testing.T) {
	s := scheduled(value.Date{}, block.Span{From: date(2026, 3, 1), To: date(2027, 1, 31)})
	for i, tick := range s.Ticks {
		if tick.Minor != (i%2 == 1) {
			t.Errorf("%s: minor %v", tick.Text, tick.Minor)
		}
	}
	if s.Years[0].Last || !s.Years[1].Last {
		t.Errorf("years %v", s.Years)
	}
	s = scheduled(value.Date{}, block.Span{From: date(2026, 3, 1), To: date(2026, 6, 1)})
	for _, tick := range s.Ticks {
		if tick.Minor {
			t.Errorf("%s is left out", tick.Text)
		}
	}
}

func TestBars(t *testing.T) {
	share := func(n int) *int { return &n }
	asOf := date(2026, 11, 16)
	year := block.Span{From: date(2026, 11, 1), To: date(2026, 11, 20)} // an axis of 21 days
	tests := []struct {
		name string
		span block.Span
		want Span
	}{
		{"a span", block.Span{From: date(2026, 11, 1), To: date(2026, 11, 7)}, Span{First: "2026年11月1日", Last: "11月7日", Width: 33.33, End: 33.33}},
		{"half done", block.Span{From: date(2026, 11, 15), To: date(2026, 11, 20), Share: share(50)}, Span{First: "2026年11月15日", Last: "11月20日", X: 66.67, Width: 28.57, End: 95.24, Done: 14.29}},
		{"late", block.Span{From: date(2026, 11, 1), To: date(2026, 11, 7), Share: share(0)}, Span{First: "2026年11月1日", Last: "11月7日", Width: 33.33, End: 33.33, Late: 71.43}},
		{"done in time", block.Span{From: date(2026, 11, 1), To: date(2026, 11, 7), Share: share(100)}, Span{First: "2026年11月1日", Last: "11月7日", Width: 33.33, End: 33.33, Done: 33.33}},
		{"more than everything", block.Span{From: date(2026, 11, 1), To: date(2026, 11, 7), Share: share(150)}, Span{First: "2026年11月1日", Last: "11月7日", Width: 33.33, End: 33.33, Done: 33.33}},
		{"a milestone", block.Span{From: date(2026, 11, 8), To: date(2026, 11, 8), Level: 9}, Span{First: "2026年11月8日", Milestone: true, X: 35.71, End: 35.71, Level: 2}},
		{"no end", block.Span{From: date(2026, 11, 8), Level: -1}, Span{First: "2026年11月8日", Milestone: true, X: 35.71, End: 35.71}},
		{"no beginning", block.Span{To: date(2026, 11, 8)}, Span{First: "2026年11月8日", Milestone: true, X: 35.71, End: 35.71}},
		{"ends before it begins", block.Span{From: date(2026, 11, 8), To: date(2026, 11, 1)}, Span{First: "2026年11月8日", Milestone: true, X: 35.71, End: 35.71}},
		{"no date", block.Span{}, Span{}},
	}
	for _, tt := range tests {
		got := scheduled(asOf, year, tt.span).Items[1]
		got.Span, got.Height, got.Half = block.Span{}, 0, 0
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestAsOfLine(t *testing.T) {
	span := block.Span{From: date(2026, 11, 1), To: date(2026, 11, 21)}
	for asOf, want := range map[value.Date]float64{
		date(2026, 10, 31): 0, date(2026, 11, 1): 2.38, date(2026, 11, 21): 97.62, date(2026, 11, 22): 0, {}: 0,
	} {
		if got := scheduled(asOf, span).Now; got != want {
			t.Errorf("%s: %v, want %v", asOf.ISO(), got, want)
		}
	}
}

func TestLegend(t *testing.T) {
	if s := scheduled(value.Date{}, block.Span{From: date(2026, 11, 1), To: date(2026, 11, 21)}); s.Legend != nil {
		t.Errorf("legend %+v", *s.Legend)
	}
	b := schedule()
	s := scheduled(b.AsOf, b.Spans...)
	if s.Legend == nil || *s.Legend != (Legend{Done: true, Milestone: true, Late: true, Now: "2026年11月22日"}) {
		t.Errorf("legend %+v", s.Legend)
	}
}
