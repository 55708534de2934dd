package jsonstream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// plain makes of a value what encoding/json with UseNumber makes of it.
func plainOf(v Value) any {
	switch v.Kind() {
	case Bool:
		b, _ := v.Bool()
		return b
	case Number:
		return json.Number(v.Text())
	case String:
		return v.Text()
	case Array:
		out := []any{}
		for _, e := range v.Items() {
			out = append(out, plainOf(e))
		}
		return out
	case Object:
		out := map[string]any{}
		for i := range v.Len() {
			k, m := v.Member(i)
			out[k] = plainOf(m)
		}
		return out
	}
	return nil
}

func TestValue(t *testing.T) {
	tests := []struct{ in, want string }{
		{`{"a":[1,"2",true,null,{"b":{}}],"a":-0.5e+3}`, `{"a":-0.5e+3}`},
		{"\ufeff \n[ ]", `[]`},
		{`"\ud83c\udf0a\u00e9\/\b\f\n\r\t\"\\"`, `"🌊é/\b\f\n\r\t\"\\"`},
		{`["\ud83c","\udf0a","\ud83cx","\ud83c\ud83c\udf0a","\ud83c\n"]`, `["\ufffd","\ufffd","\ufffdx","\ufffd🌊","\ufffd\n"]`},
		{"[\"a\xffb\",\"\xc3\"]", `["a\ufffdb","\ufffd"]`},
		{"\"a\nb\"", `"a\nb"`},
		{`[1,]`, `[1]`},
		{`{"a":1,}`, `{"a":1}`},
		{`17841400000000000001234567890`, `17841400000000000001234567890`},
		{`true`, `true`},
	}
	for _, tt := range tests {
		v, err := NewReader(strings.NewReader(tt.in)).Value()
		got := marshal(t, plainOf(v))
		var want any
		d := json.NewDecoder(strings.NewReader(tt.want))
		d.UseNumber()
		if derr := d.Decode(&want); derr != nil {
			t.Fatal(derr)
		}
		if err != nil || got != marshal(t, want) {
			t.Errorf("%s: %s, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{``, "byte 0: the document ends too early"},
		{`[1,2`, "byte 4: the document ends too early"},
		{`{"a":"b`, "byte 7: the document ends too early"},
		{`[1 2]`, `byte 3: '2' instead of ',' or ']'`},
		{`{"a" 1}`, `byte 5: '1' instead of ':'`},
		{`{1:2}`, `byte 1: '1' instead of '"'`},
		{`[,1]`, `byte 1: ',' where a value should begin`},
		{`[nul]`, `byte 4: "nul" is no value`},
		{`[01.]`, `byte 4: "01." is no value`},
		{`["\x"]`, `byte 4: \x is no escape`},
		{`["\u12g4"]`, `byte 7: 'g' is no hexadecimal digit`},
		{`<html>`, `byte 0: '<' where a value should begin`},
	}
	for _, tt := range tests {
		_, err := NewReader(strings.NewReader(tt.in)).Value()
		var se *SyntaxError
		if !errors.As(err, &se) || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.in, err, tt.want)
		}
	}
}

func TestLenientNumbers(t *testing.T) {
	v, err := NewReader(strings.NewReader(`{"a":"12","b":12,"c":12.0,"d":"1e400","e":"NaN","f":" 41.15 ","g":9007199254740993,"h":"9007199254740993","i":true,"j":[],"k":12.5,"l":"1"}`)).Value()
	if err != nil {
		t.Fatal(err)
	}
	type answer struct {
		i   int64
		iOK bool
		f   float64
		fOK bool
		b   bool
		bOK bool
	}
	got := map[string]answer{}
	for i := range v.Len() {
		k, m := v.Member(i)
		var a answer
		a.i, a.iOK = m.Int()
		a.f, a.fOK = m.Float()
		a.b, a.bOK = m.Bool()
		if !a.fOK {
			a.f = 0
		}
		got[k] = a
	}
	want := map[string]answer{
		"a": {12, true, 12, true, false, false}, "b": {12, true, 12, true, false, false}, "c": {12, true, 12, true, false, false},
		"d": {}, "e": {}, "f": {0, false, 41.15, true, false, false},
		"g": {9007199254740993, true, 9007199254740992, true, false, false},
		"h": {9007199254740993, true, 9007199254740992, true, false, false},
		"i": {0, false, 0, false, true, true}, "j": {}, "k": {0, false, 12.5, true, false, false}, "l": {1, true, 1, true, true, true},
	}
	for k, w := range want {
		if got[k] != w {
			t.Errorf("%s: %+v, want %+v", k, got[k], w)
		}
	}
}

