package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many bytes a mentioned name may have: a domain name, as
// Bluesky has for handles, and before it a local part for the fediverse.
const maxName = 320

// isAt reports whether r is the sign of a mention.
func isAt(r rune) bool { return r == '@' || r == '＠' }

// mentionEnd returns where the mention ends whose sign is at i, or i.
func mentionEnd(s string, i, sign int) int {
	if !mayPrecede(s[:i]) {
		return i
	}
	start := i + sign
	end := fediverseEnd(s, start)
	if end == start {
		end = nameEnd(s, start)
	}
	if end == start || end-start > maxName {
		return i
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); end < len(s) && (isAt(r) || continuesWord(r)) {
		return i // @_@, @aliceìnheiro
	}
	return end
}

// mayPrecede reports whether a mention may follow before, by twitter-text
// (validMentionPrecedingChars), save that letters outside ASCII are letters too.
func mayPrecede(before string) bool {
	if before == "" {
		return true
	}
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case strings.ContainsRune("_!#$%&*@＠＃﹟/", r):
		return false
	case r == '.' || r == '-' || r == '+':
		// ".@name" is a mention, "ada.@example.com" a mistyped address.
		rest := before[:len(before)-size]
		return rest == "" || !isASCIIAlnum(rest[len(rest)-1])
	}
	return !continuesWord(r) || isRetweet(before)
}

// isRetweet reports whether s ends with RT, the old way to quote on Twitter.
func isRetweet(s string) bool {
	if len(s) < 2 || !strings.EqualFold(s[len(s)-2:], "rt") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:len(s)-2])
	return len(s) == 2 || !continuesWord(r) && !strings.ContainsRune("_+~.-", r)
}

// continuesWord reports whether r next to a name makes one word with it: a
// letter, mark or digit, save those of scripts written without spaces
// ("の@usernameに").
func continuesWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai,
			unicode.Lao, unicode.Khmer, unicode.Myanmar) && r != 'ー'
}

// nameEnd returns where the name at i ends: letters, digits and _, with a full
// stop only between two of them. It has a letter or digit.
func nameEnd(s string, i int) int {
	end := i
	found := false
	for ; end < len(s); end++ {
		c := s[end]
		if isASCIIAlnum(c) {
			found = true
			continue
		}
		inside := c == '.' && end > i && end+1 < len(s) && (isASCIIAlnum(s[end+1]) || s[end+1] == '_')
		if c != '_' && !inside {
			break
		}
	}
	if !found {
		return i
	}
	return end
}

// fediverseEnd returns where the name with a host ends that begins at i
// (user@host.tld, RFC 7565 as Mastodon writes it), or i.
func fediverseEnd(s string, i int) int {
	at := i
	for at < len(s) && at-i <= maxName && (isASCIIAlnum(s[at]) || s[at] == '_' || s[at] == '.' || s[at] == '-') {
		at++
	}
	if at == i || at == len(s) || s[at] != '@' || !isASCIIAlnum(s[at-1]) && s[at-1] != '_' || s[i] == '.' || s[i] == '-' {
		return i
	}
	end := at + 1
	for end < len(s) && end-at <= maxName && (isASCIIAlnum(s[end]) || s[end] == '.' || s[end] == '-') {
		end++
	}
	host := strings.TrimRight(s[at+1:end], ".-")
	if !isDomain(host) {
		return i
	}
	return at + 1 + len(host)
}

// isDomain reports whether s is a domain name with a dot and a top level of
// letters.
func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	top := labels[len(labels)-1]
	return len(labels) > 1 && len(top) > 1 && isASCIILetter(top[0])
}
