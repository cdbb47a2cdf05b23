package chart

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/generator/internal/block"
)

// opened returns a chart's option as the browser makes it.
func opened(t *testing.T, c block.Chart, size Size) map[string]any {
	t.Helper()
	drawing, err := strict(t).Draw(c, "red", "c")
	if err != nil {
		t.Fatal(err)
	}
	var options map[string]any
	if err := json.Unmarshal([]byte(drawing.Option), &options); err != nil {
		t.Fatal(err)
	}
	option := options["wide"]
	if size == Phone {
		option = patched(option, options["phone"])
	}
	return option.(map[string]any)
}

// patched does what format.js does.
func patched(from, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	switch from := from.(type) {
	case map[string]any:
		out := maps.Clone(from)
		for key, change := range changes {
			if out[key] = patched(from[key], change); change == nil {
				delete(out, key)
			}
		}
		return out
	case []any:
		out := slices.Clone(from)
		for key, change := range changes {
			i, _ := strconv.Atoi(key)
			out[i] = patched(from[i], change)
		}
		return out
	}
	return patch
}

// TestPhoneOption checks that what browsers make of one option is the other.
func TestPhoneOption(t *testing.T) {
	for name, c := range fixtures() {
		o, err := compose(c, Phone, Red)
		if err != nil {
			t.Fatal(err)
		}
		data, err := o.encode()
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]any
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if got := opened(t, c, Phone); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func dig(o any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			o = o.(map[string]any)[step]
		case int:
			o = o.([]any)[step]
		}
	}
	return o
}

// places returns where the texts of a drawing stand.
func places(t *testing.T, svg string) map[string][2]float64 {
	t.Helper()
	out := map[string][2]float64{}
	for _, m := range regexp.MustCompile(`<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(svg, -1) {
		out[m[3]] = [2]float64{number(t, m[1]), number(t, m[2])}
	}
	return out
}

func TestRankingStartsAtTheTop(t *testing.T) {
	at := places(t, draw(t, strict(t), fixtures()["bar"], Wide))
	if first, last := at["民政服务窗口"], at["物业协调窗口"]; first[1] == 0 || first[1] >= last[1] {
		t.Errorf("first at %v, last at %v", first, last)
	}
	if score, name := at["94.4"], at["民政服务窗口"]; score[1] != name[1] {
		t.Errorf("the score is not beside the name: %v %v", score, name)
	}
}

func TestColumnsStartAtZero(t *testing.T) {
	c := scores()
	if lo := dig(opened(t, c, Wide), "yAxis", 0, "min"); lo != 86.0 {
		t.Errorf("lines of scores start at %v", lo)
	}
	c.Type = block.ColumnChart
	if lo := dig(opened(t, c, Wide), "yAxis", 0, "min"); lo != 0.0 {
		t.Errorf("columns start at %v", lo)
	}
	c.Type, c.Table.Rows[0][1].Number = block.LineChart, 31
	if lo := dig(opened(t, c, Wide), "yAxis", 0, "min"); lo != 0.0 {
		t.Errorf("a line of which one number is a third of the others starts at %v", lo)
	}
}

func TestMissingIsAGap(t *testing.T) {
	data := dig(opened(t, scores(), Wide), "series", 2, "data").([]any)
	if data[2] != nil {
		t.Errorf("a missing score is %v", data[2])
	}
	svg := draw(t, strict(t), scores(), Wide)
	if paths := regexp.MustCompile(`stroke="#C07A12" stroke-width="2"[^>]* d="(M[^"]*)"`).FindStringSubmatch(svg); paths == nil || strings.Count(paths[1], "M") != 2 {
		t.Errorf("the line is not in two parts: %v", paths)
	}
}

func TestMoneyInTenThousands(t *testing.T) {
	d := strict(t)
	at := places(t, draw(t, d, fixtures()["column"], Wide))
	if _, ok := at["万元"]; !ok || at["4"] == [2]float64{} {
		t.Errorf("the axis is not in 万元: %v", at)
	}
	at = places(t, draw(t, d, fixtures()["column-negative"], Wide))
	if _, ok := at["元"]; !ok || at["-1,000"] == [2]float64{} {
		t.Errorf("small sums are not in 元: %v", at)
	}
	if text := dig(opened(t, incomeAndExpense(block.ColumnChart), Wide), "series", 0, "data", 1, "text"); text != "25,100.50" {
		t.Errorf("the browser shows %v instead of what the table says", text)
	}
}

func TestIncomeAndExpenseKeepTheirColours(t *testing.T) {
	for _, kind := range []block.ChartType{block.ColumnChart, block.StackedChart, block.LineChart, block.BarChart, block.StackedBar} {
		o := opened(t, incomeAndExpense(kind), Phone)
		for i, want := range []string{Red.Income, Red.Expense} {
			if got := dig(o, "series", i, "itemStyle", "color"); got != want {
				t.Errorf("%s: series %d is %v", kind, i, got)
			}
		}
	}
}

