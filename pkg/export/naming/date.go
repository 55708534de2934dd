package naming

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/edtf"
)

// Undated stands in place of a date that isn't known.
const Undated = "undated"

// element is what a layout of Go's package time begins with, and what has to be
// known for it. The longer ones stand before those they begin with.
func element(layout string) (text string, needs level) {
	for _, e := range [...]struct {
		text  string
		needs level
	}{
		{"2006", year},
		{"January", month},
		{"Jan", month},
		{"Monday", day},
		{"Mon", day},
		{"MST", zone},
		{"-07:00", zone},
		{"-0700", zone},
		{"Z07:00", zone},
		{"Z0700", zone},
		{"-07", zone},
		{"002", day},
		{"__2", day},
		{"01", month},
		{"02", day},
		{"03", clock},
		{"04", clock},
		{"05", clock},
		{"06", year},
		{"15", clock},
		{"_2", day},
		{"PM", clock},
		{"pm", clock},
		{"1", month},
		{"2", day},
		{"3", clock},
		{"4", clock},
		{"5", clock},
	} {
		if strings.HasPrefix(layout, e.text) {
			return e.text, e.needs
		}
	}
	return "", 0
}

// level is how much of a date is known.
type level uint8

const (
	none level = iota
	year
	month
	day
	clock
	zone
)

// date writes an EDTF date by a layout of Go's package time. What isn't known
// of it is written with X: 1953-07 by 2006-01-02 is 1953-07-XX.
func date(s, layout string) string {
	d, err := edtf.Parse(s)
	if err != nil {
		return Undated
	}
	at, digits, has := known(d)
	if strings.Trim(digits, "X") == "" {
		return Undated
	}
	var b strings.Builder
	for layout != "" {
		e, needs := element(layout)
		switch {
		case e == "":
			b.WriteByte(layout[0])
			layout = layout[1:]
			continue
		case e == "2006":
			b.WriteString(digits)
		case e == "06":
			b.WriteString(digits[len(digits)-2:])
		case needs > has:
			b.WriteString(strings.Repeat("X", min(len(e), 2)))
		default:
			b.WriteString(at.Format(e))
		}
		layout = layout[len(e):]
	}
	return b.String()
}

// known is what all days have in common that a date can mean: a time, the
// digits of its year, and how much of it is meant.
func known(d edtf.Date) (at time.Time, digits string, has level) {
	span := d.Span()
	if span.First <= edtf.MinDay || span.Last >= edtf.MaxDay {
		return at, "XXXX", none
	}
	y1, m1, d1 := edtf.Civil(span.First)
	y2, m2, d2 := edtf.Civil(span.Last)
	sec, _ := d.Start()
	at = time.Unix(sec, 0).UTC()
	digits = common(yearDigits(y1), yearDigits(y2))
	switch {
	case y1 != y2:
		has = none
	case m1 != m2:
		has = year
	case d1 != d2:
		has = month
	case !d.HasTime():
		has = day
	default:
		has = clock
		if t, ok := d.Time(); ok {
			_, offset := t.Zone()
			at = time.Unix(sec-int64(offset), 0).In(time.FixedZone("", offset))
			has = zone
		}
	}
	return at, digits, has
}

func yearDigits(y int) string {
	if y < 0 {
		return "-" + fmt.Sprintf("%04d", -y)
	}
	if y > 9999 {
		return "Y" + strconv.Itoa(y)
	}
	return fmt.Sprintf("%04d", y)
}

// common keeps the digits at the beginning that two years share.
func common(a, b string) string {
	if len(a) != len(b) {
		return "XXXX"
	}
	for i := range a {
		if a[i] != b[i] {
			return a[:i] + strings.Repeat("X", len(a)-i)
		}
	}
	return a
}

// day10 is the date as far as it is known, for `{date}`: 2013-02-25, 1953-07,
// 195X.
func day10(s string) string {
	d, err := edtf.Parse(s)
	if err != nil {
		return Undated
	}
	switch _, digits, has := known(d); {
	case strings.Trim(digits, "X") == "":
		return Undated
	case has >= day:
		return date(s, "2006-01-02")
	case has == month:
		return date(s, "2006-01")
	}
	return date(s, "2006")
}
