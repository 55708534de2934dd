package edtf

import (
	"errors"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "column 1: expected a year of four digits, found the end"},
		{"198", "column 4: expected a year of four digits, found the end"},
		{"today", "column 1: expected a year of four digits, found 't'"},
		{"+2006", "column 1: expected a year of four digits, found '+'"},
		{"-0000", "column 1: the year 0000 has no sign"},
		{"-0000-01-01", "column 1: the year 0000 has no sign"},
		{"19850412", "column 5: a year has four digits; a longer one begins with Y, and month and day are set off by -"},
		{"20067890%", "column 5: a year has four digits; a longer one begins with Y, and month and day are set off by -"},
		{"2013:02:25", "column 5: expected '-' and a month, or the end, found ':'"},
		{"2013-", "column 6: expected a month of two digits, found the end"},
		{"2013-2-5", "column 7: expected a month of two digits, found '-'"},
		{"2013-13", "column 6: month 13 is not in 01..12"},
		{"2013-00", "column 6: month 00 is not in 01..12"},
		{"2013-20", "column 6: month 20 is not in 01..12"},
		{"2013-42", "column 6: month 42 is not in 01..12"},
		{"2013-2X", "column 6: month 2X is not in 01..12"},
		{"2013-4X-01", "column 6: month 4X is not in 01..12"},
		{"2013-02:25", "column 8: expected '-' and a day, or the end, found ':'"},
		{"2013-02-", "column 9: expected a day of two digits, found the end"},
		{"2013-02-2", "column 10: expected a day of two digits, found the end"},
		{"2013-02-251", "column 11: expected T and a time, or the end, found '1'"},
		{"2013-02-00", "column 9: day 00 is not in 01..28"},
		{"2003-02-29", "column 9: day 29 is not in 01..28"},
		{"2004-02-30", "column 9: day 30 is not in 01..29"},
		{"1900-02-29", "column 9: day 29 is not in 01..28"},
		{"-0001-02-29", "column 10: day 29 is not in 01..28"},
		{"1960-06-31", "column 9: day 31 is not in 01..30"},
		{"1960-01-32", "column 9: day 32 is not in 01..31"},
		{"2004-02-3X", "column 9: there is no day 2004-02-3X"},
		{"2004-02-4X", "column 9: there is no day 2004-02-4X"},
		{"1985-X2-31", ""}, // December
		{"1985-X4-31", "column 9: there is no day 1985-X4-31"},
		{"190X-02-30", "column 9: there is no day 190X-02-30"},
		{"XXX1-02-29", "column 9: there is no day XXX1-02-29"},
		{"-XX0X-0X-32", "column 10: there is no day -XX0X-0X-32"},
		{"XXXX-02-30", "column 9: there is no day XXXX-02-30"},
		{"2001-21-05", "column 8: 21 is a part of the year (21 to 41), which has no days"},
		{"2001-21T10:00", "column 8: a time follows only a whole date without X, ?, ~ and %"},
		{"2001-21^southernHemisphere", "column 8: expected the end, found '^'"},

		// characters
		{"2013−02−25", "column 5: expected '-' and a month, or the end, found '−'; write the plain hyphen -"},
		{"−1985", "column 1: expected a year of four digits, found '−'; write the plain hyphen -"},
		{"2013–02", "column 5: expected '-' and a month, or the end, found '–'; write the plain hyphen -"},
		{"２０１３", "column 1: expected a year of four digits, found '２'; write the digits 0 to 9"},
		{"201x", "column 4: expected a year of four digits, found 'x'; an unknown digit is a capital X"},
		{"199u", "column 4: expected a year of four digits, found 'u'; an unknown digit is a capital X"},
		{"y170000002", "column 1: expected a year of four digits, found 'y'; letters are capitals"},
		{" 1863-03-29", "column 1: expected a year of four digits, found a blank"},
		{"18 63-03-29", "column 3: expected a year of four digits, found a blank"},
		{"1863- 03-29", "column 6: expected a month of two digits, found a blank"},
		{"1863-03 -29", "column 8: expected '-' and a day, or the end, found a blank"},
		{"1863-03-29 ", "column 11: expected T and a time, or the end, found a blank"},
		{"2013-02-25 08:14:00", "column 11: expected T and a time, or the end, found a blank"},
		{"2013\u00a0", "column 5: expected '-' and a month, or the end, found a blank"},
		{"2013\n", "column 5: expected '-' and a month, or the end, found a blank"},
		{"2013\x00", `column 5: expected '-' and a month, or the end, found '\x00'`},
		{"2013\xff", "column 5: expected '-' and a month, or the end, found a byte that is not UTF-8"},
		{"\x00", `column 1: expected a year of four digits, found '\x00'`},
		{"٢٠١٣/2014", "column 1: expected a year of four digits, found '٢'; write the digits 0 to 9"},
		{"1985/2013−02", "column 10: expected '-' and a month, or the end, found '−'; write the plain hyphen -"},

		// qualifiers
		{"1984?~", "column 6: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"??1984", "column 2: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"2004-~?06", "column 7: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"2004-06?~-11", "column 9: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"2004-06-%%11", "column 10: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"2001-21?~", "column 9: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"Y17E7?~", "column 7: only one of ? ~ % fits here; uncertain and approximate together is %"},
		{"2004-(06)?", "column 6: expected a month of two digits, found '('"},
		{"?", "column 2: expected a year of four digits, found the end"},
		{"1984?06", "column 6: expected '-' and a month, or the end, found '0'"},

		// years
		{"Y", "column 2: expected the digits of a year, found the end"},
		{"Y-", "column 3: expected the digits of a year, found the end"},
		{"Y2006", "column 2: a year of four digits is written without Y"},
		{"Y-2006", "column 3: a year of four digits is written without Y"},
		{"Y012345", "column 2: a year that begins with Y has no leading 0"},
		{"Y0E5", "column 2: a year that begins with Y has no leading 0"},
		{"Y1700X", "column 6: a year that begins with Y has no X"},
		{"Y20067890-14-10", "column 10: a year with Y or S has no months"},
		{"Y17E7-12-26", "column 6: a year with Y or S has no months"},
		{"1950S2-06", "column 7: a year with Y or S has no months"},
		{"Y17E", "column 5: expected the digits of the exponent, found the end"},
		{"Y17E-7", "column 5: expected the digits of the exponent, found '-'"},
		{"Y17e7", "column 4: expected E and the exponent, found 'e'; letters are capitals"},
		{"Y17", "column 2: a year of four digits is written without Y"},
		{"Y17E0", "column 5: the exponent is not positive"},
		{"Y1E12", "column 4: the year is not in -100000000000..100000000000"},
		{"Y1E99999999999999999999", "column 4: the year is not in -100000000000..100000000000"},
		{"Y2E11", "column 2: the year is not in -100000000000..100000000000"},
		{"Y-100000000001", "column 3: the year is not in -100000000000..100000000000"},
		{"Y99999999999999999999999999E11", "column 2: the year is not in -100000000000..100000000000"},
		{"1950S", "column 6: expected the number of significant digits, found the end"},
		{"1950S0", "column 6: the number of significant digits is not positive"},
		{"195XS2", "column 5: a year with X has no significant digits"},
		{"1E3", "column 2: expected a year of four digits, found 'E'"},

		// times
		{"2013-02-25T", "column 12: expected two digits of the hour, found the end"},
		{"2013-02-25T8:14:00", "column 13: expected two digits of the hour, found ':'"},
		{"2013-02-25T08", "column 14: expected ':' and the minute, found the end"},
		{"2013-02-25T081400", "column 14: expected ':' and the minute, found '1'"},
		{"2013-02-25T08:1:00", "column 16: expected two digits of the minute, found ':'"},
		{"2013-02-25T08:14:0", "column 19: expected two digits of the second, found the end"},
		{"2013-02-25T24:00:00", "column 12: hour 24 is not in 00..23"},
		{"2013-02-25T08:60:00", "column 15: minute 60 is not in 00..59"},
		{"2013-02-25T08:14:61", "column 18: second 61 is not in 00..60"},
		{"2013-02-25T08:14:60", "column 18: second 60 is only at 23:59 UTC"},
		{"2013-02-25T08:15:60", "column 18: second 60 is only at 23:59 UTC"},
		{"2012-06-30T23:58:60Z", "column 18: second 60 is only at 23:59 UTC"},
		{"2012-06-30T23:59:60+09:00", "column 18: second 60 is only at 23:59 UTC"},
		{"2013-02-25T08:14:00.", "column 21: expected digits of the second, found the end"},
		{"2013-02-25T08:14:00,5", "column 20: expected the end, found ','"},
		{"2013-02-25T08:14:00z", "column 20: expected the end, found 'z'; letters are capitals"},
		{"2013-02-25t08:14:00", "column 11: expected T and a time, or the end, found 't'; letters are capitals"},
		{"2013-02-25T08:14:00Z15", "column 21: expected the end, found '1'"},
		{"2013-02-25T08:14:00+24", "column 21: hour of the offset 24 is not in 00..23"},
		{"2013-02-25T08:14:00+09:60", "column 24: minute of the offset 60 is not in 00..59"},
		{"2013-02-25T08:14:00+0900", "column 23: expected ':' between hour and minute of the offset, found '0'"},
		{"2013-02-25T08:14:00+9", "column 22: expected two digits of the hour of the offset, found the end"},
		{"2013-02-25T08:14:00+02:00:30", "column 26: expected the end, found ':'"},
		{"2013-02-25T08:14:00−05:00", "column 20: expected the end, found '−'; write the plain hyphen -"},
		{"2013-02-25T08:14:00?", "column 20: expected the end, found '?'"},
		{"2013-02T08:14:00", "column 8: a time follows only a whole date without X, ?, ~ and %"},
		{"2013-02-25?T08:14:00", "column 12: a time follows only a whole date without X, ?, ~ and %"},
		{"2013-02-2XT08:14:00", "column 11: a time follows only a whole date without X, ?, ~ and %"},
		{"?2013-02-25T08:14:00", "column 12: a time follows only a whole date without X, ?, ~ and %"},

		// intervals
		{"/", "column 2: an interval has a date or .. on one side of its /"},
		{"2012/2011", "column 6: the interval ends before it begins"},
		{"2004-02-02/2004-02-01", "column 12: the interval ends before it begins"},
		{"2012-24/2012-21", "column 9: the interval ends before it begins"},
		{"1000/-2000", "column 6: the interval ends before it begins"},
		{"196X/1959", "column 6: the interval ends before it begins"},
		{"2000/12-12", "column 8: expected a year of four digits, found '-'"},
		{"2013/02/25", "column 8: expected a year of four digits, found '/'; a slash stands once, between start and end"},
		{"2012/2013/1234", "column 10: expected '-' and a month, or the end, found '/'; a slash stands once, between start and end"},
		{"2012//2013", "column 6: expected a year of four digits, found '/'; a slash stands once, between start and end"},
		{"2012.../2013", "column 5: expected '-' and a month, or '/' and the end of the interval, found '.'"},
		{".../2013", "column 3: expected '/' and the end of the interval, found '.'"},
		{"2012/...", "column 8: expected the end, found '.'"},
		{"2012/open", "column 6: expected a year of four digits, found 'o'"},
		{"NONE/", "column 1: expected a year of four digits, found 'N'"},
		{"2005-07-25T10:10:10Z/2006", "column 11: the ends of an interval are dates without a time of day"},
		{"2005/2006-01-01T10:10:10Z", "column 16: the ends of an interval are dates without a time of day"},
		{"2012\\2013", `column 5: expected '-' and a month, or the end, found '\\'`},
		{"P1Y/2013", "column 1: expected a year of four digits, found 'P'"},
		{"2013/[2014]", "column 6: expected a year of four digits, found '['"},

		// sets
		{"[", "column 2: expected a year of four digits, found the end"},
		{"[]", "column 2: expected a year of four digits, found ']'"},
		{"[..]", "column 4: expected a year of four digits, found ']'"},
		{"[1667", "column 6: expected '-' and a month, or ',' or ']', found the end"},
		{"[1667}", "column 6: expected '-' and a month, or ',' or ']', found '}'"},
		{"{1667]", "column 6: expected '-' and a month, or ',' or '}', found ']'"},
		{"[1667]x", "column 7: expected the end, found 'x'"},
		{"[1667]?", "column 7: expected the end, found '?'"},
		{"[1667,]", "column 7: expected a year of four digits, found ']'"},
		{"[1667,1668, 1670..1672]", "column 12: expected a year of four digits, found a blank"},
		{"[1667,..1700]", "column 7: expected a year of four digits, found '.'"},
		{"[1667..,1700]", "column 8: expected a year of four digits, found ','"},
		{"[..1984..]", "column 8: expected '-' and a month, or ',' or ']', found '.'"},
		{"[1672..1670]", "column 8: the range ends before it begins"},
		{"[1984..1985-04]", "column 8: both sides of .. are to be years, months or days alike"},
		{"[1984-04..1985-21]", "column 11: both sides of .. are to be years, months or days alike"},
		{"[2013-02-25T08:14:00]", "column 12: the members of a set are dates without a time of day"},
		{"[1667/1668]", "column 6: expected '-' and a month, or ',' or ']', found '/'; a slash stands once, between start and end"},
		{"[[1667]]", "column 2: expected a year of four digits, found '['"},
		{"1667..1668", "column 5: expected '-' and a month, or the end, found '.'"},
	} {
		d, err := Parse(c.in)
		if c.want == "" {
			if err != nil {
				t.Errorf("%q: %v", c.in, err)
			}
			continue
		}
		if err == nil || err.Error() != "date: "+c.want {
			t.Errorf("%q: %v, want %s", c.in, err, c.want)
		}
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: error is a %T", c.in, err)
		}
		if !d.IsZero() {
			t.Errorf("%q: a date beside the error: %v", c.in, d)
		}
	}
}

func TestLongInputIsRefused(t *testing.T) {
	for _, in := range []string{
		strings.Repeat("9", 1<<20),
		"Y" + strings.Repeat("9", MaxLength),
		strings.Repeat("年", MaxLength),
	} {
		const want = "date: column 1: a date has at most 1000 bytes"
		if _, err := Parse(in); err == nil || err.Error() != want {
			t.Errorf("%d bytes: %v", len(in), err)
		}
		if _, err := ParseWhen(in, wednesday); err == nil || err.Error() != want {
			t.Errorf("%d bytes as WHEN: %v", len(in), err)
		}
	}
	fits := "[" + strings.Repeat("XXXX-02-29,", 90) + "1985]"
	if d := must(t, fits); len(d.Spans()) != 91 {
		t.Errorf("%d members", len(d.Spans()))
	}
}
