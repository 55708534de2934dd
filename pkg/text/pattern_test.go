package text

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

func TestTerms(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Boys with a camera. #NKorea", "boys with a camera nkorea"},
		{"평양에서 平壌", "평 양 평양 에 양에 서 에서 平 壌 平壌"},
		{"京\n都 x", "京 都 京都 x"},
		{"京\u200b都", "京 都 京都"},
		{"กรุง", "ก รุ กรุ ง รุง"},
		{"북한 평양", "북 한 북한 평 양 평양"},
	}
	for _, tt := range tests {
		if got := strings.Join(Terms(nil, tt.in), " "); got != tt.want {
			t.Errorf("Terms(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := Terms([]string{"kept"}, "x"); !slices.Equal(got, []string{"kept", "x"}) {
		t.Errorf("Terms doesn't append: %q", got)
	}
}

func TestCompile(t *testing.T) {
	type want struct {
		Tokens, Required     []string
		Prefix, Exact, Empty bool
	}
	tests := []struct {
		in     string
		prefix bool
		want   want
	}{
		{"", false, want{Empty: true}},
		{"!?", true, want{Empty: true}},
		{"Vendor", false, want{Tokens: []string{"vendor"}, Required: []string{"vendor"}, Exact: true}},
		{"Vend", true, want{Tokens: []string{"vend"}, Prefix: true}},
		{"popcorn-Vendor", false, want{Tokens: []string{"popcorn", "vendor"}, Required: []string{"popcorn", "vendor"}}},
		{"popcorn ven", true, want{Tokens: []string{"popcorn", "ven"}, Required: []string{"popcorn"}, Prefix: true}},
		{"ha ha", false, want{Tokens: []string{"ha", "ha"}, Required: []string{"ha"}}},
		{"平", false, want{Tokens: []string{"平"}, Required: []string{"平"}, Exact: true}},
		{"平壌", false, want{Tokens: []string{"平", "壌"}, Required: []string{"平壌"}, Exact: true}},
		{"平 壌", false, want{Tokens: []string{"平", "壌"}, Required: []string{"平", "壌"}}},
		{"東京都", false, want{Tokens: []string{"東", "京", "都"}, Required: []string{"東京", "京都"}}},
		{"한한한", false, want{Tokens: []string{"한", "한", "한"}, Required: []string{"한한"}}},
		{"평양", true, want{Tokens: []string{"평", "양"}, Required: []string{"평양"}, Exact: true}},
		{"a平", true, want{Tokens: []string{"a", "平"}, Required: []string{"a", "平"}}},
		{"กรุ", true, want{Tokens: []string{"ก", "รุ"}, Required: []string{"ก"}, Prefix: true}},
	}
	for _, tt := range tests {
		p := Compile(tt.in, tt.prefix)
		got := want{p.Tokens(), p.Required(), p.Prefix(), p.Exact(), p.Empty()}
		if len(got.Tokens) == 0 {
			got.Tokens = nil
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Compile(%q, %v) is %+v, want %+v", tt.in, tt.prefix, got, tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct {
		in     string
		prefix bool
		text   string
		want   string // what is found, in brackets
	}{
		{"cafe", false, "A Café, a CAFE\u0301!", "A [Café], a [CAFE\u0301]!"},
		{"popcorn vendor", false, "popcorn-vendor, Popcorn\n#vendor’s", "[popcorn-vendor], [Popcorn\n#vendor]’s"},
		{"popcorn vendor", false, "vendor popcorn", "vendor popcorn"},
		{"popcorn ven", true, "popcorn popcorn Vendor", "popcorn [popcorn Vendor]"},
		{"nk", true, "#NKorea NK link", "[#NKorea] [NK] link"},
		{"a a b", false, "a a a b", "a [a a b]"},
		{"ha ha", false, "ha ha ha ha ha", "[ha ha] [ha ha] ha"},
		{"a a", true, "a ab a abc", "[a ab] [a abc]"},
		{"평양", false, "북한평양에서 평 양", "북한[평양]에서 평 양"},
		{"평 양", false, "평양 평 양", "[평양] [평 양]"},
		{"東京都", false, "東京 京都 東京都", "東京 京都 [東京都]"},
		{"京京", false, "東京 京都", "東京 京都"},
		{"平壌", false, "平\n壌", "[平\n壌]"},
		{"ギター", false, "ｷﾞﾀｰとギター", "[ｷﾞﾀｰ]と[ギター]"},
		{"ก", true, "กำแพง", "[กำ]แพง"},
		{"1", false, "1️⃣ 1", "[1️⃣] [1]"},
		{"株", false, "x㍿", "x[㍿]"},
		{"film", false, "ﬁlm", "[ﬁlm]"},
		{"don't", false, "don’t DON'T", "[don’t] [DON'T]"},
		{"hotel", false, "L’hôtel", "L’[hôtel]"},
		{"korea", false, "North Korea’s", "North [Korea]’s"},
		{"korea's", false, "North Korea", "North [Korea]"},
		{"İx", false, "ix İx", "[ix] [İx]"},
		{"카", false, "ㅋㅏ aㅏ", "[ㅋㅏ] aㅏ"},
		{"a", false, "aㅏ ㅋㅏ", "[a]ㅏ ㅋㅏ"},
		{"!", false, "a!", "a!"},
	}
	for _, tt := range tests {
		p := Compile(tt.in, tt.prefix)
		want := strings.ReplaceAll(tt.want, "[#NKorea]", "#[NKorea]")
		var got strings.Builder
		end := 0
		for _, r := range p.Find(tt.text) {
			got.WriteString(tt.text[end:r[0]] + "[" + tt.text[r[0]:r[1]] + "]")
			end = r[1]
		}
		got.WriteString(tt.text[end:])
		if got.String() != want {
			t.Errorf("Find(%q) in %+q is %+q, want %+q", tt.in, tt.text, got.String(), want)
		}
		if p.Match(tt.text) != strings.Contains(want, "[") {
			t.Errorf("Match(%q) in %q disagrees with Find", tt.in, tt.text)
		}
	}
}

// naive is the meaning of a pattern, spelled out over the tokens.
func naive(pattern, s []Token, prefix bool) bool {
	for i := 0; i+len(pattern) <= len(s); i++ {
		ok := len(pattern) > 0
		for k, want := range pattern {
			have := s[i+k]
			last := prefix && k == len(pattern)-1
			ok = ok && (have.Text == want.Text || last && strings.HasPrefix(have.Text, want.Text)) && (!want.Joined || have.Joined)
		}
		if ok {
			return true
		}
	}
	return false
}

func TestPatternProperties(t *testing.T) {
	few := []string{"a", "A", "ab", "한", "양", "平", "ก", "รุ", " ", " ", "-", "\n", "é", "e\u0301", "\u200b"}
	fewText := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(few), 0, 40).Draw(t, "s"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(fewText, randomText()).Draw(t, "s")
		var search string
		if rapid.Bool().Draw(t, "part") && s != "" {
			from := rapid.IntRange(0, len(s)-1).Draw(t, "from")
			search = s[from:rapid.IntRange(from, len(s)).Draw(t, "to")]
		} else {
			search = rapid.OneOf(fewText, randomText()).Draw(t, "search")
		}
		prefix := rapid.Bool().Draw(t, "prefix")
		p := Compile(search, prefix)
		want := naive(slices.Collect(Tokens(search)), slices.Collect(Tokens(s)), p.Prefix())
		if p.Match(s) != want {
			t.Fatalf("Match is %v", !want)
		}
		found := p.Find(s)
		if (len(found) > 0) != want {
			t.Fatalf("Find is %v, Match %v", found, want)
		}
		terms := Terms(nil, s)
		all := true
		for _, term := range p.Required() {
			all = all && slices.Contains(terms, term)
		}
		if want && !all {
			t.Fatalf("a match without the terms %q in %q", p.Required(), terms)
		}
		if p.Exact() && all != want {
			t.Fatalf("Exact, but the terms say %v and Match %v", all, want)
		}
		checkRanges(t, s, found)
		for _, term := range terms {
			if !Compile(term, false).Match(s) {
				t.Fatalf("term %q is not found", term)
			}
		}
	})
}