func TestMonthLabels(t *testing.T) {
	labels := func(size Size) (shown int, all string) {
		for _, l := range dig(opened(t, incomeAndExpense(block.ColumnChart), size), "gongkai", "labels").([]any) {
			if l != "" {
				shown++
				all += l.(string) + " "
			}
		}
		return shown, all
	}
	if n, all := labels(Wide); n != 14 || !strings.HasPrefix(all, "9月\n2025年 10月") || !strings.Contains(all, " 1月\n2026年 2月") {
		t.Errorf("wide: %q", all)
	}
	if n, all := labels(Phone); n != 7 || !strings.Contains(all, " 1月\n2026年 3月") {
		t.Errorf("phone: %q", all)
	}
}

func TestDonutSaysShares(t *testing.T) {
	d := strict(t)
	wide := draw(t, d, donut(), Wide)
	for _, want := range []string{">公益事业支出<", ">40.8%<", ">2.6%<", ">24,180.00<", ">合计（元）<"} {
		if !strings.Contains(wide, want) {
			t.Errorf("wide lacks %s", want)
		}
	}
	if phone := draw(t, d, donut(), Phone); !strings.Contains(phone, ">其他  2.6%<") {
		t.Error("the legend on phones lacks shares")
	}
	c := donut()
	c.Table.Foot = nil
	if strings.Contains(draw(t, d, c, Wide), "合计") {
		t.Error("the donut adds up what the table does not")
	}
}

