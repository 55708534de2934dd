package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// urls finds the URLs of a text one after the other.
type urls struct {
	text       string
	at         int // nothing before is looked at again
	start, end int // the last URL found; start is len(text) when there is no other
}

// next finds the URL after the last one: scheme://…, www.… and domains with a
// path (example.com/…).
func (u *urls) next() {
	s := u.text
	for i := max(u.at, u.end); i < len(s); i++ {
		start := -1
		switch s[i] {
		case '/':
			start = u.beforeSlash(i)
		case 'w', 'W':
			start = u.www(i)
		}
		if start < 0 {
			continue
		}
		u.start, u.end = start, urlEnd(s, i)
		u.at = u.end
		return
	}
	u.start, u.end, u.at = len(s), len(s), len(s)
}

// beforeSlash returns where the URL begins whose first slash is at i, or -1.
func (u *urls) beforeSlash(i int) int {
	s := u.text
	if strings.HasPrefix(s[i:], "//") && i > u.at && s[i-1] == ':' {
		start := i - 1
		for start > u.at && isSchemeByte(s[start-1]) {
			start--
		}
		for start < i-1 && !isASCIILetter(s[start]) {
			start++ // RFC 3986, section 3.1: a scheme begins with a letter
		}
		u.at = i
		if start == i-1 {
			return -1
		}
		return start
	}
	start := i
	for start > u.at && (isASCIIAlnum(s[start-1]) || s[start-1] == '.' || s[start-1] == '-' || s[start-1] == ':') {
		start--
	}
	before := start
	u.at = i + 1
	host, _, _ := strings.Cut(s[start:i], ":")
	if !isHost(host) {
		return -1
	}
	if before > 0 {
		// #example.com/x is a tag, @example.com/x a mention, $ a stock symbol.
		r, _ := utf8.DecodeLastRuneInString(s[:before])
		if isSign(r) || isAt(r) || r == '$' || r == '_' {
			return -1
		}
	}
	return start
}

// www returns i if a URL without scheme begins there, else -1.
func (u *urls) www(i int) int {
	s := u.text
	if len(s) < i+5 || !strings.EqualFold(s[i:i+4], "www.") || !isASCIIAlnum(s[i+4]) {
		return -1
	}
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(s[:i])
		if isSign(r) || isAt(r) || r < utf8.RuneSelf && (isASCIIAlnum(byte(r)) || r == '_') {
			return -1
		}
	}
	return i
}

// urlEnd returns where the URL ends that has a character of its own at i: at
// white space, at a delimiter of RFC 3986, appendix C, at a closing bracket
// that wasn't opened in it, and at any sign outside ASCII that is no letter,
// digit or dash (。 ends a URL, é doesn't).
func urlEnd(s string, i int) int {
	round, square := 0, 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r <= ' ', r == 0x7F, strings.ContainsRune("<>\"\\^`{|}", r):
			return i
		case r == '(':
			round++
		case r == ')':
			round--
		case r == '[':
			square++
		case r == ']':
			square--
		case r < utf8.RuneSelf:
		case !unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pd):
			return i
		}
		if round < 0 || square < 0 {
			return i
		}
		i += size
	}
	return i
}

// isHost reports whether s is a domain name that is surely meant as one: two
// labels or more, the last a country's or a common top-level domain.
func isHost(s string) bool {
	if len(s) > 253 {
		return false
	}
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return len(labels) > 1 && isTopLevel(strings.ToLower(labels[len(labels)-1]))
}

// isTopLevel reports whether s is a top-level domain people write without
// scheme. "Ed.Jones/AFP" must stay no URL, so this is no full list.
func isTopLevel(s string) bool {
	switch s {
	case "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "museum", "mobi", "travel",
		"app", "art", "blog", "cloud", "club", "design", "dev", "gallery", "link", "live", "media", "news", "online",
		"page", "photo", "photos", "photography", "pics", "press", "shop", "site", "social", "space", "store", "tech",
		"today", "tube", "video", "website", "wiki", "work", "world", "xyz", "zone":
		return true
	}
	return len(s) == 2 && isASCIILetter(s[0]) && isASCIILetter(s[1])
}

func isSchemeByte(c byte) bool {
	return isASCIIAlnum(c) || c == '+' || c == '-' || c == '.'
}

func isASCIILetter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z'
}

func isASCIIAlnum(c byte) bool {
	return isASCIILetter(c) || '0' <= c && c <= '9'
}
