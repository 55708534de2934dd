package text

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNFC(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain", "plain"},
		{"Cafe\u0301\nbar", "Café\nbar"},
		{"\u1111\u1167\u11bc양", "평양"},
		{"a\u0327\u0301", "á\u0327"},
		{"ﬁ", "ﬁ"},
		{"a\xff\u0301", "a\xff\u0301"},
		// 40 marks on one letter: nothing is added, unlike in the Stream-Safe Text Format.
		{"e" + strings.Repeat("\u0301", 40), "é" + strings.Repeat("\u0301", 39)},
		{"e" + strings.Repeat("\u0301", 40) + "\u0327", "ȩ\u0301" + strings.Repeat("\u0301", 39)},
		{"x" + strings.Repeat("\u0344", 40), "ẍ\u0301" + strings.Repeat("\u0308\u0301", 39)},
		{strings.Repeat("\u0301", 40) + "e\u0301", strings.Repeat("\u0301", 40) + "é"},
		{"e\u034f\u0301" + strings.Repeat("\u0301", 40), "e\u034f\u0301" + strings.Repeat("\u0301", 40)},
	}
	for _, tt := range tests {
		if got := NFC(tt.in); got != tt.want {
			t.Errorf("NFC(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

// TestNormalizeLong holds our own composition against golang.org/x/text where
// the latter adds nothing.
func TestNormalizeLong(t *testing.T) {
	marks := []string{"\u0301", "\u0308", "\u0327", "\u0345", "\u0344", "\u05b0", "\u0e48", "\u3099", "\u093c", "\u0304", "\u0338"}
	bases := []string{"e", "E", "α", "и", "か", "न", "한", "\u1112", "\u1161", "\u11ab", "ế", "ﬁ", "\u0958", "\xff", "ᾳ"}
	rapid.Check(t, func(t *rapid.T) {
		var s strings.Builder
		for range rapid.IntRange(1, 3).Draw(t, "clusters") {
			s.WriteString(rapid.SampledFrom(bases).Draw(t, "base"))
			s.WriteString(strings.Join(rapid.SliceOfN(rapid.SampledFrom(marks), 0, 12).Draw(t, "marks"), ""))
		}
		for _, f := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			got, want := normalizeLong(f, s.String()), f.String(s.String())
			if got != want && !strings.Contains(want, graphemeJoiner) {
				t.Fatalf("form %d of %+q is %+q, want %+q", f, s.String(), got, want)
			}
		}
	})
}

// TestLinear gives long texts that tempt to look back or ahead again and again.
// At their length, quadratic cost is several seconds.
func TestLinear(t *testing.T) {
	const size = 1 << 16
	for name, piece := range map[string]string{
		"marks": "\u0301", "marks of two classes": "\u0301\u0327", "cyrillic marks": "\u0483", "joiners": "\u200d",
		"zero width spaces": "\u200b", "apostrophes": "'", "curly": "’", "underscores": "_", "hangul vowels": "\u1161",
		"letters": "a", "han": "한", "digits and commas": "1,", "letters and stops": "a.", "e-acute": "é", "elided": "l'",
		"nikhahit": "\u0e4d", "flags": "🇰", "emoji": "👨\u200d", "hebrew quotes": "א\"", "hash": "#", "bad": "\xff",
		"virama": "क्", "space": " ", "newline": "\n", "ligature": "\ufdfa",
	} {
		s := "и" + strings.Repeat(piece, size/len(piece)) + "平"
		began := time.Now()
		NFC(s)
		Fold(s)
		terms := Terms(nil, s)
		Compile(s+" z", false).Find(s)
		if spent := time.Since(began); spent > 6*time.Second {
			t.Errorf("%s take %v for %d terms", name, spent, len(terms))
		}
	}
}
