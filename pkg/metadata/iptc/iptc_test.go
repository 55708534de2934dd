package iptc

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/tag"
)

// ds writes a dataset (IIM 4.2 §1.6).
func ds(record, number byte, data string) string {
	return string([]byte{marker, record, number, byte(len(data) >> 8), byte(len(data))}) + data
}

// extended writes a dataset with its length in n bytes (§1.6b).
func extended(number byte, n int, data string) string {
	b := []byte{marker, Application, number, 0x80, byte(n)}
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(len(data)>>(8*i)))
	}
	return string(b) + data
}

// swap reverses each 32-bit word, as TIFF writers with the wrong type do.
func swap(s string) string {
	for len(s)%4 != 0 {
		s += "\x00"
	}
	b := []byte(s)
	for i := 0; i < len(b); i += 4 {
		b[i], b[i+1], b[i+2], b[i+3] = b[i+3], b[i+2], b[i+1], b[i]
	}
	return string(b)
}

func TestParse(t *testing.T) {
	long := strings.Repeat("long ", 10_000)
	tests := []struct {
		name, block string
		want        map[uint8][]string
		err         error
	}{
		{"one", ds(2, Caption, "A caption"), map[uint8][]string{Caption: {"A caption"}}, nil},
		{
			"repeated", ds(2, Keywords, "one") + ds(2, Keywords, "two") + ds(2, City, "Pyongyang"),
			map[uint8][]string{Keywords: {"one", "two"}, City: {"Pyongyang"}},
			nil,
		},
		{"trailing NULs in a value", ds(2, City, "Pyongyang\x00\x00"), map[uint8][]string{City: {"Pyongyang"}}, nil},
		{"zeros between and behind", "\x00\x00" + ds(2, City, "a") + "\x00\x00\x00" + ds(2, Headline, "b") + "\x00", map[uint8][]string{City: {"a"}, Headline: {"b"}}, nil},
		{"junk behind", ds(2, City, "a") + "junk", map[uint8][]string{City: {"a"}}, nil},
		{"extended length", extended(Caption, 4, long), map[uint8][]string{Caption: {long}}, nil},
		{"extended length of one byte", extended(Caption, 1, "short"), map[uint8][]string{Caption: {"short"}}, nil},
		{"extended length of nine bytes", extended(Caption, 9, "short"), nil, ErrNoDatasets},
		{"extended length that overflows", "\x1c\x02\x78\x80\x08\xff\xff\xff\xff\xff\xff\xff\xffabc", nil, ErrNoDatasets},
		{"swapped words", swap(ds(2, Caption, "A caption") + ds(2, City, "Pyongyang")), map[uint8][]string{Caption: {"A caption"}, City: {"Pyongyang"}}, nil},
		{"over the end", ds(2, City, "a") + "\x1c\x02\x78\x7f\xffabc", map[uint8][]string{City: {"a"}}, ErrTruncated},
		{"header cut", ds(2, City, "a") + "\x1c\x02", map[uint8][]string{City: {"a"}}, ErrTruncated},
		{"empty", "", nil, ErrNoDatasets},
		{"zeros", strings.Repeat("\x00", 100), nil, ErrNoDatasets},
		{"no IPTC", "8BIM\x04\x04", nil, ErrNoDatasets},
		{"an empty value", ds(2, Caption, ""), map[uint8][]string{Caption: {""}}, nil},
	}
	for _, tt := range tests {
		b, err := Parse([]byte(tt.block))
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.err)
		}
		if tt.want == nil {
			if b != nil {
				t.Errorf("%s: %v, want no block", tt.name, b.Datasets)
			}
			continue
		}
		got := map[uint8][]string{}
		for _, d := range b.Datasets {
			got[d.Number] = b.Texts(d.Record, d.Number)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %.200q, want %.200q", tt.name, got, tt.want)
		}
	}
}

func TestTooManyDatasets(t *testing.T) {
	b, err := Parse([]byte(strings.Repeat(ds(2, Keywords, ""), maxDatasets+1)))
	if !errors.Is(err, ErrTooManyDatasets) || len(b.Datasets) != maxDatasets {
		t.Errorf("%d datasets, error %v", len(b.Datasets), err)
	}
}