func TestWaterfallAcrossZero(t *testing.T) {
	o := opened(t, fixtures()["waterfall-zero"], Wide)
	sum := func(row int) (up, down float64) {
		for _, s := range o["series"].([]any) {
			v := dig(s, "data", row)
			if full, ok := v.(map[string]any); ok {
				v = full["value"]
			}
			if n, ok := v.(float64); ok && dig(s, "name") != nil { // not what steps hover on
				up, down = up+max(n, 0), down+min(n, 0)
			}
		}
		return up, down
	}
	for row, want := range [][2]float64{{0, -2000}, {3000, -2000}, {3000, -1500}, {0, -1500}} {
		if up, down := sum(row); up != want[0] || down != want[1] {
			t.Errorf("step %d reaches from %v to %v", row, down, up)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		labels string
		slot   float64
		want   string
	}{
		{"2026年1月 2026年2月", 5, "1月\n2026年 2月"},
		{"2025-12 2026-01", 5, "12月\n2025年 1月\n2026年"},
		{"1 2 3 4 5", 0.5, "1  3  5"},
		{"2026年1月 2026年2月 2027年1月", -0.3, "1月\n2026年  "},
		{"甲乙 丙丁", 0, "甲乙 "},
		{"2023-11 12月 2024-01 2月 3月", 1.3, "11月\n2023年   2月\n2024年 "}, // one year does not stand on the next
		{"民政服务窗口 养老站", 4, "民政服\n务窗口 养老站"},
		{"网格管理办公室和联络站 乙", 3.3, "网格管\n理办公\n室和… 乙"},
	} {
		got, _ := shorten(strings.Fields(test.labels), test.slot)
		if joined := strings.Join(got, " "); joined != test.want {
			t.Errorf("%s in %v: %q", test.labels, test.slot, joined)
		}
	}
}

func TestScale(t *testing.T) {
	for _, test := range []struct {
		lo, hi float64
		whole  bool
		unit   string
		want   string
	}{
		{0, 33450, false, "元", "0 1 2 3 4 万元"},
		{0, 9800, false, "元", "0 0.2 0.4 0.6 0.8 1 万元"},
		{0, 3, true, "次", "0 1 2 3 次"},
		{0, 0, true, "次", "0 1 次"},
		{0, 12, true, "次", "0 5 10 15 次"}, // not by 2.5: 2 would lie between two ranges of a heat map
		{-1500, 1200, false, "元", "-2,000 -1,000 0 1,000 2,000 元"},
		{0, 0.7, false, "", "0 0.2 0.4 0.6 0.8 "},
		{0, 3.2e8, false, "元", "0 1 2 3 4 亿元"},
		{80, 95, false, "分", "80 85 90 95 分"},
	} {
		s := newScale(test.lo, test.hi, 5, test.whole, test.unit)
		if got := strings.Join(s.labels(), " ") + " " + s.unit; got != test.want {
			t.Errorf("%v to %v: %s", test.lo, test.hi, got)
		}
	}
}

func TestRefused(t *testing.T) {
	two := func(c block.Chart) block.Chart { c.Series = c.Series[:1]; return c }
	many := table("", "日 数")
	for range 367 {
		many.Rows = append(many.Rows, []block.Cell{block.Text("x"), block.Number("1", 1)})
	}
	nan := chartOf(block.ColumnChart, "率", table("%", "窗口 率", "甲 NaN"))
	noMax := gauge()
	noMax.Max = 0
	over := gauge()
	over.Max = 90
	outside := chartOf(block.LineChart, "x", table("", "a b", "c 1"))
	outside.Series[0].Column = 7
	for want, c := range map[string]block.Chart{
		"类型“heart”不认识":                    chartOf("heart", "爱心", accounts),
		"没有可以画的数字列":                       {Type: block.BarChart, Table: accounts},
		"“x”没有可以画的数字列":                    outside,
		"表格里没有数字":                         chartOf(block.BarChart, "空", table("", "a b")),
		"“全缺”的表格里没有数字":                    chartOf(block.BarChart, "全缺", table("", "a b", "c -")),
		"有 367 行":                         chartOf(block.LineChart, "长", many),
		"“率”中“甲”的“率”不是有限的数字":              nan,
		"只能画一列数字，却给了 2 列":                 chartOf(block.DonutChart, "x", accounts),
		"“乙”是负数 -3":                       chartOf(block.DonutChart, "x", table("", "a b", "甲 5", "乙 -3")),
		"各项之和为零":                          chartOf(block.DonutChart, "x", table("", "a b", "甲 0")),
		"没有满值":                            noMax,
		"是 94.6，不在 0 到 90 之间":             over,
		"只有 2 项指标":                        chartOf(block.RadarChart, "x", accounts),
		"“2025年9月”不是日期":                   two(chartOf(block.CalendarChart, "x", accounts)),
		"2026-10-05 出现了两次":                chartOf(block.CalendarChart, "x", table("", "a b", "2026-10-05 1", "2026-10-05 2")),
		"少了期初或期末":                         chartOf(block.WaterfallChart, "x", table("", "a b", "期初 1")),
		"“丙”没有数字":                         chartOf(block.WaterfallChart, "x", table("", "a b", "期初 1", "丙 -", "期末 1")),
		"期初加各项增减是 1,300.25，期末却是 1,300.35": chartOf(block.WaterfallChart, "x", table("", "a b", "期初 1,000.25", "收 300", "期末 1300.35")),
	} {
		err := Check(c)
		var refused *Refused
		if !errors.As(err, &refused) || !strings.Contains(refused.Message, want) || refused.Hint == "" {
			t.Errorf("want %q, got %v", want, err)
		}
		if _, drawErr := strict(t).Draw(c, "red", "x"); drawErr == nil {
			t.Errorf("%q is drawn", want)
		}
	}
	for name, c := range fixtures() {
		if err := Check(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestYearsCarryOver(t *testing.T) {
	short, lines := shorten([]string{"2025年11月", "12月", "2026年1月", "2月"}, 4)
	if want := []string{"11月\n2025年", "12月", "1月\n2026年", "2月"}; !slices.Equal(short, want) || lines != 2 {
		t.Errorf("%q on %d lines", short, lines)
	}
	short, _ = shorten([]string{"2025年第四季度", "2026年第一季度", "二季度"}, 3)
	if want := []string{"第四季度\n2025年", "", "二季度\n2026年"}; !slices.Equal(short, want) {
		t.Errorf("%q", short)
	}
}

func TestLabelInAValley(t *testing.T) {
	c := chartOf(block.LineChart, "合格率", table("%", "月份 合格率", "1月 96", "2月 97", "3月 91", "4月 95", "5月 88"))
	data := dig(opened(t, c, Wide), "series", 0, "data")
	if at := dig(data, 2, "label", "position"); at != "bottom" {
		t.Errorf("the label of the valley is at %v", at)
	}
	if peak := dig(data, 1); peak != 97.0 {
		t.Errorf("the label of the peak has a place of its own: %v", peak)
	}
}

func TestNothingIsNoShade(t *testing.T) {
	c := chartOf(block.HeatmapChart, "各单位活动", table("次", "单位 1月 2月 3月", "甲 0 3 9", "乙 1 0 2"))
	o := opened(t, c, Wide)
	if label := dig(o, "series", 0, "data", 0, "label", "show"); label != false {
		t.Errorf("a field with nothing in it has a label: %v", label)
	}
	for i, want := range []string{"0", "1", "2–3"} {
		if label := dig(o, "visualMap", "pieces", i, "label"); label != want {
			t.Errorf("shade %d is of %v", i, label)
		}
	}
}

func TestYearBackIsOneCalendar(t *testing.T) {
	c := chartOf(block.CalendarChart, "活动日历", table("次", "日期 次数", "2025-11-24 1", "2026-11-20 2"))
	for size, strips := range map[Size]int{Wide: 1, Phone: 2} {
		if n := len(dig(opened(t, c, size), "calendar").([]any)); n != strips {
			t.Errorf("%s: 13 months on %d rows", size, n)
		}
	}
}