func TestChainOfMembers(t *testing.T) {
	v, err := NewReader(strings.NewReader(`{"edges":[{"node":{"text":"x"}}],"n":null,"m":"y"}`)).Value()
	if err != nil {
		t.Fatal(err)
	}
	got := []string{
		v.Get("edges").At(0).Get("node", "text").Text(), v.Get("edges").At(1).Get("node", "text").Text(),
		v.Get("edges", "text").Text(), v.First("zz", "n", "m").Text(), v.At(0).Text(),
	}
	if want := []string{"x", "", "", "y", ""}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDepth(t *testing.T) {
	for _, open := range []string{"[", `{"a":`} {
		closing := map[string]string{"[": "]", `{"a":`: "}"}[open]
		for depth, want := range map[int]error{MaxDepth - 1: nil, 10_000: ErrTooDeep, 3_000_000: ErrTooDeep} {
			in := "[" + strings.Repeat(open, depth) + "1" + strings.Repeat(closing, depth) + `,"after"]`
			r := NewReader(strings.NewReader(in))
			var got []error
			after := ""
			err := r.Array(func(i int) error {
				v, err := r.Value()
				if i == 0 {
					got = append(got, err)
					return nil
				}
				after = v.Text()
				return err
			})
			if err != nil || len(got) != 1 || !errors.Is(got[0], want) || after != "after" {
				t.Errorf("%s × %d: %v, %v, then %q", open, depth, got, err, after)
			}
		}
	}
}

// repeat is a long text that isn't in memory.
type repeat struct {
	unit string
	n    int
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	k := copy(p, r.unit[r.at:])
	if r.at += k; r.at == len(r.unit) {
		r.at = 0
		r.n--
	}
	return k, nil
}

func TestTooLarge(t *testing.T) {
	long := func(n int) io.Reader { return &repeat{unit: strings.Repeat("x", 1<<20), n: n} }
	for name, body := range map[string]io.Reader{
		"a string":     io.MultiReader(strings.NewReader(`"`), long(100), strings.NewReader(`"`)),
		"a key":        io.MultiReader(strings.NewReader(`{"`), long(100), strings.NewReader(`":1}`)),
		"many numbers": io.MultiReader(strings.NewReader(`[0`), &repeat{unit: ",1", n: 2_000_000}, strings.NewReader(`]`)),
	} {
		r := NewReader(io.MultiReader(strings.NewReader(`[`), body, strings.NewReader(`,"after"]`)))
		var got error
		after := ""
		err := r.Array(func(i int) error {
			v, err := r.Value()
			if i == 0 {
				got = err
				return nil
			}
			after = v.Text()
			return err
		})
		if err != nil || !errors.Is(got, ErrTooLarge) || after != "after" {
			t.Errorf("%s: %v, %v, then %q", name, got, err, after)
		}
	}
}

// TestLongArray reads 100 MB of elements and looks at the memory that is held.
func TestLongArray(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB")
	}
	unit := `{"media":[{"uri":"media/posts/202301/a.jpg","creation_timestamp":1672531200,"title":"caf\u00c3\u00a9"}]},`
	n := 100 << 20 / len(unit)
	r := NewReader(io.MultiReader(strings.NewReader("["), &repeat{unit: unit, n: n}, strings.NewReader("{}]")))
	runtime.GC()
	count := 0
	var peak uint64
	err := r.Array(func(i int) error {
		v, err := r.Value()
		if v.Get("media").At(0).Get("title").Text() == "cafÃ©" {
			count++
		}
		if i%100_000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
		}
		return err
	})
	if err != nil || count != n {
		t.Errorf("%d of %d, %v", count, n, err)
	}
	if peak > 64<<20 {
		t.Errorf("%d MB of heap in use", peak>>20)
	}
}

func FuzzValue(f *testing.F) {
	for _, s := range []string{`{"a":[1,"2",true,null,{"b":{}}],"a":-0.5e+3}`, `["\ud83c\udf0a","\ud83c"]`, `"a`, `[1,]`, `0`, "\xef\xbb\xbf{}", `[[[[[]]]]]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		v, err := NewReader(bytes.NewReader(in)).Value()
		skipped := NewReader(bytes.NewReader(in))
		if serr := skipped.Skip(); (serr == nil) != (err == nil) {
			t.Fatalf("%v, but skipping gives %v", err, serr)
		}
		if !json.Valid(in) {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if !utf8.Valid(in) {
			return // encoding/json counts the bytes that it replaces otherwise
		}
		d := json.NewDecoder(bytes.NewReader(in))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := marshal(t, plainOf(v)); got != marshal(t, want) {
			t.Fatalf("%q: %s, want %s", in, got, marshal(t, want))
		}
	})
}

func BenchmarkValue(b *testing.B) {
	unit := `{"media":[{"uri":"media/posts/202301/a.jpg","creation_timestamp":1672531200,"title":"caf\u00c3\u00a9 on the pier"}],"x":"` + strings.Repeat("word ", 40) + `"},`
	doc := "[" + strings.Repeat(unit, 10_000) + "{}]"
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		r := NewReader(strings.NewReader(doc))
		if err := r.Array(func(int) error { _, err := r.Value(); return err }); err != nil {
			b.Fatal(err)
		}
	}
}
