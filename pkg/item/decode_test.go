package item

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Item
	}{
		{"empty", " {} \r\n\t", Item{}},
		{"any order and white space", "{\n\"picture\" : { \"size\" :1, \"sha256\":\"a\" } , \"id\":\"b\"}", Item{ID: "b", Picture: Picture{SHA256: "a", Size: 1}}},
		{"the last counts", `{"tags":["a","b"],"tags":["c"],"place":{"city":"x"},"place":{"name":"y"},"id":"1","id":"2","likes":1,"likes":null}`, Item{ID: "2", Tags: []string{"c"}, Place: &Place{Name: "y"}}},
		{"null", `{"id":null,"tags":null,"place":null,"picture":null,"sources":null,"rating":null,"likes":null,"added":null,"extra":null,"attachments":[null],"people":[null]}`, Item{Attachments: []Attachment{{}}, People: []string{""}}},
		{"null inside", `{"place":{"lat":null,"lon":1},"picture":{"width":null},"extra":{"a":null}}`, Item{Place: &Place{Lon: ptr(1.0)}, Extra: map[string]string{"a": ""}}},
		{"whole numbers in other forms", `{"likes":1e3,"rating":5.0,"picture":{"size":12.50E1,"width":-0}}`, Item{Likes: ptr(int64(1000)), Rating: ptr(5), Picture: Picture{Size: 125}}},
		{"largest numbers", `{"likes":9223372036854775807,"picture":{"size":-9223372036854775808}}`, Item{Likes: ptr(int64(9223372036854775807)), Picture: Picture{Size: -9223372036854775808}}},
		{"floats", `{"place":{"lat":-1.5e-7,"lon":1E+2}}`, Item{Place: &Place{Lat: ptr(-1.5e-7), Lon: ptr(100.0)}}},
		{"escapes", `{"caption":"a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00b"}`, Item{Caption: "a\"\\/\b\f\n\r\té😀b"}},
		{"broken surrogates", `{"caption":"\ud83d|\ude00|\ud83d\ud83d\ude00|\ud83d\u0041|\ud83dx|\ud83d\n"}`, Item{Caption: "\ufffd|\ufffd|\ufffd😀|\ufffdA|\ufffdx|\ufffd\n"}},
		{"invalid UTF-8", "{\"caption\":\"a\xff\xffb\",\"title\":\"\\n\xc3(\xe2\x80\"}", Item{Caption: "a\ufffd\ufffdb", Title: "\n\ufffd(\ufffd\ufffd"}},
		{"key in escapes", `{"\u0069d":"x"}`, Item{ID: "x"}},
		{"unknown keys", `{"Id":"x","new":{"deep":[[1,2.5e3,{"a":[]}],"\u0000",true,false,null]},"place":{"planet":"Mars"},"picture":{"x":0},"sources":[{"x":[]}],"attachments":[{"x":1}],"alternatives":[{"x":{}}]}`, Item{Place: &Place{}, Sources: []Source{{}}, Attachments: []Attachment{{}}, Alternatives: []Alternative{{}}}},
		{"time", `{"added":"2026-11-22T09:00:00Z","modified":"2026-11-22T09:00:00.5+05:30"}`, Item{Added: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Modified: time.Date(2026, 11, 22, 9, 0, 0, 5e8, time.FixedZone("", 19800))}},
	} {
		got := Item{ID: "left from before", Tags: []string{"old"}}
		if err := Decode([]byte(c.in), &got); err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{``, `JSON, byte 1: expected an object, found the end`},
		{`null`, `JSON, byte 1: expected an object, found 'n'`},
		{`[]`, `JSON, byte 1: expected an object, found '['`},
		{`{} {}`, `JSON, byte 4: text after the value`},
		{`{"id":"a"`, `JSON, byte 10: expected a comma or }, found the end`},
		{`{"id":"a",}`, `JSON, byte 11: expected a string, found '}'`},
		{`{"id" "a"}`, `JSON, byte 7: expected a colon, found '"'`},
		{`{id:1}`, `JSON, byte 2: expected a string, found 'i'`},
		{`{"id":1}`, `id: JSON, byte 7: expected a string, found '1'`},
		{`{"id":"a`, `id: JSON, byte 9: expected a closing ", found the end`},
		{`{"id":"\`, `id: JSON, byte 8: the string ends in an escape`},
		{`{"id":"\x41"}`, `id: JSON, byte 8: unknown escape`},
		{`{"id":"\u12"}`, `id: JSON, byte 8: expected four hex digits after \u`},
		{`{"id":"\u+123"}`, `id: JSON, byte 8: expected four hex digits after \u`},
		{"{\"id\":\"a\nb\"}", `id: JSON, byte 9: control character 0xa in a string`},
		{"{\"id\":\"\\n\x00\"}", `id: JSON, byte 10: control character 0x0 in a string`},
		{`{"tags":"a"}`, `tags: JSON, byte 9: expected a list, found '"'`},
		{`{"tags":["a",1]}`, `tags: JSON, byte 14: expected a string, found '1'`},
		{`{"tags":["a" "b"]}`, `tags: JSON, byte 14: expected a comma or ], found '"'`},
		{`{"place":[]}`, `place: JSON, byte 10: expected an object, found '['`},
		{`{"place":{"lat":"39"}}`, `place: lat: JSON, byte 17: expected a number, found '"'`},
		{`{"place":{"lat":1e999}}`, `place: lat: JSON, byte 17: the number 1e999 is too large`},
		{`{"likes":01}`, `JSON, byte 11: expected a comma or }, found '1'`},
		{`{"likes":-}`, `likes: JSON, byte 11: expected a number, found '}'`},
		{`{"likes":1.}`, `likes: JSON, byte 12: expected a digit, found '}'`},
		{`{"likes":1e}`, `likes: JSON, byte 12: expected a digit, found '}'`},
		{`{"likes":1.5}`, `likes: JSON, byte 10: expected a whole number of at most 64 bits, found 1.5`},
		{`{"likes":9223372036854775808}`, `likes: JSON, byte 10: expected a whole number of at most 64 bits, found 9223372036854775808`},
		{`{"likes":1` + strings.Repeat("0", 1000) + `}`, `likes: JSON, byte 10: expected a whole number of at most 64 bits, found 1000000000000000000000000000000000000000…`},
		{`{"likes":"1"}`, `likes: JSON, byte 10: expected a number, found '"'`},
		{`{"added":"yesterday"}`, `added: JSON, byte 10: expected an RFC 3339 time, found "yesterday"`},
		{`{"added":"2026-02-30T00:00:00Z"}`, `added: JSON, byte 10: expected an RFC 3339 time, found "2026-02-30T00:00:00Z"`},
		{`{"new":tru}`, `new: JSON, byte 8: expected a value, found 't'`},
		{`{"new":`, `new: JSON, byte 8: expected a value, found the end`},
		{`{"extra":{"a":{}}}`, `extra: a: JSON, byte 15: expected a string, found '{'`},
		{"\ufeff{}", `JSON, byte 1: expected an object, found '\ufeff'`},
		{`{"new":` + strings.Repeat("[", 200), `new: JSON, byte 107: more than 100 levels deep`},
	} {
		var got Item
		if err := Decode([]byte(c.in), &got); err == nil || err.Error() != c.want {
			t.Errorf("%.60s\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

func TestDecodeStrict(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"id":"a","titel":"x"}`, `titel: JSON, byte 19: unknown field`},
		{`{"place":{"planet":1}}`, `place: planet: JSON, byte 20: unknown field`},
		{`{"sources":[{"kind":"file"},{"sort":1}]}`, `sources: sort: JSON, byte 37: unknown field`},
	} {
		var got Item
		if err := DecodeStrict([]byte(c.in), &got); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.in, err, c.want)
		}
	}
	line, err := full().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got Item
	if err := DecodeStrict(line, &got); err != nil {
		t.Error(err)
	}
}

func TestDecodeEqualsEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line, err := randomItem(t).AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		var want, got Item
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		if err := DecodeStrict(line, &got); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		sameZones(&want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("\n got %+v\nwant %+v\nfrom %s", got, want, line)
		}
	})
}

// sameZones gives times the zones that Decode gives: encoding/json takes the
// machine's own zone where the offset happens to be the same.
func sameZones(it *Item) {
	fix := func(t *time.Time) {
		if _, offset := t.Zone(); offset != 0 {
			*t = t.In(time.FixedZone("", offset))
		} else {
			*t = t.UTC()
		}
	}
	fix(&it.Added)
	fix(&it.Modified)
	for i := range it.Sources {
		fix(&it.Sources[i].Retrieved)
	}
}

func FuzzDecode(f *testing.F) {
	for _, it := range []*Item{typical(), full(), {}} {
		line, err := it.AppendJSON(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(line)
	}
	f.Add([]byte(`{"caption":"\ud83d\ude00\ud83d","likes":1e3,"x":[[{"a":null}]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var it Item
		err := Decode(b, &it)
		if err != nil {
			return
		}
		if !json.Valid(b) {
			t.Fatalf("no JSON, but taken: %q", b)
		}
		line, err := it.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		var again Item
		if err := DecodeStrict(line, &again); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		second, err := again.AppendJSON(nil)
		if err != nil || !bytes.Equal(line, second) {
			t.Fatalf("%v\n%s\n%s", err, line, second)
		}
		if want, err := reference(&it); err != nil || !bytes.Equal(line, want) {
			t.Fatalf("%v\n%s\n%s", err, line, want)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	line, err := typical().AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		var it Item
		if err := Decode(line, &it); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeEncodingJSON(b *testing.B) {
	line, err := typical().AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		var it Item
		if err := json.Unmarshal(line, &it); err != nil {
			b.Fatal(err)
		}
	}
}
