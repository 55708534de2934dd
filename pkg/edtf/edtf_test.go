package edtf

import (
	"fmt"
	"reflect"
	"testing"
)

// written shows a span as dates.
func written(s Span) string {
	show := func(day int64) string {
		y, m, d := Civil(day)
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	first, last := show(s.First), show(s.Last)
	if s.First == MinDay {
		first = ".."
	}
	if s.Last == MaxDay {
		last = ".."
	}
	return first + "/" + last
}

func must(t *testing.T, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestZeroDateIsNoDate(t *testing.T) {
	var d Date
	everything := Span{MinDay, MaxDay}
	if !d.IsZero() || d.String() != "" || d.HasTime() || d.Precise() || d.Precision() != PrecisionNone || d.Spans() != nil {
		t.Errorf("the zero Date says it is one: %+v", d)
	}
	if d.Overlaps(everything) || d.Span().Overlaps(everything) || everything.Overlaps(d.Span()) {
		t.Error("the zero Date overlaps a day")
	}
	if sec, nsec := d.Start(); sec != MinDay*86400 || nsec != 0 {
		t.Errorf("start %d, %d", sec, nsec)
	}
	if _, ok := d.Time(); ok {
		t.Error("the zero Date has an instant")
	}
	if must(t, "XXXX").IsZero() {
		t.Error("XXXX is a date")
	}
}

func TestOpenEndsLieBeyondEveryYearAndTheirSecondsFit(t *testing.T) {
	first, last := must(t, "Y-1E11").Span(), must(t, "Y1E11").Span()
	if first.First <= MinDay || last.Last >= MaxDay {
		t.Errorf("years reach the open ends: %v, %v", first, last)
	}
	if y, m, d := Civil(first.First); y != MinYear || m != 1 || d != 1 {
		t.Errorf("first day is %d-%d-%d", y, m, d)
	}
	if y, m, d := Civil(last.Last); y != MaxYear || m != 12 || d != 31 {
		t.Errorf("last day is %d-%d-%d", y, m, d)
	}
	if MinDay*86400/86400 != MinDay || (MaxDay+1)*86400/86400 != MaxDay+1 {
		t.Error("seconds of open ends overflow")
	}
}

func TestSetsTellTheirMembers(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"{1667,1668,1670..1672}", []string{"1667", "1668", "1670/1672"}},
		{"[..1760-12-03,1762]", []string{"../1760-12-03", "1762"}},
		{"[1760-01,1760-02,1760-12..]", []string{"1760-01", "1760-02", "1760-12/.."}},
		{"{1985,1960}", []string{"1985", "1960"}},
		{"[XXXX,195X]", []string{"../..", "195X"}},
		{"1985-XX-30", []string{"1985-XX-30"}},
		{"1985/2000", []string{"1985/2000"}},
	} {
		var want []Span
		for _, s := range c.want {
			want = append(want, must(t, s).Span())
		}
		d := must(t, c.in)
		if got := d.Spans(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", c.in, got, want)
		}
		d.Spans()[0] = Span{}
		if d.Spans()[0] != want[0] {
			t.Errorf("%s: its spans can be changed from outside", c.in)
		}
	}
}

func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		date, days string
		want       bool
	}{
		{"2013-02-25", "2013-02", true},
		{"2013-02-25", "2013-02-25", true},
		{"2013-02-25", "2013-02-26", false},
		{"2013-02", "2013-02-28/2013-03-05", true},
		{"2013-02", "2013-03", false},
		{"195X", "1959-12-31", true},
		{"195X", "1960", false},
		{"1984?", "1983", false}, // qualifiers widen nothing
		{"1984~", "1985", false},
		{"1984%", "1984-07", true},
		{"XXXX", "-5000", true},
		{"XXXX", "Y170000002", true},
		{"XXXX-12-25", "2013-02", true}, // by earliest and latest, not day by day
		{"1985/..", "Y170000002", true},
		{"1985/", "1984", false},
		{"../1985", "Y-170000002", true},
		{"/1985", "1986", false},
		{"2012-24", "2013-02-28", true}, // winter ends in the next year
		{"2012-24", "2012-02", false},
		{"[1667,1760-12]", "1700", false}, // between the members
		{"[1667,1760-12]", "1760", true},
		{"{1667,1668,1670..1672}", "1669", false},
		{"{1667,1668,1670..1672}", "1671", true},
		{"[..1760-12-03]", "0001", true},
		{"[1760-12..]", "1760-11", false},
		{"2013-02-25T23:30:00-08:00", "2013-02-26", false}, // the local day counts
	} {
		d, s := must(t, c.date), must(t, c.days).Span()
		if got := d.Overlaps(s); got != c.want {
			t.Errorf("%s overlaps %s: %v", c.date, c.days, got)
		}
		if len(d.Spans()) == 1 && (d.Span().Overlaps(s) != c.want || s.Overlaps(d.Span()) != c.want) {
			t.Errorf("spans of %s and %s disagree", c.date, c.days)
		}
	}
}

func TestPrecision(t *testing.T) {
	for _, c := range []struct {
		in      string
		want    Precision
		precise bool
	}{
		{"2013-02-25", PrecisionDay, true},
		{"2013-02-25?", PrecisionDay, true},
		{"?2013-02~-25", PrecisionDay, true},
		{"2013-02-25T08:14:00Z", PrecisionDay, true},
		{"-0044-03-15", PrecisionDay, true},
		{"1985-04-3X", PrecisionDay, false},
		{"2013-02-25/2013-02-25", PrecisionDay, false},
		{"[2013-02-25]", PrecisionDay, false},
		{"2013-02", PrecisionMonth, false},
		{"2012-02~", PrecisionMonth, false},
		{"1985-04-XX", PrecisionMonth, false},
		{"1985-12", PrecisionMonth, false},
		{"2013", PrecisionYear, false},
		{"2004-XX", PrecisionYear, false},
		{"1985-XX-XX", PrecisionYear, false},
		{"Y170000002", PrecisionYear, false},
		{"1950S4", PrecisionYear, false},
		{"195X", PrecisionOther, false},
		{"2001-21", PrecisionOther, false},
		{"2001-33", PrecisionOther, false},
		{"1985-04-0X", PrecisionOther, false},
		{"1985/1986", PrecisionOther, false},
		{"1985-01-01/1985-06-30", PrecisionOther, false},
		{"[1985-01,1985-12]", PrecisionOther, false},
		{"1985/..", PrecisionOther, false},
		{"../1985", PrecisionOther, false},
		{"XXXX", PrecisionOther, false},
	} {
		d := must(t, c.in)
		if d.Precision() != c.want || d.Precise() != c.precise {
			t.Errorf("%s: precision %d, precise %v", c.in, d.Precision(), d.Precise())
		}
	}
}
