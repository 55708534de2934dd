package edtf

import (
	"fmt"
	"strings"
	"time"
)

// clock is a time of day.
type clock struct {
	second     int32 // of the day; 86400 and below
	nanosecond int32
	offset     int32 // seconds east of UTC
	present    bool
	zoned      bool
	leap       bool // second is one past the minute: a leap second
}

// clock reads what follows T: hh:mm[:ss[.fraction]] and Z, ±hh or ±hh:mm.
func (r *reader) clock() (clock, error) {
	c := clock{present: true}
	hour, err := r.two("hour", 23)
	if err != nil {
		return c, err
	}
	if !r.accept(':') {
		return c, r.unexpected("':' and the minute")
	}
	minute, err := r.two("minute", 59)
	if err != nil {
		return c, err
	}
	second, at := 0, r.pos+1
	if r.accept(':') {
		if second, err = r.two("second", 60); err != nil {
			return c, err
		}
		if err := r.fraction(&c); err != nil {
			return c, err
		}
	}
	c.second = int32(hour*3600 + minute*60 + second)
	if err := r.zone(&c); err != nil {
		return c, err
	}
	c.leap = second == 60
	if c.leap && !c.canLeap() {
		return c, r.fail(at, "second 60 is only at 23:59 UTC")
	}
	return c, nil
}

// canLeap tells whether the minute can be 23:59 UTC. Where the offset is
// unknown it can be any that is in use: whole, half and three-quarter hours.
func (c clock) canLeap() bool {
	if c.zoned {
		return (c.second-c.offset)%secondsPerDay == 0
	}
	return c.second%1800 == 0 || c.second%3600 == 45*60
}

// two reads two digits in 00..highest.
func (r *reader) two(name string, highest int) (int, error) {
	start := r.pos
	for range 2 {
		if !isDigit(r.peek()) {
			return 0, r.unexpected("two digits of the " + name)
		}
		r.pos++
	}
	n := twoDigits(r.text[start:])
	if n > highest {
		return 0, r.fail(start, "%s %02d is not in 00..%02d", name, n, highest)
	}
	return n, nil
}

// fraction reads the digits behind a point; those past the ninth count for
// nothing.
func (r *reader) fraction(c *clock) error {
	if !r.accept('.') {
		return nil
	}
	digits := r.digits()
	if digits == "" {
		return r.unexpected("digits of the second")
	}
	for i := range 9 {
		c.nanosecond *= 10
		if i < len(digits) {
			c.nanosecond += int32(digits[i] - '0')
		}
	}
	return nil
}

// zone reads the offset, if there is one.
func (r *reader) zone(c *clock) error {
	if r.accept('Z') {
		c.zoned = true
		return nil
	}
	sign := int32(1)
	switch {
	case r.accept('-'):
		sign = -1
	case !r.accept('+'):
		return nil
	}
	hour, err := r.two("hour of the offset", 23)
	if err != nil {
		return err
	}
	minute := 0
	if r.accept(':') {
		if minute, err = r.two("minute of the offset", 59); err != nil {
			return err
		}
	} else if isDigit(r.peek()) {
		return r.unexpected("':' between hour and minute of the offset")
	}
	c.zoned = true
	c.offset = sign * int32(hour*3600+minute*60)
	return nil
}

// Time gives the instant, where d has date, time and offset (or Z). A leap
// second is the second after it.
func (d Date) Time() (time.Time, bool) {
	if !d.clock.zoned {
		return time.Time{}, false
	}
	zone := time.UTC
	if d.clock.offset != 0 {
		zone = time.FixedZone("", int(d.clock.offset))
	}
	sec := d.span.First*secondsPerDay + int64(d.clock.second) - int64(d.clock.offset)
	return time.Unix(sec, int64(d.clock.nanosecond)).In(zone), true
}

// FromTime gives the Date of a time in its own zone, with the offset where
// hasZone (Z where it is zero), without where not. The fraction of the second
// is written only where it is not zero. An offset that is no whole number of
// minutes is cut to minutes, the instant unchanged. The Date is zero for the
// zero time, and for what EDTF can't write: a time in a year outside
// -9999..9999, an offset of a day or more.
func FromTime(t time.Time, hasZone bool) Date {
	if t.IsZero() {
		return Date{}
	}
	_, offset := t.Zone()
	if hasZone && offset%60 != 0 {
		offset -= offset % 60
		t = t.In(time.FixedZone("", offset))
	}
	year := t.Year()
	if year < -9999 || year > 9999 {
		return Date{}
	}
	var b strings.Builder
	if year < 0 {
		year = -year
		b.WriteByte('-')
	}
	fmt.Fprintf(&b, "%04d", year)
	b.WriteString(t.Format("-01-02T15:04:05.999999999"))
	if hasZone {
		b.WriteString(t.Format("Z07:00"))
	}
	d, err := Parse(b.String())
	if err != nil {
		return Date{}
	}
	return d
}
