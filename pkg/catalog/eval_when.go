package catalog

import (
	"math"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/query"
)

func (s segment) evalWhen(e query.When) (answer, error) {
	field := byte(fieldDate)
	switch e.Field {
	case "added":
		field = fieldAdded
	case "published":
		field = fieldPublished
	}
	var found bitmap
	for _, span := range e.Spans {
		if err := s.days(field, span, &found); err != nil {
			return answer{}, err
		}
	}
	wide, err := s.posting(field, string(rune(termWide)))
	yes := bitmapSet(&found)
	return answer{yes: yes, maybe: wide.minus(yes)}, err
}

// days adds the items whose day, month or year lies in the span or overlaps it.
func (s segment) days(field byte, span edtf.Span, found *bitmap) error {
	first, last := max(span.First, math.MinInt32+1), min(span.Last, math.MaxInt32-1)
	if first > last {
		return nil
	}
	y1, m1, d1 := edtf.Civil(first)
	y2, m2, _ := edtf.Civil(last)
	add := func(from, to string) error {
		p, err := s.union(field, from, func(term []byte) bool { return string(term) <= to })
		p.into(found)
		return err
	}
	years := func(kind byte, a, b int) error {
		if a > b {
			return nil
		}
		return add(dateTerm(kind, int32(a), 0), dateTerm(kind, int32(b), 0))
	}
	months := func(kind byte, ya, ma, yb, mb int) error {
		if ya > yb || ya == yb && ma > mb {
			return nil
		}
		return add(dateTerm(kind, int32(ya), byte(ma)), dateTerm(kind, int32(yb), byte(mb)))
	}
	run := func(a, b int64) error {
		if a > b {
			return nil
		}
		return add(dayTerm(int32(a)), dayTerm(int32(b)))
	}
	// What overlaps with a whole year or month of its own.
	if err := years(termYearOnly, y1, y2); err != nil {
		return err
	}
	if err := months(termMonthOnly, y1, m1, y2, m2); err != nil {
		return err
	}
	// Days: whole years, then whole months at both ends, then single days.
	wholeY1, wholeY2 := y1, y2
	if m1 != 1 || d1 != 1 {
		wholeY1++
	}
	if last != edtf.Day(y2, 12, 31) {
		wholeY2--
	}
	if wholeY1 <= wholeY2 {
		if err := years(termInYear, wholeY1, wholeY2); err != nil {
			return err
		}
		if wholeY1 > y1 {
			if err := s.monthsAndDays(first, edtf.Day(y1, 12, 31), months, run); err != nil {
				return err
			}
		}
		if wholeY2 < y2 {
			return s.monthsAndDays(edtf.Day(y2, 1, 1), last, months, run)
		}
		return nil
	}
	return s.monthsAndDays(first, last, months, run)
}

// monthsAndDays covers less than two years by whole months and single days.
func (s segment) monthsAndDays(first, last int64, months func(byte, int, int, int, int) error, run func(a, b int64) error) error {
	y1, m1, d1 := edtf.Civil(first)
	y2, m2, _ := edtf.Civil(last)
	wy1, wm1 := y1, m1
	if d1 != 1 {
		wy1, wm1 = nextMonth(wy1, wm1)
	}
	wy2, wm2 := y2, m2
	if last != monthEnd(y2, m2) {
		wy2, wm2 = monthBefore(wy2, wm2)
	}
	if wy1 > wy2 || wy1 == wy2 && wm1 > wm2 {
		return run(first, last)
	}
	if err := months(termInMonth, wy1, wm1, wy2, wm2); err != nil {
		return err
	}
	if err := run(first, edtf.Day(wy1, wm1, 1)-1); err != nil {
		return err
	}
	return run(monthEnd(wy2, wm2)+1, last)
}

func nextMonth(y, m int) (int, int) {
	if m == 12 {
		return y + 1, 1
	}
	return y, m + 1
}

func monthBefore(y, m int) (int, int) {
	if m == 1 {
		return y - 1, 12
	}
	return y, m - 1
}
