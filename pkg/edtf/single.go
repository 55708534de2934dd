package edtf

// part is one date without a time: a whole EDTF string, an end of an interval
// or a member of a set.
type part struct {
	span  Span
	whole bool // year, month and day without X
	plain bool // without qualifiers
}

// qualifier steps over ?, ~ or %. They widen nothing, so which it was is
// kept in the text only.
func (r *reader) qualifier(p *part) error {
	if !isQualifier(r.peek()) {
		return nil
	}
	r.pos++
	p.plain = false
	if isQualifier(r.peek()) {
		return r.fail(r.pos, "one qualifier is enough: uncertain and approximate together is %%")
	}
	return nil
}

func isQualifier(c byte) bool { return c == '?' || c == '~' || c == '%' }

// mask steps over n digits or X.
func (r *reader) mask(n int, want string) (mask, error) {
	start := r.pos
	for range n {
		if c := r.peek(); !isDigit(c) && c != 'X' {
			return "", r.unexpected(want)
		}
		r.pos++
	}
	return mask(r.text[start:r.pos]), nil
}

// date reads one date: year, month or sub-year grouping, day, each with its
// qualifiers (EDTF level 2: one before a component is its own, one behind it
// is for it and what is left of it).
func (r *reader) date() (part, error) {
	p := part{plain: true}
	if err := r.qualifier(&p); err != nil {
		return p, err
	}
	if r.accept('Y') {
		return p, r.longYear(&p)
	}
	var pat pattern
	start := r.pos
	pat.negative = r.accept('-')
	var err error
	if pat.year, err = r.mask(4, "a year of four digits"); err != nil {
		return p, err
	}
	if c := r.peek(); isDigit(c) || c == 'X' {
		return p, r.fail(r.pos, "a year has four digits (longer ones begin with Y), month and day are set off by -")
	}
	if pat.negative && pat.year == "0000" {
		return p, r.fail(start, "the year 0000 has no sign")
	}
	if r.accept('S') {
		return p, r.significant(&p, pat)
	}
	if err := r.qualifier(&p); err != nil {
		return p, err
	}
	if !r.accept('-') {
		p.span, _ = pat.span()
		return p, nil
	}
	return p, r.monthAndDay(&p, pat)
}

// monthAndDay reads what follows the year and its hyphen.
func (r *reader) monthAndDay(p *part, pat pattern) error {
	if err := r.qualifier(p); err != nil {
		return err
	}
	start := r.pos
	var err error
	if pat.month, err = r.mask(2, "a month of two digits"); err != nil {
		return err
	}
	if !pat.month.masked() {
		if month, months, ok := subYear(pat.month.with('0')); ok {
			return r.subYear(p, pat, month, months)
		}
	}
	if !pat.month.matchesAny(1, 12) {
		return r.fail(start, "month %s is not in 01..12", pat.month)
	}
	if err := r.qualifier(p); err != nil {
		return err
	}
	if !r.accept('-') {
		p.span, _ = pat.span()
		return nil
	}
	if err := r.qualifier(p); err != nil {
		return err
	}
	start = r.pos
	if pat.day, err = r.mask(2, "a day of two digits"); err != nil {
		return err
	}
	var ok bool
	if p.span, ok = pat.span(); !ok {
		return r.fail(start, "%s", pat.noSuchDay())
	}
	p.whole = !pat.year.masked() && !pat.month.masked() && !pat.day.masked()
	return r.qualifier(p)
}

// noSuchDay says why no day fits.
func (p pattern) noSuchDay() string {
	if p.day.masked() || p.month.masked() || p.year.masked() {
		sign := ""
		if p.negative {
			sign = "-"
		}
		return "no day " + string(p.day) + " in " + sign + string(p.year) + "-" + string(p.month)
	}
	y, _ := p.years()
	last := daysIn(y, p.month.with('0'))
	return "day " + string(p.day) + " is not in 01.." + string(rune('0'+last/10)) + string(rune('0'+last%10))
}

// subYear ends a season, quarter, quadrimester or semester.
func (r *reader) subYear(p *part, pat pattern, month, months int) error {
	lo, hi := pat.years()
	p.span = Span{monthsSpan(lo, month, months).First, monthsSpan(hi, month, months).Last}
	if pat.anyYear() {
		p.span = allDays()
	}
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.peek() == '-' {
		return r.fail(r.pos, "%s is a part of the year (21 to 41) and has no days", pat.month)
	}
	return nil
}
