package row

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/edtf"
)

// date reads a date as EDTF (ISO 8601-2), or as people and programs write one:
// 2013/02/25, 2013:02:25 08:14:00 (EXIF), 25.02.2013, Feb 25, 2013,
// 2013-02-25 08:14:00+0900, 20130225, seconds since 1970. Where day and month
// could be either, there is none: nothing is guessed.
func date(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 64 || s == "" {
		return "", false
	}
	if d, err := edtf.Parse(s); err == nil {
		return d.String(), true
	}
	if t, ok := unixTime(s); ok {
		return edtf.FromTime(t, true).String(), true
	}
	r := reading{}
	for s != "" {
		rest, ok := r.next(s)
		if !ok || len(rest) >= len(s) {
			return "", false
		}
		s = rest
	}
	return r.date()
}

// unixTime reads the seconds (10 digits) or milliseconds (13) since 1970.
func unixTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || n < 0:
	case len(s) == 10:
		return time.Unix(n, 0).UTC(), true
	case len(s) == 13:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// reading is a date that is being taken apart.
type reading struct {
	numbers []string // of the day, in order
	seps    string   // the character behind each number
	month   int      // where it is a word
	before  int      // the numbers before that word
	clock   string   // 08:14:00
	half    string   // am or pm
	zone    string
}

// next takes one part of a date off s.
func (r *reading) next(s string) (rest string, ok bool) {
	c := s[0]
	switch {
	case c == ' ' || c == ',' || c == '\t' || strings.HasPrefix(s, "\u00A0") || strings.HasPrefix(s, "\u202F"):
		return strings.TrimLeft(s, " ,\t\u00A0\u202F"), true
	case (c == 'T' || c == 't') && len(s) > 1 && s[1] >= '0' && s[1] <= '9' && len(r.numbers) == 3:
		return s[1:], true
	case (c == '+' || c == '-') && r.clock != "" && r.zone == "":
		return r.offset(s)
	case c >= '0' && c <= '9':
		return r.number(s)
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		n := 0
		for n < len(s) && s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' {
			n++
		}
		return strings.TrimPrefix(s[n:], "."), r.word(strings.ToLower(s[:n]))
	case strings.IndexByte("-/.:", c) >= 0 && len(r.numbers) > 0 && len(r.seps) < len(r.numbers) && r.clock == "":
		r.seps += string(c)
		return s[1:], true
	case c == '-' && r.month > 0 && r.clock == "":
		return s[1:], true
	}
	return s, false
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func (r *reading) number(s string) (string, bool) {
	n := digits(s)
	dateDone := len(r.numbers) >= 3 || r.month > 0 && len(r.numbers) >= 1
	if dateDone && n <= 2 && n < len(s) && s[n] == ':' && r.clock == "" {
		return r.time(s)
	}
	switch {
	case len(r.numbers) == 3 || n > 4 && n != 8:
		return s, false
	case n == 8 && len(r.numbers) == 0:
		r.numbers, r.seps = []string{s[:4], s[4:6], s[6:8]}, "--"
		return s[8:], true
	case n > 4:
		return s, false
	}
	if len(r.seps) < len(r.numbers) {
		r.seps += " "
	}
	r.numbers = append(r.numbers, s[:n])
	rest := s[n:]
	for _, ending := range [...]string{"st", "nd", "rd", "th"} { // 25th February
		if n <= 2 && strings.HasPrefix(rest, ending) {
			return rest[2:], true
		}
	}
	return rest, true
}

// time reads hh:mm, hh:mm:ss, and a fraction of the second.
func (r *reading) time(s string) (string, bool) {
	parts := []string{}
	for {
		n := digits(s)
		if n == 0 || n > 2 {
			return s, false
		}
		parts = append(parts, s[:n])
		s = s[n:]
		if len(parts) == 3 || s == "" || s[0] != ':' {
			break
		}
		s = s[1:]
	}
	for i, p := range parts {
		parts[i] = fmt.Sprintf("%02s", p)
	}
	if len(parts) == 2 {
		parts = append(parts, "00")
	}
	if len(parts) != 3 {
		return s, false
	}
	r.clock = strings.Join(parts, ":")
	if len(s) > 1 && (s[0] == '.' || s[0] == ',') && digits(s[1:]) > 0 {
		n := min(digits(s[1:]), 9)
		r.clock += "." + s[1:1+n]
		s = s[1+digits(s[1:]):]
	}
	return s, true
}

