package kml

import (
	"fmt"
	"strings"
	"time"

	"photoarchive/pkg/edtf"
)

// when writes a date as KML can say it (OGC KML 2.3 §15.1: XML Schema's
// dateTime, date, gYearMonth and gYear): a TimeStamp for a day, a month or a
// year, a TimeSpan for anything longer, nothing where neither end is known. A
// time of day without a zone would be taken for UTC: the day alone is said.
func when(s string) string {
	d, err := edtf.Parse(s)
	if err != nil {
		return ""
	}
	span := d.Span()
	begin, end := "", ""
	if span.First > edtf.MinDay {
		begin = day(span.First)
	}
	if span.Last < edtf.MaxDay {
		end = day(span.Last)
	}
	t, zoned := d.Time()
	switch {
	case begin == "" && end == "":
		return ""
	case d.Precision() == edtf.PrecisionDay && zoned && begin != "":
		// The local day counts, and the year of it has four digits.
		return stamp(t.Format(time.RFC3339))
	case begin != "" && d.Precision() == edtf.PrecisionDay:
		return stamp(begin)
	case begin != "" && d.Precision() == edtf.PrecisionMonth:
		return stamp(begin[:len("2006-01")])
	case begin != "" && d.Precision() == edtf.PrecisionYear:
		return stamp(begin[:len("2006")])
	}
	var b strings.Builder
	b.WriteString("<TimeSpan>")
	if begin != "" {
		b.WriteString("<begin>" + begin + "</begin>")
	}
	if end != "" {
		b.WriteString("<end>" + end + "</end>")
	}
	b.WriteString("</TimeSpan>\n")
	return b.String()
}

func stamp(s string) string { return "<TimeStamp><when>" + s + "</when></TimeStamp>\n" }

// day writes a day, or nothing where its year isn't one of 0001 to 9999.
func day(n int64) string {
	y, m, d := edtf.Civil(n)
	if y < 1 || y > 9999 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
