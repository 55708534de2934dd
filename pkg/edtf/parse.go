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
	d := Date{span: p.span, precise: p.unit == unitDay && !p.masked}
	if r.atEnd() {
		return d, nil
	}
	if r.peek() != 'T' {
		if d.precise && !p.qualified {
			return Date{}, r.unexpected("T and a time, or the end")
		}
		return Date{}, r.unexpected(p.more() + "the end")
	}
	if !d.precise || p.qualified {
		return Date{}, r.fail(r.pos, "a time follows only a whole date without X, ?, ~ and %%")
	}
	r.pos++
	if d.clock, err = r.clock(); err != nil {
		return Date{}, err
	}
	if !r.atEnd() {
		return Date{}, r.unexpected("the end")
	}
	return d, nil
}

// interval reads start/end, either of which may be open (..) or unknown
// (nothing), but not both unknown. It is an error if it ends before it begins
// whatever its ends mean exactly.
func (r *reader) interval() (Date, error) {
	from, to := allDays(), allDays()
	start, err := r.end(&from, "'/' and the end of the interval")
	if err != nil {
		return Date{}, err
	}
	r.pos++ // the slash, which is there
	at := r.pos
	end, err := r.end(&to, "the end")
	switch {
	case err != nil:
		return Date{}, err
	case !start && !end:
		return Date{}, r.fail(at, "an interval has a date or .. on one side of its /")
	case from.First > to.Last:
		return Date{}, r.fail(at, "the interval ends before it begins")
	}
	return Date{span: Span{from.First, to.Last}}, nil
}

// end reads one end of an interval, up to the slash or the end of the text;
// given is false where it is unknown.
func (r *reader) end(s *Span, want string) (given bool, err error) {
	first := r.pos == 0
	if r.atEnd() || first && r.peek() == '/' {
		return false, nil
	}
	more := ""
	if !r.acceptDots() {
		p, err := r.date()
		if err != nil {
			return false, err
		}
		if r.peek() == 'T' {
			return false, r.fail(r.pos, "the ends of an interval are dates without a time of day")
		}
		*s, more = p.span, p.more()
	}
	if first && r.peek() == '/' || !first && r.atEnd() {
		return true, nil
	}
	return false, r.unexpected(more + want)
}
