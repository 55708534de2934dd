package sidecar

import (
	"strconv"
	"strings"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/metadata/xmp"
)

// dates writes when the picture was taken, in the three properties that
// programs look at, and the rating.
func (m *maker) dates() {
	if m.it.Date != "" {
		if date, ok := Date(m.it.Date); ok {
			m.text("date", xmp.NSPhotoshop, "DateCreated", date)
			m.text("date", xmp.NSEXIF, "DateTimeOriginal", date)
			m.text("date", xmp.NSXMP, "CreateDate", date)
		} else {
			clean, _ := xmp.Clean(m.it.Date)
			m.notes = append(m.notes, "date: "+clean+" is no date that XMP can say")
		}
	}
	if m.it.Rating != nil {
		m.text("rating", xmp.NSXMP, "Rating", strconv.Itoa(*m.it.Rating))
	}
}

// Date writes an EDTF string as an XMP date (ISO 16684-1 §8.2.1.2): YYYY,
// YYYY-MM, YYYY-MM-DD, or with a time of day and a zone. An unspecified day or
// month (2013-02-XX) is one that is left out. It is false for what would be
// said wrongly: a date that is uncertain, approximate, an interval, a set, a
// season, of an unspecified year, or outside the years 0001 to 9999.
func Date(s string) (string, bool) {
	if _, err := edtf.Parse(s); err != nil {
		return "", false
	}
	for strings.HasSuffix(s, "-XX") {
		s = strings.TrimSuffix(s, "-XX")
	}
	day, clock, hasTime := strings.Cut(s, "T")
	parts := strings.Split(day, "-")
	if len(parts) > 3 || len(parts[0]) != 4 || parts[0] == "0000" || strings.ContainsAny(day, "X?~%/[]{}.,YSE") {
		return "", false
	}
	// EDTF gives numbers above 12 to seasons.
	if len(parts) > 1 && parts[1] > "12" {
		return "", false
	}
	if !hasTime {
		return day, true
	}
	return day + "T" + zone(clock), true
}

// zone writes the offset behind a time of day with its minutes, as XMP wants it.
func zone(clock string) string {
	if i := strings.IndexAny(clock, "+-"); i >= 0 && len(clock)-i == len("+09") {
		return clock + ":00"
	}
	return clock
}
