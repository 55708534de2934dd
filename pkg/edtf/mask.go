package edtf

// mask is a run of digits in which X stands for any digit. The zero value is
// a component that is not there.
type mask struct {
	text   string
	lowest int // the value with 0 for each X
	masked bool
}

// mask steps over n digits or X.
func (r *reader) mask(n int, want string) (mask, error) {
	var m mask
	start := r.pos
	for range n {
		m.lowest *= 10
		switch c := r.peek(); {
		case isDigit(c):
			m.lowest += int(c - '0')
		case c == 'X':
			m.masked = true
		default:
			return mask{}, r.unexpected(want)
		}
		r.pos++
	}
	m.text = r.text[start:r.pos]
	return m, nil
}

// highest is the value with 9 for each X.
func (m mask) highest() int {
	n := m.lowest
	for i, unit := len(m.text)-1, 1; i >= 0; i, unit = i-1, unit*10 {
		if m.text[i] == 'X' {
			n += 9 * unit
		}
	}
	return n
}

// positive is the lowest value above 0. At least one digit must be an X or
// not 0.
func (m mask) positive() int {
	if m.lowest > 0 {
		return m.lowest
	}
	unit := 1
	for i := len(m.text) - 1; m.text[i] != 'X'; i-- {
		unit *= 10
	}
	return unit
}

// allows tells whether the mask can be n, which is not negative. A component
// that is not there allows every value.
func (m mask) allows(n int) bool {
	if !m.masked {
		return m.text == "" || n == m.lowest
	}
	for i := len(m.text) - 1; i >= 0; i-- {
		if m.text[i] != 'X' && m.text[i] != '0'+byte(n%10) {
			return false
		}
		n /= 10
	}
	return n == 0
}

// allowsAny tells whether the mask can be a number in lo..hi.
func (m mask) allowsAny(lo, hi int) bool {
	if !m.masked {
		return m.lowest >= lo && m.lowest <= hi
	}
	for n := lo; n <= hi; n++ {
		if m.allows(n) {
			return true
		}
	}
	return false
}

// pattern is a date with a year of four digits, of which digits may be
// unknown.
type pattern struct {
	negative         bool
	year, month, day mask
}

// String writes the pattern without qualifiers.
func (p pattern) String() string {
	s := p.year.text
	if p.negative {
		s = "-" + s
	}
	for _, m := range []mask{p.month, p.day} {
		if m.text != "" {
			s += "-" + m.text
		}
	}
	return s
}

// masked tells whether any digit is unknown.
func (p pattern) masked() bool { return p.year.masked || p.month.masked || p.day.masked }

// years gives the first and the last year the pattern can mean.
func (p pattern) years() (lo, hi int) {
	lo, hi = p.year.lowest, p.year.lowest
	if p.year.masked {
		hi = p.year.highest()
	}
	if p.negative {
		return -hi, -p.year.positive() // there is no year -0000
	}
	return lo, hi
}

// anyYear tells that nothing is known of the year, not even its sign.
func (p pattern) anyYear() bool { return p.year.text == "XXXX" && !p.negative }

// allowsYear tells whether the year can be y.
func (p pattern) allowsYear(y int) bool {
	if p.negative {
		return y < 0 && p.year.allows(-y)
	}
	return y >= 0 && p.year.allows(y)
}

// span gives the first and the last day the pattern can mean. It fails where
// no day of the calendar fits.
func (p pattern) span() (s Span, ok bool) {
	lo, hi := p.years()
	first, ok := p.search(lo, hi, 1)
	if !ok {
		return Span{}, false
	}
	if p.day.text != "" && !p.masked() {
		return Span{first, first}, true
	}
	last, _ := p.search(hi, lo, -1)
	if p.anyYear() {
		return allDays(), true
	}
	return Span{first, last}, true
}

// search looks for the first day that fits from year a to year b. Years
// differ in their 29 February only: where the first year has no day that
// fits, one leap year decides.
func (p pattern) search(a, b, step int) (int64, bool) {
	if day, ok := p.inYear(a, step); ok || p.day.text == "" {
		return day, ok
	}
	for y := a; y != b+step; y += step {
		if isLeap(y) && p.allowsYear(y) {
			return p.inYear(y, step)
		}
	}
	return 0, false
}

// inYear looks for the first (step 1) or the last (step -1) day of a year
// that fits.
func (p pattern) inYear(y, step int) (int64, bool) {
	m, end := edges(1, 12, step)
	if p.month.text != "" && !p.month.masked {
		m, end = p.month.lowest, p.month.lowest+step
	}
	for ; m != end; m += step {
		if !p.month.allows(m) {
			continue
		}
		length := daysIn(y, m)
		d, end := edges(1, length, step)
		if p.day.text != "" && !p.day.masked {
			d, end = p.day.lowest, p.day.lowest+step
		}
		for ; d != end; d += step {
			if d >= 1 && d <= length && p.day.allows(d) {
				return Day(y, m, d), true
			}
		}
	}
	return 0, false
}

// edges gives where a walk through lo..hi begins and what it stops before.
func edges(lo, hi, step int) (begin, end int) {
	if step < 0 {
		return hi, lo - 1
	}
	return lo, hi + 1
}
