package edtf

import "strings"

// mask is a run of digits in which X stands for any digit.
type mask string

func (m mask) masked() bool { return strings.IndexByte(string(m), 'X') >= 0 }

// with gives the number with each X replaced by a digit.
func (m mask) with(x byte) int {
	n := 0
	for i := range len(m) {
		c := m[i]
		if c == 'X' {
			c = x
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// matches tells whether the mask can be n, which is not negative.
func (m mask) matches(n int) bool {
	for i := len(m) - 1; i >= 0; i-- {
		if m[i] != 'X' && m[i] != '0'+byte(n%10) {
			return false
		}
		n /= 10
	}
	return n == 0
}

// matchesAny tells whether the mask can be a number in lo..hi.
func (m mask) matchesAny(lo, hi int) bool {
	for n := lo; n <= hi; n++ {
		if m.matches(n) {
			return true
		}
	}
	return false
}

// pattern is a date of which digits may be unknown. An empty month or day is
// not there.
type pattern struct {
	negative         bool
	year, month, day mask
}

// years gives the first and the last year the pattern can mean.
func (p pattern) years() (lo, hi int) {
	lo, hi = p.year.with('0'), p.year.with('9')
	if p.negative {
		// There is no year -0000.
		return -hi, -max(lo, 1)
	}
	return lo, hi
}

// anyYear tells that nothing is known of the year.
func (p pattern) anyYear() bool { return p.year == "XXXX" && !p.negative }

func (p pattern) matchesYear(y int) bool {
	if p.negative {
		return y < 0 && p.year.matches(-y)
	}
	return y >= 0 && p.year.matches(y)
}

// span gives the first and the last day the pattern can mean; ok is false
// where no day of the calendar fits.
func (p pattern) span() (s Span, ok bool) {
	lo, hi := p.years()
	first, ok := p.search(lo, hi, 1)
	if !ok {
		return Span{}, false
	}
	last, _ := p.search(hi, lo, -1)
	if p.anyYear() {
		return allDays(), true
	}
	return Span{first, last}, true
}

// search looks for the first day that fits, from year a to year b. Years
// differ only by their 29 February: if the first year has no day that fits,
// one leap year decides.
func (p pattern) search(a, b, step int) (int64, bool) {
	if day, ok := p.inYear(a, step); ok {
		return day, true
	}
	for y := a; y != b+step; y += step {
		if isLeap(y) && p.matchesYear(y) {
			return p.inYear(y, step)
		}
	}
	return 0, false
}

// inYear looks for the first (step 1) or last (step -1) day of a year that fits.
func (p pattern) inYear(y, step int) (int64, bool) {
	m, end := 1, 13
	if step < 0 {
		m, end = 12, 0
	}
	for ; m != end; m += step {
		if p.month != "" && !p.month.matches(m) {
			continue
		}
		d, endDay := 1, daysIn(y, m)+1
		if step < 0 {
			d, endDay = endDay-1, 0
		}
		for ; d != endDay; d += step {
			if p.day == "" || p.day.matches(d) {
				return Day(y, m, d), true
			}
		}
	}
	return 0, false
}
