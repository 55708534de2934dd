package edtf

import "strings"

// Parse reads an EDTF string of levels 0 to 2. The Date keeps s. The error is
// a *SyntaxError.
func Parse(s string) (Date, error) {
	r := reader{text: s}
	if len(s) > MaxLength {
		return Date{}, r.fail(0, "a date has at most %d bytes", MaxLength)
	}
	d, err := r.parse()
	if err != nil {
		return Date{}, err
	}
	d.text = s
	return d, nil
}

func (r *reader) parse() (Date, error) {
	switch c := r.peek(); {
	case c == '[' || c == '{':
		return r.set()
	case strings.IndexByte(r.text, '/') >= 0:
		return r.interval()
	}
	p, err := r.date()
	if err != nil {
		return Date{}, err
	}
	d := Date{span: p.span, precise: p.whole}
	if r.peek() == 'T' && !r.atEnd() {
		if !p.whole || !p.plain {
			return Date{}, r.fail(r.pos, "a time follows only a whole date without X, ?, ~ and %%")
		}
		r.pos++
		if d.clock, err = r.clock(); err != nil {
			return Date{}, err
		}
	}
	if !r.atEnd() {
		return Date{}, r.unexpected("the end")
	}
	return d, nil
}

// interval reads start/end, either of which may be open (..) or unknown
// (nothing), but not both unknown.
func (r *reader) interval() (Date, error) {
	span := allDays()
	start, err := r.end(&span, '/')
	if err != nil {
		return Date{}, err
	}
	if !r.accept('/') {
		return Date{}, r.unexpected("'/'")
	}
	at := r.pos
	last := allDays()
	end, err := r.end(&last, 0)
	if err != nil {
		return Date{}, err
	}
	if !r.atEnd() {
		return Date{}, r.unexpected("the end of the interval")
	}
	if !start && !end {
		return Date{}, r.fail(at, "an interval has at least one end")
	}
	if span.First > last.Last {
		return Date{}, r.fail(at, "the interval ends before it begins")
	}
	return Date{span: Span{span.First, last.Last}}, nil
}

// end reads one end of an interval up to a separator; given is false where it
// is unknown.
func (r *reader) end(span *Span, separator byte) (given bool, err error) {
	if r.peek() == separator {
		return false, nil
	}
	if r.acceptDots() {
		return true, nil
	}
	p, err := r.date()
	if err != nil {
		return false, err
	}
	*span = p.span
	return true, r.noTime("an interval")
}

func (r *reader) noTime(where string) error {
	if r.peek() == 'T' {
		return r.fail(r.pos, "%s has dates without a time of day", where)
	}
	return nil
}

// set reads [one of these] or {all of these}. The first member may begin
// with .. (that or earlier), the last end with .. (that or later).
func (r *reader) set() (Date, error) {
	closing := byte(']')
	if r.peek() == '{' {
		closing = '}'
	}
	r.pos++
	d := Date{span: noDays()}
	for {
		m, open, err := r.member(len(d.members) == 0)
		if err != nil {
			return Date{}, err
		}
		d.members = append(d.members, m)
		d.span = d.span.hull(m)
		if !open && r.accept(',') {
			continue
		}
		if !r.accept(closing) {
			if open {
				return Date{}, r.unexpected("'" + string(rune(closing)) + "'")
			}
			return Date{}, r.unexpected("',', '..' or '" + string(rune(closing)) + "'")
		}
		if !r.atEnd() {
			return Date{}, r.unexpected("the end")
		}
		return d, nil
	}
}

// member reads a date or a range of dates; open tells that it has no end.
func (r *reader) member(first bool) (s Span, open bool, err error) {
	if first && r.acceptDots() {
		p, err := r.memberDate()
		return Span{MinDay, p.span.Last}, false, err
	}
	p, err := r.memberDate()
	if err != nil || !r.acceptDots() {
		return p.span, false, err
	}
	if c := r.peek(); c == ']' || c == '}' {
		return Span{p.span.First, MaxDay}, true, nil
	}
	at := r.pos
	q, err := r.memberDate()
	if err != nil {
		return Span{}, false, err
	}
	if p.span.First > q.span.Last {
		return Span{}, false, r.fail(at, "the range ends before it begins")
	}
	return Span{p.span.First, q.span.Last}, false, nil
}

func (r *reader) memberDate() (part, error) {
	p, err := r.date()
	if err != nil {
		return p, err
	}
	return p, r.noTime("a set")
}
