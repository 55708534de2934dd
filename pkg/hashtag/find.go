package hashtag

import (
	"strings"
	"unicode/utf8"
)

// wideSign is the first byte of ＃, ﹟ and ＠ in UTF-8.
const wideSign = 0xEF

// Find returns the tags and mentions of a caption, in order, as often as they
// come.
func Find(caption string) []Span {
	if strings.IndexByte(caption, '#') < 0 && strings.IndexByte(caption, '@') < 0 && strings.IndexByte(caption, wideSign) < 0 {
		return nil
	}
	var spans []Span
	url := urls{text: caption}
	url.next()
	for i := 0; i < len(caption); {
		if i >= url.start {
			i = url.end
			url.next()
			continue
		}
		kind, size := signAt(caption, i)
		if size == 0 {
			i++
			continue
		}
		find := tagEnd
		if kind == Mention {
			find = mentionEnd
		}
		end := find(caption, i, size)
		if end == i || end > url.start {
			i += size
			continue
		}
		spans = append(spans, Span{i, end, kind})
		i = end
	}
	return spans
}

// signAt returns the kind and the bytes of the sign at i; 0 if there is none.
func signAt(s string, i int) (Kind, int) {
	switch {
	case s[i] == '#':
		return Tag, 1
	case s[i] == '@':
		return Mention, 1
	case s[i] != wideSign:
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case isSign(r):
		return Tag, size
	case isAt(r):
		return Mention, size
	}
	return 0, 0
}

// tagEnd returns where the tag ends whose sign is at i, or i.
func tagEnd(s string, i, sign int) int {
	if i > 0 && s[i-1] == '&' {
		return i
	}
	end := bodyEnd(s, i+sign)
	if end == i+sign {
		return i
	}
	return end
}
