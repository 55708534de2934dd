package text

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// spell writes tokens as text, with + before the joined ones.
func spell(s string) []string {
	list := []string{}
	for t := range Tokens(s) {
		if t.Joined {
			t.Text = "+" + t.Text
		}
		list = append(list, t.Text)
	}
	return list
}

func TestTokens(t *testing.T) {
	tests := []struct {
		in   string
		want string // tokens, parted by a space
	}{
		{"", ""},
		{"A popcorn vendor works at a snack bar.", "a popcorn vendor works at a snack bar"},
		{"popcorn-vendor", "popcorn vendor"},
		{"popcorn\nvendor", "popcorn vendor"},
		{"#Pyongyang #NKorea's @ada_example", "pyongyang nkorea ada_example"},
		{"＃Ｐｙｏｎｇｙａｎｇ", "pyongyang"},
		{"don't don’t DON`T don´t don＇t", "don't don't don't don't don't"},
		{"the boys' boy's boy’s", "the boys boy boy"},
		{"'quoted' ‘quoted’", "quoted quoted"},
		{"'s x's's y's'", "s x y"},
		{"l'hôtel d’Orsay dell'arte aujourd'hui O'Brien", "l hotel d orsay dell arte aujourd'hui o'brien"},
		{"store.The next:one", "store the next one"},
		{"U.S.A. www.example.com/x?y=1", "u s a www example com x y 1"},
		{"3.14 1,000 25.02.2013 08:14 f/2.8 50mm 1a", "3.14 1,000 25.02.2013 08 14 f 2.8 50mm 1a"},
		{"٣٫١٤", "٣٫١٤"}, // U+066B joins digits (MidNum)
		{"snack_bar __init__ ___ _a", "snack_bar init a"},
		{"café CAFE\u0301 Ολυμπία", "cafe cafe ολυμπια"},
		{"Đà Nẵng Łódź İstanbul", "da nang lodz istanbul"},
		{"ﬁlm ½ ² ① ㎏", "film 1 2 2 1 kg"},
		{"й и\u0306", "й й"},
		{"Pyong\u00adyang\u2069 \u200eKorea", "pyongyang korea"},
		{"zw\u200bsp می\u200cخواهم", "zw sp میخواهم"},
		{"❤️ 👨‍👩‍👧 🇰🇵 … — !?", ""},
		{"love❤️Pyongyang", "love pyongyang"},
		{"צה\"ל צה״ל", "צה\"ל צה\"ל"},
		{"הַבַּיִת", "הַבַּיִת"},
		{"हिन्दी में", "हिन्दी में"},
		{"平壌", "平 +壌"},
		{"平 壌", "平 壌"},
		{"平\n壌", "平 +壌"},
		{"平\r\n壌", "平 +壌"},
		{"平\n\n壌", "平 壌"},
		{"平\u200b壌\ufe0f市", "平 +壌 +市"},
		{"東京、京都", "東 +京 京 +都"},
		{"ｷﾞﾀｰのギター", "ギ +タ +ー +の +ギ +タ +ー"},
		{"2013年2月25日", "2013 年 2 月 25 日"},
		{"iPhoneで撮影", "iphone で +撮 +影"},
		{"평양에서", "평 +양 +에 +서"},
		{"\u1111\u1167\u11bc\u110b\u1163\u11bc", "평 +양"},
		{"북한 평양", "북 +한 평 +양"},
		{"북한\n평양", "북 +한 평 +양"},
		{"ㅋㅋㅋ", "ᄏ +ᄏ +ᄏ"},
		{"Pyongyang평양Pyongyang", "pyongyang 평 +양 pyongyang"},
		{"น้ำตก", "น้ํ +า +ต +ก"}, // SARA AM is two characters in NFKC
		{"ที่", "ที่"},
		{"ราคา ๕๐ บาท", "ร +า +ค +า ๕๐ บ +า +ท"},
		{"ລາວ ខ្មែរ", "ລ +າ +ວ ខ្ +មែ +រ"},
		{"㍿", "株 +式 +会 +社"},
		{"葛\U000E0100城 𠮷野家", "葛 +城 𠮷 +野 +家"},
		{"a\xffb", "a b"},
		{"\u0301", ""},
		{"Ａ\u0301ｂ", "ab"},
		{"A\u0e33", "a า"}, // the mark in SARA AM is taken off the A
	}
	for _, tt := range tests {
		want := strings.Fields(norm.NFC.String(tt.want))
		got := spell(tt.in)
		if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("Tokens(%+q) = %q, want %q", tt.in, got, want)
		}
	}
}

