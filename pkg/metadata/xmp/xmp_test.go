package xmp

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

const (
	prefixes = ` xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"` +
		` xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:foo="http://example.com/foo/"`
)

// packet wraps a description's attributes and elements as Adobe does.
func packet(attributes, elements string) string {
	return `<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Toolkit 1"><rdf:RDF` + prefixes +
		`><rdf:Description rdf:about="" ` + attributes + `>` + elements + `</rdf:Description></rdf:RDF></x:xmpmeta>` +
		strings.Repeat(" ", 50) + `<?xpacket end="w"?>`
}

func mustParse(t *testing.T, packets ...string) *Document {
	t.Helper()
	var raw [][]byte
	for _, p := range packets {
		raw = append(raw, []byte(p))
	}
	doc, err := Parse(raw...)
	if err != nil {
		t.Fatalf("%v in %.300q", err, packets)
	}
	return doc
}

// The same description, in the ways that writers put it.
func TestText(t *testing.T) {
	const want = "A caption & more"
	li := `<rdf:li xml:lang="x-default">A caption &amp; more</rdf:li>`
	alt := `<dc:description><rdf:Alt><rdf:li xml:lang="de">Deutsch</rdf:li>` + li + `</rdf:Alt></dc:description>`
	whole := packet("", alt)
	tests := []struct{ name, packet string }{
		{"language alternative", whole},
		{"attribute", packet(`dc:description="A caption &amp; more"`, "")},
		{"attribute in single quotes", packet(`dc:description='A caption &#38; more'`, "")},
		{"element", packet("", `<dc:description>A caption &#x26; more</dc:description>`)},
		{"CDATA", packet("", `<dc:description><![CDATA[A caption & more]]></dc:description>`)},
		{"CDATA and a comment in text", packet("", `<dc:description>A caption <!-- no --><![CDATA[& ]]>more</dc:description>`)},
		{"first item where none is the default", packet("", `<dc:description><rdf:Alt><rdf:li xml:lang="en">A caption &amp; more</rdf:li><rdf:li xml:lang="de">x</rdf:li></rdf:Alt></dc:description>`)},
		{"blank default", packet("", `<dc:description><rdf:Alt><rdf:li xml:lang="x-default"> </rdf:li><rdf:li xml:lang="en">A caption &amp; more</rdf:li></rdf:Alt></dc:description>`)},
		{"items without a container", packet("", `<dc:description>`+li+`</dc:description>`)},
		{"other prefix", packet("", `<q:description xmlns:q="http://purl.org/dc/elements/1.1/">A caption &amp; more</q:description>`)},
		{"default namespace", packet("", `<description xmlns="http://purl.org/dc/elements/1.1/">A caption &amp; more</description>`)},
		{"namespace without its slash", packet("", `<q:description xmlns:q="http://purl.org/dc/elements/1.1">A caption &amp; more</q:description>`)},
		{"undeclared prefixes", `<rdf:RDF><rdf:Description dc:description="A caption &amp; more"/></rdf:RDF>`},
		{"no x:xmpmeta", `<rdf:RDF` + prefixes + `><rdf:Description>` + alt + `</rdf:Description></rdf:RDF>`},
		{"no rdf:RDF", `<rdf:Description` + prefixes + `>` + alt + `</rdf:Description>`},
		{"old envelope", `<x:xapmeta xmlns:x="adobe:ns:meta/"><rdf:RDF` + prefixes + `><rdf:Description>` + alt + `</rdf:Description></rdf:RDF></x:xapmeta>`},
		{"second description", packet("", `</rdf:Description><rdf:Description rdf:about="">`+alt)},
		{"typed node", `<rdf:RDF` + prefixes + `><foo:Picture>` + alt + `</foo:Picture></rdf:RDF>`},
		{"value with a qualifier", packet("", `<dc:description rdf:parseType="Resource"><rdf:value>A caption &amp; more</rdf:value><foo:q>x</foo:q></dc:description>`)},
		{"value with a qualifier in a description", packet("", `<dc:description><rdf:Description foo:q="x"><rdf:value>A caption &amp; more</rdf:value></rdf:Description></dc:description>`)},
		{"junk around", "\x00\x01junk" + whole + "\x00junk<a>"},
		{"byte order mark", "\uFEFF" + whole},
		{"UTF-16 big endian", utf16Bytes(whole, true, true)},
		{"UTF-16 little endian", utf16Bytes(whole, false, true)},
		{"UTF-16 big endian without a mark", utf16Bytes(strings.ReplaceAll(whole, "\uFEFF", ""), true, false)},
		{"UTF-16 little endian without a mark", utf16Bytes(strings.ReplaceAll(whole, "\uFEFF", ""), false, false)},
		{"UTF-32 big endian", utf32Bytes(whole, true)},
		{"UTF-32 little endian", utf32Bytes(whole, false)},
		{"end tags missing", `<rdf:RDF` + prefixes + `><rdf:Description><foo:a><foo:b></foo:a>` + alt + `</rdf:Description></rdf:RDF>`},
		{"end tags too many", packet("", `</foo:a>`+alt+`</foo:a>`)},
		{"a bare less-than sign", packet("", `<foo:a>1 < 2</foo:a>`+alt)},
		{"last of two", packet(`dc:description="another"`, alt)},
	}
	for _, tt := range tests {
		doc := mustParse(t, tt.packet)
		if got := doc.Text(NSDC, "description"); got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
}

func utf16Bytes(s string, big, mark bool) string {
	var b []byte
	if mark {
		s = "\uFEFF" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func utf32Bytes(s string, big bool) string {
	var b []byte
	for _, r := range "\uFEFF" + s {
		if big {
			b = append(b, byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
		}
	}
	return string(b)
}

func TestCharacters(t *testing.T) {
	tests := []struct{ written, want string }{
		{"caf\xe9 \x93x\x94", "café “x”"},
		{"Gen&#xe8;ve &#50612;", "Genève 어"},
		{"&#xD83D;&#xDE00;", "😀"},
		{"&#55357;&#56832;", "😀"},
		{"&#xD83D;", "\uFFFD"},
		{"&nbsp;&unknown;&;&#;&#x;&#0;&#x110000;&", "&nbsp;&unknown;&;&#;&#x;&#0;&#x110000;&"},
		{"&lt;b&gt;&quot;&apos;&amp;lt;", `<b>"'&lt;`},
		{"a&#xA;b\r\nc", "a\nb\r\nc"},
	}
	for _, tt := range tests {
		if got := mustParse(t, packet("", "<dc:description>"+tt.written+"</dc:description>")).Text(NSDC, "description"); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.written, got, tt.want)
		}
		if got := mustParse(t, packet(`dc:description="`+strings.ReplaceAll(tt.written, `"`, "")+`"`, "")).Text(NSDC, "description"); got != tt.want {
			t.Errorf("attribute %q: %q, want %q", tt.written, got, tt.want)
		}
	}
}

func TestList(t *testing.T) {
	tests := []struct {
		written string
		want    []string
	}{
		{`<rdf:Bag><rdf:li>one</rdf:li><rdf:li/><rdf:li> </rdf:li><rdf:li>two</rdf:li></rdf:Bag>`, []string{"one", "two"}},
		{`<rdf:Seq><rdf:li>one</rdf:li></rdf:Seq>`, []string{"one"}},
		{`<rdf:Bag><rdf:_1>one</rdf:_1><rdf:_2>two</rdf:_2></rdf:Bag>`, []string{"one", "two"}},
		{`single`, []string{"single"}},
		{`<rdf:Bag/>`, nil},
		{``, nil},
		{`<rdf:Alt><rdf:li xml:lang="x-default">one</rdf:li><rdf:li xml:lang="de">eins</rdf:li></rdf:Alt>`, []string{"one"}},
		{`<rdf:Bag><rdf:li><rdf:Description><rdf:value>one</rdf:value></rdf:Description></rdf:li></rdf:Bag>`, []string{"one"}},
	}
	for _, tt := range tests {
		if got := mustParse(t, packet("", "<dc:subject>"+tt.written+"</dc:subject>")).List(NSDC, "subject"); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.written, got, tt.want)
		}
	}
}

