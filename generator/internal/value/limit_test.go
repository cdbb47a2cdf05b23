package value

import "testing"

func TestLimit(t *testing.T) {
	accepts(t, func(a, b Limit) bool { return a == b }, map[string]string{
		"５个工作日": "5个工作日", "5工作日": "5个工作日", "3 天": "3天", "3日内": "3天", "10个自然日": "10天",
		"2小时": "2小时", "30分钟": "30分钟", "当场办结": "当场", "即办": "当场", "立等可取": "当场",
	})
	refuses[Limit](t, map[string][2]string{
		"5": {"没有写单位", "5个工作日"}, "0天": {"是零", "当场"}, "99999天": {"太长", "核对"}, "尽快": {"看不懂", "当场"}, "-3天": {"看不懂", "3天"},
	})
}

func TestLimitBelow(t *testing.T) {
	for _, c := range []struct {
		total string
		steps []string
		want  bool
	}{
		{"5个工作日", []string{"2个工作日", "3个工作日"}, false},
		{"5个工作日", []string{"2个工作日", "4个工作日"}, true},
		{"5个工作日", []string{"7天"}, false}, // a week has five working days
		{"5个工作日", []string{"9天"}, true},
		{"3天", []string{"3个工作日"}, false},
		{"1小时", []string{"30分钟", "31分钟"}, true},
		{"1天", []string{"2小时", "当场"}, false},
		{"当场", []string{"1分钟"}, true},
	} {
		var total Limit
		steps := make([]Limit, len(c.steps))
		if err := total.Parse(c.total); err != nil {
			t.Fatal(err)
		}
		for i, s := range c.steps {
			if err := steps[i].Parse(s); err != nil {
				t.Fatal(err)
			}
		}
		if got := total.Below(steps); got != c.want {
			t.Errorf("%s below %v: %v, want %v", c.total, c.steps, got, c.want)
		}
	}
}
