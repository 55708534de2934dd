package render

import "testing"

// What is shown without other letters is as wide as it would be with them.
func TestASCII(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "",
		"plain ~ text\n":     "plain ~ text\n",
		"café Ångström":      "cafe Angstrom",
		"cafe\u0301":         "cafe",
		"612 × 612 … – “so”": `612 x 612 . - "so"`,
		"평양":                 "????",
		"\u200e2013\u200e":   "2013",
		"👨‍👩‍👧‍👦 🇰🇵 שלום":        "?? ?? ????",
		"\x1b[33m5f0c\x1b[0m ñ…": "\x1b[33m5f0c\x1b[0m n.",
		"bad \xff byte":          "bad ? byte",
	} {
		got := ASCII(in)
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if !ascii(got) {
			t.Errorf("%q: %q is not ASCII", in, got)
		}
	}
}
