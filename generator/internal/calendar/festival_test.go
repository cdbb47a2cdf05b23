package calendar

import "testing"

// TestFestivalsAreHolidays compares the festivals of law with the arrangements of the State Council.
func TestFestivalsAreHolidays(t *testing.T) {
	for _, name := range []string{"元旦", "春节", "清明", "端午", "中秋", "五一", "国庆"} {
		f, ok := FindFestival(name)
		if !ok {
			t.Fatalf("%s is not known", name)
		}
		for year := range Announced.years {
			day, ok := f.On(year)
			if off, err := Announced.IsWorkday(day); !ok || err != nil || off {
				t.Errorf("%s in %d: %s, %v, a workday: %v %v", name, year, day, ok, off, err)
			}
		}
	}
}

func TestFestivalDays(t *testing.T) {
	for _, name := range FestivalNames() {
		f, _ := FindFestival(name)
		for year := 2025; year <= 2035; year++ {
			if day, ok := f.On(year); !ok || day.Year() != year {
				t.Errorf("%s in %d: %s, %v", name, year, day, ok)
			}
		}
	}
	lantern, _ := FindFestival("元宵")
	spring, _ := FindFestival("春节")
	for year := 2025; year <= 2035; year++ {
		first, _ := spring.On(year)
		fifteenth, _ := lantern.On(year)
		if fifteenth.Sub(first) != 14 {
			t.Errorf("%d: 元宵 %s is not the fifteenth day of the year that began on %s", year, fifteenth, first)
		}
	}
	if f, _ := FindFestival("春节"); true {
		if _, ok := f.On(2036); ok {
			t.Error("春节 of 2036 is guessed")
		}
	}
	if _, ok := FindFestival("双十一"); ok {
		t.Error("双十一 is a festival")
	}
}
