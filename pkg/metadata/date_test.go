package metadata

import (
	"strings"
	"testing"
)

func TestDateOrder(t *testing.T) {
	exif := dated{origin: "exif:DateTimeOriginal", edtf: "2013-02-25T08:14:00", raw: "2013:02:25 08:14:00"}
	tests := []struct {
		name string
		e    evidence
		want string
	}{
		{"EXIF alone, zone unknown", evidence{exif: block{date: []dated{exif}}}, `{"date":"2013-02-25T08:14:00","origins":{"date":"exif:DateTimeOriginal"}}`},
		{"GPS proves the zone", evidence{exif: block{date: []dated{exif}}, provenZone: "+09:00"}, `{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"exif:DateTimeOriginal"}}`},
		{
			"the file says another zone than GPS proves",
			evidence{exif: block{date: []dated{{origin: "exif:DateTimeOriginal", edtf: "2013-02-25T08:14:00+08:30"}}}, provenZone: "+09:00"},
			`{"date":"2013-02-25T08:14:00+08:30","origins":{"date":"exif:DateTimeOriginal"}}`,
		},
		{
			"XMP says the zone of the same time of day",
			evidence{exif: block{date: []dated{exif}}, xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25T08:14+09:00"}}}},
			`{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"exif:DateTimeOriginal"}}`,
		},
		{
			"XMP says the zone of another time of day",
			evidence{exif: block{date: []dated{exif}}, xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25T09:14:00+10:00"}}}},
			`{"date":"2013-02-25T08:14:00","origins":{"date":"exif:DateTimeOriginal"},"alternatives":[{"field":"date","origin":"xmp:DateCreated","value":"2013-02-25T09:14:00+10:00"}]}`,
		},
		{
			"XMP and IPTC say different zones",
			evidence{
				exif: block{date: []dated{exif}}, xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25T08:14:00+01:00"}}},
				iptc: block{date: []dated{{origin: "iptc:DateCreated", edtf: "2013-02-25T08:14:00-04:00"}}},
			},
			`{"date":"2013-02-25T08:14:00","origins":{"date":"exif:DateTimeOriginal"},"alternatives":[{"field":"date","origin":"xmp:DateCreated","value":"2013-02-25T08:14:00+01:00"},{"field":"date","origin":"iptc:DateCreated","value":"2013-02-25T08:14:00-04:00"}]}`,
		},
		{
			"GPS proves another zone than XMP says",
			evidence{exif: block{date: []dated{exif}}, provenZone: "+09:00", xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25T08:14:00+01:00"}}}},
			`{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"exif:DateTimeOriginal"},"alternatives":[{"field":"date","origin":"xmp:DateCreated","value":"2013-02-25T08:14:00+01:00"}]}`,
		},
		{
			"IPTC's zero offset is no zone",
			evidence{exif: block{date: []dated{exif}}, iptc: block{date: []dated{{origin: "iptc:DateCreated", edtf: "2013-02-25T08:14:00+00:00"}}}},
			`{"date":"2013-02-25T08:14:00","origins":{"date":"exif:DateTimeOriginal"},"alternatives":[{"field":"date","origin":"iptc:DateCreated","value":"2013-02-25T08:14:00+00:00"}]}`,
		},
		{
			"XMP before IPTC, less is no other",
			evidence{xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25T08:14:00Z"}}}, iptc: block{date: []dated{{origin: "iptc:DateCreated", edtf: "2013-02-25"}}}},
			`{"date":"2013-02-25T08:14:00Z","origins":{"date":"xmp:DateCreated"}}`,
		},
		{
			"a day is completed",
			evidence{xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2013-02-25"}}}, iptc: block{date: []dated{{origin: "iptc:DateCreated", edtf: "2013-02-25T08:14:00+09:00"}}}},
			`{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"iptc:DateCreated"}}`,
		},
		{
			"impossible dates are passed over, kept and reported",
			evidence{exif: block{date: []dated{{origin: "exif:DateTimeOriginal", raw: "2013:02:31 00:00:00", problem: "impossible date"}}}, name: "IMG_20130301_000000.jpg"},
			`{"date":"2013-03-01T00:00:00","origins":{"date":"filename"},"alternatives":[{"field":"date","origin":"exif:DateTimeOriginal","value":"2013:02:31 00:00:00"}],"warnings":["exif:DateTimeOriginal: impossible date \"2013:02:31 00:00:00\""]}`,
		},
		{
			"the year 2099 can't be known to be wrong, 2216 is",
			evidence{exif: block{date: []dated{{origin: "exif:DateTimeOriginal", edtf: "2099-01-01T00:00:00"}}}, xmp: block{date: []dated{{origin: "xmp:DateCreated", edtf: "2216-01-01", raw: "2216-01-01"}}}},
			`{"date":"2099-01-01T00:00:00","origins":{"date":"exif:DateTimeOriginal"},"alternatives":[{"field":"date","origin":"xmp:DateCreated","value":"2216-01-01"}],"warnings":["xmp:DateCreated: impossible date \"2216-01-01\""]}`,
		},
		{"the name before the date of the file", evidence{exif: block{created: []dated{{origin: "exif:CreateDate", edtf: "2014-01-01T00:00:00"}}}, name: "2013-02-25.jpg"}, `{"date":"2013-02-25","origins":{"date":"filename"},"alternatives":[{"field":"date","origin":"exif:CreateDate","value":"2014-01-01T00:00:00"}]}`},
		{
			"a name in UTC says the same moment",
			evidence{exif: block{date: []dated{{origin: "exif:DateTimeOriginal", edtf: "2013-02-25T17:14:00.123+09:00"}}}, name: "PXL_20130225_081400123.jpg"},
			`{"date":"2013-02-25T17:14:00.123+09:00","origins":{"date":"exif:DateTimeOriginal"}}`,
		},
		{"nothing", evidence{name: "a.jpg"}, `{}`},
	}
	for _, tt := range tests {
		m := &Metadata{}
		tt.e.xmpFresh = true
		m.reconcile(&tt.e)
		if got := asItem(t, m); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestCutOff(t *testing.T) {
	tests := []struct {
		short, long string
		want        bool
	}{
		{strings.Repeat("a", 32), strings.Repeat("a", 40), true},
		{strings.Repeat("a", 28), strings.Repeat("a", 40), false},
		{strings.Repeat("a", 33), strings.Repeat("a", 40), false},
		{strings.Repeat("a", 32), strings.Repeat("b", 40), false},
		{strings.Repeat("a", 32), strings.Repeat("a", 32), false},
		{strings.Repeat("é", 32), strings.Repeat("é", 33), true},
		{strings.Repeat("é", 16), strings.Repeat("é", 33), true},
		{strings.Repeat("a", 31), strings.Repeat("a", 31) + " b", true},
		{"", "a", false},
	}
	for _, tt := range tests {
		if got := cutOff(tt.short, tt.long, 32); got != tt.want {
			t.Errorf("%q, %q: %v", tt.short, tt.long, got)
		}
	}
	if !cutOffList([]string{"one", strings.Repeat("a", 64)}, []string{"one", strings.Repeat("a", 70)}, 64) {
		t.Error("a list with a cut keyword")
	}
	if cutOffList([]string{"one"}, []string{"two"}, 64) || cutOffList([]string{"one"}, []string{"one", "two"}, 64) || cutOffList([]string{"one"}, []string{"one"}, 64) {
		t.Error("lists that differ otherwise")
	}
}

func TestPlaceName(t *testing.T) {
	for want, names := range map[string][]string{
		"Mansu Hill, Pyongyang, North Korea": {"Mansu Hill", "Pyongyang", "", "North Korea"},
		"Singapore":                          {"", "Singapore", "singapore", "Singapore"},
		"":                                   {"", ""},
	} {
		if got := placeName(names...); got != want {
			t.Errorf("%q: %q, want %q", names, got, want)
		}
	}
}