// checkRanges asks for ranges in order, apart, and at grapheme boundaries.
func checkRanges(t *rapid.T, s string, ranges [][2]int) {
	boundary := map[int]bool{0: true}
	for it := graphemes.FromString(s); it.Next(); {
		boundary[it.End()] = true
	}
	end := 0
	for _, r := range ranges {
		if r[0] < end || r[0] >= r[1] || !boundary[r[0]] || !boundary[r[1]] {
			t.Fatalf("range %v of %v in %+q", r, ranges, s)
		}
		end = r[1]
	}
}

// TestLongPatternWithGaps has candidates that fail at their ends only.
func TestLongPatternWithGaps(t *testing.T) {
	pattern := strings.Repeat("한한 ", 5000) + "한한"
	text := strings.Repeat(strings.Repeat("한한 ", 4999)+"한 한 ", 20)
	if Compile(pattern, false).Match(text) {
		t.Error("matches across a gap")
	}
	if !Compile(pattern, false).Match(text + pattern) {
		t.Error("no match")
	}
}

func TestEmptyPattern(t *testing.T) {
	var p Pattern
	if !p.Empty() || p.Match("a") || p.Match("") || p.Find("a") != nil || p.Exact() || p.Prefix() || len(p.Required()) != 0 {
		t.Errorf("the zero Pattern is %+v", p)
	}
}
