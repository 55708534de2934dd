package hashtag

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestExtract(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"no tag", nil},
		{"A popcorn vendor works in #Pyongyang. #NKorea, #Propaganda!", []string{"Pyongyang", "NKorea", "Propaganda"}},
		{"#Pyongyang #pyongyang ＃ＰＹＯＮＧＹＡＮＧ #PYONGYANG", []string{"Pyongyang"}},

		// The table of behaviour: as on Instagram, but digits alone are none.
		{"##x", []string{"x"}},
		{"#a#b", []string{"a", "b"}},
		{"#a＃b﹟c", []string{"a", "b", "c"}},
		{"日本#tag", []string{"tag"}},
		{"x#y", []string{"y"}},
		{"#1 #١٢٣ #１２ #१२", nil},
		{"#1a #2024goals", []string{"1a", "2024goals"}},
		{"#_ #__ #_1", nil},
		{"&#39;x a&#b &＃c", nil},
		{"&amp;#b", []string{"b"}},
		{"https://e.com/#frag", nil},
		{"#☀️", []string{"☀️"}},
		{"#👨‍👩‍👧", []string{"👨‍👩‍👧"}},
		{"#️⃣ #️ #⃣", nil},
		{"#️⃣tag", nil},
		{"＃全角 ﹟small", []string{"全角", "small"}},
		{"#don't #C++ #foo-bar #a.b #a/b", []string{"don", "C", "foo", "a"}},
		{"#zw\u200bsp", []string{"zw"}},
		{"#tag… #x” #y) #z»", []string{"tag", "x", "y", "z"}},
		{"# tag #\ttag", nil},
		{"Pyongyang/#NKorea and/or#x", []string{"NKorea", "x"}},

		// Emoji.
		{"#Pyongyang❤️ #❤️🔥x", []string{"Pyongyang❤️", "❤️🔥x"}},
		{"#🇰🇵 #🇰🇵🇰 #🇰", []string{"🇰🇵"}},
		{"#top1️⃣ #1️⃣", []string{"top1️⃣"}},
		{"#👍🏽 #✌🏿 #✌", []string{"👍🏽", "✌🏿"}},
		{"#🏴󠁧󠁢󠁥󠁮󠁧󠁿 #❤‍🔥 #🧑‍⚕️", []string{"🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤‍🔥", "🧑‍⚕️"}},
		{"#brand™ #a© #b→c", []string{"brand", "a", "b"}},
		{"#☀", nil},

		// Ends.
		{"#one· #two・ #three\u200d #four\u200c #five~ #six〜", []string{"one", "two", "three", "four", "five", "six"}},
		{"#\u200cمی\u200cخواهم", []string{"می\u200cخواهم"}},
		{"#\u0301a #\u0e31", nil},
		{"#cafe\u0301 #café", []string{"café"}},
		{"#\u1111\u1167\u11bc양", []string{"평양"}},
		{"#a\xff #\xffb", []string{"a"}},

		// URLs.
		{"HTTPS://E.COM/x#y www.example.com#a (www.example.com/x)#b", []string{"b"}},
		{"see example.com/#frag, example.co.uk/a#b and foo.app:8080/x#c", nil},
		{"Ed.Jones/AFP#x example.com#y", []string{"x", "y"}},
		{"[text](https://e.com/a)#b https://e.com/wiki/a_(b)#c", []string{"b"}},
		{"「https://e.com/平壌#歴史」#x https://e.com/a。#y", []string{"x", "y"}},
		{"https://t.co/abc❤️#love <https://e.com>#z", []string{"love", "z"}},
		{"日本https://e.com/#a", nil},
		{"://#a //#b ///#c /#d", []string{"a", "b", "c", "d"}},
		{"#example.com/#b", []string{"example", "b"}},
		{"#www.example.com", []string{"www"}},
		{"https://e.com/\u200b#x", []string{"x"}},
	}
	for _, tt := range tests {
		if got := Extract(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Extract(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

func TestMentions(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"Photo by @ada_example. With @Bob.B, @bob.b and ＠carla!", []string{"ada_example", "Bob.B", "carla"}},
		{"a@b.c ada.e@example.com é@x.com mailto:a@b.c", nil},
		{"ada.@example.com", nil},
		{"@ada@example.social, @ada-b@example.social.", []string{"ada@example.social", "ada-b@example.social"}},
		{"@ada@localhost @ada@b", nil},
		{"https://medium.com/@alice medium.com/@alice x/@alice", nil},
		{"https://e.com/a?b=@c (@ada) “@bob” -@carla", []string{"ada", "bob", "carla"}},
		{"@. @.. @_ @.a @a..b @b...", []string{"a", "b"}},
		{"@ada#tag", []string{"ada"}},
		{"#tag@ada", nil},
		{"@ada’s @bob's", []string{"ada", "bob"}},
		{"사진@ada입니다", []string{"ada"}},
		{"@ada\u0301", nil},
		{"@" + strings.Repeat("a", 400), nil},
	}
	for _, tt := range tests {
		if got := Mentions(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Mentions(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	in := "見て #Café ＃e\u0301x @ada, a&#b #a#a"
	var got []string
	for _, span := range Find(in) {
		got = append(got, in[span.Start:span.End])
	}
	if want := []string{"#Café", "＃e\u0301x", "@ada", "#a", "#a"}; !slices.Equal(got, want) {
		t.Errorf("spans hold %+q, want %+q", got, want)
	}
	if got, want := Find("@a #b"), []Span{{0, 2, Mention}, {3, 5, Tag}}; !reflect.DeepEqual(got, want) {
		t.Errorf("Find gives %v, want %v", got, want)
	}
}

func TestKey(t *testing.T) {
	same := [][]string{
		{"pyongyang", "#Pyongyang", "ＰＹＯＮＧＹＡＮＧ", "＃Pyongyang", "﹟PYONGYANG", " #Pyongyang "},
		{"strasse", "Straße", "STRASSE", "STRAẞE"},
		{"οδοσ", "ΟΔΟΣ", "οδος"},
		{"i̇n", "İn", "i\u0307n", "I\u0307N"},
		{"ın", "ın"},
		{"in", "IN", "In"},
		{"café", "CAFÉ", "Cafe\u0301"},
		{"cafe", "CAFE"},
		{"north korea", "North  Korea", "NORTH\u00a0KOREA"},
		{"평양", "\u1111\u1167\u11bc양"},
		{"", "#", "##"},
	}
	for _, list := range same {
		for _, tag := range list[1:] {
			if got := Key(tag); got != list[0] {
				t.Errorf("Key(%+q) = %+q, want %+q", tag, got, list[0])
			}
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"#Pyongyang", "Pyongyang", true},
		{"＃ Pyongyang", "Pyongyang", true},
		{"North Korea", "North Korea", true},
		{" snack \t\n bar ", "snack bar", true},
		{"North\u00a0Korea", "North Korea", true},
		{"2013", "2013", true},
		{"C++", "C++", true},
		{"❤️", "❤️", true},
		{"cafe\u0301", "café", true},
		{"a\x00b\x1bc\u202e\ufeff", "abc", true},
		{"می\u200cخواهم", "می\u200cخواهم", true},
		{"##x", "x", true},
		{"\u200d#x \u200c", "x", true},
		{"rock'n'roll", "rock'n'roll", true},
		{"", "", false},
		{" ", "", false},
		{"#", "", false},
		{"...", "...", false},
		{"_", "_", false},
		{"\x00\x01", "", false},
		{"\xff", "\ufffd", false},
		{strings.Repeat("a", 1024), strings.Repeat("a", 1024), true},
		{strings.Repeat("a", 1025), strings.Repeat("a", 1025), false},
	}
	for _, tt := range tests {
		if got, ok := Clean(tt.in); got != tt.want || ok != tt.ok {
			t.Errorf("Clean(%+q) = %+q, %v, want %+q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

// TestHostile gives texts that tempt to look at the same bytes again and again.
// At their length, quadratic cost is many seconds.
func TestHostile(t *testing.T) {
	const size = 1 << 20
	for _, piece := range []string{
		"#", "＃", "#\u200d", "\u200d", "#a", "#1", "a", "@", "@a", "@a@", "@a.", "a.b/", "://", "a://", "w", "www.", "www.a/", "/", ".",
		"-./", "x:", "#🇰", "❤️", "#️", "é", "\xff", "#\u0301", "(", "https://a.bc/(", "&#",
	} {
		s := "#x" + strings.Repeat(piece, size/len(piece))
		began := time.Now()
		Extract(s)
		Mentions(s)
		if spent := time.Since(began); spent > 5*time.Second {
			t.Errorf("%q takes %v", piece, spent)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"#a#b", "日本#tag", "#☀️👨‍👩‍👧", "#1️⃣a", "https://e.com/#f (www.e.com)#x", "＃İn #ß", "#il·lusió·", "#\u200dx", "@a@b.cd", "#🇰🇵🇰", "#e\u0301\u0345", "#_\u036c",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, span := range Find(s) {
			if span.Start < end || span.End <= span.Start || span.End > len(s) {
				t.Fatalf("span %v after %d in %+q", span, end, s)
			}
			end = span.End
		}
		for _, tag := range Extract(s) {
			if again := Extract("#" + tag); !slices.Equal(again, []string{tag}) {
				t.Fatalf("tag %+q of %+q is read again as %+q", tag, s, again)
			}
			if clean, ok := Clean(tag); !ok || clean != tag {
				t.Fatalf("tag %+q is cleaned to %+q, %v", tag, clean, ok)
			}
			if key := Key(tag); Key(key) != key || Key("#"+tag) != key || key == "" {
				t.Fatalf("tag %+q has key %+q, that has %+q", tag, key, Key(key))
			}
			if !norm.NFC.IsNormalString(tag) && utf8.RuneCountInString(tag) < 20 {
				t.Fatalf("tag %+q is not in NFC", tag)
			}
		}
		for _, name := range Mentions(s) {
			if again := Mentions("@" + name); !slices.Equal(again, []string{name}) {
				t.Fatalf("name %+q of %+q is read again as %+q", name, s, again)
			}
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"#Pyongyang", " North  Korea", "##", "\u200d#x", "a\x00\u0301", "\ufeff# x", "#\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean, ok := Clean(s)
		if again, okAgain := Clean(clean); again != clean || okAgain != ok {
			t.Fatalf("%+q is cleaned to %+q, then to %+q", s, clean, again)
		}
		if key := Key(s); Key(key) != key {
			t.Fatalf("%+q has key %+q, that has %+q", s, key, Key(key))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := "A popcorn vendor works at a snack bar in a department store in #Pyongyang. The store's shelves were full, " +
		"boys with a camera don't look; a mural of the tower stands behind them. #NKorea #Propaganda 2013 @ada"
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(s)
	}
}
