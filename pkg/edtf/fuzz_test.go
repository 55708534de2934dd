package edtf

import (
	"errors"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"
)

func seeds() []string {
	return []string{
		"", "1985", "1985-04-12", "1985-04-12T23:20:30+04:30", "2013-02-25T08:14:00.123456789Z", "2012-06-30T23:59:60Z",
		"-0044-03-15", "Y170000002", "Y-17E7", "Y17101E4S3", "1950S2", "Y1E11S1", "Y99999999999999999999E99",
		"201X", "1XXX-12-XX", "-0X00-02-29", "XXX1-02-29", "1985-XX-30", "2004-02-3X", "2001-21", "XXXX-32",
		"?2004~-%06?-~11%", "1985/..", "../1985", "/1985", "1985/", "/", "../..", "2012/2011",
		"[1667,1668,1670..1672]", "{..1760-12-03,1762..}", "[1760-12..]", "[[", "[..]", "2013−02", "２０１３", "\xff", "2013\x00",
		"today", "last-month..today", "This Week", "2013..2014", "..2013", "2013..", "..", "2013 .. 2014", "2014..2013", "2013..[2014]",
	}
}

func checkError(t *testing.T, s string, err error) {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("%q: error is a %T", s, err)
	}
	if syntax.Column < 1 || syntax.Column > utf8.RuneCountInString(s)+1 {
		t.Fatalf("%q: column %d", s, syntax.Column)
	}
	if !utf8.ValidString(err.Error()) || len(err.Error()) > 500+2*len(s) {
		t.Fatalf("%q: message %q", s, err)
	}
}

func checkDate(t *testing.T, d Date) {
	t.Helper()
	s := d.Span()
	if s.First > s.Last || s.First < MinDay || s.Last > MaxDay {
		t.Fatalf("%q: span %v", d, s)
	}
	cover := noDays()
	for _, m := range d.Spans() {
		if m.First > m.Last {
			t.Fatalf("%q: member %v", d, m)
		}
		cover = cover.hull(m)
	}
	if cover != s {
		t.Fatalf("%q: members cover %v, span is %v", d, cover, s)
	}
	if sec, nsec := d.Start(); floorDiv(sec, 86400) != s.First || nsec < 0 || nsec > 999_999_999 {
		t.Fatalf("%q: start %d, %d is not on day %d", d, sec, nsec, s.First)
	}
	if d.Precise() && s.First != s.Last {
		t.Fatalf("%q: precise, but %v", d, s)
	}
	if at, ok := d.Time(); ok {
		back := FromTime(at, true)
		again, _ := back.Time()
		if !back.IsZero() && !again.Equal(at) {
			t.Fatalf("%q: %v comes back as %v", d, at, again)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		if d.String() != s {
			t.Fatalf("%q is printed as %q", s, d)
		}
		checkDate(t, d)
		again, err := Parse(d.String())
		if err != nil || !reflect.DeepEqual(again, d) {
			t.Fatalf("%q: read again: %+v, %v", s, again, err)
		}
		w, err := ParseWhen(s, time.Time{})
		if err != nil || !w.Matches(d) {
			t.Fatalf("%q: as WHEN: %v, %v", s, w, err)
		}
	})
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, int64(1361975400))
	}
	f.Fuzz(func(t *testing.T, s string, sec int64) {
		now := time.Unix(sec%1e11, 0).UTC()
		w, err := ParseWhen(s, now)
		if err != nil {
			checkError(t, s, err)
			return
		}
		if len(w.Spans()) == 0 {
			t.Fatalf("%q: no days", s)
		}
		for _, span := range w.Spans() {
			if span.First > span.Last || !w.Overlaps(span) {
				t.Fatalf("%q: span %v", s, span)
			}
		}
		again, err := ParseWhen(w.String(), now)
		if err != nil || !reflect.DeepEqual(again, w) {
			t.Fatalf("%q: read again: %+v, %v", s, again, err)
		}
	})
}
