package main

import (
	"errors"
	"time"

	"photoarchive/pkg/edtf"
)

// moment reads a time: RFC 3339, or a date of which it gives the first moment
// and the one after the last, in UTC.
func moment(flag, s string, now time.Time) (from, to time.Time, err error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		// The history knows whole seconds: half of one is within it.
		return t, t.Truncate(time.Second).Add(time.Second), nil
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05", time.DateTime, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
			return t, t.Add(time.Second), nil
		}
	}
	if from, to, err = days(s, now); err != nil {
		return from, to, &usageError{
			message: "--" + flag + ": " + err.Error(), hint: "examples: 2026-11-22, 2026-11, yesterday, 2026-11-22T09:00:00Z",
		}
	}
	return from, to, nil
}

// days gives the first moment of a date, and the one after the last.
func days(s string, now time.Time) (from, to time.Time, err error) {
	w, err := edtf.ParseWhen(s, now)
	if err != nil {
		return from, to, err
	}
	spans := w.Spans()
	if len(spans) == 0 {
		return from, to, errors.New("is no day")
	}
	first, last := spans[0].First, spans[0].Last
	for _, s := range spans {
		first, last = min(first, s.First), max(last, s.Last)
	}
	day := func(n int64) time.Time {
		const most = 4_000_000 // days, beyond the years 0 to 9999
		y, m, d := edtf.Civil(max(min(n, most), -most))
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	}
	return day(first), day(last).AddDate(0, 0, 1), nil
}
