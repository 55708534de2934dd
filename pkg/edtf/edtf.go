// Package edtf reads dates as ISO 8601-2 and the Extended Date/Time Format
// (EDTF, Library of Congress, 4 February 2019) write them: 2013-02-25, 195X,
// 1953~, 1914/1918, with a time of day or without. It tells the earliest and
// the latest day each can mean, and prints back what it read. It also reads
// the WHEN of the query language, which adds A..B and words such as
// last-month.
//
// The room knows the calendar and nothing else: no clock, no zone of the
// machine, no pictures, no other way of writing dates.
//
// Levels 0, 1 and 2 are supported. Where the specification leaves room:
//   - Years lie within MinYear..MaxYear; four digits unless they begin with Y.
//   - Minutes may end a time of day (2013-02-25T08:14) and seconds may have a
//     fraction after a point (XMP writes both).
//   - Hour 24 is refused, as in ISO 8601-1:2019: midnight begins a day. Second
//     60 is taken where a leap second can be: at 23:59 UTC, and where the
//     offset is unknown in minutes 29, 44 and 59.
//   - An interval and a set hold dates, not times of day.
//   - A time of day follows only a whole date without X, ?, ~ and %.
package edtf

// Bounds of what a Date can hold.
const (
	// MinYear and MaxYear bound the years a Date can name.
	MinYear = -100_000_000_000
	MaxYear = 100_000_000_000

	// MinDay and MaxDay stand for open ends. Every day of MinYear..MaxYear
	// lies between them, and their seconds still fit an int64.
	MinDay int64 = -1 << 46
	MaxDay int64 = 1 << 46

	// MaxLength is the longest input that is read, in bytes. It bounds the
	// members of a set to fewer than 200.
	MaxLength = 1000

	secondsPerDay = 86400
)

// Date is a parsed EDTF string: a date, a date with a time of day, a season,
// an interval or a set. The zero value is no date.
type Date struct {
	text    string
	span    Span
	members []Span // of a set; nil otherwise
	clock   clock
	precise bool
}

// Span is a run of days, both ends included, counted from 1970-01-01 in the
// proleptic Gregorian calendar. It is empty where Last is before First.
type Span struct{ First, Last int64 }

// Overlaps tells whether the two spans have a day in common.
func (s Span) Overlaps(o Span) bool {
	return max(s.First, o.First) <= min(s.Last, o.Last)
}

// noDays is the span of the zero Date.
func noDays() Span { return Span{MaxDay, MinDay} }

// allDays is the span of a date that may be any.
func allDays() Span { return Span{MinDay, MaxDay} }

// hull is the shortest span that covers both.
func (s Span) hull(o Span) Span {
	return Span{min(s.First, o.First), max(s.Last, o.Last)}
}

// String gives the text that was parsed, unchanged.
func (d Date) String() string { return d.text }

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d.text == "" }

// Span gives the earliest and the latest day d can mean. X is any digit, an
// open or unknown end of an interval is unbounded, ? ~ % widen nothing, and a
// year of which no digit is known (XXXX) may be any. Of a set it is the
// shortest span that covers all members; see Spans. The zero Date has an
// empty span.
func (d Date) Span() Span {
	if d.IsZero() {
		return noDays()
	}
	return d.span
}

// Spans gives the span of each member of a set, in the order written, a..b
// being one member. Of any other date it is the one Span. The zero Date has
// none.
func (d Date) Spans() []Span {
	switch {
	case d.IsZero():
		return nil
	case d.members != nil:
		return append([]Span(nil), d.members...)
	}
	return []Span{d.span}
}

// Overlaps tells whether d can mean a day within s. The zero Date overlaps
// nothing.
func (d Date) Overlaps(s Span) bool {
	if d.members == nil {
		return d.Span().Overlaps(s)
	}
	for _, m := range d.members {
		if m.Overlaps(s) {
			return true
		}
	}
	return false
}

// Start gives the earliest possible local time as seconds since
// 1970-01-01T00:00:00 in that same local time, and nanoseconds: the key to
// sort by. The zone offset plays no part. It always lies within the first day
// of Span: a leap second counts as the last nanosecond before it. Where the
// start is open, and for the zero Date, it is the start of MinDay.
func (d Date) Start() (sec int64, nsec int32) {
	if d.IsZero() {
		return MinDay * secondsPerDay, 0
	}
	sec = d.span.First*secondsPerDay + int64(d.clock.second)
	if d.clock.leap {
		return sec - 1, 999_999_999
	}
	return sec, d.clock.nanosecond
}

// HasTime tells whether d has a time of day.
func (d Date) HasTime() bool { return d.clock.present }

// Precise tells whether d is a date to the day, with or without a time and
// with or without qualifiers: year, month and day without an X.
func (d Date) Precise() bool { return d.precise }

// Precision tells how much of the calendar a Date covers.
type Precision uint8

// What a Date can cover. PrecisionNone is that of the zero Date.
const (
	PrecisionNone Precision = iota
	PrecisionDay
	PrecisionMonth
	PrecisionYear
	PrecisionOther
)

// Precision tells whether d covers exactly one day, one calendar month, one
// calendar year or something else. It looks at the days only: 1985-XX covers
// the year 1985. Of a set with several members it is PrecisionOther.
func (d Date) Precision() Precision {
	if d.IsZero() {
		return PrecisionNone
	}
	s := d.span
	if s.First == MinDay || s.Last == MaxDay || len(d.members) > 1 {
		return PrecisionOther
	}
	if s.First == s.Last {
		return PrecisionDay
	}
	y, m, day := Civil(s.First)
	switch {
	case day != 1:
		return PrecisionOther
	case s.Last == s.First+int64(daysIn(y, m))-1:
		return PrecisionMonth
	case m == 1 && s.Last == Day(y, 12, 31):
		return PrecisionYear
	}
	return PrecisionOther
}
