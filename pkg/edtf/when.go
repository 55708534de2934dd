package edtf

import (
	"errors"
	"strings"
	"time"
	"unicode"
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
	d, name, err := p.one(at, at+len(text), false)
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
		d, name, err := p.one(start, start+len(left), true)
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
		d, name, err := p.one(end-len(right), end, true)
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

// one reads a word or an EDTF string at start..end. In a range it is a single
// date, neither interval nor set.
func (p *whenParser) one(start, end int, inRange bool) (Date, string, error) {
	text := p.whole.text[start:end]
	if span, name, ok := relativeDays(text, p.now); ok {
		return Date{text: name, span: span}, name, nil
	}
	if inRange && (text[0] == '[' || text[0] == '{') {
		return Date{}, "", p.whole.fail(start, "a range goes from one date to another, not to a set")
	}
	if looksLikeWord(text) {
		return Date{}, "", p.whole.fail(start,
			"expected a date such as 2013-02, today, yesterday, or this or last week, month or year, found %q", shortened(text))
	}
	d, err := Parse(text)
	if err == nil {
		return d, text, nil
	}
	if e := (*SyntaxError)(nil); errors.As(err, &e) {
		e.Column += utf8.RuneCountInString(p.whole.text[:start])
	}
	return Date{}, "", err
}

// looksLikeWord tells that a text is no attempt at EDTF, which begins with a
// letter only in Y170000002 and XXXX.
func looksLikeWord(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[n:])
	switch first {
	case 'X', 'x':
		return false
	case 'Y', 'y':
		return unicode.IsLetter(second)
	}
	return unicode.IsLetter(first)
}

// shortened cuts a text for a message.
func shortened(text string) string {
	runes := 0
	for i := range text {
		if runes++; runes > 30 {
			return text[:i] + "…"
		}
	}
	return text
}

// relativeDays gives the days of a relative word and the word as String
// writes it.
func relativeDays(text string, now time.Time) (Span, string, bool) {
	y, month, d := now.Date()
	m := int(month)
	today := Day(y, m, d)
	monday := today - floorMod(today+3, 7) // 1970-01-01 was a Thursday
	var s Span
	name := strings.Join(strings.Fields(strings.ToLower(text)), "-")
	name = strings.ReplaceAll(name, "_", "-")
	switch name {
	case "today":
		s = Span{today, today}
	case "yesterday":
		s = Span{today - 1, today - 1}
	case "this-week":
		s = Span{monday, monday + 6}
	case "last-week":
		s = Span{monday - 7, monday - 1}
	case "this-month":
		s = monthsSpan(y, m, 1)
	case "last-month":
		if m == 1 {
			y, m = y-1, 13
		}
		s = monthsSpan(y, m-1, 1)
	case "this-year":
		s = monthsSpan(y, 1, 12)
	case "last-year":
		s = monthsSpan(y-1, 1, 12)
	default:
		return Span{}, "", false
	}
	return s, name, true
}
