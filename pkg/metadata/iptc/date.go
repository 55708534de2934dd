package iptc

import (
	"strings"

	"photoarchive/pkg/edtf"
)

// Date is a date of the block with the time of day that belongs to it.
type Date struct {
	// EDTF is the date (`2013-02`, `2013-02-25T08:14:00+09:00`), or "" when
	// there is no possible one.
	EDTF string
	// Raw is what stands in the block, date and time joined as ExifTool joins
	// them; "" when both are missing, blank or zero.
	Raw string
	// Problem says in a few words what of Raw is impossible and was left out; else "".
	Problem string
}

// Created reads DateCreated (2:55, CCYYMMDD) and TimeCreated (2:60,
// HHMMSS±HHMM): when the content was made. Zeros stand for an unknown month
// or day (IIM 4.2 §6.14), and dates with hyphens or colons are read too. An
// impossible time of day leaves the date, an impossible date nothing.
func (b *Block) Created() Date {
	day := strings.TrimSpace(b.Text(Application, DateCreated))
	clock := strings.TrimSpace(b.Text(Application, TimeCreated))
	if strings.Trim(day, "0-:/ ") == "" {
		return Date{}
	}
	found := Date{Raw: strings.TrimSpace(colonDate(day) + " " + colonTime(clock))}
	date, ok := isoDate(day)
	if !ok {
		found.Problem = "impossible date"
		return found
	}
	found.EDTF = date
	if clock == "" || len(date) < len("2013-02-25") {
		return found
	}
	if iso, ok := isoTime(clock); ok {
		if _, err := edtf.Parse(date + "T" + iso); err == nil {
			found.EDTF = date + "T" + iso
			return found
		}
	}
	found.Problem = "impossible time of day"
	return found
}

// isoDate writes CCYYMMDD, CCYY-MM-DD or CCYY:MM:DD as CCYY-MM-DD, as far as
// it is not zero.
func isoDate(s string) (string, bool) {
	digits := s
	if strings.ContainsAny(s, "-:/") {
		digits = strings.Map(func(r rune) rune {
			if r == '-' || r == ':' || r == '/' {
				return -1
			}
			return r
		}, s)
	}
	if len(digits) == 4 || len(digits) == 6 {
		digits += "0000"[:8-len(digits)]
	}
	if len(digits) != 8 || !allDigits(digits) || digits[:4] == "0000" {
		return "", false
	}
	date := digits[:4]
	if month := digits[4:6]; month != "00" {
		// EDTF gives numbers above 12 to seasons; IIM does not.
		if month > "12" {
			return "", false
		}
		date += "-" + month
		if day := digits[6:]; day != "00" {
			date += "-" + day
		}
	}
	_, err := edtf.Parse(date)
	return date, err == nil
}

// isoTime writes HHMMSS±HHMM, with colons or without, as HH:MM:SS±HH:MM. The
// seconds and the offset may be missing; Z is an offset.
func isoTime(s string) (string, bool) {
	zone := ""
	if i := strings.IndexAny(s, "+-Zz"); i >= 0 {
		s, zone = s[:i], s[i:]
	}
	s = strings.TrimSpace(strings.ReplaceAll(s, ":", ""))
	if len(s) == 4 {
		s += "00"
	}
	if len(s) != 6 || !allDigits(s) {
		return "", false
	}
	s = s[:2] + ":" + s[2:4] + ":" + s[4:]
	switch zone {
	case "":
		return s, true
	case "Z", "z":
		return s + "Z", true
	}
	hours := strings.ReplaceAll(zone[1:], ":", "")
	if len(hours) == 2 {
		hours += "00"
	}
	if len(hours) != 4 || !allDigits(hours) {
		return "", false
	}
	return s + zone[:1] + hours[:2] + ":" + hours[2:], true
}
