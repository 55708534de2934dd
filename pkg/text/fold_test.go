package text

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// pieces are what random texts are made of: letters of many scripts in several
// forms, and everything that has ever been in the way of comparing texts.
func pieces() []string {
	return []string{
		"a", "b", "S", "t", "popcorn", "Vendor", "KOREA", "7", "42", "1,000", "_", "__", " ", "  ", "\n", "\r\n", "\t",
		"'", "’", "´", "`", "ʻ", "'s", "’S", "l'", "d’", ".", ":", ",", "-", "–", "#", "＃", "@", "&", "/", "\"", "״", "׳",
		"é", "e\u0301", "É", "ö", "o\u0308\u0301", "ø", "đ", "ﬁ", "ﬃ", "ß", "ẞ", "İ", "ı", "I\u0307", "ŉ", "ǰ", "K", "Å", "ſ", "™",
		"Σ", "σ", "ς", "ΐ", "ᾳ", "ᾼ", "α\u0345\u0301", "\u0345", "Ω", "µ",
		"й", "и\u0306", "Й", "ё", "Ж", "ц\u0301\u0327", "Ꭰ", "ꭰ", "ა", "Ა",
		"平", "壤", "東京", "北", "々", "ー", "カ", "ｶ", "ﾞ", "ﾟ", "が", "か\u3099", "か\u309A", "ひ", "㍿", "㎏", "⼈", "𠮷", "葛\U000E0100", "ㄅ",
		"평", "양", "한", "\u1112\u1161\u11ab", "\u1112", "\u1161", "ㅋ", "ㅏ", "ㄳ", "ﾻ", "ￂ", "ﾡ", "\u3164",
		"ก", "กำ", "ก\u0e4d\u0e32", "เ", "น้ำ", "ท\u0e35\u0e48", "ກ", "ក្ក", "မြ",
		"न", "नि", "क्\u200dष", "ൻ", "ب", "بي", "ـ", "ש", "שׁ", "צה\"ל", "١", "٢", "१",
		"\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u2069", "\ufe0f", "\u034f", "\u0301", "\u0327", "\u0338", "\u0489",
		"❤️", "👨‍👩‍👧", "🇰🇵", "1️⃣", "☀", "½", "²", "①", "Ⓐ", "\ufdfa", "\u00a0", "\u3000", "\u2028", "\u0085", "…", "・", "·", "。",
		"\x00", "\xff", "\xe2\x82", "\ufffd",
	}
}

