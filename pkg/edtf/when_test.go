package edtf

import (
	"reflect"
	"testing"
	"time"
)

// wednesday is the day the words count from: 27 February 2013, late in the
// evening in Pyongyang, when it is still afternoon in UTC.
var wednesday = time.Date(2013, 2, 27, 23, 30, 0, 0, time.FixedZone("", 9*3600))

func TestParseWhen(t *testing.T) {
	for _, c := range []struct {
		in, text string
		want     []string // EDTF with the same days
	}{
		{"2013", "2013", []string{"2013"}},
		{"2013-02", "2013-02", []string{"2013-02"}},
		{"2013-02-25", "2013-02-25", []string{"2013-02-25"}},
		{" 2013 ", "2013", []string{"2013"}},
		{"2013..2014", "2013..2014", []string{"2013/2014"}},
		{"2013-02..2013-03", "2013-02..2013-03", []string{"2013-02/2013-03"}},
		{"2013-02-25..2013-02-25", "2013-02-25..2013-02-25", []string{"2013-02-25"}},
		{"2013..2013-06", "2013..2013-06", []string{"2013-01-01/2013-06-30"}},
		{"2013-06..2013", "2013-06..2013", []string{"2013-06-01/2013-12-31"}},
		{"..2013-02", "..2013-02", []string{"../2013-02"}},
		{"2013-02..", "2013-02..", []string{"2013-02/.."}},
		{"2013-02 .. 2013-03", "2013-02..2013-03", []string{"2013-02/2013-03"}},
		{"195X..1961", "195X..1961", []string{"1950/1961"}},
		{"1984?..~1985", "1984?..~1985", []string{"1984/1985"}},
		{"2012-24..2013-21", "2012-24..2013-21", []string{"2012-12-01/2013-05-31"}},
		{"-0044..0014", "-0044..0014", []string{"-0044/0014"}},
		{"XXXX..2013", "XXXX..2013", []string{"../2013"}},
		{"Y-17E7..-9999", "Y-17E7..-9999", []string{"Y-17E7/-9999"}},
		{"2013-02-25T08:14:00.50..2013-02-26T09:00Z", "2013-02-25T08:14:00.50..2013-02-26T09:00Z", []string{"2013-02-25/2013-02-26"}},
		{"2013-02-25T23:30:00-08:00", "2013-02-25T23:30:00-08:00", []string{"2013-02-25"}},
		// EDTF with dots and slashes of its own
		{"195X", "195X", []string{"195X"}},
		{"2001-21", "2001-21", []string{"2001-03/2001-05"}},
		{"1985/..", "1985/..", []string{"1985/.."}},
		{"../1985", "../1985", []string{"../1985"}},
		{"1985/", "1985/", []string{"1985/.."}},
		{"../..", "../..", []string{"../.."}},
		{"[1667,1668,1670..1672]", "[1667,1668,1670..1672]", []string{"1667", "1668", "1670/1672"}},
		{"{..1760-12-03,1762}", "{..1760-12-03,1762}", []string{"../1760-12-03", "1762"}},
		// words
		{"today", "today", []string{"2013-02-27"}},
		{"TODAY", "today", []string{"2013-02-27"}},
		{"yesterday", "yesterday", []string{"2013-02-26"}},
		{"this week", "this-week", []string{"2013-02-25/2013-03-03"}},
		{"last week", "last-week", []string{"2013-02-18/2013-02-24"}},
		{"this month", "this-month", []string{"2013-02"}},
		{"last month", "last-month", []string{"2013-01"}},
		{"Last-Month", "last-month", []string{"2013-01"}},
		{"last_month", "last-month", []string{"2013-01"}},
		{"  last \t month ", "last-month", []string{"2013-01"}},
		{"this year", "this-year", []string{"2013"}},
		{"last year", "last-year", []string{"2012"}},
		{"last-month..today", "last-month..today", []string{"2013-01-01/2013-02-27"}},
		{"Last Year .. 2013-01", "last-year..2013-01", []string{"2012-01-01/2013-01-31"}},
		{"yesterday..", "yesterday..", []string{"2013-02-26/.."}},
		{"..this_week", "..this-week", []string{"../2013-03-03"}},
		{"2013-02..yesterday", "2013-02..yesterday", []string{"2013-02-01/2013-02-26"}},
	} {
		w, err := ParseWhen(c.in, wednesday)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		var want []Span
		for _, s := range c.want {
			want = append(want, must(t, s).Span())
		}
		if !reflect.DeepEqual(w.Spans(), want) {
			t.Errorf("%s: %v, want %v", c.in, w.Spans(), want)
		}
		if w.String() != c.text {
			t.Errorf("%s: printed as %q, want %q", c.in, w, c.text)
		}
		if again, err := ParseWhen(w.String(), wednesday); err != nil || !reflect.DeepEqual(again, w) {
			t.Errorf("%s: printed and read again: %v, %v", c.in, again, err)
		}
	}
}

