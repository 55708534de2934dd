package edtf

// unit is what the last component of a date is.
type unit uint8

const (
	unitYear unit = iota
	unitMonth
	unitSubYear // season, quarter, quadrimester, semester
	unitDay
)

// part is one date without a time: a whole EDTF string, an end of an interval
// or a member of a set.
type part struct {
	span      Span
	unit      unit
	longYear  bool // of Y or S, to which no month is added
	masked    bool
	qualified bool
}

// more names the component that could follow, for messages.
func (p part) more() string {
	switch {
	case p.unit == unitYear && !p.longYear:
		return "'-' and a month, or "
	case p.unit == unitMonth:
		return "'-' and a day, or "
	}
	return ""
}

// qualifier steps over ?, ~ or %. They widen nothing, so which it was is
// kept in the text only.
func (r *reader) qualifier(p *part) error {
	if !isQualifier(r.peek()) {
		return nil
	}
	r.pos++
	p.qualified = true
	if isQualifier(r.peek()) {
		return r.fail(r.pos, "only one of ? ~ %% fits here; uncertain and approximate together is %%")
	}
	return nil
}

func isQualifier(c byte) bool { return c == '?' || c == '~' || c == '%' }

// date reads one date: year, month or sub-year grouping, day, each with its
// qualifiers (EDTF level 2: one before a component is its own, one behind it
// is for it and all to its left).
func (r *reader) date() (part, error) {
	if p, ok := r.plainDay(); ok {
		return p, nil
	}
	var p part
	err := r.components(&p)
	return p, err
}

// plainDay steps over a date such as 2013-02-25 without X or qualifiers, as
// nearly all are. Where it can't, it leaves all to components.
func (r *reader) plainDay() (part, bool) {
	if len(r.text)-r.pos < len("2013-02-25") {
		return part{}, false
	}
	t := r.text[r.pos:]
	if t[4] != '-' || t[7] != '-' || len(t) > 10 && (isDigit(t[10]) || isQualifier(t[10])) {
		return part{}, false
	}
	for _, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if !isDigit(t[i]) {
			return part{}, false
		}
	}
	y, m, d := twoDigits(t)*100+twoDigits(t[2:]), twoDigits(t[5:]), twoDigits(t[8:])
	if m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return part{}, false
	}
	r.pos += 10
	day := Day(y, m, d)
	return part{span: Span{day, day}, unit: unitDay}, true
}

func twoDigits(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// components reads a date piece by piece.
func (r *reader) components(p *part) error {
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.accept('Y') {
		return r.longYear(p)
	}
	var pat pattern
	start := r.pos
	pat.negative = r.accept('-')
	var err error
	if pat.year, err = r.mask(4, "a year of four digits"); err != nil {
		return err
	}
	p.masked = pat.year.masked
	switch c := r.peek(); {
	case isDigit(c) || c == 'X':
		return r.fail(r.pos, "a year has four digits; a longer one begins with Y, and month and day are set off by -")
	case pat.negative && pat.year.text == "0000":
		return r.fail(start, "the year 0000 has no sign")
	case c == 'S':
		r.pos++
		return r.significant(p, pat)
	}
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.accept('-') {
		return r.month(p, pat)
	}
	p.span, _ = pat.span()
	return nil
}

// month reads what follows the year and its hyphen.
func (r *reader) month(p *part, pat pattern) error {
	p.unit = unitMonth
	if err := r.qualifier(p); err != nil {
		return err
	}
	start := r.pos
	var err error
	if pat.month, err = r.mask(2, "a month of two digits"); err != nil {
		return err
	}
	if !pat.month.allowsAny(1, 12) {
		if pat.month.masked || !isSubYear(pat.month.lowest) {
			return r.fail(start, "month %s is not in 01..12", pat.month.text)
		}
		return r.subYear(p, pat)
	}
	p.masked = p.masked || pat.month.masked
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.accept('-') {
		return r.day(p, pat)
	}
	p.span, _ = pat.span()
	return nil
}

// day reads what follows the month and its hyphen.
func (r *reader) day(p *part, pat pattern) error {
	p.unit = unitDay
	if err := r.qualifier(p); err != nil {
		return err
	}
	start := r.pos
	var err error
	if pat.day, err = r.mask(2, "a day of two digits"); err != nil {
		return err
	}
	p.masked = p.masked || pat.day.masked
	var ok bool
	if p.span, ok = pat.span(); !ok {
		if pat.masked() {
			return r.fail(start, "there is no day %s", pat)
		}
		y, _ := pat.years()
		return r.fail(start, "day %s is not in 01..%d", pat.day.text, daysIn(y, pat.month.lowest))
	}
	return r.qualifier(p)
}

// subYear ends a season, quarter, quadrimester or semester.
func (r *reader) subYear(p *part, pat pattern) error {
	p.unit = unitSubYear
	lo, hi := pat.years()
	p.span = Span{subYearSpan(lo, pat.month.lowest).First, subYearSpan(hi, pat.month.lowest).Last}
	if pat.anyYear() {
		p.span = allDays()
	}
	if err := r.qualifier(p); err != nil {
		return err
	}
	if r.peek() == '-' {
		return r.fail(r.pos, "%s is a part of the year (21 to 41), which has no days", pat.month.text)
	}
	return nil
}
