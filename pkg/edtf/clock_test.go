package edtf

import (
	"testing"
	"time"
)

func TestStartAndTime(t *testing.T) {
	const day = 15761 * 86400 // 2013-02-25
	for _, c := range []struct {
		in      string
		sec     int64
		nsec    int32
		hasTime bool
		instant string // RFC 3339; empty: none
	}{
		{"2013-02-25", day, 0, false, ""},
		{"2013-02-25T00:00:00", day, 0, true, ""},
		{"2013-02-25T08:14:00", day + 29640, 0, true, ""},
		{"2013-02-25T08:14", day + 29640, 0, true, ""},
		{"2013-02-25T08:14:00Z", day + 29640, 0, true, "2013-02-25T08:14:00Z"},
		{"2013-02-25T08:14Z", day + 29640, 0, true, "2013-02-25T08:14:00Z"},
		{"2013-02-25T08:14:00+09:00", day + 29640, 0, true, "2013-02-25T08:14:00+09:00"},
		{"2013-02-25T08:14:00+09", day + 29640, 0, true, "2013-02-25T08:14:00+09:00"},
		{"2013-02-25T08:14+08:45", day + 29640, 0, true, "2013-02-25T08:14:00+08:45"},
		{"2013-02-25T23:14:00-09:30", day + 83640, 0, true, "2013-02-25T23:14:00-09:30"},
		{"2013-02-25T08:14:00-00:00", day + 29640, 0, true, "2013-02-25T08:14:00Z"},
		{"2013-02-25T08:14:00+23:59", day + 29640, 0, true, "2013-02-25T08:14:00+23:59"},
		{"2013-02-25T08:14:00.5", day + 29640, 500_000_000, true, ""},
		{"2013-02-25T08:14:00.50Z", day + 29640, 500_000_000, true, "2013-02-25T08:14:00.5Z"},
		{"2013-02-25T08:14:59.000000001Z", day + 29699, 1, true, "2013-02-25T08:14:59.000000001Z"},
		{"2013-02-25T08:14:59.9999999999", day + 29699, 999_999_999, true, ""},
		{"2013-02-25T23:59:59.999999999Z", day + 86399, 999_999_999, true, "2013-02-25T23:59:59.999999999Z"},
		// Leap seconds: still the same day, but the instant after.
		{"2012-06-30T23:59:60Z", 15521*86400 + 86399, 999_999_999, true, "2012-07-01T00:00:00Z"},
		{"2012-07-01T08:59:60+09:00", 15522*86400 + 32399, 999_999_999, true, "2012-07-01T09:00:00+09:00"},
		{"2012-06-30T15:59:60.5-08:00", 15521*86400 + 57599, 999_999_999, true, "2012-06-30T16:00:00.5-08:00"},
		{"2012-07-01T05:44:60", 15522*86400 + 20699, 999_999_999, true, ""},
		{"-0001-12-31T23:59:59Z", Day(0, 1, 1)*86400 - 1, 0, true, "-0001-12-31T23:59:59Z"},
		{"1969-12-31T23:59:59.25", -1, 250_000_000, true, ""},
		// The earliest possible moment of what is not exact.
		{"2013-02", 15737 * 86400, 0, false, ""},
		{"195X", -7305 * 86400, 0, false, ""},
		{"1970/1985", 0, 0, false, ""},
		{"[1985,1970]", 0, 0, false, ""},
		{"../1985", MinDay * 86400, 0, false, ""},
		{"/1985", MinDay * 86400, 0, false, ""},
		{"[..1984]", MinDay * 86400, 0, false, ""},
		{"XXXX", MinDay * 86400, 0, false, ""},
	} {
		d := must(t, c.in)
		if sec, nsec := d.Start(); sec != c.sec || nsec != c.nsec {
			t.Errorf("%s: start %d, %d, want %d, %d", c.in, sec, nsec, c.sec, c.nsec)
		}
		if d.HasTime() != c.hasTime {
			t.Errorf("%s: has time %v", c.in, d.HasTime())
		}
		at, ok := d.Time()
		got := ""
		if ok {
			got = at.Format(time.RFC3339Nano)
		}
		if got != c.instant {
			t.Errorf("%s: instant %q, want %q", c.in, got, c.instant)
		}
		if d.String() != c.in {
			t.Errorf("%s: printed as %s", c.in, d)
		}
	}
}

func TestFromTime(t *testing.T) {
	pyongyang := time.FixedZone("KST", 9*3600)
	at := time.Date(2013, 2, 25, 8, 14, 0, 0, pyongyang)
	for _, c := range []struct {
		at      time.Time
		hasZone bool
		want    string
	}{
		{at, true, "2013-02-25T08:14:00+09:00"},
		{at, false, "2013-02-25T08:14:00"},
		{at.UTC(), true, "2013-02-24T23:14:00Z"},
		{at.In(time.FixedZone("UTC", 0)), true, "2013-02-24T23:14:00Z"},
		{at.In(time.FixedZone("", -(9*3600 + 30*60))), true, "2013-02-24T13:44:00-09:30"},
		{at.Add(500 * time.Millisecond), true, "2013-02-25T08:14:00.5+09:00"},
		{at.Add(1), false, "2013-02-25T08:14:00.000000001"},
		{time.Date(44, 3, 15, 12, 0, 0, 0, time.UTC), true, "0044-03-15T12:00:00Z"},
		{time.Date(0, 2, 29, 12, 0, 0, 0, time.UTC), false, "0000-02-29T12:00:00"},
		{time.Date(-43, 3, 15, 12, 0, 0, 0, time.UTC), true, "-0043-03-15T12:00:00Z"},
		// Amsterdam until 1937 was 19 minutes and 32 seconds ahead.
		{time.Date(1920, 1, 1, 12, 0, 0, 0, time.FixedZone("AMT", 1172)), true, "1920-01-01T11:59:28+00:19"},
		{time.Date(1920, 1, 1, 12, 0, 0, 0, time.FixedZone("AMT", 1172)), false, "1920-01-01T12:00:00"},
		{time.Date(1920, 1, 1, 12, 0, 0, 0, time.FixedZone("", -30)), true, "1920-01-01T12:00:30Z"},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), true, ""},
		{time.Date(-10000, 1, 1, 0, 0, 0, 0, time.UTC), true, ""},
		{at.In(time.FixedZone("", 26*3600)), true, ""},
		{time.Time{}, true, ""},
	} {
		d := FromTime(c.at, c.hasZone)
		if d.String() != c.want {
			t.Errorf("%v: %s, want %s", c.at, d, c.want)
		}
		if got, ok := d.Time(); c.want != "" && (ok != c.hasZone || ok && !got.Equal(c.at)) {
			t.Errorf("%v: instant %v, %v", c.at, got, ok)
		}
	}
}
