package value

import "testing"

func TestDue(t *testing.T) {
	for _, c := range []struct{ rule, period, day, after string }{
		{"次月15日", "2026-10", "2026-11-15", ""},
		{"次月15日", "2026-12", "2027-01-15", ""},
		{"次月 １５ 号前", "2026年第3季度", "2026-10-15", ""},
		{"当月5号前", "2026-10", "2026-10-05", ""},
		{"次月底", "2026-01", "2026-02-28", ""},
		{"当月底", "2024-02", "2024-02-29", ""},
		{"次月31日", "2026-03", "2026-04-30", ""},
		{"12月31日", "2026", "2026-12-31", ""},
		{"5月底前", "2026", "2026-05-31", ""},
		{"次年1月31日", "2026", "2027-01-31", ""},
		{"期末", "2026年上半年", "2026-06-30", ""},
		{"期末后10个工作日内", "2026-10", "2026-10-31", "10个工作日"},
	} {
		var due Due
		if err := due.Parse(c.rule); err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		p, err := ParsePeriod(c.period)
		if err != nil {
			t.Fatal(err)
		}
		day, after := due.In(p)
		if day.ISO() != c.day || !after.IsZero() && after.String() != c.after || after.IsZero() != (c.after == "") {
			t.Errorf("%s of %s is %s + %v, want %s + %s", c.rule, c.period, day.ISO(), after, c.day, c.after)
		}
		var again Due
		if err := again.Parse(due.String()); err != nil || again != due {
			t.Errorf("%s is written %s, which is read as %+v, %v", c.rule, due, again, err)
		}
	}
	for _, bad := range []string{"", "15日", "次月0日", "次月32日", "13月1日", "期末后", "期末后十天", "月底左右"} {
		if due := (Due{}); due.Parse(bad) == nil {
			t.Errorf("%q is read as %s", bad, due)
		}
	}
}

func TestFrequency(t *testing.T) {
	for text, want := range map[string]Unit{"每月": Month, "每 季": Quarter, "双月": TwoMonths, "每半年": HalfYear, "每学期": Term, "不定期": 0, "年度": Year} {
		var f, again Frequency
		if err := f.Parse(text); err != nil || f.Unit() != want {
			t.Errorf("%s: %v, %v", text, f.Unit(), err)
		}
		if err := again.Parse(f.String()); err != nil || again != f {
			t.Errorf("%s is written %s, which is read as %+v, %v", text, f, again, err)
		}
	}
	if f := (Frequency{}); f.Parse("每周") == nil {
		t.Error("每周 is no period")
	}
}

func FuzzDue(f *testing.F) {
	for _, seed := range []string{"次月15日", "期末后10个工作日", "次年1月底前", "期末"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var due, again Due
		if due.Parse(text) != nil {
			return
		}
		if err := again.Parse(due.String()); err != nil || again != due {
			t.Errorf("%q is written %s, which is read as %+v, %v", text, due, again, err)
		}
	})
}
