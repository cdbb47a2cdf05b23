package theme

import "testing"

func TestSpark(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    string
	}{
		{[]float64{1, 3, 2}, `points="3.0,21.0 48.0,3.0 93.0,12.0 "/><circle r="2.5" cx="93.0" cy="12.0"/>`},
		{[]float64{5, 5}, `points="3.0,12.0 93.0,12.0 "/><circle r="2.5" cx="93.0" cy="12.0"/>`},
	} {
		var w writer
		w.spark(c.numbers)
		if got := w.out.String(); got != `<svg class="spark" viewBox="0 0 96 24" aria-hidden="true"><polyline fill="none" `+c.want+`</svg>` {
			t.Errorf("%v gives %s", c.numbers, got)
		}
	}
}
