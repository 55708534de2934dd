package exif

import (
	"strconv"
	"strings"
	"time"

	goexif "github.com/rwcarlsen/goexif/exif"

	"photoarchive/pkg/metadata/ifd"
)

// Date is one date and time of a block.
type Date struct {
	// Field is ExifTool's name of it: DateTimeOriginal, CreateDate, ModifyDate.
	Field string
	// EDTF is the date with its time, subseconds and the zone that the file
	// states, or "" when there is no possible date. Blank parts are left out:
	// `2013`, `2013-02`, `2013-02-25`, `2013-02-25T08:14:00.12+09:00`.
	EDTF string
	// Raw is the text as read, trimmed, with subseconds and zone as ExifTool
	// joins them (`2013:02:25 08:14:00.12+09:00`). It is "" when the field is missing.
	Raw string
	// Zone is the stated offset (`+09:00`, `Z`), or "".
	Zone string
	// Problem says in a short sentence why there is a Raw but no EDTF; else "".
	Problem string
}

// DateTimeOriginal is when the picture was taken.
func (e *EXIF) DateTimeOriginal() Date {
	return e.date("DateTimeOriginal", goexif.DateTimeOriginal, goexif.SubSecTimeOriginal, offsetOriginalTag)
}

// DateTimeDigitized is when it was digitized (ExifTool: CreateDate).
func (e *EXIF) DateTimeDigitized() Date {
	return e.date("CreateDate", goexif.DateTimeDigitized, goexif.SubSecTimeDigitized, offsetDigitizedTag)
}

// DateTimeModified is when the file was changed (ExifTool: ModifyDate).
func (e *EXIF) DateTimeModified() Date {
	return e.date("ModifyDate", goexif.DateTime, goexif.SubSecTime, offsetTag)
}

// date joins the three fields that make up one date (EXIF 2.32 §4.6.5,
// "Tags relating to date and time"): the zone stands in an entry of its own
// since EXIF 2.31.
func (e *EXIF) date(field string, name, subSec goexif.FieldName, offset uint16) Date {
	d := Date{Field: field, Raw: e.text(name)}
	if d.Raw == "" {
		return d
	}
	t, problem := parseDate(d.Raw)
	if frac := e.text(subSec); t.frac == "" && digits(frac) {
		t.frac = frac
		d.Raw += "." + frac
	}
	if t.zone == "" {
		if z, ok := parseZone(e.ownText(offset)); ok {
			t.zone = z
			d.Raw += z
		}
	}
	if problem != "" {
		d.Problem = problem
		return d
	}
	d.EDTF = t.edtf()
	if t.precision == toSecond || t.precision == toMinute {
		d.Zone = t.zone
	}
	return d
}

// ownText returns a text entry of the Exif directory, else of IFD0, that
// goexif doesn't know.
func (e *EXIF) ownText(id uint16) string {
	for _, kind := range []ifd.Kind{ifd.Exif, ifd.Main} {
		if d := e.tree.Dir(kind, 0); d != nil {
			if entry, ok := d.Find(id); ok {
				return trim(decodeText(entry.Data))
			}
		}
	}
	return ""
}

// precision says how far a date goes.
type precision uint8

const (
	toNothing precision = iota
	toYear
	toMonth
	toDay
	toMinute
	toSecond
)

// moment is a date as read: numbers, not an instant.
type moment struct {
	precision            precision
	year, month, day     int
	hour, minute, second int
	frac, zone           string
}

// parseDate reads `2013:02:25 08:14:00` and what stands in its place: other
// marks between the numbers, ISO 8601's T, subseconds, a zone, and blanks or
// zeros for parts that aren't known. It says in a sentence what is impossible.
func parseDate(s string) (moment, string) {
	var m moment
	rest, numbers := s, [6]int{}
	known := 0
	widths := [6]int{4, 2, 2, 2, 2, 2}
	for i := range numbers {
		if i > 0 {
			rest = strings.TrimLeft(rest, separators(i))
		}
		n := 0
		for n < len(rest) && n < widths[i] && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if n == 0 || i == 0 && n != 4 {
			break
		}
		numbers[i], _ = strconv.Atoi(rest[:n])
		rest = rest[n:]
		known = i + 1
	}
	m.year, m.month, m.day = numbers[0], numbers[1], numbers[2]
	m.hour, m.minute, m.second = numbers[3], numbers[4], numbers[5]
	if known == 6 {
		rest = m.fraction(rest)
	}
	if known >= 5 {
		if z, ok := parseZone(trim(rest)); ok {
			m.zone = z
		}
	}
	return m, m.check(s, known)
}

