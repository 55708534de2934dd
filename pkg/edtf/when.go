package edtf

import (
	"strings"
	"time"
	"unicode/utf8"
)

// When is a condition on dates, as the query language writes it. The zero
// value matches nothing.
type When struct {
	text  string
	spans []Span
}

// Spans gives the runs of days the condition names.
func (w When) Spans() []Span { return append([]Span(nil), w.spans...) }

// String gives the condition as it was written, with words in lower case and
// joined by hyphens: it has no blanks, and parses to the same.
func (w When) String() string { return w.text }

// Overlaps tells whether the days of s meet the condition.
func (w When) Overlaps(s Span) bool {
	for _, o := range w.spans {
		if o.Overlaps(s) {
			return true
		}
	}
	return false
}

// Matches tells whether d can mean a day the condition names. The zero Date
// meets none.
func (w When) Matches(d Date) bool {
	for _, s := range w.spans {
		if d.Overlaps(s) {
			return true
		}
	}
	return false
}

// ParseWhen reads the WHEN of the query language: an EDTF string; A..B, A..
// and ..B, where A and B are single dates; today, yesterday, and this or last
// week, month or year, in any case and also joined by - or _. Weeks begin on
// Monday; last month is the calendar month before. A range goes from the
// first day of A to the last day of B. Times of day count as their day. The
// day of now is taken in its own zone and serves the words only. The error is
// a *SyntaxError.
func ParseWhen(s string, now time.Time) (When, error) {
	whole := reader{text: s}
	if len(s) > MaxLength {
		return When{}, whole.fail(0, "a date has at most %d bytes", MaxLength)
	}
	p := whenParser{whole: whole, now: now}
	text := strings.TrimSpace(s)
	at := strings.Index(s, text)
	if text != "" && strings.IndexByte("[{", text[0]) < 0 && strings.IndexByte(text, '/') < 0 {
		if i := strings.Index(text, ".."); i >= 0 {
			return p.dateRange(at, at+i, at+len(text))
		}
	}
	d, name, err := p.one(at, at+len(text))
	if err != nil {
		return When{}, err
	}
	return When{text: name, spans: d.Spans()}, nil
}

type whenParser struct {
	whole reader
	now   time.Time
}

// dateRange reads A..B, which stands at start..end with its dots at dots.
func (p *whenParser) dateRange(start, dots, end int) (When, error) {
	span := allDays()
	var from, to string
	left := strings.TrimSpace(p.whole.text[start:dots])
	if left != "" {
		d, name, err := p.one(start, start+len(left))
		if err != nil {
			return When{}, err
		}
		span.First, from = d.Span().First, name
	}
	right := strings.TrimSpace(p.whole.text[dots+2 : end])
	if right == "" && left == "" {
		return When{}, p.whole.fail(dots, "a range has a date before or after its ..")
	}
	if right != "" {
		d, name, err := p.one(end-len(right), end)
		if err != nil {
			return When{}, err
		}
		span.Last, to = d.Span().Last, name
	}
	if span.First > span.Last {
		return When{}, p.whole.fail(end-len(right), "the range ends before it begins: %s is before %s", to, from)
	}
	return When{text: from + ".." + to, spans: []Span{span}}, nil
}

// one reads a word or an EDTF string at start..end.
func (p *whenParser) one(start, end int) (Date, string, error) {
	text := p.whole.text[start:end]
	if span, name, ok := p.word(text); ok {
		return Date{text: name, span: span}, name, nil
	}
	d, err := Parse(text)
	if err == nil {
		return d, text, nil
	}
	if e, ok := err.(*SyntaxError); ok {
		e.Column += utf8.RuneCountInString(p.whole.text[:start])
	}
	return Date{}, "", err
}

// word gives the days of a relative word.
func (p *whenParser) word(text string) (Span, string, bool) {
	name := strings.ToLower(strings.Join(strings.FieldsFunc(text, func(c rune) bool {
		return c == ' ' || c == '\t' || c == '-' || c == '_'
	}), "-"))
	y, month, d := p.now.Date()
	m := int(month)
	today := Day(y, m, d)
	monday := today - (today%7+7+3)%7 // 1970-01-01 was a Thursday
	switch name {
	case "today":
		return Span{today, today}, name, true
	case "yesterday":
		return Span{today - 1, today - 1}, name, true
	case "this-week":
		return Span{monday, monday + 6}, name, true
	case "last-week":
		return Span{monday - 7, monday - 1}, name, true
	case "this-month":
		return monthsSpan(y, m, 1), name, true
	case "last-month":
		if m == 1 {
			return monthsSpan(y-1, 12, 1), name, true
		}
		return monthsSpan(y, m-1, 1), name, true
	case "this-year":
		return monthsSpan(y, 1, 12), name, true
	case "last-year":
		return monthsSpan(y-1, 1, 12), name, true
	}
	return Span{}, "", false
}
