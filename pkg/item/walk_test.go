package item

import (
	"errors"
	"reflect"
	"testing"
)

func TestMembersAndElements(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
		err  string
	}{
		{` {} `, nil, ""},
		{`{ "a" : 1 , "b\n":[1, {"c":2}] ,"a":"x"}`, []string{"a", "1", "b\n", `[1, {"c":2}]`, "a", `"x"`}, ""},
		{`[ ]`, nil, ""},
		{` [null, "a,b" ,{"c":[]}]`, []string{"null", `"a,b"`, `{"c":[]}`}, ""},
		{`[1] 2`, []string{"1"}, "JSON, byte 5: text after the value"},
		{`{"a":1}}`, []string{"a", "1"}, "JSON, byte 8: text after the value"},
		{`{"a":}`, nil, "JSON, byte 6: expected a value, found '}'"},
		{`"a"`, nil, `JSON, byte 1: expected an object, found '"'`},
	} {
		var got []string
		walk := func(s string) error {
			return Members(s, func(key, value string) error {
				got = append(got, key, value)
				return nil
			})
		}
		if c.in[0] == '[' || c.in[1] == '[' {
			walk = func(s string) error {
				return Elements(s, func(value string) error {
					got = append(got, value)
					return nil
				})
			}
		}
		err := walk(c.in)
		if err == nil {
			err = errors.New("")
		}
		if !reflect.DeepEqual(got, c.want) || err.Error() != c.err {
			t.Errorf("%s: got %q, %v; want %q, %s", c.in, got, err, c.want, c.err)
		}
	}
	stop := errors.New("stop")
	if err := Elements(`[1,2]`, func(string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the visitor's own error", err)
	}
}

func TestUnquote(t *testing.T) {
	for _, c := range []struct{ in, want, err string }{
		{`"a\u00e9\n"`, "aé\n", ""},
		{`""`, "", ""},
		{`a`, "", "JSON, byte 1: expected a string, found 'a'"},
		{`"a"b`, "a", "JSON, byte 4: text after the value"},
	} {
		got, err := Unquote(c.in)
		if err == nil {
			err = errors.New("")
		}
		if got != c.want || err.Error() != c.err {
			t.Errorf("%s: got %q, %v; want %q, %s", c.in, got, err, c.want, c.err)
		}
	}
}
