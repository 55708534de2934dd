package edtf

// The proleptic Gregorian calendar with a year 0, as ISO 8601-1 has it.

// daysPerEra is the length of 400 years, after which the calendar repeats.
const daysPerEra = 146_097

// daysToEpoch is the number of days from 0000-03-01 to 1970-01-01.
const daysToEpoch = 719_468

// Day counts the days from 1970-01-01 to the date. The month must be 1..12;
// any day is taken, counted on from the month's first. The year must lie
// within MinYear..MaxYear.
func Day(y, m, d int) int64 {
	// Years are counted from March, so that the leap day ends them.
	year, month := int64(y), int64(m)-3
	if m < 3 {
		year, month = year-1, month+12
	}
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := (153*month + 2) / 5 // days before the month
	return era*daysPerEra + ofEra*365 + ofEra/4 - ofEra/100 + ofYear + int64(d) - 1 - daysToEpoch
}

// Civil gives the date of a day counted from 1970-01-01: the reverse of Day.
func Civil(day int64) (y, m, d int) {
	day += daysToEpoch
	era := floorDiv(day, daysPerEra)
	ofEra := day - era*daysPerEra
	year := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*year + year/4 - year/100)
	month := (5*ofYear + 2) / 153
	d = int(ofYear-(153*month+2)/5) + 1
	year += era * 400
	if month < 10 {
		return int(year), int(month) + 3, d
	}
	return int(year) + 1, int(month) - 9, d
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - b*floorDiv(a, b) }

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// daysIn is the length of month m, 1..12.
func daysIn(y, m int) int {
	switch m {
	case 2:
		if isLeap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// monthsSpan covers n months from month m of year y.
func monthsSpan(y, m, n int) Span {
	last := m + n - 1
	ly := y
	if last > 12 {
		last, ly = last-12, ly+1
	}
	return Span{Day(y, m, 1), Day(ly, last, daysIn(ly, last))}
}

// isSubYear tells whether code is a sub-year grouping of ISO 8601-2 (EDTF
// levels 1 and 2).
func isSubYear(code int) bool { return code >= 21 && code <= 41 }

// subYearSpan gives the days of a sub-year grouping. Seasons are the
// meteorological ones; those without a hemisphere (21..24) are northern. A
// season that begins in December ends in the next year.
func subYearSpan(y, code int) Span {
	switch {
	case code <= 24: // spring, summer, autumn, winter
		return monthsSpan(y, 3*(code-20), 3)
	case code <= 28: // the same, northern
		return monthsSpan(y, 3*(code-24), 3)
	case code <= 30: // southern spring and summer
		return monthsSpan(y, 9+3*(code-29), 3)
	case code <= 32: // southern autumn and winter
		return monthsSpan(y, 3+3*(code-31), 3)
	case code <= 36: // quarters
		return monthsSpan(y, 1+3*(code-33), 3)
	case code <= 39: // quadrimesters
		return monthsSpan(y, 1+4*(code-37), 4)
	}
	return monthsSpan(y, 1+6*(code-40), 6) // semesters
}