func TestTokenRanges(t *testing.T) {
	tests := []struct {
		in   string
		want []string // what the ranges hold
	}{
		{"The Café’s ﬁlm", []string{"The", "Café", "ﬁlm"}},
		{"Cafe\u0301\u0327 x", []string{"Cafe\u0301\u0327", "x"}},
		{"Ｐｙ-İx", []string{"Ｐｙ", "İx"}},
		{"\u200eKo\u00adrea\u2069 a", []string{"Ko\u00adrea", "a"}},
		{"\u1111\u1167\u11bc양x", []string{"\u1111\u1167\u11bc", "양", "x"}},
		{"ｶﾞ行", []string{"ｶﾞ", "行"}},
		{"x㍿y", []string{"x", "㍿", "㍿", "㍿", "㍿", "y"}},
		{"กำ", []string{"กำ", "ำ"}},
		{"ßa Straße", []string{"ßa", "Straße"}},
		{"🇰🇵é 平\U000E0100壌", []string{"é", "平", "壌"}},
		{"a\xffb\xe2\x82c", []string{"a", "b", "c"}},
		{"__ä__", []string{"ä"}},
		{"½", []string{"½", "½"}},
		{"й1", []string{"й1"}},
	}
	for _, tt := range tests {
		var got []string
		for token := range Tokens(tt.in) {
			got = append(got, tt.in[token.Start:token.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("ranges of %+q hold %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

func TestTokenIsClipped(t *testing.T) {
	long := strings.Repeat("ж", 400)
	for token := range Tokens(long + " x") {
		if len(token.Text) > maxToken || !utf8.ValidString(token.Text) {
			t.Errorf("token of %d bytes", len(token.Text))
		}
	}
	if !Compile(long, false).Match("a "+long) || !Compile(long, true).Match(long+"ж") {
		t.Error("a long word is not found")
	}
}

// TestShortWay holds the short way for ASCII against UAX #29 alone.
func TestShortWay(t *testing.T) {
	list := []string{"a", "Bc", "s", "l", "0", "12", "_", "'", "`", ".", ",", ";", ":", " ", "\r\n", "-", "\"", "\x00", "d'", "'s"}
	ascii := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(list), 0, 16).Draw(t, "s"), "")
	})
	mixed := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(list, "é", "’", "٢", "́", "👨", "\u200b", "א", "한", "·")), 0, 16).Draw(t, "s"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(ascii, mixed, randomText()).Draw(t, "s")
		short := slices.Collect(Tokens(s))
		var long []Token
		sc := scanner{soloEnd: -1, folded: foldForTokens(s)}
		for it := words.FromString(sc.text); it.Next(); {
			sc.rest, sc.restEnd = it.Start(), it.End()
			for sc.rest < sc.restEnd {
				if sc.cut() {
					long = append(long, sc.token())
				}
			}
		}
		if !reflect.DeepEqual(short, long) {
			t.Fatalf("%+q gives %v, by UAX #29 %v", s, short, long)
		}
	})
}

// TestFoldForTokens holds the short ways of folding against the long one.
func TestFoldForTokens(t *testing.T) {
	for r := rune(0x80); r <= 0x1FFFF; r++ {
		if 0xD800 <= r && r < 0xF8FF || r == 0xFFFD {
			continue
		}
		s := string(r)
		if isInvisible(r) || unified(r) != r {
			continue
		}
		long := tokenFolder{src: s}
		long.foldCluster(s)
		if got := foldForTokens(s).text; got != string(long.out) {
			t.Errorf("%U folds to %+q, the long way to %+q", r, got, long.out)
		}
	}
}

func TestTokenProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomText().Draw(t, "s")
		end := 0
		for token := range Tokens(s) {
			if token.Text == "" || token.Start < 0 || token.Start >= token.End || token.End > len(s) || token.End < end {
				t.Fatalf("token %+v in a text of %d bytes, after %d", token, len(s), end)
			}
			end = token.End
			if !utf8.ValidString(s) {
				continue
			}
			if part := s[token.Start:token.End]; !utf8.ValidString(part) {
				t.Fatalf("token %+v cuts %+q", token, part)
			}
			again := spell(token.Text)
			if len(again) != 1 || again[0] != token.Text {
				t.Fatalf("token %+q is cut into %+q", token.Text, again)
			}
		}
		if got, want := spell(NFC(s)), spell(s); !slices.Equal(got, want) {
			t.Fatalf("NFC of %+q gives %+q, not %+q", s, got, want)
		}
		if got, want := spell(norm.NFD.String(s)), spell(s); !slices.Equal(got, want) {
			t.Fatalf("NFD of %+q gives %+q, not %+q", s, got, want)
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range pieces() {
		f.Add("x" + s + "y'" + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end, count := 0, 0
		for token := range Tokens(s) {
			if token.Text == "" || token.Start >= token.End || token.End > len(s) || token.End < end {
				t.Fatalf("token %+v in %+q", token, s)
			}
			end = token.End
			if count++; count > 20 {
				continue // the next is quadratic
			}
			if !Compile(token.Text, false).Match(s) {
				t.Fatalf("token %+q is not found in %+q", token.Text, s)
			}
		}
	})
}
