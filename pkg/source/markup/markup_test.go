package markup

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func all(t *testing.T, r io.Reader) []Token {
	t.Helper()
	tokens := NewTokens(r)
	var out []Token
	for {
		tok, err := tokens.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, tok)
	}
}

func TestTokens(t *testing.T) {
	tests := []struct {
		in   string
		want []Token
	}{
		{
			`<!DOCTYPE html><P CLASS="a  b" id=x hidden data-u='1>2'>Tom &amp; J</p >`,
			[]Token{
				{Type: Doctype, Data: "html"},
				{Type: Start, Name: "p", Attrs: []Attr{{"class", "a  b"}, {"id", "x"}, {"hidden", ""}, {"data-u", "1>2"}}},
				{Type: Text, Data: "Tom & J"},
				{Type: End, Name: "p"},
			},
		},
		{`<br/><img src=a.jpg />`, []Token{{Type: Start, Name: "br", Closed: true}, {Type: Start, Name: "img", Attrs: []Attr{{"src", "a.jpg"}}, Closed: true}}},
		{`<a href=/x/>y`, []Token{{Type: Start, Name: "a", Attrs: []Attr{{"href", "/x/"}}}, {Type: Text, Data: "y"}}},
		{
			`<a href="?a=1&copy=2&amp;b=3&lt;" href="again">`,
			[]Token{{Type: Start, Name: "a", Attrs: []Attr{{"href", "?a=1&copy=2&b=3<"}}}},
		},
		{
			`<script>a<b</scripty></SCRIPT >x`,
			[]Token{{Type: Start, Name: "script"}, {Type: Text, Data: "a<b</scripty>"}, {Type: End, Name: "script"}, {Type: Text, Data: "x"}},
		},
		{`<title>a &amp; <b></title>`, []Token{{Type: Start, Name: "title"}, {Type: Text, Data: "a & <b>"}, {Type: End, Name: "title"}}},
		{`<!-- a > b --><!-->x<!--->y<!-- z`, []Token{{Type: Comment, Data: " a > b "}, {Type: Comment}, {Type: Text, Data: "x"}, {Type: Comment}, {Type: Text, Data: "y"}, {Type: Comment, Data: " z"}}},
		{`<?xml version="1.0"?></ bogus>`, []Token{{Type: Comment, Data: `xml version="1.0"?`}, {Type: Comment, Data: " bogus"}}},
		{"1 < 2 <3 <", []Token{{Type: Text, Data: "1 "}, {Type: Text, Data: "< 2 "}, {Type: Text, Data: "<3 "}, {Type: Text, Data: "<"}}},
		{"a\r\nb\rc\x00d\xff", []Token{{Type: Text, Data: "a\nb\ncd\uFFFD"}}},
		{`<script>never ends`, []Token{{Type: Start, Name: "script"}, {Type: Text, Data: "never ends"}}},
	}
	for _, tt := range tests {
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(tt.in), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.in))} {
			if got := all(t, r); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", tt.want) {
				t.Errorf("%s %s:\n got %+v\nwant %+v", name, tt.in, got, tt.want)
			}
		}
	}
}

func TestLongText(t *testing.T) {
	want := strings.Repeat("é &amp; ", 400_000)
	got := ""
	for _, tok := range all(t, strings.NewReader(want)) {
		got += tok.Data
	}
	if got != strings.ReplaceAll(want, "&amp;", "&") {
		t.Errorf("%d bytes come out of %d", len(got), len(want))
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{`<a href="x">y</a>`, `<!--`, `<script></scrip`, `<p a=b c='d`, `</`, `<!doctype`, "&#x110000;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		whole := all(t, strings.NewReader(s))
		if got := all(t, iotest.OneByteReader(strings.NewReader(s))); fmt.Sprint(got) != fmt.Sprint(whole) {
			t.Fatalf("%q: %+v, byte by byte %+v", s, whole, got)
		}
		for _, tok := range whole {
			if !utf8.ValidString(tok.Data) || !utf8.ValidString(tok.Name) {
				t.Fatalf("%q gives %+v", s, tok)
			}
		}
	})
}