// separators are the marks allowed in front of the number at i.
func separators(i int) string {
	switch i {
	case 3:
		return " T:\x00"
	case 4, 5:
		return ": "
	}
	return ":-/. "
}

// fraction takes the subseconds off the text behind the seconds.
func (m *moment) fraction(rest string) string {
	if len(rest) < 2 || rest[0] != '.' && rest[0] != ',' {
		return rest
	}
	n := 1
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	m.frac = rest[1:n]
	return rest[n:]
}

// check sets the precision and names what is impossible. Zeros count as not known.
func (m *moment) check(s string, known int) string {
	if !strings.ContainsAny(s, "123456789") {
		return "the date is empty"
	}
	switch {
	case known == 0:
		return "not a date"
	case m.year == 0:
		return "there is no year"
	case known < 2 || m.month == 0:
		m.precision = toYear
	case m.month > 12:
		return "there is no such month"
	case known < 3 || m.day == 0:
		m.precision = toMonth
	case m.day > daysIn(m.year, m.month):
		return "there is no such day"
	case known < 5:
		m.precision = toDay
	case m.hour > 23 || m.minute > 59 || m.second > 59:
		return "there is no such time of day"
	case known < 6:
		m.precision = toMinute
	default:
		m.precision = toSecond
	}
	return ""
}

// daysIn is the length of a month in the proleptic Gregorian calendar.
func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// edtf writes the moment (ISO 8601-2 §4): no zone where none is known. A time
// without seconds is written with none made up: EDTF has no such form, so the
// zero stands for the start of the minute, as in the file's own notation.
func (m moment) edtf() string {
	var b []byte
	b = pad(b, m.year, 4)
	if m.precision >= toMonth {
		b = pad(append(b, '-'), m.month, 2)
	}
	if m.precision >= toDay {
		b = pad(append(b, '-'), m.day, 2)
	}
	if m.precision >= toMinute {
		b = pad(append(b, 'T'), m.hour, 2)
		b = pad(append(b, ':'), m.minute, 2)
		b = pad(append(b, ':'), m.second, 2)
		if m.frac != "" {
			b = append(append(b, '.'), m.frac...)
		}
		b = append(b, m.zone...)
	}
	return string(b)
}

// pad appends v in decimal with at least width digits.
func pad(b []byte, v, width int) []byte {
	s := strconv.Itoa(v)
	for range width - len(s) {
		b = append(b, '0')
	}
	return append(b, s...)
}

// digits says whether s is some digits and nothing else.
func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// parseZone reads `+09:00`, `+0900`, `+09`, `+9:00` or `Z` and returns it as
// `+09:00` or `Z`. Offsets reach from -12:00 to +14:00 in use; 14 hours is the
// limit on both sides.
func parseZone(s string) (string, bool) {
	if s == "Z" || s == "z" {
		return "Z", true
	}
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return "", false
	}
	hours, minutes, ok := strings.Cut(s[1:], ":")
	if !ok && len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	} else if !ok {
		minutes = "00"
	}
	if !digits(hours) || !digits(minutes) || len(hours) > 2 || len(minutes) != 2 {
		return "", false
	}
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	if m > 59 || h*60+m > 14*60 {
		return "", false
	}
	return zoneText(s[0] == '-', h*60+m), true
}

// zoneText writes an offset of so many minutes. West of Greenwich is negative;
// nothing is written -00:00, which would mean something else.
func zoneText(west bool, minutes int) string {
	sign := byte('+')
	if west && minutes > 0 {
		sign = '-'
	}
	return string(pad(append(pad([]byte{sign}, minutes/60, 2), ':'), minutes%60, 2))
}
