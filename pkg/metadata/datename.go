package metadata

import (
	"strings"

	"photoarchive/pkg/edtf"
)

// Years that a date in a file name may have: from the first photograph.
const firstYear = 1826

// DateFromName reads the date that cameras, phones and programs write into
// file names, as an EDTF string:
//
//	IMG_20130225_081400.jpg, VID_…, 20130225_081400.jpg, WIN_20130225_08_14_00_Pro.jpg
//	2013-02-25 08.14.00.jpg, photo_2013-02-25_08-14-00.jpg, signal-2013-02-25-081400.jpg
//	2013-02-25_08-00-00_UTC.jpg (Instaloader: UTC)
//	PXL_20130225_081400123.jpg (Pixel phones: UTC with milliseconds)
//	IMG-20130225-WA0001.jpg, WhatsApp Image 2013-02-25 at 08.14.00.jpeg (date only)
//	Screenshot_20130225-081400.png, Screenshot 2013-02-25 at 08.14.00.png (date only)
//
// The time of day has no zone unless the name is known to be in UTC. Numbers
// that only look like a date are refused: parts of longer ones, days that are
// in no calendar, years before 1826 or after 2100.
func DateFromName(name string) (string, bool) {
	name = baseName(name)
	if len(name) > 1000 || isUUID(stem(name)) {
		return "", false
	}
	for i := 0; i < len(name); i++ {
		if !isDigit(name[i]) {
			continue
		}
		n := digitsAt(name, i)
		day, rest, ok := dayAt(name[:i], name[i:], n)
		if !ok {
			i += n - 1
			continue
		}
		if dateOnly(name) {
			return day, true
		}
		if clock, ok := clockAt(rest); ok {
			full := day + "T" + clock
			if strings.HasPrefix(name, "PXL_") && !strings.HasSuffix(full, "Z") {
				full += "Z"
			}
			if _, err := edtf.Parse(full); err == nil {
				return full, true
			}
		}
		return day, true
	}
	return "", false
}

// dayAt reads the day that s begins with, behind before; n is the number of
// digits s begins with. rest is what follows, up to the time of day.
func dayAt(before, s string, n int) (day, rest string, ok bool) {
	switch {
	case n == 8:
		day, rest = s[:4]+"-"+s[4:6]+"-"+s[6:8], s[8:]
	case n == 14:
		// IMG20130225081400, or nothing but the digits.
		day, rest = s[:4]+"-"+s[4:6]+"-"+s[6:8], "_"+s[8:]
		if clock, ok := clockAt(rest); !ok {
			return "", "", false
		} else if _, err := edtf.Parse(day + "T" + clock); err != nil {
			return "", "", false
		}
	case n == 4 && len(s) >= 10 && isSeparator(s[4]) && s[7] == s[4] && digitsAt(s, 5) == 2:
		if d := digitsAt(s, 8); d != 2 {
			return "", "", false
		}
		day, rest = s[:4]+"-"+s[5:7]+"-"+s[8:10], s[10:]
	default:
		return "", "", false
	}
	// A point or a minus in front makes it part of a number or of another date.
	if len(before) >= 2 && isSeparator(before[len(before)-1]) && before[len(before)-1] != '_' && before[len(before)-1] != '-' &&
		isDigit(before[len(before)-2]) {
		return "", "", false
	}
	year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
	if year < firstYear || year > lastYear || day[5:7] > "12" {
		return "", "", false
	}
	_, err := edtf.Parse(day)
	return day, rest, err == nil
}

// clockAt reads the time of day behind a day: a separator, then HHMMSS with
// milliseconds or without, or HH.MM.SS with one separator.
func clockAt(s string) (string, bool) {
	if s == "" || !isSeparator(s[0]) && s[0] != ' ' && s[0] != 'T' {
		return "", false
	}
	s = strings.TrimPrefix(s[1:], "at ")
	var clock, rest string
	switch n := digitsAt(s, 0); {
	case n == 6:
		clock, rest = s[:2]+":"+s[2:4]+":"+s[4:6], s[6:]
	case n == 9:
		clock, rest = s[:2]+":"+s[2:4]+":"+s[4:6]+"."+s[6:9], s[9:]
	case n == 2 && len(s) >= 8 && digitsAt(s, 3) == 2 && digitsAt(s, 6) == 2 && s[2] == s[5] && (isSeparator(s[2]) || s[2] == ':' || s[2] == ' '):
		clock, rest = s[:2]+":"+s[3:5]+":"+s[6:8], s[8:]
	default:
		return "", false
	}
	if strings.HasPrefix(rest, "_UTC") || strings.HasPrefix(rest, " UTC") || strings.HasPrefix(rest, "Z") {
		clock += "Z"
	}
	return clock, true
}

// dateOnly tells whether the time of day in a name is not the picture's: it
// is when the screen was captured or the message came.
func dateOnly(name string) bool {
	lower := strings.ToLower(name)
	for _, word := range [...]string{"whatsapp", "screenshot", "screen shot", "screen_shot", "bildschirmfoto", "schermafbeelding"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// isUUID tells whether s is a UUID, whose digits mean nothing.
func isUUID(s string) bool {
	if len(s) < 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	for i := range 36 {
		c := s[i]
		if c != '-' && !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

func isSeparator(c byte) bool { return c == '-' || c == '_' || c == '.' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digitsAt counts the digits of s from i on.
func digitsAt(s string, i int) int {
	n := 0
	for i+n < len(s) && isDigit(s[i+n]) {
		n++
	}
	return n
}
