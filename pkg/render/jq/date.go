package jq

import (
	"math"
	"time"

	"github.com/itchyny/timefmt-go"
)

// nativeDate gives the functions of time. All times are UTC.
func nativeDate(name string) nativeFunc {
	switch name {
	case "gmtime":
		return of0(func(v any) (any, error) {
			if !isNumber(v) {
				return nil, failf("gmtime needs a number, not %s", described(v))
			}
			return brokenDown(fromSeconds(toFloat(v))), nil
		})
	case "mktime":
		return of0(func(v any) (any, error) {
			t, err := fromBrokenDown("mktime", v)
			if t.Nanosecond() > 0 {
				return float64(t.UnixMicro()) / 1e6, err
			}
			return t.Unix(), err
		})
	}
	return nil
}

// fromSeconds is a time from seconds since 1970, kept within the years that can be written.
func fromSeconds(seconds float64) time.Time {
	whole := math.Floor(min(max(seconds, -62135596800), 253402300799))
	if math.IsNaN(seconds) {
		whole, seconds = 0, 0
	}
	nanos := min(max(seconds-whole, 0), 0.999999999) * 1e9
	return time.Unix(int64(whole), int64(nanos)).UTC()
}

// brokenDown is a time as jq has it: year, month from 0, day, hour, minute,
// seconds with their fraction, weekday from Sunday, day of the year from 0.
func brokenDown(t time.Time) any {
	var seconds any = int64(t.Second())
	if t.Nanosecond() > 0 {
		seconds = float64(t.Second()) + float64(t.Nanosecond())/1e9
	}
	return []any{int64(t.Year()), int64(t.Month()) - 1, int64(t.Day()), int64(t.Hour()), int64(t.Minute()), seconds, int64(t.Weekday()), int64(t.YearDay()) - 1}
}

func fromBrokenDown(name string, v any) (time.Time, error) {
	l, ok := v.([]any)
	if !ok {
		return time.Time{}, failf("%s needs an array of 6 numbers, not %s", name, described(v))
	}
	var n [6]float64
	for i := range min(len(l), len(n)) {
		if !isNumber(l[i]) {
			return time.Time{}, failf("%s needs an array of 6 numbers, not %s", name, described(v))
		}
		n[i] = min(max(toFloat(l[i]), -1e6), 1e6)
	}
	whole, frac := math.Modf(n[5])
	return time.Date(int(n[0]), time.Month(int(n[1])+1), int(n[2]), int(n[3]), int(n[4]), int(whole), int(frac*1e9), time.UTC), nil
}

// formatTime is strftime on seconds or a broken down time.
func formatTime(v, layout any) (any, error) {
	format, ok := layout.(string)
	if !ok {
		return nil, failf("strftime needs a string, not %s", described(layout))
	}
	if isNumber(v) {
		v = brokenDown(fromSeconds(toFloat(v)))
	}
	t, err := fromBrokenDown("strftime", v)
	if err != nil {
		return nil, err
	}
	return timefmt.Format(t, format), nil
}

// parseTime is strptime: a text as a broken down time.
func parseTime(v, layout any) (any, error) {
	s, sok := v.(string)
	format, fok := layout.(string)
	if !sok || !fok {
		return nil, failf("strptime needs strings, not %s and %s", described(v), described(layout))
	}
	t, err := timefmt.Parse(s, format)
	if err != nil {
		return nil, failf("date %q does not match the format %q", s, format)
	}
	return brokenDown(t.UTC()), nil
}
