package edtf

import (
	"strconv"
	"strings"
)

// maxExponent is that of MaxYear.
const maxExponent = 11

// longYear reads what follows Y: a year of more than four digits, or one with
// an exponent, and how many of its digits are significant (EDTF levels 1
// and 2: Y170000002, Y-17E7, Y171010000S3).
func (r *reader) longYear(p *part) error {
	p.longYear = true
	negative := r.accept('-')
	start := r.pos
	text := r.digits()
	switch {
	case text == "":
		return r.unexpected("the digits of a year")
	case r.peek() == 'X':
		return r.fail(r.pos, "a year that begins with Y has no X")
	case r.peek() == 'e': // so the draft of 2012 wrote it
		return r.unexpected("E and the exponent")
	case text[0] == '0':
		return r.fail(start, "a year that begins with Y has no leading 0")
	}
	exponent := 0
	if r.accept('E') {
		at := r.pos
		digits := r.digits()
		if digits == "" {
			return r.unexpected("the digits of the exponent")
		}
		n, err := strconv.Atoi(digits)
		if err != nil || n > maxExponent {
			return r.fail(at, "the year is not in %d..%d", MinYear, MaxYear)
		}
		if n == 0 {
			return r.fail(at, "the exponent is not positive")
		}
		exponent = n
	} else if len(text) < 5 {
		return r.fail(start, "a year of four digits is written without Y")
	}
	year, err := strconv.Atoi(text)
	for range exponent {
		if year <= MaxYear {
			year *= 10
		}
	}
	if err != nil || year > MaxYear {
		return r.fail(start, "the year is not in %d..%d", MinYear, MaxYear)
	}
	if r.accept('S') {
		return r.precision(p, year, negative)
	}
	if err := r.endYear(p); err != nil {
		return err
	}
	p.span = yearsSpan(year, year, negative)
	return nil
}

// significant reads how many digits of a year of four digits are
// significant: 1950S2 is a year in 1900..1999, estimated to be 1950.
func (r *reader) significant(p *part, pat pattern) error {
	p.longYear = true
	if pat.year.masked {
		return r.fail(r.pos-1, "a year with X has no significant digits")
	}
	return r.precision(p, pat.year.lowest, pat.negative)
}

// precision reads the number behind S. Leading zeros of the year are not
// significant, and more digits than the year has narrow nothing: -1859S5 is
// one year.
func (r *reader) precision(p *part, year int, negative bool) error {
	at := r.pos
	digits := r.digits()
	if digits == "" {
		return r.unexpected("the number of significant digits")
	}
	if strings.Trim(digits, "0") == "" {
		return r.fail(at, "the number of significant digits is not positive")
	}
	n, err := strconv.Atoi(digits)
	length := len(strconv.Itoa(year))
	if err != nil || n > length {
		n = length
	}
	unit := 1
	for range length - n {
		unit *= 10
	}
	lo := year - year%unit
	hi := min(lo+unit-1, MaxYear)
	p.span = yearsSpan(lo, hi, negative)
	return r.endYear(p)
}

// endYear takes the qualifier and refuses a month.
func (r *reader) endYear(p *part) error {
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.peek() == '-' {
		return r.fail(r.pos, "a year with Y or S has no months")
	}
	return nil
}

func yearsSpan(lo, hi int, negative bool) Span {
	if negative {
		lo, hi = -hi, -lo
	}
	return Span{Day(lo, 1, 1), Day(hi, 12, 31)}
}