func randomText() *rapid.Generator[string] {
	list := pieces()
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(list), 0, 14).Draw(t, "pieces"), "")
	})
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"pyongyang", "pyongyang"},
		{"Pyongyang", "pyongyang"},
		{"ＰＹＯＮＧＹＡＮＧ", "pyongyang"},
		{"  North\t\u00a0Korea\u2028\u3000", "north korea"},
		{" \n ", ""},
		{"Straße", "strasse"}, // CaseFolding.txt: 00DF; F; 0073 0073
		{"STRAẞE", "strasse"}, // 1E9E; F; 0073 0073
		{"ΟΔΟΣ", "οδοσ"},
		{"οδος", "οδοσ"},          // 03C2; C; 03C3
		{"İstanbul", "i̇stanbul"}, // 0130; F; 0069 0307
		{"I\u0307stanbul", "i̇stanbul"},
		{"ısı", "ısı"},
		{"ISI", "isi"},
		{"Café", "café"},
		{"Cafe\u0301", "café"},
		{"ŉ", "ʼn"}, // 0149; F; 02BC 006E
		{"ﬁlm", "film"},
		{"ΐ", "ΐ"}, // 0390; F; 03B9 0308 0301, which NFKC composes again
		{"ᾼ", "αι"},
		{"α\u0345\u0301", "άι"},
		{"\u212Belvin", "ångström"[0:2] + "elvin"},
		{"Ꭰꭰ", "ᎠᎠ"}, // AB70; C; 13A0: Cherokee folds to upper case
		{"ᏸ", "Ᏸ"},   // 13F8; C; 13F0
		{"ა", "ა"},
		{"Ა", "ა"},   // 1C90; C; 10D0
		{"ᲈ", "ꙋ"},   // 1C88; C; A64B
		{"평양", "평양"}, // conjoining jamo compose
		{"ﾋﾟｮﾝﾔﾝ", "ピョンヤン"},
		{"a\xffb", "a\ufffdb"},
		{"می\u200cخواهم", "می\u200cخواهم"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

func TestFoldLoose(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Café", "cafe"},
		{"Cafe\u0301", "cafe"},
		{"Ολυμπία", "ολυμπια"},
		{"Tromsø", "tromso"},
		{"Đà Nẵng", "da nang"},
		{"Łódź", "lodz"},
		{"Weißensee", "weissensee"},
		{"İstanbul", "istanbul"},
		{"ısı", "ısı"},
		{"Йошкар-Ола", "йошкар-ола"},
		{"и\u0306", "й"},
		{"हिन्दी", "हिन्दी"},
		{"が", "が"},
		{"평양", "평양"},
		{"ท\u0e35\u0e48", "ท\u0e35\u0e48"},
		{"Pyong\u00adyang\u2069", "pyongyang"},
		{"葛\U000E0100城", "葛城"},
		{"a\u200d\u0301", "a"},
	}
	for _, tt := range tests {
		if got := FoldLoose(tt.in); got != tt.want {
			t.Errorf("FoldLoose(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

func TestFoldPlace(t *testing.T) {
	tests := map[string][]string{
		"northkorea": {"North Korea", "north-korea", "NorthKorea", "NORTH\u00a0KOREA", "North_Korea", "North–Korea", "Ｎｏｒｔｈ　Ｋｏｒｅａ", "north\u2010korea"},
		"pyongyang":  {"P'yŏngyang", "P’yŏngyang", "P´yongyang", "Pʻyŏngyang", "P`yongyang", "Pyo\u0306ngyang", "P＇yŏng-yang"},
		"stpetersburg": {
			"St. Petersburg", "St Petersburg", "st.petersburg",
		},
		"平壌":     {"平壌", " 平 壌 "},
		"キムイルソン": {"キム・イルソン", "キム イルソン", "ｷﾑ･ｲﾙｿﾝ"},
		"москва": {"Москва"},
		"":       {"", " ", "-", "'._"},
		"a,b":    {"A, B"},
	}
	for want, list := range tests {
		for _, in := range list {
			if got := FoldPlace(in); got != want {
				t.Errorf("FoldPlace(%+q) = %+q, want %+q", in, got, want)
			}
		}
	}
}

// TestFoldEveryCharacter compares with the case folding of golang.org/x/text,
// and asks for a fixed point, character by character.
func TestFoldEveryCharacter(t *testing.T) {
	fold := cases.Fold()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r == 0x4E10 {
			r = 0x9FF0 // Han is all alike
		}
		if r == 0xAC80 {
			r = 0xD790 // and so is Hangul
		}
		if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf) || r > 0x20010 && r < 0xE0000 {
			continue
		}
		s := "x" + string(r) + "y"
		got := Fold(s)
		want := collapseSpace(norm.NFKC.String(fold.String(norm.NFKC.String(s))))
		// x/text lowers Cherokee, where CaseFolding.txt raises it.
		if got != want && !unicode.Is(unicode.Cherokee, r) {
			t.Errorf("Fold with %U = %+q, want %+q", r, got, want)
		}
		for name, f := range map[string]func(string) string{"Fold": Fold, "FoldLoose": FoldLoose, "FoldPlace": FoldPlace} {
			if once := f(s); f(once) != once || Fold(once) != once {
				t.Errorf("%s with %U: %+q is not folded", name, r, once)
			}
		}
	}
}

func TestFoldTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomText().Draw(t, "s")
		for _, f := range []func(string) string{Fold, FoldLoose, FoldPlace} {
			once := f(s)
			if twice := f(once); twice != once {
				t.Fatalf("%+q folds to %+q, then to %+q", s, once, twice)
			}
			if composed := f(NFC(s)); composed != once {
				t.Fatalf("%+q folds to %+q, its NFC to %+q", s, once, composed)
			}
			if !norm.NFKC.IsNormalString(once) {
				t.Fatalf("%+q folds to %+q, not in NFKC", s, once)
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range pieces() {
		f.Add(s + "a" + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, fold := range []func(string) string{Fold, FoldLoose, FoldPlace} {
			once := fold(s)
			if twice := fold(once); twice != once {
				t.Fatalf("%+q folds to %+q, then to %+q", s, once, twice)
			}
		}
	})
}

// The short way of ASCII gives what the long way gives.
func TestFoldPlaceASCII(t *testing.T) {
	for c := range byte(0x80) {
		for _, s := range []string{string(rune(c)), "aB" + string(rune(c)) + "Cd"} {
			if got, want := FoldPlace(s), loose(s, isPlaceSeparator); got != want {
				t.Errorf("FoldPlace(%q) = %q, want %q", s, got, want)
			}
		}
	}
}