func TestCharset(t *testing.T) {
	declare := func(escape string) string { return ds(Envelope, codedCharacterSet, escape) }
	tests := []struct{ name, block, want string }{
		{"UTF-8 declared", declare("\x1b%G") + ds(2, City, "Genève 제네바"), "Genève 제네바"},
		{"UTF-8 declared behind", ds(2, City, "Genève") + declare("\x1b%G"), "Genève"},
		{"UTF-8 level 3 declared", declare("\x1b%/I") + ds(2, City, "Genève"), "Genève"},
		{"UTF-8 declared, Latin-1 written", declare("\x1b%G") + ds(2, City, "Gen\xe8ve"), "Genève"},
		{"nothing declared, UTF-8", ds(2, City, "Genève"), "Genève"},
		{"nothing declared, cp1252", ds(2, City, "Gen\xe8ve \x93x\x94"), "Genève “x”"},
		{"nothing declared, Mac Roman is left as cp1252", ds(2, City, "Gen\x8fve \x8e"), "Gen\uFFFDve Ž"},
		{"Latin-1 declared in G2", declare("\x1b.A") + ds(2, City, "Z\xc3\xbcrich"), "ZÃ¼rich"},
		{"Latin-1 declared in G1", declare("\x1b-A") + ds(2, City, "Z\xfcrich"), "Zürich"},
		{"ASCII and Latin-1 declared", declare("\x1b(B\x1b-A") + ds(2, City, "Z\xfcrich"), "Zürich"},
		{"Latin-2 declared", declare("\x1b-B") + ds(2, City, "\xa3\xf3d\xbc"), "Łódź"},
		{"Cyrillic declared", declare("\x1b-L") + ds(2, City, "\xbc\xde\xe1\xda\xd2\xd0"), "Москва"},
		{"unknown escape", declare("\x1b$)1") + ds(2, City, "Genève"), "Genève"},
		{"cut in a character", ds(2, City, "Genève 제네\xeb"), "Genève 제네"},
		{"cut in a character, declared", declare("\x1b%G") + ds(2, City, "abc\xeb\xb0"), "abc"},
		{"cp1252 that ends like a cut character", ds(2, City, "caf\xe9"), "café"},
	}
	for _, tt := range tests {
		b, err := Parse([]byte(tt.block))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := b.Text(Application, City); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// One file may mix both: the set is judged value by value.
func TestMixedCharsets(t *testing.T) {
	b, err := Parse([]byte(ds(2, City, "Gen\xe8ve") + ds(2, CountryName, "Côte d’Ivoire")))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{b.Text(Application, City), b.Text(Application, CountryName)}
	if want := []string{"Genève", "Côte d’Ivoire"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRepeatedSingle(t *testing.T) {
	b, err := Parse([]byte(ds(2, Caption, "first") + ds(2, Caption, "second") + ds(2, Caption, "")))
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Text(Application, Caption); got != "second" {
		t.Errorf("%q, want the last that is not blank", got)
	}
}

func TestCreated(t *testing.T) {
	tests := []struct {
		date, time string
		want       Date
	}{
		{"20130225", "081400+0900", Date{"2013-02-25T08:14:00+09:00", "2013:02:25 08:14:00+09:00", ""}},
		{"20130225", "081400", Date{"2013-02-25T08:14:00", "2013:02:25 08:14:00", ""}},
		{"20130225", "081400-0330", Date{"2013-02-25T08:14:00-03:30", "2013:02:25 08:14:00-03:30", ""}},
		{"20130225", "08:14:00+09:00", Date{"2013-02-25T08:14:00+09:00", "2013:02:25 08:14:00+09:00", ""}},
		{"20130225", "0814", Date{"2013-02-25T08:14:00", "2013:02:25 0814", ""}},
		{"20130225", "081400Z", Date{"2013-02-25T08:14:00Z", "2013:02:25 08:14:00Z", ""}},
		{"20130225", "", Date{"2013-02-25", "2013:02:25", ""}},
		{"2013-02-25", "081400+0900", Date{"2013-02-25T08:14:00+09:00", "2013:02:25 08:14:00+09:00", ""}},
		{"2013:02:25", "", Date{"2013-02-25", "2013:02:25", ""}},
		{"20130200", "081400", Date{"2013-02", "2013:02:00 08:14:00", ""}},
		{"20130000", "", Date{"2013", "2013:00:00", ""}},
		{"2013", "", Date{"2013", "2013", ""}},
		{"00000000", "000000+0000", Date{}},
		{"        ", "", Date{}},
		{"", "081400", Date{}},
		{"20130231", "081400", Date{"", "2013:02:31 08:14:00", "impossible date"}},
		{"20132125", "", Date{"", "2013:21:25", "impossible date"}},
		{"20132100", "", Date{"", "2013:21:00", "impossible date"}},
		{"20130225", "242427", Date{"2013-02-25", "2013:02:25 24:24:27", "impossible time of day"}},
		{"20130225", "081400+9900", Date{"2013-02-25", "2013:02:25 08:14:00+99:00", "impossible time of day"}},
		{"yesterday", "", Date{"", "yesterday", "impossible date"}},
		{"19000229", "", Date{"", "1900:02:29", "impossible date"}},
	}
	for _, tt := range tests {
		b, err := Parse([]byte(ds(2, DateCreated, tt.date) + ds(2, TimeCreated, tt.time)))
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Created(); got != tt.want {
			t.Errorf("%q %q: %+v, want %+v", tt.date, tt.time, got, tt.want)
		}
	}
}

// The names and values are ExifTool's for the same block.
func TestTags(t *testing.T) {
	b, err := Parse([]byte(ds(1, 90, "\x1b%G") + ds(2, 0, "\x00\x04") + ds(2, Caption, "A caption\r\n") +
		ds(2, Keywords, "one") + ds(2, Keywords, "two") + ds(2, ByLine, "Ada") + ds(2, DateCreated, "20130225") +
		ds(2, TimeCreated, "081400+0900") + ds(2, 10, "5") + ds(2, City, "a") + ds(2, City, "b") +
		ds(2, 125, "\x01\x02\x03") + ds(2, 254, "unknown") + ds(7, 95, "\x7f\xff\xff\xff")))
	if err != nil {
		t.Fatal(err)
	}
	want := []tag.Tag{
		{Group: "IPTC", Name: "CodedCharacterSet", Value: "\x1b%G"},
		{Group: "IPTC", Name: "ApplicationRecordVersion", Value: int64(4)},
		{Group: "IPTC", Name: "Caption-Abstract", Value: "A caption\r\n"},
		{Group: "IPTC", Name: "Keywords", Value: []any{"one", "two"}},
		{Group: "IPTC", Name: "By-line", Value: "Ada"},
		{Group: "IPTC", Name: "DateCreated", Value: "2013:02:25"},
		{Group: "IPTC", Name: "TimeCreated", Value: "08:14:00+09:00"},
		{Group: "IPTC", Name: "Urgency", Value: "5"},
		{Group: "IPTC", Name: "City", Value: "b"},
		{Group: "IPTC", Name: "RasterizedCaption", Value: "(Binary data 3 bytes, use -b option to extract)"},
		{Group: "IPTC", Name: "MaximumObjectSize", Value: int64(0x7fffffff)},
	}
	if got := b.Tags(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(ds(1, 90, "\x1b%G") + ds(2, Caption, "A caption") + ds(2, DateCreated, "20130225") + ds(2, TimeCreated, "081400+0900")))
	f.Add([]byte(ds(1, 90, "\x1b-B") + ds(2, City, "\xa3\xf3d\xbc")))
	f.Add([]byte(extended(Caption, 4, "A caption")))
	f.Add([]byte(swap(ds(2, Caption, "A caption"))))
	f.Add([]byte("\x1c\x02\x78\x80\x08\xff\xff\xff\xff\xff\xff\xff\xffabc"))
	f.Fuzz(func(t *testing.T, block []byte) {
		before := bytes.Clone(block)
		b, err := Parse(block)
		if (b == nil) != errors.Is(err, ErrNoDatasets) {
			t.Fatalf("block %v with error %v", b, err)
		}
		if !bytes.Equal(block, before) {
			t.Fatal("Parse changed the block")
		}
		if b == nil {
			return
		}
		b.Tags()
		if d := b.Created(); d.EDTF != "" && d.Raw == "" {
			t.Fatalf("a date without what was read: %+v", d)
		}
		// What was read, written again, reads the same.
		var again bytes.Buffer
		for _, d := range b.Datasets {
			if len(d.Data) < 0x8000 {
				again.WriteString(ds(d.Record, d.Number, string(d.Data)))
			} else {
				return
			}
		}
		c, err := Parse(again.Bytes())
		if err != nil || !reflect.DeepEqual(c.Tags(), b.Tags()) {
			t.Fatalf("read again: %v", err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	block := []byte(ds(1, 90, "\x1b%G") + ds(2, Caption, strings.Repeat("A caption. ", 50)) + strings.Repeat(ds(2, Keywords, "keyword"), 20))
	b.SetBytes(int64(len(block)))
	for b.Loop() {
		p, err := Parse(block)
		if err != nil {
			b.Fatal(err)
		}
		_ = p.Text(Application, Caption)
	}
}
