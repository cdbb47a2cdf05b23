package calendar

import (
	"errors"
	"testing"

	"gongkai/generator/internal/value"
)

func date(t *testing.T, text string) value.Date {
	t.Helper()
	var d value.Date
	if err := d.Parse(text); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEnd(t *testing.T) {
	for _, c := range []struct {
		from    string
		n       int
		working bool
		want    string
	}{
		{"2026-09-28", 7, true, "2026-10-13"},  // through the National Day holidays and the Saturday worked for them
		{"2026-11-20", 7, false, "2026-11-27"}, // first day not counted
		{"2026-11-16", 5, false, "2026-11-23"}, // ends on a Saturday: Monday
		{"2026-09-26", 5, false, "2026-10-08"}, // ends in the holidays
		{"2026-02-13", 1, true, "2026-02-14"},  // a Saturday on which people work
		{"2025-12-31", 1, true, "2026-01-04"},  // across the year
	} {
		got, err := Announced.End(date(t, c.from), c.n, c.working)
		if err != nil || got != date(t, c.want) {
			t.Errorf("End(%s, %d, %v) = %v, %v; want %s", c.from, c.n, c.working, got, err, c.want)
		}
	}
}

func TestUnknownYearIsRefused(t *testing.T) {
	_, err := Announced.End(date(t, "2026-12-28"), 7, true)
	var unknown UnknownYear
	if !errors.As(err, &unknown) || unknown != 2027 {
		t.Fatalf("End into 2027: %v, want UnknownYear(2027)", err)
	}
}

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		from, to string
		working  bool
		want     int
	}{
		{"2026-09-28", "2026-10-13", true, 7}, // the inverse of End
		{"2026-11-20", "2026-11-23", true, 1}, // over a weekend
		{"2026-11-20", "2026-11-23", false, 3},
		{"2026-11-20", "2026-11-20", true, 0},
		{"2026-11-20", "2026-11-19", true, 0},
	} {
		got, err := Announced.Between(date(t, c.from), date(t, c.to), c.working)
		if err != nil || got != c.want {
			t.Errorf("Between(%s, %s, %v) = %d, %v; want %d", c.from, c.to, c.working, got, err, c.want)
		}
	}
	if _, err := Announced.Between(date(t, "2026-12-30"), date(t, "2027-01-04"), true); err == nil {
		t.Error("Between counts working days of a year whose holidays are not known")
	}
}

// TestYearOfAFile counts through a year whose arrangement was written by the clerk.
func TestYearOfAFile(t *testing.T) {
	own := Announced.With(2027, []value.Stretch{{From: date(t, "2027-01-01"), To: date(t, "2027-01-03")}},
		[]value.Stretch{{From: date(t, "2027-01-09"), To: date(t, "2027-01-09")}})
	got, err := own.End(date(t, "2026-12-28"), 9, true)
	if want := date(t, "2027-01-09"); err != nil || got != want {
		t.Errorf("nine working days after 2026-12-28: %s, %v; want %s", got, err, want)
	}
	if Announced.Knows(2027) || !own.Knows(2027) {
		t.Error("With changed the calendar that it was called on")
	}
}
