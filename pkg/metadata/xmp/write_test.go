package xmp

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func written() *Document {
	li := func(lang, text string) Node {
		return Node{Space: NSRDF, Prefix: "rdf", Name: "li", Lang: lang, Text: text}
	}
	return &Document{About: `uuid:1 & "2"`, Props: []Node{
		{Space: NSDC, Prefix: "dc", Name: "description", Kind: Alt, Nodes: []Node{li("x-default", "<a> & \"b\"\r\n\tc ]]>"), li("ko", "평양")}},
		{Space: NSDC, Prefix: "dc", Name: "creator", Kind: Seq, Nodes: []Node{li("", "one"), li("", "two")}},
		{Space: NSDC, Prefix: "dc", Name: "subject", Kind: Bag, Nodes: []Node{li("", "x")}},
		{Space: NSIPTCExt, Prefix: "Iptc4xmpExt", Name: "LocationShown", Kind: Bag, Nodes: []Node{
			{Space: NSRDF, Prefix: "rdf", Name: "li", Kind: Struct, Nodes: []Node{{Space: NSIPTCExt, Prefix: "Iptc4xmpExt", Name: "City", Text: "P"}}},
		}},
		{Space: "http://example.com/a/", Prefix: "dc", Name: "same-prefix", Text: "a"},
		{Space: "http://example.com/b/", Prefix: "", Name: "none", Text: "b"},
		{Space: "http://example.com/c/", Prefix: "xmlish", Name: "reserved", Text: "c"},
		{Space: NSDC, Prefix: "dc", Name: "attribute", Text: "<\n\"a'&", Attribute: true},
		{Space: NSDC, Prefix: "dc", Name: "fields", Kind: Struct, Nodes: []Node{{Space: "http://example.com/d/", Prefix: "d", Name: "a", Text: "b", Attribute: true}}},
		{Space: "http://example.com/d/", Prefix: "d", Name: "qualified", Kind: Struct, Text: "value", Nodes: []Node{{Space: "http://example.com/d/", Prefix: "d", Name: "q", Text: "r"}}},
	}}
}

// withoutPrefixes makes documents equal that differ in prefixes only.
func withoutPrefixes(nodes []Node) []Node {
	out := append([]Node(nil), nodes...)
	for i := range out {
		out[i].Prefix = ""
		out[i].Nodes = withoutPrefixes(out[i].Nodes)
	}
	return out
}

func wellFormed(t *testing.T, packet []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(packet))
	for {
		if _, err := d.Token(); err != nil {
			if !errors.Is(err, io.EOF) {
				t.Fatalf("%v in\n%s", err, packet)
			}
			return
		}
	}
}

func TestWrite(t *testing.T) {
	want := written()
	for _, packet := range [][]byte{Write(want), WriteDense(want)} {
		wellFormed(t, packet)
		got, err := Parse(packet)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(packet, []byte(` dc:attribute="`)) || !bytes.Contains(packet, []byte(`<dc:fields d:a="b"/>`)) {
			t.Errorf("attributes became elements: %s", packet)
		}
		// Attributes come first.
		sort := func(a, b Node) int { return strings.Compare(a.Name, b.Name) }
		slices.SortStableFunc(got.Props, sort)
		slices.SortStableFunc(want.Props, sort)
		if got.About != want.About || !reflect.DeepEqual(withoutPrefixes(got.Props), withoutPrefixes(want.Props)) {
			t.Errorf("got  %v\nwant %v\nin %s", got, want, packet)
		}
	}
}

func TestWriteSplit(t *testing.T) {
	d := written()
	if packet, extended := WriteSplit(d, len(Write(d))); extended != nil || !bytes.Equal(packet, Write(d)) {
		t.Error("a packet that fits was split")
	}
	for i := range 40 {
		d.Props = append(d.Props, Node{Space: "http://example.com/long/" + strconv.Itoa(i%3), Prefix: "l", Name: "long" + strconv.Itoa(i), Text: strings.Repeat("x", 1000*i)})
	}
	packet, extended := WriteSplit(d, 60_000)
	if len(packet) > 60_000 || !bytes.Contains(packet, []byte(ExtendedID(extended))) {
		t.Errorf("%d bytes", len(packet))
	}
	got, err := Parse(packet, extended)
	if err != nil || len(got.Props) != len(d.Props)+1 {
		t.Errorf("%d properties, %v", len(got.Props), err)
	}
	// The note goes where it isn't true any more.
	if packet, extended := WriteSplit(got, 1<<30); extended != nil || bytes.Contains(packet, []byte("HasExtendedXMP")) {
		t.Error("an extended packet is named that is none")
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct {
		s, want string
		left    int
	}{
		{"a\tb\nc\r", "a\tb\nc\r", 0},
		{"\x00a\x1f\x0bb", "ab", 3},
		{"\ufffe\uffff\ufffd\U0001f37f", "\ufffd\U0001f37f", 2},
		{"a\xff\xed\xa0\x80", "a", 4},
		{"\u0085\u2028", "\u0085\u2028", 0},
	} {
		if got, left := Clean(tt.s); got != tt.want || left != tt.left {
			t.Errorf("%q: %q, %d", tt.s, got, left)
		}
	}
}

func TestFilter(t *testing.T) {
	d := written()
	got := Filter(d.Props, func(n *Node) bool { return n.Name != "City" && n.Lang != "ko" && n.Prefix != "d" })
	if len(got) != 7 || len(got[0].Nodes) != 1 || len(d.Props[0].Nodes) != 2 {
		t.Errorf("%v", got)
	}
}

// Many namespaces that share a prefix cost no more than others.
func TestManyPrefixes(t *testing.T) {
	d := &Document{}
	for i := range 50_000 {
		d.Props = append(d.Props, Node{Space: "http://example.com/" + strconv.Itoa(i), Prefix: "p", Name: "n", Text: "v"})
	}
	if packet := Write(d); !bytes.Contains(packet, []byte("xmlns:ns49999=")) {
		t.Errorf("%d bytes", len(packet))
	}
}

// texts are the simple properties that can be written.
func texts(d *Document) []string {
	var list []string
	for _, n := range d.Props {
		if clean, _ := Clean(n.Text); (n.Kind == Text || n.Kind == Struct && len(n.Nodes) == 0) && strings.TrimSpace(clean) != "" && isNamespace(n.Space) && isName(n.Name) {
			list = append(list, n.Name+"="+clean)
		}
	}
	return list
}

func FuzzWrite(f *testing.F) {
	f.Add(Write(written()))
	f.Add([]byte(packet(`dc:description="x" foo:a="b"`, `<foo:b rdf:parseType="Resource"><rdf:value>v</rdf:value><foo:c>d</foo:c></foo:b><a:b xmlns:a="x">&#1;</a:b>`)))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Parse(b)
		if d == nil || err != nil {
			return
		}
		once := Write(d)
		wellFormed(t, once)
		again, err := Parse(once)
		if err != nil {
			t.Fatal(err)
		}
		// Of damaged structures, what was no text may become one.
		found := texts(again)
		for _, text := range texts(d) {
			if !slices.Contains(found, text) {
				t.Fatalf("%q is not in %q in %s", text, found, once)
			}
		}
	})
}
