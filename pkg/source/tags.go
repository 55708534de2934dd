package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"photoarchive/pkg/hashtag"
)

// ExtraTags gives what a platform's list of tags adds to those of the caption.
// Downloaders cut tags by Python's \w, which ends at combining marks: a listed tag
// that is the clipped beginning of one in the caption (`ผ` of `#ผู้เริ่ม`) is
// dropped, as is one that the caption has.
func ExtraTags(caption string, list []string) []string {
	if len(list) == 0 {
		return nil
	}
	var own []string
	for _, s := range hashtag.Find(caption) {
		if s.Kind == hashtag.Tag {
			own = append(own, strings.ToLower(strings.TrimLeft(caption[s.Start:s.End], "#＃﹟")))
		}
	}
	have := map[string]bool{}
	for _, t := range hashtag.Extract(caption) {
		have[hashtag.Key(t)] = true
	}
	var out []string
	for _, t := range list {
		display, ok := hashtag.Clean(t)
		if !ok || have[hashtag.Key(display)] {
			continue
		}
		listed := strings.ToLower(strings.TrimLeft(strings.TrimSpace(t), "#＃﹟"))
		if slices.ContainsFunc(own, func(whole string) bool { return isClipped(listed, whole) }) {
			continue
		}
		have[hashtag.Key(display)] = true
		out = append(out, display)
	}
	return out
}

// isClipped tells whether a tag is the beginning of another, cut where \w ends.
func isClipped(tag, whole string) bool {
	rest, ok := strings.CutPrefix(whole, tag)
	if !ok || rest == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
}

// ListedTags gives the tags of a text that lists them: by lines, commas or
// semicolons, or as hashtags.
func ListedTags(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("\n\r,;，、；", r) }) {
		if several := hashtag.Extract(part); len(several) > 1 {
			out = append(out, several...)
		} else if display, ok := hashtag.Clean(part); ok {
			out = append(out, display)
		}
	}
	return out
}