func TestRelativeWordsAtTheEdgesOfTheCalendar(t *testing.T) {
	for _, c := range []struct{ now, word, want string }{
		{"2013-02-25", "this week", "2013-02-25/2013-03-03"}, // a Monday
		{"2013-03-03", "this week", "2013-02-25/2013-03-03"}, // a Sunday
		{"2013-03-03", "last week", "2013-02-18/2013-02-24"},
		{"2012-12-31", "this week", "2012-12-31/2013-01-06"},
		{"2013-01-06", "this week", "2012-12-31/2013-01-06"},
		{"2013-01-07", "last week", "2012-12-31/2013-01-06"},
		{"2024-03-01", "this week", "2024-02-26/2024-03-03"},
		{"1970-01-01", "this week", "1969-12-29/1970-01-04"},
		{"1969-12-28", "this week", "1969-12-22/1969-12-28"},
		{"1969-12-28", "last week", "1969-12-15/1969-12-21"},
		{"2013-01-31", "last month", "2012-12"},
		{"2013-03-31", "last month", "2013-02"},
		{"2024-03-31", "last month", "2024-02-01/2024-02-29"},
		{"2024-02-29", "this month", "2024-02"},
		{"2024-02-29", "last year", "2023"},
		{"2024-02-29", "today", "2024-02-29"},
		{"2024-03-01", "yesterday", "2024-02-29"},
		{"2023-03-01", "yesterday", "2023-02-28"},
		{"2013-01-01", "yesterday", "2012-12-31"},
		{"0001-01-01", "last month", "0000-12"},
		{"0000-01-01", "last year", "-0001"},
	} {
		y, m, d := Civil(must(t, c.now).Span().First)
		w, err := ParseWhen(c.word, time.Date(y, time.Month(m), d, 12, 0, 0, 0, time.UTC))
		if err != nil {
			t.Errorf("%s: %v", c.word, err)
			continue
		}
		if want := must(t, c.want).Spans(); !reflect.DeepEqual(w.Spans(), want) {
			t.Errorf("%s on %s: %v, want %s", c.word, c.now, w.Spans(), c.want)
		}
	}
}

// TestRelativeWordsUseTheZoneOfNow: one instant is two days.
func TestRelativeWordsUseTheZoneOfNow(t *testing.T) {
	now := time.Date(2013, 2, 28, 16, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		hours       int
		today, last string
	}{
		{0, "2013-02-28", "2013-01"},
		{9, "2013-03-01", "2013-02"},
		{-11, "2013-02-28", "2013-01"},
		{-17, "2013-02-27", "2013-01"},
	} {
		local := now.In(time.FixedZone("", c.hours*3600))
		for word, want := range map[string]string{"today": c.today, "last month": c.last} {
			w, err := ParseWhen(word, local)
			if err != nil || !reflect.DeepEqual(w.Spans(), must(t, want).Spans()) {
				t.Errorf("%s at %v: %v, %v", word, local, w.Spans(), err)
			}
		}
	}
}

