package hashtag

import (
	"slices"
	"testing"
)

// TestTwitterText has the facts of twitter-text's conformance/extract.yml:
// hashtags, hashtags_from_astral and hashtags_with_indices. Where the want of
// twitter-text differs, it is in twitter, with the reason.
func TestTwitterText(t *testing.T) {
	tests := []struct {
		in      string
		want    []string
		twitter string // why it differs
	}{
		{in: "a ✌#hashtag here", want: []string{"hashtag"}},
		{in: "a ✌\uFE0E#hashtag here", want: []string{"hashtag"}},
		{in: "a ✌️#hashtag here", want: []string{"hashtag"}},
		{in: "a ✌🏿#hashtag here", want: []string{"hashtag"}},
		{in: "a ✌🏿️#hashtag here", want: []string{"hashtag"}},
		{in: "a 👨👩👧#hashtag here", want: []string{"hashtag"}},
		{in: "a #hashtag here", want: []string{"hashtag"}},
		{in: "this is #hashtag1", want: []string{"hashtag1"}},
		{in: "#1hashtag is this", want: []string{"1hashtag"}},
		{in: "On the #16 bus"},
		{in: "#0"},
		{
			in:   "(#hashtag1 )#hashtag2 [#hashtag3 ]#hashtag4 ’#hashtag5’#hashtag6",
			want: []string{"hashtag1", "hashtag2", "hashtag3", "hashtag4", "hashtag5", "hashtag6"},
		},
		{in: "I'll write more tests #mañana", want: []string{"mañana"}},
		{in: "Working remotely #café", want: []string{"café"}},
		{in: "Getting my Oktoberfest on #münchen", want: []string{"münchen"}},
		{in: "this is not valid: # 会議中 ハッシュ"},
		{in: "What is #트위터 anyway?", want: []string{"트위터"}},
		{in: "Just random half-width Hangul #ﾣﾦﾰ", want: []string{"ﾣﾦﾰ"}},
		{in: "What is #ашок anyway?", want: []string{"ашок"}},
		{in: "#カタカナ is a hashtag", want: []string{"カタカナ"}},
		{in: "#ひらがな FTW!", want: []string{"ひらがな"}},
		{in: "#漢字 is the future", want: []string{"漢字"}},
		{in: "Hashtag #カタカナ", want: []string{"カタカナ"}},
		{in: "Japanese hashtags #ひらがな", want: []string{"ひらがな"}},
		{in: "Study time #漢字", want: []string{"漢字"}},
		{in: "See my #カタカナ hashtag?", want: []string{"カタカナ"}},
		{in: "Study #ひらがな for fun and profit", want: []string{"ひらがな"}},
		{in: "Some say #漢字 is the past. what do they know?", want: []string{"漢字"}},
		{in: "日本語ハッシュタグテスト #日本語ハッシュタグ", want: []string{"日本語ハッシュタグ"}},
		{in: "日本語ハッシュテスト。#日本語ハッシュタグ", want: []string{"日本語ハッシュタグ"}},
		{in: "#日本語ハッシュタグ。", want: []string{"日本語ハッシュタグ"}},
		{in: "全角英数字ハッシュタグ ＃ｈａｓｈｔａｇ１２３", want: []string{"ｈａｓｈｔａｇ１２３"}},
		{
			in: "日本語ハッシュタグ#日本語ハッシュタグ", want: []string{"日本語ハッシュタグ"},
			twitter: "none; Instagram has tags right after letters",
		},
		{in: "長音ハッシュタグ。#サッカー", want: []string{"サッカー"}},
		{in: "長音ハッシュタグ。#ｻｯｶｰ", want: []string{"ｻｯｶｰ"}},
		{in: "#ﾊｯｼｭﾀｸﾞ #ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", want: []string{"ﾊｯｼｭﾀｸﾞ", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ"}},
		{in: "できましたよー！#日本語ハッシュタグ。", want: []string{"日本語ハッシュタグ"}},
		{in: "できましたよー！＃日本語ハッシュタグ。", want: []string{"日本語ハッシュタグ"}},
		{in: "#云々 #学問のすゝめ #いすゞ #各〻 #各〃", want: []string{"云々", "学問のすゝめ", "いすゞ", "各〻", "各〃"}},
		{in: "#メ～テレ ハッシュタグ内で～が認識されず", want: []string{"メ～テレ"}},
		{in: "#メ〜テレ ハッシュタグ内で〜が認識されず", want: []string{"メ〜テレ"}},
		{in: "Here’s a test tweet for you: #Ateş #qrşt #ştu #ş", want: []string{"Ateş", "qrşt", "ştu", "ş"}},
		{in: "Here’s a test tweet for you: #İn #ın", want: []string{"İn", "ın"}},
		{
			in: "#hashtag: #hashtag; #hashtag, #hashtag. #hashtag! #hashtag?", want: []string{"hashtag"},
			twitter: "six times; here each tag is told once",
		},
		{
			in: ":#hashtag ;#hashtag ,#hashtag .#hashtag !#hashtag ?#hashtag", want: []string{"hashtag"},
			twitter: "six times; here each tag is told once",
		},
		{in: "#hashtag\ntest\n#hashtag2\ntest\n#hashtag3\n", want: []string{"hashtag", "hashtag2", "hashtag3"}},
		{in: "#http://twitter.com #https://twitter.com"},
		{in: "http://twitter.com/#hashtag twitter.com/#hashtag"},
		{in: "#Azərbaycanca #mûǁae #Čeština #Ċaoiṁín", want: []string{"Azərbaycanca", "mûǁae", "Čeština", "Ċaoiṁín"}},
		{
			in:   "#سیاست #ایران #السياسة #السياح #لغات  #اتمی  #کنفرانس #العربية #الجزيرة #فارسی",
			want: []string{"سیاست", "ایران", "السياسة", "السياح", "لغات", "اتمی", "کنفرانس", "العربية", "الجزيرة", "فارسی"},
		},
		{
			in:   "#برنامه_نویسی  #رییس_جمهور  #رئيس_الوزراء, #ثبت_نام. #لس_آنجلس",
			want: []string{"برنامه_نویسی", "رییس_جمهور", "رئيس_الوزراء", "ثبت_نام", "لس_آنجلس"},
		},
		{in: "#עַל־יְדֵי #וכו׳ #מ״כ", want: []string{"עַל־יְדֵי", "וכו׳", "מ״כ"}},
		{
			in:   "#ผู้เริ่ม #การเมือง #รายละเอียด #นักท่องเที่ยว #ของขวัญ #สนามบิน #เดินทาง #ประธาน",
			want: []string{"ผู้เริ่ม", "การเมือง", "รายละเอียด", "นักท่องเที่ยว", "ของขวัญ", "สนามบิน", "เดินทาง", "ประธาน"},
		},
		{in: "#أي\u200cبي\u200cإم #می\u200cخواهم", want: []string{"أي\u200cبي\u200cإم", "می\u200cخواهم"}},
		{in: "የአላህ መልእክተኛ ሰለላሁ ዓለይሂ ወሰለም #ኢትዮሙስሊምስ", want: []string{"ኢትዮሙስሊምስ"}},
		{in: "#ශ්\u200dරීලංකා", want: []string{"ශ්\u200dරීලංකා"}},
		{in: "#۳۴۵هشتگ #هشتگ۶۷۸ #ســـلام_عليكم_٤٠٦", want: []string{"۳۴۵هشتگ", "هشتگ۶۷۸", "ســـلام_عليكم_٤٠٦"}},
		{in: "#महात्मा #महात्मा_१२३४ #१२३४ गांधी", want: []string{"महात्मा", "महात्मा_१२३४"}},
		{
			in:   "#বাংলা #ગુજરાતી #ಕನ್ನಡ #മലയാളം #ଓଡ\u0b3cିଆ #ਪੰਜਾਬੀ #සිංහල #தமிழ் #తెలుగు",
			want: []string{"বাংলা", "ગુજરાતી", "ಕನ್ನಡ", "മലയാളം", "ଓଡ\u0b3cିଆ", "ਪੰਜਾਬੀ", "සිංහල", "தமிழ்", "తెలుగు"},
		},
		{in: "#བོད་སྐད་ #བོད་སྐད", want: []string{"བོད་སྐད་", "བོད་སྐད"}},
		{in: "#មហាត្មះគន្ធី #မြင့်မြတ်သော #ຊີວະສາດ", want: []string{"មហាត្មះគន្ធី", "မြင့်မြတ်သော", "ຊີວະສາດ"}},
		{in: "#Μαχάτμα_Γκάντι ήταν Ινδός πολιτικός", want: []string{"Μαχάτμα_Γκάντι"}},
		{in: "#Մահաթմա #მაჰათმა", want: []string{"Մահաթմա", "მაჰათმა"}},
		{in: "#il·lusió", want: []string{"il·lusió"}},
		{in: "#_ #1_2 #122 #〃"},
		{in: "#\U00020021", want: []string{"\U00020021"}},
		{in: "#\U00016f04\U00016f51", want: []string{"\U00016f04\U00016f51"}},
		{in: "#\U00000041\U000104a0", want: []string{"A\U000104a0"}},
		{in: "#hashtag here", want: []string{"hashtag"}},
		{in: "test a #hashtag", want: []string{"hashtag"}},
		{in: "test a #hashtag in a string", want: []string{"hashtag"}},
		{in: "#123 a #hashtag in a string", want: []string{"hashtag"}},
		{in: "会議中 #hashtag 会議中", want: []string{"hashtag"}},
		{in: "One #two three #four", want: []string{"two", "four"}},
		{in: "Hashtags in #русский!", want: []string{"русский"}},
		{in: "Hashtags in #中文, #日本語, #한국말, and #русский! Try it out!", want: []string{"中文", "日本語", "한국말", "русский"}},
	}
	for _, tt := range tests {
		if got := Extract(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Extract(%+q) = %+q, want %+q (twitter-text: %s)", tt.in, got, tt.want, tt.twitter)
		}
	}
}

// TestMastodon has the facts of Mastodon's spec/models/tag_spec.rb (HASHTAG_RE
// and find_normalized).
func TestMastodon(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"Check this out https://medium.com/@alice/some-article#.abcdef123", nil},
		{"https://en.wikipedia.org/wiki/Ghostbusters_(song)#Lawsuit", nil},
		{"https://gcc.gnu.org/bugzilla/show_bug.cgi?id=111895#c4", nil},
		{"https://example.org/testé#foo", nil},
		{"https://en.wikipedia.org/wiki/Ghostbusters_(song)?foo=#Lawsuit", nil},
		{"https://en.wikipedia.org/wiki/Google_LLC_v._Oracle_America,_Inc.#Decision", nil},
		{"test\u00a0#foo", []string{"foo"}},
		{"this is #ａｅｓｔｈｅｔｉｃ", []string{"ａｅｓｔｈｅｔｉｃ"}},
		{"this is ＃ｆｏｏ", []string{"ｆｏｏ"}},
		{"hello #3d", []string{"3d"}},
		{"hello #l33ts35k", []string{"l33ts35k"}},
		{"hello #world2016", []string{"world2016"}},
		{"hello #_test", []string{"_test"}},
		{"hello #test_", []string{"test_"}},
		{"hello #one_two_three", []string{"one_two_three"}},
		{"hello #one·two·three", []string{"one·two·three"}},
		{"testing #ぼっち・ざ・ろっく", []string{"ぼっち・ざ・ろっく"}},
		{"just add #نرم\u200cافزار and", []string{"نرم\u200cافزار"}},
		{"hello #·one·two·three", nil},
		{"hello #one·two·three·", []string{"one·two·three"}},
		{"hello #0123456", nil},
		{"Hello toß #ruby", []string{"ruby"}},
		{"Hello #rubyOnRails", []string{"rubyOnRails"}},
	}
	for _, tt := range tests {
		if got := Extract(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Extract(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
	}
	if a, b := Key("abcABCａｂｃＡＢＣやゆよ"), Key("abcabcａｂｃａｂｃやゆよ"); a != b {
		t.Errorf("keys %q and %q differ", a, b)
	}
}

// TestTwitterTextMentions has the facts of the mentions in extract.yml.
func TestTwitterTextMentions(t *testing.T) {
	tests := []struct {
		in      string
		want    []string
		twitter string // why it differs
	}{
		{in: "@username reply", want: []string{"username"}},
		{in: "mention @username", want: []string{"username"}},
		{in: "mention @user_name", want: []string{"user_name"}},
		{in: "mention @12345", want: []string{"12345"}},
		{in: "mention @username1 @username2", want: []string{"username1", "username2"}},
		{in: "の@usernameに到着を待っている", want: []string{"username"}},
		{in: "Current Status: @_@ (cc: @username)", want: []string{"username"}},
		{in: "@aliceìnheiro something something"},
		{
			in: "@username email me @test@example.com", want: []string{"username", "test@example.com"},
			twitter: "username only; there was no fediverse",
		},
		{in: "@http://twitter.com"},
		{in: "@username\n@mention", want: []string{"username", "mention"}},
		{in: "RT@username RT:@mention RT @test", want: []string{"username", "mention", "test"}},
		{in: "rt@username Rt:@mention rT @test", want: []string{"username", "mention", "test"}},
		{in: "f!@kn"},
		{in: "f@@kn"},
		{in: "f#@kn"},
		{in: "f$@kn"},
		{in: "f%@kn"},
		{in: "f&@kn"},
		{in: "f*@kn"},
		{in: "@username/list-name is a great list!", want: []string{"username"}},
		{in: "　@username reply", want: []string{"username"}},
		{in: ".@username mention", want: []string{"username"}},
		{in: "-@username +@other", want: []string{"username", "other"}},
		{in: "/@username mention", twitter: "username; a slash is more often a path"},
		{in: "_@username mention"},
	}
	for _, tt := range tests {
		if got := Mentions(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Mentions(%+q) = %+q, want %+q (twitter-text: %s)", tt.in, got, tt.want, tt.twitter)
		}
	}
}
