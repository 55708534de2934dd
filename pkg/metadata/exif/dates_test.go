package exif

import (
	"testing"

	"photoarchive/pkg/metadata/ifd"
)

func TestDatesOfSamples(t *testing.T) {
	blocks := sampleBlocks(t)
	e := decode(t, "camera", blocks["exif/camera-be.jpg"])
	for _, tt := range []struct{ got, want Date }{
		{e.DateTimeOriginal(), Date{"DateTimeOriginal", "2013-02-25T08:14:00.12+09:00", "2013:02:25 08:14:00.12+09:00", "+09:00", ""}},
		{e.DateTimeDigitized(), Date{"CreateDate", "2013-02-25T08:14:01.00-03:30", "2013:02:25 08:14:01.00-03:30", "-03:30", ""}},
		{e.DateTimeModified(), Date{"ModifyDate", "2013-02-26T10:00:00.5+00:00", "2013:02:26 10:00:00.5+00:00", "+00:00", ""}},
	} {
		if tt.got != tt.want {
			t.Errorf("got %+v\nwant %+v", tt.got, tt.want)
		}
	}
	for name, want := range map[string]Date{
		"zero":        {Raw: "0000:00:00 00:00:00", Problem: "the date is empty"},
		"blank":       {Raw: ":  :     :  :", Problem: "the date is empty"},
		"hour-24":     {Raw: "2004:02:29 24:24:27", Problem: "there is no such time of day"},
		"no-such-day": {Raw: "2003:02:29 10:00:00", Problem: "there is no such day"},
		"day-only":    {Raw: "2013:02:25", EDTF: "2013-02-25"},
		"iso":         {Raw: "2013-02-25T08:14:00+09:00", EDTF: "2013-02-25T08:14:00+09:00", Zone: "+09:00"},
		"future":      {Raw: "2216:11:15 11:46:51", EDTF: "2216-11-15T11:46:51"},
	} {
		want.Field = "DateTimeOriginal"
		if got := decode(t, name, blocks["exif/date-"+name+".jpg"]).DateTimeOriginal(); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, edtf, problem string }{
		{"2013:02:25 08:14:00", "2013-02-25T08:14:00", ""},
		{"2013:2:5 8:4:0", "2013-02-05T08:04:00", ""},
		{"2013/02/25 08:14:00", "2013-02-25T08:14:00", ""},
		{"2013.02.25 08:14", "2013-02-25T08:14:00", ""},
		{"20130225 081400", "2013-02-25T08:14:00", ""},
		{"2013-02-25T08:14:00.5Z", "2013-02-25T08:14:00.5Z", ""},
		{"2013:02:25 08:14:00.123-0330", "2013-02-25T08:14:00.123-03:30", ""},
		{"2013:02", "2013-02", ""},
		{"2013", "2013", ""},
		{"2013:02:00 00:00:00", "2013-02", ""},
		{"2013:00:00 00:00:00", "2013", ""},
		{"2013:02:25 00:00:00", "2013-02-25T00:00:00", ""},
		{"2012:02:29 00:00:00", "2012-02-29T00:00:00", ""},
		{"1900:02:29 00:00:00", "", "there is no such day"},
		{"2000:02:29 00:00:00", "2000-02-29T00:00:00", ""},
		{"2013:13:01 00:00:00", "", "there is no such month"},
		{"2013:04:31 00:00:00", "", "there is no such day"},
		{"2013:02:25 08:60:00", "", "there is no such time of day"},
		{"2013:02:25 08:14:60", "", "there is no such time of day"},
		{"0000:02:25 08:14:00", "", "there is no year"},
		{"0000:00:00 00:00:00", "", "the date is empty"},
		{"    :  :     :  :  ", "", "the date is empty"},
		{"yesterday at 3", "", "not a date"},
		{"13:02:25 08:14:00", "", "not a date"},
	}
	for _, tt := range tests {
		m, problem := parseDate(tt.in)
		edtf := ""
		if problem == "" {
			edtf = m.edtf()
		}
		if edtf != tt.edtf || problem != tt.problem {
			t.Errorf("%q: %q, problem %q; want %q, %q", tt.in, edtf, problem, tt.edtf, tt.problem)
		}
	}
}

func TestParseZone(t *testing.T) {
	for in, want := range map[string]string{
		"+09:00": "+09:00", "-03:30": "-03:30", "+0545": "+05:45", "+9:00": "+09:00", "+14:00": "+14:00", "-00:00": "+00:00",
		"+05": "+05:00", "Z": "Z", "z": "Z",
		"+14:01": "", "+24:00": "", "+09:60": "", "   :  ": "", "": "", "+": "", "09:00": "", "+ab:cd": "", "+09:0": "", "+123:00": "",
	} {
		if got, ok := parseZone(in); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", in, got, ok, want)
		}
	}
}

// TestDateInTheOtherDirectory finds dates where TIFF/EP has them, in IFD0.
func TestDateInTheOtherDirectory(t *testing.T) {
	e := of(t, []ifd.Entry{
		entryOf(0x9003, ifd.ASCII, "2013:02:25 08:14:00\x00"),
		entryOf(0x9011, ifd.ASCII, "+09:00\x00"),
		entryOf(0x9291, ifd.ASCII, "50 \x00"),
	}, nil, nil)
	if got := e.DateTimeOriginal().EDTF; got != "2013-02-25T08:14:00.50+09:00" {
		t.Errorf("date %q", got)
	}
}

func TestMissingDate(t *testing.T) {
	if got, want := of(t, nil, nil, nil).DateTimeOriginal(), (Date{Field: "DateTimeOriginal"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	// The modification date doesn't stand in.
	e := of(t, []ifd.Entry{entryOf(0x0132, ifd.ASCII, "2013:02:25 08:14:00\x00")}, nil, nil)
	if got := e.DateTimeOriginal().Raw; got != "" {
		t.Errorf("date %q", got)
	}
}
