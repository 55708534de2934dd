package render

import (
	"strings"
	"testing"
)

func TestDifference(t *testing.T) {
	for _, tt := range []struct{ was, is, want string }{
		{"", "", ""},
		{"a", "a", "a"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
		{"A popcorn vendor works", "A popcorn seller works", "A popcorn [-vendor-]{+seller+} works"},
		{"one two three", "one three", "one [-two -]three"},
		{"one three", "one two three", "one {+two +}three"},
		{"a b c d", "a x y d", "a [-b c-]{+x y+} d"},
		{"#Pyongyang, #NKorea", "#Pyongyang, #DPRK", "#Pyongyang, [-#NKorea-]{+#DPRK+}"},
		{"평양의 밤", "평양의 낮", "평양의 [-밤-]{+낮+}"},
		{"東京の夜", "東京の朝", "東京の[-夜-]{+朝+}"},
		{"line\nline two", "line\nline three", "line\nline [-two-]{+three+}"},
		{"esc\x1b[2J", "esc", "esc[-␛[2J-]"},
	} {
		if got := Difference(tt.was, tt.is, PlainMarks()); got != tt.want {
			t.Errorf("%q → %q: got %q, want %q", tt.was, tt.is, got, tt.want)
		}
	}
}

// Without what went it is the new text, without what came the old one.
func FuzzDifference(f *testing.F) {
	f.Add("a b c", "a c d")
	f.Add("東京 a", "東 b")
	f.Fuzz(func(t *testing.T, was, is string) {
		if strings.ContainsAny(was+is, "\x01\x02\x03\x04") || VisibleLines(was) != was || VisibleLines(is) != is {
			return
		}
		d := Difference(was, is, Marks{"\x01", "\x02", "\x03", "\x04"})
		if got := strip(d, '\x01', '\x02', '\x03', '\x04'); got != is {
			t.Fatalf("%q is not the new text %q", got, is)
		}
		if got := strip(d, '\x03', '\x04', '\x01', '\x02'); got != was {
			t.Fatalf("%q is not the old text %q", got, was)
		}
	})
}

// strip leaves out what stands between two marks, and two marks.
func strip(s string, from, to, open, end rune) string {
	var b strings.Builder
	out := false
	for _, r := range s {
		switch {
		case r == from:
			out = true
		case r == to:
			out = false
		case r == open, r == end:
		case !out:
			b.WriteRune(r)
		}
	}
	return b.String()
}