// offset reads +09:00, +0900 or +09.
func (r *reading) offset(s string) (string, bool) {
	n := digits(s[1:])
	switch {
	case n == 2 && len(s) >= 6 && s[3] == ':' && digits(s[4:]) == 2:
		r.zone = s[:6]
		return s[6:], true
	case n == 4:
		r.zone = s[:3] + ":" + s[3:5]
		return s[5:], true
	case n == 2:
		r.zone = s[:3] + ":00"
		return s[3:], true
	}
	return s, false
}

func (r *reading) word(w string) bool {
	switch w {
	case "z", "utc", "gmt":
		if r.clock == "" || r.zone != "" {
			return false
		}
		r.zone = "Z"
		return true
	case "am", "pm":
		ok := r.clock != "" && r.half == ""
		r.half = w
		return ok
	case "of", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if w == name || w == name[:3] || m == time.September && w == "sept" {
			ok := r.month == 0
			r.month, r.before = int(m), len(r.numbers)
			return ok
		}
	}
	return false
}

// date puts the parts together, where they can be only one date.
func (r *reading) date() (string, bool) {
	var y, m, d string
	n := r.numbers
	switch {
	case r.month > 0 && len(n) == 1 && len(n[0]) == 4: // February 2013
		y, m = n[0], strconv.Itoa(r.month)
	case r.month > 0 && len(n) == 2 && len(n[1]) == 4 && len(n[0]) <= 2: // 25 February 2013, Feb 25, 2013
		y, m, d = n[1], strconv.Itoa(r.month), n[0]
	case r.month > 0 && len(n) == 2 && len(n[0]) == 4 && r.before == 1: // 2013 February 25
		y, m, d = n[0], strconv.Itoa(r.month), n[1]
	case r.month > 0:
		return "", false
	case len(n) == 3 && len(n[0]) == 4 && r.evenly():
		y, m, d = n[0], n[1], n[2]
	case len(n) == 3 && len(n[2]) == 4 && r.evenly():
		y = n[2]
		if m, d = order(n[0], n[1]); m == "" {
			return "", false
		}
	case len(n) == 2 && len(n[0]) == 4 && r.evenly(): // 2013/02
		y, m = n[0], n[1]
	default:
		return "", false
	}
	if len(m) > 2 || len(d) > 2 {
		return "", false
	}
	return r.print(y, m, d)
}

// evenly tells whether one sign stands between the numbers, and no space.
func (r *reading) evenly() bool {
	return r.seps != "" && strings.Trim(r.seps, r.seps[:1]) == "" && r.seps[0] != ' '
}

// order tells month and day apart where only one of the two can be a month, or
// both are the same.
func order(a, b string) (month, day string) {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	switch {
	case errX != nil || errY != nil || len(a) > 2 || len(b) > 2:
		return "", ""
	case x > 12 && y <= 12 || x == y:
		return b, a
	case y > 12 && x <= 12:
		return a, b
	}
	return "", ""
}

func (r *reading) print(y, m, d string) (string, bool) {
	s := y + "-" + fmt.Sprintf("%02s", m)
	if d != "" {
		s += "-" + fmt.Sprintf("%02s", d)
	}
	if r.clock != "" {
		clock, ok := r.twentyFour()
		if !ok || d == "" {
			return "", false
		}
		s += "T" + clock + r.zone
	}
	parsed, err := edtf.Parse(s)
	if err != nil {
		return "", false
	}
	return parsed.String(), true
}

func (r *reading) twentyFour() (string, bool) {
	if r.half == "" {
		return r.clock, true
	}
	hour, err := strconv.Atoi(r.clock[:2])
	if err != nil || hour < 1 || hour > 12 {
		return "", false
	}
	hour %= 12
	if r.half == "pm" {
		hour += 12
	}
	return fmt.Sprintf("%02d%s", hour, r.clock[2:]), true
}