func TestParseWhenErrors(t *testing.T) {
	const words = "expected a date such as 2013-02, today, yesterday, or this or last week, month or year, found "
	for _, c := range []struct{ in, want string }{
		{"", "column 1: expected a year of four digits, found the end"},
		{"  ", "column 1: expected a year of four digits, found the end"},
		{"..", "column 1: a range has a date before or after its .."},
		{" .. ", "column 2: a range has a date before or after its .."},
		{"2013-03..2013-02", "column 10: the range ends before it begins: 2013-02 is before 2013-03"},
		{"today..last month", "column 8: the range ends before it begins: last-month is before today"},
		{"196X..1959", "column 7: the range ends before it begins: 1959 is before 196X"},
		{"2013..-2013", "column 7: the range ends before it begins: -2013 is before 2013"},
		{"2013-13", "column 6: month 13 is not in 01..12"},
		{" 2013-13", "column 7: month 13 is not in 01..12"},
		{"2013..2013-02-30", "column 15: day 30 is not in 01..28"},
		{"2013-02-30..", "column 9: day 30 is not in 01..28"},
		{"..2013-02-30", "column 11: day 30 is not in 01..28"},
		{"2013..2014..2015", "column 11: expected '-' and a month, or the end, found '.'"},
		{"2013...2014", "column 7: expected a year of four digits, found '.'"},
		{"2013..[2014]", "column 7: a range goes from one date to another, not to a set"},
		{"2013..{2014}", "column 7: a range goes from one date to another, not to a set"},
		{"[2013]..2014", "column 7: expected the end, found '.'"},
		{"2013/2014..2015", "column 10: expected '-' and a month, or the end, found '.'"},
		{"2013/02/25", "column 8: expected a year of four digits, found '/'; a slash stands once, between start and end"},
		{"tomorrow", "column 1: " + words + `"tomorrow"`},
		{"last-fortnight", "column 1: " + words + `"last-fortnight"`},
		{"last--month", "column 1: " + words + `"last--month"`},
		{"lastmonth..today", "column 1: " + words + `"lastmonth"`},
		{"2013..Feb 2014", "column 7: " + words + `"Feb 2014"`},
		{"yesterdy", "column 1: " + words + `"yesterdy"`},
		{"июнь", "column 1: " + words + `"июнь"`},
		{"2013..июнь..", "column 7: " + words + `"июнь.."`},
		{"abcdefghijklmnopqrstuvwxyzабвгде", "column 1: " + words + `"abcdefghijklmnopqrstuvwxyzабвг…"`},
		{"xxxx", "column 1: expected a year of four digits, found 'x'"},
		{"y17000", "column 1: expected a year of four digits, found 'y'; letters are capitals"},
		{"２..2013", "column 1: expected a year of four digits, found '２'; write the digits 0 to 9"},
		{"-today", "column 2: expected a year of four digits, found 't'"},
	} {
		w, err := ParseWhen(c.in, wednesday)
		if err == nil || err.Error() != "date: "+c.want {
			t.Errorf("%q: %v, want %s", c.in, err, c.want)
		}
		if w.String() != "" || w.Spans() != nil {
			t.Errorf("%q: a condition beside the error: %v", c.in, w)
		}
	}
}

func TestWhenMatches(t *testing.T) {
	for _, c := range []struct {
		when, date string
		want       bool
	}{
		{"2013-02..2013-03", "2013-02-25T08:14:00+09:00", true},
		{"2013-02..2013-03", "2013", true},
		{"2013-02..2013-03", "2013-04-01", false},
		{"2013-02-25", "201X", true},
		{"..1950", "195X", true},
		{"..1949", "195X", false},
		{"2014..", "2013/..", true},
		{"2014..", "2013/2013-12", false},
		{"today", "2013-02-27T00:00:00Z", true},
		{"[1667,1760-12]", "1700", false},
		{"[1667,1760-12]", "{1600,1760-12-03}", true},
		{"1700", "[1667,1760-12]", false},
		{"1985", "XXXX", true},
		{"..0000", "XXXX", true},
	} {
		w, err := ParseWhen(c.when, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		d := must(t, c.date)
		if got := w.Matches(d); got != c.want {
			t.Errorf("%s matches %s: %v", c.when, c.date, got)
		}
		any := false
		for _, s := range d.Spans() {
			any = any || w.Overlaps(s)
		}
		if any != c.want {
			t.Errorf("%s overlaps the spans of %s: %v", c.when, c.date, any)
		}
		if w.Matches(Date{}) {
			t.Errorf("%s matches no date", c.when)
		}
	}
	if (When{}).Matches(must(t, "XXXX")) {
		t.Error("the zero When matches")
	}
}
