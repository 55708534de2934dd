// Package hashtag finds hashtags and mentions in captions, and says when two
// tags are one.
//
// The rules are those of captions on Instagram, with the body of twitter-text
// (github.com/twitter/twitter-text): where the two differ, tags that people
// meant are found rather than lost. It knows text and nothing else: no
// accounts, no platform, no archive, and no HTML (entities must be unescaped
// before, where a caption comes from HTML).
package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"photoarchive/pkg/text"
)

// maxTag is how many bytes a tag may have. Instagram stops at some hundred
// letters; what is longer is no tag.
const maxTag = 1024

// Kind is what a Span is.
type Kind int

// The kinds of spans.
const (
	Tag     Kind = iota // #tag
	Mention             // @name
)

// Span is a tag or mention in a caption: the bytes from Start to End, with the
// sign.
type Span struct {
	Start, End int
	Kind       Kind
}

// Extract returns the tags of a caption in order of appearance: without sign,
// in NFC, each once (the first spelling of those with one Key).
//
// A tag is a sign (# ＃ ﹟) and a body. The sign doesn't follow & (HTML
// entities) and is in no URL; letters before it make no difference ("日本#tag",
// "#a#b"). The body is letters, marks, decimal digits, _, the joiners and
// script-specific characters of twitter-text, and emoji sequences (UTS #51);
// it has a letter, mark or emoji, and neither begins nor ends with a joiner,
// middle dot or dash.
func Extract(caption string) []string {
	return unique(caption, Tag)
}

// Mentions returns the account names a caption mentions, in order of
// appearance, without @, each once whatever its case.
//
// A name is letters, digits and _ of ASCII, with single full stops inside;
// names of the fediverse keep their host (ada@example.social). The sign (@ ＠)
// doesn't follow a letter, a digit or one of _!#$%&*@/ and is in no URL, so
// that e-mail addresses are no mentions.
func Mentions(caption string) []string {
	return unique(caption, Mention)
}

// unique returns the spans of a kind as names, each once.
func unique(caption string, kind Kind) []string {
	var names []string
	var seen map[string]bool
	for _, span := range Find(caption) {
		if span.Kind != kind {
			continue
		}
		_, sign := utf8.DecodeRuneInString(caption[span.Start:])
		name := text.NFC(withoutJoiners(caption[span.Start+sign : span.End]))
		if key := text.Fold(name); !seen[key] {
			if seen == nil {
				seen = make(map[string]bool)
			}
			seen[key] = true
			names = append(names, name)
		}
	}
	return names
}

// Key returns what two tags are compared by: the tag without sign, under
// text.Fold.
func Key(tag string) string {
	return text.Fold(withoutSign(tag))
}

// Clean makes a tag of what a person or a keyword field gives ("#Pyongyang",
// "North Korea", " snack bar "): without sign, outer space and control
// characters, inner white space one space, in NFC. Keywords may have spaces,
// digits alone and punctuation inside. It is not ok if nothing but punctuation
// is left, or more than 1,024 bytes.
func Clean(tag string) (display string, ok bool) {
	tag = strings.Map(visible, strings.ToValidUTF8(tag, "\uFFFD"))
	tag = strings.TrimRightFunc(withoutSign(tag), isPadding)
	tag = text.NFC(strings.Join(strings.Fields(tag), " "))
	return tag, len(tag) <= maxTag && strings.ContainsFunc(tag, hasMeaning)
}

// visible maps control and format characters to nothing and line breaks to a
// space. The joiners of Persian, Indic scripts and emoji stay.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == zwnj, r == zwj, isFlagTag(r), isArabicNumberSign(r):
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf):
		return -1
	}
	return r
}

// isArabicNumberSign reports whether r is a format character that is seen:
// U+0600 and others that enclose the number behind them.
func isArabicNumberSign(r rune) bool {
	return 0x0600 <= r && r <= 0x0605 || r == 0x06DD || r == 0x08E2
}

// hasMeaning reports whether r is more than punctuation.
func hasMeaning(r rune) bool {
	return r != utf8.RuneError && unicode.In(r, unicode.L, unicode.N, unicode.So, unicode.Sm, unicode.Sc)
}

// withoutSign returns s without what stands before the tag: white space, signs
// and joiners.
func withoutSign(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return isSign(r) || isPadding(r) })
}

// isPadding reports whether r is no part of a tag at its ends.
func isPadding(r rune) bool {
	return r == zwnj || r == zwj || unicode.IsSpace(r)
}

// isSign reports whether r is one of the signs of UAX #31 D2.
func isSign(r rune) bool {
	return r == '#' || r == '＃' || r == '﹟'
}
