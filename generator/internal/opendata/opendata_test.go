package opendata

import "testing"

// TestCSV proves that office programs open a file as it is meant: with its letters, and without running anything.
func TestCSV(t *testing.T) {
	got := string(CSV(Table{Columns: []string{"项目", "金额"}, Rows: [][]string{
		{"办公费", "-500.00"}, {`=HYPERLINK("http://x")`, "+86"}, {"@SUM(A1)", "-1+2"}, {"＝1+1", "—"}, {"一\n二,三", "-"}, {"−3", "\t=1"}, {"", "12"},
	}}))
	want := "\uFEFF项目,金额\r\n办公费,-500.00\r\n\"'=HYPERLINK(\"\"http://x\"\")\",+86\r\n'@SUM(A1),'-1+2\r\n'＝1+1,—\r\n\"一\n二,三\",'-\r\n−3,'\t=1\r\n,12\r\n"
	if got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

func TestValue(t *testing.T) {
	for text, want := range map[string]string{
		"1,234,567.80": "1234567.80", "−3.5": "-3.5", "-500": "-500", "1,23": "1,23", "12%": "12%", "2026-10-08": "2026-10-08", "0010": "0010", "—": "—",
	} {
		if got := Value(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestResource finds the columns of numbers: a sum over one that is said to be of numbers has to work.
func TestResource(t *testing.T) {
	r := NewResource(Table{Columns: []string{"户", "金额", "空", "备注"}, Rows: [][]string{{"张*", "1.50", "—", ""}, {"李*", "", "", "2户"}}}, "低保", "minzheng/2026-10/data-1.csv")
	got := r.Name
	for _, f := range r.Schema.Fields {
		got += " " + f.Type
	}
	if want := "minzheng-2026-10-data-1 string number number string"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