func TestPackets(t *testing.T) {
	doc := mustParse(t, packet(`dc:format="a"`, ""), packet(`dc:description="b"`, ""))
	if got := []string{doc.Text(NSDC, "format"), doc.Text(NSDC, "description"), doc.Toolkit}; !reflect.DeepEqual(got, []string{"a", "b", "Toolkit 1"}) {
		t.Errorf("%q", got)
	}
	doc, err := Parse([]byte("no packet"), []byte(packet(`dc:description="b"`, "")))
	if doc == nil || doc.Text(NSDC, "description") != "b" {
		t.Errorf("a broken packet hides the next: %v, %v", doc, err)
	}
}

func TestLocations(t *testing.T) {
	first := Location{Name: "Old town", Sublocation: "Square", City: "Pyongyang", State: "-", Country: "North Korea", CountryCode: "KP", WorldRegion: "Asia"}
	fields := `Iptc4xmpExt:Sublocation="Square" Iptc4xmpExt:City="Pyongyang" Iptc4xmpExt:ProvinceState="-" Iptc4xmpExt:CountryName="North Korea" Iptc4xmpExt:CountryCode="KP" Iptc4xmpExt:WorldRegion="Asia"`
	name := `<Iptc4xmpExt:LocationName><rdf:Alt><rdf:li xml:lang="en">Old town</rdf:li></rdf:Alt></Iptc4xmpExt:LocationName>`
	lat, lon, alt := 39.02, -125.75, -12.5
	at := &Position{lat, lon, &alt}
	second := Location{City: "Nampo", Position: at}
	gps := `<exif:GPSLatitude>39,1.2N</exif:GPSLatitude><exif:GPSLongitude>125,45W</exif:GPSLongitude><exif:GPSAltitude>25/2</exif:GPSAltitude><exif:GPSAltitudeRef>1</exif:GPSAltitudeRef>`
	tests := []struct {
		name, written string
		want          []Location
	}{
		{"bag of attributes", `<rdf:Bag><rdf:li ` + fields + `>` + name + `</rdf:li></rdf:Bag>`, []Location{first}},
		{"bag of descriptions", `<rdf:Bag><rdf:li><rdf:Description ` + fields + `>` + name + `</rdf:Description></rdf:li></rdf:Bag>`, []Location{first}},
		{
			"bag of resources", `<rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Nampo</Iptc4xmpExt:City>` + gps + `</rdf:li></rdf:Bag>`,
			[]Location{second},
		},
		{"forgotten parseType", `<rdf:Bag><rdf:li><Iptc4xmpExt:City>Nampo</Iptc4xmpExt:City>` + gps + `</rdf:li></rdf:Bag>`, []Location{second}},
		{"no bag", `<rdf:Description ` + fields + `>` + name + `</rdf:Description>`, []Location{first}},
		{"empty entries", `<rdf:Bag><rdf:li/><rdf:li rdf:parseType="Resource"/><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Nampo</Iptc4xmpExt:City>` + gps + `</rdf:li></rdf:Bag>`, []Location{second}},
		{"empty bag", `<rdf:Bag/>`, nil},
	}
	for _, tt := range tests {
		got := mustParse(t, packet("", "<Iptc4xmpExt:LocationShown>"+tt.written+"</Iptc4xmpExt:LocationShown>")).Locations("LocationShown")
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

func TestPeople(t *testing.T) {
	doc := mustParse(t, `<rdf:RDF`+prefixes+` xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:MP="http://ns.microsoft.com/photo/1.2/"
	 xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#" xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"><rdf:Description>
	 <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
	 <Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:PersonName><rdf:Alt><rdf:li xml:lang="x-default">Bob</rdf:li></rdf:Alt></Iptc4xmpExt:PersonName></rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImageWDetails>
	 <mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
	 <rdf:li><rdf:Description mwg-rs:Name="Chris" mwg-rs:Type="Face"/></rdf:li><rdf:li mwg-rs:Name="Rex" mwg-rs:Type="Pet"/><rdf:li mwg-rs:Type="Focus"/>
	 <rdf:li rdf:parseType="Resource"><mwg-rs:Name>Dora</mwg-rs:Name></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
	 <MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li><rdf:Description MPReg:PersonDisplayName="Emil" MPReg:Rectangle="0,0,1,1"/></rdf:li><rdf:li MPReg:Rectangle="0,0,1,1"/></rdf:Bag></MPRI:Regions></rdf:Description></MP:RegionInfo>
	 </rdf:Description></rdf:RDF>`)
	if got, want := doc.People(), []string{"Ada", "Bob", "Chris", "Dora", "Emil"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestParseCoordinate(t *testing.T) {
	tests := []struct {
		written string
		want    float64
		ok      bool
	}{
		{"36,59.4320N", 36.99053333333333, true},
		{"36,59,26S", -36.99055555555556, true},
		{"36,59,26 S", -36.99055555555556, true},
		{"125,45.192E", 125.7532, true},
		{"70,38.898w", -70.6483, true},
		{"-33.8568", -33.8568, true},
		{"+33.8568", 33.8568, true},
		{"33.8568S", -33.8568, true},
		{"-33.8568S", -33.8568, true},
		{"0", 0, true},
		{"55/1 54/1 4074/100", 55.91131666666667, true},
		{"39° 1' 54.84\" N", 39.0319, true},
		{"", 0, false},
		{"N", 0, false},
		{"36,99N", 0, false},
		{"47, 30, 16,1946", 47.50449850, true},
		{"36,1,2.5,3N", 0, false},
		{"36,1,2,3,4N", 0, false},
		{"NaN", 0, false},
		{"Inf", 0, false},
		{"1/0", 0, false},
		{"north", 0, false},
		{"--3", 0, false},
	}
	for _, tt := range tests {
		got, ok := ParseCoordinate(tt.written)
		if ok != tt.ok || got < tt.want-1e-9 || got > tt.want+1e-9 {
			t.Errorf("%q: %v, %v, want %v, %v", tt.written, got, ok, tt.want, tt.ok)
		}
	}
}

func TestPosition(t *testing.T) {
	tests := []struct {
		attributes string
		want       Position
		ok         bool
	}{
		{`exif:GPSLatitude="39,1.914N" exif:GPSLongitude="125,45.192E"`, Position{Lat: 39.0319, Lon: 125.7532}, true},
		{`exif:GPSLatitude="39,1.914S" exif:GPSLongitude="125,45.192W"`, Position{Lat: -39.0319, Lon: -125.7532}, true},
		{`exif:GPSLatitude="39.0319" exif:GPSLatitudeRef="S" exif:GPSLongitude="125.7532" exif:GPSLongitudeRef="W"`, Position{Lat: -39.0319, Lon: -125.7532}, true},
		{`exif:GPSLatitude="0,0N" exif:GPSLongitude="0,0E"`, Position{}, false},
		{`exif:GPSLatitude="91,0N" exif:GPSLongitude="0,1E"`, Position{}, false},
		{`exif:GPSLatitude="9,0N" exif:GPSLongitude="181,1E"`, Position{}, false},
		{`exif:GPSLatitude="9,0N"`, Position{}, false},
	}
	for _, tt := range tests {
		got, ok := mustParse(t, packet(tt.attributes, "")).Position()
		if ok != tt.ok || !reflect.DeepEqual(got, tt.want) && (got.Lat-tt.want.Lat > 1e-9 || got.Lon-tt.want.Lon > 1e-9) {
			t.Errorf("%s: %v, %v, want %v, %v", tt.attributes, got, ok, tt.want, tt.ok)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		written string
		want    Date
	}{
		{"2013", Date{EDTF: "2013", Raw: "2013"}},
		{"2013-02", Date{EDTF: "2013-02", Raw: "2013-02"}},
		{" 2013-02-25 ", Date{EDTF: "2013-02-25", Raw: "2013-02-25"}},
		{"2013-02-25T08:14", Date{EDTF: "2013-02-25T08:14", Raw: "2013-02-25T08:14"}},
		{"2013-02-25T08:14:00Z", Date{EDTF: "2013-02-25T08:14:00Z", Raw: "2013-02-25T08:14:00Z"}},
		{"2013-02-25T08:14:00.55+09:00", Date{EDTF: "2013-02-25T08:14:00.55+09:00", Raw: "2013-02-25T08:14:00.55+09:00"}},
		{"2013-02-25T08:14:00+0900", Date{EDTF: "2013-02-25T08:14:00+09:00", Raw: "2013-02-25T08:14:00+0900"}},
		{"2013-02-25T08:14:00 -03", Date{EDTF: "2013-02-25T08:14:00-03:00", Raw: "2013-02-25T08:14:00 -03"}},
		{"2013:02:25 08:14:00", Date{EDTF: "2013-02-25T08:14:00", Raw: "2013:02:25 08:14:00"}},
		{"2013-02-25 08:14:00", Date{EDTF: "2013-02-25T08:14:00", Raw: "2013-02-25 08:14:00"}},
		{"2013-2-5", Date{EDTF: "2013-02-05", Raw: "2013-2-5"}},
		{"2013-02-00", Date{EDTF: "2013-02", Raw: "2013-02-00"}},
		{"2013-00-00T00:00:00", Date{EDTF: "2013", Raw: "2013-00-00T00:00:00"}},
		{"0000-00-00T00:00:00Z", Date{}},
		{"0000:00:00 00:00:00", Date{}},
		{"    :  :     :  :  ", Date{}},
		{"", Date{}},
		{"2013-02-30", Date{Raw: "2013-02-30", Problem: "impossible date"}},
		{"2013-21", Date{Raw: "2013-21", Problem: "impossible date"}},
		{"2013-02-25T24:24:27", Date{Raw: "2013-02-25T24:24:27", Problem: "impossible date"}},
		{"last summer", Date{Raw: "last summer", Problem: "impossible date"}},
		{"20130225", Date{Raw: "20130225", Problem: "impossible date"}},
	}
	for _, tt := range tests {
		if got := ParseDate(tt.written); got != tt.want {
			t.Errorf("%q: %+v, want %+v", tt.written, got, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	deep := strings.Repeat("<foo:a>", 200_000)
	tests := []struct {
		name, packet string
		want         error
	}{
		{"entity bomb", bomb + packet("", "<dc:description>&b;</dc:description>"), ErrDTD},
		{"external entity", `<!DOCTYPE x SYSTEM "file:///etc/passwd">` + packet("", ""), ErrDTD},
		{"depth", packet("", deep), ErrDepth},
		{"depth of lists", packet("", strings.Repeat("<foo:a><rdf:Bag><rdf:li>", 100_000)), ErrDepth},
		{"values", packet("", strings.Repeat("<foo:a/>", maxNodes+10)), ErrTooMany},
		{"items", packet("", "<dc:subject><rdf:Bag>"+strings.Repeat("<rdf:li>x</rdf:li>", maxItems+10)+"</rdf:Bag></dc:subject>"), ErrTooMany},
		{"attribute of 10 MB", packet(`dc:description="`+strings.Repeat("x", 10<<20)+`"`, ""), ErrValueSize},
		{"text of 10 MB", packet("", `<dc:description>`+strings.Repeat("x", 10<<20)+`</dc:description>`), ErrValueSize},
		{"text of many pieces", packet("", `<dc:description>`+strings.Repeat("xxxx<!---->", 1<<20)+`</dc:description>`), ErrValueSize},
		{"attributes", packet(strings.Repeat(`foo:a="b" `, 500_000), ""), nil},
		{"namespaces", packet(strings.Repeat(`xmlns:a="b" `, 100_000), strings.Repeat(`<q:b/>`, 50_000)), nil},
		{"packet of 65 MB", strings.Repeat(" ", maxPacket+1), ErrPacketSize},
		{"cut in a tag", packet("", "")[:400], ErrTruncated},
		{"no RDF", "<a><b/></a>", ErrNoRDF},
		{"nothing", "", ErrNoRDF},
		{"no XML", strings.Repeat("\xff\x00<", 1000), ErrNoRDF},
		{"less-than signs", strings.Repeat("<", 1<<20), ErrNoRDF},
		{"open tags", strings.Repeat("<a ", 1<<18), ErrNoRDF},
		{"quotes that don't end", strings.Repeat(`<a b="`, 1<<18), ErrNoRDF},
	}
	for _, tt := range tests {
		start := time.Now()
		_, err := Parse([]byte(tt.packet))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %v", tt.name, took)
		}
	}
}

// What was read before a limit stays.
func TestPartial(t *testing.T) {
	for _, damage := range []string{strings.Repeat("<foo:a>", 500), strings.Repeat("<foo:a/>", maxNodes+10), "<foo:a"} {
		doc, err := Parse([]byte(packet(`dc:description="A caption"`, damage)))
		if err == nil && damage != "<foo:a" || doc == nil || doc.Text(NSDC, "description") != "A caption" {
			t.Errorf("%.20s: %v, %v", damage, doc, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(packet(`dc:description="A caption" photoshop:DateCreated="2013-02-25"`, `<dc:subject><rdf:Bag><rdf:li>one</rdf:li></rdf:Bag></dc:subject>`)))
	f.Add([]byte(packet("", `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">a&#xD83D;&#xDE00;</rdf:li></rdf:Alt></dc:title>`)))
	f.Add([]byte(packet("", `<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>a</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>`)))
	f.Add([]byte(utf16Bytes(packet("", "<dc:format>a</dc:format>"), true, true)))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "a">]><rdf:RDF><rdf:Description dc:title="&a;"/></rdf:RDF>`))
	f.Add([]byte(packet("", strings.Repeat("<foo:a><rdf:Bag><rdf:li>", 60))))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Parse(b)
		if doc == nil {
			if err == nil {
				t.Fatal("neither a document nor an error")
			}
			return
		}
		doc.Tags()
		doc.People()
		doc.Locations("LocationShown")
		doc.Position()
		doc.Date(NSPhotoshop, "DateCreated")
		for i := range doc.Props {
			depth(t, &doc.Props[i], 0)
		}
	})
}

func depth(t *testing.T, n *Node, level int) {
	if level > maxDepth {
		t.Fatal("deeper than the limit")
	}
	for i := range n.Nodes {
		depth(t, &n.Nodes[i], level+1)
	}
}

func BenchmarkParse(b *testing.B) {
	p := []byte(packet(strings.Repeat(`foo:setting="+12" `, 100), `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A caption</rdf:li></rdf:Alt></dc:description>`+
		`<dc:subject><rdf:Bag>`+strings.Repeat(`<rdf:li>keyword</rdf:li>`, 20)+`</rdf:Bag></dc:subject>`))
	b.SetBytes(int64(len(p)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(p); err != nil {
			b.Fatal(err)
		}
	}
}
