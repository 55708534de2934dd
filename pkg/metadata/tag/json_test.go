package tag

import (
	"encoding/json"
	"testing"
)

func TestAppendJSON(t *testing.T) {
	tests := []struct {
		value any
		want  string
	}{
		{"a caption", `"a caption"`},
		{"12", "12"},
		{"00", `"00"`},
		{"0", "0"},
		{"-3.50", "-3.50"},
		{"007", `"007"`},
		{"1234567890123456", `"1234567890123456"`},
		{"1.", `"1."`},
		{"1e10", "1e10"},
		{"1e1000", `"1e1000"`},
		{"+1", `"+1"`},
		{"-", `"-"`},
		{"", `""`},
		{"True", "true"},
		{"a\"b\\c\td\ne\x01f\x00g", `"a\"b\\c\td\ne\u0001fg"`},
		{"caf\xe9", "\"caf\ufffd\""},
		{int64(-5), "-5"},
		{0.005, "0.005"},
		{39.0319444444444444, "39.0319444444444"},
		{1e20, "1e+20"},
		{0.00399999999629052, `"0.00399999999629052"`}, // more than 16 decimals
		{[]any{"Pyongyang", int64(3), "4"}, `["Pyongyang",3,4]`},
		{nil, "null"},
	}
	for _, tt := range tests {
		got := string(Tag{Value: tt.value}.AppendJSON(nil))
		if got != tt.want {
			t.Errorf("%#v: %s, want %s", tt.value, got, tt.want)
		}
	}
}

func FuzzAppendJSON(f *testing.F) {
	f.Add("-1.5e-3")
	f.Add("x\x7f\u2028\"")
	f.Fuzz(func(t *testing.T, s string) {
		if b := (Tag{Value: s}).AppendJSON(nil); !json.Valid(b) {
			t.Errorf("%q gives %s, which is no JSON", s, b)
		}
	})
}
