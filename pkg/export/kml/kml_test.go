package kml

import (
	"encoding/xml"
	"strings"
	"testing"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// The forms of dates are those of OGC KML 2.3 §15.1; what EDTF says beyond
// stands in the ExtendedData.
func TestWhen(t *testing.T) {
	for date, want := range map[string]string{
		"":                            "",
		"nonsense":                    "",
		"2013":                        stamp("2013"),
		"1953~":                       stamp("1953"),
		"2013-02":                     stamp("2013-02"),
		"2013-02-25":                  stamp("2013-02-25"),
		"2013-02-25T08:14:00+09:00":   stamp("2013-02-25T08:14:00+09:00"),
		"2013-02-25T08:14:00Z":        stamp("2013-02-25T08:14:00Z"),
		"2013-02-25T08:14:00":         stamp("2013-02-25"), // no zone is no UTC
		"195X":                        "<TimeSpan><begin>1950-01-01</begin><end>1959-12-31</end></TimeSpan>\n",
		"1914/1918-11":                "<TimeSpan><begin>1914-01-01</begin><end>1918-11-30</end></TimeSpan>\n",
		"1914/..":                     "<TimeSpan><begin>1914-01-01</begin></TimeSpan>\n",
		"../1918":                     "<TimeSpan><end>1918-12-31</end></TimeSpan>\n",
		"2013-21":                     "<TimeSpan><begin>2013-03-01</begin><end>2013-05-31</end></TimeSpan>\n",
		"XXXX":                        "",
		"-0044-03-15":                 "",
		"Y17000":                      "",
		"{2013-01-02,2013-01-05}":     "<TimeSpan><begin>2013-01-02</begin><end>2013-01-05</end></TimeSpan>\n",
		"0001":                        stamp("0001"),
		"2013-XX":                     stamp("2013"),
		"9999-12-31T23:30:00-01:00":   stamp("9999-12-31T23:30:00-01:00"),
		"2016-12-31T23:59:60Z":        stamp("2017-01-01T00:00:00Z"),
		"2013-02-25T08:14:00.5+09:00": stamp("2013-02-25T08:14:00+09:00"),
	} {
		if got := when(date); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}

func written(t *testing.T, items ...*item.Item) (doc string, notes []string) {
	t.Helper()
	var b strings.Builder
	w := New(&b)
	for _, it := range items {
		e := &export.Entry{Item: it, Tell: func(s string) { notes = append(notes, s) }}
		if err := w.Write(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal([]byte(b.String()), new(struct{})); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
	return b.String(), notes
}

func TestDocument(t *testing.T) {
	lat, lon := -33.5, 0.0
	got, notes := written(t, &item.Item{
		ID: "aa", Caption: "A\x00 <script>alert(\"&amp;\")</script>\r\nnext\uFFFE", Tags: []string{"a;b", "c"}, Date: "195X",
		Place: &item.Place{Lat: &lat, Lon: &lon}, Picture: item.Picture{SHA256: "00"},
	}, &item.Item{ID: "bb", Title: strings.Repeat("평", 90), Caption: "AT&T", Picture: item.Picture{SHA256: "11"}})
	want := head + `<Placemark id="iaa">
<name>A &lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt;</name>
<description>A &amp;lt;script&amp;gt;alert(&amp;#34;&amp;amp;amp;&amp;#34;)&amp;lt;/script&amp;gt;&#13;&lt;br&gt;
next</description>
<TimeSpan><begin>1950-01-01</begin><end>1959-12-31</end></TimeSpan>
<ExtendedData>
<Data name="id"><value>aa</value></Data>
<Data name="caption"><value>A &lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt;&#13;
next</value></Data>
<Data name="tags"><value>a\;b; c</value></Data>
<Data name="date"><value>195X</value></Data>
<Data name="lat"><value>-33.5</value></Data>
<Data name="lon"><value>0</value></Data>
<Data name="sha256"><value>00</value></Data>
</ExtendedData>
<Point><coordinates>0,-33.5</coordinates></Point>
</Placemark>
<Placemark id="ibb">
<name>` + strings.Repeat("평", 79) + `…</name>
<description>AT&amp;T</description>
<ExtendedData>
<Data name="id"><value>bb</value></Data>
<Data name="caption"><value>AT&amp;T</value></Data>
<Data name="title"><value>` + strings.Repeat("평", 90) + `</value></Data>
<Data name="sha256"><value>11</value></Data>
</ExtendedData>
</Placemark>
</Document>
</kml>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(notes) != 1 || notes[0] != "caption: 2 characters that XML forbids were left out" {
		t.Errorf("%q", notes)
	}
	if got, _ := written(t); got != head+"</Document>\n</kml>\n" {
		t.Errorf("an empty document: %q", got)
	}
}

// Any text makes a document that a parser takes, with the text in it.
func FuzzCaption(f *testing.F) {
	for _, s := range []string{"a", "]]>", "\x00\x1b", "<b>&lt;", "\xff\ud7ff", "\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, caption string) {
		doc, _ := written(t, &item.Item{ID: "aa", Caption: caption})
		var read struct {
			Data []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"value"`
			} `xml:"Document>Placemark>ExtendedData>Data"`
		}
		if err := xml.Unmarshal([]byte(doc), &read); err != nil {
			t.Fatalf("%v\n%q", err, doc)
		}
		for _, d := range read.Data {
			if d.Name == "caption" && d.Value != valid(caption) {
				t.Fatalf("%q, not %q", d.Value, valid(caption))
			}
		}
	})
}
