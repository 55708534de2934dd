package html

import (
	"fmt"
	"strings"
	"time"

	"photoarchive/pkg/edtf"
)

// yearMost bounds the years that scripts are told; what lies beyond is open.
const yearMost = 99_999

// spanOf is the first and the last day of a date, as numbers of the form 20130225.
func spanOf(d edtf.Date) []int {
	s := d.Span()
	number := func(day int64) int {
		day = max(edtf.Day(-yearMost, 1, 1), min(edtf.Day(yearMost, 12, 31), day))
		y, m, dd := edtf.Civil(day)
		return y*10_000 + m*100 + dd
	}
	return []int{number(s.First), number(s.Last)}
}

// shownDate writes a date for people: 25 February 2013, 08:14; about 1953; 1950s.
func shownDate(s string, d edtf.Date) string {
	if from, to, ok := strings.Cut(s, "/"); ok {
		return shownEnd(from, "before ") + " – " + shownEnd(to, "later")
	}
	bare := strings.TrimRight(s, "?~%")
	shown := bare
	y, m, day := edtf.Civil(d.Span().First)
	switch d.Precision() {
	case edtf.PrecisionDay:
		shown = fmt.Sprintf("%d %s %d", day, time.Month(m), y)
		if _, clock, ok := strings.Cut(bare, "T"); ok && len(clock) >= 5 {
			shown += ", " + clock[:5]
		}
	case edtf.PrecisionMonth:
		shown = fmt.Sprintf("%s %d", time.Month(m), y)
	case edtf.PrecisionYear:
		shown = fmt.Sprint(y)
	default:
		if len(bare) == 4 && strings.HasSuffix(bare, "X") && !strings.HasSuffix(bare, "XX") {
			shown = bare[:3] + "0s"
		}
	}
	switch strings.TrimPrefix(s, bare) {
	case "~":
		return "about " + shown
	case "?":
		return shown + " (uncertain)"
	case "%":
		return "about " + shown + " (uncertain)"
	}
	return shown
}

// shownEnd is one end of an interval.
func shownEnd(s, open string) string {
	d, err := edtf.Parse(s)
	if s == "" || s == ".." || err != nil || d.IsZero() {
		return strings.TrimSpace(open)
	}
	return shownDate(s, d)
}

// machineDate is a date as HTML's time element and schema.org take it, or "".
func machineDate(s string) string {
	d, err := edtf.Parse(s)
	if err != nil || strings.ContainsAny(s, "X?~%/[{") || len(s) < 4 || s[0] < '0' || s[0] > '9' {
		return ""
	}
	switch d.Precision() {
	case edtf.PrecisionDay, edtf.PrecisionMonth, edtf.PrecisionYear:
		return s
	}
	return ""
}
