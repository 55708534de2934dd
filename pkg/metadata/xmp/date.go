package xmp

import (
	"strings"

	"photoarchive/pkg/edtf"
)

// Date is a date as a packet gives it.
type Date struct {
	// EDTF is the date, with time and zone as far as written, or "".
	EDTF string
	// Raw is what was written, trimmed; "" when that is blank or all zeros.
	Raw string
	// Problem says in a few words why there is a Raw and no EDTF; else "".
	Problem string
}

// Date reads a property as a date; of a list the first item.
func (d *Document) Date(space, name string) Date { return ParseDate(d.Text(space, name)) }

// ParseDate reads an XMP date (ISO 16684-1 §8.2.1.2, ISO 8601): YYYY,
// YYYY-MM, YYYY-MM-DD, with a time of day hh:mm, hh:mm:ss or hh:mm:ss.s and a
// zone. The forms of EXIF, a space for the T, zones without a colon and zeros
// for an unknown month or day are read too, since programs write them.
func ParseDate(s string) Date {
	s = strings.TrimSpace(s)
	if strings.Trim(s, "0:-/. TZ+") == "" {
		return Date{}
	}
	found := Date{Raw: s}
	if iso, ok := isoDate(s); ok {
		if _, err := edtf.Parse(iso); err == nil {
			found.EDTF = iso
			return found
		}
	}
	found.Problem = "impossible date"
	return found
}

func isoDate(s string) (string, bool) {
	day, clock := s, ""
	if i := strings.IndexAny(s, "Tt "); i >= 0 {
		day, clock = s[:i], strings.TrimSpace(s[i+1:])
	}
	date, ok := isoDay(day)
	if !ok {
		return "", false
	}
	if len(date) < len("2013-02-25") || clock == "" {
		return date, true
	}
	iso, ok := isoTime(clock)
	if !ok {
		return "", false
	}
	return date + "T" + iso, true
}

// isoDay reads the parts of a day, with hyphens, colons or slashes between
// them, as far as they are not zero.
func isoDay(s string) (string, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == ':' || r == '/' })
	if len(parts) == 0 || len(parts) > 3 || len(parts[0]) != 4 || !digits(parts[0]) || parts[0] == "0000" {
		return "", false
	}
	date := parts[0]
	for i, part := range parts[1:] {
		if len(part) > 2 || !digits(part) {
			return "", false
		}
		if len(part) == 1 {
			part = "0" + part
		}
		if part == "00" {
			break
		}
		// EDTF gives month numbers above 12 to seasons; XMP does not.
		if i == 0 && part > "12" {
			return "", false
		}
		date += "-" + part
	}
	return date, true
}

// isoTime reads hh:mm, hh:mm:ss or hh:mm:ss.s and a zone.
func isoTime(s string) (string, bool) {
	zone := ""
	if i := strings.IndexAny(s, "+-Zz"); i >= 0 {
		s, zone = strings.TrimSpace(s[:i]), s[i:]
	}
	switch {
	case zone == "z":
		zone = "Z"
	case len(zone) == len("+0900") && digits(zone[1:]):
		zone = zone[:3] + ":" + zone[3:]
	case len(zone) == len("+09") && digits(zone[1:]):
		zone += ":00"
	case len(zone) == len("+9:00") && digits(zone[1:2]) && zone[2] == ':':
		zone = zone[:1] + "0" + zone[1:]
	}
	s = strings.Replace(s, ",", ".", 1)
	if parts := strings.Split(s, ":"); len(parts[0]) == 1 {
		s = "0" + s
	}
	return strings.TrimSuffix(s, ".") + zone, true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
