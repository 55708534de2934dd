package edtf

// set reads [one of these] or {all of these} (EDTF level 2). The first member
// may begin with .. (that or earlier), the last end with .. (that or later).
func (r *reader) set() (Date, error) {
	closing := byte(']')
	if r.peek() == '{' {
		closing = '}'
	}
	r.pos++
	d := Date{span: noDays()}
	for {
		m, more, err := r.member(closing, len(d.members) == 0)
		if err != nil {
			return Date{}, err
		}
		d.members = append(d.members, m)
		d.span = d.span.hull(m)
		switch {
		case r.accept(','):
			continue
		case !r.accept(closing):
			return Date{}, r.unexpected(more + "',' or '" + string(rune(closing)) + "'")
		case !r.atEnd():
			return Date{}, r.unexpected("the end")
		}
		return d, nil
	}
}

// member reads a date or a range of dates, up to the comma or the closing
// bracket; more names what else could follow.
func (r *reader) member(closing byte, first bool) (s Span, more string, err error) {
	open := first && r.acceptDots()
	from, err := r.memberDate()
	if err != nil {
		return Span{}, "", err
	}
	if open {
		return Span{MinDay, from.span.Last}, from.more(), nil
	}
	if !r.acceptDots() {
		return from.span, from.more(), nil
	}
	if r.peek() == closing {
		return Span{from.span.First, MaxDay}, "", nil
	}
	at := r.pos
	to, err := r.memberDate()
	switch {
	case err != nil:
		return Span{}, "", err
	case from.unit != to.unit:
		return Span{}, "", r.fail(at, "both sides of .. are to be years, months or days alike")
	case from.span.First > to.span.Last:
		return Span{}, "", r.fail(at, "the range ends before it begins")
	}
	return Span{from.span.First, to.span.Last}, to.more(), nil
}

func (r *reader) memberDate() (part, error) {
	p, err := r.date()
	if err == nil && r.peek() == 'T' {
		err = r.fail(r.pos, "the members of a set are dates without a time of day")
	}
	return p, err
}
