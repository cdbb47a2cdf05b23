package value

import "testing"

func TestCount(t *testing.T) {
	accepts[Count](t, same, map[string]string{
		"0": "0", "12": "12", "1,200": "1,200", "１２": "12", "12人": "12", "12 票": "12", "3户": "3",
		"45人次": "45", "1,234,567件": "1,234,567", "999999999999": "999,999,999,999",
	})
	refuses[Count](t, map[string][2]string{
		"":              {"没有填写", "例如"},
		"1.5":           {"不是整数", "整数"},
		"12.0":          {"不是整数", "整数"},
		"-3":            {"负数", "核对"},
		"(3)":           {"负数", "核对"},
		"1,20":          {"千位逗号", "1,234"},
		"12天":           {"不是数字", "例如"},
		"1.2万人":         {"单位", "12,000"},
		"十二人":           {"单位", "写全"},
		"约12":           {"不是数字", "例如"},
		"012":           {"多余的 0", "编号"},
		"人":             {"不是数字", "例如"},
		"1 2":           {"空格", "空格"},
		"1.1E+5":        {"科学计数法", "数值"},
		"1000000000000": {"太大", "核对"},
	})
}

func TestInt(t *testing.T) {
	accepts[Int](t, same, map[string]string{"0": "0", "-3": "-3", "－１２": "-12", "1,200": "1200"})
	refuses[Int](t, map[string][2]string{
		"": {"没有填写", ""}, "1.5": {"不是整数", ""}, "--3": {"不是数字", ""}, "010": {"多余的 0", ""}, "true": {"不是数字", ""},
	})
}

func TestScore(t *testing.T) {
	accepts[Score](t, same, map[string]string{
		"0": "0", "95": "95", "95.5": "95.5", "95.50": "95.5", "95.25分": "95.25", "９．０５ 分": "9.05", "100": "100",
	})
	refuses[Score](t, map[string][2]string{
		"": {"没有填写", ""}, "95.123": {"两位小数", "两位"}, "-1": {"负数", ""}, "优秀": {"不是数字", ""}, "95/100": {"不是数字", ""},
	})
	sum := ScoreOf(9525).Add(ScoreOf(10))
	if sum.String() != "95.35" || sum.Hundredths() != 9535 || sum.Float() != 95.35 || sum.Compare(ScoreOf(9535)) != 0 {
		t.Errorf("95.25 + 0.1 = %s", sum)
	}
}

func TestPercent(t *testing.T) {
	accepts[Percent](t, same, map[string]string{
		"94.6%": "94.6%", "94.6": "94.6%", "９４．６％": "94.6%", "94%": "94.0%", "94.65%": "94.65%", "0": "0.0%", "0%": "0.0%",
		"0.5%": "0.5%", "1%": "1.0%", "1.01": "1.01%", "0.00": "0.0%", "100": "100.0%", "-3.2%": "-3.2%", "-0.05%": "-0.05%", "1,200%": "1,200.0%",
	})
	refuses[Percent](t, map[string][2]string{
		"":        {"没有填写", ""},
		"0.946":   {"百分号", "94.6%"},
		"0.94":    {"百分号", "94.6%"},
		"1":       {"百分号", "94.6%"},
		"1.00":    {"百分号", "94.6%"},
		"-0.5":    {"百分号", "94.6%"},
		"94.678%": {"两位小数", "两位"},
		"%":       {"不是数字", ""},
		"九成":      {"不是数字", ""},
	})
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{180, 205, "87.8%"},
		{200, 205, "97.6%"},
		{1, 3, "33.3%"},
		{2, 3, "66.7%"},
		{1, 1, "100.0%"},
		{0, 7, "0.0%"},
		{1, 2000, "0.1%"},
		{1, 2001, "0.0%"},
		{-1, 2000, "-0.1%"},
		{1, -2000, "-0.1%"},
		{3, 2, "150.0%"},
		{9223372036854775807, 9223372036854775807, "100.0%"},
		{5, 0, "—"},
		{0, 0, "—"},
	} {
		if got := Ratio(c.num, c.den); got.String() != c.want || got.IsDefined() != (c.den != 0) {
			t.Errorf("%d of %d is %s, want %s", c.num, c.den, got, c.want)
		}
	}
	if got := Share(Cents(1), Yuan(10)); got.String() != "0.1%" || got.Hundredths() != 10 || got.Float() != 0.1 {
		t.Errorf("0.01 of 10.00 is %s", got)
	}
}

func TestDays(t *testing.T) {
	accepts[Days](t, same, map[string]string{
		"7": "7天", "7天": "7天", "7日": "7天", "７ 天": "7天", "7个工作日": "7个工作日", "7工作日": "7个工作日", "7 个工作日": "7个工作日",
		"7个自然日": "7个自然日", "0个工作日": "0个工作日",
	})
	refuses[Days](t, map[string][2]string{
		"":      {"没有填写", "7个工作日"},
		"7个":    {"看不懂", "7个工作日"},
		"一周":    {"看不懂", "7个工作日"},
		"7-10天": {"不是数字", ""},
		"1.5天":  {"不是整数", "整数"},
		"9999天": {"太长", "核对"},
		"7个日":   {"看不懂", ""},
	})
	for text, unit := range map[string]DayUnit{"7": DaysUnspecified, "7天": DaysUnspecified, "7个工作日": DaysWorking, "7个自然日": DaysNatural} {
		var d Days
		if err := d.Parse(text); err != nil || d != (Days{7, unit}) {
			t.Errorf("Parse(%q) = %+v, %v", text, d, err)
		}
	}
}

func FuzzCount(f *testing.F) {
	for _, s := range []string{"1,200", "12人次", "-3", "1.5", "１２ 户", "1E5"} {
		f.Add(s)
	}
	known := ""
	for _, unit := range countUnits {
		known += unit
	}
	f.Fuzz(func(t *testing.T, text string) {
		var v, again Count
		if v.Parse(text) != nil {
			return
		}
		onlyKnownLetters(t, text, known)
		if err := again.Parse(v.String()); err != nil || again != v || v < 0 {
			t.Errorf("%q reads %s, which reads %s, %v", text, v, again, err)
		}
	})
}

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"12": 12, "1,200.5": 1200.5, "１２": 12, "(500)": -500, "-3.2%": -3.2, "94.6%": 94.6, "0.946": 0.946, "1.2万": 12000,
		"12人": 12, "95.125分": 95.125, "￥3亿元": 3e8,
	} {
		if n, ok := ParseNumber(text); !ok || n != want {
			t.Errorf("ParseNumber(%q) = %v, %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "—", "无", "2026-10-05", "12,34", "3/4", "1e5", "第3名", "--1", "0873-2123456"} {
		if n, ok := ParseNumber(text); ok {
			t.Errorf("ParseNumber(%q) = %v", text, n)
		}
	}
}
