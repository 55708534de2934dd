package edtf

import (
	"testing"
	"time"
)

// TestDayAgreesWithTheStandardLibrary walks 2,000 years around year 0 and
// around now, each day.
func TestDayAgreesWithTheStandardLibrary(t *testing.T) {
	for _, start := range []int{-1000, 1500} {
		at := time.Date(start, 1, 1, 0, 0, 0, 0, time.UTC)
		want := at.Unix() / 86400
		for at.Year() < start+1000 {
			y, month, d := at.Date()
			if got := Day(y, int(month), d); got != want {
				t.Fatalf("Day(%d, %d, %d) = %d, want %d", y, month, d, got, want)
			}
			if cy, cm, cd := Civil(want); cy != y || cm != int(month) || cd != d {
				t.Fatalf("Civil(%d) = %d-%d-%d, want %v", want, cy, cm, cd, at)
			}
			at, want = at.AddDate(0, 0, 1), want+1
		}
	}
}

// TestCalendarRepeats: 400 years have 146,097 days, however far from now.
func TestCalendarRepeats(t *testing.T) {
	for _, y := range []int{-99_999_999_600, -40_000, -400, 0, 1600, 2000, 99_999_999_600} {
		if n := Day(y+400, 3, 1) - Day(y, 3, 1); n != 146_097 {
			t.Errorf("from %d: %d days", y, n)
		}
		for _, m := range []int{1, 2, 3, 12} {
			for _, d := range []int{1, 28, 29} {
				if m == 2 && d == 29 && !isLeap(y) {
					continue
				}
				if cy, cm, cd := Civil(Day(y, m, d)); cy != y || cm != m || cd != d {
					t.Errorf("%d-%d-%d comes back as %d-%d-%d", y, m, d, cy, cm, cd)
				}
			}
		}
	}
}

func TestMonthsSpanCrossesTheYear(t *testing.T) {
	if got, want := monthsSpan(2003, 11, 4), (Span{Day(2003, 11, 1), Day(2004, 2, 29)}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}
