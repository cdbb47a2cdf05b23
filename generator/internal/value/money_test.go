package value

import "testing"

func money(t *testing.T, text string) Money {
	t.Helper()
	m, err := ParseMoney(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMoneyAccepts(t *testing.T) {
	accepts[Money](t, Money.Equal, map[string]string{
		"0":                       "0.00",
		"-0":                      "0.00",
		"5":                       "5.00",
		"1234.5":                  "1,234.50",
		"1,234.00":                "1,234.00",
		"１，２３４．５６":                "1,234.56",
		"１２３４":                    "1,234.00",
		"1,234,567.89":            "1,234,567.89",
		"1.2万":                    "12,000.00",
		"1.2万元":                   "12,000.00",
		"1.230万":                  "12,300.00",
		"1.234567万":               "12,345.67",
		"1,200.5 万元":              "12,005,000.00",
		"3亿":                      "300,000,000.00",
		"2万亿元":                    "2,000,000,000,000.00",
		"1200元":                   "1,200.00",
		"￥1,200":                  "1,200.00",
		"¥ 1,200.00":              "1,200.00",
		"-500":                    "-500.00",
		"－500":                    "-500.00",
		"−500":                    "-500.00",
		"(500)":                   "-500.00",
		"（５００．５０）":                "-500.50",
		"(￥500)":                  "-500.00",
		"-￥500":                   "-500.00",
		"￥-500":                   "-500.00",
		"12345678901234567890.12": "12,345,678,901,234,567,890.12",
		"-99999999999999999999":   "-99,999,999,999,999,999,999.00",
	})
}

func TestMoneyRefuses(t *testing.T) {
	for text, words := range map[string][2]string{
		"":                                {"没有填写", "例如"},
		"—":                               {"不是数字", "例如"},
		"暂无":                              {"不是数字", "例如"},
		"12,34.00":                        {"千位逗号", "1,234.00"},
		"1234,567":                        {"千位逗号", "1,234.00"},
		"1,234,5":                         {"千位逗号", "1,234.00"},
		"1 200.00":                        {"空格", "1,200.00"},
		"1.234":                           {"超过了两位小数", "分"},
		"1.230":                           {"超过了两位小数", "分"},
		"1.2345678万":                      {"超过了两位小数", "分"},
		"1.2.3":                           {"小数点", "逗号"},
		".5":                              {"小数点前后", "0.50"},
		"5.":                              {"小数点前后", "0.50"},
		"0123":                            {"多余的 0", "编号"},
		"1.2E+17":                         {"科学计数法", "数值"},
		"3千元":                             {"单位", "写全"},
		"1万2千":                            {"单位", "写全"},
		"约500":                            {"不是数字", "例如"},
		"+500":                            {"不是数字", "例如"},
		"-(500)":                          {"", ""},
		"(-500)":                          {"不止一个负号", "(500)"},
		"--500":                           {"不止一个负号", "-500"},
		"(500":                            {"不是数字", "例如"},
		"5%":                              {"不是数字", "例如"},
		"100-200":                         {"不是数字", "例如"},
		"1234567890123456789012345678901": {"位数太多", "核对"},
		"12345678901234567万亿":             {"位数太多", "核对"},
	} {
		m := Cents(1)
		refused(t, "金额", "", m.Parse(text), words)
		if !m.Equal(Cents(1)) {
			t.Errorf("Parse(%q) failed but changed the value", text)
		}
	}
}

func TestMoneyArithmetic(t *testing.T) {
	a, b := money(t, "12345678901234567890.12"), money(t, "0.01")
	for what, c := range map[string]struct {
		got  Money
		want string
	}{
		"add":       {a.Add(b), "12,345,678,901,234,567,890.13"},
		"sub":       {b.Sub(a), "-12,345,678,901,234,567,890.11"},
		"neg":       {b.Neg(), "-0.01"},
		"mul":       {a.Mul(10), "123,456,789,012,345,678,901.20"},
		"zero":      {Money{}.Add(Money{}), "0.00"},
		"zero plus": {Money{}.Add(b), "0.01"},
		"yuan":      {Yuan(9223372036854775807), "9,223,372,036,854,775,807.00"},
		"cents":     {Cents(-123456), "-1,234.56"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %s, want %s", what, c.got, c.want)
		}
	}
	if a.Plain() != "12345678901234567890.12" {
		t.Errorf("Plain() = %s", a.Plain())
	}
	if a.Cmp(b) != 1 || b.Cmp(a) != -1 || !Yuan(12000).Equal(money(t, "1.2万")) || Yuan(1).Equal(b) {
		t.Error("amounts do not compare as numbers")
	}
	if !(Money{}).IsZero() || !money(t, "0.00").Equal(Money{}) || b.IsZero() || b.Neg().Sign() != -1 {
		t.Error("zero or sign is wrong")
	}
	if f := Cents(-150).Float(); f != -1.5 {
		t.Errorf("Float() = %v", f)
	}
}

func TestMoneySumIsExact(t *testing.T) {
	sum := Money{}
	for range 1000 {
		sum = sum.Add(Cents(10))
	}
	if !sum.Equal(Yuan(100)) {
		t.Errorf("1000 times 0.10 is %s", sum)
	}
}

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{
		"1409.50":          "壹仟肆佰零玖元伍角",
		"6007.14":          "陆仟零柒元壹角肆分",
		"325.04":           "叁佰贰拾伍元零肆分",
		"16409.02":         "壹万陆仟肆佰零玖元零贰分",
		"1680.32":          "壹仟陆佰捌拾元叁角贰分",
		"107000.53":        "壹拾万柒仟元伍角叁分",
		"0":                "零元整",
		"0.50":             "伍角",
		"0.05":             "伍分",
		"0.55":             "伍角伍分",
		"1":                "壹元整",
		"10":               "壹拾元整",
		"15":               "壹拾伍元整",
		"100":              "壹佰元整",
		"1010":             "壹仟零壹拾元整",
		"1001":             "壹仟零壹元整",
		"100001":           "壹拾万零壹元整",
		"10010001":         "壹仟零壹万零壹元整",
		"100000001":        "壹亿零壹元整",
		"101000000":        "壹亿零壹佰万元整",
		"1000000000000":    "壹万亿元整",
		"1000100000000":    "壹万零壹亿元整",
		"1000000000000.01": "壹万亿元零壹分",
		"-500":             "负伍佰元整",
		"-0.01":            "负壹分",
	} {
		if got := money(t, text).Capital(); got != "人民币"+want {
			t.Errorf("%s in capitals is %s, want 人民币%s", text, got, want)
		}
	}
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"1,234.00", "（500）", "1.2万元", "-￥3亿", "1.2E5", "１２３"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMoney(text)
		if err != nil {
			return
		}
		onlyKnownLetters(t, text, "万亿元")
		for _, s := range []string{m.String(), m.Plain()} {
			if again, err := ParseMoney(s); err != nil || !again.Equal(m) {
				t.Errorf("%q reads %s, which reads %s, %v", text, s, again, err)
			}
		}
		m.Capital()
	})
}
